"""Differences: names, numbers, days, quotations and strength that two tellings of one thing do not share.

A name, number or day counts as left out only when the other telling has it nowhere, for translations
move things about.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.fuzz import ratio
from wordfreq import zipf_frequency

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.linking.anchors import find_anchors
from corpus_tools.linking.facts import Strength
from corpus_tools.linking.tellings import Line, Span, Telling

Row = dict[str, Any]

_SHORT_NAME = re.compile(r"(?<=\w )[A-ZÀ-ÝĐ][^\W\d_A-ZÀ-ÝĐ]{2}(?!\w)")
"""A word of three letters, too short to be an anchor."""
_RUN = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]+(?: [^\W\d_a-zà-ÿ][\w'’-]+)*")
"""Capitalised words that stand together."""
_ROMAN = r"[IVXLC]+(?:e|er|ère|ème|th|st|nd|rd)?"
_COMMON_PREFIX = 0.6
"""Part of the longer of two names that their beginning in common makes at least, in two languages."""
_SPELLING = 80
_EXONYM = 50
"""Two names this alike, both without a partner in sentences that say the same, are one in two languages."""
_STEM = 4
"""Letters that a name and a word made from it have in common at least."""
_ENDING = 5
_WORD_OF_LANGUAGE = 3.8
_OPENING_WORD = 3.0
"""Zipf frequency from which a capitalised word inside, and at the beginning of, a sentence is no name."""


@dataclass(frozen=True)
class Difference:
    """What a sentence says that the other telling does not: where it stands, and in which words."""

    line: Line
    span: Span
    what: str


def compare_facts(left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]) -> list[Row]:
    """The rows of the table `omissions` for some sentences that say the same, without the two articles."""
    return [
        *_compare_names(left, right, mine, others),
        *_compare_numbers(left, right, mine, others),
        *_compare_days(left, right, mine, others),
        *_compare_quotes(mine, others),
        *_compare_strengths(mine, others),
    ]


def make_row(
    kind: str, direction: str, mine: Difference | None, other: Difference | None, *, basis: str = ""
) -> dict[str, Any]:
    """A row of the table from what either side says."""
    row: dict[str, Any] = {"kind": kind, "direction": direction, "basis": basis, "start": 0, "end": 0}
    row |= {"sentence_id": "", "partner_sentence_id": "", "text": "", "partner_text": ""}
    said = mine or other
    row |= {"what": said.what if said else "", "partner_start": 0, "partner_end": 0}
    for side, prefix in ((mine, ""), (other, "partner_")):
        if side:
            start, end = side.span
            row |= {
                f"{prefix}sentence_id": side.line.sentence_id,
                f"{prefix}start": side.line.start + start,
                f"{prefix}end": side.line.start + end,
                f"{prefix}text": side.line.text[start:end],
            }
    return row


def _one_sided(
    kind: str,
    gone: Sequence[Difference],
    come: Sequence[Difference],
    mine: Sequence[Line],
    others: Sequence[Line],
) -> Iterator[dict[str, Any]]:
    """Rows for what only one side has, each beside the first sentence that says the rest."""
    for each in gone:
        yield make_row(kind, "dropped", each, None) | {
            "partner_sentence_id": others[0].sentence_id if others else ""
        }
    for each in come:
        yield make_row(kind, "added", None, each) | {"sentence_id": mine[0].sentence_id if mine else ""}


# Names


def _compare_names(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    gone = [each for each in _find_missing_names(mine, right) if not _is_rendered(each, others)]
    come = [each for each in _find_missing_names(others, left) if not _is_rendered(each, mine)]
    paired = [(one, two) for one in gone for two in come if ratio(fold(one.what), fold(two.what)) >= _EXONYM]
    spelled = {id(each) for pair in paired for each in pair}
    yield from _one_sided(
        "name",
        _join_names([each for each in gone if id(each) not in spelled]),
        _join_names([each for each in come if id(each) not in spelled]),
        mine,
        others,
    )


def _find_missing_names(lines: Sequence[Line], other: Telling) -> Iterator[Difference]:
    for line in lines:
        folded = fold(line.text)
        for word in sorted(line.anchors.rare):
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
            if match and _is_name(line, *match.span()) and not _is_spelled(word, other):
                yield Difference(line, match.span(), line.text[slice(*match.span())])
        for match in _SHORT_NAME.finditer(line.text):
            is_name = _is_name(line, *match.span()) and _is_foreign(match[0], line.language)
            if is_name and not _is_spelled(fold(match[0]), other, least=_EXONYM):
                yield Difference(line, match.span(), match[0])
        for name in sorted(line.anchors.known):
            span = _find_known(line, name) if name not in other.known else None
            if (
                span
                and not _is_told_as_country(line, name, span, other)
                and not (_is_adjective(line, *span) or _is_spelled(fold(line.text[slice(*span)]), other))
            ):
                yield Difference(line, span, line.text[slice(*span)])


def _is_told_as_country(line: Line, name: str, span: Span, other: Telling) -> bool:
    """Whether a capital stands for a country that the other version names: `Paris` is not when in Paris."""
    words = "|".join(lexicons.load("facts", line.language).get("before_towns", ())) or "(?!)"
    is_town = re.search(rf"(?<!\w)(?:{words}) $", fold(line.text[: span[0]]))
    return name.removesuffix(":capital") in other.known and not (name.endswith(":capital") and is_town)


def _is_foreign(word: str, language: str) -> bool:
    """Whether a capitalised word is none of the language, such as `Phú` in French."""
    return zipf_frequency(word.lower(), language or "en") < _OPENING_WORD


def _is_spelled(name: str, other: Telling, *, least: int = _SPELLING) -> bool:
    """Whether the other version has a folded name, in some spelling."""
    return name in other.words or any(
        ratio(name, each) >= least or _begin_alike(name, each) for each in other.words
    )


def _begin_alike(one: str, other: str) -> bool:
    """Whether two names have more than their beginning in common, as `Baltic` and `Baltique`."""
    shared = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared > _STEM and shared >= _COMMON_PREFIX * max(len(one), len(other))


def _is_rendered(name: Difference, lines: Sequence[Line]) -> bool:
    """Whether sentences have a name in other words: one derived from it, or half of it (`Grand Chelem`)."""
    text, (start, end) = name.line.text, name.span
    left = re.search(r"(?:[^\W\d_]+-)*$", text[:start])
    right = re.match(r"(?:-[^\W\d_]+)*", text[end:])
    whole = f"{left[0] if left else ''}{text[start:end]}{right[0] if right else ''}"
    if _is_derived(whole, lines):
        return True
    own = next((run for run in _RUN.finditer(text) if run.start() <= start < run.end()), None)
    shared = _list_common(own[0], name.line.language) if own else frozenset()
    return any(
        shared & _list_common(run[0], line.language) for line in lines for run in _RUN.finditer(line.text)
    )


def _list_common(run: str, language: str) -> frozenset[str]:
    """The words of a name of several that are words of the language, without roles such as `Minister`."""
    words = [word for word in fold(run).split() if len(word) >= _STEM] if " " in run else []
    common = {word for word in words if zipf_frequency(word, language or "en") >= _WORD_OF_LANGUAGE}
    return frozenset(common - _roles(language))


def _is_derived(name: str, lines: Sequence[Line]) -> bool:
    """Whether sentences have a word made from a name, as `crétois` from `Crete`."""
    whole = fold(name).removesuffix("'s").replace("-", "")
    stem = whole[: max(_STEM, len(whole) * 3 // 4)]
    longest = max(len(stem) + _ENDING, len(whole) + 3)
    texts = [text for line in lines for text in (fold(line.text), fold(line.text).replace("-", ""))]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return len(stem) >= _STEM and any(word.startswith(stem) and len(word) <= longest for word in words)


def _is_name(line: Line, start: int, end: int) -> bool:
    """Whether a rare capitalised word is a name: not the plural of a word, nor part of a title.

    A title stands before a role (`Fisheries Minister`) or opens the sentence with a word of the language.
    """
    word = fold(line.text[start:end])
    if re.fullmatch(_ROMAN, line.text[start:end]):
        return False
    following = re.match(r"[ -]([^\W\d_]+)", line.text[end:])
    if {word, fold(following[1]) if following else word} & _roles(line.language):
        return False
    if word in lexicons.load("facts", line.language).get("not_names", ()):
        return False
    frequency = max(zipf_frequency(form, line.language or "en") for form in (word, word.removesuffix("s")))
    return frequency < (_WORD_OF_LANGUAGE if start else _OPENING_WORD)


def _is_adjective(line: Line, start: int, end: int) -> bool:
    """Whether a known name is a word such as `tanzanien`: a translation adds and drops these freely."""
    word = fold(line.text[start:end])
    adjectives, names = _adjectives(line.language)
    return word in adjectives and (line.text[start].islower() or word not in names)


@cache
def _adjectives(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The adjectives of countries and regions, and their names, folded."""
    entries = [entry for source in ("countries", "regions") for entry in lexicons.load(source) or []]
    adjectives = (fold(word) for each in entries for word in each.get("adjectives", {}).get(language, []))
    names = (fold(each.get("names", {}).get(language, "")) for each in entries)
    return frozenset(adjectives), frozenset(names)


