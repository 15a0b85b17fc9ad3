"""Acts: who does what to whom by a cue, and whether the text says that it was done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Literal

from corpus_tools.annotating.asides import follows_relative
from corpus_tools.annotating.contents import find_rest
from corpus_tools.annotating.coordination import are_alike, joins
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.partners import find_partners
from corpus_tools.annotating.scenes import PEOPLE_WORDS, Party, Row, Scene, is_country
from corpus_tools.annotating.speakers import find_subject, is_dative, is_inverted, is_passive
from corpus_tools.characters import fold

Reality = Literal["done", "denied", "unreal"]
_NEAR = 8
_GIFT = 12
"""Words from a verb of giving to whom something is given: "accorder un prêt de 200 millions *au Maroc*"."""
_ASKING = ("request", "proposal")
_GIVING = ("offer", "commitment")
_DETERMINERS = frozenset({"det", "cc", "preconj"})
_BESIDE_NOUN = frozenset({"appos", "flat", "flat:name", "nmod"})
"""How a name hangs on the noun before it: "companies *X* and Y"."""


def judge_reality(scene: Scene, cue: Cue) -> Reality:
    """Whether the act of a cue was done, was denied, or is hypothetical, planned or only hoped for.

    Looks at the words before the cue, over fillers, and at a negation inside it that is no part of it.
    """
    before = _words_before(scene, cue)
    inside = {word.text for word in scene.words[cue.first + 1 : cue.last + 1]} - {*fold(cue.base).split()}
    sets = scene.lexicon.sets
    negations: frozenset[str] = sets.get("negations", frozenset())
    if (before | inside) & negations or _negated_after(scene, cue) or _negated_subject(scene, cue):
        return "denied"
    if before & sets.get("unreal", frozenset()) or _opens_condition(scene, cue):
        return "unreal"
    return "done"


def is_infinitive(scene: Scene, cue: Cue) -> bool:
    """Whether a verb stands right after an infinitive marker: "to call on" reports no call."""
    position = cue.first - 1
    return (
        cue.form == "finite"
        and scene.words[cue.first].text == cue.base.split()[0]
        and scene.is_in("infinitive", position)
    )


def find_agents(scene: Scene, cue: Cue, speakers: Sequence[str]) -> list[str]:
    """The entities that do the act: a possessor inside a noun cue if there is one, else the speakers.

    Who agrees with somebody agrees as they do: "Kenya signed a contract with *Ghana*".
    """
    told = bool(scene.tokens) or cue.has_object or scene.is_in("with", cue.last + 1)
    if cue.act == "agreement" and told:
        partners = (party.entity for party in find_partners(scene, cue.first, cue.last))
        return list(dict.fromkeys([*speakers, *partners]))
    if cue.form != "noun":
        return list(speakers)
    between = [p for p in scene.parties if cue.first < p.first and p.last < cue.last]
    owner = [p for p in between if scene.is_in("possessive", p.last + 1)]
    after = [p for p in scene.parties if cue.last < p.first <= cue.last + 5 and _follows_of(scene, cue, p)]
    return [party.entity for party in (owner or after)[:1]] or list(speakers)


def find_addressees(scene: Scene, cue: Cue, agents: Sequence[str]) -> list[Party]:
    """The parties that the act is directed at, as far as the sentence says so.

    A request or proposal is directed at whom it names right away, whose help it asks for ("of X"), or at
    all those of "between X and Y"; other acts at the next party that is no mere place.
    """
    if is_passive(scene, cue):
        return [p for p in scene.parties if p.last < cue.first][-1:]
    if cue.act not in _ASKING and any(scene.is_in("that", n) for n in (cue.last, cue.last + 1)):
        return []
    end = find_rest(scene, cue)[1]
    others = [p for p in scene.parties if p.first > cue.last and p.start < end and p.type != "instrument"]
    others = [
        p for p in others if p.entity not in agents and p.kind != "pronoun" and not _is_demonym(scene, p)
    ]
    others = [p for p in others if not _is_aside(scene, cue, p) and not _is_of_speaker(scene, cue, p, agents)]
    if cue.act not in _ASKING:
        others = [p for p in others if not scene.is_in("clause_markers", p.last + 1)]
        others = [p for p in others if not _is_beside_speaker(scene, cue, p, agents)]
    if cue.act in _GIVING:
        others = [p for p in others if not scene.is_in("possessive", p.last + 1)]
    between = [p for p in others if _is_between(scene, cue, p)]
    if between:
        return others[:2]
    if cue.act in _ASKING:
        named = [p for p in others if _is_asked(scene, cue, p)][:1]
    else:
        named = [p for p in others if not _is_location(scene, p)][:1]
    return [each for party in named for each in _with_joined(scene, party, others)]


def find_datives(scene: Scene, cue: Cue, agents: Sequence[str]) -> list[Party]:
    """Whoever a pronoun beside a verb says that it is directed at: "*lui* a répondu", "told *him*"."""
    if cue.form not in ("finite", "noun") or is_passive(scene, cue):
        return []
    before = cue.first - 1
    while scene.is_in("fillers", before) and not scene.is_in("datives", before):
        before -= 1
    beside = [n for n in (before, cue.last + 1) if is_dative(scene, n)]
    found = [p for p in scene.parties if p.first in beside and p.kind == "pronoun"]
    return [p for p in found if p.entity not in agents][:1]


def _is_of_speaker(scene: Scene, cue: Cue, party: Party, agents: Sequence[str]) -> bool:
    """Whether a party stands in a relative clause about who speaks: ", regretted X, *who met Y*"."""
    behind = [p for p in scene.parties if p.entity in agents and p.first > cue.last]
    return any(follows_relative(scene, p.last, party.first) for p in behind)


def _is_beside_speaker(scene: Scene, cue: Cue, party: Party, agents: Sequence[str]) -> bool:
    """Whether a party says who speaks, behind an inverted verb: ", a regretté X, président *du Conseil*"."""
    speakers = [p for p in scene.parties if p.entity in agents and cue.last < p.first < party.first]
    return bool(speakers) and is_inverted(scene, cue)


def _with_joined(scene: Scene, party: Party, others: Sequence[Party]) -> list[Party]:
    """A party and those like it that are joined to it: "asked Kenya and Ghana", "demande à X et à Y"."""
    joined, sure = [party], 1
    for other in (p for p in others if p.first > party.last):
        gap = range(joined[-1].last + 1, other.first)
        small = all(joins(scene, n) or scene.is_in("to_whom", n) for n in gap)
        if not gap or not small or not are_alike(party, other):
            break
        joined.append(other)
        sure = len(joined) if any(scene.is_in("and", n) for n in gap) else sure
    return joined[:sure]


def _is_aside(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a party belongs to the occasion ("… after talks with X"), or to what is said next."""
    between = range(cue.last + 1, party.first)
    occasion = any(
        scene.is_in("occasions", position) and not scene.is_in("to_whom", position) for position in between
    )
    if occasion or cue.act in _ASKING:
        return occasion
    later = (other.first for other in scene.cues if other.form == "finite")
    return any(
        first in between and (scene.is_in("and", first - 1) or scene.is_in("that", first + 1))
        for first in later
    )


