"""Statements: who says what to whom, on cases of the language and not of any corpus."""

import re
from pathlib import Path

import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.speech import find_statements

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "speech.yml").read_text(encoding="utf-8"))
ALL = [pytest.param(lang, case, id=f"{lang}-{case['text'][:60]}") for lang in CASES for case in CASES[lang]]


def statements_of(marked: str, language: str) -> list[dict]:
    return find_statements(*read_marked(marked, language))


def brief(row: dict) -> str:
    addressee = f" > {row['addressee_ids']}" if row["addressee_ids"] else ""
    return f"{row['speaker_id'] or '-'} {row['act']}{addressee}"


@pytest.mark.parametrize(("language", "case"), ALL)
def test_find_statements(language, case):
    rows = [row for row in statements_of(case["text"], language) if row["reality"] != "unreal"]
    assert [brief(row) for row in rows] == case["says"]
    if "quote" in case:
        assert {row["quote"] for row in rows} == {case["quote"]}


def curl(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def straighten(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


@pytest.mark.parametrize("change", [curl, straighten, lambda text: text.replace(" ", "\u00a0")])
@pytest.mark.parametrize(("language", "case"), ALL[::3])
def test_find_statements_does_not_depend_on_quotes_or_spaces(language, case, change):
    before = [brief(row) for row in statements_of(case["text"], language)]
    marks = re.split(r"(\{[^:]+:|\})", case["text"])
    changed = "".join(part if part.startswith("{") or part == "}" else change(part) for part in marks)
    assert [brief(row) for row in statements_of(changed, language)] == before


def test_find_statements_carries_a_quotation_on():
    text = "“It is late,” said {p.silva:Marta Silva}. “We must act.” The rain went on."
    assert [(r["speaker_id"], r["quote"]) for r in statements_of(text, "en")] == [("silva", "direct")] * 2


def test_find_statements_gives_a_quotation_to_who_is_named_after_it():
    text = "“It is late. We must act,” said {p.silva:Marta Silva}."
    assert [r["speaker_id"] for r in statements_of(text, "en")] == ["silva", "silva"]


@pytest.mark.parametrize(
    "text", ["", "“", "« « “ ”", "said said said", "“Never closed, {p.a:Ana} said\n\nNext one.", "'''"]
)
@pytest.mark.parametrize("language", ["en", "fr", "vi", ""])
def test_find_statements_survives_broken_quotation_marks(text, language):
    for row in statements_of(text, language):
        assert row["start"] < row["end"]


def test_find_statements_quotes_the_source():
    parsed, mentions = read_marked("{p.silva:Silva} urged {c.peru:Peru} to act. It did not.", "en")
    (row,) = find_statements(parsed, mentions)
    text = parsed.article.text
    assert text[row["start"] : row["end"]] == row["text"] == "Silva urged Peru to act."
    assert text[row["cue_start"] : row["cue_end"]] == row["cue"] == "urged"
    assert text[row["what_start"] : row["what_end"]] == "Peru to act."


def test_find_statements_of_both_sides_are_of_the_two_bodies_named_most():
    text = "{c.peru:Peru} met {o.imf:the IMF}. {c.peru:Peru} owes {o.imf:the IMF}. Both sides agreed to wait."
    (row,) = statements_of(text, "en")
    assert (row["speaker_id"], row["act"], row["status"]) == ("imf|peru", "agreement", "agreed")
