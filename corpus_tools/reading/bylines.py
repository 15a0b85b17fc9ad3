"""Bylines: lines, and pieces of lines, that say who wrote an article."""

import re
from functools import cache

from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation
from corpus_tools.reading.wordings import bare, line_starts_with, words_for

_BYLINE_WORDS = 10
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|\d")


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the article: a byline phrase and capitalised words.

    >>> is_byline("By Ada Low, in Accra"), is_byline("Par notre envoyé spécial à Dakar, Luc Petit")
    (True, True)
    >>> is_byline("By 2030, it rose."), is_byline("By our reckoning, Accra grew")
    (False, False)
    """
    trimmed = bare(line)
    folded = fold(trimmed)
    start = line_starts_with("bylines").match(folded)
    if not start:
        return False
    place = start.end()
    if correspondent := _correspondent().match(folded, place):
        place = correspondent.end()
    names = _WORD.findall(trimmed[place:])
    capitals = [word for word in names if word[0].isupper()]
    if correspondent and not names:
        return True
    return (
        0 < len(names) <= _BYLINE_WORDS
        and not any(word.isdigit() for word in names)
        and len(capitals) * 2 > len(names)
        and names[0][0].isupper()
        and not re.search(r"[^\W\d_]{3,}[.!?]\Z", trimmed)
    )


@cache
def _correspondent() -> re.Pattern[str]:
    """What may stand between a byline phrase and a name: `notre envoyé spécial à`, in folded text."""
    who, where = alternation(words_for("correspondents")), alternation(words_for("places_of_reporting"))
    return re.compile(rf"\s*(?:(?:{who})\b(?:\s+(?:{where})\b)?|(?<=\w)\s(?:{where})\b)[\s,:]*")
