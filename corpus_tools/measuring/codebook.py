"""Codebook: topics as lists of patterns that anybody can read, applied to sentences.

A match is a span of the source text, so every count opens to the words that made it. The shipped codebook is
`lexicons/codebook.yml`; users bring their own file of the same form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from corpus_tools import lexicons
from corpus_tools.errors import UsageError
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.inference import explain_support
from corpus_tools.measuring.once import count_ids
from corpus_tools.measuring.patterns import PatternIndex, compile_pattern, find_pattern
from corpus_tools.measuring.rounding import round_frame, tabulate
from corpus_tools.measuring.words import part_by_article
from corpus_tools.schema import join

ANY = ""
"""Stands for every language: patterns of a topic that is a plain list."""

CODES = ("article_id", "sentence_id", "start", "end", "text", "topic_id", "pattern")
SHARES = ("article_id", "topic_id", "n", "n_sentences", "share", "sentence_ids")
COVERAGE = (
    *("language", "n_sentences", "n_sentences_once", "n_coded", "n_coded_once", "share_coded"),
    *("n_several", "n_several_once", "share_several", "uncoded_ids"),
)
OVERLAP = ("topic_id", "other_id", "n", "jaccard", "sentence_ids")


@dataclass(frozen=True)
class Topic:
    """A topic of a codebook: its labels and its patterns by language (`ANY` for every language)."""

    topic_id: str
    labels: Mapping[str, str]
    patterns: Mapping[str, tuple[str, ...]]

    def label(self, language: str) -> str:
        """The label in a language, else in the first language that has one, else the id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.topic_id)

    def patterns_in(self, language: str) -> tuple[str, ...]:
        """The patterns for a language; those of every language when the language is unknown."""
        if language and language in self.patterns:
            return self.patterns[language] + self.patterns.get(ANY, ())
        if not language:
            return tuple(dict.fromkeys(pattern for each in self.patterns.values() for pattern in each))
        return self.patterns.get(ANY, ())


def load_codebook(path: Path | None = None) -> list[Topic]:
    """Load a codebook: the shipped one, or a YAML file of the user's.

    Args:
        path: a file that maps topic ids to patterns by language (with an optional `label`), or to one
            plain list of patterns; the shipped codebook when None.

    >>> [topic.label("fr") for topic in load_codebook()][:2]
    ["Gouvernance de l'IA", 'Cybersécurité et cybercriminalité']

    Raises:
        UsageError: the file cannot be read, is not of this form, or holds an empty pattern.
    """
    data = lexicons.load("codebook") if path is None else _read(path)
    if not isinstance(data, Mapping) or not data:
        raise UsageError("a codebook maps topics to patterns", file=str(path or "codebook.yml"))
    return [
        _make_topic(str(topic_id), entry, str(path or "codebook.yml")) for topic_id, entry in data.items()
    ]


def code_sentences(
    sentences: pd.DataFrame, articles: pd.DataFrame, codebook: Sequence[Topic]
) -> pd.DataFrame:
    """Find the patterns of every topic in every sentence.

    Returns:
        One row per match, in reading order, then by topic in the order of the codebook: article_id,
        sentence_id, start, end, text (source span), topic_id, pattern. Matches of one topic in a
        sentence do not overlap: the longest wins. Nothing found gives an empty frame.
    """
    languages = dict(zip(articles["article_id"], articles["language"], strict=True))
    finders = {language: _Finder(codebook, language) for language in {"", *languages.values()}}
    rows = []
    places = (sentences[column] for column in ("article_id", "sentence_id", "start", "text"))
    for article_id, sentence_id, start, text in zip(*places, strict=True):
        for topic_id, left, right, pattern in finders[languages.get(article_id, "")].find(text):
            span = {"start": int(start) + left, "end": int(start) + right, "text": text[left:right]}
            row = {"article_id": article_id, "sentence_id": sentence_id, **span}
            rows.append({**row, "topic_id": topic_id, "pattern": pattern})
    return tabulate(rows, CODES)


class _Finder:
    """The patterns of all topics in a language, of which few are tried on a text."""

    def __init__(self, codebook: Sequence[Topic], language: str) -> None:
        self._ids = [topic.topic_id for topic in codebook]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for number, topic in enumerate(codebook):
            for place, pattern in enumerate(topic.patterns_in(language)):
                self._places.setdefault(pattern, []).append((number, place))
        self._index = PatternIndex(self._places)

    def find(self, text: str) -> Iterator[tuple[str, int, int, str]]:
        """The matches of each topic in turn: topic_id, start, end, pattern."""
        chosen = (
            (*where, pattern) for pattern in self._index.choose(text) for where in self._places[pattern]
        )
        for number, group in groupby(sorted(chosen), key=itemgetter(0)):
            patterns = [pattern for *_, pattern in group]
            yield from ((self._ids[number], *match) for match in _find_topic(patterns, text))


