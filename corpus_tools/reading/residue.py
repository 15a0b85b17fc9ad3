"""Residue: what saved pages leave between and after the paragraphs.

Pictures, captions, links to other articles, keys to ratings, buttons and notices. Every rule yields whole
lines, or markup inside a line, in order.
"""

import re
from collections.abc import Iterator
from functools import cache

from corpus_tools.characters import fold
from corpus_tools.reading.dates import alternation
from corpus_tools.reading.export_lines import is_rights
from corpus_tools.reading.lines import Line, is_sentence, is_single_cell, split_lines
from corpus_tools.reading.wordings import (
    agency_signature,
    bare,
    buttons,
    fold_bare,
    labelled,
    line_starts_with,
    words_for,
)

Span = tuple[int, int]

_LINE_WIDTH = 350
_CREDIT_WIDTH = 90
_NOTICE_WIDTH = 300
_MOST_CREDIT_WORDS = 25
_MOST_NAME_WORDS = 8
_MOST_LISTED = 12
_LISTED_WIDTH = 250
_IMAGE = re.compile(
    r"\[?!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)(?:\]\([^()\n]{0,1000}\))?|<img\b[^<>\n]{0,1000}/?>", re.I
)
_FURNITURE = " \t\u00a0|*_>-:"
_STARS = re.compile(r"[★☆⭐✩✭✮]+(?:\s+[★☆⭐✩✭✮]+)*")
_FEWEST_STARS = 3
_COUNT = re.compile(r"\A(?:\d+|\(\d+\))\s+|\s*\(\d+\)\s*\Z|:\s*\d+\Z")
"""How many there are, beside what a button does: `12 comments`, `Comments (3)`."""
_PLAYER = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d(?::\d\d)?")
_WALL_WIDTH = 160
_BULLET = re.compile(r"\s*(?:[-*•·»>►▶➤→]|\d{1,2}[.)])\s+|\s*\[")


def find_images(body: str, title: str = "") -> Iterator[Span]:
    """Image markup, with its line when nothing else is on it, and the caption row under it."""
    under_image = False
    for line in split_lines(body):
        matches = list(_IMAGE.finditer(line.text)) if "![" in line.text or "<img" in line.text.lower() else []
        rest = _IMAGE.sub("", line.text).strip(_FURNITURE) if matches else line.text
        if matches and not rest:
            under_image = True
            yield line.start, line.stop
        elif matches:
            under_image = False
            yield from ((line.start + match.start(), line.start + match.end()) for match in matches)
        elif under_image and len(line.text) <= _LINE_WIDTH and _is_cell_or_empty(line.text):
            under_image = not line.text.strip(_FURNITURE)
            if not line.blank:
                yield line.start, line.stop
        else:
            under_image = False


def _is_cell_or_empty(line: str) -> bool:
    """Whether a line under an image is the cell of its caption, or only the frame of a table."""
    trimmed = line.strip()
    return not trimmed.strip(_FURNITURE) or (trimmed.endswith("|") and "|" not in trimmed[1:-1])


def find_photo_credits(body: str, title: str = "") -> Iterator[Span]:
    """Lines that credit a picture, and captions that end with such a credit."""
    for line in split_lines(body, blank=False):
        if len(line.text) > _LINE_WIDTH:
            continue
        if is_photo_credit(line.text) or is_caption(line.text):
            yield line.start, line.stop


def is_photo_credit(line: str) -> bool:
    """Whether a line says whose picture it is, or only that there is one.

    >>> is_photo_credit("| Photo: MST |"), is_photo_credit("Ảnh: Minh Đức"), is_photo_credit("Photo art.")
    (True, True, False)
    """
    folded = fold_bare(line)
    owner = folded.rpartition("/")[2].strip()
    if owner in words_for("photo_lines") and len(folded.split()) <= _MOST_NAME_WORDS:
        return True
    label = labelled("photo").match(folded)
    if label:
        return len(folded.split()) <= _MOST_CREDIT_WORDS
    by = re.match(
        r"(?:photos?|pictures?|images?|photographs?)\s+(?:by|courtesy of|courtesy|credit|de|par)\s+", folded
    )
    if by:
        words = bare(line)[by.end() :].split()
        return 0 < len(words) <= _MOST_NAME_WORDS and words[0][0].isupper() and not is_sentence(line)
    return False


def is_caption(line: str) -> bool:
    """Whether a line ends with a photo credit: `… in Hanoi. (Photo: VNA)`, `… — AFP Photo`."""
    tail = bare(line)[-_CREDIT_WIDTH:]
    folded = fold(tail)
    if ":" not in folded and "/" not in folded and "photo" not in folded:
        return False
    bracketed, after_stop, sourced, agency_photo = _caption_patterns()
    if bracketed.search(folded) or after_stop.search(folded) or sourced.search(folded):
        return True
    return "photo" in folded and bool(agency_photo.search(tail))


