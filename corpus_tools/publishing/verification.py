"""Verification: whether an output is still what its run wrote, down to every span, figure and digest.

`run.json` of an output holds `files` (`manifest`), `inputs` (the same for the articles), `seeds` (where
these lie, seen from the output), `corpus_digest` and `code_digest`. Each difference is one finding;
nothing is repaired.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.errors import CorpusError, UsageError
from corpus_tools.publishing.figure_records import load_record
from corpus_tools.publishing.figures import check_evidence
from corpus_tools.publishing.formats import read_stamp
from corpus_tools.publishing.identification import Finding
from corpus_tools.publishing.provenance import SHORT, corpus_digest, digest_bytes
from corpus_tools.publishing.tables import find_tables, read_table
from corpus_tools.schema import TABLES, check, split

RUN, ABSENT = "run.json", "absent"
"""The record of a run, and its entry for files that a package names by their digests and leaves out."""

PICTURES = (".svg", ".png", ".pdf")

_STAMPED = (
    *("figure_id", "version", "title", "corpus_digest", "code_digest"),
    *("parameters", "notebook", "cell"),
)
_POINTS_TO: Mapping[str, str] = {
    **dict.fromkeys(("sentence_id", "sentence_ids"), "sentences"),
    **dict.fromkeys(
        ("article_id", "article_ids", "first_article_id", "copy_of", "translation_of"), "articles"
    ),
    **dict.fromkeys(
        (
            "actor_id",
            "actor_ids",
            "speaker_id",
            "addressee_ids",
            "by_ids",
            "to_ids",
            "participant_ids",
            "place_id",
            "organisation_id",
        ),
        "actors",
    ),
    "statement_ids": "statements",
}


def manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under a folder but its `run.json`, by relative path, sorted.

    Links are not followed.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = {path.relative_to(folder).as_posix(): digest_bytes(path.read_bytes()) for path in paths}
    return {name: digest for name, digest in sorted(found.items()) if name != RUN}


def verify_output(out: Path, *, seeds: Path | None = None) -> list[Finding]:
    """Re-check an output: every file, every evidence span, every id, every figure and digest.

    Args:
        out: the folder that a run wrote.
        seeds: the folder of articles, which are compared with those that were read; the one that the
            run names, if it is still there, when not given.

    Returns:
        The differences, sorted by file; empty when there is none.

    Raises:
        UsageError: there is no output, or its `run.json` cannot be read.
    """
    run = read_run(out)
    found, absent = manifest(out), run.get(ABSENT, {})
    wanted = {**run["files"], **{name: absent[name] for name in absent if name in found}}
    findings = list(_compare(wanted, found))
    seeds = seeds or _find_seeds(out, run)
    if seeds is not None:
        findings += _compare(run.get("inputs", {}), manifest(seeds), prefix=f"{seeds.name}/", extra=False)
    tables = dict(_read_tables(out / "tables", findings))
    findings += _check_tables(tables, out / "texts", absent=absent)
    if "articles" in tables and corpus_digest(tables["articles"]) != run.get("corpus_digest"):
        findings.append(Finding(RUN, "its corpus digest is not that of the table articles"))
    known = _known(tables)
    findings += verify_figures(out / "figures", known=known, run=run, prefix="figures/")
    return sorted(set(findings))


def read_run(out: Path) -> dict[str, Any]:
    """The record of a run.

    Raises:
        UsageError: there is no finished output, or its record cannot be read.
    """
    try:
        run = json.loads((out / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            "no finished output", file=f"{out.name}/{RUN}", remedy="make one with: corpus-tools run"
        ) from error
    if not isinstance(run, dict) or not isinstance(run.get("files"), dict):
        raise UsageError("not the record of a run", file=f"{out.name}/{RUN}", remedy="run the analysis again")
    return run


def verify_figures(
    folder: Path,
    *,
    known: Collection[str] | None = None,
    run: Mapping[str, Any] | None = None,
    prefix: str = "",
) -> list[Finding]:
    """Re-check the figures of a folder: their files, stamps, data and evidence.

    Args:
        folder: with the five files of each figure.
        known: every sentence id and article id of the corpus.
        run: what `run.json` holds; the digests of the figures must be its digests.
        prefix: put before the file names of findings.
    """
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.json")):
        try:
            record = load_record(path)
            findings += _check_figure(folder, record, known, run, prefix)
        except CorpusError as error:
            findings.append(Finding(prefix + path.name, str(error)))
        except (KeyError, TypeError, AttributeError) as error:
            findings.append(Finding(prefix + path.name, f"not the record of a figure ({error!r})"))
    return findings


def _find_seeds(out: Path, run: Mapping[str, Any]) -> Path | None:
    named = str(run.get("seeds", ""))
    seeds = (out.resolve() / named).resolve()
    return seeds if named and seeds.is_dir() else None


def _compare(
    wanted: Mapping[str, str], found: Mapping[str, str], *, prefix: str = "", extra: bool = True
) -> Iterator[Finding]:
    for name in sorted(wanted.keys() | (found.keys() if extra else set())):
        if name not in found:
            yield Finding(prefix + name, "is missing")
        elif name not in wanted:
            yield Finding(prefix + name, "was not written by this run")
        elif wanted[name] != found[name]:
            yield Finding(
                prefix + name,
                f"was changed: SHA-256 is {found[name][:SHORT]}…, the run has {wanted[name][:SHORT]}…",
            )


def _read_tables(folder: Path, findings: list[Finding]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables that keep their contract; findings are added for those that do not."""
    paths = find_tables(folder)
    for path in paths.values():
        try:
            data = read_table(path)
            if path.stem in TABLES:
                check(path.stem, data)
            yield path.stem, data
        except CorpusError as error:
            findings.append(Finding(f"tables/{path.name}", str(error)))
    findings += [Finding(f"tables/{name}.csv", "is missing") for name in sorted(set(TABLES) - set(paths))]


