"""Unaided: how often each step is right when no name is known beforehand.

The same articles are annotated, linked and judged again with an empty authority file: neither the shipped
names nor the user's own. What is left is what the rules find by themselves.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from corpus_tools.correcting.entries import Correction
from corpus_tools.lexicons import NO_NAMES
from corpus_tools.measuring.gold import FOLDER, Gold, load_gold
from corpus_tools.measuring.judging import judge
from corpus_tools.reading.folder import Reading
from corpus_tools.running.corpus import load_tables

MOST = 500
"""Articles up to which all are linked again; of more, only those with gold."""


def judge_unaided(
    reading: Reading,
    seeds: Path,
    *,
    cache: str | Path = "",
    jobs: int = 0,
    corrections: Sequence[Correction] = (),
    scheduler: str = "",
) -> pd.DataFrame:
    """Judge the articles of a folder against its gold, with an empty authority file.

    Args:
        reading: what reading made of the folder.
        seeds: the folder; its subfolder `gold` holds the gold.
        cache: the folder of the cache; the user's when not given.
        jobs: processes that annotate; 0 for one per core.
        corrections: the user's corrections; one that names an actor by an id of the authority file has no
            effect here.
        scheduler: the address of a Dask scheduler whose workers annotate instead.

    Returns:
        What `judging.judge` gives; empty without gold, and then nothing is annotated.

    Raises:
        UsageError: a line of gold cannot be read.
    """
    gold = load_gold(seeds / FOLDER, reading.articles)
    if gold.is_empty:
        return judge({}, gold)
    tables = load_tables(
        _choose(reading, gold),
        cache=cache,
        jobs=jobs,
        names=NO_NAMES,
        corrections=corrections,
        scheduler=scheduler,
    )
    return judge(tables, load_gold(seeds / FOLDER, tables["articles"]))


def _choose(reading: Reading, gold: Gold) -> Reading:
    """All articles, or of a large folder those with gold."""
    if len(reading.articles) <= MOST:
        return reading
    return reading.only(set(gold.articles.values()), refused=reading.refused)
