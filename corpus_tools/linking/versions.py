"""Versions: pairs of articles that tell the same report in other words, of another language or the same.

A pair that shares a few anchors (see `anchors`) is a candidate; its sentences are then aligned, by
what they say where the sentence encoder knows both languages and by their anchors where it does not.
Two reports of one day on the same actors share anchors but few sentences, so they are told apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from operator import ge

import numpy as np
from rapidfuzz.fuzz import ratio

from corpus_tools.annotating.embeddings import Vectors, embed, has_embeddings, similarities
from corpus_tools.linking.alignment import Match, Matrix, align_sentences
from corpus_tools.linking.bodies import Body
from corpus_tools.linking.order import match_by_order

DAYS_APART = 10
"""Articles that were published further apart are not versions of one report."""

_COMMON = 60
"""An anchor that stands in more articles than this names no candidates."""
_SPELLING = 80
"""Two rare words this alike (of 100) are spellings of one name ("Odesa", "Odessa")."""
_LEAST_BY_ANCHORS = 0.3
_LONGEST = 500
"""Sentences beyond which a text, as long as a book, is aligned by equal sentences alone: the time and the
memory of an alignment grow with the square."""


@dataclass(frozen=True)
class Likeness:
    """How alike two articles are, each from 0 to 1.

    Attributes:
        covered: how much of the shorter article the other says: the similarity of its sentences with
            those that they are aligned with, 0 for the others, by their length.
        names: share of the rare and known names of the article with fewer that the other has.
        numbers: the same of numbers.
        kind: translation, version (told anew in one language) or anchors (a translation that only
            anchors could align).
    """

    covered: float
    names: float
    numbers: float
    kind: str

    @property
    def score(self) -> float:
        """The mean of the three."""
        return round((self.covered + self.names + self.numbers) / 3, 3)

    @property
    def is_version(self) -> bool:
        """Whether the two report the same thing: enough of each of the three.

        Anchors align less of two articles that name nearly all the same: less of them need be covered.
        """
        found = (self.covered, self.names, self.numbers)
        return any(all(map(ge, found, least)) for least in _LEAST[self.kind])


_LEAST = {
    "translation": [(0.5, 0.5, 0.5)],
    "anchors": [(0.45, 0.5, 0.5), (0.35, 0.9, 0.9)],
    "version": [(0.65, 0.7, 0.6)],
}
"""What each kind needs, one way or another; more in one language, where formulas make two reports alike."""


@dataclass
class Comparer:
    """Compares bodies, embedding each one once."""

    _vectors: dict[str, Vectors] = field(default_factory=dict)

    def align(self, left: Body, right: Body) -> list[Match]:
        """The sentences of two articles that say the same."""
        if max(len(left.sentences), len(right.sentences)) > _LONGEST:
            return _match_equal(left, right)
        if has_embeddings(left.language) and has_embeddings(right.language):
            mine, others = self._embed(left), self._embed(right)
            return align_sentences(
                similarities(mine, others),
                left_ties=similarities(mine, mine),
                right_ties=similarities(others, others),
            )
        return align_sentences(_compare_anchors(left, right), least=_LEAST_BY_ANCHORS)

    def align_ids(self, left: Body, right: Body) -> Iterator[tuple[str, str, float]]:
        """The same by sentence ids, with the similarity; by order where no encoder knows both languages."""
        is_known = has_embeddings(left.language) and has_embeddings(right.language)
        is_book = max(len(left.sentences), len(right.sentences)) > _LONGEST
        matches = self.align(left, right) if is_known or is_book else match_by_order(left.lines, right.lines)
        for match in matches:
            yield left.sentence_ids[match.left], right.sentence_ids[match.right], match.similarity

    def compare(self, left: Body, right: Body) -> Likeness:
        """How alike two articles are."""
        matches = self.align(left, right)
        if not _is_shared_widely(left, right, matches):
            covered = 0.0
        elif sum(left.lengths) <= sum(right.lengths):
            covered = _cover(left, [(match.left, match.similarity) for match in matches])
        else:
            covered = _cover(right, [(match.right, match.similarity) for match in matches])
        return Likeness(covered, share_names(left, right), share_numbers(left, right), find_kind(left, right))

    def _embed(self, body: Body) -> Vectors:
        if body.article_id not in self._vectors:
            self._vectors[body.article_id] = embed(body.sentences)
        return self._vectors[body.article_id]


def find_kind(left: Body, right: Body) -> str:
    """Which kind of version two articles would be, see `Likeness`."""
    if left.language == right.language:
        return "version"
    return "translation" if has_embeddings(left.language) and has_embeddings(right.language) else "anchors"


def share_names(left: Body, right: Body) -> float:
    """The share of the names of one article that the other has; of linked people, where that is more.

    In one language all names count; in two, the rare ones, whose spelling may differ, and the known ones.
    """
    rare = max(_share_spellings(left.rare, right.rare), share(left.people, right.people, empty=0.0))
    shared = round((rare + share(left.known, right.known)) / 2, 3)
    return min(shared, share(left.names, right.names)) if left.language == right.language else shared


def share_numbers(left: Body, right: Body) -> float:
    """The share of the numbers (and days, where both have some) of one article that the other has.

    One is added to both sides of the ratio: a single number that differs says little.
    """
    days = (left.days, right.days) if left.days and right.days else (frozenset(), frozenset())
    mine, others = left.numbers | days[0], right.numbers | days[1]
    return round((len(mine & others) + 1) / (min(len(mine), len(others)) + 1), 3)


def find_candidates(bodies: Mapping[str, Body]) -> list[tuple[str, str]]:
    """The pairs worth comparing, sorted: published near one another, with names and numbers in common."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article_id in sorted(bodies):
        body = replace(bodies[article_id])  # What it finds of its anchors is forgotten with it.
        for anchor in sorted(body.names | body.numbers | body.people):
            holders[anchor].append(article_id)
    shared = Counter(
        pair
        for members in holders.values()
        if len(members) <= _COMMON
        for pair in combinations(members, 2)
        if are_near(bodies[pair[0]], bodies[pair[1]])
    )
    return sorted(pair for pair, count in shared.items() if _is_candidate(bodies, pair, count))


