"""Statements: corrections of who says what, and of what was asked, offered, promised and agreed."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from corpus_tools.annotating.time_calendar import find_dates
from corpus_tools.characters import fold, squeeze
from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.rows import add_row, sort_rows
from corpus_tools.correcting.targets import (
    Tables,
    TargetGoneError,
    find_actor,
    find_row,
    find_sentences,
    find_span,
)
from corpus_tools.schema import ACTS, join

Texts = Mapping[str, str]


def reject_statement(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take what was read as a statement for none; a row of the ledger that rested on it alone goes too."""
    there = find_row(tables, texts, "statements", entry, act=entry.text("act"), cue=entry.text("cue"))
    return {"statements": tables["statements"][~there].reset_index(drop=True)}


def add_statement(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take the words of an article for what a speaker says; an act makes a row of the ledger too."""
    article_id, start, end = find_span(tables, texts, entry.fields)
    sentence = find_sentences(tables, (article_id, start, end)).iloc[0]
    speaker = find_actor(tables, texts, entry.fields["speaker"])
    act = entry.text("act", "statement")
    row = {
        "statement_id": f"{article_id}.c{digest_words(act, speaker, texts[article_id][start:end])}",
        "article_id": article_id,
        **{name: sentence[name] for name in ("sentence_id", "start", "end", "text")},
        **{"speaker_id": speaker, "by": speaker, "cue": entry.text("cue"), "act": act},
        "addressee_ids": _name_all(tables, texts, entry.list("to")),
        **{"quote": entry.text("quote", "indirect"), "reality": "done", "status": "made"},
        **{"cue_start": sentence["start"], "cue_end": sentence["start"]},
        **{"what_start": start, "what_end": end},
    }
    if row["statement_id"] in set(tables["statements"]["statement_id"]):
        return {}
    return {"statements": sort_rows(add_row("statements", tables["statements"], row), tables["articles"])}


def reject_ledger(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take a row of the ledger for no request, proposal, offer, commitment or agreement."""
    there = find_row(tables, texts, "ledger", entry, act=entry.text("act"))
    return {"ledger": tables["ledger"][~there].reset_index(drop=True)}


def add_ledger(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take the words of an article for an act of the ledger, without a statement of its own."""
    act = entry.text("act")
    if act not in ACTS:
        raise TargetGoneError(f"{act} is no act of the ledger")
    article_id, start, end = find_span(tables, texts, entry.fields)
    sentences = find_sentences(tables, (article_id, start, end))
    article = tables["articles"].set_index("article_id").loc[article_id]
    by = _name_all(tables, texts, entry.list("by"))
    due = entry.text("due")
    first, _, last = due.partition("/")
    row = {
        "ledger_id": f"lc{digest_words(act, by, texts[article_id][start:end])}",
        **{"act": act, "by_ids": by, "to_ids": _name_all(tables, texts, entry.list("to"))},
        "text": "\n".join(sentences["text"]),
        "what": squeeze(texts[article_id][start:end]),
        "due_earliest": find_dates(first)[0],
        "due_latest": find_dates(last or first)[1],
        **{"status": "made", "statement_ids": "", "article_ids": article_id},
        **{"n_articles": 1, "n_stories": 1, "languages": article["language"]},
        "sentence_ids": join(sentences["sentence_id"]),
        "story_id": article["story_id"],
    }
    if row["ledger_id"] in set(tables["ledger"]["ledger_id"]):
        return {}
    return {"ledger": add_row("ledger", tables["ledger"], row)}


def digest_words(*words: str) -> str:
    """Eight hexadecimal digits made from words, in whatever case and accents."""
    return hashlib.sha256(squeeze(fold(" ".join(words))).encode()).hexdigest()[:8]


def _name_all(tables: Tables, texts: Texts, named: Sequence[Any]) -> str:
    return join(find_actor(tables, texts, each) for each in named)
