"""Sampling: a random, stratified sheet of claims for a person to mark, and what the marks say.

The sheet says of each claim how many there are like it, so that a few marks speak for all rows of a run.
"""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.measuring.claims import COLUMNS as CLAIMED
from corpus_tools.measuring.claims import FOUND, STEPS, UNMARKED, Tables, list_claims
from corpus_tools.measuring.intervals import LEVEL, estimate_share
from corpus_tools.schema import records

COLUMNS = ("right", "claim", "sentence", "article", "remark", "step", "part", "stratum", "language", "of",
           "sentence_id", "item", "run")  # fmt: skip
"""The columns of a sheet; a person fills in `right`, and `remark` if there is something to say."""

QUALITY = ("step", "measure", "right", "n", "share", "low", "high", "of")

_YES = frozenset(["1", "1.0", "yes", "y", "right", "true", "ok", "oui", "o", "vrai", "đúng", "có"])
_NO = frozenset(["0", "0.0", "no", "n", "wrong", "false", "non", "faux", "sai", "không"])
_PARTS = {FOUND: "precision", UNMARKED: "nothing missed"}


def draw_sample(tables: Tables, *, n: int = 30, steps: Sequence[str] = STEPS, seed: int = 0) -> pd.DataFrame:
    """Draw claims of each step at random: `n` of its rows, and `n` of the sentences without any.

    Args:
        tables: of a run.
        n: claims of a part of a step; all of them when there are fewer.
        steps: what to ask about.
        seed: of the draw; the same seed draws the same claims.

    Returns:
        The sheet (`COLUMNS`), `right` empty, in the order of steps and texts. Strata (language and kind)
        are drawn in proportion to their size, each at least once where `n` allows; `of` is that size.

    Raises:
        UsageError: there is no such step, or nothing to draw.
    """
    drawn = []
    for number, step in enumerate(dict.fromkeys(steps)):
        claims = list_claims(tables, step)
        for part, group in claims.groupby("part", sort=False):
            random = np.random.default_rng([seed, number, part == FOUND])
            drawn.append(_draw(group, n, random))
    sheet = pd.concat(drawn, ignore_index=True) if drawn else pd.DataFrame(columns=[*CLAIMED, "of"])
    if sheet.empty:
        raise UsageError("there is nothing to draw from", remedy="analyse some articles first")
    return sheet.assign(right="", remark="", run=name_run(tables))[list(COLUMNS)]


def read_marks(sheet: pd.DataFrame) -> pd.DataFrame:
    """The rows of a sheet that a person has marked, with `right` as 1 or 0.

    Raises:
        UsageError: it is no sheet, a mark is neither yes nor no, or nothing is marked.
    """
    missing = [column for column in COLUMNS if column not in sheet]
    if missing:
        raise UsageError(
            "not a sheet of claims", column=missing[0], remedy="draw one with corpus-tools sample"
        )
    marks = sheet["right"].astype(str).str.strip().str.lower()
    odd = ~marks.isin(_YES | _NO | {""})
    if odd.any():
        raise UsageError(
            "a mark is neither yes nor no",
            record=int(odd.to_numpy().argmax()) + 2,
            column="right",
            value=str(sheet["right"][odd].iloc[0]),
            remedy="write 1 or 0, and nothing where you cannot tell",
        )
    chosen = sheet[marks != ""].assign(right=marks[marks != ""].isin(_YES).astype("int64"))
    if chosen.empty:
        raise UsageError("nothing is marked", column="right", remedy="write 1 or 0 beside each claim")
    return chosen.assign(of=pd.to_numeric(chosen["of"], errors="coerce").fillna(0).astype("int64"))


def check_sheet(sheet: pd.DataFrame, tables: Tables) -> None:
    """Make sure that a sheet was drawn from a run.

    Raises:
        UsageError: it was drawn from another one.
    """
    runs, run = sorted(set(sheet["run"].astype(str))), name_run(tables)
    if runs != [run]:
        raise UsageError(
            "the sheet was drawn from another run",
            column="run",
            value=", ".join(runs) or "nothing",
            remedy=f"name the run it was drawn from, or draw one from this run ({run})",
        )


def measure_sheet(marks: pd.DataFrame) -> pd.DataFrame:
    """What the marks of a sheet say about all rows of its run.

    Args:
        marks: what `read_marks` gives.

    Returns:
        A row for each step and measure: right, n, share, low, high (exact interval of 95 %, `estimate_share`)
        and `of` (what there is to draw from). *precision* is of the rows; *nothing missed* of the sentences
        without a row; *recall, estimated* is what both say together, at most: a sentence counts as one item
        missed, and what was missed in sentences with a row is not counted.
    """
    rows = []
    for step, group in marks.groupby("step", sort=False):
        parts = {part: group[group["part"] == part] for part in _PARTS}
        rows += [_measure(str(step), _PARTS[part], own) for part, own in parts.items() if len(own)]
        if all(len(own) for own in parts.values()):
            rows.append(_estimate_recall(str(step), parts))
    return pd.DataFrame(rows, columns=list(QUALITY))


