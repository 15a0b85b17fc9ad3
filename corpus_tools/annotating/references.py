"""References: roles ("the minister") and pronouns that stand for somebody already named in the article."""

from dataclasses import dataclass, field
from typing import Any

from corpus_tools.annotating.capitals import Word, match_phrase
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.roles import RolePhrase, find_role_phrases, find_roles
from corpus_tools.annotating.wording import Wording

Row = dict[str, Any]
_SUBJECTS = {"nsubj", "nsubjpass", "nsubj:pass"}


@dataclass
class _Memory:
    """Who has been spoken of so far: people by last mention, their roles, and the last subject."""

    subject: str = ""
    recent: list[str] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def see(self, entity: str) -> None:
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.append(entity)


def find_references(
    parsed: Parsed, sentences: list[list[Word]], names: list[Row], wording: Wording
) -> list[Row]:
    """Rows of kind role and pronoun, each resolved to an entity of the article.

    A role with a definite article ("the deputy minister") stands for the person last named who holds
    such a role; a pronoun for the last subject of fitting gender.
    """
    titles: dict[str, set[str]] = {}
    bodies: dict[str, set[str]] = {}
    for row in find_roles(parsed, names):
        titles.setdefault(row["entity"], set()).update(w for w in _head_words(row["text"]))
        bodies.setdefault(row["entity"], set()).add(row["organisation"])
    memory = _Memory(genders=_genders(sentences, names, wording))
    rows: list[Row] = []
    for number, words in enumerate(sentences):
        here = [r for r in names if r["sentence_id"] == parsed.sentences[number].sentence_id]
        phrases = {p.first: p for p in find_role_phrases(words, wording, here) if p.definite}
        subject = ""
        people = {r["start"]: r for r in here if r["type"] == "person"}
        for i, word in enumerate(words):
            row = None
            if word.start in people:
                memory.see(people[word.start]["entity"])
                row = people[word.start]
            elif i in phrases and not _is_named(words, phrases[i], people):
                row = _resolve_role(parsed, number, words, phrases[i], titles, bodies, memory)
            elif word.folded in wording.maps["pronouns"]:
                row = _resolve_pronoun(parsed, number, word, wording, subject, memory)
            if row is not None and row["kind"] != "name":
                rows.append(row)
            if row is not None and not subject and _is_subject(parsed, number, row):
                subject = row["entity"]
        named = [r["entity"] for r in here if r["type"] == "person"]
        memory.subject = subject or memory.subject or next(iter(named), "")
        rows += _parties(parsed, number, words, names, wording)
    return rows


def _head_words(text: str) -> list[str]:
    from corpus_tools.annotating.capitals import split_words

    return [word.folded for word in split_words(text)]


def _genders(sentences: list[list[Word]], names: list[Row], wording: Wording) -> dict[str, str]:
    people = {row["start"]: row["entity"] for row in names if row["type"] == "person"}
    found: dict[str, str] = {}
    for words in sentences:
        for i, word in enumerate(words):
            gender = wording.maps["gender"].get(word.folded)
            for after in words[i + 1 : i + 3]:
                if gender and after.start in people:
                    found.setdefault(people[after.start], gender)
    return found


def _is_named(words: list[Word], phrase: RolePhrase, people: dict[int, Row]) -> bool:
    return any(
        word.start in people for word in words[phrase.last : phrase.last + 6] if word.gap in {" ", ", "}
    )


def _resolve_role(
    parsed: Parsed,
    number: int,
    words: list[Word],
    phrase: RolePhrase,
    titles: dict[str, set[str]],
    bodies: dict[str, set[str]],
    memory: _Memory,
) -> Row | None:
    wanted = {word.folded for word in words[phrase.head : phrase.stop]}
    holders = [e for e in reversed(memory.recent) if wanted <= titles.get(e, set())]
    basis = "same role"
    if not holders and phrase.organisation:
        holders = [e for e in reversed(memory.recent) if phrase.organisation in bodies.get(e, set())]
        basis = "same organisation"
    if not holders:
        return None
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    return _row(parsed, number, start, end, "role", holders[0], basis)


def _resolve_pronoun(
    parsed: Parsed, number: int, word: Word, wording: Wording, subject: str, memory: _Memory
) -> Row | None:
    gender = wording.maps["pronouns"][word.folded]
    for entity in (subject, memory.subject, *reversed(memory.recent)):
        if (entity and memory.genders.get(entity, gender) in ("", gender)) or (entity and not gender):
            return _row(parsed, number, word.start, word.end, "pronoun", entity, "last subject")
    return None


def _is_subject(parsed: Parsed, number: int, row: Row) -> bool:
    return any(
        token.dep_ in _SUBJECTS
        for token in parsed.spans[number]
        if row["start"] <= parsed.locate(number, token)[0] < row["end"]
    )


def _parties(parsed: Parsed, number: int, words: list[Word], names: list[Row], wording: Wording) -> list[Row]:
    """ "The two sides": the two parties named most in the article so far, one row for both."""
    rows = []
    for i in range(len(words)):
        stop = match_phrase(words, i, wording.phrases["both"])
        before = [r for r in names if r["start"] < words[i].start and r["type"] in ("organisation", "place")]
        parties = list(dict.fromkeys(r["entity"] for r in before))[:2]
        if stop > i and len(parties) == 2:
            row = _row(
                parsed, number, words[i].start, words[stop - 1].end, "role", parties[0], "both parties"
            )
            rows.append(row | {"type": "organisation", "entity": "|".join(parties)})
    return rows


def _row(parsed: Parsed, number: int, start: int, end: int, kind: str, entity: str, basis: str) -> Row:
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": parsed.sentences[number].sentence_id,
        "start": start,
        "end": end,
        "text": parsed.text(start, end),
        "kind": kind,
        "type": "person",
        "basis": basis,
        "entity": entity,
    }
