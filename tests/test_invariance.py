"""The same articles written otherwise: no actor, speaker, row of the ledger or event changes, nor any id."""

import re
import unicodedata

import pytest
from case_corpus import CaseBuilder, list_versions, reprint_case
from per_story import NUMBERS, WORDS, count_per_story, tell_change
from seed_corpus import TEXTS, Builder, count_once, list_actors, list_acts, list_dates, list_speakers, strip

from corpus_tools.running.pipeline import Tables
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


def reprint(text: str, *, cut: int) -> str:
    """The article without its last lines, and with a line of the paper that reprints it."""
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n\n".join([*lines[: max(len(lines) - cut, 1)], "Subscribe to our newsletter"])


@pytest.mark.parametrize("stem", TEXTS)
def test_a_reprint_changes_nothing_per_story(builder: Builder, stem: str) -> None:
    before = builder.build(TEXTS)
    after = builder.build({**TEXTS, "later": reprint(TEXTS[stem], cut=0)})
    assert len(after["articles"]) == len(before["articles"]) + 1
    assert count_once(after) == count_once(before)


def behead(text: str) -> str:
    """The article without its first paragraph, where people are named in full."""
    lines = [line for line in text.split("\n") if line.strip()]
    lead = next(number for number, line in enumerate(lines) if len(line.split()) > 15)
    return "\n\n".join(lines[lead + 1 :])


@pytest.mark.parametrize("stem", TEXTS)
def test_a_reprint_without_its_lead_changes_nothing_per_story(builder: Builder, stem: str) -> None:
    before = builder.build(TEXTS)
    after = builder.build({**TEXTS, "later": behead(TEXTS[stem])})
    (reprint_row,) = [row for row in records(after["articles"]) if row["file"] == "later.txt"]
    assert reprint_row["copy_of"]
    assert count_once(after) == count_once(before)
    for name in NUMBERS:
        assert tell_change(name, before, after) == ([], []), name
    known = [row for row in records(after["statements"]) if row["article_id"] != reprint_row["article_id"]]
    assert known == records(before["statements"])
    assert _list_parties(after["statements"]) == _list_parties(before["statements"])


def _list_parties(statements):
    """Everybody who says something or is spoken to."""
    cells = [row[name] for row in records(statements) for name in ("speaker_id", "by", "addressee_ids")]
    return {party for cell in cells for party in split(cell)}


def test_sources_never_rise_when_articles_are_reprinted(builder: Builder) -> None:
    before = builder.build(TEXTS)
    copies = {f"later-{stem}": reprint(text, cut=2) for stem, text in TEXTS.items()}
    after = builder.build({**TEXTS, **copies})
    for name, key in (("ledger", "ledger_id"), ("events", "event_id"), ("statements", "statement_id")):
        known = dict(zip(before[name][key], before[name]["n_sources"], strict=True))
        shared = [row for row in records(after[name]) if row[key] in known]
        assert shared
        assert all(row["n_sources"] <= known[row[key]] for row in shared), name


def test_a_translation_changes_nothing_per_story(builder: Builder) -> None:
    """The shipped corpus has one: without it, the rest says the same."""
    with_it = builder.build(TEXTS)
    translated = with_it["articles"].set_index("file")["translation_of"]
    (file,) = [name for name, source in translated.items() if source]
    without = builder.build({stem: text for stem, text in TEXTS.items() if f"{stem}.txt" != file})
    for name in NUMBERS:
        assert tell_change(name, without, with_it) == ([], []), name


VERSIONS = list_versions()
"""Stories that the case sets tell in two languages or more, in order of publication."""

ADDING = {"stories_unseen_2: tunnel"}
"""Stories of which a later version has an event of its own: the closing of another railway line."""

FIRSTS = {story: cases[0] for story, cases in VERSIONS.items() if story not in ADDING}
LATER = [case for story in FIRSTS for case in VERSIONS[story][1:]]


@pytest.fixture(scope="module")
def case_builder(tmp_path_factory: pytest.TempPathFactory) -> CaseBuilder:
    return CaseBuilder(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def once(case_builder: CaseBuilder) -> Tables:
    """A corpus of the first version of each story."""
    return case_builder.build(list(FIRSTS.values()))


@pytest.fixture(scope="module")
def translated(case_builder: CaseBuilder) -> Tables:
    """The same with all their later versions, nearly all translations."""
    return case_builder.build([*FIRSTS.values(), *LATER])


@pytest.fixture(scope="module")
def copied(case_builder: CaseBuilder) -> Tables:
    """The same with a copy of each second one in another outlet, half of these cut."""
    copies = [
        reprint_case(case) if number % 2 == 0 else {**case, "outlet": "Evening Reprint"}
        for number, case in enumerate(list(FIRSTS.values())[::2])
    ]
    return case_builder.build([*FIRSTS.values(), *copies])


def test_the_stories_are_many_and_in_all_languages() -> None:
    pairs = {(cases[0]["language"], case["language"]) for cases in VERSIONS.values() for case in cases[1:]}
    assert len(FIRSTS) >= 100
    assert len(LATER) >= 115
    assert pairs >= {("en", "fr"), ("fr", "en"), ("en", "vi"), ("vi", "en"), ("fr", "vi"), ("vi", "fr")}


@pytest.mark.parametrize("name", NUMBERS)
def test_translations_change_nothing_per_story(once: Tables, translated: Tables, name: str) -> None:
    """Before one version stood for each story, 109 of 266 translations changed some event, 42 the ledger."""
    assert len(translated["articles"]) == len(FIRSTS) + len(LATER)
    assert count_per_story(name, once)
    assert tell_change(name, once, translated) == ([], [])


@pytest.mark.parametrize("name", [*NUMBERS, *WORDS])
def test_copies_and_cut_reprints_change_nothing_per_story(once: Tables, copied: Tables, name: str) -> None:
    assert len(copied["articles"]) >= 1.5 * len(FIRSTS)
    assert count_per_story(name, once)
    assert tell_change(name, once, copied) == ([], [])


@pytest.mark.parametrize("story", sorted(ADDING))
def test_a_sentence_that_only_a_later_version_has_adds_what_it_tells(
    case_builder: CaseBuilder, story: str
) -> None:
    first, *later = VERSIONS[story]
    before, after = case_builder.build([first]), case_builder.build([first, *later])
    gone, come = tell_change("events", before, after)
    assert (gone, len(come)) == ([], 1)
    assert tell_change("ledger", before, after) == ([], [])


EARLIER = pytest.mark.xfail(
    strict=True, reason="what came first stands; it is read in another language, and tells more or less"
)


@pytest.mark.parametrize("name", [pytest.param(name, marks=EARLIER) for name in ("ledger", "events")])
def test_an_earlier_version_takes_the_place_of_a_later_one(case_builder: CaseBuilder, name: str) -> None:
    """Each language is read with what is missed in the other, so no rule leaves the rows of both alone."""
    story = "stories: rail-other"
    later = case_builder.build(VERSIONS[story][-1:])
    both = case_builder.build(VERSIONS[story])
    assert both["articles"]["story_id"].nunique() == 1
    assert tell_change(name, later, both) == ([], [])
