"""Register: who appears, what is said of them and what they say, as small tables that notebooks show.

They arrange the tables of a run for a reader, each row with its sentences; what is drawn comes from
`drawings` and, for speakers and addressees, from here.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.linking.standing import first_versions, story_of
from corpus_tools.measuring.networks import merge_acts
from corpus_tools.publishing.plots.calendars import say_span
from corpus_tools.schema import join, split, stream

_DISCOVERED = "discovered"


def list_register(
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    most: int = 3,
    discovered: bool = False,
) -> pd.DataFrame:
    """The actors for reading, those in most stories first, each with the first sentences that mention it.

    Args:
        actors: the table actors.
        mentions: the table mentions.
        articles: the table articles.
        most: sentences given for an actor.
        discovered: only the actors that no authority file knows.

    Returns:
        name, type, aliases, n_articles, n_stories, n_mentions (as published), n_mentions_once (each story
        once), basis, sentence_ids, actor_id.
    """
    chosen = actors[actors["basis"].str.contains(_DISCOVERED)] if discovered else actors
    order = ["n_stories", "n_mentions", "actor_id"]
    ranked = chosen.sort_values(order, ascending=[False, False, True], ignore_index=True)
    seen = find_sentences(mentions, "actor_id")
    once = mentions["article_id"].isin(first_versions(articles))
    counts = Counter(each for cell in mentions.loc[once, "actor_id"] for each in split(cell))
    ranked["n_mentions_once"] = [counts[actor_id] for actor_id in ranked["actor_id"]]
    ranked["sentence_ids"] = [join(seen.get(actor_id, [])[:most]) for actor_id in ranked["actor_id"]]
    ranked["aliases"] = ranked["aliases"].str.replace("|", ", ")
    columns = "name type aliases n_articles n_stories n_mentions n_mentions_once basis sentence_ids actor_id"
    return ranked[columns.split()]


def find_sentences(data: pd.DataFrame, column: str) -> dict[str, list[str]]:
    """The sentences of each id of a column, in order, each once.

    >>> find_sentences(pd.DataFrame({"actor_id": ["a|b", "a"], "sentence_id": ["s1", "s1"]}), "actor_id")
    {'a': ['s1'], 'b': ['s1']}
    """
    found: dict[str, dict[str, None]] = {}
    for row in stream(data):
        for item in split(row[column]):
            found.setdefault(item, {})[row["sentence_id"]] = None
    return {item: list(sentences) for item, sentences in found.items()}


def list_roles(roles: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The roles that the texts give each actor, as they give them; nothing is reconciled.

    Returns:
        actor, n_roles (different wordings for this actor, as published), n_roles_once (in the versions that
        stand for their stories), role, organisation, n_articles and n_stories that say so, dates (of these
        articles), sentence_ids; actors with most wordings first.
    """
    once = set(first_versions(articles))
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    dated = roles.assign(date=roles["date"].where(roles["date"] != "", "undated"))
    keys = ["actor_id", "role", "organisation_id"]
    grouped = dated.groupby(keys, sort=False).agg(
        n_articles=("article_id", "nunique"),
        n_stories=("article_id", lambda ids: len(once.intersection(ids))),
        dates=("date", lambda cells: ", ".join(sorted(set(cells)))),
        sentence_ids=("sentence_id", join),
    )
    listed = grouped.reset_index()
    own = dated[dated["article_id"].isin(once)].groupby("actor_id")["role"].nunique()
    listed["n_roles_once"] = listed["actor_id"].map(own).fillna(0).astype("int64")
    listed["n_roles"] = listed.groupby("actor_id")["role"].transform("nunique")
    listed["actor"] = listed["actor_id"].map(names)
    listed["organisation"] = listed["organisation_id"].map(names).fillna("")
    listed = listed.sort_values(["n_roles", "actor_id"], ascending=[False, True], kind="stable")
    counts = ["n_roles", "n_roles_once", "role", "organisation", "n_articles", "n_stories"]
    columns = ["actor", *counts, "dates", "sentence_ids"]
    return listed[columns].reset_index(drop=True)


