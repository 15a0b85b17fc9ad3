"""Surroundings: what the words around a name say of its type."""

from dataclasses import replace

from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Candidate, Marked

_MOST_OFFICE = 6
"""Words from an office to the end of the body that it belongs to, at most."""
_NOUN_WORDS = 4
"""Words of the longest noun before a name that says its type."""


def retype(marked: Marked, candidate: Candidate) -> Candidate:
    """Let the noun before a name say its type: "the airline X", "companies such as X".

    A noun for a body that stands alone with its capital ("le Gouvernement") is one.
    """
    is_area = candidate.basis == "head noun" and candidate.type == "place"
    if candidate.basis not in {"model", "list", "acronym"} and not is_area:
        return candidate
    if marked.heads[candidate.first] == (candidate.last, "organisation"):
        return replace(candidate, type="organisation")
    if _is_headed(marked, candidate):
        return replace(candidate, type="organisation", basis="office before it")
    if not is_area and _leads_to_place_noun(marked, candidate.last):
        return replace(candidate, type="place", basis="noun behind it")
    if _is_explained(marked, candidate.last):
        return replace(candidate, type="organisation", basis="noun beside it")
    return _retype_by_noun(marked, candidate, ("organisation",) if is_area else ("organisation", "place"))


def _retype_by_noun(marked: Marked, candidate: Candidate, kinds: tuple[str, ...]) -> Candidate:
    """A name with the type of the noun before it, or before the list in which it stands."""
    i = _list_start(marked, candidate.first)
    if marked.words[i - 1].is_capital and not _is_initials_noun(marked, i - 1):
        return candidate
    for kind in kinds:
        nouns = marked.wording.phrases[f"{kind}_nouns"]
        if not any(match_phrase(marked.words, k, nouns) == i for k in range(max(0, i - _NOUN_WORDS), i)):
            continue
        if marked.words[i].gap == " ":
            return replace(candidate, type=kind, basis="noun before it")
        if marked.words[i].gap == ", " and is_closed(marked, candidate.last):
            held = any(marked.roles[k] > k for k in range(max(0, i - _MOST_OFFICE), i))
            return replace(candidate, type="person" if held else kind, basis="noun beside it")
    return candidate


def _list_start(marked: Marked, first: int) -> int:
    """Where the list of names begins in which a name stands that begins at word `first`."""
    i = first
    while (
        i > 0
        and (i == first or marked.words[i].gap in {", ", " "})
        and (
            any(marked.has(group, i - 1) for group in ("like", "conjunctions"))
            or (marked.words[i - 1].is_capital and not _is_initials_noun(marked, i - 1))
        )
    ):
        i -= 1
    return i


def is_closed(marked: Marked, last: int) -> bool:
    """Whether what ends before word `last` is parted from what follows, as an apposition is."""
    return last == len(marked.words) or not is_tight(marked.words[last].gap)


def _leads_to_place_noun(marked: Marked, i: int) -> bool:
    """Whether a noun in lower case right behind a name says that it is a place: "the X *border post*".

    Not where that noun only begins another: "the X port authority".
    """
    if i >= len(marked.words) or marked.words[i].gap != " " or marked.words[i].is_capital:
        return False
    stop = match_phrase(marked.words, i, marked.wording.phrases["place_nouns_behind"])
    goes_on = stop < len(marked.words) and marked.words[stop].gap == " "
    return stop > i and not (goes_on and (marked.heads[stop][0] > stop or marked.roles[stop] > stop))


def _is_headed(marked: Marked, candidate: Candidate) -> bool:
    """Whether one word taken for a person is a body, by who heads it: "the executive director of *Rivo*"."""
    if candidate.type != "person" or candidate.last - candidate.first > 1:
        return False
    of, heads = candidate.first - 1, marked.wording.phrases["firm_heads"]
    starts = range(max(0, of - _NOUN_WORDS), of)
    return marked.has("of", of) and any(match_phrase(marked.words, k, heads) == of for k in starts)


def _is_explained(marked: Marked, i: int) -> bool:
    """Whether an apposition behind a name says that it is a body: "X, *the company* that runs the port"."""
    if i + 1 >= len(marked.words) or marked.words[i].gap != ", " or not marked.has("articles", i):
        return False
    stop = match_phrase(marked.words, i + 1, marked.wording.phrases["organisation_nouns"])
    return stop > i + 1 and stop < len(marked.words) and not marked.words[stop].is_capital


def _is_initials_noun(marked: Marked, i: int) -> bool:
    """Whether word `i` is a noun for a body that is written as initials: "l'*ONG* X", "the *NGO* X"."""
    nouns = marked.wording.phrases["organisation_nouns"]
    return marked.words[i].is_acronym and match_phrase(marked.words, i, nouns) == i + 1
