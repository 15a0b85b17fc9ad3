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
        fields: title, published, outlet, url, author, language, key, as written; only those given. `basis`
            says where they stand (`page`, `mail`, `export` …); `sent` is a day that only counts when the
            text has none, `saved` a day after which the text cannot have been published.
        repairs: what decoding guessed or replaced.
        warnings: codes of what should be known about it.
        aside: spans of the text that the format tells apart from the article, with a rule each: running
            heads, the boilerplate of an export. They are dropped, and are no part of what it is.
        member: where in the file it is, when the file holds others (`path` in an archive).
        form: what it was recognised as, when the name of its file does not say it.
    """

    text: str
    row: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    aside: tuple[tuple[int, int, str], ...] = ()
    member: str = ""
    form: str = ""

    def with_repairs(self, counts: Mapping[str, int]) -> "Record":
        """The same record with further repairs added."""
        return replace(self, repairs=Counter(self.repairs) + Counter(counts))


@dataclass(frozen=True)
class Failure:
    """A record of a file that cannot be read, with its number from 1 (0 for the whole file)."""

    row: int
    refusal: RefusalError
    member: str = ""
    form: str = ""


@dataclass(frozen=True)
class Skipped:
    """A part of a file that is no article and is passed over, with the reason in a few words."""

    reason: str
    member: str = ""
    row: int = 0
    form: str = ""


Outcome = Record | Failure | Skipped


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
