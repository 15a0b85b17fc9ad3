"""Entities: which names of one article name the same entity, and of what type it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from corpus_tools.annotating.authority import Entry
from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.occurrences import Name, find_occurrences
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.products import drop_products
from corpus_tools.annotating.spelling import marks_of, name_words, short_rank
from corpus_tools.characters import slug

_WEIGHTS = {
    "apposition": 3.0,
    "title": 4.0,
    "family name": 4.0,
    "head noun": 4.0,
    "initials": 4.0,
    "noun before it": 3.0,
    "noun behind it": 3.0,
    "noun beside it": 2.0,
    "model": 1.0,
}
"""What a reason counts when occurrences of one name disagree on its type; any other reason counts half."""

_PARTING = frozenset({", ", " (", " - ", ', "'})
"""What parts a name from another name for it."""

_TOWNS = frozenset({"capital", "region"})
"""Reasons by which a place is known that a person may be named after ("Ann Paris … Paris thanked")."""

_SURE = frozenset({"authority", "country", "capital", "region"})
"""Reasons by which a name is known."""

_WEAK = frozenset({"model", "repeated", "list", "acronym", "noun beside it", "foreign name", "no full name"})
"""Reasons that do not hold against the full name of a person of whose name this is a part."""


def identify(
    parsed: Parsed, sentences: Sequence[Marked], found: Sequence[Sequence[Candidate]]
) -> list[dict[str, Any]]:
    """Rows of kind name, each with its type and the entity that it names in this article."""
    names = find_occurrences(parsed, sentences, found)
    _settle_types(names)
    _doubt_people(names, sentences)
    names = drop_products(names, sentences)
    entries = sentences[0].authority.entries if sentences else {}
    _name_people([name for name in names if name.type == "person"], entries)
    _join_short_people(names)
    others = [name for name in names if name.type != "person"]
    _name_others(others, sentences)
    _join_short_bodies(others, sentences)
    return [_row(parsed, name) for name in names]


def _row(parsed: Parsed, name: Name) -> dict[str, Any]:
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": parsed.sentences[name.number].sentence_id,
        "start": name.start,
        "end": name.end,
        "text": name.text,
        "kind": "name",
        "type": name.type,
        "basis": name.basis,
        "entity": name.entity,
        "gender": name.gender,
    }


def _settle_types(names: Sequence[Name]) -> None:
    """Give all occurrences of a name one type: the one with the best reasons."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in names:
        if not name.entity and name.basis != "repeated":
            votes[name.key][name.type] += _WEIGHTS.get(name.basis, 0.5)  # type: ignore[assignment]
    for other, name in _brackets(names):
        votes[tuple(other.split())][name.type] += _WEIGHTS["head noun"]  # type: ignore[assignment]
    for key in _find_titled(names):
        votes[key]["person"] += _WEIGHTS["head noun"]  # type: ignore[assignment]
    for name in names:
        if not name.entity and votes[name.key]:
            best = max(votes[name.key].items(), key=lambda item: (item[1], item[0]))
            name.type = best[0]


def _find_titled(names: Sequence[Name]) -> set[tuple[str, ...]]:
    """Names that only the model saw, whose last word a title calls a person's elsewhere (`Mme Phiri`)."""
    titled = {name.key for name in names if name.basis == "title" and name.type == "person"}
    return {
        name.key for name in names if len(name.key) > 1 and name.basis == "model" and name.key[-1:] in titled
    }


def _doubt_people(names: Sequence[Name], sentences: Sequence[Marked]) -> None:
    """Take back one-word "people" whom only the model saw: no full name, no title, nothing said."""
    full = {name.key for name in names if name.type == "person" and len(name.key) > 1}
    alone = {name.key for name in names if name.type == "person" and len(name.key) == 1} - {
        name.key
        for name in names
        if name.basis in {"title", "family name"} or _speaks(sentences[name.number], name)
    }
    doubtful = {key for key in alone if not any(short_rank(key, each) for each in full)}
    for name in names:
        if name.key in doubtful and not name.entity:
            is_place = sentences[name.number].has("at", name.first - 1)
            name.type, name.basis = ("place" if is_place else "organisation"), "no full name"


