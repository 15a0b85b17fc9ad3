"""Small corpora for the tests of the measuring room: frames from plain sentences, without any parser."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from corpus_tools import schema
from corpus_tools.measuring.words import COLUMNS

STOPS = {"the", "of", "and", "a", "la", "le", "de", "et"}


def make_corpus(
    texts: Mapping[str, Sequence[str]],
    languages: Mapping[str, str] | None = None,
    **columns: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The frames tokens, articles and sentences of articles given as lists of sentences."""
    tokens, articles, sentences = [], [], []
    for article_id, lines in texts.items():
        language = (languages or {}).get(article_id, "en")
        extra = {name: values.get(article_id, "") for name, values in columns.items()}
        articles.append({"article_id": article_id, "language": language, **extra})
        start = 0
        for number, line in enumerate(lines, 1):
            identifier = f"{article_id}.s{number:03d}"
            end = start + len(line)
            row = {"article_id": article_id, "sentence_id": identifier, "paragraph": number}
            sentences.append({**row, "start": start, "end": end, "text": line})
            tokens += _tokens(article_id, identifier, start, line)
            start = end + 1
    return (
        pd.DataFrame(tokens, columns=list(COLUMNS)),
        schema.frame("articles", articles),
        schema.frame("sentences", sentences),
    )


def _tokens(article_id: str, sentence_id: str, start: int, line: str) -> list[dict[str, object]]:
    return [
        {
            "article_id": article_id,
            "sentence_id": sentence_id,
            "start": start + match.start(),
            "end": start + match.end(),
            "text": match.group(),
            "lemma": match.group().lower(),
            "pos": "",
            "is_word": match.group()[0].isalnum(),
            "is_stop": match.group().lower() in STOPS,
        }
        for match in re.finditer(r"\w+['’]|\w+|[^\w\s]", line)
    ]


def source_texts(texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The source text of each article: its sentences, one space apart."""
    return {article_id: " ".join(lines) for article_id, lines in texts.items()}
