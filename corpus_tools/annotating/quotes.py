"""Quotes: the quoted stretches of an article, whatever the marks and however badly they are closed."""

import re
from collections.abc import Sequence

from corpus_tools.annotating.paragraphs import Span

_OPENING = "“«„‟"
_CLOSING = "”»"
_MARK = re.compile(f'[{_OPENING}{_CLOSING}"]')
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)(?P<words>[^'‘’]*(?:\b['’]\w[^'‘’]*){0,12}[.,!?])['’](?!\w)")
_LONGEST = 4_000
"""A quotation that is never closed ends with its paragraph; one longer than this is a stray mark."""


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The quoted spans in order, without their marks; none reaches over the end of a paragraph.

    A quotation left open ends where its paragraph ends. Nested marks stay inside the outer quotation.

    >>> text = "He said: “We agree.” “Never closed"
    >>> [text[start:end] for start, end in find_quotes(text, [(0, len(text))])]
    ['We agree.', 'Never closed']
    """
    found: list[Span] = []
    for start, end in paragraphs:
        double = _double(text, start, end)
        taken = [span for span in _single(text, start, end) if not any(_overlap(span, d) for d in double)]
        found += sorted(double + taken)
    return found


def quoted_length(start: int, end: int, quotes: Sequence[Span]) -> int:
    """How many characters of a span stand inside quotes.

    >>> quoted_length(0, 10, [(2, 5), (8, 20)])
    5
    """
    return sum(max(0, min(end, right) - max(start, left)) for left, right in quotes)


def _double(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    opened, depth = -1, 0
    for match in _MARK.finditer(text, start, end):
        position, character = match.start(), match.group()
        if _opens(text, position, start, opened >= 0):
            depth += 1
            opened = position + 1 if opened < 0 else opened
        elif opened >= 0 and (character in _CLOSING or character == '"'):
            depth -= 1
            if depth == 0:
                spans.append((opened, position))
                opened = -1
    if opened >= 0:
        spans.append((opened, end))
    return [span for span in spans if 0 < span[1] - span[0] <= _LONGEST]


def _opens(text: str, position: int, start: int, inside: bool) -> bool:
    character = text[position]
    if character in _OPENING:
        return True
    before = text[position - 1] if position > start else " "
    return character == '"' and not inside and (before.isspace() or before in "(['‘—–-:,")


def _single(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    return [(start + match.start("words"), start + match.end("words")) for match in _SINGLE.finditer(piece)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
