"""The errors a user can meet: one line each, saying what, where, what was expected and what to do."""

import traceback
from pathlib import Path

_HOME = Path(__file__).parent


class CorpusError(Exception):
    """Base of all errors that corpus_tools raises on purpose.

    The fields are kept apart so that a caller can tabulate them; the message is one line.

    >>> str(CorpusError("not a date", file="a.csv", record=3, value="31/02", remedy="write it as 2026-01-31"))
    "not a date: file a.csv, record 3, got '31/02'; write it as 2026-01-31"
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        file: str = "",
        record: int | str = "",
        column: str = "",
        cell: int | str = "",
        value: object = None,
        remedy: str = "",
    ) -> None:
        """Keep the fields and compose the one-line message from those that are given."""
        self.what, self.file, self.record = what, file, record
        self.column, self.cell, self.value, self.remedy = column, cell, value, remedy
        where = [
            f"{name} {part}"
            for name, part in (("file", file), ("record", record), ("column", column), ("cell", cell))
            if part != ""
        ]
        where += [f"got {value!r}"] if value is not None else []
        line = f"{what}: {', '.join(where)}" if where else what
        super().__init__(" ".join((f"{line}; {remedy}" if remedy else line).split()))


def locate_defect(error: BaseException) -> str:
    """What went wrong and where in the package, for an error that nobody foresaw; no stack, one line.

    >>> try:
    ...     {}["key"]
    ... except KeyError as error:
    ...     locate_defect(error)
    'KeyError'
    """
    frames = [
        f"{'/'.join(Path(frame.filename).parts[-2:])} line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_HOME)
    ]
    return " in ".join([type(error).__name__, *frames[-1:]])


class UsageError(CorpusError):
    """A wrong option, parameter or name, or nothing that could be read (exit code 2)."""


class SchemaError(CorpusError):
    """A table that does not keep its contract (exit code 2)."""


class NotebookError(CorpusError):
    """A notebook failed, hung or did not run to its end (exit code 3)."""

    exit_code = 3


class OutputError(CorpusError):
    """The output cannot be written, or another run holds it (exit code 4)."""

    exit_code = 4
