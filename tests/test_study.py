"""A study: a folder of articles as tables, with the way back to sentences."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from notebook_files import write

from corpus_tools import schema
from corpus_tools.errors import UsageError
from corpus_tools.publishing.style import new_figure, style
from corpus_tools.study import CHECKOUT, Study


@pytest.fixture(scope="module")
def study(seeds: Path) -> Study:
    return Study(seeds)


def test_every_table_of_the_contract_is_an_attribute(study: Study) -> None:
    for name in set(schema.TABLES) - {"figures"}:
        schema.check(name, getattr(study, name), study.texts)
    assert set(Study.__annotations__) == set(study.tables)


def test_changing_a_table_changes_nothing_else(study: Study) -> None:
    mine = study.articles
    mine["outlet"] = "changed"
    assert "changed" not in set(study.articles["outlet"])


def test_an_unknown_table_is_named(study: Study) -> None:
    with pytest.raises(AttributeError, match="a study has no mention; its tables are actors, articles"):
        _ = study.mention


def test_a_study_says_what_was_read(study: Study) -> None:
    assert repr(study) == "Study of 5 articles, 0 inputs refused"


def test_empty_arguments_mean_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CORPUS_TOOLS_SEEDS", raising=False)
    monkeypatch.delenv("CORPUS_TOOLS_FIGURES", raising=False)
    assert (Study("").seeds, Study("").figures) == (CHECKOUT / "seeds", CHECKOUT / "figures")


def test_a_run_names_the_places_and_an_argument_is_stronger(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_SEEDS", str(tmp_path / "set"))
    assert Study().seeds == tmp_path / "set"
    assert Study(tmp_path / "given").seeds == tmp_path / "given"


def test_relative_seeds_are_seen_from_where_one_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Study("mine").seeds == tmp_path / "mine"


def test_evidence_gives_sentences_with_their_article(study: Study) -> None:
    ids = study.sentences["sentence_id"].tolist()[:3]
    found = study.evidence("|".join(ids))
    assert found["sentence_id"].tolist() == ids
    assert found["text"].tolist() == study.sentences["text"].tolist()[:3]


def test_show_links_rows_to_sentences(study: Study) -> None:
    page = study.show(study.mentions.head(2), columns=["text"])._repr_html_()
    assert page.count('href="#') == 2


def draw(study: Study, data: pd.DataFrame) -> object:
    with style():
        figure = new_figure(2)
        figure.add_subplot().barh(data["name"], data["n"])
    return study.save_figure(figure, "f02-x", title="T.", caption="n = 1.", alt="A.", data=data)


def test_save_figure_fills_in_what_the_study_knows(seeds: Path, tmp_path: Path) -> None:
    study = Study(seeds, figures=tmp_path)
    sentence = study.sentences["sentence_id"][0]
    draw(study, pd.DataFrame({"name": ["a"], "n": [1], "sentence_ids": [sentence]}))
    record = (tmp_path / "f02-x.json").read_text("utf-8")
    assert study.corpus_digest in record
    assert study.code_digest in record
    assert {path.suffix for path in tmp_path.iterdir()} == {".svg", ".png", ".pdf", ".csv", ".json"}


def test_save_figure_names_the_notebook_and_cell_whoever_runs_it(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nbval, JupyterLab and a run count cells in their own ways; the file is one."""
    write(tmp_path / "02_actors.ipynb", "1", "save('f02-y')", "save('f02-x')", "again('f02-x')")
    monkeypatch.chdir(tmp_path)
    study = Study(seeds, figures=tmp_path)
    draw(study, pd.DataFrame({"name": ["a"], "n": [1], "article_id": [study.articles["article_id"][0]]}))
    record = json.loads((tmp_path / "f02-x.json").read_text("utf-8"))
    assert (record["notebook"], record["cell"]) == ("02_actors.ipynb", 3)


def test_save_figure_refuses_evidence_that_the_corpus_lacks(seeds: Path, tmp_path: Path) -> None:
    study = Study(seeds, figures=tmp_path)
    with pytest.raises(schema.SchemaError, match="unknown evidence"):
        draw(study, pd.DataFrame({"name": ["a"], "n": [1], "sentence_ids": ["a0.s001"]}))


def test_save_table_writes_during_a_run_only(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pd.DataFrame({"n": [1]})
    monkeypatch.delenv("CORPUS_TOOLS_TABLES", raising=False)
    assert study.save_table("terms", data) is data
    monkeypatch.setenv("CORPUS_TOOLS_TABLES", str(tmp_path))
    study.save_table("terms", data)
    assert (tmp_path / "terms.csv").read_text() == "n\n1\n"


@pytest.mark.parametrize("name", ["articles", "../x", ""])
def test_save_table_refuses_a_name(study: Study, name: str) -> None:
    with pytest.raises(UsageError, match="not a name"):
        study.save_table(name, pd.DataFrame())


def test_the_second_study_of_a_corpus_loads_no_model(study: Study, seeds: Path) -> None:
    """The tables come from the cache, to the last cell, in a process that never saw spaCy."""
    assert len(study.tables) > 10
    source = f"""
import sys
from corpus_tools.publishing.provenance import data_digest
from corpus_tools.study import Study
study = Study({str(seeds)!r})
print(*(data_digest(study.tables[name]) for name in sorted(study.tables)), "spacy" in sys.modules)
"""
    from corpus_tools.publishing.provenance import data_digest

    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    expected = [data_digest(study.tables[name]) for name in sorted(study.tables)]
    assert result.stdout.split() == [*expected, "False"]


def test_quality_is_measured_where_there_is_gold(study: Study) -> None:
    assert {"mentions", "times", "ledger"} <= set(study.quality["step"])
    assert study.quality["n"].sum() == len(study.judgements)


def test_quality_without_gold_is_empty(seeds: Path, tmp_path: Path) -> None:
    for path in seeds.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert Study(tmp_path).quality.empty
