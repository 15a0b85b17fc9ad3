"""Study: open a folder of articles and get the tables; what the notebooks import."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from corpus_tools.correcting.entries import Correction, digest_corrections, read_corrections
from corpus_tools.measuring.steps import check_names, describe_steps, state_accuracy
from corpus_tools.publishing.evidence import EvidenceTable, find_evidence, show_evidence
from corpus_tools.publishing.extras import save_export, save_table
from corpus_tools.publishing.figures import FigureRecord, list_cited, save_figure
from corpus_tools.publishing.provenance import Provenance, trace
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.running.corpus import find_names, keep_annotated, load_tables, take_over
from corpus_tools.running.transcript import find_cell

CHECKOUT = Path(__file__).resolve().parents[1]
"""The folder that holds the package, and beside it the shipped seeds/, notebooks/ and figures/."""


class Study:
    """A folder of articles as tables.

    Nothing is read before it is asked for; what was annotated and linked before comes from the cache. A path
    that is not given is the one that `corpus-tools run` has set, else the checkout's own.

    >>> study = Study()
    >>> len(study.articles) == len(study.texts)
    True

    Attributes:
        articles: an article a row; see `corpus_tools.schema` for this and the tables that follow.
        dropped: a span that cleaning removed.
        refused: an input that was not read, and why.
        repairs: a kind of repair made while decoding.
        sentences: a sentence of the body.
        tokens: a word or mark, with lemma and part of speech; its text as categories.
        lineage: a link from an article to where its report comes from.
        omissions: what one version of a report says and another does not, or says otherwise.
        mentions: a mention of an actor, place, instrument or event.
        actors: an entity.
        roles: a role that a text gives an actor.
        times: a time expression.
        statements: somebody says something.
        ledger: a request, proposal, offer, commitment or agreement, once per story.
        initiatives: an instrument or initiative.
        events: something that happened or is due.
        corrections: what a person says about some rows, and what became of it.
    """

    articles: pd.DataFrame
    dropped: pd.DataFrame
    refused: pd.DataFrame
    repairs: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    lineage: pd.DataFrame
    omissions: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    roles: pd.DataFrame
    times: pd.DataFrame
    statements: pd.DataFrame
    ledger: pd.DataFrame
    initiatives: pd.DataFrame
    events: pd.DataFrame
    corrections: pd.DataFrame

    def __init__(
        self, seeds: str | Path = "", *, figures: str | Path = "", cache: str | Path = "", jobs: int = 0
    ) -> None:
        """Name the places; nothing is read yet.

        Args:
            seeds: the folder of articles.
            figures: the folder that figures are saved to.
            cache: the folder of the cache; the user's when neither given nor set.
            jobs: processes that annotate; 0 for one per core.
        """
        self.seeds = _choose(seeds, "SEEDS", CHECKOUT / "seeds")
        self.figures = _choose(figures, "FIGURES", CHECKOUT / "figures")
        self._cache = cache
        self._jobs = jobs

    def __repr__(self) -> str:
        """What was read, in a line."""
        return f"Study of {len(self.articles)} articles, {len(self.refused)} inputs refused"

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table by its name; a new frame each time, so that changing one changes nothing else."""
        known = sorted(type(self).__annotations__)
        if name not in known:
            raise AttributeError(f"a study has no {name}; its tables are {', '.join(known)}")
        return self.tables[name].copy(deep=False)  # pandas copies what is changed

    @cached_property
    def reading(self) -> Reading:
        """What reading made of the folder; in a run, what the run itself has read."""
        handed = os.environ.get("CORPUS_TOOLS_READING", "")
        in_run = handed and self.seeds == _choose("", "SEEDS", CHECKOUT)
        return take_over(Path(handed)) if in_run else read_folder(self.seeds)

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All tables by name."""
        return self._load(read_corrections(self.seeds))

    def _load(self, corrections: Sequence[Correction]) -> Mapping[str, pd.DataFrame]:
        names = find_names(self.seeds)
        return load_tables(
            self.reading, cache=self._cache, jobs=self._jobs, names=names, corrections=corrections
        )

    @property
    def texts(self) -> Mapping[str, str]:
        """The source text of each article by its id: what `start` and `end` of every row count."""
        return keep_annotated(self.reading, self.tables).texts

    @cached_property
    def provenance(self) -> Provenance:
        """What makes the results of this study, as digests."""
        return trace(self.tables["articles"], self._corrected)

    @cached_property
    def _corrected(self) -> dict[str, str]:
        """The digest of the corrections, as a parameter of all that they shape."""
        return digest_corrections(read_corrections(self.seeds))

    @cached_property
    def judgements(self) -> pd.DataFrame:
        """Each row that gold or a marked sheet speaks of, judged; empty without `seeds/gold`."""
        from corpus_tools.measuring.marked import judge_study

        return judge_study(self.tables, self.seeds)

    @cached_property
    def quality(self) -> pd.DataFrame:
        """How often each step is right on the gold (`measuring.quality.measure_quality`)."""
        from corpus_tools.measuring.quality import measure_quality

        return measure_quality(self.judgements)

    @cached_property
    def unaided(self) -> pd.DataFrame:
        """What gold says of the same articles without any name known beforehand (`running.unaided`)."""
        from corpus_tools.running.unaided import judge_unaided

        corrections = read_corrections(self.seeds)
        return judge_unaided(
            self.reading, self.seeds, cache=self._cache, jobs=self._jobs, corrections=corrections
        )

    @property
    def corpus_digest(self) -> str:
        """The digest of the articles."""
        return self.provenance.corpus_digest

    @property
    def code_digest(self) -> str:
        """The digest of the package."""
        return self.provenance.code_digest

    def correct(self, kind: str, *, who: str, why: str, when: str = "", **fields: Any) -> pd.DataFrame:
        """Correct rows for good: write an entry into `corrections.yml`, and show what it changes.

        As in `study.correct("rename-actor", actor="un", name="UNO", who="A. Reader", why="house style")`.

        Args:
            kind: see `correcting.kinds.KINDS`, or the README.
            who: who makes it.
            why: for what reason.
            when: the day, like 2026-01-31; today when not given.
            fields: the keys of the kind.

        Returns:
            Each cell that differs: table, row, column, before, after. The tables of the study are the
            corrected ones from here on.

        Raises:
            UsageError: it is no correction, or what it means is not in this corpus; nothing is written.
            OutputError: the file cannot be written.
        """
        from corpus_tools.correcting.making import correct

        signed = {"who": who, "when": when or date.today().isoformat(), "why": why}
        changes = correct(self.seeds, {"kind": kind.replace("_", "-"), **fields, **signed}, self._load)
        for name in ("tables", "provenance", "judgements", "quality", "unaided", "_corrected"):
            self.__dict__.pop(name, None)
        return changes

    def evidence(self, sentence_ids: str | Iterable[str]) -> pd.DataFrame:
        """The sentences behind a number: sentence_id, outlet, published, file, text, in the order given.

        Args:
            sentence_ids: ids, or cells that hold several joined with `|`.
        """
        cells = [sentence_ids] if isinstance(sentence_ids, str) else sentence_ids
        return find_evidence(cells, self.tables["sentences"], self.tables["articles"])

    def state_accuracy(self, *names: str) -> str:
        """Say how often the steps above some tables are right on the gold, with n and interval.

        Args:
            names: of tables, as `ledger`, or of steps, as `times`.

        Returns:
            A sentence, also where nothing was measured.

        Raises:
            UsageError: a name is neither that of a table nor that of a step.
        """
        check_names(self.quality, names)
        return describe_steps(self.quality, *names)

    def show(
        self,
        data: pd.DataFrame,
        *,
        of: str | Sequence[str] = (),
        source: str = "",
        columns: Sequence[str] = (),
    ) -> EvidenceTable:
        """Show a table whose rows link to their sentences, and under it how often the steps above are right.

        Args:
            data: rows with sentence ids.
            of: the tables or steps that the rows rest on (`state_accuracy`); nothing is said when not given.
            source: their column; `sentence_ids` or `sentence_id` when not given.
            columns: the columns to show; all others when not given.
        """
        names = [of] if isinstance(of, str) else of
        return show_evidence(
            data,
            self.tables["sentences"],
            self.tables["articles"],
            source=source,
            columns=columns,
            accuracy=self.state_accuracy(*names) if names else "",
        )

    def save_figure(
        self,
        figure: Figure,
        figure_id: str,
        *,
        title: str,
        caption: str,
        alt: str,
        data: pd.DataFrame,
        parameters: Mapping[str, object] | None = None,
    ) -> FigureRecord:
        """Save a figure with its data and provenance; the record that is returned shows it in a notebook.

        Args:
            figure: made inside `corpus_tools.publishing.style.style()`.
            figure_id: `f<notebook>-<slug>`; its number names the notebook.
            title: the finding, in a sentence.
            caption: n and the counting rule; the accuracy of the steps above is added where it is not said.
            alt: what a blind reader needs to know.
            data: the data drawn, with a column of evidence.
            parameters: of the notebook, where they shape the figure.
        """
        notebook, cell = find_cell(figure_id, (Path.cwd(), CHECKOUT / "notebooks"))
        cited = list_cited(data)
        ids = (self.tables["sentences"]["sentence_id"], self.tables["articles"]["article_id"])
        return save_figure(
            figure,
            self.figures,
            figure_id=figure_id,
            title=title,
            caption=state_accuracy(caption, self.quality, figure_id),
            alt=alt,
            data=data,
            provenance=trace(self.tables["articles"], {**(parameters or {}), **self._corrected}),
            notebook=notebook,
            cell=cell,
            known={item for column in ids for item in column[column.isin(cited)]},
        )

    def save_table(self, name: str, data: pd.DataFrame) -> pd.DataFrame:
        """Publish a notebook's own table as `OUT/tables/<name>.csv` (`publishing.extras.save_table`)."""
        return save_table(name, data)

    def save_export(self, name: str, content: str) -> str:
        """Publish a file for another program as `OUT/exports/<name>` (`publishing.extras.save_export`)."""
        return save_export(name, content)


def _choose(given: str | Path, variable: str, default: Path) -> Path:
    chosen = given or os.environ.get(f"CORPUS_TOOLS_{variable}", "")
    return Path(chosen).resolve() if chosen else default
