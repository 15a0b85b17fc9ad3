"""Sections: a very long article in parts that are parsed and annotated one by one.

What an annotator remembers of an article (who was named, which quotation is open) it compares with each
new sentence, so its time would grow with the square of the length; and what the model says of a text takes
many times the memory of the text. A section bounds both; an entity keeps its id, which its name makes, from
section to section.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus_tools.annotating.sentences import Sentence
from corpus_tools.reading.article import Article

LONGEST = 50_000
"""Characters of a section; hardly an article of the press is longer."""


def split_sections(
    article: Article, sentences: Sequence[Sentence], *, longest: int = LONGEST
) -> Iterator[tuple[Article, tuple[Sentence, ...]]]:
    """The sections of an article in order, whole sentences each; an article of common length is one.

    Offsets and sentences stay those of the article; for a section, all that lies outside it counts as
    dropped.

    Args:
        article: the article.
        sentences: its sentences, in order.
        longest: characters from the first to the last sentence of a section.
    """
    if not sentences or sentences[-1].end - sentences[0].start <= longest:
        yield article, tuple(sentences)
        return
    for first, last in _group(sentences, longest):
        start, end = sentences[first].start, sentences[last - 1].end
        inside = [span for span in article.dropped if span[0] < end and span[1] > start]
        dropped = ((0, start), *inside, (end, len(article.text)))
        yield replace(article, dropped=dropped), tuple(sentences[first:last])


def _group(sentences: Sequence[Sentence], longest: int) -> Iterator[tuple[int, int]]:
    first = 0
    for number, sentence in enumerate(sentences):
        if sentence.end - sentences[first].start > longest and number > first:
            yield first, number
            first = number
    yield first, len(sentences)
