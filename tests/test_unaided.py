"""Unaided: the same gold, judged once more without any name known beforehand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from corpus_tools.measuring.quality import measure_quality
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.running import unaided
from corpus_tools.study import Study

TEXT = (
    "LIMA, 6 May 2024. The Harbour Board met the mayor on Monday.\n\n"
    "Ana Ruiz welcomed Quayside. Quayside said the port would open again."
)
NAMES = "- {id: harbour-board, type: organisation, names: {en: Harbour Board}, aliases: [Quayside]}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's own articles, names and gold."""
    seeds = tmp_path / "seeds"
    (seeds / "gold").mkdir(parents=True)
    (seeds / "port.txt").write_text(TEXT, encoding="utf-8")
    (seeds / "other.txt").write_text("The mayor of Oslo opened a school on Friday.", encoding="utf-8")
    (seeds / "authority.yml").write_text(NAMES, encoding="utf-8")
    (seeds / "gold" / "articles.jsonl").write_text(
        json.dumps({"article": "port", "language": "en"}) + "\n", encoding="utf-8"
    )
    wanted = [("Harbour Board", 0), ("Quayside", 0), ("Quayside", TEXT.index("Quayside") + 1)]
    rows = [
        {"article": "port", "type": "organisation", "entity": "board", "text": words, **place(words, after)}
        for words, after in wanted
    ]
    (seeds / "gold" / "mentions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return seeds


def place(words: str, after: int) -> dict[str, int]:
    start = TEXT.index(words, after)
    return {"start": start, "end": start + len(words)}


def share_of(judgements: pd.DataFrame, step: str, measure: str) -> float:
    quality = measure_quality(judgements).set_index(["step", "measure"])
    return float(quality.loc[(step, measure), "share"])


def test_without_names_less_is_linked_and_the_study_itself_stays(folder: Path, tmp_path: Path) -> None:
    study = Study(folder, cache=tmp_path / "cache", jobs=1)
    assert share_of(study.judgements, "actor linking", "recall") == 1
    assert share_of(study.unaided, "actor linking", "recall") < 1
    assert "harbour-board" in set(study.actors["actor_id"])


def test_a_second_time_nothing_is_annotated(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = read_folder(folder)
    first = unaided.judge_unaided(reading, folder, cache=tmp_path / "cache", jobs=1)
    monkeypatch.setattr("corpus_tools.running.executor.annotate_batch", None)
    again = unaided.judge_unaided(reading, folder, cache=tmp_path / "cache", jobs=1)
    assert len(first) > 0
    pd.testing.assert_frame_equal(again, first)


def test_without_gold_nothing_is_annotated(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus_tools.running.executor.annotate_batch", None)
    (folder / "gold" / "articles.jsonl").unlink()
    study = Study(folder, cache=tmp_path / "cache", jobs=1)
    assert study.unaided.empty
    assert measure_quality(study.unaided).empty


@pytest.mark.parametrize(("most", "files"), [(500, ["other.txt", "port.txt"]), (1, ["port.txt"])])
def test_of_a_large_folder_only_articles_with_gold_are_linked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, most: int, files: Sequence[str]
) -> None:
    seen: list[str] = []

    def load(reading: Reading, **_: object) -> dict[str, pd.DataFrame]:
        seen.extend(sorted(reading.articles["file"]))
        return {"articles": reading.articles.head(0)}

    monkeypatch.setattr(unaided, "MOST", most)
    monkeypatch.setattr(unaided, "load_tables", load)
    unaided.judge_unaided(read_folder(folder), folder)
    assert seen == files
