import pytest
from made_files import PARAGRAPHS, TEXT, make_feed

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.feeds import read_feed
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title>
<entry><updated>2026-03-04T00:00:00Z</updated><title type="html">Port &amp;amp; crew</title><link rel="self" href="https://post.example/x.xml"/>
<link rel="alternate" href="https://post.example/1"/><id>urn:1</id>
<published>2026-03-02T23:30:00-05:00</published>
<author><name>Awa Ndiaye</name></author><summary>Short.</summary>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two <b>words</b>.</p></div></content>
</entry></feed>"""


def refused(data):
    with pytest.raises(RefusalError) as refusal:
        list(read_feed(data, LIMITS))
    return refusal.value.code


def test_an_item_of_rss_is_an_article():
    (record,) = read_feed(make_feed(), LIMITS)
    assert (record.row, record.text) == (1, TEXT)
    known = assemble(record).metadata
    assert (known.published, known.basis) == ("2026-03-02", "feed")
    assert (known.title, known.outlet, known.url) == (
        "Port sets record",
        "The Harbour Post",
        "https://post.example/1",
    )


def test_an_entry_of_atom_is_an_article():
    (record,) = read_feed(ATOM.encode(), LIMITS)
    assert record.text == "One.\n\nTwo words."
    assert record.fields["title"] == "Port & crew"
    assert record.fields["author"] == "Awa Ndiaye"
    assert record.fields["url"] == "https://post.example/1"
    assert assemble(record).metadata.published == "2026-03-02"


def test_the_full_content_wins_over_the_description():
    data = make_feed("Short.").replace(
        b"</description>",
        b"</description><e:encoded xmlns:e='http://purl.org/rss/1.0/modules/content/'><![CDATA[<p>"
        + PARAGRAPHS[0].encode()
        + b"</p><script>alert(1)</script>]]></e:encoded>",
    )
    (record,) = read_feed(data, LIMITS)
    assert record.text == PARAGRAPHS[0]


def test_an_item_without_text_costs_no_other():
    data = make_feed().replace(b"</channel>", b"<item><title>None</title></item></channel>")
    record, failure = read_feed(data, LIMITS)
    assert record.text == TEXT
    assert isinstance(failure, Failure)
    assert (failure.row, failure.refusal.code) == (2, "no_text")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<rss><channel></channel></rss>", "empty"),
        (b"<rss><channel>", "bad_xml"),
        (b"plain text", "bad_xml"),
        (b"<svg><a/></svg>", "unsupported_type"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "bad_xml"),
        (b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "bad_xml"),
        (b'<!DOCTYPE rss SYSTEM "http://x.example/rss.dtd"><rss/>', "bad_xml"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>".encode("utf-16"), "bad_xml"),
    ],
)
def test_what_is_no_safe_feed_is_refused(data, code):
    assert refused(data) == code


@pytest.mark.parametrize("day", ["31 Feb 2026", "soon", "Mon, 99 Mar 2026 10:00:00 +0000"])
def test_no_day_is_invented(day):
    data = make_feed().replace(b"Mon, 02 Mar 2026 23:30:00 -0500", day.encode())
    (record,) = read_feed(data, LIMITS)
    assert assemble(record).metadata.published == ""
