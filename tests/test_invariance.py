"""The same articles written otherwise: no actor, speaker, row of the ledger or event changes, nor any id."""

import re
import unicodedata

import pytest
from seed_corpus import TEXTS, Builder, list_actors, list_acts, list_dates, list_speakers, strip

from corpus_tools.schema import records, split

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


def count_once(tables):
    """Every number per story: of the corpus, of ledger and events, and the sources behind these."""
    articles = tables["articles"]
    return {
        "stories": articles["story_id"].nunique(),
        "ledger": sorted(
            (row["ledger_id"], row["act"], row["by_ids"], row["to_ids"], row["n_stories"], row["n_sources"])
            for row in records(tables["ledger"])
        ),
        "events": sorted(
            (
                row["event_id"],
                row["date_start"],
                row["date_end"],
                row["kind"],
                row["n_stories"],
                row["n_sources"],
            )
            for row in records(tables["events"])
        ),
        "actors": sorted((row["actor_id"], row["n_stories"]) for row in records(tables["actors"])),
    }


def reprint(text: str, *, headline: str, cut: int) -> str:
    """The article under a new headline and without its last lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join([headline, "", *lines[1 : len(lines) - cut]])


@pytest.mark.parametrize("stem", TEXTS)
def test_a_reprint_changes_nothing_per_story(builder: Builder, stem: str) -> None:
    before = builder.build(TEXTS)
    copy = reprint(TEXTS[stem], headline="What the papers say", cut=0)
    after = builder.build({**TEXTS, "later": copy})
    assert len(after["articles"]) == len(before["articles"]) + 1
    assert count_once(after) == count_once(before)


def test_sources_never_rise_when_articles_are_reprinted(builder: Builder) -> None:
    before = builder.build(TEXTS)
    copies = {f"later-{stem}": reprint(text, headline="In short", cut=1) for stem, text in TEXTS.items()}
    after = builder.build({**TEXTS, **copies})
    for name, key in (("ledger", "ledger_id"), ("events", "event_id"), ("statements", "statement_id")):
        known = dict(zip(before[name][key], before[name]["n_sources"], strict=True))
        for row in records(after[name]):
            if row[key] in known:
                assert row["n_sources"] <= known[row[key]], (name, row[key])


def test_a_translation_is_known_and_changes_no_number_of_stories(builder: Builder) -> None:
    """The shipped corpus has one: without it, the rest says the same per story."""
    translated = builder.build(TEXTS)["articles"].set_index("file")["translation_of"]
    (file,) = [name for name, source in translated.items() if source]
    rest = {stem: text for stem, text in TEXTS.items() if f"{stem}.txt" != file}
    with_it, without = builder.build(TEXTS), builder.build(rest)
    assert with_it["articles"]["story_id"].nunique() == without["articles"]["story_id"].nunique()
    told = {split(row["article_ids"])[0] for row in records(with_it["events"])}
    assert told
    known = {row["event_id"]: row["n_sources"] for row in records(without["events"])}
    for row in records(with_it["events"]):
        assert row["n_sources"] <= known.get(row["event_id"], row["n_sources"])
