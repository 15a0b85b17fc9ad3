"""Templates: reports that share their wording because one form was filled in twice, and are not copies.

Results, forecasts, daily counts, protocol news: the sentences are the same, the names, numbers and days in
them are not. In a reprint, sentences are kept, cut or replaced, and what is kept keeps its facts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


def _match(mine: Sequence[Read], others: Sequence[Read]) -> Iterator[Read]:
    """The facts of each sentence and of the one on the other side that shares most of its other words."""
    told: dict[Words, Words] = {}
    for words, facts in others:
        told.setdefault(words, facts)
    sentences = list(told)
    bearers = _index(sentences)
    for words, facts in mine:
        near = sorted({number for word in _rarest(words, bearers) for number in bearers.get(word, ())})
        alike, number = max(((_compare(words, sentences[n]), -n) for n in near), default=(0.0, 0))
        if alike >= _SAME_WORDS:
            yield facts, told[sentences[-number]]


def _index(sentences: Sequence[Words]) -> dict[str, list[int]]:
    """The numbers of the sentences that have a word, by word."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sentences):
        for word in words:
            bearers[word].append(number)
    return bearers


def _rarest(words: Words, bearers: Mapping[str, Sequence[int]]) -> list[str]:
    """So many of the words, the rarest, that who shares half of all words shares one of them."""
    return sorted(words, key=lambda word: (len(bearers.get(word, ())), word))[: len(words) // 2 + 1]


def _compare(words: Words, others: Words) -> float:
    return len(words & others) / max(len(words | others), 1)


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
