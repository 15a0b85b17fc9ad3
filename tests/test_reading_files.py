"""Files: what lies in a seeds folder and is no article is passed over without a word."""

from pathlib import Path

import pytest

from corpus_tools.reading.files import RESERVED, find_files
from corpus_tools.reading.folder import read_folder

ARTICLE = "Ministers met in Geneva on Monday. They agreed to meet again in spring.\n"


def test_reserved_names_are_no_articles_and_are_not_refused(tmp_path: Path) -> None:
    for name in sorted(RESERVED - {"gold"}):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "times.jsonl").write_text('{"text": "Monday"}\n', encoding="utf-8")
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    reading = read_folder(tmp_path)
    assert list(reading.articles["file"]) == ["story.txt"]
    assert reading.refused.empty


@pytest.mark.parametrize("name", ["README.MD", "Gold/story.txt", "Corrections.YML"])
def test_reserved_names_are_known_in_any_case(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(ARTICLE, encoding="utf-8")
    assert [file.litter for file in find_files(tmp_path)] == [True]


@pytest.mark.parametrize("name", ["2026/gold/story.txt", "2026/readme.md", "gold.txt", "golden/story.txt"])
def test_the_same_names_elsewhere_are_articles(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE, encoding="utf-8")
    assert [file.litter for file in find_files(tmp_path)] == [False]
