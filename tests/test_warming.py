"""Kernels that are forked show what kernels that are started show, and nothing of one another."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from notebook_files import write

from corpus_tools.errors import NotebookError
from corpus_tools.running import notebooks, warming
from corpus_tools.running.transcript import read_notebook

pytestmark = pytest.mark.skipif(not warming.is_possible(), reason="kernels are forked on Linux only")

CHANGES = """
import builtins, os, random, sys, warnings
import matplotlib, numpy, pandas
import corpus_tools.study
pandas.set_option("display.max_rows", 3)
matplotlib.rcParams["font.size"] = 99
pandas.DataFrame.head = None
corpus_tools.study.Study = None
builtins.left_behind = True
sys.path.insert(0, "/nowhere")
os.environ["LEFT_BEHIND"] = "1"
os.chdir("/")
random.seed(1)
numpy.random.seed(1)
warnings.simplefilter("error")
left_behind = 1
"""
LOOKS = """
import builtins, os, random, sys, warnings
import matplotlib, numpy, pandas
import corpus_tools.study
print(pandas.get_option("display.max_rows"), matplotlib.rcParams["font.size"], pandas.DataFrame.head)
print(corpus_tools.study.Study, hasattr(builtins, "left_behind"), "/nowhere" in sys.path)
print(os.environ.get("LEFT_BEHIND"), os.path.basename(os.getcwd()), "left_behind" in globals())
print(random.random() == random.Random(1).random(), numpy.random.rand() == 0.417022004702574)
print([kind for kind, *_ in warnings.filters].count("error"))
"""
ASKS = """
import sys, matplotlib, pandas
from IPython import get_ipython
print(matplotlib.get_backend(), sys.flags.hash_randomization, __name__, sys.path[0], sys.argv[0][-18:])
pandas.DataFrame([[n * 10**9 for n in range(9)]])
"""


def run(paths: list[Path], out: Path, jobs: int = 1) -> list[bytes]:
    out.mkdir()
    notebooks.run_notebooks(paths, out, jobs=jobs)
    return [(out / path.name).read_bytes() for path in paths]


def test_a_forked_kernel_shows_what_a_started_one_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plots = "import matplotlib.pyplot as plt\nplt.plot([1, 2]); None"
    path = write(tmp_path / "00_x.ipynb", ASKS, plots, "from tqdm.auto import tqdm; print(tqdm.__module__)")
    forked = run([path], tmp_path / "forked")
    monkeypatch.setattr(warming, "is_possible", lambda: False)
    assert run([path], tmp_path / "started") == forked


def test_a_notebook_changes_nothing_for_the_next(tmp_path: Path) -> None:
    looks = write(tmp_path / "01_looks.ipynb", LOOKS)
    alone = run([looks], tmp_path / "alone")
    changes = write(tmp_path / "00_changes.ipynb", CHANGES)
    assert run([changes, looks], tmp_path / "after")[1:] == alone
    told = read_notebook(tmp_path / "alone" / looks.name).cells[0].outputs[0].text
    assert "None after" not in told and "False False" in told


def test_two_kernels_draw_different_numbers(tmp_path: Path) -> None:
    source = "import numpy, random; numpy.random.rand(), random.random()"
    paths = [write(tmp_path / f"0{n}_x.ipynb", source) for n in range(2)]
    run(paths, tmp_path / "out")
    drawn = {str(read_notebook(tmp_path / "out" / path.name).cells[0].outputs) for path in paths}
    assert len(drawn) == 2


def test_kernels_are_forked_from_what_is_imported(tmp_path: Path) -> None:
    source = "import sys; sorted({'papermill', 'corpus_tools.running.template'} & set(sys.modules))"
    path = write(tmp_path / "00_x.ipynb", source)
    assert b"running.template" in run([path], tmp_path / "out")[0]


def test_the_template_holds_nothing_that_only_a_kernel_may_import() -> None:
    """pyplot ties itself to the kernel that imports it first; models are heavy, and rarely needed."""
    source = (
        "import sys, corpus_tools.running.template; print({'matplotlib.pyplot', 'spacy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


FAULTS = {
    "killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "kernel died"),
    "ended": ("import os; os._exit(0)", "kernel died"),
    "left": ("import sys; sys.exit(0)", "did not run to its end"),
    "hangs": ("import time; time.sleep(60)", "longer than 3 s"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_forked_kernel_that_fails_is_told(tmp_path: Path, fault: str) -> None:
    source, reason = FAULTS[fault]
    path = write(tmp_path / "00_x.ipynb", "1", source, "2")
    (tmp_path / "out").mkdir()
    with pytest.raises(NotebookError, match=rf"{reason}.*file 00_x\.ipynb, cell 2") as caught:
        notebooks.run_notebooks([path], tmp_path / "out", timeout=3, jobs=1)
    assert caught.value.exit_code == 3


def test_no_kernel_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    """The one who runs is killed outright; template, runner and kernel follow."""
    waits = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid())); time.sleep(600)"
    path = write(tmp_path / "00_waits.ipynb", waits)
    source = (
        "import sys; from pathlib import Path; from corpus_tools.running.notebooks import run_notebooks\n"
        "run_notebooks([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1)"
    )
    arguments = [sys.executable, "-c", source, str(path), str(tmp_path)]
    with subprocess.Popen(arguments, start_new_session=True) as runner:
        kernel = int(wait_for(lambda: (tmp_path / "pid").read_text() if (tmp_path / "pid").exists() else ""))
        ancestors = [kernel, parent_of(kernel), parent_of(parent_of(kernel))]
        runner.send_signal(signal.SIGKILL)
    wait_for(lambda: "gone" if not any(is_running(pid) for pid in ancestors) else "")


def wait_for(look, seconds: float = 120) -> str:  # type: ignore[no-untyped-def]
    """What looking gives, once it is not empty."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return str(found)
        time.sleep(0.1)
    raise AssertionError("nothing came")


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and pid != os.getpid()


def test_find_imports_reads_only_ours_and_survives_what_is_no_notebook(tmp_path: Path) -> None:
    good = write(
        tmp_path / "00_a.ipynb", "import os\nfrom corpus_tools.measuring import terms", "%%bash\nls", "1 +"
    )
    bad = tmp_path / "01_b.ipynb"
    bad.write_text("{", encoding="utf-8")
    found = warming.find_imports([good, bad, tmp_path / "02_none.ipynb"])
    assert found == ["corpus_tools.measuring", "corpus_tools.measuring.terms"]
