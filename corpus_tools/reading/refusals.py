"""Refusals: why an input was not read, or what should be known about one that was, as short codes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from corpus_tools.errors import CorpusError, locate_defect

REMEDIES: Mapping[str, str] = {
    "empty": "fill it, or remove it",
    "no_text": "save the article with its text",
    "attachment": "save it into the folder by itself if it is an article",
    "binary": "save it as text, HTML, CSV or JSON Lines",
    "broken": "open it in the program that made it, and save it again",
    "protected": "save it without the password",
    "not_a_file": "copy the content into a regular file",
    "outside_seeds": "copy the file itself into the folder; links are not followed",
    "encoding": "save it as UTF-8",
    "too_large": "split it, or raise the limit",
    "too_deep": "save the article text as .txt",
    "partial_html": "save the article text as .txt",
    "bad_xml": "save it again as well-formed XML without entities of its own",
    "bad_table": "name the column of the text 'text' in the first row of the sheet",
    "bad_csv": "save it again as CSV in UTF-8 with one header line and as many cells in each row",
    "bad_json": "write one JSON object a line (.jsonl), or one object or list (.json)",
    "bad_record": "correct this record; the others are read",
    "unsupported_type": "save it as .txt, .md, .html, .docx, .pdf, .eml, .jsonl, .json, .csv or .xlsx",
    "archive": "unpack it into the folder",
    "code_file": "remove it: code, notebooks and pickles are never opened",
    "unreadable": "check the permissions and the disk",
    "too_slow": "save the article text as .txt, split it, or raise the limit",
    "defect": "report it as an issue, without the file if that is not public; all others are read",
    "bad_sources": "write the columns file, outlet, title, url in UTF-8",
}
"""Each reason for a refusal with what to do about it."""

WARNINGS: Mapping[str, str] = {
    "encoding_guessed": "the encoding was guessed",
    "replaced_chars": "some bytes were no characters and became a replacement mark",
    "mojibake": "text that had been decoded wrongly was repaired",
    "charset_conflict": "the page declares another encoding than its bytes have",
    "bidi_removed": "marks that turn the reading direction were removed",
    "invisible_removed": "invisible characters were removed",
    "control_removed": "control characters were removed",
    "combining_trimmed": "piled-up combining marks were trimmed",
    "mixed_script": "a word mixes Latin with look-alike letters",
    "date_missing": "no publication date",
    "date_invalid": "the publication date is no calendar day",
    "date_ambiguous": "the publication date has several readings",
    "date_future": "the publication date lies too far ahead",
    "date_old": "the publication date is too old to be true",
    "duplicate_content": "the same text was read before",
    "duplicate_id": "another record has this id",
    "dup_key": "a key occurs twice; the first was kept",
    "bad_record": "part of the record is no valid JSON",
    "attachments": "has attachments, which were not opened",
    "bad_xml": "the page declares entities; they were not expanded",
    "formula": "a cell holds a formula; the value saved with it was taken",
    "pages_without_text": "some pages are pictures, and their text was not read",
    "partial_html": "part of the visible text may be missing",
    "too_large": "an unusually long article",
    "long_token": "holds an unusually long word",
    "no_text": "too short to say much as an article",
    "lang_unsupported": "the language was not recognised",
    "url_removed": "the address was no plain web address and was removed",
    "name_unsafe": "the file name holds characters that are not shown",
}
"""Each warning about an input that was read."""


class RefusalError(CorpusError):
    """An input, or a record of one, that cannot be read; the reading of the others goes on."""

    def __init__(self, code: str, reason: str, *, remedy: str = "") -> None:
        """Keep the code; the remedy is the usual one of the code unless another is given."""
        self.code = code
        self.reason = reason
        super().__init__(reason, remedy=remedy or REMEDIES[code])

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent from the process that met it."""
        return partial(type(self), remedy=self.remedy), (self.code, self.reason)


def blame(error: Exception) -> RefusalError:
    """The refusal of an input on which the package itself failed, with the kind and place of the failure."""
    return blame_at(locate_defect(error))


def blame_at(place: str) -> RefusalError:
    """The same, where the kind and place of the failure are known in words."""
    return RefusalError("defect", f"meets a defect of corpus-tools ({place})")
