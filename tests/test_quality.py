"""Quality: shares and intervals from judgements, judgements from gold."""

import json

import pandas as pd
import pytest

from corpus_tools.errors import UsageError
from corpus_tools.measuring.gold import load_gold
from corpus_tools.measuring.judgement import Judgement
from corpus_tools.measuring.judging import judge
from corpus_tools.measuring.quality import add_once, describe_quality, measure_quality, set_beside
from corpus_tools.schema import TABLES, frame

ARTICLES = [
    {"article_id": "a1", "file": "x/one.txt", "language": "en", "published": "2024-03-01", "agency": "AFP"}
]
MENTIONS = [
    {
        "article_id": "a1",
        "start": 0,
        "end": 3,
        "text": "Ana",
        "kind": "name",
        "type": "person",
        "actor_id": "ana",
    },
    {
        "article_id": "a1",
        "start": 9,
        "end": 13,
        "text": "Lima",
        "kind": "name",
        "type": "person",
        "actor_id": "lima",
    },
    {
        "article_id": "a1",
        "start": 20,
        "end": 24,
        "text": "Peru",
        "kind": "name",
        "type": "place",
        "actor_id": "peru",
    },
]
GOLD_MENTIONS = [
    {"article": "one", "start": 0, "end": 3, "text": "Ana", "type": "person", "entity": "ana-gold"},
    {"article": "one", "start": 9, "end": 13, "text": "Lima", "type": "place", "entity": "lima"},
    {"article": "one", "start": 30, "end": 34, "text": "Oslo", "type": "place", "entity": "oslo"},
]


def tables(**rows):
    return {name: frame(name, rows.get(name, [])) for name in TABLES}


def gold_folder(tmp_path, **rows):
    for name, lines in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


@pytest.fixture
def judged(tmp_path):
    run = tables(articles=ARTICLES, mentions=MENTIONS)
    about = [{"article": "one", "language": "en", "published": "2024-03-02", "agency": "afp", "story": "S1"}]
    folder = gold_folder(tmp_path, articles=about, mentions=GOLD_MENTIONS)
    return judge(run, load_gold(folder, run["articles"]))


@pytest.mark.parametrize(
    ("step", "measure", "right", "n"),
    [
        ("language", "accuracy", 1, 1),
        ("published", "accuracy", 0, 1),
        ("agency", "accuracy", 1, 1),
        ("mentions", "precision", 2, 3),
        ("mentions", "recall", 2, 3),
        ("mention types", "accuracy", 1, 2),
        ("actor linking", "precision", 2, 2),
    ],
)
def test_judge_counts_each_row_once(judged, step, measure, right, n):
    rows = judged[(judged["step"] == step) & (judged["measure"] == measure)]
    assert (rows["right"].sum(), len(rows)) == (right, n)


def test_judge_shows_what_was_expected_and_found(judged):
    wrong = judged[(judged["right"] == 0) & (judged["step"] == "mention types")]
    assert wrong[["expected", "found"]].to_numpy().tolist() == [["Lima: place", "person"]]


def test_judge_without_gold_is_empty(tmp_path):
    run = tables(articles=ARTICLES, mentions=MENTIONS)
    judgements = judge(run, load_gold(tmp_path / "none", run["articles"]))
    assert judgements.empty
    assert measure_quality(judgements).empty


def test_load_gold_names_file_and_line(tmp_path):
    (tmp_path / "articles.jsonl").write_text('{"article": "one"}\nnonsense\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"articles\.jsonl, record 2"):
        load_gold(tmp_path, frame("articles", ARTICLES))


def test_measure_quality_gives_the_exact_interval():
    rows = [Judgement("times", "recall", "en", "a1", right, "", "") for right in [1.0] * 9 + [0.0]]
    (row,) = measure_quality(pd.DataFrame(rows)).to_dict("records")
    # Clopper-Pearson for 9 of 10, from tables of the binomial distribution
    assert (row["right"], row["n"], row["share"]) == (9, 10, 0.9)
    assert (round(row["low"], 3), round(row["high"], 4)) == (0.555, 0.9975)


@pytest.mark.parametrize("by_language", [True, False])
def test_set_beside_keeps_every_row_and_leaves_out_what_was_not_measured(by_language):
    rows = [Judgement(step, "recall", "en", "a1", 1.0, "", "") for step in ("times", "times", "topics")]
    ours = measure_quality(pd.DataFrame(rows), by_language=by_language)
    other = measure_quality(
        pd.DataFrame([rows[0], rows[1]._replace(right=0.0)], columns=Judgement._fields),
        by_language=by_language,
    )
    before = ours.copy()
    both = set_beside(ours, other)
    pd.testing.assert_frame_equal(both[list(before.columns)], before)
    pd.testing.assert_frame_equal(ours, before)
    assert both["without"].tolist()[0] == 0.5
    assert both["n_without"].isna().tolist() == [False, True]
    nothing = set_beside(
        ours, measure_quality(pd.DataFrame(columns=Judgement._fields), by_language=by_language)
    )
    assert nothing["without"].isna().all()


@pytest.mark.parametrize("seen", [True, False])
def test_describe_quality_says_when_the_rules_were_written_with_the_articles(seen):
    rows = [Judgement("times", "recall", "en", "a1", 1.0, "", "", seen)]
    assert ("expect less" in describe_quality(measure_quality(pd.DataFrame(rows)), ["times"])) is seen


def test_describe_quality_names_the_figures_of_the_steps_asked_for():
    rows = [Judgement(step, "recall", "en", "a1", 1.0, "", "") for step in ("times", "events")]
    text = describe_quality(measure_quality(pd.DataFrame(rows)), ["times"])
    assert "times recall 1 of 1" in text
    assert "events" not in text


def test_add_once_counts_only_one_judged_version_of_a_story() -> None:
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "story_id": ["s", "s"], "copy_of": ["", ""], "translation_of": ["", "a"]}
    )
    rows = [("a", 1.0), ("b", 0.0), ("", 1.0)]
    judgements = pd.DataFrame(
        [{"step": "times", "measure": "recall", "article_id": a, "right": r, "seen": False} for a, r in rows]
    )
    (row,) = add_once(measure_quality(judgements), judgements, articles).to_dict("records")
    assert (row["n"], row["share"], row["n_once"], row["share_once"]) == (3, 0.6667, 2, 1.0)
