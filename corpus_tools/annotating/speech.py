"""Speech: who says something in an article, by which cue, to whom, and what act it is.

One row per cue that reports speech or a speech act; a sentence that only carries on a quotation is a row too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from corpus_tools.annotating.acts import (
    find_addressees,
    find_agents,
    find_datives,
    find_leading,
    find_status,
    judge_reality,
    may_be_sides,
)
from corpus_tools.annotating.contents import asks_question, find_content
from corpus_tools.annotating.coordination import find_coordinated, find_represented
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.futures import find_futures
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.reports import reports_speech
from corpus_tools.annotating.scenes import PEOPLE_WORDS, Party, Row, Scene, find_scenes
from corpus_tools.annotating.speakers import find_speaker, find_subject, is_passive
from corpus_tools.annotating.statements import Statement, is_contained, keep_distinct
from corpus_tools.characters import fold
from corpus_tools.schema import join, split

_DIRECT, _MIXED_WORDS = 0.6, 4


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
    sides = find_leading(mentions)
    found: list[Statement] = []
    for scene in find_scenes(parsed, mentions) if scenes is None else scenes:
        here = list(_read_scene(scene, sides))
        here += find_futures(scene, here)
        found += here or _carry_on(scene, found, sides)
    found = _name_quoted(found)
    return [_row(parsed, number, statement) for number, statement in enumerate(found, 1)]


def _read_scene(scene: Scene, sides: Sequence[str]) -> Iterator[Statement]:
    cues = [cue for cue in scene.cues if reports_speech(scene, cue)]
    finite = [cue for cue in cues if cue.form != "gerund" or _adds_clause(scene, cue)] or cues[:1]
    statements: list[Statement] = []
    for cue in sorted(finite, key=lambda cue: scene.is_quoted(cue.first)):
        statement = _read_cue(scene, cue, statements, sides)
        if statement and not any(is_contained(earlier, statement) for earlier in statements):
            statements.append(statement)
    yield from keep_distinct(statements)


def _adds_clause(scene: Scene, cue: Cue) -> bool:
    """Whether a gerund reports a clause of its own: "rejected the claim, *noting that* …"."""
    return cue.act == "statement" and scene.is_mark(cue.first - 1) and scene.is_in("that", cue.last + 1)


def _read_cue(scene: Scene, cue: Cue, earlier: Sequence[Statement], sides: Sequence[str]) -> Statement | None:
    reality = judge_reality(scene, cue)
    if reality != "done" and cue.has_object:
        return None
    speaker = find_speaker(scene, cue)
    speakers = _speakers(scene, cue, speaker, earlier, sides)
    if not speakers and not _stands_alone(scene, cue, reality):
        return None
    agents = find_agents(scene, cue, speakers)
    directed = cue.act != "statement" or cue.base in scene.lexicon.sets.get("addressing", ())
    addressees = find_datives(scene, cue, agents)
    if not addressees and directed and cue.act != "agreement":
        addressees = find_addressees(scene, cue, agents)
    return Statement(
        scene,
        cue,
        cue.act if reality == "done" and not asks_question(scene, cue) else "statement",
        tuple(speakers),
        tuple(agents),
        tuple(party.entity for party in addressees),
        reality,
    )


def _stands_alone(scene: Scene, cue: Cue, reality: str) -> bool:
    """Whether a cue reports speech even if nobody is known to speak: "analysts said"."""
    ends = scene.is_mark(cue.last + 1, ",.;") or scene.is_in("and", cue.last + 1)
    goes_on = not ends or cue.form != "finite"
    plain = cue.act == "statement" or (cue.act != "agreement" and goes_on and _is_of_many(scene, cue))
    spoken = plain and cue.form != "gerund" and reality == "done"
    return spoken and not scene.is_quoted(cue.first) and not is_passive(scene, cue)


def _is_of_many(scene: Scene, cue: Cue) -> bool:
    """Whether people of a kind are the subject of a cue: "*residents* disputed the figures"."""
    if not scene.tokens:
        return cue.form == "finite" and _opens_with_people(scene, cue)
    subject = find_subject(scene, cue)
    tells = cue.form in ("finite", "noun", "adjective")
    return tells and subject is not None and scene.lexicon.has("people", fold(subject.text))


def _opens_with_people(scene: Scene, cue: Cue) -> bool:
    """Whether the clause of a cue begins with people of a kind, where there is no parse to tell."""
    first = cue.first
    while first > 0 and not scene.words[first - 1].is_mark:
        first -= 1
    while scene.is_in("determiners", first):
        first += 1
    stops = range(first + 1, min(cue.first, first + PEOPLE_WORDS) + 1)
    return any(scene.names_people(first, stop) for stop in stops)


def _speakers(
    scene: Scene, cue: Cue, speaker: Party | None, earlier: Sequence[Statement], sides: Sequence[str]
) -> list[str]:
    if cue.act == "agreement" and sides and may_be_sides(scene, cue, sides):
        return split(speaker.entity) if speaker is not None and "|" in speaker.entity else list(sides)
    represented = find_represented(scene, find_subject(scene, cue))
    if represented:
        return [party.entity for party in represented]
    if cue.form == "gerund" and earlier and scene.is_mark(cue.first - 1):
        return list(earlier[-1].speakers)
    if speaker is not None:
        return [party.entity for party in find_coordinated(scene, speaker)]
    before = scene.skip(cue.first - 1, -1)
    if earlier and _goes_on(scene, before, earlier[-1]):
        return list(earlier[-1].speakers)
    first_person = _is_first_person(scene, cue)
    chained = cue.form == "gerund" or (not scene.tokens and scene.is_mark(cue.first - 1, ",;"))
    shared = chained or scene.is_in("and", scene.skip(cue.first - 1, -1, marks=True))
    if earlier and ((scene.is_quoted(cue.first) and first_person) or shared):
        return list(earlier[0 if first_person else -1].speakers)
    return []


def _is_first_person(scene: Scene, cue: Cue) -> bool:
    """Whether who speaks is the subject of a cue: "*we* urge"."""
    before = scene.skip(cue.first - 1, -1)
    return scene.is_in("first_person", before) and not scene.is_in("objecting", before - 1)


def _goes_on(scene: Scene, position: int, earlier: Statement) -> bool:
    """Whether words that stand for who speaks open what they say: "the bank said *it*", "*her country*"."""
    is_own = scene.is_in("own_bodies", position) and scene.is_in("own", position - 1)
    if earlier.cue is None or earlier.act != "statement":
        return False
    if not (is_own or scene.is_in("third_person", position)):
        return False
    gap = range(earlier.cue.last + 1, position - is_own)
    return len(gap) <= 1 and all(scene.is_in("that", n) for n in gap)


def _carry_on(scene: Scene, found: Sequence[Statement], sides: Sequence[str]) -> list[Statement]:
    """A sentence inside quotes goes on with the speech before it, or waits for its speaker.

    It holds what the speaker does by it in the first person: "…," she said. "*We pledge* to open a school."
    """
    if scene.quoted < _DIRECT:
        return []
    last = next((s for s in reversed(found) if s.cue is None or s.cue.form != "adjective"), None)
    near = last is not None and _continues(last.scene, scene)
    speakers = last.speakers if last and near else ()
    goes_on = Statement(scene, None, "statement", speakers, speakers)
    own = (cue for cue in scene.cues if _is_first_person(scene, cue) and reports_speech(scene, cue))
    acts = [_read_cue(scene, cue, [goes_on], sides) for cue in own if speakers and cue.act != "statement"]
    return keep_distinct(act for act in acts if act is not None and act.reality == "done") or [goes_on]


def _continues(before: Scene, scene: Scene) -> bool:
    gap = scene.sentence.paragraph - before.sentence.paragraph
    return gap == 0 or (gap == 1 and before.quoted >= _DIRECT)


def _name_quoted(found: list[Statement]) -> list[Statement]:
    """Give a quoted sentence the speaker named right after it, if it waits for one or goes on there."""
    named = list(found)
    for number in range(len(named) - 2, -1, -1):
        here, after = named[number], named[number + 1]
        waits = not here.speakers and _continues(here.scene, after.scene)
        if here.cue is None and (waits or (after.speakers and _is_one_quotation(here, after))):
            named[number] = replace(here, speakers=after.speakers, agents=after.speakers)
    return named


def _is_one_quotation(here: Statement, after: Statement) -> bool:
    """Whether a quotation goes on into the next sentence, which names its speaker behind its end."""
    end, follows = here.scene.sentence.end, after.scene.sentence
    return any(
        left < end and follows.start < right and (after.cue is None or right < follows.end)
        for left, right in here.scene.quotes
    )


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


def _skip_marks(scene: Scene, position: int) -> int:
    while scene.is_mark(position):
        position -= 1
    return position


def _row(parsed: Parsed, number: int, statement: Statement) -> dict[str, Any]:
    scene, cue = statement.scene, statement.cue
    sentence = scene.sentence
    what = find_content(scene, cue, statement.speakers) if cue else (sentence.start, sentence.end)
    if statement.until:
        what = what[0], min(what[1], scene.words[_skip_marks(scene, statement.until - 1)].end)
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
