"""Times: the time expressions of one article, resolved as far as its text and its publication date allow.

Makes the rows of the table `times`. Not for articles without a date: `linking.dating` goes further there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from corpus_tools.annotating.time_calendar import find_precision, find_span, move
from corpus_tools.annotating.time_cues import (
    choose_tense,
    find_cues,
    find_edge,
    find_relation,
    joins,
    opens_range,
)
from corpus_tools.annotating.time_forms import Found, Grammar, choose_grammar, find_forms
from corpus_tools.annotating.time_guards import is_time
from corpus_tools.annotating.time_values import Context, Reading, add_clock, read
from corpus_tools.reading.article import Article

_CLOCKS = frozenset({"clock", "daypart"})
_DAYS = frozenset(
    {
        "date",
        "numeric",
        "short_numeric",
        "bare_numeric",
        "day_of_month",
        "weekday",
        "weekday_week",
        "weekday_day",
        "near_day",
        "unit",
        "holiday",
        "near_other",
        "other_unit",
        "weekday_after",
        "month_which",
    }
)
_YEARLESS = frozenset({"date", "month", "short_numeric", "bare_numeric", "day_of_month", "days"})


class SentenceLike(Protocol):
    """What is read of a sentence."""

    @property
    def sentence_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Window:
    """The days on which an article can have been published; None where nothing bounds them."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def days(self) -> tuple[date | None, ...]:
        """The days against which an expression is read: one when the date is known, else the two ends."""
        if self.earliest is None or self.latest is None:
            return (None,)
        return (self.earliest,) if self.earliest == self.latest else (self.earliest, self.latest)


@dataclass(frozen=True)
class Expression:
    """A time expression in its sentence: its form, perhaps a time of day, and the cues around it."""

    found: Found
    start: int
    end: int
    clock: Found | None = None
    edge: str = ""
    relation: str = ""
    tense: int = 0


def find_times(article: Article, sentences: Iterable[SentenceLike]) -> list[dict[str, Any]]:
    """Find the time expressions in the sentences of an article.

    Args:
        article: the article; its publication date, or the window of it, resolves relative expressions.
        sentences: its sentences, each with `sentence_id`, `start` and `end`.

    Returns:
        Rows of the table `times` in reading order, with three more columns: `timex` (TIMEX3 type DATE,
        TIME, DURATION or SET), `mod` (START, MID, END, APPROX or empty) and `tense` (past, future or
        empty). `value` is a TIMEX3 value, empty when the words name no possible date; `earliest` and
        `latest` are the first and last day that the value covers; `basis` says how it was resolved.

    >>> from types import SimpleNamespace
    >>> text = "They met on Friday and will report by 2030."
    >>> sentences = [SimpleNamespace(sentence_id="a1.s001", start=0, end=len(text))]
    >>> rows = find_times(Article("a1", text, "en", published="2026-01-17"), sentences)
    >>> [(row["text"], row["value"], row["relation"]) for row in rows]
    [('Friday', '2026-01-16', 'on'), ('2030', '2030', 'by')]
    """
    grammar = choose_grammar(article.language, article.text)
    window = find_window(article)
    soft = grammar.soften(article.text)
    rows: list[dict[str, Any]] = []
    anchor = ""
    for sentence in sentences:
        source, softened = article.text[sentence.start : sentence.end], soft[sentence.start : sentence.end]
        expressions = find_expressions(source, softened, grammar, year=_year(window))
        for expression, reading in read_all(expressions, window, anchor, grammar):
            anchor = reading.value if _is_anchor(reading) else anchor
            rows.append(_row(article, sentence, expression, reading))
    return rows


def find_window(article: Article) -> Window:
    """The window of an article's publication: its date, else the bounds that are known."""
    if article.published:
        first, last = find_span(article.published[:10])
    else:
        first, last = article.published_earliest, article.published_latest
    return Window(_day(first), _day(last))


def find_expressions(source: str, soft: str, grammar: Grammar, *, year: int = 0) -> list[Expression]:
    """The time expressions of one sentence, joined and with their cues, in reading order."""
    founds = _share_years(list(_scan(source, soft, grammar, year)), soft, grammar)
    cues = find_cues(soft, grammar)
    expressions = []
    for found, clock in _join(founds, soft, grammar):
        start = min(found.start, clock.start if clock else found.start)
        end = max(found.end, clock.end if clock else found.end)
        edge, left = find_edge(soft, start, grammar)
        if found.kind == "edge_of_unit" and edge in ("", "APPROX"):
            continue
        tense = choose_tense(cues, left, end)
        expressions.append(
            Expression(found, left, end, clock, edge, find_relation(soft, left, grammar), tense)
        )
    return _bound_ranges(expressions, soft, grammar)


