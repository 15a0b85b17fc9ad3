"""Event scenes: a sentence as events are read in it, and the words of it that describe an event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotating.reports import is_silent
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.sentences import by_sentence
from corpus_tools.annotating.words import Word
from corpus_tools.schema import ACTS

Row = Mapping[str, Any]
_BREAKS = frozenset(',;:"().!?')


@dataclass(frozen=True)
class EventScene:
    """A sentence with what the other annotators found in it."""

    sentence_id: str
    start: int
    end: int
    words: Sequence[Word]
    mentions: Sequence[Row]
    times: Sequence[Row]
    cues: Sequence[tuple[int, int]]
    sources: Sequence[tuple[int, int]]
    wishes: Sequence[tuple[int, int]]
    published: str

    def is_wished(self, start: int) -> bool:
        """Whether what stands here is asked for, offered or promised, and so has not happened."""
        return any(left <= start < right for left, right in self.wishes)


def find_event_scenes(
    scenes: Iterable[Scene],
    mentions: Sequence[Row],
    times: Sequence[Row],
    statements: Sequence[Row],
    *,
    published: str,
) -> Iterator[EventScene]:
    """The same scenes of an article as they are read for events, one for each sentence, in order."""
    mentioned, timed, stated = (by_sentence(rows) for rows in (mentions, times, statements))
    for scene in scenes:
        identifier = scene.sentence.sentence_id
        said = stated.get(identifier, [])
        yield EventScene(
            identifier,
            scene.sentence.start,
            scene.sentence.end,
            _drop_inner_stops(scene.words),
            mentioned.get(identifier, []),
            [row for row in timed.get(identifier, []) if row["value"]],
            [*((row["cue_start"], row["cue_end"]) for row in said), *_find_silences(scene)],
            [(row["cue_start"], row["cue_end"]) for row in said if row["act"] == "statement"],
            [(row["what_start"], row["what_end"]) for row in said if row["act"] in ACTS],
            published,
        )


def _find_silences(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where it is told that somebody did not answer."""
    return (
        (scene.words[cue.first].start, scene.words[cue.last].end)
        for cue in scene.cues
        if is_silent(scene, cue)
    )


def _drop_inner_stops(words: Sequence[Word]) -> list[Word]:
    """Words without the full stops that end no sentence but an abbreviation ("Mr. Low", "No. 5")."""
    return [
        word
        for word, after in zip(words, [*words[1:], None], strict=True)
        if word.text != "." or after is None or after.is_mark
    ]


def find_title(row: Row, sentence: EventScene, data: Mapping[str, Any]) -> tuple[int, int]:
    """The words that describe an event: from its noun, or from the clause of its verb, to its date or beyond.

    Left out is who is its source and what another deadline of the clause is about. A relative clause goes
    with what it is about.
    """
    words = sentence.words
    plain = _mark_plain(sentence, set(data.get("ends", ())))
    trigger = next(n for n, word in enumerate(words) if word.end > row["start"])
    own = [time["end"] for time in sentence.times if time["start"] == row["time_start"]]
    last = next((n for n, word in enumerate(words) if word.start >= max([row["end"], *own])), len(words))
    first = trigger if row["names"] else _clause(words, trigger, plain, data)
    if not row["names"] and trigger - first <= 2 and first > 1:
        first = _clause(words, first - 2, plain, data)
    left = [end for _, end in sentence.sources]
    left += [
        time["end"] for time in sentence.times if row["kind"] == "target" and time["end"] <= row["start"]
    ]
    inner = [end for end in left if words[first].start < end < words[trigger].start]
    first = next((n for n, word in enumerate(words) if inner and word.start >= max(inner)), first)
    while first < trigger and words[first].text in data.get("joins", ()):
        first += 1
    while last < len(words) and row["kind"] != "target" and plain[last]:
        last += 1
    return words[first].start, words[last - 1].end


def _mark_plain(sentence: EventScene, ends: set[str]) -> list[bool]:
    """For each word whether it ends no stretch; the comma of a list of names ends none."""
    words = sentence.words
    names = [row for row in sentence.mentions if row["kind"] == "name"]
    before, after = ({row[side]: row["type"] for row in names} for side in ("end", "start"))
    plain = [is_plain(word, ends) for word in words]
    for n, (one, mark, other) in enumerate(zip(words, words[1:], words[2:], strict=False), 1):
        if mark.text == "," and one.end in before and before[one.end] == after.get(other.start):
            plain[n] = True
    return plain


def _clause(words: Sequence[Word], position: int, plain: Sequence[bool], data: Mapping[str, Any]) -> int:
    first = _back(position, plain)
    if words[first].text in data.get("subjectless", ()) and first > 1:
        before = next((n for n in range(first, 0, -1) if plain[n - 1]), 0)
        return _back(before, plain)
    return first


def _back(position: int, plain: Sequence[bool]) -> int:
    """The first position of the clause that a position is in."""
    while position > 0 and plain[position - 1]:
        position -= 1
    return position


def is_plain(word: Word, ends: set[str]) -> bool:
    """Whether a word neither ends a stretch by itself nor is one of those that do."""
    return word.text not in _BREAKS and (word.text not in ends or word.written.isupper())
