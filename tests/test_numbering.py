from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.publishing.report.numbering import Numbering

ids = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=9)


@given(st.lists(ids), ids)
def test_numbering_says_what_a_dictionary_says(listed, sought):
    numbers, expected = Numbering(listed), {item: number for number, item in enumerate(listed)}
    assert dict(numbers) == expected
    assert len(numbers) == len(expected)
    assert numbers.get(sought) == expected.get(sought)
    assert (sought in numbers) == (sought in expected)