def read_all(
    expressions: Sequence[Expression], window: Window, anchor: str, grammar: Grammar
) -> Iterator[tuple[Expression, Reading]]:
    """Read the expressions of a sentence in order, each against publication and the date told before it."""
    order = str(grammar.lexicon.get("order", ""))
    in_sentence = ""
    for number, expression in enumerate(expressions):
        told = anchor
        if expression.found.kind in _CLOCKS:
            told = in_sentence or _next_day(expressions[number + 1 :], window, order)
        reading = read_expression(expression, window, told, order)
        if reading is None:
            continue
        if _is_anchor(reading):
            anchor = reading.value
            in_sentence = reading.value if find_precision(reading.value) == "day" else in_sentence
        yield expression, reading


def read_expression(expression: Expression, window: Window, anchor: str, order: str) -> Reading | None:
    """Read one expression on each end of the publication window; keep what both ends agree on."""
    tense = _tense_wanted(expression)
    readings = [_read_on(expression, Context(day, anchor, tense, order)) for day in window.days]
    if all(
        reading is not None and readings[0] is not None and reading.value == readings[0].value
        for reading in readings
    ):
        return readings[0]
    return _read_on(expression, Context(None, anchor, tense, order))


def _read_on(expression: Expression, context: Context) -> Reading | None:
    reading = read(expression.found, context)
    if reading and expression.clock:
        reading = add_clock(reading, expression.clock)
    if reading and reading.timex == "DURATION" and expression.relation == "by" and context.day:
        reading = replace(reading, window=move(context.day, reading.value, 1))
    return reading


def _tense_wanted(expression: Expression) -> int:
    if expression.relation == "until":
        return 1
    if expression.relation in ("by", "before"):
        return expression.tense or 1
    return expression.tense


def _next_day(expressions: Sequence[Expression], window: Window, order: str) -> str:
    for expression in expressions:
        reading = read_expression(expression, window, "", order)
        if reading and find_precision(reading.value) == "day":
            return reading.value
    return ""


def _is_anchor(reading: Reading) -> bool:
    return reading.timex in ("DATE", "TIME") and bool(find_span(reading.value)[0])


def _scan(source: str, soft: str, grammar: Grammar, year: int) -> Iterator[Found]:
    """The forms of a sentence that are meant as times, from left to right, none inside another."""
    end = 0
    for fits in find_forms(soft, grammar):
        if fits[0].start < end and all(found.start < end for found in fits):
            continue
        for found in fits:
            if found.start >= end and is_time(found, source, soft, grammar, year=year):
                end = found.end
                yield found
                break


def _share_years(founds: list[Found], soft: str, grammar: Grammar) -> list[Found]:
    """Give the yearless end of a range the year of its other end (`28 December to 3 January 2026`)."""
    shared = list(founds)
    for place, (left, right) in enumerate(zip(founds, founds[1:], strict=False)):
        if not joins(soft[left.end : right.start], "range", grammar):
            continue
        if not {left.kind, right.kind} <= _YEARLESS or not (left.has("month") and right.has("month")):
            continue
        turns = left.number("month") > right.number("month")
        if right.has("year") and not left.has("year"):
            shared[place] = _with_year(left, right.number("year") - turns)
        elif left.has("year") and not right.has("year"):
            shared[place + 1] = _with_year(right, left.number("year") + turns)
    return shared


def _with_year(found: Found, year: int) -> Found:
    return replace(found, kind="date", slots={**found.slots, "year": str(year)})


def _join(founds: Sequence[Found], soft: str, grammar: Grammar) -> Iterator[tuple[Found, Found | None]]:
    """Pair each expression with the time of day that belongs to it."""
    place = 0
    while place < len(founds):
        first = founds[place]
        second = founds[place + 1] if place + 1 < len(founds) else None
        gap = soft[first.end : second.start] if second else ""
        if second and first.kind in _DAYS and second.kind == "clock" and joins(gap, "time", grammar):
            yield first, second
            place += 2
        elif second and first.kind == "clock" and second.kind in _DAYS and joins(gap, "date", grammar):
            yield second, first
            place += 2
        else:
            yield first, None
            place += 1


def _bound_ranges(expressions: list[Expression], soft: str, grammar: Grammar) -> list[Expression]:
    """Call the two ends of `from … to …` since and until."""
    bound = list(expressions)
    for place, (left, right) in enumerate(zip(expressions, expressions[1:], strict=False)):
        if joins(soft[left.end : right.start], "range", grammar) and opens_range(soft, left.start, grammar):
            bound[place] = replace(left, relation="since")
            bound[place + 1] = replace(right, relation="until")
    return bound


def _row(
    article: Article, sentence: SentenceLike, expression: Expression, reading: Reading
) -> dict[str, Any]:
    start, end = sentence.start + expression.start, sentence.start + expression.end
    earliest, latest = reading.span
    fallback = "during" if reading.timex in ("DURATION", "SET") else "on"
    return {
        "article_id": article.article_id,
        "sentence_id": sentence.sentence_id,
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "value": reading.value,
        "earliest": earliest,
        "latest": latest,
        "precision": find_precision(reading.value),
        "relation": expression.relation or fallback,
        "basis": reading.basis,
        "timex": reading.timex,
        "mod": expression.edge,
        "tense": {-1: "past", 0: "", 1: "future"}[expression.tense],
    }


def _year(window: Window) -> int:
    return window.latest.year if window.latest else 0


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
