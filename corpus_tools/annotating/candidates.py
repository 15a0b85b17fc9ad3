"""Candidates: the names of one sentence, from known names, wording and the model, longest form once."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from corpus_tools.annotating.ages import find_aged
from corpus_tools.annotating.brackets import join_brackets
from corpus_tools.annotating.capitals import match_phrases
from corpus_tools.annotating.complements import describes_noun
from corpus_tools.annotating.firms import add_firms
from corpus_tools.annotating.foreign import find_foreign
from corpus_tools.annotating.heads import find_headed
from corpus_tools.annotating.labelled import MODEL_NUMBER, ROMAN, find_labelled, is_modifier
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.people import find_people
from corpus_tools.annotating.surroundings import is_closed, retype
from corpus_tools.annotating.towns import join_towns

_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_NOUN_WORDS = 4
"""Words of the longest noun before a name that says its type."""


def find_names(marked: Marked, parsed: Parsed, number: int) -> list[Candidate]:
    """The names of one sentence, in order; none overlap."""
    people = add_firms(marked, find_people(marked)) + find_aged(marked)
    model = find_labelled(marked, parsed, number)
    sure = [c for c in model if c.type == "person" and c.last - c.first > 1 and not _has_head(marked, c)]
    headed = find_headed(marked, people + sure, [c for c in model if c.type != "person"])
    known = [c for c in _known(marked) if not any(m.covers(c) and _extends(marked, m, c) for m in model)]
    inside = {i for person in people + sure for i in range(person.first, person.last)}
    known = [c for c in known if not _is_cut(marked, c, inside)]
    people = [p for p in people if not any(h.covers(p) and p.basis != "title" for h in headed + known)]
    familiar = [c for c in known if c.type == "person"]
    groups = (
        _longest(familiar),
        _longest(people),
        _longest(known + headed),
        model,
        _acronyms(marked),
        _after_nouns(marked, inside),
        find_foreign(marked),
    )
    chosen: list[Candidate] = []
    for group in groups:
        for candidate in group:
            if not any(candidate.overlaps(other) for other in chosen) and not _is_field(marked, candidate):
                chosen.append(candidate)
    chosen += [candidate for candidate in _listed(marked, chosen) if not _is_field(marked, candidate)]
    typed = [retype(marked, candidate) for candidate in chosen if not is_modifier(marked, candidate)]
    joined = _join_particles(marked, list(join_towns(marked, typed)))
    return join_brackets(marked, _join_chapters(marked, joined))


def _has_head(marked: Marked, candidate: Candidate) -> bool:
    return any(marked.heads[i][1] for i in range(candidate.first, candidate.last))


def _is_cut(marked: Marked, known: Candidate, inside: set[int]) -> bool:
    """Whether a country of one syllable is part of another name: "huyện *Đức* Thọ", "bà *Nga*"."""
    if known.type != "place" or known.last - known.first > 1:
        return False
    if marked.is_gendered(known.first):
        return True
    if known.last in inside or not _goes_on(marked, known.last):
        return False
    starts = range(max(0, known.first - _NOUN_WORDS), known.first)
    return any(marked.wording.match_marked("areas", marked.words, i) == known.first for i in starts)


def _after_nouns(marked: Marked, inside: set[int]) -> list[Candidate]:
    """Capitalised words after a noun that says what they are, where no model helps: "tỉnh Quảng Ninh".

    So they are after the adjective of a country behind that noun ("la start-up kényane Sama"), and before a
    mark ("the charity Kiva, …").
    """
    phrases = marked.wording.phrases
    stops = {
        kind: match_phrases(marked.words, phrases[f"{kind}_nouns"]) for kind in ("place", "organisation")
    }
    found = []
    for i in range(len(marked.words)):
        for kind in stops:
            noun = stops[kind][i]
            stop = last = _skip_demonym(marked, noun) if noun > i else noun
            while stop > i and last not in inside and _goes_on(marked, last):
                last += 1
            untold = not marked.words[stop].tag if stop < last else False
            speaks = last > stop and marked.has("said", last)
            sure = untold or speaks or stop > noun or (kind == "organisation" and is_closed(marked, last))
            if last > stop and sure and marked.heads[stop][0] == stop:
                found.append(Candidate(stop, last, kind, "noun before it"))
    return found


def _skip_demonym(marked: Marked, i: int) -> int:
    """The word behind the adjective of a country that follows its noun; word `i` where none does."""
    if not (marked.is_head_first and marked.is_tight(i)):
        return i
    for stop in (i + 2, i + 1):
        if " ".join(word.folded for word in marked.words[i:stop]) in marked.authority.adjectives:
            return stop
    return i


def _goes_on(marked: Marked, i: int) -> bool:
    return i < len(marked.words) and marked.is_plain_name(i) and marked.words[i].gap == " "


def _join_particles(marked: Marked, chosen: list[Candidate]) -> list[Candidate]:
    """Join the two sides of a foreign particle: "Vale *do* Norte", "Rio *de* Janeiro"."""
    joined: list[Candidate] = []
    for candidate in sorted(chosen, key=lambda c: c.first):
        previous = joined[-1] if joined else None
        between = range(previous.last, candidate.first) if previous else range(0)
        if (
            previous
            and between
            and len(between) < 3
            and all(
                marked.is_particle("foreign_particles", i) and marked.words[i].gap == " " for i in between
            )
            and marked.words[candidate.first].gap == " "
            and not (previous.entity and candidate.entity)
        ):
            kinds = (previous.type, candidate.type)
            kind = "organisation" if "organisation" in kinds else previous.type
            joined[-1] = Candidate(previous.first, candidate.last, kind, previous.basis)
        else:
            taken = previous.last if previous else 0
            joined.append(replace(candidate, first=_before_particle(marked, candidate, taken)))
    return joined


def _join_chapters(marked: Marked, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Join a body and the country that it is in, where they are one name: "*UNDP Viet Nam* said".

    Args:
        marked: the sentence.
        chosen: the names found, in order.
    """
    joined: list[Candidate] = []
    for candidate in chosen:
        body = joined[-1] if joined else None
        if candidate.basis != "country":
            joined.append(candidate)
        elif body and body.type == "organisation" and _is_chapter(marked, body, candidate):
            joined[-1] = replace(body, last=candidate.last)
        else:
            joined.append(_before_country(marked, candidate, body.last if body else 0))
    return joined


