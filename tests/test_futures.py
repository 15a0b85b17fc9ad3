"""Futures: who promises something by saying in the plain future that it will be done."""

from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.speech import find_statements

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "futures.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:60]) for case in CASES])
def test_find_futures(case):
    rows = find_statements(*read_marked(case["text"], case["language"]))
    promises = [row for row in rows if row["act"] == "commitment" and row["reality"] == "done"]
    told = [" > ".join(filter(None, (row["by"], row["addressee_ids"]))) for row in promises]
    assert told == case["promises"]
