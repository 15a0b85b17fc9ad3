"""Articles: corrections of when and where an article came out, and of which articles tell one story."""

from collections.abc import Mapping

import pandas as pd

from corpus_tools.annotating.time_calendar import find_span
from corpus_tools.correcting.entries import Correction
from corpus_tools.correcting.rows import BASIS
from corpus_tools.correcting.targets import Tables, find_article
from corpus_tools.linking.stories import find_stories

Texts = Mapping[str, str]


def set_article_date(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Give an article its day of publication; dates that its text leaves open are then read from it."""
    del texts
    articles = tables["articles"]
    here = articles["article_id"] == find_article(articles, entry.text("article"))
    earliest, latest = find_span(entry.text("date"))
    values = {"published": entry.text("date"), "published_earliest": earliest, "published_latest": latest}
    if all((articles.loc[here, name] == value).all() for name, value in values.items()):
        return {}
    values["published_basis"] = BASIS
    return {
        "articles": articles.assign(
            **{name: articles[name].mask(here, value) for name, value in values.items()}
        )
    }


def set_article_place(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Give an article the place that it was filed from."""
    del texts
    articles = tables["articles"]
    here = articles["article_id"] == find_article(articles, entry.text("article"))
    return {"articles": articles.assign(dateline=articles["dateline"].mask(here, entry.text("place")))}


def join_stories(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take articles, and the stories that they belong to, for one story."""
    del texts
    articles, pairs = tables["articles"], tables["pairs"]
    first, *others = [find_article(articles, name) for name in entry.list("articles")]
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    relation = {True: "version", False: "translation"}
    added = pd.DataFrame(
        [
            {
                **dict(zip(("article_id", "partner_article_id"), sorted((first, other)), strict=True)),
                **{"relation": relation[language[first] == language[other]], "score": 1.0, "basis": BASIS},
            }
            for other in others
            if other != first
        ],
        columns=pairs.columns,
    )
    joined = pd.concat([pairs, added], ignore_index=True) if len(pairs) else added
    return _tell(articles, joined.drop_duplicates(["article_id", "partner_article_id"], ignore_index=True))


def part_stories(tables: Tables, entry: Correction, texts: Texts) -> dict[str, pd.DataFrame]:
    """Take articles, together, for a story apart from all others."""
    del texts
    articles, pairs = tables["articles"], tables["pairs"]
    own = {find_article(articles, name) for name in entry.list("articles")}
    across = pairs["article_id"].isin(own) != pairs["partner_article_id"].isin(own)
    return _tell(articles, pairs[~across].reset_index(drop=True))


def _tell(articles: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The articles with the stories that these pairs make."""
    told = find_stories(articles, pd.DataFrame(), pairs=pairs)
    return {"articles": told[list(articles.columns)], "pairs": pairs}