def _before_country(marked: Marked, country: Candidate, taken: int) -> Candidate:
    """A country, or the body that it ends the name of, where that speaks: "*Orange Mali* a promis"."""
    first, after = country.first, country.last
    while first > taken and marked.words[first].gap == " " and _is_proper(marked, first - 1):
        first -= 1
    while marked.has("said_fillers", after):
        after += 1
    if first == country.first or not marked.has("said", after):
        return country
    return Candidate(first, country.last, "organisation", "model")


def _is_proper(marked: Marked, i: int) -> bool:
    """Whether word `i` is a name; French puts an article before a noun, also where that opens a sentence."""
    opens = i == 0 and marked.is_head_first and marked.words[i].is_capital and marked.words[i].tag == "NOUN"
    return (opens or marked.is_plain_name(i)) and not marked.is_office(i)


def _is_chapter(marked: Marked, body: Candidate, country: Candidate) -> bool:
    """Whether a country ends the name of a body: no noun follows that both belong to ("EU *Kenya* talks")."""
    i = country.last
    beside = country.first == body.last and marked.words[country.first].gap == " "
    ends = i == len(marked.words) or marked.words[i].gap != " " or marked.is_office(i)
    return beside and (ends or marked.words[i].tag not in _NOUNS)


def _before_particle(marked: Marked, candidate: Candidate, taken: int) -> int:
    """Where a name begins whose part before a foreign particle nothing else has found."""
    i = candidate.first
    while i > taken and marked.is_particle("foreign_particles", i - 1) and marked.words[i].gap == " ":
        i -= 1
    if i == candidate.first or i <= taken or candidate.entity or not marked.is_plain_name(i - 1):
        return candidate.first
    while i > taken and marked.words[i].gap == " " and marked.is_plain_name(i - 1):
        i -= 1
    return i


