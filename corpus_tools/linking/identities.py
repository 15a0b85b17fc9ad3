"""Identities: ids that are made from what a row says, told apart where two rows say the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any


def number_repeats(rows: Iterable[Mapping[str, Any]], column: str) -> list[dict[str, Any]]:
    """Rows in order, with `-2`, `-3`, … behind the ids that are there already.

    Two stories may hold one sentence; the row that comes first keeps its id, whatever is added behind it.

    >>> number_repeats([{"id": "e1"}, {"id": "e2"}, {"id": "e1"}], "id")
    [{'id': 'e1'}, {'id': 'e2'}, {'id': 'e1-2'}]
    """
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        base = row[column]
        seen[base] += 1
        numbered.append({**row, column: base if seen[base] == 1 else f"{base}-{seen[base]}"})
    return numbered
