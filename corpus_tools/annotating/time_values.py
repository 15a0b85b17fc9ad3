"""Values: what a found form means, read on a day, as a TIMEX3 value with the basis of each inference.

Without a day to read it on, a relative or yearless expression keeps its unknown parts (`XXXX-01-14`).
An impossible date has no value and says so; nothing is repaired.
"""

from collections.abc import Mapping

from corpus_tools.annotating import (
    time_clock,
    time_dates,
    time_lengths,
    time_parts,
    time_relative,
    time_weekdays,
)
from corpus_tools.annotating.time_context import Context, Reader, Reading
from corpus_tools.annotating.time_forms import Found

_READERS: Mapping[str, Reader] = {
    kind: reader
    for module in (time_dates, time_weekdays, time_relative, time_parts, time_lengths, time_clock)
    for kind, reader in module.READERS.items()
}


def read(found: Found, context: Context) -> Reading | None:
    """The reading of a found form, or None when the words are no time expression after all.

    >>> read(Found("date", 0, 0, {"month": "1", "day": "14"}), Context()).value
    'XXXX-01-14'
    """
    reader = _READERS.get(found.kind)
    return reader(found, context) if reader else None
