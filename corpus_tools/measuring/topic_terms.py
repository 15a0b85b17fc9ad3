"""Topic terms: the words that set each discovered topic apart from the others, language by language."""

from collections import Counter

import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.keyness import compute_log_likelihood
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.terms import find_terms
from corpus_tools.measuring.words import select_words
from corpus_tools.schema import join

TERMS = ("topic_id", "language", "term", "n", "n_once", "log_likelihood", "sentence_ids")


def find_topic_terms(
    tokens: pd.DataFrame, articles: pd.DataFrame, assigned: pd.DataFrame, *, top: int = 5
) -> pd.DataFrame:
    """Find the terms that set each topic apart from the others, language by language.

    Nouns, adjectives and acronyms (any word of a language without a model) are ranked by log-likelihood,
    over-used terms only; those of a single sentence come in only when nothing else is left.

    Returns:
        Up to `top` rows per topic and language, by topic, language, rank: n (occurrences in the topic, as
        published), n_once (each story once), log_likelihood, sentence_ids.
    """
    topic_of = dict(zip(assigned["sentence_id"], assigned["topic_id"], strict=True))
    words = select_words(tokens[tokens["sentence_id"].isin(topic_of)], articles)
    acronym = words["term"].str.isupper() & (words["term"].str.len() > 1)
    words["pos"] = words["pos"].astype("str").mask(acronym, "NOUN")
    found = find_terms(words, keep_pos=("NOUN", "ADJ"))
    once = found["article_id"].isin(first_versions(articles, by_language=True))
    found = found.assign(topic_id=found["sentence_id"].map(topic_of), is_once=once)
    topics = words["sentence_id"].map(topic_of)
    sizes = Counter(zip(topics, words["language"], strict=True))
    rows = []
    for language, group in found.groupby("language", sort=True):
        total = sum(size for (_, spoken), size in sizes.items() if spoken == str(language))
        for topic_id in sorted(set(group["topic_id"]), key=topic_number):
            size = sizes[topic_id, str(language)]
            rows += _rank_terms(group, str(language), topic_id, size, total)[:top]
    result = tabulate(rows, TERMS)
    place = result["topic_id"].map(topic_number)
    return (
        result.assign(_place=place)
        .sort_values("_place", kind="stable", ignore_index=True)
        .drop(columns="_place")
    )


def topic_number(topic_id: str) -> int:
    """The number in the id of a topic, by which topics are in order.

    >>> topic_number("t12")
    12
    """
    return int(topic_id[1:])


def _rank_terms(
    found: pd.DataFrame, language: str, topic_id: str, size: int, total: int
) -> list[dict[str, object]]:
    everywhere = found["term"].value_counts()
    own = found[found["topic_id"] == topic_id]
    ranked: list[tuple[bool, float, str, dict[str, object]]] = []
    for term, group in own.groupby("term", sort=True):
        n, rest = len(group), int(everywhere[str(term)]) - len(group)
        if n * (total - size) > rest * size:
            score = compute_log_likelihood(n, rest, size, max(1, total - size))
            single = group["sentence_id"].nunique() < 2
            ids = {"topic_id": topic_id, "language": language, "term": term}
            row: dict[str, object] = {
                **ids,
                "n": n,
                "n_once": int(group["is_once"].sum()),
                "log_likelihood": score,
                "sentence_ids": join(group["sentence_id"]),
            }
            ranked.append((single, -round(score, 6), str(term), row))
    return [row for *_, row in sorted(ranked, key=lambda item: item[:3])]
