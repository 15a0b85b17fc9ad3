"""Missing names: the names that one telling has and another has nowhere, in no spelling and no other form.

A translation spells names its own way (`Odesa`, `Odessa`), makes words from them (`crétois`), puts common
words of its own into them (`Grand Chelem`) and says for a country its capital.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz.fuzz import ratio
from wordfreq import zipf_frequency

from corpus_tools import lexicons
from corpus_tools.characters import fold, plain
from corpus_tools.linking.anchors import find_anchors
from corpus_tools.linking.tellings import Difference, Line, Span, Telling, find_seats

_SHORT_NAME = re.compile(r"(?<=\w )[A-ZÀ-ÝĐ][^\W\d_A-ZÀ-ÝĐ]{2}(?!\w)")
"""A word of three letters, too short to be an anchor."""
_RUN = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
"""Capitalised words that stand together, of plain text."""
_ACRONYM = re.compile(r"[^.,;:()]{0,60}\(([A-Z][A-Za-z0-9&-]+)\)")
"""What stands between part of a name and the end of its acronym."""
_ELIDED = re.compile(r"[a-zà-ÿ]{1,2}['’](?=[A-ZÀ-Ý])")
_ROMAN = r"[IVXLC]+(?:e|er|ère|ème|th|st|nd|rd)?"
_COMMON_PREFIX = 0.6
"""Part of the longer of two names that their beginning in common makes at least, in two languages."""
_SPELLING = 80
_EXONYM = 50
"""Two names this alike, both without a partner in sentences that say the same, are one in two languages."""
_BEGUN = 2
"""Letters that such names begin with in common, where they are less alike (`Grisons`, `Graubünden`)."""
_STEM = 4
"""Letters that a name and a word made from it have in common at least."""
_ENDING = 5
_WORD_OF_LANGUAGE = 3.8
_OPENING_WORD = 3.0
"""Zipf frequency from which a capitalised word inside, and at the beginning of, a sentence is no name."""


def find_missing_names(
    left: Telling, right: Telling, mine: Sequence[Line], others: Sequence[Line]
) -> tuple[list[Difference], list[Difference]]:
    """The names in some sentences of either telling that the other has nowhere, in the order of the text.

    Args:
        left: one telling.
        right: the other.
        mine: sentences of the first.
        others: those of the second that say the same.
    """
    gone, come = (
        [
            each
            for each in _find_missing(lines, telling, own.common)
            if not (find_seats(_find_run(each)) & telling.known or _is_rendered(each, far, own))
        ]
        for lines, telling, far, own in ((mine, right, others, left), (others, left, mine, right))
    )
    paired = [(one, two) for one in gone for two in come if _are_exonyms(one, two)]
    spelled = {id(each) for pair in paired for each in pair}
    kept = ([each for each in side if id(each) not in spelled] for side in (gone, come))
    first, second = (_join_names(side) for side in kept)
    return first, second


def _are_exonyms(one: Difference, two: Difference) -> bool:
    """Whether two names can be one: spelled somewhat alike, or in two languages begun alike."""
    names = fold(one.what), fold(two.what)
    is_begun = one.line.language != two.line.language and names[0][:_BEGUN] == names[1][:_BEGUN]
    return is_begun or ratio(*names) >= _EXONYM


def _find_missing(lines: Sequence[Line], other: Telling, common: frozenset[str]) -> Iterator[Difference]:
    """The names that the other version has nowhere; a word that stands without a capital too is none."""
    for line in lines:
        folded = fold(line.text)
        for word in sorted(line.anchors.rare - common):
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
            if match and _is_name(line, *match.span()) and not _is_spelled(word, other):
                yield Difference(line, match.span(), line.text[slice(*match.span())])
        for match in _SHORT_NAME.finditer(line.text):
            is_name = _is_name(line, *match.span()) and _is_foreign(match[0], line.language)
            if is_name and not _is_spelled(fold(match[0]), other, least=_EXONYM):
                yield Difference(line, match.span(), match[0])
        for name in sorted(line.anchors.known):
            span = _find_known(line, name) if name not in other.known else None
            if (
                span
                and not _is_told_as_country(line, name, span, other)
                and not (_is_adjective(line, *span) or _is_spelled(fold(line.text[slice(*span)]), other))
            ):
                yield Difference(line, span, line.text[slice(*span)])


def _is_told_as_country(line: Line, name: str, span: Span, other: Telling) -> bool:
    """Whether a capital stands for a country that the other version names: `Paris` is not when in Paris."""
    words = "|".join(lexicons.load("facts", line.language).get("before_towns", ())) or "(?!)"
    is_town = re.search(rf"(?<!\w)(?:{words}) $", fold(line.text[: span[0]]))
    return name.removesuffix(":capital") in other.known and not (name.endswith(":capital") and is_town)


def _is_foreign(word: str, language: str) -> bool:
    """Whether a capitalised word is none of the language, such as `Phú` in French."""
    return zipf_frequency(word.lower(), language or "en") < _OPENING_WORD


def _is_spelled(name: str, other: Telling, *, least: int = _SPELLING) -> bool:
    """Whether the other version has a folded name, in some spelling."""
    return name in other.words or any(
        ratio(name, each) >= least or _begin_alike(name, each) for each in other.words
    )


def _begin_alike(one: str, other: str) -> bool:
    """Whether two names have more than their beginning in common, as `Baltic` and `Baltique`."""
    shared = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared > _STEM and shared >= _COMMON_PREFIX * max(len(one), len(other))


def _is_rendered(name: Difference, lines: Sequence[Line], own_telling: Telling) -> bool:
    """Whether sentences have a name in other words: one derived from it, or half of it (`Grand Chelem`).

    In another language a name of several words that its own telling has not may be what it is called there.
    """
    text, (start, end) = name.line.text, name.span
    left = re.search(r"(?:[^\W\d_]+-)*$", text[:start])
    right = re.match(r"(?:-[^\W\d_]+)*", text[end:])
    whole = f"{left[0] if left else ''}{text[start:end]}{right[0] if right else ''}"
    if _is_derived(whole, lines) or _is_introduced(name, lines):
        return True
    shared = _list_common(_find_run(name), name.line.language)
    runs = [(run[0], line) for line in lines for run in _RUN.finditer(plain(line.text)) if run.start()]
    if any(shared & _list_common(run, line.language) for run, line in runs):
        return True
    return any(
        line.language != own_telling.language and _is_foreign_to(run, line, own_telling) for run, line in runs
    )


def _is_introduced(name: Difference, lines: Sequence[Line]) -> bool:
    """Whether a name is part of one whose acronym sentences have: "*Médecins Sans* Frontières (MSF)"."""
    acronym = _ACRONYM.match(name.line.text[name.span[1] :])
    return acronym is not None and any(
        re.search(rf"(?<!\w){re.escape(acronym[1])}(?!\w)", line.text) for line in lines
    )


def _find_run(name: Difference) -> str:
    """The capitalised words that a name stands in; nothing for one that is not capitalised."""
    runs = _RUN.finditer(plain(name.line.text))
    return next((run[0] for run in runs if run.start() <= name.span[0] < run.end()), "")


def _is_foreign_to(run: str, line: Line, telling: Telling) -> bool:
    """Whether capitalised words that stand together are an unknown name of which a telling has no word."""
    words = fold(run).split()
    is_known = bool(find_anchors(run, line.language).known)
    return len(words) > 1 and not is_known and telling.words.isdisjoint(words)


def _list_common(run: str, language: str) -> frozenset[str]:
    """The words of a name of several that are words of the language, without roles such as `Minister`."""
    words = [word for word in fold(run).split() if len(word) >= _STEM] if " " in run else []
    common = {word for word in words if zipf_frequency(word, language or "en") >= _WORD_OF_LANGUAGE}
    return frozenset(common - list_roles(language))


def _is_derived(name: str, lines: Sequence[Line]) -> bool:
    """Whether sentences have a word made from a name, as `crétois` from `Crete`."""
    whole = fold(name).removesuffix("'s").replace("-", "")
    stem = whole[: max(_STEM, len(whole) * 3 // 4)]
    longest = max(len(stem) + _ENDING, len(whole) + 3)
    texts = [text for line in lines for text in (fold(line.text), fold(line.text).replace("-", ""))]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return len(stem) >= _STEM and any(
        (word.startswith(stem) and len(word) <= longest) or _begin_alike(whole, word) for word in words
    )


def _is_name(line: Line, start: int, end: int) -> bool:
    """Whether a rare capitalised word is a name: not the plural of a word, nor part of a title.

    A title stands before a role (`Fisheries Minister`) or opens the sentence with a word of the language.
    """
    word = fold(line.text[start:end])
    if re.fullmatch(_ROMAN, line.text[start:end]):
        return False
    following = re.match(r"[ -]([^\W\d_]+)", line.text[end:])
    if {word, fold(following[1]) if following else word} & list_roles(line.language):
        return False
    facts = lexicons.load("facts", line.language)
    if word in facts.get("not_names", ()) or word.endswith(tuple(facts.get("field_endings", ()))):
        return False
    frequency = max(zipf_frequency(form, line.language or "en") for form in (word, word.removesuffix("s")))
    return frequency < (_WORD_OF_LANGUAGE if start else _OPENING_WORD)


def _is_adjective(line: Line, start: int, end: int) -> bool:
    """Whether a known name is a word such as `tanzanien`: a translation adds and drops these freely."""
    word = fold(line.text[start:end])
    adjectives, names = _adjectives(line.language)
    return word in adjectives and (line.text[start].islower() or word not in names)


@cache
def _adjectives(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The adjectives of countries and regions, and their names, folded."""
    entries = [entry for source in ("countries", "regions") for entry in lexicons.load(source) or []]
    adjectives = (fold(word) for each in entries for word in each.get("adjectives", {}).get(language, []))
    names = (fold(each.get("names", {}).get(language, "")) for each in entries)
    return frozenset(adjectives), frozenset(names)


