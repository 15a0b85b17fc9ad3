"""The pipeline: articles in, linked tables out, in the one order in which the rooms follow each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority
from corpus_tools.correcting.actors import follow_parts
from corpus_tools.correcting.desk import Desk
from corpus_tools.correcting.entries import Correction
from corpus_tools.linking.actors import link_actors
from corpus_tools.linking.agencies import find_credits
from corpus_tools.linking.dating import bound_publication, resolve_times
from corpus_tools.linking.events import build_events
from corpus_tools.linking.initiatives import build_initiatives
from corpus_tools.linking.ledger import build_ledger
from corpus_tools.linking.lineage import list_versions, trace_lineage
from corpus_tools.linking.omissions import find_omissions
from corpus_tools.linking.partitions import ALONE, Means
from corpus_tools.linking.sources import (
    add_ledger_sources,
    add_sources,
    add_statement_sources,
    mark_sources,
)
from corpus_tools.linking.standing import find_repeats
from corpus_tools.linking.statements import link_statements
from corpus_tools.linking.stories import align, find_pairs, find_stories
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import Reading
from corpus_tools.running.parts import list_rows

Tables = dict[str, pd.DataFrame]
Annotate = Callable[[Sequence[Article]], Mapping[str, pd.DataFrame]]

ORDER = (
    "articles", "dropped", "refused", "repairs", "lineage", "omissions", "sentences", "mentions", "actors",
    "roles", "times", "statements", "ledger", "initiatives", "events", "corrections",
)  # fmt: skip
"""The tables of a corpus, in the order in which they are made."""

_FEW = 12
"""Articles of a story up to which each two of them are aligned."""
_BESIDE = {
    "mentions": ("entity",),
    "roles": ("entity", "organisation"),
    "times": ("tense", "timex", "mod"),
    "statements": ("by", "reality", "status", "what_start", "what_end"),
}
"""Columns that linking needs beside those of the contract, there also when a table has no row."""


def build_tables(
    reading: Reading,
    annotate: Annotate,
    *,
    authority: Authority | None = None,
    corrections: Sequence[Correction] = (),
    means: Means = ALONE,
) -> Tables:
    """The tables of a corpus by name: those of the contract but figures.

    Args:
        reading: what reading made of a folder.
        annotate: gives the rows of articles by table, in their order (`parts`); each table is taken once.
        authority: the known names; the shipped ones when None.
        corrections: what a person says; each is applied right after the step that it corrects, and before
            all that is derived from it.
        means: who compares pairs of articles, the joins that take time; this process if not given.
    """
    desk = Desk(corrections, reading.texts)
    read = desk.correct("articles", {"articles": reading.articles})["articles"]
    rows = annotate(replace(reading, articles=read).items())
    tables = {
        "dropped": reading.dropped,
        "refused": reading.refused,
        "repairs": reading.repairs,
        **_tell_stories(rows, read, desk, means),
    }
    tables |= _link(rows, tables, desk, authority)
    tables |= _trace(tables, reading.texts, means)
    tables |= _derive(rows, tables, desk, reading.texts)
    tables["corrections"] = desk.tabulate()
    return {name: tables[name] for name in ORDER}


def _tell_stories(rows: Mapping[str, pd.DataFrame], read: pd.DataFrame, desk: Desk, means: Means) -> Tables:
    """Articles with their stories and the pairs that make these, sentences, and times as they tell them."""
    sentences = schema.frame("sentences", rows["sentences"])
    times = schema.complete(schema.frame("times", rows["times"]), _BESIDE["times"])
    articles = _count_sentences(read, sentences)
    pairs = find_pairs(articles, sentences, times=times, means=means)
    articles = find_stories(articles, sentences, pairs=pairs)
    told = desk.correct("stories", {"articles": articles, "pairs": pairs})
    wanted = _pair_stories(told["articles"], told["pairs"])
    alignment = align(told["articles"], sentences, pairs=wanted, means=means)
    return {**told, "sentences": sentences, "times": times, "alignment": alignment}


def _link(
    rows: Mapping[str, pd.DataFrame], tables: Tables, desk: Desk, authority: Authority | None
) -> Tables:
    """Mentions, actors and roles of the corpus, and what they tell about dates."""
    found = {
        name: schema.complete(schema.frame(name, rows[name]), _BESIDE[name]) for name in ("mentions", "roles")
    }
    linked = link_actors(found["mentions"], found["roles"], tables["articles"], authority=authority)
    named = dict(zip(("mentions", "actors", "roles"), linked, strict=True))
    named = desk.correct("actors", {**tables, **named})
    articles = bound_publication(tables["articles"], tables["times"], named["mentions"])
    times = resolve_times(tables["times"], articles, named["mentions"])
    return {**named, "articles": articles, "times": times}


def _trace(tables: Tables, texts: Mapping[str, str], means: Means) -> Tables:
    """Whose report each article carries, and what it leaves out of it."""
    articles, sentences = tables["articles"], tables["sentences"]
    credited = find_credits(articles, tables["dropped"], texts)
    lineage = trace_lineage(
        articles, tables["pairs"], credited, sentences, texts, alignment=tables["alignment"]
    )
    told = (articles, sentences, tables["times"], tables["alignment"])
    omissions = find_omissions(*told, pairs=list_versions(lineage), means=means)
    return {"lineage": lineage, "omissions": omissions, "articles": mark_sources(articles, lineage)}


def _derive(rows: Mapping[str, pd.DataFrame], tables: Tables, desk: Desk, texts: Mapping[str, str]) -> Tables:
    """What is said, promised, named and done, once per story."""
    articles, mentions, times = (tables[name] for name in ("articles", "mentions", "times"))
    alignment = tables["alignment"]
    pairs = list_versions(tables["lineage"])
    repeats = find_repeats(articles, tables["sentences"], alignment, tables["omissions"], pairs=pairs)
    statements = link_statements(follow_parts(rows["statements"], mentions), mentions)
    statements = schema.complete(statements, _BESIDE["statements"])
    statements = desk.correct("statements", {**tables, "statements": statements})["statements"]
    statements = add_statement_sources(statements, articles, mentions)
    ledger = build_ledger(statements, articles, times, alignment, texts, repeats=repeats)
    ledger = desk.correct("ledger", {**tables, "ledger": ledger})["ledger"]
    happened = follow_parts(rows["events"], mentions)
    events = build_events(happened, articles, mentions, times, alignment, texts, repeats=repeats)
    events = desk.correct("events", {**tables, "events": events})["events"]
    initiatives = build_initiatives(
        list_rows(rows["initiatives"]), mentions, articles, alignment, repeats=repeats
    )
    return {
        "statements": statements,
        "ledger": add_ledger_sources(ledger, statements, articles),
        "initiatives": initiatives,
        "events": add_sources(events, articles),
    }


def _count_sentences(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    counts = sentences["article_id"].value_counts()
    return articles.assign(n_sentences=articles["article_id"].map(counts).fillna(0).astype("int64"))


def _pair_stories(articles: pd.DataFrame, pairs: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of articles of one story, in the order of the table: all, or of a large story those found."""
    found = set(zip(pairs["article_id"], pairs["partner_article_id"], strict=True))
    chosen: list[tuple[str, str]] = []
    for _, members in articles.groupby("story_id", sort=False)["article_id"]:
        first = members.iloc[0]
        chosen += [
            pair
            for pair in combinations(members, 2)
            if len(members) <= _FEW or pair[0] == first or {pair, pair[::-1]} & found
        ]
    return chosen
