"""Comparing by blocks joins what comparing every two candidates joins."""

import random
from itertools import combinations
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.linking.blocks import find_comparable
from corpus_tools.linking.event_matches import is_same

DAYS = ("2025-01-01", "2025-01-02", "2025-03-01")
TITLES = ("talks were held", "talks were long and hard", "long visit", "a fair", "")
ALIGNED = {frozenset(("s1", "s2"))}


@st.composite
def candidates(draw: st.DrawFn) -> dict[str, Any]:
    """A candidate as events resolve it, drawn from so few values that many are alike."""
    precision = draw(st.sampled_from(("day", "month", "unknown")))
    first, last = sorted(draw(st.tuples(*[st.sampled_from(("", *DAYS))] * 2)))
    day = draw(st.sampled_from(DAYS))
    start = day if precision == "day" else ""
    title = draw(st.sampled_from(TITLES))
    return {
        "kind": draw(st.sampled_from(("meeting", "visit", "event"))),
        "article_id": draw(st.sampled_from(("a1", "a2", "a3"))),
        "people": frozenset(draw(st.lists(st.sampled_from("uvw"), max_size=3))),
        "is_lone": draw(st.booleans()),
        "place": draw(st.sampled_from(("", "", "lima", "rome"))),
        "story_id": draw(st.sampled_from("abcd")),
        "objects": draw(st.sampled_from(([], [], ["x"], ["y"], ["x", "y"]))),
        "participants": draw(st.lists(st.sampled_from("pqr"), max_size=2, unique=True)),
        "date_start": start,
        "date_end": start or last,
        "precision": precision,
        "earliest": start or first,
        "latest": start or last,
        "sentence_id": draw(st.sampled_from(("s1", "s2", "s3"))),
        "title": title,
        "language": draw(st.sampled_from(("en", "fr"))),
        "is_only": draw(st.booleans()),
        "words": frozenset(word for word in title.split() if len(word) > 3),
    }


@given(st.lists(candidates(), max_size=14), st.sampled_from([set(), ALIGNED]))
def test_find_comparable_joins_what_all_pairs_join(
    rows: list[dict[str, Any]], aligned: set[frozenset[str]]
) -> None:
    # Only sentences of one story are ever aligned.
    rows = [{**row, "sentence_id": row["story_id"] + row["sentence_id"]} for row in rows]
    aligned = {frozenset(story + each for each in pair) for pair in aligned for story in "abcd"}

    def join(pairs: Any) -> set[frozenset[int]]:
        graph = nx.Graph()
        graph.add_nodes_from(range(len(rows)))
        graph.add_edges_from(
            (left, right) for left, right in pairs if is_same(rows[left], rows[right], aligned)
        )
        return {frozenset(group) for group in nx.connected_components(graph)}

    found = list(find_comparable(rows, aligned))
    assert all(
        rows[left]["kind"] == rows[right]["kind"]
        or frozenset((rows[left]["sentence_id"], rows[right]["sentence_id"])) in aligned
        for left, right in found
    )
    assert join(found) == join(combinations(range(len(rows)), 2))


def test_find_comparable_grows_with_the_corpus_and_not_with_its_square() -> None:
    """A thousand reports, over as many days, of one visit each and of one treaty."""
    row = {
        "kind": "visit",
        "participants": ["p"],
        "date_end": "",
        "precision": "day",
        "sentence_id": "",
        "place": "",
    }
    row |= {"words": frozenset(["visit"]), "people": frozenset("uv"), "is_lone": True}
    rows = [
        {
            **row,
            "story_id": f"s{n}",
            "objects": ["treaty"],
            "earliest": f"2025-{n % 12 + 1:02d}-01",
            "latest": f"2025-{n % 12 + 1:02d}-28",
            "date_start": f"2025-{n % 12 + 1:02d}-01",
        }
        for n in range(1000)
    ]
    assert len(list(find_comparable(rows))) < 3 * len(rows)


def test_find_comparable_of_one_day_and_party_grows_with_the_corpus() -> None:
    """A thousand reports, each a story of its own, of what one body did on one day in one place."""
    row = {"kind": "launch", "participants": ["p"], "objects": [], "place": "lima", "sentence_id": ""}
    row |= dict.fromkeys(("date_start", "date_end", "earliest", "latest"), "2025-01-01")
    row |= {"precision": "day", "words": frozenset(["launch"]), "people": frozenset("uv"), "is_lone": True}
    rows = [{**row, "story_id": f"s{n}"} for n in range(1000)]
    assert len(list(find_comparable(rows))) < 3 * len(rows)


def make_book(n: int) -> list[dict[str, Any]]:
    """Candidates of one article as long as a book: half told in the same words, the others each in its own.

    Words are drawn as in a language: few often, most seldom.
    """
    drawn = random.Random(7)
    words = [f"word{number}" for number in range(n)]
    weights = [1 / (number + 2) for number in range(n)]
    row = {"story_id": "s", "objects": [], "date_start": "", "date_end": "", "precision": "unknown"}
    row |= {"earliest": "", "latest": "", "place": "", "people": frozenset("uvwxy"), "is_lone": True}
    return [
        {
            **row,
            "kind": ("meeting", "visit", "event")[number % 3],
            "participants": [f"p{number % 50}", f"q{number // 8 % n}"],
            "sentence_id": f"s{number}",
            "words": frozenset(drawn.choices(words, weights, k=8) if number % 2 else words[:5]),
        }
        for number in range(n)
    ]


def test_find_comparable_grows_with_a_book_and_not_with_its_square() -> None:
    small, large = (len(list(find_comparable(make_book(n)))) for n in (1000, 8000))
    assert large < 8**1.6 * small
