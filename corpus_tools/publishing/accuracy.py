"""Accuracy: the errors of a run, sorted by kind, each with the sentence it happened in."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.schema import records

MISSED, INVENTED, CONFUSED = "missed", "found where nothing is", "taken for something else"


def list_errors(judgements: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List what was judged wrong, or only partly right.

    Args:
        judgements: what `measuring.judging.judge` gives.
        sentences: the table sentences.

    Returns:
        kind (`MISSED`, `INVENTED`, `CONFUSED`), step, language, expected, found, right (share, 0-1),
        sentence_ids, article_id; by kind, then in the order of the steps. The sentence is the first of
        the article that holds the words; empty when no sentence does, as for what belongs to no sentence.
    """
    held: dict[str, list[tuple[str, str]]] = {}
    for row in records(sentences):
        held.setdefault(row["article_id"], []).append((row["sentence_id"], row["text"]))
    rows = [
        {
            "kind": name_kind(row),
            **{name: row[name] for name in ("step", "language", "expected", "found", "right", "article_id")},
            "sentence_ids": _find_sentence(row, held.get(row["article_id"], [])),
        }
        for row in records(judgements)
        if row["right"] < 1
    ]
    order = [MISSED, INVENTED, CONFUSED]
    rows.sort(key=lambda row: order.index(row["kind"]))
    columns = ["kind", "step", "language", "expected", "found", "right", "sentence_ids", "article_id"]
    return pd.DataFrame(rows, columns=columns)


def name_kind(judgement: Mapping[str, Any]) -> str:
    """The kind of an error: nothing found, nothing there, or something else found.

    >>> name_kind({"measure": "recall", "expected": "Friday", "found": ""})
    'missed'
    """
    if judgement["measure"] == "precision" and not judgement["expected"]:
        return INVENTED
    return CONFUSED if judgement["found"] else MISSED


def count_errors(errors: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count errors by step and kind.

    Args:
        errors: what `list_errors` gives.
        articles: the articles that were judged.

    Returns:
        step, a column for each kind that occurs, `all`, and `all_once`: those in the versions that stand for
        their stories, and in no single article.
    """
    if errors.empty:
        return pd.DataFrame(columns=["step", "all", "all_once"])
    table = pd.crosstab(errors["step"], errors["kind"]).reindex(list(dict.fromkeys(errors["step"])))
    table["all"] = table.sum(axis=1)
    once = errors["article_id"].isin({"", *first_versions(articles)})
    table["all_once"] = errors[once]["step"].value_counts().reindex(table.index, fill_value=0)
    return table.rename_axis(columns=None).reset_index()


def find_rate(quality: pd.DataFrame, step: str) -> float | None:
    """A careful error rate of a step: the lower end of the interval of its precision.

    Where precision was not measured, accuracy or recall stands for it; None when nothing was measured.

    >>> rows = {"step": ["times", "times"], "measure": ["recall", "precision"], "low": [0.5, 0.8]}
    >>> find_rate(pd.DataFrame(rows), "times"), find_rate(pd.DataFrame(rows), "ledger")
    (0.8, None)
    """
    rows = quality[quality["step"] == step]
    found = dict(zip(rows["measure"], rows["low"], strict=True))
    return next((float(found[name]) for name in ("precision", "accuracy", "recall") if name in found), None)


def _find_sentence(row: Mapping[str, Any], held: list[tuple[str, str]]) -> str:
    words = [
        part.strip()
        for cell in (row["expected"], row["found"])
        for mark in (": ", " = ")
        for part in (cell, *cell.split(mark))
    ]
    for word in sorted(filter(None, words), key=len, reverse=True):
        for sentence_id, text in held:
            if word in text:
                return sentence_id
    return ""
