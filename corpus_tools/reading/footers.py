"""Footers: the line after the last sentence that dates an article, as agencies and releases end theirs."""

from collections.abc import Iterator

from corpus_tools.reading.bylines import is_byline
from corpus_tools.reading.credits import is_credit
from corpus_tools.reading.datelines import match_place_line
from corpus_tools.reading.headers import measure_header
from corpus_tools.reading.lines import is_running_text, last_line
from corpus_tools.reading.wordings import bare

Span = tuple[int, int]

_WIDTH = 80


def find_footer(body: str, title: str = "") -> Iterator[Span]:
    """The last line when it only dates the article: `Published: 4 May 2021 10:02 GMT`, `ABC, 4 May 2021`."""
    line = last_line(body, len(body))
    if line and line.start and is_footer(line.text) and _closes_text(body, line.start):
        yield line.start, line.stop


def is_footer(line: str) -> bool:
    """Whether a line holds a full date and nothing else but labels, a clock time and a few names.

    >>> is_footer("Published: 4 May 2021 10:02 GMT"), is_footer("Rabat, le 4 mai 2021")
    (True, True)
    >>> is_footer("It rained on 4 May 2021."), is_footer("Next meeting: Accra, 4 May 2021")
    (False, False)
    """
    if len(line.strip()) > _WIDTH or is_byline(line):
        return False
    return bool(measure_header(bare(line), whole=True) or match_place_line(line))


def _closes_text(body: str, start: int) -> bool:
    """Whether running text, or a credit, stands right before a footer."""
    above = last_line(body, start)
    return above is not None and (is_running_text(above.text) or is_credit(above.text))
