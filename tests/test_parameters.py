"""Parameters are read from the notebooks; a mistyped one is refused."""

from pathlib import Path

import pytest
from notebook_files import code, write

from corpus_tools.errors import UsageError
from corpus_tools.running.parameters import parse_assignments, read_declared, share_out

A, B = Path("00_a.ipynb"), Path("01_b.ipynb")
DECLARED = {A: {"top": "20", "seeds": '""'}, B: {"top": "20", "share": "0.5", "label": '"x"', "any": "None"}}


def test_read_declared_reads_the_tagged_cell(tmp_path: Path) -> None:
    given = code('top = 20  # how many\nseeds = ""', "parameters")
    path = write(tmp_path / "00_a.ipynb", given, "other = 1")
    bare = write(tmp_path / "01_b.ipynb", "other = 1")
    assert read_declared([path, bare]) == {path: {"top": "20", "seeds": '""'}, bare: {}}


def test_share_out_gives_a_value_to_the_notebooks_that_declare_it() -> None:
    assert share_out({"top": 5, "share": 1}, DECLARED) == {A: {"top": 5}, B: {"top": 5, "share": 1}}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"tpo": 5}, "unknown parameter: got 'tpo'; did you mean top"),
        ({"zzz": 5}, "the notebooks know any, label, share, top"),
        ({"seeds": "x"}, "use --seeds"),
        ({"top": "many"}, "takes another type: got 'many'; give a int, like 20"),
        ({"top": True}, "takes another type"),
        ({"label": 3}, "takes another type"),
    ],
)
def test_share_out_refuses(values: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        share_out(values, DECLARED)


def test_share_out_accepts_anything_where_the_default_is_none() -> None:
    assert share_out({"any": [1, 2]}, DECLARED)[B] == {"any": [1, 2]}


@pytest.mark.parametrize("word", ["top", "=5", "a b=1", "top=[1", "top=!!python/object:os.system x"])
def test_parse_assignments_refuses(word: str) -> None:
    with pytest.raises(UsageError):
        parse_assignments([word])
