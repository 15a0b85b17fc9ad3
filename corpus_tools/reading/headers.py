"""Headers: lines in the head of an article of only dates, labels, bylines, labelled fields and addresses."""

import re
from functools import cache
from itertools import chain

from corpus_tools.characters import fold
from corpus_tools.reading.bylines import is_byline
from corpus_tools.reading.datelines import match_dateline, match_place_line
from corpus_tools.reading.dates import alternation, date_pattern, time_pattern, weekdays
from corpus_tools.reading.records import name_field
from corpus_tools.reading.wordings import bare, words_for

_HEADER_WIDTH = 200
_LABEL = re.compile(r"\s*([^\W\d_][\w -]{1,30}?)\s*:\s+\S")
_URL = re.compile(r"https?://\S+\Z")
_SEPARATORS = r"[\s|·•,.;:()\[\]*_/>~-]+"
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_STRONG = re.compile(r"[|·•]")
_MOST_SMALL_WORDS = 5
_SHORT_WEEKDAY = 4
_MOST_DASHED_WORDS = 3
_PARTING = "|·•–—-"
_WORD_START = re.compile(r"(?<!\w)\w")
_TRIM = " \t\u00a0,;:/|·•–—-"
_ZONE = (
    r"\(?(?:gmt|utc)\s*(?:[+-]\s*\d{1,2}(?::?\d{2})?)?\)?"
    r"|\b(?:ist|ict|cet|cest|et|est|edt|ct|pt|pst|pdt|bst|jst|kst|sgt|hkt|aest|wib|eat|sast|msk)\b"
)

Span = tuple[int, int]


def is_header(line: str) -> bool:
    """Whether a line of the head holds only dates and labels, a byline, a labelled field or an address.

    >>> is_header("Publié le 3 mars 2026 à 10h12"), is_header("By Jane Doe"), is_header("By 2030, it rose.")
    (True, True, False)
    >>> is_header("9 October 2026 at 07:40 GMT | By Ada Low, in Accra")
    True
    """
    if len(line) > _HEADER_WIDTH:
        return False
    return bool(
        measure_header(line, whole=True)
        or is_byline(line)
        or _is_mixed(line)
        or is_field_line(line)
        or match_place_line(line)
        or _URL.match(line.strip())
    )


def _is_mixed(line: str) -> bool:
    """Whether a line is a date with a byline, or with names that a bar or dash parts from it."""
    dated = _find_dated(fold(line))
    if dated is None:
        return False
    sides = [line[: dated[0]], line[dated[1] :]]
    pieces = [piece.strip(_TRIM) for side in sides for piece in _PARTS.split(side) if piece.strip(_TRIM)]
    bylined = any(map(is_byline, pieces))
    if not pieces or not (bylined or _is_parted(line, dated)):
        return False
    most = _MOST_SMALL_WORDS if _STRONG.search(line) else _MOST_DASHED_WORDS
    return all(is_byline(piece) or _is_small(piece, most) for piece in pieces)


def _find_dated(folded: str) -> Span | None:
    """Where a date with the labels, weekday and time around it stands in a folded line, or None."""
    date = date_pattern().search(folded)
    if date is None:
        return None
    parted = max((match.end() for match in _PARTS.finditer(folded, 0, date.start())), default=0)
    starts = (match.start() for match in _WORD_START.finditer(folded, parted, date.end()))
    for start in starts:
        place, end = start, -1
        while place < len(folded):
            kind, stop = _next_token(folded, place)
            if not kind:
                break
            place, end = stop, place if kind == "separator" else stop
        if end >= date.end():
            return start, end
    return None


def _is_parted(line: str, dated: Span) -> bool:
    """Whether a bar, a dot or a dash stands between a date and what is before and behind it."""
    before, after = line[: dated[0]].rstrip(), line[dated[1] :].lstrip()
    return (not before or before[-1] in _PARTING) and (not after or after[0] in _PARTING)


def _is_small(piece: str, most: int) -> bool:
    """Whether a piece of a line is a name: of a person, a place, a section or a paper."""
    words = piece.split()
    return (
        len(words) <= most
        and piece[0].isupper()
        and not re.search(r"[\d:!?]|\w{3}\.\Z", piece)
        and all(word[0].isupper() or fold(word) in words_for("place_particles") for word in words)
    )


