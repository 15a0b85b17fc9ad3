import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus_tools.publishing.markdown import literal

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1)) ![y](http://a.example/z.png)",
        "**bold** _it_ `code` ~~x~~ a|b",
        "# no heading",
        "costs $5 & more &lt;",
        r"back\slash \* 1. one",
        "<https://a.example>",
    ],
)
def test_literal_text_is_shown_as_it_is(text):
    [paragraph] = [token for token in READER.parse(f"Text: {literal(text)}") if token.type == "inline"]
    shown = "".join(child.content for child in paragraph.children if child.type in ("text", "text_special"))
    assert shown == f"Text: {text}"
    assert {child.type for child in paragraph.children} <= {"text", "text_special"}


@pytest.mark.parametrize(
    "text", ["- item", "+ item", "# head", "> quote", "12) item", "1. item", "--- x", "=x"]
)
def test_literal_text_opens_nothing(text):
    tokens = READER.parse(f"Before.\n\n{literal(text)}\n\nAfter.")
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}


@given(st.text())
def test_literal_text_is_one_line_without_tags(text):
    assert "\n" not in literal(text)
    assert "<" not in literal(text)
