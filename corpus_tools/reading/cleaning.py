"""Cleaning: the ordered rules that part an article's body from what a page puts around it.

Nothing is rewritten: a rule yields spans of the body that is left when its turn comes, and each is kept with
the name of its rule, so the dropped spans and the body together are the source text. The rules are applied
until none of them finds anything, so cleaning a cleaned text changes nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus_tools.reading.credits import find_credits, find_related_box, find_teasers
from corpus_tools.reading.footers import find_footer
from corpus_tools.reading.heads import find_dateline, find_front_matter, find_header, find_times, find_title
from corpus_tools.reading.residue import (
    find_buttons,
    find_images,
    find_notices,
    find_photo_credits,
    find_rating_keys,
    find_related,
)

Span = tuple[int, int]
Rule = Callable[[str, str], Iterator[Span]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("front_matter", find_front_matter),
    ("image", find_images),
    ("photo", find_photo_credits),
    ("rating_key", find_rating_keys),
    ("related", find_related),
    ("notice", find_notices),
    ("button", find_buttons),
    ("related", find_related_box),
    ("related", find_teasers),
    ("credit", find_credits),
    ("footer", find_footer),
    ("header", find_header),
    ("header", find_times),
    ("title", find_title),
    ("dateline", find_dateline),
)
"""Each rule with its name, in the order in which they are applied."""

_MOST_PASSES = 100


@dataclass(frozen=True, order=True)
class Dropped:
    """A span of the source text that a rule removed."""

    start: int
    end: int
    rule: str


def clean(text: str, *, title: str = "", aside: Iterable[Dropped] = ()) -> list[Dropped]:
    """The spans that cleaning removes from a source text, in order and not overlapping.

    Args:
        text: the source text.
        title: the title when the format gives it; a first line equal to it is dropped.
        aside: spans that are known to be no article, in order; they are dropped first.

    >>> clean("PARIS (AFP) — It rained. It was wet. - AFP")
    [Dropped(start=0, end=14, rule='dateline'), Dropped(start=36, end=42, rule='credit')]
    """
    dropped: list[Dropped] = list(aside)
    kept: list[Span] = [(0, len(text))] if text else []
    kept = _subtract(kept, [(span.start, span.end) for span in dropped])
    body = "".join(text[start:end] for start, end in kept)
    for _ in range(_MOST_PASSES):
        before = len(dropped)
        for name, rule in RULES:
            spans = _merge(rule(body, title))
            if spans:
                source = [piece for span in spans for piece in _translate(span, kept)]
                dropped += [Dropped(start, end, name) for start, end in source]
                kept = _subtract(kept, source)
                body = "".join(text[start:end] for start, end in kept)
        if len(dropped) == before:
            break
    return _join_adjacent(sorted(dropped))


def body_of(text: str, dropped: Iterable[Dropped]) -> str:
    """The body: the source text without its dropped spans."""
    parts, place = [], 0
    for span in dropped:
        parts.append(text[place : span.start])
        place = span.end
    return "".join([*parts, text[place:]])


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _translate(span: Span, kept: list[Span]) -> list[Span]:
    """The source spans of a span of the body that the kept spans make."""
    starts, total = [], 0
    for start, end in kept:
        starts.append(total)
        total += end - start
    place, pieces = bisect_right(starts, span[0]) - 1, []
    while place < len(kept) and starts[place] < span[1]:
        start, end = kept[place]
        left = start + max(span[0] - starts[place], 0)
        right = min(start + span[1] - starts[place], end)
        if left < right:
            pieces.append((left, right))
        place += 1
    return pieces


def _subtract(kept: list[Span], removed: list[Span]) -> list[Span]:
    """The kept spans without the removed ones, which lie inside them, in order."""
    left: list[Span] = []
    queue = list(reversed(removed))
    for start, end in kept:
        while queue and queue[-1][0] < end:
            cut_start, cut_end = queue.pop()
            if start < cut_start:
                left.append((start, cut_start))
            start = cut_end
        if start < end:
            left.append((start, end))
    return left


def _join_adjacent(dropped: list[Dropped]) -> list[Dropped]:
    joined: list[Dropped] = []
    for span in dropped:
        if joined and joined[-1].end == span.start and joined[-1].rule == span.rule:
            joined[-1] = Dropped(joined[-1].start, span.end, span.rule)
        else:
            joined.append(span)
    return joined