def measure_header(line: str, *, whole: bool = False) -> int:
    """How many characters of a line a header of dates and labels takes from its start, 0 when none.

    A header has a full date. When text follows it, a label or ISO form must show that it is one: `date
    2026-01-16 HÀ NỘI — …`, but not `16 January 2026 was a long day`. A word that is also used in running text
    is no such label: `Ngày 7-11-2023, …`.

    Args:
        line: the line.
        whole: whether the header must be the whole line.
    """
    folded = fold(line[:_HEADER_WIDTH])
    place, labelled, dated, counted = 0, False, False, False
    while place < len(folded):
        kind, end = _next_token(folded, place)
        if not kind or (kind == "weekday" and _is_other_word(line[place:end])):
            break
        told = kind in ("published", "updated") and folded[place:end] not in words_for("fillers")
        labelled |= told and not dated
        dated |= kind == "date"
        counted |= kind == "count"
        place = end
    if whole and counted and place >= len(folded.rstrip()):
        return len(line)
    if not dated or (whole and place < len(folded.rstrip())):
        return 0
    if place >= len(folded.rstrip()):
        return len(line)
    follows = line[place : place + 400]
    iso = re.match(r"\s*\d{4}-\d\d-\d\d", folded)
    return place if labelled or (iso and match_dateline(follows)) else 0


def is_labelled(line: str) -> bool:
    """Whether a line says that it tells when something was published: `Publié le 3 mars`, `Updated: …`."""
    matches = (label_pattern(kind).finditer(fold(line)) for kind in ("published", "updated"))
    return any(match.group() not in words_for("fillers") for match in chain.from_iterable(matches))


def is_time(line: str) -> bool:
    """Whether a line holds only a time of day.

    >>> is_time("17:40 IST"), is_time("17h40"), is_time("At 17:40 it rained."), is_time("2026")
    (True, True, False, False)
    """
    folded, place, kinds = fold(line[:_HEADER_WIDTH]), 0, set()
    while place < len(folded):
        kind, place = _next_token(folded, place)
        kinds.add(kind)
        if kind not in ("separator", "zone", "time"):
            return False
    return "time" in kinds


def _is_other_word(written: str) -> bool:
    """Whether what looks like the short name of a weekday has marks that it has not: "Thủ" is no "Thu"."""
    return len(written) <= _SHORT_WEEKDAY and not written.isascii()


def _next_token(folded: str, place: int) -> tuple[str, int]:
    for kind, pattern in _tokens():
        match = pattern.match(folded, place)
        if match and match.end() > place:
            return kind, match.end()
    return "", place


@cache
def label_pattern(kind: str) -> re.Pattern[str]:
    """Matches the words of a date line of a kind (`published`, `updated`, `fillers`) in folded text."""
    return re.compile(rf"(?<!\w)(?:{alternation(words_for(kind))})(?!\w)")


@cache
def _tokens() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("separator", re.compile(_SEPARATORS)),
        ("date", date_pattern()),
        ("weekday", re.compile(rf"(?<!\w)(?:{alternation(weekdays())})(?!\w)\.?")),
        ("zone", re.compile(_ZONE)),
        ("time", time_pattern()),
        ("count", re.compile(rf"\d{{1,3}}\s+(?:{alternation(words_for('fillers'))})(?!\w)")),
        ("updated", label_pattern("updated")),
        ("published", label_pattern("published")),
        ("filler", label_pattern("fillers")),
    )


def is_field_line(line: str) -> bool:
    """Whether a line is a labelled field other than the text: `Source: The Gazette`."""
    match = _LABEL.match(line)
    return bool(match) and name_field(match[1]) not in ("", "text") if match else False


def read_field(line: str) -> tuple[str, str]:
    """The field that a labelled line gives and its value, or two empty strings.

    >>> read_field("Headline: Rain stops play")
    ('title', 'Rain stops play')
    """
    label, _, value = line.partition(":")
    return (name_field(bare(label)), bare(value)) if is_field_line(line) else ("", "")
