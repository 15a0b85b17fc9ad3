"""Sayers: people whom a reporting verb gives away, though a long office stands right before their names.

"… Representative for Disaster Risk Reduction Kamal Kishore said": the capitals run on from the office into
the name, so the name is the end of the run, as far as its words are rare in the language and no words of a
field of work, of a body or of a place.
"""

from collections.abc import Iterator
from functools import cache

from wordfreq import zipf_frequency

from corpus_tools.annotating.capitals import match_phrases
from corpus_tools.annotating.marked import Candidate, Marked

_RARE = 3.6
"""Zipf frequency below which a word is more likely a name than a word of the language."""
_SHORTEST, _LONGEST = 2, 4
_OFFICE_REACH = 24
"""Words that the office before a name may have, its body and field of work included."""
_SMALL = ("articles", "connectors", "of", "conjunctions", "role_modifiers", "portfolio", "topical")


def find_sayers(marked: Marked) -> list[Candidate]:
    """The people of a sentence who stand right before or, inverted, behind a reporting verb.

    A run of capitals beside the verb is looked at when an office leads up to it. Its basis is `title`.
    """
    found = []
    for start, stop in _runs(marked):
        first = _name_start(marked, start, stop)
        long = stop - first >= _SHORTEST
        if long and _is_rare(marked, start, first, stop) and _follows_office(marked, first):
            found.append(Candidate(first, stop, "person", "title"))
    return found


def _runs(marked: Marked) -> Iterator[tuple[int, int]]:
    """The runs of capitals that end right before a reporting verb, or close the phrase behind it."""
    for i, after in enumerate(match_phrases(marked.words, marked.wording.phrases["said"])):
        if after == i or marked.words[i].is_capital:
            continue
        stop = i
        while stop > 0 and marked.has("said_fillers", stop - 1) and not marked.words[stop - 1].is_capital:
            stop -= 1
        yield _run_before(marked, stop), stop
        stop = _phrase_end(marked, after)
        yield _run_before(marked, stop), stop


def _run_before(marked: Marked, stop: int) -> int:
    start = stop
    while (
        start > 0
        and marked.words[start - 1].is_capital
        and (start == stop or marked.words[start].gap in {" ", "-", "'"})
    ):
        start -= 1
    return start


def _phrase_end(marked: Marked, i: int) -> int:
    """Where the noun phrase behind an inverted verb ends: at a mark, or before the next small verb."""
    start = i
    while i < len(marked.words) and (i == start or marked.is_tight(i)):
        if not (marked.words[i].is_capital or marked.words[i].tag not in ("VERB", "AUX", "PRON", "ADV")):
            break
        i += 1
    while i > start and not marked.words[i - 1].is_capital:
        i -= 1
    return i


def _name_start(marked: Marked, start: int, stop: int) -> int:
    """Where the name at the end of a run begins: two words, and further rare ones before them."""
    first = stop
    while first > start and stop - first < _LONGEST and _is_part(marked, first - 1):
        if stop - first >= _SHORTEST and not _is_rare_word(marked, first - 1):
            break
        first -= 1
    return first


def _is_part(marked: Marked, i: int) -> bool:
    word = marked.words[i]
    return (
        not marked.is_office(i)
        and i not in marked.in_roles
        and not any(marked.known[k][0] > i and marked.known[k][1] for k in range(max(0, i - 3), i + 1))
        and marked.heads[i][0] == i
        and marked.is_nameable(i)
        and not any(marked.has(group, i) for group in ("portfolio", "role_modifiers"))
        and word.folded not in marked.authority.adjectives
        and not (word.is_acronym and len(word.text) > 2)
        and word.text.isalpha()
    )


def _follows_office(marked: Marked, i: int) -> bool:
    """Whether an office and what belongs to it lead up to word `i`."""
    for k in range(i - 1, max(-1, i - _OFFICE_REACH), -1):
        if k in marked.in_roles:
            return True
        if not (marked.words[k].is_capital or any(marked.has(group, k) for group in _SMALL)):
            return marked.words[k].tag in {"ADJ", "NOUN", ""} and _follows_office(marked, k)
        if marked.words[k + 1].gap not in {" ", "-", "'", ", "}:
            return False
    return False


def _is_rare(marked: Marked, start: int, first: int, stop: int) -> bool:
    """Whether the words can only be a name: one is rare, or all where the word before could be a part too."""
    doubtful = first > start and _is_part(marked, first - 1)
    return (all if doubtful else any)(_is_rare_word(marked, i) for i in range(first, stop))


def _is_rare_word(marked: Marked, i: int) -> bool:
    word = marked.words[i]
    return _frequency(word.written.lower(), marked.language) < _RARE


@cache
def _frequency(word: str, language: str) -> float:
    return zipf_frequency(word, language or "en")
