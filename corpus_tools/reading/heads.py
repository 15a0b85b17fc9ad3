"""Heads: what stands before the body of an article: front matter, title, byline, date, dateline.

Rules see the body that is left at their turn and yield the spans to drop, in order.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, zip_longest

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.datelines import WINDOW, match_dateline, match_place_line
from corpus_tools.reading.dates import alternation, date_pattern, time_pattern, weekdays
from corpus_tools.reading.lines import Line, is_heading, is_running_text, split_lines
from corpus_tools.reading.records import name_field
from corpus_tools.reading.wordings import bare, find_agency, line_starts_with, words_for

Span = tuple[int, int]

_HEAD_LINES = 16
_BULLETS = ("*", "-", "•", "–")
_MOST_TITLES = 3
_FEWEST_TITLE_WORDS = 4
_LEAST_PARAGRAPH = 80
_DATELINE_LINES = 8
_HEADER_WIDTH = 200
_HEADER_REACH = 800
"""Characters that show whether a header ends within its width, and what follows it."""
_BYLINE_WORDS = 10
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[^\n]{0,1000}\n){0,60}?---[ \t]*(?:\n|\Z)")
_LABEL = re.compile(r"\s*([^\W\d_][\w -]{1,30}?)\s*:\s+\S")
_URL = re.compile(r"https?://\S+\Z")
_SEPARATORS = r"[\s|·•,.;:()\[\]*_/>~-]+"
_ZONE = (
    r"\(?(?:gmt|utc)\s*(?:[+-]\s*\d{1,2}(?::?\d{2})?)?\)?"
    r"|\b(?:ist|ict|cet|cest|et|est|edt|ct|pt|pst|pdt|bst|jst|kst|sgt|hkt|aest|wib|eat|sast|msk)\b"
)


def find_front_matter(body: str, title: str = "") -> Iterator[Span]:
    """The block of fields between `---` lines with which a Markdown file may begin."""
    match = _FRONT_MATTER.match(body)
    if match and any(_is_field_line(line) for line in match.group().split("\n")):
        yield match.span()


def find_header(body: str, title: str = "") -> Iterator[Span]:
    """Lines in the head of only dates, times, labels, authors or addresses; or the beginning of a line.

    The head ends at the first line of running text; lines that can be titles are passed over. Blank lines
    after a header go with it.
    """
    lines = _head_lines(body)
    for line, following in zip_longest(lines, lines[1:]):
        if is_header(line.text):
            yield line.start, following.start if following else len(body)
        elif is_running_text(line.text) or not is_heading(line.text):
            end = 0
            while consumed := measure_header(line.text[end : end + _HEADER_REACH]):
                end += consumed
            if end:
                yield line.start, line.start + end
            return


def find_title(body: str, title: str = "") -> Iterator[Span]:
    """The title line, with the lines of a subtitle or section, when they stand apart from the running text.

    Args:
        body: what is left of the text.
        title: the title when the format gives it; a first line equal to it is always a title.
    """
    lines = list(_head_lines(body))
    titles: list[Line] = []
    for line in lines:
        if len(titles) > _MOST_TITLES:
            return
        known = not titles and _is_known_title(line.text, title)
        heading = is_heading(line.text) and not is_running_text(line.text) and _stands_apart(body, line)
        if not (known or heading):
            break
        titles.append(line)
    following = lines[len(titles)] if len(titles) < len(lines) else None
    if titles and following:
        yield from _find_repeats(body, titles[0])
        if is_running_text(following.text):
            yield 0, following.start
        elif _is_known_title(titles[0].text, title):
            yield 0, lines[1].start


def _find_repeats(body: str, title: Line) -> Iterator[Span]:
    """Later lines that repeat the title, as the texts of pictures do."""
    if len(title.text.split()) >= _FEWEST_TITLE_WORDS:
        for line in split_lines(body, title.stop, blank=False):
            if len(line.text) <= len(title.text) + 8 and _same(line.text, title.text):
                yield line.start, line.stop


def find_dateline(body: str, title: str = "") -> Iterator[Span]:
    """The dateline before the first sentence; below a list of key points only one that names its agency.

    Several that follow one another are one span.
    """
    for number, line in enumerate(_head_lines(body)[:_DATELINE_LINES]):
        end = _measure_datelines(line.text, signed=number > 0)
        if end:
            yield line.start if number else 0, line.start + end
            return


def _measure_datelines(line: str, *, signed: bool) -> int:
    """How many characters of a line the datelines at its start take; with `signed`, each names its agency."""
    end = place = 0
    while True:
        while line[place : place + 1].isspace():
            place += 1
        dateline = match_dateline(line[place : place + WINDOW])
        if not dateline or (signed and not (dateline.place and find_agency(dateline.agency))):
            return end
        end = place = place + dateline.end


def is_header(line: str) -> bool:
    """Whether a line of the head holds only dates and labels, a byline, a labelled field or an address.

    >>> is_header("Publié le 3 mars 2026 à 10h12"), is_header("By Jane Doe"), is_header("By 2030, it rose.")
    (True, True, False)
    """
    if len(line) > _HEADER_WIDTH:
        return False
    return bool(
        measure_header(line, whole=True)
        or is_byline(line)
        or _is_field_line(line)
        or match_place_line(line)
        or _URL.match(line.strip())
    )


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the article: a byline phrase and capitalised words."""
    trimmed = bare(line)
    start = line_starts_with("bylines").match(fold(trimmed))
    if not start:
        return False
    names = re.findall(r"[^\W\d_][\w.'’-]*|\d", trimmed[start.end() :])
    capitals = [word for word in names if word[0].isupper()]
    return (
        0 < len(names) <= _BYLINE_WORDS
        and not any(word.isdigit() for word in names)
        and len(capitals) * 2 > len(names)
        and names[0][0].isupper()
        and not re.search(r"[^\W\d_]{3,}[.!?]\Z", trimmed)
    )


