"""Initiative tokens: the words of a sentence as the search for initiatives reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from corpus_tools.annotating.initiative_lexicon import HeadMatch, InitiativeLexicon
from corpus_tools.annotating.wording import Wording
from corpus_tools.characters import fold

_LAW = "law"


@dataclass(frozen=True)
class Token:
    """One token of a sentence as this step needs it; `pos` and `lemma` are empty without a model."""

    text: str
    folded: str
    lemma: str
    pos: str
    is_finite: bool
    is_participle: bool
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter, or is a number."""
        return self.text[:1].isupper() or self.text[:1].isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit, and is no mark."""
        return any(character.isalnum() for character in self.text)


def is_stop(tokens: Sequence[Token], i: int, lexicon: InitiativeLexicon) -> bool:
    """Whether a phrase ends before a token; a part of a compound ends none, as in `thương mại tự do`."""
    around = [token.folded for token in tokens[max(0, i - 1) : i + 2]]
    pairs = {f"{one} {other}" for one, other in pairwise(around)}
    return tokens[i].folded in lexicon.stops and pairs.isdisjoint(lexicon.compounds)


def is_first_half(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> bool:
    """Whether a law's noun only tells what is named behind it: "the *Law* Society", but "Act No. 7"."""
    if lexicon.head_first or match.kind != _LAW or match.end >= len(tokens):
        return False
    numbered = any(token.text[:1].isdigit() for token in tokens[match.end : match.end + 3])
    after = tokens[match.end]
    return after.pos in {"NOUN", "PROPN"} and after.text[:1].isupper() and not numbered


def is_field(tokens: Sequence[Token], start: int, end: int, wording: Wording) -> bool:
    """Whether words only say the field of work of an office: "Minister of *Public Infrastructure*"."""
    small = ("of", "articles", "conjunctions")
    known = (*small, "portfolio")
    if not all(any(wording.has(group, fold(token.text)) for group in known) for token in tokens[start:end]):
        return False
    while start and any(wording.has(group, fold(tokens[start - 1].text)) for group in known):
        start -= 1
    return start > 0 and fold(tokens[start - 1].text) in wording.phrases["portfolio_roles"]


def has_head(span: Iterable[Any], shift: int, source: str, lexicon: InitiativeLexicon) -> bool:
    """Whether words of a spaCy span are a head, which costs less to tell than all that tokens hold."""
    words = [lexicon.normalise(_read_text(token, shift, source)) for token in span]
    return next(lexicon.find_heads(words), None) is not None


def read_tokens(span: Iterable[Any], shift: int, source: str, lexicon: InitiativeLexicon) -> list[Token]:
    """The tokens of a sentence, a spaCy span, as they stand in the source text."""
    tokens = [_read_token(token, shift, source, lexicon) for token in span]
    return [*tokens[:-1], *map(_drop_stop, tokens[-1:])]


def _drop_stop(token: Token) -> Token:
    """The last token of a sentence without the full stop that the tokenizer leaves at "6G."."""
    if not (token.text.endswith(".") and token.text[:-1].isalnum()):
        return token
    return replace(token, text=token.text[:-1], folded=token.folded.rstrip("."), end=token.end - 1)


def _read_token(token: Any, shift: int, source: str, lexicon: InitiativeLexicon) -> Token:
    start, text = shift + token.idx, _read_text(token, shift, source)
    forms = set(token.morph.get("VerbForm"))
    return Token(
        text,
        lexicon.normalise(text),
        fold(token.lemma_),
        token.pos_,
        "Fin" in forms,
        "Part" in forms and "Pres" not in token.morph.get("Tense"),
        start,
        start + len(text),
    )


def _read_text(token: Any, shift: int, source: str) -> str:
    start = shift + token.idx
    return source[start : start + len(token)]
