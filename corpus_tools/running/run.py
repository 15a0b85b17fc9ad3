"""A run: a folder of articles in, a complete output folder out."""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

import corpus_tools
from corpus_tools import schema
from corpus_tools.correcting.entries import NAME as CORRECTIONS
from corpus_tools.correcting.entries import digest_corrections, read_corrections
from corpus_tools.correcting.marks import count_marked
from corpus_tools.errors import UsageError
from corpus_tools.measuring.marked import SUFFIXES
from corpus_tools.publishing.exports import write_exports
from corpus_tools.publishing.provenance import Provenance, trace
from corpus_tools.publishing.tables import write_tables
from corpus_tools.publishing.word import open_template
from corpus_tools.reading.files import find_source
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.reading.formats import list_extensions
from corpus_tools.reading.limits import Limits, parse_limits
from corpus_tools.running.apart import call_apart, give_back_memory, is_large, load_tables_apart
from corpus_tools.running.cache import choose_folder, is_usable
from corpus_tools.running.corpus import find_names, hand_over, keep_annotated
from corpus_tools.running.notebooks import NOTEBOOKS, TIMEOUT, find_notebooks, run_notebooks
from corpus_tools.running.output import digest_file, stage
from corpus_tools.running.parameters import parse_assignments, read_declared, share_out
from corpus_tools.running.progress import announce
from corpus_tools.running.publication import Publication, publish, publish_handed
from corpus_tools.running.unaided import judge_unaided
from corpus_tools.schema import TABLES

_FIGURE = re.compile(r"f\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Options:
    """How a run is made; every default is that of the command line.

    Attributes:
        seeds: the folder of articles.
        out: the folder that the run makes or replaces.
        assignments: `name=value` words for the parameters of the notebooks.
        notebooks: the folder of notebooks.
        cache: the folder of the cache; the user's when empty.
        jobs: processes to use; 0 for one per core.
        timeout: seconds that one cell of a notebook may take.
        limits: `name=value` words that change what reading accepts, see `Limits`.
        template: a .docx whose styles, page and headers the briefing takes; our own when None.
        figures: ids of the figures of the briefing; a choice when empty.
        scheduler: the address of a Dask scheduler whose workers annotate; processes here when empty.
        parquet: whether tables are written as Parquet instead of CSV.
    """

    seeds: Path
    out: Path
    assignments: Sequence[str] = ()
    notebooks: Path = NOTEBOOKS
    cache: str = ""
    jobs: int = 0
    timeout: int = TIMEOUT
    template: Path | None = None
    limits: Sequence[str] = ()
    figures: Sequence[str] = ()
    scheduler: str = ""
    parquet: bool = False


def run_study(options: Options) -> pd.DataFrame:
    """Read, annotate and link the articles, run the notebooks, and write OUT; the table refused is returned.

    Raises:
        UsageError: an option is wrong, or no article could be read.
        NotebookError: a notebook did not run to its end.
        OutputError: OUT cannot be written, or another run holds it.
    """
    seeds, out = options.seeds.resolve(), options.out.resolve()
    notebooks = _check_options(options, seeds, out)
    values = parse_assignments(options.assignments)
    record: dict[str, Any] = {}
    with ExitStack() as stack:
        folder = stack.enter_context(stage(out, record))
        cache = _open_cache(options.cache, stack)
        how = _choose_how(options, seeds, cache)
        reading = _read(seeds, parse_limits(options.limits))
        reading, tables = _load(reading, seeds, how)
        _write_corpus(reading, tables, folder)
        handed = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="corpus-tools-"))) / "reading"
        hand_over(reading, handed)
        give_back_memory()
        environment = {**_name_places(seeds, folder, cache), "CORPUS_TOOLS_READING": str(handed)}
        _run_notebooks(options, notebooks, values, folder, environment)
        parameters = {**values, **digest_corrections(how["corrections"])}
        publication = Publication(
            folder, seeds, parameters, options.template, options.figures, options.parquet
        )
        _publish(publication, reading, tables, handed, how)
        record.update(_describe(trace(tables["articles"], parameters), tables, seeds, out))
    return tables["refused"]


def _check_options(options: Options, seeds: Path, out: Path) -> list[Path]:
    """The notebooks to run, once nothing is known to stand in their way."""
    _check_apart(seeds, out)
    if options.template is not None:
        open_template(options.template)
    notebooks = find_notebooks(options.notebooks.resolve())
    _check_drawn(options.figures, notebooks)
    return notebooks


def _open_cache(wanted: str, stack: ExitStack) -> Path:
    """The folder of the cache, or one for this run alone where that cannot be written."""
    cache = choose_folder(wanted)
    if is_usable(cache):
        return cache
    announce(f"cache: {cache} cannot be written, results are not kept")
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="corpus-tools-")))


def _choose_how(options: Options, seeds: Path, cache: Path) -> dict[str, Any]:
    """The arguments of `corpus.load_tables`, the same for each step."""
    return {
        "cache": cache,
        "jobs": options.jobs,
        "scheduler": options.scheduler,
        "corrections": read_corrections(seeds),
        "names": find_names(seeds),
    }


