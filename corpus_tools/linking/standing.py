"""Standing: which version stands for a story, and which sentences of the others only say it again.

A story counts once. The version that came first stands for it; of what its other versions tell, only that
counts which no sentence of an earlier version says. So a copy or a translation adds articles, languages and
sentences to what is known, but no row and no number per story.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from corpus_tools.linking.overlaps import join_pairs
from corpus_tools.schema import stream

Rows = Sequence[Mapping[str, Any]]
FindPairs = Callable[[Rows], Iterable[tuple[int, int]]]
IsSame = Callable[[Mapping[str, Any], Mapping[str, Any]], bool]


def order_articles(articles: pd.DataFrame) -> list[str]:
    """Article ids, first published first; undated ones last, longer ones of a language before shorter ones.

    What came first on one day is not known, and lengths in two languages cannot be compared: languages
    follow each other by their codes then. Columns that the table does not have make no difference.

    >>> days, languages = ["", "2026-01-02", "2026-01-02"], ["", "fr", "en"]
    >>> ids = ["a", "b", "c"]
    >>> order_articles(pd.DataFrame({"article_id": ids, "published": days, "language": languages}))
    ['c', 'b', 'a']
    """
    empty = pd.Series("", index=articles.index)
    days, languages = (articles.get(name, empty) for name in ("published", "language"))
    lengths = articles.get("n_words", pd.Series(0, index=articles.index))
    keys = zip(days, languages, lengths, articles["article_id"], strict=True)
    return [key[-1] for key in sorted((not day, day, code, -int(n), each) for day, code, n, each in keys)]


def story_of(articles: pd.DataFrame) -> dict[str, str]:
    """The story of each article; an article without one is its own."""
    identifiers = articles["article_id"]
    stories = articles.get("story_id", identifiers)
    return {key: story or key for key, story in zip(identifiers, stories, strict=True)}


def first_versions(articles: pd.DataFrame, *, by_language: bool = False) -> list[str]:
    """The article that stands for each story: the first that is neither copy nor translation.

    Args:
        articles: the table articles; without `copy_of` and `translation_of` the first article stands.
        by_language: one for each language of a story, for what is counted language by language (a word of
            a translation is no word of the original).

    Returns:
        Article ids in the order of the table, whatever the order in which they are chosen.

    >>> versions = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["s", "s"],
    ...     "copy_of": ["", ""], "translation_of": ["", "a"], "language": ["en", "fr"]})
    >>> first_versions(versions), first_versions(versions, by_language=True)
    (['a'], ['a', 'b'])
    """
    none = pd.Series("", index=articles.index)
    later = articles.get("copy_of", none) != ""
    if not by_language:
        later |= articles.get("translation_of", none) != ""
    place = {article_id: number for number, article_id in enumerate(order_articles(articles))}
    ordered = pd.DataFrame(
        {
            "article_id": articles["article_id"],
            "story": articles["article_id"].map(story_of(articles)),
            "language": articles.get("language", none) if by_language else none,
            "later": later,
            "place": articles["article_id"].map(place),
        }
    ).sort_values(["later", "place"], kind="stable")
    chosen = set(ordered.drop_duplicates(["story", "language"])["article_id"])
    return [article_id for article_id in articles["article_id"] if article_id in chosen]


def find_repeats(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    alignment: pd.DataFrame,
    omissions: pd.DataFrame,
    *,
    pairs: Iterable[tuple[str, str]],
) -> frozenset[str]:
    """The ids of the sentences that say again what an earlier version of their story says.

    Such a sentence is aligned with one of an earlier version. A translation is taken to say nothing else:
    of its sentences, only those are new that the table `omissions` gives to it alone.

    Args:
        articles: the table articles.
        sentences: the table sentences.
        alignment: sentence pairs that say the same in two articles of a story (`stories.align`).
        omissions: the table omissions, of these pairs.
        pairs: an article and one that follows it (`lineage.list_versions`), in whatever order they came out.
    """
    place = {article_id: number for number, article_id in enumerate(order_articles(articles))}
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    later = {max(pair, key=place.__getitem__) for pair in pairs if language[pair[0]] != language[pair[1]]}
    whole = omissions[omissions["kind"] == "sentence"]
    alone = {*whole["sentence_id"], *whole["partner_sentence_id"]}
    own = sentences.loc[sentences["article_id"].isin(later), "sentence_id"]
    aligned = (
        row["sentence_id"]
        if place[row["article_id"]] > place[row["partner_article_id"]]
        else row["partner_sentence_id"]
        for row in stream(alignment)
    )
    return frozenset({*own} - alone | {*aligned})


def join_standing(rows: Rows, find_pairs: FindPairs, is_same: IsSame) -> list[list[int]]:
    """Groups of numbers of rows that are the same, where a repeated sentence makes no group and joins no two.

    Args:
        rows: rows with `is_repeat`, whether their sentence says again what an earlier version says.
        find_pairs: gives the pairs of numbers of some rows worth comparing.
        is_same: whether two rows are the same; their order makes no difference.

    Returns:
        The groups as of the rows that are no repeats, each followed by its repeats (`add_repeats`).
    """
    counting = [number for number, row in enumerate(rows) if not row["is_repeat"]]
    counted = _join([rows[number] for number in counting], find_pairs, is_same)
    groups = [[counting[place] for place in group] for group in counted]
    if len(counting) == len(rows):
        return groups
    wide = _join(rows, find_pairs, is_same)
    return add_repeats(groups, wide, lambda one, other: is_same(rows[one], rows[other]))


def add_repeats(
    groups: Sequence[Sequence[int]], wide: Iterable[Sequence[int]], is_same: Callable[[int, int], bool]
) -> list[list[int]]:
    """Groups of what counts, each with the repeats that are the same, directly or by others.

    Args:
        groups: groups of numbers of what counts.
        wide: groups of all numbers; those of `groups` lie inside them.
        is_same: whether two numbers are directly the same.

    Returns:
        The groups in the order given. A repeat that is like none of them is in none: the earlier version
        stands as it was read.

    >>> add_repeats([[0], [2]], [[0, 1, 2, 3], [4]], lambda one, other: one + other == 3)
    [[0, 3], [2, 1]]
    """
    group_of = {number: place for place, group in enumerate(groups) for number in group}
    found = [list(group) for group in groups]
    for members in wide:
        own = sorted({group_of[number] for number in members if number in group_of})
        for number in members if own else ():
            if number not in group_of:
                direct = (n for n in own if any(is_same(number, each) for each in groups[n]))
                found[next(direct, own[0])].append(number)
    return found


def _join(rows: Rows, find_pairs: FindPairs, is_same: IsSame) -> list[list[int]]:
    return join_pairs(len(rows), find_pairs(rows), lambda one, other: is_same(rows[one], rows[other]))
