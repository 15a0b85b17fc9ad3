"""Initiative phrases: how far the name or description of an initiative reaches around its head noun.

By parts of speech where the language has a model, by small words alone where it has none; not by the
dependency tree, whose attachments are often wrong in long press sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_tools.annotating.initiative_lexicon import HeadMatch, InitiativeLexicon
from corpus_tools.characters import fold

_LONGEST_LEFT, _LONGEST_RIGHT = 8, 15
_MODIFIERS = {"ADJ", "NOUN", "PROPN", "NUM", "X", "SYM"}
JOINERS = {"and", "et", "&", "ou", "or"}
_ENDS = set(',;:.!?()[]"«»“”…—–')


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


@dataclass(frozen=True)
class Phrase:
    """A stretch of tokens around a head, what modifies the head, and where the telling part ends."""

    start: int
    end: int
    match: HeadMatch
    named: bool
    modifiers: tuple[str, ...]
    complement: bool
    determiner: str
    core_end: int


def find_named(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> Phrase | None:
    """The capitalised name that a capitalised head stands in, or None when the head is all there is."""
    if not match.start or not tokens[match.start].text[:1].isupper() or not match.can_name:
        return None
    start, end = match.start, match.end
    while start and _continues_name(tokens, start - 1):
        start -= 1
    while end < len(tokens) and tokens[end].pos == "ADJ" and _follows_adjective(tokens, end):
        end += 1
    end = _extend_name(tokens, end, lexicon)
    words = tuple(t.folded for t in (*tokens[start : match.start], *tokens[match.end : end]) if _is_word(t))
    words = tuple(word for word in words if word not in lexicon.links and word not in JOINERS)
    if not words:
        return None
    return Phrase(start, end, match, True, words, end > match.end, _determiner(tokens, start), end)


def find_described(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> Phrase:
    """The noun phrase around a head, with what follows it up to the end of the clause."""
    start, end = _extend_left(tokens, match.start, lexicon), _extend_right(tokens, match.end, lexicon)
    near = [*range(start, match.start), *_attached(tokens, match.end, end, lexicon)]
    words = tuple(tokens[i].folded for i in near if _is_word(tokens[i]) and tokens[i].folded not in JOINERS)
    specific = tuple(word for word in words if word not in lexicon.generic and word not in lexicon.links)
    core_end = max(match.end, near[-1] + 1 if near else 0)
    return Phrase(start, end, match, False, specific, end > match.end, _determiner(tokens, start), core_end)


def _is_word(token: Token) -> bool:
    return any(character.isalnum() for character in token.text)


def _determiner(tokens: Sequence[Token], start: int) -> str:
    return tokens[start - 1].folded if start else ""


def _continues_name(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text in {"-", "’s", "'s", "’"} or token.pos == "PART":
        return i > 0 and tokens[i - 1].is_capital
    return token.is_capital and token.pos not in {"DET", "PRON", "ADP", "VERB", "AUX", "SCONJ"}


def _follows_adjective(tokens: Sequence[Token], i: int) -> bool:
    """French names go on in lower case after their head: adjectives that do not precede another noun."""
    return i + 1 >= len(tokens) or tokens[i + 1].pos not in {"NOUN", "PROPN"}


def _extend_name(tokens: Sequence[Token], end: int, lexicon: InitiativeLexicon) -> int:
    """Take in "on Climate Change", "contre la cybercriminalité", "2030"; never a second initiative."""
    best = end
    i = end
    while i < len(tokens) and i - end < _LONGEST_RIGHT:
        token = tokens[i]
        if token.folded in JOINERS and _begins_another(tokens, i + 1, lexicon):
            break
        if token.is_capital:
            best = i + 1
        elif not (
            token.folded in lexicon.links
            or token.folded in JOINERS
            or token.pos == "DET"
            or token.text in {"-", "’"}
        ):
            break
        i += 1
    return best


def _begins_another(tokens: Sequence[Token], start: int, lexicon: InitiativeLexicon) -> bool:
    """Whether the capitalised words after "and" have a head of their own."""
    run: list[str] = []
    for token in tokens[start : start + _LONGEST_RIGHT]:
        if not (token.is_capital or token.pos == "DET" or token.text == "-"):
            break
        run.append(token.folded)
    return any(lexicon.find_heads(run))


def _extend_left(tokens: Sequence[Token], start: int, lexicon: InitiativeLexicon) -> int:
    i = start
    while i and start - i < _LONGEST_LEFT:
        token, before = tokens[i - 1], tokens[i - 2] if i > 1 else None
        joins = token.folded in JOINERS and i < start and before is not None and _may_join(before, tokens[i])
        if not (token.pos in _MODIFIERS or token.text == "-" or token.is_participle or joins):
            break
        i -= 1
    while i < start and (tokens[i].folded in lexicon.generic or not _is_word(tokens[i])):
        i += 1
    return i


def _may_join(before: Token, after: Token) -> bool:
    """Whether "and" stands between two modifiers of one head, and not between two things."""
    same = before.pos == after.pos or {before.pos, after.pos} <= {"NOUN", "PROPN"}
    return same and before.pos in _MODIFIERS and not before.folded.endswith("s")


def _attached(tokens: Sequence[Token], start: int, end: int, lexicon: InitiativeLexicon) -> list[int]:
    """What stands right after a head and tells it from others: adjectives, and a first complement."""
    found, links = [], 0
    for i in range(start, end):
        links += tokens[i].folded in lexicon.links and tokens[i].pos != "DET"
        if links > 1 or tokens[i].folded in JOINERS:
            break
        if tokens[i].pos in {*_MODIFIERS, ""}:
            found.append(i)
    return found


def _extend_right(tokens: Sequence[Token], end: int, lexicon: InitiativeLexicon) -> int:
    i = end
    while i < len(tokens) and i - end < _LONGEST_RIGHT:
        token = tokens[i]
        stops = token.folded in lexicon.stops or token.is_finite or token.pos in {"AUX", "PRON"}
        if token.text in _ENDS or (stops and token.folded not in lexicon.links):
            break
        if i == end and not _may_follow(token, lexicon):
            break
        if token.folded in JOINERS and not _joins_noun(tokens, i + 1):
            break
        i += 1
    while i > end and not _may_end(tokens[i - 1], lexicon):
        i -= 1
    return i


def _joins_noun(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].pos in {*_MODIFIERS, "DET", ""}


def _may_follow(token: Token, lexicon: InitiativeLexicon) -> bool:
    if lexicon.head_first and token.pos == "NOUN":
        return True
    return (
        token.folded in lexicon.links or token.pos in {"ADJ", "NUM", "PROPN", "X", ""} or token.is_participle
    )


def _may_end(token: Token, lexicon: InitiativeLexicon) -> bool:
    return (
        _is_word(token) and token.folded not in {*lexicon.links, *JOINERS} and token.pos not in {"ADP", "DET"}
    )


def read_tokens(parsed_span: Sequence[object], shift: int) -> list[Token]:
    """The tokens of a spaCy span, with offsets into the source text."""
    return [_read_token(token, shift) for token in parsed_span]


def _read_token(token: object, shift: int) -> Token:
    text, start = token.text, shift + token.idx  # type: ignore[attr-defined]
    forms = set(token.morph.get("VerbForm"))  # type: ignore[attr-defined]
    return Token(
        text,
        fold(text).replace("’", "'"),
        fold(token.lemma_),  # type: ignore[attr-defined]
        token.pos_,  # type: ignore[attr-defined]
        "Fin" in forms,
        "Part" in forms and "Pres" not in token.morph.get("Tense"),  # type: ignore[attr-defined]
        start,
        start + len(text),
    )
