"""Wordings: what the lexicons of all languages say about press pages, as sets and compiled patterns.

All languages are looked up at once: a French page may end with an English button.
"""

import re
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation

_AGENCY_OTHER = r"[A-ZĐ][\w.+'’]{0,24}(?: [A-ZĐ][\w.+'’]{0,24}){0,3}"
_AGENCY_CAPITALS = r"[A-ZĐ]{2,10}(?:/[A-ZĐ]{2,10}){0,3}"


@cache
def words_for(key: str) -> tuple[str, ...]:
    """The folded entries under a key of all the cleaning lexicons, longest first."""
    entries = {entry for lexicon in lexicons.load_all("cleaning").values() for entry in lexicon.get(key, ())}
    return tuple(sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def line_starts_with(key: str) -> re.Pattern[str]:
    """Matches a folded line that begins with an entry under a key, as whole words."""
    return re.compile(rf"(?:{'|'.join(_bounded(entry) for entry in words_for(key))})")


@cache
def labelled(key: str) -> re.Pattern[str]:
    """Matches a folded line that begins with an entry under a key and a colon."""
    entries = alternation(entry.rstrip(" :") for entry in words_for(key))
    return re.compile(rf"(?:{entries})\s*(?:\([^()]{{0,40}}\)\s*)?:")


@cache
def buttons() -> re.Pattern[str]:
    """Matches a folded line of nothing but buttons."""
    return re.compile(rf"(?:(?>{alternation(words_for('buttons'))})\b[\s|·•,/:+>?-]*+)++")


@cache
def agency_names() -> tuple[str, ...]:
    """The names and marks of news agencies as they are written."""
    return tuple(dict.fromkeys(lexicons.load("press").get("agencies", ())))


@cache
def agency_signature() -> re.Pattern[str]:
    """Matches one or several agency marks, at least one of them known: `AFP`, `VNA/VNS`, `Reuters and AP`."""
    known = alternation(agency_names())
    words = alternation(lexicons.load("press")["agency_joins"])
    join = rf"\s?(?:[/,+&-]|\b(?:{words})\b)\s?"
    one = rf"(?:{known})(?!\w)"
    other = rf"(?:{one}|{_AGENCY_OTHER})"
    return re.compile(
        rf"(?:{one}(?:{join}{other}){{0,3}}|{_AGENCY_OTHER}{join}{one}(?:{join}{other}){{0,2}})"
    )


@cache
def capital_signature() -> re.Pattern[str]:
    """Matches marks in capitals, known or not: `ABC`, `ABC/XYZ`."""
    return re.compile(_AGENCY_CAPITALS)


@cache
def outlet_mark() -> re.Pattern[str]:
    """Matches, in folded text, the name of a paper that begins with the noun for one: `thoi bao ha long`."""
    return re.compile(rf"(?:{alternation(words_for('outlet_nouns'))})\s+\w[^()]*")


def find_agency(text: str) -> str:
    """The agency that a credit names, or empty when it names none.

    Who writes for it, and from where, is no part of it.

    >>> find_agency("(Reuters) "), find_agency("Source: Xinhua"), find_agency("the ministry")
    ('Reuters', 'Xinhua', '')
    >>> find_agency("Ana Ruiz/AFP-Lima"), find_agency("VNA/VNS")
    ('AFP', 'VNA/VNS')
    """
    found = re.search(rf"(?<!\w)(?:{agency_signature().pattern})", text)
    if not found:
        return ""
    known, signature = agency_signature().fullmatch, found.group().strip()
    writer, slash, agency = signature.partition("/")
    if slash and " " in writer and not known(writer):
        signature = agency
    agency, _, place = signature.partition("-")
    return agency if place and known(agency) and not known(place) else signature


def bare(line: str) -> str:
    """A line without the table pipes, emphasis, brackets and bullets around it.

    >>> bare("| *Photo: AFP* |")
    'Photo: AFP'
    """
    return line.strip(" \t\u00a0|*_[]<>»«•·►▶➤→♦●■▪◆#~=")


def fold_bare(line: str) -> str:
    """The folded form of a bare line: what lexicon entries are compared with."""
    return fold(bare(line))


def _bounded(entry: str) -> str:
    return re.escape(entry) + (r"\b" if entry[-1].isalpha() else "")
