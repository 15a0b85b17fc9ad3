"""The report of `corpus-tools check`: a JSON line for each file or record, saying what became of it."""

import json
from pathlib import Path

from corpus_tools.errors import OutputError
from corpus_tools.reading.folder import Reading


def write_report(reading: Reading, path: Path) -> None:
    """Write the report; a line has file, row, status, codes, message, title, text, date, seconds.

    `row` counts the records of a file from 0 and is null for a file as a whole; `date` is null where none was
    read. `text` is the body: the source text without what cleaning dropped.

    Raises:
        OutputError: the file cannot be written.
    """
    bodies = {article.article_id: _body(article.text, article.dropped) for article in reading.items()}
    known = {row["article_id"]: row for row in reading.articles.to_dict("records")}
    lines = []
    for entry in reading.entries:
        article = known.get(entry.article_id, {})
        line = {
            "file": entry.file,
            "row": entry.row - 1 if entry.row else None,
            "status": entry.status,
            "codes": list(entry.codes),
            "message": entry.message,
            "title": article.get("title", ""),
            "text": bodies.get(entry.article_id, ""),
            "date": article.get("published") or None,
            "seconds": round(entry.seconds, 3),
        }
        lines.append(json.dumps(line, ensure_ascii=True) + "\n")
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            "the report cannot be written", file=str(path), remedy="name another file with --report"
        ) from error


def _body(text: str, dropped: tuple[tuple[int, int], ...]) -> str:
    kept, position = [], 0
    for start, end in dropped:
        kept.append(text[position:start])
        position = max(position, end)
    return "".join([*kept, text[position:]])
