"""Judging what is true of the corpus as a whole: the ledger, the events and the initiatives."""

from collections.abc import Iterator, Mapping

from corpus_tools.characters import fold
from corpus_tools.measuring.gold import Gold, Row
from corpus_tools.measuring.judgement import Judgement, Tables, make_judgement, name_entities
from corpus_tools.schema import records, split


def judge_ledger(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which acts were found, with the right act and parties, and which rows are none."""
    entity = name_entities(tables, gold)
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
        yield make_judgement(
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
            yield make_judgement(
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


def judge_events(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which events were found, with the right date and people, and which rows are none."""
    entity = name_entities(tables, gold)
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
        yield make_judgement(
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
            yield make_judgement(
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


def judge_initiatives(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which initiatives were found, and found in one row over all their articles."""
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
        yield make_judgement(
            gold,
            "initiatives",
            "recall",
            article_id,
            bool(near),
            wanted["initiative"],
            "; ".join(row["name"] for row in near),
        )
        yield make_judgement(
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
            yield make_judgement(
                gold,
                "initiatives",
                "precision",
                split(row["article_ids"])[0],
                row["initiative_id"] in matched,
                "",
                row["name"],
            )
