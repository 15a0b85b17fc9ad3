"""Narrative: the chronology in sentences, each written from one row of events and open to its evidence.

A sentence says no more than its row: the date as fine as the row has it, who and where if the row knows,
and the words of the text in quotation marks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from corpus_tools.publishing.due import is_told, mark_due, stand_on
from corpus_tools.publishing.evidence import find_evidence, note_accuracy, say_source, tell_left
from corpus_tools.publishing.plots.calendars import first_day, last_day
from corpus_tools.publishing.prose import count, enumerate_words
from corpus_tools.publishing.provenance import data_digest
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import records, split, stream

COLUMNS = ("part", "sentence", "due", "sentence_ids", "event_id", "ledger_id")
PAST, AHEAD = "What is reported to have happened", "What lay ahead when it was reported"
UNDATED = "Reported without a date"
APART = "Asked and promised apart from a reported meeting"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_NOUNS = {
    "meeting": "a meeting",
    "signing": "a signing",
    "agreement": "an agreement",
    "issuance": "the issuance of a text",
    "launch": "a launch",
    "visit": "a visit",
    "appointment": "an appointment",
    "entry into force": "the entry into force of a text",
    "conference": "a conference",
    "incident": "an incident",
}
_OF = {
    "signing": "the signing of",
    "issuance": "the issuance of",
    "launch": "the launch of",
    "entry into force": "the entry into force of",
    "conference": "the",
}
_SAID = {
    "request": ("asked", ""),
    "proposal": ("made a proposal", "to "),
    "offer": ("made an offer", "to "),
    "commitment": ("made a commitment", "to "),
}
_LONGEST = 220
_MOST_TOLD = 200
"""Sentences of a part that a notebook shows."""


def narrate(
    events: pd.DataFrame,
    ledger: pd.DataFrame,
    actors: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    as_of: str = "",
) -> pd.DataFrame:
    """Tell the events, and what was asked and promised at them, as sentences.

    A row of the ledger is told with the meeting that its first article reports, when that article reports
    exactly one; else apart.

    Args:
        events: the table events.
        ledger: the table ledger.
        actors: the table actors, for names.
        articles: the table articles, for days of publication.
        as_of: the day on which it is told; it decides the column `due` and nothing else.

    Returns:
        A row per event by date, those of the ledger behind their meeting: part (`PAST`, `AHEAD`, `UNDATED`,
        `APART`, in this order), sentence, due, sentence_ids, event_id, ledger_id (empty for an event).
    """
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    marked = records(mark_due(events, articles, as_of=as_of))
    meeting_of = _find_meetings(marked)
    told = [_tell(row, names, published) for row in marked]
    told.sort(key=lambda row: ((PAST, AHEAD, UNDATED).index(row["part"]), row["day"]))
    reports = {row["event_id"]: _reports(row) for row in marked}
    acts: dict[str, list[dict[str, Any]]] = {}
    for row in stream(ledger):
        event_id = meeting_of.get(split(row["article_ids"])[0], "")
        is_same = _reports(row) == reports.get(event_id)
        acts.setdefault(event_id, []).append(_tell_act(row, names, event_id, as_of, is_same))
    rows = []
    for event in told:
        held = acts.get(event["event_id"], [])
        rows += [event, *({**act, "part": event["part"]} for act in held)]
    return pd.DataFrame([*rows, *acts.get("", [])], columns=list(COLUMNS))


def list_conflicts(events: pd.DataFrame) -> pd.DataFrame:
    """The events on whose date articles differ: title, date_start, date_end, conflicts, sentence_ids.

    `conflicts` are the other dates that articles give.
    """
    columns = ["title", "date_start", "date_end", "conflicts", "sentence_ids"]
    if "conflicts" not in events:
        return pd.DataFrame(columns=columns)
    return events.loc[events["conflicts"] != "", columns].reset_index(drop=True)


def say_date(iso: str) -> str:
    """An ISO date in full words, no finer than it is.

    >>> say_date("2026-01-16"), say_date("2025-10"), say_date("2030")
    ('16 January 2026', 'October 2025', '2030')
    """
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(
        part for part in (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year) if part
    )


def say_when(start: str, end: str, *, ahead: bool) -> str:
    """When something happened or is due, as a sentence begins.

    >>> say_when("2026-01-16", "2026-01-16", ahead=False), say_when("2025-10", "2025-10", ahead=False)
    ('On 16 January 2026', 'In October 2025')
    >>> say_when("", "2030", ahead=True), say_when("", "2026-01-17", ahead=False)
    ('By 2030', 'Before 17 January 2026')
    """
    if not start and not end:
        return "On a day that the text does not give"
    if start == end:
        return f"{'On' if len(start) == 10 else 'In'} {say_date(start)}"
    if not start:
        return f"{'By' if ahead else 'Before'} {say_date(end)}"
    if not end:
        return f"From {say_date(start)} on"
    return f"Between {say_date(start)} and {say_date(end)}"


def _tell(row: Mapping[str, Any], names: Mapping[str, str], published: Mapping[str, str]) -> dict[str, Any]:
    start, end = row["date_start"], row["date_end"]
    told = is_told(row, published)
    part = UNDATED if not start and not end else PAST if told else AHEAD
    when = say_when(start, end, ahead=not told)
    sentence = f"{when}, {_what(row, names, told)}: “{row['title']}” ({_reports(row)})."
    if row.get("conflicts"):
        sentence += f" Articles differ on the date: {', '.join(split(row['conflicts']))}."
    day = first_day(start) if start else last_day(end) if end else 0.0
    given = ("due", "sentence_ids", "event_id")
    return {
        "part": part,
        "sentence": sentence,
        "day": day,
        "ledger_id": "",
        **{name: row[name] for name in given},
    }


def _find_meetings(events: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The meeting that each article reports, by article_id, where it reports exactly one."""
    found: dict[str, list[str]] = {}
    for row in events:
        for article_id in split(row["article_ids"]) if row["kind"] == "meeting" else ():
            found.setdefault(article_id, []).append(row["event_id"])
    return {article_id: ids[0] for article_id, ids in found.items() if len(ids) == 1}


