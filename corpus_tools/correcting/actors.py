"""Actors: corrections of who is mentioned where, who is the same, and what role a text gives them.

They follow the linking of actors; statements, the ledger, events and all that is counted come after them.
"""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.rows import BASIS, add_row, drop_ids, holds, list_aliases, sort_rows, swap
from corpus_tools.correcting.targets import (
    Tables,
    TargetGoneError,
    find_actor,
    find_article,
    find_mentions,
    find_sentences,
    find_span,
    name_id,
)
from corpus_tools.linking.standing import first_versions
from corpus_tools.schema import join, records, split

Texts = Mapping[str, str]
_PARTIES = ("speaker_id", "addressee_ids", "by", "participants", "objects", "place", "part_of")


def merge_actors(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Make one actor of several: the first that is named stays, with all names; mentions take its type."""
    ids = [find_actor(tables, texts, each) for each in entry.list("actors")]
    keep, others = ids[0], dict.fromkeys(ids[1:], ids[0])
    others.pop(keep, None)
    actors = tables["actors"]
    group = actors[actors["actor_id"].isin([keep, *others])]
    aliases = join(sorted({alias for cell in group["aliases"] for alias in split(cell)}))
    wikidata = next((item for item in _first(group, keep)["wikidata"] if item), "")
    here = actors["actor_id"] == keep
    merged = actors.assign(
        aliases=actors["aliases"].mask(here, aliases), wikidata=actors["wikidata"].mask(here, wikidata)
    )
    mentions = tables["mentions"]
    moved = mentions["actor_id"].isin(set(others))
    return {
        "actors": merged[~merged["actor_id"].isin(set(others))].reset_index(drop=True),
        "mentions": mentions.assign(
            actor_id=swap(mentions["actor_id"], others),
            type=mentions["type"].mask(moved, _first(group, keep)["type"].iloc[0]),
        ),
        "roles": tables["roles"].assign(
            actor_id=swap(tables["roles"]["actor_id"], others),
            organisation_id=swap(tables["roles"]["organisation_id"], others),
        ),
    }


def split_actor(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take some mentions of an actor, by article or by wording, for another actor of the same type."""
    old = find_actor(tables, texts, entry.fields["actor"])
    mentions, actors = tables["mentions"], tables["actors"]
    row = records(actors[actors["actor_id"] == old])[0]
    if row["name"] == entry.text("name"):
        return {}
    moved = holds(mentions["actor_id"], old)
    if entry.list("articles"):
        moved &= mentions["article_id"].isin(
            [find_article(tables["articles"], name) for name in entry.list("articles")]
        )
    if entry.list("texts"):
        moved &= mentions["text"].isin(entry.list("texts"))
    if not moved.any():
        raise TargetGoneError("no mention of the actor is there")
    new = name_id(entry.text("name"), set(actors["actor_id"]))
    split_off = _part_entities(mentions, moved, old, new)
    split_off["actor_id"] = split_off["actor_id"].mask(moved, swap(mentions["actor_id"], {old: new}))
    roles = tables["roles"]
    follows = (roles["actor_id"] == old) & _in_same_place(roles, mentions[moved], mentions[~moved], old)
    added = {**row, "actor_id": new, "name": entry.text("name"), "wikidata": ""}
    added["aliases"] = join(list_aliases(mentions[moved]))
    kept = _forget_names(actors, old, mentions[holds(split_off["actor_id"], old)])
    return {
        "actors": add_row("actors", kept, added),
        "mentions": split_off,
        "roles": roles.assign(actor_id=roles["actor_id"].mask(follows, new)),
    }


def rename_actor(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Show an actor under another name; the old one stays among its aliases."""
    actors = tables["actors"]
    here = actors["actor_id"] == find_actor(tables, texts, entry.fields["actor"])
    old, name = actors.loc[here, "name"].iloc[0], entry.text("name")
    aliases = join(sorted({*split(actors.loc[here, "aliases"].iloc[0]), old, name} - {""}))
    if old == name:
        return {}
    return {
        "actors": actors.assign(
            name=actors["name"].mask(here, name), aliases=actors["aliases"].mask(here, aliases)
        )
    }


def set_role(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Say which role the words of an article give to an actor, in place of what was read there."""
    actor_id = find_actor(tables, texts, entry.fields["actor"])
    article_id, start, end = find_span(tables, texts, entry.fields)
    named = entry.fields.get("organisation")
    sentence = find_sentences(tables, (article_id, start, end)).iloc[0]
    published = tables["articles"].set_index("article_id")["published"]
    row = {
        "actor_id": actor_id,
        "role": entry.text("role"),
        "organisation_id": find_actor(tables, texts, named) if named else "",
        "article_id": article_id,
        "sentence_id": sentence["sentence_id"],
        "start": start,
        "end": end,
        "text": texts[article_id][start:end],
        "date": published[article_id],
    }
    roles = tables["roles"]
    there = (roles["article_id"] == article_id) & (roles["start"] < end) & (roles["end"] > start)
    if there.sum() == 1 and all(roles.loc[there, name].iloc[0] == value for name, value in row.items()):
        return {}
    return {"roles": sort_rows(add_row("roles", roles[~there], row), tables["articles"])}


def reject_mention(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take the words of an article for no mention."""
    mentions = tables["mentions"]
    there = find_mentions(tables, find_span(tables, texts, entry.fields))
    kept = mentions[~there].reset_index(drop=True)
    actors = tables["actors"]
    for actor_id in {item for cell in mentions.loc[there, "actor_id"] for item in split(cell)}:
        actors = _forget_names(actors, actor_id, kept[holds(kept["actor_id"], actor_id)])
    return {"mentions": kept, "actors": actors}


def add_mention(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take the words of an article for a mention by name, of a known actor or of a new one with a type."""
    article_id, start, end = find_span(tables, texts, entry.fields)
    sentence = find_sentences(tables, (article_id, start, end)).iloc[0]
    actors, actor_id = _find_or_add(tables, entry, texts)
    mentions = tables["mentions"]
    here = mentions["article_id"] == article_id
    same = here & (mentions["start"] == start) & (mentions["end"] == end)
    if (mentions.loc[same, "actor_id"] == actor_id).any():
        return {}
    text = texts[article_id][start:end]
    row = {
        "article_id": article_id,
        "sentence_id": sentence["sentence_id"],
        **{"start": start, "end": end, "text": text, "kind": "name", "actor_id": actor_id},
        "type": actors.loc[actors["actor_id"] == actor_id, "type"].iloc[0],
        "entity": _entity_of(mentions[here], actor_id),
    }
    chosen = actors["actor_id"] == actor_id
    aliases = join(sorted({*split(actors.loc[chosen, "aliases"].iloc[0]), text}))
    return {
        "actors": actors.assign(aliases=actors["aliases"].mask(chosen, aliases)),
        "mentions": sort_rows(add_row("mentions", mentions[~same], row), tables["articles"]),
    }


def tidy_actors(tables: Tables) -> dict[str, pd.DataFrame]:
    """Count mentions, articles and stories anew; an actor that nothing mentions any more is left out."""
    mentions, actors, roles = tables["mentions"], tables["actors"], tables["roles"]
    standing = frozenset(first_versions(tables["articles"]))
    told = [
        (actor_id, article_id)
        for article_id, cell in zip(mentions["article_id"], mentions["actor_id"], strict=True)
        for actor_id in split(cell)
    ]
    counts = {
        "n_mentions": Counter(actor_id for actor_id, _ in told),
        "n_articles": Counter(actor_id for actor_id, _ in set(told)),
        "n_stories": Counter(actor_id for actor_id, article_id in set(told) if article_id in standing),
    }
    numbers = {
        name: actors["actor_id"].map(counter).fillna(0).astype("int64") for name, counter in counts.items()
    }
    counted = actors.assign(**numbers)
    gone = set(counted.loc[(counted["n_mentions"] == 0) & (actors["basis"] != ""), "actor_id"])
    counted = counted[~counted["actor_id"].isin(gone)]
    kept = roles[~roles["actor_id"].isin(gone)]
    return {
        "actors": counted.sort_values(["n_mentions", "actor_id"], ascending=[False, True], ignore_index=True),
        "roles": kept.assign(organisation_id=drop_ids(kept["organisation_id"], gone)).reset_index(drop=True),
    }


def follow_parts(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Rows of one-article annotation, whose parties follow an entity that was parted inside their article.

    A party follows when its sentence mentions only the part that was split off.
    """
    parted = mentions[mentions["entity"].str.contains("~", regex=False)]
    if parted.empty or rows.empty:
        return rows
    held = mentions.groupby("sentence_id")["entity"].agg(set).to_dict()
    moves = {
        sentence_id: {entity.partition("~")[0]: entity}
        for sentence_id, entity in zip(parted["sentence_id"], parted["entity"], strict=True)
        if entity.partition("~")[0] not in held[sentence_id]
    }
    followed = {
        name: [
            join(moves[sentence_id].get(item, item) for item in split(cell))
            if sentence_id in moves and isinstance(cell, str)
            else cell
            for sentence_id, cell in zip(rows["sentence_id"], rows[name], strict=True)
        ]
        for name in _PARTIES
        if name in rows
    }
    return rows.assign(**followed)


def _first(group: pd.DataFrame, actor_id: str) -> pd.DataFrame:
    """The rows, that of the actor first."""
    return pd.concat([group[group["actor_id"] == actor_id], group[group["actor_id"] != actor_id]])


def _part_entities(mentions: pd.DataFrame, moved: "pd.Series[bool]", old: str, new: str) -> pd.DataFrame:
    """Mentions in which an entity that is parted inside its article has two names."""
    stays = mentions[~moved & (mentions["actor_id"] == old)]
    left = set(zip(stays["article_id"], stays["entity"], strict=True))
    pairs = zip(mentions["article_id"], mentions["entity"], strict=True)
    parted = moved & pd.Series([pair in left for pair in pairs], index=mentions.index, dtype=bool)
    return mentions.assign(entity=mentions["entity"].mask(parted, mentions["entity"] + f"~{new}"))


def _in_same_place(
    roles: pd.DataFrame, moved: pd.DataFrame, kept: pd.DataFrame, old: str
) -> "pd.Series[bool]":
    """Which roles stand in sentences that mention only the part of the actor that moved."""
    stays = set(kept.loc[holds(kept["actor_id"], old), "sentence_id"])
    return roles["sentence_id"].isin(set(moved["sentence_id"]) - stays)


def _forget_names(actors: pd.DataFrame, actor_id: str, mentions: pd.DataFrame) -> pd.DataFrame:
    """Actors in which one has only those aliases by which a mention still names it."""
    here, used = actors["actor_id"] == actor_id, set(list_aliases(mentions))
    return actors.assign(
        aliases=actors["aliases"].mask(
            here, actors["aliases"].map(lambda cell: join(a for a in split(cell) if a in used))
        )
    )


def _find_or_add(tables: Tables, entry: Correction, texts: Texts) -> tuple[pd.DataFrame, str]:
    actors, named = tables["actors"], entry.fields["actor"]
    try:
        return actors, find_actor(tables, texts, named)
    except TargetGoneError:
        if not isinstance(named, str) or not entry.text("type"):
            raise
    actor_id = name_id(named, set(actors["actor_id"]))
    row = {"actor_id": actor_id, "name": named, "type": entry.text("type"), "basis": BASIS}
    return add_row("actors", actors, row), actor_id


def _entity_of(mentions: pd.DataFrame, actor_id: str) -> str:
    """The entity by which the mentions of one article know an actor, or a new one."""
    own = mentions.loc[mentions["actor_id"] == actor_id, "entity"]
    single = [entity for entity in own if len(split(entity)) == 1]
    return single[0] if single else name_id(actor_id, set(mentions["entity"]))
