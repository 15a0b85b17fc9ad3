"""Lines: a text as lines with their places, and what a line looks like: sentence, heading, table row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FINAL = ".!?…。！？।؟"
_CLOSING = "\"'”’»)]*_ \t\u00a0"
_HEADING_WIDTH = 250
_SENTENCE_WIDTH = 150
_WINDOW = 256
_HEADING_END = re.compile(r"[.:;,。؛،]\Z")


@dataclass(frozen=True)
class Line:
    """One line of a text; `end` excludes its line feed and `stop` includes it."""

    start: int
    end: int
    stop: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether it holds white space only."""
        return not self.text or self.text.isspace()


def split_lines(text: str, start: int = 0, *, blank: bool = True) -> Iterator[Line]:
    """The lines of a text from a place on, in order; without the blank ones if so asked."""
    pieces = (text[start:] if start else text).split("\n")
    for number, piece in enumerate(pieces, 1):
        end = start + len(piece)
        stop = end + (number < len(pieces))
        if (blank and stop > start) or (piece and not piece.isspace()):
            yield Line(start, end, stop, piece)
        start = stop


def last_line(text: str, stop: int) -> Line | None:
    """The last line before a place that is not blank, or None."""
    end = stop
    while end > 0 and (window := text[max(end - _WINDOW, 0) : end]).isspace():
        end -= len(window)
    end -= len(window) - len(window.rstrip()) if end > 0 else 0
    if end <= 0:
        return None
    start = text.rfind("\n", 0, end) + 1
    return Line(start, end, stop, text[start:end])


def is_sentence(line: str) -> bool:
    """Whether a line is running text: it ends like a sentence, or is too long for a heading.

    >>> is_sentence("It rained."), is_sentence("Rain stops play"), is_sentence("“It rained.”")
    (True, False, True)
    """
    trimmed = line.rstrip(_CLOSING)
    return len(line) > _HEADING_WIDTH or (bool(trimmed) and trimmed[-1] in _FINAL and len(trimmed) > 3)


def is_heading(line: str) -> bool:
    """Whether a line can be a headline: short, and not ended like a sentence or a list."""
    trimmed = line.strip()
    return (
        0 < len(trimmed) <= _HEADING_WIDTH
        and not _HEADING_END.search(trimmed.rstrip(_CLOSING))
        and not trimmed.endswith(("…", "..."))
        and any(character.isalpha() for character in trimmed)
    )


def is_running_text(line: str) -> bool:
    """Whether a line is clearly a paragraph: sentence-like and not short, or long."""
    return len(line.strip()) > _SENTENCE_WIDTH or (is_sentence(line) and len(line.split()) >= 5)


def is_single_cell(line: str) -> bool:
    """Whether a line is a table row of one cell, as saved pages have for boxes.

    >>> is_single_cell("| A box |"), is_single_cell("| 2024 | 5.2 |")
    (True, False)
    """
    trimmed = line.strip()
    inner = trimmed[1:-1]
    return (
        len(trimmed) > 2
        and trimmed[0] == trimmed[-1] == "|"
        and "|" not in inner
        and bool(inner.strip(" -:"))
    )