def _tell_act(
    row: Mapping[str, Any], names: Mapping[str, str], event_id: str, as_of: str, is_same: bool
) -> dict[str, Any]:
    """A row of the ledger as a sentence: who asked or promised whom, and the words of the text.

    Who reports it is said unless it is the same as of the meeting before it (`is_same`).
    """
    by, to = ([names.get(item, item) for item in split(row[column])] for column in ("by_ids", "to_ids"))
    who = enumerate_words(by) or "Somebody"
    if row["act"] == "agreement":
        said = f"{enumerate_words([*by, *to]) or 'The parties'} agreed"
    else:
        verb, preposition = _SAID[row["act"]]
        said = f"{who} {verb}" + (f" {preposition}{enumerate_words(to)}" if to else "")
    what = shorten(row["what"] or row["text"], _LONGEST)
    return {
        "part": APART,
        "sentence": f"{said}: “{what}”" + ("." if is_same else f" ({_reports(row)})."),
        "due": stand_on(row["due_latest"], as_of) if row["due_latest"] else "",
        "sentence_ids": row["sentence_ids"],
        "event_id": event_id,
        "ledger_id": row["ledger_id"],
    }


def _what(row: Mapping[str, Any], names: Mapping[str, str], told: bool) -> str:
    """What happened or is due, with whom and where, from the columns of the row alone."""
    kind = row["kind"]
    if kind == "target":
        return "a target is to be reached"
    things = [names.get(item, item) for item in split(row.get("object_ids", ""))]
    people = [names.get(item, item) for item in split(row["participant_ids"])]
    subject = (
        f"{_OF[kind]} {enumerate_words(things)}" if things and kind in _OF else _NOUNS.get(kind, "an event")
    )
    place = f" in {names.get(row['place_id'], row['place_id'])}" if row["place_id"] else ""
    involved = f", {'between' if kind == 'meeting' and len(people) > 1 else 'with'} {enumerate_words(people)}"
    return f"{subject} {'took place' if told else 'is to take place'}{place}{involved if people else ''}"


