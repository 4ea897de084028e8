"""The command that opens the page."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from geo.errors import GroundshiftError
from geo.resources import bundle


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("app", epilog="Example: groundshift app --port 8600")(open_page)


def open_page(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="N", help="The port on the loopback address.")
    ] = 8501,
) -> None:
    """Open the page in the browser, on this machine."""
    options = {
        "server.address": "127.0.0.1",  # nobody else on the network may reach it
        "server.port": str(port),
        "browser.serverAddress": "127.0.0.1",
        "browser.gatherUsageStats": "false",
        "server.showEmailPrompt": "false",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "streamlit", "run", str(bundle.page()), *arguments]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(sys.executable, command)  # noqa: S606 - become the page, so that whoever stops us stops it
    if code := subprocess.call(command):  # noqa: S603 - our interpreter, our script, numbers
        raise GroundshiftError(f"expected the page to run until it is stopped, got exit code {code}: see above")
