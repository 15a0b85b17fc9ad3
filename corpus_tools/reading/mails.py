"""Mails: each message of an .eml or .mbox file is an article: its plain text, or else its HTML part.

Subject, sender and day of the head become fields. Attachments are listed as refused, by name and type, and
never opened; pictures are passed over. A page saved as .mht has the same form, with the page as a part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from itertools import islice

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.pages import read_html
from corpus_tools.reading.records import Failure, Outcome, Record, Skipped
from corpus_tools.reading.refusals import RefusalError

_BORDER = re.compile(rb"(?:\A|(?<=\n))(?=From [^\r\n]{1,200}\r?\n[!-9;-~]{1,76}:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_HEADS = ("From", "Date", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Received")
_MORE = 2
_PAGES = ("text/html", "application/xhtml+xml")
_FAILURES = (AttributeError, IndexError, KeyError, LookupError, MessageError, TypeError, ValueError)
_PASSED_OVER = ("image/", "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-s")


def read_eml(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of one message (row 0), and its attachments.

    Raises:
        RefusalError: it is no message, or has no part with text.
    """
    yield from _read_message(0, _parse(data), limits)


def read_mht(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a page saved with its pictures as one file (row 0), with what the page says of itself.

    Raises:
        RefusalError: it is no such file, or its page has no text.
    """
    message = _parse(data)
    pages = [part for part in islice(_walk(message), limits.mail_parts) if part.get_content_type() in _PAGES]
    if not pages:
        raise RefusalError("no_text", "has no page in it")
    head = _read_head(message)
    saved = {"saved": head["sent"]} if "sent" in head else {}
    address = {"url": head["url"]} if "url" in head else {}
    for outcome in read_html(_decoded(pages[0]), limits):
        if isinstance(outcome, Record):
            yield replace(outcome, fields={**address, **saved, **outcome.fields})


def read_mbox(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of a mailbox file, numbered from 1, each with its attachments.

    Raises:
        RefusalError: it is empty, or does not begin with the border of a message.
    """
    pieces = _BORDER.split(data)
    if pieces[0].strip() or len(pieces) < 2:
        raise RefusalError("empty" if not data.strip() else "broken", "does not begin as a mailbox does")
    for number, piece in enumerate(pieces[1:], 1):
        try:
            message = _parse(_QUOTED_FROM.sub(rb"\1", piece.partition(b"\n")[2]))
            yield from _read_message(number, message, limits)
        except RefusalError as refusal:
            yield Failure(number, refusal)


def _parse(data: bytes) -> EmailMessage:
    if not data.strip():
        raise RefusalError("empty", "is empty")
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), policy=policy.default)
    if not any(name in message for name in _HEADS):
        raise RefusalError("broken", "has none of the lines with which a mail begins")
    return message


def _read_message(number: int, message: EmailMessage, limits: Limits) -> Iterator[Outcome]:
    parts = list(islice(_walk(message), limits.mail_parts + 1))
    if len(parts) > limits.mail_parts:
        raise RefusalError("too_large", f"has more than {limits.mail_parts} parts")
    attached = [part for part in parts if not _is_text(part)]
    record = _read_parts([part for part in parts if _is_text(part)], limits)
    files = [part for part in attached if not part.get_content_type().startswith(_PASSED_OVER)]
    warnings = (*record.warnings, *(["attachments"] if files else []))
    yield replace(record, row=number, fields=_read_head(message), warnings=warnings)
    for part in attached:
        name, kind = _name(part), part.get_content_type()
        if part in files:
            yield Failure(number, RefusalError("attachment", f"is an attachment ({kind})"), member=name)
        else:
            yield Skipped(f"a part of the type {kind}", member=name, row=number)


def _walk(message: Message) -> Iterator[Message]:
    """The parts that hold something; a message attached to it is one part, and not looked into."""
    if message.get_content_maintype() == "message":
        yield message
    elif message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _walk(part)
    else:
        yield message


def _is_text(part: Message) -> bool:
    plain = part.get_content_type() in ("text/plain", "text/html")
    return plain and part.get_content_disposition() != "attachment" and not _has_name(part)


def _has_name(part: Message) -> bool:
    return bool(_get_filename(part))


def _get_filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except _FAILURES:
        return "unnamed"


def _name(part: Message) -> str:
    """The name of an attachment without folders, for showing only."""
    name = re.split(r"[/\\]", _get_filename(part))[-1].strip()
    return name[:100] or "unnamed"


def _read_parts(parts: Iterable[Message], limits: Limits) -> Record:
    """The article of the text parts of a message: the plain ones unless an HTML part says far more."""
    plain, pages, refused = list[Record](), list[Record](), list[RefusalError]()
    for part in parts:
        try:
            if part.get_content_type() == "text/html":
                pages += [page for page in read_html(_decoded(part), limits) if isinstance(page, Record)]
            else:
                plain.append(_read_plain(part))
        except RefusalError as refusal:
            refused.append(refusal)
    best = [max(records, key=_count_words) for records in (plain, pages) if any(map(_count_words, records))]
    if not best:
        raise refused[0] if refused else RefusalError("no_text", "has no part with text")
    if len(best) == 2 and _count_words(best[0]) < _count_words(best[1]) / _MORE:
        return best[1]
    return _join(plain) if best[0] in plain else best[0]


def _join(records: list[Record]) -> Record:
    first, *others = records
    for record in others:
        first = replace(first, text=f"{first.text}\n\n{record.text}").with_repairs(record.repairs)
    return first


def _count_words(record: Record) -> int:
    return len(record.text.split())


def _decoded(part: Message) -> bytes:
    """The bytes of a part without its transfer encoding."""
    try:
        payload = part.get_payload(decode=True)
    except _FAILURES as error:
        raise RefusalError("broken", f"has a part that cannot be decoded ({str(error)[:60]})") from error
    return payload if isinstance(payload, bytes) else b""


def _read_plain(part: Message) -> Record:
    data = _decoded(part)
    text, repairs = decode(data, declared=part.get_content_charset() or "") if data else ("", {})
    if str(part.get_param("format") or "").lower() == "flowed":
        text = re.sub(r"(?<!\n-)(?<=[^\n]) \r?\n(?!>|\r?\n)", " ", text)
    return Record(text, repairs=repairs)


def _read_head(message: EmailMessage) -> dict[str, str]:
    """Subject, sender, day and address as the head of a message tells them."""
    name, address = parseaddr(_get(message, "From"))
    fields = {
        "title": _get(message, "Subject"),
        "author": name or address,
        "sent": _find_day(message),
        "key": _get(message, "Message-ID"),
        "url": _get(message, "Content-Location") or _get(message, "Snapshot-Content-Location"),
        "basis": "mail",
    }
    return {field: value for field, value in fields.items() if value}


def _get(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "").strip()
    except _FAILURES:
        return ""


def _find_day(message: EmailMessage) -> str:
    """The day of sending where the mail was sent; as it is written when it is none."""
    try:
        day = getattr(message.get("Date"), "datetime", None)
    except _FAILURES:
        day = None
    return day.date().isoformat() if isinstance(day, datetime) else _get(message, "Date")
