"""Repairing: characters that no reader sees, or that decoding broke, are put right, each with its count.

Words are never improved: quotes, spaces, digits, ½, ² and the joiners that Persian, Hindi or emoji need
stay as they are. The rules that changed something are rows of the table `repairs`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from corpus_tools.characters import squeeze

_MOST_MARKS = 8

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc"
    "\ue000-\uf8ff\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_JOINER = re.compile("[\u200c\u200d]")
_MAYBE_MARKS = re.compile(f"[^\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
_MIXED = re.compile(
    "[A-Za-z\u00c0-\u024f][\u0400-\u04ffΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικνρυ]"
    "|[\u0400-\u04ffΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικνρυ][A-Za-z\u00c0-\u024f]"
)

_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_TAIL = "".join(re.escape(_C1.get(byte) or chr(byte)) for byte in range(0x80, 0xC0)) + "\x80-\x9f"
_MOJIBAKE = re.compile(
    f"[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}|[\u00f0-\u00f4][{_TAIL}]{{3}}"
)
_FEWEST_MOJIBAKE = 2


def repair(text: str) -> tuple[str, Counter[str]]:
    r"""The text in NFC, with `\n` line ends and visible characters only, and how often each rule acted.

    Repairing a repaired text changes nothing.

    >>> repair("Min\u200bistry\r\nof Caf\x65\u0301s")
    ('Ministry\nof Cafés', Counter({'line_ends': 1, 'invisible_removed': 1, 'nfc': 1}))
    """
    counts: Counter[str] = Counter()
    while True:
        before = text
        for rule, function in _RULES:
            text, n = function(text)
            if n:
                counts[rule] += n
        if text == before:
            return text, counts


def repair_field(value: str) -> tuple[str, Counter[str]]:
    """A short value (title, outlet …) repaired like a text, on one line."""
    text, counts = repair(value)
    counts.pop("line_ends", None)
    return squeeze(text), counts


def mixes_scripts(text: str) -> bool:
    """Whether a word puts Latin beside look-alike Cyrillic or Greek letters.

    >>> mixes_scripts("p\u0430rliament"), mixes_scripts("Москва and Paris")
    (True, False)
    """
    return not text.isascii() and bool(_MIXED.search(text))


def _substitute(pattern: re.Pattern[str], replacement: str) -> Callable[[str], tuple[str, int]]:
    return lambda text: pattern.subn(replacement, text)


def _fix_mojibake(text: str) -> tuple[str, int]:
    """Undo UTF-8 that was read as Windows-1252, when it happens at least twice."""
    found = sum(_redecode(match.group()) != match.group() for match in _MOJIBAKE.finditer(text))
    if found < _FEWEST_MOJIBAKE:
        return text, 0
    return _MOJIBAKE.sub(lambda match: _redecode(match.group()), text), found


def _redecode(piece: str) -> str:
    codes = bytearray()
    for character in piece:
        codes += bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252", "replace")
    try:
        return codes.decode("utf-8")
    except UnicodeDecodeError:
        return piece


def _fix_c1(text: str) -> tuple[str, int]:
    """Windows-1252 punctuation that was read as Latin-1 control characters."""
    found = sum(text.count(chr(byte)) for byte, character in _C1.items() if character and byte != 0x85)
    if not found:
        return text, 0
    return text.translate({byte: character for byte, character in _C1.items() if character}), found


def _trim_marks(text: str) -> tuple[str, int]:
    """Keep at most a few combining marks in a row; no spelling has more."""
    removed = 0

    def trim(match: re.Match[str]) -> str:
        nonlocal removed
        kept, run = [], 0
        for character in match.group():
            run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
            if run <= _MOST_MARKS:
                kept.append(character)
        removed += len(match.group()) - len(kept)
        return "".join(kept)

    return _MAYBE_MARKS.sub(trim, text), removed


def _drop_joiners(text: str) -> tuple[str, int]:
    """Drop zero-width joiners except where spelling or an emoji sequence needs them."""
    removed = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal removed
        sides = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        if all(side and unicodedata.category(side) in _JOINED for side in sides):
            return match.group()
        removed += 1
        return ""

    return _JOINER.sub(keep, text), removed


_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})


def _compose(text: str) -> tuple[str, int]:
    if unicodedata.is_normalized("NFC", text):
        return text, 0
    composed = unicodedata.normalize("NFC", text)
    return composed, max(abs(len(text) - len(composed)), 1)


_RULES: tuple[tuple[str, Callable[[str], tuple[str, int]]], ...] = (
    ("replaced_chars", _substitute(_SURROGATE, "\ufffd")),
    ("combining_trimmed", _trim_marks),
    ("mojibake", _fix_mojibake),
    ("mojibake", _fix_c1),
    ("line_ends", _substitute(_LINE_ENDS, "\n")),
    ("control_removed", _substitute(_CONTROL, "")),
    ("bidi_removed", _substitute(_BIDI, "")),
    ("invisible_removed", _substitute(_INVISIBLE, "")),
    ("invisible_removed", _drop_joiners),
    ("nfc", _compose),
)
"""Each rule of repairing with its name, in order."""
