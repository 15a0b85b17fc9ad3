"""Generation: any number of articles put together from real sentences, to measure what a large corpus costs.

    python -m corpus_tools.running.generation COUNT OUT [SEEDS]

The same seed gives the same articles, and the first ones of a large corpus are those of a small one.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.reading.folder import Reading, read_folder

OUTLETS = tuple(f"Outlet {number:02d}" for number in range(40))
"""Made-up names: that an outlet printed this would not be true."""

_FIRST_DAY = date(2020, 1, 1)
_DAYS = 2000
_SENTENCES = (8, 16)
_FILE = 1000


def read_pool(reading: Reading) -> dict[str, list[str]]:
    """The sentences of what was read by language, each once, in order; short ones are left out."""
    pool: dict[str, dict[str, None]] = {}
    for article in reading.items():
        for sentence in find_sentences(article):
            text = article.text[sentence.start : sentence.end].replace("\n", " ")
            if len(text.split()) >= 6:
                pool.setdefault(article.language, {})[text] = None
    return {language: list(sentences) for language, sentences in sorted(pool.items())}


def generate(
    pool: Mapping[str, Sequence[str]], count: int, *, seed: int = 0, copies: float = 0.05
) -> Iterator[dict[str, str]]:
    """Make articles from sentences of one language each; some are copies of an earlier one.

    Args:
        pool: sentences by language; languages are drawn in proportion to what they have.
        count: how many articles.
        seed: of the draws; article n depends on it and on n alone.
        copies: the share of articles that repeat one of the last hundred, under another outlet, up to two
            days later and without its last paragraph.

    Yields:
        Records as reading takes them, with `copy_of`, the number of the article it copies, or "".

    >>> one, two = (list(generate({"en": ["One is here.", "Two is there."]}, n)) for n in (1, 2))
    >>> one == two[:1]
    True
    """
    languages = [language for language, sentences in pool.items() for _ in sentences]
    for number in range(count):
        draw = Random(f"{seed}/{number}")  # noqa: S311 (nothing secret)
        source = number - draw.randint(1, 100) if draw.random() < copies else -1
        if source < 0:
            yield {**_make(pool, languages, number, seed), "copy_of": ""}
        else:
            yield {**_copy(_make(pool, languages, source, seed), draw), "copy_of": str(source)}


def write_corpus(records: Iterator[dict[str, str]], folder: Path) -> int:
    """Write records as .jsonl files of a thousand articles each; how many there were."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    written = 0
    for record in records:
        lines.append(json.dumps(record, ensure_ascii=False, sort_keys=True))
        if len(lines) == _FILE:
            written += _write(lines, folder, written)
    return written + _write(lines, folder, written)


def _make(
    pool: Mapping[str, Sequence[str]], languages: Sequence[str], number: int, seed: int
) -> dict[str, str]:
    draw = Random(f"{seed}:{number}")  # noqa: S311 (nothing secret)
    sentences = pool[draw.choice(languages)]
    wanted = min(draw.randint(*_SENTENCES), len(sentences))
    chosen = draw.sample(sentences, wanted)
    paragraphs = [" ".join(chosen[start : start + 2]) for start in range(0, wanted, 2)]
    day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
    return {
        "title": f"Report {number}",
        "text": "\n\n".join(paragraphs),
        "date": day.isoformat(),
        "outlet": draw.choice(OUTLETS),
    }


def _copy(record: dict[str, str], draw: Random) -> dict[str, str]:
    day = date.fromisoformat(record["date"]) + timedelta(days=draw.randint(0, 2))
    return {
        **record,
        "text": record["text"].rpartition("\n\n")[0] or record["text"],
        "outlet": draw.choice([name for name in OUTLETS if name != record["outlet"]]),
        "date": day.isoformat(),
    }


def _write(lines: list[str], folder: Path, before: int) -> int:
    count = len(lines)
    if count:
        (folder / f"part-{before // _FILE:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines.clear()
    return count


def main(arguments: Sequence[str]) -> int:
    """Write COUNT articles to the folder OUT, from the sentences of the folder SEEDS (seeds)."""
    count, out, seeds = int(arguments[0]), Path(arguments[1]), Path(*arguments[2:3] or ["seeds"])
    write_corpus(generate(read_pool(read_folder(seeds)), count), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
