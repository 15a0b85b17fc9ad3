from pathlib import Path
from types import SimpleNamespace

import pytest
import trafilatura
import yaml
from lxml import html
from page_templates import READERS, TEMPLATES, judge, make_page, measure, share_words

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.pages import read_html
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "pages.yml").read_text(encoding="utf-8"))
BODY = (
    "<p>The port handled a record number of containers last year, its director said on Monday morning.</p>"
    * 2
)
HEAD = '<meta property="article:published_time" content="2024-03-05T08:00:00+00:00">'


def page(body=BODY, head=HEAD, title="Port sets record"):
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f"<meta property='og:title' content='{title}'>{head}"
        f"</head><body><nav>Home News</nav><article><h1>{title}</h1>{body}</article>"
        "<footer>(c) 2019 The Harbour Post</footer></body></html>"
    )


def read(text):
    (record,) = read_html(text if isinstance(text, bytes) else text.encode(), LIMITS)
    return record


def code_of(text):
    with pytest.raises(RefusalError) as refusal:
        read(text)
    return refusal.value.code


def test_read_html_takes_text_and_metadata():
    record = read(page())
    assert record.text.startswith("Port sets record\n\nThe port handled")
    assert "Home News" not in record.text
    assert (record.fields["title"], record.fields["published"]) == ("Port sets record", "2024-03-05")


def test_read_html_decodes_entities_once():
    text = read(
        page(BODY + "<p>The tag &amp;lt;b&amp;gt; is shown here; 5 &lt; 6 &amp; caf&eacute; &#8217;s</p>")
    ).text
    assert "The tag &lt;b&gt; is shown here; 5 < 6 & café ’s" in text


@pytest.mark.parametrize(
    ("head", "body", "published", "warning"),
    [
        ('<meta property="article:published_time" content="2024-02-31">', "", "", "date_invalid"),
        ('<meta name="date" content="03/04/2024">', "", "", "date_ambiguous"),
        ("", "", "", ""),
        (
            '<script type="application/ld+json">{"datePublished": "2024-03-05T08:00"}</script>',
            "",
            "2024-03-05",
            "",
        ),
        ("", "<time datetime='2024-03-05'>5 March 2024</time>", "2024-03-05", ""),
    ],
)
def test_read_html_never_makes_up_a_date(head, body, published, warning):
    record = read(page(body + BODY, head=head))
    assert record.fields.get("published", "") == published
    assert record.warnings == ((warning,) if warning else ())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (BODY + "<div>" * 300 + "deep" + "</div>" * 300, "partial_html"),
        ("<b>" * 50_000 + BODY, "partial_html"),
        ("<p>" + "word " * 2_100_000 + "</p>" + BODY, "partial_html"),
        ("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>" + BODY, "too_large"),
        ("<div>" * 210 + "deep" + "</div>" * 210 + BODY, "too_deep"),
        ("<br>" * 60_000 + BODY, "too_large"),
    ],
    ids=["nested", "unclosed", "text node", "attributes", "depth", "elements"],
)
def test_read_html_is_whole_or_refused(body, code):
    assert code_of(page(body)) == code


def test_read_html_reads_no_script_and_no_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    record = read(page(BODY + "<p>&x;</p><script>alert('x')</script>").replace("<!doctype html>", entity))
    assert "TOPSECRET" not in record.text
    assert "alert" not in record.text
    assert "bad_xml" in record.warnings


def test_read_html_refuses_a_page_drawn_by_scripts():
    assert code_of("<html><body><div id=app></div><script>render()</script></body></html>") == "no_text"


def test_read_html_takes_the_charset_that_fits():
    japanese = "<p>" + "水資源省は月曜日、雨季の前に十二のダムを修復すると発表した。" * 3 + "</p>"
    data = page(japanese, head='<meta charset="shift_jis">').encode("shift_jis", "replace")
    assert "水資源省" in read(data).text
    assert read(page(head='<meta charset="utf-7">')).repairs == {"charset_conflict": 1}


def test_read_html_accepts_an_xml_declaration():
    assert "containers" in read('<?xml version="1.0" encoding="utf-8"?>' + page()).text


def test_read_html_tells_when_much_of_the_page_is_missing(monkeypatch):
    part = SimpleNamespace(body=html.fromstring(f"<body>{BODY}</body>"))
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: part)
    rest = "".join(f"<p>Sentence {n} of the text that the page shows to its readers.</p>" for n in range(60))
    assert "partial_html" in read(page(BODY + rest)).warnings
    assert "partial_html" not in read(page(BODY)).warnings


@pytest.mark.parametrize("case", CASES["pages"], ids=lambda case: case["name"])
def test_text_and_day_of_a_page_are_no_worse_than_by_the_libraries_alone(case):
    draft = assemble(read(case["html"]))
    day, text = READERS["htmldate and trafilatura"](case["html"])
    assert share_words(draft.body, case["text"]) >= max(share_words(text, case["text"]), 0.95)
    assert draft.metadata.published == case["published"]
    assert (draft.metadata.published == case["published"]) >= (day == case["published"])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_day_and_text_of_a_template(template):
    page, text = make_page(template)
    read = READERS["ours"](page)
    assert judge(read, template) == "right"
    assert share_words(read.text, text) >= 0.98


@pytest.mark.parametrize("name", ["htmldate and trafilatura", "trafilatura"])
def test_days_and_texts_are_no_worse_than_those_of_other_readers(name):
    """The table is in `page_templates.py`."""
    assert len(TEMPLATES) >= 30
    (ours, our_text), (theirs, their_text) = measure(READERS["ours"]), measure(READERS[name])
    assert ours["right"] >= theirs["right"]
    assert ours["wrong"] <= theirs["wrong"]
    assert our_text >= their_text
