"""Results: what one file or record became, as rows of the tables and as an entry of the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_tools.reading.assembly import Draft
from corpus_tools.reading.files import SeedFile
from corpus_tools.reading.records import Skipped
from corpus_tools.reading.refusals import WARNINGS, RefusalError
from corpus_tools.schema import join


@dataclass(frozen=True)
class Entry:
    """What became of one file or record.

    Attributes:
        file: its path under the folder.
        row: its number in the file from 1, or 0 for the file itself.
        status: `accepted`, `rejected` or `ignored`.
        codes: why it was rejected, or what should be known about it.
        message: the same in one line, with the remedy.
        article_id: the article it became, or empty.
        seconds: how long it took.
        form: what it was recognised as, or empty.
    """

    file: str
    row: int
    status: str
    codes: tuple[str, ...] = ()
    message: str = ""
    article_id: str = ""
    seconds: float = 0.0
    form: str = ""


@dataclass(frozen=True)
class Result:
    """What one file or record became: a draft, a refusal, or nothing when it is skipped."""

    file: SeedFile
    row: int = 0
    outcome: Draft | RefusalError | Skipped | None = None
    sha256: str = ""
    key: str = ""
    seconds: float = 0.0
    form: str = ""


def enter(
    result: Result, status: str, codes: tuple[str, ...] = (), message: str = "", article_id: str = ""
) -> Entry:
    """The entry of a result with the status, codes and message given."""
    return Entry(
        result.file.name, result.row, status, codes, message, article_id, result.seconds, result.form
    )


def accept(article_id: str, result: Result, codes: tuple[str, ...]) -> Entry:
    """The entry of a result that became an article."""
    message = "; ".join(WARNINGS[code] for code in codes)
    return enter(result, "accepted", codes, message, article_id)


def refuse(result: Result, refusal: RefusalError) -> dict[str, object]:
    """The row of the table `refused` for a result."""
    return {
        "file": result.file.shown,
        "row": result.row,
        "reason": refusal.reason,
        "remedy": refusal.remedy,
    }


def describe(
    article_id: str, result: Result, draft: Draft, codes: Sequence[str]
) -> dict[str, list[dict[str, object]]]:
    """The rows of the tables for one article."""
    known = draft.metadata
    article = {
        "article_id": article_id,
        "file": f"{result.file.shown}#{result.row}" if result.row else result.file.shown,
        "sha256": result.sha256,
        "language": draft.language,
        "outlet": known.outlet,
        "title": known.title,
        "url": known.url,
        "published": known.published,
        "published_basis": known.basis,
        "published_earliest": known.published,
        "published_latest": known.published or known.latest,
        "dateline": known.dateline,
        "agency": known.agency,
        "n_words": draft.n_words,
        "author": known.author,
        "format": result.form,
        "fields_basis": join(known.bases),
        "warnings": join(codes),
    }
    repairs = [{"article_id": article_id, "rule": rule, "n": n} for rule, n in sorted(draft.repairs.items())]
    return {"articles": [article], "dropped": _describe_dropped(article_id, draft), "repairs": [*repairs]}


def _describe_dropped(article_id: str, draft: Draft) -> list[dict[str, object]]:
    return [
        {
            "article_id": article_id,
            "start": span.start,
            "end": span.end,
            "text": draft.text[span.start : span.end],
            "rule": span.rule,
        }
        for span in draft.dropped
    ]
