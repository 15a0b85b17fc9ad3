"""Tellings: the articles of a story as they are compared sentence by sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from corpus_tools import lexicons
from corpus_tools.annotating.quotes import find_quotes
from corpus_tools.characters import fold, plain
from corpus_tools.linking.anchors import Anchors, find_anchors
from corpus_tools.linking.facts import Strength, find_strengths
from corpus_tools.linking.numbers import Number, find_durations, find_numbers, has_spelled_numbers
from corpus_tools.schema import records

Span = tuple[int, int]

_FEWEST_QUOTED = 3
_CLOCK = re.compile(r"T(\d\d):")
_HOURS = 12
_BETWEEN_DAYS = 5
"""Characters between the names of the two days of a night, at most."""
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True)
class Line:
    """One sentence of a version, with the days that it names as (value, start, end) in its own text."""

    sentence_id: str
    start: int
    text: str
    language: str
    days: tuple[tuple[str, int, int], ...] = ()

    @cached_property
    def named_days(self) -> list[tuple[frozenset[str], int, int]]:
        """The days, months and years that it names by name or figure, each with what they can be known by.

        Of a night between two days (`de mardi à mercredi`) each is known by the other too.
        """
        named = [
            (_know_day(value, self.text[start:end]), start, end)
            for value, start, end in self.days
            if re.match(r"\d{4}(?!\d)", value)
            and _names_day(self.text[start:end])
            and not self._is_in_name(start, end)
        ]
        for place, (one, two) in enumerate(pairwise(named)):
            if two[1] - one[2] <= _BETWEEN_DAYS and _follow(one[0], two[0]):
                named[place : place + 2] = [(one[0] | two[0], *each[1:]) for each in (one, two)]
        return named

    def _is_in_name(self, start: int, end: int) -> bool:
        """Whether the name of a feast is part of another name, as in `Toussaint Louverture`."""
        is_feast = bool(_feast_pattern().search(fold(self.text[start:end])))
        return is_feast and bool(re.match(r" [A-Z]", plain(self.text[end:])))

    @cached_property
    def points_beside(self) -> bool:
        """Whether it names a day by the one before or after (`the day after`)."""
        words = "|".join(lexicons.load("facts", self.language).get("beside_a_day", ())) or "(?!)"
        return bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", fold(self.text)))

    @cached_property
    def anchors(self) -> Anchors:
        """Its names."""
        return find_anchors(self.text, self.language)

    @cached_property
    def numbers(self) -> list[Number]:
        """Its numbers, days left out; of a time of day the hour, as a clock shows it."""
        numbers = find_numbers(
            self.text, self.language, without=[(start, end) for _, start, end in self.days]
        )
        return sorted([*numbers, *self._find_hours()], key=lambda number: number.start)

    def _find_hours(self) -> Iterator[Number]:
        for value, start, end in self.days:
            digits = re.search(r"\d+", self.text[start:end])
            if digits and _CLOCK.search(value):
                place = start + digits.start()
                yield Number(float(int(digits[0]) % _HOURS), place, place + len(digits[0]))

    @cached_property
    def strengths(self) -> list[Strength]:
        """How strongly it says things; a month is no modal word (`in May`)."""
        found = find_strengths(self.text, self.language)
        return [each for each in found if not any(s < each.end and each.start < e for _, s, e in self.days)]

    @cached_property
    def quoted(self) -> list[Span]:
        """All that stands in quotation marks, titles of a word or two among it."""
        return find_quotes(self.text, [(0, len(self.text))])

    @cached_property
    def quotes(self) -> list[Span]:
        """The quotations of a few words or more."""
        return [span for span in self.quoted if len(self.text[slice(*span)].split()) >= _FEWEST_QUOTED]


@dataclass(frozen=True)
class Telling:
    """One article as it is compared with another telling of its report."""

    article_id: str
    language: str
    lines: tuple[Line, ...]

    def around(self, lines: Sequence[Line]) -> list[Line]:
        """The sentences next to some of its sentences."""
        places = {number for number, line in enumerate(self.lines) if line in lines}
        beside = {place + step for place in places for step in (-1, 1)} - places
        return [self.lines[place] for place in sorted(beside) if 0 <= place < len(self.lines)]

    @cached_property
    def words(self) -> frozenset[str]:
        """All capitalised words, folded."""
        text = " ".join(line.text for line in self.lines)
        return frozenset(fold(word).removesuffix("'s") for word in re.findall(r"[A-Z][\w']{2,}", plain(text)))

    @cached_property
    def common(self) -> frozenset[str]:
        """The folded words that it writes without a capital too."""
        return frozenset(
            word for line in self.lines for word in re.findall(r"(?<!\w)[a-z]\w*", plain(line.text))
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all known names; a capital stands for its country too, as the seats of power do."""
        ids = frozenset().union(*(line.anchors.known for line in self.lines))
        seats = frozenset().union(*(find_seats(line.text) for line in self.lines))
        return ids | seats | {name.removesuffix(":capital") for name in ids}

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers, those of lengths of time and ages too."""
        found = ([*find_numbers(line.text, line.language), *line.numbers] for line in self.lines)
        return tuple(number for numbers in found for number in numbers)

    @cached_property
    def values(self) -> frozenset[float]:
        """What they say."""
        return frozenset(number.value for number in self.numbers)

    @cached_property
    def converted(self) -> tuple[Number, ...]:
        """The numbers with a unit that other languages convert."""
        return tuple(number for line in self.lines for number in line.numbers if number.metric is not None)

    @cached_property
    def durations(self) -> tuple[Number, ...]:
        """The lengths of time."""
        return tuple(each for line in self.lines for each in find_durations(line.text, line.language))

    def has_number(self, number: Number) -> bool:
        """Whether it has a number anywhere, in its unit or another."""
        if any(map(number.lasts_as, self.durations)):
            return True
        if number.is_spelled and not has_spelled_numbers(self.language):
            return True
        told = number.value in self.values or any(each.equals(number.value) for each in self.converted)
        told = told or any(each.rounds(number.value) or number.rounds(each.value) for each in self.numbers)
        return told or (number.metric is not None and any(map(number.equals, self.values)))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it writes in figures, also as the end of a range."""
        return frozenset(year for line in self.lines for year in _YEAR.findall(line.text))

    @cached_property
    def day_keys(self) -> frozenset[str]:
        """What the days that it names can be known by."""
        return frozenset(key for line in self.lines for keys, *_ in line.named_days for key in keys)

    @cached_property
    def day_values(self) -> frozenset[str]:
        """The days, months and years that it names or points to."""
        return frozenset(value.partition("T")[0] for line in self.lines for value, *_ in line.days) - {""}


