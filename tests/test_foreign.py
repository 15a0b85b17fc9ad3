"""Foreign names: bodies that speak in a language without a model, and capitals that are no body."""

from pathlib import Path

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "foreign.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_find_foreign(case):
    (parsed,) = parse([Article("a1", case["text"], "vi")])
    mentions = find_mentions(parsed, authority=build_authority([]))
    named = [row["text"] for row in mentions if row["kind"] == "name" and row["type"] == "organisation"]
    assert named == case["bodies"]
