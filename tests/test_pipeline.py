"""The pipeline keeps the contract on any articles, also where there is next to nothing to find."""

from pathlib import Path

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.reading.folder import read_folder
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all
from corpus_tools.running.parts import frame_rows
from corpus_tools.running.pipeline import Tables, build_tables

TEXTS = {
    "plain": "It rained all night and the streets were wet in the morning, so nobody went out for long.\n",
    "english": "ACCRA, 3 March 2024 - Finance Minister Ama Boateng said Ghana would sign the treaty by 2027. "
    "She asked the African Union to help.\n",
    "french": "Le ministre Moussa Diop a déclaré mardi que le Sénégal signera le traité en 2027.\n",
    "vietnamese": "Bộ trưởng Nguyễn Văn An cho biết Việt Nam sẽ ký hiệp định vào ngày 5 tháng 6 năm 2027.\n",
    "other": "Der Minister sagte am Montag, dass die Regierung den Vertrag bald unterschreiben wolle.\n",
}


def build(folder: Path, **texts: str) -> Tables:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    reading = read_folder(folder)
    tables = build_tables(
        reading, lambda articles: frame_rows(annotate_all(articles, cache=Cache(None), jobs=1))
    )
    for name in set(schema.TABLES) - {"figures"}:
        schema.check(name, tables[name], reading.texts)
    return tables


@pytest.mark.parametrize("name", TEXTS)
def test_build_tables_of_one_article_keeps_the_contract(tmp_path: Path, name: str) -> None:
    tables = build(tmp_path / "seeds", **{name: TEXTS[name]})
    assert len(tables["articles"]) == 1
    assert tables["articles"]["n_sentences"].tolist() == [len(tables["sentences"])]


def test_build_tables_of_no_article_keeps_the_contract(tmp_path: Path) -> None:
    tables = build(tmp_path / "seeds")
    assert all(len(table) == 0 for table in tables.values())


def test_build_tables_does_not_depend_on_file_names(tmp_path: Path) -> None:
    """Order of files is no information: the same rows, in whatever order the files come."""
    one = build(tmp_path / "one", **TEXTS)
    other = build(tmp_path / "other", **{f"{9 - n}{name}": TEXTS[name] for n, name in enumerate(TEXTS)})
    for name in set(one) - {"refused"}:
        left, right = (table[name].drop(columns="file", errors="ignore") for table in (one, other))
        keys = list(left.columns)
        pd.testing.assert_frame_equal(
            left.sort_values(keys, ignore_index=True), right.sort_values(keys, ignore_index=True)
        )


def test_an_exact_copy_changes_no_count_per_story(tmp_path: Path) -> None:
    one = build(tmp_path / "one", english=TEXTS["english"])
    two = build(tmp_path / "two", english=TEXTS["english"], again=TEXTS["english"])
    assert len(set(two["articles"]["story_id"])) == 1
    for name in ("ledger", "events", "initiatives"):
        assert len(two[name]) == len(one[name]), name
    assert two["actors"]["n_stories"].tolist() == one["actors"]["n_stories"].tolist()
