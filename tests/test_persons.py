from dataclasses import replace

import pytest
from linking_nodes import make_node

from corpus_tools.linking.nodes import Clusters, Node
from corpus_tools.linking.persons import join_cut, join_persons


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


def make_bearer(article: str, names: tuple[str, ...], type_: str = "person") -> Node:
    return replace(make_node(article, names[0], type_), names=names)


@pytest.mark.parametrize(
    ("short", "others", "sources", "joined"),
    [
        ("Bell", [(("Ann Bell", "Bell"), "person")], [("copy", "whole")], True),
        ("Bell", [(("Ann Bell", "Bell"), "person")], [("whole", "copy")], True),
        ("Bell", [(("Ann Bell", "Bell"), "person")], [], False),
        ("Bell", [(("Ann Bell",), "person")], [("copy", "whole")], False),
        (
            "Bell",
            [(("Ann Bell", "Bell"), "person"), (("Eve Bell", "Bell"), "person")],
            [("copy", "whole")],
            False,
        ),
        ("Bell", [(("Ann Bell", "Bell"), "person"), (("Bell",), "place")], [("copy", "whole")], False),
        ("Bell", [(("Bell Holdings", "Bell"), "organisation")], [("copy", "whole")], False),
        ("Ann Bell", [(("Ann Bell", "Bell"), "person")], [("copy", "whole")], False),
    ],
)
@pytest.mark.parametrize("type_", ["person", "place"])
def test_join_cut(type_, short, others, sources, joined):
    nodes = [make_node("copy", short, type_), *(make_bearer("whole", *other) for other in others)]
    clusters = Clusters(len(nodes))
    assert join_cut(nodes, [0], sources, clusters) == ({0} if joined else set())
    assert (clusters.find(1) == 0) is joined
