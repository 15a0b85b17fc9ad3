"""Events: what one article says happened or is due, each with the words that say so.

These are candidates of one article; the same event in other sentences and articles is joined in linking.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools import lexicons
from corpus_tools.annotating.clauses import find_clause
from corpus_tools.annotating.event_scenes import EventScene, find_event_scenes, find_title, is_plain
from corpus_tools.annotating.holders import find_holders
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.scenes import Scene, find_scenes
from corpus_tools.annotating.sentences import by_sentence
from corpus_tools.annotating.triggers import Trigger, find_triggers
from corpus_tools.schema import SEPARATOR, join, split

Row = Mapping[str, Any]
_DATED = ("day", "week", "month")
_DEADLINES = ("by", "before", "until")
_NEAR_SPEECH = 30
"""Characters between a cue of speech and a date that only says when it was spoken."""


def find_events(
    parsed: Parsed, mentions: Sequence[Row], times: Sequence[Row], statements: Sequence[Row]
) -> list[dict[str, Any]]:
    """The event candidates of an article in reading order.

    Args:
        parsed: the article.
        mentions: its mentions with `entity`.
        times: its time expressions.
        statements: its statements; a date that only says when somebody spoke makes no event.

    Returns:
        Rows with article_id, sentence_id, kind, start and end (the trigger), time_start (offset of the time
        expression that dates it, -1 without one), participants and objects (entities joined with "|"),
        place (entity), title_start and title_end (the words that describe it), holders (entities that are
        to do it), ahead (said to be yet to come), part_of (entity of the named event that it took place in)
        and names (the trigger is a noun).
    """
    rows: list[dict[str, Any]] = []
    scenes = {scene.sentence.sentence_id: scene for scene in find_scenes(parsed, mentions)}
    stated = by_sentence(statements)
    for sentence in find_event_scenes(parsed, mentions, times, statements):
        said = stated.get(sentence.sentence_id, [])
        for row in _read(sentence, scenes[sentence.sentence_id], parsed.article.language):
            holders = find_holders(scenes[sentence.sentence_id], row["start"], said)
            rows.append({**_locate(row, parsed, sentence), "holders": holders})
    return rows


def _read(sentence: EventScene, scene: Scene, language: str) -> Iterator[dict[str, Any]]:
    data = lexicons.load("events", language) if language else {}
    used: set[int] = set()
    triggers = find_triggers(sentence.words, language)
    for trigger in triggers:
        skipped = (_is_back_reference(sentence, trigger, data), _only_dates(sentence, trigger, triggers))
        if any(skipped) or _is_in_name(sentence, trigger):
            continue
        time = _time_of(sentence, trigger, used)
        if time is not None:
            used.add(time["start"])
        row = _event(sentence, trigger, time, data)
        if row and trigger.kind != "meeting" and row["participants"]:
            row["participants"] = _keep_near(split(row["participants"]), sentence, scene, row["start"])
        if row:
            yield row
    yield from _named(sentence, used, data)
    for time in sentence.times:
        if time["start"] not in used:
            yield from _untriggered(sentence, time, data)


def _event(
    sentence: EventScene, trigger: Trigger, time: Row | None, data: Mapping[str, Any]
) -> dict[str, Any] | None:
    people = [row for row in sentence.mentions if row["type"] == "person"]
    things = [row for row in sentence.mentions if row["type"] in ("instrument", "event")]
    wished = sentence.is_wished(sentence.words[trigger.first].start)
    ahead = wished or _has(sentence, trigger, "ahead", data)
    perfect = _has(sentence, trigger, "perfect", data)
    if wished and (time is None or "" < time["latest"] < sentence.published):
        return None
    parties = people + [row for row in sentence.mentions if SEPARATOR in row["entity"]]
    if trigger.kind == "meeting" and len({e for row in parties for e in split(row["entity"])}) < 2:
        return None
    if time is None and trigger.kind != "meeting" and not (things and (perfect or ahead)):
        return None
    takes_part = trigger.kind == "meeting" or trigger.is_verb
    return {
        "kind": trigger.kind,
        "start": sentence.words[trigger.first].start,
        "end": sentence.words[trigger.last].end,
        "time_start": time["start"] if time else -1,
        "participants": join(e for row in parties for e in split(row["entity"])) if takes_part else "",
        "objects": join(row["entity"] for row in _objects(sentence, trigger, things)),
        "part_of": _part_of(sentence, trigger, things, data),
        "ahead": ahead,
        "names": not trigger.is_verb,
    }


def _keep_near(entities: Sequence[str], sentence: EventScene, scene: Scene, start: int) -> str:
    """Those of some entities that are mentioned in the clause of a trigger; all of them without a parse."""
    clause = find_clause(scene, start)
    if clause is None:
        return join(entities)
    near = {
        entity
        for row in sentence.mentions
        if any(row["start"] <= offset < row["end"] for offset in clause)
        for entity in split(row["entity"])
    }
    return join(entity for entity in entities if entity in near)


def _named(sentence: EventScene, used: set[int], data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A named conference, summit or ceremony is an event even where no verb says that it took place."""
    for row in sentence.mentions:
        if row["type"] == "event" and row["kind"] == "name":
            time = next(
                (t for t in sentence.times if t["start"] not in used and t["start"] > row["end"]), None
            )
            if time is not None:
                used.add(time["start"])
            yield {
                "kind": "conference",
                "start": row["start"],
                "end": row["end"],
                "time_start": time["start"] if time else -1,
                "participants": "",
                "objects": row["entity"],
                "part_of": "",
                "ahead": False,
                "names": True,
            }


