"""Marked text: sentences with their parties written into them, for tests of what comes after names.

`{p.id:words}` marks a person's name, `r` a role, `n` a pronoun, `o` an organisation, `c` a country or place,
`d` a document or treaty and `e` a named event.
"""

import re

from corpus_tools.annotating.parsing import Parsed, parse
from corpus_tools.reading.article import Article

_TYPES = {
    "p": ("name", "person"),
    "r": ("role", "person"),
    "n": ("pronoun", "person"),
    "o": ("name", "organisation"),
    "c": ("name", "place"),
    "d": ("name", "instrument"),
    "e": ("name", "event"),
}
_MARK = re.compile(r"\{(\w)\.([\w|]+):([^}]+)\}")


def read_marked(marked: str, language: str, **known: str) -> tuple[Parsed, list[dict]]:
    """The parsed article and the mentions of a marked text."""
    text, rows, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        kind, type_ = _TYPES[match[1]]
        span = {"start": len(text), "end": len(text) + len(match[3]), "text": match[3]}
        rows.append({"kind": kind, "type": type_, "entity": match[2], **span})
        text += match[3]
        position = match.end()
    article = Article(known.pop("article_id", "a1"), text + marked[position:], language, **known)
    (parsed,) = parse([article])
    for row in rows:
        row["article_id"] = article.article_id
        (row["sentence_id"],) = [s.sentence_id for s in parsed.sentences if s.start <= row["start"] < s.end]
    return parsed, rows
