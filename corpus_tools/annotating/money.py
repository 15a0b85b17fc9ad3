"""Money: amounts with the code of a currency ("CAD 8 million"), which name nobody."""

from functools import cache

from corpus_tools import lexicons
from corpus_tools.annotating.marked import Candidate, Marked

_NUMBERS = "0123456789.,"
_BEFORE = 2
"""Words before a code in which its number is looked for: "20 million ZAR"."""


def is_amount(marked: Marked, candidate: Candidate) -> bool:
    """Whether a name is the code of a currency with its number inside or beside it.

    Where no number is near, the letters can be those of a body: "the CAD said".
    """
    inside = marked.words[candidate.first : candidate.last]
    letters = [word for word in inside if word.folded.strip(_NUMBERS)]
    if len(letters) != 1 or letters[0].folded.strip(_NUMBERS) not in _codes() or not letters[0].is_acronym:
        return False
    before = marked.words[max(0, candidate.first - _BEFORE) : candidate.first]
    after = marked.words[candidate.last : candidate.last + 1]
    led = any(word.text[0].isdigit() for word in before) and marked.is_tight(candidate.first)
    followed = any(word.text[0].isdigit() and word.gap in ("", " ") for word in after)
    return any(word.text[-1].isdigit() for word in inside) or led or followed


@cache
def _codes() -> frozenset[str]:
    return frozenset(lexicons.load("currencies"))
