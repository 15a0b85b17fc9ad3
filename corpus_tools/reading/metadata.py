"""Metadata: what dropped spans and fields say about an article: date, place, agency, title, outlet.

Nothing is taken from the body, and nothing is guessed: a date that is no day stays empty, with a code.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from corpus_tools.characters import fold
from corpus_tools.reading.cleaning import Dropped
from corpus_tools.reading.datelines import match_dateline, match_place_line
from corpus_tools.reading.dates import alternation, date_pattern, parse_date, to_day
from corpus_tools.reading.headers import label_pattern, read_field
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.outlets import is_masthead, read_outlet
from corpus_tools.reading.repairing import repair_field
from corpus_tools.reading.signatures import names_source, read_source
from corpus_tools.reading.wordings import (
    bare,
    capital_signature,
    find_agency,
    line_starts_with,
    outlet_mark,
    words_for,
)

_HEAD = ("header", "front_matter")
_FEWEST_TITLE_WORDS = 4
_LONGEST_URL = 2_000
_MOST_CREDIT_WORDS = 8
_DAY_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}([-_.]?)[01][0-9]\1[0-3][0-9](?![0-9])")
_URL = re.compile(r"https?://[^\s\"'<>\\^`{|}]+\Z", re.I)


@dataclass(frozen=True)
class Metadata:
    """What is known about an article besides its text; unknown is empty.

    Attributes:
        title: its headline.
        outlet: who published it.
        url: its web address (http or https only).
        published: ISO day of publication.
        basis: where that day stands: `field` (a column or key), `page`, `feed`, `mail`, `export`, `header`,
            `dateline`, `footer`, `sources`, or `name` (of its file); `saved` when only `latest` is known,
            from when its file was written; or `none`.
        latest: last possible day when only an update, or the saving of the file, is dated.
        dateline: the place it was filed from, as written.
        agency: the agency credited, as written.
        author: who wrote it, as written.
        bases: for each of title, outlet, author and url that is known, where it stands, as `title:page`; an
            outlet that the head and a claim of rights name has the basis `text`, as a title line has.
        warnings: codes of what was left out and why.
    """

    title: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    basis: str = "none"
    latest: str = ""
    dateline: str = ""
    agency: str = ""
    author: str = ""
    bases: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_metadata(
    text: str,
    dropped: Sequence[Dropped],
    fields: Mapping[str, str],
    *,
    language: str = "",
    listed: Container[str] = (),
    limits: Limits | None = None,
) -> Metadata:
    """The metadata of an article from its dropped spans and the fields of its record.

    Args:
        text: the source text.
        dropped: what cleaning removed from it.
        fields: what the format or the list of sources gives, as in `Record.fields`.
        language: decides how a date such as `03/04/2026` is read.
        listed: the names of those fields that the list of sources gave.
        limits: the first and last plausible day.
    """
    limits = limits or Limits()
    pieces = [(span.rule, text[span.start : span.end]) for span in dropped]
    labels = _read_labels(pieces)
    url, url_warnings = _safe_url(fields.get("url") or labels.get("url", ""))
    place, agency, filed = _read_dateline(pieces)
    agency, paper = ("", agency) if outlet_mark().fullmatch(fold(agency)) else (agency, "")
    known = {**labels, **fields}
    published, basis, latest, date_warnings = _find_published(pieces, known, filed, language, limits)
    if basis in ("field", "page") and "published" in listed:
        basis = "sources"
    if not published and not latest:
        latest = _find_saved(text, fields.get("saved", ""), limits)
        basis = "saved" if latest else basis
    outlet = _one_line(fields.get("outlet", "") or labels.get("outlet", "")) or paper or read_outlet(pieces)
    title = _one_line(fields.get("title", "") or labels.get("title", "") or _read_title(pieces, outlet))
    author = _strip_byline(_one_line(fields.get("author", "") or labels.get("author", "")))
    found = {"author": author, "outlet": outlet, "title": title, "url": url}
    return Metadata(
        **found,
        bases=tuple(f"{n}:{_find_basis(n, fields, labels, listed)}" for n, value in found.items() if value),
        published=published,
        basis=basis,
        latest=latest,
        dateline=place or _one_line(fields.get("dateline", "")).split(",")[0].strip(" -–—(/"),
        agency=_read_credit(pieces) or agency,
        warnings=(*date_warnings, *url_warnings),
    )


def _strip_byline(author: str) -> str:
    """The name of an author without `By` before it."""
    start = line_starts_with("bylines").match(fold(author))
    return author[start.end() :].strip(" :") if start else author


def _find_basis(
    name: str, fields: Mapping[str, str], labels: Mapping[str, str], listed: Container[str]
) -> str:
    """Where a field stands: in the list of sources, in what the format gives, in the head, or in the text."""
    if name in listed:
        return "sources"
    if fields.get(name):
        return fields.get(f"{name}_basis") or fields.get("basis") or "field"
    return "header" if name in labels else "text"


def _find_saved(text: str, saved: str, limits: Limits) -> str:
    """The day on which a file was written, unless its text tells a later one: then that clock was wrong."""
    day, _ = parse_date(saved, limits=limits)
    told = (to_day(match, limits=limits)[0] for match in date_pattern().finditer(fold(text)))
    return "" if any(other > day for other in told) else day


def _find_named(name: str, limits: Limits) -> str:
    """The one day, written year first, in the name of a file; empty when there are several, or none."""
    days = {re.sub(r"[-_.]", "", match[0]) for match in _DAY_IN_NAME.finditer(name)}
    return parse_date(days.pop(), limits=limits)[0] if len(days) == 1 else ""


def _find_published(
    pieces: Sequence[tuple[str, str]], fields: Mapping[str, str], filed: str, language: str, limits: Limits
) -> tuple[str, str, str, tuple[str, ...]]:
    """The day of publication, its basis, the latest day, and warnings; the first that gives any decides."""
    if "published" in fields:
        day, warning = parse_date(_one_line(fields["published"]), language=language, limits=limits)
        basis = fields.get("basis", "field") if day else "none"
        if day or warning != "date_missing":
            return day, basis, "", (warning,) if warning else ()
    warnings: list[str] = []
    latest = ""
    for kind, (day, warning) in _days(pieces, _HEAD, language, limits):
        if day and kind == "updated":
            latest = latest or day
        elif day:
            return day, "header", "", ()
        warnings.append(warning)
    if filed:
        day, _ = parse_date(filed, language=language, limits=limits)
        if day:
            return day, "dateline", "", ()
    closing = (day for kind, (day, _) in _days(pieces, ("footer",), language, limits) if kind != "updated")
    if day := next(filter(None, closing), ""):
        return day, "footer", "", ()
    if fields.get("sent") and not latest:
        day, warning = parse_date(fields["sent"], language=language, limits=limits)
        return day, fields.get("basis", "field") if day else "none", "", (warning,) if warning else ()
    named = _find_named(fields.get("name", ""), limits)
    codes = tuple(sorted({warning for warning in warnings if warning}))
    return (named, "name", "", codes) if named else ("", "none", latest, codes or ("date_missing",))


def _days(
    pieces: Iterable[tuple[str, str]], rules: Container[str], language: str, limits: Limits
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The dates of what some rules dropped, with the kind that the label before each gives, in order."""
    for rule, piece in pieces:
        if rule not in rules:
            continue
        for line in piece.split("\n"):
            folded, place = fold(line), 0
            for match in date_pattern().finditer(folded):
                before = folded[place : match.start()]
                yield _kind_of(before), to_day(match, language=language, limits=limits)
                place = match.end()


