"""Counterparts: which sentences of two tellings say the same, where some have no partner in the alignment.

What stands between the same neighbours, names what nothing else does, or makes up what a partner says too
much, is put to it: translations part sentences, join them and move them about.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

import networkx as nx
import numpy as np

from corpus_tools.annotating.embeddings import embed, has_embeddings, similarities
from corpus_tools.linking.alignment import find_mutual
from corpus_tools.linking.gaps import is_book, list_parts
from corpus_tools.linking.order import list_facts, match_by_order
from corpus_tools.linking.tellings import Line, Telling

_LARGEST_GAP = 12
"""Sentences; beyond it, as many on either side is chance."""
_LEAST_BETWEEN = 0.2
"""Two sentences without a partner, between neighbours that say the same, must at least be this alike."""
_LEAST_MOVED = 0.3
"""The same of two that stand elsewhere, share a name, number or day, and are like no others more."""
_UNFIT = 0.1
_LEAST_FIT = -0.1
_LEAST_GAIN = -0.03
"""A sentence put to its neighbour takes them no further than this, as the logarithm of the ratio, from the
length of the partner of the neighbour, and in likeness; one that is left out takes them much further."""
_BY_FIT = 0.2
"""What a gain in length is worth in likeness."""
_LEAST_CLAUSE = 0.55
"""A sentence this like a clause of the other version is told there."""
_LARGEST_MISFIT = 0.6
"""Two that stand alone between neighbours that say the same are no farther than this from one length."""
_LARGEST_JOINT = 0.3
"""Two sentences are no farther than this from the length of the one that tells both, and one alone is."""
_LARGEST_UNEVEN = 3
_LEAST_UNEVEN = 0.3
"""The same where one side has one sentence and the other has a few, which is more often chance."""


def find_blocks(
    left: Telling, right: Telling, matched: Iterable[tuple[str, str]]
) -> list[tuple[list[Line], list[Line]]]:
    """The sentences of two tellings that say the same, block by block in the order of the first.

    Args:
        left: one telling.
        right: the other.
        matched: the ids of sentences that were aligned, of the first and of the second; where no encoder
            knows both languages, the order of the sentences says more (`order`).
    """
    if is_book(left, right):
        return _join_matches(left, right, matched)
    if not (has_embeddings(left.language) and has_embeddings(right.language)):
        ordered = _pair_lone(left, right, _join_matches(left, right, _match_by_order(left, right)))
        return _attach_near(right, _attach_near(left, ordered, 0), 1)
    return _fill_gaps(left, right, _join_matches(left, right, matched))


def _match_by_order(left: Telling, right: Telling) -> list[tuple[str, str]]:
    return [
        (left.lines[match.left].sentence_id, right.lines[match.right].sentence_id)
        for match in match_by_order(left.lines, right.lines)
    ]


def _join_matches(
    left: Telling, right: Telling, matched: Iterable[tuple[str, str]]
) -> list[tuple[list[Line], list[Line]]]:
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from((("left", mine), ("right", other)) for mine, other in matched)
    places = {
        (side, line.sentence_id): number
        for side, telling in (("left", left), ("right", right))
        for number, line in enumerate(telling.lines)
    }
    blocks = []
    for members in nx.connected_components(graph):
        mine = sorted(places[member] for member in members if member[0] == "left")
        others = sorted(places[member] for member in members if member[0] == "right")
        blocks.append(([left.lines[n] for n in mine], [right.lines[n] for n in others]))
    return sorted(blocks, key=lambda block: block[0][0].sentence_id)


def _fill_gaps(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]]
) -> list[tuple[list[Line], list[Line]]]:
    """The blocks, and the sentences without a partner that stand between the same ones on both sides.

    Between two neighbours that say the same, as many sentences on either side are each other's tellings even
    when they are not much alike, as after a cut.
    """
    filled = list(blocks)
    for mine, others in _find_gaps(left, right, blocks):
        if len(mine) == len(others) <= _LARGEST_GAP:
            filled += [([one], [two]) for one, two in zip(mine, others, strict=True) if _may_match(one, two)]
        elif min(len(mine), len(others)) == 1 and max(len(mine), len(others)) <= _LARGEST_UNEVEN:
            filled += _match_uneven(mine, others)
    filled += _match_moved(left, right, filled)
    filled = _attach(left, right, filled, 0)
    filled = _attach(right, left, filled, 1)
    return sorted(filled, key=lambda block: block[0][0].sentence_id)


def _find_gaps(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]]
) -> list[tuple[list[Line], list[Line]]]:
    """The sentences of either telling without a partner, together where they follow the same block."""
    used = [{line.sentence_id for block in blocks for line in block[side]} for side in (0, 1)]
    gaps: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    partner = {block[side][-1].sentence_id: number for number, block in enumerate(blocks) for side in (0, 1)}
    for side, version in enumerate((left, right)):
        before = -1
        for line in version.lines:
            if line.sentence_id in used[side]:
                before = partner.get(line.sentence_id, before)
            else:
                gaps[before][side].append(line)
    return list(gaps.values())


def _pair_lone(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]]
) -> list[tuple[list[Line], list[Line]]]:
    """The blocks, and each two sentences of about one length that stand alone between the same ones."""
    lone = [
        gap
        for gap in _find_gaps(left, right, blocks)
        if len(gap[0]) == len(gap[1]) == 1 and _misfit(gap[0][0].text, gap[1][0].text) <= _LARGEST_MISFIT
    ]
    return sorted([*blocks, *lone], key=lambda block: block[0][0].sentence_id)


def _may_match(one: Line, two: Line) -> bool:
    return float(similarities(embed([one.text]), embed([two.text]))[0, 0]) >= _LEAST_BETWEEN


def _misfit(one: str, other: str) -> float:
    """How far two texts are from one length, as the logarithm of their ratio."""
    return abs(log(max(1, len(one)) / max(1, len(other))))


def _list_alone(version: Telling, blocks: Sequence[tuple[list[Line], list[Line]]], side: int) -> list[Line]:
    """The sentences of a telling that are in no block."""
    return [line for line in version.lines if all(line not in block[side] for block in blocks)]


def _attach(
    version: Telling, other: Telling, blocks: Sequence[tuple[list[Line], list[Line]]], side: int
) -> list[tuple[list[Line], list[Line]]]:
    """The blocks, with sentences without a partner put to those whose partner tells both.

    Args:
        version: the telling whose sentences are put to blocks.
        other: the other telling.
        blocks: the sentences that say the same.
        side: where in a block those of `version` stand.
    """
    alone = _list_alone(version, blocks, side)
    joined = [(list(block[0]), list(block[1])) for block in blocks]
    parts = [(line, part) for line in other.lines for part in list_parts(line)]
    told = similarities(embed([line.text for line in alone]), embed([part for _, part in parts]))
    for line, alike in zip(alone, told, strict=True):
        teller = parts[int(alike.argmax())][0] if alike.size and alike.max() > _LEAST_CLAUSE else None
        worths = [
            1.0
            if teller in block[1 - side] or _share_fact(line, version, block[1 - side])
            else _gain(block[side], line, block[1 - side])
            if any(each in block[side] for each in version.around([line]))
            else -1.0
            for block in joined
        ]
        if worths and max(worths) > 0:
            own = joined[worths.index(max(worths))][side]
            own[:] = sorted([*own, line], key=lambda each: each.start)
    return joined


def _attach_near(
    version: Telling, blocks: Sequence[tuple[list[Line], list[Line]]], side: int
) -> list[tuple[list[Line], list[Line]]]:
    """The blocks, with sentences without a partner put to a neighbour whose partner tells both.

    It does where it has their facts, or is as long as the two and not as one.
    """
    joined = [(list(block[0]), list(block[1])) for block in blocks]
    for line in _list_alone(version, blocks, side):
        around = version.around([line])
        near = [block for block in joined if any(each in block[side] for each in around)]
        tellers = [block for block in near if _share_fact(line, version, block[1 - side])]
        tellers += [block for block in near if _is_long_enough(block[side], line, block[1 - side])]
        for block in tellers[:1]:
            block[side][:] = sorted([*block[side], line], key=lambda each: each.start)
    return joined


def _is_long_enough(own: Sequence[Line], line: Line, others: Sequence[Line]) -> bool:
    """Whether sentences are far nearer in length to some others with one more sentence."""
    alone, both, there = (" ".join(each.text for each in lines) for lines in (own, [*own, line], others))
    return _misfit(both, there) < min(_LARGEST_JOINT, _misfit(alone, there) - _LARGEST_JOINT)


def _share_fact(line: Line, version: Telling, others: Sequence[Line]) -> bool:
    """Whether a sentence names what no other of its version names, and others do."""
    told = frozenset().union(*(list_facts(each) for each in version.lines if each is not line))
    there = frozenset().union(*map(list_facts, others))
    return bool((list_facts(line) & there) - told - {"quotation"})


def _gain(own: Sequence[Line], line: Line, others: Sequence[Line]) -> float:
    """Above 0 where others are about as like, and as near in length, to some sentences with one more.

    The more the lengths gain, the less like they need be; where they fit far worse it is -1.
    """
    texts = [
        " ".join(each.text for each in sorted(lines, key=lambda each: each.start))
        for lines in (own, [*own, line], others)
    ]
    fit = _misfit(texts[0], texts[2]) - _misfit(texts[1], texts[2])
    if fit < _LEAST_FIT:
        return -1.0
    before, after = similarities(embed(texts[:2]), embed(texts[2:]))[:, 0]
    return float(after - before) - _LEAST_GAIN + _BY_FIT * max(fit, 0.0)


def _match_moved(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]]
) -> list[tuple[list[Line], list[Line]]]:
    """Sentences without a partner that are each other's best, wherever they stand, and share a fact."""
    mine, others = (_list_alone(version, blocks, side) for side, version in enumerate((left, right)))
    if not mine or not others:
        return []
    alike = similarities(embed([line.text for line in mine]), embed([line.text for line in others]))
    return [
        ([mine[match.left]], [others[match.right]])
        for match in find_mutual(alike, _LEAST_MOVED)
        if list_facts(mine[match.left]) & list_facts(others[match.right])
    ]


def _match_uneven(mine: list[Line], others: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """One sentence and the run of sentences of the other version that is most like it, if any is."""
    (one,), many = sorted((mine, others), key=len)
    runs = [many[start:end] for start in range(len(many)) for end in range(start + 1, len(many) + 1)]
    texts = [" ".join(line.text for line in run) for run in runs]
    alike = similarities(embed([one.text]), embed(texts))[0]
    best = int(
        np.argmax(
            [value - _UNFIT * _misfit(one.text, text) for value, text in zip(alike, texts, strict=True)]
        )
    )
    if alike[best] < _LEAST_UNEVEN:
        return []
    return [([one], runs[best]) if mine == [one] else (runs[best], [one])]
