"""Export lines: the lines of an export with the part that each plays, and the article they make."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.dates import alternation, date_pattern
from corpus_tools.reading.lines import Line

RULE = "export"
"""The rule under which what a database added is dropped."""
TITLE = "title"
"""The rule under which the title is dropped; it is a field."""

_WRAPPED = 55
_NUMBER = r"\d{1,3}(?:[ ,.\u00a0\u202f]?\d{3})*"


@dataclass(frozen=True)
class Section:
    """A stretch of an export: one article, or what stands between and around them.

    Attributes:
        lines: its lines that are not blank, in order.
        parts: the rule of each line; the empty string for the text of the article.
        fields: what its labels say.
        article: whether it is an article.
        codes: how many characters at the start of a line of text are no text (a code before it).
    """

    lines: Sequence[Line]
    parts: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    article: bool = False
    codes: Mapping[int, int] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where its first line begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].end

    @property
    def has_text(self) -> bool:
        """Whether any of its lines is text of an article."""
        return any(
            part == "" and line.text[self.codes.get(line.start, 0) :].strip()
            for line, part in zip(self.lines, self.parts, strict=True)
        )

    def aside(self) -> tuple[tuple[int, int, str], ...]:
        """The spans that are no text, counted from its start; each reaches to the next line."""
        spans: list[tuple[int, int, str]] = []
        stops = [*(line.start for line in self.lines[1:]), self.end]
        for line, part, stop in zip(self.lines, self.parts, stops, strict=True):
            code = self.codes.get(line.start, 0)
            rule = part or (RULE if code else "")
            end = stop if part else line.start + code
            if rule and spans and spans[-1][1:] == (line.start, rule):
                spans[-1] = (spans[-1][0], end, rule)
            elif rule:
                spans.append((line.start, end, rule))
        return tuple((start - self.start, end - self.start, rule) for start, end, rule in spans)


@cache
def entries(database: str, key: str) -> tuple[str, ...]:
    """The entries under a key of one database, folded; those that all share for the empty name."""
    lexicon = lexicons.load("exports")
    return tuple((lexicon[database] if database else lexicon)[key])


@cache
def mapping(database: str, key: str) -> Mapping[str, str]:
    """What the labels or codes of one database stand for."""
    return dict(lexicons.load("exports")[database][key])


def is_rights(line: str) -> bool:
    """Whether a line says whose the article is.

    >>> is_rights("Copyright 2026 The Post All Rights Reserved"), is_rights("Copyright law changes")
    (True, False)
    """
    folded = fold(line.strip())
    start = re.match(rf"(?:{alternation(entries('', 'rights'))})(?!\w)", folded)
    if not start:
        return False
    return start.group() not in ("copyright", "(c)", "©") or bool(re.search(r"\d{4}|©|\(c\)", folded))


@cache
def length_pattern() -> re.Pattern[str]:
    """Matches a folded length in words: `540 words`, `1 204 mots`."""
    return re.compile(rf"{_NUMBER}\s+(?:{alternation(entries('', 'words'))})\b\.?")


@cache
def page_pattern() -> re.Pattern[str]:
    """Matches a folded line that counts pages: `Page 1 of 12`."""
    return re.compile(rf"(?:{alternation(entries('', 'pages'))})\s+\d+(?:\s+\w+\s+\d+)?(?:\s.*)?\Z")


def find_day(line: str) -> str:
    """The full date in a line as it is written, or empty."""
    match = date_pattern().search(fold(line))
    return line[match.start() : match.end()] if match else ""


def is_wrapped(line: Line) -> bool:
    """Whether a line is so long that the next may go on with it."""
    return len(line.text.strip()) >= _WRAPPED


def adjoin(line: Line, following: Line) -> bool:
    """Whether no blank line parts two lines."""
    return line.stop == following.start


def split_articles(
    lines: Iterable[Line],
    *,
    ends: Callable[[Line], object],
    begins: Callable[[Line], object] = lambda _: False,
) -> Iterator[Sequence[Line]]:
    """The lines of each article: a line that ends one is its last, one that begins one its first."""
    piece: list[Line] = []
    for line in lines:
        if piece and begins(line):
            yield piece
            piece = []
        piece.append(line)
        if ends(line):
            yield piece
            piece = []
    if piece:
        yield piece


def join_lines(lines: Iterable[Line]) -> str:
    """The text of some lines on one line."""
    return squeeze(" ".join(line.text for line in lines))
