"""Collocations: pairs of words that stand together more often than their frequencies explain."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2, sqrt

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.words import CONTENT, By, select_words
from corpus_tools.schema import join

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
    words = select_words(tokens, articles, by=by)
    content = words["pos"].isin(["", *keep_pos]) & ~words["is_stop"].astype(bool)
    words = words.assign(_content=content)
    once = frozenset(first_versions(articles, by_language=True))
    rows = [
        {"language": language, **row}
        for language, group in words.groupby("language", sort=True)
        for row in _measure_pairs(group, window, min_n, once)
    ]
    result = tabulate(rows, COLUMNS)
    order = ["language", "log_dice", "n", "left", "right"]
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


def _measure_pairs(
    words: pd.DataFrame, window: int, min_n: int, once: frozenset[str]
) -> Iterator[dict[str, object]]:
    """The pairs of one language that are frequent enough, with their measures."""
    frequency = Counter(words.loc[words["_content"], "term"])
    for (left, right), places in sorted(_pairs(words, window).items()):
        if len(places) >= min_n:
            expected = frequency[left] * frequency[right] * window / len(words)
            yield {
                "left": left,
                "right": right,
                "n": len(places),
                "n_once": sum(article_id in once for article_id, _ in places),
                "n_left": frequency[left],
                "n_right": frequency[right],
                "n_articles": len({article_id for article_id, _ in places}),
                "n_stories": len(once.intersection(article_id for article_id, _ in places)),
                "log_dice": compute_log_dice(len(places), frequency[left], frequency[right]),
                "pmi": compute_pmi(len(places), expected),
                "t": compute_t(len(places), expected),
                "sentence_ids": join(sentence_id for _, sentence_id in places),
            }


def _pairs(words: pd.DataFrame, window: int) -> dict[tuple[str, str], list[tuple[str, str]]]:
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    sentences: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    columns = (words[name].tolist() for name in ("article_id", "sentence_id", "term", "_content"))
    for article_id, sentence_id, term, is_content in zip(*columns, strict=True):
        sentences.setdefault((article_id, sentence_id), []).append((term, is_content))
    for place, sentence in sentences.items():
        terms, content = zip(*sentence, strict=True)
        for at, left in enumerate(terms):
            for beyond in range(at + 1, min(at + 1 + window, len(terms))):
                if content[at] and content[beyond]:
                    pairs.setdefault((left, terms[beyond]), []).append(place)
    return pairs
