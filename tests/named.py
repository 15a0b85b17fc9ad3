"""Cases of sentences and whom they name, and who is found in them with an empty authority file."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.reading.article import Article


def each_case(name: str) -> pytest.MarkDecorator:
    """One test for each case of a file, as its `case`."""
    cases = yaml.safe_load((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", cases, ids=[case["text"][:70] for case in cases])


def find_named(case: dict[str, Any], kind: str) -> list[str]:
    """The names of one type in the sentence of a case, in order."""
    (parsed,) = parse([Article("a1", case["text"], case["language"])])
    mentions = find_mentions(parsed, authority=build_authority([]))
    return [row["text"] for row in mentions if row["kind"] == "name" and row["type"] == kind]
