"""Foreign names: bodies whose names no syllables of the language make, where no model finds them.

"*Google* cho biết", "đại diện *Microsoft*": a capital alone says nothing of a kind, so the words around must
say that a body speaks, or that somebody speaks for it.
"""

from collections.abc import Iterator

from corpus_tools.annotating.capitals import match_phrases
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.wording import is_syllable

_LONGEST = 3
_SHORTEST_WORD = 3
_NOUN_REACH = 6
"""Words from a noun for bodies to the word that leads to examples of them."""


def find_foreign(marked: Marked) -> list[Candidate]:
    """The bodies with foreign names in a sentence without a parse; their basis is `foreign name`.

    A name of several words that speaks is more often a person's, and is none.
    """
    if any(word.tag for word in marked.words):
        return []
    said, leads = (
        match_phrases(marked.words, marked.wording.phrases[name]) for name in ("said", "for_bodies")
    )
    led = {stop for i, stop in enumerate(leads) if stop > i and not marked.has("people_nouns", i - 1)}
    led |= set(_examples(marked))
    return [
        Candidate(first, last, "organisation", "foreign name")
        for first, last in _runs(marked, led)
        if first in led or (last - first == 1 and _speaks(marked, first, said))
    ]


def _examples(marked: Marked) -> Iterator[int]:
    """The words behind a word for examples of bodies: "các công ty công nghệ *gồm* Google"."""
    nouns = match_phrases(marked.words, marked.wording.phrases["organisation_nouns"])
    for i in (i for i in range(len(marked.words)) if marked.has("like", i)):
        if any(k < nouns[k] <= i for k in range(max(0, i - _NOUN_REACH), i)):
            yield i + 1


def _runs(marked: Marked, led: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of foreign words with capitals, up to the longest name, that no other capital goes on with."""
    i = 0
    while i < len(marked.words):
        first = i
        while i < len(marked.words) and _is_foreign(marked, i) and (i == first or marked.words[i].gap == " "):
            i += 1
        alone = (first in led or not _touches(marked, first - 1, first)) and not _touches(marked, i, i)
        if 0 < i - first <= _LONGEST and alone:
            yield first, i
        i += i == first


def _is_foreign(marked: Marked, i: int) -> bool:
    word = marked.words[i]
    plain = marked.is_plain_name(i) and marked.heads[i][0] == i and not marked.entity_at(i)
    written = word.written.isascii() and word.text.isalpha() and len(word.text) >= _SHORTEST_WORD
    return plain and written and not word.is_acronym and not is_syllable(word.folded)


def _touches(marked: Marked, i: int, behind: int) -> bool:
    """Whether word `i` is a capital that nothing parts from the name beside it."""
    inside = 0 <= i < len(marked.words) and behind < len(marked.words)
    return inside and marked.words[i].is_capital and marked.words[behind].gap in {" ", "-"}


def _speaks(marked: Marked, name: int, said: list[int]) -> bool:
    """Whether a verb of speaking stands behind a word or small ones, and no office or owner before it."""
    if name in marked.roles[max(0, name - _LONGEST) : name] or marked.has("of", name - 1):
        return False
    i = name + 1
    while i < len(marked.words) and marked.has("said_fillers", i):
        i += 1
    return i < len(marked.words) and said[i] > i and not marked.words[i].is_capital
