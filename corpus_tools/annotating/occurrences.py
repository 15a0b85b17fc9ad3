"""Occurrences: where the names of one article stand, those that only repeat a name included."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus_tools.annotating.labelled import is_modifier
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.spelling import is_family_first, marks_of, name_words, spell

_SHORT = 3


@dataclass
class Name:
    """One occurrence of a name in an article: words `first` to `last` of sentence `number`."""

    number: int
    first: int
    last: int
    start: int
    end: int
    text: str
    type: str
    basis: str
    entity: str
    gender: str = ""
    is_at: bool = False
    acts: bool = False
    """Whether a verb stands right behind it."""

    @property
    def key(self) -> tuple[str, ...]:
        """The folded words of the name without its other name in brackets."""
        return name_words(self.text.split(" (")[0])


def find_occurrences(
    parsed: Parsed, sentences: Sequence[Marked], found: Sequence[Sequence[Candidate]]
) -> list[Name]:
    """The occurrences of the names found, and of their repetitions, in reading order."""
    names = [
        _name(parsed, number, marked, candidate)
        for number, (marked, candidates) in enumerate(zip(sentences, found, strict=True))
        for candidate in candidates
    ]
    return sorted([*names, *_repeated(parsed, sentences, names)], key=lambda name: name.start)


def _name(parsed: Parsed, number: int, marked: Marked, candidate: Candidate) -> Name:
    words = marked.words[candidate.first : candidate.last]
    start, end = words[0].start, words[-1].end
    opened = any("(" in word.gap for word in words[1:])
    end += opened and parsed.article.text[end : end + 1] == ")"
    gender = _gender(marked, candidate) if candidate.type == "person" else _body_gender(marked, candidate)
    text = parsed.text(start, end)
    return Name(
        number,
        candidate.first,
        candidate.last,
        start,
        end,
        text,
        candidate.type,
        candidate.basis,
        candidate.entity,
        gender,
        marked.has("at", candidate.first - 1),
        marked.is_tight(candidate.last) and marked.words[candidate.last].tag in ("VERB", "AUX"),
    )


def _body_gender(marked: Marked, candidate: Candidate) -> str:
    """The gender of a body by the article before its name, or by the noun that says what it is."""
    articles, nouns = marked.wording.maps["article_gender"], marked.wording.maps["body_gender"]
    if candidate.type != "organisation" or not articles:
        return ""
    folded = [word.folded for word in marked.words[max(0, candidate.first - 2) : candidate.first + 1]]
    own, before = folded[-1], folded[-2] if len(folded) > 1 else ""
    return articles.get(before) or nouns.get(before) or nouns.get(own) or ""


def _gender(marked: Marked, candidate: Candidate) -> str:
    """The gender that a title before a name shows, or an office in apposition behind it."""
    genders = marked.wording.maps["gender"]
    titles = [
        genders[marked.words[i].folded]
        for i in range(max(0, candidate.first - 3), candidate.first)
        if marked.words[i].folded in genders and marked.is_office(i)
    ]
    if titles:
        return titles[-1]
    opens = candidate.last < len(marked.words) and marked.words[candidate.last].gap == ", "
    if opens and not marked.has("conjunctions", candidate.last):
        for i in range(candidate.last, min(len(marked.words), candidate.last + 4)):
            if marked.is_office(i) or i == candidate.last or marked.words[i].gap == " ":
                if marked.words[i].folded in genders and marked.is_office(i):
                    return genders[marked.words[i].folded]
            else:
                break
    return ""


def _repeated(parsed: Parsed, sentences: Sequence[Marked], names: Sequence[Name]) -> list[Name]:
    """Further occurrences of the names found that no rule saw: a name is a name throughout its article."""
    by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    keys = {name.key: name for name in names if name.basis != "list" and name.key}
    particles = frozenset(word for marked in sentences[:1] for word in marked.wording.words["particles"])
    short = _short_keys(names, particles)
    for key, name in (short | keys).items():
        by_first[key[0]].append((key, name))
    taken = {(name.number, i) for name in names for i in range(name.first, name.last)}
    again = []
    for number, marked in enumerate(sentences):
        i = 0
        while i < len(marked.words):
            stop, model = _match_key(marked, number, i, by_first, taken)
            if model and stop == i + 1 and marked.is_gendered(i):
                model = short.get((marked.words[i].folded,), model)
            if model:
                candidate = Candidate(i, stop, model.type, "repeated", model.entity)
                if not is_modifier(marked, candidate):
                    again.append(_name(parsed, number, marked, candidate))
            i = max(stop, i + 1)
    return again


def _match_key(
    marked: Marked,
    number: int,
    i: int,
    by_first: Mapping[str, list[tuple[tuple[str, ...], Name]]],
    taken: set[tuple[int, int]],
) -> tuple[int, Name | None]:
    word = marked.words[i]
    if not word.is_capital or word.folded not in by_first or marked.is_opening(i) or i in marked.fields:
        return i, None
    for key, name in sorted(by_first[word.folded], key=lambda pair: -len(pair[0])):
        stop = i + len(key)
        words = marked.words[i:stop]
        if (
            tuple(w.folded for w in words) == key
            and not (len(key) == 1 and (marked.has("calendar", i) or _is_other_word(marked, i, name)))
            and (words[-1].is_capital or len(words) > 2)
            and all(marked.is_tight(k) for k in range(i + 1, stop))
            and not any((number, k) in taken for k in range(i, stop))
            and not marked.is_office(i)
            and marked.heads[i][0] <= stop
        ):
            return stop, name
    return i, None


def _is_other_word(marked: Marked, i: int, name: Name) -> bool:
    """Whether a Vietnamese word differs in its marks from all words of a name: "*Hai* nước", of Mr "Hải"."""
    marks = marks_of(name.text) if marked.wording.has("traits", "tones") else ()
    return bool(marks) and spell(marked.words[i].written) not in marks


def _short_keys(names: Sequence[Name], particles: frozenset[str]) -> dict[tuple[str, ...], Name]:
    """What stands for people named in full: the family name, the last part, a first part of their own."""
    found: dict[tuple[str, ...], Name] = {}
    people = {name.key: name for name in names if name.type == "person" and len(name.key) > 1}
    opening = Counter(key[0] for key in people)
    for key, name in people.items():
        if opening[key[0]] == 1 and len(key[0]) > _SHORT:
            found[key[:1]] = name
    for name in names:
        key = name.key
        if name.type == "person" and len(key) > 1 and len(key[-1]) > 2:
            if len(key) > 2 and not is_family_first(key):
                found.setdefault(key[1:], name)
                found.setdefault(key[1:2], name) if len(key[1]) > _SHORT else None
            inner = [k for k in range(1, len(key) - 1) if key[k] in particles]
            for short in (key[-1:], key[inner[0] :] if inner else key[-1:]):
                found.setdefault(short, name)
            if is_family_first(key):
                found.setdefault(key[:1], name) if len(key[0]) > 2 else None
    return found
