"""Acts: to whom a request, an offer, praise or thanks is directed, and to whom it is not."""

from pathlib import Path

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.speech import find_statements
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "addressees.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_only_whom_an_act_is_directed_at_is_addressed(case):
    (parsed,) = parse([Article("a1", case["text"], case.get("language", "en"))])
    mentions = find_mentions(parsed, authority=build_authority([]))
    first = find_statements(parsed, mentions)[0]
    assert first["addressee_ids"] == case["to"]
