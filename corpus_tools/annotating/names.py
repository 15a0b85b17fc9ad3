"""Names: the mentions of people, organisations, places, instruments and events in one article.

Language decides, the model only helps: known names, head nouns ("Ministry of …"), titles and family
names come first, and what the model labels fills the gaps.
"""

from typing import Any

from corpus_tools.annotating.authority import Authority, load_authority
from corpus_tools.annotating.candidates import find_names
from corpus_tools.annotating.capitals import sentence_words
from corpus_tools.annotating.entities import identify
from corpus_tools.annotating.marked import mark
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.references import find_references
from corpus_tools.annotating.wording import load_wording


def find_mentions(parsed: Parsed, *, authority: Authority | None = None) -> list[dict[str, Any]]:
    """Find the mentions of one article.

    Returns:
        Rows of the table `mentions` in reading order, without `actor_id`, with `entity`: the id of the
        entity inside this article. Names come in their longest form, once; role references ("the
        minister") and pronouns that stand for a person already named are mentions as well.
    """
    known = authority or load_authority()
    wording = load_wording(parsed.article.language)
    sentences = [sentence_words(parsed, number) for number in range(len(parsed.sentences))]
    marked = [mark(words, wording, known, parsed.article.language) for words in sentences]
    spans = [find_names(each, parsed, number) for number, each in enumerate(marked)]
    names = identify(parsed, marked, spans)
    rows = names + find_references(parsed, sentences, names, wording)
    return sorted(rows, key=lambda row: (row["start"], row["end"]))
