"""The command line: a thin face over the pipeline, and a contract for scripts."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

import typer

from geo.cli import gazetteer, lookups, page, reports
from geo.cli.streams import say
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
lookups.add_to(app)
gazetteer.add_to(app)
page.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 2 with one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test's stand-in need not have an encoding to set
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        result = app(args=list(arguments), prog_name="groundshift", standalone_mode=False)
        sys.stdout.flush()
    except GroundshiftError as error:
        say(str(error), kind="error")
        return 2
    except _USAGE_ERROR as error:
        return _misused(error)
    except BrokenPipeError:
        # The reader of our output (`head`, a pager) has seen enough; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return result if isinstance(result, int) else 0


def main() -> None:
    """Be the console command."""
    sys.exit(run(sys.argv[1:]))


def _misused(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help text
        print(message)
        return 0
    command = context.command_path if context else "groundshift"
    say(f"{message.rstrip('.')}: see {command} --help", kind="error")
    return 2
