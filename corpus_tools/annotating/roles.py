"""Roles: the offices and functions that a text gives to people ("UN Under-Secretary-General", "head of X")."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.capitals import Word, is_tight, match_phrase, sentence_words
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.wording import Wording, load_wording

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role in a sentence: words `first` up to `last`, its head noun from `head` to `stop`, and whose it is.

    `organisation` is the entity of the organisation or country that the phrase names, or empty;
    `definite` says that a word like "the" stands before it.
    """

    first: int
    head: int
    stop: int
    last: int
    organisation: str = ""
    definite: bool = False


def find_roles(
    parsed: Parsed, mentions: Sequence[Row], *, authority: Authority | None = None
) -> list[dict[str, Any]]:
    """Find the roles that an article gives to people it names.

    Args:
        parsed: the article.
        mentions: its mentions, as `names.find_mentions` gives them.
        authority: accepted so that all finders are called alike; roles need no known names.

    Returns:
        Rows with article_id, sentence_id, start, end, text (the role as the text gives it), role (the
        same on one line), entity (the person) and organisation (the entity it belongs to, or empty).
    """
    del authority
    wording = load_wording(parsed.article.language)
    rows: list[dict[str, Any]] = []
    for number in range(len(parsed.sentences)):
        identifier = parsed.sentences[number].sentence_id
        here = [row for row in mentions if row["sentence_id"] == identifier and row["kind"] == "name"]
        words = sentence_words(parsed, number)
        people = {row["start"]: row["entity"] for row in here if row["type"] == "person"}
        ends = {row["end"]: row["entity"] for row in here if row["type"] == "person"}
        for phrase in find_role_phrases(words, wording, here):
            holder = _holder(words, phrase, wording, people, ends)
            if holder:
                start, end = words[phrase.first].start, words[phrase.last - 1].end
                text = parsed.text(start, end)
                rows.append(
                    {
                        "article_id": parsed.article.article_id,
                        "sentence_id": identifier,
                        "start": start,
                        "end": end,
                        "text": text,
                        "role": " ".join(text.split()),
                        "entity": holder,
                        "organisation": phrase.organisation,
                    }
                )
    return rows


def find_role_phrases(words: list[Word], wording: Wording, names: Sequence[Row]) -> list[RolePhrase]:
    """The role phrases of a sentence in order, each with what belongs to it."""
    starts = {row["start"]: row for row in names if row["type"] != "person"}
    ends = {row["end"]: row for row in names if row["type"] != "person"}
    covered = {i for i, word in enumerate(words) if any(r["start"] <= word.start < r["end"] for r in names)}
    found: list[RolePhrase] = []
    i = 0
    while i < len(words):
        stop = match_phrase(words, i, wording.phrases["roles"])
        if stop == i or i in covered:
            i += 1
            continue
        first, before = _grow_left(words, i, wording, ends)
        if found and found[-1].last > first:
            first, before = i, ""
        last, after = _grow_right(words, stop, wording, starts, covered)
        definite = first > 0 and wording.has("definite", words[first - 1].folded)
        found.append(RolePhrase(first, i, stop, last, before or after, definite))
        i = stop
    return found


def _grow_left(words: list[Word], i: int, wording: Wording, ends: dict[int, Row]) -> tuple[int, str]:
    first, organisation = i, ""
    while first > 0 and is_tight(words[first].gap):
        before = words[first - 1]
        if before.end in ends and not organisation:
            row = ends[before.end]
            organisation = row["entity"]
            while first > 0 and words[first - 1].start >= row["start"]:
                first -= 1
        elif wording.has("role_modifiers", before.folded) or (
            before.folded == "s" and before.gap == "'" and first > 1 and words[first - 2].end in ends
        ):
            first -= 1
        else:
            break
    return first, organisation


def _grow_right(
    words: list[Word], i: int, wording: Wording, starts: dict[int, Row], covered: set[int]
) -> tuple[int, str]:
    last, organisation = i, ""
    while i < len(words) and is_tight(words[i].gap):
        word = words[i]
        if word.start in starts and i > last - 1:
            row = starts[word.start]
            organisation = organisation or row["entity"]
            while i < len(words) and words[i].start < row["end"]:
                i += 1
            last = i
        elif i in covered:
            break
        elif wording.has("portfolio", word.folded) and (word.is_capital or last != i):
            i += 1
            if word.is_capital or len(word.folded) > 3:
                last = i
        elif wording.has("role_modifiers", word.folded) and last == i and not word.is_capital:
            i += 1
            last = i
        elif wording.has("of", word.folded) or wording.has("articles", word.folded):
            i += 1
        else:
            break
    return last, organisation


def _holder(
    words: list[Word],
    phrase: RolePhrase,
    wording: Wording,
    people: dict[int, str],
    ends: dict[int, str],
) -> str:
    """Who holds a role: the person named right after it, or the one it follows in apposition."""
    i = phrase.last
    while i < len(words) and (words[i].gap in {" ", ", ", ". "}):
        if words[i].start in people:
            return people[words[i].start]
        stop = max(
            match_phrase(words, i, wording.phrases["honorifics"]),
            match_phrase(words, i, wording.phrases["roles"]),
        )
        skippable = (
            wording.has("articles", words[i].folded)
            or wording.has("conjunctions", words[i].folded)
            or wording.has("of", words[i].folded)
            or wording.has("portfolio", words[i].folded)
            or wording.has("role_modifiers", words[i].folded)
            or wording.has("not_names", words[i].folded)
        )
        if stop == i and not (skippable and words[i].gap == " "):
            break
        i = max(stop, i + 1)
    first = phrase.first
    while first > 0 and (wording.has("articles", words[first - 1].folded) and words[first].gap in {" ", "'"}):
        first -= 1
    if first > 0 and words[first].gap in {", ", " (", " - "} and words[first - 1].end in ends:
        return ends[words[first - 1].end]
    return ""
