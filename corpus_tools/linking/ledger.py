"""The ledger: each request, proposal, offer, commitment and agreement, once per story, with its sentences."""

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from corpus_tools.annotating.time_calendar import find_due
from corpus_tools.characters import fold, squeeze
from corpus_tools.linking.identities import number_repeats
from corpus_tools.linking.overlaps import chain_equal, gather, pair_aligned, pair_overlapping
from corpus_tools.linking.standing import first_versions, join_standing
from corpus_tools.schema import ACTS, complete, frame, join, records, split, stream

_SAME_WORDS = 0.5
_SHARED = 2 / 3
"""Who has half of all words of two texts in common has this much of the shorter one's."""
_TOLD = ("by", "addressee_ids", "cue", "words")
_ASKING = frozenset({"request", "proposal", "offer"})
"""Acts that verbs of two languages part otherwise: `đề nghị` asks, proposes and offers."""
_DUE = ("by", "before", "until")
_UNDATED = "9999"

Row = Mapping[str, Any]
Times = Mapping[str, Sequence[Row]]
"""The rows of the table of times by article, in the order of the text."""


def build_ledger(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    times: pd.DataFrame,
    alignment: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    repeats: Collection[str] = frozenset(),
) -> pd.DataFrame:
    """Build the ledger from the statements that do something.

    Args:
        statements: the table `statements` with `by`, `reality`, `status`, `what_start` and `what_end`; only
            acts that the text reports as done count.
        articles: the table `articles` with its stories.
        times: the table `times`, for what is due when.
        alignment: pairs of sentences that say the same in two articles of a story, see `stories.align`.
        texts: source text by article_id.
        repeats: sentences that say again what an earlier version says (`standing.find_repeats`).

    Returns:
        The table `ledger`, by first publication and place in the text. Reports of one act in the articles
        of a story (the same act between the same parties, in aligned or like-worded sentences) are
        one row; it quotes the earliest report, and its act and parties are as that report tells them where
        a translation tells others. A repeat adds its article and language to a row and makes none.
        `sentence_ids` and `story_id` stand beside the contract.
    """
    acts = statements[
        statements["act"].isin(ACTS) & (statements["reality"] == "done") & (statements["by"] != "")
    ]
    latest, earliest = (articles[f"published_{bound}"] for bound in ("latest", "earliest"))
    known = articles[["article_id", "story_id", "published", "language"]]
    acts = acts.merge(known.assign(known_by=latest.where(latest != "", earliest)), on="article_id")
    acts = acts.assign(
        rank=acts["published"].replace("", _UNDATED),
        is_later=~acts["article_id"].isin(first_versions(articles)),
        is_repeat=acts["sentence_id"].isin(frozenset(repeats)),
        words=acts["text"].map(_content_words),
        is_only=~acts["sentence_id"].duplicated(keep=False),
    ).sort_values(["rank", "is_later", "article_id", "statement_id"], kind="stable", ignore_index=True)
    pairs = {frozenset((row["sentence_id"], row["partner_sentence_id"])) for row in records(alignment)}
    told = _by_article(times[times["article_id"].isin(acts["article_id"]) & (times["latest"] != "")])
    reports = records(acts)
    rows = [_row([reports[n] for n in group], told, texts) for group in _group(reports, pairs)]
    return complete(frame("ledger", number_repeats(rows, "ledger_id")), ("sentence_ids", "story_id"))


def _group(rows: Sequence[Row], aligned: set[frozenset[str]]) -> list[list[int]]:
    """Groups of row numbers that report one act, in order of their first row."""
    return join_standing(
        rows,
        lambda some: _find_comparable(some, aligned),
        lambda one, other: _is_same(one, other, aligned),
    )


