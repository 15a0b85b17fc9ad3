import math

import pandas as pd

from corpus_tools.measuring.rounding import round_frame, significant, tabulate


def test_significant_keeps_what_cannot_be_rounded():
    assert math.isnan(significant(float("nan")))
    assert significant(float("inf")) == float("inf")


def test_round_frame_hides_the_last_bits_only():
    data = pd.DataFrame({"x": [0.1 + 0.2, 1e-9 / 3], "n": [1, 2]})
    rounded = round_frame(data)
    assert rounded["x"].tolist() == [0.3, 3.33333e-10]
    assert rounded["n"].tolist() == [1, 2]
    assert data["x"].iloc[0] != 0.3


def test_tabulate_types_an_empty_frame_like_a_full_one():
    full = tabulate([{"term": "law", "share": 1 / 3}], ["term", "share"])
    empty = tabulate([], ["term", "share"])
    assert full["share"].tolist() == [0.333333]
    assert empty.dtypes.equals(full.dtypes)
