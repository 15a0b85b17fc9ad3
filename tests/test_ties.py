"""Ties: who is tied to an initiative by what a sentence says, and who only stands in it."""

from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.scenes import find_scenes
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.ties import find_ties

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ties.yml").read_text(encoding="utf-8"))


def ties_of(case):
    """The ties of the only sentence of a case."""
    parsed, mentions = read_marked(case["text"], case["language"])
    (scene,) = find_scenes(parsed, mentions)
    start = parsed.article.text.index(case["of"])
    said = find_statements(parsed, mentions)
    return find_ties(scene, (start, start + len(case["of"])), said, case["language"])


@pytest.mark.parametrize("case", CASES, ids=[f"{case['of']}: {case['text'][:60]}" for case in CASES])
def test_find_ties(case):
    assert sorted(entity for entity, _ in ties_of(case)) == case["want"]


def test_find_ties_says_by_which_words():
    assert ties_of(CASES[0]) == [("kenya", "launched")]
    assert ties_of(CASES[6]) == [("kenya", "member")]


def test_find_ties_without_a_lexicon_knows_acts_and_places_only():
    assert ties_of({**CASES[0], "language": "de"}) == []
