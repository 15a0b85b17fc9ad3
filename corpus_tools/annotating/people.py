"""People: names that follow a title, or that have the shape of a Vietnamese name."""

from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.wording import family_names, is_syllable

_LONGEST = 5
"""Syllables of the longest Vietnamese name that is looked for."""


def find_people(marked: Marked) -> list[Candidate]:
    """The people of a sentence that its wording gives away, the surest first."""
    return _shaped(marked) + _titled(marked)


def person_end(marked: Marked, i: int) -> int:
    """Where the person's name that begins at word `i` ends; `i` itself when none does."""
    first, words = i, marked.words
    while i < len(words) and (i == first or _continues(marked, i)):
        if _is_part(marked, i) or (i > first and words[i].gap == "-" and words[i].text.isalpha()):
            i += 1
            continue
        stop = i
        while (
            stop < min(len(words), i + 3)
            and marked.has("particles", stop)
            and (stop == i or _continues(marked, stop))
        ):
            stop += 1
        if not (i > first and i < stop < len(words) and _continues(marked, stop) and _is_part(marked, stop)):
            break
        i = stop
    return i


def _continues(marked: Marked, i: int) -> bool:
    word, before = marked.words[i], marked.words[i - 1]
    if word.gap == "'":
        return word.is_capital
    return (is_tight(word.gap) and word.gap != "' ") or (
        word.gap == ". " and len(before.text) == 1 and before.is_capital
    )


def _is_part(marked: Marked, i: int) -> bool:
    """Whether word `i` can be a part of a person's name."""
    word = marked.words[i]
    return (
        word.is_capital
        and not marked.is_office(i)
        and marked.known[i][0] <= i + 1
        and marked.is_nameable(i)
        and marked.heads[i][0] == i
        and word.folded not in marked.authority.adjectives
        and not (word.is_acronym and len(word.text) > 2)
        and not word.text.isdigit()
    )


def _titled(marked: Marked) -> list[Candidate]:
    """People whose name follows a role or a form of address."""
    found = []
    for i in range(len(marked.words)):
        if not marked.is_office(i):
            continue
        stop = max(marked.roles[i], marked.honorifics[i])
        weak = match_phrase(marked.words, i, marked.wording.phrases["weak_roles"]) == stop
        first = _skip_complement(marked, stop)
        if first >= len(marked.words) or (first == stop and marked.words[first].gap not in {" ", ". ", "  "}):
            continue
        last = person_end(marked, first)
        if last == first or (marked.known[first][0] >= last and first > stop):
            continue
        is_followed = last < len(marked.words) and marked.is_tight(last) and marked.heads[last][0] > last
        after_small = first > stop and (marked.has("of", first - 1) or marked.has("articles", first - 1))
        blocked = after_small or (
            is_followed and marked.words[last].is_capital and marked.words[last].gap == " "
        )
        if not blocked and not (weak and last - first < 2) and (first == stop or last - first > 1):
            known = first == stop and marked.known[first][1] and marked.known[first][0] == last
            if not known:
                found.append(Candidate(first, last, "person", "title"))
    return sorted(found, key=lambda c: (c.first - c.last, c.first))


def _skip_complement(marked: Marked, i: int) -> int:
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
        elif marked.entity_at(i) and (i > start):
            i = marked.known[i][0]
        elif (
            i in marked.fields
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
        else:
            break
    return _after_field(marked, i) if i > start else i


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


def _shaped(marked: Marked) -> list[Candidate]:
    """People whose name has the shape of a Vietnamese one: family name first, two to five syllables."""
    found = []
    i = 0
    while i < len(marked.words):
        stop = _shape_end(marked, i)
        like_article = marked.has("articles", i) and (i == 0 or marked.words[i].gap == "")
        if stop - i >= (3 if like_article else 2) and marked.known[i][0] < stop:
            found.append(Candidate(i, stop, "person", "family name"))
        i = max(stop, i + 1)
    return found


def _shape_end(marked: Marked, i: int) -> int:
    words, stop = marked.words, i
    if not words[i].is_capital or words[i].folded not in family_names("vietnamese"):
        return i
    while (
        stop < min(len(words), i + _LONGEST)
        and words[stop].is_capital
        and is_syllable(words[stop].folded)
        and (stop == i or words[stop].gap == " ")
        and not (stop > i and marked.is_office(stop) and not _is_all_capitals(marked, i))
        and marked.is_nameable(stop)
    ):
        stop += 1
    return stop


def _is_all_capitals(marked: Marked, i: int) -> bool:
    return marked.words[i].is_acronym
