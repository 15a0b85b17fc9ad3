"""Facts: numbers as each language writes them, and how strongly a sentence says a thing."""

import pytest

from corpus_tools.linking.facts import find_clauses, find_strengths
from corpus_tools.linking.numbers import find_numbers


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "1,085 mm fell in 24 hours", [1085, 24]),
        ("en", "US$5.8 billion for twenty-five ships", [5.8e9, 25]),
        ("en", "VNĐ4,960,000 a month", [4960000]),
        ("fr", "1 085 mm en 24 heures", [1085, 24]),
        ("fr", "5,8 milliards de dollars pour vingt-cinq navires", [5.8e9, 25]),
        ("fr", "soixante-dix-sept, quatre-vingt-dix", [77, 90]),
        ("fr", "à 35 cents, cinq pour cent", [35, 5]),
        ("fr", "une douzaine, trois cents, deux cent cinquante", [12, 300, 250]),
        ("en", "two dozen, two hundred and fifty, a twelve-year-old", [24, 250, 12]),
        ("vi", "1.085 mm trong 24 giờ", [1085, 24]),
        ("vi", "5,8 tỷ USD, 4.960.000 đồng", [5.8e9, 4960000]),
        ("", "12 and 1,200", [12, 1200]),
        ("en", "no number here", []),
    ],
)
def test_numbers(language, text, values):
    assert [number.value for number in find_numbers(text, language)] == pytest.approx(values)


def test_a_number_inside_a_date_is_none():
    assert find_numbers("on 15 April 2019", "en", without=[(3, 16)]) == []


@pytest.mark.parametrize(("text", "is_weak"), [("two men", True), ("three men", False), ("2 men", False)])
def test_a_small_spelled_number_is_weak(text, is_weak):
    assert [number.is_weak for number in find_numbers(text, "en")] == [is_weak]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It could rain.", [("modality", 1)]),
        ("en", "It could not rain.", []),
        ("en", "She urged them to pay.", [("request", 2)]),
        ("fr", "Il pourrait pleuvoir.", [("modality", 1)]),
        ("fr", "Il ne pourrait pas pleuvoir.", []),
        ("fr", "Le pont coûtera cher.", [("modality", 3)]),
        ("fr", "L'opéra était fermé.", []),
        ("fr", "Elle a payé 40 koras.", []),
        ("fr", "Il a vu des opéras.", []),
        ("fr", "Elle a exigé des excuses.", [("request", 3)]),
        ("vi", "Trời có thể mưa.", [("modality", 1)]),
        ("vi", "Các tỉnh phải hoàn thành.", [("modality", 4)]),
        ("", "It could rain.", []),
    ],
)
def test_strengths(language, text, found):
    assert [(each.scale, each.low) for each in find_strengths(text, language)] == found


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("en", "It opened, but nobody came", ["It opened", ", but nobody came"]),
        ("fr", "Il ouvre si tout va bien", ["Il ouvre", " si tout va bien"]),
        ("en", "It opened", ["It opened"]),
    ],
)
def test_clauses(language, text, clauses):
    assert [text[start:end] for start, end in find_clauses(text, language)] == clauses
