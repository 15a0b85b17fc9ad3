"""Brackets: the other name of a name that stands in brackets behind it ("United Nations (UN)")."""

from dataclasses import replace

from corpus_tools.annotating.capitals import is_tight
from corpus_tools.annotating.marked import Candidate, Marked

_MOST_PARTS = 3
_SMALL = ("connectors", "articles", "conjunctions", "of", "topical")


def find_introduced(marked: Marked) -> list[Candidate]:
    """Names in lower case that give their initials in brackets: "sustainable development goals (SDGs)"."""
    found = []
    for i, word in enumerate(marked.words):
        if word.gap != " (" or not word.is_acronym or not marked.is_nameable(i):
            continue
        letters = word.folded.rstrip("s") if word.text.endswith("s") else word.folded
        first = _initials_start(marked, i, letters)
        if first is None:
            continue
        kinds = [marked.heads[k] for k in range(first, i) if marked.heads[k][0] > k]
        if kinds:
            kind = kinds[0][1] if marked.is_head_first else kinds[-1][1]
            found.append(Candidate(first, i, kind, "initials"))
    return found


def _initials_start(marked: Marked, i: int, letters: str) -> int | None:
    k = i - 1
    rest = letters
    while k >= 0 and rest and (k == i - 1 or marked.is_tight(k + 1)):
        if marked.words[k].folded[0] == rest[-1]:
            rest = rest[:-1]
            if not rest:
                return k
        elif not (marked.has("connectors", k) or marked.has("articles", k)):
            return None
        k -= 1
    return None


def join_brackets(marked: Marked, chosen: list[Candidate]) -> list[Candidate]:
    """Join a name with its other name in brackets: "United Nations (UN)"."""
    joined: list[Candidate] = []
    for candidate in sorted(chosen, key=lambda c: c.first):
        previous = joined[-1] if joined else None
        if previous and previous.covers(candidate):
            continue
        together = _joined_by_initials(marked, joined, candidate)
        if together:
            joined = [*(each for each in joined if each.last <= together.first), together]
        elif previous and _renames(marked, previous, candidate):
            last = candidate.last
            while _is_number(marked, last):
                last += 1
            joined[-1] = replace(previous, last=last, entity=previous.entity or candidate.entity)
        else:
            joined.append(replace(candidate, last=_short_form_end(marked, candidate)))
    return joined


def _joined_by_initials(marked: Marked, before: list[Candidate], short: Candidate) -> Candidate | None:
    """The name of which two or more names before an acronym are parts, by its letters, or None.

    "Economic Commission for Latin America" and "Caribbean" before "(ECLAC)", which neither spells alone.
    """
    word = marked.words[short.first]
    if not before or word.gap != " (" or before[-1].last != short.first or not word.is_acronym:
        return None
    letters = "".join(
        c for c in word.folded.removesuffix("s" if word.text.endswith("s") else "") if c.isalpha()
    )
    if short.last != short.first + 1 or _spells(marked, before[-1].first, short.first, letters):
        return None
    for earlier in reversed(before[:-1][-_MOST_PARTS:]):
        between = range(earlier.first + 1, short.first)
        if earlier.type == "person" or not all(is_listed(marked.words[k].gap) for k in between):
            return None
        if earlier.type == "organisation" and _spells(marked, earlier.first, short.first, letters):
            return replace(earlier, last=short.last, entity=short.entity)
    return None


def is_listed(gap: str) -> bool:
    """Whether what stands between two words can stand inside a name that lists: nothing much, or a comma."""
    return is_tight(gap) or gap == ", "


def _spells(marked: Marked, first: int, last: int, letters: str) -> bool:
    """Whether the initials of words are some letters, small words and known names in it counted or not."""
    reached = {0}
    known = {k for i in range(first, last) if marked.known[i][1] for k in range(i, marked.known[i][0])}
    for k in range(first, last):
        small = k in known or any(marked.has(group, k) for group in _SMALL)
        fits = {n + 1 for n in reached if letters[n : n + 1] == marked.words[k].folded[0]}
        reached = fits | reached if small else fits
    return len(letters) in reached


def _is_number(marked: Marked, i: int) -> bool:
    return i < len(marked.words) and marked.words[i].text.isdigit() and marked.words[i].gap == " "


def _short_form_end(marked: Marked, name: Candidate) -> int:
    """Where a name ends, with a short form of it in brackets if there is one."""
    first, words = name.last, marked.words
    if name.type not in {"organisation", "instrument"} or first == len(words) or words[first].gap != " (":
        return name.last
    last = first + 1
    while last < len(words) and words[last].gap == " " and words[last].is_capital:
        last += 1
    is_closed = last == len(words) or words[last].gap.startswith(")")
    is_new = not any(marked.entity_at(k) for k in range(first, last))
    return last if is_closed and is_new and _is_short_form(marked, name, first, last) else name.last


def _is_short_form(marked: Marked, name: Candidate, first: int, last: int) -> bool:
    """Whether words are the beginning of a name, its initials in any order, or a blend of its first words."""
    own = [word.folded for word in marked.words[name.first : name.last]]
    short = [word.folded for word in marked.words[first:last]]
    if own[: len(short)] == short and len(short) < len(own):
        return True
    if len(short) > 1 or not marked.words[first].is_capital or len(own) < 2 or not marked.is_nameable(first):
        return False
    initials = sorted(word[0] for word in own)
    is_blend = len(short[0]) > 3 and short[0][0] == own[0][0] and _is_subsequence(short[0][:3], "".join(own))
    return sorted(short[0]) == initials or (is_blend and name.basis == "head noun")


def _renames(marked: Marked, name: Candidate, other: Candidate) -> bool:
    if marked.words[other.first].gap != " (" or name.last != other.first or name.type == "person":
        return False
    if name.entity and other.entity:
        return name.entity == other.entity
    word = marked.words[other.first]
    is_built = name.basis in {"head noun", "initials"} and other.last == other.first + 1
    is_built = is_built and (not other.entity or name.type == other.type)
    if is_built and word.is_acronym:
        return True
    if other.last == other.first + 1 and (word.is_acronym or word.folded == word.text.lower()):
        letters = "".join(w.folded[0] for w in marked.words[name.first : name.last])
        acronym = "".join(c for c in word.folded.rstrip("s") if c.isalpha())
        if name.type == "place" and acronym[:1] != letters[:1]:
            return False
        return word.is_acronym and (
            _is_subsequence(acronym[:2], letters) or _is_subsequence(letters, acronym)
        )
    return name.type == other.type and other.basis == "head noun" and not _is_above(marked, name, other)


def _is_above(marked: Marked, name: Candidate, other: Candidate) -> bool:
    """Whether two bodies have head nouns of one language that differ: "Cục Y tế dự phòng (*Bộ* Y tế)"."""
    nouns = [marked.words[each.first].folded for each in (name, other)]
    headed = all(marked.heads[each.first][1] == "organisation" for each in (name, other))
    return marked.is_head_first and headed and nouns[0] != nouns[1]


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return bool(short) and all(letter in rest for letter in short)
