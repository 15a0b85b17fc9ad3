"""Crate: a run as one archive, an RO-Crate 1.1, that another analyst can unpack and verify.

It holds all that the run wrote and what describes it. The texts of the articles, which are their outlets',
are in it on request only; else they are named with address and digest. The same run gives the same bytes.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from corpus_tools.errors import OutputError, UsageError
from corpus_tools.publishing.brief import printable
from corpus_tools.publishing.citations import web_address
from corpus_tools.publishing.prose import count
from corpus_tools.publishing.provenance import SHORT, digest_bytes
from corpus_tools.publishing.tables import find_tables, read_table
from corpus_tools.publishing.verification import ABSENT, RUN, manifest, read_run
from corpus_tools.schema import records

METADATA, CITATION = "ro-crate-metadata.json", "CITATION.cff"
FIRST_HOUR = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold; every entry has it."""

NO_DAY = "1980-01-01"
"""Stands for the day of publication where nothing dates any article."""

_FORMATS = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_PARTS = {
    "tables": "Tables, a row for each thing found, with the ids of the sentences behind it",
    "figures": "Figures with the data drawn and their provenance",
    "notebooks": "Notebooks as they were run",
    "report": "The report, to open in a browser",
    "exports": "Files for other programs",
    "texts": "Source texts of the articles",
}
_RIGHTS = "The articles, and the sentences that are quoted from them here, remain their outlets'."


def write_crate(out: Path, path: Path, *, texts: bool = False) -> int:
    """Pack a run.

    Args:
        out: the output folder of a run.
        path: of the zip archive; it may not lie in `out`.
        texts: whether the source texts are in it; else only their digests are.

    Returns:
        The number of files in it.

    Raises:
        UsageError: there is no finished output, it was changed after its run, or the archive would lie
            in it.
        OutputError: the archive cannot be written.
    """
    if path.resolve().is_relative_to(out.resolve()):
        raise UsageError(
            "the archive would lie in the output", file=str(path), remedy="name a file elsewhere with --to"
        )
    run = read_run(out)
    if run["files"] != manifest(out):
        raise UsageError(
            "the output is not as its run left it",
            file=str(out),
            remedy="see corpus-tools verify, or run it again",
        )
    articles = read_table(find_tables(out / "tables")["articles"])
    entries = _collect(out, run, articles, texts=texts)
    try:
        with zipfile.ZipFile(path, "w") as archive:
            for name in sorted(entries):
                content = entries[name]
                entry = zipfile.ZipInfo(name, FIRST_HOUR)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
    except OSError as error:
        raise OutputError(
            f"the archive cannot be written ({error.strerror})",
            file=str(path),
            remedy="name another with --to",
        ) from error
    return len(entries)


def _collect(
    out: Path, run: Mapping[str, Any], articles: pd.DataFrame, *, texts: bool
) -> dict[str, bytes | Path]:
    """The contents of the archive by name: files of the run, then what describes them."""
    left = {} if texts else {name: of for name, of in run["files"].items() if name.startswith("texts/")}
    entries: dict[str, bytes | Path] = {name: out / name for name in run["files"] if name not in left}
    entries[CITATION] = _cite(run, articles).encode()
    sizes = {name: _measure(content) for name, content in entries.items()}
    digests = {**run["files"], CITATION: digest_bytes(_cite(run, articles).encode())}
    entries[METADATA] = _to_json(_describe(run, articles, sizes, digests, texts=texts))
    files = {name: run["files"].get(name) or digest_bytes(_bytes(entries[name])) for name in sorted(entries)}
    entries[RUN] = _to_json({**run, "files": files, "seeds": "", ABSENT: left})
    return entries


def _describe(
    run: Mapping[str, Any],
    articles: pd.DataFrame,
    sizes: Mapping[str, int],
    digests: Mapping[str, str],
    *,
    texts: bool,
) -> dict[str, Any]:
    """The metadata of the crate: the crate itself, its folders and files, the articles and the run."""
    sources = list(_list_sources(articles))
    folders = [name.partition("/")[0] for name in sorted(sizes) if "/" in name]
    parts = [_folder(folder, sizes) for folder in dict.fromkeys(folders)]
    loose = [name for name in sorted(sizes) if "/" not in name]
    root = _root(run, articles, texts=texts) | {
        "hasPart": [*({"@id": part["@id"]} for part in parts), *({"@id": name} for name in (*loose, RUN))],
        "isBasedOn": [{"@id": item["@id"]} for item in sources],
    }
    about = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    files = [_file(name, sizes[name], digests[name]) for name in sorted(sizes)]
    record = {
        "@id": RUN,
        "@type": "File",
        "name": "Record of the run: every file with its SHA-256, digests and parameters",
        "encodingFormat": _FORMATS[".json"],
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [about, root, *parts, *files, record, *_explain(run, sources), *sources],
    }


