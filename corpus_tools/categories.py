"""Categories: long tables whose text repeats, as that of tokens does, in a fraction of the memory."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def condense(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Frames of the same columns one below the other, their text as categories, in the order first seen.

    Of rows that repeat words this takes a fraction of the memory, and no more than one of the frames is in
    memory as it was. Whole numbers, which are places in a text, are kept in 32 bits. One frame at least is
    needed.

    >>> both = condense([pd.DataFrame({"n": [1], "text": ["b"]}), pd.DataFrame({"n": [2], "text": ["a"]})])
    >>> both["text"].tolist(), both["text"].cat.categories.tolist(), str(both["n"].dtype)
    (['b', 'a'], ['b', 'a'], 'int32')
    """
    known: dict[str, dict[str, int]] = {}
    columns: dict[str, list[NDArray[Any]]] = {}
    for each in frames:
        for name, cells in each.items():
            columns.setdefault(str(name), []).append(_narrow(cells, known.setdefault(str(name), {})))
    data: dict[str, Any] = {}
    for name in [*columns]:
        data[name] = np.concatenate(columns.pop(name))
        if known[name] or each[name].dtype in ("str", "category"):
            data[name] = pd.Categorical.from_codes(data[name], pd.Index([*known.pop(name)], dtype="str"))
    return pd.DataFrame(data, copy=False)


def _narrow(cells: pd.Series, known: dict[str, int]) -> NDArray[Any]:
    """Cells in few bits: text as numbers of words, -1 where it is missing, of which new ones are added."""
    if cells.dtype == "int64":
        return cells.to_numpy(dtype=np.int32)
    if cells.dtype not in ("str", "category"):
        return cells.to_numpy()
    codes, words = pd.factorize(cells)
    numbers = [known.setdefault(word, len(known)) for word in words]
    return np.array([*numbers, -1], dtype=np.int32)[codes]
