"""Acts: who does what to whom by a cue, what it is about, and whether the text says that it was done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.paragraphs import Span
from corpus_tools.annotating.scenes import Party, Row, Scene
from corpus_tools.annotating.speakers import is_passive

Reality = Literal["done", "denied", "unreal"]
_NEAR = 8
_REACTIONS = ("denial", "criticism", "praise")
_BODIES = ("organisation", "place")


def judge_reality(scene: Scene, cue: Cue) -> Reality:
    """Whether the act of a cue was done, was denied, or is hypothetical, planned or only hoped for.

    Looks at the words before the cue, over fillers, and at a negation inside it.
    """
    before = _words_before(scene, cue)
    inside = {word.text for word in scene.words[cue.first + 1 : cue.last + 1]}
    sets = scene.lexicon.sets
    negations: frozenset[str] = sets.get("negations", frozenset())
    if (before | inside) & negations or _negated_after(scene, cue):
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
    """The entities that do the act: a possessor inside a noun cue if there is one, else the speakers."""
    if cue.form != "noun":
        return list(speakers)
    between = [p for p in scene.parties if cue.first < p.first and p.last < cue.last]
    owner = [p for p in between if scene.is_in("possessive", p.last + 1)]
    after = [p for p in scene.parties if cue.last < p.first <= cue.last + 5 and _follows_of(scene, cue, p)]
    return [party.entity for party in (owner or after)[:1]] or list(speakers)


def find_addressees(scene: Scene, cue: Cue, agents: Sequence[str]) -> list[Party]:
    """The parties that the act is directed at: the first after the cue, or all those of "between … and …"."""
    if is_passive(scene, cue):
        before = [p for p in scene.parties if p.last < cue.first]
        return before[-1:]
    if cue.act in _REACTIONS and scene.is_in("that", cue.last + 1):
        return []
    others = [
        p for p in scene.parties if p.first > cue.last and p.entity not in agents and p.kind != "pronoun"
    ]
    others = [p for p in others if not (p.type == "place" and scene.is_in("location", p.first - 1))]
    if others and _is_between(scene, cue, others[0]):
        return others[:2]
    near = [p for p in others if p.first - cue.last <= _NEAR]
    return (near or others)[:1]


def find_status(scene: Scene, cue: Cue) -> str:
    """What the text itself says of the act: agreed, reiterated, accepted, or just made."""
    if cue.act == "agreement":
        return "agreed"
    near = {word.text for word in scene.words[max(0, cue.first - 3) : cue.last + 2]}
    for status in ("reiterated", "accepted"):
        if near & scene.lexicon.sets.get(status, frozenset()):
            return status
    return "made"


def find_content(scene: Scene, cue: Cue) -> Span:
    """The words of the sentence that say what the act is about: all that follows the cue."""
    start = scene.words[cue.last + 1].start if cue.last + 1 < len(scene.words) else scene.sentence.end
    return start, scene.sentence.end


def find_sides(mentions: Iterable[Row]) -> list[str]:
    """The two bodies that "both sides" stand for: the most often named organisations or places, if clear.

    Each must be named twice; otherwise nobody is meant with certainty and the list is empty.
    """
    counts = Counter(row["entity"] for row in mentions if row["kind"] == "name" and row["type"] in _BODIES)
    leading = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    return [entity for entity, n in leading] if len(leading) == 2 and leading[1][1] >= 2 else []


def is_sides(scene: Scene, cue: Cue) -> bool:
    """Whether the subject right before a cue is a joint one: "the two sides agreed"."""
    return scene.is_in("sides", scene.skip(cue.first - 1, -1))


def find_coordinated(scene: Scene, party: Party) -> list[Party]:
    """The parties that stand in one list with a party, before it: "Kenya and Ghana agreed"."""
    found = [party]
    for other in reversed([p for p in scene.parties if p.last < party.first]):
        gap = range(other.last + 1, found[-1].first)
        joined = all(_joins(scene, position) for position in gap)
        if not joined or not gap:
            break
        found.append(other)
    return found[::-1]


def _joins(scene: Scene, position: int) -> bool:
    return any(scene.is_in(name, position) for name in ("and", "determiners")) or scene.is_mark(position)


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
    return scene.is_in("negations", cue.first + 1) and cue.form == "finite"


def _opens_condition(scene: Scene, cue: Cue) -> bool:
    """A conditional word opens the clause: "if Ghana agrees to"."""
    position = cue.first - 1
    while position >= 0 and not scene.words[position].is_mark:
        if scene.is_in("conditions", position):
            return True
        position -= 1
    return False


def _follows_of(scene: Scene, cue: Cue, party: Party) -> bool:
    return all(
        scene.is_in("of", position) or scene.is_in("determiners", position) or position == cue.last + 1
        for position in range(cue.last + 1, party.first)
    ) and any(scene.is_in("of", position) for position in range(cue.last + 1, party.first))


def _is_between(scene: Scene, cue: Cue, party: Party) -> bool:
    return any(scene.is_in("between", position) for position in range(cue.last + 1, party.first))
