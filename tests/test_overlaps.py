"""Overlaps: only rows that can be the same are compared, and what they join is what all pairs join."""

from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.linking import ledger
from corpus_tools.linking.overlaps import join_pairs, pair_overlapping

WORDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=6)


@given(st.lists(WORDS, max_size=12), st.sampled_from([0.0, 0.5, 2 / 3, 1.0]))
def test_pair_overlapping_leaves_none_out(sets: list[frozenset[str]], share: float) -> None:
    found = set(pair_overlapping(sets, share))
    for one, other in combinations(range(len(sets)), 2):
        fewer = min(len(sets[one]), len(sets[other]))
        if fewer and len(sets[one] & sets[other]) >= max(1, share * fewer):
            assert (one, other) in found


def test_pair_overlapping_names_few_of_the_sets_that_share_common_words() -> None:
    sets = [frozenset(["the", "report", f"a{n}", f"b{n}", f"c{n}"]) for n in range(2000)]
    assert not list(pair_overlapping(sets, 0.5))


def test_join_pairs_does_not_ask_what_is_known() -> None:
    asked: list[tuple[int, int]] = []

    def is_same(one: int, other: int) -> bool:
        asked.append((one, other))
        return True

    assert join_pairs(50, combinations(range(50), 2), is_same) == [list(range(50))]
    assert len(asked) == 49


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    """A report of an act as the ledger reads it, drawn from so few values that many are alike."""
    story, sentence = draw(st.sampled_from("st")), draw(st.sampled_from("1234"))
    return {
        "story_id": story,
        "act": draw(st.sampled_from(("offer", "request", "proposal"))),
        "sentence_id": story + sentence,
        "language": "fr" if sentence in "24" else "en",
        "by": draw(st.sampled_from(("p", "q", "p|q"))),
        "addressee_ids": draw(st.sampled_from(("", "r"))),
        "cue": draw(st.sampled_from(("said", "asked"))),
        "words": draw(st.frozensets(st.sampled_from("abcde"), max_size=4)),
        "is_repeat": False,
    }


@given(st.lists(reports(), max_size=12), st.booleans())
def test_the_ledger_joins_what_all_pairs_join(rows: list[dict[str, Any]], is_aligned: bool) -> None:
    aligned = {frozenset((f"{story}1", f"{story}2")) for story in "st" if is_aligned}
    standing = Counter(row["sentence_id"] for row in rows)
    rows = [{**row, "is_only": standing[row["sentence_id"]] == 1} for row in rows]

    def is_same(one: int, other: int) -> bool:
        same_story = rows[one]["story_id"] == rows[other]["story_id"]
        return same_story and ledger._is_same(rows[one], rows[other], aligned)

    everything = join_pairs(len(rows), combinations(range(len(rows)), 2), is_same)
    assert ledger._group(rows, aligned) == everything


def test_the_ledger_of_a_book_compares_few_of_its_reports() -> None:
    row = {"story_id": "s", "act": "offer", "by": "p", "addressee_ids": "", "cue": "said", "language": "en"}
    rows = [
        {
            **row,
            "sentence_id": f"s{n}",
            "is_repeat": False,
            "words": frozenset(["minister", "offered", f"a{n // 3}", f"b{n // 3}", f"c{n // 3}"]),
        }
        for n in range(3000)
    ]
    assert len(list(ledger._find_comparable(rows, set()))) < 3 * len(rows)
    assert len(ledger._group(rows, set())) == 1000
