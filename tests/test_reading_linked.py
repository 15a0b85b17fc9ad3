"""Linked data: days of the page itself, in blocks that are in order and in those that are not."""

import pytest

from corpus_tools.reading.linked import list_linked_dates


@pytest.mark.parametrize(
    ("script", "days"),
    [
        ('{"datePublished": "2024-05-07"}', ["2024-05-07"]),
        ('[{"@graph": [{"datePublished": "2024-05-07"}]}]', ["2024-05-07"]),
        ('{"mentions": {"datePublished": "2024-05-07"}}', []),
        ('{"datePublished": 7}', []),
        ('{"datePublished": "2024-05-07", broken', ["2024-05-07"]),
        ("[" * 100_000, []),
        ("", []),
    ],
)
def test_list_linked_dates(script, days):
    assert list(list_linked_dates(script)) == days
