"""Order: which sentences of two versions say the same, where no encoder knows both languages.

A translation keeps the order of its original, so sentences are matched by what they name, by their length
and by their place: two that stand between the same neighbours may share nothing that can be compared.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np

from corpus_tools.characters import fold, plain
from corpus_tools.linking.alignment import Match, Matrix, align_sentences
from corpus_tools.linking.tellings import Line

_LEAST = 0.05
_BY_LENGTH = 0.2
"""What two sentences of one length are worth that name nothing in common."""
_CROSSED = 0.3
"""How much more like two neighbours are crosswise, where they are taken to have changed places."""
_CONTRADICTED = 0.15
"""What is taken off where both have names and not one in common, or only one quotes somebody."""


def match_by_order(left: Sequence[Line], right: Sequence[Line]) -> list[Match]:
    """The sentences of two articles that say the same, by position, sorted; see the module.

    Args:
        left: the sentences of one.
        right: those of the other.
    """
    if not left or not right:
        return []
    ratio = _measure(right) / _measure(left)
    matrix = np.array(
        [
            [_compare(one, two) + _fit(ratio * len(one.text) / max(1, len(two.text))) for two in right]
            for one in left
        ]
    )
    damped = _damp(matrix).round(3)
    return _cross(align_sentences(damped, least=_LEAST), damped)


def _cross(matches: Sequence[Match], matrix: Matrix) -> list[Match]:
    """The matches, with two neighbours crossed that are far more like each other's partner."""
    found = list(matches)
    lone = {side: Counter(getattr(match, side) for match in matches) for side in ("left", "right")}
    for n, (one, two) in enumerate(pairwise(matches)):
        if found[n] != one or not all(
            lone["left"][each.left] == lone["right"][each.right] == 1 for each in (one, two)
        ):
            continue
        straight = matrix[one.left, one.right] + matrix[two.left, two.right]
        crossed = matrix[one.left, two.right] + matrix[two.left, one.right]
        if crossed > straight + _CROSSED:
            found[n : n + 2] = [
                replace(a, right=b.right, similarity=float(matrix[a.left, b.right]))
                for a, b in ((one, two), (two, one))
            ]
    return found


def list_facts(line: Line) -> frozenset[str]:
    """What of a sentence can be found again in another language: names, numbers, days, and that it quotes.

    >>> sorted(list_facts(Line("a.s001", 0, "Ana Okonjo sold 1,200 goats.", "en")))
    ['1200.0', 'okonjo']
    """
    numbers = (str(number.value) for number in line.numbers if not number.is_spelled)
    days = (key for keys, *_ in line.named_days for key in keys)
    quotes = ["quotation"] if line.quotes else []
    return _list_names(line).union(numbers, days, quotes)


def _list_names(line: Line) -> frozenset[str]:
    return line.anchors.rare | {name.removesuffix(":capital") for name in line.anchors.known}


def _compare(mine: Line, other: Line) -> float:
    """What the facts are worth that two sentences share; capitalised words count where they are shared."""
    facts, others = list_facts(mine), list_facts(other)
    shared = len((facts | _list_words(mine)) & (others | _list_words(other)))
    if shared:
        return min(1.0, shared / sqrt(max(1, len(facts)) * max(1, len(others))))
    contradicted = (_list_names(mine) and _list_names(other)) or bool(mine.quotes) != bool(other.quotes)
    return -_CONTRADICTED if contradicted else 0.0


def _list_words(line: Line) -> frozenset[str]:
    words = re.findall(r"[A-Z][\w']{2,}", plain(line.text))
    return line.anchors.names | {fold(word) for word in words}


def _fit(ratio: float) -> float:
    """What the lengths of two sentences are worth, by their ratio; 1 is the ratio of the whole texts."""
    return _BY_LENGTH * exp(-abs(log(max(ratio, 1e-9))))


def _measure(lines: Sequence[Line]) -> int:
    return max(1, sum(len(line.text) for line in lines))


def _damp(matrix: Matrix) -> Matrix:
    """The matrix with less for what is far from the diagonal, where only length speaks."""
    rows, columns = matrix.shape
    place = np.abs(np.arange(rows)[:, None] / rows - np.arange(columns)[None, :] / columns)
    damped: Matrix = matrix - _BY_LENGTH * place
    return damped