@dataclass(frozen=True)
class Difference:
    """What a sentence says that the other telling does not: where it stands, and in which words."""

    line: Line
    span: Span
    what: str


def read_tellings(
    articles: pd.DataFrame, sentences: pd.DataFrame, times: pd.DataFrame, *, wanted: Iterable[str]
) -> dict[str, Telling]:
    """The wanted articles by id, as they are compared."""
    chosen = set(wanted)
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(times[times["article_id"].isin(chosen)]):
        if row.get("timex", "DATE") in ("DATE", "TIME"):
            named[row["sentence_id"]].append(row)
    lines: dict[str, list[Line]] = defaultdict(list)
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    for row in records(sentences[sentences["article_id"].isin(chosen)]):
        start = int(row["start"])
        days = tuple(
            (str(time["value"]), int(time["start"]) - start, int(time["end"]) - start)
            for time in named[row["sentence_id"]]
        )
        article_id = row["article_id"]
        lines[article_id].append(Line(row["sentence_id"], start, row["text"], language[article_id], days))
    return {each: Telling(each, language[each], tuple(lines[each])) for each in sorted(chosen)}


def find_seats(text: str) -> frozenset[str]:
    """The ids of what the places and houses that a text names stand for (`the Kremlin`).

    >>> find_seats("The White House said no.")
    frozenset({'=united-states'})
    """
    pattern, ids = _seat_pattern()
    return frozenset(ids[match.group()] for match in pattern.finditer(fold(text)))


@cache
def _seat_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    ids = {fold(name): f"={key}" for key, names in lexicons.load("seats").items() for name in names}
    longest_first = sorted(ids, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), ids


def _know_day(value: str, text: str) -> frozenset[str]:
    """What a day can be known by: itself, and without its year or week where the text does not say these."""
    day = value.partition("T")[0]
    keys = {day, *day.split("/")}
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        keys.add(day[4:] if len(day) > len("2026") else day)
        is_feast = bool(_feast_pattern().search(fold(text)))
        if re.fullmatch(_DAY, day) and not is_feast and (not re.search(r"\d", text) or _CLOCK.search(value)):
            keys.add(f"weekday {date.fromisoformat(day).weekday()}")
    return frozenset(keys)


def _follow(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether a day is the one after another, by what they can be known by."""
    days = (
        [date.fromisoformat(key) for key in sorted(keys) if re.fullmatch(_DAY, key)] for keys in (one, two)
    )
    before, after = days
    return any(day + timedelta(days=1) in after for day in before)


def _names_day(text: str) -> bool:
    """Whether a time expression names a weekday, feast, month or year, and does not only point to one."""
    return any(pattern.search(fold(text)) for pattern in (_day_pattern(), _feast_pattern())) or bool(
        re.search(r"(?<!\d)\d{4}(?!\d)|\d/\d", text)
    )


@cache
def _day_pattern() -> re.Pattern[str]:
    """Names of months and weekdays; of those of two words (`tháng ba`) the first with a figure too."""
    names = {
        fold(str(name))
        for calendar in lexicons.load_all("calendar").values()
        for spellings in (*calendar["months"], *calendar["weekdays"])
        for name in spellings
    }
    numbered = {name.split()[0] for name in names if " " in name}
    words = [*map(re.escape, sorted(names)), *(rf"{re.escape(word)} \d{{1,2}}" for word in sorted(numbered))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


@cache
def _feast_pattern() -> re.Pattern[str]:
    """Names of feasts that have a day of their own."""
    holidays = (times["words"].get("holiday", {}) for times in lexicons.load_all("times").values())
    names = {fold(str(name)) for each in holidays for spellings in each.values() for name in spellings}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
