"""People: names that follow a title, or that have the shape of a Vietnamese name."""

from corpus_tools.annotating.capitals import is_tight, match_phrase
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.sayers import find_sayers
from corpus_tools.annotating.titles import skip_complement
from corpus_tools.annotating.wording import begins_vietnamese, is_syllable

_LONGEST = 5
"""Syllables of the longest Vietnamese name that is looked for."""

_AFTER = frozenset({", ", " - ", ". ", "; "})
"""What closes an apposition."""


def find_people(marked: Marked) -> list[Candidate]:
    """The people of a sentence that its wording gives away, the surest first."""
    sayers, titled = find_sayers(marked), _titled(marked)
    titled = [c for c in titled if not any(s.overlaps(c) and _is_cut(marked, c, s) for s in sayers)]
    sayers = [s for s in sayers if not any(s.overlaps(c) for c in titled)]
    return _shaped(marked) + titled + sayers


def _is_cut(marked: Marked, titled: Candidate, sayer: Candidate) -> bool:
    """Whether what a person's name has more than its end beside the verb is a field of work."""
    return any(marked.has("portfolio", i) for i in range(titled.first, sayer.first))


def person_end(marked: Marked, i: int) -> int:
    """Where the person's name that begins at word `i` ends; `i` itself when none does."""
    first, words = i, marked.words
    while i < len(words) and (i == first or _continues(marked, i)):
        hyphened = i > first and words[i].gap == "-" and words[i].text.isalpha()
        if _is_part(marked, i) or hyphened or (i == first and _is_family_name_too(marked, i)):
            i += 1
            continue
        stop = i
        while (
            stop < min(len(words), i + 3)
            and marked.is_particle("particles", stop)
            and (stop == i or _continues(marked, stop))
        ):
            stop += 1
        if not (i > first and i < stop < len(words) and _continues(marked, stop) and _is_part(marked, stop)):
            break
        i = stop
    return i


def _continues(marked: Marked, i: int) -> bool:
    word, before = marked.words[i], marked.words[i - 1]
    if word.gap == "'" or (word.gap == "' " and before.folded == "o"):
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
        and (marked.known[i][0] <= i + 1 or _is_town_name(marked, i))
        and (marked.is_nameable(i) or _is_last_syllable(marked, i) or _is_month_name(marked, i))
        and (marked.heads[i][0] == i or _is_addressed(marked, i))
        and word.folded not in marked.authority.adjectives
        and not (word.is_acronym and len(word.text) > 2)
        and not word.text.isdigit()
    )


def _is_town_name(marked: Marked, i: int) -> bool:
    """Whether a town or region of two words at `i` stands right behind a first name: "Clara *San José*"."""
    before = marked.words[i - 1] if i else None
    entry = marked.authority.entries.get(marked.entity_at(i))
    if before is None or entry is None or entry.basis not in ("capital", "region") or marked.is_head_first:
        return False
    plain = (
        before.is_capital and not before.is_acronym and before.tag == "PROPN" and not marked.is_office(i - 1)
    )
    return (
        plain
        and marked.words[i].gap == " "
        and not marked.entity_at(i - 1)
        and marked.heads[i - 1][0] == i - 1
    )


def _is_last_syllable(marked: Marked, i: int) -> bool:
    """Whether a calendar word after a capitalised syllable is one of a name ("Hoài Nam": năm is a year)."""
    before = marked.words[i - 1] if i else None
    written_small = bool(marked.wording.words["stops"])
    follows = before is not None and before.is_capital and is_syllable(before.folded)
    return written_small and follows and marked.has("calendar", i) and not marked.has("not_names", i)


def _is_month_name(marked: Marked, i: int) -> bool:
    """Whether a month at word `i` is a name beside another: "Theresa *May*", "*Jan* Novak"."""
    if not marked.has("name_months", i):
        return False
    after = i + 1 < len(marked.words) and marked.words[i + 1].gap == " "
    before = i > 0 and marked.words[i].gap == " " and marked.is_plain_name(i - 1)
    dated = after and marked.words[i + 1].text[0].isdigit()
    return not dated and (before or (after and marked.is_plain_name(i + 1)))


def _is_addressed(marked: Marked, i: int) -> bool:
    """Whether a form of address stands right before word `i` ("Ông Bảo", though báo is a newspaper)."""
    return any(marked.honorifics[k] == i for k in range(max(0, i - 3), i)) and marked.words[i].gap == " "


def _is_family_name_too(marked: Marked, i: int) -> bool:
    """Whether a head noun after an office begins a person's name: "Minister Park Ji-hoon"."""
    after = i + 1 < len(marked.words) and marked.words[i + 1].gap == " " and marked.words[i + 1].is_capital
    before = (
        i > 0 and marked.words[i].gap == " " and any(marked.roles[k] == i for k in range(max(0, i - 4), i))
    )
    usual = (
        marked.words[i].is_capital
        and not marked.words[i].is_acronym
        and not marked.entity_at(i)
        and marked.heads[i][1] != "organisation"
    )
    return before and after and usual and marked.heads[i + 1][0] == i + 1


