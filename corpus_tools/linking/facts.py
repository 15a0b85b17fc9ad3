"""Facts: how strongly a sentence says things, and its clauses, which two versions of it must share.

Names are compared through `anchors`, numbers through `numbers`, days through the table of times, quotations
as they stand.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain

Span = tuple[int, int]

_CLOSE = 26
"""Characters before a modal word, and some after it, in which a negation denies it."""
_FUTURE = (3, 3)
"""The levels of `will`."""


@dataclass(frozen=True)
class Strength:
    """A wording on a scale, as `could` on that of modality.

    Attributes:
        scale: modality, request or commitment.
        low: the weakest level that it can stand for.
        high: the strongest.
        start: where it begins in the sentence.
        end: where it ends.
        is_tense: whether it is only the form of a verb.
    """

    scale: str
    low: int
    high: int
    start: int
    end: int
    is_tense: bool = False

    def meets(self, other: "Strength") -> bool:
        """Whether the two can be of one strength."""
        return self.low <= other.high and other.low <= self.high


def find_strengths(text: str, language: str) -> list[Strength]:
    """The wordings of a sentence that stand on a scale, in order; longer ones first, denied ones left out.

    >>> [(s.scale, s.low) for s in find_strengths("She urged them to go and said it could rain.", "en")]
    [('request', 2), ('modality', 1)]
    """
    folded = _blank_lookalikes(fold(text), language)
    found: list[Strength] = []
    for word, pattern, levels in _strength_patterns(language):
        for match in pattern.finditer(folded):
            scale, low, high, is_tense = levels
            taken = any(each.start < match.end() and match.start() < each.end for each in found)
            taken = taken or not _is_spelled(text[slice(*match.span())], word)
            key = "before_nouns" if is_tense else "before_requests" if scale != "modality" else ""
            if not taken and not (key and _is_noun(folded, match, language, key=key)):
                found.append(Strength(scale, low, high, *match.span(), is_tense))
    said = sorted(
        (each for each in found if each.scale != "modality" or not _is_denied(text, folded, each, language)),
        key=lambda each: each.start,
    )
    governed = {two.start for one, two in pairwise(said) if _governs(one, two)}
    return [each for each in said if each.start not in governed]


def _is_spelled(text: str, word: str) -> bool:
    """Whether a word stands in a text with its diacritics, if it has any: `chưa` is not `chứa`."""
    return word.isascii() or text.lower() == word


def _blank_lookalikes(folded: str, language: str) -> str:
    """A sentence with what only looks like a modal word blanked out."""
    lookalikes = "|".join(lexicons.load("facts", language).get("not_modal", ())) or "(?!)"
    return re.sub(lookalikes, lambda match: " " * len(match[0]), folded)


def _governs(one: Strength, two: Strength) -> bool:
    """Whether a modal word says how strong the next is (`may have to`); a mere future does not."""
    both = {one.scale, two.scale} == {"modality"}
    return both and (one.low, one.high) != _FUTURE and two.start - one.end <= 1


def find_clauses(text: str, language: str) -> list[Span]:
    """The stretches of a sentence between commas and before words that open a clause, in order."""
    lexicon = lexicons.load("facts", language)
    words = lexicon.get("clauses", ())
    opening = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    folded = fold(plain(text))
    halves = tuple(f" {words}" for words in lexicon.get("and_a_half", ()))
    starts = [match.start() for match in _border(opening).finditer(folded)]
    inner = [start for start in starts if start and not folded.startswith(halves, start)]
    return list(pairwise([0, *inner, len(text)]))


@cache
def _border(opening: str) -> re.Pattern[str]:
    words = rf"(?:\s(?:{opening})(?=\s))?" if opening else ""
    alone = rf"|\s(?:{opening})(?=\s)" if opening else ""
    return re.compile(rf"[,;:](?=['\"]*\s){words}{alone}")


@cache
def _strength_patterns(language: str) -> list[tuple[str, re.Pattern[str], tuple[str, int, int, bool]]]:
    """The wordings, longest first: as the lexicon has them, what matches them folded, and what they say."""
    lexicon = lexicons.load("facts", language)
    found: list[tuple[str, re.Pattern[str], tuple[str, int, int, bool]]] = []
    for scale, steps in lexicon.get("scales_of", {}).items():
        for step in steps:
            for word in step["words"]:
                left = "" if word.startswith("'") else r"(?<![\w'])"
                pattern = re.compile(rf"{left}{re.escape(fold(word))}(?!\w)")
                found.append((word, pattern, (scale, *step["levels"], False)))
    found.sort(key=lambda each: (-len(each[0]), each[0]))
    if "future" in lexicon:
        lookalikes = "|".join(lexicon.get("not_future", ()))
        pattern = re.compile(rf"(?<!\w)(?!(?:{lookalikes})(?!\w))(?:{lexicon['future']['pattern']})(?!\w)")
        found.append(("", pattern, ("modality", *lexicon["future"]["levels"], True)))
    return found


def _is_noun(folded: str, match: re.Match[str], language: str, *, key: str) -> bool:
    """Whether what looks like a verb is a noun: after a word (of the lexicon, under a key) or a number.

    A request that nothing follows is one too (`rising demand.`).
    """
    words = "|".join(lexicons.load("facts", language).get(key, ())) or "(?!)"
    is_last = key == "before_requests" and bool(re.match(r"[.,;:]|$", folded[match.end() :]))
    return is_last or bool(re.search(rf"(?<!\w)(?:{words}|\d+) $", folded[: match.start()]))


def _is_denied(text: str, folded: str, strength: Strength, language: str) -> bool:
    words = {fold(word): word for word in lexicons.load("facts", language).get("negations", ())}
    if not words:
        return False
    begin = max(strength.start - _CLOSE // 2, 0)
    before = folded[begin : strength.start].rpartition(",")[2]
    after = folded[strength.end : strength.end + _CLOSE // 2]
    second = "|".join(lexicons.load("facts", language).get("negations_with_ne", ())) or "(?!)"
    if re.search(r"(?<!\w)n(?:e |')$", before) and re.match(rf" (?:{second})(?!\w)", after):
        return True
    pattern = re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, words))})(?!\w)")
    places = ((strength.start - len(before), before), (strength.end, after))
    return any(
        _is_spelled(text[place + match.start() : place + match.end()], words[match.group()])
        for place, part in places
        for match in pattern.finditer(part)
    )
