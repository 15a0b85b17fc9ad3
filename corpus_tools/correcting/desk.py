"""The desk: where corrections are applied, each stage at its point of a run, and what became of each.

A stage is a set of tables that an automatic step has just made. A kind is a function of the same name that
takes the tables, the entry and the source texts, and gives the tables that it changes; what is common to all
kinds happens here: rows that differ are marked and counted, and a correction without a target is told.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from corpus_tools.correcting import actors, articles, events, statements
from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.kinds import Stage
from corpus_tools.correcting.rows import mark_changed
from corpus_tools.correcting.targets import Tables, TargetGoneError
from corpus_tools.schema import frame

Correct = Callable[[Tables, Correction, Mapping[str, str]], dict[str, pd.DataFrame]]

KINDS: Mapping[str, Correct] = {
    "set-article-date": articles.set_article_date,
    "set-article-place": articles.set_article_place,
    "join-stories": articles.join_stories,
    "part-stories": articles.part_stories,
    "merge-actors": actors.merge_actors,
    "split-actor": actors.split_actor,
    "rename-actor": actors.rename_actor,
    "set-role": actors.set_role,
    "reject-mention": actors.reject_mention,
    "add-mention": actors.add_mention,
    "reject-statement": statements.reject_statement,
    "add-statement": statements.add_statement,
    "reject-ledger": statements.reject_ledger,
    "add-ledger": statements.add_ledger,
    "reject-event": events.reject_event,
    "add-event": events.add_event,
    "set-event-date": events.set_event_date,
    "set-event-place": events.set_event_place,
}
"""What each kind does."""

APPLIED, GONE, NOTHING = "applied", "target gone", "no effect"
"""What became of a correction: rows changed, what it means is not there, or all was so already."""


class Desk:
    """Applies the corrections of a run, stage by stage, and keeps what became of them."""

    def __init__(self, corrections: Sequence[Correction], texts: Mapping[str, str]) -> None:
        """Take the corrections in hand; nothing is applied yet.

        Args:
            corrections: in the order of the file.
            texts: the source text of each article by its id.
        """
        self._corrections = corrections
        self._texts = texts
        self._outcomes: dict[int, tuple[str, int, str]] = {}

    def correct(self, stage: Stage, tables: Tables) -> dict[str, pd.DataFrame]:
        """The tables after the corrections of a stage, in the order of the file; those given stay."""
        corrected = dict(tables)
        for entry in self._corrections:
            if entry.kind.stage == stage:
                corrected |= self._apply(entry, corrected)
        if stage == "actors" and any(corrected[name] is not tables[name] for name in ("mentions", "actors")):
            corrected |= actors.tidy_actors(corrected)
        return corrected

    def tabulate(self) -> pd.DataFrame:
        """The table `corrections`: what each entry says, and what became of it."""
        rows = [
            {
                "number": entry.number,
                "kind": entry.kind.name,
                "target": describe_target(entry),
                **{"who": entry.who, "when": entry.when, "why": entry.why},
                **dict(zip(("status", "n_rows", "note"), self._outcomes[entry.number], strict=True)),
            }
            for entry in self._corrections
        ]
        return frame("corrections", rows)

    def _apply(self, entry: Correction, tables: Tables) -> dict[str, pd.DataFrame]:
        try:
            changed = KINDS[entry.kind.name](tables, entry, self._texts)
        except TargetGoneError as error:
            self._outcomes[entry.number] = (GONE, 0, str(error))
            return {}
        marked, total = {}, 0
        for name, table in changed.items():
            marked[name], n = mark_changed(name, tables[name], table)
            total += n if name != "pairs" else 0
        self._outcomes[entry.number] = (APPLIED if total else NOTHING, total, "")
        return marked if total else {}


def describe_target(entry: Correction) -> str:
    """What a correction is about, in a line: its keys but the signature.

    >>> from corpus_tools.correcting.entries import make_correction
    >>> describe_target(make_correction(1, {"kind": "rename-actor", "actor": "un", "name": "UN",
    ...     "who": "A", "when": "2026-05-02", "why": "x"}))
    'actor: un; name: UN'
    """
    return "; ".join(f"{key}: {_say(value)}" for key, value in entry.fields.items())


def _say(value: object) -> str:
    if isinstance(value, Mapping):
        return f"“{value['words']}” in {value['article']}"
    return ", ".join(map(_say, value)) if isinstance(value, list | tuple) else str(value)
