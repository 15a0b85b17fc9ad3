"""Words: a stretch of text as folded words with their offsets, the same for every language.

Not for counting (see the tokens of the annotation): these words serve patterns of the lexicons.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus_tools.characters import fold

_WORD = re.compile(
    r"\b(?:[ldsncjmt]|qu|lorsqu|puisqu|jusqu)'(?=\w|\Z)"  # French elision stands apart
    r"|\b(?:[^\W\d_]\.){2,}"  # "a.m.", "U.S."
    r"|\d+(?:[.,:]\d+)+"
    r"|n't\b|'(?:s|re|ve|ll|d|m)\b"  # so do English clitics
    r"|\w+?(?=n't\b)"
    r"|\w+(?:'(?!(?:s|re|ve|ll|d|m)\b)\w+)*"
    r"|[^\w\s]"
)


class Word(NamedTuple):
    """A folded word or punctuation mark, where it stands, and how it is written."""

    text: str
    start: int
    end: int
    written: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not (self.text[0].isalnum() or self.text[0] == "'" or len(self.text) > 1)


def find_words(text: str, offset: int = 0) -> list[Word]:
    """The words of a text in order; offsets are shifted by `offset`.

    >>> [word.text for word in find_words("L’ONU n’a pas dit: Việt Nam’s plan isn't ready")]
    ["l'", 'onu', "n'", 'a', 'pas', 'dit', ':', 'viet', 'nam', "'s", 'plan', 'is', "n't", 'ready']
    """
    return [
        Word(
            match.group(),
            offset + match.start(),
            offset + match.end(),
            text[match.start() : match.end()],
        )
        for match in _WORD.finditer(fold(text))
    ]


def agree_among(words: Sequence[Word], word: Word, spelling: str) -> bool:
    """Whether a word of a text agrees with a lexicon entry; without marks only where its text has none.

    >>> words = find_words("tham dự cuộc họp")
    >>> agree_among(words, words[0], "thăm"), agree_among(words[:1], words[0], "thăm")
    (False, True)
    """
    if not agree(word, spelling):
        return False
    bare = word.written.isascii() and not spelling.isascii()
    return not bare or all(other.written.isascii() for other in words)


def agree(word: Word, spelling: str) -> bool:
    """Whether a word can be this lexicon entry: the same letters, and the same marks where both have marks.

    >>> nói, nội, noi = find_words("nói nội noi")
    >>> agree(nói, "nói"), agree(nội, "nói"), agree(noi, "nói")
    (True, False, True)
    """
    if word.text != fold(spelling):
        return False
    return word.written.lower() == spelling or word.written.isascii() or spelling.isascii()


def phrase(text: str) -> tuple[str, ...]:
    """The words of a lexicon entry.

    >>> phrase("s'engager à")
    ("s'", 'engager', 'a')
    """
    return tuple(word.text for word in find_words(text))
