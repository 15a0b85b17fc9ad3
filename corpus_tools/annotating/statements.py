"""Statements: reported acts of speech, and which of those in one sentence are acts of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from corpus_tools.annotating.contents import is_source
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.speakers import find_subject
from corpus_tools.characters import fold


@dataclass(frozen=True)
class Statement:
    """One reported act of speech, before it gets an id: see the table `statements`.

    `until` is the word with which the next act of the same speaker begins ("… *and* urged"), 0 without one.
    """

    scene: Scene
    cue: Cue | None
    act: str
    speakers: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    reality: str = "done"
    until: int = 0


def is_contained(outer: Statement, inner: Statement) -> bool:
    """Whether a statement is only what another one asks for: "proposed that the bank encourage …"."""
    if outer.cue is None or inner.cue is None or outer.act == "statement" or outer.cue.last > inner.cue.first:
        return False
    between = range(outer.cue.last, inner.cue.first)
    if inner.cue.form == "noun" and outer.act == "commitment" and inner.cue.first <= outer.cue.last + 2:
        return any(outer.scene.is_in("infinitive", n) for n in (outer.cue.last, outer.cue.last + 1))
    opens = outer.scene.is_in("that", outer.cue.last) or outer.scene.is_in("that", outer.cue.last + 1)
    if _is_conjoined(outer.scene, inner.cue, outer.cue):
        return False
    starts_anew = any(outer.scene.is_in("and", n) and outer.scene.is_mark(n - 1) for n in between)
    return opens and not (starts_anew and inner.scene.words[inner.cue.first].text != inner.cue.base)


def keep_distinct(statements: Iterable[Statement]) -> list[Statement]:
    """One row per speaker and act; a plain statement gives way to the act that it reports.

    Two verbs that are joined by "and" or "but", each with its own content, are two rows.
    """
    ordered = sorted(statements, key=lambda s: s.cue.first if s.cue else 0)
    acts = [statement for statement in ordered if statement.act != "statement"]
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in ordered:
        if statement.act == "statement" and (
            any(_reports_act(statement, act) for act in acts) or _repeats(statement, ordered)
        ):
            continue
        if not statement.speakers and statement.act == "statement" and kept:
            continue
        key = (statement.speakers, statement.act, statement.addressees)
        first = kept.setdefault(key, statement)
        if first is not statement and statement.reality == "done" and _is_second(first, statement):
            kept.setdefault((*key, statement.cue), statement)
    return _bound(list(kept.values()))


def _repeats(statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether a verb stands in the quotation that another one of the same speaker reports."""
    scene, cue = statement.scene, statement.cue
    return (
        cue is not None
        and scene.is_quoted(cue.first)
        and any(
            other.cue is not None
            and other.speakers == statement.speakers
            and other.act == "statement"
            and not scene.is_quoted(other.cue.first)
            for other in others
        )
    )


def _reports_act(statement: Statement, act: Statement) -> bool:
    """Whether an act is what a plain statement of the same speaker reports: "said he *welcomed* the pact"."""
    own, other, scene = statement.cue, act.cue, statement.scene
    if statement.speakers != act.speakers or own is None or other is None:
        return False
    if own.form == "gerund":
        return False
    if scene.is_quoted(other.first) and not scene.is_quoted(own.first):
        return True
    if other.first < own.first:
        return is_source(scene, own) or not _adds(scene, other, own)
    is_after_source = is_source(scene, own) and any(
        scene.is_in("relatives", n) for n in range(own.last, other.first)
    )
    return not is_after_source and not _adds(scene, own, other)


def _is_second(first: Statement, second: Statement) -> bool:
    """Whether a verb adds an act to another of its kind: "demanded a raise and urged the firm to talk"."""
    one, other = first.cue, second.cue
    if one is None or other is None or one.base == other.base:
        return False
    return other.form == "gerund" or _adds(second.scene, one, other)


