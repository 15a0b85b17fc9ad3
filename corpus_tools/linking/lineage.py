"""Lineage: where each report comes from, the agency it credits and the earlier article that it repeats.

A link says which article was written from which, as far as dates, length and credits tell; where they do
not tell, the order of the corpus decides and the basis says so. See `sources` for what follows from it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from corpus_tools.characters import fold
from corpus_tools.linking.agencies import Credit, name_agency
from corpus_tools.schema import frame, join, stream

_VERBATIM = 0.8
"""A copy with less than this of its words in unchanged sentences was edited."""
_STRENGTH = {"copy": 0, "translation": 1, "version": 2}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Version:
    """One article as its lineage is traced: when it came out, how long it is, and whose it says it is."""

    article_id: str
    published: str
    language: str
    n_words: int
    outlet: str
    agencies: frozenset[str]

    @property
    def order(self) -> tuple[bool, bool, str, str, int, str]:
        """First what an agency published itself, then as `standing.order_articles`."""
        is_other = name_agency(self.outlet) not in self.agencies
        return (
            is_other,
            not self.published,
            self.published,
            self.language,
            -self.n_words,
            self.article_id,
        )


def trace_lineage(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    credited: Sequence[Credit],
    sentences: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    alignment: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table `lineage`: what each article says and shows about where its report comes from.

    Args:
        articles: table of articles with their stories.
        pairs: what `stories.find_pairs` found.
        credited: what `agencies.find_credits` found.
        sentences: table of sentences.
        texts: source text by article_id, for the words of a credit.
        alignment: sentences that say the same in two articles, evidence of what was translated or retold.

    Returns:
        The table `lineage`, by article in the order of the table. A row with relation `carries` names the
        `agency` that the article credits, with the span of the credit; its `source_article_id` is the article
        that the agency published itself, where the story has one. A row with relation `copies`, `edits` (a
        copy with changed sentences, or the report told anew) or `translates` names the article that came
        first, with the sentences that both have as evidence. An article that credits nobody and follows no
        other has no row.
    """
    story = dict(zip(articles["article_id"], articles["story_id"], strict=True))
    versions = _read_versions(articles, credited, story)
    parents = _choose_parents(pairs, versions)
    linked = {
        each for article_id, pair in parents.items() for each in (article_id, pair["source_article_id"])
    }
    evidence = _Evidence(sentences[sentences["article_id"].isin(linked)], alignment)
    carried = _carry_credits(credited, versions, story, texts)
    rows: list[dict[str, Any]] = []
    for article_id in articles["article_id"]:
        rows += carried.get(article_id, [])
        if article_id in parents:
            rows.append(_follow(versions[article_id], parents[article_id], versions, evidence))
    return frame("lineage", rows)


def _read_versions(
    articles: pd.DataFrame, credited: Iterable[Credit], story: Mapping[str, str]
) -> dict[str, Version]:
    """Each article as a version of its story, which knows the agencies that the story credits."""
    agencies: dict[str, set[str]] = defaultdict(set)
    for credit in credited:
        agencies[story[credit.article_id]].add(credit.agency)
    return {
        row["article_id"]: _read_version(row, agencies.get(row["story_id"], set()))
        for row in stream(articles)
    }


def _carry_credits(
    credited: Iterable[Credit],
    versions: Mapping[str, Version],
    story: Mapping[str, str],
    texts: Mapping[str, str],
) -> dict[str, list[dict[str, Any]]]:
    """The rows `carries` of each article that credits an agency."""
    own: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for version in versions.values():
        own[story[version.article_id], name_agency(version.outlet)].append(version)
    carried: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for credit in credited:
        sources = own.get((story[credit.article_id], credit.agency), [])
        carried[credit.article_id].append(_carry(credit, sources, texts))
    return carried


