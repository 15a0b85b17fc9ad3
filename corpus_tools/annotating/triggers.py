"""Triggers: the verbs and nouns by which a sentence names an event, from `lexicons/<language>/events.yml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from corpus_tools import lexicons
from corpus_tools.annotating.speech_lexicons import inflect
from corpus_tools.annotating.words import Word, agree_among, find_words, phrase

_WITH_ADJECTIVE = ("ADV", "PUNCT")
_REFLEXIVE = 3
"""Words before a verb among which its reflexive pronoun stands: "s'est déjà tenue"."""


@dataclass(frozen=True)
class Trigger:
    """The words that name an event: their first and last position, the kind, and whether it is a verb."""

    first: int
    last: int
    kind: str
    is_verb: bool


@dataclass(frozen=True)
class _Entry:
    rest: tuple[str, ...]
    kind: str
    is_verb: bool
    written: tuple[str, ...] = ()
    """The words with their marks, for a lexicon that writes them with marks."""
    pronouns: frozenset[str] = frozenset()
    """Of a reflexive verb: the pronouns of which one stands before it, close by."""


def find_triggers(words: Sequence[Word], language: str) -> list[Trigger]:
    """The triggers of a sentence in order; none overlaps another, longer ones win."""
    found: list[Trigger] = []
    table, taken = _trigger_table(language), 0
    for position, word in enumerate(words):
        matching = (e for e in table.get(word.text, ()) if _matches(words, position, e))
        entry = next(matching, None) if position >= taken else None
        if entry is not None:
            taken = position + len(entry.rest) + 1
            if entry.kind:
                found.append(Trigger(position, taken - 1, entry.kind, entry.is_verb))
    return found


def is_adjective(trigger: Trigger, token: Token | None) -> bool:
    """Whether a verb's word is read as an adjective with nothing of its own: "an *open* letter"."""
    if token is None or not trigger.is_verb or token.pos_ != "ADJ":
        return False
    return all(child.pos_ in _WITH_ADJECTIVE for child in token.children)


def _matches(words: Sequence[Word], position: int, entry: _Entry) -> bool:
    here = words[position : position + 1 + len(entry.rest)]
    if tuple(word.text for word in here[1:]) != entry.rest:
        return False
    before = {word.text for word in words[max(0, position - _REFLEXIVE) : position]}
    if entry.pronouns and not entry.pronouns & before:
        return False
    return all(agree_among(words, word, mark) for word, mark in zip(here, entry.written, strict=False))


@cache
def _trigger_table(language: str) -> Mapping[str, Sequence[_Entry]]:
    data: Mapping[str, Any] = lexicons.load("events", language) if language else {}
    table: dict[str, set[_Entry]] = {}
    for first, entry in (*_verbs(data, language), *_nouns(data)):
        table.setdefault(first, set()).add(entry)
    return {first: sorted(entries, key=_rank) for first, entries in table.items()}


def _rank(entry: _Entry) -> tuple[object, ...]:
    return -len(entry.rest), entry.rest, entry.kind, entry.is_verb, entry.written, not entry.pronouns


def _verbs(data: Mapping[str, Any], language: str) -> Iterator[tuple[str, _Entry]]:
    speech = lexicons.load("speech", language) if language else {}
    reflexives = frozenset(speech.get("reflexives", ()))
    rules = {"forms": data.get("forms", {}), "endings": speech.get("endings", [])}
    for kind, bases in data.get("verbs", {}).items():
        for base in bases:
            words = [word for word in phrase(base) if word not in reflexives]
            pronouns = reflexives if len(words) < len(phrase(base)) else frozenset()
            for form, inflected in inflect(words[0], rules).items():
                for word in inflected if form != "gerund" or kind == "meeting" else ():
                    yield word, _Entry(tuple(words[1:]), kind, True, _marks(base), pronouns)


def _nouns(data: Mapping[str, Any]) -> Iterator[tuple[str, _Entry]]:
    """The nouns by kind; those that hold a word of the lexicon and name no event have no kind."""
    for kind, nouns in (*data.get("nouns", {}).items(), ("", data.get("apart", ()))):
        for noun in nouns:
            first, *rest = phrase(noun)
            yield first, _Entry(tuple(rest), kind, False, _marks(noun))


def _marks(entry: str) -> tuple[str, ...]:
    return () if entry.isascii() else tuple(word.written for word in find_words(entry))