def _speaks(marked: Marked, name: Name) -> bool:
    closed = name.last == len(marked.words) or not is_tight(marked.words[name.last].gap)
    return marked.has("said", name.last) or (marked.has("said", name.first - 1) and closed)


def _name_people(people: Sequence[Name], entries: Mapping[str, Entry]) -> None:
    """Ids for people: one for each folded name, more where two marked spellings differ."""
    spellings: dict[tuple[str, ...], set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for name in people:
        if marks_of(name.text):
            spellings[name.key].add(marks_of(name.text))
    for name in people:
        if name.entity in entries and _is_spelled_so(name.text, entries[name.entity]):
            continue
        variants = sorted(spellings[name.key])
        own = marks_of(name.text)
        number = variants.index(own) + 1 if own in variants else 1
        name.entity = "-".join(name.key) + (f"-{number}" if number > 1 else "")


def _is_spelled_so(text: str, entry: Entry) -> bool:
    """Whether a name found without regard to marks can be the entry's, marks regarded."""
    known = {marks_of(name) for name in (*entry.names.values(), *entry.aliases)}
    return not marks_of(text) or marks_of(text) in known or known == {()}


def _join_short_people(names: Sequence[Name]) -> None:
    """Let a short name stand for the person whose full name it is a part of, the nearest before it first."""
    full: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type == "person" and len(name.key) > 1:
            full[name.entity].append(name)
    first_seen: dict[tuple[str, ...], int] = {}
    for name in names:
        first_seen.setdefault(name.key, name.start)
    for name in names:
        weak = name.basis in _WEAK and not (name.is_at and name.type == "place")
        weak = weak or (name.basis in _TOWNS and name.acts and not name.is_at)
        if name.type == "person" or (weak and (not name.entity or name.basis in _TOWNS)):
            best = _best_full(name, full, name.start if name.type == "person" else first_seen[name.key])
            if best:
                name.entity, name.type = best, "person"


def _best_full(name: Name, full: dict[str, list[Name]], since: int) -> str:
    """The person for whom a short name stands; a name of another type only after the full name.

    Of two people, "Mme Diop" is one who was called so before, whoever of them was named last.
    """
    genders = {entity: {each.gender for each in group} - {""} for entity, group in full.items()}
    ranked: list[tuple[int, bool, int, str]] = []
    for entity, group in full.items():
        rank = short_rank(name.key, group[0].key)
        if rank < 1 or (name.gender and genders[entity] - {name.gender}):
            continue
        if name.type != "person" and group[0].start > since:
            continue
        before = [each.start for each in group if each.start < name.start]
        known = bool(name.gender) and name.gender in genders[entity]
        ranked.append((rank, known, before[-1] if before else -group[0].start - 1, entity))
    return max(ranked)[-1] if ranked else ""


def _name_others(names: Sequence[Name], sentences: Sequence[Marked]) -> None:
    """Ids for other entities: the slug of the name, shared with the short and bracketed forms of it."""
    suffixes = sentences[0].wording.words["firm_suffixes"] if sentences else frozenset()
    for name in names:
        name.entity = name.entity or slug(" ".join(name.key))
    aliases = (
        _initials(names)
        | dict(_headed_initials(names, sentences))
        | {other: name.entity for other, name in _brackets(names)}
        | dict(_renamed(names, sentences))
    )
    organisations = {name.key: name.entity for name in names if name.type == "organisation"}
    for name in names:
        if name.basis in {"authority", "country", "capital", "region"}:
            continue
        name.entity = aliases.get(" ".join(name.key), name.entity)
        longer = sorted(
            {entity for key, entity in organisations.items() if _is_firm(key, name.key, suffixes)}
        )
        if name.type == "organisation" and len(longer) == 1:
            name.entity = longer[0]


def _join_short_bodies(names: Sequence[Name], sentences: Sequence[Marked]) -> None:
    """Let a noun that stands alone with a capital and its article name what was last named with it.

    "The United Nations Development Programme … the *Programme*": the noun ends an English name and begins
    one of a language that puts it first.
    """
    longer: list[Name] = []
    for name in names:
        marked = sentences[name.number]
        led = marked.has("definite", name.first - 1) and name.basis not in _SURE
        if len(name.key) > 1:
            longer.append(name)
        elif not marked.wording.words["definite"] and marked.words[name.first].is_acronym:
            _join_acronym(name, longer, marked)
        elif led and not marked.words[name.first].is_acronym:
            full = next(
                (each for each in reversed(longer) if _is_noun_of(name.key[0], each.key, marked)), None
            )
            if full is not None:
                name.entity, name.type, name.basis = full.entity, full.type, "short form"


def _join_acronym(name: Name, longer: Sequence[Name], marked: Marked) -> None:
    """Let initials that stand alone name the last body that begins with them: "*UBND* tỉnh" a province's."""
    words, nouns = marked.words, marked.wording.phrases["place_nouns"]
    area = match_phrase(words, name.last, nouns) if name.last < len(words) else 0
    begins = (*name.key, *(word.folded for word in words[name.last : area]))
    full = next((each for each in reversed(longer) if each.key[: len(begins)] == begins), None)
    if full is not None and full.type == "organisation":
        name.entity, name.type, name.basis = full.entity, full.type, "short form"


def _is_noun_of(noun: str, key: tuple[str, ...], marked: Marked) -> bool:
    """Whether a noun heads a longer name: its first word, or in English the one before "of" or the end."""
    if marked.is_head_first:
        return key[0] == noun
    ends = [i for i in range(1, len(key)) if marked.wording.has("connectors", key[i])]
    return key[min(ends, default=len(key)) - 1] == noun


def _is_firm(longer: tuple[str, ...], short: tuple[str, ...], suffixes: frozenset[str]) -> bool:
    """Whether the longer name is the short one with a firm's form behind it ("Apple Inc.")."""
    rest = longer[len(short) :]
    return bool(rest) and longer[: len(short)] == short and all(word in suffixes for word in rest)


def _initials(names: Sequence[Name]) -> dict[str, str]:
    """Acronyms that nobody introduces, and the only name of several words that has these initials."""
    short = {
        name.key[0]
        for name in names
        if len(name.key) == 1 and name.text.isupper() and not name.text.isdigit()
    }
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = [word for word in name.text.split(" (")[0].replace("-", " ").split() if word[0].isupper()]
        letters = "".join(name_words(word)[0][0] for word in words if name_words(word))
        if len(name.key) > 1 and letters in short and name.type in {"organisation", "instrument"}:
            found[letters].add(name.entity)
    return {letters: min(entities) for letters, entities in found.items() if len(entities) == 1}


def _headed_initials(names: Sequence[Name], sentences: Sequence[Marked]) -> Iterator[tuple[str, str]]:
    """Bodies called by their head noun and initials: "Bộ *GD&ĐT*" for "Bộ Giáo dục và Đào tạo"."""
    bodies = [name for name in names if name.type == "organisation" and len(name.key) > 1]
    full: dict[tuple[str, str], str] = {}
    for name in bodies:
        words = sentences[name.number].wording.words["conjunctions"]
        letters = "".join(word[0] for word in name.key[1:] if word not in words)
        full.setdefault((name.key[0], letters), name.entity)
    for name in bodies:
        short = "".join(name.key[1:])
        initials = any(rest.isupper() for rest in name.text.split(maxsplit=1)[1:])
        if initials and (name.key[0], short) in full:
            yield " ".join(name.key), full[name.key[0], short]


def _brackets(names: Sequence[Name]) -> Iterator[tuple[str, Name]]:
    """The names in brackets, and the names before them, with the occurrence that says so."""
    for name in names:
        inner = name.text.split(" (", 1)[1:]
        if inner:
            short = name_words(inner[0])
            yield " ".join(short), name
            yield " ".join((name.key[0], *short)), name
            yield " ".join(name.key), name


def _renamed(names: Sequence[Name], sentences: Sequence[Marked]) -> Iterator[tuple[str, str]]:
    """The other names that follow a name in words ("X, known as Y"), with the entity of the first."""
    for name, other in pairwise(names):
        marked, i = sentences[name.number], name.last
        if other.number == name.number and i < other.first and marked.words[i].gap in _PARTING:
            i = match_phrase(marked.words, i, marked.wording.phrases["renaming"])
            while i > name.last and marked.has("articles", i) and i < other.first:
                i += 1
            if i == other.first:
                yield " ".join(other.key), name.entity
