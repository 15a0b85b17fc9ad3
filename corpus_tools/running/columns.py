"""Columns: a table as bytes that are data and nothing else, and back, with its dtypes.

Parquet where pyarrow is installed (the extra `scale`), so that a large table is never made of objects; JSON
elsewhere. Either reads back as the same table.
"""

import io
import json
import zlib
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pandas as pd

_NESTED = b"corpus_tools.json"
"""Names, in the metadata of a Parquet file, the columns whose cells are JSON."""
_PARQUET = b"PAR1"
_ONLY = "table"


def encode(table: pd.DataFrame) -> bytes:
    """A table as bytes; the cells must be what JSON can say. Its index is left out.

    >>> frame = pd.DataFrame({"n": [1, 2], "text": ["a", None], "lists": [[1], None]})
    >>> decode(encode(frame)).equals(frame)
    True
    """
    return _to_parquet(table) if find_spec("pyarrow") else _to_json(table)


def decode(body: bytes) -> pd.DataFrame | None:
    """The table that `encode` made bytes of; None where this installation cannot read them."""
    if not body.startswith(_PARQUET):
        return unpack_tables(json.loads(zlib.decompress(body)))[_ONLY]
    return _from_parquet(body) if find_spec("pyarrow") else None


def pack_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Tables as plain lists for JSON; the cells must be text, numbers, booleans, or lists of them.

    >>> frame = pd.DataFrame({"n": [1], "text": ["a"]})
    >>> unpack_tables(pack_tables({"one": frame}))["one"].equals(frame)
    True
    """
    return {
        name: {
            "dtypes": {str(column): str(dtype) for column, dtype in table.dtypes.items()},
            "columns": [table[column].tolist() for column in table.columns],
        }
        for name, table in tables.items()
    }


def unpack_tables(packed: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """The tables that `pack_tables` packed, with their columns and dtypes."""
    return {
        name: pd.DataFrame(
            {
                column: pd.Series(cells, dtype=dtype)
                for (column, dtype), cells in zip(table["dtypes"].items(), table["columns"], strict=True)
            }
        )
        for name, table in packed.items()
    }


def _to_json(table: pd.DataFrame) -> bytes:
    return zlib.compress(json.dumps(pack_tables({_ONLY: table}), ensure_ascii=False).encode("utf-8"), level=1)


def _to_parquet(table: pd.DataFrame) -> bytes:
    from pyarrow import parquet

    pa = _import_arrow()
    nested = [str(column) for column, dtype in table.dtypes.items() if str(dtype) == "object"]
    flat = table.assign(**{column: [_say(cell) for cell in table[column]] for column in nested})
    data = pa.Table.from_pandas(flat, preserve_index=False)
    data = data.replace_schema_metadata({**(data.schema.metadata or {}), _NESTED: json.dumps(nested)})
    buffer = io.BytesIO()
    parquet.write_table(data, buffer, compression="zstd")
    return buffer.getvalue()


def _from_parquet(body: bytes) -> pd.DataFrame:
    from pyarrow import parquet

    pa = _import_arrow()
    # The threads of a dataset, which `read_table` opens, can outlive the interpreter and abort it at its end.
    data = parquet.ParquetFile(pa.BufferReader(body)).read(use_threads=False)
    table: pd.DataFrame = data.to_pandas(use_threads=False)
    nested = json.loads((data.schema.metadata or {}).get(_NESTED, b"[]"))
    return table.assign(
        **{
            column: pd.Series([json.loads(cell) for cell in table[column]], dtype=object, index=table.index)
            for column in nested
        }
    )


def _import_arrow() -> Any:
    """The library, told to take memory from the system, whose own pool keeps twice what the tables need."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    return pa


def _say(cell: object) -> str:
    return json.dumps(cell, ensure_ascii=False)
