"""Changes planted in pairs of versions, and how many of them the table of omissions tells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from corpus_tools import schema
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.times import find_times
from corpus_tools.linking.omissions import find_omissions
from corpus_tools.linking.stories import align
from corpus_tools.reading.article import Article

CASES = Path(__file__).parent / "cases"
SETS = {
    name: yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    for name in (
        "omissions",
        "omissions_unseen",
        "omissions_unseen_2",
        "omissions_unseen_3",
        "omissions_unseen_4",
        "omissions_unseen_5",
        "omissions_unseen_6",
        "omissions_unseen_7",
        "omissions_unseen_8",
        "omissions_unseen_9",
        "omissions_unseen_10",
        "omissions_unseen_11",
    )
}
PAIRS = SETS["omissions"]
MOST = 4
"""Changes in one planted version."""

MODALS = {
    "en": [
        ("could", "must"),
        ("may", "will"),
        ("might", "must"),
        ("should", "could"),
        ("must", "may"),
        ("has to", "may"),
    ],
    "fr": [
        ("pourrait", "doit"),
        ("pourraient", "doivent"),
        ("devrait", "pourrait"),
        ("devraient", "pourraient"),
        ("doivent", "peuvent"),
        ("doit", "peut"),
    ],
    "vi": [
        ("có thể", "phải"),
        ("phải", "có thể"),
        ("cần", "có thể"),
    ],
}
VERBS = {
    "en": [
        ("urged", "ordered"),
        ("called on", "ordered"),
        ("demanded", "suggested"),
        ("promised that", "hoped that"),
        ("promised to", "hoped to"),
    ],
    "fr": [
        ("a exhorté", "a invité"),
        ("a exigé", "a suggéré"),
        ("a appelé", "a sommé"),
        ("ont promis", "envisagent"),
    ],
    "vi": [
        ("kêu gọi", "ra lệnh cho"),
        ("hứa", "hy vọng"),
    ],
}
MONTHS = "janv|févr|mars|avril|mai |juin|juil|août|sept|octo|nov|déc"
"""French months: the figure before one is a day."""
STRONGER = {"must", "will", "doit", "doivent", "ordered", "a sommé", "phải", "ra lệnh cho"}


@dataclass(frozen=True)
class Plant:
    """One change: in which version and sentence, what becomes what, and how the table should tell it.

    `group` is the same for the sentences that say the same in both versions. `side` is the version, and
    `is_first` whether it is the version that the other is compared with.
    """

    kind: str
    side: str
    number: int
    group: int
    old: str
    new: str
    is_first: bool

    def explains(self, row: Mapping[str, Any]) -> bool:
        """Whether a row that stands in the changed sentence can come from this change."""
        if self.kind in ("number", "modality"):
            return bool(row["kind"] == self.kind)
        return bool(row["direction"] == ("added" if self.is_first else "dropped"))

    def is_told_by(self, row: Mapping[str, Any]) -> bool:
        """Whether a row tells the change as what it is."""
        if self.kind == "number":
            return bool(row["kind"] == "number" and row["direction"] == "changed")
        if self.kind == "modality":
            is_stronger = (self.new.strip() in STRONGER) != self.is_first
            return bool(
                row["kind"] == "modality" and row["direction"] == ("softened", "strengthened")[is_stronger]
            )
        return self.explains(row) and (self.kind == "clause" or row["kind"] == self.kind)


def list_plants(pair: Mapping[str, Any]) -> list[Plant]:
    """All changes of a pair: those listed by hand, and by rule sentences, numbers, modal words and verbs."""
    found = []
    sides = read_sides(pair)
    for side in sides:
        is_first = side == sides[0]
        sentences = split(pair[side], side)
        groups = label(pair, side)
        changes: list[tuple[str, int, str, str]] = []
        for number, sentence in enumerate(sentences):
            changes += [
                (edit["kind"], number, edit["old"], edit["new"])
                for edit in pair["edits"]
                if edit["side"] == side and edit["old"] in sentence
            ]
            changes += [("modality", number, *words) for words in _change_words(sentence, side)]
            if number % 2 != is_first:
                changes += [("number", number, *words) for words in _change_number(sentence)]
        changes += [
            ("sentence", number, sentences[number], "")
            for number in (3, len(sentences) - 2)
            if all(label(pair, each).count(groups[number]) == 1 for each in sides)
        ]
        found += [
            Plant(kind, side, number, groups[number], old, new, is_first)
            for kind, number, old, new in changes
        ]
    return found


def read_sides(pair: Mapping[str, Any]) -> tuple[str, str]:
    """The keys of the two versions of a pair, the first being compared with the second."""
    first, second = pair.get("sides", ("en", "fr"))
    return first, second


def name_language(side: str) -> str:
    """The language of a version; a second version in one language is called `en_2`."""
    return side.partition("_")[0]


def label(pair: Mapping[str, Any], side: str) -> list[int]:
    """The group of each sentence of a version: sentences of one group say the same."""
    given = pair.get("groups", {}).get(side)
    groups: list[int] = given or list(range(len(split(pair[side], side))))
    assert len(groups) == len(split(pair[side], side)), (pair["id"], side)
    return groups


def _change_words(sentence: str, side: str) -> Iterator[tuple[str, str]]:
    language = name_language(side)
    for old, new in [*MODALS[language], *VERBS[language]]:
        if re.search(rf"(?<!\w){old}(?! (?:not|pas)|\w)", sentence) and not re.search(
            rf"(?:n(?:e |')?|không ){old}", sentence
        ):
            yield f" {old} ", f" {new} "
            return


def _change_number(sentence: str) -> Iterator[tuple[str, str]]:
    digits = re.search(rf"(?<![\w.,])(\d{{1,3}})(?=(?: [a-z%]|,\d|\.\d))(?! [A-Z]| (?:{MONTHS}))", sentence)
    if digits:
        after = sentence[digits.end() :][:6]
        yield digits[0] + after, str((int(digits[1]) * 3 + 4) % 1000) + after


def split(text: str, side: str) -> list[str]:
    """The sentences of a version."""
    found = find_sentences(Article("x", text, name_language(side)))
    return [text[each.start : each.end] for each in found]


def combine(plants: Sequence[Plant]) -> list[list[Plant]]:
    """Changes put together into versions, a few in each and no two in one sentence or its translation."""
    versions: list[list[Plant]] = []
    for plant in plants:
        for version in versions:
            if len(version) < MOST and all(plant.group != each.group for each in version):
                version.append(plant)
                break
        else:
            versions.append([plant])
    return versions


def detect(pair: Mapping[str, Any], plants: Sequence[Plant]) -> list[dict[str, Any]]:
    """The rows of the table of omissions for a pair after some changes, with the `group` of the sentence."""
    sides = read_sides(pair)
    texts = {side: split(pair[side], side) for side in sides}
    for plant in plants:
        sentence = texts[plant.side][plant.number]
        assert plant.old in sentence, plant
        texts[plant.side][plant.number] = sentence.replace(plant.old, plant.new, 1)
    articles, sentences, times, groups = [], [], [], {}
    for side in sides:
        kept = [(number, text) for number, text in enumerate(texts[side]) if text]
        text = " ".join(text for _, text in kept)
        article = Article(side, text, name_language(side), published=str(pair["published"]))
        found = find_sentences(article)
        assert len(found) == len(kept), (pair["id"], plants)
        articles.append({"article_id": side, "language": article.language, "published": article.published})
        for each, (number, _) in zip(found, kept, strict=True):
            groups[each.sentence_id] = label(pair, side)[number]
            span = {"start": each.start, "end": each.end, "text": article.text[each.start : each.end]}
            sentences.append({"article_id": side, "sentence_id": each.sentence_id, **span})
        times += find_times(article, found)
    tables = schema.frame("articles", articles), schema.frame("sentences", sentences)
    alignment = align(*tables, pairs=[sides])
    rows = schema.records(find_omissions(*tables, schema.frame("times", times), alignment, pairs=[sides]))
    return [row | {"group": groups[row["sentence_id"] or row["partner_sentence_id"]]} for row in rows]


def measure(pairs: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A row for each change and for each row of the table that no change explains.

    Columns: pair, what (told, missed or false), kind, and detail.
    """
    rows: list[tuple[str, str, str, str]] = []
    for pair in pairs:
        versions: list[list[Plant]] = [[], *combine(list_plants(pair))]
        for plants in versions:
            rows += _judge(pair, plants)
    return pd.DataFrame(rows, columns=["pair", "what", "kind", "detail"])


def _judge(pair: Mapping[str, Any], plants: Sequence[Plant]) -> Iterator[tuple[str, str, str, str]]:
    found = detect(pair, plants)
    for plant in plants:
        told = any(row["group"] == plant.group and plant.is_told_by(row) for row in found)
        yield pair["id"], "told" if told else "missed", plant.kind, f"{plant.side} {plant.old} → {plant.new}"
    for row in found:
        if not any(row["group"] == plant.group and plant.explains(row) for plant in plants):
            detail = f"{row['direction']} {row['text'] or '-'} / {row['partner_text'] or '-'} {row['basis']}"
            yield pair["id"], "false", row["kind"], detail


def score(judged: pd.DataFrame) -> tuple[float, float]:
    """The share of changes that were told, and the share of false rows among what was told."""
    counts = judged["what"].value_counts()
    told, missed, false = (int(counts.get(name, 0)) for name in ("told", "missed", "false"))
    return told / max(told + missed, 1), false / max(told + false, 1)
