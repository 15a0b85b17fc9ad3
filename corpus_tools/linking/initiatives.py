"""Initiatives: the register of instruments, bodies and initiatives, once across articles and languages.

Candidates of single articles (see `annotating.initiatives`) become one row when they are one actor, bear
the same name or an alias that a text gives in brackets, are described in the same words within one story,
or stand in aligned sentences of two languages and mean the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.embeddings import Vectors, embed, has_embeddings, similarities
from corpus_tools.characters import fold, slug
from corpus_tools.linking.standing import add_repeats, order_articles

_SAME_NAME = 0.68
"""Names of two languages that are this alike, and each other's best, are one name."""
_SAME_DESCRIPTION = 0.45
_SAME_WITHOUT_KIND = 0.7
_SLUG_WORDS = 7
_BRACKETS = re.compile(r"\s*\(([^()]*)\)?")
_ACTORS = frozenset({"person", "organisation", "place"})


@dataclass(frozen=True)
class _Candidate:
    """A candidate with what linking needs to know of its article and its sentence."""

    number: int
    article_id: str
    sentence_id: str
    start: int
    text: str
    name: str
    core: str
    kind: str
    head: str
    words: frozenset[str]
    is_named: bool
    language: str
    story_id: str
    actor_id: str
    present: tuple[str, ...]
    ties: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """The text without what stands in brackets."""
        return _BRACKETS.sub("", self.text).strip()

    @property
    def aliases(self) -> list[str]:
        """What stands in brackets, folded."""
        return [fold(found).strip() for found in _BRACKETS.findall(self.text)]


def build_initiatives(
    candidates: pd.DataFrame | Sequence[Mapping[str, Any]],
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    alignment: pd.DataFrame,
    *,
    repeats: Collection[str] = frozenset(),
) -> pd.DataFrame:
    """Build the table of initiatives.

    Args:
        candidates: rows of `annotating.initiatives.find_initiatives`, of all articles.
        mentions: table of mentions with `actor_id`.
        articles: table of articles with `story_id`.
        alignment: aligned sentences of story partners, see `stories.align`.
        repeats: sentences that say again what an earlier version says (`standing.find_repeats`).

    Returns:
        The table, sorted by `initiative_id`. `evidence` holds sentence ids and `text` the phrases as they
        stand. `actor_ids` are the actors that a sentence ties to it (`annotating.ties`); `ties` says how, as
        `actor: words (sentence_id)`. Further columns: `n_articles`, `n_stories`, `languages`. A repeat
        adds its article and phrase to a row and makes none. No candidate gives no row.
    """
    found = _read_candidates(pd.DataFrame(candidates), mentions, articles)
    counting = [candidate for candidate in found if candidate.sentence_id not in repeats]
    narrow, wide = (_join(candidates, alignment) for candidates in (counting, found))
    groups, all_groups = (list(map(sorted, nx.connected_components(graph))) for graph in (narrow, wide))
    joined = add_repeats(groups, all_groups, wide.has_edge)
    rows = (_describe([found[n] for n in group], len(own)) for group, own in zip(joined, groups, strict=True))
    return schema.frame("initiatives", _number_rows(rows))


