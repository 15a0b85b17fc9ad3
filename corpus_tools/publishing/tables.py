"""Tables on disk: comma-separated UTF-8 that opens as text in a spreadsheet and reads back as it was.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and press text is not ours to trust. So a
part of a cell that a spreadsheet would run gets a leading apostrophe, the usual mark for "this is text".
A part begins at the start of the cell, after a line break, and after a semicolon (which many locales take
for the separator). Numbers are left alone, so are all ids, dates and offsets. `read_table` takes the
apostrophe off again; for other readers: `cell.removeprefix("'")` where the rest begins as above.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from corpus_tools.errors import SchemaError, UsageError
from corpus_tools.schema import INTEGERS, SEPARATOR, TABLES

_BLOCK = 10_000
_NUMBER = re.compile(r"[+-]?(\d[\d ,.\u00a0\u202f]*|\d*\.\d+)([eE][+-]?\d+)?\s*%?\Z")
_FORMULA = re.compile('[ "\u00a0\u200b\ufeff]*([=+@\uff1d\uff0b\uff20]|([-\uff0d]))')
_CELL_START = re.compile(r"[\t\r\n|]|%0[9adAD]")
_BREAK = re.compile(r"([;\r\n])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table as `<name>.csv` into a folder, which is made if need be; the paths, in name order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in sorted(tables):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(_write_blocks(tables[name]))
        paths.append(path)
    return paths


def find_tables(folder: Path) -> dict[str, Path]:
    """The tables of a folder by name, sorted, be they CSV or Parquet."""
    paths = [path for path in folder.glob("*") if path.suffix in (".csv", ".parquet")]
    return {path.stem: path for path in sorted(paths)}


def to_parquet(folder: Path) -> None:
    """Put a Parquet file in the place of each CSV table of a folder; the same table gives the same bytes.

    Raises:
        UsageError: the extra `scale` is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("pyarrow is not installed", remedy="pip install corpus-tools[scale]") from error
    for path in sorted(folder.glob("*.csv")):
        table = pa.Table.from_pandas(read_table(path), preserve_index=False).replace_schema_metadata(None)
        parquet.write_table(table, path.with_suffix(".parquet"), compression="zstd")
        path.unlink()


def _read_parquet(path: Path) -> pd.DataFrame:
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            data: pd.DataFrame = file.read(use_threads=False).to_pandas(use_threads=False)
    except (ArrowException, OSError) as error:
        raise SchemaError("not a Parquet table", file=path.name, value=str(error)) from error
    return data


def to_csv(data: pd.DataFrame) -> str:
    r"""A table as CSV text: a header, then the rows in order, `\n` line ends, missing values empty.

    Fractions are written with six significant digits, so that the last bit of a sum does not show.

    >>> to_csv(pd.DataFrame({"text": ["=1+1", "so-so"], "share": [1 / 3, None]}))
    "text,share\n'=1+1,0.333333\nso-so,\n"
    """
    return "".join(_write_blocks(data))


def _write_blocks(data: pd.DataFrame) -> Iterator[str]:
    """The lines of a table, so many at a time that what they are made from does not fill the memory."""
    yield _write_rows([[guard(visible(str(column))) for column in data.columns]])
    for start in range(0, len(data), _BLOCK):
        block = data.iloc[start : start + _BLOCK]
        columns = [[guard(_cell(value)) for value in block[column]] for column in block.columns]
        yield _write_rows(zip(*columns, strict=True))


def _write_rows(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def read_table(path: Path) -> pd.DataFrame:
    """Read a table that a run wrote: text as text, the contract's whole numbers as numbers.

    The column `n` of drawn data may also hold fractions, and its column `row` names the row of a matrix.

    Raises:
        SchemaError: the file is not UTF-8, a row is longer or shorter than the header, or a
            whole-number column holds something else.
    """
    if path.suffix == ".parquet":
        return _read_parquet(path)
    rows = _read_rows(path)
    header, body = ([unguard(cell) for cell in rows[0]], rows[1:]) if rows else ([], [])
    for number, row in enumerate(body, start=1):
        if len(row) != len(header):
            raise SchemaError(
                f"a row of {len(row)} cells under {len(header)} columns", file=path.name, record=number
            )
    data = pd.DataFrame([[unguard(cell) for cell in row] for row in body], columns=header, dtype="str")
    named = {"row"} if path.stem not in TABLES else set()
    for column in (INTEGERS - named) & set(header):
        try:
            cells = data[column].replace("", "0")
            data[column] = pd.to_numeric(cells) if column == "n" else cells.map(int).astype("int64")
        except (ValueError, TypeError, OverflowError) as error:
            raise SchemaError("not a whole number", file=path.name, column=column) from error
    return data


def guard(cell: str) -> str:
    """Mark the parts of a cell that a spreadsheet would run as text; other cells stay as they are.

    >>> guard("=cmd"), guard("rose; -cmd"), guard("-5.2"), guard("'=quoted'")
    ("'=cmd", "rose;' -cmd", '-5.2', "''=quoted'")
    """
    return _change(cell, lambda part: f"'{part}", marked=False)


def unguard(cell: str) -> str:
    """Undo `guard`: `unguard(guard(cell)) == cell` for every cell.

    >>> unguard("'=cmd"), unguard("'tis"), unguard("''=quoted'")
    ('=cmd', "'tis", "'=quoted'")
    """
    return _change(cell, lambda part: part[1:], marked=True)


def visible(text: str) -> str:
    r"""Spell out control, direction-changing and unpaired characters, which no text of an article holds.

    >>> visible("a\x1bb\u202ec")
    'a\\x1bb\\u202ec'
    """
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def _read_rows(path: Path) -> list[list[str]]:
    limit = csv.field_size_limit(1 << 30)
    try:
        return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SchemaError("not a CSV table", file=path.name, value=str(error)) from error
    finally:
        csv.field_size_limit(limit)


def _change(cell: str, change: Callable[[str], str], *, marked: bool) -> str:
    if not cell or _NUMBER.match(cell.strip()):
        return cell
    parts = _BREAK.split(cell)
    risky = [index % 2 == 0 and _runs(part) for index, part in enumerate(parts)]
    risky[0] = risky[0] or _CELL_START.match(cell.lstrip("'")) is not None
    return "".join(
        change(part) if risk and (part.startswith("'") or not marked) else part
        for part, risk in zip(parts, risky, strict=True)
    )


def _runs(part: str) -> bool:
    """Whether a spreadsheet would run this part, apostrophes aside."""
    rest = part.lstrip("'")
    match = _FORMULA.match(rest)
    return match is not None and not (match[2] and _NUMBER.match(rest.lstrip(' "\u00a0\u200b\ufeff')))


def _cell(value: object) -> str:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, (list, tuple)):
        return SEPARATOR.join(_cell(item) for item in value)
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return visible(str(value))
