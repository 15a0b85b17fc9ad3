"""The tables of a run: what one row is, which columns it has, and how a table is checked.

Conventions that hold for every table: a missing value is the empty string; dates are ISO 8601 text,
never finer than the source (`2026-01-16`, `2025-10`, `2030`); lists in a cell are joined with `|`;
`start` and `end` are half-open character offsets into the article's source text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus_tools.errors import SchemaError

SEPARATOR = "|"
"""Joins the items of a list inside one cell."""

_AT_ONCE = 4096
"""Rows of a long table that are dictionaries at one time."""

INTEGERS = frozenset(
    {"start", "end", "partner_start", "partner_end", "paragraph", "row", "n", "cell", "number"}
    | {f"n_{what}" for what in ("words", "sentences", "articles", "stories", "sources", "mentions", "rows")}
)
"""Columns that hold whole numbers; every other column of the contract holds text."""


@dataclass(frozen=True)
class Table:
    """The contract of one table: what a row is, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()

    @property
    def has_span(self) -> bool:
        """Whether a row points at characters of an article's source text."""
        return {"article_id", "start", "end", "text"} <= set(self.columns)


def _table(name: str, row: str, columns: str, key: str = "") -> Table:
    return Table(name, row, tuple(columns.split()), tuple(key.split()))


_SPAN = "article_id sentence_id start end text"

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "articles",
            "an article",
            "article_id file sha256 language outlet title url published published_basis "
            "published_earliest published_latest dateline agency n_words n_sentences story_id "
            "copy_of translation_of source_ids basis",
            "article_id",
        ),
        _table(
            "dropped", "a span that cleaning removed", "article_id start end text rule", "article_id start"
        ),
        _table("refused", "an input, or a record of one, that was not read", "file row reason remedy"),
        _table("repairs", "a kind of repair made while decoding", "article_id rule n", "article_id rule"),
        _table(
            "sentences",
            "a sentence of the body",
            "article_id sentence_id paragraph start end text",
            "sentence_id",
        ),
        _table(
            "lineage",
            "a link from an article to where its report comes from, an agency or an earlier article",
            "article_id source_article_id agency relation basis evidence start end text",
            "article_id source_article_id agency relation",
        ),
        _table(
            "omissions",
            "something that a version of a report leaves out, adds, changes, softens or strengthens",
            "article_id sentence_id partner_article_id partner_sentence_id kind direction what start end "
            "text partner_start partner_end partner_text basis",
        ),
        _table(
            "mentions",
            "a mention of an actor, place, instrument or event",
            f"{_SPAN} kind type actor_id basis",
            "article_id start end",
        ),
        _table(
            "actors",
            "an entity",
            "actor_id type name aliases wikidata n_articles n_stories n_mentions basis",
            "actor_id",
        ),
        _table(
            "roles",
            "a role that a text gives an actor",
            "actor_id role organisation_id article_id sentence_id start end text date basis",
            "actor_id article_id start",
        ),
        _table(
            "times",
            "a time expression",
            f"{_SPAN} value earliest latest precision relation basis",
            "article_id start end",
        ),
        _table(
            "statements",
            "somebody says something",
            "statement_id article_id sentence_id start end text speaker_id cue act addressee_ids quote "
            "n_sources basis",
            "statement_id",
        ),
        _table(
            "ledger",
            "a request, proposal, offer, commitment or agreement, once per story",
            "ledger_id act by_ids to_ids text what due_earliest due_latest status statement_ids article_ids "
            "n_articles n_stories languages n_sources basis",
            "ledger_id",
        ),
        _table(
            "initiatives",
            "an instrument or initiative, named or described",
            "initiative_id name kind actor_ids first_article_id article_ids evidence text basis",
            "initiative_id",
        ),
        _table(
            "events",
            "something that happened or is due, once, whatever the number of articles and languages",
            "event_id date_start date_end precision kind place_id participant_ids title sentence_ids "
            "article_ids n_articles n_stories languages horizon n_sources basis",
            "event_id",
        ),
        _table(
            "corrections",
            "what a person says about some rows, and what became of it",
            "number kind target who when why status n_rows note",
            "number",
        ),
        _table(
            "figures",
            "a figure",
            "figure_id file title caption alt notebook cell corpus_digest code_digest data_file",
            "figure_id",
        ),
    )
}

ACTS = ("request", "proposal", "offer", "commitment", "agreement")
"""The acts that make the ledger."""

