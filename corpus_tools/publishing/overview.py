"""Overview: what was read, cleaned and counted, as small tables that notebooks show.

They arrange the tables of a run for a reader; what is drawn comes from `drawings` and,
for cleaning, from here.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from corpus_tools.linking.standing import first_versions
from corpus_tools.publishing.coverage import name_articles
from corpus_tools.schema import join, records


def list_articles(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The articles for reading, each with the sentence it opens with.

    Returns:
        article (short name), title, language, published, basis, dateline, agency, n_words, n_sentences,
        story_id, sentence_ids.
    """
    opening = sentences.drop_duplicates("article_id").set_index("article_id")["sentence_id"]
    names = name_articles(articles)
    shown = articles.assign(
        article=articles["article_id"].map(names),
        title=articles["title"].where(articles["title"] != "", articles["file"]),
        basis=articles["published_basis"].where(articles["published"] != "", "no date in the text"),
        sentence_ids=articles["article_id"].map(opening).fillna(""),
    )
    columns = "article title language published basis dateline agency n_words n_sentences story_id"
    return shown[[*columns.split(), "sentence_ids"]]


def list_undated(articles: pd.DataFrame, times: pd.DataFrame) -> pd.DataFrame:
    """The articles without a date, the window that their text allows, and the sentences that speak of time.

    Returns:
        article, earliest, latest (empty where nothing bounds it), basis, sentence_ids.
    """
    undated = articles[articles["published"] == ""]
    told = times.groupby("article_id")["sentence_id"].agg(join)
    return pd.DataFrame(
        {
            "article": undated["article_id"].map(name_articles(articles)),
            "earliest": undated["published_earliest"],
            "latest": undated["published_latest"],
            "basis": undated["published_basis"],
            "sentence_ids": undated["article_id"].map(told).fillna(""),
        }
    ).reset_index(drop=True)


def list_removed(dropped: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The spans that cleaning removed: article, rule, start, characters, text (on one line)."""
    return pd.DataFrame(
        {
            "article": dropped["article_id"].map(name_articles(articles)),
            "rule": dropped["rule"],
            "start": dropped["start"],
            "characters": dropped["end"] - dropped["start"],
            "text": [" ".join(text.split()) for text in dropped["text"]],
        }
    )


def list_cleaning(dropped: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The characters that each rule removed from each article, for `plot_matrix`.

    Returns:
        row (article), column (rule), n (characters), article_ids; by article, then the most removed.
    """
    sized = dropped.assign(n=dropped["end"] - dropped["start"])
    totals = sized.groupby("rule")["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    cells = sized.groupby(["article_id", "rule"])["n"].sum()
    names = name_articles(articles)
    rows = [
        {"row": names[article_id], "column": rule, "n": int(n), "article_ids": article_id}
        for rule in totals.index
        for article_id in articles["article_id"]
        if (n := cells.get((article_id, rule), 0))
    ]
    order = {name: place for place, name in enumerate(names.values())}
    rows.sort(key=lambda row: order[row["row"]])
    return pd.DataFrame(rows, columns=["row", "column", "n", "article_ids"])


def count_both_ways(articles: pd.DataFrame, by: str) -> pd.DataFrame:
    """Articles, words and sentences as published and per story, by a column of the articles.

    Per story, only the version counts that stands for its story (`first_versions`).

    Returns:
        the column, n_articles, n_stories, n_words, n_words_once, n_sentences, n_sentences_once; sorted by
        the column, and a row `all`.
    """
    once = articles["article_id"].isin(first_versions(articles))
    counted = articles.assign(
        n_articles=1,
        n_stories=once.astype("int64"),
        n_words_once=articles["n_words"].where(once, 0),
        n_sentences_once=articles["n_sentences"].where(once, 0),
    )
    numbers = ["n_articles", "n_stories", "n_words", "n_words_once", "n_sentences", "n_sentences_once"]
    grouped = counted.groupby(by, sort=True)[numbers].sum().reset_index()
    total = pd.DataFrame([{by: "all", **counted[numbers].sum().to_dict()}])
    return pd.concat([grouped, total], ignore_index=True)


def count_times(times: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The time expressions by their precision, as published and per story.

    Returns:
        precision (`none` where the expression dates nothing), n, n_once (in the versions that stand for
        their stories), n_articles, n_stories; the commonest first.
    """
    once = frozenset(first_versions(articles))
    rows = [
        {
            "precision": precision or "none",
            "n": len(own),
            "n_once": int(own["article_id"].isin(once).sum()),
            "n_articles": own["article_id"].nunique(),
            "n_stories": len(once.intersection(own["article_id"])),
        }
        for precision, own in times.groupby("precision", sort=True)
    ]
    counted = pd.DataFrame(rows, columns=["precision", "n", "n_once", "n_articles", "n_stories"])
    return counted.sort_values(["n", "precision"], ascending=[False, True], ignore_index=True)


def list_stories(articles: pd.DataFrame) -> pd.DataFrame:
    """The stories of which there is more than one article: story_id, n_articles, languages, articles, how."""
    names = name_articles(articles)
    rows = []
    for story_id, group in articles.groupby("story_id", sort=False):
        if len(group) > 1:
            rows.append(
                {
                    "story_id": story_id,
                    "n_articles": len(group),
                    "languages": join(sorted(set(group["language"]))),
                    "articles": "; ".join(names[article_id] for article_id in group["article_id"]),
                    "how": "; ".join(_tell_version(row, names) for row in records(group)),
                }
            )
    return pd.DataFrame(rows, columns=["story_id", "n_articles", "languages", "articles", "how"])


def _tell_version(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if row["copy_of"]:
        return f"a copy of {names.get(row['copy_of'], row['copy_of'])}"
    if row["translation_of"]:
        return f"a translation of {names.get(row['translation_of'], row['translation_of'])}"
    return "the version that counts"
