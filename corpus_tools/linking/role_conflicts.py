"""Role conflicts: offices that texts give one actor and that cannot both be right at one time.

Nothing is resolved: both wordings are listed with their sentences. Two wordings conflict when they say the
same office in one language with another body, rank or field of work. A shorter or a translated wording does
not conflict, nor do two offices held in one sentence, nor one that is over ("former"). Where the dates of
the articles part the two, it is listed as a change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from corpus_tools.annotating.capitals import match_phrase, split_words
from corpus_tools.annotating.wording import Wording, load_wording
from corpus_tools.schema import records

COLUMNS = (
    "actor_id", "kind", "differs", "role", "dates", "other_role", "other_dates", "sentence_ids",
)  # fmt: skip
CONTRADICTION, CHANGE = "contradiction", "change"
_STEM = 5
"""Letters by which words of a field of work are compared: technology, technologies."""


@dataclass(frozen=True)
class _Held:
    """One wording of an office that an actor holds, with all that says so."""

    actor_id: str
    language: str
    role: str
    head: str
    ranks: frozenset[str]
    fields: frozenset[str]
    organisation_id: str
    dates: tuple[str, ...]
    sentence_ids: tuple[str, ...]


def find_role_conflicts(roles: pd.DataFrame, articles: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Find the roles of each actor that contradict each other, or follow on each other.

    Args:
        roles: the table `roles`.
        articles: the table `articles`, for languages.
        actors: the table `actors`, for the types of organisations.

    Returns:
        A row per pair of wordings: actor_id, kind (`contradiction`, or `change` when all dates of the one lie
        before all of the other), differs (organisation, rank or field), role, dates, other_role, other_dates
        and sentence_ids (those of the one, then of the other); by actor, in order of the dates. Empty when
        nothing conflicts.
    """
    types = dict(zip(actors["actor_id"], actors["type"], strict=True))
    by_actor: dict[str, list[_Held]] = {}
    for held in _read_roles(roles, articles):
        by_actor.setdefault(held.actor_id, []).append(held)
    rows = [
        row
        for actor_id in sorted(by_actor)
        for one, other in combinations(sorted(by_actor[actor_id], key=_order), 2)
        for row in _compare(one, other, types)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _order(held: _Held) -> tuple[str, str]:
    return held.dates[0] if held.dates else "9999", held.role


def _read_roles(roles: pd.DataFrame, articles: pd.DataFrame) -> Iterator[_Held]:
    """The offices of persons, one for each wording; what is over or names no office is left out."""
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in records(roles):
        if row["actor_id"]:
            spoken = language.get(row["article_id"], "")
            wording = " ".join(word.folded for word in split_words(row["role"]))
            groups.setdefault((row["actor_id"], spoken, wording, row["organisation_id"]), []).append(row)
    for (actor_id, spoken, _, organisation_id), same in groups.items():
        words = load_wording(spoken)
        head, ranks, fields = _read_office(same[0]["role"], words)
        if head and not ranks & words.words["past_offices"]:
            dates = tuple(sorted({row["date"] for row in same if row["date"]}))
            ids = tuple(dict.fromkeys(row["sentence_id"] for row in same))
            yield _Held(actor_id, spoken, same[0]["role"], head, ranks, fields, organisation_id, dates, ids)


def _read_office(role: str, wording: Wording) -> tuple[str, frozenset[str], frozenset[str]]:
    """The noun of an office, the words of rank before it, and stems of its field of work.

    >>> [sorted(part) for part in _read_office("Deputy Minister of Foreign Affairs", load_wording("en"))[1:]]
    [['deputy'], ['affai', 'forei']]
    """
    words = split_words(role)
    known = [
        i
        for i, word in enumerate(words)
        if match_phrase([word], 0, wording.phrases["roles"]) == 1 and word.folded not in _ranks(wording)
    ]
    if not known:
        return "", frozenset(), frozenset()
    head = words[known[0]].folded
    ranks = {word.folded for word in words[: known[0] + 2] if word.folded in _ranks(wording)}
    same = wording.maps["same_fields"]
    fields = {
        same.get(word.folded, word.folded)[:_STEM]
        for i, word in enumerate(words)
        if i != known[0] and wording.has("portfolio", word.folded) and len(word.folded) > 3
    } - {rank[:_STEM] for rank in ranks}
    return wording.maps["same_offices"].get(head, head), frozenset(ranks), frozenset(fields)


def _ranks(wording: Wording) -> frozenset[str]:
    return wording.words["ranks"] | wording.words["past_offices"]


def _compare(one: _Held, other: _Held, types: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The conflict of two wordings, or nothing."""
    together = set(one.sentence_ids) & set(other.sentence_ids)
    if one.language != other.language or one.head != other.head or together:
        return
    differs = _find_difference(one, other, types)
    if differs:
        yield {
            "actor_id": one.actor_id,
            "kind": CHANGE if _follow(one.dates, other.dates) else CONTRADICTION,
            "differs": differs,
            "role": one.role,
            "dates": "|".join(one.dates),
            "other_role": other.role,
            "other_dates": "|".join(other.dates),
            "sentence_ids": "|".join((*one.sentence_ids, *other.sentence_ids)),
        }


def _find_difference(one: _Held, other: _Held, types: Mapping[str, str]) -> str:
    """What two wordings of one office differ in; empty when they can both be right."""
    bodies = one.organisation_id, other.organisation_id
    same_field = bool(one.fields & other.fields) or (not one.fields and not other.fields)
    if one.ranks != other.ranks:
        full = bool(one.fields & other.fields) or (same_field and bodies[0] == bodies[1] != "")
        return "rank" if full else ""
    is_envoy = one.head in load_wording(one.language).words["envoys"]
    if all(bodies) and bodies[0] != bodies[1] and types.get(bodies[0]) == types.get(bodies[1]):
        return "organisation" if same_field and not is_envoy else ""
    return "field" if one.fields and other.fields and not one.fields & other.fields else ""


def _follow(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all dates of the one lie before all dates of the other."""
    return bool(one and other) and (max(one) < min(other) or max(other) < min(one))