def _longest(found: Sequence[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (c.first - c.last, c.first, not c.entity))


def _known(marked: Marked) -> list[Candidate]:
    entries = marked.authority.entries
    return [
        Candidate(i, stop, entries[entity].type, entries[entity].basis, entity)
        for i, (stop, entity) in enumerate(marked.known)
        if entity
    ]


def _acronyms(marked: Marked) -> list[Candidate]:
    shouting = sum(word.is_acronym for word in marked.words) > max(3, len(marked.words) / 2)
    return [
        Candidate(i, i + 1, "organisation", "acronym")
        for i, word in enumerate(marked.words)
        if word.is_acronym
        and not shouting
        and marked.is_nameable(i)
        and not marked.is_office(i)
        and not MODEL_NUMBER.fullmatch(word.text)
        and not ROMAN.fullmatch(word.text)
    ]


def _leads_to_office(marked: Marked, i: int) -> bool:
    """Whether an office follows at word `i`, or further fields of it: "*Education* and Culture Minister"."""
    while i < len(marked.words) and marked.words[i].gap in (" ", ", "):
        is_field = marked.words[i].is_capital and marked.has("portfolio", i)
        if not (is_field or (marked.has("conjunctions", i) and marked.is_tight(i))):
            break
        i += 1
    return marked.is_tight(i) and marked.roles[i] > i


def _is_field(marked: Marked, candidate: Candidate) -> bool:
    """Whether these words only say a role's field ("Minister of *Public Service*", "*Labour* Secretary").

    A name with the shape of a Vietnamese one is none, though all its syllables may be of such words.
    """
    span = range(candidate.first, candidate.last)
    if candidate.basis == "family name" and len(span) > 2:
        return False
    before = _leads_to_office(marked, candidate.last)
    return not candidate.entity and all(
        i in marked.fields or marked.has("connectors", i) or (before and marked.has("portfolio", i))
        for i in span
    )


def _extends(marked: Marked, longer: Candidate, known: Candidate) -> bool:
    """Whether the model's longer name is more than known names in a row ("Air France", not "UN-Vietnam")."""
    words = marked.words[longer.first + 1 : longer.last]
    known_words = {k for i, (stop, entity) in enumerate(marked.known) if entity for k in range(i, stop)}
    extra = [i for i in range(longer.first, longer.last) if i not in known_words]
    return (
        bool(extra)
        and longer.last - longer.first <= 4
        and all(word.gap == " " for word in words)
        and all(
            marked.words[i].is_capital and marked.is_nameable(i) and not marked.has("portfolio", i)
            for i in extra
        )
        and longer.type in {"organisation", "person"}
        and known.basis != "authority"
    )


def _listed(marked: Marked, chosen: list[Candidate]) -> list[Candidate]:
    """Capitalised words that stand in a list with a name, and are named nowhere else: of its type."""
    taken = {i for c in chosen for i in range(c.first, c.last)}
    found: list[Candidate] = []
    for candidate in chain(chosen, found):
        i = candidate.last
        if i < len(marked.words) and marked.words[i].gap in {", ", " "}:
            i += marked.has("conjunctions", i)
            stop = i
            while (
                stop < len(marked.words)
                and marked.is_plain_name(stop)
                and (stop == i or marked.is_tight(stop))
            ):
                stop += 1
            listed = marked.words[candidate.last].gap == ", " or i > candidate.last
            is_model = stop == i + 1 and MODEL_NUMBER.fullmatch(marked.words[i].text)
            if (
                stop > i
                and listed
                and not is_model
                and not taken & set(range(i, stop))
                and candidate.type != "person"
                and not describes_noun(marked, i)
            ):
                found.append(Candidate(i, stop, candidate.type, "list"))
                taken |= set(range(i, stop))
    return found
