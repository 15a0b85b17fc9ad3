"""Statements: who says what to whom, on cases of the language and not of any corpus."""

import re
from pathlib import Path

import pytest
import yaml

from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.speech import find_statements
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "speech.yml").read_text(encoding="utf-8"))
TYPES = {
    "p": ("name", "person"),
    "r": ("role", "person"),
    "n": ("pronoun", "person"),
    "o": ("name", "organisation"),
    "c": ("name", "place"),
    "d": ("name", "instrument"),
}
MARK = re.compile(r"\{(\w)\.(\w+):([^}]+)\}")


def read_marked(marked: str, language: str) -> tuple[Article, list[dict]]:
    """The article and the mentions of a marked text."""
    text, rows, position = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        kind, type_ = TYPES[match[1]]
        rows.append(
            {
                "start": len(text),
                "end": len(text) + len(match[3]),
                "text": match[3],
                "kind": kind,
                "type": type_,
                "entity": match[2],
            }
        )
        text += match[3]
        position = match.end()
    article = Article("a1", text + marked[position:], language)
    return article, rows


def statements_of(marked: str, language: str, transform=str) -> list[dict]:
    article, rows = read_marked(transform(marked), language)
    (parsed,) = parse([article])
    for row in rows:
        (row["sentence_id"],) = [s.sentence_id for s in parsed.sentences if s.start <= row["start"] < s.end]
        row["article_id"] = "a1"
    return find_statements(parsed, rows)


def brief(row: dict) -> str:
    addressee = f" > {row['addressee_ids']}" if row["addressee_ids"] else ""
    return f"{row['speaker_id'] or '-'} {row['act']}{addressee}"


ALL = [
    pytest.param(language, case, id=f"{language}-{case['text'][:60]}")
    for language in CASES
    for case in CASES[language]
]


@pytest.mark.parametrize(("language", "case"), ALL)
def test_find_statements(language, case):
    rows = [row for row in statements_of(case["text"], language) if row["reality"] != "unreal"]
    assert [brief(row) for row in rows] == case["says"]
    if "quote" in case:
        assert {row["quote"] for row in rows} == {case["quote"]}
