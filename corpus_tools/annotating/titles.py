"""Titles: what stands between a title and the name of its bearer ("Minister *of Health of Kenya* X")."""

from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Marked

_LONGEST = 8
"""Words of the longest body without a name."""

_NOUNS = frozenset({"NOUN", "ADJ", "PROPN", "PART", ""})
"""What a noun phrase for a body is made of."""


def skip_complement(marked: Marked, i: int) -> int:
    """Skip what belongs to a role before the name: its field of work, a body, a country, a further title."""
    start, words = i, marked.words
    while i < len(words):
        gap = words[i].gap
        in_list = gap == ", " and i in marked.fields
        if not (
            is_tight(gap) or gap == ". " or in_list or (gap == ", " and marked.is_office(i) and i > start)
        ):
            break
        if marked.is_office(i) and (i > start or words[i].is_capital):
            i = max(marked.roles[i], marked.honorifics[i])
        elif marked.entity_at(i) and (i > start or marked.is_head_first):
            i = marked.known[i][0]
        elif i > start and _named_body_end(marked, i) > i:
            return _named_body_end(marked, i)
        elif (
            i in marked.fields
            or words[i].folded in marked.authority.adjectives
            or _is_joined_field(marked, i, start)
            or (i > start and marked.has("portfolio", i))
            or (marked.has("of", i) and not words[i].is_capital)
            or (
                i > start
                and any(marked.has(group, i) for group in ("articles", "connectors"))
                and not words[i].is_capital
            )
            or (i > start and marked.has("not_names", i))
        ):
            i += 1
        elif i > start and _body_end(marked, i) > i:
            return _body_end(marked, i)
        else:
            break
    return _after_field(marked, i) if i > start else i


def _body_end(marked: Marked, i: int) -> int:
    """Where a body without its name ends before a comma ("head of *the union*, X"), else `i`."""
    stop, is_body = i, False
    while stop < min(len(marked.words), i + _LONGEST) and (stop == i or marked.is_tight(stop)):
        known = marked.known[stop][0] if stop > i else stop
        if known == stop and not (stop > i and _is_small(marked, stop)) and not _is_noun(marked, stop):
            return i
        is_body = is_body or marked.heads[stop][1] == "organisation" or marked.has("own_country", stop)
        stop = max(known, stop + 1)
    return stop if is_body and stop < len(marked.words) and marked.words[stop].gap == ", " else i


def _is_small(marked: Marked, i: int) -> bool:
    """Whether word `i` is a small one that takes a noun phrase on: "l'association *des* consommateurs"."""
    return not marked.words[i].is_capital and any(marked.has(group, i) for group in ("of", "at", "articles"))


def _is_noun(marked: Marked, i: int) -> bool:
    return not marked.words[i].is_capital and marked.words[i].tag in _NOUNS


def _named_body_end(marked: Marked, i: int) -> int:
    """Where a noun for a body and its name end before a comma ("head of *the charity Kiva*, X"), else `i`."""
    stop = name = match_phrase(marked.words, i, marked.wording.phrases["organisation_nouns"])
    stop += stop < len(marked.words) and marked.words[stop].folded in marked.authority.adjectives
    first = stop
    while stop < len(marked.words) and marked.words[stop].gap == " " and marked.is_plain_name(stop):
        stop += 1
    closed = stop < len(marked.words) and marked.words[stop].gap == ", "
    return stop if name > i and stop > first and closed else i


def _is_joined_field(marked: Marked, i: int, start: int) -> bool:
    """Whether word `i` ends a field of work that "and" joins ("Communications and *Digitalisation* X Y")."""
    if i - 1 <= start or not marked.has("conjunctions", i - 1) or not marked.has("portfolio", i - 2):
        return False
    after = marked.words[i + 1 : i + 3]
    return (
        marked.words[i].is_capital and len(after) == 2 and all(w.is_capital and w.gap in " -" for w in after)
    )


def _after_field(marked: Marked, i: int) -> int:
    """Past the last word of a field of work among the capitals that begin at `i` ("Blue Economy")."""
    stop, after = i, i
    while (
        stop < len(marked.words)
        and (stop == i or marked.words[stop].gap == " ")
        and marked.words[stop].is_capital
    ):
        stop += 1
        if marked.has("portfolio", stop - 1):
            after = stop
    return after if stop > after else i
