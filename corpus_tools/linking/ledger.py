"""The ledger: each request, proposal, offer, commitment and agreement, once per story, with its sentences."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

from corpus_tools.annotating.time_calendar import find_due
from corpus_tools.characters import fold, squeeze
from corpus_tools.schema import ACTS, complete, frame, join, records, split

_SAME_WORDS = 0.5
_DUE = ("by", "before", "until")
_UNDATED = "9999"

Times = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of the table of times by article."""


def build_ledger(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    times: pd.DataFrame,
    alignment: pd.DataFrame,
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Build the ledger from the statements that do something.

    Args:
        statements: the table `statements` with `by`, `reality`, `status`, `what_start` and `what_end`; only
            acts that the text reports as done count.
        articles: the table `articles` with its stories.
        times: the table `times`, for what is due when.
        alignment: pairs of sentences that say the same in two articles of a story (sentence_id,
            partner_sentence_id).
        texts: source text by article_id.

    Returns:
        The table `ledger`, by first publication and place in the text. Reports of one act in the articles
        of a story (the same act between the same parties, in aligned or like-worded sentences) are
        one row; it quotes the earliest report. `sentence_ids` and `story_id` stand beside the contract.
    """
    acts = statements[
        statements["act"].isin(ACTS) & (statements["reality"] == "done") & (statements["by"] != "")
    ]
    acts = acts.merge(articles[["article_id", "story_id", "published", "language"]], on="article_id")
    acts = acts.assign(
        rank=acts["published"].replace("", _UNDATED),
        words=acts["text"].map(_content_words),
    ).sort_values(["rank", "article_id", "statement_id"], kind="stable", ignore_index=True)
    pairs = {frozenset((row["sentence_id"], row["partner_sentence_id"])) for row in records(alignment)}
    told = _by_article(times)
    rows = [_row(acts.loc[group], told, texts) for group in _group(acts, pairs)]
    return complete(frame("ledger", _distinct_ids(rows)), ("sentence_ids", "story_id"))


def _group(acts: pd.DataFrame, pairs: set[frozenset[str]]) -> list[list[int]]:
    """Groups of row numbers that report one act, in order of their first row."""
    graph = nx.Graph()
    graph.add_nodes_from(acts.index)
    for _, group in acts.groupby(["story_id", "act"], sort=False):
        rows = zip(group.index, records(group), strict=True)
        graph.add_edges_from(
            (left, right) for (left, a), (right, b) in combinations(rows, 2) if _is_same(a, b, pairs)
        )
    return sorted(sorted(component) for component in nx.connected_components(graph))


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any], pairs: set[frozenset[str]]) -> bool:
    if not (_meet(one["by"], other["by"]) or _meet(one["addressee_ids"], other["addressee_ids"])):
        return False
    if one["sentence_id"] == other["sentence_id"]:
        return bool(one["cue"] == other["cue"])
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    return aligned or _overlap(one["words"], other["words"]) >= _SAME_WORDS


def _meet(one: str, other: str) -> bool:
    return bool(set(split(one)) & set(split(other)))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", fold(text)) if len(word) > 3)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _row(group: pd.DataFrame, times: Times, texts: Mapping[str, str]) -> dict[str, Any]:
    first = records(group)[0]
    due = _due(group, times)
    return {
        "ledger_id": _identify(first),
        "act": first["act"],
        "by_ids": _union(group["by"]),
        "to_ids": _union(group["addressee_ids"]),
        "text": "\n".join(dict.fromkeys(group["text"])),
        "what": _what(texts[first["article_id"]][first["what_start"] : first["what_end"]]),
        "due_earliest": due[0],
        "due_latest": due[1],
        "status": "reiterated" if (group["status"] == "reiterated").any() else first["status"],
        "statement_ids": join(group["statement_id"]),
        "article_ids": join(group["article_id"]),
        "n_articles": group["article_id"].nunique(),
        "n_stories": group["story_id"].nunique(),
        "languages": join(sorted(set(group["language"]))),
        "sentence_ids": join(group["sentence_id"]),
        "story_id": first["story_id"],
    }


def _union(cells: Iterable[str]) -> str:
    return join(item for cell in cells for item in split(cell))


def _what(text: str) -> str:
    return squeeze(text).strip(" ,;:.")


def _by_article(times: pd.DataFrame) -> Times:
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(times):
        told[row["article_id"]].append(row)
    return told


def _due(group: pd.DataFrame, times: Times) -> tuple[str, str]:
    """The window in which the act is due: of the first time in its content that looks ahead."""
    for row in records(group):
        for time in times.get(row["article_id"], ()):
            inside = row["what_start"] <= time["start"] and time["end"] <= row["what_end"]
            ahead = time["relation"] in _DUE or (row["published"] and time["earliest"] > row["published"])
            if inside and time["latest"] and ahead:
                return find_due(time["earliest"], time["latest"], time["relation"], time.get("mod", ""))
    return "", ""


def _identify(first: Mapping[str, Any]) -> str:
    """An id made from the words of the earliest report, which a copy or a translation does not change."""
    words = " ".join(re.findall(r"\w+", fold(f"{first['act']} {first['cue']} {first['text']}")))
    return "l" + hashlib.sha256(words.encode()).hexdigest()[:8]


def _distinct_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[str, int] = {}
    for row in rows:
        base = row["ledger_id"]
        seen[base] = seen.get(base, 0) + 1
        row["ledger_id"] = base if seen[base] == 1 else f"{base}-{seen[base]}"
    return rows
