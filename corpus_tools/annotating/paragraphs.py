"""Paragraphs: the contiguous stretches of an article's body, between line breaks and dropped spans.

Not for sentences, which are found inside a paragraph.
"""

import re
from collections.abc import Iterator, Sequence

from corpus_tools.reading.article import Article

Span = tuple[int, int]

_WRAPPED_WIDTH = 100
_UNFINISHED = re.compile(r"[^\s.!?:;…\"'”’»)\]]\s*$")


def body_spans(length: int, dropped: Sequence[Span]) -> list[Span]:
    """The spans of a text that no dropped span covers, in order.

    >>> body_spans(10, [(0, 2), (5, 6)])
    [(2, 5), (6, 10)]
    """
    edges = [0, *(edge for span in sorted(dropped) for edge in span), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def find_paragraphs(article: Article) -> list[Span]:
    """The paragraphs of the body as trimmed spans of the source text, in order.

    A blank line always parts paragraphs; a single line break does too, except between the lines of
    text that was wrapped at a fixed width.
    """
    spans: list[Span] = []
    for start, end in body_spans(len(article.text), article.dropped):
        for part in _break(article.text[start:end]):
            left, right = _trim(article.text, start + part[0], start + part[1])
            if left < right:
                spans.append((left, right))
    return spans


def _break(text: str) -> Iterator[Span]:
    wrapped = _is_wrapped(text)
    start = 0
    for match in re.finditer(r"\n[^\S\n]*\n\s*|\n", text):
        if wrapped and match.group().count("\n") == 1:
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _is_wrapped(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > _WRAPPED_WIDTH:
        return False
    open_ends = sum(bool(_UNFINISHED.search(line)) for line in lines[:-1])
    return open_ends > len(lines) / 2


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
