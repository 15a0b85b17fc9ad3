"""Patterns: the search language of the codebook and of the concordance, as in quanteda.

A pattern is one or more words. `*` stands for any letters or digits, `?` for exactly one. Words of a
pattern may be parted by spaces, a line break or a hyphen in the text. Case and typographic quotes do not
matter, except that a word all in capitals ("AI", "UN") matches capitals only. Either side may lack marks,
but they must not be others: "réseau" finds "RESEAU", and "bão" (storm) does not find "báo" (newspaper).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from corpus_tools.characters import fold, plain
from corpus_tools.errors import UsageError

_GLOBS = {"*": r"\w*", "?": r"\w"}


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""Compile a pattern to a regular expression for `find_pattern`.

    >>> compile_pattern("cyber* law?").pattern
    '(?<!\\w)(?i:cyber\\w*)[\\s\\-]+(?i:law\\w)(?!\\w)'

    Raises:
        UsageError: the pattern holds no letter or digit.
    """
    words = pattern.split()
    if not any(character.isalnum() for character in pattern):
        raise UsageError("a pattern needs a letter or a digit", value=pattern, remedy="write e.g. cyber*")
    return re.compile(r"(?<!\w)" + r"[\s\-]+".join(map(_compile_word, words)) + r"(?!\w)")


def _compile_word(word: str) -> str:
    letters = [character for character in word if character.isalpha()]
    exact = len(letters) > 1 and all(character.isupper() for character in letters)
    form = plain(word) if exact else fold(word)
    body = "".join(_GLOBS.get(character) or re.escape(character) for character in form)
    return body if exact else f"(?i:{body})"


@cache
def _compile_marks(pattern: str) -> re.Pattern[str]:
    """For what a pattern matched without marks: a letter with a mark is that letter, or has none."""
    words = ("".join(map(_compile_letter, word)) for word in pattern.split())
    return re.compile(r"(?is:" + r"\W+".join(words) + ")")


def _compile_letter(character: str) -> str:
    bare = plain(character)
    if character in _GLOBS:
        return _GLOBS[character]
    return "." if bare == character or not character.isalpha() else f"[{character}{bare}]"


def find_pattern(pattern: str, text: str) -> list[tuple[int, int]]:
    """The spans of a text that a pattern matches, in order, not overlapping.

    >>> find_pattern("cyber*", "Cybersecurity and cyber-crime"), find_pattern("AI", "J'ai une IA, AI")
    ([(0, 13), (18, 23)], [(13, 15)])
    >>> find_pattern("bão", "Báo chí đưa tin về bão"), find_pattern("réseau", "RESEAU, réseau")
    ([(19, 22)], [(0, 6), (8, 14)])
    """
    spans = [match.span() for match in compile_pattern(pattern).finditer(plain(text))]
    if not spans or pattern.isascii() or text.isascii():
        return spans
    marks = _compile_marks(pattern)
    return [(start, end) for start, end in spans if marks.fullmatch(text[start:end])]


_LEAD = re.compile(r"\w*")
_RUN = re.compile(r"\w+")


class PatternIndex:
    """Many patterns by how they begin, so that a text is searched only for those that it can match."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Sort patterns by the letters and digits that they begin with, up to a wildcard.

        Args:
            patterns: each once.
        """
        self._anywhere: set[str] = set()
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._beginnings: defaultdict[str, set[str]] = defaultdict(set)
        for pattern in patterns:
            self._add(pattern)
        self._lengths = sorted({len(lead) for lead in self._beginnings})

    def _add(self, pattern: str) -> None:
        form = fold(pattern.strip())
        lead = _LEAD.match(form)
        if lead is None or not lead.group():
            self._anywhere.add(pattern)
        elif form[lead.end() : lead.end() + 1] in _GLOBS:
            self._beginnings[lead.group()].add(pattern)
        else:
            self._words[lead.group()].add(pattern)

    def choose(self, text: str) -> set[str]:
        """The patterns whose first word a text holds; no other one matches it.

        >>> sorted(PatternIndex(["cyber*", "AI law", "tax"]).choose("The AI cybercrime act"))
        ['AI law', 'cyber*']
        """
        chosen = set(self._anywhere)
        for run in set(_RUN.findall(fold(text))):
            chosen |= self._words.get(run, set())
            for length in self._lengths:
                chosen |= self._beginnings.get(run[:length], set())
        return chosen
