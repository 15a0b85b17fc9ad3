"""Complements: how far a name goes on behind its head noun ("Ministry *of Public Security*")."""

from corpus_tools.annotating.capitals import match_phrase
from corpus_tools.annotating.marked import Marked
from corpus_tools.annotating.wording import is_syllable

_NOUN = frozenset({"NOUN", "PROPN", "ADJ"})

_MOST_CLOSED = 4
"""Syllables in lower case, at most, between a capital and the mark that closes the name."""
_NOUN_WORDS = 4
"""Words of the longest head noun."""
_MOST_OFFICE = 6
"""Words of the longest office right before a name."""
_MOST_LOWER = 8
"""Syllables in lower case, at most, before the place or the word that ends a name."""


def grow_right(marked: Marked, i: int, kind: str, inside: set[int], joined: set[int]) -> int:
    """Where the complements of a head noun end: "of Public Security", "on the use of …", "mondiale".

    Args:
        marked: the sentence.
        i: the word after the head noun.
        kind: the type of name that the noun makes.
        inside: words of people, which no complement takes.
        joined: words that the model joins with the one before.
    """
    start = i
    i = end = _holder_end(marked, i, inside)
    topic = False
    while i < len(marked.words) and i not in inside:
        if not _may_go_on(marked, i, end > start, topic):
            break
        regions = _joins_regions(marked, i) if kind == "organisation" else 0
        if regions:
            i = end = regions
        elif marked.entity_at(i) and (i > end or marked.is_head_first) and not _is_compound(marked, i):
            is_country = marked.authority.entries[marked.entity_at(i)].basis == "country"
            i = end = marked.known[i][0]
            if is_country and marked.is_head_first and kind == "organisation" and not _has_link(marked, i):
                break
        elif marked.has("conjunctions", i):
            if end == start or not _joins(marked, i + 1, topic):
                break
            i += 1
        elif marked.has("connectors", i) or (marked.has("articles", i) and i > end):
            topic = (
                topic
                or (marked.has("topical", i) and kind in {"instrument", "event"})
                or marked.is_head_first
            )
            i += 1
        elif _continues(marked, i, end, start, topic) or _is_joined(marked, i, end, start, joined):
            i += 1
            end = i
        else:
            break
    return _reach_end(marked, start, end, inside) if kind in ("organisation", "event") else end


def _holder_end(marked: Marked, i: int, inside: set[int]) -> int:
    """Where the holder ends after whom a body is named: "Office *of the Prime Minister*"; else `i`.

    Not where the holder's name follows: "the Office of President Ana Ruiz".
    """
    if not (marked.has("holder_bodies", i - 1) and marked.words[i - 1].is_capital and marked.has("of", i)):
        return i
    k = i + 1
    while marked.is_tight(k) and marked.roles[k] == k and _describes_holder(marked, k):
        k += 1
    if not marked.is_tight(k) or marked.roles[k] == k or not marked.words[k].is_capital:
        return i
    end = marked.roles[k]
    while marked.is_tight(end) and _describes_rank(marked, end):
        end += 1
    return i if marked.is_tight(end) and (end in inside or marked.words[end].is_capital) else end


def _describes_holder(marked: Marked, k: int) -> bool:
    """Whether word `k` is an article before an office, or its rank or field in capitals."""
    return marked.has("articles", k) or marked.words[k].is_capital


def _describes_rank(marked: Marked, k: int) -> bool:
    """Whether word `k` tells the rank of the office before it ("Auditor *General*")."""
    return marked.has("role_modifiers", k) and (marked.words[k].is_capital or marked.is_head_first)


def _may_go_on(marked: Marked, i: int, grown: bool, topic: bool) -> bool:
    """Whether nothing parts word `i` from the name before it, or only a comma of a list."""
    word = marked.words[i]
    listed = word.gap == ", " and _in_list(marked, i) and (topic or (grown and _is_listed_field(marked, i)))
    return (marked.is_tight(i) or listed) and not (word.text == "s" and word.gap == "'")


def _is_joined(marked: Marked, i: int, end: int, start: int, joined: set[int]) -> bool:
    """Whether the model joins word `i` to the one before, which the name has already."""
    return i in joined and i == end > start and not marked.is_office(i)


def _has_link(marked: Marked, i: int) -> bool:
    """Whether a small word at `i` takes a name on ("Banque de France *à* Lille")."""
    return any(marked.has(group, i) for group in ("connectors", "articles", "of", "conjunctions"))


