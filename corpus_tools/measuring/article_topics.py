"""Article topics: whole articles grouped, or shared out over topics; for large corpora in one language.

One call groups a folder of articles into a given number of topics, a row for each file:

    cluster_folder("my-articles", n_topics=5)

Not for a handful of articles: there, `topics` groups sentences and says how far the groups hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from corpus_tools import lexicons
from corpus_tools.errors import UsageError
from corpus_tools.measuring.clustering import (
    Labels,
    Matrix,
    cluster,
    compare_groupings,
    normalise,
    number_by_size,
)
from corpus_tools.measuring.rounding import round_frame, tabulate
from corpus_tools.measuring.words import stop_words
from corpus_tools.reading.folder import read_folder

MIN_ARTICLES = 30
"""Fewest articles for which counts of words in whole articles make topics."""

FACTORS = ("topic_id", "terms", "n_articles", "article_ids")
SHARES = ("article_id", "topic_id", "share")

_DIMENSIONS = (10, 25, 50, 100, 200)
_ROUNDS, _KEEP, _SMOOTHING = 10, 0.9, 0.1
_WORD = r"(?u)\b[^\W\d_]{2,}\b"


@dataclass(frozen=True)
class Weights:
    """Articles by words: TF-IDF weights (rows of length 1) and the words of the columns."""

    article_ids: list[str]
    matrix: csr_matrix
    words: list[str]


def weigh_words(texts: Mapping[str, str]) -> Weights:
    """Weigh the words of articles: (1 + log count) log inverse share of articles, rows of length 1.

    Words in fewer than two articles or in over half of them, stop words of every known language, numbers and
    single letters are left out. Source: Salton and Buckley 1988; computed by scikit-learn.

    Raises:
        UsageError: fewer than `MIN_ARTICLES` articles, or no word left.
    """
    if len(texts) < MIN_ARTICLES:
        raise UsageError(
            f"topics of whole articles need at least {MIN_ARTICLES} articles",
            value=len(texts),
            remedy="group sentences instead (topics.discover_topics)",
        )
    stops = sorted({word for language in lexicons.languages() for word in stop_words(language)})
    vectorizer = TfidfVectorizer(
        sublinear_tf=True,
        min_df=3 if len(texts) >= 500 else 2,
        max_df=0.5,
        stop_words=[word for word in stops if word.isalpha() and len(word) > 1],
        token_pattern=_WORD,
    )
    try:
        matrix = vectorizer.fit_transform(texts.values())
    except ValueError as error:
        raise UsageError("the articles share no words", remedy="check what was read") from error
    return Weights(list(texts), csr_matrix(matrix), list(vectorizer.get_feature_names_out()))


def cluster_folder(seeds: str | Path, *, n_topics: int, seed: int = 0) -> pd.DataFrame:
    """Group the articles of a folder into a given number of topics, without annotating them.

    Args:
        seeds: the folder, of any form that a run reads; its subfolders count too.
        n_topics: number of topics.
        seed: of the starts.

    Returns:
        What `cluster_articles` gives, with the column file (the path under the folder) behind
        article_id, in the order of the paths. What cannot be read has no row.

    Raises:
        UsageError: no such folder, too few articles for topics, or for this number of them.
    """
    reading = read_folder(Path(seeds))
    table = cluster_articles(reading.texts, n_topics=n_topics, seed=seed)
    files = dict(zip(reading.articles["article_id"], reading.articles["file"], strict=True))
    table.insert(1, "file", table["article_id"].map(files))
    return table


def cluster_articles(texts: Mapping[str, str], *, n_topics: int, seed: int = 0) -> pd.DataFrame:
    """Group articles into a given number of topics, one topic for each.

    Several views of the articles (latent semantic analysis of 10 to 200 dimensions) are clustered by
    spherical k-means; each grouping is sharpened by a complement naive Bayes classifier that learns the
    words of its clearest articles and sorts all articles again, until nothing moves; the grouping that
    agrees most with the others is kept. Sources: Deerwester et al. 1990; Dhillon and Modha 2001;
    Rennie et al. 2003; Nigam et al. 2000 for learning from one's own labels.

    Args:
        texts: text by article_id, in any order.
        n_topics: number of topics.
        seed: of the starts.

    Returns:
        One row per article in the order of `texts`: topic_id (`t1` is the largest), margin (how much
        nearer it is to its topic than to the next, in cosine; near 0 is a toss-up), terms (the eight
        words that set its topic apart).

    Raises:
        UsageError: too few articles for topics, or for this number of them.
    """
    with threadpool_limits(limits=1):
        weights = weigh_words(texts)
        views = _make_views(weights.matrix, seed)
        groupings = [_sharpen(cluster(view, n_topics, seed=seed), weights.matrix, n_topics) for view in views]
        labels = number_by_size(_choose(groupings))
        centres = _centres(weights.matrix, labels, n_topics)
        cosines = np.round(np.asarray(weights.matrix @ centres.T), 6)
    own = cosines[np.arange(len(labels)), labels]
    cosines[np.arange(len(labels)), labels] = -1.0
    terms = _distinct_terms(centres, weights.words)
    data = pd.DataFrame(
        {"article_id": weights.article_ids, "topic_id": [f"t{label + 1}" for label in labels]}
    )
    data["margin"] = own - (cosines.max(axis=1) if n_topics > 1 else 0.0)
    return round_frame(data.assign(terms=[terms[label] for label in labels]))


def factor_articles(texts: Mapping[str, str], *, n_topics: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Share articles out over topics by non-negative matrix factorisation of their TF-IDF weights.

    For corpora in one language. The start is computed (nndsvd), not drawn, so there is no seed.
    Source: Lee and Seung 1999, Nature 401; computed by scikit-learn.

    Returns:
        Two frames. Topics: topic_id, terms (the eight heaviest words), n_articles and article_ids
        (articles whose largest share it is, nearest first, at most ten listed). Shares: article_id,
        topic_id, share (of the article, 0-1; an article without a listed word has no row).

    Raises:
        UsageError: too few articles for topics, or for this number of them.
    """
    weights = weigh_words(texts)
    if not 0 < n_topics <= min(weights.matrix.shape):
        raise UsageError("the number of topics does not fit the number of articles", value=n_topics)
    with threadpool_limits(limits=1):
        model = NMF(n_topics, init="nndsvd", max_iter=400, tol=1e-4)
        loads: Matrix = np.round(model.fit_transform(weights.matrix), 6)
    totals = loads.sum(axis=1, keepdims=True)
    shares = np.divide(loads, totals, out=np.zeros_like(loads), where=totals > 0)
    topics = []
    for number, component in enumerate(np.round(model.components_, 6)):
        own = np.flatnonzero((shares.argmax(axis=1) == number) & (totals[:, 0] > 0))
        nearest = sorted(own, key=lambda at: (-shares[at, number], weights.article_ids[at]))
        heaviest = sorted(range(len(component)), key=lambda at: (-component[at], weights.words[at]))[:8]
        terms = "|".join(weights.words[at] for at in heaviest if component[at] > 0)
        listed = "|".join(weights.article_ids[at] for at in nearest[:10])
        topics.append(
            {"topic_id": f"t{number + 1}", "terms": terms, "n_articles": len(own), "article_ids": listed}
        )
    rows = [
        {"article_id": article_id, "topic_id": f"t{number + 1}", "share": share}
        for article_id, own in zip(weights.article_ids, shares, strict=True)
        for number, share in enumerate(own)
        if share > 0
    ]
    return tabulate(topics, FACTORS), tabulate(rows, SHARES)


