"""Artificial wire articles for tests of copies: reprints with planted edits, and reports made from templates.

Sentences come from the articles of the case sets, so that common phrases recur as they do in news; each
article takes some at random and changes some of their words for others, so that no two are alike by chance.
An archive that grows tells of new people and places, so the names grow with the number of articles; what
articles have in common is background of their beat (a sentence in about thirty of them, however many there
are) and stock phrases (a sentence in one of twenty). `make_wire(names="few")` keeps the names of the case
sets only: then unlike articles share ever more phrases, as in no archive, and finding copies is harder.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.reading.article import Article

CASES = Path(__file__).parent / "cases"
LENGTH = (12, 26)
"""Fewest and most sentences of an article."""
BEAT = 20
"""Articles for each sentence of background; each takes none to three."""
STOCK = 0.05
"""The share of articles that have a certain stock phrase."""
SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gar",
    "hol",
    "ki",
    "lu",
    "mer",
    "no",
    "pas",
    "ri",
    "sun",
    "tev",
    "vi",
    "zan",
)

HOSTS = ("Health Minister", "Trade Minister", "Deputy Prime Minister", "Mayor", "Governor")
GIVEN = (
    "Amina",
    "Boris",
    "Chen",
    "Dalia",
    "Emeka",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jamal",
    "Kofi",
    "Linh",
)
FAMILY = (
    "Abara",
    "Bonnet",
    "Castellan",
    "Dragan",
    "Eriksen",
    "Fofana",
    "Gurung",
    "Haddad",
    "Ilunga",
    "Jansons",
    "Kaya",
    "Lindgren",
    "Mbeki",
    "Novak",
    "Okafor",
    "Petrov",
    "Quispe",
    "Rahman",
    "Silva",
    "Tamm",
)
TOWNS = ("Arlen", "Bexley", "Corvo", "Dunmore", "Elvas", "Ferrol", "Gorna", "Hasselt", "Ilidza", "Jelgava")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def read_sentences() -> list[str]:
    """The English sentences of the case sets."""
    found = []
    for name in ("stories.yml", "stories_unseen.yml"):
        for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8")):
            if case["language"] == "en":
                text = case["text"]
                spans = find_sentences(Article("x", text, "en"))
                found += [text[span.start : span.end] for span in spans]
    return [sentence for sentence in found if len(sentence.split()) >= 8]


@dataclass(frozen=True)
class Stuff:
    """What articles are made of: patterns of sentences, words and names to fill in, and what they share."""

    sentences: list[str]
    words: list[str]
    names: list[str]
    background: list[str]
    stock: list[str]


def make_wire(
    count: int, *, seed: int = 1, share: float = 0.2, names: Literal["many", "few"] = "many"
) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Articles by id, and the pairs of an article and its reprint.

    Args:
        count: articles in all, reprints included.
        seed: of everything that is drawn.
        share: how many of them are reprints, with 10 to 40 % of their sentences changed or cut.
        names: whether new articles bring new names, or all have those of the case sets.
    """
    source = random.Random(seed)
    stuff = gather(count, source, names=names)
    bodies: dict[str, str] = {}
    planted: set[tuple[str, str]] = set()
    number = 0
    while len(bodies) < count:
        lines = write(stuff, source)
        bodies[f"a{number:06d}"] = " ".join(lines)
        if source.random() < share / (1 - share) and len(bodies) < count:
            bodies[f"b{number:06d}"] = " ".join(edit(lines, stuff, source))
            planted.add((f"a{number:06d}", f"b{number:06d}"))
        number += 1
    return bodies, planted


