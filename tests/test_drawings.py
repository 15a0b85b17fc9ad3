import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from corpus_tools.measuring.labels import MOST_GROUPS
from corpus_tools.publishing import coverage, drawings, plots
from corpus_tools.publishing.figures import check_evidence
from corpus_tools.schema import frame

ARTICLES = frame(
    "articles",
    [
        {"article_id": "a1", "file": "1.txt", "outlet": "Daily", "title": "Later", "published": "2026-01-17"},
        {
            "article_id": "a2",
            "file": "2.txt",
            "outlet": "Soir",
            "title": "Fenêtre",
            "published_earliest": "2025-10-01",
        },
        {"article_id": "a3", "file": "3.txt", "outlet": "", "title": "", "published_latest": ""},
        {"article_id": "a4", "file": "4.txt", "outlet": "Daily", "title": "Early", "published": "2025-02-06"},
    ],
)
ACTORS = frame(
    "actors",
    [
        {"actor_id": "x", "type": "person", "name": "Xuân", "n_articles": 2, "n_stories": 2, "n_mentions": 3},
        {
            "actor_id": "y",
            "type": "organisation",
            "name": "Yard",
            "n_articles": 1,
            "n_stories": 1,
            "n_mentions": 1,
        },
        {"actor_id": "z", "type": "place", "name": "Zoo", "n_articles": 3, "n_stories": 3, "n_mentions": 9},
    ],
)
MENTIONS = frame(
    "mentions",
    [
        {"article_id": "a1", "sentence_id": "a1.s001", "start": 1, "end": 2, "actor_id": "x"},
        {"article_id": "a1", "sentence_id": "a1.s002", "start": 5, "end": 6, "actor_id": "x|y"},
        {"article_id": "a4", "sentence_id": "a4.s001", "start": 1, "end": 2, "actor_id": "x"},
        {"article_id": "a4", "sentence_id": "a4.s001", "start": 4, "end": 5, "actor_id": ""},
    ],
)
EVENTS = frame(
    "events",
    [
        {"event_id": "e1", "title": "Target", "date_end": "2030", "horizon": "future"},
        {"event_id": "e2", "title": "Signing", "date_start": "2025-10", "date_end": "2025-10"},
        {"event_id": "e3", "title": "Someday", "horizon": "future"},
    ],
).assign(sentence_ids="a1.s001", n_stories=1)
EVENTS["horizon"] = EVENTS["horizon"].replace("", "past")
LEDGER = frame(
    "ledger",
    [
        {"ledger_id": "l1", "act": "request", "by_ids": "x", "to_ids": "y|q", "what": "help", "n_stories": 2,
         "due_latest": "2027-06", "sentence_ids": "a1.s001"},
        {"ledger_id": "l2", "act": "agreement", "by_ids": "y|z", "text": "They agree.", "n_stories": 1,
         "sentence_ids": "a4.s001"},
    ],
)  # fmt: skip
TERMS = pd.DataFrame(
    {
        "language": ["en", "en", "en", "fr"],
        "term": ["b", "a", "c", "d"],
        "n": [2, 5, 2, 9],
        "n_once": [1, 4, 2, 9],
        "n_articles": 1,
        "dp_norm": [0.5, 0.1, None, 0.0],
        "sentence_ids": "a1.s001",
    }
)
TOGETHER = pd.DataFrame(
    {"source": ["x", "x"], "target": ["y", "z"], "n": [1, 2], "sentence_ids": ["a1.s002", "a4.s001"]}
)


def test_the_most_reported_are_kept_in_their_order():
    ledger = pd.concat(
        [LEDGER.assign(ledger_id=f"l{i}", n_stories=i % 3) for i in range(4)], ignore_index=True
    )
    data = drawings.list_flows(ledger, ACTORS, top=3)
    assert data["n"].tolist() == [1, 2, 2]


def test_events_come_by_date_and_can_be_chosen_by_horizon():
    assert drawings.list_events(EVENTS)["event_id"].tolist() == ["e2", "e1", "e3"]
    assert drawings.list_events(EVENTS, horizon="past")["label"].tolist() == ["Signing"]


def test_deadlines_join_events_to_come_and_dues_of_the_ledger():
    data = drawings.list_deadlines(EVENTS, LEDGER)
    assert data["label"].tolist() == ["help", "Target", "Someday"]
    assert data["group"].tolist() == ["request", "", ""]


def test_flows_name_actors_and_set_agreeing_parties_apart():
    data = drawings.list_flows(LEDGER, ACTORS)
    assert data[["by", "to", "what", "n"]].to_numpy().tolist() == [
        ["Xuân", "Yard, q", "help", 2],
        ["Yard", "Zoo", "They agree.", 1],
    ]


def test_presence_counts_mentions_by_article_in_the_order_of_dates():
    data = drawings.list_presence(MENTIONS, ACTORS, ARTICLES)
    assert data[["row", "column", "n", "n_once", "sentence_ids"]].to_numpy().tolist() == [
        ["Xuân", "Daily, 6 Feb 2025", 1, 1, "a4.s001"],
        ["Xuân", "Daily, 17 Jan 2026", 2, 2, "a1.s001|a1.s002"],
        ["Yard", "Daily, 17 Jan 2026", 1, 1, "a1.s002"],
    ]
    assert drawings.list_presence(MENTIONS, ACTORS, ARTICLES, top=1)["actor_id"].unique().tolist() == ["x"]


