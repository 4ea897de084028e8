"""What the texts promise is executed: commands, options, links, hashes, examples and the figures they print."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from geo.resources import theatres
from geo.units import KM2_PER_SQ_MI

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/**/README.md"), ROOT / "seeds/README.md"])
INDEX = (ROOT / "data/README.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _app() -> typer.Typer:
    from geo import cli

    return next(value for value in vars(cli).values() if isinstance(value, typer.Typer))


def _commands() -> dict[str, click.Command]:
    """The leaves of the command line by their full names: "map", "gazetteer info"."""
    group = typer.main.get_command(_app())
    found: dict[str, click.Command] = {}
    for name, command in getattr(group, "commands", {}).items():
        below = getattr(command, "commands", None)
        found |= {f"{name} {leaf}": c for leaf, c in below.items()} if below else {name: command}
    return found


def _console_lines(text: str) -> list[str]:
    return [
        line
        for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("groundshift ")
    ]


def _documented() -> Iterator[tuple[str, str]]:
    """Rows of the README's table of commands: the command as written, and the whole row."""
    for line in README.splitlines():
        if row := re.match(r"\| `groundshift ([^`]+)` \|", line):
            yield row.group(1), line


def _name(command_line: str) -> str:
    words = [word for word in command_line.split() if re.fullmatch("[a-z]+", word)]
    return " ".join(words[:2] if words[0] == "gazetteer" else words[:1])


# --- the README -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/groundshift app",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest",
    ],
)
def test_the_quick_start_stands_in_the_readme_and_the_package_offers_what_it_needs(command: str) -> None:
    assert f"```console\n{command}\n```" in README
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "groundshift" in project["scripts"]
    assert any(requirement.startswith("pytest") for requirement in project["optional-dependencies"]["dev"])


def test_the_table_of_commands_names_every_command_and_no_other() -> None:
    assert {_name(written) for written, _ in _documented()} == set(_commands())


def test_every_option_in_the_table_of_commands_is_one_of_that_command() -> None:
    commands = _commands()
    unknown = [
        (written, option)
        for written, row in _documented()
        for option in re.findall(r"--[a-z-]+", row)
        if option not in {o for p in commands[_name(written)].params for o in p.opts}
    ]
    assert unknown == []


@pytest.mark.parametrize("line", _console_lines(README))
def test_every_example_of_the_readme_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)[1:]
    result = CliRunner().invoke(_app(), words)
    assert result.exit_code == 0, result.output
    if "-o" in words:
        assert (tmp_path / words[words.index("-o") + 1]).stat().st_size > 0
    else:
        assert result.stdout.strip()


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


# --- data/ ------------------------------------------------------------------------------------------------------


def _data_files() -> list[Path]:
    return sorted(
        p
        for p in (ROOT / "data").rglob("*")
        # The scripts in data/build are code: what they made is data.
        if p.is_file() and p.name != "README.md" and p.suffix not in {".py", ".pyc"} and not p.name.startswith(".")
    )


def _rows_about(path: Path) -> list[str]:
    """The table rows that describe a data file, in data/README.md or in the README of its folder."""
    name = path.relative_to(ROOT / "data").as_posix()
    rows = [line for line in INDEX.splitlines() if line.startswith(f"| `{name}` |")]
    own = path.parent / "README.md"
    text = own.read_text(encoding="utf-8") if own.is_file() else ""
    return rows + [line for line in text.splitlines() if line.startswith(f"| `{path.name}` |")]


@pytest.mark.parametrize("path", _data_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_data_file_is_described_with_its_hash(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = path.relative_to(ROOT).as_posix()
    written = re.findall("[0-9a-f]{64}", "\n".join(_rows_about(path)))
    assert written, f"describe {name} in data/README.md; its sha256 is {digest}"
    assert set(written) == {digest}, f"{name} changed: write its sha256 {digest} where {written} stands"


def test_the_index_of_data_names_no_file_that_is_gone() -> None:
    named = re.findall(r"^\| `([^`]+/[^`]+)` \|", INDEX, re.MULTILINE)
    assert named
    assert [name for name in named if not (ROOT / "data" / name).is_file()] == []


# --- docs/ ------------------------------------------------------------------------------------------------------


def test_the_example_theatre_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/theatres.md").read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "sudan.toml"
    path.write_text(example, encoding="utf-8")
    theatre = theatres.load(str(path))
    assert [(side.id, side.enemies) for side in theatre.sides] == [("saf", ("rsf",)), ("rsf", ("saf",))]
    assert dict(theatre.sides[1].officials)["Hemedti"] == "Mohamed Hamdan Dagalo"
    assert theatre.since == date(2023, 4, 15)


def test_docs_name_every_field_of_a_theatre_file() -> None:
    from dataclasses import fields

    from geo.model import Side, Theatre

    text = (ROOT / "docs/theatres.md").read_text(encoding="utf-8")
    # The file's name is the theatre's id, and its sides are tables of their own.
    expected = {f.name for f in fields(Side)} | {f.name for f in fields(Theatre)}
    assert [name for name in sorted(expected) if f"`{name}`" not in text and f"`[[{name}]]`" not in text] == []


def test_the_converted_figures_of_the_method_are_right() -> None:
    text = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    assert f"770 sq mi = {770 * KM2_PER_SQ_MI:,.1f}" == "770 sq mi = 1,994.3"
    assert "770 sq mi = 1,994.3" in text
    assert round(6000 / KM2_PER_SQ_MI) == 2317
    assert "2,317 sq mi" in text


@pytest.mark.parametrize(
    ("on", "known_by", "controller", "basis"),
    [
        ("2022-09-10", "2022-09-10", "Ukraine", "claimed"),
        ("2022-09-10", "2022-10-01", "Russia", "confirmed"),
        ("2022-10-01", "2022-10-01", "Ukraine", "conceded"),
    ],
)
def test_the_story_of_lyman_is_what_the_programme_answers(on: str, known_by: str, controller: str, basis: str) -> None:
    result = CliRunner().invoke(
        _app(), ["control", str(ROOT / "seeds"), "--on", on, "--known-by", known_by, "--format", "jsonl"]
    )
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    (lyman,) = [row for row in rows if row["place"] == "Lyman"]
    assert (lyman["controller"], lyman["basis"]) == (controller, basis)
    # Lyman of Donetsk oblast, at 48.99 N 37.81 E, not one of its two namesakes.
    assert (round(lyman["lat"], 1), round(lyman["lon"], 1)) == (49.0, 37.8)


def test_the_overlay_gives_the_source_of_every_row() -> None:
    with (ROOT / "data/gazetteer/overlay.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert rows
    assert all(row.get("source") for row in rows)
