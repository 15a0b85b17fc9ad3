"""Candidates: the stretches of words in a sentence that may be names, with the type they suggest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.capitals import Word, is_tight, match_phrase
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.wording import Wording, family_names, is_syllable

_LABELS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place",
    "FAC": "place", "EVENT": "event", "LAW": "instrument", "MISC": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` up to `last` (exclusive) of a sentence, the type they suggest and why."""

    first: int
    last: int
    type: str
    basis: str
    entity: str = ""

    def overlaps(self, other: "Candidate") -> bool:
        """Whether the two share a word."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True)
class Marks:
    """What the lexicons say about each word: where a role, an honorific or a known name that begins there ends."""

    roles: tuple[int, ...]
    honorifics: tuple[int, ...]
    known: tuple[tuple[int, str], ...]


def mark(words: list[Word], wording: Wording, authority: Authority, language: str) -> Marks:
    """Look the words of a sentence up in the lexicons."""
    span = range(len(words))
    return Marks(
        tuple(match_phrase(words, i, wording.phrases["roles"]) for i in span),
        tuple(match_phrase(words, i, wording.phrases["honorifics"]) for i in span),
        tuple(authority.match(words, i, language) for i in span),
    )


def find_names(
    words: list[Word], parsed: Parsed, number: int, wording: Wording, authority: Authority
) -> list[Candidate]:
    """The names of one sentence, longest form once, in order."""
    if not words:
        return []
    marks = mark(words, wording, authority, parsed.article.language)
    known = [
        Candidate(i, stop, authority.entries[entity].type, authority.entries[entity].basis, entity)
        for i, (stop, entity) in enumerate(marks.known)
        if entity
    ]
    people = _titled(words, marks, wording) + _shaped(words, marks, wording)
    headed = _headed(words, marks, wording, people, authority)
    model = _from_model(words, parsed, number, marks, wording)
    acronyms = [
        Candidate(i, i + 1, "organisation", "acronym")
        for i, word in enumerate(words)
        if word.is_acronym and _is_nameable(word, wording)
    ]
    chosen: list[Candidate] = []
    for group in (_longest(known + headed), people, model, acronyms):
        for candidate in group:
            if not any(candidate.overlaps(other) for other in chosen):
                chosen.append(candidate)
    return _bracketed(words, sorted(chosen, key=lambda c: c.first), wording)


def _longest(found: Sequence[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (c.first - c.last, c.first, not c.entity))


def _is_nameable(word: Word, wording: Wording) -> bool:
    return not wording.has("not_names", word.folded) and not wording.has("calendar", word.folded)


def _is_part(words: list[Word], i: int, marks: Marks, wording: Wording) -> bool:
    """Whether word `i` can be a part of a person's name."""
    word = words[i]
    return (
        word.is_capital
        and marks.roles[i] == i
        and marks.honorifics[i] == i
        and not (marks.known[i][1] and marks.known[i][0] > i + 1)
        and not wording.has("calendar", word.folded)
        and wording.head_type(words, i)[0] == i
    )


def _titled(words: list[Word], marks: Marks, wording: Wording) -> list[Candidate]:
    """People whose name follows a role or a form of address."""
    found = []
    for i in range(len(words)):
        stop = max(marks.roles[i], marks.honorifics[i])
        if stop == i:
            continue
        first = _skip_complement(words, stop, marks, wording)
        last = _person_end(words, first, marks, wording)
        if last > first and (first == stop or last - first > 1):
            found.append(Candidate(first, last, "person", "title"))
    return sorted(found, key=lambda c: (c.first - c.last, c.first))


