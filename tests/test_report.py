"""The report: every link leads somewhere, everything is open to its evidence, and hostile text stays text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest

import corpus_tools
from corpus_tools import schema
from corpus_tools.publishing.figures import save_figure
from corpus_tools.publishing.provenance import name_run, trace
from corpus_tools.publishing.report import read_cells, write_report
from corpus_tools.publishing.report.articles import list_blocks
from corpus_tools.publishing.report.cells import LINKED, QUOTED, list_lines
from corpus_tools.publishing.report.links import Derived, Directory, link_web
from corpus_tools.publishing.report.sheets import ROWS, make_sheet
from corpus_tools.publishing.report.told import tell_most
from corpus_tools.publishing.style import new_figure, style
from corpus_tools.publishing.tables import to_csv, write_tables
from corpus_tools.study import Study

VOID = {"meta", "link", "img", "input", "br", "hr"}
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title></textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}",
    "' onmouseover='alert(1)",
    "&lt;b&gt; \u202e\x1b[31m",
)


class Page(HTMLParser):
    """What a test asks of a page: its anchors, links, elements and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.elements.append((tag, named))
        self.anchors += [named["id"]] if "id" in named else []
        self.links += [named[name] for name in ("href", "src") if name in named]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def draw(articles: pd.DataFrame, data: pd.DataFrame, folder: Path, *, title: str = "A finding") -> None:
    with style():
        figure = new_figure(2)
        bars = figure.add_subplot().barh(range(len(data)), data["n"])
        for number, bar in enumerate(bars):
            bar.set_gid(f"mark-{number}")
    provenance = trace(articles)
    where = {"notebook": "00_corpus.ipynb", "cell": 1, "figure_id": "f00-test", "provenance": provenance}
    save_figure(figure, folder, title=title, caption="n.", alt="Bars.", data=data, **where)


@pytest.fixture(scope="module")
def study(seeds: Path) -> Study:
    return Study(seeds)


