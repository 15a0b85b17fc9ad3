import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from corpus_tools import schema
from corpus_tools.errors import UsageError
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.reporting import report_rows, to_json_lines

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = (
    "The port handled a record number of containers last year, its director said on Monday. Crews cheered."
)
RECIT = (
    "Le port a traité l’an dernier un nombre record de conteneurs, a dit lundi le directeur de la compagnie."
)


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def only(reading):
    return reading.articles.to_dict("records")[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2025-06-12-gazette-port.txt", STORY, ("2025-06-12", "name")),
        ("port_20250612.txt", STORY, ("2025-06-12", "name")),
        (
            "2025_06_12.html",
            f"<html><body><article><p>{STORY}</p></article></body></html>",
            ("2025-06-12", "name"),
        ),
        ("2025-06-12.txt", f" date 2025-06-10 {STORY}", ("2025-06-10", "header")),
        ("12-06-2025.txt", STORY, ("", "none")),
        ("2025-06-31.txt", STORY, ("", "none")),
        ("2025-06.txt", STORY, ("", "none")),
        ("120250612.txt", STORY, ("", "none")),
        ("2025-06-12-to-2025-06-14.txt", STORY, ("", "none")),
        ("2999-06-12.txt", STORY, ("", "none")),
        ("2025-06-12.jsonl", json.dumps({"text": STORY}), ("", "none")),
    ],
)
def test_the_name_of_a_file_dates_the_one_article_in_it(tmp_path, name, text, expected):
    """Only a day written year first, which can be read in one way, and only where nothing else gives one."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    article = only(read_folder(tmp_path))
    assert (article["published"], article["published_basis"]) == expected


def test_read_folder_of_the_shipped_articles():
    reading = read_folder(SEEDS)
    shown = reading.articles[["language", "published", "dateline", "agency", "published_basis"]]
    assert shown.to_numpy().tolist() == [
        ["en", "2026-01-16", "HÀ NỘI", "VNA/VNS", "header"],
        ["en", "2026-01-17", "HÀ NỘI", "VNA/VNS", "header"],
        ["en", "2025-02-06", "NEW YORK", "VNS", "header"],
        ["en", "", "", "", "none"],
        ["fr", "", "", "", "none"],
    ]
    assert reading.refused.empty
    assert reading.articles["outlet"].astype(bool).all()
    for name in ("articles", "dropped", "refused", "repairs"):
        schema.check(name, getattr(reading, name), reading.texts)


def test_source_text_is_the_file_for_the_shipped_articles():
    reading = read_folder(SEEDS)
    files = dict(zip(reading.articles["file"], reading.articles["article_id"], strict=True))
    for name, article_id in files.items():
        assert reading.texts[article_id] == (SEEDS / name).read_bytes().decode("utf-8")


def test_items_are_the_articles_with_their_dropped_spans():
    reading = read_folder(SEEDS)
    articles = reading.items()
    assert [article.article_id for article in articles] == reading.articles["article_id"].tolist()
    assert sum(len(article.dropped) for article in articles) == len(reading.dropped)


@pytest.mark.parametrize(
    "data",
    [
        RECIT.encode("utf-8-sig"),
        RECIT.encode("utf-16"),
        RECIT.encode("cp1252"),
        RECIT.replace("é", "e\u0301").encode(),
        RECIT.replace("’", "'").replace(" ", "\r\n").encode(),
    ],
    ids=["bom", "utf-16", "cp1252", "nfd", "line ends"],
)
def test_article_id_is_made_of_words(tmp_path, data):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = only(read_folder(write(tmp_path / "one", a__txt=RECIT)))
    second = only(read_folder(write(tmp_path / "two", other__txt=data)))
    assert (first["article_id"], first["n_words"]) == (second["article_id"], second["n_words"])


def test_copies_are_numbered_and_told(tmp_path):
    reading = read_folder(write(tmp_path, a__txt=STORY, b__txt=STORY, c__md=f"# Port\n\n{STORY}"))
    first, second, third = reading.articles["article_id"]
    assert second == f"{first}-2"
    assert third not in (first, second)
    assert reading.articles["warnings"].str.contains("duplicate_content").tolist() == [False, True, True]


def test_one_bad_file_never_moves_the_good_ones(tmp_path):
    good = read_folder(write(tmp_path, a__txt=STORY, b__txt=RECIT))
    write(tmp_path, bad__txt=b"\x89PNG\r\n", empty__txt=b"", x__docx=b"PK", z__csv="id,headline\n1,a\n")
    mixed = read_folder(tmp_path)
    assert_frame_equal(mixed.articles, good.articles)
    assert mixed.refused["file"].tolist() == ["bad.txt", "empty.txt", "x.docx", "z.csv"]
    assert mixed.refused[["reason", "remedy"]].astype(bool).all(axis=None)


def test_every_file_and_record_is_accounted_for(tmp_path):
    write(tmp_path, a__txt=STORY, b__txt=b"", c__jsonl=f'{{"text": 5}}\n{{"text": "{RECIT}"}}')
    (tmp_path / ".DS_Store").write_bytes(b"x")
    reading = read_folder(tmp_path)
    seen = [(entry.file, entry.row, entry.status) for entry in reading.entries]
    assert seen == [
        (".DS_Store", 0, "ignored"),
        ("a.txt", 0, "accepted"),
        ("b.txt", 0, "rejected"),
        ("c.jsonl", 1, "rejected"),
        ("c.jsonl", 2, "accepted"),
    ]
    assert reading.articles["file"].tolist() == ["a.txt", "c.jsonl#2"]
    assert reading.refused[["file", "row"]].to_numpy().tolist() == [["b.txt", 0], ["c.jsonl", 1]]


def test_sources_win_and_are_no_article(tmp_path):
    write(
        tmp_path,
        a__txt=f"Wrong title\n\n{STORY}",
        sources__csv='file,outlet,title,url\na.txt,The Harbour Post,"Port, again",https://example.org/a\n',
    )
    article = only(read_folder(tmp_path))
    assert (article["outlet"], article["title"], article["url"]) == (
        "The Harbour Post",
        "Port, again",
        "https://example.org/a",
    )
    assert len(read_folder(tmp_path).articles) == 1


def test_broken_sources_are_refused_and_the_rest_is_read(tmp_path):
    reading = read_folder(write(tmp_path, a__txt=STORY, sources__csv="file,outlet\na.txt,X\na.txt,Y\n"))
    assert reading.refused["file"].tolist() == ["sources.csv"]
    assert len(reading.articles) == 1


def test_urls_are_web_addresses_or_nothing(tmp_path):
    urls = [
        "https://a.example/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
        'https://a.example/"onclick=x',
    ]
    rows = [json.dumps({"text": f"{STORY} {url}", "url": url}) for url in urls]
    reading = read_folder(write(tmp_path, a__jsonl="\n".join(rows)))
    assert reading.articles["url"].tolist() == ["https://a.example/x", "", "", ""]
    assert reading.articles["warnings"].str.contains("url_removed").tolist() == [False, True, True, True]


def test_repairs_are_rows(tmp_path):
    reading = read_folder(write(tmp_path, a__txt=STORY.replace("port", "po\u200brt\u202e") + "\r\n"))
    assert dict(zip(reading.repairs["rule"], reading.repairs["n"], strict=True)) == {
        "bidi_removed": 1,
        "invisible_removed": 1,
        "line_ends": 1,
    }


def test_an_update_bounds_the_day_of_publication(tmp_path):
    article = only(read_folder(write(tmp_path, a__txt=f"Updated: 13 March 2024\n\n{STORY}")))
    assert (article["published"], article["published_latest"], article["published_basis"]) == (
        "",
        "2024-03-13",
        "none",
    )


def test_limits_refuse_and_go_on(tmp_path):
    write(tmp_path, a__txt=STORY * 50, b__txt=STORY, c__txt=RECIT)
    assert read_folder(tmp_path, limits=Limits(article_bytes=1_000)).refused["file"].tolist() == ["a.txt"]
    assert read_folder(tmp_path, limits=Limits(articles=2)).refused["file"].tolist() == ["c.txt"]
    with pytest.raises(UsageError, match="3 files"):
        read_folder(tmp_path, limits=Limits(files=2))


def test_an_empty_folder_gives_empty_tables(tmp_path):
    reading = read_folder(tmp_path)
    assert reading.items() == []
    assert list(reading.articles.columns[:3]) == ["article_id", "file", "sha256"]


def test_a_missing_folder_is_a_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        read_folder(tmp_path / "none")


def test_order_of_files_on_disk_does_not_matter(tmp_path):
    names = ["c.txt", "a.txt", "b.txt"]
    for place, order in enumerate((names, names[::-1])):
        folder = tmp_path / str(place)
        folder.mkdir()
        for name in order:
            (folder / name).write_text(f"{STORY} {name}")
    first, second = (read_folder(tmp_path / str(place)) for place in (0, 1))
    assert_frame_equal(first.articles, second.articles)


def test_report_has_a_line_for_each_input(tmp_path):
    shutil.copy(SEEDS / "003_ecbe5cd89bc95efb.txt", tmp_path / "a.txt")
    write(tmp_path, b__csv=f'id,title,date,text\n1,Port,2024-03-05,"{STORY}"\n2,Short\n')
    rows = report_rows(read_folder(tmp_path))
    shown = [(row["file"], row["row"], row["status"], row["date"]) for row in rows]
    assert shown == [
        ("a.txt", None, "accepted", None),
        ("b.csv", 0, "accepted", "2024-03-05"),
        ("b.csv", 1, "rejected", None),
    ]
    assert "Photo" not in rows[0]["text"]
    assert rows[2]["codes"] == ["bad_csv"]
    assert rows[2]["message"].startswith("b.csv: ")
    assert to_json_lines(rows).isascii()


def test_report_names_copies_that_are_given(tmp_path):
    reading = read_folder(write(tmp_path, a__txt=STORY, b__txt=RECIT))
    pair = reading.articles["article_id"].tolist()
    codes = [row["codes"] for row in report_rows(reading, copies=[pair[::-1]])]
    assert ["duplicate_content" in each for each in codes] == [False, True]


def test_tables_have_the_types_of_the_contract(tmp_path):
    reading = read_folder(write(tmp_path, a__txt=STORY))
    for name in ("articles", "dropped", "refused", "repairs"):
        assert isinstance(getattr(reading, name), pd.DataFrame)
        assert list(getattr(reading, name).columns[: len(schema.TABLES[name].columns)]) == list(
            schema.TABLES[name].columns
        )
