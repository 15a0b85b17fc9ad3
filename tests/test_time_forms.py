"""Time lexicons: every language is compiled by the same code and holds what the code asks for."""

import re

import pytest

from corpus_tools import lexicons
from corpus_tools.annotating.time_forms import choose_grammar, find_forms, load_grammar, read_number
from corpus_tools.annotating.time_values import _READERS
from corpus_tools.characters import fold

LANGUAGES = lexicons.languages()
WHOLE = {"month": range(1, 13), "weekday": range(1, 8)}
TABLES = ("month", "weekday", "near_day", "which", "unit", "length", "number", "some", "ordinal", "season",
          "often", "vague", "daypart")  # fmt: skip
SECTIONS = (
    "words",
    "slots",
    "forms",
    "years",
    "months",
    "weekdays",
    "edges",
    "relations",
    "range",
    "joins",
    "tense",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicon_is_whole(language):
    lexicon = lexicons.load("times", language)
    assert set(SECTIONS) <= set(lexicon)
    assert set(TABLES) <= set(lexicon["words"])
    assert set(lexicon["relations"]) == {"by", "before", "until", "since", "during"}
    assert set(lexicon["edges"]) <= {"START", "MID", "END", "APPROX"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", WHOLE)
def test_every_month_and_weekday_has_a_wording(language, table):
    assert set(lexicons.load("times", language)["words"][table]) == set(WHOLE[table])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_form_has_a_reading(language):
    shared = lexicons.load("times")["forms"]
    assert {*lexicons.load("times", language)["forms"], *shared} <= set(_READERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_of_a_form_is_known(language):
    lexicon, shared = lexicons.load("times", language), lexicons.load("times")
    known = {*lexicon["words"], *lexicon["slots"], *shared["slots"], *shared["words"]}
    known |= {"any_month", "any_weekday"}
    for forms in lexicon["forms"].values():
        for form in forms:
            for slot in re.findall(r"\{([a-z_]+?)(?:_2)?\}", form):
                assert slot in known, form


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marked", [False, True])
def test_no_wording_means_two_values(language, marked):
    grammar = load_grammar(language, marked)
    for table in ("month", "weekday", "unit", "length", "near_day", "often", "vague", "season"):
        told = {}
        for value, words in grammar.lexicon["words"].get(table, {}).items():
            for word in words:
                assert told.setdefault(grammar.soften(str(word)), value) == value, (table, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_softening_keeps_length(language):
    text = "İstanbul – “Đặng” ’été… ﬁn\u00a02026\nNĂM"
    for marked in (False, True):
        assert len(load_grammar(language, marked).soften(text)) == len(text)


def test_text_with_its_marks_is_read_with_them():
    assert choose_grammar("vi", "Ngày 16 tháng 1 năm 2026").marked
    assert not choose_grammar("vi", "Ngay 16 thang 1 nam 2026").marked
    assert not choose_grammar("fr", "été").marked


def test_unknown_language_reads_figures_only():
    grammar = choose_grammar("", "on Friday 2026-01-16")
    kinds = [fits[0].kind for fits in find_forms(fold("on Friday 2026-01-16"), grammar)]
    assert kinds[0] == "date" and "weekday" not in kinds


@pytest.mark.parametrize(
    ("language", "wording", "want"),
    [
        ("en", "twenty-four", 24),
        ("en", "one hundred and twenty", 120),
        ("fr", "quatre-vingt-dix", 90),
        ("fr", "vingt et un", 21),
        ("fr", "2,5", 2.5),
        ("vi", "hai mươi lăm", 25),
    ],
)
def test_numbers_in_words(language, wording, want):
    grammar = load_grammar(language, marked=language == "vi")
    assert read_number(grammar.soften(wording), grammar) == want
