"""Subjects: which mention of a sentence its main verb has for its subject, as far as the parser tells."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from spacy.tokens import Token

from corpus_tools.annotating.parsing import Parsed

Row = dict[str, Any]
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_CLAUSES = {"ROOT": 0, "parataxis": 0, "conj": 1, "ccomp": 2}
CLAUSE = _CLAUSES["ccomp"]
"""The rank of the subject of a clause that says what is said."""
_TOPIC = 3
NO_SUBJECT = 9
_NOUN_LINKS = frozenset({"appos", "nmod", "flat", "flat:name"})
"""How the name of a body hangs on the noun before it: "l'ONG *X*"."""
_NAME_LINKS = frozenset({"flat", "flat:name", "appos", "compound"})


def lead(subjects: Sequence[tuple[int, Row]]) -> Row | None:
    """The subject of the main verb; a person before a thing, the first of equals."""
    ranked = sorted(subjects, key=lambda item: (item[1]["type"] != "person", item[0]))
    return ranked[0][1] if ranked else None


def find_heads(parsed: Parsed, number: int) -> frozenset[int]:
    """The offsets at which the nouns begin that are the subject of a sentence's main verb."""
    span, shift = parsed.spans[number], parsed.offsets[number]
    return frozenset(t.idx + shift for t in span if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT")


def rank_subject(parsed: Parsed, number: int, row: Row) -> int:
    """How near to the main verb a mention is its subject: 0 nearest, `NO_SUBJECT` not at all."""
    span, shift = parsed.spans[number], parsed.offsets[number]
    first, last = (bisect_left(span, row[edge] - shift, key=attrgetter("idx")) for edge in ("start", "end"))
    inside = span[first:last]
    explained = row["basis"] == "noun before it"
    links = _NAME_LINKS if row["type"] == "person" else _NOUN_LINKS if explained else frozenset()
    return min((_rank_token(token, links) for token in inside), default=NO_SUBJECT)


def _rank_token(token: Token, links: frozenset[str]) -> int:
    for _ in range(4):
        if token.dep_ == "ROOT" and token.pos_ == "PROPN":
            return _TOPIC  # The parser took the verb for a part of the name's phrase.
        if token.dep_ in _SUBJECTS:
            return _CLAUSES.get(token.head.dep_, NO_SUBJECT)
        if token.dep_ not in links:
            return NO_SUBJECT
        token = token.head
    return NO_SUBJECT
