"""Speakers: which party of a sentence is the subject of a cue.

Two kinds of evidence are added up for each party: where it stands (right before the verb, or after an
inverted one) and what the parser says. Position works in every language; the parser helps where there is one.
"""

from spacy.tokens import Token

from corpus_tools.annotating.asides import closes_clause, find_aside
from corpus_tools.annotating.clauses import find_antecedent
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.scenes import Party, Scene
from corpus_tools.characters import fold

_ENOUGH = 2.0
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "expl:subj"})
_OWNERS = frozenset({"poss", "nmod:poss", "det"})
_OBJECTS = frozenset({"dobj", "obj"})
_CLIMBS = frozenset({"conj", "xcomp", "advcl", "ccomp"})
_MEANS = frozenset({"pcomp", "prep"})
"""How a gerund hangs on the verb that it says the means of: "closed by *thanking* the speakers"."""
_IN_CLAUSES = frozenset({"relcl", "acl", "acl:relcl", "advcl", "ccomp", "xcomp", "csubj"})
_INVERTED_REACH = 24
_OFFICE = 16
"""Words from "according to" to the person whose office and body stand between."""
_TITLE = 4
"""Words of a title that may stand between a comma and the name in apposition behind it."""


def find_speaker(scene: Scene, cue: Cue) -> Party | None:
    """The party that a cue makes speak, or None when no party stands out.

    Parties inside a quotation do not report what is outside of it, and the reverse.
    """
    outside = [p for p in scene.parties if _is_beside(scene, cue, p)]
    if cue.form == "phrase":
        return _after_phrase(scene, cue, outside)
    outside = [p for p in outside if not (p.kind == "pronoun" and is_dative(scene, p.first))]
    if is_passive(scene, cue):
        return _agent(scene, cue, outside)
    clitic = next((party for party in outside if _is_clitic(scene, cue, party)), None)
    if clitic is not None:
        return clitic
    subject, aside = find_subject(scene, cue), find_aside(scene, cue)
    scored = [(_score(scene, cue, party, subject, aside), -party.start, party) for party in outside]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= _ENOUGH else None