def gather(count: int, source: random.Random, *, names: Literal["many", "few"]) -> Stuff:
    """What so many articles are made of."""
    sentences = read_sentences()
    words = sorted({word for sentence in sentences for word in re.findall(r"[a-z]{4,}", sentence)})
    new = [make_name(source) for _ in range(count if names == "many" else 0)]
    stuff = Stuff(sentences, words, new, [], [])
    stuff.background.extend(
        vary(source.choice(sentences), stuff, source) for _ in range(max(count // BEAT, 1))
    )
    stuff.stock.extend(vary(source.choice(sentences), stuff, source) for _ in range(4))
    return stuff


def make_name(source: random.Random) -> str:
    """A name of two to four syllables."""
    return "".join(source.choices(SYLLABLES, k=source.randint(2, 4))).capitalize()


def write(stuff: Stuff, source: random.Random) -> list[str]:
    """The sentences of an article: its own, and what it shares with others."""
    lines = [vary(source.choice(stuff.sentences), stuff, source) for _ in range(source.randint(*LENGTH))]
    if stuff.names:
        lines += source.sample(stuff.background, k=min(source.randint(0, 3), len(stuff.background)))
        lines += [phrase for phrase in stuff.stock if source.random() < STOCK]
    return lines


def vary(sentence: str, stuff: Stuff, source: random.Random) -> str:
    """A sentence with about half of its longer words changed for others, and all its names and numbers."""

    def change(match: re.Match[str]) -> str:
        return source.choice(stuff.words) if source.random() < 0.5 else match.group()

    varied = re.sub(r"\b[a-z]{4,}\b", change, sentence)
    if not stuff.names:
        return varied
    varied = re.sub(r"(?<=[a-z,] )[^\W\d_a-z]\w{2,}", lambda _: source.choice(stuff.names), varied)
    return re.sub(r"\b\d{2,}\b", lambda match: str(source.randrange(10 ** len(match.group()))), varied)


def edit(lines: Sequence[str], stuff: Stuff, source: random.Random) -> Iterator[str]:
    """A reprint: a new headline, and 10 to 40 % of the sentences cut or changed."""
    changed = set(source.sample(range(len(lines)), k=max(1, round(len(lines) * source.uniform(0.1, 0.4)))))
    yield " ".join(source.choices(stuff.words, k=6)).capitalize() + "."
    for number, line in enumerate(lines):
        if number not in changed:
            yield line
        elif source.random() < 0.5:
            yield vary(source.choice(stuff.sentences), stuff, source)


def make_templates(count: int, *, seed: int = 1) -> tuple[list[dict[str, str]], set[frozenset[str]]]:
    """Reports made from five templates, as cases, and the pairs of a report and its true reprint.

    The reports of one template differ in names, numbers and days; every fourth has a reprint that is cut.
    """
    source = random.Random(seed)
    forms = yaml.safe_load((CASES / "templates.yml").read_text(encoding="utf-8"))
    cases: list[dict[str, str]] = []
    planted: set[frozenset[str]] = set()
    for number in range(count):
        fields = _draw_fields(source)
        lines = [line.format(**fields) for line in forms[number % len(forms)]]
        day = f"2024-03-{source.randint(1, 28):02d}"
        case = {"id": f"t{number:04d}", "language": "en", "published": day, "text": " ".join(lines)}
        cases.append(case)
        if number // len(forms) % 4 == 0:
            kept = [f"News from the wires {number}.", *lines[:-1]]
            cases.append({**case, "id": f"r{number:04d}", "text": " ".join(kept)})
            planted.add(frozenset((case["id"], f"r{number:04d}")))
    return cases, planted


def _draw_fields(source: random.Random) -> dict[str, object]:
    town, other, third = source.sample(TOWNS, k=3)
    first, second = (f"{source.choice(GIVEN)} {source.choice(FAMILY)}" for _ in range(2))
    return {
        **{"town": town, "other": other, "third": third, "person": first, "second": second},
        "firm": f"{source.choice(FAMILY)} {source.choice(('Holdings', 'Group', 'Industries'))}",
        "host": source.choice(HOSTS),
        "day": source.choice(DAYS),
        **{"few": source.randint(2, 5), "digit": source.randint(0, 9), "low": source.randint(2, 39)},
        **{"tens": source.randint(10, 99), "speed": source.randint(10, 90)},
        **{name: source.randint(100, 999) for name in ("hundreds", "other_hundreds", "patients")},
        "thousands": source.randint(10000, 99999),
    }
