"""Pictures: a figure inside its page, with every mark a link to its evidence.

The file that can be downloaded stays as it was saved. The copy in the page carries no style of its own,
which the policy of the page forbids: what matplotlib writes as style becomes attributes.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup

from corpus_tools.publishing.report.links import Link

_SVG = "{http://www.w3.org/2000/svg}"
_MARK = re.compile(r"mark-(\d+)")
_PROPERTY = re.compile(r"(fill|stroke|opacity|clip)[a-z-]*")
_LEFT_OUT = frozenset(f"{_SVG}{name}" for name in ("title", "desc", "metadata", "style", "script"))
_EVERYWHERE = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def link_marks(path: Path, links: Sequence[Link], *, name: str, described_by: str) -> Markup:
    """A figure as part of a page: its marks are links that a keyboard reaches, with a label each.

    Args:
        path: the SVG that `save_figure` wrote.
        links: where each mark leads and what it is, by its number; addresses are seen from the page.
        name: of the figure, for those who cannot see it.
        described_by: the id of the element of the page that says what the figure shows.

    Returns:
        The picture; a mark that is not drawn, or leads nowhere, is no link.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True)
    root = etree.fromstring(path.read_bytes(), parser)
    marks = {int(match[1]): group for group in root.iter(f"{_SVG}g") if (match := _find_mark(group))}
    for element in [found for found in root.iter() if found.tag in _LEFT_OUT]:
        element.getparent().remove(element)
    for element in root.iter(f"{_SVG}*"):
        _unstyle(element)
    for number, group in marks.items():
        if number < len(links) and links[number].href:
            _link(group, links[number])
    for attribute in ("width", "height", "aria-labelledby"):
        root.attrib.pop(attribute, None)
    given = {**_EVERYWHERE, "role": "group", "aria-label": name, "aria-describedby": described_by}
    root.attrib.update(given | {"class": "picture"})
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 (serialised by lxml, which escapes)


def _find_mark(group: "etree._Element") -> "re.Match[str] | None":
    return _MARK.fullmatch(group.get("id", ""))


def _unstyle(element: "etree._Element") -> None:
    """Turn the style of an element into attributes, which mean the same; drop what could act."""
    for name in [name for name in element.attrib if name.startswith("on")]:
        del element.attrib[name]
    for name, value in _read_style(element.attrib.pop("style", "")).items():
        element.set(name, value)


def _read_style(text: str) -> Mapping[str, str]:
    """The properties of a style that an SVG also takes as attributes.

    >>> _read_style("fill: #fff; stroke-width: 2; position: fixed")
    {'fill': '#fff', 'stroke-width': '2'}
    """
    pairs = (part.partition(":") for part in text.split(";"))
    found = {name.strip(): value.strip() for name, _, value in pairs}
    return {name: value for name, value in found.items() if _PROPERTY.fullmatch(name) and value}


def _link(group: "etree._Element", link: Link) -> None:
    """Put a mark into a link, and a wider unseen line around its outline, which is easier to hit."""
    anchor = etree.Element(f"{_SVG}a", {"href": link.href, "aria-label": link.text, "class": "mark"})
    title = etree.SubElement(anchor, f"{_SVG}title")
    title.text = link.text
    anchor.tail, group.tail = group.tail, None
    group.getparent().replace(group, anchor)
    anchor.append(group)
    for shape in [path for path in group.findall(f"{_SVG}path") if path.get("d")]:
        halo = copy.copy(shape)
        halo.attrib.update({"class": "halo", "fill": "none", "stroke": "transparent", "stroke-width": "9"})
        halo.attrib.pop("id", None)
        halo.tail = None
        group.append(halo)
