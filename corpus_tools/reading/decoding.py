"""Decoding: the bytes of a file become text, in the encoding they have rather than the one assumed.

A byte-order mark decides; then strict UTF-8; then what the file declares; then a short list of code pages,
each believed only if the letters it yields are those its languages use, in places where letters stand.
A file that fits none is refused: wrong text is worse than none.
"""

import codecs
import re
import unicodedata
from collections import Counter

from corpus_tools.reading.refusals import RefusalError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG", "binary", "an image"),
    (b"GIF8", "binary", "an image"),
    (b"\xff\xd8\xff", "binary", "an image"),
    (b"\x7fELF", "binary", "a program"),
    (b"MZ\x90\x00", "binary", "a program"),
    (b"%PDF-", "binary", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "binary", "an Office file"),
    (b"{\\rtf", "binary", "an RTF file"),
    (b"PK\x03\x04", "archive", "a zip archive or Office file"),
    (b"PK\x05\x06", "archive", "a zip archive"),
    (b"\x1f\x8b", "archive", "a gzip archive"),
    (b"BZh", "archive", "a bzip2 archive"),
    (b"\xfd7zXZ", "archive", "an xz archive"),
    (b"7z\xbc\xaf", "archive", "a 7-Zip archive"),
    (b"Rar!", "archive", "a RAR archive"),
)
_MOST_NULS = 0.01
_SAMPLE = 1_000_000

_WESTERN = "àâäáãåæçéèêëîïíìôöóòõøœùûüúÿñß"
_CODE_PAGES = {
    "cp1252": _WESTERN,
    "cp1258": _WESTERN + "ăâđêôơư",
    "cp1250": "ąćęłńóśźżáčďéěíňóřšťúůýžäôĺľŕöőüűâăîşţđçë",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџ",
}
"""The letters (in lower case) by which each code page is recognised, in the order in which they are tried."""

_TYPOGRAPHY = frozenset("“”‘’„‚‹›«»–—…•€£°§©®™·ºª²³½¼¾×±№¡¿´\u00a0\u00ad")
_BETWEEN_LETTERS = frozenset("’‘´·\u00ad-–—/")
_LEGACY_ESCAPE = re.compile(rb"\x1b\$[@B]|\x1b\([BJ]")
_UNSAFE_CODECS = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})


def decode(data: bytes, *, declared: str = "") -> tuple[str, Counter[str]]:
    """The text of some bytes, and what had to be guessed or replaced on the way.

    Args:
        data: the whole content of a file.
        declared: the encoding that the content declares, tried when it is not UTF-8.

    Returns:
        The text, not yet repaired, and counts of `encoding_guessed` (characters outside ASCII that the
        guess decided), `replaced_chars` (bytes that became U+FFFD) and `charset_conflict`.

    Raises:
        RefusalError: there is nothing, no text, or no encoding that fits.
    """
    if not data:
        raise RefusalError("empty", "is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    _check_signature(data)
    encoding = _find_wide_encoding(data)
    if encoding:
        return _decode_guessed(data, encoding)
    if _LEGACY_ESCAPE.search(data):
        return _decode_guessed(data, "iso2022_jp")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)
    conflict = bool(declared) and _codec(declared) not in ("utf-8", "ascii")
    return text, Counter({"charset_conflict": 1} if conflict else {})


def _decode_marked(data: bytes, encoding: str) -> tuple[str, Counter[str]]:
    if not data:
        raise RefusalError("empty", "holds a byte-order mark and nothing else")
    text = data.decode(encoding, "replace")
    return text, _count_replaced(text)


def _check_signature(data: bytes) -> None:
    for signature, code, what in _SIGNATURES:
        if data.startswith(signature):
            raise RefusalError(code, f"is {what}, whatever its name says")


def _find_wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark, by where its zero bytes stand; refuse what has zero bytes elsewhere."""
    sample = data[:_SAMPLE]
    nuls = sample.count(0)
    if nuls <= _MOST_NULS * len(sample):
        return ""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if len(data) % 2 == 0 and nuls > 0.2 * len(sample) and min(odd, even) <= 0.02 * nuls:
        return "utf-16-le" if odd > even else "utf-16-be"
    raise RefusalError("binary", "holds binary data")


def _decode_guessed(data: bytes, encoding: str) -> tuple[str, Counter[str]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusalError("encoding", f"looks like {encoding} but is not") from error
    sample = text[:_SAMPLE]
    if sum(character.isprintable() or character.isspace() for character in sample) < 0.9 * len(sample):
        raise RefusalError("binary", "holds binary data")
    return text, Counter({"encoding_guessed": sum(character > "\x7f" for character in text) or 1})


def _decode_other(data: bytes, declared: str) -> tuple[str, Counter[str]]:
    codec = _codec(declared)
    if codec not in ("", "ascii", "iso8859-1", *_CODE_PAGES) and not codec.startswith(("utf", "unknown")):
        try:
            return data.decode(codec), Counter()
        except (UnicodeError, LookupError):
            pass
    text = data.decode("utf-8", "replace")
    replaced = _count_replaced(text)
    whole = sum(character > "\x7f" and character != "\ufffd" for character in text)
    if whole > replaced["replaced_chars"]:
        return text, replaced
    for encoding, letters in _CODE_PAGES.items():
        guess = unicodedata.normalize("NFC", data.decode(encoding, "replace"))
        if _is_plausible(guess[:_SAMPLE], letters):
            changed = Counter({"encoding_guessed": sum(character > "\x7f" for character in guess)})
            return guess, changed + _count_replaced(guess)
    if replaced["replaced_chars"] <= min(0.1 * len(data), max(0.001 * len(data), 8)):
        return text, replaced
    raise RefusalError("encoding", "is neither UTF-8 nor a code page that can be told for sure")


def _count_replaced(text: str) -> Counter[str]:
    n = text.count("\ufffd")
    return Counter({"replaced_chars": n} if n else {})


def _codec(name: str) -> str:
    """The canonical name of a declared encoding; empty when unknown or unsafe."""
    try:
        codec = codecs.lookup(name.strip()).name if name.strip() else ""
    except (LookupError, ValueError):
        return "unknown"
    return "unknown" if codec in _UNSAFE_CODECS else codec


def _is_plausible(text: str, letters: str) -> bool:
    """Whether the characters outside ASCII are the expected letters, well placed, or typography."""
    right = wrong = lost = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        character, place = match.group(), match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if character == "\ufffd":
            lost += 1
        elif character.isalpha() and character not in "ªº":
            right, wrong = (
                (right + 1, wrong) if _is_letter(character, before, letters) else (right, wrong + 1)
            )
        elif character in _TYPOGRAPHY:
            inside = before.isalpha() and after.isalpha() and character not in _BETWEEN_LETTERS
            right, wrong = (right, wrong + 1) if inside else (right + 1, wrong)
        else:
            wrong += 1
    return (
        right > 0 and wrong <= 0.02 * right and lost <= max(0.2 * right, 1) and not _is_crowded(text, letters)
    )


def _is_letter(character: str, before: str, letters: str) -> bool:
    plain = unicodedata.normalize("NFD", character.lower())[0]
    known = character.lower() in letters or ("đ" in letters and plain in letters + "aeiouy")
    return known and not (character.isupper() and before.islower())


def _is_crowded(text: str, letters: str) -> bool:
    """Latin code pages write few of their letters outside ASCII."""
    if "а" in letters:
        return False
    outside = sum(character > "\x7f" and character.isalpha() for character in text)
    inside = sum(character <= "\x7f" and character.isalpha() for character in text)
    return outside > inside