def _titled(marked: Marked) -> list[Candidate]:
    """People whose name follows a role or a form of address, or stands beside one between commas."""
    found = []
    for i in range(len(marked.words)):
        if not marked.is_office(i):
            continue
        stop = max(marked.roles[i], marked.honorifics[i])
        weak = match_phrase(marked.words, i, marked.wording.phrases["weak_roles"]) == stop
        first = skip_complement(marked, stop)
        last = person_end(marked, first) if first < len(marked.words) else first
        if last == first or _is_other_name(marked, first, last):
            found += _before(marked, i)
            continue
        if marked.words[first].gap in {", ", "), "}:
            closed = last == len(marked.words) or marked.words[last].gap in _AFTER
            if last - first > 1 and closed:
                found.append(Candidate(first, last, "person", "apposition"))
        elif _follows_title(marked, stop, first) and (last - first > 1 or (first == stop and not weak)):
            kind = "organisation" if last - first == 1 and marked.words[first].is_brand else "person"
            found.append(Candidate(first, last, kind, "title"))
            if marked.roles[i] == i:
                continue
        found += _before(marked, i)
    return sorted(found, key=lambda c: (c.basis != "title", c.first - c.last, c.first))


def _before(marked: Marked, i: int) -> list[Candidate]:
    """The person named before an office that stands in apposition: "X, head of …", "X, a researcher"."""
    while i > 0 and (marked.words[i].gap == " " or _is_owned(marked, i)) and _is_before_office(marked, i - 1):
        i -= 1
    if i < 2 or marked.words[i].gap != ", ":
        return []
    first = i - 1
    while first > 0 and marked.words[first].gap in {" ", "-"} and _is_part(marked, first - 1):
        first -= 1
    first += marked.is_opening(first)
    whole = person_end(marked, first) == i
    return [Candidate(first, i, "person", "apposition")] if 1 < i - first < 5 and whole else []


def _is_before_office(marked: Marked, i: int) -> bool:
    """Whether word `i` can stand before an office with its article: "*the* *union's* executive director"."""
    return any(marked.has(group, i) for group in ("articles", "role_modifiers")) or _is_owned(marked, i + 1)


def _is_owned(marked: Marked, i: int) -> bool:
    """Whether a possessive s or the noun of a body that it makes an owner stands before word `i`."""
    words = marked.words
    marks = [k for k in (i - 1, i) if 0 < k < len(words) and words[k].text == "s" and words[k].gap == "'"]
    return bool(marks) and (marks[0] < i or words[i - 1].text.islower())


def _is_other_name(marked: Marked, first: int, last: int) -> bool:
    """Whether these words are a known name, or go on into the name of a body ("Bill Gates Foundation")."""
    if marked.known[first][1] and marked.known[first][0] >= last:
        return True
    follows = last < len(marked.words) and marked.words[last].gap == " " and marked.words[last].is_capital
    return follows and marked.heads[last][0] > last


def _follows_title(marked: Marked, stop: int, first: int) -> bool:
    """Whether the words at `first` follow a title directly, or after its field of work or body."""
    if marked.words[first].gap not in {" ", ". ", "  "}:
        return False
    return first == stop or not (marked.has("of", first - 1) or marked.has("articles", first - 1))


def _shaped(marked: Marked) -> list[Candidate]:
    """People whose name has the shape of a Vietnamese one: family name first, two to five syllables."""
    found = []
    i = 0
    while i < len(marked.words):
        stop = _shape_end(marked, i)
        like_article = marked.has("articles", i) and (i == 0 or marked.words[i].gap == "")
        if stop - i >= (3 if like_article else 2) and marked.known[i][0] < stop:
            kind = "place" if _is_placed(marked, i, stop) else "person"
            found.append(Candidate(i, stop, kind, "family name"))
        i = max(stop, i + 1)
    return found


def _is_placed(marked: Marked, first: int, stop: int) -> bool:
    """Whether two syllables stand where a place does: "tại Ninh Bình", but no office ("Chủ tịch nước X")."""
    nouns, starts = marked.wording.phrases["place_nouns"], range(max(0, first - _LONGEST), first)
    if any(marked.roles[i] == first for i in starts):
        return False
    named = any(match_phrase(marked.words, i, nouns) == first for i in starts)
    return stop - first == 2 and (named or marked.has("within", first - 1)) and marked.is_tight(first)


def _shape_end(marked: Marked, i: int) -> int:
    words, stop = marked.words, i
    if not words[i].is_capital or not begins_vietnamese(words[i].folded, words[i].written):
        return i
    if marked.roles[i] > i + 1 and not all(word.is_capital for word in words[i : marked.roles[i]]):
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
