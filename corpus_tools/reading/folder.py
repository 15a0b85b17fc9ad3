"""Folder: all that a folder of press files becomes, read, refused or skipped, in the order of the file names.

Makes the tables `articles` (without what linking adds), `dropped`, `refused` and `repairs`.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.reading.article import Article
from corpus_tools.reading.assembly import Draft, assemble, digest_words
from corpus_tools.reading.decoding import decode
from corpus_tools.reading.files import SeedFile, find_files
from corpus_tools.reading.formats import load
from corpus_tools.reading.isolation import Bounds, Lost, map_apart
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Outcome, Record, Skipped
from corpus_tools.reading.refusals import RefusalError, blame
from corpus_tools.reading.results import Entry, Result, accept, describe, enter, refuse
from corpus_tools.reading.sources import NAME, is_sources, read_sources
from corpus_tools.schema import frame


@dataclass(frozen=True)
class Reading:
    """What was read from a folder.

    Attributes:
        articles: a row for each article; `file` is the path under the folder, `path#n` for record n (from 1)
            of a file with several and `path/member` inside an archive; `author`, `format`, `warnings` and
            `fields_basis` (where title, outlet, author and url stand) are extra columns.
        dropped: a row for each span that cleaning removed.
        refused: a row for each input that was not read; `row` is 0 for a whole file.
        repairs: a row for each kind of repair of an article.
        texts: the source text of each article by its id.
        entries: what became of each file and record, in order.
    """

    articles: pd.DataFrame
    dropped: pd.DataFrame
    refused: pd.DataFrame
    repairs: pd.DataFrame
    texts: Mapping[str, str]
    entries: tuple[Entry, ...] = ()

    def items(self) -> list[Article]:
        """The articles as records for annotating, in order."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for article_id, start, end in zip(
            self.dropped["article_id"], self.dropped["start"], self.dropped["end"], strict=True
        ):
            spans.setdefault(article_id, []).append((int(start), int(end)))
        return [
            Article(
                row["article_id"],
                self.texts[row["article_id"]],
                dropped=tuple(spans.get(row["article_id"], ())),
                **{name: row[name] for name in _ARTICLE_FIELDS},
            )
            for row in self.articles.to_dict("records")
        ]

    def only(self, kept: Collection[str], *, refused: pd.DataFrame) -> "Reading":
        """What is left when some articles, by their ids, are refused after all; `entries` stay."""
        tables = {
            name: frame(name, table[table["article_id"].isin(kept)].reset_index(drop=True))
            for name, table in (
                ("articles", self.articles),
                ("dropped", self.dropped),
                ("repairs", self.repairs),
            )
        }
        texts = {article_id: text for article_id, text in self.texts.items() if article_id in kept}
        return Reading(refused=refused, texts=texts, entries=self.entries, **tables)


_WORTH_A_PROCESS = 50
"""Files below which one more process costs more than it saves."""

_ARTICLE_FIELDS = (
    "language", "published", "published_earliest", "published_latest", "dateline", "title", "outlet",
)  # fmt: skip


def read_folder(seeds: Path, *, limits: Limits = Limits()) -> Reading:  # noqa: B008 (it is frozen)
    """Read all press files below a folder; what cannot be read is refused and never stops the others.

    Args:
        seeds: the folder; `sources.csv` at its top is the optional list of sources.
        limits: how much one input may cost.

    Raises:
        UsageError: there is no such folder, or it holds too many files.
    """
    if not seeds.is_dir():
        raise UsageError("no such folder", file=str(seeds), remedy="give the folder that holds the articles")
    files = find_files(seeds)
    if len(files) > limits.files:
        what = f"the folder has {len(files):,} files; at most {limits.files:,} are read"
        raise UsageError(what, file=str(seeds), remedy="split it, or raise the limit")
    return _tabulate(_read_files(files, limits), limits)


def _read_files(files: Sequence[SeedFile], limits: Limits) -> Iterator[Result]:
    listed: Mapping[str, Mapping[str, str]] = {}
    for file in (file for file in files if file.name == NAME):
        try:
            listed = read_sources(load(file, limits)[0]) if _is_list(file, limits) else {}
        except RefusalError as refusal:
            yield Result(file, outcome=refusal)
    tasks = [file for file in files if file.litter or file.name != NAME or not _is_list(file, limits)]

    def read(file: SeedFile) -> Iterable[Result]:
        return [Result(file)] if file.litter else _read_file(file, listed, limits)

    bounds = Bounds(limits.seconds, limits.memory)
    for file, result in map_apart(tasks, read, bounds=bounds, jobs=count_processes(len(tasks))):
        yield Result(file, outcome=_explain(result, limits)) if isinstance(result, Lost) else result


