"""Rounding: published numbers to six significant digits, so that no processor shows in a table."""

import math

import pandas as pd

DIGITS = 6
"""Significant digits of a published number."""


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
