"""Forms: the wordings of time expressions, compiled once per language from its lexicon.

A form is found, not yet understood: a `Found` says its kind and what its slots hold (`month` 1, `day`
14), in values that are the same in every language. Not for dates: see `time_values`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain

_SLOT = re.compile(r"\{([a-z]+(?:_[a-z]+)*)(_2)?\}")
_START = re.compile(r"[^\W_]+|'(?=\d\d)|\((?=\d)")
_LEFT, _RIGHT = r"(?<!\w)(?<!\d[.,:/-])", r"(?!\w)(?![.,:/-]\d)"
_BLANK = r"[ \n]{1,3}"
_PIECE = re.compile(r"\[[^\]]*\]| \?| ")
_SPACES = {" ": _BLANK, " ?": f"(?:{_BLANK})?"}
_MERGED = {"any_month": ("month", "short_month"), "any_weekday": ("weekday", "short_weekday")}
_FIGURES = {
    "figure_month": "month",
    "figure_day": "day",
    "short_month": "month",
    "short_weekday": "weekday",
    "day_nth": "day",
    "old_year": "short_year",
    "round_year": "year",
    "round_short_year": "short_year",
}
_MARKED_SHARE = 0.02


@dataclass(frozen=True)
class Found:
    """A form that stands in a text: its kind, where, and what its slots hold, as language-neutral values."""

    kind: str
    start: int
    end: int
    slots: Mapping[str, str]

    def has(self, *names: str) -> bool:
        """Whether all of these slots are filled."""
        return all(name in self.slots for name in names)

    def number(self, name: str) -> int:
        """The whole number in a slot."""
        return int(float(self.slots[name]))


@dataclass(frozen=True)
class Form:
    """One wording: the kind of expression it makes and its compiled pattern."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Grammar:
    """All that a language says about time: its lexicon, its forms, and how text is compared with them."""

    language: str
    lexicon: Mapping[str, Any]
    forms: tuple[Form, ...]
    triggers: frozenset[str]
    marked: bool

    def soften(self, text: str) -> str:
        """The text as forms are compared with it: of the same length, in lower case, straight quotes."""
        return keep_marks(text) if self.marked else fold(text)

    def values(self, table: str) -> Mapping[str, str]:
        """A table of words turned round: softened wording to value."""
        return _turn(self, table)

    def wordings(self, table: str, column: str) -> frozenset[str]:
        """A list of softened words that the lexicon keeps in a column of a table."""
        return _list(self, table, column)


@cache
def load_grammar(language: str, marked: bool = False) -> Grammar:
    """The grammar of a language; an unknown language has only what is written in figures.

    Raises:
        re.error: a form of the lexicon is no regular expression.
    """
    shared, own = lexicons.load("times"), lexicons.load("times", language) if language else {}
    lexicon = {**own, **{part: {**shared[part], **own.get(part, {})} for part in ("slots", "words")}}
    bare = Grammar(language, lexicon, (), frozenset(), marked)
    forms = tuple(
        Form(kind, re.compile(_LEFT + f"(?:{_expand(form, bare)})".replace(r"\d", "[0-9]") + _RIGHT))
        for source in (shared, own)
        for kind, wordings in source.get("forms", {}).items()
        for form in wordings
    )
    words = {word for form in forms for word in re.findall(r"[^\W_]+", form.pattern.pattern)}
    return Grammar(language, lexicon, forms, frozenset(words), marked)


def choose_grammar(language: str, text: str) -> Grammar:
    """The grammar that reads a text: with marks where its language needs them and the text has them."""
    own = lexicons.load("times", language) if language else {}
    if own.get("marks") != "kept":
        return load_grammar(language)
    letters = [character for character in text[:5000] if character.isalpha()]
    n_marked = sum(not character.isascii() for character in letters)
    return load_grammar(language, marked=n_marked > _MARKED_SHARE * len(letters))


def find_forms(text: str, grammar: Grammar) -> Iterator[list[Found]]:
    """At each place where one begins, the forms that fit there, the longest first.

    The text is softened already; the caller skips what a chosen form covers.
    """
    fits: dict[int, list[Found]] = defaultdict(list)
    for start in _START.finditer(text):
        word = start.group()
        if word in grammar.triggers or word[0] in "0123456789'(":
            for form in grammar.forms:
                match = form.pattern.match(text, start.start())
                if match:
                    found = _make(form, match, grammar)
                    fits[found.start].append(found)
    for place in sorted(fits):
        yield sorted(fits[place], key=lambda found: -found.end)


