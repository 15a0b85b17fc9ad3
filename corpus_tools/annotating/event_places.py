"""Event places: where what a sentence tells takes place."""

from collections.abc import Mapping
from typing import Any

from corpus_tools.annotating.event_scenes import EventScene
from corpus_tools.annotating.speech_lexicons import speech_lexicon

Row = Mapping[str, Any]
_NEAR = 40
"""Characters before the words of an event within which its place may stand."""


def find_place(sentence: EventScene, row: Row, language: str) -> str:
    """The entity of the place of an event, empty without one; a target has none.

    Args:
        sentence: that tells it.
        row: its kind, and start and end of its words.
        language: of the sentence.
    """
    named = [each for each in sentence.mentions if each["type"] == "place" and each["kind"] == "name"]
    located = [each for each in named if _is_located(each, sentence, row, language)]
    near = [each for each in located if each["start"] > row["start"] - _NEAR]
    near = near or [each for each in located if row["kind"] != "visit" and _opens(each, sentence)]
    return str(near[0]["entity"]) if near and row["kind"] != "target" else ""


def _opens(mention: Row, sentence: EventScene) -> bool:
    """Whether a place stands at the head of a sentence, before a comma: "On Friday, in *Lima*, …"."""
    after = next((word for word in sentence.words if word.start >= mention["end"]), None)
    return mention["end"] - sentence.start <= _NEAR and after is not None and after.text == ","


def _is_located(mention: Row, sentence: EventScene, row: Row, language: str) -> bool:
    """Whether a place stands behind "in" or its like, or is what somebody visits."""
    before = [word for word in sentence.words if word.end <= mention["start"]]
    if not before:
        return False
    is_visited = row["kind"] == "visit" and before[-1].end == row["end"]
    return is_visited or speech_lexicon(language).has("location", before[-1].text)