def _adds(scene: Scene, one: Cue, other: Cue) -> bool:
    """Whether a later verb is joined to an earlier one that has content of its own."""
    between = range(one.last + 1, other.first)
    has_content = any(not scene.is_in("fillers", n) and not scene.is_in("and", n) for n in between)
    return has_content and _is_conjoined(scene, other, one)


def _bound(kept: list[Statement]) -> list[Statement]:
    """Let what a statement is about end where the next act of the same speaker is added to it."""
    bounded: list[Statement] = []
    for number, statement in enumerate(kept):
        after = kept[number + 1] if number + 1 < len(kept) else None
        one, other = statement.cue, after.cue if after else None
        until = 0
        if after and one and other and one.last < other.first and after.speakers == statement.speakers:
            until = _joint(statement.scene, one, other) if _adds(statement.scene, one, other) else 0
        bounded.append(replace(statement, until=until))
    return bounded


def _joint(scene: Scene, one: Cue, other: Cue) -> int:
    """The first syllable of the "and" before a verb that is joined to an earlier one, or 0."""
    before = other.first - 1
    while before > one.last and not scene.is_in("and", before):
        if not scene.is_in("fillers", before):
            return 0
        before -= 1
    return before - scene.is_in("before_and", before - 1) if before > one.last else 0


def _is_conjoined(scene: Scene, cue: Cue, to: Cue) -> bool:
    """Whether the parser, or else an auxiliary, joins the verb of a cue to an earlier one of its subject.

    Where there is no parse, "and" or a comma right before the verb does.
    """
    if not scene.tokens:
        return scene.is_mark(cue.first - 1, ",;") or scene.is_in("and", scene.skip(cue.first - 1, -1))
    verb, first = scene.token(cue.first), scene.token(to.first)
    if verb is not None and _repeats_auxiliary(scene, cue, to, verb.head):
        return True
    while verb is not None and verb.dep_ == "conj" and verb != first:
        verb = _joined_to(verb, first)
    return verb is not None and (verb == first or _goes_over_thing(scene, cue))


def _joined_to(verb: Token, first: Token | None) -> Token:
    """The verb that another is joined to; one of another form goes over it to the verb that rules it.

    "Argued that orders were *rising* and *demanded* a vote": demanded is joined to argued.
    """
    head = verb.head
    form, other = verb.morph.get("VerbForm", []), head.morph.get("VerbForm", [])
    is_like_first = first is not None and form == first.morph.get("VerbForm", [])
    return head.head if head.dep_ == "ccomp" and is_like_first and form != other else head


def _goes_over_thing(scene: Scene, cue: Cue) -> bool:
    """Whether "and" stands right before a verb that the parser joins to a thing, which says nothing.

    "Said the *reserves* were low but *insisted* that …": it is who said so that insisted.
    """
    subject = find_subject(scene, cue)
    parties = (scene.token(n) for party in scene.parties for n in range(party.first, party.last + 1))
    is_thing = subject is not None and subject.pos_ == "NOUN" and subject not in set(parties)
    joined = scene.is_in("and", scene.skip(cue.first - 1, -1))
    verb = scene.token(cue.first)
    if joined and subject is None and verb is not None and verb.dep_ == "conj":
        return verb.head.pos_ == "NOUN"
    return joined and is_thing and subject is not None and not scene.lexicon.has("people", fold(subject.text))


def _repeats_auxiliary(scene: Scene, cue: Cue, to: Cue, head: Token) -> bool:
    """Whether "and" and the auxiliary of an earlier verb, not that of the parsed head, stand before a cue.

    "*A* regretté que les syndicats n'aient pas été consultés et *a* demandé": it is she who asked.
    """
    own, first = scene.words[cue.first - 1], scene.words[to.first - 1]
    repeated = cue.first > 1 and to.first > 0 and own.text == first.text
    other = [child.lower_ for child in head.children if child.dep_.startswith("aux")]
    opens = scene.is_in("and", cue.first - 2) and scene.is_in("auxiliaries", cue.first - 1)
    parted = own.text not in other if other else "Inf" in head.morph.get("VerbForm", [])
    return repeated and opens and parted
