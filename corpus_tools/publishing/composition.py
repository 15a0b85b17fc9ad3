"""Composition: the briefing of a run, composed from its tables and figures.

Every sentence comes from rows: the titles of the figures, the narrative and the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import corpus_tools
from corpus_tools.errors import UsageError
from corpus_tools.measuring.quality import describe_quality, drop_accuracy
from corpus_tools.publishing.brief import Brief, Line, Picture, Row, Source, printable
from corpus_tools.publishing.citations import tell_when, web_address
from corpus_tools.publishing.due import PAST_DUE, TO_COME, find_as_of
from corpus_tools.publishing.figure_records import load_records
from corpus_tools.publishing.figures import is_figure_id
from corpus_tools.publishing.narrative import narrate, say_date
from corpus_tools.publishing.plots.calendars import say_span
from corpus_tools.publishing.prose import count, enumerate_words
from corpus_tools.publishing.provenance import SHORT, Provenance, name_run, trace
from corpus_tools.publishing.style import shorten
from corpus_tools.publishing.tables import read_table
from corpus_tools.schema import records, split, stream

TITLE = "Press briefing"
FINDINGS = ("f00-coverage", "f02-requests", "f02-speakers", "f04-timeline", "f04-horizon")
"""The figures whose titles are findings of a briefing."""

FIGURES = ("f02-speakers", "f04-timeline", "f04-horizon", "f02-actors-by-article", "f00-coverage")
"""The figures of a briefing, in the order of preference; those without marks are passed over."""

MOST_FIGURES = 3
"""Figures that a briefing of four pages has room for."""

MOST_EVENTS, MOST_ACTS, MOST_NOTES, MOST_SOURCES = 12, 16, 6, 20
MOST_REPORTED = 3
LONGEST, LONGEST_ALT = 240, 1500
STEPS = ("mentions", "statements", "speakers", "times", "events", "ledger")

_MARKS = {TO_COME: "To come.", PAST_DUE: "Past due."}


def compose_brief(
    out: Path,
    *,
    as_of: str = "",
    figures: Sequence[str] = (),
    title: str = TITLE,
    provenance: Provenance | None = None,
) -> Brief:
    """Compose the briefing of a run from its tables and figures.

    Args:
        out: the output folder, finished but for the briefing.
        as_of: the day of the briefing; the latest day of publication when not given.
        figures: ids of the figures to show; a choice of `FIGURES` when not given.
        title: of the document.
        provenance: what made the run; that of its articles without any parameter when not given.

    Raises:
        UsageError: a figure that is asked for is not there, or `as_of` is no day.
    """
    tables = {name: _read(out, name) for name in ("articles", "actors", "events", "ledger")}
    articles = tables["articles"]
    day = find_as_of(articles, as_of)
    told = narrate(tables["events"], tables["ledger"], tables["actors"], articles, as_of=day)
    drawn = {record["figure_id"]: record for record in load_records(out / "figures")}
    notes = _Notes(articles)
    provenance = provenance or trace(articles)
    digests = (provenance.corpus_digest[:SHORT], provenance.code_digest[:SHORT])
    made = f"corpus {digests[0]} · code {digests[1]} · corpus-tools {corpus_tools.__version__}"
    return Brief(
        title=printable(title),
        subtitle=_say_corpus(articles, day),
        findings=[*_find(drawn, notes), *_find_most_reported(told, tables["ledger"], notes)],
        pictures=[_show(drawn[name], out / "figures") for name in choose_figures(drawn, figures)],
        chronology=(chronology := _tell_events(told, tables["events"], notes)),
        chronology_note=_left_out(len(tables["events"]), sum(map(len, chronology.values())), "events"),
        ledger_head=(*(columns := _choose_columns(tables["ledger"])), "Sources"),
        ledger=(ledger := _list_acts(tables["ledger"], tables["actors"], columns, notes)),
        ledger_note=_left_out(len(tables["ledger"]), len(ledger), "ledger"),
        method=_say_method(articles, _read_quality(out)),
        sources=notes.sources,
        footer=f"Run {name_run(provenance)} · {made}",
        day=day,
    )


def parse_figures(text: str) -> tuple[str, ...]:
    """The ids of figures from a list with commas, as a command line gives it.

    >>> parse_figures("f02-requests, f04-timeline")
    ('f02-requests', 'f04-timeline')

    Raises:
        UsageError: it names none, more than a briefing has room for, or what is no id.
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    wrong = next((name for name in names if not is_figure_id(name)), None)
    if wrong is not None or not names:
        raise UsageError(
            "not a figure id", value=wrong or text, remedy="write them like f02-requests,f04-timeline"
        )
    if len(names) > MOST_FIGURES:
        raise UsageError(
            "too many figures for a briefing", value=text, remedy=f"name {MOST_FIGURES} at the most"
        )
    return names


