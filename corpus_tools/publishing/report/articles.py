"""Articles: the source text of one article as a page shows it, sentence by sentence, nothing left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.publishing.report.links import say_number

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Some characters of a sentence.

    Attributes:
        text: as it stands in the source.
        kind: `name`, `role`, `pronoun`, `time`, `dropped`, or nothing for the rest.
        anchor: its place, if it was removed by cleaning.
        note: the rule that removed it.
    """

    text: str
    kind: str = ""
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A stretch of the source text.

    Attributes:
        kind: `sentence`, `dropped` (by cleaning), or `rest` (neither, such as a headline).
        anchor: its place: the sentence id, `dropped-<start>`, or nothing.
        label: the number of the sentence, or the rule that removed it.
        pieces: its text in order.
        opens: whether a paragraph begins with it.
    """

    kind: str
    anchor: str
    label: str
    pieces: tuple[Piece, ...]
    opens: bool


def list_blocks(
    text: str, sentences: Sequence[Row], dropped: Sequence[Row], marks: Sequence[Row] = ()
) -> list[Block]:
    """Cut a source text into sentences, what cleaning removed, and the rest.

    Args:
        text: the source text of the article.
        sentences: its rows of the table sentences.
        dropped: its rows of the table dropped.
        marks: its rows of mentions and times; the longest of those that overlap is shown.

    Returns:
        The blocks in the order of the text; together they hold all of it but white space between them.
    """
    inner = [*({**row, "kind": "dropped"} for row in dropped), *marks]
    inner.sort(key=lambda row: (row["start"], row["kind"] != "dropped", -row["end"]))
    spans = [*((row, "sentence") for row in sentences), *((row, "dropped") for row in dropped)]
    spans.sort(key=lambda span: (span[0]["start"], span[1] != "sentence", -span[0]["end"]))
    blocks: list[Block] = []
    cursor, first, paragraph = 0, 0, None
    for row, kind in spans:
        start, end = max(row["start"], cursor), row["end"]
        if end <= cursor:
            continue
        blocks += _rest(text[cursor:start])
        while first < len(inner) and inner[first]["end"] <= start:
            first += 1
        if kind == "sentence":
            opens = row["paragraph"] != paragraph
            pieces = tuple(_cut(text, start, end, inner[first:], row["sentence_id"]))
            blocks.append(Block(kind, row["sentence_id"], say_number(row["sentence_id"]), pieces, opens))
            paragraph = row["paragraph"]
        else:
            anchor = f"dropped-{row['start']}"
            blocks.append(Block(kind, anchor, row["rule"], (Piece(text[start:end].strip("\n")),), True))
        cursor = end
    return [*blocks, *_rest(text[cursor:])]


def _rest(text: str) -> Iterator[Block]:
    if text.strip():
        yield Block("rest", "", "", (Piece(text.strip()),), True)


def _cut(text: str, start: int, end: int, inner: Sequence[Row], sentence_id: str) -> Iterator[Piece]:
    """The pieces of one sentence; of marks that overlap, the first and longest is taken."""
    cursor = start
    for row in inner:
        if row["start"] >= end:
            break
        if row["start"] < cursor:
            continue
        if row["start"] > cursor:
            yield Piece(text[cursor : row["start"]])
        cursor = min(row["end"], end)
        if row["kind"] == "dropped":
            yield Piece(text[row["start"] : cursor], "dropped", f"dropped-{row['start']}", row["rule"])
        else:
            yield Piece(text[row["start"] : cursor], row["kind"])
    if cursor < end:
        yield Piece(text[cursor:end])
