"""Parsing: the sentences of an article as spaCy spans, from models that come inside packages.

A language without a model goes the same way with a blank tokeniser: its words are there, parts of
speech, dependencies and model entities are not.
"""

import importlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import Any

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from corpus_tools import lexicons
from corpus_tools.annotating.models import check_model
from corpus_tools.annotating.ruler import remember_rules
from corpus_tools.annotating.sections import split_sections
from corpus_tools.annotating.sentences import Sentence, find_sentences
from corpus_tools.characters import plain
from corpus_tools.errors import UsageError
from corpus_tools.reading.article import Article

_CHUNK = 10_000
"""Characters that the parser is given at once; longer paragraphs go in groups of sentences."""

_BATCH = 64
_MOST = 100_000
"""Sections, and their characters, that are parsed in one stream, which bounds what is held in memory."""

_WORD = 100
"""Characters of the longest word that the tokeniser is given; its time grows with their square."""

_LONG_WORD = re.compile(rf"\S{{{_WORD + 1},}}")


Section = tuple[Article, tuple[Sentence, ...]]


@dataclass(frozen=True)
class Parsed:
    """An article or a section of one: its sentences and, aligned with them, their spaCy spans.

    `offsets` says where the docs of these spans start in the source text.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]
    offsets: tuple[int, ...]

    def text(self, start: int, end: int) -> str:
        """The source text between two offsets."""
        return self.article.text[start:end]

    def locate(self, number: int, token: Token) -> tuple[int, int]:
        """Where a token of sentence `number` stands in the source text."""
        start = self.offsets[number] + token.idx
        return start, start + len(token)

    def tokens(self, number: int) -> list[tuple[int, Token]]:
        """The tokens of sentence `number` with where they begin in the source text."""
        shift = self.offsets[number]
        return [(shift + token.idx, token) for token in self.spans[number]]

    def has_syntax(self, number: int) -> bool:
        """Whether a model has said how the words of sentence `number` depend on one another."""
        return any(token.dep for token in self.spans[number])


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in order, each one by itself; of a very long one each section (see `sections`).

    Raises:
        UsageError: the model of a language is not installed.
    """
    for language, group in groupby(articles, key=lambda article: article.language):
        sections = (part for article in group for part in split_sections(article, find_sentences(article)))
        for batch in _gather(sections):
            yield from _parse_batch(load_model(language), batch)


def _gather(sections: Iterable[Section]) -> Iterator[list[Section]]:
    batch: list[Section] = []
    size = 0
    for article, sentences in sections:
        batch.append((article, sentences))
        size += sentences[-1].end - sentences[0].start if sentences else 0
        if len(batch) == _BATCH or size >= _MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse_batch(nlp: Language, sections: Sequence[Section]) -> Iterator[Parsed]:
    """Parse sections of one language in one stream, which the model reads faster than one by one."""
    chunked = [(article, sentences, list(_chunks(sentences))) for article, sentences in sections]
    docs = nlp.pipe(_make_doc(nlp, article, chunk) for article, _, chunks in chunked for chunk in chunks)
    for article, sentences, chunks in chunked:
        yield _assemble(article, sentences, chunks, list(islice(docs, len(chunks))))


def _assemble(
    article: Article, sentences: tuple[Sentence, ...], chunks: list[list[Sentence]], docs: list[Doc]
) -> Parsed:
    spans: list[Span] = []
    offsets: list[int] = []
    for doc, chunk in zip(docs, chunks, strict=True):
        shift = chunk[0].start
        starts = [token.idx for token in doc]
        for sentence in chunk:
            first, last = _locate(starts, sentence.start - shift), _locate(starts, sentence.end - shift - 1)
            spans.append(doc[first : last + 1])
            offsets.append(shift)
    return Parsed(article, sentences, tuple(spans), tuple(offsets))


@cache
def load_model(language: str) -> Language:
    """The spaCy pipeline of a language, loaded once in a process; blank where there is no model.

    Raises:
        UsageError: the package that carries the model is not installed, or is not the recorded one.
    """
    package = lexicons.load("model", language).get("package", "") if language else ""
    if not package:
        return spacy.blank("xx")
    check_model(package)
    try:
        module: Any = importlib.import_module(package)
        model: Language = module.load()
    except (ImportError, OSError) as error:
        raise UsageError(
            f"the model for language {language} cannot be loaded",
            value=package,
            remedy="install the locked requirements again (make setup)",
        ) from error
    remember_rules(model)
    return model


def readable(text: str, language: str) -> str:
    """The text as its model reads it: straight quotes and dashes, foreign marks folded, same length.

    >>> readable("« Đặng a été élu »", "fr"), readable("Đặng", "en")
    ('" Dang a été élu "', 'Dang')
    """
    letters = set(lexicons.load("model", language).get("letters", "")) if language else set()
    return "".join(c if c in letters else p for c, p in zip(text, plain(text), strict=True))


def _locate(starts: Sequence[int], offset: int) -> int:
    """The number of the token that holds a character, of tokens that start at `starts`."""
    return bisect_right(starts, offset) - 1


def _chunks(sentences: tuple[Sentence, ...]) -> Iterator[list[Sentence]]:
    chunk: list[Sentence] = []
    for sentence in sentences:
        starts_new = chunk and (
            sentence.paragraph != chunk[-1].paragraph or sentence.end - chunk[0].start > _CHUNK
        )
        if starts_new:
            yield chunk
            chunk = []
        chunk.append(sentence)
    if chunk:
        yield chunk


def _make_doc(nlp: Language, article: Article, chunk: list[Sentence]) -> Doc:
    text = article.text[chunk[0].start : chunk[-1].end].replace("\n", " ")
    doc = tokenize(nlp, readable(text, article.language))
    starts = [token.idx for token in doc]
    first = {_locate(starts, sentence.start - chunk[0].start) for sentence in chunk}
    marks: Any = np.array([1 if number in first else -1 for number in range(len(doc))]).astype("uint64")
    return doc.from_array([SENT_START], marks.reshape(-1, 1))  # To set token by token takes quadratic time.


def tokenize(nlp: Language, text: str) -> Doc:
    """The tokens of a text in linear time: what has no white space for very long is one token."""
    words: list[str] = []
    spaces: list[bool] = []
    end = 0
    for match in _LONG_WORD.finditer(text):
        for token in nlp.make_doc(text[end : match.start()]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        words.append(match.group())
        spaces.append(False)
        end = match.end()
    if not words:
        return nlp.make_doc(text)
    rest = nlp.make_doc(text[end:])
    return Doc(
        nlp.vocab,
        words + [token.text for token in rest],
        spaces + [bool(token.whitespace_) for token in rest],
    )
