"""Briefing: a run in one to four pages, as `briefing.docx` and `briefing.pdf`."""

from collections.abc import Sequence
from pathlib import Path

from corpus_tools.publishing.composition import TITLE, compose_brief
from corpus_tools.publishing.provenance import Provenance
from corpus_tools.publishing.typeset import write_pdf
from corpus_tools.publishing.word import write_docx


def write_briefing(
    out: Path,
    *,
    folder: Path | None = None,
    as_of: str = "",
    template: Path | None = None,
    figures: Sequence[str] = (),
    title: str = TITLE,
    provenance: Provenance | None = None,
) -> tuple[Path, Path]:
    """Write the briefing of a run from its tables and figures.

    Args:
        out: the output folder of the run; its `run.json` is not needed.
        folder: where the two files go; into `out` when not given.
        as_of: the day of the briefing; the latest day of publication when not given.
        template: a .docx whose styles, page and headers the Word file takes; our own when not given.
        figures: ids of the figures to show; a choice when not given.
        title: of the document.
        provenance: what made the run, whose id every page carries.

    Returns:
        The paths of the .docx and the .pdf.

    Raises:
        UsageError: a figure is not there, `as_of` is no day, or the template is not a .docx.
        OutputError: the PDF could not be set.
    """
    brief = compose_brief(out, as_of=as_of, figures=figures, title=title, provenance=provenance)
    home = folder or out
    paths = home / "briefing.docx", home / "briefing.pdf"
    write_docx(brief, paths[0], template=template)
    write_pdf(brief, paths[1])
    return paths