def count_processes(files: int) -> int:
    """The processes that read so many files: not more than cores, nor than pay off.

    >>> count_processes(5)
    1
    """
    return max(1, min(len(os.sched_getaffinity(0)), files // _WORTH_A_PROCESS))


def _explain(lost: Lost, limits: Limits) -> RefusalError:
    if lost.cause == "seconds":
        return RefusalError("too_slow", f"took longer than {limits.seconds} s to read")
    if lost.cause == "memory":
        return RefusalError("too_large", f"needs more than {limits.memory:,} bytes of memory to be read")
    return RefusalError(
        "unreadable",
        f"ended the process that read it (signal {lost.signal})",
        remedy="save the article text as .txt",
    )


def _is_list(file: SeedFile, limits: Limits) -> bool:
    try:
        return is_sources(file.name, decode(load(file, limits)[0])[0].split("\n", 1)[0])
    except RefusalError:
        return False


def _read_file(file: SeedFile, listed: Mapping[str, Mapping[str, str]], limits: Limits) -> Iterator[Result]:
    """The articles and refusals of one file, in order."""
    started = perf_counter()
    digest = ""
    try:
        data, form = load(file, limits)
        digest = sha256(data).hexdigest()
        for outcome in form.reader(data, limits):
            part = file.inside(outcome.member)
            said = _choose_listed(listed, file.name, part.name, outcome.row)
            draft = _assemble(outcome, said, "" if outcome.row else part.name, limits)
            key = outcome.fields.get("key", "") if isinstance(outcome, Record) else ""
            now = perf_counter()
            yield Result(part, outcome.row, draft, digest, key, now - started, outcome.form or form.name)
            started = now
    except RefusalError as refusal:
        yield Result(file, outcome=refusal, sha256=digest, seconds=perf_counter() - started)
    except MemoryError:
        raise
    except Exception as error:  # The one place that no defect of a reader may pass: the others are read.
        yield Result(file, outcome=blame(error), sha256=digest, seconds=perf_counter() - started)


def _choose_listed(
    listed: Mapping[str, Mapping[str, str]], file: str, part: str, row: int
) -> Mapping[str, str]:
    """What the list of sources says of a record: of its file, its place in an archive, and itself."""
    names = dict.fromkeys((file, part, f"{part}#{row}"))
    return {field: value for name in names for field, value in listed.get(name, {}).items()}


def _assemble(
    outcome: Outcome, listed: Mapping[str, str], name: str, limits: Limits
) -> Draft | RefusalError | Skipped:
    if isinstance(outcome, Failure):
        return outcome.refusal
    if isinstance(outcome, Skipped):
        return outcome
    try:
        return assemble(outcome, listed=listed, name=name, limits=limits)
    except RefusalError as refusal:
        return refusal
    except MemoryError:
        raise
    except Exception as error:  # A defect of cleaning costs one record; the others of the file are read.
        return blame(error)


def _tabulate(results: Iterable[Result], limits: Limits) -> Reading:
    """Give each article its id and lay everything out as tables."""
    rows: dict[str, list[dict[str, object]]] = {"articles": [], "dropped": [], "refused": [], "repairs": []}
    texts: dict[str, str] = {}
    entries: list[Entry] = []
    known = _Known()
    for result in results:
        outcome = result.outcome
        if isinstance(outcome, Draft) and len(texts) >= limits.articles:
            outcome = RefusalError(
                "too_large", f"comes after {limits.articles:,} articles, the most that are read"
            )
        if isinstance(outcome, Draft):
            article_id, codes = _make_id(outcome, known), _compare(result, outcome, known)
            texts[article_id] = outcome.text
            for name, more in describe(article_id, result, outcome, codes).items():
                rows[name] += more
            entries.append(accept(article_id, result, codes))
        elif isinstance(outcome, RefusalError):
            rows["refused"].append(refuse(result, outcome))
            message = f"{result.file.shown}: {outcome}"
            entries.append(enter(result, "rejected", (outcome.code,), message))
        else:
            reason = outcome.reason if outcome else "hidden, left over, or about the articles"
            entries.append(enter(result, "ignored", message=f"skipped: {reason}"))
    tables = {name: frame(name, data) for name, data in rows.items()}
    return Reading(texts=texts, entries=tuple(entries), **tables)


@dataclass
class _Known:
    """What the articles so far were: their words, bodies and the keys of their records."""

    digests: Counter[str] = field(default_factory=Counter)
    bodies: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)


def _make_id(draft: Draft, known: _Known) -> str:
    """The id that the words of an article give it, numbered when others before it have the same."""
    digest = draft.digest
    known.digests[digest] += 1
    number = known.digests[digest]
    return f"a{digest}" + (f"-{number}" if number > 1 else "")


def _compare(result: Result, draft: Draft, known: _Known) -> tuple[str, ...]:
    """The warnings of an article with those that come from the articles before it."""
    codes = set(draft.warnings)
    words = digest_words(draft.body, full=True)
    if words in known.bodies:
        codes.add("duplicate_content")
    known.bodies.add(words)
    key = (result.file.name, result.key)
    if result.key and key in known.keys:
        codes.add("duplicate_id")
    known.keys.add(key)
    if result.file.shown != result.file.name or "\\x" in result.file.name:
        codes.add("name_unsafe")
    return tuple(sorted(codes))