def name_run(tables: Tables) -> str:
    """What a sheet and its run have in common: a digest of the articles, and one of all claims.

    The part before the hyphen stays the same while the articles do.
    """
    articles = zip(tables["articles"]["article_id"], tables["articles"]["sha256"], strict=True)
    items = [item for step in STEPS for item in list_claims(tables, step)["item"]]
    return f"{_digest(sorted(map(' '.join, articles)))}-{_digest(items)}"


def share_out(sizes: Sequence[int], n: int) -> list[int]:
    """How many to draw of each stratum: in proportion, by largest remainder, each once where `n` allows.

    >>> share_out([90, 9, 1], 10), share_out([2, 1], 10), share_out([5, 5, 5], 2)
    ([8, 1, 1], [2, 1], [1, 1, 0])
    """
    total = sum(sizes)
    if n >= total:
        return list(sizes)
    exact = [n * size / total for size in sizes]
    least = 1 if n >= len(sizes) else 0
    shares = [max(least, int(part)) for part in exact]
    order = sorted(range(len(sizes)), key=lambda i: (shares[i] - exact[i], i))
    while sum(shares) < n:
        chosen = next(i for i in order if shares[i] < sizes[i])
        shares[chosen] += 1
        order = sorted(order, key=lambda i: (shares[i] - exact[i], i))
    while sum(shares) > n:
        shares[max((i for i in order if shares[i] > least), key=lambda i: (shares[i] - exact[i], i))] -= 1
    return shares


def _draw(group: pd.DataFrame, n: int, random: np.random.Generator) -> pd.DataFrame:
    strata = [stratum for _, stratum in group.groupby("stratum", sort=True)]
    numbers = share_out([len(stratum) for stratum in strata], n)
    drawn = [
        stratum.iloc[np.sort(random.choice(len(stratum), number, replace=False))].assign(of=len(stratum))
        for stratum, number in zip(strata, numbers, strict=True)
    ]
    return pd.concat(drawn).sort_index()


def _measure(step: str, measure: str, own: pd.DataFrame, *, level: float = LEVEL) -> dict[str, object]:
    strata = [
        (int(part["right"].sum()), len(part), int(part["of"].max())) for _, part in own.groupby("stratum")
    ]
    right, n, sizes = (list(column) for column in zip(*strata, strict=True))
    share, low, high = estimate_share(right, n, sizes, level=level)
    numbers = {"share": round(share, 4), "low": round(low, 4), "high": round(high, 4)}
    return {"step": step, "measure": measure, "right": sum(right), "n": sum(n), **numbers, "of": sum(sizes)}


def _estimate_recall(step: str, parts: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """Both intervals hold together as often as one of 95 % does when each has the square root of that."""
    found = _measure(step, "", parts[FOUND], level=LEVEL**0.5)
    clean = _measure(step, "", parts[UNMARKED], level=LEVEL**0.5)

    def divide(precision: object, nothing: object) -> float:
        right = float(str(precision)) * float(str(found["of"]))
        missed = (1 - float(str(nothing))) * float(str(clean["of"]))
        return round(right / (right + missed), 4) if right + missed else 0.0

    shares = {name: divide(found[name], clean[name]) for name in ("share", "low", "high")}
    n = len(parts[FOUND]) + len(parts[UNMARKED])
    right = int(parts[FOUND]["right"].sum() + parts[UNMARKED]["right"].sum())
    whole = int(str(found["of"])) + int(str(clean["of"]))
    return {"step": step, "measure": "recall, estimated", "right": right, "n": n, **shares, "of": whole}


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def list_marked(marks: pd.DataFrame, tables: Tables) -> list[dict[str, object]]:
    """The marks as judgements about a run of the same articles, be it the one they were drawn from or not.

    A row that was right counts as right while the run still has it. What was wrong stays wrong: that it was
    corrected since says nothing about the rows that nobody has looked at.

    Returns:
        Rows with the columns of `judgement.Judgement`.
    """
    present = {item for step in set(marks["step"]) & set(STEPS) for item in list_claims(tables, step)["item"]}
    return [
        {
            "step": row["step"],
            "measure": _PARTS[row["part"]],
            "language": row["language"],
            "article_id": str(row["sentence_id"]).rpartition(".")[0],
            "right": float(row["right"] and row["item"] in present),
            "expected": row["claim"] if row["right"] else "",
            "found": row["claim"] if row["item"] in present else "",
            "seen": False,
        }
        for row in records(marks)
    ]
