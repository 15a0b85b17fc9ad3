import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.capitals import split_words
from corpus_tools.annotating.marked import mark
from corpus_tools.annotating.occurrences import Name
from corpus_tools.annotating.products import drop_products
from corpus_tools.annotating.wording import load_wording


def keep(text: str, *names: str, basis: str = "model") -> list[str]:
    words = split_words(text)
    marked = mark(words, load_wording("en"), build_authority([]), "en")
    found = []
    for name in names:
        first = next(i for i, word in enumerate(words) if word.text == name)
        word = words[first]
        found.append(Name(0, first, first + 1, word.start, word.end, name, "organisation", basis, ""))
    return [name.text for name in drop_products(found, [marked])]


@pytest.mark.parametrize(
    "text",
    ["They use the browser Zephyr daily", "It sells the new Zephyr laptops", "The iPod Zephyr is white"],
)
def test_drop_products_drops_goods(text):
    assert keep(text, "Zephyr") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr said so",
        "It buys Zephyr laptops",
        "They visited Zephyr in May",
        "The software director of Zephyr",
    ],
)
def test_drop_products_keeps_bodies(text):
    assert keep(text, "Zephyr") == ["Zephyr"]


def test_drop_products_keeps_what_the_wording_names():
    assert keep("They use the browser Zephyr daily", "Zephyr", basis="noun before it") == ["Zephyr"]
