"""Tables are the same after they were bytes, whether these are Parquet or JSON."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.running import columns

ROWS = st.lists(
    st.tuples(
        st.text(),
        st.integers(-(2**40), 2**40),
        st.booleans(),
        st.floats(allow_nan=False),
        st.lists(st.text()),
    )
)
DTYPES = {"text": "str", "n": "int64", "is_word": "bool", "share": "float64", "ties": "object"}


def make(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(DTYPES)).astype(DTYPES)


@pytest.mark.parametrize("write", [columns._to_parquet, columns._to_json])
@given(rows=ROWS)
def test_decode_undoes_encode(write: object, rows: list[tuple[object, ...]]) -> None:
    table = make(rows)
    pd.testing.assert_frame_equal(columns.decode(write(table)), table)  # type: ignore[operator]


def test_the_same_table_gives_the_same_bytes() -> None:
    table = make([("Việt Nam", 1, True, 0.5, ["a"])])
    assert columns.encode(table) == columns.encode(table.copy())


def test_what_is_missing_stays_missing() -> None:
    table = pd.DataFrame([{"a": "x"}, {"a": "y", "gender": "f", "ties": [["b", "c"]]}])
    back = columns.decode(columns.encode(table))
    assert back is not None
    assert back.isna().to_numpy().tolist() == table.isna().to_numpy().tolist()


def test_parquet_without_pyarrow_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    body = columns._to_parquet(make([]))
    monkeypatch.setattr(columns, "find_spec", lambda name: None)
    assert columns.decode(body) is None
    assert columns.decode(columns.encode(make([]))) is not None


@given(rows=ROWS)
def test_unpack_tables_undoes_pack_tables(rows: list[tuple[object, ...]]) -> None:
    result = columns.unpack_tables(columns.pack_tables({"t": make(rows)}))["t"]
    pd.testing.assert_frame_equal(result, make(rows))
