"""The side-by-side page: nothing is left out of either article, and what differs is marked."""

from types import SimpleNamespace

import pytest
from planted import PAIRS, detect, split

from corpus_tools.linking.tellings import Line, Telling
from corpus_tools.publishing.report.links import Link
from corpus_tools.publishing.report.versions import list_beside


class AnyDirectory(SimpleNamespace):
    """A directory that knows every sentence."""

    def link(self, item):
        return Link(item, f"articles/{item}.html")


def tell(text, language):
    lines, start = [], 0
    for number, sentence in enumerate(split(text, language), 1):
        lines.append(Line(f"{language}.s{number:03d}", start, sentence, language))
        start += len(sentence) + 1
    return Telling(language, language, tuple(lines))


def put_beside(pair, left, right, differences=()):
    mine, others = tell(left, "en"), tell(right, "fr")
    matched = [
        (f"en.s{number:03d}", f"fr.s{number:03d}")
        for number in range(1, 1 + min(len(mine.lines), len(others.lines)))
        if number != 3
    ]
    return list(list_beside(mine, others, matched, differences, AnyDirectory()))


def read(tolds):
    return ["".join(part.text for part in told.parts) for told in tolds]


@pytest.mark.parametrize("pair", PAIRS[:4], ids=lambda pair: pair["id"])
def test_every_sentence_of_both_is_shown_once_and_in_order(pair):
    rows = put_beside(pair, pair["en"], pair["fr"] + " Une phrase de plus.")
    assert [text for row in rows for text in read(row.left)] == split(pair["en"], "en")
    shown = [text for row in rows for text in read(row.right)]
    assert sorted(shown) == sorted([*split(pair["fr"], "fr"), "Une phrase de plus."])
    assert rows[-1].left == ()


def test_what_differs_is_marked_on_both_sides_and_named():
    pair = PAIRS[0]
    changed = pair["fr"].replace("86 millions", "90 millions")
    rows = put_beside(pair, pair["en"], changed, detect({**pair, "fr": changed}, []))
    marked = [row for row in rows if row.notes]
    assert [row.notes for row in marked] == [("number changed: 86 million → 90 millions",)]
    sides = [
        [part.text for told in side for part in told.parts if part.note]
        for side in (marked[0].left, marked[0].right)
    ]
    assert sides == [["86 million"], ["90 millions"]]


def test_no_sentence_no_row():
    assert put_beside(PAIRS[0], "", "") == []
