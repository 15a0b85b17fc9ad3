"""Europresse: the articles of an export of Europresse: source, day, title, text, and its number."""

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
    is_rights,
    join_lines,
    split_articles,
)
from corpus_tools.reading.lines import Line, is_sentence, split_lines

_NUMBER = re.compile(
    r"\s*(?:news|web|biz)\s?[·•.:∙-]\s?\d{8}\s?[·•.:∙-]\s?\w{1,8}\s?[·•.:∙-]\s?[\w-]+\s*\Z", re.I
)
_HEAD_LINES = 8
_MOST_AUTHOR_WORDS = 6
_ALSO = 8
"""Lines that the list of other places in which an article appeared takes at most."""


def find_europresse(text: str) -> Sequence[Section]:
    """The articles of an export and what stands around them; nothing when a text is none."""
    lines = list(split_lines(text, blank=False))
    if not any(map(_is_number, lines)):
        return ()
    return [_read(piece) for piece in split_articles(lines, ends=_is_number)]


def _is_number(line: Line) -> bool:
    """Whether a line is the number of an article, which ends it."""
    return _NUMBER.match(line.text) is not None


def _read(lines: Sequence[Line]) -> Section:
    head = [n for n in range(min(_HEAD_LINES, len(lines))) if not is_rights(lines[n].text)]
    dated = next((n for n in head if find_day(lines[n].text)), None)
    if dated is None or not _is_number(lines[-1]):
        return Section(lines)
    title = [n for n in head if n > dated][:1]
    while title and title[-1] + 1 < len(lines) and adjoin(lines[title[-1]], lines[title[-1] + 1]):
        title.append(title[-1] + 1)
    begin = title[-1] + 1 if title else dated + 1
    author = ""
    if begin < len(lines) and _is_author(lines[begin].text):
        author, begin = squeeze(lines[begin].text), begin + 1
    foot = max(begin, _find_foot(lines, begin))
    parts = [RULE] * begin + [""] * (foot - begin) + [RULE] * (len(lines) - foot)
    for n in title:
        parts[n] = TITLE
    source = next((lines[n].text for n in head if n < dated), "")
    fields = {
        "outlet": squeeze(source),
        "published": find_day(lines[dated].text),
        "title": join_lines(lines[n] for n in title),
        "author": author,
    }
    return Section(lines, parts, fields, article=True)


def _is_author(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= _MOST_AUTHOR_WORDS and not is_sentence(line) and words[0][:1].isupper()


def _find_foot(lines: Sequence[Line], begin: int) -> int:
    """Where what is said after the text begins."""
    starts = entries("europresse", "foot")
    foot = len(lines) - 1
    while foot > begin and (
        fold(lines[foot - 1].text.strip()).startswith(starts) or is_rights(lines[foot - 1].text)
    ):
        foot -= 1
    also = entries("europresse", "also")
    near = range(max(begin, foot - _ALSO), foot)
    return next((n for n in near if fold(lines[n].text.strip(" :")).startswith(also)), foot)
