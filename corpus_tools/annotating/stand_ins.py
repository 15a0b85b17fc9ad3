"""Stand-ins: rows for words that stand for an entity without naming it."""

from typing import Any

from corpus_tools.annotating.parsing import Parsed

HOLDER, BODY, DOCUMENT = "unnamed holder", "unnamed body", "document"
UNNAMED = frozenset({HOLDER, BODY, DOCUMENT})
"""The basis of mentions of somebody, or of a paper, that an article speaks of and never names."""

ISSUER = "its issuer"
"""The basis of a paper that stands for the body that issued it."""


def refer(
    parsed: Parsed,
    number: int,
    span: tuple[int, int],
    entity: str,
    basis: str,
    *,
    kind: str = "role",
    of: str = "person",
) -> dict[str, Any]:
    """A row of the table `mentions` for words of a sentence that stand for an entity of the type `of`."""
    start, end = span
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": parsed.sentences[number].sentence_id,
        "start": start,
        "end": end,
        "text": parsed.text(start, end),
        "kind": kind,
        "type": of,
        "basis": basis,
        "entity": entity,
    }
