"""The command line as tests call it."""

import pytest

from geo import cli


@pytest.fixture
def run(capsys):
    """Run a command: its exit code, output and messages."""

    def command(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return command
