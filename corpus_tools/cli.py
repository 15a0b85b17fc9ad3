"""The command line: corpus-tools run, verify, check, cite, package, diff, sample, quality.

Exit codes: 0 done; 1 done but some inputs were refused, or `verify` found a difference; 2 wrong usage, or
nothing could be read; 3 a notebook failed; 4 the output cannot be written, or another run holds it.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import corpus_tools
from corpus_tools.errors import CorpusError, UsageError
from corpus_tools.marking import add_quality, add_sample
from corpus_tools.terminal import complain, count, say

if TYPE_CHECKING:
    import pandas as pd

OUT = Path("build")
_LISTED = 20
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an error is one line on standard error."""
    signal.signal(signal.SIGTERM, _stop)
    options = make_parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read along has seen enough; what is left unsaid must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CorpusError as error:
        complain(f"corpus-tools: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        complain("corpus-tools: interrupted; earlier results were not changed")
        return _INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands and their options."""
    parser = argparse.ArgumentParser(prog="corpus-tools", description="Press articles in, evidence out.")
    parser.add_argument("--version", action="version", version=f"corpus-tools {corpus_tools.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands.add_parser("run", help="analyse a folder of articles into an output folder"))
    _add_verify(commands.add_parser("verify", help="check an output, or a figure found anywhere"))
    _add_check(commands.add_parser("check", help="say what would be read or refused, and why"))
    _add_cite(commands.add_parser("cite", help="say how to cite a figure"))
    _add_package(commands.add_parser("package", help="pack an output into one archive (RO-Crate)"))
    _add_diff(commands.add_parser("diff", help="say what is new since an earlier output"))
    add_sample(commands.add_parser("sample", help="draw a sheet of rows for a person to mark right or wrong"))
    add_quality(commands.add_parser("quality", help="say how often each step is right, from a marked sheet"))
    return parser


def run(options: argparse.Namespace) -> int:
    """Analyse a folder of articles; 1 when some inputs were refused."""
    from corpus_tools.running.notebooks import NOTEBOOKS, start_kernels

    # Before the imports of this process, so that the two import at the same time.
    start_kernels(options.notebooks or NOTEBOOKS)

    from corpus_tools.publishing.composition import parse_figures
    from corpus_tools.running.run import Options, run_study

    names = (
        "seeds",
        "out",
        "assignments",
        "notebooks",
        "cache",
        "jobs",
        "timeout",
        "template",
        "scheduler",
        "limits",
        "parquet",
    )
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.figures is not None:
        given["figures"] = parse_figures(options.figures)
    refused = run_study(Options(**given))
    say(f"wrote {options.out}")
    return _report_refused(refused)


def verify(options: argparse.Namespace) -> int:
    """Check an output, or a figure found anywhere; 1 when anything differs."""
    if options.path.is_file():
        return _verify_figure(options.path, options.run)
    from corpus_tools.publishing.verification import verify_output

    problems = verify_output(options.path)
    for problem in problems:
        complain(f"corpus-tools: {problem}")
    if not problems:
        say(f"{options.path}: everything is as the run left it")
    return 1 if problems else 0


def _verify_figure(path: Path, run: Path) -> int:
    """Say which figure a file is, what made it, and whether a run gives the same."""
    from corpus_tools.publishing.identification import compare_figure, identify

    held = run / "figures" if (run / "figures").is_dir() else run
    if not any(held.glob("f*.json")):
        say(str(identify(path)))
        raise UsageError(
            "no figures to compare it with", file=str(run), remedy="make them with corpus-tools run, or --run"
        )
    compared = compare_figure(path, held)
    say(str(compared.identity))
    for note in compared.notes:
        say(note)
    for finding in compared.findings:
        complain(f"corpus-tools: {finding}")
    if not compared.findings:
        say(f"{run} gives the same")
    return 1 if compared.findings else 0


def check(options: argparse.Namespace) -> int:
    """Read and clean only; 1 when some inputs were refused, 2 when nothing could be read."""
    from corpus_tools.reading.folder import read_folder
    from corpus_tools.reading.limits import parse_limits
    from corpus_tools.reading.reporting import explain
    from corpus_tools.running.report import write_report

    reading = read_folder(options.seeds, limits=parse_limits(options.limits or ()))
    if options.report:
        write_report(reading, options.report)
    for line in explain(reading.entries):
        say(line)
    say(f"{len(reading.articles)} articles would be read, {len(reading.refused)} inputs refused")
    code = _report_refused(reading.refused)
    return 2 if reading.articles.empty else code


def cite(options: argparse.Namespace) -> int:
    """Print how to cite a figure."""
    from corpus_tools.publishing.citations import cite_figure

    say(cite_figure(options.figure_id, options.figures, style=options.style))
    return 0


def package(options: argparse.Namespace) -> int:
    """Pack an output into one archive."""
    from corpus_tools.publishing.crate import write_crate

    path = options.to or Path(f"{options.out.resolve().name}.zip")
    n = write_crate(options.out, path, texts=options.texts)
    say(f"wrote {path}: {n} files, texts {'in full' if options.texts else 'by reference'}")
    return 0


def diff(options: argparse.Namespace) -> int:
    """Say what is new, gone or changed since an earlier output."""
    from corpus_tools.publishing.comparison import compare_runs

    comparison = compare_runs(options.old, options.new)
    if options.json:
        say(json.dumps(comparison.as_dict(), ensure_ascii=False, indent=1, sort_keys=True))
    else:
        say(str(comparison))
    return 0


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=run)
    _add_seeds(parser)
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="made or replaced whole (build)")
    parser.add_argument(
        "-p",
        "--parameter",
        dest="assignments",
        action="append",
        metavar="NAME=VALUE",
        help="a parameter of the notebooks; may be repeated",
    )
    parser.add_argument("--jobs", type=count, metavar="N", help="processes (one per core)")
    parser.add_argument(
        "--timeout", type=count, metavar="SECONDS", help="that one cell of a notebook may take (600)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of Dask workers that annotate instead")
    parser.add_argument("--parquet", action="store_true", help="tables as Parquet instead of CSV")
    parser.add_argument("--cache", metavar="DIR", help="where annotations are kept")
    parser.add_argument("--notebooks", type=Path, metavar="DIR", help="run these notebooks instead")
    parser.add_argument(
        "--template", type=Path, metavar="FILE.docx", help="whose styles and page the briefing takes"
    )
    parser.add_argument(
        "--briefing-figures", dest="figures", metavar="ID,…", help="the figures of the briefing, up to three"
    )


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=verify)
    parser.add_argument(
        "path", type=Path, nargs="?", default=OUT, metavar="PATH", help="output folder (build), or a figure"
    )
    parser.add_argument(
        "--run", type=Path, default=OUT, metavar="OUT", help="what a figure is compared with (build)"
    )


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=check)
    _add_seeds(parser)
    parser.add_argument("--report", type=Path, metavar="FILE.jsonl", help="a line per file or record")


def _add_cite(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=cite)
    parser.add_argument("figure_id", metavar="FIGURE_ID")
    parser.add_argument("--style", choices=("text", "bibtex", "csl"), default="text")
    parser.add_argument("--figures", type=Path, default=Path("figures"), metavar="DIR", help="(figures)")


def _add_package(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=package)
    parser.add_argument("out", type=Path, nargs="?", default=OUT, metavar="OUT", help="output folder (build)")
    parser.add_argument("--to", type=Path, metavar="FILE.zip", help="the archive (OUT's name with .zip)")
    parser.add_argument("--texts", action="store_true", help="with the texts of the articles in full")


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=diff)
    parser.add_argument("old", type=Path, metavar="OLD", help="output folder of the earlier run")
    parser.add_argument("new", type=Path, metavar="NEW", help="output folder of the later run")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _add_seeds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), metavar="DIR", help="articles (seeds)")
    parser.add_argument(
        "--limit",
        dest="limits",
        action="append",
        metavar="NAME=VALUE",
        help="what one input may cost, as seconds=60, memory=2000000000, article_bytes=32000000, "
        "file_bytes=256000000, line_bytes=16000000, html_depth=200, articles=200000 (the defaults); "
        "an unknown name lists all; may be repeated",
    )


def _report_refused(refused: "pd.DataFrame") -> int:
    for row in refused.head(_LISTED).to_dict("records"):
        where = f"{row['file']} (record {row['row']})" if row["row"] else row["file"]
        complain(f"refused {where}: {row['reason']}; {row['remedy']}")
    if len(refused) > _LISTED:
        complain(f"refused {len(refused) - _LISTED} more: see the table refused")
    return 1 if len(refused) else 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
