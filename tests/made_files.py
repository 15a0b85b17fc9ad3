"""Files of each format made from one article, for tests: what a user would have saved."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape

import docx
import openpyxl
import typst

PARAGRAPHS = (
    "The port handled a record number of containers last year, its director said on Monday.",
    "“We ask the council to deepen the channel by 2028,” Amara Diallo told reporters.",
    "Crews cheered as the last ship left. A second berth opens in March.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def make_docx(text: str = TEXT, *, title: str = "", header: str = "") -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_xlsx(rows: list[list[object]], *, sheets: Mapping[str, list[list[object]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for name, content in {"Sheet": rows, **(sheets or {})}.items():
        sheet = book.active if name == "Sheet" else book.create_sheet(name)
        sheet.title = name
        for row in content:
            sheet.append(row)
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_mail(text: str = TEXT, *, subtype: str = "plain", **heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"Subject": "", "From": "desk@post.example", **heads}.items():
        message[name] = value
    message.set_content(text, subtype=subtype)
    return message


def make_zip(members: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def make_csv(text: str = TEXT) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([["text"], [text]])
    return stream.getvalue().encode()


def make_feed(text: str = TEXT, *, title: str = "Port sets record") -> bytes:
    body = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n")))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Harbour Post</title>'
        f"<item><title>{escape(title)}</title><link>https://post.example/1</link>"
        "<pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate>"
        f"<description>{body}</description></item></channel></rss>"
    ).encode()


def make_pdf(source: str) -> bytes:
    """A PDF from Typst markup."""
    return bytes(typst.compile(source.encode()))


def make_page(text: str = TEXT) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    return f"<!doctype html><html><body><article>{body}</article></body></html>".encode()


FORMATS: Mapping[str, Callable[[str], bytes]] = {
    "a.txt": lambda text: text.encode(),
    "a.md": lambda text: text.encode("utf-16"),
    "a.html": make_page,
    "a.docx": make_docx,
    "a.jsonl": lambda text: json.dumps({"text": text}).encode(),
    "a.csv": make_csv,
    "a.xlsx": lambda text: make_xlsx([["text"], [text]]),
    "a.eml": lambda text: make_mail(text).as_bytes(),
    "a.mbox": lambda text: b"From x Mon Mar  2 10:00:00 2026\n" + make_mail(text).as_bytes(),
    "a.xml": make_feed,
    "a.zip": lambda text: make_zip({"in/a.txt": text}),
}
"""A file with an article of some paragraphs in each format, by the name of the file."""
