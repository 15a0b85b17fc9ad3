"""Tokens: the words and marks of an article with lemma and part of speech, for counting.

Not published as a table: it is the ground of the term, keyness and topic measures.
"""

from functools import cache
from typing import Any

from spacy.tokens import Token

from corpus_tools import lexicons
from corpus_tools.annotating.parsing import Parsed


def find_tokens(parsed: Parsed) -> list[dict[str, Any]]:
    """The tokens of an article in reading order.

    Returns:
        Rows with article_id, sentence_id, start, end, text (as written), lemma (lower case; the word itself
        where there is no model or for a proper name), pos (Universal Dependencies, empty without a
        model), is_word (holds a letter) and is_stop (a function word of the language).
    """
    stops = _stop_words(parsed.article.language)
    rows = []
    for number, sentence in enumerate(parsed.sentences):
        for token in parsed.spans[number]:
            start, end = parsed.locate(number, token)
            text = parsed.text(start, end)
            if text.strip():
                rows.append(
                    {
                        "article_id": parsed.article.article_id,
                        "sentence_id": sentence.sentence_id,
                        "start": start,
                        "end": end,
                        "text": text,
                        "lemma": _lemma(token, text),
                        "pos": token.pos_,
                        "is_word": any(character.isalpha() for character in text),
                        "is_stop": _is_stop(text, stops),
                    }
                )
    return rows


def _lemma(token: Token, text: str) -> str:
    return text.lower() if not token.lemma_ or token.pos_ == "PROPN" else token.lemma_.lower()


def _is_stop(text: str, stops: frozenset[str]) -> bool:
    """Function words in any case but all capitals: "us" is one, "US" is a country."""
    return text.lower() in stops and not (text.isupper() and len(text) > 1)


@cache
def _stop_words(language: str) -> frozenset[str]:
    words = lexicons.load("stopwords", language) if language else {}
    return frozenset(words.get("words", []))
