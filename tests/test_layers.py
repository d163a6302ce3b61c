"""The house's rules that a test can see: directions, sizes, the two broad excepts, the schema."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "models": set(),
    "exporters": {"models"},
    "ui": {"models", "exporters", "PySide6"},
}
DRIVERS = {"sqlite3", "sqlcipher3", "sqlite_utils"}
LONGEST = 400
SOURCES = sorted(path for layer in MAY_IMPORT for path in (ROOT / layer).rglob("*.py"))


@cache
def nodes_of(path):
    """Return every node of a file."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports_of(path):
    """Yield the first part of every name a file imports, wherever in it."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def broad_excepts(path):
    """Yield the lines of a file that catch everything, or every Exception, and go on."""
    for node in nodes_of(path):
        if isinstance(node, ast.ExceptHandler):
            names = {name.id for name in ast.walk(node.type or node) if isinstance(name, ast.Name)}
            if node.type is None or "Exception" in names:
                yield node.lineno


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_downwards(layer):
    forbidden = {*MAY_IMPORT, "PySide6", "tests", "main"} - MAY_IMPORT[layer] - {layer}
    for path in (ROOT / layer).rglob("*.py"):
        assert forbidden.isdisjoint(imports_of(path)), path


def test_only_database_and_migrations_know_the_driver():
    knowing = {path for path in SOURCES if not DRIVERS.isdisjoint(imports_of(path))}
    assert {str(path.relative_to(ROOT)) for path in knowing} == {
        "models/database.py",
        "models/migrations.py",
    }


def test_models_know_no_workbook_writer_and_no_page():
    for path in (ROOT / "models").rglob("*.py"):
        assert {"openpyxl", "reportlab", "docx"}.isdisjoint(imports_of(path)), path


def test_everything_is_caught_in_two_places_only():
    caught = [path for path in SOURCES for _ in broad_excepts(path)]
    assert {str(path.relative_to(ROOT)) for path in caught} <= {"ui/tasks.py", "ui/errors.py"}
    assert len(caught) <= 2


@pytest.mark.parametrize("path", [ROOT / "main.py", *SOURCES], ids=lambda path: path.name)
def test_a_file_is_not_too_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_file_says_when_it_will_be_finished():
    for path in SOURCES:
        words = path.read_text("utf-8")
        assert not any(mark in words for mark in ("TODO", "FIXME", "XXX")), path
