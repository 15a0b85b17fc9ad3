"""Titles: what stands between a title and the name of its bearer ("Minister *of Health of Kenya* X")."""

from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Marked

LONGEST_BODY = 8
"""Words of the longest body without a name."""

BODY_TAGS = frozenset({"NOUN", "ADJ", "PROPN", "PART", ""})
"""What a noun phrase for a body is made of."""


def skip_complement(marked: Marked, i: int) -> int:
    """Skip what belongs to a role before the name: its field of work, a body, a country, a further title."""
    start, words = i, marked.words
    while i < len(words) and _is_near(marked, i, start):
        named = _named_body_end(marked, i) if i > start else i
        if marked.is_office(i) and (i > start or words[i].is_capital):
            i = max(marked.roles[i], marked.honorifics[i])
        elif marked.entity_at(i) and (i > start or marked.is_head_first):
            i = marked.known[i][0]
        elif named > i:
            return named
        elif _goes_with_role(marked, i, start):
            i += 1
        else:
            body = _body_end(marked, i) if i > start else i
            if body > i:
                return body
            break
    return _after_field(marked, i) if i > start else i


def _is_near(marked: Marked, i: int, start: int) -> bool:
    """Whether nothing parts word `i` from a role, or only a comma of a list."""
    gap = marked.words[i].gap
    listed = i in marked.fields or (i > start and marked.is_office(i))
    return is_tight(gap) or gap == ". " or (gap == ", " and listed)


def _goes_with_role(marked: Marked, i: int, start: int) -> bool:
    """Whether word `i` alone says something of a role that ends before word `start`."""
    if i in marked.fields or marked.words[i].folded in marked.authority.adjectives:
        return True
    if marked.has("of", i) and not marked.words[i].is_capital:
        return True
    small = any(marked.has(group, i) for group in ("articles", "connectors"))
    further = (small and not marked.words[i].is_capital) or any(
        marked.has(group, i) for group in ("portfolio", "not_names")
    )
    return (i > start and further) or _is_joined_field(marked, i, start)


def _body_end(marked: Marked, i: int) -> int:
    """Where a body without its name ends before a comma ("head of *the union*, X"), else `i`."""
    stop, is_body = i, False
    while stop < min(len(marked.words), i + LONGEST_BODY) and (stop == i or marked.is_tight(stop)):
        known = marked.known[stop][0] if stop > i else stop
        if known == stop and not (stop > i and _is_small(marked, stop)) and not _is_noun(marked, stop):
            return i
        is_body = is_body or marked.wording.is_body_noun(marked.words, stop)
        stop = max(known, stop + 1)
    return stop if is_body and stop < len(marked.words) and marked.words[stop].gap == ", " else i


def _is_small(marked: Marked, i: int) -> bool:
    """Whether word `i` is a small one that takes a noun phrase on: "l'association *des* consommateurs"."""
    return not marked.words[i].is_capital and any(marked.has(group, i) for group in ("of", "at", "articles"))


def _is_noun(marked: Marked, i: int) -> bool:
    return not marked.words[i].is_capital and marked.words[i].tag in BODY_TAGS


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
