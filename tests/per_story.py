"""Every number per story that the package gives: what a copy or a translation must leave as it is."""

from collections import Counter
from collections.abc import Callable, Mapping

import pandas as pd

from corpus_tools.measuring import codebook, networks, speakers
from corpus_tools.measuring.collocations import find_collocations
from corpus_tools.measuring.once import COUNTED, count_once
from corpus_tools.measuring.terms import count_terms
from corpus_tools.publishing import origins, overview, register
from corpus_tools.running.pipeline import Tables
from corpus_tools.schema import records

Rows = Counter[tuple[str, ...]]

LEDGER = "ledger_id act by_ids to_ids what due_earliest due_latest status n_stories n_sources"
EVENTS = (
    "event_id date_start date_end precision kind place_id participant_ids object_ids for_ids title horizon "
    "n_stories n_sources"
)
INITIATIVES = "initiative_id kind actor_ids n_stories"
BOOK = codebook.load_codebook()


def _count_corpus(tables: Tables) -> pd.DataFrame:
    numbers = origins.count_corpus(tables["articles"])
    whole = overview.count_both_ways(tables["articles"], "language").tail(1)
    return whole.assign(n_stories=numbers[1], n_sources=numbers[2])


def _count_sources(tables: Tables) -> pd.DataFrame:
    told = (tables["statements"], tables["ledger"], tables["events"], tables["articles"])
    reports = origins.count_reports(*told)
    return reports[reports["counted"] == COUNTED[1]]


def _list_actors(tables: Tables) -> pd.DataFrame:
    return register.list_register(tables["actors"], tables["mentions"], tables["articles"])


def _list_roles(tables: Tables) -> pd.DataFrame:
    roles, named = tables["roles"], tables["actors"].assign(name=tables["actors"]["actor_id"])
    return register.list_roles(roles, named, tables["articles"])


def _list_pairs(tables: Tables) -> pd.DataFrame:
    together = networks.find_cooccurrences(tables["mentions"], tables["articles"])
    return count_once(together, tables["articles"])


def _list_addresses(tables: Tables) -> pd.DataFrame:
    addresses = networks.find_addresses(tables["statements"], tables["articles"])
    return count_once(addresses, tables["articles"])


def _list_speakers(tables: Tables) -> pd.DataFrame:
    return register.list_speakers(tables["statements"], tables["actors"], tables["articles"], top=10**6)


def _code(tables: Tables) -> pd.DataFrame:
    return codebook.code_sentences(tables["sentences"], tables["articles"], BOOK)


def _list_topics(tables: Tables) -> pd.DataFrame:
    told = (_code(tables), tables["sentences"], tables["articles"])
    return count_once(codebook.describe_topics(*told, BOOK), tables["articles"], beside="n_sentences")


def _list_overlaps(tables: Tables) -> pd.DataFrame:
    return count_once(codebook.measure_overlap(_code(tables)), tables["articles"])


def _list_coverage(tables: Tables) -> pd.DataFrame:
    return codebook.measure_coverage(_code(tables), tables["sentences"], tables["articles"])


def _trace(tables: Tables) -> pd.DataFrame:
    """The statements of whoever speaks in most stories, by period and topic."""
    spoken = _list_speakers(tables)
    known = spoken[spoken["actor_id"] != ""].sort_values(["n_stories", "value", "actor_id"])
    labels = {topic.topic_id: topic.label("en") for topic in BOOK}
    last = str(known["actor_id"].iloc[-1]) if len(known) else ""
    told = (tables["statements"], _code(tables), tables["articles"], last, labels)
    return speakers.trace_speaker(*told)


NUMBERS: Mapping[str, tuple[Callable[[Tables], pd.DataFrame], str]] = {
    "corpus": (_count_corpus, "n_stories n_sources n_words_once n_sentences_once"),
    "ledger": (lambda tables: tables["ledger"], LEDGER),
    "events": (lambda tables: tables["events"], EVENTS),
    "initiatives": (lambda tables: tables["initiatives"], INITIATIVES),
    "sources": (_count_sources, "table n_rows one_source two_sources more_sources"),
    "actors": (_list_actors, "actor_id n_stories n_mentions_once"),
    "roles": (_list_roles, "actor role n_stories n_roles_once"),
    "pairs": (_list_pairs, "source target n_stories n_once"),
    "addresses": (_list_addresses, "source target act n_stories n_once"),
    "speakers": (_list_speakers, "actor_id n_stories value"),
    "topics": (_list_topics, "topic_id n_stories n_sentences_once"),
    "overlaps": (_list_overlaps, "topic_id other_id n_once"),
    "coverage": (_list_coverage, "language n_sentences_once n_coded_once n_several_once"),
    "a speaker": (_trace, "row column n_once n_stories"),
}
"""Each number, with how it is made of the tables and the columns that hold it, none of which may change."""

WORDS: Mapping[str, tuple[Callable[[Tables], pd.DataFrame], str]] = {
    "terms": (
        lambda tables: count_terms(tables["tokens"], tables["articles"]),
        "language term n_once n_stories",
    ),
    "collocations": (
        lambda tables: find_collocations(tables["tokens"], tables["articles"], min_n=1),
        "language left right n_once n_stories",
    ),
}
"""Words are counted per story and language: a copy changes nothing, a translation adds words of its own."""


def count_per_story(name: str, tables: Tables) -> Rows:
    """The rows of a number, each as often as it is there; a row that no story has is none."""
    make, columns = {**NUMBERS, **WORDS}[name]
    wanted = columns.split()
    first = next(column for column in wanted if column.startswith("n_"))
    return Counter(
        tuple(str(row[column]) for column in wanted) for row in records(make(tables)) if row[first]
    )


def tell_change(name: str, before: Tables, after: Tables) -> tuple[list[tuple[str, ...]], ...]:
    """The rows that went and those that came."""
    one, other = count_per_story(name, before), count_per_story(name, after)
    return sorted((one - other).elements()), sorted((other - one).elements())
