"""Figures: a picture saved with the data it draws, what it says in words, and what made it.

Five files share one name: `.svg`, `.png` and `.pdf` (the picture, stamped), `.csv` (the data drawn, a row
for each mark with the ids of its evidence) and `.json` (all that is known about the figure). The same
input gives the same bytes. An id never changes its meaning; its version is the digest of the data drawn.
"""

import base64
import json
import re
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

import corpus_tools
from corpus_tools.errors import SchemaError, UsageError
from corpus_tools.publishing.formats import RESOLUTION, read_stamp, render
from corpus_tools.publishing.markdown import literal
from corpus_tools.publishing.provenance import SHORT, Provenance, data_digest, digest_bytes
from corpus_tools.publishing.style import QUIET, lines_of, style, wrap
from corpus_tools.publishing.tables import to_csv
from corpus_tools.schema import split

EVIDENCE = ("sentence_ids", "sentence_id", "article_ids", "article_id")
"""The columns of drawn data that can hold the evidence of a mark; the first that is there counts."""

_ID = re.compile(r"f\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_MISSING = re.compile(r"Glyph (\d+) \(.*missing from")


@dataclass(frozen=True)
class FigureRecord:
    """What is known about a saved figure; the `.json` beside it holds the same.

    Attributes:
        figure_id: `f<notebook>-<slug>`.
        version: the digest of the data drawn.
        title: the finding.
        caption: n, the counting rule, and how often the steps behind it are right.
        alt: what a blind reader needs to know.
        notebook: the notebook that draws it, by file name.
        cell: the number of the code cell that draws it.
        corpus_digest: of the articles.
        code_digest: of the package.
        parameters: that shaped it.
        n_marks: rows of the data drawn.
        article_ids: the articles it rests on, sorted.
        sources: of each of these articles what a citation needs.
        missing_glyphs: characters that the font could not draw, as `U+1F600`.
        files: for each file of the figure (but the .json) its SHA-256.
        drawings: for each picture the digest of its drawing, which other text in the file leaves alone.
        software: the versions that decide the bytes.
        size: width and height of the PNG on the page, in inches.
        png: the bytes of the PNG.
    """

    figure_id: str
    version: str
    title: str
    caption: str
    alt: str
    notebook: str
    cell: int
    corpus_digest: str
    code_digest: str
    parameters: Mapping[str, object]
    n_marks: int
    article_ids: Sequence[str]
    sources: Sequence[Mapping[str, str]]
    missing_glyphs: Sequence[str]
    files: Mapping[str, str]
    drawings: Mapping[str, str]
    software: Mapping[str, str]
    size: Sequence[float]
    png: bytes = field(repr=False, compare=False)

    def row(self) -> dict[str, object]:
        """The row of the table figures."""
        names = ("figure_id", "title", "caption", "alt", "notebook", "cell", "corpus_digest", "code_digest")
        own = {name: getattr(self, name) for name in names}
        return {**own, "file": f"{self.figure_id}.png", "data_file": f"{self.figure_id}.csv"}

    def as_dict(self) -> dict[str, object]:
        """The record as plain values, without the picture."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.name != "png"}

    def __repr__(self) -> str:
        """The figure in words; the digest makes a changed figure show where only text is compared."""
        return f"Figure {self.figure_id} (data {self.version[:SHORT]}): {self.alt}"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        """The picture for a notebook, with its alt text, at its size on the page."""
        picture = base64.b64encode(self.png).decode("ascii")
        width, height = (round(inches * 110) for inches in self.size)
        shown = {"alt": self.alt, "width": width, "height": height}
        return {"text/plain": repr(self), "image/png": picture}, {"image/png": shown}

    def _ipython_display_(self) -> None:
        """Show the picture, and under it the caption and the alt text as text."""
        from IPython.display import display

        bundle, metadata = self._repr_mimebundle_()
        display(bundle, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
        under = f"**{literal(self.title)}** {literal(self.caption)} *In words:* {literal(self.alt)}"
        display({"text/markdown": under, "text/plain": self.caption}, raw=True)  # type: ignore[no-untyped-call]


def save_figure(
    figure: Figure,
    folder: Path,
    *,
    figure_id: str,
    title: str,
    caption: str,
    alt: str,
    data: pd.DataFrame,
    provenance: Provenance,
    notebook: str,
    cell: int,
    known: Collection[str] | None = None,
) -> FigureRecord:
    """Write the five files of a figure into a folder, and return its record, which a notebook shows.

    Title and version are drawn into the picture, so that a copy without its file name can be traced.

    Args:
        figure: made inside `style()`, with its axes; the title and the foot are added here.
        folder: made if need be.
        figure_id: `f<notebook>-<slug>`, for example `f02-network`.
        title: the finding, in a sentence.
        caption: n, the counting rule, and how often the steps behind it are right.
        alt: what a blind reader needs to know.
        data: the data drawn, a row for each mark, with a column of evidence (`EVIDENCE`).
        provenance: what made it.
        notebook: the file name of the notebook.
        cell: the number of the code cell.
        known: every sentence id and article id of the corpus; the evidence of each mark must be among them.

    Raises:
        UsageError: the id is malformed, or title, caption or alt text is empty.
        SchemaError: a mark has no evidence, or evidence that is not known.
    """
    _check_words(figure_id, title=title, caption=caption, alt=alt)
    evidence = check_evidence(data, figure_id=figure_id, known=known)
    stamp: dict[str, Any] = {"figure_id": figure_id, "version": data_digest(data), "title": title}
    stamp |= {"notebook": notebook, "cell": cell, **provenance.as_dict()}
    pictures, missing = _draw(figure, stamp, title=title, alt=alt)
    contents = {**pictures, ".csv": to_csv(data).encode("utf-8")}
    article_ids = sorted({item.split(".s")[0] for item in evidence})
    record = FigureRecord(
        **stamp,
        caption=caption + _notice(missing),
        alt=alt,
        n_marks=len(data),
        article_ids=article_ids,
        sources=[dict(provenance.sources[item]) for item in article_ids if item in provenance.sources],
        missing_glyphs=missing,
        files={f"{figure_id}{suffix}": digest_bytes(body) for suffix, body in sorted(contents.items())},
        drawings={f"{figure_id}{suffix}": _drawing(body) for suffix, body in sorted(pictures.items())},
        software={"corpus-tools": corpus_tools.__version__, "matplotlib": mpl.__version__},
        size=[round(float(inches), 2) for inches in figure.get_size_inches()],
        png=pictures[".png"],
    )
    _write(record, contents, folder)
    return record


def check_evidence(data: pd.DataFrame, *, figure_id: str, known: Collection[str] | None = None) -> list[str]:
    """The distinct evidence of all marks, sorted, once every mark is known to have some.

    A mark with the count 0 (`n`) needs none.

    Raises:
        SchemaError: there is no evidence column, a mark has no evidence, or an id is not known.
    """
    column = _find_evidence(data)
    if not column:
        raise SchemaError(
            "drawn data without evidence", file=figure_id, remedy=f"add one of {', '.join(EVIDENCE)}"
        )
    counts = data["n"] if "n" in data else pd.Series(1, index=data.index)
    found: set[str] = set()
    for number, (cell, n) in enumerate(zip(data[column], counts, strict=True), start=1):
        ids = split(str(cell))
        if not ids and n != 0:
            raise SchemaError("a mark without evidence", file=figure_id, record=number, column=column)
        unknown = [item for item in ids if known is not None and item not in known]
        if unknown:
            raise SchemaError(
                "a mark with unknown evidence", file=figure_id, record=number, column=column, value=unknown[0]
            )
        found.update(ids)
    return sorted(found)


def list_cited(data: pd.DataFrame) -> set[str]:
    """The ids that drawn data give as evidence; none without a column of evidence.

    >>> sorted(list_cited(pd.DataFrame({"label": ["x"], "sentence_ids": ["a1.s1|a1.s2"]})))
    ['a1.s1', 'a1.s2']
    """
    column = _find_evidence(data)
    return {item for cell in data[column] for item in split(str(cell))} if column else set()


def is_figure_id(text: str) -> bool:
    """Whether a text is the id of a figure, which is also the name of its files.

    >>> is_figure_id("f02-network"), is_figure_id("../x")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def _find_evidence(data: pd.DataFrame) -> str:
    """The column of drawn data that holds the evidence; empty when there is none."""
    return next((name for name in EVIDENCE if name in data), "")


def _check_words(figure_id: str, **words: str) -> None:
    if not is_figure_id(figure_id):
        raise UsageError("not a figure id", value=figure_id, remedy="write it like f02-network")
    for name, text in words.items():
        if not text.strip():
            raise UsageError(f"a figure without {name}", file=figure_id)


def _draw(
    figure: Figure, stamp: Mapping[str, Any], *, title: str, alt: str
) -> tuple[dict[str, bytes], list[str]]:
    """The pictures by suffix, and the characters that the font does not have."""
    with style(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _frame(figure, title, f"{stamp['figure_id']} · version {stamp['version'][:SHORT]}")
        pictures = render(figure, stamp, title=title, alt=alt)
    missing = set()
    for warning in caught:
        glyph = _MISSING.match(str(warning.message))
        if glyph:
            missing.add(f"U+{int(glyph[1]):04X}")
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return pictures, sorted(missing)


def _frame(figure: Figure, title: str, foot: str) -> None:
    """Put the title above and the foot below a figure, once, on room of their own, and fix the layout."""
    if figure.get_suptitle():
        return
    width, height = figure.get_size_inches()
    shown = wrap(title, int(width * 11.5))
    figure.set_dpi(RESOLUTION)
    figure.set_size_inches(width, height + 0.3 + 0.19 * lines_of([shown]))
    figure.suptitle(shown, x=0.08 / width, ha="left", fontsize=10.5, fontweight="bold")
    figure.supxlabel(foot, x=1 - 0.08 / width, ha="right", fontsize=6.5, color=QUIET)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _notice(missing: Sequence[str]) -> str:
    return f" Characters that the font cannot draw: {', '.join(missing)}." if missing else ""


def _drawing(content: bytes) -> str:
    stamp = read_stamp(content)
    return stamp.drawing if stamp else ""


def _write(record: FigureRecord, contents: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, body in contents.items():
        (folder / f"{record.figure_id}{suffix}").write_bytes(body)
    text = json.dumps(record.as_dict(), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    (folder / f"{record.figure_id}.json").write_bytes(f"{text}\n".encode())
