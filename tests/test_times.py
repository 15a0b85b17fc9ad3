"""Time expressions: cases of three languages as data, and what must hold for any text."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.time_calendar import find_precision, find_span
from corpus_tools.annotating.times import find_times
from corpus_tools.reading.article import Article

CASES = Path(__file__).parent / "cases"


def load(name):
    data = yaml.load((CASES / f"times_{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [
        pytest.param(
            case.get("language", name), data["published"], case["text"], case.get("want", []), id=case["text"][:60]
        )
        for case in data["cases"]
    ]


def find(text, language="en", published="2026-01-17", **window):
    article = Article("a1", text, language, published=published, **window)
    return find_times(article, find_sentences(article))


def told(rows, want):
    return [[row["text"], row["value"], row["relation"]][: len(wanted)] for row, wanted in zip(rows, want, strict=False)]


@pytest.mark.parametrize(("language", "published", "text", "want"), [*load("en"), *load("fr"), *load("vi")])
def test_case(language, published, text, want):
    rows = find(text, language, published)
    assert told(rows, want) == want
    assert len(rows) == len(want), [row["text"] for row in rows]


@pytest.mark.parametrize(("language", "published", "text", "want"), load("negative"))
def test_no_time_expression(language, published, text, want):
    assert [row["text"] for row in find(text, language, published)] == []


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("language", "published", "text", "want"), load("failures"))
def test_known_failure(language, published, text, want):
    assert told(find(text, language, published), want) == want
