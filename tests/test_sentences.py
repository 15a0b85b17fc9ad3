"""Sentences and paragraphs: where they start and end, on cases of three languages."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotating.paragraphs import body_spans, find_paragraphs
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.reading.article import Article

CASES = [
    ("en", "Mr. Smith met Dr. Jane J. Roe. They agreed.", ["Mr. Smith met Dr. Jane J. Roe.", "They agreed."]),
    ("en", "It rose 3.5 per cent. No. 10 said so.", ["It rose 3.5 per cent.", "No. 10 said so."]),
    ("en", "The U.S. President spoke. Why?", ["The U.S. President spoke.", "Why?"]),
    ("en", "“Stop!” he said. “Now.” She left.", ["“Stop!” he said.", "“Now.”", "She left."]),
    ("en", "He left at 5 p.m. on Friday... and returned.", ["He left at 5 p.m. on Friday... and returned."]),
    ("en", "It ended (see p. 4). The rest followed.", ["It ended (see p. 4).", "The rest followed."]),
    ("fr", "M. Diop est venu. Mme. Sy aussi.", ["M. Diop est venu.", "Mme. Sy aussi."]),
    ("fr", "« Assez ! » dit-il. Il part à 17 h. 30.", ["« Assez ! » dit-il.", "Il part à 17 h. 30."]),
    ("fr", "Il part en 2029. « Assez », dit-il.", ["Il part en 2029.", "« Assez », dit-il."]),
    ("vi", "TS. Nguyễn Văn A phát biểu. Ông cảm ơn.", ["TS. Nguyễn Văn A phát biểu.", "Ông cảm ơn."]),
    ("vi", "Họp tại TP. Hồ Chí Minh. Hội nghị kết thúc.", ["Họp tại TP. Hồ Chí Minh.", "Hội nghị kết thúc."]),
    ("vi", "Ngôi sao của nó. Theo bà. Ba ông.", ["Ngôi sao của nó.", "Theo bà.", "Ba ông."]),
    ("fr", "Ils sont en mer. Le mar. 12 mai.", ["Ils sont en mer.", "Le mar. 12 mai."]),
    ("fr", "Il a 900 heures de vol. La piste est sûre.", ["Il a 900 heures de vol.", "La piste est sûre."]),
    ("en", "It left the U.S. The U.S. Army stayed.", ["It left the U.S.", "The U.S. Army stayed."]),
    ("en", "It began at 5 p.m. He came at 6 p.m. GMT.", ["It began at 5 p.m.", "He came at 6 p.m. GMT."]),
    ("en", "The answer was no. On Jan. 5 he left.", ["The answer was no.", "On Jan. 5 he left."]),
    ("", "Unknown tongue. Still cut.", ["Unknown tongue.", "Still cut."]),
    ("en", "", []),
    ("en", "No full stop at the end", ["No full stop at the end"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_find_sentences(language, text, expected):
    assert [text[s.start : s.end] for s in find_sentences(Article("a1", text, language))] == expected


def test_find_sentences_numbers_over_paragraphs():
    text = "One. Two.\n\nThree."
    found = [(s.sentence_id, s.paragraph) for s in find_sentences(Article("a1", text, "en"))]
    assert found == [("a1.s001", 1), ("a1.s002", 1), ("a1.s003", 2)]


def test_find_paragraphs_joins_the_lines_of_wrapped_text():
    words = "The council met on Monday and heard that the road would not open before the rains ended in June."
    lines = textwrap.wrap(words, 25)
    text = "\n".join(lines) + "\n\nIt adjourned."
    paragraphs = [text[start:end] for start, end in find_paragraphs(Article("a1", text, "en"))]
    assert paragraphs == ["\n".join(lines), "It adjourned."]


def test_find_paragraphs_leaves_out_what_cleaning_dropped():
    text = "Header. Body one.\nBody two. Credit"
    article = Article("a1", text, "en", dropped=((0, 8), (28, 34)))
    assert [text[start:end] for start, end in find_paragraphs(article)] == ["Body one.", "Body two."]


@given(st.text(alphabet="aB .!?\n\"'“”«»()1", max_size=120))
def test_find_sentences_covers_every_word_once(text):
    found = find_sentences(Article("a1", text, "en"))
    kept = "".join(text[s.start : s.end] for s in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(
    st.lists(st.integers(0, 40), min_size=0, max_size=6, unique=True).filter(
        lambda edges: len(edges) % 2 == 0
    )
)
def test_body_spans_and_dropped_spans_make_the_whole(edges):
    ordered = sorted(edges)
    dropped = list(zip(ordered[::2], ordered[1::2], strict=True))
    covered = sorted(n for start, end in [*dropped, *body_spans(40, dropped)] for n in range(start, end))
    assert covered == list(range(40))
