"""Times: the time expressions of one article, resolved as far as its text and its publication date allow.

Makes the rows of the table `times`. Not for articles without a date: `linking.dating` goes further there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus_tools.annotating.sentences import Sentence
from corpus_tools.annotating.time_calendar import find_precision, find_span, move
from corpus_tools.annotating.time_clock import add_clock
from corpus_tools.annotating.time_context import Context, Reading
from corpus_tools.annotating.time_cues import DUE, looks_back
from corpus_tools.annotating.time_dates import find_order
from corpus_tools.annotating.time_expressions import Expression, find_expressions
from corpus_tools.annotating.time_forms import Grammar, choose_grammar
from corpus_tools.annotating.time_values import read
from corpus_tools.reading.article import Article

_CLOCKS = frozenset({"clock", "daypart"})
_AHEAD = 5
_WEEK = 7
Kept = tuple[int, Context] | None
"""The paragraph that looks back, and what was told before it."""


@dataclass(frozen=True)
class Window:
    """The days on which an article can have been published; None where nothing bounds them."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, published: str, earliest: str = "", latest: str = "") -> "Window":
        """The window of a publication date, or of the bounds of one that is not known.

        >>> Window.of("2026-01").latest
        datetime.date(2026, 1, 31)
        """
        first, last = find_span(published[:10]) if published else (earliest, latest)
        return cls(_day(first), _day(last))

    @property
    def days(self) -> tuple[date | None, ...]:
        """The days against which an expression is read: one when the date is known, else the two ends."""
        if self.earliest is None or self.latest is None:
            return (None,)
        return (self.earliest,) if self.earliest == self.latest else (self.earliest, self.latest)


