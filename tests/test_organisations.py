import pytest
from linking_nodes import make_node

from corpus_tools.linking.nodes import Clusters
from corpus_tools.linking.organisations import join_acronyms, join_names


def is_joined(left: dict, right: dict) -> bool:
    nodes = [make_node("a1", type_="organisation", **left), make_node("a2", type_="organisation", **right)]
    clusters = Clusters(2)
    join_names(nodes, [0, 1], clusters)
    join_acronyms(nodes, [0, 1], clusters)
    return clusters.find(1) == 0


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ({"name": "Union Telecom"}, {"name": "UNION TELECOM"}, True),
        ({"name": "Union Telecom", "brackets": ("UT",)}, {"name": "UT"}, True),
        ({"name": "Union Telecom"}, {"name": "UT"}, False),
        ({"name": "Union Telecom"}, {"name": "Union Bank"}, False),
        ({"name": "Ministry of Health"}, {"name": "Ministry of Health"}, False),
        (
            {"name": "Ministry of Health", "country": "ghana"},
            {"name": "Ministry of Health", "country": "ghana"},
            True,
        ),
        (
            {"name": "Ministry of Health", "country": "ghana"},
            {"name": "Ministry of Health", "country": "kenya"},
            False,
        ),
    ],
)
def test_join_names_and_acronyms(left, right, joined):
    assert is_joined(left, right) is joined
    assert is_joined(right, left) is joined
