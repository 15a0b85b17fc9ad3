"""Annotation: everything that one article says by itself, as plain rows that can be written as JSON."""

from typing import Any

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.events import find_events
from corpus_tools.annotating.initiatives import find_initiatives
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.roles import find_roles
from corpus_tools.annotating.scenes import find_scenes
from corpus_tools.annotating.sections import split_sections
from corpus_tools.annotating.speech import find_statements, name_statement
from corpus_tools.annotating.times import find_times
from corpus_tools.annotating.tokens import find_tokens

Annotation = dict[str, list[dict[str, Any]]]
"""The rows of an article by table: sentences, tokens, times, mentions, roles, statements, events,
initiatives."""


def annotate(parsed: Parsed, *, authority: Authority | None = None) -> Annotation:
    """Annotate one parsed article, section by section; nothing else is read and nothing is written.

    Returns:
        Rows by table. They are rows of the published tables as far as one article can tell: actors are
        entities of the article (`entity`, and in statements the columns of actors), not yet of the corpus.
    """
    sections = [_annotate_section(section, authority) for section in split_sections(parsed)]
    rows = {name: [row for section in sections for row in section[name]] for name in sections[0]}
    for number, row in enumerate(rows["statements"], 1):
        row["statement_id"] = name_statement(parsed.article.article_id, number)
    return rows


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
