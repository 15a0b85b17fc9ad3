import pandas as pd
import pytest
from small_corpus import make_corpus

from corpus_tools.errors import UsageError
from corpus_tools.measuring.speakers import (
    ALL,
    choose_speaker,
    compare_halves,
    name_periods,
    rank_speakers,
    trace_speaker,
)

LABELS = {"ai": "AI", "law": "Law"}
ACTORS = pd.DataFrame({"actor_id": ["an", "bo"], "name": ["Nguyễn Văn An", "Bo"], "aliases": ["Mr An", ""]})


def speaking(texts, days, speakers=None):
    """Articles, one statement a sentence, and a code for each of two words."""
    stories = {key: f"s{key}" for key in texts}
    _, articles, sentences = make_corpus(texts, published=days, story_id=stories)
    statements = sentences.assign(speaker_id=(speakers or ["an"] * len(sentences)))
    rows = [
        {"article_id": row.article_id, "start": at, "end": at + len(word), "topic_id": word.lower()}
        for row in sentences.itertuples()
        for word in ("AI", "Law")
        if (at := row.text.find(word) + row.start) >= row.start
    ]
    return statements, pd.DataFrame(rows, columns=["article_id", "start", "end", "topic_id"]), articles


def test_trace_speaker_by_hand():
    texts = {"a1": ["AI.", "AI and Law."], "a2": ["Peace."], "a3": ["AI."]}
    given = speaking(texts, {"a1": "2025-03-01", "a2": "2025-01-01"}, ["an", "bo|an", "an", "bo"])
    trace = trace_speaker(*given, "an", LABELS)
    cells = [(row.row, row.column, row.n, row.sentence_ids) for row in trace.itertuples()]
    assert cells == [
        (ALL, "2025-01-01", 1, "a2.s001"),
        (ALL, "2025-03-01", 2, "a1.s001|a1.s002"),
        ("AI", "2025-03-01", 2, "a1.s001|a1.s002"),
        ("Law", "2025-03-01", 1, "a1.s002"),
    ]
    assert trace_speaker(*given, "bo", LABELS)["column"].tolist()[:2] == ["2025-03-01", "undated"]
    assert trace_speaker(*given, "nobody", LABELS).empty


def test_a_topic_outside_the_statement_does_not_count():
    statements, codes, articles = speaking({"a1": ["AI and Law."]}, {})
    statements["end"] = 3
    assert trace_speaker(statements, codes, articles, "an", LABELS)["row"].tolist() == [ALL, "AI"]


def test_compare_halves_says_when_stories_are_too_few():
    given = speaking({"a1": ["AI."], "a2": ["Law."], "a3": ["AI."]}, {"a1": "2025-01-01", "a2": "2026-01-01"})
    table = compare_halves(*given, "an", LABELS)
    assert table["support"].unique().tolist() == ["not supportable with n = 1 and 1 stories"]
    assert table[["p", "q"]].isna().all(axis=None)
    assert table.set_index("topic_id")["difference"].to_dict() == {"ai": -1, "law": 1}


def test_compare_halves_finds_a_change_and_none_where_there_is_none():
    texts = {f"a{n:02d}": ["AI." if n < 8 else "Law.", "Peace.", "Peace and AI."] for n in range(16)}
    days = {key: f"2025-{n // 2 + 1:02d}-{n % 2 + 1:02d}" for n, key in enumerate(texts)}
    table = compare_halves(*speaking(texts, days), "an", LABELS).set_index("topic_id")
    assert table.loc["law", ["n_earlier", "n_later", "share_later"]].tolist() == [8, 8, pytest.approx(1 / 3)]
    assert (table["q"] < 0.01).all()
    same = {key: ["AI."] for key in texts}
    assert compare_halves(*speaking(same, days), "an", LABELS)["p"].tolist() == [1]


def test_compare_halves_keeps_articles_of_one_day_together():
    given = speaking({"a1": ["AI."], "a2": ["AI."]}, {"a1": "2025-01-01", "a2": "2025-01-01"})
    assert compare_halves(*given, "an", LABELS)[["n_earlier", "n_later"]].to_numpy().tolist() == [[0, 2]]


@pytest.mark.parametrize(("most", "length"), [(4, 10), (3, 7), (1, 4)])
def test_name_periods_is_as_fine_as_there_is_room(most, length):
    dates = ["2025-01-01", "2025-01-02", "2025-02-01", "2025", ""]
    articles = pd.DataFrame({"article_id": list("abcde"), "published": dates})
    periods = name_periods(articles, most=most)
    assert max(len(period) for key, period in periods.items() if key != "e") == length
    assert (periods["d"], periods["e"]) == ("2025", "undated")


def test_choose_speaker_takes_a_name_an_alias_or_the_most_quoted():
    statements = pd.DataFrame({"speaker_id": ["bo", "an", "an|bo", "an"]})
    assert rank_speakers(statements) == ["an", "bo"]
    assert choose_speaker(statements, ACTORS) == "an"
    assert choose_speaker(statements, ACTORS, "Bo") == "bo"
    assert choose_speaker(statements, ACTORS, "nguyen van an") == choose_speaker(statements, ACTORS, "mr an")
    assert choose_speaker(statements.head(0), ACTORS) == ""
    with pytest.raises(UsageError, match="nobody of that name"):
        choose_speaker(statements, ACTORS, "Someone")


def test_compare_halves_by_hand():
    """Earlier: one story, half of its statements on AI. Later: one with none of three, one with all."""
    texts = {"a1": ["AI.", "Law."], "a2": ["Law.", "Law.", "Peace."], "a3": ["AI."], "a4": ["AI."]}
    days = {"a1": "2025-01-01", "a2": "2025-02-01", "a3": "2025-03-01"}
    row = compare_halves(*speaking(texts, days), "an", LABELS).set_index("topic_id").loc["ai"]
    assert (row["share_earlier"], row["share_later"], row["difference"]) == (0.5, 0.5, 0)
    assert (row["n_earlier"], row["n_later"], row["sentence_ids"]) == (1, 2, "a1.s001|a3.s001")
