"""Steps: what a table or a figure rests on, so that it can say how often the steps above it are right.

A step is named as `judging` names it. What rests on no step of ours, such as the texts themselves, has none.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from corpus_tools.errors import UsageError
from corpus_tools.measuring.quality import NO_STEP, describe_quality, states_accuracy

_NAMES = ("mentions", "mention types", "actor linking")
_WORDS = ("cleaning", "language", "words")
_SPEECH = ("statements", "speakers")

TABLES: Mapping[str, tuple[str, ...]] = {
    "articles": ("language", "published", "agency", "stories"),
    "dropped": ("cleaning",),
    "refused": (),
    "repairs": (),
    "sentences": ("cleaning",),
    "lineage": ("agency", "stories"),
    "omissions": ("stories", "omissions"),
    "mentions": _NAMES,
    "actors": _NAMES,
    "roles": ("mentions", "actor linking", "roles"),
    "role_conflicts": ("mentions", "actor linking", "roles"),
    "times": ("times",),
    "statements": _SPEECH,
    "ledger": ("ledger",),
    "initiatives": ("initiatives",),
    "events": ("times", "events"),
    "narrative": ("times", "events", "ledger"),
    "discourse_network": _SPEECH,
    "terms": _WORDS,
    "topics": ("cleaning", "language", "topics"),
    "topic_shares": ("cleaning", "language", "topics"),
    "corrections": (),
    "figures": (),
    "quality": (),
    "quality_by_language": (),
    "errors": (),
    "evaluation": (),
}
"""The steps above each table; none where it lists what a run or a person did."""

FIGURES: Mapping[str, tuple[str, ...]] = {
    "f00-coverage": ("published",),
    "f00-cleaning": ("cleaning",),
    "f02-actors-by-article": ("mentions", "actor linking"),
    "f02-speakers": _SPEECH,
    "f02-requests": ("ledger",),
    "f02-network": ("mentions", "actor linking"),
    "f02-addresses": _SPEECH,
    "f03-speaker-over-time": (*_SPEECH, "cleaning", "language", "topics"),
    "f04-timeline": ("times", "events"),
    "f04-horizon": ("times", "events"),
    "f05-quality": (),
}
"""The steps above each figure; one that is not here rests on those of its notebook."""

_NOTEBOOKS: Mapping[str, tuple[str, ...]] = {
    "00": ("published", "cleaning"),
    "01": _WORDS,
    "02": _NAMES,
    "03": ("cleaning", "language", "topics"),
    "04": ("times", "events"),
}


def find_steps(figure_id: str) -> tuple[str, ...]:
    """The steps that a figure rests on.

    >>> find_steps("f02-requests"), find_steps("f01-terms"), find_steps("f05-quality")
    (('ledger',), ('cleaning', 'language', 'words'), ())
    """
    return FIGURES.get(figure_id, _NOTEBOOKS.get(figure_id[1:3], ()))


def list_steps(*names: str) -> tuple[str, ...]:
    """The steps above some tables, each once; a name that is no table's is that of a step.

    >>> list_steps("statements", "topics", "times")
    ('statements', 'speakers', 'cleaning', 'language', 'topics', 'times')
    """
    return tuple(dict.fromkeys(step for name in names for step in TABLES.get(name, (name,))))


def describe_steps(quality: pd.DataFrame, *names: str) -> str:
    """Say how often the steps above some tables are right, or that there is no such step.

    >>> describe_steps(pd.DataFrame(columns=["step"]), "times")
    'Accuracy of the steps above (times) has not been measured on this corpus.'
    >>> describe_steps(pd.DataFrame(columns=["step"]), "refused")
    'No step above this recognises anything, so it has no accuracy of its own.'

    Args:
        quality: what `quality.measure_quality` gives.
        names: of tables or steps.
    """
    steps = list_steps(*names)
    return describe_quality(quality, steps) if steps else NO_STEP


def check_names(quality: pd.DataFrame, names: Sequence[str]) -> None:
    """Make sure that names are those of tables or steps.

    Raises:
        UsageError: one is not, or there is none.
    """
    known = {*TABLES, *list_steps(*TABLES), *quality["step"]}
    unknown = next((name for name in names if name not in known), None if names else "")
    if unknown is not None:
        near = get_close_matches(unknown, sorted(known), n=3, cutoff=0.3) or sorted(TABLES)
        raise UsageError("no table or step of that name", value=unknown, remedy=f"try {', '.join(near)}")


def state_accuracy(caption: str, quality: pd.DataFrame, figure_id: str) -> str:
    """The caption of a figure with the measured accuracy of the steps above it, unless it states one.

    >>> state_accuracy("n = 5.", pd.DataFrame(columns=["step"]), "f04-timeline")
    'n = 5. Accuracy of the steps above (times, events) has not been measured on this corpus.'
    """
    steps = find_steps(figure_id)
    if not steps or states_accuracy(caption):
        return caption
    return f"{caption} {describe_quality(quality, steps)}"
