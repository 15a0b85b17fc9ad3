"""The pipeline: articles in, linked tables out, in the one order in which the rooms follow each other."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority
from corpus_tools.linking.actors import link_actors
from corpus_tools.linking.agencies import find_credits
from corpus_tools.linking.dating import bound_publication, resolve_times
from corpus_tools.linking.events import build_events
from corpus_tools.linking.initiatives import build_initiatives
from corpus_tools.linking.ledger import build_ledger
from corpus_tools.linking.lineage import trace_lineage
from corpus_tools.linking.sources import (
    add_ledger_sources,
    add_sources,
    add_statement_sources,
    mark_sources,
)
from corpus_tools.linking.statements import link_statements
from corpus_tools.linking.stories import align, find_pairs, find_stories
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import Reading

Tables = dict[str, pd.DataFrame]
Rows = list[dict[str, Any]]
Annotate = Callable[[Sequence[Article]], Sequence[Mapping[str, Rows]]]

ANNOTATED = ("sentences", "tokens", "times", "mentions", "roles", "statements", "events", "initiatives")
"""The rows that an annotation holds, by table."""

_TOKENS = {
    **dict.fromkeys(("article_id", "sentence_id"), "str"),
    **dict.fromkeys(("start", "end"), "int64"),
    **dict.fromkeys(("text", "lemma", "pos"), "str"),
    **dict.fromkeys(("is_word", "is_stop"), "bool"),
}
_BESIDE = {
    "mentions": ("entity",),
    "roles": ("entity", "organisation"),
    "times": ("tense", "timex", "mod"),
    "statements": ("by", "reality", "status", "what_start", "what_end"),
}
"""Columns that linking needs beside those of the contract, there also when a table has no row."""


def build_tables(reading: Reading, annotate: Annotate, *, authority: Authority | None = None) -> Tables:
    """The tables of a corpus by name: those of the contract but figures, and `tokens`.

    Args:
        reading: what reading made of a folder.
        annotate: gives the annotations of articles, in their order.
        authority: the known names; the shipped ones when None.
    """
    rows = _gather(annotate(reading.items()))
    sentences, times = (
        schema.frame("sentences", rows["sentences"]),
        schema.complete(schema.frame("times", rows["times"]), _BESIDE["times"]),
    )
    articles = _count_sentences(reading.articles, sentences)
    pairs = find_pairs(articles, sentences, times=times)
    articles = find_stories(articles, sentences, pairs=pairs)
    alignment = align(articles, sentences, pairs=_pair_stories(articles))
    named = {
        name: schema.complete(schema.frame(name, rows[name]), _BESIDE[name]) for name in ("mentions", "roles")
    }
    mentions, actors, roles = link_actors(named["mentions"], named["roles"], articles, authority=authority)
    articles = bound_publication(articles, times, mentions)
    times = resolve_times(times, articles, mentions)
    credited = find_credits(articles, reading.dropped, reading.texts)
    lineage = trace_lineage(articles, pairs, credited, sentences, reading.texts, alignment=alignment)
    articles = mark_sources(articles, lineage)
    statements = schema.complete(link_statements(rows["statements"], mentions), _BESIDE["statements"])
    statements = add_statement_sources(statements, articles)
    ledger = build_ledger(statements, articles, times, alignment, reading.texts)
    events = build_events(rows["events"], articles, mentions, times, alignment, reading.texts)
    return {
        "articles": articles,
        "dropped": reading.dropped,
        "refused": reading.refused,
        "repairs": reading.repairs,
        "lineage": lineage,
        "sentences": sentences,
        "tokens": _frame_tokens(rows["tokens"]),
        "mentions": mentions,
        "actors": actors,
        "roles": roles,
        "times": times,
        "statements": statements,
        "ledger": add_ledger_sources(ledger, statements, articles),
        "initiatives": build_initiatives(rows["initiatives"], mentions, articles, alignment),
        "events": add_sources(events, articles),
    }


def _gather(annotations: Sequence[Mapping[str, Rows]]) -> dict[str, Rows]:
    """The rows of all articles by table, article after article."""
    return {name: [row for annotation in annotations for row in annotation[name]] for name in ANNOTATED}


def _count_sentences(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    counts = sentences["article_id"].value_counts()
    return articles.assign(n_sentences=articles["article_id"].map(counts).fillna(0).astype("int64"))


def _pair_stories(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Each two articles of one story, in the order of the table."""
    stories = articles.groupby("story_id", sort=False)["article_id"]
    return [pair for _, members in stories for pair in combinations(members, 2)]


def _frame_tokens(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(_TOKENS)).astype(_TOKENS)
