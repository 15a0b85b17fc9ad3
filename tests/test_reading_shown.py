"""Shown days: what counts as the day of a page, and what does not."""

import pytest
from lxml import html

from corpus_tools.reading.limits import Limits
from corpus_tools.reading.shown import find_shown


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("<h1>Port</h1><p>7 May 2024</p>", "2024-05-07"),
        ("<h1>Port</h1><p><time datetime='2024-05-07T10:00Z'>3 hours ago</time></p>", "2024-05-07"),
        ("<h1>Port</h1><p>Updated: 9 May 2024</p>", ""),
        ("<h1>Port</h1><p>Last updated 9 May 2024. Published 7 May 2024.</p>", "2024-05-07"),
        ("<p>7 May 2024</p>", ""),
        ("<p>Published on 7 May 2024</p>", "2024-05-07"),
        ("<h1>Port</h1><div class='related-links'><p>7 May 2024</p></div>", ""),
        ("<h1>Port</h1><aside>Published 7 May 2024</aside>", ""),
        (f"<h1>Port</h1><p>The port was opened on 7 May 2024 {'and so on ' * 8}</p>", ""),
        ("<h1>Port</h1><p>31 February 2024</p>", ""),
        ("<h1>Port</h1>", ""),
    ],
)
def test_find_shown(body, published):
    assert (
        find_shown(html.fromstring(f"<html lang=en><body>{body}</body></html>"), Limits()).published
        == published
    )


def test_the_page_is_unchanged():
    page = html.fromstring("<div><h1>Port</h1><nav>7 May 2024</nav></div>")
    before = html.tostring(page)
    find_shown(page, Limits())
    assert html.tostring(page) == before
