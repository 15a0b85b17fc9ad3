"""Offices: the phrases of a sentence that say a role ("Special Envoy to the UN Secretary-General")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from corpus_tools.annotating.authority import country_adjectives
from corpus_tools.annotating.capitals import Word, is_tight, match_phrase, match_phrases
from corpus_tools.annotating.titles import BODY_TAGS, LONGEST_BODY
from corpus_tools.annotating.wording import Wording

Row = Mapping[str, Any]

_MOST_HEAD_WORDS = 16
"""Words of the longest role with its modifiers; it bounds the time that capitals without end take."""


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a sentence: words `first` up to `last`.

    Attributes:
        first: its first word, that of an organisation before it included.
        last: the word after its last one.
        title: its head noun with the modifiers before it, folded ("deputy minister").
        organisation: the entity of the first organisation or country that it names, or empty.
        is_definite: whether a word like "the", or whose office it is, stands before it.
        field: the words of the field of work behind it ("minister of *health*"), folded.
    """

    first: int
    last: int
    title: str
    organisation: str = ""
    is_definite: bool = False
    field: frozenset[str] = frozenset()


class OfficeFinder:
    """Finds the offices of one sentence, given its words and the names in it."""

    def __init__(self, words: Sequence[Word], names: Sequence[Row], wording: Wording) -> None:
        """Keep the words, with where names other than people's begin and which words names cover."""
        self.words, self.wording = words, wording
        self.countries = country_adjectives()
        self.names: dict[int, tuple[int, str]] = {}
        self.covered: set[int] = set()
        self.towns: set[int] = set()
        self.behind_people: set[int] = set()
        for row in names:
            inside = [i for i, word in enumerate(words) if row["start"] <= word.start < row["end"]]
            self.covered |= set(inside)
            if inside and row["type"] == "person":
                self.behind_people.add(inside[-1] + 1)
            elif inside:
                self.names[inside[0]] = (inside[-1] + 1, row["entity"])
            if inside and row["type"] == "place" and row["basis"] != "country":
                self.towns.add(inside[0])

    @cached_property
    def _roles(self) -> list[int]:
        """Where a role that begins at each word ends, the word itself where none does."""
        return match_phrases(self.words, self.wording.phrases["roles"])

    def find(self) -> list[Office]:
        """All offices in order; one inside another is not given."""
        found: list[Office] = []
        i, last = 0, max((k for k, stop in enumerate(self._roles) if stop > k), default=-1)
        while i <= last:
            office = self.read(i)
            if office:
                owned = i > 0 and self.words[i - 1].folded == "s" and self.words[i - 1].gap == "'"
                before = i > 0 and (owned or self._has("definite", i - 1)) and self._tight(i)
                found.append(replace(office, is_definite=before or self._speaks_bare(office)))
            i = max(office.last if office else 0, i + 1)
        return found

    def _speaks_bare(self, office: Office) -> bool:
        """Whether a bare office speaks, where there are no articles: "*Bộ trưởng* nói", "Theo *Đại sứ*, "."""
        i = office.last
        while self._has("said_fillers", i):
            i += 1
        if self.wording.words["definite"] or i >= len(self.words):
            return False
        if not self._tight(i):
            return self._has("attributing", office.first - 1)
        opens = office.first == 0 or not self._tight(office.first)
        return opens and match_phrase(self.words, i, self.wording.phrases["said"]) > i

    def read(self, i: int) -> Office | None:
        """The office that begins at word `i`, if one does."""
        start, (first, organisation) = i, self._owner(i)
        head = self._head(first)
        if head is None or (first in self.covered and first == start):
            return None
        stop = head
        title = " ".join(word.folded for word in self.words[first:stop])
        after = stop
        while True:
            grown, found = self._complement(after, start)
            if grown == after:
                return Office(start, after, title, organisation, field=self._list_fields(head, after))
            organisation = organisation or found
            if found == "'s":
                organisation = "" if organisation == "'s" else organisation
                title = self.read_title(after)
            after = grown

    def _list_fields(self, start: int, stop: int) -> frozenset[str]:
        small = ("articles", "of", "conjunctions")
        return frozenset(
            self.words[i].folded
            for i in range(start, stop)
            if self._has("portfolio", i) and i not in self.covered and not any(self._has(g, i) for g in small)
        )

    def read_title(self, i: int) -> str:
        """The title of the office that a possessive at word `i` leads to."""
        stop = self._head(i + 1)
        return " ".join(word.folded for word in self.words[i + 1 : stop])

    def _owner(self, i: int) -> tuple[int, str]:
        """Skip an organisation or country before a role: "UN …", "Viet Nam's …"."""
        if i not in self.names:
            for stop in (i + 2, i + 1):
                folded = " ".join(word.folded for word in self.words[i:stop])
                country = self.countries.get(folded, "") if self.words[i].is_capital else ""
                if country and self._tight(stop) and (stop == i + 1 or self._tight(i + 1)):
                    return stop, country
            return i, ""
        stop, entity = self.names[i]
        if stop < len(self.words) and self.words[stop].text == "s" and self.words[stop].gap == "'":
            stop += 1
        return (stop, entity) if self._tight(stop) else (i, "")

    def _head(self, i: int) -> int | None:
        """Where modifiers and a role that begin at word `i` end, or None."""
        best = None
        last = min(len(self.words), i + _MOST_HEAD_WORDS)
        while i < last:
            stop = self._roles[i]
            if stop > i and i not in self.covered:
                best = stop
            small = any(self._has(group, i) for group in ("articles", "of", "conjunctions"))
            is_field = self.words[i].is_capital and self._has("portfolio", i) and not small
            goes_on = self._has("role_modifiers", i) or is_field or (best is None and self._joins_fields(i))
            goes_on = goes_on and (self._tight(i + 1) or (best is None and self._lists_fields(i)))
            if not goes_on or i in self.covered:
                break
            i += 1
        return best

    def _joins_fields(self, i: int) -> bool:
        """Whether "and" at word `i` joins two fields of work ("Science *and* Technology Minister")."""
        sides = (i - 1, i + 1)
        both = all(0 <= k < len(self.words) and self.words[k].is_capital for k in sides)
        return both and self._has("conjunctions", i) and all(self._has("portfolio", k) for k in sides)

    def _lists_fields(self, i: int) -> bool:
        """Whether a comma behind word `i` joins two fields ("*Education*, Culture and Science Minister")."""
        both = self.words[i : i + 2]
        return (
            len(both) == 2
            and both[1].gap == ", "
            and all(word.is_capital and self.wording.has("portfolio", word.folded) for word in both)
        )

    def _skip_place_noun(self, i: int) -> int:
        """Past a place noun that goes with a body and has no name of its own ("UBND *tỉnh* Lê Văn A")."""
        if "head-first" not in self.wording.words["traits"] or i - 1 not in self.covered:
            return i
        stop = match_phrase(self.words, i, self.wording.phrases["place_nouns"])
        return i if self.words[i].is_capital or stop in self.names else stop

    def _skip_body_noun(self, k: int) -> int:
        """Past a noun for a body right before its name ("co-founder of *start-up* Kamtar"); else `k`."""
        noun = k + (self.words[k].folded in self.countries)
        stop = match_phrase(self.words, noun, self.wording.phrases["organisation_nouns"])
        stop += stop > noun and stop < len(self.words) and self.words[stop].folded in self.countries
        return stop if stop in self.names and self.words[stop].gap == " " else k

    def _complement(self, i: int, start: int) -> tuple[int, str]:
        """One more piece of a role, words `start` up to `i`: where it ends, and the entity it names."""
        if not self._tight(i):
            return i, ""
        word = self.words[i]
        if word.text == "s" and word.gap == "'":
            stop = self._head(i + 1) if self._tight(i + 1) else None
            return (stop, "'s") if stop else (i, "")
        modifies = self._has("role_modifiers", i) and i not in self.covered
        if not word.is_capital and (word.folded in self.countries or modifies):
            return i + 1, self.countries.get(word.folded, "")
        k = self._skip_place_noun(i)
        if k > i:
            return k, ""
        while (
            self._tight(k)
            and k not in self.names
            and (self._has("of", k) or (k > i and self._has("articles", k)))
        ):
            k += 1
        if not self._tight(k) or (k == i and "head-first" not in self.wording.words["traits"]):
            return i, ""
        if k in self.towns and k > i and self._has("at", k - 1):
            return i, ""
        k = self._skip_body_noun(k) if k > i else k
        if k in self.names:
            inner = self.read(k)
            return (inner.last, self.names[k][1]) if inner and k > i else self.names[k]
        return self._unnamed_complement(k, i, start)

    def _unnamed_complement(self, k: int, i: int, start: int) -> tuple[int, str]:
        """A complement at word `k` that names nothing: another office, a body without its name, a field."""
        inner = self.read(k) if k > i else None
        if inner:
            return inner.last, inner.organisation
        body = self._body_of_person(k, start) if k > i else self._bare_body(k)
        return (body, "") if body > k else (self._field(k, i), "")

    def _body_of_person(self, k: int, start: int) -> int:
        """Where a body without its name ends beside the person of an office from `start`; `k` when none does.

        "the head *of the growers' association*, X", "X, directrice *de l'autorité portuaire*, …"
        """
        stop, is_body = k, False
        while stop < min(len(self.words), k + LONGEST_BODY) and self._is_own_word(stop, k):
            is_body = is_body or self.wording.is_body_noun(self.words, stop)
            stop = max(stop + 1, self.names[stop][0] if stop in self.names else 0)
        closes = stop == len(self.words) or self.words[stop].gap == ", "
        beside = self._is_person_at(stop) or (closes and self._follows_person(start))
        return stop if is_body and stop > k and beside else k

    def _is_person_at(self, i: int) -> bool:
        if i < len(self.words) and self.words[i].gap in (", ", " "):
            i = max(i, match_phrase(self.words, i, self.wording.phrases["honorifics"]))
        return i in self.covered and i not in self.names

    def _follows_person(self, start: int) -> bool:
        """Whether a comma, and perhaps an article, parts an office from the person before it."""
        start -= self._has("articles", start - 1) and self.words[start].gap in ("'", " ")
        return start in self.behind_people and self.words[start].gap == ", "

    def _is_own_word(self, i: int, first: int) -> bool:
        """Whether word `i` goes on with the noun phrase of a body, as the name of a place in it does."""
        if not (i == first or self._tight(i)):
            return False
        small = i > first and any(self._has(group, i) for group in ("of", "at", "articles"))
        if i in self.names:
            return i > first and (self._has("of", i - 1) or self._has("at", i - 1))
        own = small or self.words[i].tag in BODY_TAGS
        return own and not self.words[i].is_capital and i not in self.covered

    def _bare_body(self, k: int) -> int:
        """Where a noun for a body that goes without a name ends, in a language without articles; else `k`."""
        if self.wording.words["definite"] or self.words[k].is_capital:
            return k
        stop, kind = self.wording.head_type(self.words, k)
        named = stop < len(self.words) and self._tight(stop) and self.words[stop].is_capital
        is_person = stop in self.covered and stop not in self.names
        return stop if kind == "organisation" and stop - k > 1 and (is_person or not named) else k

    def _says(self, k: int) -> bool:
        """Whether a verb of saying is spelled like a word of a field: "… *nói*", not "… *Nội vụ*"."""
        stop = match_phrase(self.words, k, self.wording.phrases["said"])
        return stop > k and self.words[k].text.islower() and not self._has("portfolio", k + 1)

    def _field(self, k: int, i: int) -> int:
        """Where the words of a field of work that begin at word `k` end; `i` when there are none."""
        end = i
        while k < len(self.words) and (self._tight(k) or self.words[k].gap == ", ") and k not in self.names:
            if self._says(k):
                break
            if self.wording.is_field(self.words, k) and k not in self.covered:
                small = self._has("conjunctions", k) or self._has("articles", k) or self._has("of", k)
                end = end if small else k + 1
            elif not (self._has("conjunctions", k) or self._has("not_names", k)) or self.words[k].gap == ", ":
                break
            k += 1
        return end

    def _has(self, group: str, i: int) -> bool:
        if group == "of" and 0 <= i < len(self.words) and self.words[i].tag == "AUX":
            return False  # "a annoncé": no "à" without its mark.
        return 0 <= i < len(self.words) and self.wording.has(group, self.words[i].folded)

    def _tight(self, i: int) -> bool:
        return 0 < i < len(self.words) and is_tight(self.words[i].gap)


def find_offices(words: Sequence[Word], names: Sequence[Row], wording: Wording) -> list[Office]:
    """The offices of a sentence in order, each with the organisation or country that it names.

    Args:
        words: the words of the sentence.
        names: its mentions of kind name.
        wording: the wording of its language.
    """
    roles = wording.phrases["roles"]
    return OfficeFinder(words, names, wording).find() if any(word.folded in roles for word in words) else []
