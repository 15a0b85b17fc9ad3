"""Factiva: the articles of an export of Factiva, with the codes of its parts (`HD`, `TD` …) or without.

Each ends with a line `Document` and its number. Without codes the order tells: title, author, length, day,
source, language, rights, and then the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus_tools.characters import fold, squeeze
from corpus_tools.reading.bylines import is_byline
from corpus_tools.reading.export_lines import (
    RULE,
    TITLE,
    Section,
    adjoin,
    entries,
    find_day,
    is_rights,
    join_lines,
    length_pattern,
    mapping,
    page_pattern,
)
from corpus_tools.reading.lines import Line, split_lines

_NUMBER = re.compile(r"\s*Document\s+(?=\w*\d)[A-Za-z0-9_]{12,40}\s*\Z")
_FEWEST_TITLE_WORDS = 4
_NAME_WORDS = (2, 3)


def find_factiva(text: str) -> Sequence[Section]:
    """The articles of an export with codes and what stands around them; nothing when a text is none."""
    lines = list(split_lines(text, blank=False))
    for pattern in (_code_pattern(), _loose_pattern()):
        found = {match[1] for line in lines for match in [pattern.match(line.text)] if match}
        if {"HD", "PD"} <= found and found & {"TD", "LP"} and found & {"SN", "AN", "WC"}:
            return [_read(piece, pattern) for piece in _split(lines, pattern)]
    return ()


def find_plain_factiva(text: str) -> Sequence[Section]:
    """The articles of an export without codes and what stands around them; nothing when a text is none."""
    lines = list(split_lines(text, blank=False))
    if not any(_NUMBER.match(line.text) for line in lines):
        return ()
    return [_read_plain(piece) for piece in _split(lines)]


@cache
def _code_pattern() -> re.Pattern[str]:
    codes = "|".join(sorted(mapping("factiva", "codes"), key=lambda code: (-len(code), code)))
    return re.compile(rf"\s{{0,3}}({codes})(?:[ \t]{{2,}}|[ \t]*\t[ \t]*|[ \t]*:[ \t]+|[ \t]*\Z)")


@cache
def _loose_pattern() -> re.Pattern[str]:
    """The same with one space after the code, as in files that were typed or converted."""
    codes = "|".join(sorted(mapping("factiva", "codes"), key=lambda code: (-len(code), code)))
    return re.compile(rf"({codes})(?: |\Z)")


def _code_of(line: Line, pattern: re.Pattern[str] | None) -> tuple[str, int]:
    """The code with which a line begins and where its value does, or nothing."""
    match = pattern.match(line.text) if pattern else None
    return (match[1], match.end()) if match else ("", 0)


def _split(lines: Sequence[Line], pattern: re.Pattern[str] | None = None) -> Iterator[Sequence[Line]]:
    """The lines of each article: its number ends one; without numbers, the code of a title begins one."""
    numbered = any(_NUMBER.match(line.text) for line in lines)
    piece: list[Line] = []
    ended = False
    for line in lines:
        summary = fold(line.text.strip()) in entries("factiva", "summary")
        code = _code_of(line, pattern)[0]
        starts = not numbered and code in ("HD", "SE")
        titled = any(_code_of(other, pattern)[0] == "HD" for other in piece) if starts else False
        new = ended and code in ("HD", "SE", "CLM", "BY")
        if piece and (summary or titled or new):
            yield piece
            piece, ended = [], False
        piece.append(line)
        if _NUMBER.match(line.text):
            if pattern:
                ended = True
                continue
            yield piece
            piece = []
    if piece:
        yield piece


def _read(lines: Sequence[Line], pattern: re.Pattern[str]) -> Section:
    """One article with codes: those of its text are left out of it, the other parts stand aside."""
    names = mapping("factiva", "codes")
    values: dict[str, list[str]] = {}
    parts, codes, current = [], {}, ""
    for line in lines:
        code, value = _code_of(line, pattern)
        numbered = _NUMBER.match(line.text) and not code
        if numbered or fold(line.text.strip()) in entries("factiva", "summary"):
            code, value = "AN", len(line.text)
        in_text = names.get(current) == "text"
        if code and (not in_text or names[code] == "text" or code in entries("factiva", "after")):
            current = code
            if names[code] == "text":
                codes[line.start] = value
        else:
            value = 0
        kind = names.get(current, "")
        bare = kind == "text" and code and not line.text[value:].strip()
        if bare:
            del codes[line.start]
        parts.append(RULE if bare else "" if kind == "text" else TITLE if kind == "title" else RULE)
        if kind and kind != "text":
            values.setdefault(kind, []).append(line.text[value:])
    fields = {name: squeeze(" ".join(value)) for name, value in values.items() if name != "words"}
    article = "title" in fields and "" in parts
    return Section(lines, parts if article else (), fields, article=article, codes=codes)


def _read_plain(lines: Sequence[Line]) -> Section:
    """One article without codes."""
    counted = next(
        (n for n, line in enumerate(lines) if length_pattern().fullmatch(fold(line.text.strip()))), None
    )
    if counted is None or not _NUMBER.match(lines[-1].text):
        return Section(lines)
    begin = _find_begin(lines, counted)
    parts = [RULE] * begin + [""] * (len(lines) - begin)
    for n in range(begin, len(lines)):
        text = lines[n].text
        if _NUMBER.match(text) or page_pattern().fullmatch(fold(text.strip())):
            parts[n] = RULE
    title, author = _find_title(lines[:counted])
    for n in title:
        parts[n] = TITLE
    dated = next((n for n in range(counted, begin) if find_day(lines[n].text)), None)
    fields = {"title": join_lines(lines[n] for n in title), "author": author}
    if dated is not None:
        fields["published"] = find_day(lines[dated].text)
        fields["outlet"] = _find_outlet(lines[dated + 1 : begin])
    return Section(lines, parts, fields, article=True)


def _find_begin(lines: Sequence[Line], counted: int) -> int:
    """Where the text begins: after the rights, else the language, else the first blank line below the day."""
    head = range(counted + 1, min(counted + 14, len(lines)))
    rights = [n for n in head if is_rights(lines[n].text)]
    if rights:
        n = rights[-1]
        while n + 1 < len(lines) and adjoin(lines[n], lines[n + 1]):
            n += 1
        return min(n + 1, len(lines) - 1) if n + 1 < len(lines) - 1 else rights[-1] + 1
    spoken = [n for n in head if fold(lines[n].text.strip()) in entries("factiva", "languages")]
    if spoken:
        return spoken[-1] + 1
    dated = next((n for n in head if find_day(lines[n].text)), counted)
    gap = (n for n in head if n > dated and not adjoin(lines[n - 1], lines[n]))
    return next(gap, dated + 1)


def _find_title(lines: Sequence[Line]) -> tuple[Sequence[int], str]:
    """The lines of the title and the author, from those above the length."""
    places = [n for n, line in enumerate(lines) if not page_pattern().fullmatch(fold(line.text.strip()))]
    author = ""
    if len(places) > 1 and (is_byline(lines[places[-1]].text) or _is_name(lines[places[-1]].text)):
        author = squeeze(lines[places.pop()].text)
    if len(places) > 1 and len(lines[places[0]].text.split()) < _FEWEST_TITLE_WORDS:
        places = places[1:]
    return places, author


def _is_name(line: str) -> bool:
    """Whether a line below a title can be the name of its author: a few words, each in capitals."""
    words = line.split()
    return len(words) in _NAME_WORDS and all(word[0].isupper() and word.isalpha() for word in words)


def _find_outlet(lines: Sequence[Line]) -> str:
    """The name of the source: the first line below the day that is no time and no number."""
    names = (line.text.strip() for line in lines if re.search(r"[^\W\d_]{2}", line.text))
    return squeeze(next((name for name in names if not re.match(r"\d{1,2}[:h]\d{2}", name)), ""))
