"""Fuzzing: made-up inputs for readers, cleaner, annotators and writers, each judged by what must always hold.

python tests/fuzzing.py [--inputs N] [--seed N] [TARGET …]

Words that have made trouble before, wording of the languages and pumped repetitions are drawn at random;
`fuzzing_guided` lets coverage guide them. A failing input is written to tests/cases/crashes/ and stays there
as a case.
"""

import argparse
import io
import json
import random
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pandas as pd
from lxml import etree

from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.times import find_times
from corpus_tools.publishing.evidence import show_evidence
from corpus_tools.publishing.formats import _svg
from corpus_tools.reading.article import Article
from corpus_tools.reading.cleaning import body_of, clean
from corpus_tools.reading.formats import FORMATS
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Record
from corpus_tools.reading.refusals import RefusalError
from corpus_tools.reading.repairing import repair

_TOGETHER = 40
"""Inputs that are put into one page: most of the time goes into making tables."""
CASES = Path(__file__).parent / "cases"
CRASHES = CASES / "crashes"
SECONDS_PER_CHARACTER = 0.05 / 1_000
"""The bound of promise 15: 50 ms of processor time for 1,000 characters."""
_GRACE = 0.25
"""Seconds that any call may take, for the clock of a busy machine."""

WORDS = [
    *(CASES / "fuzz_words.txt").read_text("utf-8").split(),
    *("", "\n", "\n\n", "\r\n", "\t", "\u200b", "\u202e", "\u0301", "\x00", "\x0b", "\ufffe"),
]
LANGUAGES = ("en", "fr", "vi", "")
SUFFIXES = sorted({suffix for suffix in FORMATS if suffix not in {".zip"}})
LIMITS = Limits(article_characters=100_000)
_PUMPED = 0.03
"""Share of the parts of a text that are repeated up to 200 times."""


def make_text(draw: random.Random) -> str:
    """A text of hostile and ordinary words, some of them pumped."""
    parts = []
    for _ in range(draw.randint(1, 12)):
        words = draw.choices(WORDS, k=draw.randint(1, 6))
        glue = draw.choice(("", " ", " ", " "))
        parts.append(glue.join(words) * (draw.randint(2, 200) if draw.random() < _PUMPED else 1))
    return draw.choice((" ", "\n", "\n\n", "")).join(parts)


def check_readers(text: str, number: int) -> None:
    """A reader yields records and failures, or refuses; it does nothing else."""
    data = text.encode(("utf-8", "utf-16", "cp1252", "utf-8")[number % 4], "replace")
    try:
        for outcome in FORMATS[SUFFIXES[number % len(SUFFIXES)]].reader(data, LIMITS):
            if isinstance(outcome, Record):
                assert isinstance(outcome.text, str)
                assert all(isinstance(value, str) for value in outcome.fields.values())
            elif isinstance(outcome, Failure):
                assert outcome.refusal.reason
    except RefusalError as refusal:
        assert refusal.reason
        assert refusal.remedy


def check_cleaner(text: str, number: int) -> None:
    """Cleaned plus dropped is the source, exactly; a cleaned text has nothing left to clean."""
    source = repair(text)[0]
    dropped = clean(source)
    edges = [0, *(edge for span in dropped for edge in (span.start, span.end)), len(source)]
    assert edges == sorted(edges)
    pieces = [source[start:end] for start, end in pairwise(edges)]
    assert "".join(pieces) == source
    body = body_of(source, dropped)
    assert "".join(pieces[::2]) == body
    assert clean(body) == []
    assert repair(source)[0] == source
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in _VISIBLE.sub("", source))


_VISIBLE = re.compile("[\t\n]")
"""The control characters that a text may hold."""


def check_times(text: str, number: int) -> None:
    """Each time expression is a slice of the source, with its bounds in order."""
    article = _make_article(text, number)
    for row in find_times(article, find_sentences(article)):
        assert article.text[row["start"] : row["end"]] == row["text"]
        assert not row["earliest"] or not row["latest"] or row["earliest"] <= row["latest"]


def check_speech(text: str, number: int) -> None:
    """Each statement and mention is a slice of the source."""
    article = _make_article(text, number if number % 500 == 499 else 2)  # Seldom with a model: it is slow.
    for section in parse([article]):
        mentions = find_mentions(section)
        for row in [*mentions, *find_statements(section, mentions)]:
            assert article.text[row["start"] : row["end"]] == row["text"]


