"""Initiative forces: what a sentence does to what it describes: makes it, supports it, or neither."""

from collections.abc import Sequence

from corpus_tools.annotating.initiative_lexicon import InitiativeLexicon
from corpus_tools.annotating.initiative_phrases import Phrase
from corpus_tools.annotating.initiative_tokens import Token

_CLAUSE = 20
_MARKS = frozenset({",", ";", ":", '"', "«", "»", "“", "”", "—", "–"})


def acts(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> bool:
    """Whether a phrase opens its clause and a verb follows that does not make it: "the Panel *met*"."""
    opening = phrase.start - (phrase.start > 0 and tokens[phrase.start - 1].pos == "DET")
    opens = opening == 0 or tokens[opening - 1].text in _MARKS
    i = phrase.end
    while i < len(tokens) and tokens[i].pos in {"ADV", "PART"}:
        i += 1
    follows = i < len(tokens) and tokens[i].is_finite and tokens[i].pos in {"VERB", "AUX"}
    return opens and follows and not _is_made(phrase, tokens, lexicon)


def find_force(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> str:
    """What is done to a phrase: making, supporting or, when nothing is, empty."""
    before = range(phrase.start - 1, max(-1, phrase.start - 1 - _CLAUSE), -1)
    if acts(phrase, tokens, lexicon):
        return ""
    for i in before:
        if tokens[i].folded in lexicon.agents:
            break
        found = _read_force(tokens, i, lexicon)
        if found:
            return found
        if tokens[i].is_finite and tokens[i].pos == "VERB":
            break
    return "making" if _is_made(phrase, tokens, lexicon) else _find_force_behind(phrase, tokens, lexicon)


def _find_force_behind(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> str:
    """What the participle behind a comma says is done to a phrase: "a working group, *chaired* by Kenya"."""
    i = phrase.end + 1
    if i >= len(tokens) or tokens[phrase.end].text != "," or not tokens[i].is_participle:
        return ""
    return _read_force(tokens, i, lexicon)


def _is_made(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> bool:
    """Whether a passive behind a phrase makes it: "a council *will be set up*"."""
    i = phrase.end
    while i < len(tokens) and i < phrase.end + 5 and tokens[i].pos in {"AUX", "ADV", "PART", ""}:
        i += 1
    return i > phrase.end and i < len(tokens) and _read_force(tokens, i, lexicon) == "making"


def _read_force(tokens: Sequence[Token], i: int, lexicon: InitiativeLexicon) -> str:
    for width in (1, 2, 3):
        words = tuple(token.folded for token in tokens[max(0, i - width + 1) : i + 1])
        forms = {words, (tokens[i].lemma,)} if width == 1 and tokens[i].pos else {words}
        if tokens[i].pos in {"VERB", "NOUN", "AUX", ""}:
            if forms & lexicon.making:
                return "making"
            if forms & lexicon.supporting:
                return "supporting"
    return ""
