"""Drawings: from the tables of a run to the small tables that plots draw, a row for each mark.

Every result keeps the evidence of its marks (`sentence_ids` or `article_ids`), so it is what
`save_figure` wants as `data`. An empty table gives an empty one with the same columns.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from corpus_tools.annotating.holders import list_owing
from corpus_tools.linking.standing import first_versions
from corpus_tools.measuring.labels import MOST_GROUPS, group_articles
from corpus_tools.publishing.coverage import MOST, list_coverage, name_articles, sort_by_date
from corpus_tools.schema import complete, join, records, split, stream

__all__ = [
    "list_coverage",
    "list_deadlines",
    "list_events",
    "list_flows",
    "list_presence",
    "list_quality",
    "list_terms",
    "list_ties",
    "list_topics",
    "name_articles",
]

_SPAN = ["label", "date_start", "date_end", "n", "n_articles", "n_sources", "group", "sentence_ids"]


def list_events(events: pd.DataFrame, *, horizon: str = "", top: int = MOST) -> pd.DataFrame:
    """The events by date, for `plot_timeline` and `plot_horizon`; `n` counts stories.

    Args:
        events: the table events.
        horizon: `past` or `future` for these only.
        top: events, those in most stories first.

    Returns:
        label (its title), date_start, date_end, n, n_articles (as published), n_sources (independent ones),
        group (its kind), sentence_ids, event_id.
    """
    chosen = _most_reported(events[events["horizon"] == horizon] if horizon else events, top)
    rows = [
        {
            "label": row["title"],
            "date_start": row["date_start"],
            "date_end": row["date_end"],
            "n": row["n_stories"],
            "n_articles": row["n_articles"],
            "n_sources": row["n_sources"],
            "group": row["kind"],
            "sentence_ids": row["sentence_ids"],
            "event_id": row["event_id"],
        }
        for row in records(chosen)
    ]
    return sort_by_date(rows, [*_SPAN, "event_id"])


def list_deadlines(events: pd.DataFrame, ledger: pd.DataFrame, *, top: int = MOST) -> pd.DataFrame:
    """What is due or planned, for `plot_horizon`: events to come, and rows of the ledger with a due date.

    Args:
        events: the table events.
        ledger: the table ledger.
        top: rows of each of the two, those in most stories first.

    Returns:
        label, date_start, date_end, n (stories), n_articles (as published), n_sources (independent ones),
        group (kind of event, or act), sentence_ids, for_ids (who is to do it; empty when the text does not
        say).
    """
    due = [
        {
            "label": row["what"] or row["text"],
            "date_start": row["due_earliest"],
            "date_end": row["due_latest"],
            "n": row["n_stories"],
            "n_articles": row["n_articles"],
            "n_sources": row["n_sources"],
            "group": row["act"],
            "sentence_ids": row["sentence_ids"],
            "for_ids": join(list_owing(row["act"], row["by_ids"], row["to_ids"])),
        }
        for row in records(_most_reported(ledger[(ledger["due_earliest"] + ledger["due_latest"]) != ""], top))
    ]
    planned = list_events(events, horizon="future", top=top)
    whose = dict(zip(events["event_id"], complete(events, ("for_ids",))["for_ids"], strict=True))
    rows = planned[_SPAN].assign(for_ids=planned["event_id"].map(whose).astype("str"))
    return sort_by_date([*records(rows), *due], [*_SPAN, "for_ids"])


def list_flows(ledger: pd.DataFrame, actors: pd.DataFrame, *, top: int = MOST) -> pd.DataFrame:
    """Who asks, offers or promises what to whom, for `plot_flows`; `n` counts stories.

    The parties of an agreement stand on both sides.

    Args:
        ledger: the table ledger.
        actors: the table actors.
        top: rows, those in most stories first.

    Returns:
        by, to (names, joined with commas), act, what, n, n_articles (as published), n_sources (independent
        ones), sentence_ids, ledger_id; in the order given.
    """
    name = _names(actors)
    rows = []
    for row in records(_most_reported(ledger, top)):
        by, to = split(row["by_ids"]), split(row["to_ids"])
        if row["act"] == "agreement" and not to:
            by, to = by[:1], by[1:]
        rows.append(
            {
                "by": ", ".join(map(name, by)),
                "to": ", ".join(map(name, to)),
                "act": row["act"],
                "what": row["what"] or row["text"],
                "n": row["n_stories"],
                "n_articles": row["n_articles"],
                "n_sources": row["n_sources"],
                "sentence_ids": row["sentence_ids"],
                "ledger_id": row["ledger_id"],
            }
        )
    columns = ["by", "to", "act", "what", "n", "n_articles", "n_sources", "sentence_ids", "ledger_id"]
    return pd.DataFrame(rows, columns=columns)


def list_presence(
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    types: Sequence[str] = ("person", "organisation"),
    top: int = 20,
) -> pd.DataFrame:
    """How often each actor is mentioned in each article, or group of articles, for `plot_matrix`.

    Args:
        mentions: the table mentions.
        actors: the table actors.
        articles: the table articles, which are the columns, by date; many stand together (`group_articles`).
        types: of actors that are kept.
        top: actors, those in most stories first, then those with most mentions.

    Returns:
        row (actor), column, n (mentions, as published), n_once (those in articles that stand for their
        stories), sentence_ids, actor_id.
    """
    ranked = actors[actors["type"].isin(list(types))].sort_values(
        ["n_stories", "n_mentions", "actor_id"], ascending=[False, False, True]
    )
    chosen = ranked["actor_id"].tolist()[:top]
    name, once = _names(actors), set(first_versions(articles))
    columns = name_articles(articles) if len(articles) <= MOST_GROUPS else group_articles(articles)
    dated = list_coverage(articles, most=len(articles))["article_ids"]
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in stream(mentions[["actor_id", "article_id", "sentence_id"]]):
        for actor_id in split(row["actor_id"]):
            place = row["article_id"], row["sentence_id"]
            found.setdefault((actor_id, columns[row["article_id"]]), []).append(place)
    rows = [
        {
            "row": name(actor_id),
            "column": column,
            "n": len(found[actor_id, column]),
            "n_once": sum(article_id in once for article_id, _ in found[actor_id, column]),
            "sentence_ids": join(sentence_id for _, sentence_id in found[actor_id, column]),
            "actor_id": actor_id,
        }
        for actor_id in chosen
        for column in dict.fromkeys(columns[article_id] for article_id in dated)
        if (actor_id, column) in found
    ]
    return pd.DataFrame(rows, columns=["row", "column", "n", "n_once", "sentence_ids", "actor_id"])


def list_ties(
    together: pd.DataFrame, actors: pd.DataFrame, *, top: int = 16
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The actors that occur together most, for `plot_network`: its nodes and its edges.

    Args:
        together: what `measuring.networks.find_cooccurrences` gives.
        actors: the table actors.
        top: actors, those in most stories first, then those with most mentions; an actor without a tie
            to these is left out.

    Returns:
        Nodes: actor_id, label, type, n (articles). Edges, the marks: source, target, n (sentences),
        sentence_ids, source_name, target_name.
    """
    tied = set(together["source"]) | set(together["target"])
    ranked = actors[actors["actor_id"].isin(tied)].sort_values(
        ["n_stories", "n_mentions", "actor_id"], ascending=[False, False, True]
    )
    chosen = set(ranked["actor_id"].tolist()[:top])
    edges = together[together["source"].isin(chosen) & together["target"].isin(chosen)]
    name = _names(actors)
    edges = edges[["source", "target", "n", "sentence_ids"]].assign(
        source_name=edges["source"].map(name), target_name=edges["target"].map(name)
    )
    kept = ranked[ranked["actor_id"].isin(set(edges["source"]) | set(edges["target"]))]
    nodes = pd.DataFrame(
        {
            "actor_id": kept["actor_id"],
            "label": kept["name"],
            "type": kept["type"],
            "n": kept["n_articles"],
        }
    )
    return nodes.reset_index(drop=True), edges.reset_index(drop=True)


