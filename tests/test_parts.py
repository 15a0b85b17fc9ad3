"""Parts hold every row in order, are made once, and are made again when they are damaged."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.publishing.provenance import digest_text
from corpus_tools.running.cache import Cache
from corpus_tools.running.parts import ANNOTATED, Annotation, Parts, find_parts, frame_rows, gather

ARTICLES = [f"a{n}" for n in range(1500)]
KEYS = [digest_text(name) for name in ARTICLES]


class Counter:
    """Makes one mention of each article, and counts."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, articles: Sequence[str]) -> Iterator[Annotation]:
        for name in articles:
            self.seen.append(name)
            rows = {name: [] for name in ANNOTATED}
            yield {**rows, "mentions": [{"article_id": name, "start": 0}]}


@given(st.lists(st.sampled_from(["a00", "b1", "c2"]), max_size=4000))
def test_find_parts_leaves_nothing_out(keys: list[str]) -> None:
    parts = find_parts(keys)
    assert [place for part in parts for place in part] == list(range(len(keys)))
    assert all(0 < len(part) <= 256 for part in parts)


def test_one_article_more_makes_one_part_anew(tmp_path: Path) -> None:
    count = Counter()
    first = gather(ARTICLES, KEYS, count, Cache(tmp_path))
    assert first["mentions"]["article_id"].tolist() == ARTICLES
    count.seen.clear()
    articles, keys = [*ARTICLES[:700], "new", *ARTICLES[700:]], [*KEYS[:700], "f" * 64, *KEYS[700:]]
    second = gather(articles, keys, count, Cache(tmp_path))
    assert second["mentions"]["article_id"].tolist() == articles
    assert "new" in count.seen
    changed = set(second.keys_of_parts) - set(first.keys_of_parts)
    assert len(changed) == 1
    assert len(count.seen) < len(ARTICLES) / 2
    assert len(first.keys_of_parts) > 3


def test_no_part_is_held_where_it_can_be_written(tmp_path: Path) -> None:
    parts = gather(ARTICLES, KEYS, Counter(), Cache(tmp_path))
    assert not parts._held
    again = Parts(Cache(tmp_path), parts.keys_of_parts)
    pd.testing.assert_frame_equal(again["mentions"], parts["mentions"])


def test_without_a_cache_parts_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    held = gather(ARTICLES, KEYS, Counter(), Cache(tmp_path / "file"))
    kept = gather(ARTICLES, KEYS, Counter(), Cache(tmp_path / "folder"))
    pd.testing.assert_frame_equal(held["mentions"], kept["mentions"])


def test_a_damaged_part_is_made_again(tmp_path: Path) -> None:
    keys = gather(ARTICLES, KEYS, Counter(), Cache(tmp_path)).keys_of_parts
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    with pytest.raises(LookupError):
        Parts(Cache(tmp_path), keys)["mentions"]
    mended = gather(ARTICLES, KEYS, Counter(), Cache(tmp_path))
    assert mended["mentions"]["article_id"].tolist() == ARTICLES


def test_no_article_gives_tables_without_rows(tmp_path: Path) -> None:
    parts = gather([], [], Counter(), Cache(tmp_path))
    assert all(parts[name].empty for name in parts)
    assert list(parts["tokens"]) == list(frame_rows([])["tokens"])