def _check_tables(
    tables: Mapping[str, pd.DataFrame], texts: Path, *, absent: Collection[str] = ()
) -> Iterator[Finding]:
    """Spans against their texts, but for those that a package leaves out, and ids against their tables."""
    sources = {
        path.stem: path.read_bytes().decode("utf-8", "replace") for path in sorted(texts.glob("*.txt"))
    }
    left = {Path(name).stem for name in absent} - set(sources)
    for name, data in tables.items():
        held = data[~data["article_id"].isin(left)] if left and "article_id" in data else data
        yield from _check_spans(f"tables/{name}.csv", held, sources)
        yield from _check_ids(f"tables/{name}.csv", data, tables)


def _check_spans(file: str, data: pd.DataFrame, sources: Mapping[str, str]) -> Iterator[Finding]:
    if not {"article_id", "start", "end", "text"} <= set(data.columns):
        return
    spans = zip(*(data[name].tolist() for name in ("article_id", "start", "end", "text")), strict=True)
    for number, (article_id, start, end, text) in enumerate(spans, start=1):
        if article_id not in sources:
            yield Finding(file, f"record {number}: there is no texts/{article_id}.txt")
        elif sources[article_id][start:end] != text:
            yield Finding(
                file, f"record {number}: characters {start}–{end} of {article_id} are not {text[:40]!r}"
            )


def _check_ids(file: str, data: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    for column, table in _POINTS_TO.items():
        if column not in data or table not in tables:
            continue
        ids = set(tables[table][TABLES[table].key[0]])
        for number, cell in enumerate(data[column].tolist(), start=1):
            for item in split(cell):
                if item not in ids:
                    yield Finding(file, f"record {number}: {column} {item!r} is not in the table {table}")


def _known(tables: Mapping[str, pd.DataFrame]) -> set[str] | None:
    if not {"sentences", "articles"} <= set(tables):
        return None
    return set(tables["sentences"]["sentence_id"]) | set(tables["articles"]["article_id"])


def _check_figure(
    folder: Path,
    record: Mapping[str, Any],
    known: Collection[str] | None,
    run: Mapping[str, Any] | None,
    prefix: str,
) -> Iterator[Finding]:
    found = {name: path for name in record["files"] if (path := folder / Path(name).name).is_file()}
    contents = {name: path.read_bytes() for name, path in found.items()}
    yield from _compare(
        record["files"], {name: digest_bytes(body) for name, body in contents.items()}, prefix=prefix
    )
    for name in sorted(contents):
        if name.endswith(PICTURES):
            yield from _check_stamp(prefix + name, contents[name], record)
    for digest in ("corpus_digest", "code_digest"):
        if run is not None and run.get(digest) != record[digest]:
            yield Finding(f"{prefix}{record['figure_id']}.json", f"{digest} is not that of the run")
    data = f"{record['figure_id']}.csv"
    if data in found:
        if digest_bytes(contents[data]) != record["version"]:
            yield Finding(prefix + data, "is not the data of this version")
        check_evidence(read_table(found[data]), figure_id=record["figure_id"], known=known)


def _check_stamp(file: str, content: bytes, record: Mapping[str, Any]) -> Iterator[Finding]:
    stamp = read_stamp(content)
    if stamp is None:
        yield Finding(file, "holds no provenance")
        return
    if not stamp.intact:
        yield Finding(file, "the drawing was altered after it was saved")
    for name in _STAMPED:
        if stamp.fields.get(name) != record[name]:
            yield Finding(file, f"its own {name} is not that of its record")
