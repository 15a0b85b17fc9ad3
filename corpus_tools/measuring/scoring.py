"""Scoring: times, names and clusters against public annotations, counted as their communities count them.

A span is `{"doc", "start", "end", "type", …}`; offsets count characters of the document's text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Span = Mapping[str, Any]

_ARTICLE = re.compile(r"^(?:(?:the|an?|les?|la|une?)\b\s*|l['’]\s*)(?=.)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s?['’]s?$")
_DATE = re.compile(r"\d{2}")


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, from what was right, found and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found; 0 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> Score(2, 4, 4).f1
        0.5
        """
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def score_times(found: Iterable[Span], wanted: Iterable[Span], texts: Mapping[str, str]) -> dict[str, Score]:
    """Score time expressions as TempEval-3 does, over all documents together.

    Args:
        found: spans with `value`, a TIMEX3 value.
        wanted: the same from the annotation; `alts` may hold other values that are right.
        texts: text by document.

    Returns:
        `span` (the same span), `value` (spans that overlap, one to one, with the same value) and `date`
        (only values that are calendar dates, compared without the time of day).

    Source: UzZaman, N. and others (2013), SemEval-2013 Task 1: TempEval-3.
    """
    ours, theirs = _by_document(found, texts, _trim_time), _by_document(wanted, texts, _trim_time)
    counts: Counter[str] = Counter()
    for doc in theirs.keys() | ours.keys():
        for one, other in match(ours[doc], theirs[doc]):
            values = {_value(value) for value in (other["value"], *other.get("alts", ()))}
            counts["span"] += _place(one) == _place(other)
            counts["value"] += _value(one["value"]) in values
            if _is_date(one) and _is_date(other):
                counts["date"] += _day(_value(one["value"])) in {_day(value) for value in values}
    sizes = [[span for group in side.values() for span in group] for side in (ours, theirs)]
    dates = [[span for span in side if _is_date(span)] for side in sizes]
    return {
        name: Score(counts[name], *(len(side) for side in (dates if name == "date" else sizes)))
        for name in ("span", "value", "date")
    }


def score_names(found: Iterable[Span], wanted: Iterable[Span], texts: Mapping[str, str]) -> Score:
    """Score names: spans of one type that overlap, one to one; articles and possessives do not count."""
    ours, theirs = _by_document(found, texts, _trim_name), _by_document(wanted, texts, _trim_name)
    pairs = _match_names(ours, theirs)
    return Score(len(pairs), sum(map(len, ours.values())), sum(map(len, theirs.values())))


def pair_names(
    found: Iterable[Span], wanted: Iterable[Span], texts: Mapping[str, str]
) -> list[tuple[Span, Span]]:
    """The pairs of spans that `score_names` counts as right, by document."""
    ours, theirs = _by_document(found, texts, _trim_name), _by_document(wanted, texts, _trim_name)
    return _match_names(ours, theirs)


def score_clusters(pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[float, float]:
    """B-cubed precision and recall of clusters, over mentions given as pairs of cluster and right cluster.

    >>> score_clusters([("a", 1), ("a", 1), ("a", 2), ("b", 2)])
    (0.6666666666666666, 0.75)

    Source: Bagga, A. and Baldwin, B. (1998), Algorithms for Scoring Coreference Chains.
    """
    if not pairs:
        return 0.0, 0.0
    both, ours, theirs = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / ours[a] for (a, _), n in both.items()) / len(pairs)
    recall = sum(n * n / theirs[b] for (_, b), n in both.items()) / len(pairs)
    return precision, recall


def match(ours: Sequence[Span], theirs: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Pairs of spans of one document, one to one: the same span first, then the greatest overlap."""
    ranked = sorted(
        (
            (_place(one) != _place(other), -_overlap(one, other), j, i)
            for i, one in enumerate(ours)
            for j, other in enumerate(theirs)
            if _overlap(one, other) > 0
        )
    )
    used: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for _, _, j, i in ranked:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def _match_names(
    ours: Mapping[str, Sequence[Span]], theirs: Mapping[str, Sequence[Span]]
) -> list[tuple[Span, Span]]:
    pairs = []
    for doc in sorted(theirs.keys() & ours.keys()):
        for kind in sorted({span["type"] for span in theirs[doc]}):
            of_kind = ([span for span in side[doc] if span["type"] == kind] for side in (ours, theirs))
            pairs += match(*of_kind)
    return pairs


def _by_document(
    spans: Iterable[Span], texts: Mapping[str, str], trim: Callable[[str, int, int], tuple[int, int]]
) -> dict[str, list[Span]]:
    """The spans of each document, trimmed; of two with one place and type, the first."""
    found: dict[str, dict[tuple[Any, ...], Span]] = defaultdict(dict)
    for span in spans:
        start, end = trim(texts[span["doc"]], span["start"], span["end"])
        if start < end:
            kind = "" if "value" in span else span["type"]
            found[span["doc"]].setdefault((start, end, kind), {**span, "start": start, "end": end})
    return defaultdict(list, {doc: list(group.values()) for doc, group in found.items()})


def _trim_time(text: str, start: int, end: int) -> tuple[int, int]:
    cut = text[start:end].lstrip(" \t\n\u00a0,.;:!?\"'()[]")
    return end - len(cut), end - len(cut) + len(cut.rstrip(" \t\n\u00a0,.;:!?\"'()[]"))


def _trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    start += len(opening[0]) if (opening := _ARTICLE.match(text[start:end])) else 0
    end -= len(closing[0]) if (closing := _POSSESSIVE.search(text[start:end])) else 0
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


def _overlap(one: Span, other: Span) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _place(span: Span) -> tuple[int, int]:
    return span["start"], span["end"]


def _value(value: str) -> str:
    return re.sub(r"\s", "", value or "").upper()


def _day(value: str) -> str:
    return value.split("T")[0]


def _is_date(span: Span) -> bool:
    return _DATE.match(_value(span["value"])) is not None
