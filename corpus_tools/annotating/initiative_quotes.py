"""Initiative quotes: an initiative whose name stands in quotation marks beside its head noun.

Words that name may stand between the two: « le programme, *baptisé* “Rivières claires” ».
"""

from collections.abc import Sequence

from corpus_tools.annotating.initiative_lexicon import HeadMatch, InitiativeLexicon
from corpus_tools.annotating.initiative_phrases import JOINERS, Phrase
from corpus_tools.annotating.initiative_tokens import Token

_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“"}
_ENDS = frozenset(".!?,;:")
_LONGEST = 14


def find_quoted(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> Phrase | None:
    """The head with the name in quotation marks right behind it or before it, or None.

    A name begins with a capital and ends without a mark: `the programme “Clean Rivers”`, but not `the
    plan “will fail.”`.
    """
    opening = _skip_naming(tokens, match.end, lexicon)
    inside = _find_behind(tokens, opening) or _find_before(tokens, match.start)
    if inside is None:
        return None
    words = tuple(t.folded for t in (tokens[i] for i in inside) if any(map(str.isalnum, t.text)))
    words = tuple(word for word in words if word not in lexicon.links and word not in JOINERS)
    start, end = min(match.start, inside.start - 1), max(match.end, inside.stop + 1)
    if not words:
        return None
    determiner = tokens[start - 1].folded if start else ""
    return Phrase(start, end, match, True, words, inside.start > match.start, determiner, end)


def _skip_naming(tokens: Sequence[Token], end: int, lexicon: InitiativeLexicon) -> int:
    """Past the words behind a head that only say that its name follows; the end of the head without such."""
    first = end + (end < len(tokens) and tokens[end].text == ",")
    stop = first
    while stop < len(tokens) and tokens[stop].folded in lexicon.naming:
        stop += 1
    return stop if stop > first else end


def _find_behind(tokens: Sequence[Token], opening: int) -> range | None:
    if opening >= len(tokens) or tokens[opening].text not in _PAIRS:
        return None
    closing = _PAIRS[tokens[opening].text]
    stops = range(opening + 1, min(len(tokens), opening + _LONGEST))
    stop = next((i for i in stops if tokens[i].text == closing), None)
    return _as_name(tokens, opening + 1, stop)


def _find_before(tokens: Sequence[Token], head: int) -> range | None:
    closing = head - 1
    openings = [mark for mark, end in _PAIRS.items() if closing >= 0 and tokens[closing].text == end]
    starts = range(closing - 1, max(-1, closing - _LONGEST), -1)
    start = next((i for i in starts if tokens[i].text in openings), None)
    return _as_name(tokens, start + 1, closing) if start is not None else None


def _as_name(tokens: Sequence[Token], first: int, stop: int | None) -> range | None:
    """The tokens between two marks when they can be a name."""
    if stop is None or stop <= first or not tokens[first].is_capital or tokens[stop - 1].text in _ENDS:
        return None
    return range(first, stop)
