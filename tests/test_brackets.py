import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.brackets import find_introduced, join_brackets
from corpus_tools.annotating.capitals import split_words
from corpus_tools.annotating.marked import Candidate, Marked, mark
from corpus_tools.annotating.wording import load_wording


def mark_text(text: str) -> Marked:
    return mark(split_words(text), load_wording("en"), build_authority([]), "en")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Truong Hai Group (Thaco) builds", 4),
        ("Hoa Phat Group (Hoa Phat) builds", 5),
        ("Viet Nam Electricity (EVN) builds", 4),
        ("Asian Development Bank (Vientiane) lends", 3),
        ("Asian Development Bank (Loans rose)", 3),
        ("Asian Development Bank, Adeba, lends", 3),
    ],
)
def test_join_brackets_takes_short_forms_only(text, size):
    name = Candidate(0, 3, "organisation", "head noun")
    assert [(c.first, c.last) for c in join_brackets(mark_text(text), [name])] == [(0, size)]


def test_join_brackets_keeps_people_apart():
    person = Candidate(0, 2, "person", "title")
    assert join_brackets(mark_text("Truong Hai (Thaco) builds"), [person]) == [person]


def test_find_introduced_reads_initials():
    marked = mark_text("the sustainable development goals (SDGs) matter")
    assert [(c.first, c.last, c.type) for c in find_introduced(marked)] == [(1, 4, "instrument")]
    assert find_introduced(mark_text("the sustainable development goals (UNDP) matter")) == []
