"""Sources: the optional list `sources.csv` of the folder: outlet, title and address of each file.

It is not an article. What it says wins over what the file says, because a person wrote it for the citation.
"""

import csv
import io
from collections.abc import Mapping

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.records import name_field
from corpus_tools.reading.refusals import RefusalError

NAME = "sources.csv"


def is_sources(name: str, header: str) -> bool:
    """Whether a file is the list of sources, by its name, its column `file` and no column of text.

    >>> is_sources("sources.csv", "file,outlet,title,url"), is_sources("sources.csv", "title,text")
    (True, False)
    """
    columns = [column.strip(' "\ufeff\r\n').lower() for column in header.split(",")]
    return name == NAME and "file" in columns and "text" not in map(name_field, columns)


def read_sources(data: bytes) -> dict[str, Mapping[str, str]]:
    """The fields of each file by its path under the folder (`path#n` for a record); empty cells are left out.

    Raises:
        RefusalError: it cannot be read as a table with the column `file`, each file once.
    """
    reader = csv.DictReader(io.StringIO(decode(data)[0], newline=""), strict=True)
    listed: dict[str, Mapping[str, str]] = {}
    try:
        for row in reader:
            name = (row.get("file") or "").strip()
            if name in listed:
                raise RefusalError("bad_sources", f"lists {name[:60]!r} twice")
            listed[name] = {
                field: value.strip()
                for column, value in row.items()
                if column and isinstance(value, str) and value.strip() and (field := name_field(column))
            }
    except csv.Error as error:
        raise RefusalError("bad_sources", f"is broken at line {reader.line_num} ({error})") from error
    return listed
