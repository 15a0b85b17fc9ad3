"""Datelines: the place, agency and date before the dash with which a report begins.

`HÀ NỘI — `, `PARIS (AFP) — `, `GENEVA, 12 March (Reuters) - `, `Paris, le 3 mars 2026 – `, `(TTXVN) - `.
A name before a dash is body text when the sentence goes on after it, as in `Vietnam — a country of …`.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation, around_day, date_pattern, months, weekdays
from corpus_tools.reading.wordings import (
    agency_signature,
    bare,
    capital_signature,
    line_starts_with,
    outlet_mark,
    words_for,
)

WINDOW = 140
"""Characters in which a dateline ends."""

_DASH = re.compile(
    r"\s*(?:—|―|--+|–|(?<=[\s)])-(?=\s|[A-ZÀ-ỸĐ“\"])|(?<=\))-|(?<=[A-ZÀ-ỸĐ])-(?=\s)|(?<=\)\s)_(?=\s))\s*|:\s+"
    r"|(?<=\))\s+(?=[A-ZÀ-ỸĐ“\"])"
)
_GROUP = re.compile(r"[(\[]\s*([^()\[\]]{2,60})\s*[)\]]|/(?=\D)([^()/\[\]]{2,30})/")
_PLACE_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*\Z")
_BARS = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
_BETWEEN = " \t,|·•–—-"
_MOST_DASHES = 4
_MOST_PLACE_WORDS = 6
_MOST_WEAK_WORDS = 3
_MOST_NAMES = 4
_MOST_SIGNER_WORDS = 5


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
    window = text[:WINDOW].split("\n", 1)[0]
    found = None
    for dash in islice(_DASH.finditer(window), _MOST_DASHES):
        dateline = _read(window[: dash.start()], dash.group().strip(), window, dash.end())
        if dateline and (found is None or _extends(dateline, found)):
            found = dateline
    return found


def match_place_line(line: str) -> Dateline | None:
    """A line of its own that tells where and when: one to four names, then a full date; or None.

    A known place and a month ("Nairobi, March 2028", in the head of a note) tell a place, but no day.

    >>> match_place_line("Rabat, le 4 mai 2021")
    Dateline(end=20, place='Rabat', agency='', date='4 mai 2021')
    >>> match_place_line("RABAT, 4 mai 2021 (MAP)").agency
    'MAP'
    >>> match_place_line("Next meeting: Accra, 4 May 2021"), match_place_line("It rained on 4 May 2021.")
    (None, None)
    >>> match_place_line("Lima, Monday 4 May 2021").place, match_place_line("Monday 4 May 2021")
    ('Lima', None)
    """
    before_group, _, group = line.rstrip().rpartition("(")
    signed = group[:-1].strip() if group.endswith(")") and _is_agency(group[:-1].strip()) else ""
    trimmed = bare(before_group if signed else line).strip(" ().")
    date = date_pattern().search(fold(trimmed))
    if date is None or date.end() != len(trimmed):
        month = _month_line().fullmatch(fold(trimmed))
        known = month is not None and month["place"] in _places()
        return Dateline(len(line), trimmed[: month.end("place")], signed) if month and known else None
    *others, before = _BARS.split(trimmed[: date.start()].rstrip(_BETWEEN))
    small = {*words_for("fillers"), *weekdays()}
    words = [word for word in re.findall(r"[^\W\d_][^\W_]*", before) if fold(word) not in small]
    if ":" in before or not 0 < len(words) <= _MOST_NAMES or not all(word[0].isupper() for word in words):
        return None
    if line_starts_with("bylines").match(fold(before)):
        return None
    place = re.sub(rf"(?i)(?:[\s,]|\b(?:{alternation(small)})\b)+\Z", "", before)
    if (others or _BARS.search(trimmed)) and fold(place) not in _places():
        return None
    marked = agency_signature().fullmatch(place) or capital_signature().fullmatch(place)
    agency = place if marked and not signed else ""
    return Dateline(len(line), "" if agency else place, agency or signed, trimmed[date.start() :])


def _extends(longer: Dateline, shorter: Dateline) -> bool:
    """Whether a dash inside a place or before a date had been taken for the end of the dateline."""
    return longer.place.isupper() or (bool(longer.date) and not shorter.date)


def _read(head: str, dash: str, window: str, end: int) -> Dateline | None:
    head, agency, aside = _take_groups(head)
    place, date = _take_date(head)
    place = place.strip(" ,|*_–—-")
    if not (place or agency or date) or (place and date and not agency and _is_signer(aside)):
        agency = aside
    signed = bool(agency_signature().fullmatch(agency))
    if not agency and agency_signature().fullmatch(place) and dash != ":":
        place, agency, aside = aside, place, ""
    rest = window[end:].lstrip("\"'“‘«( ")
    if not rest or not _is_place(place, allow_empty=bool(agency), told=bool(agency or date)):
        return None
    if not dash and not (signed and date and place):
        return None
    begins = rest[0].isupper() or rest[0].isdigit()
    if not (place.isupper() or signed) and _is_actor(fold(place)):
        return None
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
    return dash in ("—", "–") and few and not further


def _is_actor(place: str) -> bool:
    """Whether a folded name before a dash is that of an office, a person with a title or a firm."""
    if place in words_for("not_places"):
        return True
    starts, ends = _actor_words()
    return bool(starts.match(place) or ends.search(place))


@cache
def _actor_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an actor's name begins with (titles, ministries) and ends with (ministries, firms), folded."""
    names = lexicons.load_all("names").values()
    starts = {word for lexicon in names for key in ("roles", "honorifics") for word in lexicon.get(key, ())}
    ends = {word for lexicon in names for word in lexicon.get("firm_suffixes", ())}
    heads = {
        word
        for lexicon in names
        for kind, group in lexicon.get("heads", {}).items()
        for word in group
        if kind != "place"
    }
    return (
        re.compile(rf"(?:{alternation(starts | heads)})\b[. ]"),
        re.compile(rf"\b(?:{alternation(ends | heads)})\Z"),
    )


