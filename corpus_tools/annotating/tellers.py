"""Tellers: who a sentence was told by ("…," said *Ana Ruiz*), whom the next one may call "she"."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from corpus_tools.annotating.asides import find_aside
from corpus_tools.annotating.contents import is_source
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.paragraphs import Span, find_paragraphs
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.quotes import find_quotes
from corpus_tools.annotating.scenes import Party, Scene, open_scene
from corpus_tools.annotating.speakers import find_speaker

Row = Mapping[str, Any]


class Tellers:
    """Finds who the sentences of one article were told by."""

    def __init__(self, parsed: Parsed) -> None:
        """Keep the article; its quotations are looked for when they are needed."""
        self.parsed = parsed

    @cached_property
    def _quotes(self) -> list[Span]:
        return find_quotes(self.parsed.article.text, find_paragraphs(self.parsed.article))

    def find(self, number: int, rows: Sequence[Row], subject: Row | None, *, sure: bool) -> Row | None:
        """The person to whom a closing or an opening attribution gives a sentence, or None.

        Where no subject is sure, whoever a cue makes speak is it.

        Nor is anybody in an aside its subject: "*the union*, whose head Ana Ruiz had met him, said".

        Args:
            number: that of the sentence in the article, from 0.
            rows: the mentions in it.
            subject: that of its main verb; where nobody else is there, nothing is looked for.
            sure: whether the parser gives it to that verb, and not to one in a clause.
        """
        known = subject["entity"] if subject else ""
        if not any(_may_tell(row) and row["entity"] != known for row in rows):
            return None
        scene = open_scene(self.parsed, number, rows, self._quotes)
        found = [party for cue in scene.cues for party in _find_teller(scene, cue, alone=not sure)]
        return next((row for row in rows if found and row["start"] == found[-1].start), None)


def _may_tell(row: Row) -> bool:
    is_body = row["type"] == "organisation" and row["kind"] == "name"
    return is_body or bool(row["type"] == "person")


def _find_teller(scene: Scene, cue: Cue, *, alone: bool) -> list[Party]:
    if scene.is_quoted(cue.first) or cue.first in scene.named or cue.form not in ("finite", "phrase"):
        return []
    party = find_speaker(scene, cue)
    if party is None:
        return []
    aside = find_aside(scene, cue)
    if aside and party.last + 2 == aside.start and party.kind == "name":
        return [party]
    is_body = alone and cue.form == "phrase" and party.type == "organisation"
    if party.type != "person" and not is_body:
        return []
    attributes = alone or cue.form == "phrase" or party.first > cue.last or is_source(scene, cue)
    return [party] if attributes else []
