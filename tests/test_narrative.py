"""The narrative: each sentence from one row, open to its evidence, never finer than the row."""

import pandas as pd
import pytest
from publishing_rows import ACTORS, ARTICLES, EVENTS, LEDGER, SENTENCES

from corpus_tools import schema
from corpus_tools.publishing.narrative import (
    AHEAD,
    APART,
    PAST,
    list_conflicts,
    narrate,
    say_when,
    show_narrative,
)
from corpus_tools.schema import split


@pytest.fixture
def told() -> pd.DataFrame:
    return narrate(EVENTS, LEDGER, ACTORS, ARTICLES, as_of="2026-03-02")


def test_sentences_say_what_their_rows_say(told: pd.DataFrame) -> None:
    assert told["sentence"].tolist() == [
        "On 1 March 2026, a meeting took place in Oslo, between Ana Roy and Ben Okoro: "
        "“Ana Roy met Ben Okoro” (2 articles, 1 story; en, fr).",
        "Ana Roy asked Ben Okoro: “to open a bridge”.",
        "By 2030, a target is to be reached: “A bridge is to open by 2030” (1 article, 1 story; en).",
        "Ana Roy and Ben Okoro agreed: “to build” (1 article, 1 story; en).",
    ]
    assert told["part"].tolist() == [PAST, PAST, AHEAD, APART]
    assert told["due"].tolist() == ["happened", "to come", "to come", ""]


def test_every_sentence_opens_to_its_evidence(told: pd.DataFrame) -> None:
    shown = show_narrative(told, SENTENCES, ARTICLES)
    html = shown._repr_html_()
    for number in range(1, len(shown.evidence) + 1):
        assert html.count(f'-{number}">') >= 2
    assert set(shown.evidence["sentence_id"]) == {
        item for cell in told["sentence_ids"] for item in split(cell)
    }
    assert "[1, 2]" in repr(shown)


def test_each_row_is_told_once(told: pd.DataFrame) -> None:
    events = told[told["ledger_id"] == ""]
    assert sorted(events["event_id"]) == sorted(EVENTS["event_id"])
    assert sorted(set(told["ledger_id"]) - {""}) == sorted(LEDGER["ledger_id"])


def test_another_day_changes_only_due(told: pd.DataFrame) -> None:
    later = narrate(EVENTS, LEDGER, ACTORS, ARTICLES, as_of="2040-01-01")
    pd.testing.assert_frame_equal(told.drop(columns="due"), later.drop(columns="due"))
    assert later["due"].tolist() == ["happened", "past due", "past due", ""]


def test_conflicting_dates_are_told() -> None:
    events = EVENTS.assign(conflicts=["2026-03-02", ""])
    told = narrate(events, LEDGER, ACTORS, ARTICLES)
    assert told["sentence"].iloc[0].endswith("Articles differ on the date: 2026-03-02.")


def test_conflicts_are_listed_where_there_are_any() -> None:
    events = EVENTS.assign(conflicts=["2026-03-02", ""])
    assert list_conflicts(events)["conflicts"].tolist() == ["2026-03-02"]
    assert list_conflicts(EVENTS).empty
    assert list_conflicts(EVENTS.drop(columns="conflicts").head(0)).empty


def test_article_text_is_shown_as_text() -> None:
    events = EVENTS.assign(title="<script>x</script>")
    html = show_narrative(narrate(events, LEDGER, ACTORS, ARTICLES), SENTENCES, ARTICLES)._repr_html_()
    assert "<script>" not in html


def test_without_events_the_narrative_says_so() -> None:
    told = narrate(EVENTS.head(0), LEDGER.head(0), ACTORS, ARTICLES)
    assert repr(show_narrative(told, SENTENCES, ARTICLES)) == "No event is reported."


@pytest.mark.parametrize("act", schema.ACTS)
@pytest.mark.parametrize("to_ids", ["", "ben-okoro"])
def test_every_act_has_a_sentence(act: str, to_ids: str) -> None:
    ledger = LEDGER.head(1).assign(act=act, to_ids=to_ids)
    sentence = narrate(EVENTS, ledger, ACTORS, ARTICLES)["sentence"].iloc[1]
    assert sentence.startswith("Ana Roy")
    assert ("Ben Okoro" in sentence) == bool(to_ids)


@pytest.mark.parametrize(
    ("start", "end", "ahead", "expected"),
    [
        ("2026-03-01", "2026-03-02", False, "Between 1 March 2026 and 2 March 2026"),
        ("2026", "2026", True, "In 2026"),
        ("2026-03", "", True, "From March 2026 on"),
        ("", "", False, "On a day that the text does not give"),
    ],
)
def test_dates_are_never_finer_than_the_row(start: str, end: str, ahead: bool, expected: str) -> None:
    assert say_when(start, end, ahead=ahead) == expected


def test_a_long_narrative_shows_the_beginning_of_each_part(told: pd.DataFrame) -> None:
    long = pd.concat([told] * 150, ignore_index=True)
    shown = show_narrative(long, SENTENCES, ARTICLES)
    assert shown.rows["part"].value_counts().to_dict() == {PAST: 200, AHEAD: 150, APART: 150}
    assert "500 of 600 rows are shown" in shown._repr_html_()
