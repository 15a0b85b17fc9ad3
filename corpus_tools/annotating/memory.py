"""Memory: whom an article has spoken of up to a point, so that later words can stand for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.annotating.offices import Office
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.unnamed import Described
from corpus_tools.annotating.wording import Wording


@dataclass
class Memory:
    """Whom an article has spoken of so far: last subject and last person as such, people, offices, bodies.

    `ahead` are the offices that people hold anywhere in the article, `home` the country it names first,
    `unnamed` those it speaks of by an office only, `seen` the sentences that named people last and `beside`
    those that spoke of anybody without a name, `last_body` the body named last, `last_body_at` and
    `subject_at` the sentences with it and with the last subject.
    """

    wording: Wording
    genders: dict[str, str]
    subject: str = ""
    subject_type: str = ""
    subject_at: int = -1
    person: str = ""
    recent: list[str] = field(default_factory=list)
    offices: dict[str, list[tuple[str, str, frozenset[str]]]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ahead: list[tuple[str, Office]] = field(default_factory=list)
    home: str = ""
    unnamed: dict[str, Described] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    number: int = 0
    told: list[tuple[int, Callable[[], Mapping[str, Any] | None]]] = field(default_factory=list)
    last_body: str = ""
    last_body_at: int = -1

    def see(self, entity: str) -> None:
        """Remember that a person was just named."""
        self.seen[entity] = self.number
        self.recent = [*(other for other in self.recent if other != entity), entity]

    def note(self, row: Mapping[str, Any] | None) -> None:
        """Remember a name that was just read, if one was."""
        if row is not None and row["type"] == "person":
            self.see(row["entity"])
        elif row is not None:
            self.bodies[row["entity"]] = name_words(row["text"].split(" (")[0])
            if row["type"] == "organisation":
                self.last_body, self.last_body_at = row["entity"], self.number

    def tell(self, find: Callable[[], Mapping[str, Any] | None]) -> None:
        """Remember how to find the subject of a sentence; it is looked for only when it is asked for."""
        self.told.append((self.number, find))

    def recall(self) -> None:
        """Find the subjects of the sentences told since it was last asked for."""
        for number, find in self.told:
            subject = find()
            if subject is not None:
                self.subject_at = number
                self.subject, self.subject_type = subject["entity"], subject["type"]
                self.person = subject["entity"] if subject["type"] == "person" else self.person
        self.told.clear()

    def hold(self, entity: str, office: Office) -> None:
        """Remember an office of a person."""
        self.offices.setdefault(entity, []).append(
            (self.canonical(office.title), office.organisation, office.field)
        )

    def find_holders(self, noun: str) -> frozenset[str]:
        """The people of whom it was told that they hold an office with a noun: "*deputy* minister"."""
        return frozenset(
            entity
            for entity, held in self.offices.items()
            if any(f" {noun} " in f" {title} " for title, _, _ in held)
        )

    def meet(self, described: Described) -> str:
        """The entity of somebody who is never named: the one met before by this description, or a new one.

        "The envoy" is the last "UN special envoy", but no envoy of somebody else.
        """
        entity = next((e for e in reversed(self.recent) if self._is_short_for(described, e)), "")
        entity = entity or described.entity
        self.unnamed.setdefault(entity, described)
        self.see(entity)
        return entity

    def _is_short_for(self, described: Described, entity: str) -> bool:
        full = self.unnamed.get(entity)
        if full is None or (described.organisation and described.organisation != full.organisation):
            return False
        short, own = self.canonical(described.title).split(), self.canonical(full.title).split()
        return own[: len(short)] == short if self.is_head_first else own[-len(short) :] == short

    @property
    def is_head_first(self) -> bool:
        """Whether the language puts what describes a noun behind it."""
        return "head-first" in self.wording.words["traits"]

    def canonical(self, title: str) -> str:
        """The title that stands for all titles of the same office."""
        return self.wording.maps["same_offices"].get(title, title)
