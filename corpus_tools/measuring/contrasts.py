"""Contrasts: the terms and topics of two parts of a corpus, and one topic in each outlet.

The unit is the story, not the sentence and not the article: the share of a part is the mean over its
stories, so that neither a long article nor a copy weighs more. Topics can be compared between languages,
which words cannot.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np
import pandas as pd

from corpus_tools.linking.standing import first_versions, story_of
from corpus_tools.measuring import keyness
from corpus_tools.measuring.inference import (
    Comparison,
    Estimate,
    Numbers,
    adjust_p_values,
    bootstrap,
    compare_groups,
)
from corpus_tools.measuring.once import count_ids
from corpus_tools.measuring.parts import Parts
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.terms import Choice
from corpus_tools.schema import join

COLUMNS = (
    *("topic_id", "label", "share_first", "share_second", "low_first", "high_first", "low_second"),
    *("high_second", "n_first", "n_first_once", "n_second", "n_second_once", "difference", "p", "q"),
    *("support", "sentence_ids"),
)
SPREAD = (
    *("label", "share", "low", "high", "n_stories", "n_articles", "n", "n_once", "n_sentences"),
    *("difference", "p", "q", "support", "sentence_ids"),
)

ALIKE = "no interval: all stories are alike"

MOST_GROUPS = 15
"""Most groups that are told apart; the smaller ones beyond share a row."""


def contrast_terms(
    tokens: pd.DataFrame, parts: Parts, *, min_n: int = 3, seed: int = 0, **choice: Unpack[Choice]
) -> pd.DataFrame:
    """Set the terms of two parts of a corpus side by side, language by language.

    Returns:
        What `keyness.compare_terms` gives for the first part against the second; no rows when one part is
        empty, or for languages that stand in one part only: words of two languages never match.
    """
    sides = set(parts.articles["part"])
    if len(sides) < 2:
        return tabulate([], keyness.COLUMNS)
    return keyness.compare_terms(
        tokens, parts.articles, column="part", target=parts.first, min_n=min_n, seed=seed, **choice
    )


def contrast_topics(
    codes: pd.DataFrame, sentences: pd.DataFrame, parts: Parts, labels: dict[str, str], *, seed: int = 0
) -> pd.DataFrame:
    """Set the topics of two parts of a corpus side by side.

    Args:
        codes: what `codebook.code_sentences` gives.
        sentences: frame `sentences`.
        parts: what `parts.part_articles` gives.
        labels: label by topic_id, of the topics to compare.
        seed: of the draws.

    Returns:
        One row per topic with a sentence in either part, by the greater of both shares descending, then
        topic_id: share_first and share_second (mean over stories of the share of their sentences, 0-1),
        their 95 % intervals by drawing stories again, n_first and n_second (sentences with the topic, as
        published; with `_once` each story once),
        difference (first less second), p (permutation of stories), q (Benjamini-Hochberg over the
        topics), support (empty, or why low, high, p and q are missing), sentence_ids.
    """
    once = frozenset(first_versions(parts.articles))
    rows = []
    for topic_id, label in labels.items():
        shares, evidence = _share_by_story(
            codes[codes["topic_id"] == topic_id], sentences, parts.articles, "part"
        )
        sides = [shares.get(name, np.empty(0)) for name in (parts.first, parts.second)]
        ids = [evidence.get(name, []) for name in (parts.first, parts.second)]
        if not any(ids):
            continue
        first, second = (_estimate(side, seed) for side in sides)
        test = compare_groups(sides[0].tolist(), sides[1].tolist(), seed=seed, unit="stories")
        row: dict[str, object] = {"topic_id": topic_id, "label": label}
        for name, group in zip(("n_first", "n_second"), ids, strict=True):
            row |= {name: len(group), f"{name}_once": count_ids(group, once)}
        ends = {"low_first": first.low, "high_first": first.high}
        ends |= {"low_second": second.low, "high_second": second.high}
        share = {"share_first": first.value, "share_second": second.value}
        rows.append(
            {**row, **share, **ends, **_tell(test, first, second), "sentence_ids": join(ids[0] + ids[1])}
        )
    rows.sort(key=lambda row: (-np.nanmax([row["share_first"], row["share_second"]]), str(row["topic_id"])))
    return _adjust(tabulate(rows, COLUMNS))


def spread_topic(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    topic_id: str,
    *,
    by: str = "outlet",
    seed: int = 0,
) -> pd.DataFrame:
    """Measure one topic in each outlet, or in each value of another column.

    Args:
        codes: what `codebook.code_sentences` gives.
        sentences: frame `sentences`.
        articles: frame `articles`.
        topic_id: the topic.
        by: the column that makes the groups.
        seed: of the draws.

    Returns:
        One row per group, by n_stories descending, then label; of more than `MOST_GROUPS` the smaller
        ones share a row. share (mean over stories of the share of their sentences, 0-1) with low
        and high by drawing stories again; n_stories, n_articles, n (sentences with the topic, as
        published), n_once (each story once),
        n_sentences (all of the group); p: permutation of stories between the group and all others; q:
        Benjamini-Hochberg over the groups; support: empty, or why something is missing; sentence_ids.
    """
    grouped = articles.assign(group=_group(articles, by))
    shares, evidence = _share_by_story(codes[codes["topic_id"] == topic_id], sentences, grouped, "group")
    group_of = dict(zip(grouped["article_id"], grouped["group"], strict=True))
    held = sentences["article_id"].map(group_of).value_counts()
    sizes = grouped["group"].value_counts()
    once = frozenset(first_versions(articles))
    rows = []
    for label, own in shares.items():
        rest = np.concatenate([np.empty(0), *(other for name, other in shares.items() if name != label)])
        estimate = _estimate(own, seed)
        test = compare_groups(own.tolist(), rest.tolist(), seed=seed, unit="stories")
        counts = {"n_stories": len(own), "n_articles": int(sizes[label]), "n": len(evidence[label])}
        counts["n_once"] = count_ids(evidence[label], once)
        counts["n_sentences"] = int(held.get(label, 0))
        ends = {"share": estimate.value, "low": estimate.low, "high": estimate.high}
        told = _tell(test, estimate)
        rows.append({"label": label, **ends, **counts, **told, "sentence_ids": join(evidence[label])})
    rows.sort(key=lambda row: (-int(str(row["n_stories"])), str(row["label"])))
    return _adjust(tabulate(rows, SPREAD))


def _share_by_story(
    codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, column: str
) -> tuple[dict[str, Numbers], dict[str, list[str]]]:
    """For each group of articles: the share of each story's sentences that are coded, and these sentences."""
    story = story_of(articles)
    unit = {
        article_id: (group, story[article_id])
        for article_id, group in zip(articles["article_id"], articles[column], strict=True)
    }
    coded = set(codes["sentence_id"])
    seen: dict[tuple[str, str], list[str]] = {}
    for article_id, sentence_id in zip(sentences["article_id"], sentences["sentence_id"], strict=True):
        if article_id in unit:
            seen.setdefault(unit[article_id], []).append(sentence_id)
    shares: dict[str, list[float]] = {}
    found: dict[str, list[str]] = {}
    for (group, _), identifiers in seen.items():
        own = [identifier for identifier in identifiers if identifier in coded]
        shares.setdefault(group, []).append(len(own) / len(identifiers))
        found.setdefault(group, []).extend(own)
    return {group: np.array(values) for group, values in shares.items()}, found


