"""Running heads: what stands at the head or the foot of printed pages: repeated lines, numbers, addresses."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.columns import Printed

_MARGIN = 0.1
_PAGE_NUMBER = re.compile(r"(?:page|p\.|trang)?\s*[-–—]?\s*\d{1,4}\s*(?:(?:/|of|sur|de)\s*\d{1,4})?\s*[-–—]?")
_ADDRESS = re.compile(r"(?:https?://|file://|www\.|about:)\S+(?:\s+\d{1,4}/\d{1,4})?")
_STAMP = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}[:h]\d{2}(?:\s*[ap]\.?m\.?)?(?!\w).*")


def part_heads(pages: Sequence[Sequence[Printed]]) -> tuple[list[list[Printed]], list[str]]:
    """The lines of each page without its head and foot, and those as text, each once, in order.

    A line of the margins goes when it repeats on most pages but for its numbers, or is a page number, a web
    address, or the day and time that a browser prints.
    """
    counts = Counter(shape for page in pages for shape in {_shape(line) for line in page if _in_margin(line)})
    often = max(2, (len([page for page in pages if page]) + 1) // 2)
    body: list[list[Printed]] = []
    heads: dict[str, None] = {}
    for page in pages:
        kept = []
        for line in page:
            if _in_margin(line) and (counts[_shape(line)] >= often or _is_head(line.text)):
                heads[line.text] = None
            else:
                kept.append(line)
        body.append(kept)
    return (body, list(heads)) if any(body) else ([list(page) for page in pages], [])


def _in_margin(line: Printed) -> bool:
    return line.bottom < _MARGIN * line.height or line.top > (1 - _MARGIN) * line.height


def _shape(line: Printed) -> str:
    """A line with its numbers taken out, so that it compares equal on each page."""
    return re.sub(r"\d+", "#", squeeze(fold(line.text)))


def _is_head(text: str) -> bool:
    folded = squeeze(fold(text))
    return bool(_PAGE_NUMBER.fullmatch(folded) or _ADDRESS.fullmatch(folded) or _STAMP.fullmatch(folded))
