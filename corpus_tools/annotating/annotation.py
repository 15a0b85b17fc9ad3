"""Annotation: everything that one article says by itself, as plain rows that can be written as JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.events import find_events
from corpus_tools.annotating.initiatives import find_initiatives
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import Parsed, parse
from corpus_tools.annotating.roles import find_roles
from corpus_tools.annotating.scenes import find_scenes
from corpus_tools.annotating.speech import find_statements, name_statement
from corpus_tools.annotating.times import find_times
from corpus_tools.annotating.tokens import find_tokens
from corpus_tools.reading.article import Article

Annotation = dict[str, list[dict[str, Any]]]
"""The rows of an article by table: sentences, tokens, times, mentions, roles, statements, events,
initiatives."""


def annotate(articles: Iterable[Article], *, authority: Authority | None = None) -> Iterator[Annotation]:
    """Annotate articles one by one, section by section; nothing else is read and nothing is written.

    Args:
        articles: with an id each.
        authority: the known names; the shipped ones when None.

    Yields:
        For each article rows by table. They are rows of the published tables as far as one article can
        tell: actors are entities of the article (`entity`, and in statements the columns of actors), not
        yet of the corpus.

    Raises:
        UsageError: the model of a language is not installed.
    """
    for article_id, sections in groupby(parse(articles), key=lambda parsed: parsed.article.article_id):
        rows: Annotation = {}
        for section in sections:
            for name, found in _annotate_section(section, authority).items():
                rows.setdefault(name, []).extend(found)
        for number, row in enumerate(rows["statements"], 1):
            row["statement_id"] = name_statement(article_id, number)
        yield rows


def _annotate_section(parsed: Parsed, authority: Authority | None) -> Annotation:
    mentions = find_mentions(parsed, authority=authority)
    times = find_times(parsed.article, parsed.sentences)
    scenes = list(find_scenes(parsed, mentions))
    statements = find_statements(parsed, mentions, scenes=scenes)
    return {
        "sentences": _sentences(parsed),
        "tokens": find_tokens(parsed),
        "times": times,
        "mentions": mentions,
        "roles": find_roles(parsed, mentions),
        "statements": statements,
        "events": find_events(parsed, mentions, times, statements, scenes=scenes),
        "initiatives": find_initiatives(parsed, mentions, statements, scenes=scenes),
    }


def _sentences(parsed: Parsed) -> list[dict[str, Any]]:
    return [
        {
            "article_id": parsed.article.article_id,
            "sentence_id": sentence.sentence_id,
            "paragraph": sentence.paragraph,
            "start": sentence.start,
            "end": sentence.end,
            "text": parsed.text(sentence.start, sentence.end),
        }
        for sentence in parsed.sentences
    ]
