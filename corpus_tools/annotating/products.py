"""Products: names that a model takes for organisations, and whose wording shows that they are goods."""

from collections import Counter
from collections.abc import Sequence

from corpus_tools.annotating.marked import Marked
from corpus_tools.annotating.occurrences import Name

_UNSURE = frozenset({"model", "list", "repeated", "no full name"})
"""Reasons that do not by themselves make a name a body's."""

_REACH = 4
"""Words between an owner and what it owns."""


def drop_products(names: Sequence[Name], sentences: Sequence[Marked]) -> list[Name]:
    """Leave out what only the model takes for an organisation, when half its occurrences show a product.

    A product is its maker's ("Apple's new Tiger"), has versions or models, stands behind a noun such as
    "browser", or behind a trade name that begins in lower case ("iPod Nano"). One occurrence that speaks,
    or has an office, makes it an organisation after all.
    """
    owners = {(name.number, name.last) for name in names if name.type == "organisation"}
    total: Counter[tuple[str, ...]] = Counter()
    shown: Counter[tuple[str, ...]] = Counter()
    bodies: set[tuple[str, ...]] = set()
    for name in names:
        marked = sentences[name.number]
        total[name.key] += 1
        shown[name.key] += _is_product(marked, name, owners)
        if name.entity or name.type != "organisation" or name.basis not in _UNSURE or _acts(marked, name):
            bodies.add(name.key)
    return [name for name in names if name.key in bodies or shown[name.key] * 2 < total[name.key]]


def _is_product(marked: Marked, name: Name, owners: set[tuple[int, int]]) -> bool:
    before = name.first - 1
    if before >= 0 and marked.words[name.first].gap == " ":
        if marked.has("products", before) or _is_trade_name(marked.words[before].text):
            return True
        if _is_owned(marked, name, owners):
            return True
    return marked.is_tight(name.last) and (
        marked.has("versions", name.last)
        or (marked.has("products", name.last) and marked.has("newness", before))
    )


def _is_trade_name(text: str) -> bool:
    return text[0].islower() and any(letter.isupper() for letter in text)


def _is_owned(marked: Marked, name: Name, owners: set[tuple[int, int]]) -> bool:
    """Whether an organisation's possessive stands a few words before a name."""
    for i in range(name.first - 1, max(-1, name.first - _REACH), -1):
        if marked.words[i].text == "s" and marked.words[i].gap == "'":
            return (name.number, i) in owners
        if not marked.is_tight(i) or marked.words[i].tag not in {"ADJ", "NOUN", "PROPN", "VERB"}:
            return False
    return False


def _acts(marked: Marked, name: Name) -> bool:
    """Whether a name speaks, or an office is in it: "Thales said", "Thales director", "head of Thales"."""
    last = name.last
    if marked.has("said", last) or (last < len(marked.words) and last in marked.in_roles):
        return True
    return marked.has("of", name.first - 1) and name.first - 2 in marked.in_roles
