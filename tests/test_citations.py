import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
FIGURES = Path(__file__).resolve().parents[1] / "figures"
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


def parse_bibtex(text):
    """The entries as BibTeX reads them: every brace counts, escaped or not; the fields of each by name."""
    entries, place = [], 0
    while place < len(text):
        head = re.compile(r"\s*@([a-z]+)\{([^\s,{}]+),\n").match(text, place)
        assert head, text[place : place + 40]
        place, fields = head.end(), {}
        while text[place] != "}":
            name = re.compile(r"\s*([a-z]+) = \{").match(text, place)
            assert name, text[place : place + 40]
            start = place = name.end()
            depth = 1
            while depth:
                depth += {"{": 1, "}": -1}.get(text[place], 0)
                place += 1
            assert name[1] not in fields
            fields[name[1]] = text[start : place - 1]
            assert text[place : place + 2] == ",\n"
            place += 2
        entries.append((head[1], head[2], fields))
        place += 1
    return entries


CSL = {
    **dict.fromkeys(("id", "type", "title", "container-title", "URL", "language", "note"), str),
    **{"version": str, "source": str, "issued": dict},
}
TYPES = {"figure", "article-newspaper"}


def check_csl(items):
    """What the schema of CSL-JSON asks of the fields used here."""
    for item in items:
        assert {"id", "type"} <= set(item) <= set(CSL)
        assert item["type"] in TYPES
        assert all(isinstance(value, CSL[name]) and value for name, value in item.items())
        for date in item.get("issued", {}).get("date-parts", []):
            assert 1 <= len(date) <= 3
            assert all(isinstance(part, int) for part in date)


@given(
    title=st.text(min_size=1).filter(str.strip),
    outlet=st.text(),
    published=st.sampled_from(["", "2026", "2026-01", "2026-01-16"]),
    url=st.sampled_from(["", "https://example.org/a?b=%20c#d", "javascript:x"]),
)
@example(title="a } b { c \\ % $ @misc{x,", outlet="}}", published="", url="")
def test_any_article_can_be_read_back(title, outlet, published, url):
    row = {**DATED, "title": title, "outlet": outlet, "published": published, "url": url}
    record = {**RECORD, "title": title, "sources": [row, UNDATED]}
    figure, article, _ = parse_bibtex(cite(record, style="bibtex"))
    assert (figure[0], article[0]) == ("misc", "article")
    assert "note" in figure[2]
    assert ("date" in article[2]) == bool(published) == ("note" not in article[2])
    items = json.loads(cite(record, style="csl"))
    check_csl(items)
    assert items[1].get("title", "") == title
    assert items[1].get("container-title", "") == outlet
    assert ("issued" in items[1]) == bool(published)
    assert cite(record).count("\n- ") == 2


@pytest.mark.parametrize("path", sorted(FIGURES.glob("f*.json")), ids=lambda path: path.stem)
def test_every_shipped_figure_is_cited_with_its_articles(path):
    """Outlet, title, address, and the date or that there is none, in each style."""
    record = json.loads(path.read_text("utf-8"))
    entries = parse_bibtex(cite(record, style="bibtex"))
    items = json.loads(cite(record, style="csl"))
    check_csl(items)
    assert len(entries) == len(items) == len(record["article_ids"]) + 1
    assert len({key for _, key, _ in entries}) == len({item["id"] for item in items}) == len(items)
    text = cite(record)
    for row, (_, _, fields), item in zip(record["sources"], entries[1:], items[1:], strict=True):
        assert {"title", "journal", "url"} <= set(fields)
        assert (item["title"], item["container-title"], item["URL"]) == (
            row["title"],
            row["outlet"],
            row["url"],
        )
        assert all(words in text for words in (row["outlet"], " ".join(row["title"].split()), row["url"]))
        assert ("date" in fields) == ("issued" in item) == bool(row["published"])
        assert (row["published"] or "undated") in text