def _is_clitic(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a pronoun is the subject tied to a verb: "La Norvège, a-t-*elle* rappelé, achète"."""
    return party.kind == "pronoun" and party.last + 1 == cue.first and scene.is_mark(party.first - 1, "-")


def _is_beside(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a party stands inside of the same quotation and brackets as a cue, or outside of all."""
    is_quoted = scene.is_quoted(party.first) == scene.is_quoted(cue.first)
    return is_quoted and (party.first in scene.bracketed) == (cue.first in scene.bracketed)


def is_passive(scene: Scene, cue: Cue) -> bool:
    """Whether a cue is in the passive: "was urged by", "a été salué par"."""
    if cue.form not in ("finite", "participle") or not cue.passive:
        return False
    before = cue.first - 1
    while scene.is_in("fillers", before) and not scene.is_in("passive", before):
        before -= 1
    return scene.is_in("passive", before)


def is_dative(scene: Scene, position: int) -> bool:
    """Whether a pronoun says to whom ("*lui* a dit"), and not whose ("told *her* neighbours")."""
    token = scene.token(position) if scene.is_in("datives", position) else None
    return token is not None and token.dep_ not in _OWNERS


def is_inverted(scene: Scene, cue: Cue) -> bool:
    """Whether the subject can follow the cue: the verb group comes right after a comma, a quote or a dash."""
    before = cue.first - 1
    while scene.is_in("fillers", before) and not scene.is_mark(before, "-"):
        before -= 1
    return before < 0 or scene.is_mark(before, ",\"'-»")


def _score(scene: Scene, cue: Cue, party: Party, subject: Token | None, aside: range) -> float:
    if party.first in aside or (party.first > cue.last and _is_told(scene, party)):
        return 0.0
    titled = subject is not None and party.type == "person"
    first = scene.find_title(party.first) if titled else party.first
    covered = set() if subject is None else {scene.token(n) for n in range(first, party.last + 1)}
    is_subject = subject is not None and subject in covered
    score = _by_parse(party, subject, covered)
    if is_subject or aside or not scene.tokens or not closes_clause(scene, cue, party):
        score += _by_position(scene, cue, party, aside)
    score += 1.0 if party.is_person else 0.3 if party.type == "organisation" else 0.0
    if scene.is_in("possessive", party.last + 1) or _owns_people(scene, party, subject):
        score -= 4.0
    owned = subject is not None and not is_subject and not party.is_country
    led = scene.is_in("location", party.first - 1) or (owned and scene.is_in("of", party.first - 1))
    if scene.is_origin(party) or (party.type == "place" and (led or _ends_name(scene, party))):
        score -= 3.0
    return score - min(1.5, abs(party.start - scene.words[cue.first].start) / 100)


def _is_told(scene: Scene, party: Party) -> bool:
    """Whether a word says that a party is spoken to: "il a recommandé *au* gouvernement"."""
    if not scene.lexicon.sets.get("dative_before"):
        return False
    before = party.first - 1 - (scene.is_in("determiners", party.first - 1) and party.first > 1)
    return any(scene.is_written("dative_before", n) for n in {before, party.first - 1})


def _owns_people(scene: Scene, party: Party, subject: Token | None) -> bool:
    """Whether a party only says which people they are who speak: "*experts* of the Bank said".

    Right behind the noun it is their name: "l'ONG *X* a demandé".
    """
    if subject is None or party.type == "person" or not scene.lexicon.has("people", fold(subject.text)):
        return False
    if "Plur" not in subject.morph.get("Number", []):
        return False
    beside = scene.token(party.first - 1) == subject if party.first else False
    return not beside and any(scene.token(n) == subject for n in range(party.first))


def _ends_name(scene: Scene, party: Party) -> bool:
    """Whether an area only ends a longer phrase, whose body speaks: "Ban Quản lý … *tỉnh Hoà Lâm*"."""
    before = party.first - 2
    inside = before >= 0 and not scene.is_mark(before) and not scene.is_in("fillers", before)
    return inside and scene.is_written("areas", party.first - 1)


def _by_position(scene: Scene, cue: Cue, party: Party, aside: range) -> float:
    if party.last < cue.first:
        if aside and party.last + 2 == aside.start:
            return 4.0
        between = (
            n
            for n in range(party.last + 1, cue.first)
            if n not in scene.bracketed and n not in scene.settings
        )
        if all(scene.is_in("fillers", position) or scene.is_mark(position, ",-") for position in between):
            return 0.0 if _closes_aside(scene, party) else 4.0
        apposed = scene.is_mark(party.last + 1) and scene.is_mark(scene.skip(cue.first - 1, -1))
        return 2.0 if apposed and party.is_person else 0.0
    may_follow = bool(scene.tokens) or cue.act == "statement"
    subject_first = scene.lexicon.has("traits", "subject-first")
    inverted = may_follow and not subject_first and is_inverted(scene, cue)
    if party.first > cue.last and inverted and party.first - cue.last <= _INVERTED_REACH:
        if party != _inverted_party(scene, cue) or _is_object(scene, cue, party):
            return 0.0
        return 6.0 if _closes_quickly(scene, cue, party) else 3.5
    return 0.0


def _closes_quickly(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a plain verb of speech and a party right behind it end a sentence: ", a dit *le Conseil*."."""
    plain = cue.act == "statement" and cue.base not in scene.lexicon.sets.get("addressing", ())
    small = ("determiners", "days", "moments")
    near = all(any(scene.is_in(name, n) for name in small) for n in range(cue.last + 1, party.first))
    rest = range(party.last + 1, len(scene.words))
    ends = all(scene.words[n].is_mark or any(scene.is_in(name, n) for name in small) for n in rest)
    return plain and near and ends


def _is_object(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether the parser reads a party as whom the verb before it is directed at: ", *urged the Council*"."""
    verb = scene.token(cue.first)
    if cue.act == "statement":
        return False
    tokens = (scene.token(position) for position in range(party.first, party.last + 1))
    objects = [t for t in tokens if t is not None and t.dep_ in _OBJECTS and t.head == verb]
    return bool(objects) and verb is not None and any(c.dep_ in _SUBJECTS for c in verb.children)


def _closes_aside(scene: Scene, party: Party) -> bool:
    """Whether a country or body is only the end of an aside: "Ruiz, who is on a visit to Brazil, praised"."""
    if party.type == "person" or not scene.is_mark(party.last + 1):
        return False
    if not scene.tokens and _describes_person(scene, party):
        return True
    led = any(scene.is_in(name, party.first - 1) for name in ("location", "to_whom", "of", "by"))
    return led and any(scene.is_mark(position) for position in range(party.first))


def _describes_person(scene: Scene, party: Party) -> bool:
    """Whether a body stands between commas behind a person: "Lê Nam, Giám đốc *Viện Máu*, cho biết"."""
    opening = next((n for n in range(party.first - 1, -1, -1) if scene.is_mark(n, ",")), -1)
    return opening - 1 in scene.ends_of_people


def _inverted_party(scene: Scene, cue: Cue) -> Party | None:
    """The person named in the noun phrase after an inverted verb, else the first party of that phrase."""
    stop = cue.last + 1
    while stop < len(scene.words) and not _ends_phrase(scene, stop):
        stop += 1
    inside = [party for party in scene.parties if cue.last < party.first and party.last < stop]
    people = [party for party in inside if party.type == "person" and party.kind == "name"]
    return next(iter(people or inside), None)


def _ends_phrase(scene: Scene, position: int) -> bool:
    word = scene.words[position].text
    if scene.is_in("that", position) or scene.is_in("breaks", position) or word in ('"', ";", ":"):
        return True
    token = scene.token(position)
    return token is not None and token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound")


def _by_parse(party: Party, subject: Token | None, covered: set[Token | None]) -> float:
    if subject is None:
        return 0.0
    if subject in covered:
        return 3.0
    apposed = any(t is not None and t.dep_ == "appos" and t.head == subject for t in covered)
    if apposed and party.type == "person":
        return 3.0
    inside = any(token is not None and _is_part(token, subject) for token in covered)
    return 1.5 if inside and party.type == "person" else 0.0


def _is_part(token: Token, of: Token) -> bool:
    """Whether a token belongs to a noun phrase, but not by way of a clause in it."""
    while token != of and token.head != token and token.dep_ not in _IN_CLAUSES:
        token = token.head
    return token == of


def find_subject(scene: Scene, cue: Cue) -> Token | None:
    """The subject of a cue as the parser reads it, that of the verb it is joined to included."""
    verb = scene.token(cue.first)
    climbs = _CLIMBS | _MEANS if cue.form == "gerund" else _CLIMBS
    for _ in range(4):
        if verb is None:
            return None
        subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if subjects and not _is_of_said_place(scene, cue, verb, subjects[0]):
            return find_antecedent(scene, subjects[0])
        verb = verb.head if verb.dep_ in climbs or verb.dep_.startswith("aux") else None
    return None


def _is_of_said_place(scene: Scene, cue: Cue, verb: Token, subject: Token) -> bool:
    """Whether a town is the subject of what was said before: "said *Lima* was safe but warned that"."""
    if verb == scene.token(cue.first) or verb.dep_ != "ccomp":
        return False
    named = [p for p in scene.parties for n in range(p.first, p.last + 1) if scene.token(n) == subject]
    return any(p.type == "place" and not p.is_country for p in named)


def _after_phrase(scene: Scene, cue: Cue, parties: list[Party]) -> Party | None:
    inside = next((party for party in parties if cue.first < party.first < cue.last), None)
    if inside is not None:
        return inside
    comma = next((n for n in range(cue.last + 1, len(scene.words)) if scene.is_mark(n)), len(scene.words))
    after = [party for party in parties if cue.last < party.first <= min(cue.last + _OFFICE, comma)]
    after = [party for party in after if not (_is_where(scene, party) or _is_owner(scene, party))]
    people = [party for party in after if party.is_person]
    if not any(party.kind == "name" for party in people):
        people = [*(p for p in parties if _is_apposed(scene, range(cue.last + 1, comma), p)), *people]
    return next(iter(people or after), None)


def _is_owner(scene: Scene, party: Party) -> bool:
    """Whether a pronoun only says whose something is: "according to *her* ministry"."""
    token = scene.token(party.first)
    return party.kind == "pronoun" and token is not None and token.dep_ in _OWNERS


def _is_where(scene: Scene, party: Party) -> bool:
    """Whether a place only says where something is: "according to a deal signed *in Lima*"."""
    before = party.first - 1
    before -= scene.is_in("determiners", before) and before > 0
    return party.type == "place" and scene.is_in("location", before)


def _is_apposed(scene: Scene, phrase: range, party: Party) -> bool:
    """Whether a person is named behind the comma after their office: "the port's director, Captain *X*"."""
    gap = range(phrase.stop + 1, party.first)
    follows = party.type == "person" and 0 <= party.first - phrase.stop - 1 <= _TITLE and party.kind == "name"
    if not follows or any(scene.is_mark(position) for position in gap):
        return False
    closed = party.last + 1 >= len(scene.words) or scene.words[party.last + 1].is_mark
    names = [scene.token(position) for position in range(party.first, party.last + 1)]
    held = {scene.token(position) for position in phrase} - {None}
    apposed = any(name is not None and name.dep_ == "appos" and name.head in held for name in names)
    return closed and (apposed or any(scene.is_role(position) for position in phrase))


def _agent(scene: Scene, cue: Cue, parties: list[Party]) -> Party | None:
    for position in range(cue.last + 1, min(len(scene.words), cue.last + 20)):
        if scene.is_in("by", position):
            after = [party for party in parties if position < party.first <= position + 10]
            return next(iter(after), None)
    return None