def _is_listed_field(marked: Marked, i: int) -> bool:
    return marked.words[i].is_capital and marked.has("portfolio", i)


def _continues(marked: Marked, i: int, end: int, start: int, topic: bool) -> bool:
    """Whether word `i` belongs to a name whose last sure word ends before `end`."""
    word, after_small = marked.words[i], i > end
    dated = marked.has("calendar", i) and marked.wording.agrees(marked.words, i)
    if dated or marked.is_office(i):
        return False
    if word.text.isdigit():
        return len(word.text) <= 4 and not after_small and marked.words[i - 1].is_capital
    if word.is_capital:
        return after_small or marked.is_head_first or marked.heads[i][0] > i or i > start
    if marked.wording.words["stops"]:
        before = marked.words[i - 1]
        return (
            not after_small
            and (before.is_capital or _is_of_field(marked, i))
            and i > start
            and not any(marked.known[k][0] == i and marked.known[k][1] for k in range(max(0, i - 4), i))
            and not _is_stop(marked, i)
            and not _is_verb(marked, i)
            and word.text.isalpha()
            and is_syllable(before.folded)
        )
    if word.tag not in _NOUN or word.folded.endswith(tuple(marked.wording.words["verb_endings"])):
        return False
    if not marked.is_head_first:
        return topic and (after_small or not marked.words[i - 1].is_capital)
    return topic or (after_small or word.tag == "ADJ" or marked.words[i - 1].tag in _NOUN)


def _is_of_field(marked: Marked, i: int) -> bool:
    """Whether two syllables in lower case go on with a field of work: "Sở … và Phát triển *nông thôn*"."""
    fields = {k for k in (i - 1, i, i + 1) if marked.has("portfolio", k) and marked.words[k].text.islower()}
    return marked.has("portfolio", i - 1) and ({i, i + 1} <= fields or {i - 1, i} <= fields)


def _joins(marked: Marked, i: int, topic: bool) -> bool:
    """Whether what follows a conjunction belongs to the same name, and is not a name of its own."""
    if marked.has("articles", i) and not marked.is_head_first and not _is_further_field(marked, i + 1):
        return False
    while marked.has("connectors", i) or marked.has("articles", i):
        i += 1
    if i >= len(marked.words) or marked.entity_at(i) or marked.is_office(i):
        return False
    nouns = marked.wording.phrases["organisation_nouns"]
    if marked.is_head_first and match_phrase(marked.words, i, nouns) > i and marked.words[i].text.islower():
        return False
    is_field = marked.has("portfolio", i) and any(marked.has("portfolio", k) for k in (i - 2, i - 3))
    if marked.heads[i][0] > i and not is_field:
        return False
    word = marked.words[i]
    if word.is_capital:
        return not word.is_acronym and marked.is_nameable(i) and not describes_noun(marked, i)
    return topic and word.tag in _NOUN


def _is_further_field(marked: Marked, i: int) -> bool:
    """Whether only a field of work stands behind an article: "… Trade and the *Digital Economy*"."""
    k = i
    while marked.is_tight(k) and marked.words[k].is_capital and not marked.entity_at(k):
        k += 1
    is_body = any(marked.heads[n][0] > n and not marked.has("portfolio", n) for n in range(i, k))
    return k > i and marked.has("portfolio", k - 1) and not is_body


def describes_noun(marked: Marked, i: int) -> bool:
    """Whether a word only says of what country a noun is: "the Bank of Lima and *Chilean* firm Zeta"."""
    after = marked.words[i + 1 : i + 2]
    of_country = marked.words[i].folded in marked.authority.adjectives
    return of_country and any(word.gap == " " and not word.is_capital for word in after)


def _joins_regions(marked: Marked, i: int) -> int:
    """Where a second region ends that "and" at word `i` joins to one before it: "Asia *and the Pacific*"."""
    if not marked.has("conjunctions", i):
        return 0
    k = i + 1
    while marked.has("articles", k):
        k += 1
    entries = marked.authority.entries
    before = {marked.known[j][1] for j in range(max(0, i - 6), i) if marked.known[j][0] == i}
    both = before | {marked.entity_at(k)}
    if len(both) < 2 or not all(each in entries and entries[each].basis == "region" for each in both):
        return 0
    return marked.known[k][0] if all(marked.is_tight(j) for j in range(i, k + 1)) else 0