def _untriggered(sentence: EventScene, time: Row, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A deadline is a target; a day, week or month that dates more than the speaking is some event."""
    is_target = time["relation"] in _DEADLINES
    relatives = set(data.get("relatives", ()))
    spoken = any(_is_of_speech(sentence, time, end, relatives) for _, end in sentence.cues)
    if is_target or (time["precision"] in _DATED and not spoken and time["relation"] == "on"):
        yield {
            "kind": "target" if is_target else "event",
            "start": time["start"],
            "end": time["end"],
            "time_start": time["start"],
            "participants": "",
            "objects": "",
            "part_of": "",
            "ahead": is_target,
            "names": False,
        }


def _is_of_speech(sentence: EventScene, time: Row, cue_end: int, relatives: set[str]) -> bool:
    """Whether a time only says when somebody spoke: near the cue, or in the same stretch after it."""
    if cue_end - _NEAR_SPEECH < time["end"] and time["start"] < cue_end + _NEAR_SPEECH:
        return True
    between = [word for word in sentence.words if cue_end <= word.start < time["start"]]
    return bool(between) and all(is_plain(word, relatives) for word in between)


def _locate(row: dict[str, Any], parsed: Parsed, sentence: EventScene) -> dict[str, Any]:
    language = parsed.article.language
    data = lexicons.load("events", language) if language else {}
    start, end = find_title(row, sentence, data)
    places = [
        mention for mention in sentence.mentions if mention["type"] == "place" and mention["kind"] == "name"
    ]
    near = [m for m in places if _is_located(m, sentence, language) and m["start"] > row["start"] - 40]
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": sentence.sentence_id,
        **row,
        "place": near[0]["entity"] if near and row["kind"] not in ("target", "event") else "",
        "title_start": start,
        "title_end": end,
    }


def _is_located(mention: Row, sentence: EventScene, language: str) -> bool:
    before = [word.text for word in sentence.words if word.end <= mention["start"]]
    locating = lexicons.load("speech", language).get("location", [])
    return bool(before) and before[-1] in locating


def _is_back_reference(sentence: EventScene, trigger: Trigger, data: Mapping[str, Any]) -> bool:
    """Whether a definite noun without a date ("the meeting") speaks of an event already told."""
    definite = trigger.first > 0 and sentence.words[trigger.first - 1].text in data.get("definite", ())
    return not trigger.is_verb and definite and not sentence.times


def _is_in_name(sentence: EventScene, trigger: Trigger) -> bool:
    """Whether a trigger is part of the name of an event, which is told by itself."""
    start = sentence.words[trigger.first].start
    return any(row["type"] == "event" and row["start"] <= start < row["end"] for row in sentence.mentions)


def _only_dates(sentence: EventScene, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether a verb like "take place" only says when another event of the sentence was."""
    named = any(row["type"] == "event" for row in sentence.mentions)
    return trigger.kind == "conference" and trigger.is_verb and (named or len(triggers) > 1)


def _time_of(sentence: EventScene, trigger: Trigger, used: set[int]) -> Row | None:
    """The nearest time that no earlier event has taken, deadlines apart; one after the trigger is nearer.

    A verb right before a deadline ("set up a fund by 2030") has no other time: it is a target.
    """
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    free = [t for t in sentence.times if t["start"] not in used]

    def distance(time: Row) -> int:
        return int(time["start"] - end if time["start"] >= end else 2 * (start - time["end"]))

    nearest = min(free, key=distance, default=None)
    if nearest is not None and nearest["relation"] in _DEADLINES and nearest["start"] >= end:
        return None if trigger.is_verb else min(_undue(free), key=distance, default=None)
    return min(_undue(free), key=distance, default=None)


def _undue(times: Sequence[Row]) -> list[Row]:
    return [time for time in times if time["relation"] not in _DEADLINES]


def _objects(sentence: EventScene, trigger: Trigger, things: Sequence[Row]) -> list[Row]:
    after = [row for row in things if row["start"] >= sentence.words[trigger.last].start]
    return after[:1]


def _part_of(sentence: EventScene, trigger: Trigger, things: Sequence[Row], data: Mapping[str, Any]) -> str:
    for row in things:
        near = [word.text for word in sentence.words if row["start"] - 30 < word.start < row["start"]]
        if row["type"] == "event" and set(near) & set(data.get("part_of", ())):
            return str(row["entity"])
    return ""


def _has(sentence: EventScene, trigger: Trigger, name: str, data: Mapping[str, Any]) -> bool:
    near = sentence.words[max(0, trigger.first - 4) : trigger.last + 1]
    later = sentence.words[trigger.last + 1 : trigger.last + 16] if not trigger.is_verb else ()
    wanted = set(data.get(name, ()))
    return any(word.text in wanted for word in (*near, *later))
