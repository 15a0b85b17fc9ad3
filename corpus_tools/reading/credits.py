"""Credits: what stands after the last sentence: agency, source, end mark, a box of other articles."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.bylines import is_byline
from corpus_tools.reading.language import find_language
from corpus_tools.reading.lines import Line, is_sentence, is_single_cell, last_line
from corpus_tools.reading.signatures import is_signature
from corpus_tools.reading.wordings import (
    agency_signature,
    capital_signature,
    fold_bare,
    labelled,
    line_starts_with,
    words_for,
)

Span = tuple[int, int]

_TAIL = 160
_MOST_TEASERS = 24
_MOST_NAME_WORDS = 5
_MOST_PEN_WORDS = 4
_SAMPLE = 2_000
"""Characters by whose words the language of a text is told."""
_DASH = r"(?:—|–|―|--?)"
_AFTER = r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’»)]))"
_WRAP = r"[*_]{0,3}"
_MOST_PEN_NAMES = 3
_BETWEEN_NAMES = re.compile(r"\s+[–—-]\s+|\s*[/,&]\s*")
_CAPITAL_INITIALS = re.compile(r"(?:[A-ZĐÀ-Ý]\.[ -]?){2,4}|[A-ZĐÀ-Ý]\.[A-ZĐÀ-Ý]")
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,5}")
_MOST_SIGNED_WORDS = 30
_MOST_SOURCE_WORDS = 10


def find_credits(body: str, title: str = "") -> Iterator[Span]:
    """The credits at the end, from the last backwards: agencies, sources, who reported, end marks."""
    stop = len(body)
    while True:
        line = last_line(body, stop)
        start = _find_credit(line) if line else None
        if start is None and line and _is_pen_name(line.text) and _may_be_signed(body[: line.start]):
            start = line.start
        if start is None:
            return
        yield start, stop
        stop = start


def find_related_box(body: str, title: str = "") -> Iterator[Span]:
    """Table rows of one cell at the very end: teasers of other articles."""
    stop = start = len(body)
    while (line := last_line(body, start)) and is_single_cell(line.text):
        start = line.start
    if start < stop:
        yield start, stop


def find_teasers(body: str, title: str = "") -> Iterator[Span]:
    """Teasers of other articles after the line that ends with the agency: headlines with a sentence each."""
    stop, after = len(body), list[str]()
    while (line := last_line(body, stop)) and len(after) < _MOST_TEASERS:
        if after and _closing_signature().search(line.text):
            if _are_teasers(after[::-1]) and len(body) - line.stop < 2 * line.end:
                yield min(line.end + 1, len(body)), len(body)
            return
        after.append(line.text)
        stop = line.start


def _are_teasers(lines: list[str]) -> bool:
    """Whether every sentence among some lines stands below a headline of its own."""
    headed = False
    for line in lines:
        if is_sentence(line) and not headed:
            return False
        headed = not is_sentence(line)
    return True


@cache
def _closing_signature() -> re.Pattern[str]:
    """A known agency after a dash at the end of a line that ends a sentence."""
    return re.compile(rf"{_AFTER}\s*{_DASH}\s*(?:{agency_signature().pattern})\s*\Z")


def _find_credit(line: Line) -> int | None:
    """Where the credit at the end of the last line begins, or None."""
    if is_credit(line.text):
        return line.start
    offset = max(len(line.text) - _TAIL, 0)
    for pattern in _inline_credits():
        match = pattern.search(line.text, offset)
        if match:
            return line.start + match.start()
    return None


def is_credit(line: str) -> bool:
    """Whether a line names only agencies, sources or who reported, or ends the article.

    >>> is_credit("(Reporting by Ada Low; Editing by B. Moe)"), is_credit("It rained.")
    (True, False)
    """
    folded = fold_bare(line)
    trimmed = line.strip().strip("*_|—–-( )[]").strip()
    if folded in words_for("ends") or line.strip() in words_for("ends"):
        return True
    if agency_signature().fullmatch(trimmed.rstrip(".")):
        return True
    if labelled("sources").match(folded):
        return len(folded.split()) <= _MOST_SOURCE_WORDS
    if re.match(_DASH, line.strip()) and capital_signature().fullmatch(trimmed):
        return True
    if folded in words_for("correspondents"):
        return True
    if is_byline(line) or _is_name_in_capitals(trimmed) or _INITIALS.fullmatch(trimmed):
        return True
    if any(entry in folded for entry in words_for("helped")):
        return len(folded.split()) <= _MOST_SIGNED_WORDS
    signed = _opening_agency().sub("", trimmed)
    if line_starts_with("signed").match(fold(signed)):
        return len(folded.split()) <= _MOST_SIGNED_WORDS and (";" in line or not is_sentence(line))
    return is_signature(line) or bool(_with_known().fullmatch(trimmed))


def _is_name_in_capitals(line: str) -> bool:
    """Whether a line is a name in capitals, as Vietnamese papers sign: `HÀ THANH`."""
    words = line.split()
    return 2 <= len(words) <= _MOST_NAME_WORDS and all(word.isalpha() and word.isupper() for word in words)


def _is_pen_name(line: str) -> bool:
    """Whether a line is initials, or names of two to four words that all begin with a capital: `Hoài An`."""
    if len(line) > _TAIL:
        return False
    parts = (part.split() for part in _BETWEEN_NAMES.split(line.strip()))
    names = [list(name) for part in parts for joins, name in groupby(part, key=_joins) if not joins]
    return bool(_CAPITAL_INITIALS.fullmatch(line.strip())) or (
        len(names) <= _MOST_PEN_NAMES
        and all(2 <= len(words) <= _MOST_PEN_WORDS and all(map(_begins_large, words)) for words in names)
    )


def _joins(word: str) -> bool:
    return fold(word) in words_for("joins")


def _begins_large(word: str) -> bool:
    """Whether each part of a word with hyphens is letters of which only the first is large."""
    return all(
        part.isalpha() and part[0].isupper() and part[1:] == part[1:].lower() for part in word.split("-")
    )


def _may_be_signed(before: str) -> bool:
    """Whether a sentence ends before a line, in a language whose papers sign with a bare name below."""
    line, language = last_line(before, len(before)), find_language(before[-_SAMPLE:])
    signs = bool(language and lexicons.load("cleaning", language).get("bare_signatures", False))
    return signs and line is not None and is_sentence(line.text)


@cache
def _opening_agency() -> re.Pattern[str]:
    """A known agency before who reported for it: `Reuters/Reporting by …`."""
    return re.compile(rf"\A(?:{agency_signature().pattern})\s*[/:,–—-]\s*")


@cache
def _with_known() -> re.Pattern[str]:
    """`With AFP`, `Avec Reuters`, `Theo TTXVN`: a small word and a known agency."""
    words = "|".join(re.escape(word) for word in words_for("with"))
    outlet = r"(?:(?:[A-ZÀ-ỸĐ]\S*|du|de|la|le|of|the)\s+){0,4}"
    return re.compile(rf"{outlet}(?i:{words})\s+(?:{agency_signature().pattern})\.?")


@cache
def _inline_credits() -> tuple[re.Pattern[str], ...]:
    """What a credit after the last full stop of a line looks like."""
    known, capitals = agency_signature().pattern, capital_signature().pattern
    sources = "|".join(re.escape(word) for word in words_for("sources"))
    with_ = "|".join(re.escape(word) for word in words_for("with"))
    signed = "|".join(re.escape(word) for word in words_for("signed"))
    theirs = "|".join(re.escape(word) for word in words_for("after_sources"))
    return tuple(
        re.compile(rf"{_AFTER}{pattern}{_WRAP}\s*\Z")
        for pattern in (
            rf"\s*{_WRAP}{_DASH}\s*{_WRAP}(?:{known}|{capitals})\.?",
            rf"\s*{_WRAP}[(\[]\s*(?:{known}|{capitals})\s*[)\]]\.?(?:\s[A-Z]{{2,5}}){{0,2}}",
            rf"(?<=\.)/\.?(?:\s*(?:{known}))?",
            rf"\s*{_WRAP}[(\[]?\s*(?i:{sources})\s*:\s*[^.\n()]{{1,60}}[)\]]?\.?",
            rf"\s*{_WRAP}[(\[]?\s*(?i:{with_})\s+(?:{known})\s*[)\]]?\.?",
            rf"\s*{_WRAP}[(\[]\s*(?i:{theirs})\s+[A-ZĐ][^\s.()]*(?:\s[^\s.()]+){{0,4}}\s*[)\]]\.?",
            rf"\s+{_WRAP}(?:{known})",
            rf"\s*{_WRAP}[(\[]\s*(?i:{signed})\s[^()\[\]\n]{{1,140}}[)\]]\.?",
        )
    )