@cache
def _particles() -> frozenset[str]:
    return frozenset((*words_for("place_particles"), *lexicons.load("press").get("place_particles", ())))


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
    """Whether a bracketed mark is an agency or a paper: known, in capitals, or a web name (`Chinhphu.vn`)."""
    return bool(
        agency_signature().fullmatch(inner)
        or outlet_mark().fullmatch(fold(inner))
        or capital_signature().fullmatch(inner)
        or re.fullmatch(r"[\w-]+(?:\.[\w-]+)+|[A-ZĐ][\w-]*[A-ZĐ+][\w+]*", inner)
    )


def _is_signer(aside: str) -> bool:
    """Whether a bracketed name between a date and a dash is whose report it is: `(Meridian Wire)`."""
    words = re.split(r"[\s/-]+", aside)
    named = all(_PLACE_WORD.match(word) and word[0].isupper() for word in words)
    return named and len(words) <= _MOST_SIGNER_WORDS and fold(aside) not in words_for("not_places")


@cache
def _month_line() -> re.Pattern[str]:
    """A place, a comma, a month and its year, in folded text."""
    return re.compile(
        rf"(?P<place>[^,]{{2,40}}),\s*(?:(?:{alternation(months())})\.?\s+\d{{4}}"
        rf"|(?:{around_day('numbered_month')})\s+\d{{1,2}}\s*(?:,|/|{around_day('before_year')})?\s*\d{{4}})"
    )


@cache
def _short_date() -> re.Pattern[str]:
    """A day in a dateline, with or without its year, in folded text."""
    month, day = alternation(months()), alternation(weekdays())
    ordinal, numbered = around_day("ordinals"), around_day("numbered_month")
    return re.compile(
        rf"(?:\b(?:{day})\b\.?,?\s*)?(?:\b(?:{around_day('before_day')})\s+)?(?:"
        rf"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', _plain_dates())})"
        rf"|(?<!\d)\d{{1,2}}(?:{ordinal})?\s+(?:{month})\b\.?"
        rf"|\b(?:{month})\b\.?\s+\d{{1,2}}(?:{ordinal})?(?!\d)"
        rf"|(?<!\d)\d{{1,2}}\s+(?:{numbered})\s+\d{{1,2}}(?!\d)|(?<![\d/])\d{{1,2}}[/.-]\d{{1,2}}(?![\d/]))"
    )


def _plain_dates() -> str:
    """The pattern of full dates with its back-references replaced, to stand inside another."""
    return re.sub(r"\(\?P=s\d\)", "[-/.]", date_pattern().pattern)


def _take_date(head: str) -> tuple[str, str]:
    """The head without its date, and the date as written."""
    match = _short_date().search(fold(head))
    if match is None:
        return head, ""
    written = head[match.start() : match.end()].strip(" ,")
    lead = re.match(rf"(?:{around_day('before_day')})\s+", fold(written))
    written = written[lead.end() :] if lead else written
    return f"{head[: match.start()].rstrip(' ,')} {head[match.end() :]}".strip(" ,"), written


@cache
def _places_with_article() -> frozenset[str]:
    """The folded names of places that begin with a small word: `la haye`, `the hague`, `le caire`."""
    return frozenset(name for name in _places() if name.split()[0] in words_for("openers"))


@cache
def _places() -> frozenset[str]:
    """The folded names of countries, capitals and regions in all languages."""
    rows = [*lexicons.load("countries"), *lexicons.load("regions")]
    values = [value for row in rows for key in ("names", "capital") for value in row.get(key, {}).values()]
    return frozenset(
        fold(name) for value in values for name in (value if isinstance(value, list) else [value])
    )


def _may_open(place: str, told: bool) -> bool:
    """Whether a name begins as a place does: a small word only in known ones, or in capitals when `told`."""
    first, _, rest = place.partition(" ")
    if fold(first) not in words_for("openers"):
        return True
    return fold(place.split(",")[0]) in _places_with_article() or (told and bool(rest) and place.isupper())


def _is_place(place: str, *, allow_empty: bool, told: bool) -> bool:
    """Whether words can name a place: few, capitalised, without digits; `told` with an agency or a day."""
    words = re.split(r"[\s,/–-]+", place.strip()) if place.strip() else []
    if not words:
        return allow_empty
    return (
        len(words) <= _MOST_PLACE_WORDS
        and all(_PLACE_WORD.match(word) for word in words)
        and words[0][0].isupper()
        and _may_open(place.strip(), told)
        and all(word[0].isupper() or fold(word) in _particles() for word in words)
    )
