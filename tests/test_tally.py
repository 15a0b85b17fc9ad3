"""Tally: each key once, in the order of its first occurrence, and nothing counted twice per story."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.measuring.tally import COUNTS, tally
from corpus_tools.schema import split

OCCURRENCES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.sampled_from("xyz")))


def find(occurrences: list[tuple[str, int, str]]) -> pd.DataFrame:
    rows = [(article, f"{article}.s{number:03d}", term) for article, number, term in sorted(occurrences)]
    return pd.DataFrame(rows, columns=["article_id", "sentence_id", "term"], dtype="str")


def test_tally_by_hand():
    found = find([("a", 1, "x"), ("a", 1, "x"), ("a", 2, "y"), ("b", 1, "x")])
    counts = tally(found, ["term"], once={"a"})
    assert counts.to_numpy().tolist() == [
        ["x", 3, 2, 2, 1, "a.s001|b.s001"],
        ["y", 1, 1, 1, 1, "a.s002"],
    ]
    assert tally(found, ["term"], min_n=2)["term"].tolist() == ["x"]
    assert tally(found, ["article_id", "term"])["n"].tolist() == [2, 1, 1]


def test_tally_takes_any_index_and_leaves_its_input():
    found = find([("a", 1, "x"), ("a", 2, "y"), ("b", 1, "y")]).iloc[1:]
    before = found.copy()
    assert tally(found, ["term"])["n"].tolist() == [2]
    pd.testing.assert_frame_equal(found, before)


def test_tally_of_nothing_has_its_columns():
    assert list(tally(find([]), ["term"])) == ["term", *COUNTS]
    assert list(tally(find([("a", 1, "x")]), ["term"], min_n=2)) == ["term", *COUNTS]


@given(occurrences=OCCURRENCES, once=st.sets(st.sampled_from("abc")))
def test_tally_adds_up(occurrences: list[tuple[str, int, str]], once: set[str]) -> None:
    counts = tally(find(occurrences), ["term"], once=once)
    assert counts["n"].sum() == len(occurrences)
    assert counts["n_once"].sum() == sum(article in once for article, _, _ in occurrences)
    for row in counts.itertuples():
        behind = [f"{article}.s{number:03d}" for article, number, term in occurrences if term == row.term]
        assert sorted(split(row.sentence_ids)) == sorted(set(behind))
        assert row.n_articles == len({item.partition(".")[0] for item in behind})
        assert row.n_stories == len({item.partition(".")[0] for item in behind} & once)
