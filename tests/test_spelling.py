import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotating.spelling import is_family_first, marks_of, name_words, short_rank
from corpus_tools.characters import plain

WORDS = st.lists(st.text("abcdeghilmnoqtuêôưáạũ", min_size=2, max_size=6), min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", False),
        ("Thuý Hoà", "Thúy Hòa", True),
        ("LƯƠNG TAM QUANG", "Lương Tam Quang", True),
        ("José", "Jose", False),
    ],
)
def test_marks_of(one, other, same):
    assert (marks_of(one) == marks_of(other)) is same


@pytest.mark.parametrize(
    ("short", "full", "rank"),
    [
        ("Quang", "Lương Tam Quang", 3),
        ("Lương", "Lương Tam Quang", 2),
        ("Tam", "Lương Tam Quang", 0),
        ("Gill", "Amandeep Singh Gill", 3),
        ("Amandeep", "Amandeep Singh Gill", 2),
        ("Xi", "Xi Jinping", 3),
        ("Lula da Silva", "Luiz Inácio Lula da Silva", 3),
        ("Ahmad Faisal", "Ahmad Faisal bin Ismail", 2),
        ("Smith", "John Harper", 0),
        ("John Harper", "John Harper", 0),
    ],
)
def test_short_rank(short, full, rank):
    assert short_rank(name_words(short), name_words(full)) == rank


@given(WORDS)
def test_name_words_do_not_depend_on_marks(words):
    name = " ".join(words)
    assert name_words(plain(name)) == name_words(name)
    assert marks_of(plain(name)) == ()


@given(WORDS)
def test_last_word_always_stands_for_the_name(words):
    key = name_words(" ".join(words))
    assert short_rank(key[-1:], key) == 3


def test_is_family_first_is_unsure_of_single_words():
    assert not is_family_first(("nguyen",))
