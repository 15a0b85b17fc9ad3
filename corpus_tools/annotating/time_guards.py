"""Guards: whether words and figures that fit a form are a time expression at all.

They look at the words around: a resolution, a page, a price, a name such as a plan with its target year.
"""

import re
from collections.abc import Callable

from corpus_tools.annotating.time_cues import find_edge, find_relation
from corpus_tools.annotating.time_forms import Found, Grammar

_BEFORE = re.compile(r"(\S+)[ \n]{0,3}$")
_AFTER = re.compile(r"[ \n]{0,3}(\S+)")
_EDGES = ".,;:!?\"'()[]«»“”‘’…"
_MONEY = "$€£¥₫#"
_SETS = ("often", "vague")


def is_time(found: Found, source: str, soft: str, grammar: Grammar, *, year: int = 0) -> bool:
    """Whether a found form is meant as a time.

    Args:
        found: the form, with its place in the sentence.
        source: the sentence as written.
        soft: the same sentence, softened.
        grammar: the language's grammar.
        year: the year of publication, 0 when unknown.
    """
    words = source[found.start : found.end]
    if _needs_capital(found, grammar) and words.islower():
        return False
    if found.start and source[found.start - 1] in _MONEY:
        return False
    if found.kind in _SETS and words[0].isupper() and not words.isupper() and found.start > 1:
        return False
    check = _CHECKS.get(found.kind)
    return check is None or check(found, source, soft, grammar, year)


def _needs_capital(found: Found, grammar: Grammar) -> bool:
    return any(slot in found.slots for slot in grammar.lexicon.get("capitals", ()))


def _word_before(text: str, start: int) -> str:
    match = _BEFORE.search(text[max(0, start - 40) : start])
    return match[1] if match else ""


def _word_after(text: str, end: int) -> str:
    match = _AFTER.match(text, end)
    return match[1] if match else ""


def _is_year(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    if not soft[found.start].isdigit():  # its form says already that it is a year
        return True
    number = int(found.slots["year"])
    before, after = _word_before(source, found.start).lstrip(_EDGES), _word_after(source, found.end)
    soft_before = _word_before(soft, found.start).strip(_EDGES).rpartition("'")[2]
    if after[:1] in ("%", *_MONEY) or soft[found.end : found.end + 1] == "/":
        return False
    if _word_after(soft, found.end).rstrip(_EDGES) in grammar.wordings("years", "not_before"):
        return False
    if before[-1:].isdigit() or after[:1].isdigit():
        return False
    if soft_before in grammar.wordings("years", "not_after"):
        return bool(find_relation(soft, found.start, grammar))
    only = grammar.wordings("years", "only_after")
    if only:
        return soft_before in only
    if found.start and source[found.start - 1] in "-/.":
        return bool(find_edge(soft, found.start, grammar)[0] or find_relation(soft, found.start, grammar))
    return not _is_name(before, soft_before, after, grammar, number > year)


def _is_name(before: str, soft_before: str, after: str, grammar: Grammar, is_target: bool) -> bool:
    """Whether a year belongs to a name: after a capitalised word, or a target year right before one."""
    vouched = grammar.wordings("months", "after")
    if before[-1:] in (",", ";", ":", ")", "(", '"', "”"):
        return False
    if before.replace("’", "'").rpartition("'")[2][:1].isupper() and soft_before not in vouched:
        return True
    articles = grammar.wordings("years", "articles")
    return is_target and after[:1].isupper() and (soft_before not in vouched or soft_before in articles)


def _is_month(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    if soft[found.start : found.end] not in grammar.wordings("months", "doubtful"):
        return True
    before = _word_before(soft, found.start).strip(_EDGES + "-")
    return before in grammar.wordings("months", "after")


def _is_weekday(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    before = _word_before(soft, found.start).strip(_EDGES)
    after = _word_after(soft, found.end).strip(_EDGES)
    return before not in grammar.wordings("weekdays", "not_after") and after not in grammar.wordings(
        "weekdays", "not_before"
    )


def _is_numeric(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    if soft[found.end : found.end + 1] in ("/", "%"):
        return False
    before = _word_before(soft, found.start).strip(_EDGES)
    if found.kind == "short_numeric" and soft[found.start : found.end] in grammar.lexicon.get("ratios", ()):
        return False
    has_words = any(character.isalpha() for character in soft[found.start : found.end])
    return has_words or before not in grammar.wordings("years", "not_after")


def _is_bare_numeric(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    """Whether two bare figures are a day and a month: a day over 12 keeps fractions and scores out."""
    if soft[found.start : found.end] in grammar.lexicon.get("ratios", ()):
        return False
    likely = found.number("figure") > 12 and 1 <= found.number("figure2") <= 12
    return likely and _is_numeric(found, source, soft, grammar, year)


def _is_years(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    before = _word_before(soft, found.start)
    if not _is_season(found):
        return False
    return not before[-1:].isdigit() and before.strip(_EDGES) not in grammar.wordings("years", "not_after")


def _is_season(found: Found) -> bool:
    """Whether a second year of two digits follows from the first: 2025-26, but 2025-03 is a month."""
    if "short_year" not in found.slots:
        return True
    first, last = found.number("year") % 100, int(found.slots["short_year"].strip("'"))
    return last == (first + 1) % 100 or (last > 12 and last > first)


def _is_vague(found: Found, source: str, soft: str, grammar: Grammar, year: int) -> bool:
    """Whether no unit follows, which would make it a length: `in the past` before `decade`."""
    after = _word_after(soft, found.end).strip(_EDGES)
    return not any(after in grammar.values(table) for table in ("length", "number", "some", "unit"))


_CHECKS: dict[str, Callable[[Found, str, str, Grammar, int], bool]] = {
    "year": _is_year,
    "month": _is_month,
    "weekday": _is_weekday,
    "numeric": _is_numeric,
    "short_numeric": _is_numeric,
    "date": _is_numeric,
    "years": _is_years,
    "bare_numeric": _is_bare_numeric,
    "vague": _is_vague,
}