def _reports(row: Mapping[str, Any]) -> str:
    languages = ", ".join(split(row["languages"]))
    return f"{count(row['n_articles'], 'articles')}, {count(row['n_stories'], 'stories')}; {languages}"


@dataclass(frozen=True)
class Narrative:
    """A narrative as a notebook shows it: sentences with numbered links to the sentences they rest on.

    Attributes:
        rows: what `narrate` gives.
        evidence: the sentences behind all of them (`find_evidence`).
        accuracy: how often the steps above are right, in a sentence.
    """

    rows: pd.DataFrame
    evidence: pd.DataFrame
    accuracy: str = ""

    def __repr__(self) -> str:
        """The narrative as plain text."""
        parts = [self._part(part, rows) for part, rows in self.rows.groupby("part", sort=False)]
        told = "\n\n".join(parts) or "No event is reported."
        return "\n\n".join(filter(None, (told, self.accuracy)))

    def _repr_html_(self) -> str:
        if self.rows.empty:
            return f"<p>No event is reported.</p>{note_accuracy(self.accuracy)}"
        mark = f"n{data_digest(self.rows)[:8]}"
        body = "".join(
            f"<h4>{escape(str(part))}</h4>" + "".join(self._paragraphs(rows, mark))
            for part, rows in self.rows.groupby("part", sort=False)
        )
        items = "".join(
            f'<li id="{mark}-{number}"><small>{escape(say_source(row))}</small> {escape(row["text"])}</li>'
            for number, row in enumerate(records(self.evidence), start=1)
        )
        summary = f"{count(len(self.evidence), 'sentences')} behind it"
        folded = f"<details open><summary>{summary}</summary><ol>{items}</ol></details>"
        return f"{body}{note_accuracy(self.accuracy)}{folded}"

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.evidence["sentence_id"], start=1)}

    def _numbers(self, cell: str) -> Sequence[int]:
        return [self._places[item] for item in split(cell)]

    def _part(self, part: object, rows: pd.DataFrame) -> str:
        told = [
            f"{'- ' if row['ledger_id'] else ''}{row['sentence']} "
            f"[{', '.join(map(str, self._numbers(row['sentence_ids'])))}]"
            for row in records(rows)
        ]
        return "\n".join([str(part), *told])

    def _paragraphs(self, rows: pd.DataFrame, mark: str) -> Iterator[str]:
        """A paragraph for each event, and a list of what was asked and promised at it."""
        for _, group in rows.groupby("event_id", sort=False):
            acts = [row for row in records(group) if row["ledger_id"]]
            yield "".join(f"<p>{self._link(row, mark)}</p>" for row in records(group) if not row["ledger_id"])
            items = "".join(f"<li>{self._link(row, mark)}</li>" for row in acts)
            yield f"<ul>{items}</ul>" if acts else ""

    def _link(self, row: Mapping[str, Any], mark: str) -> str:
        numbers = self._numbers(row["sentence_ids"])
        links = ", ".join(f'<a href="#{mark}-{number}">{number}</a>' for number in numbers)
        due = f" <em>{escape(row['due'])}</em>" if row["due"] in ("past due", "to come") else ""
        return f"{escape(row['sentence'])} [{links}]{due}"


def show_narrative(
    rows: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, *, accuracy: str = ""
) -> Narrative:
    """Show a narrative, or the beginning of each part where it is long, with the sentences behind it.

    Args:
        rows: what `narrate` gives.
        sentences: the table sentences.
        articles: the table articles.
        accuracy: how often the steps above are right, in a sentence.
    """
    shown = rows.groupby("part", sort=False).head(_MOST_TOLD)
    evidence = find_evidence(shown["sentence_ids"], sentences, articles)
    return Narrative(shown, evidence, tell_left(len(shown), len(rows), accuracy))
