"""Versions: two articles of one story side by side, sentence beside sentence, with what differs marked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corpus_tools.linking.counterparts import find_blocks
from corpus_tools.linking.lineage import list_versions
from corpus_tools.linking.stories import align
from corpus_tools.linking.tellings import Line, Telling, read_tellings
from corpus_tools.publishing.origins import name_difference
from corpus_tools.publishing.report.links import Directory, Link
from corpus_tools.publishing.report.pages import Writer
from corpus_tools.schema import records

MOST = 500
"""Pairs that get a page of their own, those with most differences first."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """Some characters of a sentence; `note` says what is different about them, if anything is."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Told:
    """A sentence with its place in the report and its text in parts."""

    link: Link
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Beside:
    """Sentences of either article that say the same; one side is empty where the other stands alone."""

    left: tuple[Told, ...]
    right: tuple[Told, ...]
    notes: tuple[str, ...]


def write_versions(
    writer: Writer, made: Mapping[str, pd.DataFrame], directory: Directory, *, accuracy: str = ""
) -> dict[str, list[Link]]:
    """Write a page for each pair of versions, and the page that lists them.

    Args:
        writer: of the report.
        made: the tables of the report.
        directory: where everything is.
        accuracy: how often the steps above are right, in a sentence.

    Returns:
        For each article the links to its pairs.
    """
    differences = _gather_differences(made["omissions"])
    pairs = sorted(
        (pair for pair in list_versions(made["lineage"]) if set(pair) <= set(directory.names)),
        key=lambda pair: (-len(differences[pair]), pair),
    )[:MOST]
    how = {(row["source_article_id"], row["article_id"]): row for row in records(made["lineage"])}
    tellings = read_tellings(
        made["articles"], made["sentences"], made["times"], wanted={each for pair in pairs for each in pair}
    )
    matched = _match(made, pairs)
    links: dict[str, list[Link]] = defaultdict(list)
    listed = []
    for pair in pairs:
        path = f"versions/{pair[0]}-{pair[1]}.html"
        left, right = (tellings[each] for each in pair)
        values = {
            "names": [directory.link(each) for each in pair],
            "languages": [left.language, right.language],
            "lineage": how[pair],
            "rows": list(list_beside(left, right, matched[pair], differences[pair], directory)),
            "n_differences": len(differences[pair]),
            "accuracy": accuracy,
        }
        writer.write(path, "version", values)
        words = f"{directory.names[pair[0]]} and {directory.names[pair[1]]}"
        listed.append((Link(words, path), how[pair], len(differences[pair])))
        for mine, other in (pair, pair[::-1]):
            links[mine].append(Link(f"beside {directory.names[other]}", path))
    writer.write("versions.html", "versions", {"pairs": listed, "accuracy": accuracy})
    return dict(links)


def _gather_differences(omissions: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    differences: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in records(omissions):
        differences[row["article_id"], row["partner_article_id"]].append(row)
    return differences


def list_beside(
    left: Telling,
    right: Telling,
    matched: Sequence[tuple[str, str]],
    differences: Sequence[Row],
    directory: Directory,
) -> Iterator[Beside]:
    """The sentences of two articles side by side, in the order of the first; none is left out.

    A sentence of the second article that stands alone follows the one that it follows there.
    """
    blocks = find_blocks(left, right, matched)
    of_left = {line.sentence_id: number for number, block in enumerate(blocks) for line in block[0]}
    of_right = {line.sentence_id: number for number, block in enumerate(blocks) for line in block[1]}
    after = _group_alone(right, of_right)
    shown: set[int] = set()
    yield from (_put(directory, differences, (), [line]) for line in after.pop(-1, []))
    for line in left.lines:
        number = of_left.get(line.sentence_id)
        if number is None:
            yield _put(directory, differences, [line], ())
        elif number not in shown:
            shown.add(number)
            yield _put(directory, differences, *blocks[number])
            yield from (_put(directory, differences, (), [alone]) for alone in after.pop(number, []))


def _match(
    made: Mapping[str, pd.DataFrame], pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    matched: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in records(align(made["articles"], made["sentences"], pairs=pairs)):
        key = (row["article_id"], row["partner_article_id"])
        matched[key].append((row["sentence_id"], row["partner_sentence_id"]))
    return matched


def _group_alone(telling: Telling, blocks: Mapping[str, int]) -> dict[int, list[Line]]:
    """The sentences in no block, by the block that they follow; -1 for those before the first."""
    alone: dict[int, list[Line]] = defaultdict(list)
    last = -1
    for line in telling.lines:
        if line.sentence_id in blocks:
            last = blocks[line.sentence_id]
        else:
            alone[last].append(line)
    return alone


def _put(
    directory: Directory, differences: Sequence[Row], mine: Sequence[Line], others: Sequence[Line]
) -> Beside:
    left = tuple(_tell(line, differences, "", directory) for line in mine)
    right = tuple(_tell(line, differences, "partner_", directory) for line in others)
    ids = {line.sentence_id for line in mine}, {line.sentence_id for line in others}
    notes = [
        _say(row)
        for row in differences
        if row["sentence_id"] in ids[0]
        or (not row["text"] and row["partner_sentence_id"] in ids[1])
        or (not mine and row["partner_sentence_id"] in ids[1])
    ]
    return Beside(left, right, tuple(dict.fromkeys(notes)))


def _say(row: Row) -> str:
    """A difference in words: `number changed: 25 → 35`."""
    if row["kind"] == "sentence":
        return f"sentence {row['direction']}"
    what = " → ".join(said for said in (row["text"].strip(" ,;:"), row["partner_text"].strip(" ,;:")) if said)
    return f"{name_difference(row)} {row['direction']}: {what}"


def _tell(line: Line, differences: Sequence[Row], prefix: str, directory: Directory) -> Told:
    spans = sorted(
        (
            row[f"{prefix}start"] - line.start,
            row[f"{prefix}end"] - line.start,
            f"{row['kind']} {row['direction']}",
        )
        for row in differences
        if row[f"{prefix}sentence_id"] == line.sentence_id and row[f"{prefix}text"]
    )
    return Told(directory.link(line.sentence_id), tuple(_cut(line.text, spans)))


def _cut(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[Part]:
    """The text in parts; of marks that overlap, the first is taken."""
    cursor = 0
    for start, end, note in spans:
        if start < cursor or end > len(text):
            continue
        if start > cursor:
            yield Part(text[cursor:start])
        yield Part(text[start:end], note)
        cursor = end
    if cursor < len(text):
        yield Part(text[cursor:])
