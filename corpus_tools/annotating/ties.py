"""Ties: who proposes, makes, signs, hosts, runs, backs or belongs to an initiative, by what a sentence says.

To stand in the same sentence is no tie. A tie is a verb or noun of the lexicon with the actor as its subject
and the initiative in its reach, a speech act whose content holds the initiative, or a place inside or right
beside the phrase itself ("Kenya's plan", "a UN-backed centre", "the compact of the United Nations").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools import lexicons
from corpus_tools.annotating.acts import judge_reality
from corpus_tools.annotating.coordination import find_coordinated
from corpus_tools.annotating.cues import Cue, find_cues
from corpus_tools.annotating.paragraphs import Span
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.annotating.speakers import find_speaker, is_passive
from corpus_tools.annotating.speech_lexicons import SpeechLexicon, verb_lexicon
from corpus_tools.characters import fold
from corpus_tools.schema import ACTS, split

Row = Mapping[str, Any]
Tie = tuple[str, str]
"""An entity and the words that tie it, as they stand in the text."""

_REACH = 24
"""Words that may stand between a verb and the initiative it is about."""
_NEAR = 5
"""Words between an owner and what it has."""
_TITLE = 9
"""Words of office that may stand between "by" and a name."""
_BREAKS = frozenset(";:()")
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl:relcl", "parataxis"})
_NO_VERB = ("NOUN", "PROPN", "ADP", "DET", "ADJ")


def find_ties(scene: Scene, span: Span, statements: Sequence[Row], language: str) -> list[Tie]:
    """Find who is tied to the initiative that a sentence names at a span.

    Args:
        scene: the sentence with its parties.
        span: where the phrase of the initiative stands in the source text.
        statements: the statements of this sentence, see `speech.find_statements`.
        language: of the sentence; one without a lexicon has ties by speech acts and place only.

    Returns:
        Entities with the words that tie them, once each, in the order of the rules: verbs, nouns, speech
        acts, place in the phrase.
    """
    ties = [
        *_by_verb(scene, span, verb_lexicon(language, "initiatives", "ties")),
        *_by_noun(scene, span, _tie_nouns(language)),
        *_by_act(scene, span, statements),
        *_by_place(scene, span),
    ]
    first: dict[str, str] = {}
    for entity, words in ties:
        for one in split(entity):
            first.setdefault(one, words)
    return list(first.items())


def _tie_nouns(language: str) -> frozenset[str]:
    data = lexicons.load("initiatives", language) if language else {}
    return frozenset(fold(str(noun)) for noun in data.get("tie_nouns", ()))


def _by_verb(scene: Scene, span: Span, lexicon: SpeechLexicon) -> Iterator[Tie]:
    """The subjects of the verbs that reach the phrase, the agents of passives included."""
    for cue in find_cues(scene.words, lexicon):
        if _is_verb(scene, cue) and _reaches(scene, cue, span) and not _is_denied(scene, cue):
            words = " ".join(scene.words[n].written for n in range(cue.first, cue.last + 1))
            yield from ((party.entity, words) for party in _subjects(scene, cue, span))


def _is_verb(scene: Scene, cue: Cue) -> bool:
    token = scene.token(cue.first)
    used = token is None or cue.form == "gerund" or token.pos_ not in _NO_VERB
    return cue.first not in scene.named and used


def _is_denied(scene: Scene, cue: Cue) -> bool:
    """Whether it was not done, or refused: "did not sign", "refused to sign"."""
    before = cue.first - 1
    while scene.is_in("infinitive", before):
        before -= 1
    return judge_reality(scene, cue) == "denied" or scene.is_in("negations", before)


def _subjects(scene: Scene, cue: Cue, span: Span) -> list[Party]:
    agent = _agent(scene, cue)
    if agent is not None:
        return find_coordinated(scene, agent)
    if is_passive(scene, cue) or _is_before(scene, span, cue):
        return []
    party = find_speaker(scene, cue) if cue.form == "finite" else None
    party = party or _owner(scene, cue.first) or find_speaker(scene, cue)
    return find_coordinated(scene, party) if party else []


def _is_before(scene: Scene, span: Span, cue: Cue) -> bool:
    """Whether the phrase stands before the verb, so that it is no object of it."""
    return span[0] < scene.words[cue.first].start


def _agent(scene: Scene, cue: Cue) -> Party | None:
    """The party after "by" right behind a participle: "launched by Kenya", "a été lancé par le Kenya"."""
    if not cue.passive or not scene.is_in("by", cue.last + 1):
        return None
    after = [party for party in scene.parties if cue.last < party.first <= cue.last + _TITLE]
    return next((p for p in after if _is_clear(scene, cue.last + 2, p.first)), None)


def _reaches(scene: Scene, cue: Cue, span: Span) -> bool:
    """Whether the phrase lies in the reach of a verb: behind it, or as what was made in the passive."""
    inside = [n for n, word in enumerate(scene.words) if span[0] <= word.start < span[1]]
    if not inside:
        return False
    if inside[0] > cue.last:
        return inside[0] - cue.last <= _REACH and _is_clear(scene, cue.last + 1, inside[0])
    return cue.first - inside[-1] <= 8 and _is_clear(scene, inside[-1] + 1, cue.first)


def _is_clear(scene: Scene, first: int, last: int) -> bool:
    """Whether no break and no further subject stands between: the words belong to one clause."""
    for position in range(first, last):
        if scene.words[position].text in _BREAKS:
            return False
        token = scene.token(position)
        if token is not None and "Fin" in token.morph.get("VerbForm", []) and token.dep_ in _CLAUSES:
            return False
    return True


def _by_noun(scene: Scene, span: Span, nouns: frozenset[str]) -> Iterator[Tie]:
    """Who has a noun of the lexicon that leads to the phrase: "Kenya is a member of", "its support for"."""
    inside = [n for n, word in enumerate(scene.words) if span[0] <= word.start < span[1]]
    for position, word in enumerate(scene.words[: inside[0]] if inside else ()):
        if word.text not in nouns or not _leads(scene, position + 1, inside[0]):
            continue
        party = _owner(scene, position)
        if party:
            yield from ((each.entity, word.written) for each in find_coordinated(scene, party))


def _leads(scene: Scene, first: int, last: int) -> bool:
    gap = range(first, last)
    small = ("of", "to_whom", "determiners", "infinitive", "location")
    return 0 < len(gap) <= 4 and all(any(scene.is_in(name, n) for name in small) for n in gap)


def _owner(scene: Scene, position: int) -> Party | None:
    """The party that has the noun or verbal noun at a position.

    It stands right before it ("Kenya's …", "Kenya is a …", "praised Kenya for the successful …"), or "its"
    points back to the party named last.
    """
    before = [p for p in scene.parties if p.last < position and (p.type != "place" or p.is_country)]
    if not before:
        return None
    party, own = before[-1], scene.is_in("own", position - 1) or scene.is_in("own", position - 2)
    gap = range(party.last + 1, position)
    if own and len(gap) <= _REACH and not any(scene.words[n].text in _BREAKS for n in gap):
        return party
    return party if len(gap) <= _NEAR and all(_is_small(scene, n) for n in gap) else None


def _is_small(scene: Scene, position: int) -> bool:
    """Whether a word may stand between an owner and what it has: a link, an article, an adjective."""
    token = scene.token(position)
    small = ("possessive", "copulas", "determiners", "fillers", "own", "location", "to_whom", "infinitive")
    return any(scene.is_in(name, position) for name in small) or (
        token is not None and token.pos_ in ("ADJ", "ADV")
    )


def _by_act(scene: Scene, span: Span, statements: Sequence[Row]) -> Iterator[Tie]:
    """Who asks for, proposes, offers, promises or agrees on what holds the phrase."""
    for row in statements:
        holds = row["what_start"] <= span[0] and span[1] <= row["what_end"]
        if row["act"] in ACTS and row["reality"] == "done" and holds:
            yield row["by"], row["cue"]
            if row["act"] == "agreement":
                yield row["addressee_ids"], row["cue"]


def _by_place(scene: Scene, span: Span) -> Iterator[Tie]:
    """Parties inside the phrase that say whose it is, before it with a possessive, or right behind it."""
    for party in scene.parties:
        inside = span[0] <= party.start and party.end <= span[1] and not _is_where(scene, party)
        before = party.end <= span[0] and _owns(scene, party, span)
        if inside or before or (party.start >= span[1] and _owned_by(scene, party, span)):
            yield party.entity, " ".join(scene.words[n].written for n in range(party.first, party.last + 1))


def _is_where(scene: Scene, party: Party) -> bool:
    """Whether a party inside a phrase only says where: "projects in Kenya", "across the Sahel"."""
    position = party.first - 1
    while scene.is_in("determiners", position):
        position -= 1
    return scene.is_in("location", position) or (party.type == "place" and not party.is_country)


def _owns(scene: Scene, party: Party, span: Span) -> bool:
    after = [n for n, word in enumerate(scene.words) if party.end <= word.start < span[0]]
    return len(after) <= 2 and all(scene.is_in("possessive", n) for n in after[:1]) and bool(after)


def _owned_by(scene: Scene, party: Party, span: Span) -> bool:
    between = [n for n, word in enumerate(scene.words) if span[1] <= word.start < party.start]
    small = all(scene.is_in("of", n) or scene.is_in("determiners", n) for n in between)
    return 0 < len(between) <= 2 and small and scene.is_in("of", between[0])
