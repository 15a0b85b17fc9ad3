from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.errors import UsageError
from corpus_tools.measuring.patterns import PatternIndex, find_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("cyber*", "Cybersecurity, a cyber-attack, cyber", ["Cybersecurity", "cyber", "cyber"]),
        ("law?", "laws and law and lawyers", ["laws"]),
        ("AI", "AI, ai and J'ai; the AIs", ["AI"]),
        ("l'IA", "dans l’IA et L'IA", ["l’IA", "L'IA"]),
        ("protection des données", "la PROTECTION des\ndonnees", ["PROTECTION des\ndonnees"]),
        (
            "capacity building",
            "capacity-building, capacity building",
            ["capacity-building", "capacity building"],
        ),
        ("an ninh mạng", "An ninh mạng và an ninh", ["An ninh mạng"]),
        ("cấm", "Lệnh cấm ở Cam Ranh; CẤM, CAM", ["cấm", "Cam", "CẤM", "CAM"]),
        ("cấm", "cầm, cám, cậm", []),
        ("cam", "cam, cấm", ["cam", "cấm"]),
        ("hòa bình", "hoà bình, HOA BINH", ["hoà bình", "HOA BINH"]),
        ("réglement*", "Règlement, réglementaire", ["réglementaire"]),
        ("l'équité des réseau*", "L’ÉQUITÉ des\u00a0réseaux", ["L’ÉQUITÉ des\u00a0réseaux"]),
        ("R&D", "R&D costs", ["R&D"]),
        ("trade", "trader", []),
        ("trade", "free_trade", []),
    ],
)
def test_find_pattern(pattern, text, found):
    assert [text[start:end] for start, end in find_pattern(pattern, text)] == found


@pytest.mark.parametrize("pattern", ["", "*", " ? "])
def test_find_pattern_refuses_a_pattern_without_a_letter(pattern):
    with pytest.raises(UsageError, match="needs a letter"):
        find_pattern(pattern, "law")


@given(st.text(alphabet="abc -é'", max_size=40), st.sampled_from(["a*", "b?", "a b", "É"]))
def test_find_pattern_gives_spans_in_order(text, pattern):
    spans = find_pattern(pattern, text)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


WORDS = st.text(alphabet="abcAB*?é-'ư", min_size=1, max_size=4).filter(lambda word: word.strip("*?-'"))
PATTERNS = st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), max_size=6, unique=True)


@given(PATTERNS, st.text(alphabet="abcABéưÉ -'_\n", max_size=40))
def test_an_index_leaves_out_no_pattern_that_matches(patterns, text):
    chosen = PatternIndex(patterns).choose(text)
    assert chosen <= set(patterns)
    assert {pattern for pattern in patterns if find_pattern(pattern, text)} <= chosen


def test_an_index_leaves_out_what_cannot_match():
    index = PatternIndex(["cyber*", "law", "R&D", "*phobie"])
    assert index.choose("Cybercrime and laws") == {"cyber*", "*phobie"}
