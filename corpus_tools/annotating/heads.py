"""Heads: names built around a noun that says what they name ("Ministry of …", "… Summit", "Pacte …")."""

from corpus_tools.annotating.brackets import find_introduced
from corpus_tools.annotating.capitals import Word, match_phrase
from corpus_tools.annotating.marked import Candidate, Marked
from corpus_tools.annotating.wording import is_syllable

_NOUN = frozenset({"NOUN", "PROPN", "ADJ"})


def find_headed(marked: Marked, people: list[Candidate], model: list[Candidate]) -> list[Candidate]:
    """The names of a sentence that are built around a head noun; they may overlap.

    People are not taken into the name before them; words that the model joins stay together. A noun that
    begins an office ("*Cabinet* Secretary") makes no name.
    """
    inside = {i for person in people for i in range(person.first, person.last)}
    joined = {i for c in model for i in range(c.first + 1, c.last)}
    spans: dict[tuple[int, int], Candidate] = {}
    for i, (stop, kind) in enumerate(marked.heads):
        whole = not any(max(marked.heads[k][0], marked.known[k][0]) >= stop for k in range(max(0, i - 3), i))
        begins = marked.words[i].is_capital or marked.has("lower_heads", i)
        if kind and whole and begins and i not in inside and marked.roles[i] <= stop:
            for candidate in _grown(marked, i, stop, kind, inside, joined):
                span = (candidate.first, candidate.last)
                if span not in spans or not marked.is_head_first:
                    spans[span] = candidate
    national = [
        c
        for i, (stop, kind) in enumerate(marked.heads)
        if kind and marked.roles[i] <= stop
        for c in _national(marked, i, stop)
    ]
    return [*spans.values(), *national, *find_introduced(marked)]


def _grown(
    marked: Marked, i: int, stop: int, kind: str, inside: set[int], joined: set[int]
) -> list[Candidate]:
    first = _grow_left(marked, i, inside)
    last = _cut_region(marked, first, _grow_right(marked, stop, kind, inside, joined))
    own = [k for k in range(first, last) if k < i or k >= stop]
    says_more = any(
        marked.words[k].folded not in marked.authority.adjectives or k > i
        for k in own
        if not marked.has("connectors", k)
    )
    if not says_more or all(k in marked.fields or marked.has("connectors", k) for k in range(first, last)):
        return []
    if i == 0 == first and not _has_capital(marked.words[stop:last]):
        return []
    kind = _kind_of_programme(marked, i, first, last) or kind
    return [Candidate(first, last, kind, "head noun", _of_country(marked, i, stop, last))]


def _is_worldwide(marked: Marked, first: int, last: int) -> bool:
    phrases = marked.wording.phrases["worldwide"]
    return any(k < match_phrase(marked.words, k, phrases) <= last for k in range(first, last))


def _kind_of_programme(marked: Marked, i: int, first: int, last: int) -> str:
    """The type of a programme that is a body of the world ("World Food Programme"), else empty."""
    is_programme = match_phrase(marked.words, i, marked.wording.phrases["programmes"]) > i
    is_whole = marked.is_head_first or last == i + 1
    return "organisation" if is_programme and is_whole and _is_worldwide(marked, first, last) else ""


def _cut_region(marked: Marked, first: int, last: int) -> int:
    """Where the name of a worldwide body ends before a region: "World Bank *for West Africa*"."""
    for k in range(first + 1, last):
        small = marked.has("articles", k) or marked.has("particles", k)
        place = next((j for j in range(k + 1, last) if not marked.has("articles", j)), last)
        is_region = marked.has("topical", k) and not small and bool(marked.entity_at(place))
        if is_region and _is_worldwide(marked, first, k):
            return k
    return last


def _has_capital(words: tuple[Word, ...]) -> bool:
    return any(word.is_capital for word in words)


def _of_country(marked: Marked, i: int, stop: int, last: int) -> str:
    """The entity of "Government of Kenya", when a national body and nothing else goes with the country."""
    canonical = _canonical(marked, i, stop)
    k = stop
    while k < last and not marked.entity_at(k):
        if not (marked.has("connectors", k) or marked.has("articles", k)):
            return ""
        k += 1
    entity = marked.entity_at(k) if k < last and marked.known[k][0] == last else ""
    is_country = bool(entity) and marked.authority.entries[entity].basis == "country"
    return f"{canonical}-of-{entity}" if canonical and is_country else ""


def _canonical(marked: Marked, i: int, stop: int) -> str:
    head = " ".join(word.folded for word in marked.words[i:stop])
    return marked.wording.maps["national_heads"].get(head, "")


def _national(marked: Marked, i: int, stop: int) -> list[Candidate]:
    """The body of a country, by its adjective: "Vietnamese Government", "gouvernement vietnamien"."""
    canonical, words = _canonical(marked, i, stop), marked.words
    if not canonical:
        return []
    adjectives = marked.authority.adjectives
    found = []
    for length in (1, 2):
        for first, after in ((i - length, i), (stop, stop + length)):
            if (
                first < 0
                or after > len(words)
                or any(not marked.is_tight(k) for k in range(max(first + 1, 1), after))
            ):
                continue
            if not marked.is_tight(i if first < i else stop):
                continue
            country = adjectives.get(" ".join(word.folded for word in words[first:after]))
            if country and words[first].is_capital == (first < i):
                entity = f"{canonical}-of-{country}"
                found.append(Candidate(min(first, i), max(after, stop), "organisation", "head noun", entity))
    return found


