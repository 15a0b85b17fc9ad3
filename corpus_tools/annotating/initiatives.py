"""Initiatives: the instruments, bodies and initiatives that an article names or describes.

A name is a capitalised head noun with its company ("Scientific Panel on …") or a mention that is an
instrument. A description is a noun phrase whose head can be an initiative and which something makes,
proposes or supports ("proposed establishing a regular dialogue mechanism"). The words are in the lexicons.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from corpus_tools.annotating.initiative_forces import acts, find_force
from corpus_tools.annotating.initiative_lexicon import (
    HeadMatch,
    InitiativeLexicon,
    load_initiatives,
    split_phrase,
)
from corpus_tools.annotating.initiative_phrases import JOINERS, Phrase, find_described, find_named
from corpus_tools.annotating.initiative_quotes import find_quoted
from corpus_tools.annotating.initiative_tokens import Token, has_head, is_field, is_first_half, read_tokens
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.scenes import Scene, find_scenes
from corpus_tools.annotating.sentences import by_sentence
from corpus_tools.annotating.ties import find_ties
from corpus_tools.annotating.wording import load_wording
from corpus_tools.characters import squeeze
from corpus_tools.schema import split

_NAME_WORDS = 12
_LED = 3
"""Words before a meeting among which one says that it is only where something happens."""
_KNOWN_BODY = frozenset({"same noun", "short form"})
"""Why words stand for a body that the article has named before."""

_SIDES = ("speaker_id", "addressee_ids")
"""Who speaks and who is spoken to in a statement."""
_NAMED = frozenset({"instrument", "event"})
_BODIES = frozenset({"committee", "centre", "network", "forum"})
"""Kinds whose names are also names of standing organisations: something must make or use them."""
_STANDING = _BODIES | {"fund"}
"""Kinds of which a body is one as well: any other is none when it is a body ("World Food Programme")."""


@dataclass(frozen=True)
class _Span:
    """A candidate in a sentence, as offsets into the source text."""

    start: int
    end: int
    kind: str
    head: str
    modifiers: tuple[str, ...]
    named: bool
    core: tuple[int, int]

    @classmethod
    def of(cls, phrase: Phrase, tokens: Sequence[Token]) -> "_Span":
        """The span of a phrase of tokens."""
        start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
        core = start, tokens[phrase.core_end - 1].end
        return cls(start, end, phrase.match.kind, phrase.match.head, phrase.modifiers, phrase.named, core)


def find_initiatives(
    parsed: Parsed,
    mentions: Sequence[Mapping[str, Any]],
    statements: Sequence[Mapping[str, Any]] = (),
    *,
    scenes: Sequence[Scene] | None = None,
) -> list[dict[str, Any]]:
    """The candidates of one article, in reading order.

    Args:
        parsed: the article.
        mentions: its mentions with `entity`.
        statements: its statements; what somebody asks for or promises is tied to them.
        scenes: those of `find_scenes`, where they are there already.

    Returns:
        Rows with `article_id`, `sentence_id`, `start`, `end`, `text` (the phrase as it stands), `name`
        (its first words), `core` (the head and what
        tells it from others), `kind`, `head`, `modifiers` (joined with `|`), `named` (yes or no) and
        `ties` (pairs of an entity and the words that tie it, see `ties.find_ties`).
    """
    lexicon = load_initiatives(parsed.article.language, parsed.article.text)
    if lexicon is None:
        return []
    rows: list[dict[str, Any]] = []
    mentioned, stated = by_sentence(mentions), by_sentence(statements)
    for number, scene in enumerate(find_scenes(parsed, mentions) if scenes is None else scenes):
        sentence_id = scene.sentence.sentence_id
        local, said = mentioned.get(sentence_id, []), stated.get(sentence_id, [])
        place = (parsed.spans[number], parsed.offsets[number], parsed.article.text, lexicon)
        if not (has_head(*place) or any(m["type"] in _NAMED for m in local)):
            continue
        tokens = read_tokens(*place)
        addressed = {entity for row in said for key in _SIDES for entity in split(row[key])}
        for row in _find_in_sentence(parsed, sentence_id, tokens, local, lexicon, addressed):
            ties = find_ties(scene, (row["start"], row["end"]), said, parsed.article.language)
            rows.append({**row, "ties": [list(tie) for tie in ties]})
    return rows


def _find_in_sentence(
    parsed: Parsed,
    sentence_id: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mapping[str, Any]],
    lexicon: InitiativeLexicon,
    addressed: Set[str],
) -> Iterator[dict[str, Any]]:
    spans = [
        _widen(_Span.of(phrase, tokens), parsed.article.text, mentions, lexicon)
        for phrase in _find_phrases(tokens, lexicon)
        if _is_initiative(phrase, tokens, lexicon)
        and not is_field(tokens, phrase.start, phrase.end, load_wording(parsed.article.language))
        and not _is_party(phrase, tokens, mentions, lexicon)
        and not _is_addressed(phrase, tokens, mentions, addressed)
    ]
    named = [m for m in mentions if m["kind"] == "name" and m["type"] in _NAMED]
    spans += _read_mentions(named, tokens, lexicon, spans)
    yield from (_row(parsed, sentence_id, span, lexicon) for span in _keep_apart(spans))


def _widen(
    span: _Span, text: str, mentions: Sequence[Mapping[str, Any]], lexicon: InitiativeLexicon
) -> _Span:
    """A name with what a small word joins to it in the name of a body: "*Doctors for* Clean Air Network"."""
    for m in mentions if span.named and not lexicon.head_first else ():
        if m["type"] == "organisation" and m["start"] < span.start and span.end <= m["end"]:
            before = split_phrase(lexicon.normalise(text[m["start"] : span.start]))
            words = tuple(word for word in before if word not in lexicon.links)
            if words and before[-1] in lexicon.links:
                core, modifiers = (m["start"], span.core[1]), (*words, *span.modifiers)
                return replace(span, start=m["start"], core=core, modifiers=modifiers)
    return span


def _row(parsed: Parsed, sentence_id: str, span: _Span, lexicon: InitiativeLexicon) -> dict[str, Any]:
    text = parsed.text(span.start, span.end)
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": sentence_id,
        "start": span.start,
        "end": span.end,
        "text": text,
        "name": _shorten(text, lexicon),
        "core": parsed.text(*span.core),
        "kind": span.kind,
        "head": span.head,
        "modifiers": "|".join(span.modifiers),
        "named": "yes" if span.named else "no",
    }


def _find_phrases(tokens: Sequence[Token], lexicon: InitiativeLexicon) -> Iterator[Phrase]:
    found = lexicon.find_heads([token.folded for token in tokens])
    matches = [m for m in found if not _is_verb(tokens[m.start]) and not is_first_half(tokens, m, lexicon)]
    for match in matches:
        named = find_quoted(tokens, match, lexicon)
        if named is None and not _is_outranked(tokens, match, matches, lexicon):
            named = find_named(tokens, match, lexicon)
        if named:
            yield named
        elif _is_unnameable(tokens, match):
            continue
        elif lexicon.head_first or not _modifies_noun(tokens, match.end):
            yield find_described(tokens, match, lexicon)


def _is_verb(token: Token) -> bool:
    """Whether a word in the form of a head noun is a participle: "n'a pas *arrêté* le montant"."""
    return token.pos == "VERB" and token.is_participle


def _is_outranked(
    tokens: Sequence[Token], match: HeadMatch, matches: Sequence[HeadMatch], lexicon: InitiativeLexicon
) -> bool:
    """Whether a later head of the same capitalised run is the head of the name ("Partnership Agreement")."""
    end = match.end
    while end < len(tokens) and tokens[end].is_capital:
        end += 1
    return not lexicon.head_first and any(match.end <= other.start < end for other in matches)


def _is_unnameable(tokens: Sequence[Token], match: HeadMatch) -> bool:
    """Whether a capital makes the head part of some other name ("the European Union")."""
    return match.start > 0 and tokens[match.start].text[:1].isupper() and not match.can_name


def _modifies_noun(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun before `end` is only the first half of a compound ("the project manager")."""
    return end < len(tokens) and tokens[end].pos in {"NOUN", "PROPN"}


