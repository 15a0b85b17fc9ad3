"""The commands sample and quality: a sheet of claims to mark, and what the marks say."""

import argparse
from pathlib import Path

from corpus_tools.terminal import count, say

_OUT = Path("build")
_TOLD = "{step}, {measure}: {share:.0%} ({low:.0%} to {high:.0%}), {right} of {n} marked, {of} in all"


def add_sample(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `corpus-tools sample`."""
    parser.set_defaults(command=sample)
    _add_output(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("sheet.xlsx"), metavar="FILE", help=".xlsx or .csv (sheet.xlsx)"
    )
    parser.add_argument("--n", type=count, default=30, help="rows of each step, and sentences without (30)")
    parser.add_argument("--step", dest="steps", action="append", help="only this step; may be repeated")
    parser.add_argument("--seed", type=count, default=0, help="of the draw (0)")


def add_quality(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `corpus-tools quality`."""
    parser.set_defaults(command=quality)
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="the marked sheet, .xlsx or .csv")
    _add_output(parser)


def sample(options: argparse.Namespace) -> int:
    """Draw a sheet of claims from an output."""
    from corpus_tools.measuring.claims import STEPS
    from corpus_tools.running.sheets import draw_sheet

    n = draw_sheet(options.run, options.out, n=options.n, steps=options.steps or STEPS, seed=options.seed)
    say(f"wrote {options.out}: {n} claims; write 1 or 0 in its column right")
    return 0


def quality(options: argparse.Namespace) -> int:
    """Say what the marks of a sheet mean for the output that it was drawn from."""
    from corpus_tools.running.sheets import measure_marks
    from corpus_tools.schema import records

    for row in records(measure_marks(options.sheet, options.run)):
        say(_TOLD.format(**row))
    return 0


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "run", type=Path, nargs="?", default=_OUT, metavar="OUT", help="output folder (build)"
    )
