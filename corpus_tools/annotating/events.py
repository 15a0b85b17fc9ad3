"""Events: what one article says happened or is due, each with the words that say so.

These are candidates of one article; the same event in other sentences and articles is joined in linking.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools import lexicons
from corpus_tools.annotating.clauses import is_apart
from corpus_tools.annotating.event_denials import is_denied
from corpus_tools.annotating.event_objects import find_objects, gives_notice, introduces
from corpus_tools.annotating.event_parties import (
    find_acting_parties,
    find_meeting_parties,
    find_named_parties,
    find_noun_parties,
)
from corpus_tools.annotating.event_places import find_place
from corpus_tools.annotating.event_scenes import EventScene, find_event_scenes, find_title
from corpus_tools.annotating.event_times import (
    DEADLINES,
    choose_time,
    ends_stretch,
    is_future,
    is_of_speech,
    is_over,
    is_past,
    lies_ahead,
    list_undue,
    looks_ahead,
)
from corpus_tools.annotating.holders import find_holders
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.scenes import Scene, find_scenes
from corpus_tools.annotating.sentences import by_sentence
from corpus_tools.annotating.triggers import Trigger, find_triggers, is_adjective
from corpus_tools.schema import join, split

Row = Mapping[str, Any]
_DATED = ("day", "week", "month")
_STRETCHES = ("quarter", "season", "half")


def find_events(
    parsed: Parsed,
    mentions: Sequence[Row],
    times: Sequence[Row],
    statements: Sequence[Row],
    *,
    scenes: Sequence[Scene] | None = None,
) -> list[dict[str, Any]]:
    """The event candidates of an article in reading order.

    Args:
        parsed: the article.
        mentions: its mentions with `entity`.
        times: its time expressions.
        statements: its statements; a date that only says when somebody spoke makes no event.
        scenes: those of `find_scenes`, where they are there already.

    Returns:
        Rows with article_id, sentence_id, kind, start and end (the trigger), time_start (offset of the time
        expression that dates it, -1 without one), participants and objects (entities joined with "|"),
        place (entity), title_start and title_end (the words that describe it), holders (entities that are
        to do it), ahead (said to be yet to come), part_of (entity of the named event that it took place in)
        and names (the trigger is a noun).
    """
    rows: list[dict[str, Any]] = []
    scenes = list(find_scenes(parsed, mentions)) if scenes is None else scenes
    stated = by_sentence(statements)
    told = find_event_scenes(scenes, mentions, times, statements, published=parsed.article.published)
    for scene, sentence in zip(scenes, told, strict=True):
        said = stated.get(sentence.sentence_id, [])
        for row in _read(sentence, scene, said, parsed.article.language):
            holders = find_holders(scene, row["start"], said)
            parties = holders if row["kind"] == "event" else row["participants"]
            located = _locate(row, parsed, sentence)
            rows.append({**located, "participants": parties, "holders": holders})
    return rows


def _read(
    sentence: EventScene, scene: Scene, statements: Sequence[Row], language: str
) -> Iterator[dict[str, Any]]:
    data = lexicons.load("events", language) if language else {}
    used: set[int] = set()
    triggers = find_triggers(sentence.words, language)
    for trigger in triggers:
        skipped = (_is_back_reference(sentence, trigger, data), _only_dates(sentence, trigger, triggers))
        start = sentence.words[trigger.first].start
        if any(skipped) or _is_in_name(sentence, trigger) or is_adjective(trigger, scene.tokens.get(start)):
            continue
        time = choose_time(sentence, scene, trigger, used)
        if is_denied(scene, start, trigger) or gives_notice(scene, start, data.get("notices", ())):
            used |= {time["start"]} if time is not None else set()
            continue
        if time is not None and is_past(scene, trigger, sentence, data) and lies_ahead(time, sentence):
            time = None
        parties = _parties(sentence, scene, trigger, statements)
        row = _event(sentence, scene, trigger, time, parties, data)
        if row and time is not None:
            used.add(time["start"])
        if row:
            yield row
    yield from _named(sentence, scene, used, statements, data)
    yield from _agreed(sentence, scene, statements, used, data)
    for time in sentence.times:
        if (
            time["start"] not in used
            and not ends_stretch(sentence, time)
            and not is_over(time, sentence, scene)
        ):
            yield from _untriggered(sentence, time, data)


def _parties(sentence: EventScene, scene: Scene, trigger: Trigger, statements: Sequence[Row]) -> list[str]:
    if trigger.kind == "meeting":
        return find_meeting_parties(sentence, scene, trigger, statements)
    if trigger.is_verb:
        return find_acting_parties(sentence, scene, trigger, statements)
    return find_noun_parties(sentence, scene, trigger, statements)


def _event(
    sentence: EventScene,
    scene: Scene,
    trigger: Trigger,
    time: Row | None,
    parties: Sequence[str],
    data: Mapping[str, Any],
) -> dict[str, Any] | None:
    things = [row for row in sentence.mentions if row["type"] in ("instrument", "event")]
    wished = sentence.is_wished(sentence.words[trigger.first].start)
    ahead = wished or _has(sentence, trigger, "ahead", data) or is_future(scene, trigger, sentence)
    perfect = _has(sentence, trigger, "perfect", data)
    if wished and (time is None or "" < time["latest"] < sentence.published):
        return None
    if ahead and time is not None and time["relation"] == "since":
        return None
    if trigger.kind == "meeting" and len(set(parties)) < 2:
        return None
    start, end = sentence.words[trigger.first].start, sentence.words[trigger.last].end
    joint = trigger.kind == "signing" and len(set(parties)) > 1 and introduces(scene, start)
    if time is None and not (trigger.kind == "meeting" or joint or (things and (perfect or ahead))):
        return None
    return {
        **_row(trigger.kind, start, end, time["start"] if time else -1),
        "participants": join(parties),
        "objects": join(row["entity"] for row in find_objects(sentence, scene, trigger, things)),
        "part_of": _part_of(sentence, trigger, things, data),
        "ahead": ahead,
        "names": not trigger.is_verb,
    }


def _named(
    sentence: EventScene, scene: Scene, used: set[int], statements: Sequence[Row], data: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """A named conference, summit or ceremony is an event even where no verb says that it took place.

    Not so where it is undated and only what something is for: "they will prepare *for the Lima Summit*".
    """
    for row in sentence.mentions:
        if row["type"] == "event" and row["kind"] == "name":
            time = next(
                (t for t in sentence.times if t["start"] not in used and t["start"] > row["end"]), None
            )
            if time is not None:
                used.add(time["start"])
            elif _is_purpose(sentence, row, data):
                continue
            named = _row("conference", row["start"], row["end"], time["start"] if time else -1)
            parties = join(find_named_parties(scene, row["start"], statements))
            ahead = time is not None and time["tense"] == "future" and _is_told_ahead(sentence, row, data)
            yield {**named, "participants": parties, "objects": row["entity"], "names": True, "ahead": ahead}


def _is_told_ahead(sentence: EventScene, mention: Row, data: Mapping[str, Any]) -> bool:
    """Whether a word near a named event places it ahead: "the Lima Summit *will* be held"."""
    inside = [n for n, w in enumerate(sentence.words) if mention["start"] <= w.start < mention["end"]]
    return _has(sentence, Trigger(inside[0], inside[-1], "conference", is_verb=False), "ahead", data)


def _is_purpose(sentence: EventScene, mention: Row, data: Mapping[str, Any]) -> bool:
    """Whether "for" or its like stands before a mention and its article."""
    before = [word.text for word in sentence.words if word.end <= mention["start"]]
    if before and before[-1] in data.get("definite", ()):
        before.pop()
    return bool(before) and before[-1] in data.get("purposes", ())


def _agreed(
    sentence: EventScene, scene: Scene, statements: Sequence[Row], used: set[int], data: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """A reported agreement is an event where the text tells its day, week or month right beside it."""
    relatives = set(data.get("relatives", ()))
    for act in statements:
        if act["act"] != "agreement" or act["reality"] != "done":
            continue
        free = [time for time in list_undue(sentence.times) if time["start"] not in used]
        cues = [cue for cue in sentence.cues if cue[0] != act["cue_start"]]
        near = [
            time
            for time in free
            if time["precision"] in _DATED
            and not lies_ahead(time, sentence)
            and not is_apart(scene, time["start"], act["cue_start"])
            and is_of_speech(sentence, time, act["cue_end"], relatives)
            and not any(is_of_speech(sentence, time, end, relatives) for _, end in cues)
        ]
        if near:
            used.add(near[0]["start"])
            parties = [*split(act["by"]), *split(act["addressee_ids"])]
            yield {
                **_row("agreement", act["cue_start"], act["cue_end"], near[0]["start"]),
                "participants": join(parties),
            }


def _row(kind: str, start: int, end: int, time_start: int) -> dict[str, Any]:
    """An event with nothing but its words and its time."""
    return {
        "kind": kind,
        "start": start,
        "end": end,
        "time_start": time_start,
        "participants": "",
        "objects": "",
        "part_of": "",
        "ahead": False,
        "names": False,
    }


def _untriggered(sentence: EventScene, time: Row, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A deadline is a target; a day, week or month that dates more than the speaking is some event.

    So is a longer stretch in which something is yet to happen ("to begin in the third quarter").
    """
    is_target = time["relation"] in DEADLINES
    relatives = set(data.get("relatives", ()))
    spoken = any(is_of_speech(sentence, time, end, relatives) for _, end in sentence.cues)
    is_ahead = time["precision"] in _STRETCHES and looks_ahead(sentence, time, data)
    if is_target or ((time["precision"] in _DATED or is_ahead) and not spoken and time["relation"] == "on"):
        kind = "target" if is_target else "event"
        yield {**_row(kind, time["start"], time["end"], time["start"]), "ahead": is_target or is_ahead}