def _load(
    reading: Reading, seeds: Path, how: Mapping[str, Any]
) -> tuple[Reading, Mapping[str, pd.DataFrame]]:
    """What was read and could be annotated, and its tables; not the tokens, which may not fit in memory."""
    tables = load_tables_apart(reading, **how)
    _announce_corrections(tables)
    kept = keep_annotated(reading, tables)
    # Asked for by a notebook, but made here, where the models are loaded already.
    judge_unaided(kept, seeds, **{name: value for name, value in how.items() if name != "names"})
    return kept, {name: tables[name] for name in tables if name in TABLES}


def _run_notebooks(
    options: Options,
    notebooks: Sequence[Path],
    values: Mapping[str, Any],
    folder: Path,
    environment: Mapping[str, str],
) -> None:
    (folder / "notebooks").mkdir()
    run_notebooks(
        notebooks,
        folder / "notebooks",
        parameters=share_out(values, read_declared(notebooks)) if values else {},
        environment=environment,
        timeout=options.timeout,
        jobs=options.jobs,
    )


def _publish(
    publication: Publication,
    reading: Reading,
    tables: Mapping[str, pd.DataFrame],
    handed: Path,
    how: Mapping[str, Any],
) -> None:
    """Write what shows the results; of a large folder in a process that holds nothing of this one."""
    if is_large(reading):
        call_apart("writes the report", publish_handed, publication, handed, how)
    else:
        publish(publication, tables, reading.texts)


def _read(seeds: Path, limits: Limits) -> Reading:
    reading = read_folder(seeds, limits=limits)
    announce(f"read {len(reading.articles)} articles, refused {len(reading.refused)} inputs")
    if reading.articles.empty:
        raise UsageError(
            "no article could be read",
            file=str(seeds),
            remedy=f"put articles there, and see corpus-tools check; {list_extensions()} files are read",
        )
    return reading


def _announce_corrections(tables: Mapping[str, pd.DataFrame]) -> None:
    counts = tables["corrections"]["status"].value_counts().sort_index()
    if len(counts):
        announce(f"corrections: {', '.join(f'{n} {status}' for status, n in counts.items())}")
        marked = ", ".join(f"{name} {n}" for name, n in count_marked(tables).items())
        announce(f"corrected rows: {marked or 'none'}")


def _check_drawn(figures: Sequence[str], notebooks: Sequence[Path]) -> None:
    """Refuse a figure that no notebook names, before they run."""
    named = {name for path in notebooks for name in _FIGURE.findall(path.read_text(encoding="utf-8"))}
    for name in figures:
        if name not in named:
            near = get_close_matches(name, sorted(named), n=3, cutoff=0.3) or sorted(named)[:3]
            raise UsageError("no notebook draws this figure", value=name, remedy=f"try {', '.join(near)}")


def _check_apart(seeds: Path, out: Path) -> None:
    if not seeds.is_dir():
        raise UsageError("the seeds are not a folder", file=str(seeds), remedy="name one with --seeds")
    if out.is_relative_to(seeds) or seeds.is_relative_to(out):
        raise UsageError(
            "the output and the seeds lie in one another",
            file=str(out),
            remedy="name another folder with --out",
        )


def _write_corpus(reading: Reading, tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    for name, table in tables.items():
        schema.check(name, table, reading.texts)
    write_tables(tables, folder / "tables")
    for file, export in write_exports(tables, folder / "exports").items():
        announce(f"{file}: {export.exported} events, {export.left_out} left out, as one end is open")
    (folder / "texts").mkdir()
    for article_id, text in reading.texts.items():
        (folder / "texts" / f"{article_id}.txt").write_bytes(text.encode("utf-8"))


def _name_places(seeds: Path, folder: Path, cache: Path) -> dict[str, str]:
    """Where notebooks find articles and leave results; no parameters, so that no path is published."""
    return {
        "CORPUS_TOOLS_SEEDS": str(seeds),
        "CORPUS_TOOLS_FIGURES": str(folder / "figures"),
        "CORPUS_TOOLS_TABLES": str(folder / "tables"),
        "CORPUS_TOOLS_CACHE": str(cache),
    }


def _describe(
    provenance: Provenance, tables: Mapping[str, pd.DataFrame], seeds: Path, out: Path
) -> dict[str, Any]:
    """What run.json says besides the digests of the output: what went in, and what made it."""
    read = {find_source(seeds, str(name)) for name in tables["articles"]["file"]}
    kept = (".jsonl", *SUFFIXES)
    gold = {f"gold/{path.name}" for path in (seeds / "gold").glob("*.*") if path.suffix.lower() in kept}
    names = sorted({"sources.csv", "authority.yml", CORRECTIONS} | read | gold)
    paths = {name: seeds / name for name in names}
    where = os.path.relpath(seeds, out)
    return {
        "corpus_tools": corpus_tools.__version__,
        **provenance.as_dict(),
        "counts": {name: len(table) for name, table in sorted(tables.items())},
        "corrected": count_marked(tables),
        "seeds": where if not where.startswith("../..") else "",
        "inputs": {
            name: digest_file(path)
            for name, path in paths.items()
            if path.is_file() and not path.is_symlink()
        },
    }
