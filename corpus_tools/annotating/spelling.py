"""Spelling: when two written names can be the same person's, with and without marks, whole and short."""

import re
import unicodedata
from functools import lru_cache

from corpus_tools.annotating.capitals import APOSTROPHED
from corpus_tools.annotating.wording import family_names, is_syllable
from corpus_tools.characters import fold

_KNOWN = 1 << 16
"""Names of which it is remembered how they are compared."""
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_WORD = re.compile(rf"{APOSTROPHED}|[^\W_]+")


@lru_cache(maxsize=_KNOWN)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, without full stops.

    >>> name_words("Đặng Hoàng-Giang"), name_words("J. O’Brien")
    (('dang', 'hoang', 'giang'), ('j', 'o', 'brien'))
    """
    return tuple(_WORD.findall(fold(name)))


@lru_cache(maxsize=_KNOWN)
def marks_of(name: str) -> tuple[tuple[str, str], ...]:
    """The marked spelling of a name, a pair of letters and tone for each word; empty when it has no mark.

    Where in a syllable the tone stands makes no difference.

    >>> marks_of("Thuý Hoà") == marks_of("Thúy Hòa"), marks_of("Nguyen Van Hung")
    (True, ())
    """
    words = [spell(word) for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))]
    plain_words = name_words(name)
    is_marked = any(
        tone or letters != word for (letters, tone), word in zip(words, plain_words, strict=False)
    )
    return tuple(words) if is_marked else ()


def spell(word: str) -> tuple[str, str]:
    """The letters of a word, in lower case, and its tone, wherever in the word it stands.

    >>> spell("Hoà") == spell("hòa"), spell("Đô"), spell("Hai") == spell("Hải")
    (True, ('đô', ''), False)
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(c for c in decomposed if c in _TONES)


def is_family_first(words: tuple[str, ...]) -> bool:
    """Whether a folded name has its family name first, as far as its words can tell.

    >>> is_family_first(("luong", "tam", "quang")), is_family_first(("amandeep", "singh", "gill"))
    (True, False)
    """
    if len(words) < 2:
        return False
    if words[0] in family_names("vietnamese") and all(map(is_syllable, words)):
        return True
    return words[0] in family_names() and words[-1] not in family_names() and len(words) < 4


def short_rank(short: tuple[str, ...], full: tuple[str, ...]) -> int:
    """How well a short name stands for a full one: 0 not at all, 3 best. Words are folded.

    A family name, or in Vietnamese the given name, is best; a first name is second; other parts follow.

    >>> full = ("luong", "tam", "quang")
    >>> short_rank(("quang",), full), short_rank(("tam", "quang"), full), short_rank(("gill",), full)
    (3, 3, 0)
    """
    if not short or len(short) >= len(full):
        return 0
    if full[-len(short) :] == short:
        return 3
    if len(short) == 1:
        if short[0] == full[0]:
            return 3 if is_family_first(full) and not _is_vietnamese(full) else 2
        return 1 if short[0] in full and len(short[0]) > 3 and not _is_vietnamese(full) else 0
    if full[: len(short)] == short and not _is_vietnamese(full):
        return 2
    rest = iter(full)
    return 2 if all(word in rest for word in short) and short[-1] == full[-1] else 0


def _is_vietnamese(words: tuple[str, ...]) -> bool:
    return words[0] in family_names("vietnamese") and all(map(is_syllable, words))
