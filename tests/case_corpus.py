"""The made-up articles of the case sets through the whole pipeline, family by family.

A family is the articles of a case set whose ids begin alike: tellings of a story, and what is like it.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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

CASE_FOLDER = Path(__file__).parent / "cases"
STORIES = ("stories", "stories_unseen")


def _load(name: str) -> list[Case]:
    cases: list[Case] = yaml.safe_load((CASE_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return cases


CASES: list[Case] = [case for name in STORIES for case in _load(name)]
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
        """The tables of some cases, read from a file of JSON lines, and their tokens."""
        lines = tuple(_write(case) for case in cases)
        if lines not in self._built:
            seeds = Path(mkdtemp(dir=self._folder))
            (seeds / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
            reading = read_folder(seeds)
            rows = frame_rows(annotate_all(reading.items(), cache=self._cache, jobs=1))
            self._built[lines] = {**build_tables(reading, lambda articles: rows), "tokens": rows["tokens"]}
        return self._built[lines]


def _write(case: Case) -> str:
    names = {"text": "text", "published": "date", "outlet": "outlet", "language": "language"}
    return json.dumps({new: str(case[old]) for old, new in names.items()}, ensure_ascii=False)


def reprint_case(case: Case) -> Case:
    """The article in another outlet, without its last sentence."""
    sentences = case["text"].split(". ")
    text = ". ".join(sentences[: max(len(sentences) - 1, 2)]).rstrip(".") + "."
    return {**case, "id": "reprint", "outlet": "Evening Reprint", "text": text}


def list_versions() -> dict[str, list[Case]]:
    """The stories of all sets that are told in two languages or more: their articles in order of publication.

    A pair of a set of omissions came out on one day, every other one in the second of its languages first.
    """
    told: dict[str, list[Case]] = defaultdict(list)
    for name in (*STORIES, "stories_unseen_2"):
        for case in _load(name):
            told[f"{name}: {case['story']}"].append(case)
    for path in sorted(CASE_FOLDER.glob("omissions*.yml")):
        for number, pair in enumerate(_load(path.stem)):
            told[f"{path.stem}: {pair['id']}"] = _tell_pair(pair, turned=number % 2 == 1)
    several = {story: cases for story, cases in told.items() if len({case["language"] for case in cases}) > 1}
    return {story: sorted(cases, key=_order) for story, cases in several.items()}


def _tell_pair(pair: Mapping[str, Any], *, turned: bool) -> list[Case]:
    sides = pair.get("sides", ["en", "fr"])
    days = [str(pair["published"]), str(date.fromisoformat(str(pair["published"])) + timedelta(days=1))]
    return [
        {"id": f"{pair['id']}-{side}", "text": pair[side], "published": day, "story": pair["id"]}
        | {"language": side.partition("_")[0], "outlet": f"Paper {side}"}
        for side, day in zip(sides[::-1] if turned else sides, days, strict=True)
    ]


def _order(case: Case) -> tuple[str, str, int]:
    return str(case["published"]), case["language"], -len(case["text"].split())
