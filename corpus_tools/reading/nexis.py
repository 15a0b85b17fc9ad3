"""Nexis: the articles of an export of Nexis or LexisNexis, in its older and its newer layout.

The older one counts its documents (`3 of 25 DOCUMENTS`) and puts source and day above the title; the newer
one puts the title first, names the text (`Body`) and ends each with `End of Document`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.dates import alternation, weekdays
from corpus_tools.reading.export_lines import (
    RULE,
    TITLE,
    Section,
    adjoin,
    entries,
    find_day,
    is_rights,
    is_wrapped,
    join_lines,
    length_pattern,
    mapping,
    page_pattern,
    split_articles,
)
from corpus_tools.reading.headers import measure_header
from corpus_tools.reading.lines import Line, split_lines

_FEWEST_LABELS = 2
_LABEL = re.compile(r"\s*([^\W\d_][\w' -]{1,28}?)\s*:(?:\s+|\Z)")
_CAPTIONS = 8
"""Lines that the captions of pictures take after the text at most."""


def find_nexis(text: str) -> Sequence[Section]:
    """The articles of an export and what stands around them; nothing when a text is none."""
    folded = fold(text)
    marked = _count_mark().search(folded) or _end_mark().search(folded)
    counted = _length_line().search(folded)
    if not (marked or _telling().search(folded)):
        return ()
    lines = list(split_lines(text, blank=False))
    if not counted and not (marked and sum(map(_is_head, lines)) >= _FEWEST_LABELS):
        return ()
    return [_read(piece) for piece in _split(lines)]


@cache
def _count_mark() -> re.Pattern[str]:
    documents = alternation(entries("nexis", "documents"))
    of = alternation(entries("nexis", "of"))
    return re.compile(
        rf"^[^\S\n]*(?:(?:{documents})\s+\d+\s+(?:{of})\s+\d+|\d+\s+(?:{of})\s+\d+\s+(?:{documents}))[^\S\n]*$",
        re.M,
    )


@cache
def _end_mark() -> re.Pattern[str]:
    return re.compile(rf"^[^\S\n]*(?:{alternation(entries('nexis', 'end'))})[^\S\n]*$", re.M)


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"^[^\S\n]*(?:{alternation(entries('nexis', 'telling'))})\s*:", re.M)


@cache
def _length_line() -> re.Pattern[str]:
    labels = [label for label, name in mapping("nexis", "head").items() if name == "words"]
    return re.compile(rf"^[^\S\n]*(?:{alternation(labels)})\s*:\s*{length_pattern().pattern}", re.M)


def _split(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each document: a count begins one, an end mark ends one."""
    return split_articles(
        lines,
        begins=lambda line: _count_mark().fullmatch(fold(line.text)),
        ends=lambda line: _end_mark().fullmatch(fold(line.text)),
    )


def _label_of(line: Line) -> tuple[str, str]:
    """The folded label of a line and its value, or two empty strings."""
    match = _LABEL.match(line.text)
    return (fold(match[1]), line.text[match.end() :].strip()) if match else ("", "")


def _is_head(line: Line) -> bool:
    return _label_of(line)[0] in mapping("nexis", "head")


def _is_foot(line: Line) -> bool:
    folded = fold(line.text.strip())
    return (
        _label_of(line)[0] in entries("nexis", "foot")
        or folded in entries("nexis", "tail")
        or is_rights(line.text)
        or bool(_end_mark().fullmatch(folded) or page_pattern().fullmatch(folded))
    )


def _read(lines: Sequence[Line]) -> Section:
    """One document: its head with the labels, its text, and what is said after it."""
    if not any(map(_is_head, lines)):
        return Section(lines)
    begin, fields = _read_head(lines)
    foot = max(begin, _find_foot(lines, begin))
    top = next((place for place in range(begin) if _is_head(lines[place])), begin)
    parts = [RULE] * begin + [""] * (foot - begin) + [RULE] * (len(lines) - foot)
    title, found = _read_top(lines[:top])
    for place in title:
        parts[place] = TITLE
    for place in range(begin, foot):
        if page_pattern().fullmatch(fold(lines[place].text.strip())):
            parts[place] = RULE
    return Section(lines, parts, {**found, **fields}, article=True)