def _join(found: Sequence[_Candidate], alignment: pd.DataFrame) -> nx.Graph:
    """A graph of the numbers of candidates, with an edge where a rule takes two for the same."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(candidate.number for candidate in found)
    for rule in (_join_actors, _join_names, _join_descriptions, _join_translated_names):
        graph.add_edges_from(rule(found))
    graph.add_edges_from(_join_aligned(found, alignment))
    return graph


def _read_candidates(
    candidates: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame
) -> list[_Candidate]:
    """The candidates in order of publication, numbered."""
    if candidates.empty:
        return []
    known = {row["article_id"]: row for row in schema.records(articles)}
    place = {article_id: number for number, article_id in enumerate(order_articles(articles))}
    local: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    near = mentions["sentence_id"].isin(set(candidates["sentence_id"]))
    for row in schema.records(mentions[near]):
        local[row["sentence_id"]].append(row)
    rows = sorted(schema.records(candidates), key=lambda row: (place[row["article_id"]], row["start"]))
    return [
        _read_candidate(number, row, known[row["article_id"]], local[row["sentence_id"]])
        for number, row in enumerate(rows)
    ]


def _read_candidate(
    number: int, row: Mapping[Any, Any], article: Mapping[str, Any], mentions: Sequence[Mapping[Any, Any]]
) -> _Candidate:
    own = next((m["actor_id"] for m in mentions if _is_same(row, m)), "")
    return _Candidate(
        number=number,
        **{
            name: row[name]
            for name in ("article_id", "sentence_id", "start", "text", "name", "core", "kind", "head")
        },
        words=frozenset(schema.split(row["modifiers"])),
        is_named=row["named"] == "yes",
        language=str(article["language"]),
        story_id=str(article["story_id"]) or row["article_id"],
        actor_id=own,
        present=tuple(m["actor_id"] for m in mentions if m["type"] in _ACTORS and m["actor_id"] != own),
        ties=tuple(_link_ties(row.get("ties") or (), mentions, own)),
    )


def _link_ties(
    ties: Sequence[Sequence[str]], mentions: Sequence[Mapping[Any, Any]], own: str
) -> Iterator[tuple[str, str]]:
    """Each tie of a candidate with the actor in place of the entity; an initiative is not tied to itself."""
    actor_of = {m.get("entity", m["actor_id"]): m["actor_id"] for m in mentions}
    split_of = {
        entity: actor_id
        for m in mentions
        for entity, actor_id in zip(
            schema.split(m.get("entity", "")), schema.split(m["actor_id"]), strict=False
        )
    }
    for entity, words in ties:
        actor_id = actor_of.get(entity) or split_of.get(entity, "")
        if actor_id and actor_id != own:
            yield actor_id, words


def _is_same(row: Mapping[Any, Any], mention: Mapping[Any, Any]) -> bool:
    """Whether a named candidate and a named mention are the same stretch of text, nearly."""
    shared: int = min(row["end"], mention["end"]) - max(row["start"], mention["start"])
    longest = max(row["end"] - row["start"], mention["end"] - mention["start"])
    return bool(row["named"] == "yes" and mention["kind"] == "name" and 2 * shared > longest)


def _chain(keyed: Iterable[tuple[object, int]]) -> Iterator[tuple[int, int]]:
    """Join all numbers that share a key."""
    first: dict[object, int] = {}
    for key, number in keyed:
        yield first.setdefault(key, number), number


def _join_actors(found: Sequence[_Candidate]) -> Iterator[tuple[int, int]]:
    return _chain((c.actor_id, c.number) for c in found if c.actor_id)


def _join_names(found: Sequence[_Candidate]) -> Iterator[tuple[int, int]]:
    """The same name, whatever the order of its words, or an alias that one of the texts gives."""
    named = [c for c in found if c.is_named]
    yield from _chain(((c.language, c.kind, c.words), c.number) for c in named)
    labels = [(fold(c.label), c.number) for c in named]
    yield from _chain([*labels, *((alias, c.number) for c in named for alias in c.aliases if alias)])


def _join_descriptions(found: Sequence[_Candidate]) -> Iterator[tuple[int, int]]:
    """The same head and modifiers: within a story, or anywhere when an actor is shared as well."""
    described = [c for c in found if not c.is_named and c.words]
    yield from _chain(((c.story_id, c.language, c.kind, c.words), c.number) for c in described)
    specific = [c for c in described if len(c.words) > 1]
    yield from _chain(
        ((actor, c.language, c.head, c.words), c.number) for c in specific for actor in c.present
    )


def _join_translated_names(found: Sequence[_Candidate]) -> Iterator[tuple[int, int]]:
    """Names of two languages that the sentence encoder finds alike, of one kind, each the other's best."""
    named = [c for c in found if c.is_named and has_embeddings(c.language)]
    for kind in sorted({c.kind for c in named}):
        groups = {
            language: {c.label: c.number for c in reversed(named) if (c.kind, c.language) == (kind, language)}
            for language in sorted({c.language for c in named})
        }
        for left, right in combinations(groups.values(), 2):
            yield from _match_labels(left, right)


