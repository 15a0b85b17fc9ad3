"""The user's own authority file: names that a seeds folder brings along reach every table."""

from pathlib import Path

import pytest

from corpus_tools.errors import UsageError
from corpus_tools.study import Study

TEXT = "The Blue Bureau opened in Lima. Zed Corp, known as ZC, praised the Blue Bureau.\n"
ENTRY = "- {id: blue-bureau, type: organisation, names: {en: Blue Bureau, fr: Bureau bleu}, wikidata: Q1}\n"


def study_of(folder: Path, names: str = "") -> Study:
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / "one.txt").write_text(TEXT, encoding="utf-8")
    if names:
        (seeds / "authority.yml").write_text(names, encoding="utf-8")
    return Study(seeds, cache=folder / "cache", jobs=1)


def test_names_of_the_user_are_known(tmp_path):
    before = study_of(tmp_path).actors
    assert "blue-bureau" not in before[before["basis"] == "authority"]["actor_id"].tolist()
    actors = study_of(tmp_path, ENTRY).actors
    known = actors[actors["actor_id"] == "blue-bureau"].to_dict("records")
    assert [(row["basis"], row["wikidata"], row["n_mentions"]) for row in known] == [("authority", "Q1", 2)]


def test_the_file_is_no_article(tmp_path):
    study = study_of(tmp_path, ENTRY)
    assert len(study.articles) == 1
    assert study.refused.empty


@pytest.mark.parametrize(
    "names", ["- {type: person}", "nonsense: true", "- {id: x, type: ghost, names: {en: X}}"]
)
def test_a_wrong_file_is_named_in_one_line(tmp_path, names):
    with pytest.raises(UsageError) as caught:
        _ = study_of(tmp_path, names).actors
    assert "authority" in str(caught.value)
    assert "\n" not in str(caught.value)