def _locate(row: dict[str, Any], parsed: Parsed, sentence: EventScene) -> dict[str, Any]:
    language = parsed.article.language
    data = lexicons.load("events", language) if language else {}
    start, end = find_title(row, sentence, data)
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": sentence.sentence_id,
        **row,
        "place": find_place(sentence, row, language),
        "title_start": start,
        "title_end": end,
    }


def _is_back_reference(sentence: EventScene, trigger: Trigger, data: Mapping[str, Any]) -> bool:
    """Whether a definite noun without a date ("the meeting") speaks of an event already told."""
    definite = trigger.first > 0 and sentence.words[trigger.first - 1].text in data.get("definite", ())
    return not trigger.is_verb and definite and not sentence.times


def _is_in_name(sentence: EventScene, trigger: Trigger) -> bool:
    """Whether a trigger is part of the name of an event, which is told by itself, or of a body."""
    start = sentence.words[trigger.first].start
    return any(row["kind"] == "name" and row["start"] <= start < row["end"] for row in sentence.mentions)


def _only_dates(sentence: EventScene, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether a verb like "take place" only says when another event of the sentence was."""
    named = any(row["type"] == "event" for row in sentence.mentions)
    others = [other for other in triggers if other is not trigger and not _is_in_name(sentence, other)]
    return trigger.kind == "conference" and trigger.is_verb and bool(named or others)


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
