"""Kinds: what a correction can say, at which point of a run it is applied, and which keys it takes.

This table is all that validation, the report's snippets and the documentation know about a kind; what it
does is a function of the same name in `articles`, `actors`, `statements` or `events`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corpus_tools.schema import ACTOR_TYPES, QUOTES, SPEECH_ACTS

Stage = Literal["articles", "stories", "actors", "statements", "ledger", "events"]
"""A point of a run: the corrections of a stage follow the automatic step that they correct."""

Form = Literal["text", "texts", "actor", "actors", "article", "articles", "date", "span", "number", "choice"]
"""How a key is written: `texts` and `actors` are lists, `date` a day, month or year, `span` one or two."""

SIGNED = ("who", "when", "why")
"""Keys that every correction has: who made it, on which day, and for what reason."""


@dataclass(frozen=True)
class Kind:
    """A kind of correction.

    Attributes:
        name: as the file has it.
        stage: when it is applied.
        needs: keys that it must have, besides `SIGNED`.
        takes: keys that it may have.
    """

    name: str
    stage: Stage
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys but `kind` and the signature, in the order in which they are written."""
        return (*self.needs, *self.takes)


def _kind(name: str, stage: Stage, needs: str, takes: str = "") -> Kind:
    return Kind(name, stage, tuple(needs.split()), tuple(takes.split()))


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("set-article-date", "articles", "article date"),
        _kind("set-article-place", "articles", "article place"),
        _kind("join-stories", "stories", "articles"),
        _kind("part-stories", "stories", "articles"),
        _kind("merge-actors", "actors", "actors"),
        _kind("split-actor", "actors", "actor name", "articles texts"),
        _kind("rename-actor", "actors", "actor name"),
        _kind("set-role", "actors", "actor role article words", "start organisation"),
        _kind("reject-mention", "actors", "article words", "start"),
        _kind("add-mention", "actors", "article words actor", "start type"),
        _kind("reject-statement", "statements", "article words", "start act cue id"),
        _kind("add-statement", "statements", "article words speaker", "start act to cue quote"),
        _kind("reject-ledger", "ledger", "article words", "start act id"),
        _kind("add-ledger", "ledger", "article words act by", "start to due"),
        _kind("reject-event", "events", "article words", "start event id"),
        _kind("add-event", "events", "article words event", "start date place participants title"),
        _kind("set-event-date", "events", "article words date", "start event id"),
        _kind("set-event-place", "events", "article words place", "start event id"),
    )
}

FORMS: Mapping[str, Form] = {
    "article": "article",
    "articles": "articles",
    "actor": "actor",
    "speaker": "actor",
    "organisation": "actor",
    "place": "text",
    "actors": "actors",
    "to": "actors",
    "by": "actors",
    "participants": "actors",
    "texts": "texts",
    "date": "span",
    "due": "span",
    "when": "date",
    "start": "number",
    "act": "choice",
    "type": "choice",
    "quote": "choice",
}
"""How a key is written; the others are plain text."""

CHOICES: Mapping[str, tuple[str, ...]] = {"act": SPEECH_ACTS, "type": ACTOR_TYPES, "quote": QUOTES}
"""What a key may say, where that is a closed list."""

ANCHOR = ("id", "article", "words", "start")
"""Keys of an actor that is pointed at in a text, as `{id: …, article: …, words: …}`."""
