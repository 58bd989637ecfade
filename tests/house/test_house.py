"""The house keeps its own rules."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest

from pipeline.data import params

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
TUTORIAL = ROOT / "notebooks" / "tutorial"
EVERY_NOTEBOOK = sorted(  # with those that belong to no single edition, and the tutorial; not JupyterLab's own copies
    path for folder in (ROOT / "notebooks", TUTORIAL, TUTORIAL / "solutions") for path in folder.glob("*.ipynb")
)
SET_ASIDE = {"parameters", "tables", "answer"}  # an answer is a reader's: a number of arithmetic, not of method
MODULES = sorted(path for path in (ROOT / "pipeline").rglob("*.py") if path.name != "__init__.py")
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.With, ast.If)
NAMELESS = {"utils.py", "helpers.py", "common.py", "misc.py"}


def cells(path: Path, kind: str) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def code(path: Path, *, tagged: bool) -> str:
    own = [c for c in cells(path, "code") if tagged or not SET_ASIDE & set(c["metadata"].get("tags", []))]
    return "\n".join("".join(cell["source"]) for cell in own)


def named(path: Path) -> str:
    return path.relative_to(ROOT / "notebooks").with_suffix("").as_posix()


def test_there_are_twelve_chapters_and_the_audit():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{number:02d}" for number in range(1, 14)]


@pytest.mark.parametrize("path", EVERY_NOTEBOOK, ids=named)
def test_a_chapter_is_thin(path):
    found = [
        type(node).__name__ for node in ast.walk(ast.parse(code(path, tagged=True))) if isinstance(node, FORBIDDEN)
    ]
    assert found == [], "what wants a definition or a loop belongs in the library, with a test"


@pytest.mark.parametrize("path", EVERY_NOTEBOOK, ids=named)
def test_a_chapter_holds_no_number_of_method_and_no_path(path):
    tree = ast.parse(code(path, tagged=False))
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert [value for value in constants if isinstance(value, float)] == []
    assert [value for value in constants if isinstance(value, str) and "/" in value] == []


@pytest.mark.parametrize("path", EVERY_NOTEBOOK, ids=named)
def test_prose_stands_in_both_languages_side_by_side(path):
    tags = [cell["metadata"].get("tags") for cell in cells(path, "markdown")]
    assert tags == [["vi"], ["en"]] * (len(tags) // 2)


@pytest.mark.parametrize("path", EVERY_NOTEBOOK, ids=named)
def test_a_chapter_is_stored_without_outputs(path):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(path, "code"))


@pytest.mark.parametrize("path", EVERY_NOTEBOOK, ids=named)
def test_only_the_tutorial_has_answers_and_they_are_nothing_else(path):
    tagged = [cell for cell in cells(path, "code") if "answer" in cell["metadata"].get("tags", [])]
    assert not tagged or path.is_relative_to(TUTORIAL)
    assert all("".join(cell["source"]).startswith("answer = ") for cell in tagged)
    assert all(len(ast.parse("".join(cell["source"])).body) == 1 for cell in tagged)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_opens_with_the_values_of_the_nominal_method(path):
    tagged = next(cell for cell in cells(path, "code") if cell["metadata"].get("tags") == ["parameters"])
    nominal = params.load_method("nominal", root=ROOT).values
    declared = {
        node.target.id.lower(): ast.literal_eval(node.value)
        for node in ast.parse("".join(tagged["source"])).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
    }
    options = {name: value for name, value in declared.items() if name in nominal}
    assert options == {name: nominal[name] for name in options}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_has_a_name_and_a_docstring(path):
    assert path.name not in NAMELESS
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "say in one line what the module is for"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_function_is_long(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 70
    }
    assert long == {}


def test_every_tested_module_is_where_its_test_says():
    mirrored = [
        path
        for folder in ("statistics", "framework", "construction", "data", "chain", "reporting")
        for path in (ROOT / "tests" / folder).glob("test_*.py")
    ]
    homeless = [
        path.name
        for path in mirrored
        if "test_golden" not in path.name
        and "editions" not in path.name
        and path.name != "test_properties.py"  # of all functions of statistics at once
        and not (ROOT / "pipeline" / path.parent.name / path.name.removeprefix("test_")).is_file()
    ]
    assert homeless == []


def test_every_module_of_the_lower_layers_has_its_test():
    untested = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if path.parent.name in ("statistics", "construction", "framework")
        and path.name != "types.py"
        and not (ROOT / "tests" / path.parent.name / f"test_{path.name}").is_file()
    ]
    assert untested == []


@pytest.mark.parametrize("name", params.editions(root=ROOT))
def test_every_edition_is_valid(name):
    assert params.load_edition(name, root=ROOT).id == name


@pytest.mark.parametrize("name", params.methods(root=ROOT))
def test_every_method_is_valid(name):
    assert params.load_method(name, root=ROOT).name == name


def test_only_the_fictitious_edition_reads_fictitious_tables():
    for name in params.editions(root=ROOT):
        edition = params.load_edition(name, root=ROOT)
        tables = {table for source in edition.sources.indicators.values() for table in source.tables}
        assert any(table.startswith("toy/") for table in tables) == edition.about.fictitious


def test_generated_output_is_not_in_the_repository():
    listed = subprocess.run(
        ["git", "ls-files", "reports", "data/processed", "data/ledger"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    assert listed.stdout == ""
