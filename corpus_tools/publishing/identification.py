"""Identification: which figure a file is, wherever it was found, and whether today's run gives the same.

A picture says so itself by its stamp. A PNG that lost its stamp, as mail programs leave it, is compared
with the pictures of a run: pixel by pixel, and when it was scaled or made a JPEG, by its likeness. The data
of a figure are known by their digest, and altered data by their columns.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus_tools.errors import UsageError
from corpus_tools.publishing.figure_records import load_record, load_records
from corpus_tools.publishing.figures import is_figure_id
from corpus_tools.publishing.formats import read_stamp
from corpus_tools.publishing.pixels import count_altered, measure_likeness, pixel_digest
from corpus_tools.publishing.prose import count
from corpus_tools.publishing.provenance import SHORT, digest_bytes

LARGEST = 200_000_000
"""Bytes of a file that is looked at; no figure comes near."""

Way = Literal["stamp", "pixels", "likeness", "data"]
Record = Mapping[str, Any]

_WAYS: Mapping[Way, str] = {
    "stamp": "its own stamp says so",
    "pixels": "it holds no stamp; its pixels say so",
    "likeness": "it holds no stamp and was scaled or compressed; it looks like it",
    "data": "its rows say so",
}
_ALTERED = "the drawing was altered after it was saved"
_DIFFERS = "not today's in {}: altered, or of another version"
_FEW, _ALIKE, _SHARED = 0.05, 0.8, 2
_DIGESTS = (("corpus_digest", "corpus"), ("code_digest", "code"))


@dataclass(frozen=True, order=True)
class Finding:
    """One difference between an output and what it should be.

    Attributes:
        file: where, relative to the output.
        what: the difference.
    """

    file: str
    what: str

    def __str__(self) -> str:
        """The finding in one line."""
        return " ".join(f"{self.file}: {self.what}".split())


@dataclass(frozen=True)
class Identity:
    """Which figure a file is.

    Attributes:
        figure_id: of the figure.
        version: the digest of the data it draws; for a file without a stamp, that of today's figure.
        fields: all that its stamp, or the record that it matches, says.
        found_by: `stamp` (it says so itself), `pixels` (it looks the same as a known figure but for a few
            pixels), `likeness` (a scaled or compressed copy looks like it) or `data` (it is the .csv).
        altered: what was done to it, in words; empty when it is as it was saved.
        drawing: the digest of the drawing, where there is one to compare.
    """

    figure_id: str
    version: str
    fields: Mapping[str, Any]
    found_by: Way
    altered: str = ""
    drawing: str = ""

    @property
    def intact(self) -> bool:
        """Whether it is as it was saved."""
        return not self.altered

    def __str__(self) -> str:
        """What it is and what made it, in a few lines."""
        fields = {name: str(self.fields.get(name, "")) for name in ("title", "notebook", "cell")}
        made = [f"{what} {str(self.fields.get(name, ''))[:SHORT]}" for name, what in _DIGESTS]
        parameters = [f"{name}={value}" for name, value in (self.fields.get("parameters") or {}).items()]
        lines = [
            f"figure {self.figure_id}, version {self.version[:SHORT]}: {_WAYS[self.found_by]}",
            *([fields["title"]] if fields["title"] else []),
            f"made by {fields['notebook']}, cell {fields['cell']}, from {', '.join((*made, *parameters))}",
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Comparison:
    """A file beside what today's run gives.

    Attributes:
        identity: what the file is.
        findings: how it differs; empty when today's run gives the same.
        notes: what made it differently without making it different.
    """

    identity: Identity
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def identify(path: Path, *, figures: Path | None = None) -> Identity:
    """Tell which figure a file is, wherever it was found and whatever it is called now.

    Args:
        path: a picture, or the data of a figure.
        figures: the folder of today's figures, with which a file without a stamp is compared.

    Raises:
        UsageError: the file cannot be read, or is none of our figures.
    """
    content = _read(path)
    stamp = read_stamp(content)
    if stamp is not None and is_figure_id(str(stamp.fields.get("figure_id", ""))):
        fields = dict(stamp.fields)
        return Identity(
            str(fields["figure_id"]),
            str(fields.get("version", "")),
            fields,
            "stamp",
            "" if stamp.intact else _ALTERED,
            stamp.drawing,
        )
    found = _compare_with(content, figures) if figures else None
    if found is None:
        raise UsageError(
            "not a figure of corpus-tools", file=path.name, remedy="give an SVG, PNG, PDF or CSV it wrote"
        )
    return found


def compare_figure(path: Path, figures: Path) -> Comparison:
    """Compare a file found anywhere with what today's run gives.

    Data and drawing must be the same; another corpus or code that gives the same is only noted.

    Args:
        path: the file.
        figures: the folder of today's figures.

    Raises:
        UsageError: the file is none of our figures.
    """
    identity = identify(path, figures=figures)
    known = figures / f"{identity.figure_id}.json"
    said = [identity.altered] if identity.altered else []
    if not known.is_file():
        said.append(f"today's run has no figure {identity.figure_id}")
        return Comparison(identity, tuple(Finding(path.name, what) for what in said), ())
    record = load_record(known)
    if identity.version != record["version"]:
        said.append(f"made from other data: {identity.version[:SHORT]}, today {record['version'][:SHORT]}")
    elif identity.intact and identity.drawing and identity.drawing not in record["drawings"].values():
        said.append("drawn otherwise than today, from the same data")
    notes = [
        f"made from other {what}: {was[:SHORT]}, today {record[name][:SHORT]}"
        for name, what in _DIGESTS
        if (was := str(identity.fields.get(name, ""))) != record[name]
    ]
    return Comparison(identity, tuple(Finding(path.name, what) for what in said), tuple(notes))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError("too large for a figure", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise UsageError("cannot read the picture", file=path.name) from error


def _compare_with(content: bytes, figures: Path) -> Identity | None:
    """What a file without a stamp is, by comparing it with the figures of a folder."""
    known = load_records(figures)
    return _find_data(content, known, figures) or _find_picture(content, known, figures)


def _find_picture(content: bytes, known: Sequence[Record], figures: Path) -> Identity | None:
    """The figure whose PNG has these pixels, all but a few of them, or looks like this."""
    pixels = pixel_digest(content)
    if not pixels:
        return None
    same = next((record for record in known if pixels in record["drawings"].values()), None)
    if same is not None:
        return _name(same, "pixels", drawing=pixels)
    pictures = list(_read_files(known, figures, ".png"))
    return _find_near(content, pictures) or _find_alike(content, pictures)


def _find_near(content: bytes, pictures: Sequence[tuple[Record, bytes]]) -> Identity | None:
    counted = [(*count_altered(content, picture), record) for record, picture in pictures]
    near = [(n, record) for n, of, record in counted if of and n <= _FEW * of]
    if not near:
        return None
    n, record = min(near, key=lambda pair: pair[0])
    return _name(record, "pixels", altered=_DIFFERS.format(count(n, "pixels")))


def _find_alike(content: bytes, pictures: Sequence[tuple[Record, bytes]]) -> Identity | None:
    alike = [(measure_likeness(content, picture), record) for record, picture in pictures]
    best, record = max(alike, key=lambda pair: pair[0], default=(0.0, {}))
    if best < _ALIKE:
        return None
    return _name(record, "likeness", altered="scaled or compressed, so that its pixels cannot be compared")


def _find_data(content: bytes, known: Sequence[Record], figures: Path) -> Identity | None:
    """The figure whose data these are, if need be altered: that with the same columns and most equal rows."""
    digest = digest_bytes(content.replace(b"\r\n", b"\n"))
    same = next((record for record in known if record["version"] == digest), None)
    if same is not None:
        return _name(same, "data")
    rows = _read_rows(content)
    shared = [
        (len(set(rows) & set(other)), len(other), record)
        for record, body in _read_files(known, figures, ".csv")
        if (other := _read_rows(body))[:1] == rows[:1] != []
    ]
    n_same, n_other, record = max(shared, key=lambda item: item[0], default=(0, 0, {}))
    if n_same < _SHARED:
        return None
    n = max(len(rows), n_other) - n_same
    return _name(record, "data", altered=_DIFFERS.format(count(n, "rows")))


def _read_files(known: Sequence[Record], figures: Path, suffix: str) -> Iterator[tuple[Record, bytes]]:
    for record in known:
        path = figures / f"{record['figure_id']}{suffix}"
        if path.is_file():
            yield record, path.read_bytes()


def _read_rows(content: bytes) -> list[tuple[str, ...]]:
    try:
        text = io.StringIO(content.decode("utf-8"), newline="")
        return [tuple(row) for row in csv.reader(text, strict=True)]
    except (UnicodeDecodeError, csv.Error):
        return []


def _name(record: Record, way: Way, *, altered: str = "", drawing: str = "") -> Identity:
    """What a file is that a figure of today was found for."""
    return Identity(record["figure_id"], record["version"], record, way, altered, drawing)
