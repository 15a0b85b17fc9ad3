import json

import pandas as pd
import pytest

from corpus_tools.publishing.provenance import (
    SOURCE,
    Provenance,
    canonical_json,
    code_digest,
    corpus_digest,
    data_digest,
    trace,
)

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a2", "a1"],
        "sha256": ["y", "x"],
        "file": ["two.txt", "one.txt"],
        "outlet": ["Daily", ""],
        "published": ["2026-01-16", ""],
    }
)


def test_corpus_digest_ignores_order_and_file_names():
    other = ARTICLES.iloc[::-1].assign(file="elsewhere")
    assert corpus_digest(other) == corpus_digest(ARTICLES)


@pytest.mark.parametrize("change", [{"sha256": ["y", "z"]}, {"article_id": ["a2", "a3"]}])
def test_corpus_digest_changes_with_an_article(change):
    assert corpus_digest(ARTICLES.assign(**change)) != corpus_digest(ARTICLES)


def test_corpus_digest_of_nothing_is_a_digest():
    assert len(corpus_digest(ARTICLES.iloc[:0])) == 64


def make_package(folder, *, lexicon="x: 1\n"):
    (folder / "lexicons").mkdir(parents=True)
    (folder / "module.py").write_text("A = 1\n")
    (folder / "lexicons" / "words.yml").write_text(lexicon)
    return folder


def test_code_digest_is_the_same_in_two_folders_and_ignores_compiled_files(tmp_path):
    one, two = make_package(tmp_path / "one"), make_package(tmp_path / "two")
    (two / "__pycache__").mkdir()
    (two / "__pycache__" / "module.cpython-311.pyc").write_bytes(b"x")
    assert code_digest(one) == code_digest(two)


def test_code_digest_changes_with_a_lexicon(tmp_path):
    one, two = make_package(tmp_path / "one"), make_package(tmp_path / "two", lexicon="x: 2\n")
    assert code_digest(one) != code_digest(two)


def test_data_digest_changes_with_one_cell():
    data = pd.DataFrame({"n": [1, 2]})
    assert data_digest(data) != data_digest(data.assign(n=[1, 3]))


def test_trace_leaves_places_out_and_keeps_what_citations_need():
    made = trace(ARTICLES, {"top": 10, "seeds": "/somewhere/else", "out": "build"})
    assert made.parameters == {"top": 10}
    assert made.sources["a2"] == {"article_id": "a2", "outlet": "Daily", "published": "2026-01-16"}
    assert set(made.sources["a2"]) <= set(SOURCE)


def test_as_dict_has_one_spelling():
    made = Provenance("c", "d", {"b": 1, "a": 2})
    again = Provenance("c", "d", {"a": 2, "b": 1})
    assert canonical_json(made.as_dict()) == canonical_json(again.as_dict())
    assert list(json.loads(canonical_json(made.as_dict()))) == ["code_digest", "corpus_digest", "parameters"]


def test_canonical_json_refuses_what_is_not_json():
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json(float("nan"))
