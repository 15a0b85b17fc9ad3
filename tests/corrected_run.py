"""What corrections make of a whole run on two short articles: its tables, figures and report, as text.

The cells of the notebooks are executed here, in this process, one after another: what they draw and
publish is what a run draws and publishes. Only pictures are not rendered: in place of each stand its words.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch
from xml.sax.saxutils import escape

from corrected_corpus import write_seeds
from matplotlib.figure import Figure
from matplotlib.text import Text

from corpus_tools.correcting.entries import NAME
from corpus_tools.publishing import figures
from corpus_tools.publishing.report import read_cells, write_report
from corpus_tools.publishing.tables import write_tables
from corpus_tools.reading.folder import read_folder
from corpus_tools.running.corpus import hand_over
from corpus_tools.running.transcript import code_cells, read_notebook
from corpus_tools.schema import TABLES
from corpus_tools.study import CHECKOUT, Study

Output = Mapping[str, str]
"""The text files of a run by their path."""

PICTURES = (".svg", ".png", ".pdf")
_DIGEST = re.compile(r"\b[0-9a-f]{12,64}\b")
_PARAMETER = re.compile(r"<div><dt>parameter corrections</dt><dd>…</dd></div>\n")


class Runner:
    """Makes runs on the same articles, each in a folder of its own, with one cache."""

    def __init__(self, folder: Path) -> None:
        """Take a folder to work in."""
        self._folder = folder
        self._seeds = write_seeds(folder / "seeds")
        self._reading = folder / "reading"
        hand_over(read_folder(self._seeds), self._reading)
        self._runs = 0

    def run(self, corrections: str = "") -> Output:
        """The tables, the figures with their data, and the report of a run with this `corrections.yml`."""
        self._runs += 1
        out = self._folder / f"run{self._runs}"
        (self._seeds / NAME).write_text(corrections, encoding="utf-8")
        places = {"SEEDS": self._seeds, "READING": self._reading, "CACHE": self._folder / "cache"}
        places |= {"FIGURES": out / "figures", "TABLES": out / "tables"}
        variables = {f"CORPUS_TOOLS_{name}": str(path) for name, path in places.items()}
        with patch.dict(os.environ, variables), patch.object(figures, "_draw", _draw_words):
            study = Study(jobs=1)
            with patch("corpus_tools.study.Study", return_value=study):
                for code in _read_notebooks():
                    _execute(code)
            _publish(study, out)
        return {
            path.relative_to(out).as_posix(): strip_digests(path)
            for path in sorted(out.rglob("*"))
            if path.is_file() and path.suffix not in PICTURES and "files" not in path.parts
        }


def strip_digests(path: Path) -> str:
    """A file without the digests that state its input: every file would differ by them.

    These are the digest of the corrections, which is a parameter of all that they shape, the id of the run,
    and in the record of a figure the digests of its own files, whose content is compared itself.
    """
    text = _PARAMETER.sub("", _DIGEST.sub("…", path.read_text("utf-8")))
    if path.parent.name != "figures" or path.suffix != ".json":
        return text
    record = json.loads(text)
    record["parameters"].pop("corrections", None)
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)


@cache
def _read_notebooks() -> Sequence[Sequence[CodeType]]:
    """The cells of all notebooks, compiled."""
    return [
        [compile(cell.source, path.name, "exec") for cell in code_cells(read_notebook(path))]
        for path in sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
    ]


def _execute(cells: Sequence[CodeType]) -> None:
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()):
        for cell in cells:
            exec(cell, names)  # noqa: S102 (the committed notebooks)


def _draw_words(
    figure: Figure, stamp: Mapping[str, Any], *, title: str, alt: str
) -> tuple[dict[str, bytes], list[str]]:
    """In place of pictures the words in them, as a picture that the report can show."""
    words = "".join(f"<text>{escape(item.get_text())}</text>" for item in figure.findobj(Text))
    picture = f'<svg xmlns="http://www.w3.org/2000/svg">{words}</svg>'.encode()
    return dict.fromkeys(PICTURES, picture), []


def _publish(study: Study, out: Path) -> None:
    """Write what a run writes besides its notebooks."""
    tables = {name: table for name, table in study.tables.items() if name in TABLES}
    write_tables(tables, out / "tables")
    made = {path.stem: read_cells(path) for path in (out / "tables").glob("*.csv") if path.stem not in TABLES}
    write_report(
        {**made, **study.tables},
        study.texts,
        out / "figures",
        out / "report",
        study.provenance,
        judgements=study.judgements,
    )