def read_number(wording: str, grammar: Grammar) -> float:
    """The value of a number in figures or words.

    >>> read_number("twenty-four", load_grammar("en")), read_number("2,5", load_grammar("fr"))
    (24.0, 2.5)
    """
    if wording[0].isdigit():
        return float(wording.replace(",", "."))
    table = grammar.values("number")
    if wording in table:
        return float(table[wording])
    words = sorted(table, key=len, reverse=True)
    parts = re.findall("|".join(map(re.escape, words)), wording)
    return float(sum(float(table[part]) for part in parts))


def _make(form: Form, match: re.Match[str], grammar: Grammar) -> Found:
    slots = {}
    for name, wording in match.groupdict().items():
        if wording is not None:
            slot = name.partition("__")[0]
            base = slot.removesuffix("2")
            target = _MERGED.get(base, (_FIGURES.get(base, base),))[0]
            slots[target + slot[len(base) :]] = _value(base, wording, grammar)
    start = match.start() + sum(len(slots.pop(name)) for name in list(slots) if name.startswith("lead"))
    slots["words"] = match.group()
    return Found(form.kind, start, match.end(), slots)


def _value(slot: str, wording: str, grammar: Grammar) -> str:
    if slot.startswith("lead"):
        return wording
    if slot == "number":
        return f"{read_number(wording, grammar):g}"
    if slot in ("day", "day_nth"):
        figures = re.match(r"\d+", wording)
        return figures.group() if figures else "1"
    tables = _MERGED.get(slot, (slot,))
    squeezed = " ".join(wording.split())
    for table in tables:
        known = grammar.values(table)
        if squeezed.rstrip(".") in known or squeezed in known:
            return known.get(squeezed) or known[squeezed.rstrip(".")]
    return squeezed


def _expand(form: str, grammar: Grammar) -> str:
    """A form as a regular expression; a slot that stands in several branches gets numbered groups."""
    number = count()
    return _SLOT.sub(
        lambda slot: (
            f"(?P<{slot[1]}{'2' if slot[2] else ''}__{next(number)}>{_slot_pattern(slot[1], grammar)})"
        ),
        space(grammar.soften(form)),
    )


def space(pattern: str) -> str:
    """A pattern whose blanks stand for any white space, save inside a set of characters."""
    return _PIECE.sub(lambda piece: _SPACES.get(piece.group(), piece.group()), pattern)


def _slot_pattern(name: str, grammar: Grammar) -> str:
    if name == "number":
        words = _alternatives(grammar.values("number"))
        joint = space(grammar.lexicon["slots"]["joint"])
        joined = rf"(?:{words})(?:{joint}(?:{words})){{0,2}}" if words else "(?!)"
        return f"{grammar.lexicon['slots']['digits']}|{joined}"
    if name in grammar.lexicon["slots"]:
        return space(grammar.soften(grammar.lexicon["slots"][name]))
    tables = _MERGED.get(name, (name,))
    patterns = [_alternatives(grammar.values(table)) for table in tables]
    shorts = [
        f"(?:{pattern})[.]?" if table.startswith("short") else pattern
        for table, pattern in zip(tables, patterns, strict=True)
        if pattern
    ]
    return "|".join(shorts) or "(?!)"


def _alternatives(words: Mapping[str, str]) -> str:
    return "|".join(
        space(re.escape(word).replace("\\ ", " ")) for word in sorted(words, key=lambda w: (-len(w), w))
    )


@cache
def _turn(grammar: Grammar, table: str) -> Mapping[str, str]:
    known: Mapping[Any, list[Any]] = grammar.lexicon.get("words", {}).get(table, {})
    return {grammar.soften(str(word)): str(value) for value, words in known.items() for word in words}


@cache
def _list(grammar: Grammar, table: str, column: str) -> frozenset[str]:
    words: list[object] = grammar.lexicon.get(table, {}).get(column, [])
    return frozenset(grammar.soften(str(word)) for word in words)


def keep_marks(text: str) -> str:
    """The text in lower case, with its marks, with straight quotes, dashes and spaces; of the same length."""
    straight = plain(text)
    lowered = [c.lower() if c.isalpha() else p for c, p in zip(text, straight, strict=True)]
    return "".join(low if len(low) == 1 else low[:1] for low in lowered)
