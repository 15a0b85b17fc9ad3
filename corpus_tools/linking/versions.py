"""Versions: pairs of articles that tell the same report in other words, of another language or the same.

A pair that shares a few anchors (see `anchors`) is a candidate; its sentences are then aligned, by
what they say where the sentence encoder knows both languages and by their anchors where it does not.
Two reports of one day on the same actors share anchors but few sentences, so they are told apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from operator import ge

import numpy as np

from corpus_tools.annotating.embeddings import Vectors, embed, has_embeddings, similarities
from corpus_tools.linking.alignment import Match, Matrix, align_sentences
from corpus_tools.linking.bodies import Body

DAYS_APART = 10
"""Articles that were published further apart are not versions of one report."""
_COMMON = 60
"""An anchor that stands in more articles than this names no candidates."""
_LEAST_BY_ANCHORS = 0.3
_LEAST_SCORE = 0.68
_LEAST_PARTS = (0.5, 0.3, 0.4)


@dataclass(frozen=True)
class Likeness:
    """How alike two articles are, each from 0 to 1.

    Attributes:
        covered: share of the words of the shorter article that stand in aligned sentences.
        names: share of the names of the article with fewer that the other has.
        numbers: the same of numbers; 1 when an article has none.
    """

    covered: float
    names: float
    numbers: float

    @property
    def score(self) -> float:
        """The mean of the three."""
        return round((self.covered + self.names + self.numbers) / 3, 3)

    @property
    def is_version(self) -> bool:
        """Whether the two report the same thing: enough of each, and of all together."""
        parts = (self.covered, self.names, self.numbers)
        return self.score >= _LEAST_SCORE and all(map(ge, parts, _LEAST_PARTS))


@dataclass
class Comparer:
    """Compares bodies, embedding each one once."""

    _vectors: dict[str, Vectors] = field(default_factory=dict)

    def align(self, left: Body, right: Body) -> list[Match]:
        """The sentences of two articles that say the same."""
        if has_embeddings(left.language) and has_embeddings(right.language):
            return align_sentences(similarities(self._embed(left), self._embed(right)))
        return align_sentences(_compare_anchors(left, right), least=_LEAST_BY_ANCHORS)

    def align_ids(self, left: Body, right: Body) -> Iterator[tuple[str, str, float]]:
        """The same by sentence ids, with the similarity."""
        for match in self.align(left, right):
            yield left.sentence_ids[match.left], right.sentence_ids[match.right], match.similarity

    def compare(self, left: Body, right: Body) -> Likeness:
        """How alike two articles are."""
        matches = self.align(left, right)
        if sum(left.lengths) <= sum(right.lengths):
            covered = _cover(left, {match.left for match in matches})
        else:
            covered = _cover(right, {match.right for match in matches})
        return Likeness(covered, share_names(left, right), share_numbers(left, right))

    def _embed(self, body: Body) -> Vectors:
        if body.article_id not in self._vectors:
            self._vectors[body.article_id] = embed(body.sentences)
        return self._vectors[body.article_id]


def share_names(left: Body, right: Body) -> float:
    """The share of the names of one article that the other has, by words or by linked actors."""
    return max(_share(left.names, right.names), _share(left.actors, right.actors, empty=0.0))


def share_numbers(left: Body, right: Body) -> float:
    """The share of the numbers (and days, where both have some) of one article that the other has."""
    plain = _share(left.numbers, right.numbers, empty=1.0)
    dated = _share(left.numbers | left.days, right.numbers | right.days, empty=1.0)
    return max(plain, dated) if left.days and right.days else plain


def find_candidates(bodies: Mapping[str, Body]) -> Iterator[tuple[str, str]]:
    """The pairs worth comparing, sorted: published near one another, and with rare anchors in common."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article_id, body in bodies.items():
        for anchor in sorted(body.names | body.numbers | body.actors):
            holders[anchor].append(article_id)
    shared = Counter(
        pair for members in holders.values() if len(members) <= _COMMON for pair in combinations(members, 2)
    )
    for pair, count in sorted(shared.items()):
        left, right = bodies[pair[0]], bodies[pair[1]]
        if count >= (2 if left.language != right.language else 4) and are_near(left, right):
            yield pair


def are_near(left: Body, right: Body) -> bool:
    """Whether both can have been published within days of each other; unknown dates can."""
    return _gap(left.published[1], right.published[0]) <= DAYS_APART and (
        _gap(right.published[1], left.published[0]) <= DAYS_APART
    )


def _gap(latest: str, earliest: str) -> int:
    if not latest or not earliest:
        return 0
    return (date.fromisoformat(earliest) - date.fromisoformat(latest)).days


def _share(left: frozenset[str], right: frozenset[str], *, empty: float = 0.0) -> float:
    fewer = min(len(left), len(right))
    return round(len(left & right) / fewer, 3) if fewer else empty


def _cover(body: Body, matched: set[int]) -> float:
    total = sum(body.lengths)
    return round(sum(body.lengths[number] for number in matched) / total, 3) if total else 0.0


def _compare_anchors(left: Body, right: Body) -> Matrix:
    matrix = np.zeros((len(left.sentences), len(right.sentences)))
    for i, mine in enumerate(left.anchors):
        for j, other in enumerate(right.anchors):
            size = np.sqrt(len(mine.all) * len(other.all))
            matrix[i, j] = round(len(mine.all & other.all) / size, 3) if size else 0.0
    return matrix
