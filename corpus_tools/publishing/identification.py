"""Identification: which figure a picture file is, wherever it was found and whatever it is called now."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_tools.errors import UsageError
from corpus_tools.publishing.figures import load_record
from corpus_tools.publishing.formats import pixel_digest, read_stamp
from corpus_tools.publishing.provenance import SHORT


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
    """Which figure a picture file is.

    Attributes:
        figure_id: of the figure.
        version: the digest of the data it draws.
        fields: all that its stamp, or the record that it matches, says.
        found_by: `stamp` (it says so itself) or `pixels` (it looks the same as a known figure).
        intact: whether the drawing is the one that was stamped.
    """

    figure_id: str
    version: str
    fields: Mapping[str, Any]
    found_by: str
    intact: bool


def identify(path: Path, *, figures: Path | None = None) -> Identity:
    """Tell which figure a picture file is, wherever it was found and whatever it is called now.

    The stamp inside it tells. A PNG that lost its stamp on the way is recognised by its pixels, when
    the folder of figures is given.

    Raises:
        UsageError: the file cannot be read, or is none of our figures.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError("cannot read the picture", file=path.name) from error
    stamp = read_stamp(content)
    if stamp is not None:
        fields = dict(stamp.fields)
        return Identity(str(fields["figure_id"]), str(fields["version"]), fields, "stamp", stamp.intact)
    record = _by_pixels(content, figures) if figures else None
    if record is None:
        raise UsageError(
            "not a figure of corpus-tools", file=path.name, remedy="give an SVG, PNG or PDF it wrote"
        )
    return Identity(record["figure_id"], record["version"], record, "pixels", True)


def compare_figure(path: Path, figures: Path) -> list[Finding]:
    """Whether a picture file found anywhere is what today's run gives: each difference, empty for none.

    Args:
        path: the picture.
        figures: the folder of today's figures.

    Raises:
        UsageError: the file is none of our figures.
    """
    identity = identify(path, figures=figures)
    findings = [] if identity.intact else [Finding(path.name, "the drawing was altered after it was saved")]
    known = figures / f"{identity.figure_id}.json"
    if not known.is_file():
        return [*findings, Finding(path.name, f"today's run has no figure {identity.figure_id}")]
    record = load_record(known)
    for name, what in (("version", "data"), ("corpus_digest", "corpus"), ("code_digest", "code")):
        was, now = str(identity.fields.get(name, "")), str(record[name])
        if was != now:
            findings.append(Finding(path.name, f"made from other {what}: {was[:SHORT]}, today {now[:SHORT]}"))
    return findings


def _by_pixels(content: bytes, figures: Path) -> dict[str, Any] | None:
    """The record of the figure whose PNG has these pixels."""
    try:
        pixels = pixel_digest(content)
    except (OSError, ValueError, SyntaxError):
        return None
    for path in sorted(figures.glob("*.json")):
        record = load_record(path)
        if pixels in record.get("drawings", {}).values():
            return record
    return None