def find_status(scene: Scene, cue: Cue) -> str:
    """What the text itself says of the act: agreed, reiterated, accepted, or just made."""
    if cue.act == "agreement":
        return "agreed"
    near = range(cue.first - 3, cue.last + 2)
    told = (name for name in ("reiterated", "accepted") if any(scene.is_written(name, n) for n in near))
    return next(told, "made")


def find_leading(mentions: Iterable[Row]) -> list[str]:
    """The two bodies that "both sides" stand for: the most often named organisations or countries, if clear.

    Each must be named twice; otherwise nobody is meant with certainty and the list is empty.
    """
    named = (row for row in mentions if row["kind"] == "name")
    counts = Counter(
        row["entity"] for row in named if row["type"] == "organisation" or is_country(row["entity"])
    )
    leading = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    return [entity for entity, n in leading] if len(leading) == 2 and leading[1][1] >= 2 else []


def _is_sides(scene: Scene, cue: Cue) -> bool:
    """Whether the subject right before a cue is a joint one: "the two sides agreed"."""
    return scene.is_in("sides", scene.skip(cue.first - 1, -1))


def may_be_sides(scene: Scene, cue: Cue, sides: Sequence[str]) -> bool:
    """Whether some bodies can be that joint subject: "the two governments" are those of countries."""
    are_states = scene.is_in("states", scene.skip(cue.first - 1, -1))
    return _is_sides(scene, cue) and (not are_states or all(map(is_country, sides)))


