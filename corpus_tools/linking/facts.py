"""Facts: what two versions of a sentence must share, its numbers and how strongly it says things.

Names are compared through `anchors`, days through the table of times, quotations as they stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain

Span = tuple[int, int]

_DIGITS = re.compile(
    r"(?:(?<![\w.,])|(?<=usd|vnd|eur))\d+(?:[ .,]\d+)*+(?!\w)|(?<![\w.,])\d+(?:[.,]\d+)*(?=[A-Za-z%]{1,3}\b)"
)
_CLOSE = 26
"""Characters before a modal word, and some after it, in which a negation denies it."""
_ROUNDED = 0.06
_NEAR = 0.6
"""How far a converted number may be from what the other version says: a part of it, or this much."""
_FUTURE = (3, 3)
"""The levels of `will`."""
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
    """

    value: float
    start: int
    end: int
    is_weak: bool = False
    is_spelled: bool = False
    metric: float | None = None

    def equals(self, value: float) -> bool:
        """Whether it is a value, or was rounded to it when its unit was converted."""
        if self.value == value:
            return True
        return self.metric is not None and abs(self.metric - value) <= max(_ROUNDED * abs(value), _NEAR)


@dataclass(frozen=True)
class Strength:
    """A wording on a scale, as `could` on that of modality.

    Attributes:
        scale: modality, request or commitment.
        low: the weakest level that it can stand for.
        high: the strongest.
        start: where it begins in the sentence.
        end: where it ends.
        is_tense: whether it is only the form of a verb.
    """

    scale: str
    low: int
    high: int
    start: int
    end: int
    is_tense: bool = False

    def meets(self, other: "Strength") -> bool:
        """Whether the two can be of one strength."""
        return self.low <= other.high and other.low <= self.high


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
    folded = plain(text).lower()
    found = [*_read_digits(folded, lexicon), *_read_words(folded, language)]
    kept = [number for number in found if not any(s < number.end and number.start < e for s, e in without)]
    return sorted((_convert(each, folded, language) for each in kept), key=lambda number: number.start)


def _convert(number: Number, folded: str, language: str) -> Number:
    """The number with its metric value, where a unit follows that is converted."""
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
    return re.compile(rf"[ -]?(?:degrees? |de )?({words})(?!\w)"), units


def has_spelled_numbers(language: str) -> bool:
    """Whether the numbers that a language spells out are read.

    >>> has_spelled_numbers("fr"), has_spelled_numbers("vi")
    (True, False)
    """
    return bool(lexicons.load("facts", language).get("numbers"))


def find_strengths(text: str, language: str) -> list[Strength]:
    """The wordings of a sentence that stand on a scale, in order; longer ones first, denied ones left out.

    >>> [(s.scale, s.low) for s in find_strengths("She urged them to go and said it could rain.", "en")]
    [('request', 2), ('modality', 1)]
    """
    folded = fold(text)
    found: list[Strength] = []
    for pattern, levels in _strength_patterns(language):
        for match in pattern.finditer(folded):
            scale, low, high, is_tense = levels[0], levels[1], levels[2], levels[3]
            taken = any(each.start < match.end() and match.start() < each.end for each in found)
            key = "before_nouns" if is_tense else "before_requests" if scale != "modality" else ""
            if not taken and not (key and _is_noun(folded, match, language, key=key)):
                found.append(Strength(scale, low, high, *match.span(), is_tense))
    said = sorted(
        (each for each in found if each.scale != "modality" or not _is_denied(folded, each, language)),
        key=lambda each: each.start,
    )
    governed = {two.start for one, two in pairwise(said) if _governs(one, two)}
    return [each for each in said if each.start not in governed]


def _governs(one: Strength, two: Strength) -> bool:
    """Whether a modal word says how strong the next is (`may have to`); a mere future does not."""
    both = {one.scale, two.scale} == {"modality"}
    return both and (one.low, one.high) != _FUTURE and two.start - one.end <= 1


def find_clauses(text: str, language: str) -> list[Span]:
    """The stretches of a sentence between commas and before words that open a clause, in order."""
    words = lexicons.load("facts", language).get("clauses", ())
    opening = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    starts = [match.start() for match in _border(opening).finditer(fold(plain(text)))]
    return list(pairwise([0, *(start for start in starts if start), len(text)]))


