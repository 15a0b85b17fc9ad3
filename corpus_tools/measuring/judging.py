"""Judging: each gold row and each predicted row is found right or wrong, once, step by step.

All that is said about accuracy is counted from these judgements (see `quality`), and so are the errors.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from corpus_tools.characters import fold
from corpus_tools.measuring.gold import Gold, Row, match_spans, name_actors, overlap
from corpus_tools.schema import records, split

Tables = Mapping[str, pd.DataFrame]


class Judgement(NamedTuple):
    """One row judged: `right` is 1 or 0, or a share for linking (B-cubed); `measure` says of what."""

    step: str
    measure: str
    language: str
    article_id: str
    right: float
    expected: str
    found: str


def judge(tables: Tables, gold: Gold) -> pd.DataFrame:
    """Judge the tables of a run against gold.

    Returns:
        One row per judged item in the order of the steps, with the columns of `Judgement`. Precision is
        judged over predicted rows, recall over gold rows, accuracy over items that both have. Empty
        without gold.
    """
    steps: Sequence[Callable[[Tables, Gold], Iterator[Judgement]]] = (
        _judge_articles, _judge_cleaning, _judge_stories, _judge_mentions, _judge_times, _judge_statements,
        _judge_ledger, _judge_events, _judge_initiatives,
    )  # fmt: skip
    rows = [] if gold.is_empty else [row for step in steps for row in step(tables, gold)]
    return pd.DataFrame(rows, columns=list(Judgement._fields))


def _rows(tables: Tables, name: str, gold: Gold) -> list[Row]:
    data = tables[name]
    known = set(gold.articles.values())
    return [row for row in records(data) if row["article_id"] in known]


def _judgement(
    gold: Gold, step: str, measure: str, article_id: str, right: float, expected: str, found: str
) -> Judgement:
    return Judgement(
        step, measure, gold.languages.get(article_id, ""), article_id, float(right), expected, found
    )


def _judge_articles(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    found = {row["article_id"]: row for row in _rows(tables, "articles", gold)}
    for field in ("language", "published", "agency"):
        for row in gold.rows["articles"]:
            have, want = found[row["article_id"]][field], row.get(field) or ""
            yield _judgement(
                gold, field, "accuracy", row["article_id"], have.lower() == want.lower(), want, have
            )


def _judge_cleaning(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted, wanted = _rows(tables, "dropped", gold), gold.rows["dropped"]
    for measure, judged, others in (("precision", predicted, wanted), ("recall", wanted, predicted)):
        for row in judged:
            same = [other for other in others if other["article_id"] == row["article_id"]]
            covered = sum(max(0, overlap(row, other)) for other in same)
            share = covered / (row["end"] - row["start"])
            yield _judgement(
                gold, "cleaning", measure, row["article_id"], share, row["text"], row.get("rule", "")
            )


def _judge_stories(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = _pairs({row["article_id"]: row["story_id"] for row in _rows(tables, "articles", gold)})
    wanted = _pairs({row["article_id"]: row.get("story", "") for row in gold.rows["articles"]})
    for measure, judged, others in (("precision", predicted, wanted), ("recall", wanted, predicted)):
        for pair in judged:
            yield _judgement(gold, "stories", measure, pair[0], pair in others, " and ".join(pair), "")


def _pairs(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a in sorted(labels)
        for b in sorted(labels)
        if a < b and labels[a] and labels[a] == labels[b]
    ]


def _names(tables: Tables, gold: Gold) -> list[Row]:
    return [row for row in _rows(tables, "mentions", gold) if row["kind"] == "name"]


def _judge_mentions(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted, wanted = _names(tables, gold), gold.rows["mentions"]
    pairs = match_spans(predicted, wanted)
    hits, found = {id(row) for row, _ in pairs}, {id(other): row for row, other in pairs}
    for row in predicted:
        yield _judgement(gold, "mentions", "precision", row["article_id"], id(row) in hits, "", row["text"])
    for row in wanted:
        text = found[id(row)]["text"] if id(row) in found else ""
        yield _judgement(gold, "mentions", "recall", row["article_id"], id(row) in found, row["text"], text)
    for row, other in pairs:
        right = row["type"] == other["type"]
        yield _judgement(
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
            yield _judgement(
                gold,
                "actor linking",
                measure,
                row["article_id"],
                both / len(whole),
                other["entity"],
                row["actor_id"],
            )


def _judge_times(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = _rows(tables, "times", gold)
    wanted = [row for row in gold.rows["times"] if row["value"]]
    for row in wanted:
        values = [other["value"] for other in predicted if _touch(row, other)]
        yield _judgement(
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
            yield _judgement(
                gold, "times", "precision", row["article_id"], right, "", f"{row['text']} = {row['value']}"
            )


def _touch(one: Row, other: Row) -> bool:
    return one["article_id"] == other["article_id"] and overlap(one, other) > 0


def _judge_statements(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    predicted = _rows(tables, "statements", gold)
    entity = name_actors(match_spans(_names(tables, gold), gold.rows["mentions"]))
    for row in gold.rows["speech"]:
        near = [other for other in predicted if _touch(row, other)]
        speakers = [entity.get(actor, actor) for other in near for actor in split(other["speaker_id"])]
        yield _judgement(gold, "statements", "recall", row["article_id"], bool(near), row["words"], "")
        right = row["speaker"] in speakers
        yield _judgement(
            gold,
            "speakers",
            "recall",
            row["article_id"],
            right,
            f"{row['words']}: {row['speaker']}",
            "|".join(speakers),
        )


def _judge_ledger(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    entity = name_actors(match_spans(_names(tables, gold), gold.rows["mentions"]))
    matched: set[str] = set()
    for row in gold.rows["ledger"]:
        near = [
            other
            for other in records(tables["ledger"])
            if any(words in other["text"] for words in row["anchor"].values())
        ]
        right = [other for other in near if other["act"] == row["act"] and _parties_agree(row, other, entity)]
        matched |= {other["ledger_id"] for other in near}
        found = "; ".join(f"{other['act']} {other['by_ids']} to {other['to_ids']}" for other in near)
        article_id = gold.articles.get(next(iter(row["anchor"])), "")
        yield _judgement(
            gold,
            "ledger",
            "recall",
            article_id,
            bool(right),
            f"{row['act']} {row['by']} to {row['to']}",
            found,
        )
    known = set(gold.articles.values())
    for other in records(tables["ledger"]):
        if set(split(other["article_ids"])) & known:
            first = split(other["article_ids"])[0]
            yield _judgement(
                gold,
                "ledger",
                "precision",
                first,
                other["ledger_id"] in matched,
                "",
                f"{other['act']}: {other['what']}",
            )


def _parties_agree(row: Row, other: Row, entity: Mapping[str, str]) -> bool:
    for wanted, cell in ((row["by"], other["by_ids"]), (row["to"], other["to_ids"])):
        accepted = set(wanted.split("+")) - {""}
        if accepted and not accepted & {entity.get(actor, actor) for actor in split(cell)}:
            return False
    return True


def _judge_events(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    entity = name_actors(match_spans(_names(tables, gold), gold.rows["mentions"]))
    rows = records(tables["events"])
    matched: set[str] = set()
    for wanted in gold.rows["events"]:
        near = [row for row in rows if _same_date(row, wanted)]
        people = set(wanted.get("participants", ()))
        right = [
            row
            for row in near
            if people <= {entity.get(actor, actor) for actor in split(row["participant_ids"])}
        ]
        matched |= {row["event_id"] for row in right}
        article_id = gold.articles.get(wanted["articles"][0], "")
        yield _judgement(
            gold,
            "events",
            "recall",
            article_id,
            bool(right),
            f"{wanted['date']} {wanted['kind']}",
            "; ".join(row["title"] for row in near),
        )
    known = set(gold.articles.values())
    for row in rows:
        if set(split(row["article_ids"])) & known:
            yield _judgement(
                gold,
                "events",
                "precision",
                split(row["article_ids"])[0],
                row["event_id"] in matched,
                "",
                row["title"],
            )


def _same_date(row: Row, wanted: Row) -> bool:
    start, end = row["date_start"], row["date_end"]
    for date in (wanted["date"], *wanted.get("also", ())):
        if date.startswith("../"):
            if not start and end == date[3:]:
                return True
        elif start == date or (not start and end == date) or _is_within(row, date, wanted):
            return True
    return False


def _is_within(row: Row, date: str, wanted: Row) -> bool:
    coarse = bool(wanted.get("loose")) or row["precision"] != "day"
    return len(date) < 10 and row["date_start"].startswith(date) and coarse


def _judge_initiatives(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    rows = records(tables["initiatives"])
    matched: set[str] = set()
    for wanted in gold.rows["initiatives"]:
        near = [
            row
            for row in rows
            if any(fold(words) in fold(f"{row['name']} {row['text']}") for words in wanted["words"].values())
        ]
        articles = {gold.articles[name] for name in wanted["words"] if name in gold.articles}
        whole = [row for row in near if articles <= set(split(row["article_ids"]))]
        matched |= {row["initiative_id"] for row in near}
        article_id = min(articles)
        yield _judgement(
            gold,
            "initiatives",
            "recall",
            article_id,
            bool(near),
            wanted["initiative"],
            "; ".join(row["name"] for row in near),
        )
        yield _judgement(
            gold,
            "initiatives in one row",
            "recall",
            article_id,
            bool(whole),
            wanted["initiative"],
            "; ".join(row["name"] for row in near),
        )
    for row in rows:
        if set(split(row["article_ids"])) & set(gold.articles.values()):
            yield _judgement(
                gold,
                "initiatives",
                "precision",
                split(row["article_ids"])[0],
                row["initiative_id"] in matched,
                "",
                row["name"],
            )