def share_topics(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Count, article by article, the sentences that carry each topic.

    Returns:
        One row per article and topic found in it: n (sentences with the topic), n_sentences (of the
        article), share (n / n_sentences; shares add up to more than 1 when topics overlap), sentence_ids.
        Order: articles as in `sentences`, then n descending, then topic_id.
    """
    sizes = sentences["article_id"].value_counts(sort=False)
    rows = []
    for article_id, own in part_by_article(codes, sizes.index):
        found: list[dict[str, Any]] = [
            _share(article_id, topic_id, group, int(sizes[article_id])) for topic_id, group in _by_topic(own)
        ]
        rows += sorted(found, key=lambda row: (-row["n"], row["topic_id"]))
    return tabulate(rows, SHARES)


def describe_topics(
    codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, codebook: Sequence[Topic]
) -> pd.DataFrame:
    """Describe each topic of the codebook over the corpus, topics without a match included.

    Returns:
        One row per topic in the order of the codebook: topic_id, label (English, or the first), method
        (`codebook`), n_sentences, n_articles, n_stories, share (of all sentences), terms (up to eight
        matched wordings, commonest first), sentence_ids, support (empty, or why no comparison between
        articles can be made).
    """
    once = frozenset(first_versions(articles))
    groups = dict(_by_topic(codes))
    rows = []
    for topic in codebook:
        group = groups.get(topic.topic_id, codes.iloc[:0])
        wording = group["text"].str.lower().value_counts(sort=False).sort_index(kind="stable")
        articles_with = list(dict.fromkeys(group["article_id"]))
        rows.append(
            {
                "topic_id": topic.topic_id,
                "label": topic.label("en"),
                "method": "codebook",
                "n_sentences": group["sentence_id"].nunique(),
                "n_articles": len(articles_with),
                "n_stories": len(once.intersection(articles_with)),
                "share": group["sentence_id"].nunique() / max(1, len(sentences)),
                "terms": join(sorted(wording.index, key=lambda text: (-wording[text], text))[:8]),
                "sentence_ids": join(group["sentence_id"]),
                "support": explain_support(len(once.intersection(sentences["article_id"])), unit="stories"),
            }
        )
    return round_frame(pd.DataFrame(rows))


def measure_coverage(codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Measure how much of the corpus the codebook reaches, language by language.

    Returns:
        One row per language that has sentences, sorted: n_sentences, n_coded and share_coded (with at
        least one topic), n_several and share_several (with two or more), uncoded_ids (the sentences
        without a topic, to read and to improve the codebook with). Counts and shares are as published;
        counts that end in `_once` take each story once.
    """
    languages = dict(zip(articles["article_id"], articles["language"], strict=True))
    topics_in = codes.groupby("sentence_id")["topic_id"].nunique().to_dict()
    spoken = sentences["article_id"].map(languages).fillna("")
    once = frozenset(first_versions(articles))
    rows = []
    for language in sorted(set(spoken)):
        identifiers = sentences.loc[spoken == language, "sentence_id"].tolist()
        n_topics = [topics_in.get(identifier, 0) for identifier in identifiers]
        reached = dict(zip(identifiers, n_topics, strict=True))
        coded, several = ([each for each, n in reached.items() if n > least] for least in (0, 1))
        rows.append(
            {
                "language": language,
                "n_sentences": len(identifiers),
                "n_sentences_once": count_ids(identifiers, once),
                "n_coded": len(coded),
                "n_coded_once": count_ids(coded, once),
                "share_coded": len(coded) / len(identifiers),
                "n_several": len(several),
                "n_several_once": count_ids(several, once),
                "share_several": len(several) / len(identifiers),
                "uncoded_ids": join(each for each, n in reached.items() if not n),
            }
        )
    return tabulate(rows, COVERAGE)


def measure_overlap(codes: pd.DataFrame) -> pd.DataFrame:
    """Measure which topics share sentences.

    Returns:
        One row per pair of topics with a common sentence, by jaccard descending, then ids: n (common
        sentences), jaccard (common / either, 0-1), sentence_ids.
    """
    groups = {topic_id: list(dict.fromkeys(group["sentence_id"])) for topic_id, group in _by_topic(codes)}
    rows = []
    for topic_id, other_id in combinations(sorted(groups), 2):
        own, other = groups[topic_id], set(groups[other_id])
        common = [identifier for identifier in own if identifier in other]
        if common:
            jaccard = len(common) / len(other.union(own))
            ids = {"topic_id": topic_id, "other_id": other_id}
            rows.append({**ids, "n": len(common), "jaccard": jaccard, "sentence_ids": join(common)})
    result = tabulate(rows, OVERLAP)
    order = ["jaccard", "topic_id", "other_id"]
    return result.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _read(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"the codebook cannot be read ({reason})", file=str(path)) from error


def _make_topic(topic_id: str, entry: Any, file: str) -> Topic:
    parts: dict[str, Any] = dict(entry) if isinstance(entry, Mapping) else {ANY: entry}
    label = parts.pop("label", {})
    labels = dict(label) if isinstance(label, Mapping) else {"en": str(label)}
    if not parts or not all(isinstance(patterns, list) for patterns in parts.values()):
        remedy = "write a list of patterns, or one list per language code"
        raise UsageError("a topic of the codebook holds no list", file=file, record=topic_id, remedy=remedy)
    chosen = {str(language): tuple(map(str, patterns)) for language, patterns in parts.items()}
    for patterns in chosen.values():
        for pattern in patterns:
            compile_pattern(pattern)
    return Topic(topic_id, {str(key): str(value) for key, value in labels.items()}, chosen)


def _find_topic(patterns: Sequence[str], text: str) -> list[tuple[int, int, str]]:
    """The matches of one topic in a sentence, longest first where they overlap, in order."""
    found = [(*span, pattern) for pattern in patterns for span in find_pattern(pattern, text)]
    kept: list[tuple[int, int, str]] = []
    for left, right, pattern in sorted(found, key=lambda match: (match[0] - match[1], match[0])):
        if all(right <= other[0] or left >= other[1] for other in kept):
            kept.append((left, right, pattern))
    return sorted(kept)


def _by_topic(codes: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    return ((str(topic_id), group) for topic_id, group in codes.groupby("topic_id", sort=True))


def _share(article_id: object, topic_id: str, group: pd.DataFrame, size: int) -> dict[str, Any]:
    n = int(group["sentence_id"].nunique())
    ids = {"article_id": article_id, "topic_id": topic_id}
    return {**ids, "n": n, "n_sentences": size, "share": n / size, "sentence_ids": join(group["sentence_id"])}
