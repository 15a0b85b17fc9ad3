"""Contents: the words of a sentence that say what is said, behind its cue or before it."""

from collections.abc import Collection, Iterator

from corpus_tools.annotating.clauses import find_added, find_antecedent, find_close, has_own_subject
from corpus_tools.annotating.cues import Cue
from corpus_tools.annotating.paragraphs import Span
from corpus_tools.annotating.scenes import Scene
from corpus_tools.annotating.speakers import is_inverted

_TITLE = 8
"""Words of office that may stand between the comma and the name of a source."""
_ASIDE = 6
"""Words of an aside between a cue and what is said: "pledged, in Lima on Monday, to …"."""

_OBJECTS = frozenset({"dobj", "obj"})


def is_source(scene: Scene, cue: Cue) -> bool:
    """Whether a cue closes the sentence as its attribution: "…, the minister told reporters"."""
    return _find_source(scene, cue) > 0


def find_content(scene: Scene, cue: Cue, speakers: Collection[str] = ()) -> Span:
    """The words of the sentence that say what the act is about.

    They follow the cue, and who is only named as the source at the end of the sentence is no part of them
    ("…, the minister said"); or they stand before a cue that closes it: "*Fees must fall*, urged the union".

    Args:
        scene: the sentence.
        cue: one of its cues.
        speakers: the entities that the cue makes speak.
    """
    if closes_sentence(scene, cue, speakers):
        mark = scene.words[_find_attribution(scene, cue)]
        return scene.sentence.start, mark.start if mark.text == "," else mark.end
    return _find_relative_object(scene, cue) or find_rest(scene, cue)


def _find_relative_object(scene: Scene, cue: Cue) -> Span | None:
    """What is asked or promised in a relative clause about it: "*the fund* that Peru proposed"; else None."""
    verb = scene.token(cue.first)
    if verb is None or cue.act == "statement":
        return None
    places = {scene.token(n): n for n in range(len(scene.words))}
    for pronoun in (child for child in verb.children if child.dep_ in _OBJECTS):
        noun = find_antecedent(scene, pronoun)
        first, last = places.get(noun.left_edge), places.get(pronoun, 0) - 1
        if noun is not pronoun and first is not None and first <= last:
            return scene.words[first].start, scene.words[last - scene.is_mark(last)].end
    return None


def find_rest(scene: Scene, cue: Cue) -> Span:
    """The words of the sentence behind a cue, up to its source or what another does meanwhile."""
    begin = first = (
        _object_start(scene, cue) if _names_content(scene, cue) else _skip_aside(scene, cue.last + 1)
    )
    while scene.is_in("days", first) or (first > begin and scene.is_in("moments", first)):
        first += 1
    first = scene.match("parts", first)
    start = scene.words[first].start if first < len(scene.words) else scene.sentence.end
    later = [other for other in scene.cues if other.first > cue.last]
    sources = [mark for mark in (_find_source(scene, other) for other in later) if mark >= 0]
    contrasts = [mark for other in later[:1] for mark in _find_contrast(scene, first, other)]
    ends = [scene.words[mark].start for mark in (*sources, *contrasts)]
    ends += _find_next_clause(scene, cue)
    return start, min((end for end in ends if end > start), default=scene.sentence.end)


def _find_next_clause(scene: Scene, cue: Cue) -> Iterator[int]:
    """Where the clause of an act ends, and another one goes on that is no part of what it is about."""
    if cue.act == "statement":
        return
    start = scene.words[cue.first].start
    yield from find_close(scene, start)
    if not any(scene.is_in("that", n) for n in (cue.last, cue.last + 1)):
        yield from find_added(scene, start)


def _find_contrast(scene: Scene, first: int, later: Cue) -> Iterator[int]:
    """The comma behind which a clause with an act of its own begins: "…, *while* Peru proposed"."""
    marks = range(first, later.first - 1)
    yield from (mark for mark in marks if scene.is_mark(mark) and scene.is_in("contrasts", mark + 1))


