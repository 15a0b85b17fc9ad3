"""Findings: titles and alt texts follow the data drawn, ties and nothing included."""

import pandas as pd
import pytest
from publishing_rows import ACTORS, ARTICLES, EVENTS, LEDGER, MENTIONS, QUALITY_COLUMNS, STATEMENTS

from corpus_tools.measuring.networks import find_addresses, find_cooccurrences
from corpus_tools.publishing import coverage, drawings, due, findings, register

NONE = pd.DataFrame(columns=QUALITY_COLUMNS)
QUALITY = pd.DataFrame([["times", "recall", 9.0, 10, 0.9, 0.55, 0.99]], columns=QUALITY_COLUMNS)


def test_coverage_says_how_many_of_when_and_undated() -> None:
    words = findings.describe_coverage(coverage.list_coverage(ARTICLES), ARTICLES, NONE)
    assert words["title"] == "3 articles from 2 outlets, published 1 Feb 2026 – 2 Mar 2026, 1 of them undated"
    assert "n = 3 articles, 2 of them dated." in words["caption"]
    assert "Soir, from 1 Mar 2026: Entretien" in words["alt"]


def test_coverage_of_many_articles_is_told_by_cell() -> None:
    words = findings.describe_coverage(coverage.list_coverage(ARTICLES, most=1), ARTICLES, NONE)
    assert "Matrix of outlets by period" in words["alt"]


def test_captions_state_the_measured_accuracy_or_that_there_is_none() -> None:
    events = drawings.list_events(EVENTS)
    assert "times recall 9 of 10 (55% to 99%)" in findings.describe_timeline(events, QUALITY)["caption"]
    assert "has not been measured" in findings.describe_timeline(events, NONE)["caption"]


def test_timeline_counts_days() -> None:
    words = findings.describe_timeline(drawings.list_events(EVENTS), NONE)
    assert words["title"] == "2 events, of which 1 known to the day: 1 Mar 2026 to 2030"


def test_horizon_counts_what_is_past_due() -> None:
    deadlines = due.mark_deadlines(
        drawings.list_deadlines(EVENTS, LEDGER), EVENTS, ARTICLES, as_of="2027-06-01"
    )
    words = findings.describe_horizon(deadlines, NONE, as_of="2027-06-01")
    assert words["title"] == "1 date to come as of 1 Jun 2027, 1 past due"


def test_flows_count_acts_and_name_who_is_asked() -> None:
    words = findings.describe_flows(drawings.list_flows(LEDGER, ACTORS), NONE)
    assert words["title"] == "2 acts: 1 request and 1 agreement"
    twice = pd.concat([LEDGER, LEDGER], ignore_index=True)
    words = findings.describe_flows(drawings.list_flows(twice, ACTORS), NONE)
    assert words["title"].endswith("; 2 of the 2 requests and proposals go to Ben Okoro")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([3, 1], "Ana is reported to speak most: 3 of 4 statements"),
        ([2, 2], "Ana and Ben are each reported to speak most: 2 of 4 statements each"),
    ],
)
def test_speakers_who_tie_are_all_named(values: list[int], title: str) -> None:
    speakers = pd.DataFrame({"label": ["Ana", "Ben"], "value": values, "n": values, "actor_id": ["a", "b"]})
    assert findings.describe_speakers(speakers, NONE)["title"] == title


def test_presence_and_ties_name_the_first() -> None:
    cells = drawings.list_presence(MENTIONS, ACTORS, ARTICLES)
    assert findings.describe_presence(cells, NONE, articles=ARTICLES)["title"].startswith(
        "Ana Roy is mentioned most"
    )
    nodes, edges = drawings.list_ties(find_cooccurrences(MENTIONS, ARTICLES), ACTORS)
    title = findings.describe_ties(nodes, edges, NONE)["title"]
    assert title == "Most often mentioned together: Ana Roy with Ben Okoro, in 1 sentence"


def test_addresses_name_the_first_pair() -> None:
    cells = register.list_addresses(find_addresses(STATEMENTS, ARTICLES), ACTORS)
    title = findings.describe_addresses(cells, NONE)["title"]
    assert title == "Most often addressed: Ana Roy to Ben Okoro, in 1 statement"


def test_accuracy_names_the_lowest() -> None:
    bars = drawings.list_quality(QUALITY, ["a1"])
    assert findings.describe_accuracy(bars)["title"] == (
        "0 of 1 measures found no error; the lowest is times, recall at 90%"
    )


def test_an_alt_text_counts_what_it_does_not_name() -> None:
    rows = pd.concat([EVENTS.head(1)] * 20, ignore_index=True).assign(event_id=[f"e{n}" for n in range(20)])
    assert "; and 8 more." in findings.describe_timeline(drawings.list_events(rows), NONE)["alt"]


def test_nothing_drawn_is_said_to_be_nothing() -> None:
    nodes, edges = drawings.list_ties(find_cooccurrences(MENTIONS.head(0), ARTICLES), ACTORS)
    no_events = drawings.list_events(EVENTS.head(0))
    cells = register.list_addresses(find_addresses(STATEMENTS.head(0), ARTICLES), ACTORS)
    speakers = register.list_speakers(STATEMENTS.head(0), ACTORS, ARTICLES)
    presence = drawings.list_presence(MENTIONS.head(0), ACTORS, ARTICLES)
    nothing = pd.DataFrame({"row": [], "column": [], "n": [], "article_ids": []})
    deadlines = drawings.list_deadlines(EVENTS.head(0), LEDGER.head(0)).assign(due=[])
    for words in (
        findings.describe_ties(nodes, edges, NONE),
        findings.describe_timeline(no_events, NONE),
        findings.describe_addresses(cells, NONE),
        findings.describe_speakers(speakers, NONE),
        findings.describe_presence(presence, NONE, articles=ARTICLES),
        findings.describe_cleaning(nothing, NONE, n_characters=10),
        findings.describe_flows(drawings.list_flows(LEDGER.head(0), ACTORS), NONE),
        findings.describe_horizon(deadlines, NONE, as_of=""),
        findings.describe_accuracy(drawings.list_quality(NONE, [])),
        findings.describe_coverage(coverage.list_coverage(ARTICLES.head(0)), ARTICLES.head(0), NONE),
    ):
        assert words["alt"].endswith("there is nothing to draw.")
        assert words["title"]
