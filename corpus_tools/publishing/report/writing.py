"""Writing the report: from the tables and figures of a run to its pages."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from corpus_tools import schema
from corpus_tools.correcting.writing import Snippets, takes
from corpus_tools.measuring.quality import measure_quality
from corpus_tools.measuring.steps import describe_steps, find_steps
from corpus_tools.publishing.accuracy import list_errors
from corpus_tools.publishing.citations import refer
from corpus_tools.publishing.due import find_as_of
from corpus_tools.publishing.figure_records import list_figures, load_records
from corpus_tools.publishing.narrative import narrate
from corpus_tools.publishing.provenance import Provenance, name_run
from corpus_tools.publishing.report.articles import list_blocks
from corpus_tools.publishing.report.cells import list_columns, list_lines, list_marks
from corpus_tools.publishing.report.links import Derived, Directory, Link, link_web, locate
from corpus_tools.publishing.report.overview import fill_overview, list_versions
from corpus_tools.publishing.report.pages import Writer
from corpus_tools.publishing.report.pictures import link_marks
from corpus_tools.publishing.report.sheets import (
    Sheet,
    find_turns,
    list_actor_evidence,
    list_quality_evidence,
    make_sheet,
    read_cells,
)
from corpus_tools.publishing.report.told import tell_most, write_told
from corpus_tools.publishing.report.versions import write_versions
from corpus_tools.publishing.tables import write_tables
from corpus_tools.schema import records

_SUFFIXES = ("svg", "png", "pdf", "csv", "json")
_WITHIN = ("sentences", "dropped", "repairs", "mentions", "times")
"""The tables of which the page of an article shows its own rows."""
_AT_ONCE = 256
_FACTS = ("outlet", "published", "published_basis", "dateline", "agency", "language", "story_id")


def write_report(
    tables: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    figures_folder: Path,
    folder: Path,
    provenance: Provenance,
    *,
    judgements: pd.DataFrame | None = None,
    as_of: str = "",
) -> Path:
    """Write the report of a run; nothing in it needs a file outside of its folder.

    Args:
        tables: those of the contract (all but figures), and any that notebooks made.
        texts: the source text of each article by its id.
        figures_folder: holds the five files of each figure.
        folder: of the report; must not be there yet.
        provenance: what made the run.
        judgements: what `measuring.judging.judge` gives; nothing counts as measured without.
        as_of: the day on which the chronology is told; the latest publication when not given.

    Returns:
        The first page.
    """
    made = _add_made(tables, judgements, as_of)
    figures = load_records(figures_folder)
    articles = [schema.join(record["article_ids"]) for record in figures]
    made["figures"] = list_figures(figures).assign(article_ids=articles)
    sheets = {name: _make(name, made, judgements) for name in sorted(made)}
    directory = Directory(made["articles"], made["sentences"], _own_ids(sheets))
    snippets = Snippets(made["sentences"], made["mentions"], places=directory.places)
    sheets = {name: _explain(sheet, made, snippets) for name, sheet in sheets.items()}
    drawn = {record["figure_id"]: _draw(record, figures_folder) for record in figures}
    writer = Writer(
        folder, run=name_run(provenance), provenance=provenance.as_dict(), versions=list_versions()
    )
    _copy_files(made, figures_folder, figures, folder / "files")
    for sheet in sheets.values():
        _write_sheet(writer, sheet, directory)
    for record in figures:
        _write_figure(writer, record, drawn[record["figure_id"]], directory, figures_folder)
    accuracy = describe_steps(_take_quality(made), "lineage", "omissions")
    versions = write_versions(writer, made, directory, accuracy=accuracy)
    derived = Derived(directory, [*_derived(sheets), *drawn.values()])
    _write_articles(writer, made, texts, directory, derived, versions)
    write_told(writer, made, sheets, directory)
    overview = fill_overview(made, sheets, figures, directory) | {"told": tell_most(made, sheets)}
    overview |= _state_accuracy(_take_quality(made), figures)
    overview |= {"n_versions": len({link.href for links in versions.values() for link in links})}
    for page, values in (("index", overview), ("figures", {}), ("tables", {})):
        writer.write(f"{page}.html", page, {"figures": figures, "sheets": sheets, **values})
    return folder / "index.html"


def _add_made(
    tables: Mapping[str, pd.DataFrame], judgements: pd.DataFrame | None, as_of: str
) -> dict[str, pd.DataFrame]:
    """All tables that the report shows: those given, and what it tells and measures itself."""
    made = {name: table for name, table in tables.items() if name != "tokens"}
    if judgements is not None:
        made["quality"] = measure_quality(judgements)
        made["errors"] = list_errors(judgements, made["sentences"])
    if "narrative" not in made:
        parts = (made[name] for name in ("events", "ledger", "actors", "articles"))
        made["narrative"] = narrate(*parts, as_of=find_as_of(made["articles"], as_of))
    return made


def _make(name: str, made: Mapping[str, pd.DataFrame], judgements: pd.DataFrame | None) -> Sheet:
    """The sheet of a table; the narrative is the chronology, and has a page for reading."""
    data = made[name]
    if name == "actors":
        return make_sheet(name, data, evidence=list_actor_evidence(data, made["mentions"]))
    if name == "quality" and judgements is not None:
        about = "A row is a measure of a step, with an exact 95 % interval."
        return make_sheet(name, data, about=about, evidence=list_quality_evidence(data, judgements))
    if name == "narrative":
        about = "A row is a sentence of the chronology."
        return make_sheet(name, data, title="chronology", about=about, folder="", page="chronology")
    return make_sheet(name, data)


def _explain(sheet: Sheet, made: Mapping[str, pd.DataFrame], snippets: Snippets) -> Sheet:
    """A sheet with what its rows offer to paste, and with how often the steps above it are right."""
    return replace(
        sheet,
        correct=partial(snippets.write, sheet.name) if takes(sheet.name) else None,
        accuracy=describe_steps(_take_quality(made), sheet.name),
    )


def _take_quality(made: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What was measured; without rows where nothing was."""
    return made.get("quality", pd.DataFrame(columns=["step"]))


