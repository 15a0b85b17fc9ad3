"""References: roles ("the minister") and pronouns that stand for somebody already named in the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpus_tools.annotating.capitals import Word, match_phrase
from corpus_tools.annotating.documents import Documents
from corpus_tools.annotating.institutions import (
    resolve_body,
    resolve_document,
    resolve_general,
    resolve_source,
)
from corpus_tools.annotating.memory import Memory
from corpus_tools.annotating.offices import Office, find_offices
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.pronouns import (
    is_pronoun,
    is_quoted,
    resolve_demonstrative,
    resolve_guest,
    resolve_pronoun,
    resolve_thing,
)
from corpus_tools.annotating.roles import give_roles
from corpus_tools.annotating.sentences import by_sentence
from corpus_tools.annotating.sides import find_sides
from corpus_tools.annotating.stand_ins import HOLDER, refer
from corpus_tools.annotating.subjects import CLAUSE, NO_SUBJECT, find_heads, lead, rank_subject
from corpus_tools.annotating.tellers import Tellers
from corpus_tools.annotating.unnamed import Describer
from corpus_tools.annotating.wording import Wording

Row = dict[str, Any]


def find_references(
    parsed: Parsed, sentences: Sequence[list[Word]], names: Sequence[Row], wording: Wording
) -> list[Row]:
    """Rows of kind role and pronoun, each resolved to an entity of the article.

    "The deputy minister" stands for the person last named with such an office, "the UN official" for
    one of that organisation, "Peru's health minister" for the one such minister who is named only later,
    "the ministry" for the body last named so, "both sides" for the two parties named most before; a
    pronoun for the last subject of fitting gender, or whoever a sentence was told by. Who is
    never named is an entity by the office or the description (`unnamed`), a paper that speaks by its issuer
    or itself (`documents`).
    """
    named = by_sentence(names)
    genders: dict[str, str] = {}
    for row in names:
        genders[row["entity"]] = genders.get(row["entity"], "") or row["gender"]
    memory, papers, tellers = Memory(wording, genders), Documents(wording), Tellers(parsed)
    memory.home = next((row["entity"] for row in names if row["basis"] == "country"), "")
    everyone = [named.get(sentence.sentence_id, []) for sentence in parsed.sentences]
    offices = [find_offices(words, here, wording) for words, here in zip(sentences, everyone, strict=True)]
    beside = list(zip(sentences, offices, everyone, strict=True))
    roles = [list(give_roles(*each, wording)) for each in beside]
    memory.ahead = [(person, office) for held in roles for office, person in held]
    rows: list[Row] = []
    for number, ((words, all_offices, here), held) in enumerate(zip(beside, roles, strict=True)):
        for office, person in held:
            memory.hold(person, office)
            before = words[office.first - 1].folded if office.first else ""
            genders[person] = genders.get(person, "") or wording.maps["article_gender"].get(before, "")
        given = {office.first for office, _ in held}
        free = {office.first: office for office in all_offices if office.first not in given}
        reader = _SentenceReader(parsed, number, words, here, free, memory, papers, tellers)
        found, subject = reader.read()
        papers.read(words, [*here, *found], subject)
        rows += [*found, *find_sides(parsed, number, words, names, memory)]
    return rows


@dataclass
class _SentenceReader:
    """Reads the references of one sentence in order; `memory` is brought up to where it has read.

    `offices` are those that nobody named in the sentence holds, by their first words.
    """

    parsed: Parsed
    number: int
    words: list[Word]
    here: list[Row]
    offices: dict[int, Office]
    memory: Memory
    papers: Documents
    tellers: Tellers

    def read(self) -> tuple[list[Row], Row | None]:
        """The references of the sentence, and its subject."""
        rows: list[Row] = []
        subjects: list[tuple[int, Row]] = []
        self.memory.number = self.number
        for i in range(len(self.words)):
            row = self._read_word(i, subjects)
            if row is not None:
                rows += [row] if row["kind"] != "name" else []
                self.memory.beside[row["entity"]] = self.number
                speaks_of = row["kind"] == "pronoun" and is_quoted(self.words, i)
                rank = NO_SUBJECT if speaks_of else rank_subject(self.parsed, self.number, row)
                subjects += [(rank, row)] if rank < NO_SUBJECT else []
        if self._people and not self.parsed.has_syntax(self.number):
            subjects = [(0, self._people[0])]
        subject = lead(subjects) or self.papers.find_issuer(
            self.words, self.here, find_heads(self.parsed, self.number)
        )
        everyone = [*self.here, *rows]
        sure = any(rank < CLAUSE and row is subject for rank, row in subjects)
        self.memory.tell(lambda: self.tellers.find(self.number, everyone, subject, sure=sure) or subject)
        return rows, subject

    @cached_property
    def _people(self) -> list[Row]:
        return [row for row in self.here if row["type"] == "person"]

    @cached_property
    def _named(self) -> dict[int, Row]:
        return {row["start"]: row for row in self.here}

    @cached_property
    def _describer(self) -> Describer:
        return Describer(self.words, self.here, self.memory.wording, self.parsed.article.language)

    @cached_property
    def _inside_names(self) -> frozenset[int]:
        spans = [(row["start"], row["end"]) for row in self.here]
        starts = [word.start for word in self.words]
        return frozenset(at for at in starts if any(start <= at < end for start, end in spans))

    def _read_word(self, i: int, subjects: Sequence[tuple[int, Row]]) -> Row | None:
        """The name or the reference that begins at a word, or None."""
        place = (self.parsed, self.number, self.words)
        start, wording = self.words[i].start, self.memory.wording
        row = self._named.get(start)
        self.memory.note(row)
        if i in self.offices and not _leads_to_name(self.words, self.offices[i], self._named, wording):
            return _resolve_office(*place, self.offices[i], self.memory, self._describer) or row
        if row is not None:
            return row
        folded = self.words[i].folded
        if folded in wording.phrases["nearer"] or folded in wording.phrases["farther"]:
            demonstrative = resolve_demonstrative(*place, i, self.memory, self._describer)
            if demonstrative is not None:
                return demonstrative
        if is_pronoun(self.words, i, self._named, wording):
            before = [person for person in self._people if person["end"] <= start]
            subject = lead(subjects) or (before[-1] if before else None)
            return resolve_pronoun(*place, i, subject, self.memory)
        if start in self._inside_names:
            return None
        if folded in wording.phrases["sources"]:
            return resolve_source(*place, i, self.memory, self._describer)
        if wording.has("guests", folded):
            return resolve_guest(*place, i, lead(subjects), self.memory)
        if wording.has("things", folded):
            subject = lead(subjects)
            return resolve_thing(*place, i, subject, self.memory, self._describer.speaks(i, i + 1))
        reading = (i, self.memory, self._describer)
        body = resolve_body(*place, *reading) if i or not wording.words["definite"] else None
        body = body or resolve_general(*place, *reading)
        return body or (resolve_document(*place, i, self.papers, self._describer) if i else None)


def _leads_to_name(words: list[Word], office: Office, named: dict[int, Row], wording: Wording) -> bool:
    """Whether an office stands before the name of its holder, as part of it."""
    i = office.last
    while i < len(words) and words[i].gap in {" ", ". ", ", "}:
        if words[i].start in named:
            return bool(named[words[i].start]["type"] == "person")
        stop = match_phrase(words, i, wording.phrases["honorifics"])
        if stop == i and not wording.has("articles", words[i].folded):
            return False
        i = max(stop, i + 1)
    return False


def _resolve_office(
    parsed: Parsed, number: int, words: list[Word], office: Office, memory: Memory, describer: Describer
) -> Row | None:
    """Whoever holds an office: somebody named with it, else its unnamed holder."""
    if _modifies(words, office, describer):
        return None
    known = _find_holder(words, office, memory) if office.is_definite or office.organisation else None
    if known:
        span = words[office.first].start, words[office.last - 1].end
        return refer(parsed, number, span, *known)
    described = describer.read_holder(office)
    if described is None or describer.leads_to_person(described.last):
        return None
    entity = memory.meet(described)
    article = words[described.first - 1].folded if described.first else ""
    gender = memory.wording.maps["article_gender"].get(article, "") or next(
        (
            memory.wording.maps["gender"][part]
            for part in described.title.split()
            if part in memory.wording.maps["gender"]
        ),
        "",
    )
    memory.genders.setdefault(entity, gender)
    return refer(parsed, number, described.span(words), entity, HOLDER)


def _find_holder(words: list[Word], office: Office, memory: Memory) -> tuple[str, str] | None:
    """The person already named with an office, or named with it later, and why."""
    title = memory.canonical(office.title)
    before = words[office.first - 1].folded if office.first else ""
    gender = memory.wording.maps["article_gender"].get(before, "")
    ranked: list[tuple[int, int, str]] = []
    for age, entity in enumerate(memory.recent):
        held = memory.offices.get(entity, [])
        rank = max(
            (
                _fit(memory, title, office.organisation, its, body)
                for its, body, field in held
                if not (field and office.field) or field & office.field
            ),
            default=0,
        )
        if rank and memory.genders.get(entity, "") in ("", gender or memory.genders.get(entity, "")):
            ranked.append((rank, age, entity))
    ranked = ranked or [(4, 0, entity) for entity in _named_later(office, title, memory)]
    if not ranked:
        return None
    rank, _, entity = max(ranked)
    return entity, {4: "same office", 3: "same office", 2: "same organisation", 1: "similar office"}[rank]


def _named_later(office: Office, title: str, memory: Memory) -> list[str]:
    """The only person to whom the rest of the article gives an office of a country: "Peru's health minister".

    A person whose office is given without a country has it in the one that the article names first.
    """
    if not office.organisation:
        return []
    fitting = {
        person
        for person, held in memory.ahead
        if (held.organisation or memory.home) == office.organisation and memory.canonical(held.title) == title
    }
    return sorted(fitting) if len(fitting) == 1 else []


def _modifies(words: list[Word], office: Office, describer: Describer) -> bool:
    """Whether a role is only the first half of a compound ("the *executive* board")."""
    after = words[office.last] if office.last < len(words) else None
    closed = describer.is_head_first or office.last - 1 in describer.covered
    return after is not None and not closed and after.gap == " " and after.tag == "NOUN"


def _fit(memory: Memory, title: str, organisation: str, held: str, its: str) -> int:
    """How well "the <title>" of an organisation can stand for the holder of an office; 0 when it cannot."""
    is_of_country = its.endswith(f"-{organisation}")
    other_body = bool(organisation and its and organisation != its) and not is_of_country
    generic = title.split()[-1] in memory.wording.words["generic"] if title else False
    if title == held:
        return 0 if other_body else 4
    if generic:
        return 2 if organisation and organisation == its else 0 if organisation else 1
    words, own = title.split(), held.split()
    extra = own[: len(own) - len(words)]
    known = memory.wording.words["role_modifiers"] | memory.wording.words["portfolio"]
    if own[-len(words) :] == words and all(word in known for word in extra):
        return 0 if other_body else 3
    if [word for word in own if word not in memory.wording.words["portfolio"]] == words:
        return 0 if other_body else 3
    if organisation and organisation == its and title in memory.wording.words["envoys"]:
        return 2
    return 0
