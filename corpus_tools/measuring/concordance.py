"""Concordance: a keyword in context, line by line, each line with the sentence it stands in."""

from collections.abc import Mapping

import pandas as pd

from corpus_tools.characters import fold, squeeze
from corpus_tools.errors import UsageError
from corpus_tools.measuring.patterns import find_pattern
from corpus_tools.measuring.rounding import tabulate

COLUMNS = ("article_id", "sentence_id", "start", "end", "left", "text", "right")


def find_keyword(
    sentences: pd.DataFrame, texts: Mapping[str, str], pattern: str, *, width: int = 60
) -> pd.DataFrame:
    """Find a pattern in the sentences and show each hit with what stands before and after it.

    Args:
        sentences: frame `sentences`.
        texts: source text by article_id.
        pattern: words with `*` and `?`, see `patterns`.
        width: characters of context on each side, inside the paragraph; cut at a word.

    Returns:
        One row per hit in reading order: article_id, sentence_id, start, end (source offsets), left,
        text (the keyword as written), right. Contexts are on one line. No hit gives an empty frame.

    Raises:
        UsageError: the pattern has no letter or `width` is below 1.
    """
    if width < 1:
        raise UsageError("the context needs a width", value=width, remedy="use width=60")
    rows = []
    bounds = (
        sentences.groupby(["article_id", "paragraph"]).agg({"start": "min", "end": "max"}).to_dict("index")
    )
    columns = ("article_id", "paragraph", "sentence_id", "start", "end")
    for article_id, paragraph, sentence_id, first, last in zip(*map(sentences.get, columns), strict=True):
        text, bound = texts[article_id], bounds[article_id, paragraph]
        for left, right in find_pattern(pattern, text[first:last]):
            start, end = int(first) + left, int(first) + right
            rows.append(
                {
                    "article_id": article_id,
                    "sentence_id": sentence_id,
                    "start": start,
                    "end": end,
                    "left": _before(text, start, max(bound["start"], start - width)),
                    "text": text[start:end],
                    "right": _after(text, end, min(bound["end"], end + width)),
                }
            )
    return tabulate(rows, COLUMNS)


def sort_concordance(lines: pd.DataFrame, *, by: str = "right") -> pd.DataFrame:
    """Sort a concordance by the words after (`right`) or before (`left`, nearest first); a new frame.

    Raises:
        UsageError: `by` is neither left nor right.
    """
    if by not in ("left", "right"):
        raise UsageError("a concordance is sorted by its context", value=by, remedy="use left or right")
    nearest = [fold(" ".join(cell.split()[::-1]) if by == "left" else cell) for cell in lines[by]]
    order = ["_nearest", "article_id", "start"]
    return lines.assign(_nearest=nearest).sort_values(order, ignore_index=True).drop(columns="_nearest")


def _before(text: str, at: int, cut: int) -> str:
    context = text[cut:at]
    if cut and not text[cut - 1].isspace() and " " in context:
        context = context[context.index(" ") :]
    return squeeze(context)


def _after(text: str, at: int, cut: int) -> str:
    context = text[at:cut]
    if cut < len(text) and not text[cut].isspace() and " " in context:
        context = context[: context.rindex(" ")]
    return squeeze(context)
