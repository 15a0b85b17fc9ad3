"""Formats: a figure as SVG, PNG and PDF bytes that carry their provenance, and how to read it back.

Each file holds one stamp: canonical JSON with the figure id, its version and what made it, and a digest
of the drawing itself (the pixels of a PNG, the page of a PDF, all of an SVG but its description). So a
copy found anywhere says what it is, and an altered drawing is told from an untouched one without the
original.
"""

import html
import io
import json
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from corpus_tools.publishing.pixels import UNREADABLE, pixel_digest
from corpus_tools.publishing.provenance import canonical_json, digest_bytes
from corpus_tools.publishing.tagging import tag_figure

RESOLUTION = 300
"""Dots per inch of the PNG; fewer for a figure that would be taller or wider than `_PIXELS`."""

_PIXELS = 24_000

_KEY = "corpus-tools"
_TIMELESS: Mapping[str, Mapping[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Producer": None},
}
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BLOCK = re.compile(r'\n <title id="[^"]*">.*?</metadata>', re.DOTALL)
_STAMP = re.compile(r'<metadata id="[^"]*-provenance">(.*?)</metadata>', re.DOTALL)
_MARGIN = 0.04
_BROKEN = (*UNREADABLE, pikepdf.PdfError, struct.error, zlib.error)


@dataclass(frozen=True)
class Stamp:
    """What a picture file says about itself.

    Attributes:
        fields: figure id, version, digests and parameters, as embedded.
        drawing: the digest of the drawing as it is now.
    """

    fields: Mapping[str, object]
    drawing: str

    @property
    def intact(self) -> bool:
        """Whether the drawing is still the one that was stamped."""
        return self.fields.get("drawing") == self.drawing


def render(figure: Figure, stamp: Mapping[str, object], *, title: str, alt: str) -> dict[str, bytes]:
    """The bytes of a figure in each format, by suffix; call it inside `style()`.

    Args:
        figure: laid out already; it is not changed.
        stamp: plain values to embed.
        title: for readers that show one.
        alt: what a blind reader needs to know.
    """
    page = _whole(figure)
    return {
        ".svg": _svg(_save(figure, "svg", page), stamp, title, alt),
        ".png": _png(_save(figure, "png", page), stamp, title, alt),
        ".pdf": _pdf(_save(figure, "pdf", page), stamp, title, alt),
    }


def read_stamp(content: bytes) -> Stamp | None:
    """The stamp inside the bytes of a picture, whatever its file name; None when there is none.

    A file that is cut or is no picture has no stamp either.
    """
    try:
        if content.startswith(_SIGNATURE):
            return _read_png(content)
        if content.startswith(b"%PDF"):
            return _read_pdf(content)
        return _read_svg(content.decode("utf-8").replace("\r\n", "\n"))
    except _BROKEN:
        return None


def _save(figure: Figure, kind: str, page: Bbox) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=_dots(page), metadata=dict(_TIMELESS[kind]), bbox_inches=page)
    return buffer.getvalue()


def _dots(page: Bbox) -> int:
    return min(RESOLUTION, int(_PIXELS / max(page.width, page.height)))


def _whole(figure: Figure) -> Bbox:
    """The page of the figure, made larger where a label would stick out, so that nothing is cut."""
    page = Bbox.from_bounds(0, 0, *figure.get_size_inches())
    content = figure.get_tightbbox().padded(_MARGIN)
    return Bbox.union([page, content])


# --- SVG

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold."""


def _svg(content: bytes, stamp: Mapping[str, object], title: str, alt: str) -> bytes:
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", content.decode("utf-8"))
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    name = html.escape(str(stamp["figure_id"]))
    text = text.replace("<svg ", f'<svg role="img" aria-labelledby="{name}-title {name}-desc" ', 1)
    head = text.index(">", text.index("<svg ")) + 1
    fields = canonical_json({**stamp, "drawing": digest_bytes(text.encode("utf-8"))})
    block = (
        f'\n <title id="{name}-title">{html.escape(title)}</title>'
        f'\n <desc id="{name}-desc">{html.escape(alt)}</desc>'
        f'\n <metadata id="{name}-provenance">{html.escape(fields)}</metadata>'
    )
    return (text[:head] + _ILLEGAL.sub("\ufffd", block) + text[head:]).encode("utf-8")


def _read_svg(text: str) -> Stamp | None:
    found = _STAMP.search(text)
    if not found:
        return None
    return Stamp(
        _fields(html.unescape(found[1])), digest_bytes(_BLOCK.sub("", text, count=1).encode("utf-8"))
    )


# --- PNG


def _png(content: bytes, stamp: Mapping[str, object], title: str, alt: str) -> bytes:
    """256 colours keep flat fills exact and make the file less than half as long."""
    with Image.open(io.BytesIO(content)) as image:
        flat = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    flat.save(buffer, format="PNG", compress_level=9, dpi=(RESOLUTION, RESOLUTION))
    fields = canonical_json({**stamp, "drawing": pixel_digest(buffer.getvalue())})
    texts = b"".join(
        _itxt(key, text) for key, text in (("Title", title), ("Description", alt), (_KEY, fields))
    )
    after_header = len(_SIGNATURE) + 25
    plain = buffer.getvalue()
    return plain[:after_header] + texts + plain[after_header:]


def _itxt(key: str, text: str) -> bytes:
    """One text chunk of a PNG, in UTF-8, not compressed."""
    body = b"iTXt" + key.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _read_png(content: bytes) -> Stamp | None:
    for kind, body in _chunks(content):
        key, _, rest = body.partition(b"\0")
        if kind == b"iTXt" and key == _KEY.encode():
            return Stamp(_fields(rest[4:].decode("utf-8")), pixel_digest(content))
    return None


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        yield kind, content[place + 8 : place + 8 + length]
        place += 12 + length


# --- PDF


def _pdf(content: bytes, stamp: Mapping[str, object], title: str, alt: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        tag_figure(document, alt=alt)
        fields = canonical_json({**stamp, "drawing": _page_digest(document)})
        with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:title"] = title
            xmp["dc:description"] = alt
            xmp["dc:identifier"] = f"{stamp['figure_id']}@{stamp['version']}"
        document.docinfo["/Title"] = title
        document.docinfo["/Subject"] = alt
        document.docinfo["/Provenance"] = fields
        document.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _read_pdf(content: bytes) -> Stamp | None:
    with pikepdf.open(io.BytesIO(content)) as document:
        if "/Provenance" not in document.docinfo:
            return None
        return Stamp(_fields(str(document.docinfo["/Provenance"])), _page_digest(document))


def _page_digest(document: pikepdf.Pdf) -> str:
    """The digest of all that the pages draw: their contents, and the pieces that these place."""
    drawn = []
    for page in document.pages:
        pieces: Any = page.resources.get("/XObject", {})
        drawn += [page.Contents.read_bytes(), *(pieces[name].read_bytes() for name in sorted(pieces.keys()))]
    return digest_bytes(b"\n".join(drawn))


def _fields(text: str) -> dict[str, object]:
    fields = json.loads(text)
    if not isinstance(fields, dict):
        raise ValueError("a stamp is a JSON object")
    return fields
