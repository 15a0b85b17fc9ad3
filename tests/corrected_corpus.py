"""Two short articles and what corrections make of their tables, through the whole pipeline."""

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import yaml

from corpus_tools.correcting.desk import Desk
from corpus_tools.correcting.entries import parse_corrections
from corpus_tools.correcting.kinds import Stage
from corpus_tools.correcting.marks import mark_derived
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all
from corpus_tools.running.parts import frame_rows
from corpus_tools.running.pipeline import Tables, build_tables

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "corrections.yml").read_text("utf-8"))
TEXTS: Mapping[str, str] = CASES["texts"]
SIGNED = {"who": "A. Reader", "when": "2026-05-02", "why": "seen in the report"}


def write_entries(*entries: Mapping[str, Any]) -> str:
    """Entries as the file has them, signed."""
    return yaml.safe_dump([{**entry, **SIGNED} for entry in entries], allow_unicode=True, sort_keys=False)


def write_seeds(folder: Path) -> Path:
    """Write the articles into a folder, and return it."""
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="corrected-"))
    write_seeds(folder / "seeds")
    return folder


@cache
def read() -> Reading:
    """What is read of the two articles."""
    return read_folder(_folder() / "seeds")


@cache
def build(text: str = "") -> Tables:
    """The tables with these corrections, as a run has them; articles are annotated once."""
    tables = _link(text)
    return mark_derived(build(), tables) if text else tables


@cache
def list_stages() -> Mapping[Stage, Tables]:
    """The tables that the desk is given at each stage of a run, before any correction."""
    seen: dict[Stage, Tables] = {}

    class Watched(Desk):
        def correct(self, stage: Stage, tables: Mapping[str, pd.DataFrame]) -> Tables:
            seen[stage] = dict(tables)
            return super().correct(stage, tables)

    with patch("corpus_tools.running.pipeline.Desk", Watched):
        _link("")
    return seen


def _link(text: str) -> Tables:
    return build_tables(
        read(),
        lambda articles: frame_rows(annotate_all(articles, cache=Cache(_folder() / "cache"), jobs=1)),
        corrections=parse_corrections(text),
    )
