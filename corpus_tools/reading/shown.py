"""Shown days: the day of publication that a saved page shows its readers.

A day counts where pages put it: between the headline and the text, or after a word such as `Published`.
Days of updates, of other articles, of comments and inside the text are never taken for it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.dates import date_pattern, parse_date, to_day
from corpus_tools.reading.headers import label_pattern
from corpus_tools.reading.limits import Limits

_ELSEWHERE = frozenset({"nav", "footer", "aside", "form", "script", "style", "noscript", "template"})
_ELSEWHERE_NAMED = re.compile(
    r"(?:^|[-_ ])(?:related|teasers?|comments?|respond|sidebar|footer|copyright|recommend\w*|popular|trending"
    r"|most-?read|read-?more|see-?also|newsletter|today|breadcrumbs?|archives?)(?:$|[-_ ])",
    re.I,
)
_LONG = 15
"""Words of a paragraph that is text and no line about it."""
_HEAD = 40
"""Pieces of text after the headline in which a page can show its day."""
_NEAR = 25
"""Characters between a label and its day."""


@dataclass(frozen=True)
class Shown:
    """The days that a page shows: of publication, empty when none, and of updates."""

    published: str = ""
    updated: frozenset[str] = field(default_factory=frozenset)


def find_shown(tree: Any, limits: Limits) -> Shown:
    """The days of publication and update that a parsed page shows.

    >>> from lxml import html
    >>> page = html.fromstring("<div><h1>Port</h1><p>Updated 9 May 2024, published 7 May 2024</p></div>")
    >>> shown = find_shown(page, Limits())
    >>> shown.published, sorted(shown.updated)
    ('2024-05-07', ['2024-05-09'])
    """
    own = remove_elsewhere(tree)
    language = str(tree.get("lang") or "")[:2].lower()
    head = list(_find_days(" ".join(_head_pieces(own)), language, limits))
    rest = [day for line in _short_lines(own) for day in _find_days(line, language, limits) if day[1]]
    updated = frozenset(day for day, kind in [*head, *rest] if kind == "updated")
    published = [day for day, kind in head if kind != "updated"]
    published += [day for day, kind in rest if kind == "published"]
    return Shown(next(iter(published), ""), updated)


def remove_elsewhere(tree: Any) -> Any:
    """A copy of a page without what belongs to other articles, comments or the site, and without its text."""
    own = deepcopy(tree)
    for element in list(own.iter()):
        if element.getparent() is not None and _is_elsewhere(element):
            element.drop_tree()
    return own


def _is_elsewhere(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag == "p" and len(date_pattern().sub("", fold(element.text_content())).split()) >= _LONG:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _ELSEWHERE or bool(
        element.tag not in ("body", "main", "article", "html") and _ELSEWHERE_NAMED.search(named)
    )


def _head_pieces(own: Any) -> Iterator[str]:
    """The pieces of text that follow the headline, at most so many."""
    titles = own.xpath("//h1")
    if not titles:
        return
    for element in titles[-1].xpath("following::*")[:_HEAD]:
        shown = _read_moment(element)
        yield shown or squeeze(element.text or "")
        yield squeeze(element.tail or "")


def _read_moment(element: Any) -> str:
    """What a time element shows, or states where it shows no full day (`3 hours ago`)."""
    if element.tag != "time":
        return ""
    text = squeeze(element.text_content())
    stated = str(element.get("datetime") or "")[: len("2026-01-16")]
    return text if date_pattern().search(fold(text)) or not parse_date(stated)[0] else stated


def _short_lines(own: Any) -> Iterator[str]:
    for element in own.iter("p", "div", "span", "li", "small", "em", "td"):
        if not any(child.tag in ("p", "div", "li", "table") for child in element):
            line = squeeze(element.text_content())
            if len(line.split()) <= _LONG:
                yield line


def _find_days(text: str, language: str, limits: Limits) -> Iterator[tuple[str, str]]:
    """Each day in a text with the label before it: published, updated or none."""
    folded, place = fold(text), 0
    for match in date_pattern().finditer(folded):
        day, _ = to_day(match, language=language, limits=limits)
        before = folded[max(place, match.start() - _NEAR) : match.start()]
        place = match.end()
        if day:
            yield day, _label(before)


def _label(before: str) -> str:
    places = {
        kind: max((match.end() for match in label_pattern(kind).finditer(before)), default=-1)
        for kind in ("updated", "published")
    }
    if max(places.values()) < 0:
        return ""
    return "updated" if places["updated"] > places["published"] else "published"
