"""Omissions: what one version of a report says and the other leaves out, changes, softens or strengthens.

Sentences are aligned (see `alignment`); in those that say the same, the facts are compared (`differences`);
what has no counterpart at all is a sentence or a clause left out (`gaps`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

import networkx as nx
import numpy as np
import pandas as pd

from corpus_tools.annotating.embeddings import embed, has_embeddings, similarities
from corpus_tools.characters import fold
from corpus_tools.linking.alignment import find_mutual
from corpus_tools.linking.differences import Row, compare_facts
from corpus_tools.linking.gaps import compare_clauses, compare_sentences, is_book, measure_ratio
from corpus_tools.linking.order import list_facts, match_by_order
from corpus_tools.linking.partitions import ALONE, Found, Means, Task
from corpus_tools.linking.tellings import Line, Telling, read_tellings
from corpus_tools.schema import frame, records

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
_LARGEST_UNEVEN = 3
_LEAST_UNEVEN = 0.3
"""The same where one side has one sentence and the other has a few, which is more often chance."""


def find_omissions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    times: pd.DataFrame,
    alignment: pd.DataFrame,
    *,
    pairs: Sequence[tuple[str, str]],
    means: Means = ALONE,
) -> pd.DataFrame:
    """The table `omissions`: how the second article of each pair differs from the first, in what it tells.

    Args:
        articles: table of articles; their language is used.
        sentences: table of sentences.
        times: table of times, for the days that are named.
        alignment: the sentences that say the same, from `stories.align` for these pairs.
        pairs: article ids; the first of each is the one that came first.
        means: who compares them.

    Returns:
        The table `omissions`, in the order of the pairs and of the text. `kind` is sentence, clause, name,
        number, date, quote or modality; `direction` is dropped (only the first has it), added (only the
        second), changed, softened or strengthened. `start`, `end` and `text` are what the first says, and the
        `partner_` columns what the second says; the side that says nothing is empty.
    """
    tellings = read_tellings(articles, sentences, times, wanted={each for pair in pairs for each in pair})
    matched: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in records(alignment):
        key = (row["article_id"], row["partner_article_id"])
        matched[key].append((row["sentence_id"], row["partner_sentence_id"]))
        matched[key[::-1]].append((row["partner_sentence_id"], row["sentence_id"]))
    found = means.compare(find_all, pairs, tellings, [matched.get(pair, []) for pair in pairs])
    return frame("omissions", [row for rows in found for row in rows])


def find_all(task: Task) -> Found:
    """The rows of each pair of a task, see `compare`; beside each are the sentences that were aligned."""
    return [
        compare(task.bodies[one], task.bodies[other], matched)
        for (one, other), matched in zip(task.pairs, task.beside, strict=True)
    ]


def compare(left: Telling, right: Telling, matched: Iterable[tuple[str, str]]) -> list[Row]:
    """The rows of one pair, by place in the first version, then in the second."""
    blocks = find_blocks(left, right, matched)
    rows = list(compare_sentences(left, right, blocks))
    ratio = measure_ratio(blocks)
    for mine, others in blocks:
        if [fold(line.text) for line in mine] == [fold(line.text) for line in others]:
            continue
        rows += compare_facts(left, right, mine, others)
        rows += [] if is_book(left, right) else compare_clauses(left, right, mine, others, ratio=ratio)
    place = {line.sentence_id: n for n, line in enumerate([*left.lines, *right.lines])}
    rows.sort(
        key=lambda row: (place[row["sentence_id"] or row["partner_sentence_id"]], row["kind"], row["start"])
    )
    return [{"article_id": left.article_id, "partner_article_id": right.article_id, **row} for row in rows]


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
        return _join_matches(left, right, _match_by_order(left, right))
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
    used = [{line.sentence_id for block in blocks for line in block[side]} for side in (0, 1)]
    filled = list(blocks)
    gaps: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    partner = {block[side][-1].sentence_id: number for number, block in enumerate(blocks) for side in (0, 1)}
    for side, version in enumerate((left, right)):
        before = -1
        for line in version.lines:
            if line.sentence_id in used[side]:
                before = partner.get(line.sentence_id, before)
            else:
                gaps[before][side].append(line)
    for mine, others in gaps.values():
        if len(mine) == len(others) <= _LARGEST_GAP:
            filled += [([one], [two]) for one, two in zip(mine, others, strict=True) if _may_match(one, two)]
        elif min(len(mine), len(others)) == 1 and max(len(mine), len(others)) <= _LARGEST_UNEVEN:
            filled += _match_uneven(mine, others)
    filled += _match_moved(left, right, filled)
    for side, version in enumerate((left, right)):
        filled = _attach(version, filled, side)
    return sorted(filled, key=lambda block: block[0][0].sentence_id)


def _may_match(one: Line, two: Line) -> bool:
    return float(similarities(embed([one.text]), embed([two.text]))[0, 0]) >= _LEAST_BETWEEN


def _misfit(one: str, other: str) -> float:
    """How far two texts are from one length, as the logarithm of their ratio."""
    return abs(log(max(1, len(one)) / max(1, len(other))))


def _attach(
    version: Telling, blocks: Sequence[tuple[list[Line], list[Line]]], side: int
) -> list[tuple[list[Line], list[Line]]]:
    """The blocks, with sentences without a partner put to a neighbour whose partner tells both.

    The partner is as like the two together as the neighbour alone, and as near in length.
    """
    alone = [line for line in version.lines if all(line not in block[side] for block in blocks)]
    joined = [(list(block[0]), list(block[1])) for block in blocks]
    for line in alone:
        beside = version.around([line])
        fitting = [block for block in joined if any(each in block[side] for each in beside)]
        gains = [_gain(block[side], line, block[1 - side]) for block in fitting]
        if gains and max(gains) > _LEAST_GAIN:
            own = fitting[gains.index(max(gains))][side]
            own[:] = sorted([*own, line], key=lambda each: each.start)
    return joined


def _gain(own: Sequence[Line], line: Line, others: Sequence[Line]) -> float:
    """How much more like some sentences others are with one more; -1 where their lengths fit far worse."""
    texts = [
        " ".join(each.text for each in sorted(lines, key=lambda each: each.start))
        for lines in (own, [*own, line], others)
    ]
    if _misfit(texts[0], texts[2]) - _misfit(texts[1], texts[2]) < _LEAST_FIT:
        return -1.0
    before, after = similarities(embed(texts[:2]), embed(texts[2:]))[:, 0]
    return float(after - before)


def _match_moved(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]]
) -> list[tuple[list[Line], list[Line]]]:
    """Sentences without a partner that are each other's best, wherever they stand, and share a fact."""
    mine, others = (
        [line for line in version.lines if all(line not in block[side] for block in blocks)]
        for side, version in enumerate((left, right))
    )
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
