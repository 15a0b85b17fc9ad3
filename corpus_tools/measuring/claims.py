"""Claims: the rows of a run as plain sentences that a person can find right or wrong beside the text.

A claim is a row of a step, or that a sentence without any row of it lacks none.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.schema import records, split

Tables = Mapping[str, pd.DataFrame]
Row = Mapping[str, Any]

COLUMNS = ("item", "part", "step", "stratum", "language", "claim", "sentence", "article", "sentence_id")
FOUND, UNMARKED = "found", "unmarked"
"""Parts: rows that were found, and sentences without any."""


def _date(row: Row) -> str:
    return "–".join(dict.fromkeys(day for day in (row["date_start"], row["date_end"]) if day)) or "no date"


_TABLES: Mapping[str, tuple[str, str, Callable[[Row, Mapping[str, str]], str]]] = {
    "mentions": ("mentions", "type", lambda row, names: f"“{row['text']}” is a name ({row['type']})"),
    "actor linking": (
        "mentions",
        "kind",
        lambda row, names: f"“{row['text']}” stands for {_name(row['actor_id'], names)}",
    ),
    "roles": ("roles", "", lambda row, names: f"{_name(row['actor_id'], names)} is {row['role']}"),
    "times": ("times", "precision", lambda row, names: f"“{row['text']}” means {row['value']}"),
    "statements": ("statements", "quote", lambda row, names: f"“{row['cue']}” reports what somebody says"),
    "speakers": (
        "statements",
        "quote",
        lambda row, names: f"{_name(row['speaker_id'], names)} says this (“{row['cue']}”)",
    ),
    "ledger": (
        "ledger",
        "act",
        lambda row, names: (
            f"{row['act']} by {_name(row['by_ids'], names)} to {_name(row['to_ids'], names)}: {row['what']}"
        ),
    ),
    "events": (
        "events",
        "kind",
        lambda row, names: (
            f"{row['kind']}, {_date(row)}, {_name(row['participant_ids'], names)}: {row['title']}"
        ),
    ),
    "initiatives": (
        "initiatives",
        "kind",
        lambda row, names: f"“{row['name']}” is an instrument, a body or an initiative",
    ),
}
"""For each step its table, the column that makes its strata beside the language, and what a row claims."""

STEPS = tuple(_TABLES)

_MISSED: Mapping[str, str] = {
    "mentions": "no name of a person, organisation, place, instrument or event stands here",
    "times": "no date or other expression of time stands here",
    "statements": "nobody is reported to say anything here",
    "ledger": "nothing is asked, proposed, offered, promised or agreed here",
    "events": "no event that happened or is due is told here",
    "initiatives": "no instrument or initiative is named or described here",
}
"""For each step that can miss something: what is claimed of a sentence without any row of it."""


def list_claims(tables: Tables, step: str) -> pd.DataFrame:
    """All claims of a step: those of its rows, then those of sentences without any.

    Args:
        tables: of a run: articles, sentences, actors and the table of the step.
        step: one of `STEPS`.

    Returns:
        item (an id made from what is claimed, and of which sentence), part (`FOUND`, `UNMARKED`), step,
        stratum, language, claim, sentence (its text), article (outlet and date), sentence_id.

    Raises:
        UsageError: there is no such step.
    """
    if step not in _TABLES:
        raise UsageError("no such step", value=step, remedy=f"use one of {', '.join(STEPS)}")
    table, column, _ = _TABLES[step]
    data = tables[table]
    if step == "mentions":
        data = data[data["kind"] == "name"]
    if step == "speakers":
        data = data[data["speaker_id"] != ""]
    if step == "times":
        data = data[data["value"] != ""]
    told = _Told(tables)
    rows = [told.claim_row(step, column, row) for row in records(data)]
    if step in _MISSED:
        marked = {item for row in records(data) for item in _sentences_of(row)}
        rows += [told.claim_nothing(step, item) for item in told.sentences if item not in marked]
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates("item", ignore_index=True)


class _Told:
    """The sentences and articles of a run, for the words of claims."""

    def __init__(self, tables: Tables) -> None:
        self.sentences = {row["sentence_id"]: row for row in records(tables["sentences"])}
        self.articles = {row["article_id"]: row for row in records(tables["articles"])}
        self.names = dict(zip(tables["actors"]["actor_id"], tables["actors"]["name"], strict=True))

    def claim_row(self, step: str, column: str, row: Row) -> dict[str, str]:
        """What a row claims."""
        claim = " ".join(_TABLES[step][2](row, self.names).split())
        return self._claim(FOUND, step, str(row[column]) if column else "", claim, _sentences_of(row)[0])

    def claim_nothing(self, step: str, sentence_id: str) -> dict[str, str]:
        """That a sentence lacks nothing."""
        return self._claim(UNMARKED, step, "", _MISSED[step], sentence_id)

    def _claim(self, part: str, step: str, kind: str, claim: str, sentence_id: str) -> dict[str, str]:
        sentence = self.sentences[sentence_id]
        article = self.articles[sentence["article_id"]]
        language = str(article["language"])
        words = "\n".join((part, step, claim, sentence_id))
        return {
            "item": hashlib.sha256(words.encode()).hexdigest()[:10],
            **{"part": part, "step": step, "claim": claim, "language": language},
            "stratum": " ".join(filter(None, (language or "unknown", kind))),
            "sentence": " ".join(str(sentence["text"]).split()),
            "article": ", ".join(filter(None, (article["outlet"] or article["file"], article["published"]))),
            "sentence_id": sentence_id,
        }


def _sentences_of(row: Row) -> list[str]:
    return split(str(row.get("sentence_ids") or row.get("evidence") or row.get("sentence_id") or ""))


def _name(ids: Any, names: Mapping[str, str]) -> str:
    return " and ".join(names.get(item, item) for item in split(str(ids))) or "nobody named"