def closes_sentence(scene: Scene, cue: Cue, speakers: Collection[str]) -> bool:
    """Whether what is said stands before a cue, as behind it there is only who says it, or nothing."""
    if _find_attribution(scene, cue) <= 0:
        return False
    if cue.form == "phrase":
        return True
    if cue.form != "finite":
        return False
    follows = cue.last + 1
    while any(scene.is_in(name, follows) for name in ("days", "moments", "fillers")):
        follows += 1
    if all(word.is_mark for word in scene.words[follows:]):
        return True
    named = [party.first for party in scene.parties if party.entity in speakers]
    return bool(named) and min(named) > cue.last and is_inverted(scene, cue)


def asks_question(scene: Scene, cue: Cue) -> bool:
    """Whether a verb of asking only reports a question: "“Where is it?” she *asked*", "she *asked* why"."""
    if not scene.lexicon.has("asks", cue.base) or scene.is_quoted(cue.first):
        return False
    if scene.is_in("interrogatives", cue.last + 1):
        return True
    if any(scene.is_mark(n, "?") and scene.is_quoted(n) for n in range(len(scene.words))):
        return True
    alone = not scene.quotes and not any(word.is_mark for word in scene.words[: cue.first])
    return alone and all(word.is_mark for word in scene.words[cue.last + 1 :])


def _names_content(scene: Scene, cue: Cue) -> bool:
    """Whether a verb cue ends in what it is about: "signed a memorandum"."""
    small = any(scene.is_in(name, cue.last) for name in ("to_whom", "that", "infinitive", "fillers"))
    return cue.form == "finite" and cue.act == "agreement" and cue.last > cue.first + 1 and not small


def _object_start(scene: Scene, cue: Cue) -> int:
    """Where what a verb is done to begins ("signed in Lima *a* contract"), or else what follows the verb."""
    inside = range(cue.last, cue.first, -1)
    opens = (n for n in inside if scene.is_in("determiners", n) and not scene.is_in("of", n))
    return next(opens, cue.first + 1) if cue.has_object else cue.first + 1


def _skip_aside(scene: Scene, first: int) -> int:
    """The word behind an aside that parts a cue from what is said; the first one where there is none."""
    if not scene.is_mark(first):
        return first
    closing = next((n for n in range(first + 1, first + _ASIDE + 2) if scene.is_mark(n)), first)
    opens = any(scene.is_in(name, closing + 1) for name in ("that", "infinitive"))
    return closing + 1 if closing > first and opens else first


def _find_source(scene: Scene, cue: Cue) -> int:
    """The mark before a closing attribution that only reports, or -1 without one."""
    if cue.form != "phrase" and (
        cue.act != "statement" or cue.form != "finite" or scene.is_in("that", cue.last + 1)
    ):
        return -1
    return _find_attribution(scene, cue)


def _find_attribution(scene: Scene, cue: Cue) -> int:
    """The mark that parts a cue and who speaks from what stands before them, or -1 without one."""
    if cue.form == "phrase":
        return cue.first - 1 if scene.is_mark(cue.first - 1) else -1
    adjacent = [p for p in scene.parties if p.last < cue.first and scene.skip(cue.first - 1, -1) <= p.last]
    first = adjacent[-1].first if adjacent else cue.first
    subject = scene.skip(cue.first - 1, -1)
    unnamed = scene.is_in("people", subject) or (subject >= 0 and scene.is_role(subject))
    if not adjacent and not unnamed and (not is_inverted(scene, cue) or _ends_quoted_subject(scene, cue)):
        return -1
    mark = first - 1
    while (
        mark >= 0 and first - mark <= _TITLE and (scene.is_title(mark) or not scene.is_mark(mark, ',";:().'))
    ):
        mark -= 1
    beside = unnamed or any(p.last + 1 == mark for p in scene.parties)
    listed = beside and any(scene.is_in("and", n) for n in range(mark + 1, first))
    return mark if scene.is_mark(mark, ',"') and not listed else -1


def _ends_quoted_subject(scene: Scene, cue: Cue) -> bool:
    """Whether a quotation right before a verb is its subject: "let “a few firms” *write* the rules"."""
    verb = scene.token(cue.first)
    return scene.is_mark(cue.first - 1, '"') and verb is not None and has_own_subject(verb)