def _skip_complement(words: list[Word], i: int, marks: Marks, wording: Wording) -> int:
    """Skip what belongs to a role before the name: its field of work, a country, a further title."""
    start = i
    while i < len(words) and (is_tight(words[i].gap) or words[i].gap in (". ", ", ")):
        word = words[i]
        if words[i].gap == ", " and not (wording.has("portfolio", word.folded) and i > start):
            break
        stop = max(marks.honorifics[i], marks.roles[i])
        if stop > i:
            i = stop
        elif marks.known[i][1] and i > start:
            i = marks.known[i][0]
        elif (
            (i > start and wording.has("portfolio", word.folded))
            or wording.has("of", word.folded)
            or (i > start and wording.has("articles", word.folded))
            or (i > start and wording.has("connectors", word.folded) and not word.is_capital)
            or (i > start and wording.has("not_names", word.folded))
        ):
            i += 1
        else:
            break
    return i


def _person_end(words: list[Word], i: int, marks: Marks, wording: Wording) -> int:
    first = i
    while i < len(words) and (i == first or is_tight(words[i].gap) or _after_initial(words, i)):
        if i == first and words[i].gap not in (" ", ". ", "  "):
            break
        if _is_part(words, i, marks, wording) and not (i == first and marks.known[i][1]):
            i += 1
            continue
        stop = i
        while stop < len(words) and stop < i + 2 and wording.has("particles", words[stop].folded):
            stop += 1
        if i > first and i < stop < len(words) and words[stop].is_capital and not words[i].is_capital:
            i = stop
            continue
        break
    return i


def _after_initial(words: list[Word], i: int) -> bool:
    return words[i].gap == ". " and len(words[i - 1].text) == 1 and words[i - 1].is_capital


def _shaped(words: list[Word], marks: Marks, wording: Wording) -> list[Candidate]:
    """People whose name has the shape of a Vietnamese one: family name first, two to five syllables."""
    found = []
    i = 0
    while i < len(words):
        stop = i
        if words[i].is_capital and words[i].folded in family_names("vietnamese") and not words[i].is_acronym:
            while (
                stop < min(len(words), i + 5)
                and words[stop].is_capital
                and is_syllable(words[stop].folded)
                and (stop == i or words[stop].gap == " ")
                and (stop == i or not words[stop].is_acronym)
            ):
                stop += 1
        starts_like_article = i == 0 and wording.has("articles", words[i].folded)
        if stop - i >= (3 if starts_like_article else 2):
            found.append(Candidate(i, stop, "person", "family name"))
        i = max(stop, i + 1)
    return found


def _headed(
    words: list[Word], marks: Marks, wording: Wording, people: list[Candidate], authority: Authority
) -> list[Candidate]:
    """Names built around a head noun."""
    inside = {i for person in people for i in range(person.first, person.last)}
    found = []
    for i in range(len(words)):
        stop, kind = wording.head_type(words, i)
        if not kind:
            continue
        national = _national(words, i, stop, wording, authority)
        if national:
            found.append(national)
        if not words[i].is_capital and words[i].folded not in wording.words["lower_heads"]:
            continue
        first = _grow_left(words, i, marks, wording)
        last = _grow_right(words, stop, kind, marks, wording, inside)
        if last - first > stop - i:
            found.append(Candidate(first, last, kind, "head noun"))
    return found


def _national(
    words: list[Word], i: int, stop: int, wording: Wording, authority: Authority
) -> Candidate | None:
    """ "Vietnamese Government", "gouvernement vietnamien": the body of a country, by its adjective."""
    head = " ".join(word.folded for word in words[i:stop])
    canonical = wording.maps["national_heads"].get(head, "")
    if not canonical:
        return None
    if (
        i > 0
        and is_tight(words[i].gap)
        and words[i - 1].folded in authority.adjectives
        and words[i - 1].is_capital
    ):
        country = authority.adjectives[words[i - 1].folded]
        return Candidate(i - 1, stop, "organisation", "head noun", f"{canonical}-of-{country}")
    if stop < len(words) and is_tight(words[stop].gap) and words[stop].folded in authority.adjectives:
        country = authority.adjectives[words[stop].folded]
        if not words[stop].is_capital:
            return Candidate(i, stop + 1, "organisation", "head noun", f"{canonical}-of-{country}")
    return None


