import pytest
from linking_nodes import make_node

from corpus_tools.linking.nodes import Clusters
from corpus_tools.linking.persons import join_persons


def is_joined(left: dict, right: dict) -> bool:
    nodes = [make_node("a1", **left), make_node("a2", **right)]
    clusters = Clusters(2)
    join_persons(nodes, [0, 1], clusters)
    return clusters.find(1) == 0


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ({"name": "Ann Bell"}, {"name": "Ann Bell"}, True),
        ({"name": "Kim Min-jae"}, {"name": "Min-jae Kim"}, True),
        ({"name": "Trần Văn Hưng"}, {"name": "Tran Van Hung"}, True),
        ({"name": "Trần Văn Hưng"}, {"name": "Trần Văn Hùng"}, False),
        ({"name": "Ann Mary Bell"}, {"name": "Ann Bell"}, True),
        ({"name": "Ann Bell"}, {"name": "Bell"}, False),
        ({"name": "Ann Bell", "story": "s"}, {"name": "Bell", "story": "s"}, True),
        ({"name": "Ann Bell"}, {"name": "Eve Bell"}, False),
    ],
)
def test_join_persons(left, right, joined):
    assert is_joined(left, right) is joined
    assert is_joined(right, left) is joined
