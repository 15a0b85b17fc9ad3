"""Cues: the words by which a text reports that somebody says, asks, offers or promises something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import or_

from corpus_tools.annotating.speech_lexicons import Form, SpeechLexicon
from corpus_tools.annotating.words import Word, agree_among

_GAP = 2
_WIDE_GAP = 6
"""How many words may part them when they tell a day, or with whom somebody agrees."""
_CARRIED = 7
"""How many words may part a carrier from its noun: "underscored the UN's continued commitment"."""
_LONGEST_OBJECT = 4
"""Syllables of the longest noun for a paper."""
_LONGEST_ASIDE = 14
"""Words of the longest aside between a verb and its object, with its commas."""
_INNER_MARKS = frozenset('-$€£¥₫%"«»')
"""Marks that may stand inside a noun phrase: "a $4 million five-year 'landmark' deal"."""


@dataclass(frozen=True)
class Cue:
    """A cue in a sentence: the positions of its first and last word, the act and the form it has.

    `passive` says whether the form can be a passive participle.
    """

    first: int
    last: int
    act: str
    form: Form
    base: str
    passive: bool = False

    @property
    def has_object(self) -> bool:
        """Whether it ends in what its verb is done to: "signed a *contract*"."""
        return self.base.endswith("}")


def find_cues(words: Sequence[Word], lexicon: SpeechLexicon) -> list[Cue]:
    """All cues of a sentence in order; none lies inside another, longer ones win."""
    found: list[Cue] = []
    for position in [n for n, word in enumerate(words) if word.text in lexicon.openings]:
        for cue in _cues_at(words, position, lexicon):
            if not found or cue.first > found[-1].last:
                found.append(cue)
            elif cue.last > found[-1].last and cue.form in ("noun", "adjective"):
                found[-1] = cue
            break
    return found


def _cues_at(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> Iterator[Cue]:
    yield from _carried(words, position, lexicon)
    yield from _adjective(words, position, lexicon)
    for start in lexicon.according:
        bound = position > 0 and lexicon.has("binding", words[position - 1].text)
        if not bound and tuple(w.text for w in words[position : position + len(start)]) == start:
            yield Cue(position, position + len(start) - 1, "statement", "phrase", " ".join(start))
    found = list(_verbs(words, position, lexicon))
    shared = any(_is_shared(words, position + 1, cue.last, lexicon) for cue in found)
    yield from sorted(found, key=lambda cue: -cue.last if shared else _is_day(words, cue.last + 1, lexicon))


def _verbs(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> Iterator[Cue]:
    for entry in lexicon.cues.get(words[position].text, ()):
        last = _match_rest(words, position, entry.rest, lexicon, shared=entry.act == "agreement")
        if last is not None and entry.objects:
            last = _find_object(words, last, entry.objects, lexicon)
        if last is None or (entry.reflexive and not _is_reflexive(words, position, lexicon)):
            continue
        if all(agree_among(words, words[position + n], mark) for n, mark in enumerate(entry.marked)):
            yield Cue(position, last, entry.act, entry.form, entry.base, entry.passive)


def _match_rest(
    words: Sequence[Word], position: int, rest: tuple[str, ...], lexicon: SpeechLexicon, *, shared: bool
) -> int | None:
    """Where a verb and what belongs to it ends; fillers or a day may part the two: "called on Monday for".

    What is `shared` may be parted by with whom: "agreed *with Kenya* to".
    """
    if not rest:
        return position
    for second in range(position + 1, min(len(words), position + 2 + _WIDE_GAP)):
        if words[second].text != rest[0]:
            continue
        parts = shared and _is_shared(words, position + 1, second, lexicon)
        if parts or _may_part(words, position + 1, second, lexicon):
            last = second + len(rest) - 1
            same = tuple(word.text for word in words[second : last + 1]) == rest
            return last if same else None
    return None


def _find_object(words: Sequence[Word], verb: int, name: str, lexicon: SpeechLexicon) -> int | None:
    """Where the object of a verb ends, one of a set: "signed on Monday in Lima a large *contract*"."""
    for first in _reach(words, _skip_between(words, verb + 1, lexicon)):
        for stop in range(first + _LONGEST_OBJECT, first, -1):
            if lexicon.has(name, " ".join(word.text for word in words[first:stop])):
                return min(stop, len(words)) - 1
        if lexicon.has("before_others", words[first].text):
            return None
    return None


def _skip_between(words: Sequence[Word], start: int, lexicon: SpeechLexicon) -> int:
    """Past what parts a verb from its object: ", *mardi à Rabat*, un accord", "*with UNDP* a deal"."""
    if start + 1 >= len(words):
        return start
    if words[start].text == ",":
        opens = any(lexicon.has(name, words[start + 1].text) for name in ("relatives", "and"))
        inside = range(start + 1, min(len(words), start + _LONGEST_ASIDE))
        return start if opens else next((k for k in inside if words[k].text == ","), start - 1) + 1
    stop = start + lexicon.has("with", words[start].text)
    while start < stop < len(words) - 1 and _is_of_name(words, stop, lexicon):
        stop += 1
    return stop if stop > start + 1 else start


def _is_of_name(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> bool:
    """Whether a word is one of a name, or a small one before such a word: "with *the World Bank*"."""
    if words[position].written[:1].isupper():
        return True
    small = any(lexicon.has(name, words[position].text) for name in ("determiners", "of"))
    return small and words[position + 1].written[:1].isupper()


def _reach(words: Sequence[Word], start: int) -> Iterator[int]:
    """The positions of the next words of a noun phrase: marks inside it count for none."""
    found = 0
    for position in range(start, len(words)):
        if words[position].is_mark:
            if words[position].text not in _INNER_MARKS:
                return
            continue
        found += 1
        if found > _CARRIED:
            return
        yield position


def _may_part(words: Sequence[Word], first: int, stop: int, lexicon: SpeechLexicon) -> bool:
    """Whether what stands between a verb and what belongs to it are fillers, few unless they tell a day.

    With the day goes where: "agreed on Monday in Geneva to", "sont convenus, jeudi à Genève, de".
    """
    if not any(_is_day(words, position, lexicon) for position in range(first, stop)):
        return stop - first <= _GAP and all(lexicon.has("fillers", word.text) for word in words[first:stop])
    is_aside = words[first].text != "," or (stop - first > 1 and words[stop - 1].text == ",")
    return is_aside and all(_goes_with_day(word, lexicon) for word in words[first:stop])


def _is_shared(words: Sequence[Word], first: int, stop: int, lexicon: SpeechLexicon) -> bool:
    """Whether what stands between a verb and what belongs to it is "with" and a name."""
    leads = any(lexicon.has("with", word.text) for word in words[first : first + 1])
    named = words[first + 1 : stop]
    capitals = [word.written[:1].isupper() for word in named]
    small = [any(lexicon.has(name, word.text) for name in ("fillers", "determiners", "of")) for word in named]
    return leads and any(capitals) and all(map(or_, capitals, small))


def _goes_with_day(word: Word, lexicon: SpeechLexicon) -> bool:
    small = any(lexicon.has(name, word.text) for name in ("fillers", "days", "moments"))
    return small or word.text == "," or word.written[:1].isupper()


def _is_day(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> bool:
    return position < len(words) and lexicon.has("days", words[position].text)


def _is_reflexive(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> bool:
    return any(lexicon.has("reflexives", word.text) for word in words[max(0, position - 4) : position])


def _carried(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> Iterator[Cue]:
    """A carrier and the noun that makes it an act: "reiterated an invitation", "a exprimé sa volonté"."""
    if words[position].text not in lexicon.carriers:
        return
    for here in _reach(words, position + 1):
        word = words[here].text
        if word in lexicon.nouns:
            if not _is_known(words, here, lexicon):
                yield Cue(position, here, lexicon.nouns[word], "noun", word)
            return
        opens = here + 1 < len(words) and lexicon.has("determiners", words[here + 1].text)
        if opens and lexicon.has("that", word):
            return


def _is_known(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> bool:
    """Whether a noun only points back: "confirmed the offer", but not "the offer to host"."""
    if not lexicon.has("definite", words[position - 1].text):
        return False
    after = [word.text for word in words[position + 1 : position + 4]]
    clause = after[: next((n for n, word in enumerate(after) if lexicon.has("and", word)), len(after))]
    return not any(lexicon.has("infinitive", word) or lexicon.has("of", word) for word in clause)


def _adjective(words: Sequence[Word], position: int, lexicon: SpeechLexicon) -> Iterator[Cue]:
    """A copula, the adjective and the word after it: "is ready to", "est prêt à"."""
    if not lexicon.has("copulas", words[position].text):
        return
    for here in range(position + 1, min(len(words) - 1, position + 4)):
        if words[here].text in lexicon.adjectives:
            act, then = lexicon.adjectives[words[here].text]
            if words[here + 1].text in then:
                yield Cue(position, here + 1, act, "adjective", words[here].text)
            return
        if not lexicon.has("fillers", words[here].text) and words[here].text != '"':
            return