def _find_foot(lines: Sequence[Line], begin: int) -> int:
    """Where what is said after the text begins: nothing but labels, their values and rights follow."""
    foot = place = len(lines)
    while place > begin:
        place -= 1
        if _is_foot(lines[place]):
            foot = place
        elif place == begin or not _goes_on(lines[place - 1], lines[place]):
            break
    return next((n for n in range(max(begin, foot - _CAPTIONS), foot) if _opens_captions(lines[n])), foot)


def _opens_captions(line: Line) -> bool:
    return fold(line.text.strip(" :")) in entries("nexis", "captions")


def _read_head(lines: Sequence[Line]) -> tuple[int, dict[str, str]]:
    """Where the text begins, and the fields that the labels above it give."""
    named = [n for n, line in enumerate(lines) if fold(line.text.strip()) in entries("nexis", "body")]
    fields: dict[str, str] = {}
    place = next((n for n, line in enumerate(lines) if _is_head(line)), len(lines))
    end = named[0] if named else len(lines)
    while place < end and (_is_head(lines[place]) or named or is_rights(lines[place].text)):
        label, value = _label_of(lines[place])
        block = [lines[place]]
        while place + 1 < end and _goes_on(lines[place], lines[place + 1]):
            place += 1
            block.append(lines[place])
        name = mapping("nexis", "head").get(label, "")
        if name and name != "words":
            value = squeeze(" ".join([value, *(line.text for line in block[1:])]))
            fields.setdefault(name, value)
        place += 1
    return (end + 1 if named else place), fields


def _goes_on(line: Line, following: Line) -> bool:
    return adjoin(line, following) and is_wrapped(line) and not _LABEL.match(following.text)


def _read_top(lines: Sequence[Line]) -> tuple[Sequence[int], dict[str, str]]:
    """The lines of the title, and title, source and day, from the lines above the first label."""
    places = [
        n
        for n, line in enumerate(lines)
        if not is_rights(line.text)
        and not _count_mark().fullmatch(fold(line.text))
        and not page_pattern().fullmatch(fold(line.text.strip()))
    ]
    days = [n for n in places if find_day(lines[n].text)]
    plain = [n for n in days if measure_header(lines[n].text.strip(), whole=True)]
    if not days:
        return places, {"title": join_lines(lines[n] for n in places)}
    dated = (plain or days)[-1]
    above = [n for n in places if n < dated]
    below = [n for n in places if n > dated]
    outlet = _find_outlet(lines[dated].text)
    if not outlet and above:
        outlet = squeeze(lines[above.pop()].text)
    title = _find_block(lines, above[::-1])[::-1] or _skip_edition(lines, dated, below)
    return title, {
        "outlet": outlet,
        "published": find_day(lines[dated].text),
        "title": join_lines(lines[n] for n in title),
    }


def _find_outlet(line: str) -> str:
    """The source that stands before the day on one line with it: `The Post, 2 March 2026`."""
    source = line[: line.find(find_day(line))].strip(" ,;|-–—")
    words = [word for word in re.findall(r"[^\W\d_]+", source) if fold(word) not in weekdays()]
    return squeeze(source) if words and source[:1].isupper() else ""


def _skip_edition(lines: Sequence[Line], dated: int, below: Sequence[int]) -> Sequence[int]:
    """The first block of lines below the day that does not touch it: editions do, titles do not."""
    edition = _find_block(lines, [dated, *below])[1:]
    return _find_block(lines, below[len(edition) :]) or edition


def _find_block(lines: Sequence[Line], places: Sequence[int]) -> Sequence[int]:
    """The first of some places, up or down, with those that follow it without a blank line between."""
    block = list(places[:1])
    for place in places[1:]:
        upper, lower = sorted((block[-1], place))
        if not adjoin(lines[upper], lines[lower]):
            break
        block.append(place)
    return block
