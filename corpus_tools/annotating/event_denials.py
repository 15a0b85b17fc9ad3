"""Event denials: whether a sentence tells of an event only that it did not happen.

"No agreement was signed", "they never met", "refused to sign", "the talks of May were called off". What a
text denies is no event, and the day on which it did not happen dates none.
"""

from spacy.tokens import Token

from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.triggers import Trigger

_CLIMB = 6
_BEFORE = 3
"""Words before a verb among which a negation is looked for, where there is no parse."""
_VERBAL = ("xcomp", "pcomp", "prep", "aux", "cop")
"""How a verb hangs on the word that negates it: "*refused* to sign", "*without* signing"."""
_NOMINAL = ("pobj", "dobj", "obj", "obl", "obl:arg", "obl:mod", "prep", "nmod", "case", "attr", "compound")
_SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass", "csubj")
_PASSIVE = ("auxpass", "aux:pass")
_HELD = ("nsubjpass", "nsubj:pass", "dobj", "obj")
"""How a noun hangs on a verb that says what became of it."""


def is_denied(scene: Scene, start: int, trigger: Trigger) -> bool:
    """Whether the event of a trigger, which stands at an offset, is told as one that did not happen."""
    token = scene.tokens.get(start)
    if token is None:
        return _is_denied_before(scene, start)
    if trigger.is_verb and token.pos_ != "NOUN":
        return _is_verb_denied(scene, token)
    return _has_negation(scene, token) or _is_noun_denied(scene, token)


def _is_verb_denied(scene: Scene, verb: Token) -> bool:
    for _ in range(_CLIMB):
        if _has_negation(scene, verb):
            return True
        if verb.dep_ not in _VERBAL or verb.head == verb:
            return False
        verb = verb.head
        if _negates(scene, verb) or _undoes(scene, verb):
            return True
    return False


def _is_noun_denied(scene: Scene, noun: Token) -> bool:
    """Whether a noun is what a denied verb is about, or what was called off.

    "The summit" exists, whatever was not done there; "any meeting" need not.
    """
    definite = any(scene.lexicon.has("definite", child.lower_) for child in noun.children)
    for _ in range(_CLIMB):
        if (noun.dep_ in _HELD and _undoes(scene, noun.head)) or _is_undone_later(scene, noun):
            return True
        if noun.dep_ in _SUBJECTS:
            return scene.lexicon.has("happens", noun.head.lemma_.lower()) and _has_negation(scene, noun.head)
        if noun.dep_ not in _NOMINAL or noun.head == noun:
            return False
        noun = noun.head
        if noun.pos_ in ("VERB", "AUX"):
            return not definite and _has_negation(scene, noun)
    return False


def _is_undone_later(scene: Scene, noun: Token) -> bool:
    """Whether a second verb undoes its subject: "the forum, planned for May, *was postponed*"."""
    verbs = noun.head.conjuncts if noun.dep_ in _SUBJECTS else ()
    passive = (verb for verb in verbs if any(child.dep_ in _PASSIVE for child in verb.children))
    return any(_undoes(scene, verb) for verb in passive)


def _has_negation(scene: Scene, token: Token) -> bool:
    """Whether a negation belongs to a word, or to the subject of a verb."""
    own = list(token.children)
    subjects = [part for child in own if child.dep_ in _SUBJECTS for part in (child, *child.children)]
    adverbs = [child for child in own if child.dep_ in ("neg", "advmod", "det", "preconj")]
    adverbs += [part for each in adverbs if each.dep_ == "advmod" for part in each.children]
    return any(_negates(scene, each) and not _is_only(scene, each) for each in (*adverbs, *subjects))


def _negates(scene: Scene, token: Token) -> bool:
    """Whether a word is a negation; the French noun "une personne" is none."""
    is_noun = any(child.dep_ == "det" for child in token.children)
    return scene.lexicon.has("denials", token.lower_) and not is_noun


def _is_only(scene: Scene, token: Token) -> bool:
    """Whether a negation is that of "not only", which says more and not less."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return scene.lexicon.has("only", after)


def _undoes(scene: Scene, token: Token) -> bool:
    return scene.lexicon.has("undone", token.lower_) or scene.lexicon.has("undone", token.lemma_.lower())


def _is_denied_before(scene: Scene, start: int) -> bool:
    """The same by the words before a verb, where there is no parse."""
    place = scene.find_word(start)
    near = range(max(0, place - _BEFORE), place)
    last_mark = max((n for n in near if scene.words[n].is_mark), default=-1)
    return any(
        (scene.is_in("denials", n) and not scene.is_in("only", n + 1)) or scene.is_in("undone", n)
        for n in near
        if n > last_mark
    )