@cache
def _caption_patterns() -> tuple[re.Pattern[str], ...]:
    """Photo credits at the end of a caption: in brackets, after a full stop (folded), an agency's mark."""
    photo = alternation(words_for("photo"))
    agency = agency_signature().pattern
    return (
        re.compile(rf"[(\[]\s*(?:{photo})\s*[:/-][^()\[\]]{{1,60}}[)\]]?\.?\Z"),
        re.compile(rf"[.!?)”\"-]\s*(?:{photo})\s*:\s*(?:[^.:]|(?<=\b\w)\.){{1,60}}\.?\Z"),
        re.compile(rf"[^\s.!?…][\s]*\((?:{alternation(words_for('sources'))})\s*:\s*[^()]{{1,60}}\)\Z"),
        re.compile(
            rf"(?:[.!?—–-]\s*|\A)(?:{agency})\s+(?:Photo|PHOTO|photo)s?"
            r"(?:(?:\s+(?:by\s+)?|/)[A-ZĐ]\S+(?:\s\S+){0,4})?\Z"
        ),
    )


def find_related(body: str, title: str = "") -> Iterator[Span]:
    """Links to other articles: labelled lines, and the lists below a heading such as `Related news`."""
    listed = 0
    for line in split_lines(body, blank=False):
        if len(line.text) > _LINE_WIDTH:
            listed = 0
            continue
        folded = fold_bare(line.text)
        heading = folded.rstrip(" :…>.") in words_for("related")
        more = _link_to_more().search(line.text) if not heading else None
        if heading or _is_link_line(line.text, folded):
            listed = _MOST_LISTED if heading else 0
            yield line.start, line.stop
        elif listed and _is_listed(line):
            listed -= 1
            yield line.start, line.stop
        else:
            listed = 0
            if more:
                yield line.start + more.start(), line.end


@cache
def _link_to_more() -> re.Pattern[str]:
    """A link to the rest of another article after the last sentence of a line."""
    return re.compile(rf"(?<=[.!?”\"])\s*(?i:{alternation(words_for('more'))})\s*[.…>»]*\s*\Z")


def _is_link_line(line: str, folded: str) -> bool:
    if line.lstrip().startswith((">>", "»", "►", "➤")) and not is_sentence(line):
        return True
    if labelled("related").match(folded):
        return len(folded.split()) <= 2 * _MOST_CREDIT_WORDS
    phrase = line_starts_with("related").match(folded)
    return (
        phrase is not None
        and " " in phrase.group()
        and len(folded.split()) <= _MOST_CREDIT_WORDS
        and not is_sentence(line)
    )


def _is_listed(line: Line) -> bool:
    short = len(line.text) <= _LISTED_WIDTH
    return short and (
        not is_sentence(line.text) or bool(_BULLET.match(line.text)) or is_single_cell(line.text)
    )


def find_rating_keys(body: str, title: str = "") -> Iterator[Span]:
    """The key that explains ratings: its heading, and lines with several groups of stars."""
    for line in split_lines(body, blank=False):
        if len(line.text) > _LINE_WIDTH:
            continue
        stars = len(_STARS.findall(line.text))
        if fold_bare(line.text).rstrip(" :") in words_for("rating_keys") or stars >= _FEWEST_STARS:
            yield line.start, line.stop


def find_buttons(body: str, title: str = "") -> Iterator[Span]:
    """Lines of nothing but buttons: `Share`, `Facebook | Twitter | Print`, `Advertisement`."""
    for line in split_lines(body, blank=False):
        if not 0 < len(line.text) <= _NOTICE_WIDTH:
            continue
        folded = fold_bare(line.text)
        pressed = buttons().fullmatch(_COUNT.sub(" ", folded).strip(" .…"))
        if pressed or _path_start().match(folded) or _PLAYER.fullmatch(folded):
            yield line.start, line.stop


@cache
def _path_start() -> re.Pattern[str]:
    """The beginning of the path of a page: `Home > News > World`."""
    return re.compile(rf"(?:{alternation(words_for('home'))})\s*[>/|]\s*\S")


def find_notices(body: str, title: str = "") -> Iterator[Span]:
    """Lines that speak for the page and not in the article: subscriptions, copyright, cookies, tags."""
    for line in split_lines(body, blank=False):
        if not 0 < len(line.text) <= _NOTICE_WIDTH:
            continue
        folded = fold_bare_start(line.text)
        claims = is_rights(line.text) and not is_sentence(line.text)
        if claims or line_starts_with("notices").match(folded) or _asks_reader(folded):
            yield line.start, line.stop


def _asks_reader(folded: str) -> bool:
    """Whether a short line asks the reader to pay, or to follow somebody on a network."""
    if len(folded) > _WALL_WIDTH:
        return False
    asks = line_starts_with("following").match(folded) and _networks().search(folded)
    return bool(asks) or any(entry in folded for entry in words_for("walls"))


@cache
def _networks() -> re.Pattern[str]:
    """The name of a network, behind the word that leads to it."""
    before, names = alternation(words_for("before_networks")), alternation(words_for("networks"))
    return re.compile(rf"\s(?:{before})\s(?:\S+\s)?(?:{names})\b")


def fold_bare_start(line: str) -> str:
    """The folded line without what stands before its first word or copyright mark."""
    return fold(line.strip().lstrip("|*_[<>»«•·►▶➤→♦●■▪◆#~=- "))
