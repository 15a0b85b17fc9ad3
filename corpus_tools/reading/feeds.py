"""Feeds: each item of an RSS or Atom file is an article: its full content, or else its description.

Entities and external files are never read, nothing is fetched, and HTML inside an item becomes text as that
of a page does.
"""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus_tools.characters import squeeze
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.markup import read_markup
from corpus_tools.reading.records import Failure, Outcome, Record
from corpus_tools.reading.refusals import RefusalError

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ITEMS = frozenset({"item", "entry"})
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubdate", "published", "date", "issued", "created")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.I)


def read_feed(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of a feed in its order, numbered from 1.

    Raises:
        RefusalError: it is no well-formed XML, declares entities, or is no feed or an empty one.
    """
    if not data.strip():
        raise RefusalError("empty", "is empty")
    root = _parse(data)
    if _name(root) not in _ROOTS:
        raise RefusalError("unsupported_type", f"is XML of another kind ({_name(root)[:40]!r}), not a feed")
    outlet = next((squeeze(_flatten(child)) for child in _heads(root) if _name(child) == "title"), "")
    items = [element for element in root.iter(etree.Element) if _name(element) in _ITEMS]
    if not items:
        raise RefusalError("empty", "is a feed without items")
    for number, item in enumerate(items, 1):
        try:
            yield _read_item(number, item, outlet)
        except RefusalError as refusal:
            yield Failure(number, refusal)


def _parse(data: bytes) -> Any:
    if _DECLARES.search(data) or _DECLARES.search(data.replace(b"\0", b"")):
        raise RefusalError("bad_xml", "declares a document type or entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data.lstrip(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise RefusalError("bad_xml", f"is no well-formed XML ({str(error)[:80]})") from error


def _heads(root: Any) -> Iterator[Any]:
    """The elements that describe the feed itself."""
    for child in root:
        if _name(child) == "channel":
            yield from child
        elif _name(child) not in _ITEMS:
            yield child


def _name(element: Any) -> str:
    tag = element.tag
    return etree.QName(element).localname.lower() if isinstance(tag, str) else ""


def _read_item(number: int, item: Any, outlet: str) -> Record:
    found: dict[str, Any] = {}
    for child in item:
        found.setdefault(_name(child), child)
    texts = [read_markup(_flatten(found[name])) for name in _TEXTS if name in found]
    text = max(texts, key=lambda text: len(text.split()), default="")
    if not text.strip():
        raise RefusalError("no_text", "has neither content nor a description")
    fields = {
        "title": read_markup(_flatten(found["title"])) if "title" in found else "",
        "outlet": _read_source(found) or outlet,
        "author": _read_author(found),
        "url": _find_link(item),
        "published": next((_read_day(_flatten(found[name])) for name in _DAYS if name in found), ""),
        "key": next((squeeze(_flatten(found[name])) for name in ("guid", "id") if name in found), ""),
        "basis": "feed",
    }
    return Record(text, row=number, fields={name: value for name, value in fields.items() if value})


def _read_source(found: dict[str, Any]) -> str:
    """The outlet that an item of a collected feed names."""
    source = found.get("source")
    if source is None:
        return ""
    titles = [child for child in source if _name(child) == "title"]
    return squeeze(_flatten(titles[0] if titles else source))


def _read_author(found: dict[str, Any]) -> str:
    for name in ("creator", "author"):
        if name in found:
            names = [child for child in found[name] if _name(child) == "name"]
            return squeeze(_flatten(names[0] if names else found[name]))
    return ""


def _flatten(element: Any) -> str:
    """What an element holds: its text, or the markup below it as it stands."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _find_link(item: Any) -> str:
    for child in item:
        if _name(child) in ("link", "origlink"):
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return str(child.get("href"))
            if (child.text or "").strip():
                return str(child.text).strip()
    return ""


def _read_day(value: str) -> str:
    """The day as a feed writes it: that of a mail's date where it is one, else as it stands."""
    try:
        return parsedate_to_datetime(value.strip()).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return value.strip()