def _words_before(scene: Scene, cue: Cue) -> set[str]:
    position, found = cue.first - 1, set()
    for _ in range(4):
        if position < 0 or scene.words[position].is_mark:
            break
        found.add(scene.words[position].text)
        if not (scene.is_in("fillers", position) or scene.is_in("unreal", position)):
            break
        position -= 1
    return found


def _negated_after(scene: Scene, cue: Cue) -> bool:
    alone = cue.form == "finite" and cue.first == cue.last
    return alone and scene.is_in("negations", cue.first + 1)


def _negated_subject(scene: Scene, cue: Cue) -> bool:
    """Whether nobody does it: "*neither* the firms nor the union responded", "*no* minister said so"."""
    subject = find_subject(scene, cue)
    small = [child for child in subject.lefts if child.dep_ in _DETERMINERS] if subject is not None else []
    return any(scene.lexicon.has("denials", word.lower_) for word in (subject, *small) if word is not None)


def _opens_condition(scene: Scene, cue: Cue) -> bool:
    """A conditional word opens the clause: "if Ghana agrees to"."""
    conditions = scene.lexicon.sets.get("conditions", frozenset())
    clause = takewhile(lambda word: not word.is_mark, reversed(scene.words[: cue.first]))
    return any(word.text in conditions for word in clause)


def _follows_of(scene: Scene, cue: Cue, party: Party) -> bool:
    return all(
        scene.is_in("of", position) or scene.is_in("determiners", position) or position == cue.last + 1
        for position in range(cue.last + 1, party.first)
    ) and any(scene.is_in("of", position) for position in range(cue.last + 1, party.first))


def _is_asked(scene: Scene, cue: Cue, party: Party) -> bool:
    """Whether a party is named right after the cue, or as the one whose help is asked for."""
    gap = range(cue.last + 1, scene.find_title(party.first))
    if all(_leads_to(scene, position) or _describes(scene, position, party) for position in gap):
        return True
    follows_of = scene.is_in("of", party.first - 1) or scene.is_in("of", party.first - 2)
    return follows_of and len(gap) <= _NEAR and not any(scene.words[position].is_mark for position in gap)


def _describes(scene: Scene, position: int, party: Party) -> bool:
    """Whether a word belongs to the noun phrase of a name that it stands before: "*ride company* Alpha"."""
    word = scene.token(position)
    if word is None or not (word.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") or word.text == "-"):
        return False
    names = [name for n in range(party.first, party.last + 1) if (name := scene.token(n)) is not None]
    names += [name.head for name in names if name.dep_ in _BESIDE_NOUN]
    return any(name == word or name.is_ancestor(word) for name in names)


def _leads_to(scene: Scene, position: int) -> bool:
    names = ("to_whom", "determiners", "fillers", "days", "moments")
    return any(scene.is_in(name, position) for name in names) or scene.is_title(position)


def _is_location(scene: Scene, party: Party) -> bool:
    """Whether a place is only where something is, or is to be sent: cities are, countries may act."""
    if party.type != "place":
        return False
    dative = party.first >= 2 and scene.words[party.first - 2].text.endswith(
        tuple(scene.lexicon.sets.get("dative_after", ()))
    )
    before = range(max(0, party.first - _GIFT), party.first)
    given = any(scene.is_in(name, n) for name in ("giving", "giving_ahead") for n in before)
    return not party.is_country or (scene.is_in("location", party.first - 1) and not (dative or given))


def _is_demonym(scene: Scene, party: Party) -> bool:
    """Whether a place only says of what country people are: "các doanh nghiệp *Nhật Bản*"."""
    starts = range(max(0, party.first - PEOPLE_WORDS), party.first)
    return party.type == "place" and any(scene.names_people(first, party.first) for first in starts)


def _is_between(scene: Scene, cue: Cue, party: Party) -> bool:
    return any(scene.is_in("between", position) for position in range(cue.last + 1, party.first))
