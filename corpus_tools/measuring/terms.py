"""Terms: how often words and n-grams occur, per language, with dispersion and the sentences behind them.

Languages are counted apart: a French word is not rare because most articles are English.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.dispersion import (
    measure_dp,
    measure_dp_norm,
    measure_juilland_d,
    measure_range,
)
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.words import CONTENT, By, select_words
from corpus_tools.schema import join

Mask = NDArray[np.bool_]

COLUMNS = (
    "language",
    "term",
    "n",
    "per_1000",
    "n_once",
    "n_articles",
    "n_stories",
    "range",
    "juilland_d",
    "dp",
    "dp_norm",
    "sentence_ids",
)


class Choice(TypedDict, total=False):
    """What counts as a term.

    Attributes:
        by: dictionary forms (the default) or words as written.
        ngram: number of adjacent words in a term, 1 by default; an n-gram neither starts nor ends with a
            stop word.
        keep_pos: parts of speech to keep, by default those of content words; stop words inside an n-gram
            and words without a part of speech are kept.
        keep_stops: count stop words too, whatever their part of speech.
    """

    by: By
    ngram: int
    keep_pos: Sequence[str]
    keep_stops: bool


def count_terms(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, min_n: int = 1, **choice: Unpack[Choice]
) -> pd.DataFrame:
    """Count terms per language, with their dispersion over the articles of that language.

    Args:
        tokens: frame `tokens`; see `words.unite_words` for names and compounds as units.
        articles: frame `articles` (article_id, language, story_id).
        min_n: leave out terms that occur less often in their language.
        choice: what counts as a term, see `Choice`.

    Returns:
        One row per language and term: n (occurrences as published), per_1000 (words of that language),
        n_once (occurrences when of each story only the first article in that language counts, and no copy),
        n_articles, n_stories, range (share of articles, 0-1), juilland_d, dp and dp_norm (empty when the
        language has one article), sentence_ids. Order: language, n descending, term. Numbers keep six
        significant digits. Empty input gives an empty frame.

    Raises:
        UsageError: `ngram` is below 1 or `by` is unknown.
    """
    words, found = select_terms(tokens, articles, **choice)
    sizes = _sizes(words)
    once = frozenset(first_versions(articles, by_language=True))
    rows = []
    for (language, term), places in _gather(found, "language").items():
        if len(places) >= min_n:
            n_of = Counter(article_id for article_id, _ in places)
            counts = [n_of[article_id] for article_id in sizes[language]]
            rows.append(
                {
                    "language": language,
                    "term": term,
                    "n": len(places),
                    "per_1000": 1000 * len(places) / sum(sizes[language].values()),
                    "n_once": sum(article_id in once for article_id, _ in places),
                    "n_articles": len(n_of),
                    "n_stories": len(once.intersection(n_of)),
                    **_disperse(counts, list(sizes[language].values())),
                    "sentence_ids": join(sentence_id for _, sentence_id in places),
                }
            )
    result = tabulate(rows, COLUMNS)
    order = ["language", "n", "term"]
    return result.sort_values(order, ascending=[True, False, True], ignore_index=True)


def count_terms_by_article(
    tokens: pd.DataFrame, articles: pd.DataFrame, **choice: Unpack[Choice]
) -> pd.DataFrame:
    """Count terms article by article: one row per article and term that occurs in it.

    Args:
        tokens: frame `tokens`.
        articles: frame `articles`.
        choice: what counts as a term, see `Choice`.

    Returns:
        article_id, language, term, n, per_1000 (words of the article), sentence_ids; in the order of
        `articles`, then n descending, then term.

    Raises:
        UsageError: as in `count_terms`.
    """
    words, found = select_terms(tokens, articles, **choice)
    language_of = dict(zip(articles["article_id"], articles["language"], strict=True))
    sizes = Counter(words["article_id"].tolist())
    rows = [
        {
            "article_id": article_id,
            "language": language_of[article_id],
            "term": term,
            "n": len(places),
            "per_1000": 1000 * len(places) / sizes[article_id],
            "sentence_ids": join(sentence_id for _, sentence_id in places),
        }
        for (article_id, term), places in _gather(found, "article_id").items()
    ]
    columns = ["article_id", "language", "term", "n", "per_1000", "sentence_ids"]
    result = tabulate(rows, columns)
    place = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    result = result.assign(_place=result["article_id"].map(place))
    result = result.sort_values(["_place", "n", "term"], ascending=[True, False, True], ignore_index=True)
    return result.drop(columns="_place")


def select_terms(
    tokens: pd.DataFrame, articles: pd.DataFrame, **choice: Unpack[Choice]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Select the words of the articles, and find every occurrence of a term among them.

    Returns:
        The frame of `words.select_words` and that of `find_terms`.

    Raises:
        UsageError: `ngram` is below 1 or `by` is unknown.
    """
    words = select_words(tokens, articles, by=choice.get("by", "lemma"))
    found = find_terms(
        words,
        ngram=choice.get("ngram", 1),
        keep_pos=choice.get("keep_pos", CONTENT),
        keep_stops=choice.get("keep_stops", False),
    )
    return words, found


