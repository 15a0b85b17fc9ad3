"""Nodes made in one line, for tests of what joins them."""

from corpus_tools.linking.nodes import Node


def make_node(article: str, name: str, type_: str = "person", language: str = "en", **more: object) -> Node:
    """An entity of an article; its story is the article unless given."""
    values = {"story": article, "country": "", "brackets": (), **more}
    return Node(article, name.lower().replace(" ", "-"), type_, "model", language, names=(name,), **values)
