"""Templates: reports that share their wording because one form was filled in twice, and are not copies.

Results, forecasts, daily counts, protocol news: the sentences are the same, the names, numbers and days in
them are not. In a reprint, sentences are kept, cut or replaced, and what is kept keeps its facts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus_tools.characters import fold, plain
from corpus_tools.linking.bodies import Body

Words = frozenset[str]
Read = tuple[Words, Words]
"""The plain words of a sentence, and its facts."""

_SAME_WORDS = 0.5
_WORD = re.compile(r"[^\W_]+(?:[.,:-]\d+)*")


def differ_in_facts(left: Body, right: Body) -> bool:
    """Whether half of the sentences that two bodies share by their wording, or more, tell other facts.

    A sentence tells others when both sides have a fact that the whole other article does not have. An
    article in which no shared sentence holds a fact does not differ.
    """
    mine, others = _read(left.sentences), _read(right.sentences)
    all_mine = frozenset().union(*(facts for _, facts in mine))
    all_others = frozenset().union(*(facts for _, facts in others))
    agreeing = conflicting = 0
    for one, other in _match(mine, others):
        if one - all_others and other - all_mine:
            conflicting += 1
        elif one & other:
            agreeing += 1
    return conflicting > 0 and conflicting >= agreeing


def _match(
    mine: Sequence[tuple[Words, Words]], others: Sequence[tuple[Words, Words]]
) -> Iterator[tuple[Words, Words]]:
    """The facts of each sentence and of the one on the other side that shares most of its other words."""
    for words, facts in mine:
        best, found = 0.0, frozenset[str]()
        for other_words, other_facts in others:
            shared = len(words & other_words)
            alike = shared / max(len(words) + len(other_words) - shared, 1)
            if alike > best:
                best, found = alike, other_facts
        if best >= _SAME_WORDS:
            yield facts, found


def _read(sentences: Sequence[str]) -> list[Read]:
    return [_read_sentence(sentence) for sentence in sentences]


@lru_cache(maxsize=1 << 14)
def _read_sentence(sentence: str) -> Read:
    """The plain words of a sentence, and its facts: numbers, and capitalised words after the first."""
    words: set[str] = set()
    facts: set[str] = set()
    for number, match in enumerate(_WORD.finditer(plain(sentence))):
        word = match.group()
        is_fact = word[0].isdigit() or (number > 0 and word[0].isupper())
        (facts if is_fact else words).add(fold(word))
    return frozenset(words), frozenset(facts)
