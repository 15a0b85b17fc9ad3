"""Quality: how often each step is right, with n and an exact interval."""

import re
from collections.abc import Sequence

import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.intervals import find_interval
from corpus_tools.schema import records

_MEASURED, _UNKNOWN = "Measured accuracy", "has not been measured on this corpus"
NO_STEP = "No step above this recognises anything, so it has no accuracy of its own."
"""What is said of a table that lists what a run, or a person, did."""
SEEN = "The rules were written with these articles at hand: expect less on others."
_SAID = re.compile(
    rf"\s*(?:{_MEASURED}, with 95 % interval: .*?\)\.(?=\s|\Z)"
    rf"(?: Not measured: [^.]*\.)?(?: {re.escape(SEEN)})?"
    rf"|Accuracy of the steps above \([^)]*\) {_UNKNOWN}\.)"
)


def measure_quality(judgements: pd.DataFrame, *, by_language: bool = False) -> pd.DataFrame:
    """The share of right items per step and measure, with an exact (Clopper-Pearson) 95 % interval.

    Args:
        judgements: what `judge` gives.
        by_language: one row per language besides.

    Returns:
        step, measure, (language,) right, n, share, low, high and seen (how many of the items are from
        articles that the rules were written with), in the order of the steps. The interval treats items as
        independent, which items of one article are not: it is too narrow rather than too wide.

    Source: Clopper, C. and Pearson, E. S. (1934), Biometrika 26.
    """
    keys = ["step", "measure", *(["language"] if by_language else [])]
    columns = [*keys, "right", "n", "share", "low", "high", "seen"]
    rows = []
    for key, group in judgements.groupby(keys, sort=False):
        right, n = round(float(group["right"].sum()), 3), len(group)
        low, high = find_interval(min(n, round(right)), n)
        shares = (round(right / n, 4), round(low, 4), round(high, 4))
        rows.append((*key, right, n, *shares, int(group["seen"].sum())))
    return pd.DataFrame(rows, columns=columns)


def set_beside(quality: pd.DataFrame, without: pd.DataFrame) -> pd.DataFrame:
    """Our shares beside those that are left without any name known beforehand.

    Args:
        quality: what `measure_quality` gives.
        without: the same, of judgements with an empty authority file (`running.unaided`).

    Returns:
        `quality` with without (the share, 0-1) and n_without besides; both are missing where that was not
        measured. n differs where another number of rows was found.

    >>> data = pd.DataFrame({"step": ["times"], "measure": ["recall"], "n": [4], "share": [0.75]})
    >>> set_beside(data, data.assign(share=0.5))
        step measure  n  share  without  n_without
    0  times  recall  4   0.75      0.5          4
    """
    keys = [name for name in ("step", "measure", "language") if name in quality.columns]
    named = without.rename(columns={"n": "n_without", "share": "without"})
    other = named[[*keys, "without", "n_without"]].astype({"n_without": "Int64", "without": "float64"})
    return quality.merge(other, on=keys, how="left", validate="one_to_one")


def add_once(quality: pd.DataFrame, judgements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Shares as published beside the shares per story: of versions of a story, only one is judged.

    Args:
        quality: what `measure_quality` gives for these judgements.
        judgements: what `judge` gives.
        articles: the table articles; of those that were judged, the first version of a story stands.

    Returns:
        `quality` with n_once and share_once after share; both are missing where no such version was judged.
    """
    judged = articles[articles["article_id"].isin(set(judgements["article_id"]))]
    standing = judgements["article_id"].isin({"", *first_versions(judged)})
    keys = [name for name in ("step", "measure", "language") if name in quality.columns]
    once = measure_quality(judgements[standing], by_language="language" in keys).set_index(keys)
    rows = pd.MultiIndex.from_frame(quality[keys])
    place = list(quality).index("share")
    added = quality.copy()
    added.insert(place + 1, "n_once", once["n"].reindex(rows).astype("Int64").to_numpy())
    added.insert(place + 2, "share_once", once["share"].reindex(rows).to_numpy())
    return added


def describe_quality(quality: pd.DataFrame, steps: Sequence[str]) -> str:
    """Say how often some steps are right, for a caption, and what the figures are worth.

    It says so when nothing was measured, and when the rules were written with the measured articles.

    >>> describe_quality(pd.DataFrame(columns=["step", "measure", "right", "n", "low", "high"]), ["times"])
    'Accuracy of the steps above (times) has not been measured on this corpus.'
    """
    rows = [row for row in records(quality) if row["step"] in steps]
    if not rows:
        return f"Accuracy of the steps above ({', '.join(steps)}) {_UNKNOWN}."
    parts = ["{step} {measure} {right:g} of {n} ({low:.0%} to {high:.0%})".format(**row) for row in rows]
    told = f"{_MEASURED}, with 95 % interval: {'; '.join(parts)}."
    unknown = [step for step in steps if step not in {row["step"] for row in rows}]
    told += f" Not measured: {', '.join(unknown)}." if unknown else ""
    seen = any(row.get("seen") for row in rows)
    return f"{told} {SEEN}" if seen else told


def states_accuracy(text: str) -> bool:
    """Whether a text holds what `describe_quality` says, or that there is nothing to say (`NO_STEP`).

    >>> states_accuracy(f"n = 5. {describe_quality(pd.DataFrame(columns=['step']), ['times'])}")
    True
    """
    return any(said in text for said in (_MEASURED, _UNKNOWN, NO_STEP))


def drop_accuracy(text: str) -> str:
    """A text without what `describe_quality` says, for a page that says it once for all.

    >>> drop_accuracy("n = 5. Accuracy of the steps above (times) has not been measured on this corpus.")
    'n = 5.'
    >>> drop_accuracy("n = 5. Measured accuracy, with 95 % interval: times recall 8 of 9 (52% to 100%). Not "
    ...     "measured: events. More.")
    'n = 5. More.'
    """
    return _SAID.sub("", text)
