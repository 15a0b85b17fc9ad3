"""Speech lexicons: the wording of `lexicons/<language>/speech.yml`, inflected and ready to be looked up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

from corpus_tools import lexicons
from corpus_tools.annotating.words import find_words, phrase
from corpus_tools.characters import fold

Form = Literal["finite", "future", "participle", "gerund", "noun", "adjective", "phrase"]


@dataclass(frozen=True)
class Entry:
    """A form of a verb that is a cue, the words that must follow, and the set that its object is of."""

    base: str
    act: str
    form: Form
    rest: tuple[str, ...]
    reflexive: bool
    passive: bool
    marked: tuple[str, ...]
    objects: str = ""


@dataclass(frozen=True)
class SpeechLexicon:
    """What a language knows about speech: inflected cues by first word, and its sets of small words."""

    cues: Mapping[str, tuple[Entry, ...]]
    carriers: frozenset[str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, tuple[str, frozenset[str]]]
    according: tuple[tuple[str, ...], ...]
    needs_content: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    written: Mapping[str, tuple[str, ...]]
    """The words of the sets with their marks."""

    @cached_property
    def openings(self) -> frozenset[str]:
        """The words with which a cue can begin."""
        first = frozenset(start[0] for start in self.according)
        return first | self.carriers | self.cues.keys() | self.sets.get("copulas", frozenset())

    def has(self, name: str, word: str) -> bool:
        """Whether a word belongs to one of the small sets (`fillers`, `negations`, …)."""
        return word in self.sets.get(name, frozenset())

    def opens_deed(self, words: Sequence[str]) -> bool:
        """Whether words begin with a deed in the plain future, or with readiness for one.

        "Will open", "ouvrira", "sẽ xây dựng"; "is ready", "était disposée".
        """
        if not words or self.has("deeds_ahead", words[0]):
            return bool(words)
        if self.has("copulas", words[0]) and any(word in self.adjectives for word in words[1:]):
            return True
        deeds = (" ".join(words[1:stop]) for stop in range(2, len(words) + 1))
        return self.has("ahead", words[0]) and any(self.has("deeds", deed) for deed in deeds)


_FORETOLD = ("deeds", "deeds_to", "giving")
"""Sets of verbs whose future is a set of its own: `deeds_ahead` of `deeds`."""


@cache
def speech_lexicon(language: str) -> SpeechLexicon:
    """The speech lexicon of a language; an unknown language gets an empty one."""
    data: Mapping[str, Any] = lexicons.load("speech", language) if language else {}
    small = {
        name: frozenset(fold(str(word)) for word in value)
        for name, value in data.items()
        if isinstance(value, list)
    }
    for name in _FORETOLD:
        small[f"{name}_ahead"] = frozenset(_list_futures(small.get(name, frozenset()), data))
    return SpeechLexicon(
        cues=_index_cues(data.get("cues", {}), data),
        carriers=frozenset(_carrier_forms(data)),
        nouns={fold(noun): act for act, nouns in data.get("nouns", {}).items() for noun in nouns},
        adjectives={
            word: (act, frozenset(rule["then"]))
            for act, rule in data.get("adjectives", {}).items()
            for word in rule["words"]
        },
        according=tuple(phrase(entry) for entry in data.get("according", [])),
        needs_content=frozenset(data.get("needs_content", [])),
        sets=small,
        written={name: tuple(map(str, value)) for name, value in data.items() if name in small and value},
    )


@cache
def verb_lexicon(language: str, name: str, group: str) -> SpeechLexicon:
    """A speech lexicon whose only cues are the verbs that another lexicon of the language lists.

    Args:
        language: whose verbs.
        name: the lexicon, such as `initiatives`.
        group: its list of base forms; `forms` beside it go before those of speech, `endings` are added.
    """
    own: Mapping[str, Any] = lexicons.load(name, language) if language else {}
    speech: Mapping[str, Any] = lexicons.load("speech", language) if language else {}
    happen: Mapping[str, Any] = lexicons.load("events", language) if language else {}
    forms = {**happen.get("forms", {}), **speech.get("forms", {}), **own.get("forms", {})}
    data = {"reflexives": speech.get("reflexives", []), "endings": speech.get("endings", []), "forms": forms}
    regular = {**data, "endings": own.get("endings", []), "forms": {}}
    cues = dict(_index_cues({group: own.get(group, [])}, data))
    for first, entries in _index_cues({group: own.get(group, [])}, regular).items():
        cues[first] = tuple(dict.fromkeys((*cues.get(first, ()), *entries)))
    bare = replace(speech_lexicon(language), carriers=frozenset(), nouns={}, adjectives={}, according=())
    return replace(bare, cues=cues, needs_content=frozenset())


def _index_cues(
    cues: Mapping[str, Sequence[str]], data: Mapping[str, Any]
) -> Mapping[str, tuple[Entry, ...]]:
    """The inflected cues of each act by their first word, those with an object and the longest first."""
    index: dict[str, list[Entry]] = {}
    for act, bases in cues.items():
        for base in bases:
            for first, entry in _entries(base, act, data):
                index.setdefault(first, []).append(entry)
    return {
        first: tuple(sorted(found, key=lambda e: (not e.objects, -len(e.rest))))
        for first, found in index.items()
    }


def _entries(base: str, act: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    verb, _, objects = base.partition(" {")
    words = phrase(verb)
    reflexive = words[0] in data.get("reflexives", ())
    head, rest = (words[1], words[2:]) if reflexive else (words[0], words[1:])
    forms = inflect(head, data)
    participles = set(forms.get("participle", ()))
    marked = () if verb.isascii() else tuple(word.written for word in find_words(verb))
    for form, inflected in forms.items():
        for word in dict.fromkeys(inflected):
            if form == "finite" or word not in forms.get("finite", ()):
                passive = word in participles and not reflexive
                yield word, Entry(base, act, form, rest, reflexive, passive, marked, objects.rstrip("}"))


def inflect(base: str, data: Mapping[str, Any]) -> dict[Form, list[str]]:
    """The inflected forms of a base form by the lexicon's `forms`, or else by its `endings`.

    >>> inflect("urge", {"endings": [["e", {"finite": ["e", "es", "ed"], "gerund": ["ing"]}]]})
    {'finite': ['urge', 'urges', 'urged'], 'gerund': ['urging']}
    """
    if base in data.get("forms", {}):
        return dict(data["forms"][base])
    for ending, forms in data.get("endings", []):
        stem = base.removesuffix(ending) if ending else base
        if base.endswith(ending) and _may_change(stem, ending):
            return {form: [stem + tail for tail in tails] for form, tails in forms.items()}
    return {"finite": [base]}


def _list_futures(bases: Iterable[str], data: Mapping[str, Any]) -> Iterator[str]:
    """The future of verbs, where a language makes one word of it: « ouvrira »."""
    for base in bases:
        yield from inflect(base, data.get("futures", {})).get("future", ())


def _may_change(stem: str, ending: str) -> bool:
    return bool(stem) and not (ending == "y" and stem[-1] in "aeo")


def _carrier_forms(data: Mapping[str, Any]) -> Iterator[str]:
    for base in data.get("carriers", []):
        head = phrase(base)[0]
        for inflected in inflect(head, data).values():
            yield from inflected
