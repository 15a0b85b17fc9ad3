"""Terms: how often words and n-grams occur, per language, with dispersion and the sentences behind them.

Languages are counted apart: a French word is not rare because most articles are English.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpus_tools.categories import condense
from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.dispersion import measure_dispersion
from corpus_tools.measuring.rounding import round_frame, stack
from corpus_tools.measuring.tally import tally
from corpus_tools.measuring.words import CONTENT, By, select_words, take_turns

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
    once = frozenset(first_versions(articles, by_language=True))
    frames = []
    for language, own in found.groupby("language", sort=True):
        sizes = words[words["language"] == language].groupby("article_id", sort=False, observed=True).size()
        counts = tally(own, ["term"], once=once, min_n=min_n)
        spread = _disperse(own, counts["term"], sizes)
        counts["language"], counts["per_1000"] = language, 1000 * counts["n"] / sizes.sum()
        frames.append(pd.concat([counts, spread], axis="columns")[list(COLUMNS)])
    result = round_frame(stack(frames, COLUMNS))
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
    sizes = words["article_id"].value_counts()
    counts = tally(found, ["article_id", "term"])
    counts["language"] = counts["article_id"].map(language_of)
    counts["per_1000"] = 1000 * counts["n"] / counts["article_id"].map(sizes)
    result = round_frame(counts[["article_id", "language", "term", "n", "per_1000", "sentence_ids"]])
    place = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    result = result.assign(_place=result["article_id"].map(place))
    result = result.sort_values(["_place", "n", "term"], ascending=[True, False, True], ignore_index=True)
    return result.drop(columns="_place")


def count_terms_by_group(
    tokens: pd.DataFrame, articles: pd.DataFrame, groups: Mapping[str, str], **choice: Unpack[Choice]
) -> pd.DataFrame:
    """Count terms in groups of articles that stand together, as in a column of a figure.

    Args:
        tokens: frame `tokens`; those of other articles do not count.
        articles: frame `articles`.
        groups: the group of each article by its id.
        choice: what counts as a term, see `Choice`.

    Returns:
        What `count_terms_by_article` gives of each group, its name in place of article_id.

    Raises:
        UsageError: as in `count_terms`.
    """
    some = tokens[tokens["article_id"].isin(articles["article_id"])]
    some = some.assign(article_id=some["article_id"].map(groups))
    grouped = articles.assign(article_id=articles["article_id"].map(groups))
    return count_terms_by_article(some, grouped.drop_duplicates("article_id"), **choice)


def select_terms(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    within: Collection[str] | None = None,
    **choice: Unpack[Choice],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Select the words of the articles, and find every occurrence of a term among them.

    Args:
        tokens: frame `tokens`.
        articles: frame `articles`.
        within: the articles whose words are selected; of all when None.
        choice: what counts as a term, see `Choice`.

    Returns:
        Of the frame of `words.select_words` article_id and language, and of the frame of `find_terms` all
        but the spans.

    Raises:
        UsageError: `ngram` is below 1 or `by` is unknown.
    """
    words, found = [], []
    for some in take_turns(tokens):
        chosen = some if within is None else some[some["article_id"].isin(within)]
        own = select_words(chosen, articles, by=choice.get("by", "lemma"))
        words.append(own[["article_id", "language"]])
        terms = find_terms(
            own,
            ngram=choice.get("ngram", 1),
            keep_pos=choice.get("keep_pos", CONTENT),
            keep_stops=choice.get("keep_stops", False),
        )
        found.append(terms.drop(columns=["start", "end"]))
    return condense(words), condense(found)


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
    found = words.loc[first, ["article_id", "sentence_id", "language", "term", "start"]]
    found = found.reset_index(drop=True)
    if ngram > 1:
        terms = words["term"].tolist()
        joined = [" ".join(terms[at : at + ngram]) for at in first]
        found["term"] = pd.Series(joined, dtype="str").astype("category")
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


def _disperse(found: pd.DataFrame, terms: pd.Series, sizes: pd.Series) -> pd.DataFrame:
    """The dispersion of each of some terms over the articles of one language, of so many words each."""
    held = found[found["term"].isin(terms)].groupby(["term", "article_id"], sort=False, observed=True).size()
    numbers = pd.Index(terms).get_indexer(held.index.get_level_values("term"))
    parts = sizes.index.get_indexer(held.index.get_level_values("article_id"))
    return measure_dispersion(np.asarray(held), numbers, parts, np.asarray(sizes))
