"""Steps: what a table or a figure rests on, so that it can say how often the steps above it are right.

A step is named as `judging` names it. What rests on no step of ours, such as the texts themselves, has none.
"""

from collections.abc import Mapping

import pandas as pd

from corpus_tools.measuring.quality import describe_quality, states_accuracy

_NAMES = ("mentions", "mention types", "actor linking")
_WORDS = ("cleaning", "language")
_SPEECH = ("statements", "speakers")

TABLES: Mapping[str, tuple[str, ...]] = {
    "articles": ("language", "published", "agency", "stories"),
    "dropped": ("cleaning",),
    "sentences": ("cleaning",),
    "lineage": ("agency", "stories"),
    "omissions": ("stories", "omissions"),
    "mentions": _NAMES,
    "actors": _NAMES,
    "roles": ("mentions", "actor linking", "roles"),
    "times": ("times",),
    "statements": _SPEECH,
    "ledger": ("ledger",),
    "initiatives": ("initiatives",),
    "events": ("times", "events"),
    "narrative": ("times", "events", "ledger"),
    "discourse_network": _SPEECH,
    "terms": _WORDS,
    "topics": (*_WORDS, "topics"),
    "topic_shares": (*_WORDS, "topics"),
}
"""The steps above each table; a table that is not here says nothing about accuracy."""

FIGURES: Mapping[str, tuple[str, ...]] = {
    "f00-coverage": ("published",),
    "f00-cleaning": ("cleaning",),
    "f02-actors-by-article": ("mentions", "actor linking"),
    "f02-speakers": _SPEECH,
    "f02-requests": ("ledger",),
    "f02-network": ("mentions", "actor linking"),
    "f02-addresses": _SPEECH,
    "f04-timeline": ("times", "events"),
    "f04-horizon": ("times", "events"),
    "f05-quality": (),
}
"""The steps above each figure; one that is not here rests on those of its notebook."""

_NOTEBOOKS: Mapping[str, tuple[str, ...]] = {
    "00": ("published", "cleaning"),
    "01": _WORDS,
    "02": _NAMES,
    "03": (*_WORDS, "topics"),
    "04": ("times", "events"),
}


def find_steps(figure_id: str) -> tuple[str, ...]:
    """The steps that a figure rests on.

    >>> find_steps("f02-requests"), find_steps("f01-terms"), find_steps("f05-quality")
    (('ledger',), ('cleaning', 'language'), ())
    """
    return FIGURES.get(figure_id, _NOTEBOOKS.get(figure_id[1:3], ()))


def state_accuracy(caption: str, quality: pd.DataFrame, figure_id: str) -> str:
    """The caption of a figure with the measured accuracy of the steps above it, unless it states one.

    >>> state_accuracy("n = 5.", pd.DataFrame(columns=["step"]), "f04-timeline")
    'n = 5. Accuracy of the steps above (times, events) has not been measured on this corpus.'
    """
    steps = find_steps(figure_id)
    if not steps or states_accuracy(caption):
        return caption
    return f"{caption} {describe_quality(quality, steps)}"