def find_terms(
    words: pd.DataFrame,
    *,
    ngram: int = 1,
    keep_pos: Sequence[str] = CONTENT,
    keep_stops: bool = False,
) -> pd.DataFrame:
    """Find every occurrence of a term: one row each, from the frame of `words.select_words`.

    Returns:
        article_id, sentence_id, language, term, start, end (the span of the whole n-gram).

    Raises:
        UsageError: `ngram` is below 1.
    """
    if ngram < 1:
        raise UsageError("an n-gram has at least one word", value=ngram, remedy="use ngram=1 or more")
    edge = words["is_stop"].astype(bool)
    kept = words["pos"].isin(["", *keep_pos]) & ~edge
    first = _begin_runs(words, (kept | (edge & keep_stops)).to_numpy(), (kept | edge).to_numpy(), ngram)
    terms = words["term"].tolist()
    found = words.loc[first, ["article_id", "sentence_id", "language", "start"]].reset_index(drop=True)
    found.insert(3, "term", pd.Series([" ".join(terms[at : at + ngram]) for at in first], dtype="str"))
    return found.assign(end=words["end"].to_numpy()[first + ngram - 1])


def _begin_runs(words: pd.DataFrame, edge: Mask, inside: Mask, ngram: int) -> NDArray[np.int64]:
    """Where runs of adjacent words of one sentence begin; `edge` may end one, `inside` stand in one."""
    count = max(len(words) - ngram + 1, 0)
    is_next = (words["position"].diff() == 1) & (words["sentence_id"] == words["sentence_id"].shift())
    follows = is_next.to_numpy()
    fits = edge[:count] & edge[ngram - 1 :][:count]
    for step in range(1, ngram):
        fits = fits & inside[step:][:count] & follows[step:][:count]
    return np.flatnonzero(fits)


def _gather(found: pd.DataFrame, by: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The places (article, sentence) of each term, by language or article."""
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    columns = (found[column].tolist() for column in (by, "term", "article_id", "sentence_id"))
    for group, term, article_id, sentence_id in zip(*columns, strict=True):
        places.setdefault((group, term), []).append((article_id, sentence_id))
    return places


def _sizes(words: pd.DataFrame) -> dict[str, dict[str, int]]:
    """The number of words of each article, by language."""
    sizes: dict[str, dict[str, int]] = {}
    each = Counter(zip(words["language"].tolist(), words["article_id"].tolist(), strict=True))
    for (language, article_id), count in each.items():
        sizes.setdefault(language, {})[article_id] = count
    return sizes


def _disperse(counts: Sequence[int], sizes: Sequence[int]) -> dict[str, float]:
    return {
        "range": measure_range(counts),
        "juilland_d": measure_juilland_d(counts, sizes),
        "dp": measure_dp(counts, sizes),
        "dp_norm": measure_dp_norm(counts, sizes),
    }
