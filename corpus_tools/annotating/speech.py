"""Speech: who says something in an article, by which cue, to whom, and what act it is.

One row per cue that reports speech or a speech act; a sentence that only carries on a quotation is a row too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Token

from corpus_tools.annotating.acts import (
    find_addressees,
    find_agents,
    find_content,
    find_coordinated,
    find_sides,
    find_status,
    is_infinitive,
    is_sides,
    is_source,
    judge_reality,
)
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.scenes import Party, Row, Scene, find_scenes
from corpus_tools.annotating.speakers import find_speaker, is_inverted, is_passive
from corpus_tools.schema import join, split

_NOT_VERBS = ("NOUN", "PROPN", "ADP", "DET")
_DIRECT, _MIXED_WORDS = 0.6, 4
_CONTENT_REACH = 5


@dataclass(frozen=True)
class Statement:
    """One reported act of speech, before it gets an id: see the table `statements`."""

    scene: Scene
    cue: Cue | None
    act: str
    speakers: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    reality: str = "done"


def find_statements(
    parsed: Parsed, mentions: Sequence[Row], *, scenes: Sequence[Scene] | None = None
) -> list[dict[str, Any]]:
    """The statements of an article in reading order.

    Args:
        parsed: the article with its sentences.
        mentions: rows of the table `mentions` with `entity`, the id of the entity inside the article.
        scenes: those of `find_scenes`, where they are there already.

    Returns:
        Rows of the table `statements`, where speakers and addressees are entities of the article, with
        `by` (who does the act), `reality` (done, denied, unreal), `status` (made, reiterated, accepted,
        agreed), `cue_start`, `cue_end`, `what_start` and `what_end` (the words that say what it is
        about) beside them. A speaker that the text does not settle is empty.
    """
    sides = find_sides(mentions)
    found: list[Statement] = []
    for scene in find_scenes(parsed, mentions) if scenes is None else scenes:
        here = list(_read_scene(scene, sides))
        found += here or _carry_on(scene, found)
    found = _name_quoted(found)
    return [_row(parsed, number, statement) for number, statement in enumerate(found, 1)]


def _read_scene(scene: Scene, sides: Sequence[str]) -> Iterator[Statement]:
    cues = [cue for cue in scene.cues if _reports(scene, cue)]
    finite = [cue for cue in cues if cue.form != "gerund"] or cues[:1]
    statements: list[Statement] = []
    for cue in sorted(finite, key=lambda cue: scene.is_quoted(cue.first)):
        statement = _read_cue(scene, cue, statements, sides)
        if statement and not any(_contains(earlier, statement) for earlier in statements):
            statements.append(statement)
    yield from _distinct(statements)


def _reports(scene: Scene, cue: Cue) -> bool:
    """Whether a cue is used as one: a verb where a verb is meant, with content where the verb needs it."""
    token = scene.token(cue.first)
    if cue.first in scene.named:
        return False
    is_noun = token is not None and token.pos_ in _NOT_VERBS and not _is_perfect(scene, cue)
    if cue.form == "finite" and is_noun:
        return False
    opens_as_participle = cue.first == 0 and cue.passive
    if opens_as_participle or is_infinitive(scene, cue):
        return False
    if cue.base not in scene.lexicon.needs_content or cue.form not in ("finite", "participle", "gerund"):
        return True
    if is_source(scene, cue):
        return True
    after = range(cue.last + 1, cue.last + 1 + _CONTENT_REACH)
    ends = cue.last + 1 >= len(scene.words) or scene.is_mark(cue.last + 1, ",.:\"'")
    return bool(scene.quotes) or ends or is_inverted(scene, cue) or any(scene.is_in("that", n) for n in after)


def _is_perfect(scene: Scene, cue: Cue) -> bool:
    """Whether an auxiliary makes a cue a verb that was taken for a noun: "a declare" without accents."""
    before = cue.first - 1
    return cue.passive and scene.is_in("auxiliaries", before) and scene.words[before].written.isascii()


def _read_cue(scene: Scene, cue: Cue, earlier: Sequence[Statement], sides: Sequence[str]) -> Statement | None:
    reality = judge_reality(scene, cue)
    speaker = find_speaker(scene, cue)
    speakers = _speakers(scene, cue, speaker, earlier, sides)
    if not speakers and not _stands_alone(scene, cue, reality):
        return None
    agents = find_agents(scene, cue, speakers)
    directed = cue.act != "statement" or cue.base in scene.lexicon.sets.get("addressing", ())
    addressees = find_addressees(scene, cue, agents) if directed and cue.act != "agreement" else []
    return Statement(
        scene,
        cue,
        cue.act if reality == "done" else "statement",
        tuple(speakers),
        tuple(agents),
        tuple(party.entity for party in addressees),
        reality,
    )


def _stands_alone(scene: Scene, cue: Cue, reality: str) -> bool:
    """Whether a cue reports speech even if nobody is known to speak: "analysts said"."""
    plain = cue.act == "statement" and cue.form != "gerund" and reality == "done"
    return plain and not scene.is_quoted(cue.first) and not is_passive(scene, cue)


def _speakers(
    scene: Scene, cue: Cue, speaker: Party | None, earlier: Sequence[Statement], sides: Sequence[str]
) -> list[str]:
    if cue.act == "agreement" and sides and is_sides(scene, cue):
        return split(speaker.entity) if speaker is not None and "|" in speaker.entity else list(sides)
    if speaker is not None:
        return [party.entity for party in find_coordinated(scene, speaker)]
    first_person = scene.is_in("first_person", scene.skip(cue.first - 1, -1))
    shared = scene.is_in("and", scene.skip(cue.first - 1, -1, marks=True))
    if earlier and ((scene.is_quoted(cue.first) and first_person) or shared):
        return list(earlier[0 if first_person else -1].speakers)
    return []


def _contains(outer: Statement, inner: Statement) -> bool:
    """Whether a statement is only what another one asks for: "proposed that the bank encourage …"."""
    if outer.cue is None or inner.cue is None or outer.act == "statement" or outer.cue.last > inner.cue.first:
        return False
    between = range(outer.cue.last, inner.cue.first)
    opens = outer.scene.is_in("that", outer.cue.last) or outer.scene.is_in("that", outer.cue.last + 1)
    if _is_conjoined(outer.scene, inner.cue, outer.cue):
        return False
    starts_anew = any(outer.scene.is_in("and", n) and outer.scene.is_mark(n - 1) for n in between)
    return opens and not (starts_anew and inner.scene.words[inner.cue.first].text != inner.cue.base)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """One row per speaker and act; a plain statement gives way to an act of the same speaker.

    Two verbs of one act that are joined by "and", each with its own content, are two rows.
    """
    ordered = sorted(statements, key=lambda s: s.cue.first if s.cue else 0)
    acts = {statement.speakers for statement in ordered if statement.act != "statement"}
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in ordered:
        if statement.act == "statement" and (statement.speakers in acts or (not statement.speakers and kept)):
            continue
        key = (statement.speakers, statement.act, statement.addressees)
        first = kept.setdefault(key, statement)
        if first is not statement and _is_second(first, statement):
            kept.setdefault((*key, statement.cue), statement)
    return list(kept.values())


def _is_second(first: Statement, second: Statement) -> bool:
    """Whether a verb adds an act to another of its kind: "demanded a raise and urged the firm to talk"."""
    one, other, scene = first.cue, second.cue, second.scene
    if second.act == "statement" or one is None or other is None or one.base == other.base:
        return False
    between = range(one.last + 1, other.first)
    has_content = any(not scene.is_in("fillers", n) and not scene.is_in("and", n) for n in between)
    return has_content and _is_conjoined(scene, other, one)


def _is_conjoined(scene: Scene, cue: Cue, to: Cue) -> bool:
    """Whether the parser, or else an auxiliary, joins the verb of a cue to an earlier one of its subject."""
    verb, first = scene.token(cue.first), scene.token(to.first)
    if verb is not None and _repeats_auxiliary(scene, cue, to, verb.head):
        return True
    while verb is not None and verb.dep_ == "conj" and verb != first:
        verb = verb.head
    return verb is not None and verb == first


def _repeats_auxiliary(scene: Scene, cue: Cue, to: Cue, head: Token) -> bool:
    """Whether "and" and the auxiliary of an earlier verb, not that of the parsed head, stand before a cue.

    "*A* regretté que les syndicats n'aient pas été consultés et *a* demandé": it is she who asked.
    """
    own, first = scene.words[cue.first - 1], scene.words[to.first - 1]
    repeated = cue.first > 1 and to.first > 0 and own.text == first.text
    other = [child.lower_ for child in head.children if child.dep_.startswith("aux")]
    opens = scene.is_in("and", cue.first - 2) and scene.is_in("auxiliaries", cue.first - 1)
    return repeated and opens and bool(other) and own.text not in other


def _carry_on(scene: Scene, found: Sequence[Statement]) -> list[Statement]:
    """A sentence inside quotes goes on with the speech before it, or waits for its speaker."""
    if scene.quoted < _DIRECT:
        return []
    last = found[-1] if found else None
    near = last is not None and _continues(last.scene, scene)
    speakers = last.speakers if last and near else ()
    return [Statement(scene, None, "statement", speakers, speakers)]


def _continues(before: Scene, scene: Scene) -> bool:
    gap = scene.sentence.paragraph - before.sentence.paragraph
    return gap == 0 or (gap == 1 and before.quoted >= _DIRECT)


def _name_quoted(found: list[Statement]) -> list[Statement]:
    """Give a quoted sentence that waits for its speaker the one who is named right after it."""
    named = list(found)
    for number in range(len(named) - 2, -1, -1):
        here, after = named[number], named[number + 1]
        if here.cue is None and not here.speakers and _continues(here.scene, after.scene):
            named[number] = replace(here, speakers=after.speakers, agents=after.speakers)
    return named


def _quote(scene: Scene) -> str:
    """Direct when a quotation opens the sentence or makes most of it, mixed when it is a part of it."""
    start = scene.sentence.start
    opens = any(left <= start + 2 for left, _ in scene.quotes)
    if scene.quoted >= _DIRECT or opens:
        return "direct"
    quoted = sum(1 for number, word in enumerate(scene.words) if not word.is_mark and scene.is_quoted(number))
    return "mixed" if quoted >= _MIXED_WORDS else "indirect"


def name_statement(article_id: str, number: int) -> str:
    """The id of a statement by its number in the article, from 1.

    >>> name_statement("a1b2c3d4e", 2)
    'a1b2c3d4e.q002'
    """
    return f"{article_id}.q{number:03d}"


def _row(parsed: Parsed, number: int, statement: Statement) -> dict[str, Any]:
    scene, cue = statement.scene, statement.cue
    sentence = scene.sentence
    what = find_content(scene, cue) if cue else (sentence.start, sentence.end)
    words = scene.words[cue.first : cue.last + 1] if cue else ()
    return {
        "statement_id": name_statement(parsed.article.article_id, number),
        "article_id": parsed.article.article_id,
        "sentence_id": sentence.sentence_id,
        "start": sentence.start,
        "end": sentence.end,
        "text": parsed.text(sentence.start, sentence.end),
        "speaker_id": join(statement.speakers),
        "cue": parsed.text(words[0].start, words[-1].end) if words else "",
        "act": statement.act,
        "addressee_ids": join(statement.addressees),
        "quote": _quote(scene),
        "by": join(statement.agents),
        "reality": statement.reality,
        "status": find_status(scene, cue) if cue else "made",
        "cue_start": words[0].start if words else sentence.start,
        "cue_end": words[-1].end if words else sentence.start,
        "what_start": what[0],
        "what_end": what[1],
    }
