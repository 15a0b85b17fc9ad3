"""Contents: what is said stands behind its cue, or before one that closes the sentence."""

from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.speech import find_statements

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "contents.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_find_content(case):
    parsed, mentions = read_marked(case["text"], case["language"])
    rows = [row for row in find_statements(parsed, mentions) if case["cue"] in row["cue"]]
    assert [parsed.text(row["what_start"], row["what_end"]).strip() for row in rows] == [case["want"]]
