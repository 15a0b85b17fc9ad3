"""Stability: whether a topic is still there after another seed, another sample or another number of topics.

A topic that comes and goes says more about the method than about the texts. The card shows it, with the
reason.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from corpus_tools.measuring.clustering import (
    SUBSAMPLE,
    Agreement,
    Grouping,
    Labels,
    Matrix,
    compare_groupings,
    match_group,
)
from corpus_tools.measuring.inference import LEVEL, Estimate, explain_support
from corpus_tools.measuring.rounding import significant, tabulate

STABLE = 0.6
"""Mean Jaccard index from which a topic counts as found again (Hennig 2007: below 0.6 do not trust it)."""

MIN_STORIES = 2
"""A topic of one story is that story, not a topic."""

PUBLISHED_DIGITS = 3
"""Decimals of published cosines: further ones depend on the processor that computed the embeddings."""

CARD = (
    *(
        "group",
        "n_sentences",
        "n_articles",
        "n_stories",
        "languages",
        "outlets",
        "seeds",
        "samples",
        "numbers",
    ),
    *("coherence", "coherence_low", "coherence_high", "coherence_support", "stable", "reason"),
)
AGREEMENT = ("kind", "runs", "ari", "ari_min", "nmi", "nmi_min")


@dataclass(frozen=True)
class Runs:
    """Groupings of the same rows by kind of change; -1 marks rows that a subsample left out."""

    seeds: list[Labels]
    samples: list[Labels]
    numbers: list[Labels]

    def place(self, rows: Labels, n: int) -> "Runs":
        """The same as groupings of `n` rows, of which only `rows` were grouped."""
        kinds = (self.seeds, self.samples, self.numbers)
        return Runs(*([_place(labels, rows, n) for labels in groupings] for groupings in kinds))


def _place(labels: Labels, rows: Labels, n: int) -> Labels:
    placed = np.full(n, -1, dtype=np.int64)
    placed[rows] = labels
    return placed


def repeat_grouping(
    vectors: Matrix, n_groups: int, group: Grouping, *, seed: int = 0, repeats: int = 8
) -> Runs:
    """Group the same rows again: other seeds, subsamples of 80 %, and one topic fewer and one more."""
    others = [n for n in (n_groups - 1, n_groups + 1) if 2 <= n <= len(vectors)]
    return Runs(
        seeds=[group(vectors, n_groups, seed + 1 + number) for number in range(repeats)],
        samples=repeat_on_samples(vectors, n_groups, group, seed=seed, repeats=repeats),
        numbers=[group(vectors, n, seed) for n in others],
    )


def repeat_on_samples(
    vectors: Matrix, n_groups: int, group: Grouping, *, seed: int = 0, repeats: int = 8
) -> list[Labels]:
    """Group subsamples of 80 % of the rows; -1 marks rows that a subsample left out."""
    draw = np.random.default_rng(seed)
    size = max(n_groups, int(SUBSAMPLE * len(vectors)))
    samples = []
    for number in range(repeats):
        rows = np.sort(draw.choice(len(vectors), size, replace=False))
        labels = np.full(len(vectors), -1, dtype=np.int64)
        labels[rows] = group(vectors[rows], n_groups, seed + number)
        samples.append(labels)
    return samples


def measure_agreement(labels: Labels, runs: Runs) -> pd.DataFrame:
    """Measure how far the repeated groupings agree with the one that is shown.

    Returns:
        One row per kind of change (seeds, samples, numbers): runs, mean and smallest adjusted Rand index (1
        same, 0 chance) and normalised mutual information (0-1).
    """
    rows = []
    for kind in ("seeds", "samples", "numbers"):
        found = [_compare(labels, other) for other in getattr(runs, kind)]
        if found:
            ari, nmi = zip(*((each.ari, each.nmi) for each in found), strict=True)
            means = {
                "ari": float(np.mean(ari)),
                "ari_min": min(ari),
                "nmi": float(np.mean(nmi)),
                "nmi_min": min(nmi),
            }
            rows.append({"kind": kind, "runs": len(found), **means})
    return tabulate(rows, AGREEMENT)


def make_card(vectors: Matrix, labels: Labels, runs: Runs, places: pd.DataFrame) -> pd.DataFrame:
    """Make the stability card: one row per topic.

    Args:
        vectors: the rows that were grouped, of length 1.
        labels: the group of each row.
        runs: the same rows grouped again.
        places: article_id, story_id, language and outlet of each row.

    Returns:
        group; n_sentences, n_articles, n_stories; languages and outlets with their counts; seeds, samples,
        numbers: mean Jaccard index of the topic with its best match in each run (1: the same sentences);
        coherence (`estimate_coherence`) with an interval over sentences or the reason why there is none;
        stable, and the reason when it is not.
    """
    rows = [
        _make_row(number, labels == number, vectors, runs, places.reset_index(drop=True))
        for number in range(int(labels.max()) + 1 if len(labels) else 0)
    ]
    return tabulate(rows, CARD)


def _make_row(
    number: int, members: np.ndarray, vectors: Matrix, runs: Runs, places: pd.DataFrame
) -> dict[str, object]:
    own = places[members]
    found = {kind: _find_again(members, getattr(runs, kind)) for kind in ("seeds", "samples", "numbers")}
    coherence = estimate_coherence(members, vectors)
    n_stories = own["story_id"].nunique()
    reason = _judge(found, n_stories)
    return {
        "group": number,
        "n_sentences": len(own),
        "n_articles": own["article_id"].nunique(),
        "n_stories": n_stories,
        "languages": _mix(own["language"]),
        "outlets": _mix(own["outlet"]),
        **found,
        "coherence": round(coherence.value, PUBLISHED_DIGITS),
        "coherence_low": round(coherence.low, PUBLISHED_DIGITS),
        "coherence_high": round(coherence.high, PUBLISHED_DIGITS),
        "coherence_support": coherence.support,
        "stable": not reason,
        "reason": reason,
    }


def _compare(labels: Labels, other: Labels) -> Agreement:
    drawn = other >= 0
    return compare_groupings(labels[drawn], other[drawn])


def _find_again(members: np.ndarray, groupings: Sequence[Labels]) -> float:
    matches = [match_group(members[other >= 0], other[other >= 0]) for other in groupings]
    known = [match for match in matches if not np.isnan(match)]
    return significant(float(np.mean(known))) if known else float("nan")


def estimate_coherence(members: np.ndarray, vectors: Matrix) -> Estimate:
    """Estimate how much closer the sentences of a topic are to each other than to the rest.

    Formula: mean cosine of two sentences of the topic less that of one of the topic and one of the rest. Each
    cosine belongs to two sentences, so the interval takes what every sentence adds to both means (the first
    term of Hoeffding's decomposition) and Student's t. Caveat: sentences are taken as independent, and the
    topic as given. Source: Hoeffding 1948, Annals of Mathematical Statistics 19(3).

    Args:
        members: which rows are of the topic.
        vectors: the rows, of length 1.

    >>> vectors = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]])
    >>> estimate = estimate_coherence(np.array([True, True, False]), vectors)
    >>> round(estimate.value, 6), estimate.support
    (0.2, 'not supportable with n = 2 sentences')
    """
    own, others = vectors[members], vectors[~members]
    n, rest = len(own), len(others)
    total = own.sum(axis=0)
    near = (own @ total - (own * own).sum(axis=1)) / max(1, n - 1)
    far = own @ others.sum(axis=0) / max(1, rest)
    value = float((near - far).mean())
    support = explain_support(n, unit="sentences")
    if support:
        return Estimate(value, float("nan"), float("nan"), n, "Hoeffding", support)
    variance = float((2 * near - far).var(ddof=1)) / n
    if rest > 1:
        variance += float((others @ total / n).var(ddof=1)) / rest
    half = float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * variance**0.5
    return Estimate(value, value - half, value + half, n, "Hoeffding")


def _mix(values: pd.Series) -> str:
    counts = Counter(value or "unknown" for value in values)
    return "|".join(
        f"{value} {n}" for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _judge(found: dict[str, float], n_stories: int) -> str:
    if n_stories < MIN_STORIES:
        return "found in one story only"
    names = {"seeds": "the seed", "samples": "the sample", "numbers": "the number of topics"}
    changing = [name for kind, name in names.items() if found[kind] < STABLE]
    return f"changes with {' and '.join(changing)}" if changing else ""
