"""Article: what reading hands to annotating, the source text of one article with what is known about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """One article, ready to be annotated.

    Attributes:
        article_id: stable id, made from the words of the text, so that encoding, Unicode form, line
            ends, quotes and file name do not change it.
        text: the source text (NFC, newline line ends); all offsets count its characters.
        language: `en`, `fr`, `vi`, or empty when unsure.
        dropped: the spans that cleaning removed, in order; the body is everything else.
        published: ISO date, or empty when the article carries none.
        published_earliest: first day on which it can have been published, or empty.
        published_latest: last such day, or empty.
        dateline: the place it was filed from, as written, or empty.
        title: its headline, or empty.
        outlet: who published it, or empty.
    """

    article_id: str
    text: str
    language: str = ""
    dropped: tuple[tuple[int, int], ...] = ()
    published: str = ""
    published_earliest: str = ""
    published_latest: str = ""
    dateline: str = ""
    title: str = ""
    outlet: str = ""
