"""Provenance: which corpus, which code and which parameters made a result, as digests."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

import corpus_tools
from corpus_tools.publishing.tables import to_csv

SHORT = 12
"""Characters of a digest that are shown to people."""

SOURCE = (
    "article_id",
    "outlet",
    "title",
    "url",
    "language",
    "published",
    "published_earliest",
    "published_latest",
)
"""The columns of the table articles that a citation needs."""

_PLACES = frozenset({"seeds", "out"})
_CODE = frozenset({".py", ".yml", ".yaml", ".j2", ".html", ".css", ".js", ".json", ".csv", ".txt", ".typ"})


@dataclass(frozen=True)
class Provenance:
    """What made a result.

    Attributes:
        corpus_digest: of the articles (`corpus_digest`).
        code_digest: of this package (`code_digest`).
        parameters: the parameters that shape the result, by name.
        sources: of each article by its id what a citation needs (`SOURCE`).
    """

    corpus_digest: str
    code_digest: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def as_dict(self) -> dict[str, object]:
        """The record as plain values, for JSON."""
        return {
            "corpus_digest": self.corpus_digest,
            "code_digest": self.code_digest,
            "parameters": dict(sorted(self.parameters.items())),
        }


def trace(articles: pd.DataFrame, parameters: Mapping[str, object] | None = None) -> Provenance:
    """The provenance of results made now, from these articles, with these parameters.

    Where files lie (`seeds`, `out`) is no part of what made a result, and is left out.

    Args:
        articles: the table articles (`article_id`, `sha256` and those of `SOURCE` are read).
        parameters: the parameters of the run, by name; values are plain.
    """
    kept = {name: value for name, value in (parameters or {}).items() if name not in _PLACES}
    columns = [column for column in SOURCE if column in articles]
    rows = articles[columns].astype(str).to_dict("records")
    sources = {row["article_id"]: {str(name): text for name, text in row.items()} for row in rows}
    return Provenance(corpus_digest(articles), code_digest(), kept, sources)


def name_run(provenance: Provenance) -> str:
    """The id of a run: the digest of all that made it, so that equal runs have equal ids."""
    return digest_text(canonical_json(provenance.as_dict()))[:SHORT]


def corpus_digest(articles: pd.DataFrame) -> str:
    """The digest of a corpus: SHA-256 over the sorted pairs of article id and content digest.

    File names, folders and the order of rows do not count.

    >>> one = pd.DataFrame({"article_id": ["a1", "a2"], "sha256": ["x", "y"]})
    >>> corpus_digest(one) == corpus_digest(one.iloc[::-1])
    True
    """
    pairs = sorted(zip(articles["article_id"].astype(str), articles["sha256"].astype(str), strict=True))
    return digest_text(canonical_json([list(pair) for pair in pairs]))


@cache
def code_digest(package: Path | None = None) -> str:
    """The digest of the code: SHA-256 over path and content of every module, lexicon and template.

    Args:
        package: the folder of the package; the installed one when not given.
    """
    home = package or Path(corpus_tools.__file__).parent
    files = sorted(
        (path.relative_to(home).as_posix(), digest_bytes(path.read_bytes()))
        for path in home.rglob("*")
        if path.suffix in _CODE and path.is_file()
    )
    return digest_text(canonical_json([list(file) for file in files]))


def data_digest(data: pd.DataFrame) -> str:
    """The digest of a table as it is written: SHA-256 of its CSV.

    >>> data_digest(pd.DataFrame({"n": [1]})) == data_digest(pd.DataFrame({"n": [2]}))
    False
    """
    return digest_text(to_csv(data))


def canonical_json(value: object) -> str:
    """JSON with one spelling: keys sorted, no spaces, no NaN.

    >>> canonical_json({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return digest_bytes(text.encode("utf-8"))


def digest_bytes(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
