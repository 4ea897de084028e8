"""The shape of the code: imports go downwards, the page's script is a frame, and knowledge lives outside the code."""

import ast
import calendar
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.reading import read_sources
from geo.resources import bundle

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "geo").rglob("*.py"))


def test_imports_go_downwards():
    pytest.importorskip("importlinter")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_script_takes_nothing_of_geo_but_its_ui():
    tree = ast.parse(bundle.page().read_text(encoding="utf-8"))
    taken = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    ours = {name for name in taken if name.split(".")[0] == "geo"}
    assert ours
    assert all(name == "geo.ui" or name.startswith("geo.ui.") for name in ours)


def test_tests_are_no_packages():
    """Test modules are found by their unique names; an __init__.py would change what their imports mean."""
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert not [path for path in files if path.name == "__init__.py"]
    names = [path.stem for path in files]
    assert sorted(set(names)) == sorted(names)


def test_no_name_of_the_example_week_stands_in_the_code():
    """Places and persons are read from data/ and seeds/; examples in comments and docstrings are no knowledge."""
    names = set(_names_of_the_week())
    assert {"izyum", "kupiansk", "zelensky", "donetsk"} <= names  # the guard guards something
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in CODE
        for text in _code_words(path)
        for word in re.findall(r"[^\W\d_]{4,}", text)
        if word.casefold() in names
    }
    assert sorted(found) == []


def test_a_plain_search_finds_no_place_or_person_of_the_example_week():
    """Not even as an example in a comment, but for the sides' own names, which grammar is explained with."""
    sides = {"ukraine", "russia", "russian", "kyiv", "moscow", "kremlin"}
    names = set(_names_of_the_week()) - sides
    files = [*CODE, *sorted((ROOT / "geo").rglob("*.js")), *sorted((ROOT / "geo").rglob("*.css"))]
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in files
        for word in re.findall(r"\b[A-Z][a-z]{3,}\b", path.read_text(encoding="utf-8"))
        if word.casefold() in names
    }
    assert sorted(found) == []


def test_no_figure_of_the_example_week_stands_in_the_code():
    figures = set(_figures_of_the_week())
    assert len(figures) > 3
    found = {
        f"{path.relative_to(ROOT)}: {number}" for path in CODE for number in _code_numbers(path) if number in figures
    }
    assert sorted(found) == []


def test_the_guard_against_names_sees_them(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text('"""Aville in a docstring."""\n# Aville\nBville = {"Cville": 1234.5}\n')
    assert {"Bville", "Cville"} <= set(_code_words(sample))
    assert not any("Aville" in text for text in _code_words(sample))
    assert set(_code_numbers(sample)) == {1234.5}


def _names_of_the_week() -> Iterator[str]:
    """Capitalised words of the example reports, and whom the theatres name, without common words."""
    common = {word.casefold() for word in (*calendar.month_name, *calendar.day_name)}
    for line in (ROOT / "data" / "gazetteer" / "words_en.txt").read_text(encoding="utf-8").splitlines():
        word, _, kinds = line.partition("\t")
        if "c" in kinds:
            common.add(word.casefold())
    languages = {"ukrainian", "russian"}  # the code reads both languages and must be able to say so
    texts = [f"{report.title}. {report.text}" for report in read_sources([bundle.seeds()]).reports]
    named = {word for text in texts for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)}
    for theatre in sorted((ROOT / "data" / "theatres").glob("*.toml")):
        for side in tomllib.loads(theatre.read_text(encoding="utf-8"))["sides"]:
            phrases = [side["name"], *side.get("aliases", ()), *side.get("metonyms", ()), *side.get("officials", {})]
            named |= {word for phrase in phrases for word in re.findall(r"[^\W\d_]{4,}", phrase)}
    yield from sorted({word.casefold() for word in named} - common - languages)


def _figures_of_the_week() -> Iterator[float]:
    """The figures of area in the example reports; round thousands are anybody's."""
    for report in read_sources([bundle.seeds()]).reports:
        for figure in re.findall(r"(\d[\d,.]*)\s*(?:sq|km|square)", f"{report.title} {report.text}"):
            value = float(figure.replace(",", "").rstrip("."))
            if value % 1000:
                yield value


def _code_words(path: Path) -> Iterator[str]:
    """Identifiers and texts of a module, without docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.keyword(arg=str(name)):
                yield name


def _code_numbers(path: Path) -> Iterator[float]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield float(node.value)