def _kind_of(before: str) -> str:
    """Whether the words before a date call it an update."""
    places = {
        kind: max((match.end() for match in label_pattern(kind).finditer(before)), default=-1)
        for kind in ("updated", "published")
    }
    return "updated" if places["updated"] > places["published"] else "published"


def _read_labels(pieces: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The labelled fields in the head (`Source: …`), the first of each."""
    found: dict[str, str] = {}
    for rule, piece in pieces:
        if rule in _HEAD:
            for line in piece.split("\n"):
                name, value = read_field(line)
                if name and name != "published":
                    found.setdefault(name, value.strip("\"'"))
                elif line.strip().startswith(("https://", "http://")):
                    found.setdefault("url", line.strip())
    return found


def _read_title(pieces: Iterable[tuple[str, str]], outlet: str) -> str:
    """The first line of a dropped title with a few words, or the first of all; no name of the outlet."""
    lines = [line for rule, piece in pieces if rule == "title" for line in piece.split("\n") if line.strip()]
    lines = [line for line in lines if not (outlet and is_masthead(line, outlet))] or lines
    full = [line for line in lines if len(line.split()) >= _FEWEST_TITLE_WORDS]
    return bare(next(iter(full or lines), ""))


def _read_dateline(pieces: Iterable[tuple[str, str]]) -> tuple[str, str, str]:
    """Place, agency and date of the dateline, or of a line of the head that tells them by itself."""
    for rule, piece in pieces:
        dateline = match_dateline(f"{piece.lstrip()}X") if rule == "dateline" else None
        lines = piece.split("\n") if rule in _HEAD else ()
        dateline = dateline or next(filter(None, map(match_place_line, lines)), None)
        if dateline:
            return dateline.place, dateline.agency, dateline.date
    return "", "", ""


def _read_credit(pieces: Iterable[tuple[str, str]]) -> str:
    """The agency of the first credit that names one."""
    for rule, piece in pieces:
        if rule in ("credit", "footer") and len(piece.split()) <= _MOST_CREDIT_WORDS:
            footer = match_place_line(piece.strip()) if rule == "footer" else None
            piece = footer.agency if footer else _signed().split(piece)[0]
            sourced, piece = names_source(piece), read_source(piece)
            mark = piece.strip().strip("*_|—–-―( )[].").strip()
            signed = capital_signature().fullmatch(mark) and fold(mark) not in words_for("ends")
            agency = find_agency(piece) or (mark if signed else "")
            agency = agency or (piece if sourced and rule == "credit" else "")
            if agency:
                return agency
    return ""


@cache
def _signed() -> re.Pattern[str]:
    """The words before who reported for an agency: `Reuters/Reporting by …`."""
    return re.compile(rf"/?\s*\b(?i:{alternation(words_for('signed'))})\b")


def _one_line(value: str) -> str:
    return repair_field(value)[0]


def _safe_url(value: str) -> tuple[str, tuple[str, ...]]:
    """A web address as it stands when it is plainly one, else nothing and a warning."""
    url = value.strip()
    if not url:
        return "", ()
    try:
        plain = len(url) <= _LONGEST_URL and bool(_URL.match(url)) and bool(urlsplit(url).hostname)
    except ValueError:
        plain = False
    return (url, ()) if plain and url.isprintable() else ("", ("url_removed",))
