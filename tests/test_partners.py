"""Partners: with whom somebody agrees, and nobody whom only what is agreed on names."""

from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.speech import find_statements
from corpus_tools.schema import split

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "partners.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_find_partners(case, request):
    if case.get("fails"):
        request.applymarker(pytest.mark.xfail(strict=True))
    rows = find_statements(*read_marked(case["text"], case["language"]))
    assert [split(row["by"]) for row in rows if row["act"] == "agreement"] == [case["by"]] * bool(case["by"])
