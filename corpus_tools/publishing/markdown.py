"""Markdown: text of articles put into Markdown so that it stays text."""

import re

_ACTIVE = re.compile(r"([\\`*_\[\]<|~$&])")
_OPENING = re.compile(r"(\d*)([-+#>=.)])")


def literal(text: str) -> str:
    r"""Escape a text so that Markdown, and HTML inside it, shows it as it is; runs of space become one.

    >>> literal("<b> costs $5 [see](x)"), literal("1. item")
    ('&lt;b> costs \\$5 \\[see\\](x)', '1\\. item')
    """
    escaped = _ACTIVE.sub(r"\\\1", " ".join(text.split()))
    escaped = escaped.replace("\\&", "&amp;").replace("\\<", "&lt;")
    opening = _OPENING.match(escaped)
    return f"{opening[1]}\\{escaped[len(opening[1]) :]}" if opening else escaped
