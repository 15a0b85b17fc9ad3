"""Pages: the article of a saved HTML page, its main text and metadata through trafilatura and htmldate.

The parser under both loses the rest of a page beyond some limits without a word; here that is a refusal.
Entities are never expanded, nothing is fetched, and scripts are not text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]

from corpus_tools.characters import squeeze
from corpus_tools.reading.decoding import decode
from corpus_tools.reading.exports import split_export
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.markup import flatten
from corpus_tools.reading.page_dates import FAILURES, find_page_date
from corpus_tools.reading.records import Outcome, Record
from corpus_tools.reading.refusals import RefusalError

_CHARSET = re.compile(
    rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})|<\?xml[^<>]{0,100}encoding=[\"']([\w.-]{1,40})",
    re.I,
)
_HEAD_BYTES = 8_192
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")
_ENTITIES = re.compile(r"<!ENTITY\b", re.I)
_TAG = re.compile(r"<[a-zA-Z][^<>]*")
_EXPORTED = re.compile(
    r"End of Document|Fin du document|\b\d+ (?:of|de) \d+ DOCUMENTS?\b|\bDocument \d+ (?:of|de) \d+\b"
    r"|\bDocument\s+(?=[A-Za-z0-9]*\d)[A-Za-z0-9_]{12,40}\b|\bnews[·•]\d{8}[·•]"
)
"""Marks of an export of a press database; which it is, and whether it is one, its lines tell."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ENOUGH_WORDS = 25
_MANY_BLOCKS = 4_000
_FEWEST_VISIBLE = 100
_LEAST_KEPT = 0.5
_BLOCKS = frozenset({"p", "head", "item", "row", "quote", "code", "list", "table"})


def read_html(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a saved page (row 0), or the articles of a database export in it, numbered from 1.

    Raises:
        RefusalError: it has no text, or more structure than can be parsed whole.
    """
    text, repairs = decode(data, declared=_find_charset(data))
    _check_tags(text, limits)
    tree = _parse(text)
    _check_size(tree, limits)
    if _EXPORTED.search(text) and (exported := split_export(flatten(tree))) is not None:
        yield from exported
        return
    published, date_warning = find_page_date(tree, limits)
    document = _extract(tree)
    body = _find_text(document, tree)
    if not body.strip():
        raise RefusalError("no_text", "shows no text without its scripts")
    fields = {
        "title": _get(document, "title") or squeeze(tree.findtext(".//title") or ""),
        "outlet": _get(document, "sitename"),
        "url": _get(document, "url") or _find_canonical(tree),
        "published": published,
        "basis": "page",
    }
    warnings = [date_warning] if date_warning else []
    warnings += ["bad_xml"] if _ENTITIES.search(text) else []
    warnings += ["partial_html"] if _is_partial(body, tree) else []
    yield Record(
        body, fields={k: v for k, v in fields.items() if v}, repairs=repairs, warnings=tuple(warnings)
    )


def _find_charset(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD_BYTES])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def _check_tags(text: str, limits: Limits) -> None:
    """Refuse elements with so many attributes that parsing them takes time without end."""
    for match in _TAG.finditer(text):
        tag = match.group()
        if len(tag) > 4 * limits.html_attributes:
            attributes = _QUOTED.sub('""', tag).count("=")
            if attributes > limits.html_attributes:
                most = limits.html_attributes
                what = f"has an element with {attributes:,} attributes; at most {most:,} are read"
                raise RefusalError("too_large", what)


def _parse(text: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        source = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
        tree = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise RefusalError("no_text", "is no page that can be parsed") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise RefusalError("partial_html", "is nested too deeply, or too large, to be parsed whole")
    return tree


def _check_size(tree: Any, limits: Limits) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > limits.html_depth:
            raise RefusalError("too_deep", f"nests elements more than {limits.html_depth} deep")
    if elements > limits.html_elements:
        what = f"has {elements:,} elements; at most {limits.html_elements:,} are read"
        raise RefusalError("too_large", what)


def _extract(tree: Any) -> Any:
    """The main content by trafilatura; of a page with very many blocks without its second opinions.

    Those compare each block with its neighbours, and their time grows with the square of the number.
    """
    many = sum(1 for _ in tree.iter("p", "div", "li", "td", "br")) > _MANY_BLOCKS
    try:
        return trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, deduplicate=False, fast=many
        )
    except FAILURES:
        return None


def _get(document: Any, name: str) -> str:
    value = getattr(document, name, None) if document is not None else None
    return squeeze(value) if isinstance(value, str) else ""


def _find_text(document: Any, tree: Any) -> str:
    """The main text by paragraphs; of a page without one, all that it shows."""
    blocks = list(_walk(document.body)) if document is not None and document.body is not None else []
    text = "\n\n".join(block for block in blocks if block)
    if len(text.split()) >= _ENOUGH_WORDS:
        return text
    shown = [
        squeeze(part)
        for part in tree.xpath(
            "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"
        )
    ]
    plain = "\n\n".join(part for part in shown if part)
    return text or plain


def _is_partial(body: str, tree: Any) -> bool:
    """Whether the paragraphs of a page hold far more words than what was taken from it."""
    outside = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header or ancestor::form"
    paragraphs = tree.xpath(f"//p[not({outside})]")
    words = sum(len(paragraph.text_content().split()) for paragraph in paragraphs)
    return words >= _FEWEST_VISIBLE and len(body.split()) < _LEAST_KEPT * words


def _walk(element: Any) -> Iterator[str]:
    """The text of each block of an extracted tree, in order."""
    for child in element:
        if child.tag in ("list", "table", "quote", "div", "body") and len(child):
            if child.text and child.text.strip():
                yield squeeze(child.text)
            yield from _walk(child)
        elif child.tag == "row":
            yield from _read_cells([_flow(cell) for cell in child])
        else:
            yield _flow(child)
        if child.tail and child.tail.strip():
            yield squeeze(child.tail)


def _read_cells(cells: Sequence[str]) -> Iterator[str]:
    """A row of a table on one line; the cells of a table that lays out a page as blocks of their own."""
    blocks = [[line for line in cell.split("\n") if line] for cell in cells]
    if any(len(lines) > 1 and len(" ".join(lines).split()) >= _ENOUGH_WORDS for lines in blocks):
        yield from (line for lines in blocks for line in lines)
    else:
        yield "| " + " | ".join(map(" ".join, blocks)) + " |"


def _flow(element: Any) -> str:
    """The running text of one block, a line break for each `lb`."""
    parts = [element.text or ""]
    for child in element:
        border = "\n" if child.tag in _BLOCKS else ""
        parts += ["\n" if child.tag == "lb" else f"{border}{_flow(child)}{border}", child.tail or ""]
    return "\n".join(squeeze(line) for line in "".join(parts).split("\n")).strip()


def _find_canonical(tree: Any) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return str(links[0]) if links else ""
