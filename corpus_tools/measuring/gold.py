"""Gold: what a person says is right about some articles, and how a run's rows are matched with it.

A gold folder (`gold/` in a seeds folder) holds JSON lines by table: articles, dropped, mentions, times,
speech, ledger, initiatives and events. Articles are named by file stem, offsets count characters of the file.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.schema import records

FOLDER = "gold"
"""The subfolder of a seeds folder that holds gold and no articles."""

_TABLES = ("articles", "dropped", "mentions", "times", "speech", "ledger", "initiatives", "events")
Row = dict[str, Any]


@dataclass(frozen=True)
class Gold:
    """Gold rows by table, each with the `article_id` of the run it is matched with.

    Attributes:
        rows: gold rows by table; empty lists where a table was not annotated.
        articles: article_id of the run by the gold's name of the article.
        languages: language by article_id, from the gold.
        seen: articles that the rules were written with (`seen` in the gold), where accuracy flatters.
    """

    rows: Mapping[str, list[Row]]
    articles: Mapping[str, str]
    languages: Mapping[str, str]
    seen: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is no gold for any article of the run."""
        return not self.articles


def load_gold(folder: Path, articles: pd.DataFrame) -> Gold:
    """Load the gold of a folder, as far as it speaks of the articles of a run.

    A folder that does not exist is no gold, which is no error.

    Raises:
        UsageError: a line is not a JSON object.
    """
    by_stem = {Path(row["file"].split("#")[0]).stem: row["article_id"] for row in records(articles)}
    tables = {name: _read(folder / f"{name}.jsonl") for name in _TABLES}
    named = {row["article"]: row for row in tables["articles"] if row["article"] in by_stem}
    ids = {name: by_stem[name] for name in named}
    rows = {
        name: [_locate(row, ids) for row in table if _is_known(row, ids)] for name, table in tables.items()
    }
    languages = {ids[name]: row.get("language", "") for name, row in named.items()}
    seen = frozenset(ids[name] for name, row in named.items() if row.get("seen"))
    return Gold(rows, ids, languages, seen)


def _read(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                rows.append(dict(json.loads(line)))
            except (ValueError, TypeError) as error:
                raise UsageError(
                    "not a line of gold", file=path.name, record=number, remedy="write one JSON object"
                ) from error
    return rows


def _is_known(row: Row, ids: Mapping[str, str]) -> bool:
    names = [row["article"]] if "article" in row else _articles_of(row)
    return any(name in ids for name in names)


def _articles_of(row: Row) -> list[str]:
    return list(row.get("articles") or row.get("anchor") or row.get("words") or [])


def _locate(row: Row, ids: Mapping[str, str]) -> Row:
    return {**row, "article_id": ids.get(row.get("article", ""), "")}


def match_spans(predicted: Sequence[Row], gold: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs of rows that overlap in one article, one to one, the each with the row it shares most with.

    >>> match_spans([{"article_id": "a", "start": 0, "end": 4}], [{"article_id": "a", "start": 2, "end": 9}])
    [({'article_id': 'a', 'start': 0, 'end': 4}, {'article_id': 'a', 'start': 2, 'end': 9})]
    """
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in gold:
        by_article[row["article_id"]].append(row)
    used: set[int] = set()
    pairs = []
    for row in predicted:
        near = [other for other in by_article[row["article_id"]] if overlap(row, other) > 0]
        best = max(near, key=lambda other: overlap(row, other), default=None)
        if best is not None and id(best) not in used:
            used.add(id(best))
            pairs.append((row, best))
    return pairs


def overlap(one: Row, other: Row) -> int:
    """The number of characters that two spans share; negative when they are apart."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def name_actors(pairs: Sequence[tuple[Row, Row]]) -> dict[str, str]:
    """The gold entity that most mentions of each actor stand for; ties go to the first met."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row, other in pairs:
        votes[row["actor_id"]][other["entity"]] += 1
    return {actor_id: counter.most_common(1)[0][0] for actor_id, counter in votes.items()}
