"""Datelines: the place, agency and date before the dash with which a report begins.

`HÀ NỘI — `, `PARIS (AFP) — `, `GENEVA, 12 March (Reuters) - `, `Paris, le 3 mars 2026 – `, `(TTXVN) - `.
A name before a dash is body text when the sentence goes on after it, as in `Vietnam — a country of …`.
"""

import re
from dataclasses import dataclass
from functools import cache

from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation, date_pattern, months, weekdays
from corpus_tools.reading.wordings import agency_signature, capital_signature, words_for

_WINDOW = 140
_DASH = re.compile(r"\s*(?:—|―|--+|–|(?<=[\s)])-(?=\s|[A-ZÀ-ỸĐ“\"])|(?<=\))-)\s*|:\s+")
_GROUP = re.compile(r"[(\[]\s*([^()\[\]]{2,60})\s*[)\]]|/([^()/\[\]]{2,30})/")
_PLACE_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*\Z")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "di",
        "du",
        "des",
        "la",
        "le",
        "les",
        "el",
        "al",
        "of",
        "the",
        "and",
        "et",
        "sur",
        "en",
        "an",
        "am",
        "upon",
        "d'",
    ]
)
_MOST_PLACE_WORDS = 6
_MOST_WEAK_WORDS = 3


@dataclass(frozen=True)
class Dateline:
    """What a dateline says: `end` is where the body begins, `date` the words of its date."""

    end: int
    place: str = ""
    agency: str = ""
    date: str = ""


def match_dateline(text: str) -> Dateline | None:
    """The dateline at the very start of a text, or None.

    >>> match_dateline("GENEVA, 12 March (Reuters) - Talks began.")
    Dateline(end=29, place='GENEVA', agency='Reuters', date='12 March')
    >>> match_dateline("Vietnam — a country of 100 million — grows.") is None
    True
    """
    window = text[:_WINDOW].split("\n", 1)[0]
    for dash in _DASH.finditer(window):
        dateline = _read(window[: dash.start()], dash.group().strip(), window, dash.end())
        if dateline:
            return dateline
        if dash.group().strip() != "-":
            return None
    return None


def _read(head: str, dash: str, window: str, end: int) -> Dateline | None:
    head, agency, aside = _take_groups(head)
    place, date = _take_date(head)
    place = place.strip(" ,|")
    signed = bool(agency_signature().fullmatch(agency))
    if not agency and agency_signature().fullmatch(place) and dash != ":":
        place, agency, aside = aside, place, ""
    rest = window[end:].lstrip("\"'“‘«( ")
    if not rest or not _is_place(place, allow_empty=bool(agency)):
        return None
    begins = rest[0].isupper() or rest[0].isdigit()
    if (agency or date) and (signed or begins) and (place or agency):
        return Dateline(end, place, agency, date) if dash != ":" or place.isupper() or agency else None
    return Dateline(end, place) if begins and _is_convincing(place, dash, window[end:], aside) else None


def _is_convincing(place: str, dash: str, body: str, aside: str) -> bool:
    """Whether a place alone, with neither agency nor date, makes a dateline."""
    if not place:
        return False
    if place.isupper():
        return len(place) >= 3 and fold(place) not in words_for("not_places")
    further = re.search(r"\s[—–-]\s", body.split(". ", 1)[0])
    few = len(place.split()) <= _MOST_WEAK_WORDS or bool(aside)
    return dash in ("—", "–") and few and not further and not _is_title(place)


def _is_title(place: str) -> bool:
    return fold(place) in words_for("not_places")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(
        [
            "the",
            "a",
            "an",
            "this",
            "that",
            "these",
            "those",
            "le",
            "la",
            "les",
            "un",
            "une",
            "des",
            "ce",
            "cette",
            "ces",
            "in",
            "on",
            "at",
            "for",
            "but",
            "and",
        ]
    )


def _take_groups(head: str) -> tuple[str, str, str]:
    """The head without its bracketed parts, the agency among them, and another aside."""
    agency = aside = ""
    for match in _GROUP.finditer(head):
        inner = _take_date(match[1] or match[2])[0].strip(" ,.-")
        if inner and _is_agency(inner):
            agency = inner
        else:
            aside = inner
    return _GROUP.sub(" ", head), agency, aside


def _is_agency(inner: str) -> bool:
    """Whether a bracketed mark is an agency: a known one, capitals, or a web name like `Chinhphu.vn`."""
    return bool(
        agency_signature().fullmatch(inner)
        or capital_signature().fullmatch(inner)
        or re.fullmatch(r"[\w-]+(?:\.[\w-]+)+|[A-ZĐ][\w-]*[A-ZĐ+][\w+]*", inner)
    )


@cache
def _short_date() -> re.Pattern[str]:
    """A day in a dateline, with or without its year, in folded text."""
    month, day = alternation(months()), alternation(weekdays())
    return re.compile(
        rf"(?:\b(?:{day})\b\.?,?\s*)?(?:\b(?:le|ngay|on|the)\s+)?(?:"
        rf"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', _plain_dates())})"
        rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er)?\s+(?:{month})\b\.?"
        rf"|\b(?:{month})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
        r"|(?<!\d)\d{1,2}\s+thang\s+\d{1,2}(?!\d)|(?<![\d/])\d{1,2}[/.-]\d{1,2}(?![\d/]))"
    )


def _plain_dates() -> str:
    """The pattern of full dates with its back-references replaced, to stand inside another."""
    return re.sub(r"\(\?P=s\d\)", "[-/.]", date_pattern().pattern)


def _take_date(head: str) -> tuple[str, str]:
    """The head without its date, and the date as written."""
    match = _short_date().search(fold(head))
    if match is None:
        return head, ""
    written = re.sub(r"^(?:le|ngày|on|the)\s+", "", head[match.start() : match.end()].strip(" ,"))
    return f"{head[: match.start()].rstrip(' ,')} {head[match.end() :]}".strip(" ,"), written


def _is_place(place: str, *, allow_empty: bool) -> bool:
    """Whether words can name a place: few, capitalised, without digits."""
    words = re.split(r"[\s,/]+", place.strip()) if place.strip() else []
    if not words:
        return allow_empty
    return (
        len(words) <= _MOST_PLACE_WORDS
        and words[0][0].isupper()
        and fold(words[0]) not in _small_words()
        and all(_PLACE_WORD.match(word) for word in words)
        and all(word[0].isupper() or fold(word) in _PARTICLES for word in words)
    )
