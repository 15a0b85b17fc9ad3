import mailbox

import pytest
from made_files import PARAGRAPHS, TEXT, make_mail, make_page

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.mails import read_eml, read_mbox, read_mht
from corpus_tools.reading.records import Failure, Record, Skipped
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()
HEADS = {
    "Date": "Mon, 02 Mar 2026 23:30:00 -0500",
    "From": "Awa Ndiaye <awa@post.example>",
    "Subject": "Récord",
}


def refused(reader, data):
    with pytest.raises(RefusalError) as refusal:
        list(reader(data, LIMITS))
    return refusal.value.code


def test_a_mail_is_an_article_with_the_fields_of_its_head():
    (record,) = read_eml(make_mail(**HEADS).as_bytes(), LIMITS)
    assert record.text.strip() == TEXT
    assert dict(record.fields) == {
        "title": "Récord", "author": "Awa Ndiaye", "sent": "2026-03-02", "basis": "mail",
    }  # fmt: skip
    known = assemble(record).metadata
    assert (known.published, known.basis, known.bases) == (
        "2026-03-02",
        "mail",
        ("author:mail", "title:mail"),
    )


def test_a_day_in_the_text_wins_over_that_of_sending():
    mail = make_mail(f"Published 27 February 2026\n\n{TEXT}", **HEADS)
    (record,) = read_eml(mail.as_bytes(), LIMITS)
    assert (assemble(record).metadata.published, assemble(record).metadata.basis) == ("2026-02-27", "header")


@pytest.mark.parametrize(
    ("day", "published", "codes"),
    [
        ("Sat, 31 Feb 2026 10:00:00 +0000", "", {"date_invalid"}),
        ("yesterday", "", {"date_invalid"}),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "", {"date_old"}),
        ("", "", {"date_missing"}),
    ],
)
def test_no_day_is_invented(day, published, codes):
    data = b"Date: " + day.encode() + b"\r\nSubject: x\r\n\r\n" + TEXT.encode()
    (record,) = read_eml(data, LIMITS)
    draft = assemble(record)
    assert draft.metadata.published == published
    assert codes <= set(draft.warnings)


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_transfer_and_character_encodings_are_undone(coding, charset):
    mail = make_mail("x")
    mail.set_content("Le ministre a été reçu à Dakar.", charset=charset, cte=coding)
    (record,) = read_eml(mail.as_bytes(), LIMITS)
    assert record.text.strip() == "Le ministre a été reçu à Dakar."


def test_flowed_lines_are_one_paragraph():
    head = b"Subject: x\nContent-Type: text/plain; format=flowed\n\n"
    data = head + b"The port handled \nmany ships.\n\nCrews cheered.\n"
    (record,) = read_eml(data, LIMITS)
    assert record.text == "The port handled many ships.\n\nCrews cheered.\n"


def test_an_html_part_is_read_when_there_is_no_plain_one_or_only_a_stub():
    only = make_mail(make_page().decode(), subtype="html")
    both = make_mail("View in your browser.")
    both.add_alternative(make_page().decode(), subtype="html")
    for mail in (only, both):
        (record,) = read_eml(mail.as_bytes(), LIMITS)
        assert record.text == TEXT


def test_the_plain_part_is_read_when_both_say_the_same():
    mail = make_mail(TEXT)
    mail.add_alternative(make_page().decode(), subtype="html")
    (record,) = read_eml(mail.as_bytes(), LIMITS)
    assert record.text.strip() == TEXT


def test_attachments_are_listed_and_never_opened():
    mail = make_mail(TEXT)
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="../../plan.pdf")
    mail.add_attachment(b"secret text", maintype="text", subtype="plain", filename="notes.txt")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(make_mail("Inner words."))
    record, *others = read_eml(mail.as_bytes(), LIMITS)
    assert isinstance(record, Record)
    assert record.warnings == ("attachments",)
    assert "secret" not in record.text
    assert "Inner" not in record.text
    assert [(o.member, type(o).__name__) for o in others] == [
        ("plan.pdf", "Failure"), ("notes.txt", "Failure"), ("logo.png", "Skipped"), ("unnamed", "Failure"),
    ]  # fmt: skip
    assert all(o.refusal.code == "attachment" for o in others if isinstance(o, Failure))
    assert isinstance(others[2], Skipped)


def test_a_mail_without_text_is_refused():
    mail = make_mail("")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    assert refused(read_eml, mail.as_bytes()) == "no_text"
    assert refused(read_eml, b"") == "empty"
    assert refused(read_eml, TEXT.encode()) == "broken"
    assert refused(read_eml, bytes(range(256)) * 10) == "broken"


def test_a_mail_of_very_many_parts_is_refused():
    mail = make_mail(TEXT)
    for _ in range(Limits().mail_parts + 1):
        mail.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    assert refused(read_eml, mail.as_bytes()) == "too_large"


def test_a_mailbox_is_its_messages_and_one_bad_message_costs_no_other(tmp_path):
    box = mailbox.mbox(tmp_path / "a.mbox")
    for paragraph in PARAGRAPHS[:2]:
        box.add(make_mail(f"{paragraph}\nFrom the quay it was seen.", **HEADS))
    box.add(make_mail("", **HEADS))
    box.flush()
    box.close()
    reading = read_folder(tmp_path)
    assert reading.articles["file"].tolist() == ["a.mbox#1", "a.mbox#2"]
    assert all("\nFrom the quay" in text for text in reading.texts.values())
    assert reading.refused[["file", "row"]].to_numpy().tolist() == [["a.mbox", 3]]


def test_what_is_no_mailbox_is_refused():
    assert refused(read_mbox, TEXT.encode()) == "broken"
    assert refused(read_mbox, b"") == "empty"


def test_a_page_saved_as_one_file_is_read_as_a_page():
    page = make_page().replace(
        b"<html>", b'<html><head><meta property="article:published_time" content="2026-03-02"></head>'
    )
    mail = make_mail(page.decode(), subtype="html", Date="Sun, 22 Nov 2026 10:00:00 -0000")
    mail["Snapshot-Content-Location"] = "https://post.example/1"
    (record,) = read_mht(mail.as_bytes(), LIMITS)
    known = assemble(record).metadata
    assert (known.published, known.basis, known.url) == ("2026-03-02", "page", "https://post.example/1")
    assert refused(read_mht, make_mail(TEXT).as_bytes()) == "no_text"
