"""The made-up articles of the case sets through the whole pipeline, family by family.

A family is the articles of a case set whose ids begin alike: tellings of a story, and what is like it.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from corpus_tools.reading.folder import read_folder
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all
from corpus_tools.running.parts import frame_rows
from corpus_tools.running.pipeline import Tables, build_tables

Case = Mapping[str, Any]

CASES: list[Case] = [
    case
    for name in ("stories", "stories_unseen")
    for case in yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text(encoding="utf-8"))
]
FAMILIES: dict[str, list[Case]] = defaultdict(list)
for _case in CASES:
    FAMILIES[_case["id"].partition("-")[0]].append(_case)


class CaseBuilder:
    """Builds the tables of cases; an article that is in two corpora is annotated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = Cache(folder / "cache")
        self._built: dict[tuple[str, ...], Tables] = {}

    def build(self, cases: Sequence[Case]) -> Tables:
        """The tables of some cases, read from a file of JSON lines."""
        lines = tuple(_write(case) for case in cases)
        if lines not in self._built:
            seeds = Path(mkdtemp(dir=self._folder))
            (seeds / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
            self._built[lines] = build_tables(
                read_folder(seeds),
                lambda articles: frame_rows(annotate_all(articles, cache=self._cache, jobs=1)),
            )
        return self._built[lines]


def _write(case: Case) -> str:
    names = {"text": "text", "published": "date", "outlet": "outlet", "language": "language"}
    return json.dumps({new: str(case[old]) for old, new in names.items()}, ensure_ascii=False)


def reprint_case(case: Case) -> Case:
    """The article in another outlet, without its last sentence."""
    sentences = case["text"].split(". ")
    text = ". ".join(sentences[: max(len(sentences) - 1, 2)]).rstrip(".") + "."
    return {**case, "id": "reprint", "outlet": "Evening Reprint", "text": text}


def list_translated() -> list[Case]:
    """The articles of which a version in another language is in the set."""
    languages = defaultdict(set)
    for case in CASES:
        languages[case["story"]].add(case["language"])
    return [case for case in CASES if len(languages[case["story"]]) > 1]