def _grow_left(marked: Marked, i: int, inside: set[int]) -> int:
    words, head = marked.words, i
    while i > 0 and marked.is_tight(i):
        before = words[i - 1]
        if before.text == "s" and before.gap == "'":
            if (
                i < 2
                or i - 2 in inside
                or any(marked.known[k][0] == i - 1 and marked.known[k][1] for k in range(i - 1))
            ):
                break
            i -= 1
            continue
        if before.text == "&" and i > 1 and words[i - 2].is_capital:
            i -= 1
            continue
        if not (before.is_capital or before.text[0].isdigit()) or marked.has("calendar", i - 1):
            break
        if _is_outside(marked, i):
            break
        ends_role = any(marked.is_office(k) and _office_end(marked, k) == i for k in range(max(0, i - 4), i))
        if ends_role and (i < head or marked.roles[i - 1] != i or marked.heads[head][1] == "place"):
            break
        i -= 1
    while words[i].text.isdigit() and len(words[i].text) != 4:
        i += 1
    while words[i].text == "s" or not (
        words[i].is_capital or words[i].text[0].isdigit() or marked.has("lower_heads", i)
    ):
        i += 1
    return i


def _is_outside(marked: Marked, i: int) -> bool:
    """Whether the word before word `i` is no part of the name: small, opening, or a country that has it.

    A second article in a row is part of a name ("the *All* India Federation").
    """
    article = marked.has("articles", i - 1) and not (i > 1 and marked.has("articles", i - 2))
    owner = marked.words[i].gap == "' " and any(
        marked.known[k][0] == i and marked.known[k][1] for k in range(i)
    )
    return article or owner or marked.has("connectors", i - 1) or marked.is_opening(i - 1)


def _office_end(marked: Marked, i: int) -> int:
    return max(marked.roles[i], marked.honorifics[i])


def _grow_right(marked: Marked, i: int, kind: str, inside: set[int], joined: set[int]) -> int:
    """Where the complements of a head noun end: "of Public Security", "on the use of …", "mondiale"."""
    end = start = i
    topic = False
    while i < len(marked.words) and i not in inside:
        word = marked.words[i]
        listed = (
            word.gap == ", "
            and _in_list(marked, i)
            and (topic or (end > start and _is_listed_field(marked, i)))
        )
        if not marked.is_tight(i) and not listed:
            break
        if word.text == "s" and word.gap == "'":
            break
        if marked.entity_at(i) and (i > end or marked.is_head_first):
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
        elif _continues(marked, i, end, start, topic) or (
            i in joined and i == end > start and not marked.is_office(i)
        ):
            i += 1
            end = i
        else:
            break
    return end


def _has_link(marked: Marked, i: int) -> bool:
    """Whether a small word at `i` takes a name on ("Banque de France *à* Lille")."""
    return any(marked.has(group, i) for group in ("connectors", "articles", "of", "conjunctions"))


def _is_listed_field(marked: Marked, i: int) -> bool:
    return marked.words[i].is_capital and marked.has("portfolio", i)


def _continues(marked: Marked, i: int, end: int, start: int, topic: bool) -> bool:
    """Whether word `i` belongs to a name whose last sure word ends before `end`."""
    word, after_small = marked.words[i], i > end
    if marked.has("calendar", i) or marked.is_office(i):
        return False
    if word.text.isdigit():
        return len(word.text) <= 4 and not after_small and marked.words[i - 1].is_capital
    if word.is_capital:
        return after_small or marked.is_head_first or marked.heads[i][0] > i or i > start
    if marked.wording.words["stops"]:
        before = marked.words[i - 1]
        return (
            not after_small
            and before.is_capital
            and i > start
            and not marked.has("stops", i)
            and word.text.isalpha()
            and is_syllable(before.folded)
        )
    if word.tag not in _NOUN:
        return False
    if not marked.is_head_first:
        return topic and (after_small or not marked.words[i - 1].is_capital)
    return topic or (after_small or word.tag == "ADJ" or marked.words[i - 1].tag in _NOUN)


def _joins(marked: Marked, i: int, topic: bool) -> bool:
    """Whether what follows a conjunction belongs to the same name, and is not a name of its own."""
    if marked.has("articles", i) and not marked.is_head_first:
        return False
    while marked.has("connectors", i) or marked.has("articles", i):
        i += 1
    if i >= len(marked.words) or marked.entity_at(i) or marked.is_office(i):
        return False
    is_field = marked.has("portfolio", i) and any(marked.has("portfolio", k) for k in (i - 2, i - 3))
    if marked.heads[i][0] > i and not is_field:
        return False
    word = marked.words[i]
    if word.is_capital:
        return not word.is_acronym and marked.is_nameable(i)
    return topic and word.tag in _NOUN


def _in_list(marked: Marked, i: int) -> bool:
    """Whether a comma before word `i` stands in a list that a conjunction closes soon."""
    ahead = marked.words[i : i + 5]
    closing = [k for k, word in enumerate(ahead) if marked.wording.has("conjunctions", word.folded)]
    return bool(closing) and not any(word.tag in {"AUX", "PRON", "VERB"} for word in ahead[: closing[0] + 2])
