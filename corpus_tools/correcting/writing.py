"""Writing: entries put into `corrections.yml`, and offered ready to paste for a row of a table."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from corpus_tools.correcting.entries import NAME, Correction, read_corrections
from corpus_tools.correcting.kinds import SIGNED
from corpus_tools.errors import OutputError
from corpus_tools.schema import records, split

_HEAD = "# Corrections, applied in this order on every run; the README tells the kinds.\n"
_TAKING = frozenset({"articles", "actors", "mentions", "roles", "statements", "ledger", "events"})
_WORDS = 8
"""Words of a sentence that a snippet quotes."""
_PLAIN = re.compile(r"[^\W\d_][\w.,;()/’'-]*(?: [\w.,;()/’'-]+)*")
"""Words that YAML reads as they stand, but for these that mean something else:"""
_MEANING = frozenset({"yes", "no", "true", "false", "on", "off", "null"})


def append_correction(seeds: Path, entry: Correction) -> None:
    """Put an entry at the end of the file of a seeds folder; all else in it stays as it is.

    An entry that says the same as one of the file is not written again. The file is replaced in one step.

    Raises:
        UsageError: the file is there and is no list of corrections.
        OutputError: it cannot be written.
    """
    if any(_same(entry, other) for other in read_corrections(seeds)):
        return
    path = seeds / NAME
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    text += "" if text.endswith("\n") or not text else "\n"
    fresh = path.with_name(f".{NAME}.{os.getpid()}")
    try:
        fresh.write_text(text + write_entry(entry.as_dict()), encoding="utf-8", newline="")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(
            f"the corrections cannot be written ({error.strerror})",
            file=NAME,
            remedy="make the folder writable",
        ) from error


def write_entry(entry: Mapping[str, Any]) -> str:
    """An entry as YAML; a key without a value is left for a person to fill in.

    >>> print(write_entry({"kind": "rename-actor", "actor": "un", "name": ""}), end="")
    - kind: rename-actor
      actor: un
      name:
    """
    lines = [line for key, value in entry.items() for line in _write_field(key, value)]
    return "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def _write_field(key: str, value: object) -> list[str]:
    """The lines of a key; a dump of each plain word would take a fifth of a report's time."""
    if value is None or value == "":
        return [f"{key}:"]
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _MEANING:
        return [f"{key}: {value}"]
    return yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000).splitlines()


def takes(table: str) -> bool:
    """Whether the rows of a table can be corrected.

    >>> takes("events"), takes("terms")
    (True, False)
    """
    return table in _TAKING


class Snippets:
    """Entries to paste for the rows of a table; each points at its row by words of an article."""

    def __init__(
        self, sentences: pd.DataFrame, mentions: pd.DataFrame, *, places: Mapping[str, int] | None = None
    ) -> None:
        """Know where sentences stand, and where each actor is named first.

        Args:
            sentences: the table sentences.
            mentions: the table mentions.
            places: the number of the row of each sentence, where the caller has counted them.
        """
        self._places = places or {item: place for place, item in enumerate(sentences["sentence_id"])}
        self._sentences = {name: sentences[name].array for name in ("article_id", "text", "start")}
        named = mentions[mentions["kind"] == "name"].drop_duplicates("actor_id")
        named = named[["actor_id", "article_id", "text", "start"]]
        self._named = {row["actor_id"]: row for row in records(named)}

    def write(self, table: str, row: Mapping[str, Any]) -> str:
        """What can be said about a row of a table, as YAML; empty for a table that takes no corrections."""
        return "".join(
            write_entry({"kind": kind, **fields, **dict.fromkeys(SIGNED, "")})
            for kind, fields in self._offer(table, row)
        )

    def _offer(self, table: str, row: Mapping[str, Any]) -> Sequence[tuple[str, dict[str, Any]]]:
        place = self._place(row)
        if table == "articles":
            return [("set-article-date", {"article": row["article_id"], "date": ""})]
        if table == "actors":
            actor = self._actor(row["actor_id"])
            return [
                ("rename-actor", {"actor": actor, "name": ""}),
                ("merge-actors", {"actors": ["", actor]}),
            ]
        if table == "mentions":
            return [("reject-mention", _span(row))]
        if table == "roles":
            return [("set-role", {"actor": self._actor(row["actor_id"]), "role": "", **_span(row)})]
        if table == "statements":
            return [("reject-statement", {**place, "act": row["act"], "cue": row["cue"] or None})]
        if table == "ledger":
            return [("reject-ledger", {**place, "act": row["act"], "id": row["ledger_id"]})]
        if table == "events":
            event = {**place, "event": row["kind"], "id": row["event_id"]}
            return [("set-event-date", {**event, "date": ""}), ("reject-event", event)]
        return []

    def _place(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The first sentence that a row rests on, by its article and first words."""
        ids = split(str(row.get("sentence_ids") or row.get("sentence_id") or ""))
        place = self._places.get(ids[0]) if ids else None
        if place is None:
            return {}
        sentence = {name: cells[place] for name, cells in self._sentences.items()}
        words = " ".join(str(sentence["text"]).split()[:_WORDS])
        return {"article": sentence["article_id"], "words": words, "start": int(sentence["start"])}

    def _actor(self, actor_id: str) -> Any:
        """An actor by its id, and by words that name it."""
        row = self._named.get(actor_id)
        return {"id": actor_id, **_span(row)} if row else actor_id


def _span(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"article": row["article_id"], "words": " ".join(str(row["text"]).split()), "start": row["start"]}


def _same(one: Correction, other: Correction) -> bool:
    return one.kind == other.kind and one.fields == other.fields
