"""Characters: one folded form under which spellings of the same words compare equal.

Every function here keeps the length of its input, so offsets into the result are offsets into the text.
"""

import re
import unicodedata
from functools import cache

_ALIKE = {
    **dict.fromkeys("‘’‚‛ʼʹ′`´＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    "đ": "d",
    "Đ": "D",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "ı": "i",
}
_SPELLED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng"}
)
"""Letters of Latin scripts that are no letter with a mark, as they are spelled in ASCII."""


@cache
def _plain_character(character: str) -> str:
    """One character without marks; typographic quotes, dashes and spaces as their ASCII kin."""
    if character in _ALIKE:
        return _ALIKE[character]
    if character.isspace() and character != "\n":
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return base if not unicodedata.combining(base) else character


def plain(text: str) -> str:
    r"""Strip diacritics and straighten quotes, dashes and spaces, one character for one; case stays.

    >>> plain("Đặng Hoàng Giang – “Hà\u00a0Nội”")
    'Dang Hoang Giang - "Ha Noi"'
    """
    return text if text.isascii() else "".join(map(_plain_character, text))


def fold(text: str) -> str:
    """The plain form in lower case, of the same length: what matching compares.

    >>> fold("Đặng ĐẶNG"), len(fold("İstanbul")) == len("İstanbul")
    ('dang dang', True)
    """
    lowered = plain(text).lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in plain(text))


def squeeze(text: str) -> str:
    r"""Collapse each run of white space to one space and trim the ends.

    >>> squeeze(" two \n words ")
    'two words'
    """
    return " ".join(text.split())


def slug(text: str) -> str:
    """A readable ASCII id of a name: folded words joined by hyphens; empty when no word is left.

    >>> slug("UN Convention against Cybercrime (Hà Nội)")
    'un-convention-against-cybercrime-ha-noi'
    >>> slug("Æsa Kjærsgaard-Weiß")
    'aesa-kjaersgaard-weiss'
    """
    return "-".join(re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", fold(text).translate(_SPELLED)))
