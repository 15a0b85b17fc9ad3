"""Actors: mentions of many articles, in several languages, that stand for the same entity."""

from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority, load_authority


def link_actors(
    mentions: pd.DataFrame,
    roles: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    authority: Authority | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give every mention and role an `actor_id`, and make the table of actors.

    Args:
        mentions: rows with `entity`, the id inside the article, beside the columns of `mentions`.
        roles: rows with `entity` and `organisation` beside the columns of `roles`.
        articles: rows with article_id, and story_id where stories are known.
        authority: known names; the shipped ones when None.

    Returns:
        The mentions and roles with ids, sorted as they came, and the actors, most mentioned first.
        A mention that stands for two parties holds both ids, joined with `|`.
    """
    known = authority or load_authority()
    linked = schema.frame("mentions", mentions.assign(actor_id=mentions["entity"]))
    held = schema.frame(
        "roles", roles.assign(actor_id=roles["entity"], organisation_id=roles["organisation"])
    )
    stories = dict(zip(articles["article_id"], articles.get("story_id", articles["article_id"]), strict=True))
    rows: list[dict[str, Any]] = []
    single = linked[~linked["actor_id"].str.contains(schema.SEPARATOR, regex=False)]
    for identifier, group in single.groupby("actor_id", sort=True):
        names = group.loc[group["kind"] == "name", "text"]
        entry = known.entries.get(str(identifier))
        rows.append(
            {
                "actor_id": identifier,
                "type": entry.type if entry else group["type"].iloc[0],
                "name": entry.name if entry else names.iloc[0] if len(names) else identifier,
                "aliases": schema.join(sorted(set(names))),
                "wikidata": entry.wikidata if entry else "",
                "n_articles": group["article_id"].nunique(),
                "n_stories": len({stories[article] for article in group["article_id"]}),
                "n_mentions": len(group),
                "basis": entry.basis if entry else "discovered",
            }
        )
    actors = schema.frame("actors", rows)
    return (
        linked,
        actors.sort_values(["n_mentions", "actor_id"], ascending=[False, True], ignore_index=True),
        held,
    )
