"""Topics: groups of sentences that say alike things, across languages, with a card on how far they hold.

Sentences are compared by multilingual embeddings whose weights come inside a package. For a corpus in one
language that the embeddings do not know, the words of the sentences take their place. Topics for whole
articles of a large corpus are in `article_topics`; topics with a definition are in `codebook`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from corpus_tools.annotating.embeddings import embed, has_embeddings
from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import story_of
from corpus_tools.measuring.clustering import (
    Labels,
    Matrix,
    centre,
    choose_grouping,
    draw_rows,
    find_centres,
    join_nearest,
    normalise,
)
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.stability import (
    CARD,
    PUBLISHED_DIGITS,
    Runs,
    make_card,
    measure_agreement,
    repeat_grouping,
    repeat_on_samples,
)
from corpus_tools.measuring.topic_terms import TERMS, find_topic_terms, topic_number
from corpus_tools.schema import join

MIN_SENTENCES = 24
"""Fewest sentences for discovered topics; below, a codebook is all that n supports."""

MIN_WORDS = 6
"""Shorter sentences (credits, labels) say too little to be placed."""

MAX_TOPICS = 8
"""Most topics tried when their number is not given."""

MOST_GROUPED = 3_000
"""Sentences that are grouped; of more, so many are drawn, and all others join the nearest topic."""

MOST_PLACED = 100_000
"""Sentences that are placed in topics; of more, so many are drawn: vectors of all would not fit in memory."""

_PER_TOPIC = 8
_RUNS, _TRIED_RUNS = 60, 20
_LATENT = 50

ASSIGNED = ("article_id", "sentence_id", "topic_id", "closeness", "rank")
TOPICS = ("topic_id", "label", *CARD[1:], "representative_ids", "sentence_ids")


@dataclass(frozen=True)
class Discovery:
    """Discovered topics.

    Attributes:
        topics: a row per topic: label, stability card, representative_ids, sentence_ids.
        sentences: a row per grouped sentence: topic_id, closeness (cosine to the centre of the topic),
            rank (1 is the most typical of its topic).
        terms: a row per topic, language and distinctive term.
        agreement: a row per kind of change: how far the whole grouping agrees with its repetitions.
        left_out: a row per sentence that was not grouped, with the reason.
        support: empty, or why there are no topics.
        n_grouped: sentences that made the topics and their stability; fewer than the rows of `sentences`
            when these are more than `MOST_GROUPED`.
    """

    topics: pd.DataFrame
    sentences: pd.DataFrame
    terms: pd.DataFrame
    agreement: pd.DataFrame
    left_out: pd.DataFrame
    support: str = ""
    n_grouped: int = 0

    @property
    def summary(self) -> str:
        """How many topics there are, of how many sentences, and how many of these made them."""
        n = len(self.sentences)
        drawn = f", made by {self.n_grouped} of them, drawn at random" if self.n_grouped < n else ""
        return f"{len(self.topics)} topics from {n} sentences{drawn}."


def discover_topics(
    tokens: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    n_topics: int | None = None,
    seed: int = 0,
) -> Discovery:
    """Group sentences into topics and test every topic.

    Of more than `MOST_GROUPED` sentences a sample of that size, drawn by the seed, makes the topics, their
    number and their stability; each of the others then joins the topic whose centre it is nearest to. So the
    time grows with the number of sentences, not faster. Of more than `MOST_PLACED`, those not drawn are left
    out.

    Args:
        tokens: frame `tokens`, for the labels.
        sentences: frame `sentences`.
        articles: frame `articles` (language, outlet, story_id).
        n_topics: number of topics; when None, the number (3 to 8) whose groups come back best in
            subsamples, by mean adjusted Rand index.
        seed: of the runs.

    Returns:
        The topics, largest first (`t1`, `t2`, …). Sentences of fewer than `MIN_WORDS` words, in a
        language without embeddings, that repeat an earlier sentence word for word, or that were not drawn
        are left out.

    Raises:
        UsageError: `n_topics` is below 2 or above the number of sentences.
    """
    if n_topics is not None and n_topics < 2:
        raise UsageError("there are at least two topics", value=n_topics, remedy="use n_topics=2 or more")
    chosen, left_out = _select(sentences, articles, seed)
    if len(chosen) < MIN_SENTENCES:
        return _no_topics(left_out, f"not supportable with n = {len(chosen)} sentences")
    with threadpool_limits(limits=1):
        vectors = _make_vectors(chosen)
        rows = draw_rows(len(vectors), MOST_GROUPED, seed=seed)
        drawn = vectors[rows]
        number = n_topics or choose_n_topics(drawn, seed=seed)
        group = choose_grouping(len(drawn), runs=_RUNS if len(drawn) == len(vectors) else _TRIED_RUNS)
        labels = join_nearest(vectors, drawn, group(drawn, number, seed))
        runs = repeat_grouping(drawn, number, group, seed=seed).place(rows, len(vectors))
        card = make_card(vectors, labels, runs, chosen)
    assigned = _assign(vectors, labels, chosen)
    terms = find_topic_terms(tokens, articles, assigned)
    topics = _describe(card, assigned, terms, chosen)
    agreement = measure_agreement(labels, runs)
    return Discovery(topics, assigned, terms, agreement, left_out, n_grouped=len(drawn))


def choose_n_topics(vectors: Matrix, *, seed: int = 0) -> int:
    """Choose the number of topics (3 to 8, at least 8 sentences each) that subsamples agree on best.

    The mean adjusted Rand index of the groupings of four subsamples with the grouping of all; the smaller
    number of equals. Source: Ben-Hur, Elisseeff and Guyon 2002.
    """
    scores = {}
    group = choose_grouping(len(vectors), runs=_TRIED_RUNS)
    for number in range(3, max(3, min(MAX_TOPICS, len(vectors) // _PER_TOPIC)) + 1):
        labels = group(vectors, number, seed)
        samples = repeat_on_samples(vectors, number, group, seed=seed, repeats=4)
        agreement = measure_agreement(labels, Runs(seeds=[], samples=samples, numbers=[]))
        scores[number] = float(agreement["ari"].iloc[0])
    return max(scores, key=lambda number: (scores[number], -number))


def share_topics(assigned: pd.DataFrame) -> pd.DataFrame:
    """Count, article by article, the grouped sentences of each discovered topic.

    Args:
        assigned: `Discovery.sentences`; article_id may be replaced by any other grouping.

    Returns:
        article_id, topic_id, n, n_sentences (grouped sentences of the article), share (0-1, adding up to
        1 in an article), sentence_ids; in reading order, then n descending, then topic.
    """
    rows = []
    for article_id, own in assigned.groupby("article_id", sort=False):
        groups = [(str(topic_id), group) for topic_id, group in own.groupby("topic_id", sort=False)]
        for topic_id, group in sorted(groups, key=lambda item: (-len(item[1]), topic_number(item[0]))):
            counts = {"n": len(group), "n_sentences": len(own), "share": len(group) / len(own)}
            ids = join(group["sentence_id"])
            rows.append({"article_id": article_id, "topic_id": topic_id, **counts, "sentence_ids": ids})
    columns = ["article_id", "topic_id", "n", "n_sentences", "share", "sentence_ids"]
    return tabulate(rows, columns)


def _select(sentences: pd.DataFrame, articles: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sentences to group with what is known of their articles, and the others with the reason."""
    data = sentences[["article_id", "sentence_id", "text"]].copy()
    for column in ("language", "outlet"):
        known = dict(zip(articles["article_id"], articles[column], strict=True))
        data[column] = data["article_id"].map(known).fillna("")
    data["story_id"] = data["article_id"].map(story_of(articles))
    one_language = len(set(data["language"])) == 1
    known_language = data["language"].map(lambda language: one_language or has_embeddings(language))
    reasons = pd.Series("", index=data.index)
    reasons = reasons.mask(data.duplicated("text"), "repeats an earlier sentence")
    reasons = reasons.mask(~known_language.astype(bool), "no embeddings for its language")
    reasons = reasons.mask(data["text"].map(_count_words) < MIN_WORDS, "too short to place")
    kept = np.flatnonzero(reasons == "")
    reasons.iloc[np.delete(kept, draw_rows(len(kept), MOST_PLACED, seed=seed))] = "not drawn"
    left_out = data.loc[reasons != "", ["article_id", "sentence_id"]].assign(reason=reasons[reasons != ""])
    return data[reasons == ""].reset_index(drop=True), left_out.reset_index(drop=True)


