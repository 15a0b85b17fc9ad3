"""Gaps: whole sentences and clauses of one telling that the other leaves out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from statistics import median

from corpus_tools.annotating.embeddings import Vectors, embed, has_embeddings, similarities
from corpus_tools.characters import fold
from corpus_tools.linking.differences import Row, make_row
from corpus_tools.linking.facts import find_clauses
from corpus_tools.linking.missing_names import list_roles
from corpus_tools.linking.order import list_facts
from corpus_tools.linking.tellings import Difference, Line, Span, Telling

Block = tuple[Sequence[Line], Sequence[Line]]
"""Sentences of either telling that say the same."""

_LEAST_LIKE = 0.4
"""A sentence without a partner that is this like one of the other telling is not called left out."""
_LEAST_LIKE_SHORT = 0.25
_FEWEST_TELLING = 5
"""Sentences of fewer words without a name or number (`He denies it.`) are like little, but in any version."""
_LEAST_SURPLUS = 0.18
_LARGEST_SURPLUS = 0.6
"""How much longer than what says the same a sentence with more in it is, as the logarithm of the ratio, where
the ratio of the two versions is 1; beyond the second figure more says no more."""
_BY_SURPLUS = 0.2
_BY_LIKENESS = 0.2
_LEAST_SIGNS = 0.032
"""What counts for a clause that is left out is how much more like the other version the sentence is without
it, a part of the surplus in length, and against it how like the clause is to any of the other version."""
_UNLIKE_BESIDE = 0.4
"""Such a clause is no more than this like any clause of the sentences beside."""
_NO_ROOM = 0.1
"""How much farther two lengths are from the ratio of the versions, as a logarithm, when one is too long."""
_UNLIKE_ELSEWHERE = 0.45
"""Nor more than this like any other stretch of the other version."""
_LONGEST_TITLE = 5
_MOSTLY = 0.6
"""Words of a title, at most, and the part of a clause that a word of modality makes."""
_FEWEST_WORDS = 3
_LARGEST_BLOCK = 12
_BOOK = 500
"""Sentences; beyond it, comparing each with each costs more than it tells."""


def compare_sentences(left: Telling, right: Telling, blocks: Sequence[Block]) -> Iterator[Row]:
    """Rows for the sentences of either telling that stand in no block and are like none of the other."""
    used = {line.sentence_id for block in blocks for side in block for line in side}
    for version, other, direction in ((left, right, "dropped"), (right, left, "added")):
        alone = [line for line in version.lines if line.sentence_id not in used]
        own = blocks if direction == "dropped" else [(others, mine) for mine, others in blocks]
        for line, likeness in zip(alone, _find_likeness(alone, version, other, own), strict=True):
            if likeness < (_LEAST_LIKE if _is_telling(line) else _LEAST_LIKE_SHORT):
                basis = f"no sentence is like it ({likeness:.2f})"
                for kind, span in (
                    ("sentence", (0, len(line.text))),
                    *(("quote", each) for each in line.quotes),
                ):
                    part = Difference(line, span, line.text[slice(*span)])
                    sides = (part, None) if direction == "dropped" else (None, part)
                    yield make_row(kind, direction, *sides, basis=basis)


def _is_telling(line: Line) -> bool:
    return len(line.text.split()) >= _FEWEST_TELLING or bool(line.anchors.all)


def _find_likeness(
    alone: Sequence[Line], version: Telling, other: Telling, blocks: Sequence[Block]
) -> list[float]:
    """How like the sentences are to the most alike sentence or clause of the other version.

    Where no encoder knows both languages, or a version is a book, the share of their names, numbers and days
    that the other version has; a sentence with none is taken to be there, unless its neighbours are as long
    as what says the same without it.
    """
    if not alone or not other.lines:
        return [0.0] * len(alone)
    is_known = has_embeddings(version.language) and has_embeddings(other.language)
    if not is_known or is_book(version, other):
        there = frozenset().union(*map(_list_anchors, other.lines))
        return [
            _share(_list_anchors(line), there)
            if _list_anchors(line)
            else float(_has_room(line, version, blocks))
            for line in alone
        ]
    told = [line.text for line in other.lines]
    told += [clause for line in other.lines for clause in list_clauses(line) if is_clause(clause)]
    matrix = similarities(embed([line.text for line in alone]), embed(told))
    return [float(value) for value in matrix.max(axis=1)]


def _list_anchors(line: Line) -> frozenset[str]:
    return (line.anchors.all | list_facts(line)) - {"quotation"}


def _share(own: frozenset[str], there: frozenset[str]) -> float:
    return len(own & there) / len(own)


def _has_room(line: Line, version: Telling, blocks: Sequence[Block]) -> bool:
    """Whether what says the same as a neighbour of a sentence is long enough for both; so if it has none."""
    ratio, beside = measure_ratio(blocks), version.around([line])
    near = [(own, far) for own, far in blocks if any(each in own for each in beside)]
    return not near or any(
        abs(_surplus([*own, line], far) - ratio) < abs(_surplus(own, far) - ratio) + _NO_ROOM
        for own, far in near
    )


def is_book(left: Telling, right: Telling) -> bool:
    """Whether one of two tellings is so long that comparing each sentence by its meaning costs too much."""
    return max(len(left.lines), len(right.lines)) > _BOOK


def measure_ratio(blocks: Sequence[Block]) -> float:
    """How much longer the sentences of the first telling are than what says the same, as a logarithm.

    It is the median of the blocks, so that what one version leaves out does not change it.
    """
    return median(_surplus(mine, others) for mine, others in blocks) if blocks else 0.0


def _surplus(own: Sequence[Line], far: Sequence[Line]) -> float:
    lengths = (max(1, sum(len(line.text) + 1 for line in side)) for side in (own, far))
    return log(next(lengths) / next(lengths))


def compare_clauses(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line], *, ratio: float = 0.0
) -> Iterator[Row]:
    """Clauses without which a sentence would be more like the other version; none in large blocks.

    Only sentences that are longer than what says the same have any: translations put things so freely that
    meaning alone does not tell. `ratio` is what `measure_ratio` says of the two versions.

    One of them on either side is one clause that was changed, or said in quite other words. What the
    sentence before or after says in the other version is not left out there.
    """
    lines = [*mine, *others]
    if len(lines) > _LARGEST_BLOCK or not all(has_embeddings(line.language) for line in lines):
        return
    surplus = _surplus(mine, others) - ratio
    gone = list(_find_extras(mine, others, right, surplus))
    come = list(_find_extras(others, mine, left, -surplus))
    if len(gone) == len(come) == 1:
        yield make_row("clause", "changed", gone[0], come[0])
        return
    for each in gone:
        yield make_row("clause", "dropped", each, None) | {"partner_sentence_id": others[0].sentence_id}
    for each in come:
        yield make_row("clause", "added", None, each) | {"sentence_id": mine[0].sentence_id}


def drop_moved(left: Telling, right: Telling, rows: Sequence[Row]) -> list[Row]:
    """The rows of clauses without those that the other version tells in the sentence before or after.

    There one clause is dropped from a sentence and one added to its neighbour.
    """
    places = {
        line.sentence_id: number for telling in (left, right) for number, line in enumerate(telling.lines)
    }
    moved = {
        id(row)
        for one in rows
        for two in rows
        if (one["direction"], two["direction"]) == ("dropped", "added")
        and _are_beside(places, one["sentence_id"], two["sentence_id"])
        and _are_beside(places, one["partner_sentence_id"], two["partner_sentence_id"])
        for row in (one, two)
    }
    return [row for row in rows if id(row) not in moved]


def _are_beside(places: Mapping[str, int], one: str, other: str) -> bool:
    return abs(places[one] - places[other]) <= 1


def _find_extras(
    side: Sequence[Line], far: Sequence[Line], other: Telling, surplus: float
) -> Iterator[Difference]:
    if surplus < _LEAST_SURPLUS:
        return
    least = _LEAST_SIGNS - _BY_SURPLUS * min(surplus, _LARGEST_SURPLUS)
    target, beside = ([list_clauses(line) for line in lines] for lines in (far, other.around(far)))
    elsewhere = [line for line in other.lines if line not in far]
    for number, line in enumerate(side):
        for clause in _find_extra(line, side, number, target, beside, least):
            if not (_says_little(line, clause) or _is_told_in(line, clause, elsewhere, far)):
                yield Difference(line, clause, line.text[slice(*clause)].strip(" ,;:"))


def list_clauses(line: Line) -> list[str]:
    """The clauses of a sentence, in order."""
    return [line.text[slice(*span)] for span in find_clauses(line.text, line.language)]


def list_parts(line: Line) -> list[str]:
    """The clauses of a sentence, and each two that stand together, where they have a few words."""
    clauses = list_clauses(line)
    return [part for part in [*clauses, *map("".join, pairwise(clauses))] if is_clause(part)]


def _says_little(line: Line, clause: Span) -> bool:
    """Whether a clause is but a title (`the president of the republic`) or a word of modality."""
    start, end = clause
    words = re.findall(r"[^\W\d_]+", fold(line.text[start:end]))
    is_title = len(words) <= _LONGEST_TITLE and not list_roles(line.language).isdisjoint(words)
    modal = sum(each.end - each.start for each in line.strengths if start <= each.start and each.end <= end)
    return is_title or modal > _MOSTLY * len(_trim(line.text[start:end]))


def _is_told_in(line: Line, clause: Span, elsewhere: Sequence[Line], far: Sequence[Line]) -> bool:
    """Whether sentences that stand elsewhere tell a clause: in like words, or with all that it names.

    Countries and their like count for nothing, for they are named everywhere.
    """
    text = line.text[slice(*clause)]
    parts = [part for each in elsewhere for part in list_parts(each)]
    if parts and similarities(embed([_trim(text)]), embed(parts)).max() > _UNLIKE_ELSEWHERE:
        return True
    facts = list_facts(Line(line.sentence_id, 0, text, line.language)) - {"quotation"}
    named = {fact for fact in facts if not fact.startswith("=")}
    there, near = (frozenset().union(*map(list_facts, lines)) for lines in (elsewhere, far))
    return bool(named) and named <= there and not named & near


def _find_extra(
    line: Line,
    side: Sequence[Line],
    number: int,
    target: Sequence[Sequence[str]],
    beside: Sequence[Sequence[str]],
    least: float,
) -> list[Span]:
    """The clauses of a sentence without which all is so much more like, by `least`, the other version."""
    spans = [span for span in find_clauses(line.text, line.language) if is_clause(line.text[slice(*span)])]
    if len(spans) < 2 and not (len(spans) == 1 and spans[0] != (0, len(line.text))):
        return []
    texts = [each.text for each in side]
    variants = [
        " ".join([*texts[:number], line.text[:s] + line.text[e:], *texts[number + 1 :]]) for s, e in spans
    ]
    vectors = embed([" ".join(texts), *variants, "".join("".join(clauses) for clauses in target)])
    whole, *without = similarities(vectors[:-1], vectors[-1:])[:, 0]
    own = embed([_trim(line.text[slice(*span)]) for span in spans])
    likeness = zip(_find_nearest(own, target), _find_nearest(own, beside), strict=True)
    return [
        span
        for span, value, (there, near) in zip(spans, without, likeness, strict=True)
        if value - whole - _BY_LIKENESS * there >= least and near <= _UNLIKE_BESIDE
    ]


def _find_nearest(own: Vectors, sentences: Sequence[Sequence[str]]) -> list[float]:
    """How like each clause is to the most alike clause, or two clauses together, of some sentences."""
    parts = [part for clauses in sentences for part in [*clauses, *map("".join, pairwise(clauses))]]
    if not parts:
        return [0.0] * len(own)
    return [float(value) for value in similarities(own, embed([_trim(part) for part in parts])).max(axis=1)]


def _trim(clause: str) -> str:
    return clause.strip(" ,;:.\"'«»“”")


def is_clause(text: str) -> bool:
    """Whether a stretch of a sentence has enough words to be compared by its meaning."""
    return len(re.findall(r"\w{2,}", text)) >= _FEWEST_WORDS