_TAGS = frozenset(
    {
        *("html", "body", "div", "p", "span", "a", "br", "style", "small", "section", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td", "caption", "ul", "ol", "li"),
        *("blockquote", "q", "cite", "b", "i", "em", "strong", "mark", "sup", "code", "time"),
    }
)


def check_html(text: str, number: int) -> None:
    """Whatever a cell, a name, an address or a sentence holds, the page has our tags only, and no handler."""
    check_page([text])


def check_page(texts: Sequence[str]) -> None:
    """The same for several inputs in one table: a row, a column, an article and a sentence for each."""
    ids = [f"a{place}" for place in range(len(texts))]
    spoken = [f"{article_id}.s001" for article_id in ids]
    articles = pd.DataFrame({"article_id": ids, "outlet": texts, "file": texts, "published": texts})
    sentences = pd.DataFrame({"article_id": ids, "sentence_id": spoken, "text": texts})
    data = pd.DataFrame({"what": texts, **dict.fromkeys(filter(None, texts), 1), "sentence_id": spoken})
    page = str(show_evidence(data, sentences, articles)._repr_html_())
    for element in etree.fromstring(page, etree.HTMLParser()).iter(etree.Element):
        assert element.tag in _TAGS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert not re.match(r"\s*(javascript|data|file|vbscript):", value, re.IGNORECASE), value


def check_svg(text: str, number: int) -> None:
    """A drawing stays well-formed, with no element but its own."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    made = _svg(drawing, {"figure_id": "f00-x", "title": text}, text, text)
    tags = [etree.QName(element).localname for element in etree.parse(io.BytesIO(made)).iter(etree.Element)]
    assert tags == ["svg", "title", "desc", "metadata", "g"]


def _make_article(text: str, number: int) -> Article:
    return Article("a1", repair(text)[0], LANGUAGES[number % 4], published="2026-01-16" if number % 3 else "")


TARGETS: dict[str, Callable[[str, int], None]] = {
    "readers": check_readers,
    "cleaner": check_cleaner,
    "times": check_times,
    "speech": check_speech,
    "html": check_html,
    "svg": check_svg,
}
TIMED = {"cleaner": 1, "times": 1, "speech": 2}
"""How many annotators, each with its own bound, a target calls."""


def check(target: str, text: str, number: int) -> None:
    """Check one input, and the time that it takes.

    Raises:
        AssertionError: something that must always hold does not.
    """
    most = _GRACE + SECONDS_PER_CHARACTER * len(text) * TIMED.get(target, 0)
    taken = _time(target, text, number)
    if target in TIMED and taken > most:
        taken = _time(target, text, number)  # Lexicons and models are there now.
        assert taken <= most, f"{taken:.2f} s for {len(text)} characters"


def _time(target: str, text: str, number: int) -> float:
    started = time.process_time()
    TARGETS[target](text, number)
    return time.process_time() - started


def fuzz(target: str, *, inputs: int, seed: int) -> int:
    """Check so many inputs of a target; failing ones are kept, and their number is returned."""
    draw = random.Random(f"{target} {seed}")
    failed = 0
    for first in range(0, inputs, _TOGETHER):
        texts = [make_text(draw) for _ in range(min(_TOGETHER, inputs - first))]
        if target == "html" and _is_sound(texts):
            continue
        for number, text in enumerate(texts, first):
            try:
                check(target, text, number)
            except Exception as error:  # Whatever it is, it is what is sought.
                failed += 1
                keep(target, text, number, error)
    return failed


def _is_sound(texts: Sequence[str]) -> bool:
    """Whether a page of many inputs is as it must be; what is wrong with it is found one by one."""
    try:
        check_page(texts)
    except Exception:
        return False
    return True


def keep(target: str, text: str, number: int, error: Exception) -> None:
    """Keep a failing input as a case, under the digest of what it is."""
    case = {
        "target": target,
        "number": number,
        "text": text,
        "error": f"{type(error).__name__}: {error}"[:200],
    }
    CRASHES.mkdir(exist_ok=True)
    name = sha256(f"{target} {number} {text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    (CRASHES / f"{target}-{name}.json").write_text(json.dumps(case, indent=1) + "\n", encoding="utf-8")


def read_options(description: str | None) -> argparse.Namespace:
    """What the command line of a fuzzer says: targets, number of inputs, seed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> int:
    """Fuzz the targets that are named, or all, one after the other."""
    options = read_options(__doc__)
    code = 0
    for target in options.targets or TARGETS:
        started = time.monotonic()
        failed = fuzz(target, inputs=options.inputs, seed=options.seed)
        seconds = time.monotonic() - started
        print(f"{target}: {options.inputs} inputs, {failed} failures, {seconds:.0f} s", flush=True)
        code |= bool(failed)
    return code


if __name__ == "__main__":
    sys.exit(main())
