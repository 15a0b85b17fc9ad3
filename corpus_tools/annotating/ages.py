"""Ages: people whose age stands right behind their full names: "Ada Low, 37, said", "Awa Diop, 37 ans"."""

from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.people import person_end

_YOUNGEST, _OLDEST = 15, 110
_LONGEST = 5
"""Words of the longest name that is looked for."""


def find_aged(marked: Marked) -> list[Candidate]:
    """The people of a sentence whose age is told in apposition; their basis is `apposition`."""
    ages = [i for i in range(1, len(marked.words)) if _is_age(marked, i)]
    names = ((_find_start(marked, i), i) for i in ages)
    return [Candidate(first, stop, "person", "apposition") for first, stop in names if first < stop]


def _is_age(marked: Marked, i: int) -> bool:
    """Whether word `i` is a number between commas that can be an age, or has years behind it."""
    word = marked.words[i]
    if word.gap != ", " or not word.text.isdecimal() or not _YOUNGEST <= int(word.text[:4]) <= _OLDEST:
        return False
    if i + 1 == len(marked.words):
        return False
    return marked.words[i + 1].gap == ", " or (
        marked.words[i + 1].gap == " " and marked.has("years_old", i + 1)
    )


def _find_start(marked: Marked, stop: int) -> int:
    """Where the full name begins that ends before word `stop`; `stop` itself when none does."""
    whole = len(marked.words[stop - 1].text) > 1
    starts = range(max(0, stop - _LONGEST), stop - 1) if whole else ()
    return next((i for i in starts if _begins(marked, i) and person_end(marked, i) == stop), stop)


def _begins(marked: Marked, i: int) -> bool:
    """Whether a name can begin at word `i`: nothing of one stands before it."""
    return not marked.is_opening(i) and not (marked.is_tight(i) and marked.words[i - 1].is_capital)
