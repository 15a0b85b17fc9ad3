"""Markdown: text of articles put into Markdown so that it stays text."""

import re

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&-])")


def literal(text: str) -> str:
    r"""Escape a text so that Markdown, and HTML inside it, shows it as it is; runs of space become one.

    >>> literal("<b> costs $5 [see](x)")
    '&lt;b\\> costs \\$5 \\[see\\]\\(x\\)'
    """
    escaped = _ACTIVE.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("\\&", "&amp;").replace("\\<", "&lt;")
