"""Promise 16 on a small run, killed in a few places; `make faults` kills a whole one at every cell."""

import random
import shutil
from pathlib import Path

import faults
import pytest
from notebook_files import code, write

TEXT = "Bộ trưởng Nguyễn Văn An cho biết Việt Nam sẽ ký {} hiệp định vào ngày 5 tháng 6 năm 2027.\n"
OPEN = "from corpus_tools.study import Study"
PUBLISH = "study.save_table('kinds', study.mentions['kind'].value_counts().reset_index())"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> faults.Home:
    """A home of runs on two short articles with two short notebooks."""
    top = tmp_path_factory.mktemp("faults")
    for name in ("seeds", "notebooks"):
        (top / name).mkdir()
    for number in range(2):
        (top / "seeds" / f"{number}.txt").write_text(TEXT.format(number + 2), encoding="utf-8")
    for name in ("00_a.ipynb", "01_b.ipynb"):
        given = code("seeds = ''", "parameters")
        write(top / "notebooks" / name, given, OPEN, "study = Study(seeds)", PUBLISH)
    return faults.make_home(top / "home", top / "seeds", top / "notebooks")


def test_promise_16_a_killed_run_leaves_old_or_new_and_the_next_one_heals(home: faults.Home) -> None:
    """Each run finds what those before it have left; the last one is let be."""
    boundaries = faults.find_boundaries(home.notebooks)
    assert boundaries == [(name, number) for name in ("00_a.ipynb", "01_b.ipynb") for number in range(5)]
    for name, number in (boundaries[2], boundaries[9]):
        assert faults.kill_at_boundary(home, name, number) == "old"
    draw = random.Random(16)
    for _ in range(2):
        faults.kill_after(home, draw.uniform(0.2, 3))
        faults.reset(home)
    assert faults.heal(home)


def test_a_mixture_is_told(home: faults.Home) -> None:
    faults.reset(home)
    shutil.copy(home.new / "tables" / "articles.csv", home.out / "tables" / "articles.csv")
    with pytest.raises(AssertionError, match=r"not what run\.json lists"):
        faults.read_state(home)
    shutil.copy(home.new / "run.json", home.out / "run.json")
    with pytest.raises(AssertionError):
        faults.read_state(home)
    shutil.rmtree(home.out)
    shutil.copytree(home.new, home.out)
    assert faults.read_state(home) == "new"


def test_promise_20_environments_that_share_nothing_give_the_same_tables(tmp_path: Path) -> None:
    """`make faults` makes the tables in all of them; here in two that share nothing."""
    environments = faults.list_environments()
    assert len({label for label, *_ in environments}) == 54
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(number + 2), encoding="utf-8")
    chosen = [environments[place] for place in (0, 53)]
    assert len({faults.digest_tables(tmp_path, *rest) for _, *rest in chosen}) == 1
