"""Condensed frames: the same cells as one frame below the other, in less memory."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.categories import condense

ROWS = st.lists(st.tuples(st.sampled_from(["law", "loi", "luật", ""]), st.integers(0, 9), st.booleans()))


def make_frame(rows: list[tuple[str, int, bool]]) -> pd.DataFrame:
    words, numbers, flags = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"word": pd.Series(words, dtype="str"), "n": pd.Series(numbers, dtype="int64")}
    return pd.DataFrame({**columns, "flag": pd.Series(flags, dtype="bool")})


@given(st.lists(ROWS, min_size=1))
def test_the_cells_are_those_of_the_frames(parts: list[list[tuple[str, int, bool]]]) -> None:
    frames = [make_frame(rows) for rows in parts]
    whole = condense(iter(frames))
    expected = pd.concat(frames, ignore_index=True)
    assert list(whole) == list(expected)
    assert [whole[name].tolist() for name in whole] == [expected[name].tolist() for name in expected]
    assert whole["word"].dtype == "category"
    assert whole["word"].cat.categories.tolist() == list(dict.fromkeys(expected["word"]))


def test_categories_of_frames_need_not_be_the_same() -> None:
    frames = [pd.DataFrame({"word": pd.Categorical(words)}) for words in (["b", "a"], ["c", "b"])]
    assert condense(frames)["word"].tolist() == ["b", "a", "c", "b"]


def test_a_missing_cell_stays_missing() -> None:
    frames = [pd.DataFrame({"word": pd.Series([word], dtype="str")}) for word in ("a", np.nan)]
    assert condense(frames)["word"].isna().tolist() == [False, True]


def test_words_that_repeat_take_a_fraction_of_the_memory() -> None:
    frames = [pd.DataFrame({"word": ["statement", "ministry"] * 1000, "start": range(2000)})] * 5
    size = condense(frames).memory_usage(deep=True).sum()
    assert size < pd.concat(frames).memory_usage(deep=True).sum() / 3
