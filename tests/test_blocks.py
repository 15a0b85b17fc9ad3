"""Comparing by blocks joins what comparing every two candidates joins."""

from itertools import combinations
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.linking import events
from corpus_tools.linking.blocks import find_comparable

DAYS = ("2025-01-01", "2025-01-02", "2025-03-01")


@st.composite
def candidates(draw: st.DrawFn) -> dict[str, Any]:
    """A candidate as events resolve it, drawn from so few values that many are alike."""
    precision = draw(st.sampled_from(("day", "month", "unknown")))
    first, last = sorted(draw(st.tuples(*[st.sampled_from(("", *DAYS))] * 2)))
    day = draw(st.sampled_from(DAYS))
    start = day if precision == "day" else ""
    return {
        "kind": draw(st.sampled_from(("meeting", "visit"))),
        "story_id": draw(st.sampled_from("abcd")),
        "objects": draw(st.sampled_from(([], [], ["x"], ["y"], ["x", "y"]))),
        "participants": draw(st.lists(st.sampled_from("pqr"), max_size=2, unique=True)),
        "date_start": start,
        "date_end": start,
        "precision": precision,
        "earliest": start or first,
        "latest": start or last,
        "sentence_id": draw(st.sampled_from(("s1", "s2"))),
        "title": draw(st.sampled_from(("talks were held", "talks were long", "a visit"))),
    }


@given(st.lists(candidates(), max_size=14))
def test_find_comparable_joins_what_all_pairs_join(rows: list[dict[str, Any]]) -> None:
    def join(pairs: Any) -> set[frozenset[int]]:
        graph = nx.Graph()
        graph.add_nodes_from(range(len(rows)))
        graph.add_edges_from(
            (left, right)
            for left, right in pairs
            if rows[left]["kind"] == rows[right]["kind"] and events._is_same(rows[left], rows[right], set())
        )
        return {frozenset(group) for group in nx.connected_components(graph)}

    assert join(find_comparable(rows)) == join(combinations(range(len(rows)), 2))


def test_find_comparable_grows_with_the_corpus_and_not_with_its_square() -> None:
    """A thousand reports, over as many days, of one visit each and of one treaty."""
    row = {"kind": "visit", "participants": ["p"], "date_start": "", "precision": "day"}
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
    assert len(find_comparable(rows)) < 3 * len(rows)
