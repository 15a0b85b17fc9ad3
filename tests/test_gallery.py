import json

from test_citations import RECORD

from corpus_tools.publishing.gallery import write_readme


def write(folder, figure_id, **changes):
    record = RECORD | {"figure_id": figure_id, "caption": "n = 2.", "alt": "A <b>ring</b>."} | changes
    (folder / f"{figure_id}.json").write_text(json.dumps(record), encoding="utf-8")


def test_the_page_shows_every_figure_in_order(tmp_path):
    write(tmp_path, "f02-network")
    write(tmp_path, "f01-terms", notebook="01_x.ipynb")
    page = write_readme(tmp_path).read_text(encoding="utf-8")
    assert page.index("## f01-terms") < page.index("## f02-network")
    assert "[01\\_x.ipynb](../notebooks/01_x.ipynb), cell 7" in page
    assert "](f02-network.png)" in page
    for suffix in ("svg", "png", "pdf", "csv", "json"):
        assert f"](f02-network.{suffix})" in page


def test_text_of_articles_stays_text(tmp_path):
    write(tmp_path, "f02-network", title="<img src=x onerror=y> [a](javascript:b)")
    page = write_readme(tmp_path).read_text(encoding="utf-8")
    assert "<" not in page
    assert "[a](javascript" not in page.replace("\\[", "")


def test_the_page_is_the_same_each_time(tmp_path):
    write(tmp_path, "f02-network")
    first = write_readme(tmp_path).read_bytes()
    assert write_readme(tmp_path).read_bytes() == first
