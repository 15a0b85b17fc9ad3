"""Roles: the offices and functions that a text gives to people it names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.capitals import Word, match_phrase, sentence_words
from corpus_tools.annotating.offices import Office, find_offices
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.spelling import name_words
from corpus_tools.annotating.wording import Wording, load_wording

Row = dict[str, Any]
_MOST_OWNER = 5
"""Words of the longest body in lower case before an office."""
_CLOSE = frozenset({" ", "'"})
_PARTS = frozenset({", ", " (", " - ", ": "})


def find_roles(parsed: Parsed, mentions: Sequence[Row], *, authority: Authority | None = None) -> list[Row]:
    """Find the roles that an article gives to people it names, before or after the name.

    Args:
        parsed: the article.
        mentions: its mentions, as `names.find_mentions` gives them.
        authority: taken so that all finders are called alike; a role needs no known names.

    Returns:
        Rows in reading order with article_id, sentence_id, start, end, text (the role as the text gives
        it), role (the same on one line), entity (the person) and organisation (the entity it names).
    """
    del authority
    wording = load_wording(parsed.article.language)
    by_sentence: dict[str, list[Row]] = {}
    bodies: dict[str, list[Row]] = {}
    for row in mentions:
        if row["kind"] == "name":
            by_sentence.setdefault(row["sentence_id"], []).append(row)
        elif row["kind"] == "role" and row["type"] == "organisation" and "|" not in row["entity"]:
            bodies.setdefault(row["sentence_id"], []).append(row)
    before: list[Row] = []
    rows: list[Row] = []
    for number, sentence in enumerate(parsed.sentences):
        names = by_sentence.get(sentence.sentence_id, [])
        if any(row["type"] == "person" for row in names):
            words = sentence_words(parsed, number)
            referred = bodies.get(sentence.sentence_id, [])
            for office, person in give_roles(words, find_offices(words, names, wording), names, wording):
                office = _complete(words, office, referred, [*before, *names], wording)
                rows.append(_row(parsed, number, words, office, person))
        before += [row for row in names if row["type"] == "organisation" or row["basis"] == "country"]
    return rows


def _complete(
    words: list[Word], office: Office, referred: Sequence[Row], before: Sequence[Row], wording: Wording
) -> Office:
    """An office with the body that words beside it stand for: "*the association's* chairperson"."""
    if office.organisation:
        return office
    last = office.first - 1
    if last > 0 and words[last].folded == "s" and words[last].gap == "'":
        last -= 1
    first = office.last
    while first < len(words) and words[first].gap in _CLOSE and _is_small(words[first], wording):
        first += 1
    after = words[first].start if first > office.last and first < len(words) else -1
    inside = range(words[office.first].start + 1, words[office.last - 1].end)
    for row in referred:
        if row["start"] == after or row["start"] in inside or (last >= 0 and row["end"] == words[last].end):
            return replace(office, organisation=row["entity"])
    owner = _whose(words, office, before, wording) or _own_country(words, office, before, wording)
    return replace(office, organisation=owner or _last_named(words, office, before, wording))


def _whose(words: list[Word], office: Office, before: Sequence[Row], wording: Wording) -> str:
    """The body before a relative clause that begins with an office: "l'ONG X, *dont la présidente*"."""
    k = office.first - 1
    k -= k > 0 and wording.has("articles", words[k].folded)
    if k < 1 or not wording.has("whose", words[k].folded):
        return ""
    bodies = (row for row in before if row["type"] == "organisation" or row["basis"] == "country")
    return next((row["entity"] for row in bodies if row["end"] == words[k - 1].end), "")


def _own_country(words: list[Word], office: Office, before: Sequence[Row], wording: Wording) -> str:
    """The country named last, for an office of "the country's" or "du pays"."""
    around = words[max(0, office.first - 2) : office.last]
    if not any(wording.has("own_country", word.folded) for word in around):
        return ""
    start = words[office.first].start
    named = [row["entity"] for row in before if row["basis"] == "country" and row["start"] < start]
    return named[-1] if named else ""


def _is_small(word: Word, wording: Wording) -> bool:
    return not word.is_capital and (wording.has("of", word.folded) or wording.has("articles", word.folded))


def _last_named(words: list[Word], office: Office, before: Sequence[Row], wording: Wording) -> str:
    """The body named last with the bare noun that ends an office, where a language has no articles."""
    if wording.words["definite"]:
        return ""
    for i in range(office.first + 1, office.last):
        stop, kind = wording.head_type(words, i)
        if stop == office.last and kind == "organisation":
            noun = tuple(word.folded for word in words[i:stop])
            bodies = (row for row in reversed(before) if row["type"] == "organisation")
            told = (row for row in bodies if row["end"] <= words[0].start)
            named = (row["entity"] for row in told if name_words(row["text"])[: stop - i] == noun)
            return next(named, "")
    return ""


def give_roles(
    words: list[Word], offices: Sequence[Office], names: Sequence[Row], wording: Wording
) -> Iterator[tuple[Office, str]]:
    """Each of the offices of a sentence that a person named in it holds, with that person's entity."""
    people = [row for row in names if row["type"] == "person"]
    starts = {row["start"]: row["entity"] for row in people}
    ends = {row["end"]: row["entity"] for row in people}
    led: set[str] = set()
    for chain in _chains(words, offices, wording):
        person = _holder(words, chain, wording, starts, ends, led)
        if person:
            yield from ((office, person) for office in chain)