def _estimate(shares: Numbers, seed: int) -> Estimate:
    """The mean of stories with its interval, unless they are all alike: then drawing again tells nothing."""
    estimate = bootstrap(shares, _mean, seed=seed, unit="stories")
    if estimate.support or shares.min() < shares.max():
        return estimate
    return replace(estimate, low=float("nan"), high=float("nan"), support=ALIKE)


def _tell(test: Comparison, *estimates: Estimate) -> dict[str, object]:
    """The difference with its p-value, and why it or an interval is missing."""
    reasons = [test.support, *(estimate.support for estimate in estimates)]
    return {"difference": test.difference, "p": test.p, "support": next(filter(None, reasons), "")}


def _adjust(data: pd.DataFrame) -> pd.DataFrame:
    return data.assign(q=adjust_p_values(data["p"].astype(float).tolist()))


def _mean(drawn: Numbers) -> Numbers:
    means: Numbers = drawn.mean(axis=1)
    return means


def _group(articles: pd.DataFrame, by: str) -> Sequence[str]:
    """The group of each article; the smallest beyond `MOST_GROUPS` are one."""
    named = articles[by].where(articles[by] != "", f"{by} unknown")
    sizes = named.value_counts(sort=False)
    ranked = sorted(sizes.index, key=lambda name: (-int(sizes[name]), name))
    small = set(ranked[MOST_GROUPS - 1 :]) if len(ranked) > MOST_GROUPS else set()
    return [f"{len(small)} other {by}s" if name in small else name for name in named]
