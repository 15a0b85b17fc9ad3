"""Rounding: rows as frames, published numbers to six significant digits, so that no processor shows."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

DIGITS = 6
"""Significant digits of a published number."""

TEXTS = frozenset(
    {
        *("article_id", "article_ids", "sentence_id", "sentence_ids", "uncoded_ids", "representative_ids"),
        *("topic_id", "other_id", "label", "method", "terms", "term", "pattern", "text", "left", "right"),
        *("language", "languages", "outlets", "formula", "kind", "reason", "support", "coherence_support"),
    }
)
"""Columns of the measuring room that hold text; every other column holds numbers, also in an empty frame."""


def significant(value: float, digits: int = DIGITS) -> float:
    """Round to significant digits; zero, infinities and missing values stay as they are.

    >>> significant(1234.56789), significant(0.000123456789), significant(-0.0)
    (1234.57, 0.000123457, 0.0)
    """
    if value == 0:
        return 0.0
    if not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def round_frame(data: pd.DataFrame) -> pd.DataFrame:
    """Round every column of floating-point numbers; a new frame, the input is unchanged.

    >>> round_frame(pd.DataFrame({"term": ["a"], "share": [1 / 3]})).to_dict("records")
    [{'term': 'a', 'share': 0.333333}]
    """
    rounded = data.copy()
    for column in rounded.select_dtypes("float").columns:
        rounded[column] = rounded[column].map(significant).astype("float64")
    return rounded


def tabulate(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Build a frame with these columns in this order, numbers rounded, and typed columns when it is empty.

    >>> tabulate([], ["term", "n"]).dtypes.astype(str).tolist()
    ['str', 'float64']
    """
    data = pd.DataFrame(list(rows), columns=list(columns))
    if data.empty:
        return data.astype({name: "str" if name in TEXTS else "float64" for name in columns})
    return round_frame(data)


def stack(frames: list[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """One frame of the frames that have rows; with no row, the columns alone."""
    filled = [each for each in frames if len(each)]
    return pd.concat(filled, ignore_index=True) if filled else tabulate([], columns)