def _row(parsed: Parsed, number: int, words: list[Word], office: Office, person: str) -> Row:
    start, end = words[office.first].start, words[office.last - 1].end
    end += "(" in parsed.text(start, end) and parsed.article.text[end : end + 1] == ")"
    text = parsed.text(start, end)
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": parsed.sentences[number].sentence_id,
        "start": start,
        "end": end,
        "text": text,
        "role": " ".join(text.split()),
        "entity": person,
        "organisation": office.organisation,
    }


def _chains(words: list[Word], offices: Sequence[Office], wording: Wording) -> list[list[Office]]:
    """Offices that one person holds together: joined by "and" or a comma."""
    chains: list[list[Office]] = []
    for office in offices:
        if chains and _is_joined(words, chains[-1][-1].last, office.first, wording):
            chains[-1].append(office)
        else:
            chains.append([office])
    return chains


def _is_joined(words: list[Word], start: int, stop: int, wording: Wording) -> bool:
    between = words[start:stop]
    small = all(
        wording.has("conjunctions", word.folded) or wording.has("articles", word.folded) for word in between
    )
    gaps = {word.gap for word in words[start : stop + 1]}
    return small and gaps <= {" ", ", ", "'", ") ", "), "} and (bool(between) or gaps == {", "})


def _holder(
    words: list[Word],
    chain: list[Office],
    wording: Wording,
    starts: dict[int, str],
    ends: dict[int, str],
    led: set[str],
) -> str:
    """Who holds a chain of offices: the person named right after it, or the one it follows.

    Between two people it is the second's when it opens with an article and the first had an office before
    the name (then in `led`): "minister A, the president, B", but "minister A, head of C, B"; and when a
    small word leads to it, as to no apposition: "en présence de A, *du* président, B".
    """
    after, gap = _person_after(words, chain[-1].last, wording, starts)
    before = _person_before(words, chain[0].first, wording, ends)
    before = "" if _acts(words, chain, wording) else before
    opening = words[chain[0].first - 1].folded if chain[0].first else ""
    listed = wording.has("articles", opening) and (before in led or wording.has("genitive", opening))
    if after and (not gap.endswith(", ") or not before or listed):
        led.add(after)
        return after
    return before


def _acts(words: list[Word], chain: list[Office], wording: Wording) -> bool:
    """Whether a verb follows right away: "After talks with X, the *envoy said*" gives X no office."""
    first, last = chain[0].first, chain[-1].last
    if (
        first < 1
        or last >= len(words)
        or words[last].gap != " "
        or not wording.has("articles", words[first - 1].folded)
    ):
        return False
    return words[first - 1].gap == ", " and words[last].tag in ("VERB", "AUX")


def _person_after(words: list[Word], i: int, wording: Wording, starts: dict[int, str]) -> tuple[str, str]:
    gap = words[i].gap if i < len(words) else ""
    while i < len(words) and words[i].gap in {" ", ", ", ". ", "  ", ") ", "), ", "'"}:
        if words[i].start in starts:
            return starts[words[i].start], gap
        stop = match_phrase(words, i, wording.phrases["honorifics"])
        if stop == i and not wording.has("articles", words[i].folded):
            break
        i = max(stop, i + 1)
    return "", ""


def _skip_owner(words: list[Word], i: int, wording: Wording) -> int:
    """Where the article stands of the body that has an office ("X, *the* union's director"), else `i`."""
    k = i - 1
    if k < 2 or words[k].text != "s" or words[k].gap != "'":
        return i
    while k > max(0, i - _MOST_OWNER) and words[k - 1].text.islower() and words[k].gap in _CLOSE:
        k -= 1
        if wording.has("articles", words[k].folded):
            return k
    return i


def _person_before(words: list[Word], i: int, wording: Wording, ends: dict[int, str]) -> str:
    """The person whom an office follows in apposition ("X, head of …") or after a verb ("X is head of …")."""
    copula = 0
    i = _skip_owner(words, i, wording)
    while i > 0:
        is_article = wording.has("articles", words[i - 1].folded)
        is_copula = wording.has("copula", words[i - 1].folded) and copula < 4
        if (words[i].gap in _PARTS or copula) and words[i - 1].end in ends:
            return ends[words[i - 1].end]
        if not (is_article or is_copula) or words[i].gap in _PARTS:
            break
        copula += is_copula
        i -= 1
    return ""
