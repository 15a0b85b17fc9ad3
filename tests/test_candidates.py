from itertools import pairwise

import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.candidates import find_names
from corpus_tools.annotating.capitals import sentence_words
from corpus_tools.annotating.marked import mark
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.wording import load_wording
from corpus_tools.reading.article import Article

NOTHING = build_authority([])


def find(text: str, language: str = "en") -> dict[str, str]:
    (parsed,) = parse([Article("a1", text, language)])
    words = sentence_words(parsed, 0)
    found = find_names(mark(words, load_wording(language), NOTHING, language), parsed, 0)
    assert all(left.last <= right.first for left, right in pairwise(sorted(found, key=lambda c: c.first)))
    return {text[words[c.first].start : words[c.last - 1].end]: c.type for c in found}


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "The airline Qazaq flew to Rome.", "Qazaq", "organisation"),
        ("en", "The airline, Qazaq, flew to Rome.", "Qazaq", "organisation"),
        ("en", "It met officials of Kenya, Chad and Wezania.", "Wezania", "place"),
        ("en", "It is based in Rio de Janeiro.", "Rio de Janeiro", "place"),
        ("en", "The carmaker General Motors closed.", "General Motors", "organisation"),
        ("vi", "Ông đến tỉnh Quảng Ninh.", "Quảng Ninh", "place"),
        ("vi", "Theo Chính phủ Việt Nam, việc này tốt.", "Chính phủ Việt Nam", "organisation"),
    ],
)
def test_find_names(language, text, name, kind):
    assert find(text, language).get(name) == kind


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("vi", "Kinh tế tăng trong quý II/2025.", "II"),
        ("en", "It ordered the Boeing 737-800.", "Boeing"),
        ("en", "It cost US$7 billion.", "US"),
        ("en", "It relies on AI and GDP.", "GDP"),
    ],
)
def test_find_names_leaves_out(language, text, name):
    assert name not in find(text, language)