def _count_words(text: str) -> int:
    return len(text.split())


def _make_vectors(chosen: pd.DataFrame) -> Matrix:
    languages = chosen["language"].tolist()
    if all(has_embeddings(language) for language in set(languages)):
        vectors = embed(chosen["text"].tolist()).astype(np.float64)
    else:
        weights = TfidfVectorizer(sublinear_tf=True, max_df=0.5).fit_transform(chosen["text"])
        size = min(_LATENT, min(weights.shape) - 1)
        vectors = TruncatedSVD(size, algorithm="arpack", random_state=0).fit_transform(weights)
    return np.round(centre(normalise(vectors), languages), 5)


def _assign(vectors: Matrix, labels: Labels, chosen: pd.DataFrame) -> pd.DataFrame:
    centres = find_centres(vectors, labels)
    closeness = np.round((vectors * normalise(centres)[labels]).sum(axis=1), PUBLISHED_DIGITS)
    data = chosen[["article_id", "sentence_id"]].copy()
    data["topic_id"] = [f"t{label + 1}" for label in labels]
    data["closeness"] = closeness
    data["rank"] = data.groupby("topic_id")["closeness"].rank(method="first", ascending=False).astype(int)
    return data[list(ASSIGNED)]


def _describe(
    card: pd.DataFrame, assigned: pd.DataFrame, terms: pd.DataFrame, chosen: pd.DataFrame
) -> pd.DataFrame:
    data = card.assign(topic_id=[f"t{number + 1}" for number in card["group"]])
    groups = {str(topic_id): group for topic_id, group in assigned.groupby("topic_id")}
    language = dict(zip(chosen["sentence_id"], chosen["language"], strict=True))
    data["label"] = [_label(groups[topic_id], terms, language) for topic_id in data["topic_id"]]
    data["representative_ids"] = [
        join(groups[topic_id].sort_values("rank")["sentence_id"].head(3)) for topic_id in data["topic_id"]
    ]
    data["sentence_ids"] = [join(groups[topic_id]["sentence_id"]) for topic_id in data["topic_id"]]
    return data[list(TOPICS)]


def _label(group: pd.DataFrame, terms: pd.DataFrame, language: dict[str, str]) -> str:
    """The first three terms of the topic in the language most of its sentences are in."""
    topic_id = group["topic_id"].iloc[0]
    counts = group["sentence_id"].map(language).value_counts()
    spoken = min(counts.index, key=lambda name: (-counts[name], name))
    own = terms[(terms["topic_id"] == topic_id) & (terms["language"] == spoken)]
    return ", ".join(own["term"].head(3)) or str(topic_id)


def _no_topics(left_out: pd.DataFrame, support: str) -> Discovery:
    frames: Sequence[pd.DataFrame] = [
        tabulate([], columns) for columns in (TOPICS, ASSIGNED, TERMS, ("kind", "runs"))
    ]
    return Discovery(frames[0], frames[1], frames[2], frames[3], left_out, support)