@cache
def _border(opening: str) -> re.Pattern[str]:
    words = rf"(?:\s(?:{opening})(?=\s))?" if opening else ""
    alone = rf"|\s(?:{opening})(?=\s)" if opening else ""
    return re.compile(rf"[,;:](?=['\"]*\s){words}{alone}")


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
    lexicon = lexicons.load("facts", language)
    words = sorted(lexicon.get("numbers", {}), key=lambda word: (-len(word), word))
    one = f"(?:{'|'.join(words) or '(?!)'})"
    scales = "|".join(sorted(lexicon.get("scales", {}), key=lambda word: (-len(word), word))) or "(?!)"
    return re.compile(
        rf"(?<![\w-])({one}(?:(?:-et-|[- ])(?:{one}))*)(?!\w|-(?:{one}))(?:[ -]({scales})(?!\w))?"
    )


def _read_words(folded: str, language: str) -> Iterator[Number]:
    lexicon = lexicons.load("facts", language)
    units = tuple(lexicon.get("units_not_numbers", ()))
    for match in _word_pattern(language).finditer(folded):
        if units and folded[: match.end()].endswith(units):
            continue
        value = _add_words(match[1], lexicon["numbers"], lexicon.get("multiples", ()))
        scale = lexicon["scales"][match[2]] if match[2] else 1
        is_weak = value < _LEAST_WORD or match[1] in lexicon.get("vague", ())
        yield Number(value * scale, *match.span(), is_weak=is_weak, is_spelled=True)


def _add_words(words: str, values: dict[str, int], multiples: Sequence[str]) -> float:
    """The value of a spelled number: its words are added; a hundred or dozen multiplies what is before it."""
    total = 0
    for word in re.findall("|".join(sorted(values, key=lambda each: (-len(each), each))), words):
        is_multiple = word in multiples and 0 < total < 10
        total = total * values[word] if is_multiple else total + values[word]
    return float(total)


@cache
def _strength_patterns(language: str) -> list[tuple[re.Pattern[str], tuple[str, int, int, bool]]]:
    lexicon = lexicons.load("facts", language)
    found: list[tuple[int, re.Pattern[str], tuple[str, int, int, bool]]] = []
    for scale, steps in lexicon.get("scales_of", {}).items():
        for step in steps:
            for word in step["words"]:
                left = "" if word.startswith("'") else r"(?<![\w'])"
                pattern = re.compile(rf"{left}{re.escape(word)}(?!\w)")
                found.append((-len(word), pattern, (scale, *step["levels"], False)))
    found.sort(key=lambda each: (each[0], each[1].pattern))
    if "future" in lexicon:
        lookalikes = "|".join(lexicon.get("not_future", ()))
        pattern = re.compile(rf"(?<!\w)(?!(?:{lookalikes})(?!\w))(?:{lexicon['future']['pattern']})(?!\w)")
        found.append((0, pattern, ("modality", *lexicon["future"]["levels"], True)))
    return [(pattern, levels) for _, pattern, levels in found]


def _is_noun(folded: str, match: re.Match[str], language: str, *, key: str) -> bool:
    """Whether what looks like a verb is a noun: after a word (of the lexicon, under a key) or a number.

    A request that nothing follows is one too (`rising demand.`).
    """
    words = "|".join(lexicons.load("facts", language).get(key, ())) or "(?!)"
    is_last = key == "before_requests" and bool(re.match(r"[.,;:]|$", folded[match.end() :]))
    return is_last or bool(re.search(rf"(?<!\w)(?:{words}|\d+) $", folded[: match.start()]))


def _is_denied(folded: str, strength: Strength, language: str) -> bool:
    words = "|".join(re.escape(word) for word in lexicons.load("facts", language).get("negations", ()))
    if not words:
        return False
    pattern = rf"(?<![\w])(?:{words})(?!\w)"
    before = folded[max(strength.start - _CLOSE // 2, 0) : strength.start].rpartition(",")[2]
    after = folded[strength.end : strength.end + _CLOSE // 2]
    second = "|".join(lexicons.load("facts", language).get("negations_with_ne", ())) or "(?!)"
    is_parted = re.search(r"(?<!\w)n(?:e |')$", before) and re.match(rf" (?:{second})(?!\w)", after)
    return bool(is_parted or re.search(pattern, before) or re.search(pattern, after))
