"""Judging what is true of the corpus as a whole: the ledger, the events and the initiatives."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from corpus_tools.characters import fold
from corpus_tools.measuring.gold import Gold, Row
from corpus_tools.measuring.judgement import Judgement, Tables, make_judgement, name_entities
from corpus_tools.schema import records, split


def judge_ledger(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which acts were found, with the right act and parties, and which rows are none."""
    entity, rows = name_entities(tables, gold), records(tables["ledger"])
    matched: set[str] = set()
    for wanted in gold.rows["ledger"]:
        near = [row for row in rows if any(words in row["text"] for words in wanted["anchor"].values())]
        right = any(row["act"] == wanted["act"] and _parties_agree(wanted, row, entity) for row in near)
        matched |= {row["ledger_id"] for row in near}
        article_id = gold.articles.get(next(iter(wanted["anchor"])), "")
        expected = f"{wanted['act']} {wanted['by']} to {wanted['to']}"
        found = "; ".join(f"{row['act']} {row['by_ids']} to {row['to_ids']}" for row in near)
        yield make_judgement(gold, "ledger", "recall", article_id, right, expected, found)
    told = {row["ledger_id"]: f"{row['act']}: {row['what']}" for row in rows}
    yield from _judge_found(gold, "ledger", rows, matched, told)


def judge_events(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which events were found, with the right date and people, and which rows are none."""
    entity, rows = name_entities(tables, gold), records(tables["events"])
    matched: set[str] = set()
    for wanted in gold.rows["events"]:
        near = [row for row in rows if _same_date(row, wanted)]
        right = [row for row in near if _people_agree(wanted, row, entity)]
        matched |= {row["event_id"] for row in right}
        article_id = gold.articles.get(wanted["articles"][0], "")
        expected, found = f"{wanted['date']} {wanted['kind']}", "; ".join(row["title"] for row in near)
        yield make_judgement(gold, "events", "recall", article_id, bool(right), expected, found)
    yield from _judge_found(gold, "events", rows, matched, {row["event_id"]: row["title"] for row in rows})


def judge_initiatives(tables: Tables, gold: Gold) -> Iterator[Judgement]:
    """Judge which initiatives were found, and found in one row over all their articles."""
    rows = records(tables["initiatives"])
    matched: set[str] = set()
    for wanted in gold.rows["initiatives"]:
        near = [row for row in rows if _is_named(wanted, row)]
        articles = {gold.articles[name] for name in wanted["words"] if name in gold.articles}
        whole = any(articles <= set(split(row["article_ids"])) for row in near)
        matched |= {row["initiative_id"] for row in near}
        words = (wanted["initiative"], "; ".join(row["name"] for row in near))
        yield make_judgement(gold, "initiatives", "recall", min(articles), bool(near), *words)
        yield make_judgement(gold, "initiatives in one row", "recall", min(articles), whole, *words)
    told = {row["initiative_id"]: row["name"] for row in rows}
    yield from _judge_found(gold, "initiatives", rows, matched, told)


def _judge_found(
    gold: Gold, step: str, rows: Sequence[Row], matched: Collection[str], told: Mapping[str, str]
) -> Iterator[Judgement]:
    """Judge which rows about articles with gold are none: those that no gold row was matched with."""
    known = set(gold.articles.values())
    for row, (own, words) in zip(rows, told.items(), strict=True):
        articles = split(row["article_ids"])
        if set(articles) & known:
            yield make_judgement(gold, step, "precision", articles[0], own in matched, "", words)


def _parties_agree(row: Row, other: Row, entity: Mapping[str, str]) -> bool:
    for wanted, cell in ((row["by"], other["by_ids"]), (row["to"], other["to_ids"])):
        accepted = set(wanted.split("+")) - {""}
        if accepted and not accepted & {entity.get(actor, actor) for actor in split(cell)}:
            return False
    return True


def _people_agree(wanted: Row, row: Row, entity: Mapping[str, str]) -> bool:
    found = {entity.get(actor, actor) for actor in split(row["participant_ids"])}
    return set(wanted.get("participants", ())) <= found


def _is_named(wanted: Row, row: Row) -> bool:
    text = fold(f"{row['name']} {row['text']}")
    return any(fold(words) in text for words in wanted["words"].values())


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