def _in_list(marked: Marked, i: int) -> bool:
    """Whether a comma before word `i` stands in a list that a conjunction closes soon."""
    ahead = marked.words[i : i + 5]
    closing = [k for k, word in enumerate(ahead) if marked.wording.has("conjunctions", word.folded)]
    return bool(closing) and not any(word.tag in {"AUX", "PRON", "VERB"} for word in ahead[: closing[0] + 2])


def _is_compound(marked: Marked, i: int) -> bool:
    """Whether the syllable at `i` is the first of a word of two that parts of names are."""
    return marked.wording.match_marked("compounds", marked.words[i : i + 2], 0) == 2


def _is_stop(marked: Marked, i: int) -> bool:
    """Whether the syllable at `i` does not go on with a name, by its marks where the text has them."""
    words = marked.words
    if not marked.has("stops", i):
        return False
    if i > 0 and _is_compound(marked, i - 1):
        return False
    bare = all(word.written.isascii() for word in words)
    return bare or marked.wording.match_marked("stops_written", words[i : i + 1], 0) > 0


def _is_verb(marked: Marked, i: int) -> bool:
    """Whether a verb before which a name has ended begins at syllable `i`, by its marks."""
    marked_text = not all(word.written.isascii() for word in marked.words)
    return (
        marked_text
        and not _is_compound(marked, i - 1)
        and (marked.wording.match_marked("predicates", marked.words, i) > i)
    )


def _reach_end(marked: Marked, after: int, end: int, inside: set[int]) -> int:
    """Where a name ends that goes on in lower case to a place, or to a word that ends names; else `end`.

    Only where syllables are all there is to go by; a verb among them shows that the name had ended. Behind an
    office ("Cục trưởng *Cục Chuyển đổi số*, …") a mark ends it as well.
    """
    words, wording = marked.words, marked.wording
    if not wording.marked["predicates"] or all(word.written.isascii() for word in words):
        return end
    if _follows_office(marked, after):
        end = _mark_end(marked, end, inside)
    for k in range(end, min(len(words), end + _MOST_LOWER)):
        if not marked.is_tight(k) or k in inside:
            return end
        if place := _place_end(marked, k, inside, goes_on=k > end):
            return place
        closed = wording.match_marked("name_ends", words, k)
        if closed > k:
            return _place_end(marked, closed, inside) or closed
        if words[k].is_capital or _is_stop(marked, k) or wording.match_marked("predicates", words, k) > k:
            return end
    return end


def _follows_office(marked: Marked, after: int) -> bool:
    """Whether an office stands right before the head noun that ends before word `after`."""
    head = next((i for i in range(max(0, after - _NOUN_WORDS), after) if marked.heads[i][0] == after), after)
    return any(stop == head for stop in marked.roles[max(0, head - _MOST_OFFICE) : head])


def _mark_end(marked: Marked, end: int, inside: set[int]) -> int:
    """Where a few syllables in lower case end that a mark closes; `end` where there are none such."""
    words, k = marked.words, end
    while k < len(words) and k - end < _MOST_CLOSED and marked.is_tight(k) and k not in inside:
        verb = marked.wording.match_marked("predicates", words, k) > k
        if words[k].is_capital or _is_stop(marked, k) or verb or marked.has("conjunctions", k):
            return end
        k += 1
    return k if k < len(words) and not marked.is_tight(k) else end


def _place_end(marked: Marked, i: int, inside: set[int], *, goes_on: bool = False) -> int:
    """Where the place right behind the word before `i` ends, known or behind a noun ("châu Á"); else 0.

    A noun that otherwise begins a new phrase ("nước") is part of a name that goes on in lower case to it; one
    for an area ("tỉnh") always is.
    """
    if not marked.is_tight(i):
        return 0
    place = marked.entity_at(i)
    if place:
        return marked.known[i][0] if marked.authority.entries[place].type == "place" else 0
    stop, kind = marked.heads[i]
    named = kind == "place" and stop < len(marked.words) and marked.is_tight(stop)
    goes_on = goes_on or marked.wording.match_marked("areas", marked.words, i) == stop
    if not named or (not goes_on and marked.wording.match_marked("predicates", marked.words, i) > i):
        return 0
    end = stop
    while marked.is_tight(end) and marked.words[end].is_capital and end not in inside:
        end += 1
    return end if end > stop and not marked.words[i].is_capital else 0
