"""Pixels: pictures compared by what they show, whatever their files say.

Mail programs and editors encode a picture again, drop its texts, scale it or make it a JPEG. What is no
picture, is cut, or is far larger than any figure of ours has no pixels here.
"""

import io
import warnings

import numpy as np
from PIL import Image

from corpus_tools.publishing.provenance import digest_bytes

UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)

_SIDE = 160
_SHAPE = 0.03


def pixel_digest(content: bytes) -> str:
    """The digest of the pixels of a picture, which survives another compression or the loss of its text.

    Empty for what is no picture.
    """
    image = _open(content)
    return digest_bytes(f"{image.width}x{image.height}:".encode() + image.tobytes()) if image else ""


def count_altered(content: bytes, other: bytes) -> tuple[int, int]:
    """How many pixels of two pictures differ, and of how many; of 0 when their sizes differ."""
    one, two = _open(content), _open(other)
    if one is None or two is None or one.size != two.size:
        return 0, 0
    differ = (np.asarray(one) != np.asarray(two)).any(axis=2)
    return int(differ.sum()), int(differ.size)


def measure_likeness(content: bytes, other: bytes) -> float:
    """How alike two pictures are at any size: the correlation of their darkness, 1 for the same picture.

    0 when one is no picture, is all of one colour, or has another shape.
    """
    one, two = _open(content), _open(other)
    if one is None or two is None:
        return 0.0
    if abs(one.width * two.height / (one.height * two.width) - 1) > _SHAPE:
        return 0.0
    a, b = (_shrink(image) for image in (one, two))
    return float(np.corrcoef(a, b)[0, 1]) if a.std() and b.std() else 0.0


def _open(content: bytes) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                return image.convert("RGB")
    except UNREADABLE:
        return None


def _shrink(image: Image.Image) -> np.ndarray:
    small = image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64).ravel()
