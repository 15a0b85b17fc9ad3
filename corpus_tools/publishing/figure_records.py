"""Records of figures: what is known of each, from the `.json` that is saved with it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.errors import UsageError


def load_record(path: Path) -> dict[str, Any]:
    """What is known about a saved figure: its `.json`.

    Raises:
        UsageError: the file is missing or is not a figure's.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("no such figure", file=path.name, remedy="run the analysis first") from error
    if not isinstance(record, dict) or "figure_id" not in record:
        raise UsageError("not the record of a figure", file=path.name)
    return record


def load_records(folder: Path) -> list[dict[str, Any]]:
    """The records of the figures of a folder, in the order of their ids.

    Raises:
        UsageError: a record cannot be read.
    """
    return [load_record(path) for path in sorted(folder.glob("f*.json"))]


def list_figures(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The table `figures`: a row for each record, in the order given; no record gives no row."""
    columns = schema.TABLES["figures"].columns
    rows = [
        {column: record[column] for column in columns if column in record}
        | {"file": f"{record['figure_id']}.png", "data_file": f"{record['figure_id']}.csv"}
        for record in records
    ]
    return schema.frame("figures", rows)