def name_conflicts(conflicts: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """What `role_conflicts.find_role_conflicts` gives, with the name of the actor in place of its id."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    named = conflicts.assign(actor=conflicts["actor_id"].map(names).fillna(conflicts["actor_id"]))
    return named[["actor", *(column for column in conflicts if column != "actor_id")]]


def list_speakers(
    statements: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame, *, top: int = 15
) -> pd.DataFrame:
    """How much each speaker is reported to say, for `plot_bars`.

    Returns:
        label (speaker), value (statements, each story once), n (statements as published), n_stories,
        sentence_ids, actor_id; by falling value, then n. Statements without a known speaker are one row,
        the last.
    """
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    once = set(first_versions(articles))
    found: dict[str, list[tuple[str, str]]] = {}
    for row in stream(statements):
        for speaker in split(row["speaker_id"]) or [""]:
            found.setdefault(speaker, []).append((row["article_id"], row["sentence_id"]))
    rows: list[dict[str, Any]] = [
        {
            "label": names.get(speaker, speaker) or "(speaker not found)",
            "value": sum(article_id in once for article_id, _ in places),
            "n": len(places),
            "n_stories": len(once.intersection(article_id for article_id, _ in places)),
            "sentence_ids": join(sentence_id for _, sentence_id in places),
            "actor_id": speaker,
        }
        for speaker, places in found.items()
    ]
    rows.sort(key=lambda row: (row["actor_id"] == "", -row["value"], -row["n"], row["actor_id"]))
    columns = ["label", "value", "n", "n_stories", "sentence_ids", "actor_id"]
    return pd.DataFrame(rows[:top], columns=columns)


def count_acts(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The statements counted by act (rows) and by quotation (columns), as published and per story.

    Returns:
        act, then for each kind of quotation, and for `all`, a count of all statements and one that ends in
        `_once`, of those in the versions that stand for their stories; sorted by act.
    """
    once = statements["article_id"].isin(first_versions(articles))
    published, standing = (pd.crosstab(rows["act"], rows["quote"]) for rows in (statements, statements[once]))
    counted = pd.DataFrame({"act": sorted(published.index)})
    for quote in [*sorted(published.columns), "all"]:
        for name, table in ((quote, published), (f"{quote}_once", standing)):
            column = table.sum(axis=1) if quote == "all" else table.get(quote, table.sum(axis=1) * 0)
            counted[name] = counted["act"].map(column).fillna(0).astype("int64")
    return counted


def list_addresses(addresses: pd.DataFrame, actors: pd.DataFrame, *, top: int = 12) -> pd.DataFrame:
    """Who addresses whom, for `plot_matrix`: row (speaker), column (addressee), n (statements), sentence_ids.

    Args:
        addresses: what `measuring.networks.find_addresses` gives.
        actors: the table actors.
        top: speakers, and addressees, those with most statements.
    """
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    kept = addresses
    for column in ("source", "target"):
        totals = addresses.groupby(column)["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
        kept = kept[kept[column].isin(list(totals.index[:top]))]
    cells = merge_acts(kept)
    cells = cells.assign(row=cells["source"].map(names), column=cells["target"].map(names))
    return cells[["row", "column", "n", "sentence_ids", "source", "target"]]


def list_ledger(ledger: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The ledger for reading: act, by, to, what, due, status, n_articles, n_stories, sentence_ids."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))

    def tell(cell: str) -> str:
        return ", ".join(names.get(actor_id, actor_id) for actor_id in split(cell))

    spans = zip(ledger["due_earliest"], ledger["due_latest"], strict=True)
    return pd.DataFrame(
        {
            "act": ledger["act"],
            "by": [tell(cell) for cell in ledger["by_ids"]],
            "to": [tell(cell) for cell in ledger["to_ids"]],
            "what": ledger["what"],
            "due": [say_span(start, end) for start, end in spans],
            "status": ledger["status"],
            "n_articles": ledger["n_articles"],
            "n_stories": ledger["n_stories"],
            "sentence_ids": ledger.get("sentence_ids", ""),
        }
    )


def list_initiatives(initiatives: pd.DataFrame, actors: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The initiatives for reading; those in most articles first.

    Returns:
        name, kind, actors (those that a sentence ties to it), tied_by (the words that do, actor by actor),
        n_articles, n_stories, sentence_ids.
    """
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    story = story_of(articles)
    told = initiatives["article_ids"].map(lambda cell: len({story[each] for each in split(cell)}))
    listed = pd.DataFrame(
        {
            "name": initiatives["name"],
            "kind": initiatives["kind"],
            "actors": [
                ", ".join(names.get(actor_id, actor_id) for actor_id in split(cell))
                for cell in initiatives["actor_ids"]
            ],
            "tied_by": [_name_ties(cell, names) for cell in initiatives.get("ties", initiatives["name"] * 0)],
            "n_articles": [len(split(cell)) for cell in initiatives["article_ids"]],
            "n_stories": initiatives.get("n_stories", told),
            "sentence_ids": initiatives["evidence"],
        }
    )
    return listed.sort_values(["n_articles", "name"], ascending=[False, True], ignore_index=True)


def _name_ties(cell: str, names: Mapping[str, str]) -> str:
    """Ties with the names of actors, and without the sentences that stand beside them anyway."""
    ties = (tie.rpartition(" (")[0].partition(": ") for tie in split(cell))
    told = (f"{names.get(actor_id, actor_id)}: {words}" for actor_id, _, words in ties)
    return "; ".join(dict.fromkeys(told))
