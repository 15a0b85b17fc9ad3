"""Diversity: how varied the vocabulary of an article is, by measures that do not fall with its length."""

from collections import Counter
from collections.abc import Sequence
from math import exp, lgamma

import pandas as pd

from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.words import map_articles

MTLD_MIN_WORDS = 100
"""Below this many words MTLD swings with single words (McCarthy and Jarvis 2010); none is given."""

HDD_SAMPLE = 42
"""Words drawn for HD-D, as in vocd-D and McCarthy and Jarvis 2007."""

COLUMNS = ("article_id", "language", "n_words", "n_types", "ttr", "mtld", "hdd", "support")


def measure_diversity(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Measure lexical diversity article by article, on words as written in lower case, stop words included.

    Returns:
        One row per article that has words, in the order of `articles`: n_words, n_types, ttr (types per
        word; falls with length, given only for reference), mtld (words), hdd (0-1), and support: empty,
        or why a measure is missing. Values of different languages must not be compared: inflection
        and the writing of compounds change what a type is.
    """
    return tabulate(map_articles(tokens, articles, _measure), COLUMNS)


def _measure(article_id: str, words: pd.DataFrame) -> dict[str, object]:
    terms = words["term"].tolist()
    enough = len(terms) >= MTLD_MIN_WORDS
    return {
        "article_id": article_id,
        "language": words["language"].iloc[0],
        "n_words": len(terms),
        "n_types": len(set(terms)),
        "ttr": len(set(terms)) / len(terms),
        "mtld": compute_mtld(terms) if enough else float("nan"),
        "hdd": compute_hdd(terms),
        "support": "" if enough else f"MTLD not supportable with n = {len(terms)} words",
    }


def compute_mtld(words: Sequence[str], *, threshold: float = 0.72) -> float:
    """Measure of textual lexical diversity: mean length of stretches that keep the type-token ratio up.

    Formula: words / factors, where a factor is complete each time the running type-token ratio falls
    to the threshold or below, and the rest counts as (1 - ratio) / (1 - threshold) of a factor; the
    mean of a forward and a backward pass. Caveat: unreliable under 100 words; infinite (`inf`) when no
    word repeats; `nan` without words. Source: McCarthy and Jarvis 2010, Behavior Research Methods 42(2).

    >>> compute_mtld("a b a b a b".split())
    3.0
    """
    if not words:
        return float("nan")
    return (_mtld_pass(words, threshold) + _mtld_pass(words[::-1], threshold)) / 2


def _mtld_pass(words: Sequence[str], threshold: float) -> float:
    factors, length = 0.0, 0
    seen: set[str] = set()
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) / length <= threshold:
            factors, length, seen = factors + 1, 0, set()
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(words) / factors if factors else float("inf")


def compute_hdd(words: Sequence[str], *, sample: int = HDD_SAMPLE) -> float:
    """HD-D: the expected type-token ratio of a random draw of `sample` words without replacement.

    Formula: sum over types of P(type is drawn at least once) / sample, with the hypergeometric
    probability 1 - C(N - n, s) / C(N, s). Caveat: `nan` for a text shorter than the sample.
    Source: McCarthy and Jarvis 2007, Language Testing 24(4).

    >>> round(compute_hdd(["a", "a", "b", "b"], sample=2), 4)
    0.8333
    """
    total = len(words)
    if total < sample:
        return float("nan")
    missed = (_log_choose(total - n, sample) - _log_choose(total, sample) for n in Counter(words).values())
    return sum((1 - (exp(log) if log > float("-inf") else 0.0)) / sample for log in missed)


def _log_choose(total: int, drawn: int) -> float:
    if drawn > total:
        return float("-inf")
    return lgamma(total + 1) - lgamma(drawn + 1) - lgamma(total - drawn + 1)
