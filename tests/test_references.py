from pathlib import Path

import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.stand_ins import UNNAMED
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "references.yml").read_text(encoding="utf-8"))


def references(text: str, language: str = "en") -> list[tuple[str, str]]:
    (parsed,) = parse([Article("a1", text, language)])
    rows = find_mentions(parsed, authority=build_authority([]))
    standing = [row for row in rows if row["kind"] != "name" and row["basis"] not in UNNAMED]
    return [(row["text"], row["entity"]) for row in standing]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Finance Minister Ann Bell spoke. The minister left.", ("minister", "ann-bell")),
        ("en", "Ms. Ann Bell spoke. She left.", ("She", "ann-bell")),
        ("en", "Mr. Joe Roy met Ms. Ann Bell. She left.", ("She", "ann-bell")),
        (
            "en",
            "The Ministry of Health acted. The ministry gave money.",
            ("ministry", "ministry-of-health"),
        ),
        ("fr", "La ministre Claire Petit a parlé. Elle est partie.", ("Elle", "claire-petit")),
        ("vi", "Ông Trần Quốc Bảo phát biểu. Ông cảm ơn.", ("Ông", "tran-quoc-bao")),
    ],
)
def test_find_references(language, text, expected):
    assert expected in references(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Joe Roy spoke. The weather was fine."),
        ("en", "Finance Minister Ann Bell spoke. The ambassador left."),
        ("fr", "La ministre Claire Petit a parlé. Il faut agir."),
    ],
)
def test_find_references_leaves_open(language, text):
    assert references(text, language) == []


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_find_references_of_wire_reports(case):
    assert references(case["text"], case["language"]) == [tuple(pair) for pair in case["references"]]