def list_terms(terms: pd.DataFrame, *, language: str, top: int = 20) -> pd.DataFrame:
    """The commonest terms of a language, for `plot_terms`.

    Args:
        terms: what `measuring.terms.count_terms` gives.
        language: whose terms.
        top: terms; more when others are as common as the last.

    Returns:
        term, n, n_stories_counted, n_articles, dispersion (DP norm: 0 even, 1 in one article), sentence_ids.
    """
    own = terms[terms["language"] == language].sort_values(["n", "term"], ascending=[False, True])
    least = own["n"].tolist()[:top][-1] if len(own) else 0
    own = own[own["n"] >= least].reset_index(drop=True)
    renamed = own.rename(columns={"n_once": "n_stories_counted", "dp_norm": "dispersion"})
    return renamed[["term", "n", "n_stories_counted", "n_articles", "dispersion", "sentence_ids"]]


def list_topics(shares: pd.DataFrame, labels: Mapping[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """The share of each topic in each article, for `plot_matrix`.

    Args:
        shares: what `share_topics` gives (article_id, topic_id, share, sentence_ids).
        labels: of the topics by id, in the order in which they are drawn.
        articles: the table articles, which are the columns, by date.

    Returns:
        row (topic), column (article), n (share of the sentences, 0-1), sentence_ids, topic_id.
    """
    titles = name_articles(articles)
    found = {(row["topic_id"], row["article_id"]): row for row in records(shares)}
    rows = [
        {
            "row": label,
            "column": titles[article_id],
            "n": found[topic_id, article_id]["share"],
            "sentence_ids": found[topic_id, article_id]["sentence_ids"],
            "topic_id": topic_id,
        }
        for topic_id, label in labels.items()
        for article_id in list_coverage(articles, most=len(articles))["article_ids"]
        if (topic_id, article_id) in found
    ]
    return pd.DataFrame(rows, columns=["row", "column", "n", "sentence_ids", "topic_id"])


def list_quality(quality: pd.DataFrame, article_ids: Sequence[str]) -> pd.DataFrame:
    """How often each step is right, for `plot_bars`.

    Args:
        quality: what `measuring.quality.measure_quality` gives.
        article_ids: the articles that were annotated by hand.

    Returns:
        label, value (share, 0-1), low, high, n, article_ids.
    """
    label = quality["step"].astype("str") + ", " + quality["measure"].astype("str")
    marks = quality[["low", "high", "n"]].assign(
        label=label, value=quality["share"], article_ids=join(sorted(article_ids))
    )
    return marks[["label", "value", "low", "high", "n", "article_ids"]].reset_index(drop=True)


def _names(actors: pd.DataFrame) -> Callable[[str], str]:
    """The name of an actor by its id, with the id where two bear one name; the id itself where unknown."""
    shared = set(actors.loc[actors["name"].duplicated(), "name"])
    names = {
        actor_id: f"{name} ({actor_id})" if name in shared else name
        for actor_id, name in zip(actors["actor_id"], actors["name"], strict=True)
    }
    return lambda actor_id: str(names.get(actor_id, actor_id))


def _most_reported(data: pd.DataFrame, top: int) -> pd.DataFrame:
    """The rows that most stories report, in the order in which they stood."""
    counts = data["n_stories"].astype("int64")
    return data.loc[counts.sort_values(ascending=False, kind="stable").index[:top].sort_values()]
