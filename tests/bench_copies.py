"""Copies among thousands of articles: time and recall, beside datasketch's MinHash where it is installed.

    python tests/bench_copies.py 5000 10000 20000
    python tests/bench_copies.py --few 5000 10000 20000

Each line has the articles, the reprints planted (10 to 40 % of sentences changed or cut), and for either way
the seconds of processor time, the recall and the precision. datasketch is set up for such edits: 128
permutations, the same shingles of four words, threshold 0.3. With `--few` the archive has no new names as it
grows (see `wire.py`). Measured with datasketch 2.0.0, time over ours among 5,000 articles:

| articles | names | ours: time, recall, precision | datasketch: time, recall, precision |
|---|---|---|---|
| 5,000 | many | 1.0, 1.0, 1.0 | 2.2, .987, .913 |
| 10,000 | many | 2.1, 1.0, 1.0 | 3.2, .992, .959 |
| 20,000 | many | 4.1, 1.0, 1.0 | 6.8, .993, .922 |
| 5,000 | few | 0.8, 1.0, 1.0 | 1.9, .993, .348 |
| 10,000 | few | 1.7, 1.0, 1.0 | 3.2, .992, .214 |
| 20,000 | few | 3.1, 1.000, 1.0 | 6.6, .992, .134 |

Four times as many articles take 4.1 times as long where names grow with the archive, 3.7 times where they
do not.
"""

import importlib.util
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from wire import make_wire

from corpus_tools.characters import fold
from corpus_tools.linking.copies import SHINGLE, find_copies

Pairs = set[tuple[str, str]]


class Measure(NamedTuple):
    """How one way of finding copies did among some articles."""

    way: str
    articles: int
    planted: int
    seconds: float
    recall: float
    precision: float


def measure(count: int, names: Literal["many", "few"] = "many") -> list[Measure]:
    """What each way finds among the same articles; datasketch is left out where it is not installed."""
    bodies, planted = make_wire(count, names=names)
    ways: dict[str, Callable[[Mapping[str, str]], Pairs]] = {"ours": find_ours}
    if importlib.util.find_spec("datasketch"):
        ways["datasketch"] = find_with_datasketch
    found = []
    for way, find in ways.items():
        start = time.process_time()
        pairs = find(bodies)
        seconds = round(time.process_time() - start, 1)
        recall, precision = (round(len(pairs & planted) / max(len(part), 1), 4) for part in (planted, pairs))
        found.append(Measure(way, count, len(planted), seconds, recall, precision))
    return found


def find_ours(bodies: Mapping[str, str]) -> Pairs:
    """The pairs of copies that the package finds."""
    return {(each.article_id, each.partner_id) for each in find_copies(bodies)}


def find_with_datasketch(bodies: Mapping[str, str]) -> Pairs:
    """The pairs that datasketch finds, set up for the same edits."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.3, num_perm=128)
    pairs: Pairs = set()
    for article_id, text in bodies.items():
        words = re.findall(r"[^\W_]+", fold(text))
        shingles = [" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)]
        signature = MinHash(num_perm=128)
        signature.update_batch(shingles)
        for other in index.query(signature):
            pairs.add((min(article_id, other), max(article_id, other)))
        index.insert(article_id, signature)
    return pairs


def main(words: Sequence[str]) -> None:
    """Write a line for each way and number of articles."""
    names: Literal["many", "few"] = "few" if "--few" in words else "many"
    for count in [int(word) for word in words if word.isdigit()] or [2000, 5000]:
        for each in measure(count, names):
            line = "  ".join(f"{name} {value}" for name, value in each._asdict().items())
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
