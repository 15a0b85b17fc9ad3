"""Wording: what a language's names lexicon says, compiled once for matching word by word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from corpus_tools import lexicons
from corpus_tools.annotating.capitals import Word, index_phrases, match_phrase, split_words
from corpus_tools.characters import fold

Index = dict[str, tuple[tuple[str, ...], ...]]

HEAD_TYPES = ("organisation", "instrument", "event", "place")


@dataclass(frozen=True)
class Wording:
    """The words around names in one language; all folded. Attributes are those of `names.yml`."""

    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Index]
    heads: Mapping[str, Index]
    maps: Mapping[str, Mapping[str, str]]
    written: Mapping[str, frozenset[str]]
    marked: Mapping[str, frozenset[str]]

    def agrees(self, words: Sequence[Word], i: int) -> bool:
        """Whether the marks of a word are those of a lexicon word that other words are folded to, too.

        A word without marks passes only where the words around it have none either.
        """
        forms = self.written.get(words[i].folded)
        if forms is None or words[i].written.lower() in forms:
            return True
        return all(word.written.isascii() for word in words)

    def has(self, group: str, word: str) -> bool:
        """Whether a folded word belongs to a group."""
        return word in self.words[group]

    def match_marked(self, group: str, words: Sequence[Word], start: int) -> int:
        """Where the longest entry of a group written with marks ends; `start` when none begins there."""
        for length in (3, 2, 1) if self.marked[group] else ():
            piece = words[start : start + length]
            if len(piece) == length and " ".join(w.written.lower() for w in piece) in self.marked[group]:
                return start + length
        return start

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The words with which a head noun can begin."""
        return frozenset(first for index in self.heads.values() for first in index)

    def head_type(self, words: Sequence[Word], start: int) -> tuple[int, str]:
        """Where the longest head noun that begins at a word ends, and the type of name it makes."""
        best, kind = start, ""
        for name in HEAD_TYPES if words[start].folded in self._openings else ():
            stop = match_phrase(words, start, self.heads[name])
            if stop > best:
                best, kind = stop, name
        return best, kind

    def is_field(self, words: Sequence[Word], i: int) -> bool:
        """Whether a word says a field of work, as an adjective behind one does: "l'*Économie bleue*"."""
        if self.has("portfolio", words[i].folded):
            return True
        behind = i > 0 and words[i].gap == " " and words[i - 1].is_capital and words[i].text.islower()
        return behind and words[i].tag == "ADJ" and self.has("portfolio", words[i - 1].folded)

    def is_body_noun(self, words: Sequence[Word], i: int) -> bool:
        """Whether a word stands for a body without a name: "the *union*", "the *country*", "the *town*"."""
        is_head = self.head_type(words, i)[1] in ("organisation", "place")
        return is_head or any(self.has(group, words[i].folded) for group in ("own_country", "movements"))


_WORD_GROUPS = (
    "articles", "connectors", "topical", "conjunctions", "particles", "role_modifiers", "portfolio",
    "definite", "of", "stops", "calendar", "not_names", "lower_heads", "like", "generic", "impersonal", "at",
    "within", "firm_suffixes", "traits", "copula", "envoys",
    "products", "versions", "newness", "thing_pronouns", "objects", "foreign_particles", "money", "said",
    "said_fillers", "years_old", "people_nouns", "ranks", "past_offices", "genitive", "documents", "issuing",
    "pairing", "things", "verb_endings", "clitics", "guests", "owners", "makers", "whose", "own_country",
    "movements", "pair", "holder_bodies", "name_months", "who", "attributing",
)  # fmt: skip
_PHRASE_GROUPS = (
    "honorifics", "roles", "portfolio_roles", "weak_roles", "both", "both_people", "organisation_nouns",
    "place_nouns", "place_nouns_behind", "renaming", "worldwide", "programmes", "said", "for_bodies",
    "sources", "nearer", "farther", "bodies", "both_bodies", "several",
    "firm_heads",
)  # fmt: skip
_MAPS = (
    "pronouns",
    "gender",
    "national_heads",
    "same_offices",
    "same_fields",
    "article_gender",
    "nearer",
    "farther",
    "body_gender",
    "both_people",
    "both_bodies",
    "several",
)


_MARKED_GROUPS = ("stops_written", "compounds", "name_ends", "predicates", "areas")
"""Groups whose entries are compared with the words as they are written, marks and all."""


@cache
def load_wording(language: str) -> Wording:
    """The wording of a language; of all languages together when it is unsure or has none."""
    own = lexicons.load("names", language) if language else {}
    return _compile([own] if own else list(lexicons.load_all("names").values()))


def _compile(sources: list[Any]) -> Wording:
    def gather(group: str) -> list[str]:
        return [str(item) for source in sources for item in source.get(group) or ()]

    heads = {
        kind: index_phrases([str(item) for source in sources for item in source["heads"].get(kind, ())])
        for kind in HEAD_TYPES
    }
    return Wording(
        words={group: _split(group, gather(group)) for group in _WORD_GROUPS},
        phrases={group: index_phrases(gather(group)) for group in _PHRASE_GROUPS},
        heads=heads,
        maps={group: _merge(source.get(group) or {} for source in sources) for group in _MAPS},
        written=_by_folded(gather("written")),
        marked={group: frozenset(gather(group)) for group in _MARKED_GROUPS},
    )


def _split(group: str, items: list[str]) -> frozenset[str]:
    if group == "portfolio":
        return frozenset(word.folded for item in items for word in split_words(item))
    return frozenset(map(fold, items))


def _by_folded(forms: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form in forms:
        found.setdefault(fold(form), set()).add(form)
    return {folded: frozenset(same) for folded, same in found.items()}


def _merge(maps: Iterable[Any]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for each in maps:
        pairs = each.items() if isinstance(each, dict) else ((item, item) for item in each)
        merged.update({" ".join(w.folded for w in split_words(str(k))): fold(str(v)) for k, v in pairs})
    return merged


_RHYME = (
    r"(?:a|e|i|o|u|y|ie|ye|ua|uo|oa|oe|ue|uy|uye|oo)(?:ch|c|m|nh|ng|n|p|t)"
    r"|a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|iu|ieu|oa|oai|oay|oe|oi|ua|ue|ui|uoi|uou|uu|uy|uya|uyu|yeu|oeo|uay"
)
_SYLLABLE = re.compile(rf"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?(?:{_RHYME})")


def is_syllable(word: str) -> bool:
    """Whether a folded word can be one Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nguyen", "quang", "chinh", "monde", "plan", "gill")]
    [True, True, True, False, False, False]
    """
    return bool(_SYLLABLE.fullmatch(word))


@cache
def family_names(kind: str = "") -> frozenset[str]:
    """Family names that stand first, of one naming tradition or of all."""
    data = lexicons.load("people")["family_names"]
    return frozenset(fold(str(name)) for key, names in data.items() if kind in ("", key) for name in names)


def begins_vietnamese(folded: str, written: str) -> bool:
    """Whether a word can be a Vietnamese family name, the marks regarded that it is written with.

    >>> [begins_vietnamese("vu", word) for word in ("Vũ", "Vụ", "Vu")]
    [True, False, True]
    """
    marked = lexicons.load("people")["family_names"]["vietnamese"]
    return folded in family_names("vietnamese") and (written.isascii() or written.lower() in marked)