def _is_initiative(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> bool:
    force = find_force(phrase, tokens, lexicon)
    indefinite = phrase.determiner in lexicon.indefinite
    if _is_occasion(phrase, tokens, lexicon):
        return False
    if phrase.named:
        return bool(force) or indefinite or phrase.match.kind not in _BODIES
    if phrase.match.is_weak or not phrase.telling:
        return force == "making" and bool(phrase.telling)
    if indefinite:
        return bool(force) or phrase.telling > 1
    return force == "making" or (force == "supporting" and phrase.complement)


def _is_occasion(phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon) -> bool:
    """Whether a meeting is only where something happens: "spoke *at* a regional health forum"."""
    near = {token.folded for token in tokens[max(0, phrase.start - _LED) : phrase.start]}
    is_one = phrase.determiner in lexicon.indefinite and not phrase.named
    return phrase.match.kind == "forum" and is_one and bool(near & lexicon.adjuncts)


def _is_party(
    phrase: Phrase, tokens: Sequence[Token], mentions: Sequence[Mapping[str, Any]], lexicon: InitiativeLexicon
) -> bool:
    """Whether a phrase holds a person's name, or names a body that acts or is a place, and is not made."""
    start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
    inside = [m for m in mentions if m["kind"] == "name" and start < m["end"] and m["start"] < end]
    if phrase.named and any(m["type"] == "person" for m in inside):
        return True
    if any(m["basis"] in _KNOWN_BODY and m["start"] < end and start < m["end"] for m in mentions):
        return True
    bodies = [m for m in inside if m["type"] == "organisation" and m["start"] <= start and end <= m["end"]]
    # A project is no body because the model takes it for one: its noun tells better.
    told = any(m["basis"] != "model" or phrase.match.kind in _STANDING for m in bodies)
    is_body = phrase.named and told
    if is_body and phrase.match.kind not in _STANDING and _is_sure(bodies, phrase, tokens, lexicon):
        return True
    before = phrase.start - 1
    while before >= 0 and tokens[before].pos == "DET":
        before -= 1
    made = before >= 0 and find_force(phrase, tokens, lexicon)
    return is_body and (not made or acts(phrase, tokens, lexicon))


def _is_sure(
    bodies: Sequence[Mapping[str, Any]], phrase: Phrase, tokens: Sequence[Token], lexicon: InitiativeLexicon
) -> bool:
    """Whether a name is a known body's, or by its head noun one that nothing brings about."""
    bases = {m["basis"] for m in bodies}
    return "authority" in bases or ("head noun" in bases and find_force(phrase, tokens, lexicon) != "making")


def _is_addressed(
    phrase: Phrase, tokens: Sequence[Token], mentions: Sequence[Mapping[str, Any]], addressed: Set[str]
) -> bool:
    """Whether a phrase names a body that speaks or is spoken to: "called on the *Commission*"."""
    start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
    inside = (m for m in mentions if m["kind"] == "name" and m["start"] <= start and end <= m["end"])
    named = any(m["type"] == "organisation" and m["entity"] in addressed for m in inside)
    return phrase.named and phrase.match.kind in _BODIES and named


def _read_mentions(
    mentions: Sequence[Mapping[str, Any]],
    tokens: Sequence[Token],
    lexicon: InitiativeLexicon,
    found: Sequence[_Span],
) -> Iterator[_Span]:
    """The mentions that are instruments, or events with a head of the lexicon, unless two ran together."""
    for mention in mentions:
        outside = mention["text"].split("(")[0]
        words = split_phrase(lexicon.normalise(outside))
        heads = list(lexicon.find_heads(words))
        limit = mention["start"] + len(outside)
        inside = [s for s in found if s.named and mention["start"] <= s.start and s.end <= limit]
        opens = bool(heads) and heads[0].start == 0 and mention["start"] == tokens[0].start
        if len(inside) > 1 or (mention["type"] == "event" and (opens or not heads)):
            continue
        kind, head = (heads[0].kind, heads[0].head) if heads else ("instrument", "")
        taken = {i for match in heads for i in range(match.start, match.end)}
        modifiers = tuple(
            word.strip(".,;'\"")
            for i, word in enumerate(words)
            if i not in taken and word not in lexicon.links
        )
        yield _Span(mention["start"], mention["end"], kind, head, modifiers, True, (mention["start"], limit))


def _keep_apart(spans: Sequence[_Span]) -> list[_Span]:
    """The spans that do not overlap: named before described, then the longer ones; in reading order."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (not s.named, s.start - s.end, s.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _shorten(text: str, lexicon: InitiativeLexicon) -> str:
    """The first words of a phrase, without a link left hanging at the end."""
    words = squeeze(text).split()[:_NAME_WORDS]
    hanging = lexicon.links | lexicon.stops | lexicon.amounts | JOINERS
    while len(words) > 1 and lexicon.normalise(words[-1]) in hanging:
        words.pop()
    return " ".join(words)
