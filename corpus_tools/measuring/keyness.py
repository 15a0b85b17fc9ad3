"""Keyness: the terms that set one part of a corpus apart from another part.

Sizes of effect come first (log ratio with its interval); significance counts stories, not words, because
words of one article are not independent. Terms are compared within a language only. For
keyness against general language see `reference`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, log, log2
from typing import Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import story_of
from corpus_tools.measuring.inference import (
    LEVEL,
    MIN_UNITS,
    Numbers,
    adjust_p_values,
    explain_support,
    widened_tails,
)
from corpus_tools.measuring.once import count_terms_once
from corpus_tools.measuring.rounding import round_frame, stack, tabulate
from corpus_tools.measuring.tally import tally
from corpus_tools.measuring.terms import Choice, select_terms

Mask = NDArray[np.bool_]

_RESAMPLES = 1999
_AT_ONCE = 50
"""Resamples that are in memory at a time: each holds a number for every story."""
COLUMNS = (
    *("language", "term", "n_target", "n_target_once", "n_reference", "n_reference_once"),
    *("per_1000_target", "per_1000_reference", "log_likelihood", "log_ratio", "low", "high", "p", "q"),
    *("support", "sentence_ids"),
)


@dataclass(frozen=True)
class StoryCounts:
    """Occurrences per story (rows) and term (columns) in one language, with the words of each story."""

    terms: list[str]
    units: list[str]
    matrix: csr_array
    sizes: Numbers
    sentence_ids: list[str]


def compute_log_likelihood(
    target: float, reference: float, target_size: float, reference_size: float
) -> float:
    """How surprising the split of a term's occurrences is, given the sizes of the two parts.

    Formula: 2 (a ln(a / E1) + b ln(b / E2)), E being shares of a + b by size. Caveat: it grows with the
    corpus and treats words as independent; use it to rank, not to test. Source: Rayson and Garside 2000.

    >>> round(compute_log_likelihood(20, 10, 1000, 1000), 4)
    3.398
    """
    share = (target + reference) / (target_size + reference_size)
    pairs = ((target, target_size * share), (reference, reference_size * share))
    return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)


def compute_log_ratio(target: float, reference: float, target_size: float, reference_size: float) -> float:
    """How many times (in doublings) a term is commoner in the target: 1 is twice, -1 is half as common.

    Formula: log2 of the ratio of the two relative frequencies; an absent term counts 0.5 times.
    Source: Hardie 2014, "Log Ratio: an informal introduction".

    >>> compute_log_ratio(20, 10, 1000, 1000), compute_log_ratio(4, 0, 1000, 1000)
    (1.0, 3.0)
    """
    return log2((target or 0.5) / target_size) - log2((reference or 0.5) / reference_size)


def compare_terms(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    column: str,
    target: str,
    reference: str | None = None,
    min_n: int = 3,
    seed: int = 0,
    **choice: Unpack[Choice],
) -> pd.DataFrame:
    """Compare the terms of two sub-corpora, language by language.

    Args:
        tokens: frame `tokens`.
        articles: frame `articles`; its `column` (outlet, a period, …) parts the corpus.
        column: the column that parts the corpus; not `language`, as words of two languages never match.
        target: value of the target part.
        reference: value of the other part; all other articles when None.
        min_n: fewest occurrences in both parts together.
        seed: of the draws.
        choice: what counts as a term, see `terms.Choice`.

    Returns:
        One row per language and term, by log_ratio descending, then log_likelihood descending, term;
        n_target and n_reference count occurrences as published, with `_once` each story once; positive
        log_ratio is typical of the target. low and high: interval at 95 % by drawing stories
        again within each part; p: permutation of stories between the parts (two-sided, difference of
        rates); q: p after Benjamini-Hochberg within the language; support: empty, or why low, high,
        p and q are missing. A language that stands on one side only has no rows.

    Raises:
        UsageError: the column or a value is unknown, or the column is `language`.
    """
    _check_parts(articles, column, target, reference)
    side = articles[column] == target
    rest = ~side if reference is None else articles[column] == reference
    story = story_of(articles)
    groups = {
        **dict.fromkeys(articles.loc[side, "article_id"], "target"),
        **dict.fromkeys(articles.loc[rest, "article_id"], "reference"),
    }
    words, found = select_terms(tokens, articles, within=groups, **choice)
    unit = {article_id: f"{group} {story[article_id]}" for article_id, group in groups.items()}
    once = count_terms_once(found, articles, part_of=groups)
    frames = []
    for language in sorted(words["language"].unique()):
        own = words["language"] == language
        counts = count_by_story(words[own], found[found["language"] == language], unit, min_n)
        frames.append(_compare(counts, once, language, np.random.default_rng(seed)))
    return stack(frames, COLUMNS)


def _check_parts(articles: pd.DataFrame, column: str, target: str, reference: str | None) -> None:
    if column == "language":
        raise UsageError(
            "terms of two languages cannot be compared", column=column, remedy="compare topic shares instead"
        )
    if column not in articles:
        raise UsageError(
            "the articles lack this column", column=column, remedy=f"use one of {list(articles)}"
        )
    for value in (target, reference):
        if value is not None and value not in set(articles[column]):
            known = sorted(set(articles[column]))
            raise UsageError(
                "no article has this value", column=column, value=value, remedy=f"use one of {known}"
            )


def count_by_story(words: pd.DataFrame, found: pd.DataFrame, unit: dict[str, str], min_n: int) -> StoryCounts:
    """Count terms by story, leaving out those with fewer than `min_n` occurrences in all."""
    units = sorted({unit[article_id] for article_id in words["article_id"].unique()})
    counts = tally(found, ["term"], min_n=min_n).sort_values("term")
    rows = [_number(frame["article_id"], units, unit.__getitem__) for frame in (words, found)]
    terms = _number(found["term"], counts["term"], str)
    kept = terms >= 0
    held = np.ones(kept.sum()), (rows[1][kept], terms[kept])
    return StoryCounts(
        counts["term"].tolist(),
        units,
        csr_array(held, shape=(len(units), len(counts))),
        np.bincount(rows[0], minlength=len(units)).astype(float),
        counts["sentence_ids"].tolist(),
    )


def _number(
    cells: pd.Series, known: Sequence[str] | pd.Series, name: Callable[[str], str]
) -> NDArray[np.intp]:
    """The places of what cells name among the known, -1 for what is not; each word is looked up once."""
    codes, words = pd.factorize(cells)
    return pd.Index(known).get_indexer(pd.Index([name(word) for word in words]))[codes]


def _compare(
    counts: StoryCounts, once: Counter[tuple[str, str, str]], language: str, draw: np.random.Generator
) -> pd.DataFrame:
    side = np.array([unit.startswith("target ") for unit in counts.units], dtype=bool)
    n_target, n_reference = int(side.sum()), int((~side).sum())
    if not (n_target and n_reference and counts.terms):
        return tabulate([], COLUMNS)
    target, reference = counts.matrix[side].sum(axis=0), counts.matrix[~side].sum(axis=0)
    sizes = float(counts.sizes[side].sum()), float(counts.sizes[~side].sum())
    low, high = _interval(counts, side, draw)
    p = _permute(counts, side, draw)
    data = pd.DataFrame(
        {
            "language": language,
            "term": counts.terms,
            "n_target": target.astype(int),
            "n_target_once": [once[language, term, "target"] for term in counts.terms],
            "n_reference": reference.astype(int),
            "n_reference_once": [once[language, term, "reference"] for term in counts.terms],
            "per_1000_target": 1000 * target / sizes[0],
            "per_1000_reference": 1000 * reference / sizes[1],
            "log_likelihood": [
                compute_log_likelihood(a, b, *sizes) for a, b in zip(target, reference, strict=True)
            ],
            "log_ratio": [compute_log_ratio(a, b, *sizes) for a, b in zip(target, reference, strict=True)],
            "low": low,
            "high": high,
            "p": p,
            "q": adjust_p_values([float(value) for value in p]),
            "support": explain_support(n_target, n_reference, unit="stories"),
            "sentence_ids": counts.sentence_ids,
        }
    )
    order = ["log_ratio", "log_likelihood", "term"]
    return round_frame(data).sort_values(order, ascending=[False, False, True])


def _interval(counts: StoryCounts, side: Mask, draw: np.random.Generator) -> tuple[Numbers, Numbers]:
    n = min(int(side.sum()), int((~side).sum()))
    if n < MIN_UNITS:
        return missing(counts), missing(counts)
    first, second = (resample_rates(counts, part, draw) for part in (side, ~side))
    return take_interval(np.subtract(np.log2(first, out=first), np.log2(second, out=second), out=first), n)


def resample_rates(counts: StoryCounts, part: Mask, draw: np.random.Generator) -> Numbers:
    """Relative frequencies of the terms in resamples of the stories of one part; absent counts 0.5."""
    matrix, sizes = counts.matrix[part], counts.sizes[part]
    even = np.full(len(sizes), 1 / len(sizes))
    rates = np.empty((_RESAMPLES, len(counts.terms)))
    for some in np.array_split(rates, range(_AT_ONCE, _RESAMPLES, _AT_ONCE)):
        weights = draw.multinomial(len(sizes), even, size=len(some)).astype(float)
        some[:] = np.maximum(weights @ matrix, 0.5) / (weights @ sizes)[:, None]
    return rates


def take_interval(drawn: Numbers, n: int) -> tuple[Numbers, Numbers]:
    """The ends of the widened 95 % interval of drawn values (resamples by terms), in any order afterwards."""
    low, high = np.quantile(drawn, widened_tails(n), axis=0, overwrite_input=True)
    return low, high


def _permute(counts: StoryCounts, side: Mask, draw: np.random.Generator) -> Numbers:
    n, k = len(side), int(side.sum())
    if explain_support(k, n - k) or 2 / comb(n, k) > 1 - LEVEL:
        return missing(counts)
    seen = _measure_gaps(counts, side[None])
    hits = np.ones(len(counts.terms))
    for first in range(0, _RESAMPLES, _AT_ONCE):
        some = range(first, min(first + _AT_ONCE, _RESAMPLES))
        drawn = _measure_gaps(counts, np.array([draw.permutation(side) for _ in some]))
        hits += (drawn >= seen - 1e-12).sum(axis=0)
    return hits / (_RESAMPLES + 1)


def _measure_gaps(counts: StoryCounts, sides: Mask) -> Numbers:
    """For each way of parting the stories in two, how far apart the rates of each term are."""
    labels = sides.astype(float)
    target, total = labels @ counts.matrix, counts.matrix.sum(axis=0)
    size = (labels @ counts.sizes)[:, None]
    gaps: Numbers = np.abs(target / size - (total - target) / (counts.sizes.sum() - size))
    return gaps


def missing(counts: StoryCounts) -> Numbers:
    """A missing value for each term."""
    return np.full(len(counts.terms), np.nan)
