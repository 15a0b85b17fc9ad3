"""Clauses: the words of the sentence that have one verb, its subject and what depends on it."""

from spacy.tokens import Token

from corpus_tools.annotating.scenes import Scene

_EMBEDS = ("ccomp", "advcl", "csubj", "parataxis", "dep")
_SUBJECTS = ("nsubj", "csubj", "expl:subj")
_NAME_PARTS = frozenset({"compound", "flat", "flat:name", "appos"})


def find_clause(scene: Scene, start: int) -> frozenset[int] | None:
    """The offsets of the words in the clause of the word at an offset; None where there is no parse.

    A relative clause takes in the noun that it tells of, a clause without a subject the one that has it.
    """
    verb = scene.tokens.get(start)
    if verb is None:
        return None
    while verb.head != verb and not _opens(verb):
        verb = verb.head
    inside = set(verb.subtree)
    if _is_relative(verb):
        inside |= {verb.head, *(child for child in verb.head.children if child.dep_ in _NAME_PARTS)}
    return frozenset(offset for offset, token in scene.tokens.items() if token in inside)


def _opens(verb: Token) -> bool:
    """Whether a clause of its own begins with a verb."""
    has_subject = any(child.dep_.startswith(_SUBJECTS) for child in verb.children)
    return _is_relative(verb) or (verb.dep_ in _EMBEDS and has_subject)


def _is_relative(verb: Token) -> bool:
    return verb.dep_ == "relcl" or verb.dep_.startswith("acl")
