"""Numbers: the numbers of a sentence, in figures and in words, with what converted units make of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import floor, log10
from typing import Any

from corpus_tools import lexicons
from corpus_tools.characters import plain

Span = tuple[int, int]

_DIGITS = re.compile(
    r"(?:(?<![\w.,])|(?<=usd|vnd|eur))\d+(?:[ .,]\d+)*+(?!\w)|(?<![\w.,])\d+(?:[.,]\d+)*(?=[A-Za-z%]{1,3}\b)"
)
_ROUNDED = 0.06
_NEAR = 0.6
"""How far a converted number may be from what the other version says: a part of it, or this much."""
_SMALLER = 1000
"""Metres in a kilometre: a part of a mile may be told in either."""
_MOST_DIGITS = 3
_ROUNDED_OFF = 0.21
"""Digits of a round number that are not 0, and how far, as a part of it, what it stands for may be."""
_SAME_TIME = 1.15
"""A length of time in another unit is the same up to this ratio: `quinze jours` are two weeks."""
_TEN = 10
_HALF = 0.5
_LEAST_WORD = 3
"""Spelled numbers below this (one, two) say little: other languages say "both", "a", "half"."""


@dataclass(frozen=True)
class Number:
    """A number in a sentence.

    Attributes:
        value: what it says.
        start: where it begins in the sentence.
        end: where it ends.
        is_weak: whether only its presence in the other version counts.
        is_spelled: whether it is written in words.
        metric: its value in the metric unit, where a unit follows that other languages convert.
        unit: hours of the unit of time that follows, such as a week.
        is_about: whether the text says that it is round (`about 900`, `une trentaine`).
    """

    value: float
    start: int
    end: int
    is_weak: bool = False
    is_spelled: bool = False
    metric: float | None = None
    unit: float | None = None
    is_about: bool = False

    def rounds(self, value: float) -> bool:
        """Whether it is a value in round figures, and is said to be round.

        >>> [Number(3000, 0, 5, is_about=True).rounds(value) for value in (2987, 3400, 3600)]
        [True, True, False]
        """
        if not self.is_about or not self.value:
            return False
        size = 10.0 ** floor(log10(self.value))
        steps = (size / 10**digits for digits in range(_MOST_DIGITS))
        step = next((step for step in steps if (self.value / step).is_integer()), 0.0)
        return bool(step) and abs(value - self.value) < min(step / 2, _ROUNDED_OFF * self.value)

    def lasts_as(self, other: "Number") -> bool:
        """Whether both are lengths of time, and the same in two units: `two decades`, `vingt ans`."""
        if self.unit is None or other.unit is None or self.unit == other.unit:
            return False
        shorter, longer = sorted((self.value * self.unit, other.value * other.unit))
        return 0 < longer <= shorter * _SAME_TIME

    def equals(self, value: float) -> bool:
        """Whether it is a value, or was rounded to it when its unit was converted."""
        if self.value == value:
            return True
        if self.metric is None:
            return False
        told = (self.metric, self.metric * _SMALLER)
        return any(abs(each - value) <= max(_ROUNDED * abs(value), _NEAR) for each in told)


def find_numbers(text: str, language: str, *, without: Sequence[Span] = ()) -> list[Number]:
    """The numbers of a sentence in order, with what they are multiplied by.

    Args:
        text: a sentence.
        language: decides which marks part thousands and decimals.
        without: spans that are no numbers, such as dates.

    >>> [number.value for number in find_numbers("4.3 trillion naira, or 1,200 for twenty-five", "en")]
    [4300000000000.0, 1200.0, 25.0]
    >>> [number.value for number in find_numbers("4 300 milliards, soixante-dix-sept", "fr")]
    [4300000000000.0, 77.0]
    """
    lexicon = lexicons.load("facts", language)
    straight = plain(text)
    folded = straight.lower()
    found = [*_read_digits(folded, lexicon), *_read_words(straight, language)]
    kept = [number for number in found if not any(s < number.end and number.start < e for s, e in without)]
    return sorted((_convert(each, folded, language) for each in kept), key=lambda number: number.start)


def _convert(number: Number, folded: str, language: str) -> Number:
    """The number with what stands beside it: a half, words that make it round, a unit that is converted."""
    times, hours = _time_pattern(language)
    lasting = times.match(folded, number.end)
    halves = _half_pattern(language).match(folded, lasting.end() if lasting else number.end)
    is_about = number.is_about or bool(_about_pattern(language).search(folded[: number.start]))
    number = replace(number, value=number.value + _HALF * bool(halves), is_about=is_about)
    lasting = lasting or (halves and times.match(folded, halves.end()))
    if lasting:
        return replace(number, unit=hours[lasting[1]])
    pattern, units = _unit_pattern(language)
    match = pattern.match(folded, number.end)
    if not match:
        return number
    factor, offset = units[match[1]]
    return replace(number, metric=number.value * factor + offset)


@cache
def _unit_pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[float, float]]]:
    """What matches a unit after a number, and what each word of a unit does to the number."""
    units = {
        word: (float(unit["factor"]), float(unit.get("offset", 0)))
        for unit in lexicons.load("facts", language).get("units", ())
        for word in unit["words"]
    }
    longest_first = sorted(units, key=lambda word: (-len(word), word))
    words = "|".join(re.escape(word) for word in longest_first) or "(?!)"
    return re.compile(rf"[ -]?(?:degrees? |de |an? )?({words})(?!\w)"), units


@cache
def _half_pattern(language: str) -> re.Pattern[str]:
    """What adds a half to the number or unit before it (`et demi`)."""
    words = _any(lexicons.load("facts", language).get("and_a_half", ()))
    return re.compile(rf"(?: [a-z]+)?? {words}(?!\w)")


@cache
def _about_pattern(language: str) -> re.Pattern[str]:
    """The end of a text after which a number is round."""
    return re.compile(rf"(?<!\w){_any(lexicons.load('facts', language).get('about', ()))} ?$")


@cache
def _time_pattern(language: str) -> tuple[re.Pattern[str], dict[str, float]]:
    """What matches a unit of time after a number, and the hours of each word of one."""
    hours = {
        word: float(unit["hours"])
        for unit in lexicons.load("facts", language).get("units_of_time", ())
        for word in unit["words"]
    }
    return re.compile(rf"[ -](?:d'|de )?({_any(hours)})(?!\w)"), hours


def find_durations(text: str, language: str) -> list[Number]:
    """The lengths of time of a sentence, those of one unit too (`a week`).

    >>> [each.value * each.unit for each in find_durations("quinze jours, puis une semaine", "fr")]
    [360.0, 168.0]
    """
    folded = plain(text).lower()
    values = lexicons.load("facts", language).get("articles", {})
    single = (
        _convert(Number(float(values[match[1]]), *match.span(1), is_weak=True), folded, language)
        for match in re.finditer(rf"(?<!\w)({_any(values)})(?=[ -])", folded)
    )
    numbers = {number.start: number for number in [*find_numbers(text, language), *single]}
    return [numbers[start] for start in sorted(numbers) if numbers[start].unit is not None]


def has_spelled_numbers(language: str) -> bool:
    """Whether the numbers that a language spells out are read.

    >>> has_spelled_numbers("fr"), has_spelled_numbers("vi")
    (True, False)
    """
    return bool(lexicons.load("facts", language).get("numbers"))


def _read_digits(folded: str, lexicon: dict[str, Any]) -> Iterator[Number]:
    scales = _scale_pattern(tuple(sorted(lexicon.get("scales", {}))))
    for match in _DIGITS.finditer(folded):
        for start, written in _split_groups(match, lexicon.get("thousands", [",", " "])):
            value = _to_number(written, lexicon.get("decimal", "."))
            end = start + len(written)
            scale = scales.match(folded, end)
            if scale:
                value, end = value * lexicon["scales"][scale[1]], scale.end()
            yield Number(round(value, 6), start, end)


def _split_groups(match: re.Match[str], thousands: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The number as it is written, or several when what stands between them parts no thousands."""
    marks = "".join(re.escape(mark) for mark in thousands)
    pattern = rf"\d{{1,3}}(?:[{marks}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
    for part in re.finditer(pattern, match.group()):
        yield match.start() + part.start(), part.group()


