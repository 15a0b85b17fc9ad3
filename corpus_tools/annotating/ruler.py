"""The ruler: a model's rules for single words, tried once on each kind of word.

spaCy's attribute ruler tries each of its patterns on each word, which is a tenth of the time of an English
model. Nearly all patterns are of one word and look at a few attributes of it: words that are alike in these
match the same patterns, so what is known of one need not be sought again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

_NAME = "attribute_ruler"
_MOST = 50_000
"""Kinds of words that are remembered."""

Pattern = Sequence[Mapping[str, Any]]
Match = tuple[int, int, int]
"""A rule, the first word that it matches, and the first behind."""


class RememberingMatcher:
    """Matches what two matchers match, of which one is asked only about texts with words of a new kind."""

    def __init__(self, alone: Matcher, longer: Matcher, attributes: Iterable[str]) -> None:
        """Take two matchers.

        Args:
            alone: its patterns are of one word each.
            longer: has all other patterns.
            attributes: all that the patterns of the first look at; words that agree in them are of a kind.
        """
        self._alone = alone
        self._longer = longer
        self._attributes = [IDS[name] for name in attributes]
        self._rules: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc, **options: Any) -> list[Match]:
        """All matches in a text; first those of one word, from left to right."""
        cells: Any = doc.to_array(self._attributes)  # Of one attribute it is no table but a line.
        kinds = [tuple(row) for row in cells.reshape(len(doc), len(self._attributes)).tolist()]
        if not all(kind in self._rules for kind in kinds):
            self._learn(kinds, self._alone(doc, **options))
        found = [(rule, at, at + 1) for at, kind in enumerate(kinds) for rule in self._rules[kind]]
        return found + (list(self._longer(doc, **options)) if len(self._longer) else [])

    def _learn(self, kinds: Sequence[tuple[int, ...]], matches: Iterable[Match]) -> None:
        rules: list[tuple[int, ...]] = [()] * len(kinds)
        for rule, at, _ in matches:
            rules[at] += (rule,)
        if len(self._rules) > _MOST:
            self._rules.clear()
        self._rules.update(zip(kinds, rules, strict=True))


def remember_rules(nlp: Language) -> None:
    """Let the attribute ruler of a pipeline, if it has one, remember; what it sets stays the same."""
    if not nlp.has_pipe(_NAME):
        return
    ruler: Any = nlp.get_pipe(_NAME)
    alone, longer = Matcher(nlp.vocab), Matcher(nlp.vocab)
    attributes: set[str] = set()
    for name, pattern in _list_patterns(ruler.patterns):
        is_alone = len(pattern) == 1 and set(pattern[0]) <= set(IDS)
        (alone if is_alone else longer).add(name, [pattern])
        attributes |= set(pattern[0]) if is_alone else set()
    ruler.matcher = RememberingMatcher(alone, longer, sorted(attributes))


def _list_patterns(rules: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The patterns of rules, each with the name that the ruler gives its rule."""
    for number, rule in enumerate(rules):
        yield from ((str(number), pattern) for pattern in rule["patterns"])
