"""Promise 15 for annotators: linear time on what is repeated without end, each one by itself.

The bound that is tested: each takes at most 50 ms of processor time for 1,000 characters at 4,000 and 16,000
characters, beyond 50 ms for any call, and at most eight times as long for four times the length. Below 4,000
characters the windows in which a step looks about are not yet full, so it takes less than its linear time.
"""

import gc
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from test_fuzzing import PUMPED

from corpus_tools.annotating.events import find_events
from corpus_tools.annotating.initiatives import find_initiatives
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.roles import find_roles
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.times import find_times
from corpus_tools.annotating.tokens import find_tokens
from corpus_tools.reading.article import Article
from corpus_tools.reading.cleaning import clean
from corpus_tools.reading.repairing import repair

SECONDS_PER_CHARACTER = 0.05 / 1_000
SECONDS_OF_A_CALL = 0.05
"""What any call may take besides, for the clock of a busy machine."""
MOST_GROWTH = 8
"""Times as long for four times the length: linear time gives four, quadratic time sixteen."""
LENGTHS = SHORT, LONG = 4_000, 16_000
"""Characters of the two texts, one four times the other."""

UNITS = (
    *PUMPED,
    *("The ", "Việt Nam và ", "“We will sign the treaty,” said Anna Lee. ", "Anna Lee, minister of health, "),
    *("according to Anna Lee, ", "the Anna Lee Initiative ", "The Ministry of Health and ", "a” ", "U.N. "),
    *(
        "Bộ trưởng Nguyễn Văn An cho biết ",
        "between 2020 and ",
        "A. B. ",
        "Anna Lee met Bob in Paris on 3 May. ",
    ),
)


def time_steps(text: str, language: str) -> dict[str, float]:
    """The processor time of each step from a text to its annotation, the model of the language apart."""
    taken: dict[str, float] = {}

    def measure(name: str, step: Callable[..., Any], *given: Any) -> Any:
        started = time.process_time()
        found = step(*given)
        taken[name] = time.process_time() - started
        return found

    source = measure("repair", repair, text)[0]
    measure("clean", clean, source)
    article = Article("a1", source, language, published="2026-01-16")
    measure("sentences", find_sentences, article)
    parsed = measure("parse", lambda: list(parse([article])))[0]
    mentions = measure("mentions", find_mentions, parsed)
    times = measure("times", find_times, article, parsed.sentences)
    statements = measure("statements", find_statements, parsed, mentions)
    measure("tokens", find_tokens, parsed)
    measure("roles", find_roles, parsed, mentions)
    measure("events", find_events, parsed, mentions, times, statements)
    measure("initiatives", find_initiatives, parsed, mentions, statements)
    return taken


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """The garbage of other tests is theirs."""
    time_steps("Dr. Anna Lee said on Friday that Viet Nam will sign a treaty.", "vi")
    gc.collect()
    gc.disable()
    yield
    gc.enable()


Taken = dict[int, dict[str, float]]
"""Seconds by length and step."""


def time_lengths(unit: str, language: str) -> Taken:
    """The time of each step on a short and a long text of a repeated unit."""
    texts = {length: f"Dr. Anna Lee met Bob. {unit * (length // len(unit))} end." for length in LENGTHS}
    return {length: time_steps(text, language) for length, text in texts.items()}


def keep_fastest(one: Taken, other: Taken) -> Taken:
    """The lesser of two times of the same work: what is above it is another process's."""
    return {
        length: {step: min(taken, other[length][step]) for step, taken in steps.items()}
        for length, steps in one.items()
    }


def find_slow(taken: Taken) -> list[str]:
    """What breaks the bound."""
    over = [
        f"{step}: {seconds:.3f} s for {length} characters"
        for length, steps in taken.items()
        for step, seconds in steps.items()
        if seconds > SECONDS_OF_A_CALL + SECONDS_PER_CHARACTER * length
    ]
    growing = [
        f"{step}: {taken[SHORT][step]:.3f} s, then {seconds:.3f} s"
        for step, seconds in taken[LONG].items()
        if seconds > MOST_GROWTH * max(taken[SHORT][step], SECONDS_OF_A_CALL / 4)
    ]
    return over + growing


@pytest.mark.parametrize("unit", UNITS)
def test_promise_15_each_annotator_takes_linear_time(unit: str) -> None:
    """Measured again when it fails, for another process may have had the machine."""
    taken = time_lengths(unit, "vi")
    if find_slow(taken):
        taken = keep_fastest(taken, time_lengths(unit, "vi"))
    assert find_slow(taken) == []


def test_what_grows_with_the_square_breaks_the_bound() -> None:
    assert find_slow({SHORT: {"a": 0.1}, LONG: {"a": 0.4}}) == []
    assert find_slow({SHORT: {"a": 0.1}, LONG: {"a": 1.6}}) == [
        "a: 1.600 s for 16000 characters",
        "a: 0.100 s, then 1.600 s",
    ]
    assert find_slow({SHORT: {"a": 0.04}, LONG: {"a": 0.64}}) == ["a: 0.040 s, then 0.640 s"]
