"""The shelf: tables by name, each read when it is first taken, and all made again when one is not sound."""

from collections.abc import Callable, Collection, Iterator, Mapping

import pandas as pd

Load = Callable[[], pd.DataFrame]


class Shelf(Mapping[str, pd.DataFrame]):
    """Tables by name, which are not in memory before they are taken.

    >>> shelf = Shelf({"articles": lambda: pd.DataFrame({"article_id": ["a1"]})})
    >>> list(shelf), len(shelf["articles"])
    (['articles'], 1)
    """

    def __init__(
        self,
        loads: Mapping[str, Load],
        remake: Callable[[], "Shelf"] | None = None,
        *,
        lent: Collection[str] = (),
    ) -> None:
        """Name the tables.

        Args:
            loads: reads each table; a LookupError says that it is not there, or not sound.
            remake: makes all tables anew, for that case.
            lent: tables too large to be held beside what is made of them; each is read whenever it is taken.
        """
        self._loads = dict(loads)
        self._remake = remake
        self._lent = lent
        self._taken: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """One table; the same each time, but for one that is lent."""
        load = self._loads[name]
        if name in self._lent:
            return self._take(name, load)
        if name not in self._taken:
            self._taken[name] = self._take(name, load)
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loads)

    def __len__(self) -> int:
        return len(self._loads)

    def _take(self, name: str, load: Load) -> pd.DataFrame:
        try:
            return load()
        except LookupError:
            if self._remake is None:
                raise
            made, self._remake = self._remake(), None
            self._loads = made._loads
            return made[name]