def _root(run: Mapping[str, Any], articles: pd.DataFrame, *, texts: bool) -> dict[str, Any]:
    """The crate as a whole, but for what is in it."""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": _name(run, articles),
        "description": f"Tables, figures, notebooks and report that corpus-tools made of press articles. "
        f"The texts are {'included' if texts else 'named with address and digest, and not included'}. "
        "Unpack it and run: corpus-tools verify FOLDER",
        "datePublished": find_day(articles),
        "license": {"@id": "#rights"},
        "identifier": run["corpus_digest"],
        "version": str(run.get("corpus_tools", "")),
        "mentions": {"@id": "#run"},
    }


def _folder(folder: str, sizes: Mapping[str, int]) -> dict[str, Any]:
    return {
        "@id": f"{folder}/",
        "@type": "Dataset",
        "name": _PARTS.get(folder, folder),
        "hasPart": [{"@id": name} for name in sorted(sizes) if name.startswith(f"{folder}/")],
    }


def find_day(articles: pd.DataFrame) -> str:
    """The day of publication of results: the latest that the articles tell, never the clock.

    >>> find_day(pd.DataFrame({"published": ["2026-01-16", ""], "published_earliest": ["", "2027"]}))
    '2026-01-16'
    """
    for column in ("published", "published_earliest"):
        days = [day for day in articles[column] if day]
        if days:
            return str(max(days))
    return NO_DAY


def _file(name: str, size: int, digest: str) -> dict[str, Any]:
    suffix = Path(name).suffix
    return {
        "@id": name,
        "@type": "File",
        "name": Path(name).name,
        "encodingFormat": _FORMATS.get(suffix, "application/octet-stream"),
        "contentSize": str(size),
        "sha256": digest,
    }


def _explain(run: Mapping[str, Any], sources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What made the results, and whose the words are."""
    yield {
        "@id": "#corpus-tools",
        "@type": "SoftwareApplication",
        "name": "corpus-tools",
        "softwareVersion": str(run.get("corpus_tools", "")),
        "identifier": run["code_digest"],
    }
    parameters = {"@id": "#parameters"}
    yield {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "The run of the analysis",
        "instrument": {"@id": "#corpus-tools"},
        "object": [*({"@id": item["@id"]} for item in sources), parameters],
        "result": {"@id": "./"},
    }
    yield {
        "@id": "#parameters",
        "@type": "PropertyValue",
        "name": "parameters",
        "value": json.dumps(run.get("parameters", {}), ensure_ascii=False, sort_keys=True),
    }
    yield {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS}


def _list_sources(articles: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each article by reference."""
    for row in records(articles):
        told = {
            "@id": f"#{row['article_id']}",
            "@type": "NewsArticle",
            "name": printable(row["title"]) or row["article_id"],
            "publisher": printable(row["outlet"]),
            "datePublished": row["published"],
            "inLanguage": row["language"],
            "url": web_address(row),
            "sha256": row["sha256"],
        }
        yield {name: value for name, value in told.items() if value}


def _name(run: Mapping[str, Any], articles: pd.DataFrame) -> str:
    n = count(len(articles), "articles")
    return f"Results of corpus-tools on {n}, corpus {run['corpus_digest'][:SHORT]}"


def _cite(run: Mapping[str, Any], articles: pd.DataFrame) -> str:
    """How to cite the results, with the articles they rest on, as a Citation File Format file."""
    references = []
    for row in records(articles):
        told = {
            "type": "newspaper-article",
            "title": printable(row["title"]) or "untitled",
            "authors": [{"name": printable(row["outlet"]) or "outlet unknown"}],
            "date-published": row["published"] if len(row["published"]) == 10 else "",
            "url": web_address(row),
        }
        references.append({name: value for name, value in told.items() if value})
    about = {
        "cff-version": "1.2.0",
        "message": "If you use these results, cite them, and the articles they rest on.",
        "type": "dataset",
        "title": _name(run, articles),
        "authors": [{"name": "corpus_tools contributors"}],
        "version": run["corpus_digest"][:SHORT],
        "identifiers": [
            {"type": "other", "value": f"sha256:{run['corpus_digest']}", "description": "corpus"}
        ],
        "references": references,
    }
    return str(yaml.safe_dump(about, allow_unicode=True, sort_keys=False, width=100))


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _measure(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _to_json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