def choose_figures(drawn: Mapping[str, Mapping[str, Any]], wanted: Sequence[str] = ()) -> list[str]:
    """The ids of the figures that a briefing shows: those wanted, else the first of `FIGURES` with marks.

    >>> choose_figures({"f04-timeline": {"n_marks": 3}, "f02-speakers": {"n_marks": 0}})
    ['f04-timeline']

    Raises:
        UsageError: a figure that is wanted is not there.
    """
    missing = next((name for name in wanted if name not in drawn), None)
    if missing is not None:
        raise UsageError("no such figure", value=missing, remedy=f"the run drew {', '.join(drawn) or 'none'}")
    if wanted:
        return list(dict.fromkeys(wanted))
    preferred = [name for name in FIGURES if name in drawn] or list(drawn)
    return [name for name in preferred if drawn[name]["n_marks"]][:MOST_FIGURES]


class _Notes:
    """Numbers the articles in the order in which they are first noted."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self._articles = {row["article_id"]: row for row in records(articles)}
        self.sources: list[Source] = []
        self._numbers: dict[str, int] = {}

    def line(self, text: str, article_ids: Iterable[str], *, mark: str = "") -> Line:
        """A sentence with its notes; when there are many sources already, only its first one is new."""
        wanted = [item for item in dict.fromkeys(article_ids) if item in self._articles]
        chosen = [item for item in wanted if item in self._numbers][:MOST_NOTES]
        for item in wanted:
            room = len(chosen) < MOST_NOTES and len(self.sources) < MOST_SOURCES
            if item not in chosen and (room or not chosen):
                self._number(item)
                chosen.append(item)
        noted = tuple(sorted(self._number(item) for item in chosen))
        return Line(printable(text), noted, len(wanted) - len(noted), mark)

    def _number(self, article_id: str) -> int:
        if article_id not in self._numbers:
            row = {name: printable(value) for name, value in self._articles[article_id].items()}
            source = Source(
                article_id,
                row["outlet"] or "outlet unknown",
                shorten(row["title"], LONGEST) or "untitled",
                tell_when(row) if not row["published"] else say_date(row["published"]),
                web_address(row),
                row["language"],
            )
            self.sources.append(source)
            self._numbers[article_id] = len(self.sources)
        return self._numbers[article_id]


def _read(out: Path, name: str) -> pd.DataFrame:
    return read_table(out / "tables" / f"{name}.csv")


def _read_quality(out: Path) -> pd.DataFrame:
    """What was measured, as the notebook on quality has written it; without rows where none has."""
    path = out / "tables" / "quality.csv"
    if not path.is_file():
        return pd.DataFrame(columns=["step", "measure", "right", "n", "low", "high"])
    numbers = ("right", "n", "low", "high")
    return read_table(path).astype(dict.fromkeys(numbers, "float64")).astype({"n": "int64"})


def _say_corpus(articles: pd.DataFrame, day: str) -> str:
    """The corpus in a line."""
    n_stories = articles["story_id"].nunique()
    languages = enumerate_words(sorted(set(articles["language"]) - {""}))
    outlets = enumerate_words(sorted(set(articles["outlet"]) - {""}), most=4)
    parts = [f"{count(len(articles), 'articles')}, {count(n_stories, 'stories')}", languages, outlets]
    as_of = f"as of {say_date(day)}" if day else ""
    return printable(" · ".join(part for part in (*parts, as_of) if part))


def _find(drawn: Mapping[str, Mapping[str, Any]], notes: _Notes) -> list[Line]:
    """The titles of the figures that state findings."""
    chosen = [name for name in FINDINGS if name in drawn] or list(drawn)[: len(FINDINGS)]
    return [
        notes.line(f"{drawn[name]['title'].rstrip('.')} ({name}).", drawn[name]["article_ids"])
        for name in chosen
    ]


def _find_most_reported(told: pd.DataFrame, ledger: pd.DataFrame, notes: _Notes) -> list[Line]:
    """What was asked and promised and is in most stories, then articles."""
    ranked = ledger.sort_values(["n_stories", "n_articles"], ascending=False, kind="stable")
    articles = dict(zip(ledger["ledger_id"], ledger["article_ids"], strict=True))
    sentences = {row["ledger_id"]: row["sentence"] for row in stream(told) if row["ledger_id"]}
    return [
        notes.line(sentences[item], split(articles[item]))
        for item in ranked["ledger_id"].tolist()[:MOST_REPORTED]
    ]


def _tell_events(told: pd.DataFrame, events: pd.DataFrame, notes: _Notes) -> dict[str, list[Line]]:
    """The sentences about the events that most stories report, by part and date."""
    ranked = events.sort_values(["n_stories", "n_articles"], ascending=False, kind="stable")
    kept = set(ranked["event_id"].tolist()[:MOST_EVENTS])
    articles = dict(zip(events["event_id"], events["article_ids"], strict=True))
    parts: dict[str, list[Line]] = {}
    for row in stream(told):
        if not row["ledger_id"] and row["event_id"] in kept:
            line = notes.line(
                row["sentence"], split(articles[row["event_id"]]), mark=_MARKS.get(row["due"], "")
            )
            parts.setdefault(row["part"], []).append(line)
    return parts


def _choose_columns(ledger: pd.DataFrame) -> list[str]:
    """The columns of the ledger; without the due dates where there is none."""
    is_due = bool((ledger["due_earliest"] + ledger["due_latest"] != "").any())
    return ["Act", "By", "To", "What", *(["Due"] if is_due else [])]


def _list_acts(
    ledger: pd.DataFrame, actors: pd.DataFrame, columns: Sequence[str], notes: _Notes
) -> list[Row]:
    """The rows of the ledger that most stories report, in the order of the table."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    ranked = ledger.sort_values(["n_stories", "n_articles"], ascending=False, kind="stable")
    kept = set(ranked["ledger_id"].tolist()[:MOST_ACTS])
    rows = []
    for row in records(ledger[ledger["ledger_id"].isin(kept)]):
        by, to = (
            ", ".join(names.get(item, item) for item in split(row[column])) for column in ("by_ids", "to_ids")
        )
        told = {
            "Act": row["act"],
            "By": by,
            "To": to,
            "What": shorten(row["what"] or row["text"], LONGEST),
            "Due": say_span(row["due_earliest"], row["due_latest"]),
        }
        cells = [printable(told[name]) or "–" for name in columns]
        line = notes.line("", split(row["article_ids"]))
        rows.append(Row(cells, line.notes, line.more, next(iter(split(row["languages"])), "")))
    return rows


