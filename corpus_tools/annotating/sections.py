"""Sections: a very long article in parts that are annotated one by one.

What an annotator remembers of an article (who was named, which quotation is open) it compares with each
new sentence, so its time would grow with the square of the length. A section bounds that; an entity keeps
its id, which its name makes, from section to section.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.sentences import Sentence

LONGEST = 50_000
"""Characters of a section; hardly an article of the press is longer."""


def split_sections(parsed: Parsed, *, longest: int = LONGEST) -> Iterator[Parsed]:
    """The sections of an article in order, whole sentences each; an article of common length is one.

    Offsets and sentences stay those of the article; for a section, all that lies outside it counts as
    dropped.

    Args:
        parsed: the article.
        longest: characters from the first to the last sentence of a section.
    """
    if not parsed.sentences or parsed.sentences[-1].end - parsed.sentences[0].start <= longest:
        yield parsed
        return
    for first, last in _group(parsed.sentences, longest):
        start, end = parsed.sentences[first].start, parsed.sentences[last - 1].end
        inside = [span for span in parsed.article.dropped if span[0] < end and span[1] > start]
        dropped = ((0, start), *inside, (end, len(parsed.article.text)))
        yield Parsed(
            replace(parsed.article, dropped=dropped),
            parsed.sentences[first:last],
            parsed.spans[first:last],
            parsed.offsets[first:last],
        )


def _group(sentences: Sequence[Sentence], longest: int) -> Iterator[tuple[int, int]]:
    first = 0
    for number, sentence in enumerate(sentences):
        if sentence.end - sentences[first].start > longest and number > first:
            yield first, number
            first = number
    yield first, len(sentences)