def list_versions(lineage: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of an earlier article and one that copies, edits or translates it, in the order of the table.

    >>> list_versions(frame("lineage", [{"article_id": "b", "source_article_id": "a", "relation": "copies"}]))
    [('a', 'b')]
    """
    linked = lineage[lineage["relation"] != "carries"]
    return list(zip(linked["source_article_id"], linked["article_id"], strict=True))


def _read_version(row: Mapping[str, Any], agencies: Iterable[str]) -> Version:
    return Version(
        str(row["article_id"]),
        str(row["published"]),
        str(row["language"]),
        int(row["n_words"]),
        str(row["outlet"]),
        frozenset(agencies),
    )


def _choose_parents(pairs: pd.DataFrame, versions: Mapping[str, Version]) -> dict[str, dict[str, Any]]:
    """For each article the pair with the article that it follows: the closest kind, then the most alike."""
    chosen: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {}
    for pair in stream(pairs):
        first, second = sorted(
            (versions[pair["article_id"]], versions[pair["partner_article_id"]]), key=lambda each: each.order
        )
        rank = (_STRENGTH[pair["relation"]], -float(pair["score"]), first.order)
        if second.article_id not in chosen or rank < chosen[second.article_id][0]:
            chosen[second.article_id] = (rank, {**pair, "source_article_id": first.article_id})
    return {article_id: pair for article_id, (_, pair) in chosen.items()}


def _carry(credit: Credit, own: Sequence[Version], texts: Mapping[str, str]) -> dict[str, Any]:
    """The row of a credit; `own` are the articles of its story that the agency published itself."""
    source = min(own, key=lambda version: version.order).article_id if own else ""
    return {
        "article_id": credit.article_id,
        "source_article_id": source,
        "agency": credit.agency,
        "relation": "carries",
        "basis": "credited",
        "evidence": credit.article_id,
        "start": credit.start,
        "end": credit.end,
        "text": texts[credit.article_id][credit.start : credit.end],
    }


def _follow(
    version: Version, pair: Mapping[str, Any], versions: Mapping[str, Version], evidence: "_Evidence"
) -> dict[str, Any]:
    source = versions[pair["source_article_id"]]
    share, shared = evidence.find_verbatim(version.article_id, source.article_id)
    if pair["relation"] == "translation":
        relation, ids = "translates", evidence.find_aligned(version.article_id, source.article_id)
    elif pair["relation"] == "version":
        relation, ids = "edits", evidence.find_aligned(version.article_id, source.article_id)
    else:
        relation, ids = ("copies" if share >= _VERBATIM else "edits"), shared
    return {
        "article_id": version.article_id,
        "source_article_id": source.article_id,
        "relation": relation,
        "basis": f"{pair['basis']}; {_tell_order(version, source)}",
        "evidence": join(ids) or version.article_id,
    }


def _tell_order(version: Version, source: Version) -> str:
    """Why the one is taken for the later of the two."""
    if source.order[0] != version.order[0]:
        return "the other was published by the agency"
    if version.published and source.published and version.published != source.published:
        days = _days(source.published, version.published)
        return f"published {days} later" if days else "published later"
    if source.published and not version.published:
        return "undated, so taken for the later"
    when = "of the same day" if version.published else "both undated"
    is_comparable = version.language == source.language
    return f"{when}, the shorter text" if is_comparable else f"{when}; which came first is not known"


def _days(first: str, second: str) -> str:
    if len(first) != len("2026-01-16") or len(second) != len(first):
        return ""
    days = (date.fromisoformat(second) - date.fromisoformat(first)).days
    return f"{days} day" if days == 1 else f"{days} days"


class _Evidence:
    """The sentences that two articles share."""

    def __init__(self, sentences: pd.DataFrame, alignment: pd.DataFrame | None) -> None:
        self._sentences: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for row in stream(sentences):
            words = _WORD.findall(fold(str(row["text"])))
            self._sentences[row["article_id"]].append((row["sentence_id"], " ".join(words), len(words)))
        self._aligned: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in stream(alignment) if alignment is not None else ():
            for mine, other, key in _both_ways(row):
                self._aligned[mine, other].append(key)

    def find_verbatim(self, article_id: str, source_id: str) -> tuple[float, list[str]]:
        """The share of the words of an article that stands in whole sentences of the source, and these."""
        known = {words for _, words, _ in self._sentences[source_id]}
        rows = self._sentences[article_id]
        shared = [(sentence_id, size) for sentence_id, words, size in rows if words in known]
        total = sum(size for *_, size in rows)
        return sum(size for _, size in shared) / max(total, 1), [sentence_id for sentence_id, _ in shared]

    def find_aligned(self, article_id: str, source_id: str) -> list[str]:
        """The sentences of an article that say what sentences of the source say."""
        return sorted(set(self._aligned[article_id, source_id]))


def _both_ways(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield row["article_id"], row["partner_article_id"], row["sentence_id"]
    yield row["partner_article_id"], row["article_id"], row["partner_sentence_id"]
