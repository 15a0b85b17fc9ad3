"""Extras: what a notebook publishes besides figures, its own tables and files for other programs.

They go where the run has said (`CORPUS_TOOLS_TABLES`); outside a run, nothing is written.
"""

import os
import re
from pathlib import Path

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.publishing.tables import write_tables
from corpus_tools.schema import TABLES


def save_table(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """Publish a table of a notebook as `OUT/tables/<name>.csv`, and return it.

    Raises:
        UsageError: the name is one of the contract's, which a run writes itself.
    """
    if name in TABLES or not name.isidentifier():
        raise UsageError("not a name for a table of a notebook", value=name)
    folder = _find_folder()
    if folder is not None:
        write_tables({name: data}, folder)
    return data


def save_export(name: str, content: str) -> str:
    """Publish a file for another program as `OUT/exports/<name>`.

    Returns:
        A line that says what is written in a run.

    Raises:
        UsageError: the name is not that of a plain file.
    """
    if not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9]+", name):
        raise UsageError("not a name for an exported file", value=name)
    folder = _find_folder()
    if folder is not None:
        path = folder.parent / "exports" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    return f"exports/{name}: {content.count(chr(10))} lines, written in a run"


def _find_folder() -> Path | None:
    folder = os.environ.get("CORPUS_TOOLS_TABLES", "")
    return Path(folder) if folder else None
