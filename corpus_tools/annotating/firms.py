"""Firms: bodies between the office of who heads one and that person's name: "CEO *Microsoft* Satya Nadella".

Only where no model tells names apart, and of words that no syllables of the language make.
"""

from collections.abc import Iterator, Sequence

from corpus_tools.annotating.capitals import match_phrases
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.wording import is_syllable

_LONGEST = 4
"""Words of a firm and the name of who heads it."""
_PERSON = 2
"""Words of a person's name, at least."""


def add_firms(marked: Marked, people: Sequence[Candidate]) -> list[Candidate]:
    """The people of a sentence, with the firms that some of them head parted from their names.

    A name of two words behind the office is a person's, of one a firm's: "Giám đốc điều hành *Apple*".
    """
    if any(word.tag for word in marked.words):
        return list(people)
    found = [each for pair in _find_pairs(marked) for each in pair]
    return found + [one for one in people if not any(one.overlaps(other) for other in found)]


def _find_pairs(marked: Marked) -> Iterator[list[Candidate]]:
    for i in sorted({stop for n, stop in enumerate(_read_heads(marked)) if stop > n}):
        stop = i
        while stop < min(len(marked.words), i + _LONGEST) and _is_named(marked, stop):
            stop += 1
        if stop == i or not _is_foreign(marked, i) or 1 < stop - i <= _PERSON:
            continue
        firm = Candidate(i, i + 1, "organisation", "office before it")
        is_foreign = any(_is_foreign(marked, k) for k in range(i + 1, stop))
        yield [firm, Candidate(i + 1, stop, "person", "title")] if is_foreign else [firm]


def _read_heads(marked: Marked) -> list[int]:
    return match_phrases(marked.words, marked.wording.phrases["firm_heads"])


def _is_named(marked: Marked, i: int) -> bool:
    word = marked.words[i]
    alone = marked.heads[i][0] == i and not marked.entity_at(i) and not marked.is_office(i)
    return word.is_capital and word.gap == " " and alone


def _is_foreign(marked: Marked, i: int) -> bool:
    return not is_syllable(marked.words[i].folded)
