"""The shipped articles, changed in one way or another, through the whole pipeline."""

import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus_tools.reading.folder import read_folder
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all
from corpus_tools.running.parts import frame_rows
from corpus_tools.running.pipeline import Tables, build_tables
from corpus_tools.schema import records

SEEDS = Path(__file__).parents[1] / "seeds"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}


class Builder:
    """Builds the tables of corpora, each once; an article that is in two of them is annotated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = Cache(folder / "cache")
        self._built: dict[tuple[tuple[str, str], ...], Tables] = {}

    def build(self, texts: Mapping[str, str]) -> Tables:
        """The tables of articles, given as text by file stem, with the shipped sources.csv beside them."""
        key = tuple(texts.items())
        if key not in self._built:
            self._built[key] = self._build(texts)
        return self._built[key]

    def _build(self, texts: Mapping[str, str]) -> Tables:
        seeds = Path(tempfile.mkdtemp(dir=self._folder))
        shutil.copy(SEEDS / "sources.csv", seeds)
        for name, text in texts.items():
            (seeds / f"{name}.txt").write_bytes(text.encode("utf-8"))
        return build_tables(
            read_folder(seeds), lambda articles: frame_rows(annotate_all(articles, cache=self._cache, jobs=1))
        )


def count_once(tables: Tables) -> dict[str, Any]:
    """Every number per story: of the corpus, of ledger and events, and the sources behind these."""
    return {
        "stories": tables["articles"]["story_id"].nunique(),
        "ledger": _cells(tables["ledger"], "ledger_id act by_ids to_ids n_stories n_sources"),
        "events": _cells(tables["events"], "event_id date_start date_end kind n_stories n_sources"),
        "actors": _cells(tables["actors"], "actor_id n_stories"),
    }


def list_actors(tables: Tables) -> list[tuple[Any, ...]]:
    """What must not change about actors."""
    return _cells(tables["actors"], "actor_id type n_articles n_stories n_mentions")


def list_speakers(tables: Tables) -> list[tuple[Any, ...]]:
    """What must not change about statements."""
    return _cells(tables["statements"], "statement_id sentence_id speaker_id act addressee_ids quote")


def list_acts(tables: Tables) -> list[tuple[Any, ...]]:
    """What must not change about the ledger, whichever articles tell it."""
    return _cells(tables["ledger"], "ledger_id act by_ids to_ids due_earliest due_latest status n_stories")


def list_dates(tables: Tables) -> list[tuple[Any, ...]]:
    """What must not change about events, whichever articles tell them."""
    return _cells(tables["events"], "event_id date_start date_end precision kind horizon n_stories conflicts")


def _cells(table: Any, columns: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in columns.split()) for row in records(table))


def strip(text: str) -> str:
    """A text without tone marks and accents.

    >>> strip("Đặng à l’ONU")
    'Dang a l’ONU'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
