"""Evaluation: our figures on public annotated files, measured anew and written beside those of other tools.

Not part of a run or of the tests, since the files are not ours to ship: `make evaluate EVAL=DIR`.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority, build_authority, load_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.roles import find_roles
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.times import find_times
from corpus_tools.characters import fold
from corpus_tools.errors import UsageError
from corpus_tools.linking.actors import link_actors
from corpus_tools.measuring.evaluation import OURS, WITHOUT, write_figures
from corpus_tools.measuring.scoring import pair_names, score_clusters, score_names, score_times
from corpus_tools.reading.article import Article

Figure = dict[str, Any]

TIMES = {"meantime_en_dev": "en", "duckling_fr": "fr", "recognizers_fr": "fr"}
NAMES = "meantime_names_dev"

_TYPES = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def measure(folder: Path) -> list[Figure]:
    """Measure what the public files of a folder allow.

    Returns:
        A row for each figure: data, step, measure, tool, value (0-1, four digits), n.

    Raises:
        UsageError: none of the files is there.
    """
    found = {path.stem: path for path in sorted(folder.glob("*.jsonl"))}
    if not found.keys() & {*TIMES, NAMES}:
        raise UsageError("no public file to measure on", file=folder.name, remedy=f"put {NAMES}.jsonl there")
    figures = [row for name in TIMES if name in found for row in _measure_times(name, _read(found[name]))]
    if NAMES in found:
        figures += _measure_names(_read(found[NAMES]))
    return figures


def main(arguments: Sequence[str]) -> int:
    """Measure on the files of the folder that is the only argument, and write the figures."""
    write_figures(measure(Path(arguments[0])))
    return 0


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _measure_times(name: str, documents: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    found: list[dict[str, Any]] = []
    articles = [Article(d["doc"], d["text"], TIMES[name], published=d["dct"]) for d in documents]
    started = perf_counter()
    for article in articles:
        rows = find_times(article, find_sentences(article))
        found += [{**row, "doc": article.article_id, "type": row["timex"]} for row in rows]
    seconds = perf_counter() - started
    wanted = [{**span, "doc": document["doc"]} for document in documents for span in document["timex"]]
    scores = score_times(found, wanted, {document["doc"]: document["text"] for document in documents})
    for measure_name, score in scores.items():
        yield _figure(name, "times", f"{measure_name} F1", OURS, score.f1, score.wanted)
    if TIMES[name] == "en":
        rate = float(len(documents) // seconds)
        yield _figure(name, "times", "documents a second", OURS, rate, len(documents))


def _measure_names(documents: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    texts = {document["doc"]: document["text"] for document in documents}
    wanted = [{**span, "doc": document["doc"]} for document in documents for span in document["ents"]]
    articles = [Article(doc, text, "en") for doc, text in texts.items()]
    for tool, authority in ((OURS, load_authority()), (WITHOUT, build_authority([]))):
        found = [
            {**row, "doc": row["article_id"], "type": _TYPES[row["type"]]}
            for row in schema.records(_link(articles, authority))
            if row["kind"] == "name" and row["type"] in _TYPES
        ]
        score = score_names(found, wanted, texts)
        yield _figure(NAMES, "names", "relaxed F1", tool, score.f1, score.wanted)
        pairs = pair_names(found, wanted, texts)
        clusters = [(one["actor_id"], other["instance"]) for one, other in pairs]
        yield from _measure_clusters(tool, clusters)
        if tool == OURS:
            spelled = [(fold(one["text"]), other["instance"]) for one, other in pairs]
            yield from _measure_clusters("names spelled alike", spelled)


def _link(articles: Sequence[Article], authority: Authority) -> pd.DataFrame:
    """The mentions of articles with the ids of their actors, all articles taken together."""
    mentions: list[dict[str, Any]] = []
    roles: list[dict[str, Any]] = []
    for parsed in parse(articles):
        found = find_mentions(parsed, authority=authority)
        mentions += found
        roles += find_roles(parsed, found)
    known = pd.DataFrame([{"article_id": a.article_id, "language": a.language} for a in articles])
    return link_actors(pd.DataFrame(mentions), pd.DataFrame(roles), known, authority=authority)[0]


def _measure_clusters(tool: str, clusters: Sequence[tuple[str, str]]) -> Iterator[Figure]:
    precision, recall = score_clusters(clusters)
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    for name, value in (("precision", precision), ("recall", recall), ("F1", both)):
        yield _figure(NAMES, "alias clusters", f"B-cubed {name}", tool, value, len(clusters))


def _figure(data: str, step: str, measure_name: str, tool: str, value: float, n: int) -> Figure:
    return {
        "data": data, "step": step, "measure": measure_name, "tool": tool, "value": round(value, 4), "n": n,
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
