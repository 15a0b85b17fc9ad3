"""Joining: printed lines joined to paragraphs, and words parted at line ends to words."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from wordfreq import zipf_frequency

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.columns import Printed
from corpus_tools.reading.headers import is_header

_HYPHEN = re.compile(r"(?P<head>[^\W\d_]+)[-‐\u00ad]\Z")
_WORD = re.compile(r"[^\W\d_]+")
_FINAL = re.compile(r"[.!?…:]['\"”’»)\]]*\Z")
_GAP = 0.75
_OTHER_SIZE = 0.15
_SHORT = 0.8
_INDENT = 6.0
_RARE, _COMMON = 2.5, 3.0
"""Zipf frequencies: a joined word is rarer, and both its parts are commoner, when a hyphen belongs there."""


def join_paragraphs(pages: Sequence[Sequence[Printed]], repairs: Counter[str]) -> list[str]:
    """The paragraphs of some pages of ordered lines; each word joined again is counted in `repairs`."""
    lines = [line for page in pages for line in page]
    text = "\n".join(line.text for line in lines).replace("\u00ad", "-")
    known = frozenset(fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))
    paragraphs: list[str] = []
    previous: Printed | None = None
    widest = 0.0
    for line in lines:
        if previous is None or is_header(previous.text) or _begins(previous, line, widest):
            paragraphs.append(line.text)
            widest = line.right
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text, known, repairs)
            widest = max(widest, line.right) if line.left < previous.right else line.right
        previous = line
    return paragraphs


def _begins(previous: Printed, line: Printed, widest: float) -> bool:
    """Whether a line begins a paragraph: by its size, a gap, an indent, or a short line that ended one."""
    if abs(line.size - previous.size) > _OTHER_SIZE * previous.size:
        return True
    ended = bool(_FINAL.search(previous.text))
    below = line.top - previous.bottom + 0.5 * line.size >= 0 and line.left < previous.right
    if not below:
        return ended or not (line.text[0].islower() or _HYPHEN.search(previous.text) or not ended)
    if line.top - previous.bottom > _GAP * line.size:
        return True
    if ended and line.left > previous.left + _INDENT:
        return True
    return ended and previous.right - previous.left < _SHORT * (widest - previous.left)


def _join(text: str, line: str, known: frozenset[str], repairs: Counter[str]) -> str:
    """A text with one more line; a word that the line end parted is one again."""
    match = _HYPHEN.search(text)
    rest = _WORD.match(line)
    if not match or not rest:
        return f"{text} {line}"
    head, tail = match["head"], rest.group()
    if tail[0].isupper() and not head.isupper():
        return text + line
    if _keeps_hyphen(head, tail, known):
        return text[:-1] + "-" + line
    repairs["hyphen_joined"] += 1
    return text[:-1] + line


def _keeps_hyphen(head: str, tail: str, known: frozenset[str]) -> bool:
    """Whether two parts make a word with a hyphen: it stands so elsewhere, or is no word without."""
    whole, parted = fold(head + tail), fold(f"{head}-{tail}")
    if (whole in known) != (parted in known):
        return parted in known
    return _frequency(head + tail) < _RARE and min(_frequency(head), _frequency(tail)) > _COMMON


@cache
def _frequency(word: str) -> float:
    return max(
        zipf_frequency(word, language) for language in lexicons.languages() if language in ("en", "fr")
    )
