"""Language: which language a text is written in, by its letters and its commonest words.

Vietnamese is told by letters that no other language here writes, the others by function words. A text that
is too short, or in a language without a lexicon, has none: a wrong language would mislead every later step.
"""

import re
from collections.abc import Mapping
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_LEAST_SHARE = 0.12
_LEAD = 1.3
_LEAD_OVER_OTHERS = 1.1


def find_language(text: str) -> str:
    """The language of a text (`en`, `fr`, `vi`), or empty when unsure.

    >>> find_language("Le ministre a reçu la délégation de la région et les élus."), find_language("12 % 5")
    ('fr', '')
    """
    words = _WORD.findall(text[:_SAMPLE])
    if not words:
        return ""
    scores = {language: _score(words, language) for language in _all_marks()}
    language = max(lexicons.languages(), key=lambda name: scores[name])
    rivals = [
        score * (_LEAD if name in lexicons.languages() else _LEAD_OVER_OTHERS)
        for name, score in scores.items()
        if name != language
    ]
    return language if scores[language] >= max(_LEAST_SHARE, *rivals) else ""


def _score(words: list[str], language: str) -> float:
    """The share of words that are function words of a language or, when no names, hold its letters."""
    common, letters = _all_marks()[language]
    telling = sum(
        fold(word) in common or (word[0].islower() and not letters.isdisjoint(word)) for word in words
    )
    return telling / len(words)


@cache
def _all_marks() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """The function words and own letters of each language, those without a lexicon included."""
    own = {
        language: (frozenset(map(fold, lexicon["words"])), frozenset(lexicon["letters"]))
        for language, lexicon in lexicons.load_all("function_words").items()
    }
    others = {
        language: (frozenset(words), frozenset[str]())
        for language, words in lexicons.load("other_languages").items()
    }
    return {**others, **own}
