"""Citations: a reference to a figure, and to the articles it rests on, as text, BibTeX or CSL-JSON."""

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from corpus_tools.errors import UsageError
from corpus_tools.publishing.figure_records import load_record
from corpus_tools.publishing.provenance import SHORT, SOURCE

Style = Literal["text", "bibtex", "csl"]

_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z", re.IGNORECASE)
_BIBTEX = {
    # BibTeX counts braces even where they are escaped, so these go by name.
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}


def cite_figure(figure_id: str, figures: Path, *, style: Style = "text") -> str:
    """Cite a saved figure.

    Args:
        figure_id: of the figure.
        figures: the folder that holds it.
        style: `text`, `bibtex` or `csl` (CSL-JSON).

    Raises:
        UsageError: there is no such figure, or the style is none of these.
    """
    path = figures / f"{figure_id}.json"
    if not path.is_file():
        known = sorted(found.stem for found in figures.glob("f*.json"))
        near = get_close_matches(figure_id, known, n=3, cutoff=0.3) or known[:3]
        remedy = f"try {', '.join(near)}" if near else "run the analysis first"
        raise UsageError("no such figure", value=figure_id, remedy=remedy)
    return cite(load_record(path), style=style)


def cite(record: Mapping[str, Any], *, style: Style = "text") -> str:
    """Cite a figure and the articles that its marks rest on, in the order of their ids.

    An undated article is cited as such, with the first and last day on which it can have been published.

    Args:
        record: what is known about the figure, as `load_record` gives it.
        style: `text`, `bibtex` or `csl` (CSL-JSON).

    Raises:
        UsageError: the style is none of these.
    """
    rows = [dict.fromkeys(SOURCE, "") | dict(row) for row in record["sources"]]
    if style == "text":
        lines = [refer(record), "", "It rests on:", *(f"- {_article_text(row)}" for row in rows)]
        return "\n".join(lines if rows else lines[:1])
    if style == "bibtex":
        return "\n\n".join([_figure_bibtex(record), *map(_article_bibtex, rows)])
    if style == "csl":
        items = [_figure_csl(record), *map(_article_csl, rows)]
        return json.dumps(items, ensure_ascii=False, indent=1, sort_keys=True)
    raise UsageError("unknown citation style", value=style, remedy="use text, bibtex or csl")


def refer(record: Mapping[str, Any]) -> str:
    """One line that identifies a figure: its title, version, and what made it.

    >>> refer({"figure_id": "f00-x", "version": "1" * 64, "title": "A rises.", "notebook": "00_corpus.ipynb",
    ...        "cell": 4, "corpus_digest": "2" * 64, "code_digest": "3" * 64, "article_ids": ["a1"],
    ...        "software": {"corpus-tools": "0.1.0"}})
    'A rises. Figure f00-x, version 111111111111, 00_corpus.ipynb cell 4, corpus-tools 0.1.0 (code 333333333333), corpus 222222222222, 1 article.'
    """  # noqa: E501 (one line is what is promised)
    n = len(record["article_ids"])
    return (
        f"{_one_line(record['title'])}. Figure {record['figure_id']}, "
        f"version {record['version'][:SHORT]}, {record['notebook']} cell {record['cell']}, "
        f"{_made_by(record)}, corpus {record['corpus_digest'][:SHORT]}, "
        f"{n} article{'s' if n != 1 else ''}."
    )


def _one_line(title: str) -> str:
    return " ".join(title.split()).rstrip(".")


def _made_by(record: Mapping[str, Any]) -> str:
    return f"corpus-tools {record['software']['corpus-tools']} (code {record['code_digest'][:SHORT]})"


def tell_when(row: Mapping[str, Any]) -> str:
    """When an article was published: its date, or that it is undated and the days that bound it.

    >>> tell_when({"published": "", "published_earliest": "", "published_latest": "2026"})
    'undated (by 2026)'
    """
    if row["published"]:
        return str(row["published"])
    earliest, latest = row["published_earliest"], row["published_latest"]
    if earliest and latest:
        return f"undated (between {earliest} and {latest})"
    return (
        f"undated (not before {earliest})" if earliest else f"undated (by {latest})" if latest else "undated"
    )


def web_address(row: Mapping[str, Any]) -> str:
    """The address of an article, if it is one of the web; else empty."""
    return str(row["url"]) if _WEB.match(str(row["url"])) else ""


def _article_text(row: Mapping[str, Any]) -> str:
    title = " ".join(str(row["title"]).split())
    parts = [
        row["outlet"] or "outlet unknown",
        f"“{title}”" if title else "untitled",
        tell_when(row),
        web_address(row),
    ]
    return ", ".join(str(part) for part in parts if part) + f" [{row['article_id']}]"


def _escape(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in " ".join(str(text).split()))


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    body = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@{kind}{{{key},\n{body}}}"


def _figure_bibtex(record: Mapping[str, Any]) -> str:
    fields = {
        "title": f"{{{_escape(record['title'])}}}",
        "howpublished": _escape(_made_by(record)),
        "note": _escape(refer(record).removeprefix(f"{_one_line(record['title'])}. ")),
        "version": record["version"][:SHORT],
    }
    return _entry("misc", f"{record['figure_id']}-{record['version'][:8]}", fields)


def _article_bibtex(row: Mapping[str, Any]) -> str:
    published = str(row["published"])
    fields = {
        "title": f"{{{_escape(row['title'])}}}" if row["title"] else "",
        "journal": _escape(row["outlet"]),
        "date": published,
        "year": published[:4],
        "note": "" if published else _escape(tell_when(row)),
        "url": web_address(row),
        "langid": _escape(row["language"]),
    }
    return _entry("article", str(row["article_id"]), fields)


def _figure_csl(record: Mapping[str, Any]) -> dict[str, object]:
    return {
        "id": f"{record['figure_id']}@{record['version'][:SHORT]}",
        "type": "figure",
        "title": record["title"],
        "version": record["version"],
        "source": _made_by(record),
        "note": refer(record),
    }


def _article_csl(row: Mapping[str, Any]) -> dict[str, object]:
    published = str(row["published"])
    item: dict[str, object] = {
        "id": row["article_id"],
        "type": "article-newspaper",
        "title": row["title"],
        "container-title": row["outlet"],
        "URL": web_address(row),
        "language": row["language"],
        "note": "" if published else tell_when(row),
    }
    if published:
        item["issued"] = {"date-parts": [[int(part) for part in published.split("-")]]}
    return {name: value for name, value in item.items() if value}
