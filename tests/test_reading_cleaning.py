import re
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.reading.cleaning import Dropped, body_of, clean
from corpus_tools.reading.language import find_language
from corpus_tools.reading.metadata import read_metadata

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "cleaning.yml").read_text(encoding="utf-8"))
MARK = re.compile(r"⟦(\w+):(.*?)⟧", re.DOTALL)


def unmark(marked):
    """The text of a case and the spans that must be dropped, adjacent ones of a rule joined."""
    text, spans, place = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[place : match.start()]
        start, place = len(text), match.end()
        text += match[2]
        if spans and spans[-1].end == start and spans[-1].rule == match[1]:
            start = spans.pop().start
        spans.append(Dropped(start, len(text), match[1]))
    return text + marked[place:], spans


def cases(kind):
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


def shown(text, spans):
    return [(span.rule, text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize("case", cases("wild"))
def test_clean_drops_what_is_marked(case):
    text, spans = unmark(case["text"])
    assert shown(text, clean(text)) == shown(text, spans)


@pytest.mark.parametrize("case", [case for case in cases("wild") if "known" in case.values[0]])
def test_metadata_of_dropped_spans(case):
    text, _ = unmark(case["text"])
    dropped = clean(text)
    known = read_metadata(text, dropped, {}, language=find_language(body_of(text, dropped)))
    assert {name: getattr(known, name) for name in case["known"]} == case["known"]


@pytest.mark.parametrize("case", cases("negative"))
def test_clean_keeps_body_that_looks_like_a_page(case):
    assert shown(case["text"], clean(case["text"])) == []


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="known to go wrong")
def test_known_failures(case):
    text, spans = unmark(case["text"])
    assert shown(text, clean(text)) == shown(text, spans)


FRAGMENTS = [
    "PARIS (AFP) — ", " date 2026-01-16 ", "\n", "\n\n", " ", "The minister said it rained on Monday.",
    "Share", "Facebook | Twitter\n", " — AFP", " (Reuters)", "- VNA/VNS", "Photo: X\n", "![a](b)",
    "| a box |\n", "| a | b |\n", "Read more: Y\n", "Related stories\n", "- item\n", "★ ★ ★ a\n",
    "What the stars mean:\n", "# Title\n", "Title line here", "By Jane Doe\n", "Published: 12 March 2024",
    "Thứ Sáu, 16/01/2026 | 08:30", "---\n", "title: x\n", "Source: Xinhua", "ENDS", "© 2024", "“quoted.”",
    "https://a.example/x", "Hà Nội – ",
]  # fmt: skip
pages = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=14).map("".join)


@given(pages, st.sampled_from(["", "Title line here"]))
def test_cleaned_and_dropped_rebuild_the_source(text, title):
    dropped = clean(text, title=title)
    pieces, place = [], 0
    for span in dropped:
        assert place <= span.start < span.end <= len(text)
        pieces += [text[place : span.start], text[span.start : span.end]]
        place = span.end
    assert "".join([*pieces, text[place:]]) == text
    assert body_of(text, dropped) == "".join(pieces[::2]) + text[place:]


@given(pages, st.sampled_from(["", "Title line here"]))
def test_cleaning_is_idempotent(text, title):
    assert clean(body_of(text, clean(text, title=title)), title=title) == []


@pytest.mark.parametrize(
    "piece", [" ", "\n", "(", "![", "| a |\n", "- AFP\nENDS\n", "share ", "a@", "“", "— ", "A. "]
)
def test_clean_takes_linear_time(piece):
    text = "The dam held.\n" + piece * (200_000 // len(piece)) + "x"
    started = perf_counter()
    clean(text)
    assert perf_counter() - started < 10