def _show(record: Mapping[str, Any], folder: Path) -> Picture:
    """A figure with its caption but for the accuracy, which the briefing states once for all."""
    width, height = record["size"]
    return Picture(
        record["figure_id"],
        record["version"][:SHORT],
        printable(record["title"]).rstrip("."),
        printable(drop_accuracy(record["caption"])),
        shorten(printable(record["alt"]), LONGEST_ALT),
        width,
        height,
        folder / f"{record['figure_id']}.png",
    )


def _left_out(n: int, shown: int, table: str) -> str:
    if n <= shown:
        return ""
    return f"Shown are the {shown} of {n} rows that most stories report; all are in tables/{table}.csv."


def _say_method(articles: pd.DataFrame, quality: pd.DataFrame) -> list[str]:
    n_stories = articles["story_id"].nunique()
    return [
        f"Counting rule. {count(len(articles), 'articles')} report {count(n_stories, 'stories')}. Copies and "
        "translations of one article are one story, which is counted once; “as published” counts every "
        "article. Dates are never finer than the text, and an undated article stays undated.",
        f"Accuracy. {describe_quality(quality, STEPS)} The intervals treat items as independent, so they are "
        "too narrow rather than too wide.",
        "Checking. Every sentence is written from rows of the tables, and every row names the sentences it "
        "rests on. “corpus-tools verify” checks them all, “corpus-tools cite” followed by the id of a "
        "figure gives its reference. The text reports what articles say, not what is true.",
    ]
