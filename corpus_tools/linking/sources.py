"""Sources: how many independent sources stand behind a statement, a row of the ledger or an event.

Two articles are one source when they tell one story, or when both (or other articles of their stories)
carry the report of one agency. So a reprint or a translation never adds a source; it can only show that
two were one. An article that credits nobody and follows no other is a source of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import networkx as nx
import pandas as pd

from corpus_tools.characters import fold
from corpus_tools.schema import join, records, split

_RUN = 5
"""Words in a run that two reports of one statement share."""
_CROWD = 60
"""A run in more statements of one speaker than this names no candidates."""
_SAME_WORDS = 0.5
_WORD = re.compile(r"\w+")


def mark_sources(articles: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """The articles with `source_ids`: their story, and the agencies that any article of the story carries.

    Args:
        articles: table of articles with stories.
        lineage: table of lineage.

    Returns:
        A new table in the same order.
    """
    story = dict(zip(articles["article_id"], articles["story_id"], strict=True))
    agencies: dict[str, set[str]] = defaultdict(set)
    for row in records(lineage):
        if row["relation"] == "carries":
            agencies[story[row["article_id"]]].add(f"agency-{row['agency']}")
    marks = [join([story_id, *sorted(agencies[story_id])]) for story_id in articles["story_id"]]
    return articles.assign(source_ids=pd.Series(marks, index=articles.index, dtype="str"))


def count_sources(cells: Iterable[str], articles: pd.DataFrame) -> list[int]:
    """The number of independent sources among the articles of each cell.

    Args:
        cells: article ids joined with `|`; ids that the table does not have are left out.
        articles: table of articles with `source_ids` (`mark_sources`).

    >>> marked = pd.DataFrame({"article_id": ["a", "b", "c"], "source_ids": ["s1|x", "s2|x", "s3"]})
    >>> count_sources(["a|b", "a|b|c", ""], marked)
    [1, 2, 0]
    """
    marks = {
        str(article_id): split(str(cell))
        for article_id, cell in zip(articles["article_id"], articles["source_ids"], strict=True)
    }
    return [_count(split(cell), marks) for cell in cells]


def _count(article_ids: Iterable[str], marks: Mapping[str, Sequence[str]]) -> int:
    graph: nx.Graph = nx.Graph()
    for article_id in article_ids:
        own = marks.get(article_id, [])
        graph.add_nodes_from(own)
        graph.add_edges_from(pairwise(own))
    return int(nx.number_connected_components(graph))


def add_sources(data: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """A table with `article_ids` (ledger, events), with `n_sources` counted from them; a new table."""
    return data.assign(n_sources=pd.Series(count_sources(data["article_ids"], articles), data.index, "int64"))


def add_statement_sources(
    statements: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """The statements with `n_sources`: how many independent sources report that the speaker said this.

    Two statements are the same when one speaker makes them and they share a run of words and at least half
    of their words; what names the speaker does not count, for two short statements of one body may share
    little else. A statement without a known speaker counts its own article.

    Args:
        statements: table of statements with their speakers.
        articles: table of articles with `source_ids` (`mark_sources`).
        mentions: table of mentions with their actors.
    """
    article_of = statements["article_id"].tolist()
    same = _find_same(statements, mentions)
    cells = (
        join([article_id, *(article_of[other] for other in sorted(same.get(number, ())))])
        for number, article_id in enumerate(article_of)
    )
    return statements.assign(
        n_sources=pd.Series(count_sources(cells, articles), statements.index, dtype="int64")
    )


def add_ledger_sources(
    ledger: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """The ledger with `n_sources`: of its first statement, which the row quotes."""
    known = dict(zip(statements["statement_id"], statements["n_sources"], strict=True))
    counts = [
        max(known.get(next(iter(split(cell)), ""), 0), number)
        for cell, number in zip(
            ledger["statement_ids"], count_sources(ledger["article_ids"], articles), strict=True
        )
    ]
    return ledger.assign(n_sources=pd.Series(counts, ledger.index, dtype="int64"))


def _find_same(statements: pd.DataFrame, mentions: pd.DataFrame) -> Mapping[int, set[int]]:
    """For each statement, by its place, the others of its speaker, elsewhere, that are the same."""
    spoken: dict[str, list[int]] = defaultdict(list)
    for place, speaker_id in enumerate(statements["speaker_id"]):
        if speaker_id:
            spoken[speaker_id].append(place)
    article_ids, texts = statements["article_id"].tolist(), _leave_speakers(statements, mentions)
    same: dict[int, set[int]] = defaultdict(set)
    for places in spoken.values():
        for one, other in _pair_alike({place: texts[place] for place in places}):
            if article_ids[one] != article_ids[other]:
                same[one].add(other)
                same[other].add(one)
    return same


def _leave_speakers(statements: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    """The text of each statement without the words that name its speaker."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for article_id, actor_id, start, end in zip(
        *(mentions[name] for name in ("article_id", "actor_id", "start", "end")), strict=True
    ):
        spans[article_id, actor_id].append((start, end))
    columns = ("article_id", "speaker_id", "start", "text")
    return [
        _leave(text, [(one - start, end - start) for one, end in spans.get((article_id, speaker_id), ())])
        for article_id, speaker_id, start, text in zip(*(statements[name] for name in columns), strict=True)
    ]


def _leave(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        if 0 <= start < end <= len(text):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _pair_alike(texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Pairs of statements of one speaker, by their places, that share a run and enough of their words."""
    words = {place: _WORD.findall(fold(text)) for place, text in texts.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, own in words.items():
        for run in set(_runs(own)):
            holders[run].append(place)
    candidates = {
        pair for members in holders.values() if len(members) <= _CROWD for pair in combinations(members, 2)
    }
    sets = {place: frozenset(own) for place, own in words.items()}
    yield from ((one, other) for one, other in candidates if _alike(sets[one], sets[other]))


def _runs(words: Sequence[str]) -> Iterable[str]:
    return (" ".join(words[start : start + _RUN]) for start in range(max(len(words) - _RUN + 1, 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_WORDS * max(1, min(len(one), len(other)))
