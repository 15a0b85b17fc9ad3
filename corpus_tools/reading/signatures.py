"""Signatures: a last line that names who wrote an article with whose report it is.

`Hoài Thu (Theo The Nation)`, `Ada Low (with AFP)`, `La rédaction avec Reuters`, `Hoài Thu (tổng hợp)`.
"""

import re
from functools import cache

from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation
from corpus_tools.reading.wordings import agency_signature, words_for

_LONGEST = 120
_MOST_NAME_WORDS = 12
_MOST_SOURCE_WORDS = 6
_BRACKETED = re.compile(r"([^()\[\]]*?)[\s,/–—-]*[(\[]\s*([^()\[\]]+?)\s*[)\]]\.?")
_EDGES = " \t\u00a0*_|—–-"


def is_signature(line: str) -> bool:
    """Whether a line names its writers and, or only, whose report it is or how they made it.

    >>> is_signature("Hoài Thu (Theo The Nation)"), is_signature("Ada Low (with AFP)")
    (True, True)
    >>> is_signature("Ada Low (right) with a heron"), is_signature("World Health Organization (WHO)")
    (False, False)
    """
    trimmed = line.strip(_EDGES)
    if not 0 < len(trimmed) <= _LONGEST:
        return False
    if bracketed := _BRACKETED.fullmatch(trimmed):
        names, inner = bracketed[1], bracketed[2]
        if fold(inner) in words_for("compiled"):
            return not names or (names[0].isupper() and len(names.split()) <= _MOST_NAME_WORDS)
        if names and not _are_names(names):
            return False
        known = bool(names) and bool(agency_signature().fullmatch(inner))
        return known or _says_source(inner, named=bool(names))
    start = _with().search(fold(trimmed))
    if start is None:
        return False
    names = trimmed[: start.start()].strip(_EDGES + ",")
    return (not names or _are_names(names)) and _says_source(trimmed[start.start() :], bare=True)


def read_source(credit: str) -> str:
    """Whose report a credit says that an article is, or the whole credit when no word leads to it.

    >>> read_source("Hoài Thu (Theo The Nation)"), read_source("(VNA)")
    ('The Nation', '(VNA)')
    """
    start = _with().search(fold(credit))
    return credit[start.end() :].strip(" .)]*_\n") if start else credit


def names_source(credit: str) -> bool:
    """Whether a credit leads with a small word to the name of its source, an agency or not."""
    start = _with().search(fold(credit))
    source = credit[start.end() :].strip(" .)]*_\n") if start else ""
    return bool(source) and source[0].isupper() and len(source.split()) <= _MOST_SOURCE_WORDS


def _says_source(text: str, *, named: bool = False, bare: bool = False) -> bool:
    """Whether words lead to a source: a known agency, agencies at large, or a name where none else can be.

    A name that is not known counts in brackets behind a writer, and behind a word that only leads to sources.
    """
    start = _with().match(fold(text))
    if not start:
        return False
    source = text[start.end() :].strip(" .")
    if agency_signature().fullmatch(source) or fold(source) in words_for("agencies_at_large"):
        return True
    words = source.split()
    sure = start.group().strip() in words_for("after_sources")
    if not 0 < len(words) <= _MOST_SOURCE_WORDS or not words[0][0].isupper() or not (named or sure):
        return False
    most_lower = 0 if bare or not sure else len(words)
    return sum(not word[0].isupper() for word in words) <= most_lower and not text.rstrip().endswith(".")


def _are_names(text: str) -> bool:
    """Whether text is the names of people or papers, or words for a writer without a name."""
    if fold(text) in words_for("correspondents"):
        return True
    words = [word for word in re.split(r"[\s,;/&–—-]+", text) if word]
    return 0 < len(words) <= _MOST_NAME_WORDS and all(
        (word[0].isupper() and not word.endswith(("!", "?", ":"))) or fold(word) in words_for("joins")
        for word in words
    )


@cache
def _with() -> re.Pattern[str]:
    """The small words before a source, in folded text."""
    words = alternation((*words_for("with"), *words_for("after_sources")))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)\s*:?\s*")
