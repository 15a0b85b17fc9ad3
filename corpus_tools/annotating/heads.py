"""Heads: names built around a noun that says what they name ("Ministry of …", "… Summit", "Pacte …")."""

from corpus_tools.annotating.brackets import find_introduced
from corpus_tools.annotating.capitals import Word, match_phrase
from corpus_tools.annotating.complements import grow_right
from corpus_tools.annotating.marked import Candidate, Marked


def find_headed(marked: Marked, people: list[Candidate], model: list[Candidate]) -> list[Candidate]:
    """The names of a sentence that are built around a head noun; they may overlap.

    People are not taken into the name before them; words that the model joins stay together. A noun that
    begins an office ("*Cabinet* Secretary") or is part of one ("Secretary of *State*") makes no name.
    """
    inside = {i for person in people for i in range(person.first, person.last)}
    joined = {i for c in model for i in range(c.first + 1, c.last)}
    spans: dict[tuple[int, int], Candidate] = {}
    for i, (stop, kind) in enumerate(marked.heads):
        before = range(max(0, i - 3), i)
        whole = not any(max(marked.heads[k][0], marked.known[k][0]) >= stop for k in before)
        whole = whole and not any(marked.roles[k] > i for k in before)
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
    first = _grow_over_links(marked, first, inside) if kind != "place" else first
    last = _cut_region(marked, first, grow_right(marked, stop, kind, inside, joined))
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


def _grow_over_links(marked: Marked, first: int, inside: set[int]) -> int:
    """Where a name with small words begins whose head comes last: "the *Skills for* Women Initiative".

    Only behind an article: nothing else tells "support for the Green Plan" from a name. What "and" joins
    belongs to it behind a word like "national" ("the *National Cyber and* Crypto Agency").
    """
    begin, listed = first, False
    while not marked.is_head_first and _is_link(marked, begin - 1) and marked.is_tight(begin):
        listed = listed or marked.has("conjunctions", begin - 1)
        link = begin = begin - 1
        while marked.is_tight(begin) and begin - 1 not in inside and _is_own_word(marked, begin - 1):
            begin -= 1
        if begin == link:
            return first
    behind_article = begin > 0 and marked.has("articles", begin - 1) and marked.is_tight(begin)
    whole = behind_article and (not listed or marked.has("role_modifiers", begin))
    return begin if whole else first


def _is_link(marked: Marked, k: int) -> bool:
    """Whether word `k` is a small word inside names ("for", "of", "and")."""
    linked = any(marked.has(group, k) for group in ("topical", "genitive", "conjunctions"))
    return linked and not marked.words[k].is_capital


def _is_own_word(marked: Marked, k: int) -> bool:
    """Whether word `k` is a capital that neither names, heads nor holds anything by itself."""
    known = any(marked.known[j][1] and marked.known[j][0] > k for j in range(max(0, k - 4), k + 1))
    alone = marked.heads[k][0] == k and k not in marked.in_roles and not marked.has("articles", k)
    usual = marked.is_nameable(k) and marked.words[k].folded not in marked.authority.adjectives
    return marked.words[k].is_capital and not known and alone and usual


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
