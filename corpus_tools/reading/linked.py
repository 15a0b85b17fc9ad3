"""Linked data: the day of publication in the JSON-LD of a saved page, not those of other articles."""

import json
import re
from collections.abc import Iterator
from typing import Any

_LISTS = frozenset(
    {"itemListElement", "hasPart", "mentions", "relatedLink", "citation", "comment", "isRelatedTo"}
)
"""What a page lists there are other works, with days of their own."""
_PUBLISHED = "datePublished"
_WRITTEN = re.compile(rf"\"{_PUBLISHED}\"\s*:\s*\"([^\"]{{4,40}})\"")
_DEEPEST = 12


def list_linked_dates(script: str) -> Iterator[str]:
    """The days of publication that a block of JSON-LD gives for the page itself, in order.

    A block that is no JSON is searched as text.

    >>> list(list_linked_dates('{"@type": "NewsArticle", "datePublished": "2024-05-07"}'))
    ['2024-05-07']
    >>> list(list_linked_dates('{"itemListElement": [{"datePublished": "2024-05-01"}]}'))
    []
    """
    try:
        block = json.loads(script)
    except (ValueError, RecursionError):
        yield from _WRITTEN.findall(script)
        return
    yield from _walk(block, 0)


def _walk(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        day = value.get(_PUBLISHED)
        if isinstance(day, str) and day:
            yield day
        for name, each in value.items():
            if name not in _LISTS:
                yield from _walk(each, depth + 1)
