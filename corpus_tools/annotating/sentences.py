"""Sentences: the sentences of a paragraph, found by rule with the abbreviations of the language.

A rule and not a model: the same boundaries come out with and without diacritics, in every language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from corpus_tools import lexicons
from corpus_tools.annotating.paragraphs import Span, find_paragraphs
from corpus_tools.characters import fold, plain
from corpus_tools.reading.article import Article

Row = TypeVar("Row", bound=Mapping[str, Any])

_LONGEST = 4_000
"""Characters of the longest sentence; what runs on without an end is cut, so that no later step, whose
time may grow with the square of a sentence, takes long."""

_END = re.compile(r"""(?<![.!?…])[.!?…]++["')\]]*+(?:[ ]["')\]]*+)?(?=\s)""")
_WORD_BEFORE = re.compile(r"[^\s(\['\"]+$")
_OPENER = re.compile(r"""[\s"'(\[\-–—•*]*""")
_SPACED = str.maketrans("«", "(")
"""A French opening mark has a space behind it, and would pass for a closing one."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body: where it stands in the source text, and in which paragraph."""

    sentence_id: str
    paragraph: int
    start: int
    end: int


def find_sentences(article: Article) -> list[Sentence]:
    """The sentences of the body in reading order, numbered from 1 over the article.

    >>> text = "Dr. Lê spoke. “Fine.” She left."
    >>> [text[s.start:s.end] for s in find_sentences(Article("a1", text, "en"))]
    ['Dr. Lê spoke.', '“Fine.”', 'She left.']
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(find_paragraphs(article), 1):
        for left, right in split_paragraph(article.text[start:end], article.language):
            identifier = f"{article.article_id}.s{len(found) + 1:03d}"
            found.append(Sentence(identifier, number, start + left, start + right))
    return found


def by_sentence(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under the sentence that each stands in, in their order.

    >>> by_sentence([{"sentence_id": "a1.s001", "start": 4}])
    {'a1.s001': [{'sentence_id': 'a1.s001', 'start': 4}]}
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["sentence_id"], []).append(row)
    return found


def split_paragraph(text: str, language: str) -> list[Span]:
    """The sentence spans of one paragraph, without the white space between them."""
    straight = plain(text.translate(_SPACED))
    cuts = [match.end() for match in _END.finditer(straight) if _ends_sentence(straight, match, language)]
    spans: list[Span] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans += _cut(text, left, left + len(piece.strip()))
    return spans


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a sentence of no more than the greatest length, parted at white space where there is."""
    while end - start > _LONGEST:
        space = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in " \n\t\xa0")
        cut = space if space > 0 else start + _LONGEST
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def _ends_sentence(straight: str, match: re.Match[str], language: str) -> bool:
    opener = _OPENER.match(straight, match.end())
    following = straight[opener.end() : opener.end() + 1] if opener else ""
    if not following or following.islower() or following in ",;":
        return False
    if match.group()[0] != ".":
        return True
    before = _WORD_BEFORE.search(straight[max(0, match.start() - 30) : match.start()])
    word = fold(before.group()) if before else ""
    is_initial = len(word) == 1 and word.isalpha() and straight[match.start() - 1].isupper()
    shortened = _abbreviations("abbreviations", language)
    if following.isdigit():
        shortened |= _abbreviations("before_numbers", language)
    if "." in word and opener and _opens(straight[opener.end() :], language):
        return True
    return not is_initial and word not in shortened


def _opens(straight: str, language: str) -> bool:
    """Whether a text begins with a word that opens a sentence even after an abbreviation."""
    word = re.match(r"\w+(?=\s)", straight)
    return word is not None and fold(word[0]) in _abbreviations("openers", language)


@cache
def _abbreviations(key: str, language: str) -> frozenset[str]:
    data = lexicons.load("sentences", language) if language else {}
    known = [data] if data else lexicons.load_all("sentences").values()
    return frozenset(fold(str(word)) for each in known for word in each.get(key, ()))
