"""Anchors: numbers, known names and rare names mean the same in every language."""

import pytest

from corpus_tools.characters import plain
from corpus_tools.linking.anchors import find_anchors


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,200 tonnes and 3.5 percent", {"1200", "3.5"}),
        ("1 200 tonnes et 3,5 %", {"1200", "3.5"}),
        ("1.200 tấn và 3,5%", {"1200", "3.5"}),
        ("10 000 000 euros le 05/03/2024", {"10000000", "5", "3", "2024"}),
        ("5G networks, G7 and COVID-19", {"5", "19"}),
        ("no number at all", set()),
    ],
)
def test_numbers(text, numbers):
    assert find_anchors(text).numbers == numbers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Talks with Germany and Japanese firms"),
        ("fr", "Des discussions avec l'Allemagne et des entreprises japonais"),
        ("vi", "Trao đổi với Đức và Nhật Bản"),
    ],
)
def test_countries_have_one_id(language, text):
    assert find_anchors(text, language).known == {"=germany", "=japan"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_rare_names_are_no_words(language):
    text = "Minister Katarzyna Wrona spoke." if language == "en" else "La ministre Katarzyna Wrona a parlé."
    assert {"katarzyna", "wrona"} <= find_anchors(text, language).rare
    assert "minister" not in find_anchors(text, language).rare


def test_marks_do_not_change_names():
    text = "Bộ trưởng Trần Quốc Bảo tiếp Đại sứ Haruto Minami."
    assert find_anchors(plain(text), "vi").names == find_anchors(text, "vi").names


def test_empty_text_has_none():
    assert not find_anchors("", "en").all
