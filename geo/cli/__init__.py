"""The command line: a thin face over the pipeline, and a contract for scripts."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence

import typer

# Before numpy comes in: threads that share out systems of some dozen equations only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from geo.cli import gazetteer, lookups, page, polygons, reports
from geo.cli.streams import say, silence
from geo.errors import GroundshiftError

__all__ = ["app", "main", "run"]

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  # typer hands on this class of click's only by heritage

app = typer.Typer(
    name="groundshift",
    help="From dated reports to a sourced, dated map of who holds which ground and how much changed hands.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
reports.add_to(app)
polygons.add_to(app)
lookups.add_to(app)
gazetteer.add_to(app)
page.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 2 with one sentence on standard error."""
    _reopen_closed()
    out, err = sys.stdout, sys.stderr
    for stream in (out, err):
        with contextlib.suppress(AttributeError):  # a test's stand-in need not have an encoding to set
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _run(arguments)
        out.flush()
    except (BrokenPipeError, SystemExit) as error:
        # The reader of our output (`head`, a pager) has seen enough. typer leaves with 1 and streams of its own then.
        if not isinstance(error if isinstance(error, OSError) else error.__context__, BrokenPipeError):
            raise
        code = 0
    except OSError as error:
        what = "standard output" if error.filename is None else repr(error.filename)
        why = error.strerror or str(error)
        say(f"expected to be able to write to {what}, got {why!r}: write elsewhere", kind="error")
        code = 2
    else:
        return code
    sys.stdout, sys.stderr = out, err
    silence(out)
    return code


def main() -> None:
    """Be the console command."""
    gc.set_threshold(50_000, 20, 50)  # claims by the thousand hold no cycles: to look for them takes a third of a fold
    sys.exit(run(sys.argv[1:]))


def _run(arguments: Sequence[str]) -> int:
    try:
        result = app(args=list(arguments), prog_name="groundshift", standalone_mode=False)
    except GroundshiftError as error:
        say(str(error), kind="error")
        return 2
    except _USAGE_ERROR as error:
        return _misused(error)
    return result if isinstance(result, int) else 0


def _reopen_closed() -> None:
    """Give a standard stream that the caller closed its number back, lest a file of ours get it.

    To write results to the null device opened for reading is an error, which can be named; messages just vanish.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _misused(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help text
        print(message)
        return 0
    command = context.command_path if context else "groundshift"
    say(f"{message.rstrip('.')}: see {command} --help", kind="error")
    return 2
