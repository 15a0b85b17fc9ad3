"""A whole run on the hostile corpus: it ends, refuses what it must, and leaves nothing active behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import CANARY, CASES, list_statuses, make_corpus
from output_scan import scan
from test_run import write_notebooks

from corpus_tools.cli import main
from corpus_tools.publishing.tables import read_table


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The output of a run on the hostile corpus."""
    top = tmp_path_factory.mktemp("hostile_run")
    places = {"--seeds": make_corpus(top), "--out": top / "build", "--cache": top / "cache"}
    places["--notebooks"] = write_notebooks(top / "notebooks")
    assert main(["run", "--jobs", "1", *(str(word) for item in places.items() for word in item)]) == 1
    assert not list(top.rglob("PWNED*"))
    yield top / "build"
    assert not list(Path.cwd().glob("PWNED*"))


def test_every_record_is_an_article_or_refused(out: Path) -> None:
    wanted = [status for case in CASES for status in list_statuses(case)]
    assert len(read_table(out / "tables" / "articles.csv")) == wanted.count("accepted")
    assert len(read_table(out / "tables" / "refused.csv")) == wanted.count("rejected")


def test_all_formats_of_output_are_there_and_hold_nothing_active(out: Path) -> None:
    kinds = {path.suffix for path in out.rglob("*")}
    assert kinds >= {".html", ".csv", ".svg", ".png", ".pdf", ".docx", ".json", ".ipynb", ".txt", ".ics"}
    assert scan(out, forbidden=[CANARY, str(out.parent)]) == []


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("a.html", "<script>alert(1)</script>", "a script that is not ours"),
        ("a.html", "<b onclick='x()'>", "handler onclick in <b>"),
        ("a.html", "<a href='java\tscript:x()'>", "address 'java\\tscript:x()' in <a>"),
        ("a.html", "<p>no policy</p>", "no content security policy"),
        ("a.csv", "a,b\nx;=1+1,2\n", "formula 'x;=1+1'"),
        ("a.csv", "a,b\nx\n", "rows of several lengths"),
        ("a.svg", "<svg onload='x()'/>", "onload='x()'"),
        ("a.svg", "<svg>", "is broken"),
        ("a.json", '{"a": NaN}', "is broken (no JSON: NaN)"),
        ("a.png", "half", "is no whole PNG"),
        ("a.pdf", "%PDF half", "is no whole PDF"),
        ("a.txt", f"x {CANARY}", f"holds '{CANARY}'"),
        ("a.txt", "", "is empty"),
        ("PWNED", "x", "is left over"),
    ],
)
def test_the_scan_finds_what_is_planted(tmp_path: Path, name: str, text: str, finding: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert any(finding in found for found in scan(tmp_path, forbidden=[CANARY]))