def _match_labels(left: Mapping[str, int], right: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    if not left or not right:
        return
    mine, others = sorted(left), sorted(right)
    matrix = similarities(embed(mine), embed(others))
    for i, j in enumerate(matrix.argmax(axis=1)):
        alike = matrix[i, j] >= _SAME_NAME and matrix[:, j].argmax() == i
        if alike and _digits(mine[i]) == _digits(others[j]):
            yield left[mine[i]], right[others[j]]


def _digits(label: str) -> list[str]:
    return sorted(re.findall(r"\d+", label))


def _join_aligned(found: Sequence[_Candidate], alignment: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Candidates of aligned sentences, the most alike first, each with one partner in an article."""
    local: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in found:
        local[candidate.sentence_id].append(candidate)
    pairs = {
        (left, right)
        for mine, other in zip(alignment["sentence_id"], alignment["partner_sentence_id"], strict=True)
        for left in local[mine]
        for right in local[other]
    }
    vectors = _embed(candidate for pair in pairs for candidate in pair)
    scored = sorted(
        ((_compare(left, right, vectors), left.number, right.number) for left, right in pairs),
        key=lambda item: (-item[0], *item[1:]),
    )
    of_number = {candidate.number: candidate for candidate in found}
    taken: set[tuple[int, str]] = set()
    for score, mine, other in scored:
        keys = {(mine, of_number[other].article_id), (other, of_number[mine].article_id)}
        same_kind = of_number[mine].kind == of_number[other].kind
        if score >= (_SAME_DESCRIPTION if same_kind else _SAME_WITHOUT_KIND) and not keys & taken:
            taken |= keys
            yield mine, other


def _embed(candidates: Iterable[_Candidate]) -> dict[tuple[str, str], Vectors]:
    """The vectors of the label and of the core of candidates, by both; of those in languages of the model."""
    phrases = sorted({(c.label, c.core) for c in candidates if has_embeddings(c.language)})
    vectors = embed([text for phrase in phrases for text in phrase])
    return {phrase: vectors[2 * number : 2 * number + 2] for number, phrase in enumerate(phrases)}


def _compare(left: _Candidate, right: _Candidate, vectors: Mapping[tuple[str, str], Vectors]) -> float:
    """How alike two phrases are: by meaning, or by the share of common words where one cannot be embedded."""
    if has_embeddings(left.language) and has_embeddings(right.language):
        return float(similarities(vectors[left.label, left.core], vectors[right.label, right.core]).max())
    return 0.5 if left.kind == right.kind else 0.0


def _describe(group: Sequence[_Candidate], n_counting: int) -> dict[str, Any]:
    """One row, without its id being checked for doubles; after the first `n_counting`, repeats follow."""
    counting = group[:n_counting]
    first = min(counting, key=lambda c: (c.language != "en", not c.is_named, c.number))
    actor_id = next((c.actor_id for c in counting if c.actor_id), "")
    kinds = Counter(c.kind for c in counting)
    return {
        "initiative_id": actor_id or slug(" ".join(first.name.split()[:_SLUG_WORDS])),
        "name": first.name,
        "kind": max(sorted(kinds), key=kinds.__getitem__),
        "actor_ids": schema.join(actor for c in counting for actor, _ in c.ties),
        "first_article_id": group[0].article_id,
        "article_ids": schema.join(c.article_id for c in group),
        "evidence": schema.join(c.sentence_id for c in group),
        "text": schema.join(c.text.replace(schema.SEPARATOR, "/") for c in group),
        "n_articles": len({c.article_id for c in group}),
        "n_stories": len({c.story_id for c in counting}),
        "languages": schema.join(sorted({c.language for c in group})),
        "ties": schema.join(_tell_tie(c, *tie) for c in counting for tie in c.ties),
    }


def _tell_tie(candidate: _Candidate, actor_id: str, words: str) -> str:
    """A tie with its evidence, such as `ghana: launched (a1.s002)`."""
    return f"{actor_id}: {words.replace(schema.SEPARATOR, '/')} ({candidate.sentence_id})"


def _number_rows(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows sorted by id; a second row of one id gets the number 2, and so on."""
    ordered = sorted(rows, key=lambda row: (row["initiative_id"], row["evidence"]))
    seen: Counter[str] = Counter()
    for row in ordered:
        seen[name := row["initiative_id"]] += 1
        row["initiative_id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return ordered
