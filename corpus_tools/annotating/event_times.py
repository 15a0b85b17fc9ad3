"""Event times: which time of a sentence dates what it tells, and which only says when somebody spoke."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from corpus_tools.annotating.clauses import is_apart
from corpus_tools.annotating.event_scenes import EventScene, is_plain
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.time_calendar import is_years
from corpus_tools.annotating.triggers import Trigger

Row = Mapping[str, Any]
DEADLINES = ("by", "before", "until")
_UNDATING = ("SET", "DURATION")
"""What recurs, and how long something lasts: "a *three-day* meeting opened on Monday"."""
_LEAD = 8
"""Words before a time among which one says that it is yet to come."""
_OPENING = 10
"""Characters before a day that opens a sentence."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!/)")
_STRETCH_GAP = 12
"""Characters between the two ends of a stretch of time."""
_NEAR_SPEECH = 30
"""Characters between a cue of speech and a date that only says when it was spoken."""


def choose_time(sentence: EventScene, scene: Scene, trigger: Trigger, used: set[int]) -> Row | None:
    """The nearest time that no earlier event has taken, deadlines apart; one after the trigger is nearer.

    A verb right before a deadline ("set up a fund by 2030") has no other time: it is a target. The time of
    another clause ("Ruiz, who arrived *on Monday*, met") dates what that one tells.
    """
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    free = [t for t in _list_datable(sentence, start) if t["start"] not in used]
    free = [t for t in free if not is_apart(scene, t["start"], start)]
    if not trigger.is_verb:
        free = [t for t in free if not _is_told_later(sentence, t, end)]
    fronted = None if used else _find_fronted(sentence, free, start)
    if fronted is not None and not is_apart(scene, start, fronted["start"]):
        return fronted

    def distance(time: Row) -> int:
        return int(time["start"] - end if time["start"] >= end else 2 * (start - time["end"]))

    nearest = min(free, key=distance, default=None)
    if nearest is not None and nearest["relation"] in DEADLINES and nearest["start"] >= end:
        return None if trigger.is_verb else min(list_undue(free), key=distance, default=None)
    return min(list_undue(free), key=distance, default=None)


def _list_datable(sentence: EventScene, start: int) -> list[Row]:
    """The times that can date what stands at an offset: no years of a plan, no length, nothing that recurs.

    What is asked for or promised is not of the day on which that was done.
    """
    wish = next(
        (span for span in sentence.wishes if span[0] <= start < span[1]), (sentence.start, sentence.end)
    )
    dating = [t for t in sentence.times if t["timex"] not in _UNDATING or t["relation"] in DEADLINES]
    times = [t for t in dating if not is_years(t["value"])]
    return [time for time in times if wish[0] <= time["start"] < wish[1]]


def _is_told_later(sentence: EventScene, time: Row, end: int) -> bool:
    """Whether somebody speaks behind a noun that ends here, and tells the time: "at the *talks*, X said"."""
    spoken = [cue for cue in sentence.cues if end <= cue[0] and cue[1] <= time["start"]]
    return any(
        not any(word.text == "," for word in sentence.words if cue_end <= word.start < time["start"])
        and time["start"] - cue_end > _NEAR_SPEECH
        for _, cue_end in spoken
    )


def _find_fronted(sentence: EventScene, times: Sequence[Row], start: int) -> Row | None:
    """The day that opens a sentence in which nobody speaks before its first event: "On 3 May, X met"."""
    opening = [t for t in times if _DAY.match(t["value"]) and t["start"] - sentence.start <= _OPENING]
    spoken = any(cue < start for cue, _ in sentence.cues)
    return opening[0] if opening and not spoken and opening[0]["end"] <= start else None


def list_undue(times: Sequence[Row]) -> list[Row]:
    """The times that are no deadlines, in order."""
    return [time for time in times if time["relation"] not in DEADLINES]


def is_of_speech(sentence: EventScene, time: Row, cue_end: int, relatives: set[str]) -> bool:
    """Whether a time only says when somebody spoke: near the cue, or in the same stretch after it."""
    if cue_end - _NEAR_SPEECH < time["end"] and time["start"] < cue_end + _NEAR_SPEECH:
        return True
    between = [word for word in sentence.words if cue_end <= word.start < time["start"]]
    return bool(between) and all(is_plain(word, relatives) for word in between)


def looks_ahead(sentence: EventScene, time: Row, data: Mapping[str, Any]) -> bool:
    """Whether the clause of a time, or a word before it, says that something is yet to come."""
    if time["tense"] == "future":
        return True
    before = [word.text for word in sentence.words if word.end <= time["start"]]
    return bool(set(before[-_LEAD:]) & set(data.get("ahead", ())))


def ends_stretch(sentence: EventScene, time: Row) -> bool:
    """Whether a time only ends the stretch that the one before it begins: "from 31 March *to 2 April*"."""
    return time["relation"] == "until" and any(
        other["relation"] == "since" and 0 <= time["start"] - other["end"] <= _STRETCH_GAP
        for other in sentence.times
    )


def lies_ahead(time: Row, sentence: EventScene) -> bool:
    """Whether a time begins after the article was published."""
    return bool("" < sentence.published < time["earliest"])


def is_over(time: Row, sentence: EventScene, scene: Scene) -> bool:
    """Whether a deadline only tells by when something had been done: "by 1992 they *had signed*".

    What somebody was *to do* by then was a target. Where no parse tells a tense, what is not told as future
    is taken as done.
    """
    is_past = time["tense"] == "past" or not (time["tense"] or scene.tokens)
    told = time["relation"] in DEADLINES and is_past
    token = scene.tokens.get(time["start"])
    verbs = [each for each in token.ancestors if each.pos_ == "VERB"] if token is not None else []
    is_meant = bool(verbs) and "Inf" in verbs[0].morph.get("VerbForm", [])
    return told and not is_meant and "" < time["latest"] < sentence.published


def is_future(scene: Scene, trigger: Trigger, sentence: EventScene) -> bool:
    """Whether the form of a verb is that of the future, as far as a parse tells: "ouvrira"."""
    token = scene.tokens.get(sentence.words[trigger.first].start)
    return trigger.is_verb and token is not None and "Fut" in token.morph.get("Tense", [])


def is_past(scene: Scene, trigger: Trigger, sentence: EventScene, data: Mapping[str, Any]) -> bool:
    """Whether a verb is in a past tense, as far as a parse tells: what it says happened on no day to come.

    Of a noun, the verb on which it hangs.
    """
    token = scene.tokens.get(sentence.words[trigger.first].start)
    if token is not None and not trigger.is_verb:
        token = next((each for each in token.ancestors if each.pos_ == "VERB"), None)
    if token is None or "Past" not in token.morph.get("Tense", []):
        return False
    perfect = data.get("perfect", ())
    return "Fin" in token.morph.get("VerbForm", []) or any(c.lower_ in perfect for c in token.children)