def _grow_left(words: list[Word], i: int, marks: Marks, wording: Wording) -> int:
    while i > 0 and is_tight(words[i].gap):
        before = words[i - 1]
        if before.folded == "s" and before.gap == "'":
            break
        is_number = before.text[0].isdigit()
        if not (before.is_capital or is_number) or wording.has("calendar", before.folded):
            break
        if wording.has("articles", before.folded) or wording.has("connectors", before.folded):
            break
        if marks.roles[i - 1] == i or (
            i == 1 and before.tag in {"ADP", "SCONJ", "CCONJ", "DET", "VERB", "ADV", "PRON"}
        ):
            break
        i -= 1
    while i < len(words) and words[i].text.isdigit() and len(words[i].text) != 4:
        i += 1
    return i


def _grow_right(
    words: list[Word], i: int, kind: str, marks: Marks, wording: Wording, inside: set[int]
) -> int:
    end = i
    while i < len(words):
        word = words[i]
        if i in inside:
            break
        if not is_tight(word.gap) and not (word.gap == ", " and _in_list(words, i, wording)):
            break
        if (word.is_capital and marks.roles[i] == i and not wording.has("calendar", word.folded)) or (
            word.text.isdigit() and len(word.text) <= 4 and i == end and words[i - 1].is_capital
        ):
            i += 1
            end = i
        elif wording.has("connectors", word.folded):
            i += 1
        elif word.tag in {"ADJ", "NOUN", "PROPN", "VERB"} and _goes_on(words, i, end, kind, wording):
            i += 1
            end = i
        else:
            break
    return end


def _in_list(words: list[Word], i: int, wording: Wording) -> bool:
    return any(wording.has("conjunctions", word.folded) for word in words[i : i + 4]) and not any(
        word.tag in {"AUX", "PRON"} for word in words[i : i + 5]
    )


def _goes_on(words: list[Word], i: int, end: int, kind: str, wording: Wording) -> bool:
    """Whether a name goes on in lower case: an adjective of its head, or a complement that says its subject."""
    topical = [k for k in range(end, i) if wording.has("topical", words[k].folded)]
    is_adjective = i == end and words[i].tag == "ADJ" and bool(wording.words["lower_heads"])
    return words[i].tag != "VERB" and (
        bool(topical) or is_adjective or (i == end and not words[i - 1].is_capital)
    )


def _from_model(
    words: list[Word], parsed: Parsed, number: int, marks: Marks, wording: Wording
) -> list[Candidate]:
    """What the model labels, trimmed of roles, articles and possessives."""
    found = []
    for ent in parsed.spans[number].ents:
        kind = _LABELS.get(ent.label_)
        if kind is None:
            continue
        start = parsed.offsets[number] + ent.start_char
        end = parsed.offsets[number] + ent.end_char
        inside = [i for i, word in enumerate(words) if start <= word.start and word.end <= end]
        candidate = _trim(words, inside, marks, wording)
        if candidate:
            found.append(replace(candidate, type=kind or "organisation"))
    return found


def _trim(words: list[Word], inside: list[int], marks: Marks, wording: Wording) -> Candidate | None:
    while inside and (
        not words[inside[0]].is_capital
        or wording.has("articles", words[inside[0]].folded)
        or marks.roles[inside[0]] > inside[0]
        or marks.honorifics[inside[0]] > inside[0]
    ):
        inside = inside[1:]
    while inside and not words[inside[-1]].is_capital:
        inside = inside[:-1]
    if not inside or not all(_is_nameable(words[i], wording) for i in inside):
        return None
    return Candidate(inside[0], inside[-1] + 1, "", "model")


def _bracketed(words: list[Word], chosen: list[Candidate], wording: Wording) -> list[Candidate]:
    """Join a name with its other name in brackets: "United Nations (UN)"."""
    joined: list[Candidate] = []
    for candidate in chosen:
        previous = joined[-1] if joined else None
        opens = words[candidate.first].gap == " (" and previous and previous.last == candidate.first
        if previous and opens and previous.type != "person":
            joined[-1] = replace(previous, last=candidate.last, entity=previous.entity or candidate.entity)
        else:
            joined.append(candidate)
    return joined
