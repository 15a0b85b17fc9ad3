import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.reading.repairing import mixes_scripts, repair, repair_field

HARMLESS = [
    "می‌شوند و برنامه‌ای روشن",
    "क्‍ष और र्‍य",
    "Family \U0001f468‍\U0001f469‍\U0001f467 policy ❤️",
    "10² km², ½ of it at 30 ℃; 1,234.5 or 1.234,5 or 1 234,5",
    "5 < 6 & 7 > 3, C++ and R&D, {{name}} %s \\frac",
    "“quotes” ‘and’ « guillemets » — – … NA None nan 007",
    "١٢ سدا و ۱۲ سد",
    "İSTANBUL ISPARTALI",
    "葛\U000e0100飾区",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_repair_leaves_spelling_alone(text):
    assert repair(text) == (text, {})


@pytest.mark.parametrize(
    ("text", "repaired", "rule"),
    [
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf", "line_ends"),
        ("Min\u200bis\u2060try 12 d\u00adams", "Ministry 12 dams", "invisible_removed"),
        ("in\u200cvisible", "invisible", "invisible_removed"),
        ("x" + "".join(chr(0xE0000 + ord(c)) for c in "ignore"), "x", "invisible_removed"),
        ("icon \ue000", "icon ", "invisible_removed"),
        ("safe \u202egnp.exe\u202c", "safe gnp.exe", "bidi_removed"),
        ("open \u2067 isolate", "open  isolate", "bidi_removed"),
        ("\x1b[2J\x07bell\x00", "[2Jbell", "control_removed"),
        ("no\ufffe\uffff\U0001fffe", "no", "control_removed"),
        ("lone \ud800 end", "lone \ufffd end", "replaced_chars"),
        ("e\u0301te\u0301", "été", "nfc"),
        ("Â« Ã©tÃ© Â»", "« été »", "mojibake"),
        ("Viá»‡t Nam, HÃ  Ná»™i".replace("Ã ", "Ã\xa0"), "Việt Nam, Hà Nội", "mojibake"),
        ("It\x92s \x93late\x94", "It’s “late”", "mojibake"),
    ],
)
def test_repair_puts_right_and_counts(text, repaired, rule):
    result, counts = repair(text)
    assert result == repaired
    assert counts[rule] >= 1


def test_repair_trims_piled_up_marks_in_time():
    text, counts = repair("Z" + "\u0301\u0323\u0489" * 200_000 + "algo")
    assert len(text) < 20
    assert counts["combining_trimmed"] > 500_000


def test_repair_keeps_one_odd_pair():
    assert repair("SÃ© is a name") == ("SÃ© is a name", {})


def test_repair_field_is_one_line():
    assert repair_field(" two\r\n lines \u200b") == ("two lines", {"invisible_removed": 1})


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("The \u041cinistry", True), ("p\u0430rliament", True), ("Москва — Paris", False), ("Bộ trưởng", False)],
)
def test_mixes_scripts(text, mixed):
    assert mixes_scripts(text) is mixed


@given(st.text(max_size=200))
def test_repair_is_idempotent_and_shows_everything(text):
    repaired, _ = repair(text)
    assert repair(repaired) == (repaired, {})
    assert unicodedata.is_normalized("NFC", repaired)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") for c in repaired if c not in "\n\t")