SPEECH_ACTS = (*ACTS, "praise", "thanks", "criticism", "denial", "statement")
ACTOR_TYPES = ("person", "organisation", "place", "instrument", "event")
MENTION_KINDS = ("name", "role", "pronoun")
RELATIONS = ("on", "by", "before", "since", "until", "during")
LINEAGES = ("carries", "copies", "translates", "edits")
OMISSIONS = ("sentence", "clause", "name", "number", "date", "quote", "modality")
DIRECTIONS = ("dropped", "added", "changed", "softened", "strengthened")
QUOTES = ("direct", "indirect", "mixed")

_CLOSED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("mentions", "kind"): MENTION_KINDS,
    ("mentions", "type"): ACTOR_TYPES,
    ("times", "relation"): RELATIONS,
    ("statements", "act"): SPEECH_ACTS,
    ("statements", "quote"): QUOTES,
    ("ledger", "act"): ACTS,
    ("lineage", "relation"): LINEAGES,
    ("omissions", "kind"): OMISSIONS,
    ("omissions", "direction"): DIRECTIONS,
    ("events", "horizon"): ("past", "future"),
}


def join(items: Iterable[str]) -> str:
    """Join distinct items into one cell, in first-seen order; empty items are left out.

    >>> join(["un", "", "viet-nam", "un"])
    'un|viet-nam'
    """
    return SEPARATOR.join(dict.fromkeys(item for item in items if item))


def split(cell: str) -> list[str]:
    """The items of a cell, in order.

    >>> split("un|viet-nam"), split("")
    (['un', 'viet-nam'], [])
    """
    return [item for item in cell.split(SEPARATOR) if item]


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, in order."""
    names = [str(column) for column in data.columns]
    if not names:
        return [{} for _ in data.index]
    cells = (data[column].tolist() for column in data.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def stream(data: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as dictionaries, in order, of which a few thousand are in memory at a time.

    A row as a dictionary takes ten times what it takes in columns, so what reads a whole table goes this way.

    >>> [row["n"] for row in stream(pd.DataFrame({"n": [1, 2]}))]
    [1, 2]
    """
    for start in range(0, len(data), _AT_ONCE):
        yield from records(data.iloc[start : start + _AT_ONCE])


def frame(name: str, rows: Sequence[Mapping[str, object]] | pd.DataFrame) -> pd.DataFrame:
    """Build a table of the contract from rows: its columns first and in order, others after them.

    Missing cells become the empty string (0 in whole-number columns). The input is unchanged.

    >>> frame("repairs", [{"article_id": "a1", "rule": "nfc", "n": 2}]).to_dict("records")
    [{'article_id': 'a1', 'rule': 'nfc', 'n': 2}]
    """
    table = TABLES[name]
    data = rows.copy() if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    for column in table.columns:
        if column not in data:
            data[column] = 0 if column in INTEGERS else ""
    extra = [column for column in data.columns if column not in table.columns]
    data = data[[*table.columns, *extra]].reset_index(drop=True)
    for column in data.columns:
        if column in INTEGERS:
            data[column] = pd.to_numeric(data[column]).fillna(0).astype("int64")
        elif column in table.columns:
            data[column] = data[column].fillna("").astype("str")
    return data


def complete(data: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The frame with these text columns, empty where they were missing, so that no row means no surprise."""
    missing = [column for column in columns if column not in data]
    return data.assign(**{column: pd.Series("", index=data.index, dtype="str") for column in missing})


def check(name: str, data: pd.DataFrame, texts: Mapping[str, str] | None = None) -> None:
    """Check one table against its contract, and its spans against the source texts when given.

    Raises:
        SchemaError: a column is missing, a key repeats, a value is outside a closed list, or
            `source[start:end] != text` for a row.
    """
    table = TABLES[name]
    missing = [column for column in table.columns if column not in data]
    if missing:
        raise SchemaError(f"table {name} lacks a column", column=missing[0], remedy="re-run the analysis")
    if table.key and data.duplicated(list(table.key)).any():
        row = int(data.duplicated(list(table.key)).to_numpy().argmax())
        raise SchemaError(f"table {name} repeats its key {', '.join(table.key)}", record=row)
    for (owner, column), allowed in _CLOSED.items():
        if owner == name and not set(data[column]) <= set(allowed):
            value = sorted(set(data[column]) - set(allowed))[0]
            raise SchemaError(f"table {name} holds an unknown value", column=column, value=value)
    if table.has_span and texts is not None:
        _check_spans(name, data, texts)


def _check_spans(name: str, data: pd.DataFrame, texts: Mapping[str, str]) -> None:
    rows = zip(data["article_id"], data["start"], data["end"], data["text"], strict=True)
    for number, (article_id, start, end, text) in enumerate(rows):
        if texts[article_id][start:end] != text:
            raise SchemaError(
                f"table {name} quotes text that its article does not have",
                file=article_id,
                record=number,
                value=text[:60],
                remedy="re-run the analysis",
            )