def test_presence_in_many_articles_is_counted_by_group():
    ids = [f"a{number:02d}" for number in range(MOST_GROUPS + 2)]
    rows = [
        ("Daily" if number % 2 else "Post", f"2025-01-{number + 1:02d}", item)
        for number, item in enumerate(ids)
    ]
    articles = pd.DataFrame(rows, columns=["outlet", "published", "article_id"]).assign(
        title="", file="f", language="en", story_id="", published_earliest="", published_latest="", copy_of=""
    )
    mentions = pd.DataFrame(
        {"actor_id": "x", "article_id": ids, "sentence_id": [f"{item}.s001" for item in ids]}
    )
    data = drawings.list_presence(mentions, ACTORS, articles)
    assert data[["column", "n"]].to_numpy().tolist() == [["Post", len(ids) / 2], ["Daily", len(ids) / 2]]
    assert data["sentence_ids"].iloc[0] == "|".join(f"{item}.s001" for item in ids[::2])


def test_actors_of_one_name_stay_apart():
    data = drawings.list_presence(MENTIONS, ACTORS.assign(name="Lee"), ARTICLES)
    assert data["row"].tolist() == ["Lee (x)", "Lee (x)", "Lee (y)"]


def test_ties_keep_the_chosen_actors_and_leave_out_the_lonely():
    nodes, edges = drawings.list_ties(TOGETHER, ACTORS, top=2)
    assert nodes["label"].tolist() == ["Zoo", "Xuân"]
    assert edges[["source_name", "target_name", "n"]].to_numpy().tolist() == [["Xuân", "Zoo", 2]]


def test_terms_keep_those_as_common_as_the_last():
    data = drawings.list_terms(TERMS, language="en", top=2)
    assert data["term"].tolist() == ["a", "b", "c"]
    assert data["n_stories_counted"].tolist() == [4, 1, 2]


def test_topics_come_in_the_order_of_their_labels():
    shares = pd.DataFrame(
        {
            "article_id": ["a1", "a4"],
            "topic_id": ["t1", "t2"],
            "share": [0.5, 0.25],
            "sentence_ids": "a1.s001",
        }
    )
    data = drawings.list_topics(shares, {"t2": "Two", "t1": "One", "t3": "Three"}, ARTICLES)
    assert data[["row", "n"]].to_numpy().tolist() == [["Two", 0.25], ["One", 0.5]]


def test_quality_names_step_and_measure():
    quality = pd.DataFrame(
        {
            "step": ["times"],
            "measure": ["value"],
            "right": [9],
            "n": [10],
            "share": [0.9],
            "low": [0.6],
            "high": [1],
        }
    )
    data = drawings.list_quality(quality, ["a2", "a1"])
    assert data.iloc[0].to_dict() == {
        "label": "times, value", "value": 0.9, "low": 0.6, "high": 1, "n": 10, "article_ids": "a1|a2",
    }  # fmt: skip


DRAWN = {
    "coverage": lambda keep: (plots.plot_coverage, coverage.list_coverage(keep(ARTICLES))),
    "events": lambda keep: (plots.plot_timeline, drawings.list_events(keep(EVENTS))),
    "deadlines": lambda keep: (plots.plot_horizon, drawings.list_deadlines(keep(EVENTS), keep(LEDGER))),
    "flows": lambda keep: (plots.plot_flows, drawings.list_flows(keep(LEDGER), ACTORS)),
    "terms": lambda keep: (plots.plot_terms, drawings.list_terms(keep(TERMS), language="en")),
    "presence": lambda keep: (
        lambda data: plots.plot_matrix(data, unit="mentions"),
        drawings.list_presence(keep(MENTIONS), ACTORS, ARTICLES),
    ),
}


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_what_is_listed_can_be_drawn_and_has_evidence(name):
    plot, data = DRAWN[name](lambda table: table)
    assert plot(data).axes
    assert check_evidence(data, figure_id="f00-x")


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_nothing_gives_the_same_columns_and_a_figure_that_says_so(name):
    _, full = DRAWN[name](lambda table: table)
    plot, data = DRAWN[name](lambda table: table.iloc[:0])
    assert data.empty
    assert list(data.columns) == list(full.columns)
    assert plot(data).axes[0].texts[0].get_text().startswith("no data")


def test_the_input_is_left_alone():
    before = [table.copy() for table in (ARTICLES, EVENTS, LEDGER, MENTIONS, ACTORS)]
    drawings.list_deadlines(EVENTS, LEDGER)
    drawings.list_presence(MENTIONS, ACTORS, ARTICLES)
    for table, copy in zip((ARTICLES, EVENTS, LEDGER, MENTIONS, ACTORS), before, strict=True):
        assert_frame_equal(table, copy)
