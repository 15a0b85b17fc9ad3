"""Records: what a file yields before cleaning, an article with the fields that its format names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from corpus_tools import lexicons
from corpus_tools.characters import fold
from corpus_tools.reading.refusals import RefusalError


@dataclass(frozen=True)
class Record:
    """One article of a file, as its format gives it; nothing is repaired or parsed yet.

    Attributes:
        text: the article text as decoded.
        row: its number in the file from 1, or 0 when the file is one article.
        fields: title, published, outlet, url, author, language, key, as written; only those given.
        repairs: what decoding guessed or replaced.
        warnings: codes of what should be known about it.
    """

    text: str
    row: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def with_repairs(self, counts: Mapping[str, int]) -> "Record":
        """The same record with further repairs added."""
        return replace(self, repairs=Counter(self.repairs) + Counter(counts))


@dataclass(frozen=True)
class Failure:
    """A record of a file that cannot be read, with its number from 1 (0 for the whole file)."""

    row: int
    refusal: RefusalError


Outcome = Record | Failure


@cache
def _field_of() -> Mapping[str, str]:
    names = lexicons.load("press").get("fields", {})
    return {fold(alias): name for name, aliases in names.items() for alias in aliases}


@cache
def _ranks() -> Mapping[str, int]:
    return {label: rank for rank, label in enumerate(_field_of())}


def name_field(label: str) -> str:
    """The field that a column, key or label stands for, or the empty string.

    >>> name_field("Headline"), name_field("publication_date"), name_field("score")
    ('title', 'published', '')
    """
    key = fold(label.strip())
    return _field_of().get(key) or _field_of().get(key.replace("-", "_").replace(" ", "_"), "")


def rank_label(label: str) -> int:
    """How telling a label is among those of its field; lower is more telling."""
    return _ranks().get(fold(label.strip()), 1_000)


def choose_labels(labels: list[str]) -> dict[str, str]:
    """The label that holds each field, the most telling one where several would do.

    >>> choose_labels(["body", "text", "score"])
    {'text': 'text'}
    """
    chosen: dict[str, str] = {}
    for label in sorted(labels, key=rank_label):
        name = name_field(label)
        if name:
            chosen.setdefault(name, label)
    return chosen
