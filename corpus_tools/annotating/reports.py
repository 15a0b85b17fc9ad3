"""Reports: whether a cue reports speech where it stands, as its words alone do not tell."""

from corpus_tools.annotating.acts import is_infinitive, judge_reality
from corpus_tools.annotating.contents import is_source
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.speakers import is_inverted
from corpus_tools.characters import fold

_NOT_VERBS = ("NOUN", "PROPN", "ADP", "DET")
_CONTENT_REACH = 5
_ASKED_REACH = 4
_AGENT_REACH = 6
"""Words from a participle to who did it: "révélé *vendredi* par la fédération"."""
_CALLED_REACH = 9
"""Words from a verb of calling to the quotation."""


def reports_speech(scene: Scene, cue: Cue) -> bool:
    """Whether a cue is used as one: a verb where a verb is meant, with content where the verb needs it."""
    token = scene.token(cue.first)
    if cue.first in scene.named or any(test(scene, cue) for test in (_is_compound, _buys, _tries, is_silent)):
        return False
    is_noun = token is not None and token.pos_ in _NOT_VERBS and not _is_perfect(scene, cue)
    if cue.form == "finite" and (is_noun or _is_thing(scene, cue) or _is_done_to(scene, cue)):
        return False
    if _opens_occasion(scene, cue) or (
        scene.lexicon.has("calling", fold(cue.base)) and not _judges(scene, cue)
    ):
        return False
    opens_as_other = cue.first == 0 and (cue.passive or scene.lexicon.has("noun_openers", fold(cue.base)))
    if opens_as_other or is_infinitive(scene, cue):
        return False
    if cue.base not in scene.lexicon.needs_content or cue.form not in ("finite", "participle", "gerund"):
        return True
    if is_source(scene, cue) or _asks_somebody(scene, cue):
        return True
    after = range(cue.last + 1, cue.last + 1 + _CONTENT_REACH)
    if scene.is_in("relatives", cue.first - 1):
        return any(scene.is_in("that", n) for n in after)
    ends = cue.last + 1 >= len(scene.words) or scene.is_mark(cue.last + 1, ",.:\"'")
    return bool(scene.quotes) or ends or is_inverted(scene, cue) or any(scene.is_in("that", n) for n in after)


def _judges(scene: Scene, cue: Cue) -> bool:
    """Whether a verb of calling quotes what somebody thinks of a thing, and not its name.

    "Called it “*a* lifeline”" does, and "called the fund “*Umoja*”" does not.
    """
    near = range(cue.last + 1, min(cue.last + _CALLED_REACH, len(scene.words)))
    quoted = [n for n in near if scene.is_quoted(n) and not scene.words[n].is_mark]
    return bool(quoted) and not scene.is_quoted(cue.first) and scene.words[quoted[0]].written[:1].islower()


def _is_compound(scene: Scene, cue: Cue) -> bool:
    """Whether the first word of a cue and the one behind it make one of another kind: "*kể từ* năm 2020"."""
    pair = " ".join(word.text for word in scene.words[cue.first : cue.first + 2])
    return scene.lexicon.has("compounds", pair)


def _buys(scene: Scene, cue: Cue) -> bool:
    """Whether an order is for so many things: "ordered *nine* planes"."""
    token = scene.token(cue.last + 1) if scene.lexicon.has("buying", cue.base) else None
    return token is not None and token.pos_ == "NUM"


def _tries(scene: Scene, cue: Cue) -> bool:
    """Whether a verb of asking says with an infinitive what somebody tries: "sought *to* calm members"."""
    return scene.lexicon.has("tries", cue.base) and scene.is_in("infinitive", cue.last + 1)


def _is_done_to(scene: Scene, cue: Cue) -> bool:
    """Whether a participle only tells when or where something was done: "le projet, *lancé* en 2019"."""
    token = scene.token(cue.first)
    apart = scene.is_mark(cue.first - 1, ",") and scene.is_in("location", cue.last + 1)
    if token is None or not apart or "Part" not in token.morph.get("VerbForm", []):
        return False
    by_somebody = any(scene.is_in("by", n) for n in range(cue.last + 1, cue.last + _AGENT_REACH))
    return not by_somebody and not any(child.dep_.startswith("aux") for child in token.children)


def is_silent(scene: Scene, cue: Cue) -> bool:
    """Whether by a cue nobody says anything: "did not respond", "declined *to comment*", "*neither* …"."""
    if scene.is_in("neither", cue.first - 1):
        return True
    if cue.base in scene.lexicon.sets.get("answers", ()):
        return judge_reality(scene, cue) == "denied"
    starts = [cue.last + 1]
    while any(scene.is_in(name, starts[-1]) for name in ("days", "fillers")):
        starts.append(starts[-1] + 1)
    return cue.act == "denial" and any(scene.match("silences", first) > first for first in starts)


def _is_thing(scene: Scene, cue: Cue) -> bool:
    """Whether the words beside a verb make it a noun: "với *tuyên bố* chung", "un mot de *critique*"."""
    before, after = cue.first - 1, cue.last + 1
    leads = before not in scene.named and scene.is_written("noun_before", before)
    return leads or (after not in scene.named and scene.is_written("noun_after", after))


def _asks_somebody(scene: Scene, cue: Cue) -> bool:
    """Whether whom a request is directed at stands right behind its verb ("mời *Bộ trưởng X* thăm")."""
    return cue.act == "request" and any(cue.last < p.first <= cue.last + _ASKED_REACH for p in scene.parties)


def _opens_occasion(scene: Scene, cue: Cue) -> bool:
    """Whether a verb that opens a sentence only tells the occasion on which another one is said."""
    opens = cue.first == 0 and scene.lexicon.has("openers", fold(cue.base))
    return opens and any(
        scene.is_mark(n) and any(n < other.first and not scene.is_quoted(other.first) for other in scene.cues)
        for n in range(cue.last + 1, len(scene.words))
    )


def _is_perfect(scene: Scene, cue: Cue) -> bool:
    """Whether an auxiliary makes a cue a verb that was taken for a noun: "a declare" without accents."""
    before = cue.first - 1
    return cue.passive and scene.is_in("auxiliaries", before) and scene.words[before].written.isascii()
