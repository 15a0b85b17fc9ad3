"""Triggers: the verbs and nouns by which a sentence names an event, from `lexicons/<language>/events.yml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicons
from corpus_tools.annotating.cues import inflect
from corpus_tools.annotating.words import Word, phrase


@dataclass(frozen=True)
class Trigger:
    """The words that name an event: their first and last position, the kind, and whether it is a verb."""

    first: int
    last: int
    kind: str
    is_verb: bool


def find_triggers(words: Sequence[Word], language: str) -> list[Trigger]:
    """The triggers of a sentence in order; none overlaps another, longer ones win."""
    found: list[Trigger] = []
    table = _trigger_table(language)
    for position, word in enumerate(words):
        if found and position <= found[-1].last:
            continue
        for rest, kind, is_verb in table.get(word.text, ()):
            if tuple(w.text for w in words[position + 1 : position + 1 + len(rest)]) == rest:
                found.append(Trigger(position, position + len(rest), kind, is_verb))
                break
    return found


@cache
def _trigger_table(language: str) -> Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]:
    data: Mapping[str, Any] = lexicons.load("events", language) if language else {}
    speech = lexicons.load("speech", language) if language else {}
    rules = {"forms": data.get("forms", {}), "endings": speech.get("endings", [])}
    table: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for kind, bases in data.get("verbs", {}).items():
        for base in bases:
            words = [word for word in phrase(base) if word not in speech.get("reflexives", ())]
            for form, inflected in inflect(words[0], rules).items():
                for word in inflected if form != "gerund" or kind == "meeting" else ():
                    table.setdefault(word, []).append((tuple(words[1:]), kind, True))
    for kind, nouns in data.get("nouns", {}).items():
        for noun in nouns:
            first, *rest = phrase(noun)
            table.setdefault(first, []).append((tuple(rest), kind, False))
    return {
        first: sorted(set(entries), key=lambda entry: (-len(entry[0]), entry[1:]))
        for first, entries in table.items()
    }
