"""Making: a correction tried on a corpus, and written when it finds what it means."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.correcting.desk import GONE
from corpus_tools.correcting.differences import compare_tables
from corpus_tools.correcting.entries import Correction, as_text, make_correction, read_corrections
from corpus_tools.correcting.writing import append_correction
from corpus_tools.errors import UsageError

Load = Callable[[Sequence[Correction]], Mapping[str, pd.DataFrame]]
"""Gives the tables of a corpus with some corrections."""


def correct(seeds: Path, entry: Mapping[str, Any], load: Load) -> pd.DataFrame:
    """Put a correction into the file of a seeds folder, and say what it changes.

    Args:
        seeds: the folder of articles.
        entry: kind, its keys, who, when and why; numbers and tuples are written as the file has them.
        load: gives the tables with corrections.

    Returns:
        Each cell that differs (`differences.compare_tables`); empty when all was so already.

    Raises:
        UsageError: it is no correction, or what it means is not in the corpus; nothing is written.
        OutputError: the file cannot be written.
    """
    earlier = read_corrections(seeds)
    correction = make_correction(len(earlier) + 1, as_text(entry))
    before, after = load(earlier), load((*earlier, correction))
    outcome = after["corrections"].iloc[-1]
    if outcome["status"] == GONE:
        raise UsageError(
            "what the correction means is not in this corpus",
            value=outcome["note"],
            remedy="give words of an article; nothing was written",
        )
    append_correction(seeds, correction)
    return compare_tables(before, after)
