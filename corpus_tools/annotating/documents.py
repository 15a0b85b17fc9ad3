"""Documents: who speaks when a text lets a paper speak ("the statement added", "le rapport constate").

It is the body that issued the paper, where the article says so; otherwise the paper itself is the source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.annotating.capitals import Word
from corpus_tools.annotating.stand_ins import DOCUMENT, ISSUER
from corpus_tools.annotating.unnamed import Describer
from corpus_tools.annotating.wording import Wording
from corpus_tools.characters import slug

Row = dict[str, Any]
_ISSUERS = frozenset({"organisation", "person"})
_MADE = 8
"""Words between a paper and "by", at most, where a participle and a date stand between."""
_REACH = 3
"""Words between a paper and who issued it ("a report *by the* …")."""


@dataclass
class Documents:
    """The papers an article has spoken of so far, with the entity and type of who issued each."""

    wording: Wording
    issuers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def resolve(self, describer: Describer, i: int) -> tuple[int, str, str, str] | None:
        """Whom the paper at word `i` stands for, when it speaks: (last word, entity, type, basis)."""
        words = describer.words
        noun = words[i].folded
        if i in describer.covered or not self.wording.has("documents", noun) or i < 1:
            return None
        stop = i + 1
        while stop < len(words) and words[stop].tag == "ADJ" and words[stop].gap == " ":
            stop += 1
        first = i - 1 if words[i - 1].tag == "ADJ" and i > 1 else i
        known = self.wording.has("definite", words[first - 1].folded) and words[first].gap in (" ", "'")
        if not known or not describer.speaks(first, stop):
            return None
        if noun in self.issuers:
            return stop, *self.issuers[noun], ISSUER
        return stop, slug(noun), "instrument", DOCUMENT

    def read(self, words: Sequence[Word], here: Sequence[Row], subject: Row | None) -> None:
        """Note the papers of a sentence with who issued each: by whom it is, or who says something in it.

        Args:
            words: of the sentence.
            here: its names and what stands for one.
            subject: who is the subject of its main verb.
        """
        for i, word in enumerate(words):
            if self.wording.has("documents", word.folded):
                issuer = _named_behind(words, here, i) or (subject if self._is_means(words, i) else None)
                if issuer and issuer["type"] in _ISSUERS and "|" not in issuer["entity"]:
                    self.issuers[word.folded] = issuer["entity"], issuer["type"]

    def find_issuer(self, words: Sequence[Word], here: Sequence[Row], heads: frozenset[int]) -> Row | None:
        """Whose the paper is that is the subject of a sentence: "a study by *the Harbour Institute* found".

        Args:
            words: of the sentence.
            here: its names.
            heads: where the nouns begin that are the subject of its main verb.
        """
        for i, word in enumerate(words):
            if word.start in heads and self.wording.has("documents", word.folded):
                return _named_behind(words, here, i) or self._named_by(words, here, i)
        return None

    def _named_by(self, words: Sequence[Word], here: Sequence[Row], i: int) -> Row | None:
        """The body or person that is said to have made a paper: "a report published last month *by X*"."""
        for k in range(i + 1, min(len(words), i + _MADE)):
            if words[k].gap != " ":
                return None
            if self.wording.has("makers", words[k].folded):
                after = words[k + 1 : k + 3]
                return next((row for row in here for word in after if row["start"] == word.start), None)
        return None

    def _is_means(self, words: Sequence[Word], i: int) -> bool:
        """Whether a paper is what somebody says something in: "in a *statement*", "dans un communiqué"."""
        return any(self.wording.has("issuing", word.folded) for word in words[max(0, i - _REACH) : i])


def _named_behind(words: Sequence[Word], here: Sequence[Row], i: int) -> Row | None:
    """The body or person named right behind a paper as whose it is: "a report *by the Pacific Forum*"."""
    after = [row for row in here if row["start"] > words[i].start and row["type"] in _ISSUERS]
    first = min(after, key=lambda row: (row["start"], -row["end"]), default=None)
    if first is None:
        return None
    between = [word for word in words[i + 1 :] if word.start < first["start"]]
    small = all(word.tag in ("ADP", "DET", "") for word in between)
    return first if 0 < len(between) <= _REACH and small and between[0].tag == "ADP" else None
