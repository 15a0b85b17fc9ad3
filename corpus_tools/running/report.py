"""The report of `corpus-tools check` on disk: a JSON line for each file or record that was seen."""

from pathlib import Path

from corpus_tools.annotating.paragraphs import body_spans
from corpus_tools.errors import OutputError
from corpus_tools.linking.copies import find_copies
from corpus_tools.reading.folder import Reading
from corpus_tools.reading.reporting import report_rows, to_json_lines


def write_report(reading: Reading, path: Path) -> None:
    """Write the report of what was read; the later of two near-copies is warned about.

    Raises:
        OutputError: the file cannot be written.
    """
    bodies = {
        article.article_id: "".join(
            article.text[start:end] for start, end in body_spans(len(article.text), article.dropped)
        )
        for article in reading.items()
    }
    copies = [(copy.article_id, copy.partner_id) for copy in find_copies(bodies)]
    try:
        path.write_text(to_json_lines(report_rows(reading, copies=copies)), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            "the report cannot be written", file=str(path), remedy="name another file with --report"
        ) from error
