"""The terminal: lines for people, in which nothing that an article or a file's name holds can steer it."""

import argparse
import sys


def say(text: str) -> None:
    """Print a line on standard output."""
    print(_visible(text))


def complain(text: str) -> None:
    """Print a line on standard error."""
    print(_visible(text), file=sys.stderr)


def count(text: str) -> int:
    """An option that counts something.

    Raises:
        ArgumentTypeError: it is no whole number.
    """
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a whole number is expected, not {text!r}")
    return int(text)


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
