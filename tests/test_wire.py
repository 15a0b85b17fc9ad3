"""Wire reports: the names of single sentences, all of them and no others, with an empty authority file."""

from pathlib import Path

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "wire.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_find_mentions(case):
    (parsed,) = parse([Article("a1", case["text"], case["language"])])
    found: dict[str, list[str]] = {}
    for row in find_mentions(parsed, authority=build_authority([])):
        if row["kind"] == "name":
            found.setdefault(row["type"], []).append(row["text"])
    assert found == {kind: names for kind, names in case.items() if kind not in ("language", "text")}


@pytest.mark.parametrize(("again", "roles"), [("La responsable", []), ("Le responsable", ["responsable"])])
def test_an_office_stands_for_nobody_of_the_other_gender_than_its_article(again, roles):
    text = f"M. Youssef Amrani, haut responsable, a parlé. {again} a salué le projet."
    (parsed,) = parse([Article("a1", text, "fr")])
    rows = find_mentions(parsed, authority=build_authority([]))
    named = next(row["entity"] for row in rows if row["kind"] == "name")
    assert [r["text"] for r in rows if r["kind"] == "role" and r["entity"] == named] == roles