def measure_header(line: str, *, whole: bool = False) -> int:
    """How many characters of a line a header of dates and labels takes from its start, 0 when none.

    A header has a full date. When text follows it, a label or ISO form must show that it is one: `date
    2026-01-16 HÀ NỘI — …`, but not `16 January 2026 was a long day`.

    Args:
        line: the line.
        whole: whether the header must be the whole line.
    """
    folded = fold(line[:_HEADER_WIDTH])
    place, labelled, dated, counted = 0, False, False, False
    while place < len(folded):
        kind, end = _next_token(folded, place)
        if not kind:
            break
        labelled |= kind in ("published", "updated") and not dated
        dated |= kind == "date"
        counted |= kind == "count"
        place = end
    if whole and counted and place >= len(folded.rstrip()):
        return len(line)
    if not dated or (whole and place < len(folded.rstrip())):
        return 0
    if place >= len(folded.rstrip()):
        return len(line)
    follows = line[place : place + 400]
    iso = re.match(r"\s*\d{4}-\d\d-\d\d", folded)
    return place if labelled or (iso and match_dateline(follows)) else 0


def _next_token(folded: str, place: int) -> tuple[str, int]:
    for kind, pattern in _tokens():
        match = pattern.match(folded, place)
        if match and match.end() > place:
            return kind, match.end()
    return "", place


@cache
def label_pattern(kind: str) -> re.Pattern[str]:
    """Matches the words of a date line of a kind (`published`, `updated`, `fillers`) in folded text."""
    return re.compile(rf"(?<!\w)(?:{alternation(words_for(kind))})(?!\w)")


@cache
def _tokens() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("separator", re.compile(_SEPARATORS)),
        ("date", date_pattern()),
        ("weekday", re.compile(rf"(?<!\w)(?:{alternation(weekdays())})(?!\w)\.?")),
        ("zone", re.compile(_ZONE)),
        ("time", time_pattern()),
        ("count", re.compile(rf"\d{{1,3}}\s+(?:{alternation(words_for('fillers'))})(?!\w)")),
        ("updated", label_pattern("updated")),
        ("published", label_pattern("published")),
        ("filler", label_pattern("fillers")),
    )


def _is_field_line(line: str) -> bool:
    match = _LABEL.match(line)
    return bool(match) and name_field(match[1]) not in ("", "text") if match else False


def read_field(line: str) -> tuple[str, str]:
    """The field that a labelled line gives and its value, or two empty strings.

    >>> read_field("Headline: Rain stops play")
    ('title', 'Rain stops play')
    """
    label, _, value = line.partition(":")
    return (name_field(bare(label)), bare(value)) if _is_field_line(line) else ("", "")


def _head_lines(body: str) -> list[Line]:
    return list(islice(split_lines(body, blank=False), _HEAD_LINES))


def _is_title_line(line: str) -> bool:
    return is_heading(line) and not is_running_text(line) and not line.lstrip().startswith(_BULLETS)


def _stands_apart(body: str, line: Line) -> bool:
    """Whether a blank line follows a line, another line that can be a title, or a much longer paragraph."""
    following = next(split_lines(body, line.stop), None)
    if following is None or following.blank or _is_title_line(following.text):
        return following is not None
    return is_running_text(following.text) and len(following.text) > max(
        1.5 * len(line.text), _LEAST_PARAGRAPH
    )


def _is_known_title(line: str, title: str) -> bool:
    return _same(line, title) if title else line.lstrip().startswith("# ")


def _same(line: str, title: str) -> bool:
    return bool(title) and squeeze(fold(bare(line))) == squeeze(fold(bare(title)))
