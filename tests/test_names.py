from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import Parsed, parse
from corpus_tools.annotating.roles import find_roles
from corpus_tools.annotating.stand_ins import UNNAMED
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "names.yml").read_text(encoding="utf-8"))
NOTHING = build_authority([])


def parse_one(text: str, language: str = "en") -> Parsed:
    return next(iter(parse([Article("a1", text, language)])))


def names(text: str, language: str = "en") -> list[tuple[str, str]]:
    rows = find_mentions(parse_one(text, language), authority=NOTHING)
    return [(row["text"], row["type"]) for row in rows if row["kind"] == "name"]


@pytest.fixture(scope="module", params=CASES, ids=[case["id"] for case in CASES])
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], list[dict[str, Any]], Parsed]:
    data = request.param
    parsed = parse_one(data["text"], data["language"])
    return data, find_mentions(parsed, authority=NOTHING), parsed


def test_find_mentions_people(case):
    data, rows, _ = case
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["kind"] == "name" and row["type"] == "person":
            found.setdefault(row["entity"], []).append(row["text"])
    assert found == data["people"]


def test_find_mentions_other_names(case):
    data, rows, _ = case
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["kind"] == "name" and row["type"] != "person":
            found.setdefault(row["type"], []).append(row["text"])
    assert {kind: sorted(set(texts)) for kind, texts in found.items()} == {
        kind: sorted(texts) for kind, texts in data["others"].items()
    }


def test_find_mentions_entities(case):
    data, rows, _ = case
    expected = data.get("entities", {})
    assert {row["text"]: row["entity"] for row in rows if row["text"] in expected} == expected


def test_find_mentions_references(case):
    data, rows, _ = case
    assert [
        [row["text"], row["entity"]] for row in rows if row["kind"] != "name" and row["basis"] not in UNNAMED
    ] == data["references"]


def test_find_roles_of_people(case):
    data, rows, parsed = case
    found: dict[str, list[str]] = {}
    for row in find_roles(parsed, rows):
        found.setdefault(row["entity"], []).append(row["role"])
    assert found == data["roles"]


def test_find_mentions_quotes_its_source(case):
    _, rows, parsed = case
    assert all(parsed.article.text[row["start"] : row["end"]] == row["text"] for row in rows)
    spans = sorted((row["start"], row["end"]) for row in rows if row["kind"] == "name")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The new AI strategy relies on 5G, ICT and GDP data, officials said on Monday in January."),
        ("en", "It cost US$40 million. The committee and the ministers met twice."),
        ("fr", "Les PME et le PIB progressent grâce à l'IA, selon une étude publiée lundi."),
        ("vi", "Các doanh nghiệp ứng dụng AI và 5G trong tháng 5."),
        ("en", ""),
    ],
)
def test_find_mentions_finds_no_name(language, text):
    assert names(text, language) == []


def test_find_mentions_long_vietnamese_name_that_ends_in_lower_case():
    found = names("Hội nghị Chuyển đổi số quốc gia khai mạc tại Huế.", "vi")
    assert ("Hội nghị Chuyển đổi số quốc gia", "event") in found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'", "’"),
        (" ", "\u00a0"),
        ("-", "–"),
    ],
    ids=["curly quotes", "no-break spaces", "en dashes"],
)
def test_find_mentions_does_not_depend_on_typography(before, after):
    text = (
        "South Korea's envoy, Kim Min-jae, met UN-ASEAN officials at the Ministers' Meeting in Seoul. "
        "The National Police Agency's chief said Kim's visit was short."
    )
    plain = [(row["start"], row["entity"]) for row in find_mentions(parse_one(text), authority=NOTHING)]
    other = find_mentions(parse_one(text.replace(before, after)), authority=NOTHING)
    assert [(row["start"], row["entity"]) for row in other] == plain
