"""Copies: pairs of articles that share their wording, whatever was cut, edited or put above it.

Three steps. Signatures (MinHash) of the shingles that few articles have name the candidates: articles that
agree in one of many bands; since no such shingle is in more than fifty articles, the candidates grow with
the number of articles and not with the number of pairs, however much wording an archive repeats. Candidates
whose whole signatures have too little in common are left out; the shared shingles of the others are counted
exactly. `tests/bench_copies.py` measures time and recall. Not for translations, whose words differ: see
`stories`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain, combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from corpus_tools.characters import fold

Hashes = NDArray[np.uint64]

SHINGLE = 4
"""Words in a shingle."""
_BANDS, _ROWS = 64, 2
_LEAD = 40
_CROWD = 50
_FEWEST = 8
"""Texts with fewer shingles are copies only when all their shingles are shared."""
_CHUNK = 4096
"""Pairs whose signatures are compared at once."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Overlap:
    """How much wording two articles share: of both, of the shorter one, and of the beginning of either."""

    article_id: str
    partner_id: str
    resemblance: float
    containment: float
    lead: float


def find_copies(
    bodies: Mapping[str, str], *, least: float = 0.5, least_with_lead: float = 0.3
) -> list[Overlap]:
    """The pairs of texts that are copies, sorted by their ids.

    A pair is a copy when the shorter text shares at least `least` of its shingles, or `least_with_lead`
    of them and as much of the beginning of either: a reprint is cut from its end, while a follow-up has a new
    beginning and repeats the background.

    Args:
        bodies: the body of each article by its id.
        least: the share of shingles that makes a copy by itself.
        least_with_lead: the share that makes a copy when the beginning is shared too.

    >>> wire = "the ministry of finance said on monday that the new tax will start in march " * 2
    >>> [(c.article_id, c.partner_id) for c in find_copies({"a": wire, "b": "Update: " + wire, "c": "no"})]
    [('a', 'b')]
    """
    shingles = {article_id: make_shingles(bodies[article_id]) for article_id in sorted(bodies)}
    candidates = _find_candidates(shingles, likely=min(least, least_with_lead) / 2)
    overlaps = (compare(pair, shingles) for pair in candidates)
    return [
        overlap
        for overlap in overlaps
        if overlap.containment >= _bar(overlap, shingles, least)
        or (
            overlap.containment >= least_with_lead
            and overlap.lead >= least_with_lead
            and _size(overlap, shingles) >= 2 * _FEWEST
        )
    ]


def make_shingles(text: str) -> Hashes:
    """The hashes of the runs of four folded words of a text, in reading order.

    A shorter text is one shingle; a text without words has none. The hashes are the same on any machine.
    """
    words = _WORD.findall(fold(text))
    if not words:
        return np.zeros(0, dtype=np.uint64)
    codes = np.array([_hash_word(word) for word in words], dtype=np.uint64)
    width = min(SHINGLE, len(words))
    factors = _odd_numbers(width, seed=b"shingle")
    windows = np.lib.stride_tricks.sliding_window_view(codes, width)
    return _mix((windows * factors).sum(axis=1, dtype=np.uint64))


def compare(pair: tuple[str, str], shingles: Mapping[str, Hashes]) -> Overlap:
    """Count exactly what two texts share."""
    first, second = sorted(pair, key=lambda article_id: (len(shingles[article_id]), article_id))
    small, large = np.unique(shingles[first]), np.unique(shingles[second])
    shared = int(_are_in(small, large).sum())
    leads = (_are_in(_begin(shingles[first]), large), _are_in(_begin(shingles[second]), small))
    lead = min(float(part.mean()) if part.size else 0.0 for part in leads)
    return Overlap(
        min(pair),
        max(pair),
        resemblance=round(shared / max(small.size + large.size - shared, 1), 3),
        containment=round(shared / max(small.size, 1), 3),
        lead=round(lead, 3),
    )


def _are_in(hashes: Hashes, ordered: Hashes) -> NDArray[np.bool_]:
    """Which of some hashes are among others, which are in order."""
    if not ordered.size:
        return np.zeros(hashes.size, dtype=bool)
    places = np.minimum(np.searchsorted(ordered, hashes), ordered.size - 1)
    found: NDArray[np.bool_] = ordered[places] == hashes
    return found


