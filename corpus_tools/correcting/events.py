"""Events: corrections of what happened, when and where."""

from collections.abc import Mapping

import pandas as pd

from corpus_tools.annotating.time_calendar import find_dates, find_precision
from corpus_tools.characters import squeeze
from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.rows import add_row
from corpus_tools.correcting.statements import digest_words
from corpus_tools.correcting.targets import Tables, find_actor, find_row, find_sentences, find_span
from corpus_tools.schema import join, records, split

Texts = Mapping[str, str]
_LAST = "9999-12-31"


def reject_event(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take what was read as an event for none."""
    there = find_row(tables, texts, "events", entry, kind=entry.text("event"))
    return {"events": tables["events"][~there].reset_index(drop=True)}


def set_event_date(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Give an event its date, as fine as it is written; other dates that articles give stay its conflicts."""
    there = find_row(tables, texts, "events", entry, kind=entry.text("event"))
    events = tables["events"]
    dates = _read_dates(entry.text("date"))
    changed = events.assign(**{name: events[name].mask(there, value) for name, value in dates.items()})
    changed["horizon"] = changed["horizon"].mask(there, _find_horizon(records(changed[there])[0], tables))
    return {"events": _sort(changed)}


def set_event_place(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Give an event its place, which is an actor of the corpus."""
    there = find_row(tables, texts, "events", entry, kind=entry.text("event"))
    place = find_actor(tables, texts, entry.text("place"))
    events = tables["events"]
    return {"events": events.assign(place_id=events["place_id"].mask(there, place))}


def add_event(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take the words of an article for an event."""
    article_id, start, end = find_span(tables, texts, entry.fields)
    sentences = find_sentences(tables, (article_id, start, end))
    article = tables["articles"].set_index("article_id").loc[article_id]
    words = squeeze(texts[article_id][start:end])
    row = {
        "event_id": f"ec{digest_words(entry.text('event'), article_id, words)}",
        **_read_dates(entry.text("date")),
        "kind": entry.text("event"),
        "place_id": find_actor(tables, texts, entry.text("place")) if entry.text("place") else "",
        "participant_ids": join(find_actor(tables, texts, each) for each in entry.list("participants")),
        "title": entry.text("title", words),
        "sentence_ids": join(sentences["sentence_id"]),
        **{"article_ids": article_id, "first_article_id": article_id},
        **{"n_articles": 1, "n_stories": 1, "languages": article["language"]},
    }
    row["horizon"] = _find_horizon(row, tables)
    if row["event_id"] in set(tables["events"]["event_id"]):
        return {}
    return {"events": _sort(add_row("events", tables["events"], row))}


def _read_dates(date: str) -> dict[str, str]:
    """The columns that say when, of a date, of two with a stroke between them, or of none."""
    first, stroke, last = date.partition("/")
    start, end = find_dates(first)[0], find_dates(last if stroke else first)[1]
    precision = find_precision(first or last) if date else "unknown"
    return {"date_start": start, "date_end": end, "precision": precision if start or not end else "before"}


def _find_horizon(event: Mapping[str, object], tables: Tables) -> str:
    """Future when it lies ahead of all articles that tell it, else past."""
    articles = tables["articles"]
    own = articles[articles["article_id"].isin(split(str(event["article_ids"])))]
    known = [
        day for day in own["published_latest"].where(own["published_latest"] != "", own["published"]) if day
    ]
    when = str(event["date_start"] or event["date_end"])
    return "future" if when and known and when > max(known) else "past"


def _sort(events: pd.DataFrame) -> pd.DataFrame:
    """Events by date, undated last, as the table has them."""
    when = events["date_start"].where(events["date_start"] != "", events["date_end"]).replace("", _LAST)
    keys = pd.DataFrame({"when": when, "id": events["event_id"]})
    return events.loc[keys.sort_values(["when", "id"]).index].reset_index(drop=True)
