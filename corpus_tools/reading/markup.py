"""Markup: all the text that a stretch of HTML shows, block by block, with nothing chosen or left out."""

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import fragment_fromstring  # type: ignore[import-untyped]

from corpus_tools.characters import squeeze

_TAGS = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>")
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section"}
    | {"figure", "figcaption", "pre", "article", "header", "footer", "dl", "dt", "dd", "hr"}
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "noscript", "iframe", "template"})


def read_markup(value: str) -> str:
    r"""The text of a stretch of HTML, a blank line between blocks; text without tags as it stands.

    >>> read_markup("<p>One &amp; two<br>three.</p><p>Four.</p>"), read_markup("5 < 6 &amp; 7")
    ('One & two\nthree.\n\nFour.', '5 < 6 & 7')
    """
    if not _TAGS.search(value):
        return html.unescape(value).strip()
    try:
        tree = fragment_fromstring(value, create_parent="div")
    except (etree.LxmlError, ValueError):
        return html.unescape(_TAGS.sub(" ", value)).strip()
    return flatten(tree)


def flatten(element: Any) -> str:
    """The text of a parsed element, a blank line between blocks."""
    blocks = re.split(r"\n\n+", "".join(_flow(element)))
    lines = ("\n".join(filter(None, map(squeeze, block.split("\n")))) for block in blocks)
    return "\n\n".join(block for block in lines if block)


def _flow(element: Any) -> Iterator[str]:
    """The running text of an element; blank lines around blocks, a line break for `br`."""
    name = element.tag.lower() if isinstance(element.tag, str) else ""
    border = "\n\n" if name in _BLOCKS else "\n" if name in _CELLS else ""
    yield border
    if name == "br":
        yield "\n"
    elif name and name not in _HIDDEN:
        yield re.sub(r"\s+", " ", element.text or "")
        for child in element:
            yield from _flow(child)
            yield re.sub(r"\s+", " ", child.tail or "")
    yield border
