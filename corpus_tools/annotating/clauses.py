"""Clauses: the words of the sentence that have one verb, its subject and what depends on it."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from spacy.tokens import Token

from corpus_tools import lexicons
from corpus_tools.annotating.scenes import Scene
from corpus_tools.characters import fold

_EMBEDS = ("ccomp", "advcl", "csubj", "parataxis", "dep")
_SUBJECTS = ("nsubj", "csubj", "expl:subj")
_RELATIVES = frozenset({"relcl", "acl:relcl"})
_VERBS = ("VERB", "AUX")
_NAME_PARTS = frozenset({"compound", "flat", "flat:name", "appos"})


def find_clause(scene: Scene, start: int) -> frozenset[int] | None:
    """The offsets of the words in the clause of the word at an offset; None where there is no parse.

    A relative clause takes in the noun that it tells of, a clause without a subject the one that has it.
    """
    word = scene.tokens.get(start)
    if word is None:
        return None
    verb = _climb(word)
    inside = set(verb.subtree)
    if _is_relative(verb):
        inside |= {verb.head, *(child for child in verb.head.children if child.dep_ in _NAME_PARTS)}
    return frozenset(offset for offset, token in scene.tokens.items() if token in inside)


def find_added(scene: Scene, start: int) -> Iterator[int]:
    """The offsets at which clauses with subjects of their own are added to that of a word, as a parse tells.

    "UNESCO will pay*, and* Rwanda will build" adds one.
    """
    word = scene.tokens.get(start)
    if word is None:
        return
    verb = _climb(word, _is_added)
    for added in verb.conjuncts:
        if added.i > verb.i and has_own_subject(added):
            yield start - word.idx + _find_joint(added).idx


def find_close(scene: Scene, start: int) -> Iterator[int]:
    """The offset of the comma that closes the clause of a word inside of another one, if it is known.

    "When Peru offered a loan*,* Chile objected", "Peru, which offered a loan*,* met Chile".
    """
    word = scene.tokens.get(start)
    if word is None:
        return
    verb = _climb(word, _is_added)
    behind = verb.right_edge.i + 1
    inside = _is_relative(verb) or (verb.dep_ == "advcl" and verb.head.i > verb.i)
    if inside and behind < verb.sent.end and verb.doc[behind].text == ",":
        yield start - word.idx + verb.doc[behind].idx


def _climb(token: Token, stops: Callable[[Token], bool] = lambda _: False) -> Token:
    """The word with which the clause of a word opens, or the root; the first on the way that stops it."""
    while token.head != token and not _opens(token) and not stops(token):
        token = token.head
    return token


def has_own_subject(verb: Token) -> bool:
    """Whether a verb is done by somebody who is named, and not by whom a pronoun stands for."""
    subjects = (child for child in verb.children if child.dep_.startswith(_SUBJECTS))
    return any(child.pos_ != "PRON" and child.i < verb.i for child in subjects)


def _find_joint(added: Token) -> Token:
    """The first of the words and marks that join a clause to the one before it."""
    joint = added.left_edge
    while joint.i > joint.sent.start and joint.nbor(-1).pos_ in ("CCONJ", "PUNCT"):
        joint = joint.nbor(-1)
    return joint


def is_apart(scene: Scene, start: int, other: int) -> bool:
    """Whether a word stands in a clause of its own, which another word is no part of.

    "Ruiz, who arrived on *Monday*, met" tells no Monday of the meeting. What goes on meanwhile does: "the
    ministers, meeting on *Monday*, agreed", "les ministres, réunis *lundi*"; so does a day of which more is
    told: "a record of *1983*, when many died".
    """
    first, word = scene.tokens.get(start), scene.tokens.get(other)
    if first is None or word is None:
        return False
    verb, told_of = _climb(first, _is_late), _find_before(_climb(word, _is_late))
    if verb.head == verb or _is_meanwhile(verb) or first in {told_of, *told_of.ancestors}:
        return False
    nouns = {noun for token in (verb.head, _find_before(verb)) for noun in _climb_nouns(token)}
    told = {child for noun in nouns for child in (noun, *noun.children) if child.pos_ not in _VERBS}
    return word not in {*verb.subtree, *told}


def _find_before(verb: Token) -> Token:
    """The last word before a clause: it may tell of that one, whatever a parse takes for its head."""
    before = verb.doc[verb.sent.start : verb.left_edge.i]
    return next((token for token in reversed(before) if token.pos_ != "PUNCT"), verb.head)


def _climb_nouns(token: Token) -> Iterator[Token]:
    """A word and what it hangs on, up to a verb."""
    return takewhile(lambda each: each.pos_ not in _VERBS, (token, *token.ancestors))


def _is_added(verb: Token) -> bool:
    """Whether a clause is added to another one: "Chad paid *and Mali built*"."""
    return verb.dep_ == "conj"


def _is_late(verb: Token) -> bool:
    """Whether a participle tells of something else behind what it hangs on: "reçu Ruiz, *arrivée* hier"."""
    return verb.dep_ == "advcl" and verb.i > verb.head.i and "Past" in verb.morph.get("Tense", [])


def _is_meanwhile(verb: Token) -> bool:
    """Whether a participle tells of what goes on while something happens."""
    is_participle = "Fin" not in verb.morph.get("VerbForm", [])
    gathers = lexicons.load("events", verb.lang_).get("gathering", ())
    return is_participle and ("Past" not in verb.morph.get("Tense", []) or fold(verb.lower_) in gathers)


def find_antecedent(scene: Scene, subject: Token) -> Token:
    """The noun that a subject stands for where it is a relative pronoun: "*Kenya*, which signed"."""
    is_pronoun = any(scene.lexicon.has(name, subject.lower_) for name in ("relatives", "that"))
    return subject.head.head if is_pronoun and subject.head.dep_ in _RELATIVES else subject


def _opens(verb: Token) -> bool:
    """Whether a clause of its own begins with a verb."""
    has_subject = any(child.dep_.startswith(_SUBJECTS) for child in verb.children)
    return _is_relative(verb) or (verb.dep_ in _EMBEDS and has_subject)


def _is_relative(verb: Token) -> bool:
    return verb.dep_ == "relcl" or verb.dep_.startswith("acl")