@cache
def list_roles(language: str) -> frozenset[str]:
    """The folded words of a language that end a role or come before a name."""
    lexicon = lexicons.load("names", language)
    return frozenset(word.split()[-1] for key in ("roles", "honorifics") for word in lexicon.get(key, ()))


def _find_known(line: Line, name: str) -> Span | None:
    """Where a known name stands: the fewest words, of four at most, whose anchors hold it."""
    words = list(re.finditer(r"[\w'’-]+", line.text))
    for size in range(4):
        for first, last in zip(words, words[size:], strict=False):
            start, end = first.start(), last.end()
            if name in find_anchors(line.text[start:end], line.language).known:
                elided = _ELIDED.match(line.text[start:end])
                return start + (len(elided[0]) if elided else 0), end
    return None


def _join_names(names: Sequence[Difference]) -> list[Difference]:
    """Neighbouring words of one name as one."""
    joined: list[Difference] = []
    for each in sorted(names, key=lambda each: (each.line.sentence_id, each.span)):
        last = joined[-1] if joined else None
        if last and last.line is each.line and 0 <= each.span[0] - last.span[1] <= 1:
            span = (last.span[0], each.span[1])
            joined[-1] = Difference(each.line, span, each.line.text[slice(*span)])
        else:
            joined.append(each)
    return joined