def _is_candidate(bodies: Mapping[str, Body], pair: tuple[str, str], count: int) -> bool:
    left, right = bodies[pair[0]], bodies[pair[1]]
    kind = find_kind(left, right)
    if count < (4 if kind == "version" else 2):
        return False
    numbers = share_numbers(left, right)
    names = [least for _, least, other in _LEAST[kind] if numbers >= other]
    return bool(names) and share_names(left, right) >= min(names)


def are_near(left: Body, right: Body) -> bool:
    """Whether both can have been published within days of each other; unknown dates can."""
    return _gap(left.published[1], right.published[0]) <= DAYS_APART and (
        _gap(right.published[1], left.published[0]) <= DAYS_APART
    )


def _gap(latest: str, earliest: str) -> int:
    if not latest or not earliest:
        return 0
    return (date.fromisoformat(earliest) - date.fromisoformat(latest)).days


def share(left: frozenset[str], right: frozenset[str], *, empty: float = 1.0) -> float:
    """The share of the smaller set that the larger has, or `empty` when one of them is."""
    fewer = min(len(left), len(right))
    return round(len(left & right) / fewer, 3) if fewer else empty


def _share_spellings(left: frozenset[str], right: frozenset[str]) -> float:
    fewer, more = sorted((left, right), key=lambda words: (len(words), sorted(words)))
    alike = sum(any(ratio(word, other) >= _SPELLING for other in more) for word in fewer)
    return alike / len(fewer) if fewer else 1.0


def _is_shared_widely(left: Body, right: Body, matches: Sequence[Match]) -> bool:
    """Whether more than one sentence of each is matched: a follow-up puts the first report in one."""
    fewest = min(2, len(left.sentences), len(right.sentences))
    return min(len({match.left for match in matches}), len({match.right for match in matches})) >= fewest


def _cover(body: Body, matched: Iterable[tuple[int, float]]) -> float:
    best: dict[int, float] = {}
    for number, similarity in matched:
        best[number] = max(similarity, best.get(number, 0.0))
    total = sum(body.lengths)
    said = sum(body.lengths[number] * similarity for number, similarity in best.items())
    return round(said / total, 3) if total else 0.0


def _match_equal(left: Body, right: Body) -> list[Match]:
    """The sentences that both articles have word for word, each with its first occurrence in the other."""
    first: dict[str, int] = {}
    for number, text in enumerate(right.sentences):
        first.setdefault(text, number)
    taken: set[str] = set()
    matches = []
    for number, text in enumerate(left.sentences):
        if text in first and text not in taken:
            taken.add(text)
            matches.append(Match(number, first[text], 1.0))
    return matches


def _compare_anchors(left: Body, right: Body) -> Matrix:
    matrix = np.zeros((len(left.sentences), len(right.sentences)))
    for i, mine in enumerate(left.anchors):
        for j, other in enumerate(right.anchors):
            size = np.sqrt(len(mine.all) * len(other.all))
            matrix[i, j] = round(len(mine.all & other.all) / size, 3) if size else 0.0
    return matrix