def _to_number(written: str, decimal: str) -> float:
    other = "," if decimal == "." else "."
    digits = written.replace(" ", "")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", digits):
        digits = digits.replace(other, "")
    digits = digits.replace(",", ".")
    return float(digits if digits.count(".") < 2 else digits.replace(".", ""))


@cache
def _scale_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"[ -]?({'|'.join(longest_first) or '(?!)'})(?!\w)")


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    """Numbers in words, with the words that multiply them; and words of which only the presence counts."""
    lexicon = lexicons.load("facts", language)
    one = _any(lexicon.get("numbers", {}))
    more = _any([*lexicon.get("numbers", {}), *(word for word in lexicon.get("scales", {}) if len(word) > 2)])
    join = "|".join(lexicon.get("joins", ("[- ]",)))
    presence = _any(lexicon.get("presence", {}))
    return re.compile(rf"(?<![\w-])(?:({one}(?:(?:{join}){more})*)(?!\w|-{one})|({presence})(?!\w))")


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word))) or '(?!)'})"


def _read_words(straight: str, language: str) -> Iterator[Number]:
    lexicon = lexicons.load("facts", language)
    folded = straight.lower()
    units = tuple(lexicon.get("units_not_numbers", ()))
    for match in _word_pattern(language).finditer(folded):
        if (units and folded[: match.end()].endswith(units)) or _is_in_name(straight, match):
            continue
        if match[2]:
            yield Number(float(lexicon["presence"][match[2]]), *match.span(), is_weak=True, is_spelled=True)
            continue
        value = _add_words(match[1], lexicon)
        is_weak = value < _LEAST_WORD or match[1].split()[0] in lexicon.get("round", ())
        is_about = bool(re.search(rf"{_any(lexicon.get('about_endings', ()))}(?!\w)", match[1]))
        yield Number(value, *match.span(), is_weak=is_weak, is_spelled=True, is_about=is_about)


def _is_in_name(straight: str, match: re.Match[str]) -> bool:
    """Whether a word for a number is part of a name, as in `Trois-Rivières` or `the Five Star Movement`."""
    is_capital = straight[match.start()].isupper()
    return is_capital and bool(re.match(r"[- ][A-Z]", straight[match.end() :]))


def _add_words(words: str, lexicon: Mapping[str, Any]) -> float:
    """The value of a spelled number: its words are added; a hundred or dozen multiplies what is before it.

    A thousand or more multiplies all before it since the last of these: `deux cent mille trois` is 200,003.
    """
    values, scales, multiples = lexicon["numbers"], lexicon.get("scales", {}), lexicon.get("multiples", ())
    total = own = 0.0
    for word in re.findall(_any([*values, *scales]), words):
        if word in scales:
            total, own = total + (own or 1) * scales[word], 0.0
        elif word in multiples and 0 < own < _TEN:
            own *= values[word]
        else:
            own += values[word]
    return total + own
