"""Parsing: the sentences of an article as spaCy spans, from models that come inside packages.

A language without a model goes the same way with a blank tokeniser: its words are there, parts of
speech, dependencies and model entities are not.
"""

import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from corpus_tools import lexicons
from corpus_tools.annotating.sentences import Sentence, find_sentences
from corpus_tools.characters import plain
from corpus_tools.errors import UsageError
from corpus_tools.reading.article import Article

_CHUNK = 10_000
"""Characters that the parser is given at once; longer paragraphs go in groups of sentences."""

_BATCH = 64
"""Articles that are parsed in one stream, which bounds what is held in memory."""


@dataclass(frozen=True)
class Parsed:
    """An article with its sentences and, aligned with them, their spaCy spans and where those docs start."""

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


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles one by one, in order.

    Raises:
        UsageError: the model of a language is not installed.
    """
    for language, group in groupby(articles, key=lambda article: article.language):
        while batch := list(islice(group, _BATCH)):
            yield from _parse_batch(load_model(language), batch)


def _parse_batch(nlp: Language, articles: Sequence[Article]) -> Iterator[Parsed]:
    """Parse articles of one language in one stream, which the model reads faster than one by one."""
    prepared = [(article, tuple(find_sentences(article))) for article in articles]
    chunked = [(article, sentences, list(_chunks(sentences))) for article, sentences in prepared]
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
        for sentence in chunk:
            spans.append(_span(doc, sentence.start - shift, sentence.end - shift))
            offsets.append(shift)
    return Parsed(article, sentences, tuple(spans), tuple(offsets))


@cache
def load_model(language: str) -> Language:
    """The spaCy pipeline of a language, loaded once in a process; blank where there is no model.

    Raises:
        UsageError: the package that carries the model is not installed.
    """
    package = lexicons.load("model", language).get("package", "") if language else ""
    if not package:
        return spacy.blank("xx")
    try:
        module: Any = importlib.import_module(package)
        model: Language = module.load()
    except (ImportError, OSError) as error:
        raise UsageError(
            f"the model for language {language} cannot be loaded",
            value=package,
            remedy="install the locked requirements again (make setup)",
        ) from error
    return model


def readable(text: str, language: str) -> str:
    """The text as its model reads it: straight quotes and dashes, foreign marks folded, same length.

    >>> readable("« Đặng a été élu »", "fr"), readable("Đặng", "en")
    ('" Dang a été élu "', 'Dang')
    """
    letters = set(lexicons.load("model", language).get("letters", "")) if language else set()
    return "".join(c if c in letters else p for c, p in zip(text, plain(text), strict=True))


def _span(doc: Doc, start: int, end: int) -> Span:
    tokens = [token.i for token in doc if token.idx < end and token.idx + len(token) > start]
    return doc[tokens[0] : tokens[-1] + 1]


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
    doc = nlp.make_doc(readable(text, article.language))
    starts = {sentence.start - chunk[0].start for sentence in chunk}
    for token in doc:
        token.is_sent_start = any(token.idx <= start < token.idx + len(token) for start in starts)
    return doc