def _make_views(matrix: csr_matrix, seed: int) -> list[Matrix]:
    """The articles in fewer dimensions, rows of length 1: the first of one decomposition, fewest first."""
    most = min(max(_DIMENSIONS), min(matrix.shape) - 1)
    latent = TruncatedSVD(most, algorithm="arpack", random_state=seed).fit_transform(matrix)
    sizes = sorted({min(size, most) for size in _DIMENSIONS})
    return [np.round(normalise(latent[:, :size]), 6) for size in sizes]


def _sharpen(labels: Labels, matrix: csr_matrix, n_topics: int) -> Labels:
    """Sort all articles again by a classifier that has learnt the clearest of each group, some times over."""
    for _ in range(_ROUNDS):
        nearest, clear = _find_clear(labels, matrix, n_topics)
        if len(set(nearest[clear])) < n_topics:
            return labels
        found = ComplementNB(alpha=_SMOOTHING).fit(matrix[clear], nearest[clear]).predict(matrix)
        if (found == labels).all() or len(set(found)) < n_topics:
            return labels
        labels = found.astype(np.int64)
    return labels


def _find_clear(labels: Labels, matrix: csr_matrix, n_topics: int) -> tuple[Labels, list[int]]:
    """The group whose centre each article is nearest to, and the articles that are clearly in theirs."""
    cosines = np.round(np.asarray(matrix @ _centres(matrix, labels, n_topics).T), 6)
    nearest, ranked = cosines.argmax(axis=1), np.sort(cosines, axis=1)
    margin = ranked[:, -1] - (ranked[:, -2] if n_topics > 1 else 0)
    clear: list[int] = []
    for number in range(n_topics):
        own = np.flatnonzero(nearest == number).tolist()
        clear += sorted(own, key=lambda at: (-margin[at], at))[: max(5, int(_KEEP * len(own)))]
    return nearest, clear


def _choose(groupings: Sequence[Labels]) -> Labels:
    """The grouping that agrees most with the others; the first of equals."""
    agreement = [sum(compare_groupings(one, other).nmi for other in groupings) for one in groupings]
    return groupings[int(np.argmax(np.round(agreement, 6)))]


def _centres(matrix: csr_matrix, labels: Labels, n_topics: int) -> Matrix:
    member = csr_matrix(
        (np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(n_topics, len(labels))
    )
    return normalise((member @ matrix).toarray())


def _distinct_terms(centres: Matrix, words: Sequence[str]) -> list[str]:
    """The words whose weight in a topic most exceeds their largest weight in any other."""
    terms = []
    for number, centre in enumerate(centres):
        others = np.delete(centres, number, axis=0)
        lead = np.round(centre - (others.max(axis=0) if len(others) else 0), 6)
        heaviest = sorted(range(len(words)), key=lambda at: (-lead[at], words[at]))[:8]
        terms.append("|".join(words[at] for at in heaviest))
    return terms