def find_times(article: Article, sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    """Find the time expressions in the sentences of an article.

    Args:
        article: the article; its publication date, or the window of it, resolves relative expressions.
        sentences: its sentences, each with `sentence_id`, `start` and `end`.

    Returns:
        Rows of the table `times` in reading order, with three more columns: `timex` (TIMEX3 type DATE,
        TIME, DURATION or SET), `mod` (START, MID, END, APPROX or empty) and `tense` (past, future or
        empty). `value` is a TIMEX3 value, empty when the words name no possible date; `earliest` and
        `latest` are the first and last day that the value covers; `basis` says how it was resolved.

    >>> from corpus_tools.annotating.sentences import find_sentences
    >>> article = Article("a1", "They met on Friday and will report by 2030.", "en", published="2026-01-17")
    >>> rows = find_times(article, find_sentences(article))
    >>> [(row["text"], row["value"], row["relation"]) for row in rows]
    [('Friday', '2026-01-16', 'on'), ('2030', '2030', 'by')]
    """
    grammar = choose_grammar(article.language, article.text)
    window = Window.of(article.published, article.published_earliest, article.published_latest)
    soft = grammar.soften(article.text)
    order = find_order(article.text, str(grammar.lexicon.get("order", "")))
    rows: list[dict[str, Any]] = []
    context, kept, before = Context(order=order), None, ""
    for sentence in sentences:
        source, softened = article.text[sentence.start : sentence.end], soft[sentence.start : sentence.end]
        context, kept = _look_back(context, kept, sentence, softened, grammar)
        expressions = find_expressions(source, softened, grammar, year=_year(window))
        here = Context(order=order)
        for expression, reading in read_all(expressions, window, context, before=before):
            context, here = (
                _tell(context, expression, reading, window),
                _tell(here, expression, reading, window),
            )
            rows.append(_row(article, sentence, expression, reading))
        before = here.last_day if _is_recent(here.last_day, window) else ""
    return rows


def _look_back(
    context: Context, kept: Kept, sentence: Sentence, soft: str, grammar: Grammar
) -> tuple[Context, Kept]:
    """What is told before a sentence: what a look back tells holds to the end of its paragraph only.

    "Earlier, on 3 May, …" is followed there by what was before, so that "the same day" is not 3 May.
    """
    if kept is not None and sentence.paragraph != kept[0]:
        context, kept = kept[1], None
    if kept is None and context.anchor and looks_back(soft, grammar):
        kept = sentence.paragraph, context
    return context, kept


def reread(text: str, language: str, window: Window, *, tense: int = 0) -> Reading | None:
    """Read the words of one time expression again, when the publication window has become known.

    >>> reread("yesterday", "en", Window.of("2026-01-17")).value
    '2026-01-16'
    """
    grammar = choose_grammar(language, text)
    for expression in find_expressions(text, grammar.soften(text), grammar, year=_year(window)):
        told = replace(expression, tense=tense)
        return read_expression(told, window, Context(order=str(grammar.lexicon.get("order", ""))))
    return None


def read_all(
    expressions: Sequence[Expression], window: Window, context: Context, *, before: str = ""
) -> Iterator[tuple[Expression, Reading]]:
    """Read the expressions of a sentence in order, each against publication and the dates told before it.

    A time of day is of a day that its sentence tells, else of `before`, the day that the one before it told.
    """
    in_sentence = Context(order=context.order)
    for number, expression in enumerate(expressions):
        told = context
        if expression.found.kind in _CLOCKS and expression.found.slots.get("which") != "1":
            following = expressions[number + 1 : number + _AHEAD]
            day = in_sentence.last_day or _next_day(following, window, in_sentence) or before
            told = replace(in_sentence, anchor=day, last_day=day)
        reading = read_expression(expression, window, told)
        if reading is not None:
            context = _tell(context, expression, reading, window)
            in_sentence = _tell(in_sentence, expression, reading, window)
            yield expression, reading


def _is_recent(value: str, window: Window) -> bool:
    """Whether a day is one of the news that an article tells: within a week of its publication."""
    day, latest = _day(value[:10]), window.latest
    return day is not None and latest is not None and abs((latest - day).days) <= _WEEK


def _tell(context: Context, expression: Expression, reading: Reading, window: Window) -> Context:
    """What is told before the next expression, once this one is read; a day that is due is no day told."""
    if reading.timex not in ("DATE", "TIME") or not find_span(reading.value)[0]:
        return context
    context = replace(context, named=reading.value)
    day = reading.value.partition("T")[0]
    if find_precision(day) != "day":
        return replace(context, anchor=reading.value)
    if expression.relation in ("by", "before") and _is_ahead(day, window):
        return context
    return replace(context, anchor=reading.value, last_day=day)


def _is_ahead(value: str, window: Window) -> bool:
    day = _day(value[:10])
    return day is not None and window.latest is not None and day > window.latest


def read_expression(expression: Expression, window: Window, context: Context) -> Reading | None:
    """Read one expression on each end of the publication window; keep what both ends agree on."""
    context = replace(context, tense=_tense_wanted(expression))
    first, *others = (_read_on(expression, replace(context, day=day)) for day in window.days)
    if first is None or not others:
        return first
    last = others[0]
    if last is None or last.value != first.value:
        return _read_on(expression, context)
    if last == first:
        return first
    basis = f"the same read on {window.earliest} and on {window.latest}, the bounds of publication"
    return replace(first, basis=basis, window=(first.window[0], last.window[1]))


def _read_on(expression: Expression, context: Context) -> Reading | None:
    reading = read(expression.found, context)
    if reading and expression.clock:
        reading = add_clock(reading, expression.clock)
    if reading and reading.timex == "DURATION" and expression.relation == "by" and context.day:
        reading = replace(reading, window=move(context.day, reading.value, 1))
    return reading


def _tense_wanted(expression: Expression) -> int:
    if expression.relation == "until" and not expression.ends_range:
        return 1
    if expression.relation in ("by", "before"):
        return expression.tense or 1
    return expression.tense


def _next_day(expressions: Sequence[Expression], window: Window, context: Context) -> str:
    for expression in expressions:
        reading = read_expression(expression, window, context)
        if reading and find_precision(reading.value) == "day":
            return reading.value
    return ""


def _row(article: Article, sentence: Sentence, expression: Expression, reading: Reading) -> dict[str, Any]:
    start, end = sentence.start + expression.start, sentence.start + expression.end
    earliest, latest = reading.span
    fallback = "during" if reading.timex in ("DURATION", "SET") else "on"
    fallback = "by" if expression.found.kind == "within" else fallback
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
        "tense": {-DUE: "past", -1: "past", 0: "", 1: "future", DUE: "future"}[expression.tense],
    }


def _year(window: Window) -> int:
    return window.latest.year if window.latest else 0


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
