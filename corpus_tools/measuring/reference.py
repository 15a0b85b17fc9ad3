"""Reference: the words a corpus uses more than general language, by the frequency lists of wordfreq."""

from collections import Counter

import numpy as np
import pandas as pd
import wordfreq

from corpus_tools import lexicons
from corpus_tools.linking.standing import story_of
from corpus_tools.measuring.inference import MIN_UNITS, explain_support
from corpus_tools.measuring.keyness import (
    StoryCounts,
    compute_log_likelihood,
    count_by_story,
    missing,
    resample_rates,
    take_interval,
)
from corpus_tools.measuring.once import count_terms_once
from corpus_tools.measuring.rounding import round_frame, stack, tabulate
from corpus_tools.measuring.terms import select_terms

REFERENCE_FLOOR = 1e-8
"""Share given to a word that the reference list does not have: once in 100 million words."""

REFERENCE_COLUMNS = (
    *("language", "term", "n", "n_once", "per_1000", "reference_per_1000"),
    *("log_likelihood", "log_ratio", "low", "high", "support", "sentence_ids"),
)


def compare_with_reference(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, min_n: int = 3, seed: int = 0
) -> pd.DataFrame:
    """Compare the words of the corpus with general language: the frequency lists of wordfreq.

    Words are compared as written, as the lists count them; words of a language that has no list (or whose
    list counts syllables: an empty `reference` in `words.yml`) are left out. A word unknown to the list
    gets the share `REFERENCE_FLOOR`, so its log_ratio is a lower bound of how unusual it is.

    Returns:
        One row per language and word, by log_likelihood descending, then term, over-used words only:
        n (occurrences as published), n_once (each story once), per_1000, reference_per_1000,
        log_likelihood (2 (O ln(O / E) + (N - O) ln((N - O) / (N - E)))), log_ratio with low and high by
        drawing stories again, support, sentence_ids.
    """
    words, found = select_terms(tokens, articles, by="text")
    story, once = story_of(articles), count_terms_once(found, articles)
    frames = []
    for language in sorted(words["language"].unique()):
        if has_reference(language):
            own = words["language"] == language
            counts = count_by_story(words[own], found[found["language"] == language], story, min_n)
            frames.append(_compare_list(counts, once, language, np.random.default_rng(seed)))
    return stack(frames, REFERENCE_COLUMNS)


def has_reference(language: str) -> bool:
    """Whether there is a reference list of words for a language.

    >>> has_reference("fr"), has_reference("vi"), has_reference("")
    (True, False, False)
    """
    flagged = lexicons.load("words", language) if language else {}
    return language in wordfreq.available_languages() and bool(flagged.get("reference", "yes"))


def _compare_list(
    counts: StoryCounts, once: Counter[tuple[str, str, str]], language: str, draw: np.random.Generator
) -> pd.DataFrame:
    if not counts.terms:
        return tabulate([], REFERENCE_COLUMNS)
    seen, size = counts.matrix.sum(axis=0), float(counts.sizes.sum())
    general = np.array(
        [max(wordfreq.word_frequency(term, language), REFERENCE_FLOOR) for term in counts.terms]
    )
    low = high = missing(counts)
    if len(counts.units) >= MIN_UNITS:
        every = np.ones(len(counts.units), dtype=bool)
        rates = resample_rates(counts, every, draw)
        rates /= general
        low, high = take_interval(np.log2(rates, out=rates), len(counts.units))
    data = pd.DataFrame(
        {
            "language": language,
            "term": counts.terms,
            "n": seen.astype(int),
            "n_once": [once[language, term, ""] for term in counts.terms],
            "per_1000": 1000 * seen / size,
            "reference_per_1000": 1000 * general,
            "log_likelihood": [
                compute_log_likelihood(o, size - o, share, 1 - share)
                for o, share in zip(seen, general, strict=True)
            ],
            "log_ratio": np.log2(seen / size / general),
            "low": low,
            "high": high,
            "support": explain_support(len(counts.units), unit="stories"),
            "sentence_ids": counts.sentence_ids,
        }
    )
    used = data[(data["log_ratio"] > 0) & ~data["term"].str.contains(" ")]
    return round_frame(used).sort_values(["log_likelihood", "term"], ascending=[False, True])
