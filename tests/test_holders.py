"""Holders: who is to do what a text places ahead, and nobody where it does not say."""

from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.holders import find_holders, list_owing
from corpus_tools.annotating.scenes import find_scenes
from corpus_tools.annotating.speech import find_statements
from corpus_tools.schema import ACTS, split

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "holders.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_find_holders(case):
    parsed, mentions = read_marked(case["text"], case["language"])
    (scene,) = find_scenes(parsed, mentions)
    found = find_holders(scene, parsed.article.text.index(case["of"]), find_statements(parsed, mentions))
    assert sorted(split(found)) == case["want"]


@pytest.mark.parametrize("act", ACTS)
def test_list_owing_names_nobody_twice_removed(act):
    assert set(list_owing(act, "a|b", "c")) <= {"a", "b", "c"}
    assert list(list_owing(act, "", "")) == []