@cache
def _roles(language: str) -> frozenset[str]:
    lexicon = lexicons.load("names", language)
    return frozenset(word.split()[-1] for key in ("roles", "honorifics") for word in lexicon.get(key, ()))


def _find_known(line: Line, name: str) -> Span | None:
    """Where a known name stands: the fewest words, of four at most, whose anchors hold it."""
    words = list(re.finditer(r"[\w'’-]+", line.text))
    for size in range(4):
        for first, last in zip(words, words[size:], strict=False):
            start, end = first.start(), last.end()
            if name in find_anchors(line.text[start:end], line.language).known:
                return start, end
    return None


def _join_names(names: Sequence[Difference]) -> list[Difference]:
    """Neighbouring words of one name as one."""
    joined: list[Difference] = []
    for each in sorted(names, key=lambda each: (each.line.sentence_id, each.span)):
        last = joined[-1] if joined else None
        if last and last.line is each.line and 0 <= each.span[0] - last.span[1] <= 1:
            span = (last.span[0], each.span[1])
            joined[-1] = Difference(each.line, span, each.line.text[slice(*span)])
        else:
            joined.append(each)
    return joined


# Numbers and days


def _compare_numbers(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    gone = list(_find_missing_numbers(mine, right))
    come = list(_find_missing_numbers(others, left))
    if len(gone) == 1 and not come:
        come = _find_only_rest(others, mine)
    elif len(come) == 1 and not gone:
        gone = _find_only_rest(mine, others)
    yield from _pair_changes("number", gone, come, mine, others)


def _find_only_rest(lines: Sequence[Line], others: Sequence[Line]) -> list[Difference]:
    """The number that is left when each is taken out with its like in the other sentences, if it is one.

    It may stand elsewhere in the other telling and yet be what a number here was changed from.
    """
    there = Counter(number.value for line in others for number in line.numbers)
    rest = []
    for line in lines:
        for number in line.numbers:
            there[number.value] -= 1
            if there[number.value] < 0 and not number.is_weak:
                span = (number.start, number.end)
                rest.append(Difference(line, span, line.text[slice(*span)]))
    return rest if len(rest) == 1 else []


def _find_missing_numbers(lines: Sequence[Line], other: Telling) -> Iterator[Difference]:
    for line in lines:
        for number in line.numbers:
            if not number.is_weak and not other.has_number(number):
                span = (number.start, number.end)
                yield Difference(line, span, line.text[slice(*span)])


def _compare_days(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    gone = list(_find_missing_days(mine, right, others))
    come = list(_find_missing_days(others, left, mine))
    yield from _pair_changes("date", gone, come, mine, others)


def _find_missing_days(lines: Sequence[Line], other: Telling, far: Sequence[Line]) -> Iterator[Difference]:
    """The days that the other telling has nowhere; in what says the same, it may name them less finely."""
    near = {value.partition("T")[0] for line in far for value, *_ in line.days} - {""}
    for line in lines:
        for keys, start, end in line.named_days:
            told = any(_is_within(key, value) for key in keys for value in near)
            if not told and not keys & (other.day_keys | other.day_values | other.years):
                yield Difference(line, (start, end), line.text[start:end])


def _is_within(one: str, other: str) -> bool:
    """Whether one of two days names the other less finely."""
    return one.startswith(other) or other.startswith(one)


def _pair_changes(
    kind: str, gone: list[Difference], come: list[Difference], mine: Sequence[Line], others: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    changed = min(len(gone), len(come))
    for one, two in zip(gone, come, strict=False):
        yield make_row(kind, "changed", one, two)
    yield from _one_sided(kind, gone[changed:], come[changed:], mine, others)


# Quotations and strength


def _compare_quotes(mine: Sequence[Line], others: Sequence[Line]) -> Iterator[dict[str, Any]]:
    gone = [Difference(line, span, line.text[slice(*span)]) for line in mine for span in line.quotes]
    come = [Difference(line, span, line.text[slice(*span)]) for line in others for span in line.quotes]
    if (gone and not come) or (come and not gone):
        yield from _one_sided("quote", gone, come, mine, others)


def _compare_strengths(mine: Sequence[Line], others: Sequence[Line]) -> Iterator[dict[str, Any]]:
    for scale in ("modality", "request", "commitment"):
        first = [(line, each) for line in mine for each in line.strengths if each.scale == scale]
        second = [(line, each) for line in others for each in line.strengths if each.scale == scale]
        for (line, one), (other_line, two) in _pair_strengths(first, second):
            direction = "softened" if two.high < one.low else "strengthened"
            yield make_row(
                "modality",
                direction,
                Difference(line, (one.start, one.end), line.text[one.start : one.end]),
                Difference(other_line, (two.start, two.end), other_line.text[two.start : two.end]),
                basis=scale,
            )


def _pair_strengths(
    first: list[tuple[Line, Strength]], second: list[tuple[Line, Strength]]
) -> Iterator[tuple[tuple[Line, Strength], tuple[Line, Strength]]]:
    """Those that are left when all that can be of one strength are taken out, in order."""
    left, right = list(first), list(second)
    for each in first:
        same = next((other for other in right if each[1].meets(other[1])), None)
        if same:
            left.remove(each)
            right.remove(same)
    left = [each for each in left if not each[1].is_tense]
    right = [each for each in right if not each[1].is_tense]
    yield from zip(left, right, strict=False)
