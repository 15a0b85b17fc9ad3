"""Views: comparisons as small tables that plots draw, and the words of their figures.

Three of them: two parts of a corpus side by side, one speaker over time, one topic across outlets. What n
does not support is said in the caption in place of a number.
"""

from collections.abc import Sequence

import pandas as pd

from corpus_tools.measuring.inference import MIN_UNITS, explain_support
from corpus_tools.measuring.parts import PERIOD, Parts
from corpus_tools.measuring.speakers import ALL, UNDATED
from corpus_tools.measuring.steps import describe_steps
from corpus_tools.publishing.findings import MOST, Words
from corpus_tools.publishing.plots.rows import count
from corpus_tools.publishing.prose import enumerate_words
from corpus_tools.schema import records

LEVEL = 0.05
"""A q at or under this is called a difference."""

_STEP = {PERIOD: "published"}
"""The step that finds what parts a corpus, where its name is another."""

_ENDS = ("low_first", "high_first", "low_second", "high_second")
_COUNTS = ("n_first", "n_first_once", "n_second", "n_second_once")
_SIDES = ("label", "first", "second", *_ENDS, "note", "n", *_COUNTS, "q", "support")


def list_term_sides(compared: pd.DataFrame, *, language: str, top: int = 18) -> pd.DataFrame:
    """The terms that differ most between two parts, for `plot_pairs`.

    Args:
        compared: what `keyness.compare_terms` gives.
        language: whose terms.
        top: terms, those with the highest log-likelihood first; drawn by log ratio.

    Returns:
        label, first and second (per 1,000 words of each part), low_first … high_second (empty: the interval
        is that of the log ratio, in the note), note, n, n_first and n_second (as published; with `_once`
        each story once), q, support, sentence_ids.
    """
    own = compared[compared["language"] == language]
    own = own.sort_values(["log_likelihood", "term"], ascending=[False, True]).head(top)
    own = own.sort_values(["log_ratio", "term"], ascending=[False, True])
    rows = [
        {
            "label": row["term"],
            "first": row["per_1000_target"],
            "second": row["per_1000_reference"],
            "note": _note(f"log ratio {row['log_ratio']:+.1f}", row["q"]),
            "n": row["n_target"] + row["n_reference"],
            "n_first": row["n_target"],
            "n_first_once": row["n_target_once"],
            "n_second": row["n_reference"],
            "n_second_once": row["n_reference_once"],
            **{name: row[name] for name in ("q", "support", "sentence_ids")},
        }
        for row in records(own)
    ]
    return pd.DataFrame(rows, columns=[*_SIDES, "sentence_ids"])


def list_topic_sides(contrasted: pd.DataFrame) -> pd.DataFrame:
    """The topics of two parts, for `plot_pairs`.

    Args:
        contrasted: what `contrasts.contrast_topics` gives.

    Returns:
        As `list_term_sides`; first and second are percent of the sentences of a story, with intervals.
    """
    rows = [
        {
            "label": row["label"],
            "first": 100 * row["share_first"],
            "second": 100 * row["share_second"],
            **{name: 100 * row[name] for name in _ENDS},
            "note": _note(f"{round(100 * row['difference']):+d} points", row["q"]),
            "n": row["n_first"] + row["n_second"],
            **{name: row[name] for name in (*_COUNTS, "q", "support", "sentence_ids")},
        }
        for row in records(contrasted)
        if row["difference"] == row["difference"]
    ]
    return pd.DataFrame(rows, columns=[*_SIDES, "sentence_ids"])


def describe_sides(
    sides: pd.DataFrame, parts: Parts, quality: pd.DataFrame, *, rule: str, steps: Sequence[str] = ("terms",)
) -> Words:
    """Words for two parts side by side.

    Args:
        sides: what is drawn (`list_term_sides` or `list_topic_sides`).
        parts: what `parts.part_articles` gives.
        quality: what `measure_quality` gives.
        rule: how a value was counted, in a sentence.
        steps: the tables or steps that the values rest on, beside what parts the corpus.
    """
    against = f"{parts.first} against {parts.second}"
    different = sides.loc[sides["q"] <= LEVEL, "label"].tolist()
    tested = bool(sides["q"].notna().any())
    title = f"{against}: nothing to compare"
    if len(sides):
        said = f"the difference is {parts.support}" if parts.support else "no difference stands the test"
        title = f"{against}: {said}"
    if different:
        title = f"{against}: they differ in {enumerate_words(different, most=4)}"
    reasons = " ".join(f"Interval and test by story: {text}." for text in _reasons(sides["support"]))
    test = "q: permutation of stories, Benjamini-Hochberg over all that was compared." if tested else reasons
    left_out = f"In neither part: {count(len(parts.left_out), 'articles')}." if len(parts.left_out) else ""
    rows = [f"{row['label']}: {row['first']:.1f} and {row['second']:.1f}" for row in records(sides)]
    picture = f"Two dots for each row, first {parts.first}, then {parts.second}"
    measured = describe_steps(quality, _STEP.get(parts.by, parts.by), *steps)
    return _words(title, [f"n: {parts}", rule, test, left_out, measured], picture, rows)


