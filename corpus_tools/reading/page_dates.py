"""Page dates: the day of publication of a saved page, as it declares or shows it, or as htmldate finds it.

What a page declares counts first, then what it shows its readers, then what it tells services, often in
another time zone, then what htmldate finds, where the page really writes that day as its own.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import htmldate
from lxml import etree  # type: ignore[import-untyped]

from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation, around_day, months, parse_date
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.linked import list_linked_dates
from corpus_tools.reading.shown import find_shown, remove_elsewhere

_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish_date",
    "publication_date", "originalpublicationdate", "article.published", "published-date",
)  # fmt: skip
_SERVICE_META = ("parsely-pub-date", "cxenseparse:recs:publishtime", "sailthru.date")
"""Dates that a page tells a service, often in another time zone: they count when it shows no other."""
FAILURES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    ArithmeticError,
    etree.LxmlError,
)
"""What the libraries under the reading of pages raise at odd ones."""


def find_page_date(tree: Any, limits: Limits) -> tuple[str, str]:
    """The publication date that a page declares, or else shows in full; and a code when it is no day."""
    for value in _declared_dates(tree):
        day, warning = parse_date(_localise(value, tree), limits=limits)
        return day, "" if day else warning
    shown = find_shown(tree, limits)
    service = next((day for day in map(_read_day, _list_service_dates(tree)) if day), "")
    if shown.published or service:
        return shown.published or service, ""
    own = remove_elsewhere(tree)
    try:
        found = htmldate.find_date(own, original_date=True, extensive_search=True, max_date=limits.latest)
    except FAILURES:
        found = None
    is_right = found and found not in shown.updated and _is_written(found, own)
    return (found, "") if found and is_right else ("", "")


def _declared_dates(tree: Any) -> Iterator[str]:
    declared = _read_meta(tree)
    yield from (declared[name] for name in _DATE_META if name in declared)
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from list_linked_dates(script)
    yield from (value for value in map(_read_shown, _shown_dates(tree)) if _read_day(value))


def _list_service_dates(tree: Any) -> Iterator[str]:
    declared = _read_meta(tree)
    yield from (declared[name] for name in _SERVICE_META if name in declared)


def _read_meta(tree: Any) -> dict[str, str]:
    """What the page declares in its head, by lower-case name; the first of each."""
    declared: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if element.get("content"):
            declared.setdefault(name, element.get("content"))
    return declared


def _read_day(value: str) -> str:
    return parse_date(value)[0]


def _localise(value: str, tree: Any) -> str:
    """A declared moment as the page shows it, when it shows the same one in the time zone of its readers."""
    moment = _to_moment(value)
    for element in _shown_dates(tree) if moment else ():
        if _to_moment(_read_shown(element)) == moment:
            return _read_shown(element)
    return value


def _read_shown(element: Any) -> str:
    return str(element.get("datetime") or element.get("content") or "")


def _to_moment(value: str) -> datetime | None:
    """A date with a time and a zone, or None."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _shown_dates(tree: Any) -> list[Any]:
    """The elements that a page marks as showing when it was published."""
    return list(tree.xpath("//time[@pubdate] | //*[@itemprop='datePublished'][@datetime or @content]"))


def _is_written(day: str, tree: Any) -> bool:
    """Whether a page shows or declares a day in full, so that no part of it was made up."""
    year, month, number = day.split("-")
    page = fold(etree.tostring(tree, encoding="unicode"))
    d, m = f"0?{int(number)}", f"0?{int(month)}"
    names = alternation(name for name, value in months().items() if value == int(month))
    ordinal, of = around_day("ordinals"), around_day("before_month")
    numbered, in_year = around_day("numbered_month"), around_day("before_year")
    return bool(
        re.search(
            rf"{year}[-/.]?{m}[-/.]?{d}(?!\d)|(?<!\d){d}[-/.]{m}[-/.]{year}|(?<!\d){m}[-/.]{d}[-/.]{year}"
            rf"|(?<!\d){d}(?:{ordinal})?\s+(?:(?:{of})\s+)?(?:{names}|(?:{numbered})\s+{m})\.?,?\s*(?:(?:{in_year})\s+)?{year}"
            rf"|(?:{names})\.?\s+{d}(?:{ordinal})?,?\s+{year}",
            page,
        )
    )