def _state_accuracy(quality: pd.DataFrame, figures: Iterable[Mapping[str, Any]]) -> dict[str, object]:
    """How often the steps above each finding of the first page are right: by figure, and by list."""
    names = [record["figure_id"] for record in figures]
    return {
        "accuracy": {name: describe_steps(quality, *find_steps(name)) for name in names},
        "accuracy_acts": describe_steps(quality, "ledger"),
        "accuracy_ahead": describe_steps(quality, "narrative"),
    }


def _draw(record: Mapping[str, Any], folder: Path) -> Sheet:
    """The sheet of the data that a figure draws."""
    figure_id = record["figure_id"]
    data = read_cells(folder / f"{figure_id}.csv")
    return make_sheet(
        figure_id,
        data,
        title=f"figure {figure_id}",
        about="A row is a mark of the figure.",
        folder="figures/",
    )


def _own_ids(sheets: Mapping[str, Sheet]) -> list[Sheet]:
    return [sheets[name] for name in ("actors", "statements", "ledger", "events", "initiatives", "figures")]


def _derived(sheets: Mapping[str, Sheet]) -> list[Sheet]:
    """The sheets whose rows are derived from sentences or articles."""
    return [sheet for name, sheet in sheets.items() if name not in ("articles", "sentences", "figures")]


def _copy_files(
    made: Mapping[str, pd.DataFrame], source: Path, figures: Iterable[Mapping[str, Any]], folder: Path
) -> None:
    write_tables(made, folder)
    for record in figures:
        for suffix in _SUFFIXES:
            name = f"{record['figure_id']}.{suffix}"
            shutil.copyfile(source / name, folder / name)


def _write_sheet(writer: Writer, sheet: Sheet, directory: Directory) -> None:
    if sheet.name == "narrative":
        return
    for number in range(1, sheet.n_pages + 1):
        writer.write(sheet.path(number), "sheet", _fill_sheet(sheet, directory, number))


def _fill_sheet(sheet: Sheet, directory: Directory, number: int) -> dict[str, object]:
    return {
        "sheet": sheet,
        "number": number,
        "columns": list_columns(sheet),
        "lines": list_lines(sheet, directory, number),
        "has_evidence": any(cell != "" for cell in sheet.evidence),
    }


def _write_figure(
    writer: Writer, record: Mapping[str, Any], sheet: Sheet, directory: Directory, folder: Path
) -> None:
    marks = [replace(link, href=link.href and f"../{link.href}") for link in list_marks(sheet, directory)]
    path = folder / f"{record['figure_id']}.svg"
    picture = link_marks(path, marks, name=record["title"], described_by="words")
    for number in range(1, sheet.n_pages + 1):
        values = {"record": record, "reference": refer(record), "suffixes": _SUFFIXES, "picture": picture}
        writer.write(sheet.path(number), "figure", values | _fill_sheet(sheet, directory, number))


def _write_articles(
    writer: Writer,
    made: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    directory: Directory,
    derived: Derived,
    versions: Mapping[str, list[Link]],
) -> None:
    rows = records(made["articles"])
    ids = [row["article_id"] for row in rows]
    stories: dict[str, list[str]] = {}
    for row in rows:
        stories.setdefault(row["story_id"], []).append(row["article_id"])
    held = zip(*(_take_turns(made[name], ids) for name in _WITHIN), strict=True)
    for place, (row, own) in enumerate(zip(rows, held, strict=True)):
        article_id = row["article_id"]
        sentences, dropped, repairs, mentions, times = own
        marks = [*mentions, *({**mark, "kind": "time"} for mark in times)]
        rested = [article_id, *(sentence["sentence_id"] for sentence in sentences)]
        values = {
            "article": row,
            "name": directory.names[article_id],
            "address": link_web(row["url"]),
            "facts": [(name.replace("_", " "), row[name]) for name in _FACTS if row[name]],
            "others": [directory.link(item) for item in stories[row["story_id"]] if item != article_id],
            "beside": versions.get(article_id, []),
            "repairs": repairs,
            "blocks": list_blocks(texts[article_id], sentences, dropped, marks),
            "derived": derived.find(rested),
            "before": directory.link(ids[place - 1]) if place else None,
            "after": directory.link(ids[place + 1]) if place + 1 < len(ids) else None,
        }
        writer.write(locate(article_id), "article", values)


def _take_turns(data: pd.DataFrame, article_ids: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of each article in turn, of which those of a few hundred are in memory at a time."""
    order, bounds = find_turns(data["article_id"], article_ids)
    for first in range(0, len(article_ids), _AT_ONCE):
        some = bounds[first : first + _AT_ONCE + 1]
        rows = records(data.iloc[order[some[0] : some[-1]]])
        for start, end in pairwise(some):
            yield rows[start - some[0] : end - some[0]]
