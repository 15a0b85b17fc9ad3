"""Initiative phrases: how far the name or description of an initiative reaches around its head noun.

By parts of speech where the language has a model, by small words alone where it has none; not by the
dependency tree, whose attachments are often wrong in long press sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_tools.annotating.initiative_lexicon import HeadMatch, InitiativeLexicon
from corpus_tools.annotating.initiative_tokens import Token, is_stop

_LONGEST_LEFT, _LONGEST_RIGHT = 8, 15
_ENDING = {"AUX", "PRON", "ADP", "SCONJ"}
_MODIFIERS = {"ADJ", "NOUN", "PROPN", "NUM", "X", "SYM"}
JOINERS = {"and", "et", "&", "ou", "or"}
_ENDS = set(',;:.!?()[]"«»“”…—–')


@dataclass(frozen=True)
class Phrase:
    """A stretch of tokens around a head.

    `modifiers` are the words that tell it from others, `core_end` is where they end, and `telling` counts
    all words beside the head that do so, of which at least one is specific (0 when none is).
    """

    start: int
    end: int
    match: HeadMatch
    named: bool
    modifiers: tuple[str, ...]
    complement: bool
    determiner: str
    core_end: int
    telling: int = 0


def find_named(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> Phrase | None:
    """The capitalised name that a capitalised head stands in, or None when the head is all there is."""
    if not match.start or not tokens[match.start].text[:1].isupper() or not match.can_name:
        return None
    start, end = match.start, match.end
    while start and _continues_name(tokens, start - 1) and not is_stop(tokens, start - 1, lexicon):
        start -= 1
    while (
        lexicon.head_first
        and end < len(tokens)
        and tokens[end].pos == "ADJ"
        and _follows_adjective(tokens, end)
    ):
        end += 1
    if tokens[match.start].pos:
        end = _extend_name(tokens, end, lexicon)
    if lexicon.head_first:
        end = max(end, _extend_lower_name(tokens, end, lexicon))
    closed = _close_bracket(tokens, end)
    words = tuple(t.folded for t in (*tokens[start : match.start], *tokens[match.end : end]) if t.is_word)
    words = tuple(word for word in words if word not in lexicon.links and word not in JOINERS)
    if not words:
        return None
    return Phrase(start, closed, match, True, words, end > match.end, _determiner(tokens, start), end)


def _close_bracket(tokens: Sequence[Token], end: int) -> int:
    """The end of the short name that follows a name in brackets, or the end of the name itself."""
    if end + 1 >= len(tokens) or tokens[end].text != "(" or not tokens[end + 1].is_capital:
        return end
    closing = (i + 1 for i in range(end, min(end + _LONGEST_LEFT, len(tokens))) if tokens[i].text == ")")
    return next(closing, end)


def find_described(tokens: Sequence[Token], match: HeadMatch, lexicon: InitiativeLexicon) -> Phrase:
    """The noun phrase around a head, with what follows it up to the end of the clause."""
    start, end = _extend_left(tokens, match.start, lexicon), _extend_right(tokens, match.end, lexicon)
    near = [*range(start, match.start), *_attached(tokens, match.end, end, lexicon)]
    words = tuple(tokens[i].folded for i in near if tokens[i].is_word and tokens[i].folded not in JOINERS)
    specific = tuple(word for word in words if word not in lexicon.generic and word not in lexicon.links)
    core_end = max(match.end, near[-1] + 1 if near else 0)
    inside = _count_inside(tokens, match)
    telling = inside + len(words) if specific or inside else 0
    determiner = _determiner(tokens, start)
    return Phrase(start, end, match, False, specific, end > match.end, determiner, core_end, telling)


def _count_inside(tokens: Sequence[Token], match: HeadMatch) -> int:
    """How many words of a head tell it from others: of "working group" one.

    Where there is no model, a word is taken for two syllables, and a weak head for one word.
    """
    syllables = len(match.head.split())
    if tokens[match.start].pos:
        return syllables - 1
    return 0 if match.is_weak else max(0, syllables - 2)


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
        begins = token.folded in JOINERS and _begins_another(tokens, i + 1, lexicon)
        if begins or is_stop(tokens, i, lexicon):
            break
        if token.is_capital and (i == best or not token.text.isdigit() or _ends_years(tokens, i)):
            best = i + 1
        elif not (
            _lists_adjectives(tokens, i)
            or token.folded in lexicon.name_links
            or token.folded in JOINERS
            or token.pos == "DET"
            or token.text in {"-", "’"}
        ):
            break
        i += 1
    return best


def _ends_years(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number ends the years of a name: "Strategy 2025-*2030*"."""
    return tokens[i - 1].text in {"-", "–"} and tokens[i - 2].text.isdigit()


def _extend_lower_name(tokens: Sequence[Token], end: int, lexicon: InitiativeLexicon) -> int:
    """Take in the lower-case end of a name whose head comes first ("Fonds … pour les pertes et dommages")."""
    stop = _extend_right(tokens, end, lexicon)
    for i in range(end, stop):
        other_link = tokens[i].folded in lexicon.links and tokens[i].folded not in lexicon.name_links
        if tokens[i].pos in {"VERB", "NUM"} or other_link:
            stop = i
            break
    while stop > end and not _may_end(tokens[stop - 1], lexicon):
        stop -= 1
    return stop


