"""Targets: rows are found by words of an article, whatever the automatic steps number them."""

import pytest
from corrected_corpus import TEXTS, build

from corpus_tools.correcting.targets import TargetGoneError, find_actor, find_words, name_id

IDS = {"one": "a24d2af56", "two": "a530ce0e2"}
SOURCES = {article_id: TEXTS[name] for name, article_id in IDS.items()}


@pytest.mark.parametrize(
    ("words", "start", "found"),
    [
        ("Đặng Hoàng", "", "Đặng Hoàng"),
        ("dang hoang", "", "Đặng Hoàng"),
        ("in the city", "", "in\nthe city"),
        ("envoy", "20", "envoy"),
    ],
)
def test_find_words(words: str, start: str, found: str) -> None:
    text = "Đặng Hoàng met the envoy in\nthe city; the envoy left."
    place = find_words(text, words, start)
    assert text[slice(*place)] == found


def test_find_words_takes_the_place_next_to_start() -> None:
    assert find_words("a b a b a", "a", "5") == (4, 5)


@pytest.mark.parametrize("words", ["envoys", "oy", "a b a"])
def test_find_words_refuses_what_is_not_there(words: str) -> None:
    with pytest.raises(TargetGoneError, match="no words"):
        find_words("the envoy left", words)


@pytest.mark.parametrize(
    "named",
    [
        "ama-boateng",
        "Ama Boateng",
        "boateng",
        {"article": "one.txt", "words": "Boateng said"},
        {"article": IDS["one"], "words": "She", "id": "gone-since"},
    ],
)
def test_find_actor_by_id_name_or_words(named: str | dict[str, str]) -> None:
    assert find_actor(build(), SOURCES, named) == "ama-boateng"


@pytest.mark.parametrize(
    "named", ["nobody", {"article": "one.txt", "words": "Ama Boateng met Kofi Mensah"}, ""]
)
def test_find_actor_refuses_what_is_not_clear(named: str | dict[str, str]) -> None:
    with pytest.raises(TargetGoneError):
        find_actor(build(), SOURCES, named)


def test_name_id_is_free() -> None:
    assert name_id("Đặng", set()) == "dang"
    assert name_id("Đặng", {"dang", "dang-2"}) == "dang-3"
