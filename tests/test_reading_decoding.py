import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.refusals import RefusalError

FRENCH = "Le ministère de l’Énergie a annoncé « un plan d’été » ; la députée chiffre l’effort à 3 millions €."
POLISH = "Rząd ogłosił, że dwanaście zapór zostanie naprawionych przed porą deszczową. Rolnicy żądają audytu."
RUSSIAN = "Правительство объявило о ремонте двенадцати плотин до начала сезона дождей."
VIETNAMESE = (
    "Bộ trưởng Bộ Ngoại giao đã hội đàm với phái đoàn Liên hợp quốc tại Hà Nội về ứng phó biến đổi khí hậu."
)


def to_cp1258(text):
    """Windows-1258 keeps tones apart from the letters they stand on."""
    out = b""
    for character in text:
        try:
            out += character.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", character)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            shape = "".join(mark for mark in marks if mark not in tones)
            out += unicodedata.normalize("NFC", base + shape).encode("cp1258") + "".join(tones).encode(
                "cp1258"
            )
    return out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_decode_reads_unicode_without_a_word(encoding):
    assert decode(FRENCH.encode(encoding)) == (FRENCH, {})


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (FRENCH.encode("cp1252"), FRENCH),
        (POLISH.encode("cp1250"), POLISH),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (to_cp1258(VIETNAMESE), VIETNAMESE),
        (FRENCH.encode("utf-16-le"), FRENCH),
        (FRENCH.encode("utf-16-be"), FRENCH),
        ("ダム修復".encode("iso2022_jp"), "ダム修復"),
        (b"caf\xe9", "café"),
    ],
    ids=["cp1252", "cp1250", "cp1251", "cp1258", "utf-16-le", "utf-16-be", "iso2022_jp", "one letter"],
)
def test_decode_says_when_it_guesses(data, text):
    read, counts = decode(data)
    assert read == text
    assert counts["encoding_guessed"] >= 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n0000", "binary"),
        (b"\x7fELF\x02\x01\x01", "binary"),
        (b"%PDF-1.7\n", "binary"),
        (b"PK\x03\x04rest", "archive"),
        (b"\x1f\x8b\x08rest", "archive"),
        (b"\x00\x01\x02\x03" * 99, "binary"),
        ("水利部周一宣布，将在雨季之前修复十二座水坝。".encode("gbk"), "encoding"),
        ("水資源省は月曜日、雨季の前に十二のダムを修復する。".encode("shift_jis"), "encoding"),
    ],
)
def test_decode_refuses_what_it_cannot_tell(data, code):
    with pytest.raises(RefusalError) as refusal:
        decode(data)
    assert refusal.value.code == code


def test_decode_takes_a_declared_encoding_that_fits():
    japanese = "水資源省は月曜日、雨季の前に十二のダムを修復する。"
    assert decode(japanese.encode("shift_jis"), declared="shift_jis") == (japanese, {})


def test_decode_believes_bytes_over_what_is_declared():
    assert decode(FRENCH.encode(), declared="iso-8859-1") == (FRENCH, {"charset_conflict": 1})
    assert decode(b"+ADw-script+AD4-", declared="utf-7") == ("+ADw-script+AD4-", {"charset_conflict": 1})


def test_decode_marks_broken_bytes():
    text, counts = decode(FRENCH.encode() + b"\xff and more " + FRENCH.encode())
    assert text.count("\ufffd") == counts["replaced_chars"] == 1


@given(st.binary(max_size=300))
def test_decode_reads_or_refuses_any_bytes(data):
    try:
        text, _ = decode(data)
    except RefusalError as refusal:
        assert refusal.code in {"empty", "binary", "archive", "encoding"}
    else:
        assert isinstance(text, str)


@pytest.mark.parametrize(
    "declared", ["no-such", "rot13", "hex", "undefined", "utf-7", "utf-16", "\x00", "x" * 99]
)
def test_decode_survives_any_declaration(declared):
    assert decode(FRENCH.encode("cp1252"), declared=declared)[0] == FRENCH
