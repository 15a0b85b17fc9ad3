"""Exports: the articles of a file that a press database wrote, told by the marks that it puts around each.

What a database adds (labels, codes, copyright, classification) stands aside: it is dropped with the rule
`export`, and what it says of source, title, author and day becomes fields. A text without those marks is no
export and is left alone.
"""

from collections.abc import Callable, Iterator, Sequence

from corpus_tools.reading.europresse import find_europresse
from corpus_tools.reading.export_lines import Section
from corpus_tools.reading.factiva import find_factiva, find_plain_factiva
from corpus_tools.reading.nexis import find_nexis
from corpus_tools.reading.proquest import find_proquest
from corpus_tools.reading.records import Failure, Outcome, Record, Skipped
from corpus_tools.reading.refusals import RefusalError

_FINDERS: tuple[tuple[str, Callable[[str], Sequence[Section]]], ...] = (
    ("ProQuest export", find_proquest),
    ("Nexis export", find_nexis),
    ("Factiva export", find_factiva),
    ("Factiva export", find_plain_factiva),
    ("Europresse export", find_europresse),
)


def split_export(text: str) -> Iterator[Outcome] | None:
    r"""The articles of an export in order, numbered from 1; None when a text is none.

    Args:
        text: the decoded text with `\n` line ends.
    """
    for form, find in _FINDERS:
        sections = find(text)
        if any(section.article for section in sections):
            return _number(text, sections, form)
    return None


def _number(text: str, sections: Sequence[Section], form: str) -> Iterator[Outcome]:
    number = 0
    for section in sections:
        if not section.article:
            yield Skipped("what the export says of the search, no article", form=form)
            continue
        number += 1
        if not section.has_text:
            reason = "has no text below its labels"
            yield Failure(number, RefusalError("no_text", reason), form=form)
            continue
        yield Record(
            text[section.start : section.end],
            row=number,
            fields={name: value for name, value in section.fields.items() if value} | {"basis": "export"},
            aside=section.aside(),
            form=form,
        )
