"""Typeset: a briefing as PDF, tagged so that it can be read aloud (PDF/UA-1).

The same as the .docx, set by typst. What the briefing says goes to typst as a file of data; no text of an
article is ever part of the source that typst runs.
"""

import json
import re
import shutil
import tempfile
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from corpus_tools.errors import OutputError
from corpus_tools.publishing.brief import TALLEST, Brief, Picture

PAGE, DATA = "briefing.typ", "brief.json"
WIDEST = 6.5
"""Inches of width that a figure takes at most."""

UNDRAWN = "□"
"""Stands for a character that the font does not have."""

_FACES = ("", "-Bold", "-Oblique", "-BoldOblique")
_WIDTHS = {"Act": 2.3, "By": 2.7, "To": 2.7, "What": 0.0, "Due": 2.0, "Sources": 1.6}
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def write_pdf(brief: Brief, path: Path) -> None:
    """Write a briefing as PDF/UA-1; the same briefing gives the same bytes on every machine.

    Raises:
        OutputError: typst could not set it.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="corpus-tools-") as name:
        folder = Path(name)
        (folder / PAGE).write_bytes(resources.files(__package__).joinpath(PAGE).read_bytes())
        (folder / DATA).write_text(json.dumps(draw_all(to_data(brief)), ensure_ascii=False), encoding="utf-8")
        for picture in brief.pictures:
            shutil.copyfile(picture.png, folder / f"{picture.figure_id}.png")
        try:
            made = typst.compile(
                folder / PAGE,
                root=folder,
                font_paths=[_font_folder()],
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise OutputError(
                "the briefing could not be set as PDF", file=path.name, value=str(error)
            ) from error
    path.write_bytes(made)


def draw_all(data: Any) -> Any:
    """Put `UNDRAWN` for every character that the font does not have, in all text of some data.

    >>> draw_all({"title": ["Hà Nội 漢"]})
    {'title': ['Hà Nội □']}
    """
    if isinstance(data, str):
        return "".join(c if c in _known_characters() else UNDRAWN for c in data)
    if isinstance(data, dict):
        return {name: draw_all(value) for name, value in data.items()}
    return [draw_all(value) for value in data] if isinstance(data, (list, tuple)) else data


def to_data(brief: Brief) -> dict[str, Any]:
    """The briefing as plain data for the page, with the place at which each source is first noted."""
    data = asdict(brief)
    places: dict[int, int] = {}
    counter = iter(range(1, 10**9))

    def place(row: dict[str, Any]) -> dict[str, Any]:
        here = next(counter)
        for number in row["notes"]:
            places.setdefault(number, here)
        return {**row, "place": here, "lang": _say_language(row.get("language", ""))}

    data["findings"] = [place(line) for line in data["findings"]]
    data["chronology"] = [
        {"name": part, "lines": [place(line) for line in lines]} for part, lines in data["chronology"].items()
    ]
    data["ledger"] = [place(row) for row in data["ledger"]]
    data["first"] = [places[number] for number in range(1, len(brief.sources) + 1)]
    data["sources"] = [{**row, "lang": _say_language(row["language"])} for row in data["sources"]]
    data["pictures"] = [_place_picture(picture) for picture in brief.pictures]
    data["widths"] = [_WIDTHS[name] for name in brief.ledger_head]
    data["words"] = brief.ledger_head.index("What")
    return data


def _font_folder() -> Path:
    """The folder of the fonts that come with matplotlib: the same everywhere."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def _known_characters() -> frozenset[str]:
    """The characters that every face of the font has."""
    faces = (FT2Font(str(_font_folder() / f"DejaVuSans{face}.ttf")).get_charmap() for face in _FACES)
    return frozenset(map(chr, set.intersection(*map(set, faces))))


def _place_picture(picture: Picture) -> dict[str, Any]:
    width = min(picture.width, WIDEST, TALLEST * picture.width / picture.height)
    told = {name: value for name, value in asdict(picture).items() if name != "png"}
    return {**told, "width": width, "file": f"{picture.figure_id}.png"}


def _say_language(language: str) -> str:
    """A code that typst takes; English where there is none."""
    return language if _LANGUAGE.fullmatch(language) else "en"
