import json

import pytest

from corpus_tools.errors import UsageError
from corpus_tools.publishing.citations import cite, cite_figure, refer

DATED = {
    "article_id": "a2",
    "outlet": "Le Quotidien",
    "title": "L’État & 50 % de données_",
    "url": "https://quotidien.example/1",
    "language": "fr",
    "published": "2026-01-16",
    "published_earliest": "2026-01-16",
    "published_latest": "2026-01-16",
}
UNDATED = {
    "article_id": "a1",
    "outlet": "",
    "title": "",
    "url": "javascript:alert(1)",
    "language": "en",
    "published": "",
    "published_earliest": "2026-01-10",
    "published_latest": "2026-01-31",
}
RECORD = {
    "figure_id": "f02-network",
    "version": "1" * 64,
    "title": "The minister meets everyone.",
    "notebook": "02_actors.ipynb",
    "cell": 7,
    "corpus_digest": "2" * 64,
    "code_digest": "3" * 64,
    "article_ids": ["a1", "a2"],
    "sources": [UNDATED, DATED],
    "software": {"corpus-tools": "0.1.0"},
}


def test_refer_names_version_code_corpus_and_notebook():
    assert refer(RECORD) == (
        "The minister meets everyone. Figure f02-network, version 111111111111, 02_actors.ipynb cell 7, "
        "corpus-tools 0.1.0 (code 333333333333), corpus 222222222222, 2 articles."
    )


def test_text_lists_each_article_with_outlet_title_date_and_address():
    lines = cite(RECORD).split("\n")
    assert lines[0] == refer(RECORD)
    assert lines[2:] == [
        "It rests on:",
        "- outlet unknown, untitled, undated (between 2026-01-10 and 2026-01-31) [a1]",
        "- Le Quotidien, “L’État & 50 % de données_”, 2026-01-16, https://quotidien.example/1 [a2]",
    ]


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("", "", "undated"),
        ("", "2026-01-31", "undated (by 2026-01-31)"),
        ("2026", "", "undated (not before 2026)"),
    ],
)
def test_an_undated_article_is_cited_with_what_is_known(earliest, latest, words):
    row = {**UNDATED, "published_earliest": earliest, "published_latest": latest}
    assert f", {words} [a1]" in cite({**RECORD, "sources": [row]})


def test_bibtex_escapes_and_balances():
    text = cite(RECORD, style="bibtex")
    assert "@misc{f02-network-11111111,\n" in text
    assert r"title = {{L’État \& 50 \% de données\_}}" in text
    assert "year = {2026}" in text
    assert "javascript" not in text
    assert text.count("{") == text.count("}")
    assert text.count("@") == 3


def test_csl_is_json_with_parts_of_dates():
    figure, undated, dated = json.loads(cite(RECORD, style="csl"))
    assert (figure["type"], figure["version"]) == ("figure", "1" * 64)
    assert "issued" not in undated
    assert "URL" not in undated
    assert undated["note"] == "undated (between 2026-01-10 and 2026-01-31)"
    assert dated["issued"] == {"date-parts": [[2026, 1, 16]]}
    assert dated["container-title"] == "Le Quotidien"


def test_an_unknown_style_is_refused():
    with pytest.raises(UsageError, match="unknown citation style: got 'mla'; use text, bibtex or csl"):
        cite(RECORD, style="mla")


def test_cite_figure_reads_the_record(tmp_path):
    (tmp_path / "f02-network.json").write_text(json.dumps(RECORD), encoding="utf-8")
    assert cite_figure("f02-network", tmp_path) == cite(RECORD)


def test_cite_figure_names_the_nearest_ids(tmp_path):
    (tmp_path / "f02-network.json").write_text(json.dumps(RECORD), encoding="utf-8")
    with pytest.raises(UsageError, match="no such figure: got 'f2-network'; try f02-network"):
        cite_figure("f2-network", tmp_path)
    with pytest.raises(UsageError, match="run the analysis first"):
        cite_figure("f02-network", tmp_path / "nowhere")
