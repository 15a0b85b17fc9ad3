"""Omissions: what one version of a report says and the other leaves out, changes, softens or strengthens.

Sentences are aligned (see `counterparts`); in those that say the same, facts are compared (`differences`);
what has no counterpart at all is a sentence or a clause left out (`gaps`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from corpus_tools.characters import fold
from corpus_tools.linking.counterparts import find_blocks
from corpus_tools.linking.differences import Row, compare_alone, compare_facts
from corpus_tools.linking.gaps import compare_clauses, compare_sentences, drop_moved, is_book, measure_ratio
from corpus_tools.linking.partitions import ALONE, Found, Means, Task
from corpus_tools.linking.tellings import Line, Telling, read_tellings
from corpus_tools.schema import frame, records


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
    clauses: list[Row] = []
    ratio = measure_ratio(blocks)
    for mine, others in blocks:
        if [fold(line.text) for line in mine] == [fold(line.text) for line in others]:
            continue
        rows += compare_facts(left, right, mine, others)
        clauses += [] if is_book(left, right) else compare_clauses(left, right, mine, others, ratio=ratio)
    rows += drop_moved(left, right, clauses)
    if not is_book(left, right):
        rows += compare_alone(left, right, _list_alone(left, right, blocks, rows))
    place = {line.sentence_id: n for n, line in enumerate([*left.lines, *right.lines])}
    rows.sort(
        key=lambda row: (place[row["sentence_id"] or row["partner_sentence_id"]], row["kind"], row["start"])
    )
    return [{"article_id": left.article_id, "partner_article_id": right.article_id, **row} for row in rows]


def _list_alone(
    left: Telling, right: Telling, blocks: Sequence[tuple[list[Line], list[Line]]], rows: Sequence[Row]
) -> list[Line]:
    """The sentences in no block that no row calls left out."""
    blocked = {line.sentence_id for block in blocks for side in block for line in side}
    blocked |= {row[name] for row in rows for name in ("sentence_id", "partner_sentence_id")}
    return [line for telling in (left, right) for line in telling.lines if line.sentence_id not in blocked]
