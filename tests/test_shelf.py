"""Tables are read when they are taken, once, and made again when they are not sound."""

import pandas as pd
import pytest

from corpus_tools.running.shelf import Shelf


def fail() -> pd.DataFrame:
    raise LookupError


def test_a_table_is_read_once_and_no_other_with_it() -> None:
    taken: list[str] = []

    def load() -> pd.DataFrame:
        taken.append("articles")
        return pd.DataFrame()

    shelf = Shelf({"articles": load, "tokens": fail})
    assert shelf["articles"] is shelf["articles"]
    assert taken == ["articles"]
    assert list(shelf) == ["articles", "tokens"]


def test_a_table_that_is_lent_is_read_whenever_it_is_taken() -> None:
    taken: list[str] = []

    def load() -> pd.DataFrame:
        taken.append("tokens")
        return pd.DataFrame({"n": [1]})

    shelf = Shelf({"tokens": load}, lent=("tokens",))
    assert [shelf["tokens"]["n"].tolist() for _ in range(2)] == [[1], [1]]
    assert taken == ["tokens", "tokens"]


def test_what_is_not_sound_is_made_again() -> None:
    made = Shelf({"articles": lambda: pd.DataFrame({"n": [1]}), "tokens": lambda: pd.DataFrame({"n": [2]})})
    shelf = Shelf({"articles": fail, "tokens": fail}, lambda: made)
    assert [shelf[name]["n"].tolist() for name in shelf] == [[1], [2]]


def test_what_cannot_be_made_again_is_an_error() -> None:
    with pytest.raises(LookupError):
        Shelf({"articles": fail})["articles"]
    with pytest.raises(KeyError):
        Shelf({})["articles"]
