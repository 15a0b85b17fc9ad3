"""The report of a corrected run: the corrections are a table of it, and rows offer what to paste."""

import html
from pathlib import Path

import yaml
from small_run import ONE, TEXTS, TWO, make_run, make_tables

from corpus_tools.publishing.provenance import trace
from corpus_tools.publishing.report import write_report
from corpus_tools.schema import frame


def test_the_report_lists_corrections_and_offers_what_to_paste(tmp_path: Path) -> None:
    out, tables = make_run(tmp_path / "out"), make_tables((ONE, TWO), "", "")
    tables["articles"] = tables["articles"].assign(warnings="")
    tables["corrections"] = frame("corrections", [{"number": 1, "kind": "rename-actor", "status": "applied"}])
    write_report(tables, TEXTS, out / "figures", tmp_path / "report", trace(tables["articles"]))
    assert "applied" in (tmp_path / "report" / "tables" / "corrections.html").read_text("utf-8")
    page = (tmp_path / "report" / "tables" / "ledger.html").read_text("utf-8")
    offered = html.unescape(page.split("<pre><code>")[1].split("</code>")[0])
    assert yaml.safe_load(offered)[0]["kind"] == "reject-ledger"
    assert "has not been measured on this corpus" in page
