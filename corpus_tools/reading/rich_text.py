"""Rich text: the article of an .rtf file, or the articles of a database export saved as one."""

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from corpus_tools.reading.exports import split_export
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Outcome, Record
from corpus_tools.reading.refusals import RefusalError

_FAILURES = (AttributeError, LookupError, TypeError, ValueError)


def read_rtf(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of an RTF file (row 0), or the articles of an export in it, numbered from 1.

    Raises:
        RefusalError: it is no RTF, is broken, or holds no text.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise RefusalError("empty" if not data.strip() else "unsupported_type", "is no RTF")
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")
    except _FAILURES as error:
        raise RefusalError("broken", f"cannot be read ({str(error)[:80]})") from error
    exported = split_export(text)
    if exported is None:
        yield Record(text)
    else:
        yield from exported
