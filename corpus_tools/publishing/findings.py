"""Findings: what a figure shows, in words, written from the data that it draws.

Every function takes the small table that a plot draws and gives the title (the finding), the caption (n,
the counting rule and the measured accuracy) and the alt text, as the words that `save_figure` wants. No
number is typed, so a title stays true when the articles change; a tie is said to be one.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

import pandas as pd

from corpus_tools.measuring.labels import group_articles
from corpus_tools.measuring.quality import describe_quality
from corpus_tools.publishing.plots.calendars import first_day, last_day, say_span
from corpus_tools.publishing.prose import count, enumerate_words
from corpus_tools.publishing.style import shorten
from corpus_tools.schema import complete, records

MOST = 12
"""Marks that an alt text names one by one."""


class Words(TypedDict):
    """The words of a figure."""

    title: str
    caption: str
    alt: str


def describe_coverage(coverage: pd.DataFrame, articles: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for the coverage by date and outlet (`coverage.list_coverage`), one by one or counted."""
    n_outlets = articles.loc[articles["outlet"] != "", "outlet"].nunique()
    days = sorted((day for day in articles["published"] if day), key=first_day)
    title = f"{count(len(articles), 'articles')} from {count(n_outlets, 'outlets')}"
    title += f", published {say_span(days[0], days[-1])}" if days else ""
    title += f", {len(articles) - len(days)} of them undated" if len(days) < len(articles) else ""
    n = f"n = {count(len(articles), 'articles')}, {len(days)} of them dated."
    rule = (
        "A row is an article. A dot is its day of publication; an undated article is drawn as the window "
        "that its text allows, or not at all where nothing bounds it."
    )
    if "period" in coverage:
        rule = "A cell counts the articles of an outlet in a period, as published."
        counted = coverage.rename(columns={"outlet": "row", "period": "column"})
        return _words(
            title, [n, rule], quality, ["published"], "Matrix of outlets by period", _cells(counted)
        )
    rows = [
        f"{row['outlet'] or 'outlet unknown'}, {say_span(row['date_start'], row['date_end']) or 'no date'}: "
        f"{shorten(row['label'], 80)}"
        for row in records(coverage)
    ]
    return _words(title, [n, rule], quality, ["published"], "Timeline of articles, a row each", rows)


def describe_cleaning(cells: pd.DataFrame, quality: pd.DataFrame, *, n_characters: int) -> Words:
    """Words for what cleaning removed (`overview.list_cleaning`).

    Args:
        cells: the cells drawn.
        quality: what `measure_quality` gives.
        n_characters: of all source texts.
    """
    removed = int(cells["n"].sum())
    share = removed / n_characters if n_characters else 0.0
    most = _name_most(cells.groupby("row", sort=False)["n"].sum())
    title = f"Cleaning removed {share:.1%} of the characters, most from {most}" if removed else (
        "Cleaning removed nothing"
    )  # fmt: skip
    n = f"n = {removed:,} of {n_characters:,} characters in {count(cells['row'].nunique(), 'articles')}."
    rule = "A cell counts the characters that a rule removed; each span is a row of the table dropped."
    return _words(title, [n, rule], quality, ["cleaning"], "Matrix of articles by rule", _cells(cells))


def describe_presence(cells: pd.DataFrame, quality: pd.DataFrame, *, articles: pd.DataFrame) -> Words:
    """Words for actors by article (`drawings.list_presence`)."""
    n_articles, columns = len(articles), len(set(group_articles(articles).values()))
    everywhere = [name for name, n in cells.groupby("row", sort=False).size().items() if n == columns]
    most = _name_most(cells.groupby("row", sort=False)["n"].sum())
    title = f"{most} is mentioned most" if len(cells) else "No actor is mentioned"
    if len(cells) and columns > 1:
        parts = "articles" if columns == n_articles else "groups of articles"
        title += f"; {len(everywhere) or 'none'} of the actors drawn appear in all {columns} {parts}"
    n = f"n = {count(int(cells['n'].sum()), 'mentions')} of {count(cells['row'].nunique(), 'actors')} "
    n += f"in {count(n_articles, 'articles')}."
    rule = "A cell counts mentions by name, role or pronoun, as published: "
    rule += f"{cells['n_once'].sum()} are in the versions that stand for their stories."
    return _words(
        title, [n, rule], quality, ["mentions", "actor linking"], "Matrix of actors by article", _cells(cells)
    )


