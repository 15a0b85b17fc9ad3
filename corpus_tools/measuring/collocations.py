"""Collocations: pairs of words that stand together more often than their frequencies explain."""

from collections.abc import Sequence
from itertools import starmap
from math import log2, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.categories import condense
from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.rounding import round_frame, tabulate
from corpus_tools.measuring.tally import tally
from corpus_tools.measuring.words import CONTENT, By, select_words, take_turns

KEY = ("language", "left", "right")
COLUMNS = (
    "language",
    "left",
    "right",
    "n",
    "n_once",
    "n_left",
    "n_right",
    "n_articles",
    "n_stories",
    "log_dice",
    "pmi",
    "t",
    "sentence_ids",
)


def find_collocations(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: By = "lemma",
    window: int = 1,
    min_n: int = 3,
    keep_pos: Sequence[str] = CONTENT,
) -> pd.DataFrame:
    """Find ordered pairs of content words within `window` words of each other, inside a sentence.

    Args:
        tokens: frame `tokens`.
        articles: frame `articles`.
        by: dictionary forms or words as written.
        window: how far to the right the second word may stand; 1 means next to it. Stop words count as
            places, punctuation does not, and no pair goes over a full sentence.
        min_n: floor: pairs that occur less often are left out, as PMI makes rare pairs look strong.
        keep_pos: parts of speech of both words; words without one are kept.

    Returns:
        One row per language and pair, by log_dice descending, then n descending, left, right:
        n (times together, as published), n_once (each story once), n_left and n_right (times in that
        language), n_articles, n_stories, log_dice (at most 14, comparable between corpora), pmi (bits), t,
        sentence_ids.

    Raises:
        UsageError: `window` is below 1.
    """
    if window < 1:
        raise UsageError("a window holds at least one word", value=window, remedy="use window=1 or more")
    turns = ((select_words(some, articles, by=by), keep_pos, window) for some in take_turns(tokens))
    words, found = map(condense, zip(*starmap(_find_pairs, turns), strict=True))
    once = frozenset(first_versions(articles, by_language=True))
    pairs = tally(found, KEY, once=once, min_n=min_n)
    if pairs.empty:
        return tabulate([], COLUMNS)
    frequency = words[words["is_content"]].groupby(["language", "term"], observed=True).size()
    for side in ("left", "right"):
        pairs[f"n_{side}"] = frequency.loc[list(zip(pairs["language"], pairs[side], strict=True))].to_numpy()
    size = pairs["language"].map(words["language"].value_counts()).to_numpy()
    expected = (pairs["n_left"] * pairs["n_right"] * window / size).tolist()
    n = pairs["n"].tolist()
    pairs["log_dice"] = list(map(compute_log_dice, n, pairs["n_left"].tolist(), pairs["n_right"].tolist()))
    pairs["pmi"], pairs["t"] = list(map(compute_pmi, n, expected)), list(map(compute_t, n, expected))
    order = ["language", "log_dice", "n", "left", "right"]
    result = round_frame(pairs[list(COLUMNS)])
    return result.sort_values(order, ascending=[True, False, False, True, True], ignore_index=True)


def compute_log_dice(together: int, left: int, right: int) -> float:
    """Association independent of corpus size: 14 when two words never stand apart, 1 less per halving.

    Formula: 14 + log2(2 f(x, y) / (f(x) + f(y))). Source: Rychlý 2008, "A lexicographer-friendly
    association score".

    >>> compute_log_dice(10, 10, 10), compute_log_dice(5, 10, 10)
    (14.0, 13.0)
    """
    return 14 + log2(2 * together / (left + right))


def compute_pmi(together: int, expected: float) -> float:
    """Pointwise mutual information in bits. Formula: log2(observed / expected), expected being
    f(x) f(y) window / N. Caveat: favours rare pairs, hence the floor `min_n`. Source: Church and
    Hanks 1990, Computational Linguistics 16(1).

    >>> compute_pmi(8, 2.0)
    2.0
    """  # noqa: D205
    return log2(together / expected)


def compute_t(together: int, expected: float) -> float:
    """The t-score. Formula: (observed - expected) / sqrt(observed). Caveat: favours frequent pairs; a
    ranking, not a test, as words are not independent. Source: Church et al. 1991.

    >>> compute_t(4, 2.0)
    1.0
    """  # noqa: D205
    return (together - expected) / sqrt(together)


def _find_pairs(
    words: pd.DataFrame, keep_pos: Sequence[str], window: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of some articles the words, as far as they are counted, and the pairs of content words."""
    content = words["pos"].isin(["", *keep_pos]) & ~words["is_stop"].astype(bool)
    pairs = _pair(words, content.to_numpy(), window)
    return words[["language", "term"]].assign(is_content=content), pairs


def _pair(words: pd.DataFrame, content: NDArray[np.bool_], window: int) -> pd.DataFrame:
    """Each two content words of a sentence that stand together, in reading order."""
    sentence = pd.factorize(words["sentence_id"])[0]
    found = []
    for step in range(1, window + 1):
        together = content[:-step] & content[step:] & (sentence[:-step] == sentence[step:])
        left = np.flatnonzero(together)
        found.append(np.stack([left, left + step]))
    left, right = (places := np.concatenate(found, axis=1))[:, np.lexsort(places[::-1])]
    pairs = words[["language", "article_id", "sentence_id", "term"]].take(left).reset_index(drop=True)
    pairs = pairs.rename(columns={"term": "left"})
    return pairs.assign(right=words["term"].take(right).array)
