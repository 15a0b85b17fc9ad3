"""Judging: each gold row and each predicted row is found right or wrong, once, step by step.

All that is said about accuracy is counted from these judgements (see `quality`), and so are the errors.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from corpus_tools.measuring.gold import Gold, Row, match_spans, overlap
from corpus_tools.measuring.judgement import (
    Judgement,
    Tables,
    find_names,
    find_rows,
    make_judgement,
    name_entities,
)
from corpus_tools.measuring.judging_corpus import judge_events, judge_initiatives, judge_ledger
from corpus_tools.schema import split


def judge(tables: Tables, gold: Gold) -> pd.DataFrame:
    """Judge the tables of a run against gold.

    Returns:
        One row per judged item in the order of the steps, with the columns of `Judgement`. Precision is
        judged over predicted rows, recall over gold rows, accuracy over items that both have. Empty
        without gold.
    """
    steps: Sequence[Callable[[Tables, Gold], Iterator[Judgement]]] = (
        _judge_articles, _judge_cleaning, _judge_stories, _judge_mentions, _judge_times, _judge_statements,
        judge_ledger, judge_events, judge_initiatives,
    )  # fmt: skip
    rows = [] if gold.is_empty else [row for step in steps for row in step(tables, gold)]
    return pd.DataFrame(rows, columns=list(Judgement._fields))


def _judge_articles(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    found = {row["article_id"]: row for row in find_rows(tables, "articles", gold)}
    for field in ("language", "published", "agency"):
        for row in gold.rows["articles"]:
            have, want = found[row["article_id"]][field], row.get(field) or ""
            yield make_judgement(
                gold, field, "accuracy", row["article_id"], have.lower() == want.lower(), want, have
            )


def _judge_cleaning(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted, wanted = find_rows(tables, "dropped", gold), gold.rows["dropped"]
    for measure, judged, others in (("precision", predicted, wanted), ("recall", wanted, predicted)):
        for row in judged:
            same = [other for other in others if other["article_id"] == row["article_id"]]
            covered = sum(max(0, overlap(row, other)) for other in same)
            share = covered / (row["end"] - row["start"])
            yield make_judgement(
                gold, "cleaning", measure, row["article_id"], share, row["text"], row.get("rule", "")
            )


def _judge_stories(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = _pairs({row["article_id"]: row["story_id"] for row in find_rows(tables, "articles", gold)})
    wanted = _pairs({row["article_id"]: row.get("story", "") for row in gold.rows["articles"]})
    for measure, judged, others in (("precision", predicted, wanted), ("recall", wanted, predicted)):
        for pair in judged:
            yield make_judgement(gold, "stories", measure, pair[0], pair in others, " and ".join(pair), "")


def _pairs(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a in sorted(labels)
        for b in sorted(labels)
        if a < b and labels[a] and labels[a] == labels[b]
    ]


def _judge_mentions(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted, wanted = find_names(tables, gold), gold.rows["mentions"]
    pairs = match_spans(predicted, wanted)
    hits, found = {id(row) for row, _ in pairs}, {id(other): row for row, other in pairs}
    for row in predicted:
        yield make_judgement(
            gold, "mentions", "precision", row["article_id"], id(row) in hits, "", row["text"]
        )
    for row in wanted:
        text = found[id(row)]["text"] if id(row) in found else ""
        yield make_judgement(
            gold, "mentions", "recall", row["article_id"], id(row) in found, row["text"], text
        )
    for row, other in pairs:
        right = row["type"] == other["type"]
        yield make_judgement(
            gold,
            "mention types",
            "accuracy",
            row["article_id"],
            right,
            f"{other['text']}: {other['type']}",
            row["type"],
        )
    yield from _judge_linking(pairs, gold)


def _judge_linking(pairs: Sequence[tuple[Row, Row]], gold: Gold) -> Iterator[Judgement]:
    """B-cubed: per mention, the share of its cluster that is right and the share of its entity found there.

    Source: Bagga, A. and Baldwin, B. (1998), LREC workshop on linguistic coreference.
    """
    clusters: dict[str, set[int]] = defaultdict(set)
    entities: dict[str, set[int]] = defaultdict(set)
    for number, (row, other) in enumerate(pairs):
        clusters[row["actor_id"]].add(number)
        entities[other["entity"]].add(number)
    for row, other in pairs:
        cluster, entity = clusters[row["actor_id"]], entities[other["entity"]]
        both = len(cluster & entity)
        for measure, whole in (("precision", cluster), ("recall", entity)):
            yield make_judgement(
                gold,
                "actor linking",
                measure,
                row["article_id"],
                both / len(whole),
                other["entity"],
                row["actor_id"],
            )


def _judge_times(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = find_rows(tables, "times", gold)
    wanted = [row for row in gold.rows["times"] if row["value"]]
    for row in wanted:
        values = [other["value"] for other in predicted if _touch(row, other)]
        yield make_judgement(
            gold,
            "times",
            "recall",
            row["article_id"],
            row["value"] in values,
            f"{row['text']} = {row['value']}",
            "|".join(values),
        )
    for row in predicted:
        near = [other for other in wanted if _touch(row, other)]
        if near or row["value"][:4].isdigit():
            right = any(other["value"] == row["value"] for other in near)
            yield make_judgement(
                gold, "times", "precision", row["article_id"], right, "", f"{row['text']} = {row['value']}"
            )


def _touch(one: Row, other: Row) -> bool:
    return one["article_id"] == other["article_id"] and overlap(one, other) > 0


def _judge_statements(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = find_rows(tables, "statements", gold)
    entity = name_entities(tables, gold)
    for row in gold.rows["speech"]:
        near = [other for other in predicted if _touch(row, other)]
        speakers = [entity.get(actor, actor) for other in near for actor in split(other["speaker_id"])]
        yield make_judgement(gold, "statements", "recall", row["article_id"], bool(near), row["words"], "")
        right = row["speaker"] in speakers
        yield make_judgement(
            gold,
            "speakers",
            "recall",
            row["article_id"],
            right,
            f"{row['words']}: {row['speaker']}",
            "|".join(speakers),
        )
