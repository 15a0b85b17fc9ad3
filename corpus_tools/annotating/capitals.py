"""Capitals: the words of a sentence as names are matched on them, with their case and what the model saw."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus_tools import lexicons
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.characters import fold, plain

APOSTROPHED = r"[^\W\d_]+(?:ng|(?<!q)[aeiou])'[aeiou][^\W\d_]*"
"""Matches names with an apostrophe inside that parts no words of a language: Nyong'o, Sana'a, Xi'an."""
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{APOSTROPHED}|[^\W\d_]+(?:&[^\W\d_]+)+|[^\W_]+|&")


class Word(NamedTuple):
    """A word of a sentence.

    Attributes:
        start: offset of its first character in the source text.
        end: offset after its last character.
        text: the word without marks, case kept.
        folded: the word as lexicons have it: without marks, full stops and capitals.
        gap: what stands between the word before it and this one, without marks.
        tag: spaCy's part of speech, or empty where there is no model.
        written: the word as it stands in the text.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: str
    tag: str = ""
    written: str = ""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter, or with a number that is not a plain one."""
        return self.text[0].isupper() or (self.text[0].isdigit() and any(c.isupper() for c in self.text))

    @property
    def is_brand(self) -> bool:
        """Whether it has a capital inside as names of firms do, and people's only after a prefix.

        >>> [Word(0, 3, text, "", "").is_brand for text in ("OpenBank", "McAllister", "Nguyen", "UNESCO")]
        [True, False, False, False]
        """
        inside = any(a.islower() and b.isupper() for a, b in pairwise(self.text))
        prefixes = lexicons.load("people")["prefixes"]
        led = (prefix for prefix in prefixes if self.text.startswith(prefix))
        return inside and not any(self.text[len(prefix) :][:1].isupper() for prefix in led)

    @property
    def is_acronym(self) -> bool:
        """Whether it has two capitals or more and nothing in lower case but a final plural s.

        >>> [Word(0, 3, text, "", "").is_acronym for text in ("UN", "SDGs", "COP28", "VinAI", "U.S.")]
        [True, True, True, False, True]
        """
        if self.text.islower():
            return False
        letters = re.sub(r"[\d.]", "", self.text)
        letters = letters[:-1] if letters.endswith("s") and len(letters) > 2 else letters
        return len(letters) > 1 and letters.isupper()


def split_words(text: str, *, offset: int = 0, tags: Mapping[int, str] | None = None) -> list[Word]:
    """Split a text into words; punctuation and spaces stay in `gap` of the word after them.

    >>> [(word.gap, word.folded) for word in split_words("UN–Việt Nam's plan, U.S.")]
    [('', 'un'), ('-', 'viet'), (' ', 'nam'), ("'", 's'), (' ', 'plan'), (', ', 'us')]
    """
    straight = plain(text)
    words: list[Word] = []
    before = 0
    for match in _WORD.finditer(straight):
        start, end = match.span()
        piece = match.group()
        gap = straight[before:start].replace("\n", " ")
        tag = (tags or {}).get(offset + start, "")
        folded, written = fold(piece).replace(".", ""), text[start:end]
        words.append(Word(offset + start, offset + end, piece, folded, gap, tag, written))
        before = end
    return words


def sentence_words(parsed: Parsed, number: int) -> list[Word]:
    """The words of one sentence, with the model's parts of speech."""
    sentence = parsed.sentences[number]
    tags = {start: token.pos_ for start, token in parsed.tokens(number)}
    return split_words(parsed.text(sentence.start, sentence.end), offset=sentence.start, tags=tags)


def match_phrase(words: Sequence[Word], start: int, index: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """Where the longest phrase of an index that begins at a word ends; `start` itself when none does.

    The phrases of an index are tuples of folded words, longest first, under their first word.
    """
    for phrase in index.get(words[start].folded, ()):
        stop = start + len(phrase)
        ends = stop <= len(words) and words[stop - 1].folded == phrase[-1]  # Seldom so, and quickly seen.
        if ends and all(
            word.folded == part and is_tight(word.gap)
            for word, part in zip(words[start + 1 : stop], phrase[1:], strict=True)
        ):
            return stop
    return start


def match_phrases(words: Sequence[Word], index: Mapping[str, tuple[tuple[str, ...], ...]]) -> list[int]:
    """For each word where the longest phrase that begins there ends; the word itself when none does."""
    return [match_phrase(words, i, index) if word.folded in index else i for i, word in enumerate(words)]


def index_phrases(phrases: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Index phrases by their first folded word, the longest first.

    >>> index_phrases(["minister", "minister of state"])
    {'minister': (('minister', 'of', 'state'), ('minister',))}
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(word.folded for word in split_words(str(phrase)))
        if parts:
            found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(group, key=lambda p: (-len(p), p))) for first, group in found.items()}


def is_tight(gap: str) -> bool:
    """Whether two words with this between them can belong to one name.

    >>> [is_tight(gap) for gap in (" ", "-", "'", ". ", ", ", " (")]
    [True, True, True, False, False, False]
    """
    return gap in {"", " ", "  ", "-", "'", "' "}
