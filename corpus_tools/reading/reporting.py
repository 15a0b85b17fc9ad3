"""Reporting: what `corpus-tools check` says about each file and record of a folder."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from corpus_tools.reading.cleaning import Dropped, body_of
from corpus_tools.reading.folder import Reading
from corpus_tools.reading.refusals import WARNINGS
from corpus_tools.reading.results import Entry


def report_rows(reading: Reading, *, copies: Iterable[Sequence[str]] = ()) -> list[dict[str, Any]]:
    """A row for each file or record that was seen, in order.

    Keys: file, row (its index in the file from 0, or None for the file itself), status (`accepted`,
    `rejected`, `ignored`), codes, message, title, text (the body), date (or None), seconds.

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
    }


def explain(entries: Iterable[Entry]) -> Iterator[str]:
    """A line for each file, in order: what it was recognised as, and what became of it.

    >>> entries = [Entry("a.csv", 1, "accepted", form="table"), Entry("a.csv", 2, "rejected", form="table")]
    >>> list(explain(entries))
    ['a.csv: table, 1 article, 1 record refused']
    """
    for file, group in groupby(entries, key=lambda entry: entry.file):
        found = list(group)
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in file)
        yield f"{shown}: {', '.join(filter(None, _say_what(found)))}"


def _say_what(entries: Sequence[Entry]) -> Iterator[str]:
    articles = [entry for entry in entries if entry.status == "accepted"]
    refused = [entry for entry in entries if entry.status == "rejected"]
    forms = dict.fromkeys(entry.form for entry in entries if entry.form)
    yield " and ".join(forms)
    yield _count(len(articles), "article") if articles else ""
    if refused and not articles and not any(entry.row for entry in refused):
        yield f"refused: {'; '.join(entry.message.partition(': ')[2] for entry in refused)}"
    elif refused:
        yield f"{_count(len(refused), 'record')} refused"
    yield from (entry.message for entry in entries if entry.status == "ignored")
    warned = Counter(code for entry in articles for code in entry.codes)
    if warned:
        yield "; ".join(
            WARNINGS[code] + (f" ({n} times)" if n > 1 else "") for code, n in sorted(warned.items())
        )


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def to_json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """The report as JSON Lines, ASCII only so that any name and text can be shown."""
    return "".join(json.dumps(row, ensure_ascii=True, sort_keys=True) + "\n" for row in rows)