def _find_comparable(rows: Sequence[Row], aligned: set[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of reports in a story: of one act that share words or a sentence, or in aligned sentences."""
    for numbers in gather((row["story_id"], row["act"]) for row in rows):
        yield from _pair_by_words(rows, numbers)
    for numbers in gather((row["sentence_id"], row["story_id"], row["act"]) for row in rows):
        yield from combinations(numbers, 2)
    yield from pair_aligned(rows, aligned, ("story_id",))


def _pair_by_words(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each report with the first that is worded like it; of these, those that share words.

    Reports of one sentence are told apart by their cue, so a second report stands beside the first where
    it is of another sentence.
    """
    new, pairs = chain_equal([tuple(rows[n][name] for name in _TOLD) for n in numbers])
    beside: dict[int, int] = {}
    for one, other in pairs:
        yield numbers[one], numbers[other]
        if rows[numbers[one]]["sentence_id"] != rows[numbers[other]]["sentence_id"]:
            beside.setdefault(one, other)
    chosen = [numbers[place] for place in sorted([*new, *beside.values()])]
    for one, other in pair_overlapping([rows[n]["words"] for n in chosen], _SHARED):
        yield chosen[one], chosen[other]


def _is_same(one: Row, other: Row, pairs: set[frozenset[str]]) -> bool:
    aligned = frozenset((one["sentence_id"], other["sentence_id"])) in pairs
    if aligned and one["language"] != other["language"] and one["is_only"] and other["is_only"]:
        return one["act"] == other["act"] or {one["act"], other["act"]} <= _ASKING
    if one["act"] != other["act"]:
        return False
    if not (_meet(one["by"], other["by"]) or _meet(one["addressee_ids"], other["addressee_ids"])):
        return False
    if one["sentence_id"] == other["sentence_id"]:
        return bool(one["cue"] == other["cue"])
    return aligned or _overlap(one["words"], other["words"]) >= _SAME_WORDS


def _meet(one: str, other: str) -> bool:
    return bool(set(split(one)) & set(split(other)))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", fold(text)) if len(word) > 3)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _row(group: Sequence[Row], times: Times, texts: Mapping[str, str]) -> dict[str, Any]:
    first = group[0]
    counting = [row for row in group if not row["is_repeat"]]
    due = _due(counting, times)
    return {
        "ledger_id": _identify(first),
        "act": first["act"],
        "by_ids": _union(_name_parties(counting, "by")),
        "to_ids": _union(_name_parties(counting, "addressee_ids")),
        "text": "\n".join(dict.fromkeys(row["text"] for row in group)),
        "what": _what(texts[first["article_id"]][first["what_start"] : first["what_end"]]),
        "due_earliest": due[0],
        "due_latest": due[1],
        "status": "reiterated" if any(row["status"] == "reiterated" for row in counting) else first["status"],
        "statement_ids": join(row["statement_id"] for row in group),
        "article_ids": join(row["article_id"] for row in group),
        "n_articles": len({row["article_id"] for row in group}),
        "n_stories": len({row["story_id"] for row in counting}),
        "languages": join(sorted({row["language"] for row in group})),
        "sentence_ids": join(row["sentence_id"] for row in group),
        "story_id": first["story_id"],
    }


def _name_parties(group: Sequence[Row], column: str) -> list[str]:
    """The parties of an act in its reports, without translations that name nobody of the first report.

    A translation may say for the officials of one report their countries, or leave out who was asked.
    """
    first = group[0]
    return [
        row[column]
        for row in group
        if row["language"] == first["language"] or _meet(row[column], first[column])
    ]


def _union(cells: Iterable[str]) -> str:
    return join(item for cell in cells for item in split(cell))


def _what(text: str) -> str:
    return squeeze(text).strip(" ,;:.")


def _by_article(times: pd.DataFrame) -> Times:
    told: dict[str, list[Row]] = defaultdict(list)
    for row in stream(times):
        told[row["article_id"]].append(row)
    return {article_id: sorted(rows, key=_start) for article_id, rows in told.items()}


def _start(time: Row) -> int:
    return int(time["start"])


def _due(group: Sequence[Row], times: Times) -> tuple[str, str]:
    """The window in which the act is due: of the first time in its content that looks ahead."""
    for row in group:
        told = times.get(row["article_id"], ())
        first, last = (bisect_left(told, row[end], key=_start) for end in ("what_start", "what_end"))
        for time in told[first:last]:
            inside = time["end"] <= row["what_end"]
            ahead = time["relation"] in _DUE or "" < row["known_by"] < time["earliest"]
            if inside and time["latest"] and ahead:
                return find_due(time["earliest"], time["latest"], time["relation"], time.get("mod", ""))
    return "", ""


def _identify(first: Mapping[str, Any]) -> str:
    """An id made from the words of the earliest report, which a copy or a translation does not change."""
    words = " ".join(re.findall(r"\w+", fold(f"{first['act']} {first['cue']} {first['text']}")))
    return "l" + hashlib.sha256(words.encode()).hexdigest()[:8]
