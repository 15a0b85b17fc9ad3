"""Reporting: what `corpus-tools check` says about each file and record of a folder."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus_tools.reading.cleaning import Dropped, body_of
from corpus_tools.reading.folder import Reading
from corpus_tools.reading.results import Entry


def report_rows(reading: Reading, *, copies: Iterable[Sequence[str]] = ()) -> list[dict[str, Any]]:
    """A row for each file or record that was seen, in order.

    Keys: file, row (its index in the file from 0, or None for the file itself), status (`accepted`,
    `rejected`, `ignored`), codes, message, title, text (the body), date (or None), seconds; and format, what
    it was recognised as.

    Args:
        reading: what was read.
        copies: pairs of article ids that share most of their wording; the later one is warned about.
    """
    known = {row["article_id"]: row for row in reading.articles.to_dict("records")}
    spans: dict[str, list[Dropped]] = {}
    for row in reading.dropped.to_dict("records"):
        spans.setdefault(row["article_id"], []).append(Dropped(row["start"], row["end"], row["rule"]))
    order = {article_id: place for place, article_id in enumerate(known)}
    later = {max(pair, key=lambda article_id: order[article_id]) for pair in copies}
    return [_report(entry, known, spans, reading.texts, later) for entry in reading.entries]


def _report(
    entry: Entry,
    known: Mapping[str, Mapping[Any, Any]],
    spans: Mapping[str, list[Dropped]],
    texts: Mapping[str, str],
    copies: set[str],
) -> dict[str, Any]:
    article = known.get(entry.article_id, {})
    codes = sorted({*entry.codes, *(["duplicate_content"] if entry.article_id in copies else [])})
    text = body_of(texts[entry.article_id], spans.get(entry.article_id, [])) if article else ""
    return {
        "file": entry.file,
        "row": entry.row - 1 if entry.row else None,
        "status": entry.status,
        "codes": codes,
        "message": entry.message,
        "title": article.get("title", ""),
        "text": text.strip(),
        "date": article.get("published") or None,
        "seconds": round(entry.seconds, 3),
        "format": entry.form,
    }


def to_json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """The report as JSON Lines, ASCII only so that any name and text can be shown."""
    return "".join(json.dumps(row, ensure_ascii=True, sort_keys=True) + "\n" for row in rows)
