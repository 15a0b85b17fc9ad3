"""Evaluation: our figures on public annotated data beside those of other tools, as they were last measured.

The figures are in `evaluation.yml` and not measured by a run, since the public files are not shipped.
`make evaluate EVAL=DIR` measures ours again; those of other tools are entered by hand, with their source.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

OURS = "corpus_tools"
WITHOUT = "corpus_tools, no authority file"
FIGURES = Path(__file__).with_name("evaluation.yml")

_COLUMNS = ["data", "step", "measure", "tool", "value", "n"]


def list_figures(path: Path = FIGURES) -> pd.DataFrame:
    """Every figure, those of other tools last.

    Returns:
        data (name of the file), step, measure, tool, value (0-1, or documents a second), n (items wanted,
        mentions compared, or documents; the same for every tool on one measure).
    """
    content = _load(path)
    rows = [*content["ours"], *content["others"]]
    known = {(row["data"], row["measure"]): row["n"] for row in content["ours"]}
    data = pd.DataFrame(
        [{"n": known.get((row["data"], row["measure"]), 0), **row} for row in rows], columns=_COLUMNS
    )
    return data.astype({"value": "float64", "n": "int64"})


def compare_tools(figures: pd.DataFrame) -> pd.DataFrame:
    """Our figures beside those of other tools, in the order given.

    Args:
        figures: what `list_figures` gives.

    Returns:
        data, step, measure, n, ours, without (ours with an empty authority file; missing where this was not
        measured), others (each as `name value`, best first; empty where none was measured).
    """
    rows = []
    for (data, step, measure), group in figures.groupby(["data", "step", "measure"], sort=False):
        values = dict(zip(group["tool"], group["value"], strict=True))
        others = sorted((item for item in values.items() if item[0] not in (OURS, WITHOUT)), key=_best_first)
        if OURS in values:
            row = {"data": data, "step": step, "measure": measure, "n": int(group["n"].max())}
            told = "; ".join(f"{tool} {value:.3g}" for tool, value in others)
            rows.append({**row, "ours": values[OURS], "without": values.get(WITHOUT), "others": told})
    columns = ["data", "step", "measure", "n", "ours", "without", "others"]
    return pd.DataFrame(rows, columns=columns).astype({"ours": "float64", "without": "float64"})


def _best_first(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


def list_data(path: Path = FIGURES) -> pd.DataFrame:
    """The data that was measured on: data, what (with n), source, licence."""
    rows = [{"data": name, **about} for name, about in _load(path)["data"].items()]
    return pd.DataFrame(rows, columns=["data", "what", "source", "licence"])


def write_figures(figures: Sequence[Mapping[str, Any]], path: Path = FIGURES) -> None:
    """Replace our figures in the file; those of other tools, and what the data is, stay as they are."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("\nours:")]
    lines = [
        yaml.safe_dump([dict(row)], default_flow_style=True, sort_keys=False, width=1000).strip()[1:-1]
        for row in figures
    ]
    path.write_text("\n".join([head, "ours:", *(f"  - {line}" for line in lines)]) + "\n", encoding="utf-8")


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
