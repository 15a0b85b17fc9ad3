"""ProQuest: the articles of an export of ProQuest, with a label before each part (`Full text:`, `Title:` …).

The title stands above the labels too. What follows the text begins with the first label that belongs there.
"""

import re
from collections.abc import Sequence

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.export_lines import (
    RULE,
    TITLE,
    Section,
    adjoin,
    entries,
    find_day,
    mapping,
    split_articles,
)
from corpus_tools.reading.lines import Line, split_lines

_LABEL = re.compile(r"\s*([^\W\d_][^:]{1,45}?)\s?:(?=\s|\Z)\s*")
_RULER = re.compile(r"\s*[_*]{20,}\s*\Z")
_COUNT = re.compile(r"\s*Document \d+ (?:of|de|sur) \d+\s*\Z", re.I)
_HEADING = "heading"
"""In place of a label: the lines above the first one."""
_MARK = "proquest"
"""Stands in the label of an article's number, whatever the language."""


def find_proquest(text: str) -> Sequence[Section]:
    """The articles of an export and what stands around them; nothing when a text is none."""
    lines = list(split_lines(text, blank=False))
    labels = {label for line in lines for label, _ in [_read_label(line)] if label}
    if not any(_MARK in label for label in labels) or labels.isdisjoint(entries("proquest", "text")):
        return ()
    parts = split_articles(lines, ends=lambda line: _RULER.match(line.text), begins=_begins)
    return [_read(part) for part in parts]


def _begins(line: Line) -> bool:
    return _COUNT.match(line.text) is not None


def _read_label(line: Line) -> tuple[str, int]:
    """The folded label with which a line begins (some need no colon) and where its value does, or nothing."""
    match = _LABEL.match(line.text)
    if not match:
        bare = fold(line.text.strip())
        alone = bare in entries("proquest", "captions") or mapping("proquest", "fields").get(bare) == ""
        return (bare, len(line.text)) if alone else ("", 0)
    return fold(match[1]), match.end()


def _read(lines: Sequence[Line]) -> Section:
    """One article: its parts, told by the label above or before each line."""
    fields, texts = mapping("proquest", "fields"), entries("proquest", "text")
    labels = [_read_label(line) for line in lines]
    values: dict[str, list[str]] = {}
    parts, codes, current = [], {}, _HEADING
    for n, (line, (label, begin)) in enumerate(zip(lines, labels, strict=True)):
        if _RULER.match(line.text) or _begins(line):
            parts.append(RULE)
            continue
        is_new = _ends_text(lines, labels, n) if current in texts else _is_label(label)
        current, begin = (label, begin) if is_new else (current, 0)
        value = line.text[begin:].strip()
        is_text = current in texts and value
        if is_text and begin:
            codes[line.start] = begin
        parts.append("" if is_text else TITLE if current == _HEADING else RULE)
        values.setdefault(fields.get(current, current), []).append(value)
    return Section(
        lines, parts if "" in parts else (), _read_fields(values), article="" in parts, codes=codes
    )


def _is_label(label: str) -> bool:
    known = (
        mapping("proquest", "fields"),
        *(entries("proquest", key) for key in ("text", "after", "captions")),
    )
    return _MARK in label or any(label in group for group in known)


def _ends_text(lines: Sequence[Line], labels: Sequence[tuple[str, int]], n: int) -> bool:
    """Whether a label ends the text: one that belongs there, and the next paragraph has a label, too."""
    label = labels[n][0]
    if _MARK not in label and label not in (*entries("proquest", "after"), *entries("proquest", "captions")):
        return False
    following = n + 1
    while following < len(lines) and adjoin(lines[following - 1], lines[following]):
        following += 1
    return following == len(lines) or _is_label(labels[following][0])


def _read_fields(values: dict[str, list[str]]) -> dict[str, str]:
    """What the labels say: the source without its town, the day as it is written."""
    said = {name: squeeze(" ".join(parts)) for name, parts in values.items()}
    info = said.get("info", "")
    return {
        "title": said.get("title") or said.get("heading", ""),
        "author": said.get("author", ""),
        "outlet": (said.get("outlet") or info).partition(";")[0].strip(),
        "published": find_day(said.get("published", "")) or find_day(info),
        "section": said.get("section", ""),
        "url": said.get("url", ""),
    }
