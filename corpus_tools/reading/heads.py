"""Heads: what stands before the body of an article: front matter, title, byline, date, dateline.

Rules see the body that is left at their turn and yield the spans to drop, in order.
"""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.datelines import WINDOW, match_dateline
from corpus_tools.reading.headers import is_field_line, is_header, is_labelled, is_time, measure_header
from corpus_tools.reading.lines import Line, is_heading, is_running_text, split_lines
from corpus_tools.reading.wordings import bare, find_agency

Span = tuple[int, int]

_HEAD_LINES = 16
_BULLETS = ("*", "-", "•", "–")
_MOST_TITLES = 3
_FEWEST_TITLE_WORDS = 4
_LEAST_PARAGRAPH = 80
_DATELINE_LINES = 8
_DATED_LINES = 4
"""Lines among which a date that stands alone dates the article, though a paragraph is before it."""
_HEADER_REACH = 800
"""Characters that show whether a header ends within its width, and what follows it."""
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[^\n]{0,1000}\n){0,60}?---[ \t]*(?:\n|\Z)")


def find_front_matter(body: str, title: str = "") -> Iterator[Span]:
    """The block of fields between `---` lines with which a Markdown file may begin."""
    match = _FRONT_MATTER.match(body)
    if match and any(is_field_line(line) for line in match.group().split("\n")):
        yield match.span()


def find_header(body: str, title: str = "") -> Iterator[Span]:
    """Lines in the head of only dates, times, labels, authors or addresses; or the beginning of a line.

    The head ends at the first line of running text; lines that can be titles are passed over. Blank lines
    after a header go with it. Behind it there may still be the line that dates the article.
    """
    lines = _head_lines(body)
    for number, (line, following) in enumerate(zip_longest(lines, lines[1:]), 1):
        if is_header(line.text):
            yield line.start, following.start if following else len(body)
        elif is_running_text(line.text) or not is_heading(line.text):
            end = 0
            while consumed := measure_header(line.text[end : end + _HEADER_REACH]):
                end += consumed
            if end:
                yield line.start, line.start + end
            yield from _find_late_dates(body, lines[number:], most=_DATED_LINES - number)
            return


def _find_late_dates(body: str, lines: list[Line], *, most: int) -> Iterator[Span]:
    """Lines behind the first paragraph that only say when the article was published.

    One without a label is a heading of the text, unless it is the only one and among the first lines.
    """
    dated = [line for line in lines if measure_header(line.text, whole=True)]
    labelled = [line for line in dated if is_labelled(line.text)]
    alone = [line for line in lines[: max(most, 0)] if line in dated] if len(dated) == 1 else []
    yield from ((line.start, line.stop) for line in labelled or alone)


def find_times(body: str, title: str = "") -> Iterator[Span]:
    """Lines of only a time of day, which head the entries of a running report."""
    yield from ((line.start, line.stop) for line in split_lines(body, blank=False) if is_time(line.text))


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