def _begins_another(tokens: Sequence[Token], start: int, lexicon: InitiativeLexicon) -> bool:
    """Whether the words after "and" have an article, or a head of their own."""
    if start < len(tokens) and tokens[start].pos == "DET":
        return True
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
        if lexicon.head_first and token.pos != "ADJ":
            break
        joins = token.folded in JOINERS and i < start and before is not None and _may_join(before, tokens[i])
        owns = token.pos == "PART" and before is not None and before.pos == "NOUN"
        bound = token.pos == "VERB" and before is not None and before.text == "-"
        if not (
            token.pos in _MODIFIERS or token.text == "-" or token.is_participle or joins or owns or bound
        ):
            break
        i -= 1
    while i < start and (tokens[i].folded in lexicon.loose or _is_amount(tokens[i])):
        i += 1
    return i


def _is_amount(token: Token) -> bool:
    return not token.is_word or token.pos in {"NUM", "SYM"}


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
    """Where a description ends; a lone adjective tells what becomes of it ("make the plan *available*")."""
    i = end
    while i < len(tokens) and i - end < _LONGEST_RIGHT:
        token = tokens[i]
        if token.text in {"-", "–"} and token.start > tokens[i - 1].end and not _joins_names(tokens, i):
            break
        stops = is_stop(tokens, i, lexicon) or token.is_finite or token.pos in _ENDING
        ends = token.text in _ENDS and not _joins_names(tokens, i) and not _lists_adjectives(tokens, i)
        if ends or (stops and token.folded not in lexicon.links):
            break
        if (i == end and not _may_follow(token, lexicon)) or _is_adjunct(tokens, i, lexicon):
            break
        if _leads_out(tokens, i, lexicon) or token.text in lexicon.moments:
            break
        if token.folded in JOINERS and not _joins_noun(tokens, i + 1, lexicon):
            break
        if token.pos == "DET" and not _may_precede(tokens[i - 1], lexicon):
            break
        i += 1
    while i > end and not (_may_end(tokens[i - 1], lexicon) and not _governs(tokens, i - 1)):
        i -= 1
    is_predicate = i == end + 1 and tokens[end].pos == "ADJ" and not lexicon.head_first
    return end if is_predicate else i


def _governs(tokens: Sequence[Token], i: int) -> bool:
    """Whether a participle leads on to what stands behind a phrase: "un centre *financé* par"."""
    return tokens[i].is_participle and i + 1 < len(tokens) and tokens[i + 1].pos == "ADP"


def _joins_names(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dash joins two names, as Vietnamese writes it: "tuyến Hà Nội - Hải Phòng"."""
    if tokens[i].text not in {"-", "–"} or tokens[i].pos or not 0 < i < len(tokens) - 1:
        return False
    return tokens[i - 1].text[:1].isupper() and tokens[i + 1].text[:1].isupper()


def _leads_out(tokens: Sequence[Token], i: int, lexicon: InitiativeLexicon) -> bool:
    """Whether a small word leads to a sum, a year or to whose a thing is: "*à* 900 millions", "*en* 2019"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or tokens[i].folded not in lexicon.links:
        return False
    is_number = after.pos == "NUM" or after.text[0].isdigit()
    return (tokens[i].folded in lexicon.amounts and is_number) or after.folded in lexicon.owners


def _is_adjunct(tokens: Sequence[Token], i: int, lexicon: InitiativeLexicon) -> bool:
    """Whether a small word begins where something happens, and no part of a description: "*at* the port"."""
    led = i > 0 and (tokens[i - 1].is_participle or tokens[i - 1].pos in {"VERB", "ADJ"})
    ahead = {token.folded for token in tokens[i + 1 : i + 5]}
    return tokens[i].folded in lexicon.adjuncts and not led and not ahead & lexicon.levels


def _may_precede(token: Token, lexicon: InitiativeLexicon) -> bool:
    """Whether an article after this word is still inside the phrase ("on the", "and the", "promoting a")."""
    return token.folded in lexicon.links or token.folded in JOINERS or token.pos in {"ADP", "VERB", "DET"}


def _lists_adjectives(tokens: Sequence[Token], i: int) -> bool:
    """Whether a comma stands between the adjectives of a list ("safe, orderly and regular migration")."""
    if tokens[i].text != "," or not 0 < i < len(tokens) - 2:
        return False
    before, after, beyond = tokens[i - 1], tokens[i + 1], tokens[i + 2]
    return _is_adjective(before) and _is_adjective(after) and beyond.folded in {*JOINERS, ","}


def _is_adjective(token: Token) -> bool:
    return token.pos == "ADJ" or token.is_participle or (token.pos == "PROPN" and token.is_capital)


def _joins_noun(tokens: Sequence[Token], i: int, lexicon: InitiativeLexicon) -> bool:
    if i >= len(tokens) or tokens[i].folded in lexicon.indefinite:
        return False
    noun = i + (tokens[i].pos == "DET")
    if noun > i and noun < len(tokens) and (tokens[noun].folded,) in lexicon.making:
        return False
    return tokens[i].pos in {*_MODIFIERS, "DET", ""}


def _may_follow(token: Token, lexicon: InitiativeLexicon) -> bool:
    if lexicon.head_first and token.pos == "NOUN":
        return True
    return (
        token.folded in lexicon.links or token.pos in {"ADJ", "NUM", "PROPN", "X", ""} or token.is_participle
    )


def _may_end(token: Token, lexicon: InitiativeLexicon) -> bool:
    small = token.folded in lexicon.links or token.folded in JOINERS or token.pos in {"ADP", "DET", "ADV"}
    hangs = token.is_participle and not lexicon.head_first
    return token.is_word and not small and not hangs
