"""Publication: what shows the results of a run, written once its tables and its notebooks are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools.publishing.briefing import write_briefing
from corpus_tools.publishing.figure_records import list_figures, load_records
from corpus_tools.publishing.gallery import write_readme
from corpus_tools.publishing.provenance import Provenance, trace
from corpus_tools.publishing.tables import to_parquet, write_tables
from corpus_tools.running.apart import give_back_memory
from corpus_tools.running.corpus import keep_annotated, load_tables, take_over
from corpus_tools.schema import TABLES


@dataclass(frozen=True)
class Publication:
    """What is published of a run, and where.

    Attributes:
        folder: of the run; holds its tables, and the figures that the notebooks drew.
        seeds: the folder of articles, which may hold gold.
        parameters: those that shape the results, by name.
        template: a .docx whose styles the briefing takes; our own when None.
        figures: ids of the figures of the briefing; a choice when empty.
        parquet: whether tables are left as Parquet instead of CSV.
    """

    folder: Path
    seeds: Path
    parameters: Mapping[str, Any] = field(default_factory=dict)
    template: Path | None = None
    figures: Sequence[str] = ()
    parquet: bool = False


def publish(publication: Publication, tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> None:
    """Write the page of figures, the briefing and the report.

    Args:
        publication: what is published, and where.
        tables: those of the contract but figures.
        texts: the source text of each article by its id.
    """
    _write_figures(publication.folder)
    provenance = trace(tables["articles"], publication.parameters)
    as_of = str(publication.parameters.get("as_of", ""))
    write_briefing(
        publication.folder,
        as_of=as_of,
        template=publication.template,
        figures=publication.figures,
        provenance=provenance,
    )
    _write_report(publication, tables, texts, provenance, as_of)
    if publication.parquet:
        to_parquet(publication.folder / "tables")


def publish_handed(publication: Publication, handed: Path, how: Mapping[str, Any]) -> None:
    """As `publish`, of what the cache holds of a reading that was handed over.

    Args:
        publication: what is published, and where.
        handed: the file that `corpus.hand_over` wrote.
        how: the arguments of `corpus.load_tables`.
    """
    reading = take_over(handed)
    tables = load_tables(reading, **how)
    texts = keep_annotated(reading, tables).texts
    publish(publication, {name: tables[name] for name in tables if name in TABLES}, texts)


def _write_figures(folder: Path) -> None:
    """Write the table of figures and the page that shows them, of what the notebooks have drawn."""
    (folder / "figures").mkdir(exist_ok=True)
    write_tables({"figures": list_figures(load_records(folder / "figures"))}, folder / "tables")
    write_readme(folder / "figures")


def _write_report(
    publication: Publication,
    tables: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    provenance: Provenance,
    as_of: str,
) -> None:
    """Write the report, with the tables that the notebooks have made, once all else is there."""
    from corpus_tools.measuring.marked import judge_study
    from corpus_tools.publishing.report import read_cells, write_report

    folder = publication.folder
    paths = sorted((folder / "tables").glob("*.csv"))
    made = {path.stem: read_cells(path) for path in paths if path.stem not in TABLES}
    judgements = judge_study(tables, publication.seeds)
    give_back_memory()
    write_report(
        {**made, **tables},
        texts,
        folder / "figures",
        folder / "report",
        provenance,
        judgements=judgements,
        as_of=as_of,
    )
