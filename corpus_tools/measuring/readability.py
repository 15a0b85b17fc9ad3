"""Readability: how hard an article is to read, by a formula made for its language.

Formulas of different languages have different scales and must not be compared with each other; LIX
counts long words only and is given for every language, as the one rough common yardstick.
"""

import re
from collections import Counter
from typing import Any

import pandas as pd

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.measuring.rounding import tabulate
from corpus_tools.measuring.words import map_articles

MIN_WORDS = 100
"""The formulas were fitted on samples of 100 words; shorter texts get no value."""

LONG_WORD = 6
"""LIX: a word with more letters than this is long."""

COLUMNS = ("article_id", "language", "n_words", "n_sentences", "formula", "ease", "lix", "support")


def measure_readability(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Measure readability article by article.

    Returns:
        One row per article that has words, in the order of `articles`: n_words, n_sentences, formula
        (empty when the language has none), ease (higher is easier), lix (higher is harder), support:
        empty, or why a value is missing.
    """
    return tabulate(map_articles(tokens, articles, _measure), COLUMNS)


def _measure(article_id: str, words: pd.DataFrame) -> dict[str, object]:
    language = str(words["language"].iloc[0])
    texts, n_sentences = words["text"].tolist(), words["sentence_id"].nunique()
    enough = len(texts) >= MIN_WORDS
    return {
        "article_id": article_id,
        "language": language,
        "n_words": len(texts),
        "n_sentences": n_sentences,
        "formula": _rules(language).get("formula", ""),
        "ease": compute_ease(texts, n_sentences, language) if enough else float("nan"),
        "lix": compute_lix(texts, n_sentences) if enough else float("nan"),
        "support": "" if enough else f"not supportable with n = {len(texts)} words",
    }


def compute_ease(words: list[str], n_sentences: int, language: str) -> float:
    """Reading ease: Flesch for English, Kandel-Moles for French; `nan` for a language without a formula.

    Formula: base - per_word * words per sentence - per_syllable * syllables per word, with the constants
    of `readability.yml`. Caveat: syllables are counted by rule; 60 is plain English, press is at 30-50.
    Sources: Flesch 1948; Kandel and Moles 1958.

    >>> round(compute_ease(["The", "cat", "sat"], 1, "en"), 2)
    119.19
    """
    rules = _rules(language)
    if not rules or not words:
        return float("nan")
    syllables = sum(n * count_syllables(word, language) for word, n in Counter(words).items())
    base, per_word, per_syllable = (float(rules[name]) for name in ("base", "per_word", "per_syllable"))
    return base - per_word * len(words) / n_sentences - per_syllable * syllables / len(words)


def compute_lix(words: list[str], n_sentences: int) -> float:
    """LIX: words per sentence plus the percentage of words of more than six letters.

    Caveat: for Vietnamese, written in syllables, it says little but the length of sentences.
    Source: Björnsson 1968, Läsbarhet.

    >>> compute_lix(["digital", "law"], 1)
    52.0
    """
    long_words = sum(sum(map(str.isalnum, word)) > LONG_WORD for word in words)
    return len(words) / n_sentences + 100 * long_words / len(words)


def count_syllables(word: str, language: str) -> int:
    """Count syllables by rule: runs of vowels, less a silent ending; at least 1.

    >>> count_syllables("cooperate", "en"), count_syllables("cybersécurité", "fr")
    (3, 6)
    """
    rules = _rules(language)
    folded = fold(word)
    runs = len(re.findall(f"[{rules.get('vowels', 'aeiouy')}]+", folded))
    silent = any(_drops(word.lower(), str(ending), rules) for ending in rules.get("silent", ()))
    return max(1, runs - silent)


def _drops(word: str, ending: str, rules: dict[str, Any]) -> bool:
    vowels = str(rules["vowels"])
    stem = word.removesuffix(ending)
    sounded = "|".join(map(str, rules.get("sounded", ()))) or "(?!)"
    kept = re.search(f"(?:{sounded})$", fold(word)) is not None
    return stem not in (word, "") and fold(stem[-1]) not in vowels and not kept


def _rules(language: str) -> dict[str, Any]:
    rules: dict[str, Any] = lexicons.load("readability", language) if language else {}
    return rules
