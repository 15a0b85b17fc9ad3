"""The cache is never believed and never needed (promise 22)."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_tools.reading.article import Article
from corpus_tools.running import cache as caching
from corpus_tools.running.cache import Cache

KEY = "ab" + "0" * 62
VALUE = {"sentences": [{"text": "Việt Nam – “AI”", "start": 0}], "n": [1, 2.5, True, None]}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", version="v1")


def entry(cache: Cache) -> Path:
    assert cache.folder is not None
    return next(path for path in cache.folder.rglob("*") if path.is_file())


def test_put_then_get_gives_the_value(cache: Cache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, VALUE)
    assert cache.get(KEY) == VALUE


def test_get_of_another_version_finds_nothing(cache: Cache, tmp_path: Path) -> None:
    cache.put(KEY, VALUE)
    assert Cache(tmp_path / "cache", version="v2").get(KEY) is None
    assert Cache(tmp_path / "cache", version="v1").get(KEY) == VALUE


def test_get_never_uses_an_entry_with_a_flipped_bit(cache: Cache) -> None:
    """300 copies with one flipped bit each: 300 rebuilt, none used."""
    cache.put(KEY, VALUE)
    sound, path, choose = entry(cache).read_bytes(), entry(cache), random.Random(22)
    for _ in range(300):
        place = choose.randrange(len(sound) * 8)
        flipped = bytearray(sound)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        assert cache.get(KEY) is None
    cache.put(KEY, VALUE)
    assert cache.get(KEY) == VALUE


@pytest.mark.parametrize("content", [b"", b"\n", b"\x80\x04N.", b"corpus-tools cache 1 \n"])
def test_get_takes_a_foreign_entry_for_none(cache: Cache, content: bytes) -> None:
    cache.put(KEY, VALUE)
    entry(cache).write_bytes(content)
    assert cache.get(KEY) is None


def test_get_refuses_an_entry_moved_from_another_key(cache: Cache) -> None:
    cache.put(KEY, VALUE)
    other = "ab" + "1" * 62
    entry(cache).rename(entry(cache).with_name(other[2:]))
    assert cache.get(other) is None


def test_get_survives_every_cut(cache: Cache) -> None:
    cache.put(KEY, VALUE)
    sound, path = entry(cache).read_bytes(), entry(cache)
    for length in range(len(sound)):
        path.write_bytes(sound[:length])
        assert cache.get(KEY) is None


def test_put_into_a_folder_that_cannot_be_written_does_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is None
    assert not caching.is_usable(tmp_path / "file" / "cache")


def test_put_leaves_no_unfinished_files(cache: Cache) -> None:
    cache.put(KEY, VALUE)
    cache.put(KEY, VALUE)
    assert cache.folder is not None
    assert [path.name for path in cache.folder.rglob("*") if path.is_file()] == [KEY[2:]]


def test_put_forgets_the_oldest_versions_only(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for number in range(9):
        Cache(tmp_path, version=f"{number:016d}").put(KEY, VALUE)
    versions = sorted(path.name for path in tmp_path.iterdir())
    assert versions[-1] == "notes"
    assert len(versions) == 5
    assert f"{8:016d}" in versions


def test_choose_folder_prefers_option_to_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_CACHE", str(tmp_path / "set"))
    assert caching.choose_folder(tmp_path / "given") == tmp_path / "given"
    assert caching.choose_folder() == tmp_path / "set"


ARTICLE = Article("a1", "One text.", "en", ((0, 3),), "2026-01-16", "", "", "HÀ NỘI", "T", "O")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another."},
        {"language": "fr"},
        {"dropped": ()},
        {"published": "2026-01-17"},
        {"published_latest": "2026-02"},
        {"dateline": ""},
        {"title": "U"},
        {"outlet": "P"},
        {"article_id": "a2"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_key_of_changes_with_everything_that_annotating_reads(change: dict[str, object]) -> None:
    assert caching.key_of(replace(ARTICLE, **change)) != caching.key_of(ARTICLE)
    assert caching.key_of(replace(ARTICLE)) == caching.key_of(ARTICLE)


def test_annotator_version_changes_with_code_and_lexicons(tmp_path: Path) -> None:
    (tmp_path / "annotating").mkdir()
    (tmp_path / "annotating" / "a.py").write_text("1")
    (tmp_path / "errors.py").write_text("2")
    names = ("annotating", "errors.py")
    before = caching._digest_paths(tmp_path, names)
    (tmp_path / "annotating" / "a.py").write_text("3")
    assert caching._digest_paths(tmp_path, names) != before


def test_annotating_names_what_annotating_imports(root: Path) -> None:
    """What an annotation is made with is part of its version: the paths exist."""
    assert all((root / "corpus_tools" / name).exists() for name in caching.ANNOTATING)
