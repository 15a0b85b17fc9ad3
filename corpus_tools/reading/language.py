"""Language: which language a text is written in, by its letters and its commonest words.

Vietnamese is told by letters that no other language here writes, the others by function words. A text that
is too short, or in a language without a lexicon, has none: a wrong language would mislead every later step.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000
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
    scores = score_languages(words)
    language = max(lexicons.languages(), key=lambda name: scores[name])
    rivals = [
        score * (_LEAD if name in lexicons.languages() else _LEAD_OVER_OTHERS)
        for name, score in scores.items()
        if name != language
    ]
    return language if scores[language] >= max(_LEAST_SHARE, *rivals) else ""


def score_languages(words: list[str]) -> dict[str, float]:
    """For each language the share of words that are its function words or, when no names, hold its letters.

    >>> round(score_languages(["the", "rain", "and", "la", "pluie"])["en"], 1)
    0.4
    """
    folded = Counter(map(fold, words))
    lower = [word for word in words if word[0].islower() and not word.isascii()]
    return {
        language: (
            sum(n for word, n in folded.items() if word in common)
            + sum(fold(word) not in common and not letters.isdisjoint(word) for word in lower if letters)
        )
        / len(words)
        for language, (common, letters) in _marks().items()
    }


@cache
def _marks() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
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