def _begin(hashes: Hashes) -> Hashes:
    """The shingles of the beginning of a text: its first third, and not more than forty."""
    return hashes[: min(_LEAD, max(1, len(hashes) // 3))]


def _size(overlap: Overlap, shingles: Mapping[str, Hashes]) -> int:
    return min(len(shingles[overlap.article_id]), len(shingles[overlap.partner_id]))


def _bar(overlap: Overlap, shingles: Mapping[str, Hashes], least: float) -> float:
    return least if _size(overlap, shingles) >= _FEWEST else 1.0


def _find_candidates(shingles: Mapping[str, Hashes], *, likely: float) -> list[tuple[str, str]]:
    """Pairs that share a bucket by what few texts have, and neighbours that share one by all they have.

    What is in many texts is common phrases, forms that were filled in often, or one text in many places.
    The first two make no pair alone; the copies of the last are found through their neighbours, so that a
    text in a thousand places gives some thousands of pairs and not half a million. Pairs that share less
    than `likely` of the shorter text, by their signatures, are left out.
    """
    common = _find_common(shingles)
    items = shingles.items()
    rare = _sign_all((each, hashes[~_are_in(hashes, common)]) for each, hashes in items)
    often = _sign_all(
        (each, hashes) for each, hashes in items if _are_in(hashes, common).sum() * 2 >= hashes.size
    )
    pairs = {pair for members in _fill_buckets(rare) for pair in _pair_up(members)}
    pairs.update(pair for members in _fill_buckets(often) for pair in _chain(members))
    signatures = _sign_all((each, shingles[each]) for each in set(chain(*pairs)))
    return _keep_likely(sorted(pairs), signatures, shingles, likely)


def _keep_likely(
    pairs: Sequence[tuple[str, str]],
    signatures: Mapping[str, Hashes],
    shingles: Mapping[str, Hashes],
    likely: float,
) -> list[tuple[str, str]]:
    """The pairs that share at least `likely` of the shorter text, as far as their signatures tell.

    Signatures agree in as large a part as the resemblance of the texts; with the lengths this gives the
    part of the shorter text. Its error is why `likely` is half of what makes a copy.
    """
    kept: list[tuple[str, str]] = []
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        left, right = (np.stack([signatures[pair[side]] for pair in chunk]) for side in (0, 1))
        sizes = np.array([[len(shingles[article_id]) for article_id in pair] for pair in chunk])
        alike = (left == right).mean(axis=1)
        share = alike / (1 + alike) * sizes.sum(axis=1) / sizes.min(axis=1)
        kept += [pair for pair, is_likely in zip(chunk, share >= likely, strict=True) if is_likely]
    return kept


def _sign_all(shingles: Iterable[tuple[str, Hashes]]) -> dict[str, Hashes]:
    """The signature of every text that has words."""
    return {article_id: _sign(hashes) for article_id, hashes in shingles if hashes.size}


def _fill_buckets(signatures: Mapping[str, Hashes]) -> Iterator[list[str]]:
    """The texts that agree in a band: two do in one with the square of their resemblance."""
    if not signatures:
        return
    names = list(signatures)
    bands = np.stack(list(signatures.values())).reshape(len(names), _BANDS, _ROWS)
    for band in range(_BANDS):
        keys = (bands[:, band] * _odd_numbers(_ROWS, seed=b"row")).sum(axis=1)
        order = np.argsort(keys, kind="stable")
        alike = np.concatenate([[False], keys[order][1:] == keys[order][:-1], [False]])
        for start, stop in np.flatnonzero(alike[1:] != alike[:-1]).reshape(-1, 2).tolist():
            yield [names[number] for number in order[start : stop + 1]]


def _find_common(shingles: Mapping[str, Hashes]) -> Hashes:
    """The shingles that more texts share than a bucket holds before it is crowded."""
    each = [np.unique(hashes) for hashes in shingles.values()]
    values, counts = np.unique(np.concatenate([*each, np.zeros(0, dtype=np.uint64)]), return_counts=True)
    common: Hashes = values[counts > _CROWD]
    return common


def _pair_up(members: list[str]) -> Iterable[tuple[str, str]]:
    """All pairs of a bucket; of a crowded one, each with its neighbour and with the first."""
    return combinations(members, 2) if len(members) <= _CROWD else _chain(members)


def _chain(members: list[str]) -> Iterable[tuple[str, str]]:
    """Each with its neighbour and with the first."""
    return chain(pairwise(members), ((members[0], other) for other in members[1:]))


def _sign(hashes: Hashes) -> Hashes:
    """The lowest of the hashes under each of many orders."""
    factors = _odd_numbers(_BANDS * _ROWS, seed=b"band")
    lowest: Hashes = np.multiply.outer(factors, hashes).min(axis=1)  # Each odd factor is another order.
    return lowest


def _mix(values: Hashes) -> Hashes:
    mixed: Hashes = (values ^ (values >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ (mixed >> np.uint64(29))


@cache
def _odd_numbers(count: int, *, seed: bytes) -> Hashes:
    digests = (blake2b(seed + str(n).encode(), digest_size=8).digest() for n in range(count))
    return np.array([int.from_bytes(digest, "big") | 1 for digest in digests], dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
