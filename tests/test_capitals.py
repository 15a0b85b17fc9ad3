from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotating.capitals import index_phrases, match_phrase, split_words


@given(st.text(max_size=80))
def test_split_words_stand_where_they_say(text):
    words = split_words(text, offset=7)
    assert all(7 <= word.start < word.end <= 7 + len(text) for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@pytest.mark.parametrize(
    ("text", "stop"),
    [("minister of state Kim", 3), ("minister of health", 1), ("minister, of state", 1), ("ministers", 0)],
)
def test_match_phrase_takes_the_longest(text, stop):
    assert match_phrase(split_words(text), 0, index_phrases(["minister", "minister of state"])) == stop
