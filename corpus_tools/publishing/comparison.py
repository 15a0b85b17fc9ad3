"""Comparison: what is new since an earlier run, by row and figure, with the articles that made it.

Rows are the same when their ids are; a figure is the same when its version is, for that is the digest of
its data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.publishing.brief import printable
from corpus_tools.publishing.figure_records import load_records
from corpus_tools.publishing.figures import EVIDENCE
from corpus_tools.publishing.prose import count, enumerate_words
from corpus_tools.publishing.provenance import SHORT
from corpus_tools.publishing.style import shorten
from corpus_tools.publishing.tables import find_tables, read_table
from corpus_tools.publishing.verification import read_run
from corpus_tools.schema import TABLES, join, records, split

LABELS: Mapping[str, str] = {
    "articles": "title",
    "actors": "name",
    "statements": "text",
    "ledger": "what",
    "events": "title",
    "initiatives": "name",
}
"""The tables that are compared, and the column that tells a reader which row it is."""

NEW, GONE, CHANGED = "new", "gone", "changed"
_SIGNS = {NEW: "+", GONE: "-", CHANGED: "~"}
_LONGEST = 100


@dataclass(frozen=True)
class Change:
    """One difference between two runs.

    Attributes:
        table: of the row, or `figures`.
        kind: `new`, `gone` or `changed`.
        id: of the row, or of the figure.
        label: its name, title or words.
        columns: for a changed row the columns that differ, each with the old and the new value.
        articles: the articles that came or went with it, or whose rows changed the figure.
        why: in words.
    """

    table: str
    kind: str
    id: str
    label: str
    columns: Mapping[str, tuple[str, str]]
    articles: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        """The change in one line."""
        parts = [f"{name} {_say(old)} → {_say(new)}" for name, (old, new) in self.columns.items()]
        tail = "; ".join([*parts, *([self.why] if self.why else [])])
        line = f"{_SIGNS[self.kind]} {self.id} {shorten(printable(self.label), _LONGEST)}"
        return f"{line} ({tail})" if tail else line


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs.

    Attributes:
        before: version, digests and parameters of the old run.
        after: the same of the new run.
        changes: by table, then new, gone and changed rows, each in the order of its table.
    """

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        """The comparison as lines to read."""
        lines = list(self._head())
        for table in (*LABELS, "figures"):
            found = [change for change in self.changes if change.table == table]
            numbers = [f"{sum(change.kind == kind for change in found)} {kind}" for kind in _SIGNS]
            lines += [f"{table}: {', '.join(numbers)}", *(f"  {change}" for change in found)]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values, for JSON."""
        return {
            "before": dict(self.before),
            "after": dict(self.after),
            "changes": [asdict(change) for change in self.changes],
        }

    def _head(self) -> Iterator[str]:
        for name in ("corpus_digest", "code_digest"):
            old, new = (str(run.get(name, ""))[:SHORT] for run in (self.before, self.after))
            said = name.replace("_", " ")
            yield f"{said}: {old} → {new}" if old != new else f"{said}: {old} in both"
        if self.before.get("parameters") != self.after.get("parameters"):
            yield f"parameters: {self.before.get('parameters')} → {self.after.get('parameters')}"


def compare_runs(old: Path, new: Path) -> Comparison:
    """Compare the outputs of two runs.

    Args:
        old: the output folder of the earlier run.
        new: that of the later run.

    Raises:
        UsageError: one of them is no finished output.
        SchemaError: a table cannot be read.
    """
    before, after = (_describe(read_run(out)) for out in (old, new))
    tables = {name: (_read_table(old, name), _read_table(new, name)) for name in LABELS}
    came, went = _differ(*(set(part["article_id"]) for part in tables["articles"]))
    rows = [change for name, pair in tables.items() for change in _compare_rows(name, *pair, came, went)]
    figures = _compare_figures(old / "figures", new / "figures", before, after, came | went)
    return Comparison(before, after, (*rows, *figures))


def _describe(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run.get(name) for name in ("corpus_tools", "corpus_digest", "code_digest", "parameters")}


def _read_table(out: Path, name: str) -> pd.DataFrame:
    """A table of a run; that of the actors with the articles that mention them."""
    path = find_tables(out / "tables").get(name)
    if path is None:
        raise UsageError(
            "an output without a table", file=f"{out.name}/tables/{name}.csv", remedy="run it again"
        )
    data = read_table(path)
    if name != "actors":
        return data
    mentions = _read_table(out, "mentions")
    pairs = zip(mentions["actor_id"], mentions["article_id"], strict=True)
    found: dict[str, list[str]] = {}
    for cell, article_id in pairs:
        for actor_id in split(cell):
            found.setdefault(actor_id, []).append(article_id)
    return data.assign(article_ids=[join(found.get(item, [])) for item in data["actor_id"]])


def _differ(old: set[str], new: set[str]) -> tuple[set[str], set[str]]:
    """What came and what went."""
    return new - old, old - new


def _compare_rows(
    name: str, old: pd.DataFrame, new: pd.DataFrame, came: set[str], went: set[str]
) -> Iterator[Change]:
    key, label = TABLES[name].key[0], LABELS[name]
    before, after = ({row[key]: row for row in records(data)} for data in (old, new))
    same = {item: item for item in after if item in before} | _find_renamed(before, after, label)
    for item, row in after.items():
        if item not in same:
            yield _change(name, NEW, row, {}, _articles(row) & came, "from {} that is new")
    for item, row in before.items():
        if item not in set(same.values()):
            yield _change(name, GONE, row, {}, _articles(row) & went, "was in {} that is gone")
    for item, row in after.items():
        earlier = before[same[item]] if item in same else row
        columns = _find_changed(earlier, row, TABLES[name].columns)
        if columns:
            touched = (_articles(row) ^ _articles(earlier)) & (came | went)
            told = {**row, label: row[label] or earlier[label]}
            yield _change(name, CHANGED, told, columns, touched, "because of {}")


def _find_renamed(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], label: str
) -> dict[str, str]:
    """The old id of each row that has another now but says the same of a sentence, as a newly dated event."""
    gone = [(item, row) for item, row in before.items() if item not in after and _sentences(row)]
    found: dict[str, str] = {}
    for item, row in after.items():
        told = ((old, earlier) for old, earlier in gone if old not in found.values())
        match = next(
            (
                old
                for old, earlier in told
                if earlier[label] == row[label] and _sentences(row) & _sentences(earlier)
            ),
            "",
        )
        if item not in before and match:
            found[item] = match
    return found


def _sentences(row: Mapping[str, Any]) -> set[str]:
    """The sentences that a row rests on."""
    cell = row.get("sentence_ids") or row.get("sentence_id") or row.get("evidence") or ""
    return set(split(str(cell)))


def _change(
    name: str,
    kind: str,
    row: Mapping[str, Any],
    columns: Mapping[str, tuple[str, str]],
    articles: set[str],
    why: str,
) -> Change:
    label = row[LABELS[name]] or row.get("text") or row.get("file", "")
    named = tuple(sorted(articles)) if name != "articles" else ()
    said = why.format(enumerate_words(named, most=3)) if named else ""
    if len(named) > 1:
        said = said.replace("that is", "that are")
    return Change(name, kind, str(row[TABLES[name].key[0]]), str(label), columns, named, said)


def _articles(row: Mapping[str, Any]) -> set[str]:
    """The articles that a row rests on."""
    return set(split(str(row.get("article_ids") or row.get("article_id") or "")))


def _find_changed(
    old: Mapping[str, Any], new: Mapping[str, Any], columns: tuple[str, ...]
) -> dict[str, tuple[str, str]]:
    return {
        name: (str(old.get(name, "")), str(new.get(name, "")))
        for name in columns
        if str(old.get(name, "")) != str(new.get(name, ""))
    }


def _compare_figures(
    old: Path, new: Path, before: Mapping[str, Any], after: Mapping[str, Any], moved: set[str]
) -> Iterator[Change]:
    pairs = [{record["figure_id"]: record for record in load_records(home)} for home in (old, new)]
    for name in sorted(pairs[1].keys() - pairs[0].keys()):
        yield Change("figures", NEW, name, pairs[1][name]["title"], {}, (), "")
    for name in sorted(pairs[0].keys() - pairs[1].keys()):
        yield Change("figures", GONE, name, pairs[0][name]["title"], {}, (), "")
    for name in sorted(pairs[0].keys() & pairs[1].keys()):
        one, other = pairs[0][name], pairs[1][name]
        if one["version"] != other["version"]:
            columns = {"version": (one["version"][:SHORT], other["version"][:SHORT])}
            if one["title"] != other["title"]:
                columns["title"] = (one["title"], other["title"])
            n_gone, n_new, touched = _compare_data(old / f"{name}.csv", new / f"{name}.csv")
            because = touched & moved
            why = f"{count(n_new, 'marks')} new, {n_gone} gone"
            why += f", {_explain(because, one, other, before, after)}"
            shown = tuple(sorted(because or touched))
            yield Change("figures", CHANGED, name, other["title"], columns, shown, why)


def _compare_data(old: Path, new: Path) -> tuple[int, int, set[str]]:
    """How many rows of drawn data went and came, and the articles behind these."""
    before, after = (_read_marks(path) for path in (old, new))
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    articles = {
        item for marks, rows in ((before, gone), (after, come)) for row in rows for item in marks[row]
    }
    return len(gone), len(come), articles


def _read_marks(path: Path) -> dict[tuple[str, ...], set[str]]:
    """The articles behind each row of drawn data."""
    data = read_table(path)
    column = next((name for name in EVIDENCE if name in data), "")
    return {
        tuple(map(str, row.values())): {item.partition(".")[0] for item in split(str(row.get(column, "")))}
        for row in records(data)
    }


def _explain(
    moved: set[str],
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> str:
    """Why the data of a figure changed: articles that came or went, other parameters, or other code."""
    if moved:
        return f"because of {enumerate_words(sorted(moved), most=3)}"
    if one["parameters"] != other["parameters"]:
        return "because of other parameters"
    if before["code_digest"] != after["code_digest"]:
        return "because of other code"
    return "because other articles changed the whole"


def _say(value: str) -> str:
    return shorten(printable(value), 60) or "nothing"