@pytest.fixture(scope="module")
def report(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the shipped articles."""
    return make_report(study, tmp_path_factory.mktemp("report"))


def make_report(study: Study, home: Path) -> Path:
    data = study.times[["text", "sentence_id"]].assign(n=1)
    draw(study.articles, data, home / "figures")
    places = (home / "figures", home / "report")
    tables = {**study.tables, "years": study.times[["value", "sentence_id"]]}
    write_report(tables, study.texts, *places, study.provenance, judgements=study.judgements)
    return home / "report"


@pytest.fixture(scope="module")
def pages(report: Path) -> dict[str, Page]:
    return read_pages(report)


def read_pages(report: Path) -> dict[str, Page]:
    return {
        path.relative_to(report).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(report.rglob("*.html"))
    }


def resolve(page: str, link: str) -> tuple[str, str]:
    """The file, seen from the report, and the anchor that a link on a page names."""
    path, _, anchor = link.partition("#")
    parts = page.split("/")[:-1] if path else page.split("/")
    for part in path.split("/") if path else ():
        parts = parts[:-1] if part == ".." else [*parts, part]
    return unquote("/".join(parts)), unquote(anchor)


def find_broken(report: Path, pages: dict[str, Page]) -> Iterator[str]:
    anchors = {name: set(page.anchors) for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme in ("http", "https"):
                continue
            path, anchor = resolve(name, link)
            if not (report / path).is_file() or (anchor and anchor not in anchors.get(path, ())):
                yield f"{name}: {link}"


def test_every_link_leads_somewhere(report: Path, pages: dict[str, Page]) -> None:
    assert list(find_broken(report, pages)) == []


def test_a_broken_link_would_be_found(report: Path) -> None:
    page = Page('<a href="articles/none.html">x</a><a href="index.html#none">y</a>')
    assert len(list(find_broken(report, {"index.html": page}))) == 2


def test_pages_are_well_formed_with_anchors_of_their_own(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.open == [], name
        assert len(page.anchors) == len(set(page.anchors)), name


def test_pages_can_be_walked_by_ear(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        marks = [named for _, named in page.elements if named.get("class") == "mark"]
        assert all(named["aria-label"].strip() for named in marks), name
        assert tags.count("h1") == tags.count("main") == tags.count("title") - len(marks) == 1, name
        assert dict(page.elements)["html"]["lang"] == "en", name
        assert all(named.get("alt", "").strip() for tag, named in page.elements if tag == "img"), name
        assert not [named for tag, named in page.elements if tag == "th" and "scope" not in named], name
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_pages_hold_nothing_active_from_elsewhere(report: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        policies = [named for tag, named in page.elements if named.get("http-equiv")]
        assert "default-src 'none'" in policies[0]["content"], name
        for tag, named in page.elements:
            assert not [key for key in named if key.startswith("on") or key in ("style", "srcdoc")], name
            assert tag not in ("iframe", "object", "embed", "form", "base"), name
            if tag in ("script", "img", "link"):
                assert not urlsplit(named.get("src", named.get("href", ""))).scheme, name
            if urlsplit(named.get("href", "")).scheme:
                assert "noopener" in named["rel"], name
    for path in (report / "assets").iterdir():
        assert not re.search(
            r"https?://(?!www\.w3\.org/)|@import|url\(|eval|innerHTML", path.read_text("utf-8")
        )


def test_sentences_and_what_is_derived_from_them_know_each_other(
    study: Study, pages: dict[str, Page]
) -> None:
    """Each row of mentions, times, statements, ledger and events, and each mark, both ways."""
    anchors = {name: set(page.anchors) for name, page in pages.items()}
    told = {
        (name, link)
        for name, page in pages.items()
        if name.startswith("articles/")
        for link in page.links
        if link.startswith("../")
    }
    for row in schema.records(study.sentences):
        assert row["sentence_id"] in anchors[f"articles/{row['article_id']}.html"]
    for table, key in (("statements", "statement_id"), ("ledger", "ledger_id"), ("events", "event_id")):
        column = "sentence_id" if table == "statements" else "sentence_ids"
        back = set(pages[f"tables/{table}.html"].links)
        for row in schema.records(study.tables[table]):
            for sentence_id in schema.split(row[column]):
                page = f"articles/{sentence_id.split('.')[0]}.html"
                assert (page, f"../tables/{table}.html#{row[key]}") in told
                assert f"../{page}#{sentence_id}" in back
    for table, name in (
        ("times", "tables/times"),
        ("times", "figures/f00-test"),
        ("mentions", "tables/mentions"),
    ):
        for number, row in enumerate(schema.records(study.tables[table]), start=1):
            page = f"articles/{row['article_id']}.html"
            assert (page, f"../{name}.html#r{number}") in told
            assert f"../{page}#{row['sentence_id']}" in pages[f"{name}.html"].links


def test_every_number_of_a_row_is_a_link(pages: dict[str, Page]) -> None:
    source = "".join(pages["tables/actors.html"].text)
    assert "United Nations" in source
    for name, page in pages.items():
        following = pairwise(page.elements)
        bare = [one for one, other in following if one == ("td", {"class": "number"}) and other[0] != "a"]
        assert not bare, name


def test_an_article_page_holds_the_whole_text(study: Study, pages: dict[str, Page]) -> None:
    for article_id, text in study.texts.items():
        shown = "".join("".join(pages[f"articles/{article_id}.html"].text).split())
        for line in text.splitlines():
            for row in schema.records(study.dropped[study.dropped["article_id"] == article_id]):
                line = line.replace(row["text"].strip(), "")
            words = line.split()
            assert all(word in shown for word in words)
        for row in schema.records(study.dropped[study.dropped["article_id"] == article_id]):
            assert "".join(row["text"].split()) in shown


def test_the_first_page_says_what_was_read(study: Study, pages: dict[str, Page]) -> None:
    words = " ".join(" ".join(pages["index.html"].text).split())
    for part in ("files seen 5", "articles read 5", "inputs refused 0", "articles without a date 2"):
        assert part in words
    assert "5 articles, 4 stories" in words
    assert f"Run {name_run(study.provenance)} " in words
    assert f"corpus-tools {corpus_tools.__version__}" in words
    assert "Most reported requests, offers and promises" in words
    links = pages["index.html"].links
    assert {"index.html#made", "index.html#undated", "index.html#warned"} <= set(links)
    undated = study.articles[study.articles["published"] == ""]["article_id"]
    assert all(f"articles/{article_id}.html" in links for article_id in undated)
    assert study.corpus_digest in words
    assert study.code_digest in words
    assert "mentions recall" in words


def test_one_article_less_moves_the_counts_of_the_first_page(study: Study, tmp_path: Path) -> None:
    gone = study.articles["article_id"].iloc[-1]
    tables = {
        name: table[table["article_id"] != gone] if "article_id" in table else table
        for name, table in study.tables.items()
    }
    (tmp_path / "none").mkdir()
    provenance = trace(tables["articles"])
    first = write_report(tables, study.texts, tmp_path / "none", tmp_path / "report", provenance)
    words = " ".join(" ".join(Page(first.read_text("utf-8")).text).split())
    assert "files seen 4" in words
    assert "articles read 4" in words
    assert f"Run {name_run(provenance)}" in words
    assert name_run(provenance) != name_run(study.provenance)


def test_the_first_page_says_that_nothing_was_measured(study: Study, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    page = write_report(study.tables, study.texts, tmp_path / "none", tmp_path / "report", study.provenance)
    assert "No accuracy was measured" in page.read_text("utf-8")
    assert list(find_broken(tmp_path / "report", read_pages(tmp_path / "report"))) == []


def test_the_same_tables_give_the_same_bytes(study: Study, report: Path, tmp_path: Path) -> None:
    again = make_report(study, tmp_path)
    names = [path.relative_to(report) for path in sorted(report.rglob("*")) if path.is_file()]
    assert names == [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()]
    assert [name for name in names if (report / name).read_bytes() != (again / name).read_bytes()] == []
    assert not [name for name in names if str(tmp_path).encode() in (again / name).read_bytes()]


def test_downloads_are_the_tables(study: Study, report: Path) -> None:
    for name in ("articles", "mentions", "ledger", "events"):
        assert (report / "files" / f"{name}.csv").read_bytes() == to_csv(study.tables[name]).encode()


def make_hostile(payload: str) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """A corpus of one article in which every text of the outside world is the payload."""
    sentence = {
        "article_id": "a1",
        "sentence_id": "a1.s001",
        "start": 0,
        "end": len(payload),
        "text": payload,
    }
    rows: dict[str, list[dict[str, object]]] = {
        "articles": [
            {
                **dict.fromkeys(
                    ("file", "outlet", "title", "url", "dateline", "agency", "published_basis"), payload
                ),
                **{"article_id": "a1", "story_id": "s1", "language": "en", "warnings": payload},
            }
        ],
        "sentences": [{**sentence, "paragraph": 1}],
        "dropped": [{**sentence, "rule": payload}],
        "refused": [{"file": payload, "row": 1, "reason": payload, "remedy": payload}],
        "repairs": [{"article_id": "a1", "rule": payload, "n": 1}],
        "lineage": [
            {**{"article_id": "a1", "source_article_id": "a1", "relation": "copies"}, "basis": payload}
        ],
        "omissions": [
            {
                **{**sentence, "partner_article_id": "a1", "partner_sentence_id": "a1.s001"},
                **{"kind": "name", "direction": "changed", "what": payload, "basis": payload},
                **{"partner_start": 0, "partner_end": len(payload), "partner_text": payload},
            }
        ],
        "mentions": [{**sentence, "kind": "name", "type": "person", "actor_id": payload}],
        "actors": [{"actor_id": payload, "name": payload, "aliases": payload}],
        "roles": [{**sentence, "actor_id": payload, "role": payload}],
        "times": [{**sentence, "value": payload, "earliest": payload}],
        "statements": [
            {**sentence, "statement_id": payload, "speaker_id": payload, "cue": payload, "act": "request"}
        ],
        "ledger": [
            {
                **{
                    "ledger_id": payload,
                    "act": "request",
                    "by_ids": payload,
                    "what": payload,
                    "status": payload,
                },
                **{"sentence_ids": "a1.s001", "article_ids": "a1", "statement_ids": payload},
            }
        ],
        "initiatives": [{"initiative_id": payload, "name": payload, "evidence": "a1.s001", "text": payload}],
        "events": [
            {
                **{"event_id": payload, "kind": "meeting", "title": payload, "sentence_ids": "a1.s001"},
                **{"horizon": "past", "article_ids": "a1", "participant_ids": payload, "place_id": payload},
            }
        ],
    }
    return {name: schema.frame(name, group) for name, group in rows.items()}, {"a1": payload}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str, tmp_path: Path) -> None:
    tables, texts = make_hostile(payload)
    mark = pd.DataFrame({payload: [payload], "n": [1], "sentence_ids": ["a1.s001"]})
    draw(
        tables["articles"],
        mark,
        tmp_path / "figures",
        title=payload.replace("\x1b", "").replace("\u202e", ""),
    )
    made = {**tables, "made": mark.drop(columns="n")}
    write_report(
        made, texts, tmp_path / "figures", tmp_path / "report", trace(tables["articles"], {"note": payload})
    )
    pages = read_pages(tmp_path / "report")
    assert list(find_broken(tmp_path / "report", pages)) == []
    for name, page in pages.items():
        assert page.open == [], name
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"textarea", "form", "iframe"}, name
        pictures = [named["class"] for tag, named in page.elements if tag == "svg"]
        assert pictures == (["picture"] if name.startswith("figures/") else []), name
        assert sum(tag == "script" for tag, _ in page.elements) <= 1, name
        for _, named in page.elements:
            assert not [key for key in named if key.startswith("on")], name
            assert not named.get("href", "").lower().startswith(("javascript:", "data:", "file:")), name
        assert not re.search("[\u202a-\u202e\x00-\x08\x0b-\x1f]", "".join(page.text)), name


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/a?b=c&d=e#f", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/\njavascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, is_link: bool) -> None:
    assert bool(link_web(address).href) is is_link


def test_long_tables_go_on_on_further_pages(study: Study, tmp_path: Path) -> None:
    first = study.sentences["sentence_id"].iloc[0]
    long = pd.DataFrame({"word": [f"w{number}" for number in range(ROWS + 3)], "sentence_id": first})
    (tmp_path / "none").mkdir()
    report = tmp_path / "report"
    write_report({**study.tables, "words": long}, study.texts, tmp_path / "none", report, study.provenance)
    pages = read_pages(report)
    assert {"tables/words.html", "tables/words-2.html"} <= set(pages)
    assert pages["tables/words-2.html"].anchors[-3:] == [f"r{ROWS + number}" for number in (1, 2, 3)]
    assert list(find_broken(report, pages)) == []
    assert f"../tables/words-2.html#r{ROWS + 1}" in pages[f"articles/{first.split('.')[0]}.html"].links


def test_a_row_with_very_many_sentences_links_to_some_and_counts_all() -> None:
    ids = [f"a1.s{number:03d}" for number in range(1, LINKED + 41)]
    articles = schema.frame("articles", [{"article_id": "a1", "outlet": "Daily", "language": "en"}])
    rows = [{"article_id": "a1", "sentence_id": item, "text": "x"} for item in ids]
    directory = Directory(articles, schema.frame("sentences", rows), [])
    data = pd.DataFrame({"name": ["UN"], "n": [len(ids)], "sentence_ids": ["|".join(ids)]})
    [line] = list_lines(make_sheet("things", data), directory)
    assert (len(line.quoted), len(line.quoted) + len(line.others)) == (QUOTED, LINKED)
    assert (line.left, line.n) == (40, len(ids))


def test_tables_of_notebooks_are_read_as_text(tmp_path: Path) -> None:
    data = pd.DataFrame({"row": ["=1+1", "NA", ""], "=n": ["01", "2", "x\ny"]})
    write_tables({"made": data}, tmp_path)
    assert read_cells(tmp_path / "made.csv").to_dict("list") == data.to_dict("list")


def test_evidence_that_the_corpus_lacks_is_no_link(study: Study) -> None:
    directory = Directory(study.articles, study.sentences, [])
    assert [quote.link.href for quote in directory.quote(["a0.s001"])] == [""]


def test_the_first_page_lists_what_is_to_come_before_what_is_past_due(study: Study) -> None:
    dues = ["past due", "", "to come", "past due", "to come"]
    rows = [{"sentence": f"{n}", "due": due} for n, due in enumerate(dues)]
    told = {name: study.tables[name] for name in ("ledger", "actors")}
    sheets = {name: make_sheet(name, told[name].head(0)) for name in told}
    sheets["narrative"] = make_sheet("narrative", pd.DataFrame(rows).assign(sentence_ids=""))
    listed = tell_most(told, sheets)["ahead"]
    assert [text for text, _ in listed] == ["2", "4", "0", "3"]


def test_derived_rows_are_listed_by_sheet() -> None:
    data = pd.DataFrame({"name": ["x", "y"], "sentence_ids": ["a1.s001|a1.s002", "a1.s002"]})
    articles = schema.frame("articles", [{"article_id": "a1", "outlet": "Daily", "language": "en"}])
    ids = ["a1.s001", "a1.s002", "a1.s003"]
    sentences = schema.frame("sentences", [{"article_id": "a1", "sentence_id": item} for item in ids])
    derived = Derived(Directory(articles, sentences, []), [make_sheet("things", data)])
    found = derived.find(["a1", *ids])
    assert [link.text for link in found["a1.s002"]["things"]] == ["x", "y"]
    assert [link.href for link in found["a1.s001"]["things"]] == ["tables/things.html#r1"]
    assert list(found) == ["a1.s001", "a1.s002"]


SOURCE = "HEAD\nOne two [ad] three. Four.\nFOOT"
SENTENCES = [
    {"sentence_id": "a1.s001", "start": 5, "end": 24, "paragraph": 1},
    {"sentence_id": "a1.s002", "start": 25, "end": 30, "paragraph": 1},
]


def test_blocks_hold_the_whole_source_text() -> None:
    dropped = [{"start": 13, "end": 17, "rule": "ad"}, {"start": 31, "end": 35, "rule": "foot"}]
    marks = [{"start": 5, "end": 12, "kind": "name"}, {"start": 9, "end": 12, "kind": "time"}]
    blocks = list_blocks(SOURCE, SENTENCES, dropped, marks)
    assert [block.kind for block in blocks] == ["rest", "sentence", "sentence", "dropped"]
    assert [(piece.text, piece.kind) for piece in blocks[1].pieces] == [
        ("One two", "name"),
        (" ", ""),
        ("[ad]", "dropped"),
        (" three.", ""),
    ]
    assert [block.opens for block in blocks[1:3]] == [True, False]
    kept = "".join(piece.text for block in blocks for piece in block.pieces)
    assert "".join(kept.split()) == "".join(SOURCE.split())


def test_blocks_clip_what_overlaps() -> None:
    dropped = [{"start": 22, "end": 27, "rule": "ad"}]
    blocks = list_blocks(SOURCE, SENTENCES, dropped)
    kept = "".join(piece.text for block in blocks for piece in block.pieces)
    assert "".join(kept.split()) == "".join(SOURCE.split())