def describe_speakers(speakers: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for how much each speaker says (`register.list_speakers`)."""
    known = speakers[speakers["actor_id"] != ""]
    total = int(speakers["value"].sum())
    title = "Nobody is reported to say anything"
    if len(known):
        top = known[known["value"] == known["value"].max()]
        title = f"{enumerate_words(top['label'].tolist(), most=3)} {_say(top)} most: "
        title += f"{top['value'].iloc[0]:g} of {total} statements{' each' if len(top) > 1 else ''}"
    n = f"n = {total} statements, each story once ({int(speakers['n'].sum())} as published)."
    rule = (
        "A bar counts statements in the version that stands for its story; n beside it counts all versions."
    )
    rows = [f"{row['label']}: {row['value']:g} (as published {row['n']})" for row in records(speakers)]
    return _words(
        title, [n, rule], quality, ["statements", "speakers"], "Bar chart, a bar for each speaker", rows
    )


def describe_flows(flows: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for who asks what of whom (`drawings.list_flows`)."""
    title = "No request, proposal, offer, commitment or agreement was found"
    if len(flows):
        title = f"{len(flows)} acts: {enumerate_words(_count_acts(flows['act']))}"
        title += _name_target(flows[flows["act"].isin(["request", "proposal"])])
    n = f"n = {count(len(flows), 'rows')} of the ledger."
    rule = "An arrow is a request, proposal, offer, commitment or agreement, once per story; n: stories."
    rows = [
        f"{row['act']} from {row['by'] or 'nobody named'} to {row['to'] or 'nobody named'}: "
        f"{shorten(row['what'], 80)}"
        for row in records(flows)
    ]
    return _words(title, [n, rule], quality, ["ledger"], "Arrows from who acts to whom", rows)


def describe_ties(nodes: pd.DataFrame, edges: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for the network of actors (`drawings.list_ties`)."""
    title = "No two actors are mentioned in one sentence"
    if len(edges):
        top = edges[edges["n"] == edges["n"].max()]
        pairs = [f"{row['source_name']} with {row['target_name']}" for row in records(top)]
        title = f"Most often mentioned together: {enumerate_words(pairs, most=2)}, in "
        title += count(int(edges["n"].max()), "sentences")
    n = f"n = {count(len(nodes), 'actors')} and {count(len(edges), 'pairs')}."
    rule = (
        "A line joins two actors mentioned in one sentence, by name, role or pronoun; its width counts the "
        "sentences, as published. The place on the ring means nothing."
    )
    ordered = edges.sort_values("n", ascending=False, kind="stable")
    rows = [f"{row['source_name']} and {row['target_name']}: {row['n']}" for row in records(ordered)]
    return _words(title, [n, rule], quality, ["mentions", "actor linking"], "Network on a ring", rows)


def describe_addresses(cells: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for who addresses whom (`register.list_addresses`)."""
    title = "No statement names an addressee"
    if len(cells):
        top = cells[cells["n"] == cells["n"].max()]
        pairs = [f"{row['row']} to {row['column']}" for row in records(top)]
        title = f"Most often addressed: {enumerate_words(pairs, most=2)}, in "
        title += f"{count(int(cells['n'].max()), 'statements')}"
    n = f"n = {count(int(cells['n'].sum()), 'statements')} with an addressee."
    rule = "A cell counts the statements, as published, by the actor of the row to the actor of the column."
    return _words(
        title,
        [n, rule],
        quality,
        ["statements", "speakers"],
        "Matrix of speakers by addressee",
        _cells(cells),
    )


def describe_timeline(events: pd.DataFrame, quality: pd.DataFrame) -> Words:
    """Words for the timeline of events (`drawings.list_events`)."""
    spans = list(zip(events["date_start"], events["date_end"], strict=True))
    by_day = [start == end and len(start) == 10 for start, end in spans]
    title = "No event was found"
    if len(events):
        title = f"{count(len(events), 'events')}, of which {sum(by_day)} known to the day"
        title += f": {reach}" if (reach := _reach(spans)) else ""
    n = f"n = {count(len(events), 'events')}; beside each row, the stories that report it and "
    n += "the independent sources among them (articles that carry one agency, or one another, are one)."
    rule = (
        "An event is drawn once, whatever the number of articles: a day is a dot, a month, a year or a "
        "window is a bar, and an open end is an arrow."
    )
    return _words(
        title, [n, rule], quality, ["times", "events"], "Timeline, a row for each event", _dates(events)
    )


def describe_horizon(deadlines: pd.DataFrame, quality: pd.DataFrame, *, as_of: str) -> Words:
    """Words for what is due when (`drawings.list_deadlines`, with `due` for each row)."""
    title = "The articles set no date for what lies ahead"
    if len(deadlines):
        late = int((deadlines["due"] == "past due").sum())
        ahead = deadlines[deadlines["due"] == "to come"]
        day = say_span(as_of, as_of) or "no day"
        title = f"{count(len(ahead), 'dates')} to come as of {day}, {late} past due"
        ends = sorted({end for end in ahead["date_end"] if end}, key=last_day)
        title += (
            f": from {say_span(ends[0], ends[0])} to {say_span(ends[-1], ends[-1])}" if len(ends) > 1 else ""
        )
    n = f"n = {count(len(deadlines), 'rows')}: events announced and rows of the ledger with a due date."
    rule = "A row is as fine as the text dates it; what was announced and then reported counts as happened."
    whose = [f", for {names}" if names else "" for names in complete(deadlines, ("for",))["for"]]
    rows = [
        f"{row}{names}; {due}"
        for row, names, due in zip(_dates(deadlines), whose, deadlines["due"], strict=True)
    ]
    return _words(title, [n, rule], quality, ["times", "events"], "Timeline of what is due, a row each", rows)


def describe_accuracy(bars: pd.DataFrame) -> Words:
    """Words for how often each step is right (`drawings.list_quality`)."""
    title = "Nothing has been measured: there is no gold for these articles"
    if len(bars):
        perfect = int((bars["value"] == 1).sum())
        lowest = bars[bars["value"] == bars["value"].min()]
        title = f"{perfect} of {len(bars)} measures found no error"
        if perfect < len(bars):
            names = enumerate_words(lowest["label"].tolist(), most=2)
            title += f"; the lowest is {names} at {lowest['value'].iloc[0]:.0%}"
    n_articles = len({item for cell in bars["article_ids"] for item in cell.split("|")})
    caption = (
        f"n beside each bar: the items judged, from {count(n_articles, 'articles')} annotated by hand. "
        "The line is the exact 95 % interval (Clopper and Pearson), which treats items as independent; "
        "items of one article are not, so it is too narrow rather than too wide."
    )
    rows = [
        f"{row['label']}: {row['value']:.0%} of {row['n']}, interval {row['low']:.0%} to {row['high']:.0%}"
        for row in records(bars)
    ]
    return Words(title=title, caption=caption, alt=_alt("Bar chart, a bar for each measure", rows, most=40))


def _words(
    title: str,
    rules: Sequence[str],
    quality: pd.DataFrame,
    steps: Sequence[str],
    picture: str,
    rows: Sequence[str],
) -> Words:
    caption = " ".join([*rules, describe_quality(quality, steps)])
    return Words(title=title, caption=caption, alt=_alt(picture, rows))


def _alt(picture: str, rows: Sequence[str], *, most: int = MOST) -> str:
    """What the picture is and what its marks say, those beyond `most` counted."""
    if not rows:
        return f"{picture}; there is nothing to draw."
    shown = "; ".join(rows[:most])
    more = f"; and {len(rows) - most} more" if len(rows) > most else ""
    return f"{picture}. {shown}{more}."


def _cells(cells: pd.DataFrame) -> list[str]:
    """Each row of a matrix with its cells."""
    return [
        f"{name}: " + ", ".join(f"{row['column']} {row['n']:g}" for row in records(part))
        for name, part in cells.groupby("row", sort=False)
    ]


def _dates(events: pd.DataFrame) -> list[str]:
    return [
        f"{say_span(row['date_start'], row['date_end']) or 'no date'}: {shorten(row['label'], 80)} "
        f"({count(row['n'], 'stories')})"
        for row in records(events)
    ]


def _reach(spans: Sequence[tuple[str, str]]) -> str:
    """From the first to the last date of spans, in words."""
    dates = sorted(
        {part for span in spans for part in span if part}, key=lambda part: (first_day(part), part)
    )
    return f"{say_span(dates[0], dates[0])} to {say_span(dates[-1], dates[-1])}" if len(dates) > 1 else ""


def _count_acts(acts: "pd.Series[str]") -> list[str]:
    """Each act with its number, the commonest first."""
    return [count(n, f"{act}s") for act, n in Counter(acts).most_common()]


def _name_target(asked: pd.DataFrame) -> str:
    """To whom most requests and proposals go, unless several share the first place."""
    most = Counter(name for name in asked["to"] if name).most_common(2)
    if len(asked) < 2 or not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return ""
    return f"; {most[0][1]} of the {len(asked)} requests and proposals go to {most[0][0]}"


def _name_most(totals: "pd.Series[int]") -> str:
    """The name, or names, with the greatest total."""
    names = [str(name) for name, n in totals.items() if n == totals.max()]
    return enumerate_words(names, most=2)


def _say(top: pd.DataFrame) -> str:
    return "are each reported to speak" if len(top) > 1 else "is reported to speak"