def describe_trace(trace: pd.DataFrame, changes: pd.DataFrame, quality: pd.DataFrame, *, name: str) -> Words:
    """Words for one speaker over time.

    Args:
        trace: what is drawn (`speakers.trace_speaker`).
        changes: what `speakers.compare_halves` gives.
        quality: what `measure_quality` gives.
        name: of the speaker.
    """
    n_stories = int(changes[["n_earlier", "n_later"]].sum(axis=1).max()) if len(changes) else 0
    total = trace[trace["row"] == ALL]
    n, undated = int(total["n"].sum()), int(total.loc[total["column"] == UNDATED, "n"].sum())
    few = explain_support(n_stories, unit="stories")
    changed = changes.loc[changes["q"] <= LEVEL, "label"].tolist()
    title = f"{name or 'Nobody'} over time: "
    if not n:
        title += "no statement"
    elif few:
        title += f"a change of topics is {few}"
    else:
        title += (
            f"{enumerate_words(changed, most=3)} changed"
            if changed
            else "no change of topics stands the test"
        )
    rule = (
        f"n = {count(n, 'statements')} as published, {undated} of them undated; "
        f"{count(n_stories, 'stories')} dated. A cell counts the statements that hold words of the topic; "
        "one statement may hold several."
    )
    test = few and f"Change between the halves of the period: {few} (needed: {MIN_UNITS})."
    test = test or "Change: permutation of stories between the halves, Benjamini-Hochberg over the topics."
    rows = [
        f"{label}: " + ", ".join(f"{row['column']} {row['n']:g}" for row in records(part))
        for label, part in trace.groupby("row", sort=False)
    ]
    picture = f"Matrix of topics by date, statements of {name or 'nobody'}"
    measured = describe_steps(quality, "statements", "topics")
    return _words(title, [rule, test, measured], picture, rows)


def list_spread(spread: pd.DataFrame) -> pd.DataFrame:
    """One topic in each outlet, for `plot_bars`: the columns of `contrasts.spread_topic` in percent.

    Returns:
        label, value, low, high (percent of the sentences of a story), n_stories, n and n_once
        (sentences with the topic, as published and each story once), q, support, sentence_ids.
    """
    percent = {name: 100 * spread[column] for name, column in (("value", "share"), ("low", "low"))}
    data = spread.assign(**percent, high=100 * spread["high"])
    columns = ["label", "value", "low", "high", "n_stories", "n", "n_once", "q", "support", "sentence_ids"]
    return data[columns].reset_index(drop=True)


def describe_spread(bars: pd.DataFrame, quality: pd.DataFrame, *, topic: str, by: str) -> Words:
    """Words for one topic across outlets (`list_spread`)."""
    apart = bars.loc[bars["q"] <= LEVEL, "label"].tolist()
    n_stories, n = int(bars["n_stories"].sum()), int(bars["n"].sum())
    tested = bool(bars["q"].notna().any())
    few = explain_support(*bars["n_stories"].tolist(), unit="stories") if 0 < len(bars) < 4 else ""
    title = f"{topic} across {by}s: "
    if not n:
        title += "no sentence"
    elif not tested:
        title += f"a difference is {few or 'not supportable with so few stories in each'}"
    else:
        title += (
            f"{enumerate_words(apart, most=3)} apart from the rest"
            if apart
            else "no difference stands the test"
        )
    rule = (
        f"n = {count(n, 'sentences')} with the topic, {count(n_stories, 'stories')}, "
        f"{count(len(bars), by + 's')}. "
        "A bar is the mean over stories of the percentage of their sentences that carry the topic; "
        "n beside it counts stories."
    )
    bare = int(bars["low"].isna().sum())
    reasons = f"Without an interval (fewer than {MIN_UNITS} stories, or all alike): {bare} of {len(bars)}."
    test = "Test: each against all others by permutation of stories, Benjamini-Hochberg."
    rows = [f"{row['label']}: {row['value']:.0f} percent of {row['n_stories']:g}" for row in records(bars)]
    measured = describe_steps(quality, "topics")
    rules = [rule, test if tested else "", reasons if bare else "", measured]
    return _words(title, rules, f"Bar chart, a bar for each {by}", rows)


def _note(value: str, q: float) -> str:
    return f"{value}, q = {q:.2g}" if q == q else value


def _reasons(support: "pd.Series[str]") -> list[str]:
    """The distinct reasons why something is missing."""
    return sorted(set(support) - {""})


def _words(title: str, rules: Sequence[str], picture: str, rows: Sequence[str]) -> Words:
    told = "; ".join(rows[:MOST]) + (f"; and {len(rows) - MOST} more" if len(rows) > MOST else "")
    return Words(
        title=title,
        caption=" ".join(filter(None, rules)),
        alt=f"{picture}. {told or 'Nothing to draw'}.",
    )
