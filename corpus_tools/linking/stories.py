"""Stories: which articles report the same thing, as copies, translations or other versions of one another.

A story is counted once. Copies share their wording (see `copies`); versions share what their sentences
say and the names and numbers in them (see `versions`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx as nx
import pandas as pd

from corpus_tools import schema
from corpus_tools.linking.bodies import Body, read_bodies
from corpus_tools.linking.copies import find_copies
from corpus_tools.linking.partitions import ALONE, Found, Means, Task
from corpus_tools.linking.standing import order_articles
from corpus_tools.linking.templates import differ_in_facts
from corpus_tools.linking.versions import Comparer, find_candidates, share_names, share_numbers

_AGREEING = 0.4
_AGREEING_MORE = 0.6
"""Reports made from one template share their wording, but fewer names or numbers than this (or than the
second, where less than half of the wording is shared)."""

_MOSTLY = 0.5


class Pair(NamedTuple):
    """Two articles that report the same thing; the columns of the table of pairs."""

    article_id: str
    partner_article_id: str
    relation: str
    score: float
    basis: str


class AlignedPair(NamedTuple):
    """Two sentences that say the same; the columns of the alignment."""

    article_id: str
    sentence_id: str
    partner_article_id: str
    partner_sentence_id: str
    similarity: float


def find_stories(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    times: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    pairs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table of articles with `story_id`, `copy_of` and `translation_of` filled; the input is unchanged.

    A story is named after its first article (`standing.order_articles`). A copy names
    the first article of its wording. The first article of each further language names the first article of
    the story as what it translates; which of the two was written first is not known.

    Args:
        articles: table of articles; language and dates of publication are used where they are known.
        sentences: table of sentences.
        times: table of times; the days that two reports name then count beside their numbers.
        mentions: table of mentions; linked people then count beside their names.
        pairs: what `find_pairs` found, where it is known already.
    """
    if pairs is None:
        pairs = find_pairs(articles, sentences, times=times, mentions=mentions)
    order = order_articles(articles)
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    story = {member: members[0] for members in _group(order, pairs) for member in members}
    copied = {
        member: members[0]
        for members in _group(order, pairs[pairs["relation"] == "copy"])
        for member in members
    }
    translated = _find_translations(order, story, language)
    ids = articles["article_id"]
    return schema.frame(
        "articles",
        articles.assign(
            story_id=[f"story-{story[each]}" for each in ids],
            copy_of=[copied[each] if copied[each] != each else "" for each in ids],
            translation_of=[translated.get(each, "") for each in ids],
        ),
    )


def find_pairs(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    times: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    means: Means = ALONE,
) -> pd.DataFrame:
    """Every pair of articles found to report the same thing, with the reason.

    A row has `article_id` and `partner_article_id` (in order), `relation` (copy, translation, or version:
    told anew in the same language), `score` (from 0 to 1) and `basis` in words. Sorted by the two ids.
    `means` say who compares the pairs that are no copies.
    """
    bodies = read_bodies(articles, sentences, times=times, mentions=mentions)
    pairs = {pair[:2]: pair for pair in _find_copies(bodies)}
    candidates = [pair for pair in find_candidates(bodies) if pair not in pairs]
    for versions in means.compare(compare_pairs, candidates, bodies):
        pairs |= {(row[0], row[1]): Pair(*row) for row in versions}
    return pd.DataFrame(sorted(pairs.values()), columns=list(Pair._fields))


def align(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    pairs: Sequence[tuple[str, str]],
    means: Means = ALONE,
) -> pd.DataFrame:
    """The sentences that say the same in pairs of articles, in the order of the pairs and of the text.

    A row has `article_id`, `sentence_id`, `partner_article_id`, `partner_sentence_id` and `similarity`; a
    sentence may have two partners that stand together, and one without a partner has no row. `means` say
    who aligns them.
    """
    wanted = {article_id for pair in pairs for article_id in pair}
    bodies = read_bodies(articles[articles["article_id"].isin(wanted)], sentences)
    found = means.compare(align_pairs, pairs, bodies)
    return pd.DataFrame([row for rows in found for row in rows], columns=list(AlignedPair._fields))


def compare_pairs(task: Task) -> Found:
    """For each pair of a task a row like `Pair`, or none where it is no version or translation."""
    comparer = Comparer()
    found = (_compare(task.bodies[one], task.bodies[other], comparer) for one, other in task.pairs)
    return [[list(pair)] if pair else [] for pair in found]


def align_pairs(task: Task) -> Found:
    """For each pair of a task rows like `AlignedPair`, one for two sentences that say the same."""
    comparer = Comparer()
    return [
        [
            [first, mine, second, other, similarity]
            for mine, other, similarity in comparer.align_ids(task.bodies[first], task.bodies[second])
        ]
        for first, second in task.pairs
    ]


def _find_copies(bodies: Mapping[str, Body]) -> Iterable[Pair]:
    for copy in find_copies({article_id: body.text for article_id, body in bodies.items()}):
        left, right = bodies[copy.article_id], bodies[copy.partner_id]
        least = _AGREEING if copy.containment >= _MOSTLY else _AGREEING_MORE
        agree = min(share_names(left, right), share_numbers(left, right)) >= least
        if agree and not differ_in_facts(left, right):
            basis = f"{copy.containment:.0%} of the shorter text in the same words"
            yield Pair(copy.article_id, copy.partner_id, "copy", copy.containment, basis)


def _compare(left: Body, right: Body, comparer: Comparer) -> Pair | None:
    likeness = comparer.compare(left, right)
    if not likeness.is_version or (likeness.kind == "version" and differ_in_facts(left, right)):
        return None
    relation = "version" if likeness.kind == "version" else "translation"
    by = "anchors" if likeness.kind == "anchors" else "meaning"
    basis = (
        f"aligned by {by} {likeness.covered:.2f}, names {likeness.names:.2f}, numbers {likeness.numbers:.2f}"
    )
    return Pair(left.article_id, right.article_id, relation, likeness.score, basis)


def _find_translations(
    order: Sequence[str], story: Mapping[str, str], language: Mapping[str, str]
) -> dict[str, str]:
    """The first article of each further language of a story, with the first of the story."""
    leaders: dict[tuple[str, str], str] = {}
    for article_id in order:
        leaders.setdefault((story[article_id], language[article_id]), article_id)
    return {leader: first for (first, _), leader in leaders.items() if leader != first}


def _group(order: Sequence[str], pairs: pd.DataFrame) -> list[list[str]]:
    """The articles that pairs connect, each group in the given order."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(order)
    graph.add_edges_from(zip(pairs["article_id"], pairs["partner_article_id"], strict=True))
    place = {article_id: number for number, article_id in enumerate(order)}
    return [sorted(members, key=place.__getitem__) for members in nx.connected_components(graph)]
