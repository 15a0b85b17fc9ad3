"""Differences: names, numbers, days, quotations and strength that two tellings of one thing do not share.

A name, number or day counts as left out only when the other telling has it nowhere, for translations
move things about.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from corpus_tools.annotating.embeddings import embed, has_embeddings, similarities
from corpus_tools.linking.facts import Strength, find_clauses
from corpus_tools.linking.missing_names import find_missing_names
from corpus_tools.linking.tellings import Difference, Line, Telling

Row = dict[str, Any]
Said = tuple[Line, Strength]
"""A wording that says how strongly, and the sentence in which it stands."""
_SAME = 0.3
"""How much nearer two wordings of one strength count."""


def compare_facts(left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]) -> list[Row]:
    """The rows of the table `omissions` for some sentences that say the same, without the two articles."""
    return [
        *_compare_names(left, right, mine, others),
        *_compare_numbers(left, right, mine, others),
        *_compare_days(left, right, mine, others),
        *_compare_quotes(mine, others),
        *_compare_strengths(mine, others),
    ]


def compare_alone(left: Telling, right: Telling, alone: Sequence[Line]) -> list[Row]:
    """The names, numbers and days of sentences without a partner, where the other telling has them nowhere.

    Args:
        left: one telling.
        right: the other.
        alone: sentences of either that the other tells, but in no sentence that was found.
    """
    own = {line.sentence_id for line in left.lines}
    sides: list[tuple[list[Line], list[Line]]]
    sides = [([line], []) if line.sentence_id in own else ([], [line]) for line in alone]
    return [
        row
        for mine, others in sides
        for compare in (_compare_names, _compare_numbers, _compare_days)
        for row in compare(left, right, mine, others)
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


def _compare_names(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    yield from _one_sided("name", *find_missing_names(left, right, mine, others), mine, others)


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
    """The days that the other telling has nowhere; in what says the same, it may name them less finely.

    Where that says `the day after` it may mean any, and there are none.
    """
    near = {value.partition("T")[0] for line in far for value, *_ in line.days} - {""}
    if any(line.points_beside for line in far):
        return
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


def _compare_quotes(mine: Sequence[Line], others: Sequence[Line]) -> Iterator[dict[str, Any]]:
    gone = [Difference(line, span, line.text[slice(*span)]) for line in mine for span in line.quotes]
    come = [Difference(line, span, line.text[slice(*span)]) for line in others for span in line.quotes]
    is_quoted = [any(line.quoted for line in lines) for lines in (mine, others)]
    if (gone and not is_quoted[1]) or (come and not is_quoted[0]):
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


def _pair_strengths(first: Sequence[Said], second: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """The wordings that say one thing in two strengths, in order.

    Each is put to the one whose clause is nearest, rather to one of its strength; a mere tense to no other.
    """
    worths = _compare_places(first, second)
    pairs = sorted(product(range(len(first)), range(len(second))), key=lambda pair: (-worths[pair], pair))
    left, right = set(range(len(first))), set(range(len(second)))
    changed = []
    for i, j in pairs:
        one, two = first[i][1], second[j][1]
        is_same = one.meets(two)
        if i in left and j in right and (is_same or not (one.is_tense or two.is_tense)):
            left.remove(i)
            right.remove(j)
            changed += [] if is_same else [(i, j)]
    yield from ((first[i], second[j]) for i, j in sorted(changed))


def _compare_places(first: Sequence[Said], second: Sequence[Said]) -> dict[tuple[int, int], float]:
    """How near the clauses of each two wordings are, and more for those of one strength.

    Where no encoder knows both languages, it is their places in the sentence that are compared.
    """
    pairs = list(product(range(len(first)), range(len(second))))
    if len(pairs) <= 1:
        return dict.fromkeys(pairs, 0.0)
    sides = (first, second)
    if all(has_embeddings(line.language) for said in sides for line, _ in said):
        mine, others = (embed([_find_clause(line, each) for line, each in said]) for said in sides)
        near = similarities(mine, others)
    else:
        places = [[each.start / max(1, len(line.text)) for line, each in said] for said in sides]
        near = 1.0 - abs(np.subtract.outer(*map(np.array, places)))
    return {
        (i, j): round(float(near[i, j]), 3) + (_SAME if first[i][1].meets(second[j][1]) else 0.0)
        for i, j in pairs
    }


def _find_clause(line: Line, strength: Strength) -> str:
    """The clause of a sentence in which a wording stands."""
    spans = find_clauses(line.text, line.language)
    return next(line.text[s:e] for s, e in spans if strength.start < e)
