"""The same articles written otherwise: no actor, speaker, row of the ledger or event changes, nor any id."""

import re
import unicodedata

import pytest
from seed_corpus import TEXTS, Builder, list_actors, list_acts, list_dates, list_speakers, strip

LISTS = {"actors": list_actors, "speakers": list_speakers, "ledger": list_acts, "events": list_dates}
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def curl(text: str) -> str:
    """A text with curly quotes only."""
    return re.sub(r'"([^"\n]*)"', r"“\1”", re.sub(r"(?<=\w)'", "’", text))


WRITINGS = {
    "without diacritics": strip,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "non-breaking spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "straight quotes": lambda text: text.translate(STRAIGHT),
    "curly quotes": curl,
    "other line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", WRITINGS)
def test_every_writing_changes_some_article(name: str) -> None:
    """Else the tests below could not fail."""
    assert any(WRITINGS[name](text) != text for text in TEXTS.values())


@pytest.mark.parametrize("name", WRITINGS)
def test_another_writing_of_all_articles_changes_no_result(builder: Builder, name: str) -> None:
    tables, changed = (
        builder.build(texts)
        for texts in (TEXTS, {stem: WRITINGS[name](text) for stem, text in TEXTS.items()})
    )
    for what, listed in LISTS.items():
        assert listed(changed) == listed(tables), what
        assert listed(tables), what


@pytest.mark.parametrize("stem", TEXTS)
@pytest.mark.parametrize("name", ["without diacritics", "straight quotes"])
def test_another_writing_of_one_article_changes_no_result(builder: Builder, name: str, stem: str) -> None:
    tables = builder.build(TEXTS)
    changed = builder.build({**TEXTS, stem: WRITINGS[name](TEXTS[stem])})
    for what, listed in LISTS.items():
        assert listed(changed) == listed(tables), what


def test_the_order_of_files_changes_no_result(builder: Builder) -> None:
    tables = builder.build(TEXTS)
    turned = builder.build({f"{9 - number}": text for number, text in enumerate(TEXTS.values())})
    for what, listed in LISTS.items():
        assert listed(turned) == listed(tables), what


def test_swapping_two_articles_changes_no_result(builder: Builder) -> None:
    first, second, *rest = TEXTS.items()
    swapped = builder.build({first[0]: second[1], second[0]: first[1], **dict(rest)})
    tables = builder.build(TEXTS)
    for what, listed in LISTS.items():
        assert listed(swapped) == listed(tables), what
