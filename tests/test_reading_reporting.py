from made_files import PARAGRAPHS, TEXT, make_mail, make_xlsx, make_zip

from corpus_tools.reading.files import find_source
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.reporting import explain, report_rows


def test_check_tells_of_each_file_what_it_became(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_zip({"in/a.txt": TEXT, "b.zip": b"PK"}))
    rows = [["text"], [f"{TEXT} Rain."], ["", ""], [f"{TEXT} Snow."], [1]]
    (tmp_path / "b.xlsx").write_bytes(make_xlsx(rows))
    mail = make_mail(f"{TEXT} Wind.", Subject="Port")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "c.eml").write_bytes(mail.as_bytes())
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").write_bytes(b"")
    lines = dict(line.split(": ", 1) for line in explain(read_folder(tmp_path).entries))
    names = [".hidden", "a.zip/b.zip", "a.zip/in/a.txt", "b.xlsx", "c.eml", "c.eml/plan.pdf", "d.png"]
    assert list(lines) == names
    assert lines[".hidden"].startswith("skipped")
    assert lines["a.zip/b.zip"].startswith("archive, refused: is an archive inside an archive; ")
    assert lines["a.zip/in/a.txt"] == "text, 1 article, no publication date"
    assert lines["b.xlsx"].startswith("workbook, 3 articles, ")
    assert "has attachments" in lines["c.eml"]
    assert "is an attachment (application/pdf)" in lines["c.eml/plan.pdf"]
    assert lines["d.png"].startswith("refused: has the extension '.png'; ")


def test_the_report_keeps_its_fields_for_members_and_skipped_parts(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_zip({"t.csv": f"text\n{PARAGRAPHS[2]}\n", ".DS_Store": "x"}))
    rows = report_rows(read_folder(tmp_path))
    assert [(row["file"], row["row"], row["status"]) for row in rows] == [
        ("a.zip/.DS_Store", None, "ignored"),
        ("a.zip/t.csv", 0, "accepted"),
    ]
    keys = {"file", "row", "status", "codes", "message", "title", "text", "date", "seconds"}
    assert all(set(row) == keys for row in rows)


def test_find_source_is_the_file_that_holds_an_article(tmp_path):
    (tmp_path / "in.zip").mkdir()
    (tmp_path / "in.zip" / "a.zip").write_bytes(b"")
    names = ["in.zip/a.zip/x.csv#3", "in.zip/a.zip#1", "in.zip/a.zip", "gone.txt"]
    assert [find_source(tmp_path, name) for name in names] == [*["in.zip/a.zip"] * 3, "gone.txt"]
