"""The tutorial can be taught: solved, every exercise is right; with its blanks, every one says not yet; and nothing raises.

The quick tests run the cells of a notebook one after another in this process; those marked ``chain`` start kernels, as
JupyterLab and Binder do.
"""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.chain import steps
from pipeline.publication import course
from pipeline.publication.exercises import RIGHT, UNANSWERED, Verdict

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "notebooks" / "tutorial"
LESSONS = sorted(TUTORIAL.glob("*.ipynb"))
SOLUTIONS = TUTORIAL / "solutions"
ANSWER = ["answer"]


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def answers(path: Path) -> dict[str, str]:
    """Cell id -> source, of the cells that hold an answer."""
    return {cell["id"]: source(cell) for cell in cells(path) if cell["metadata"].get("tags") == ANSWER}


def played(path: Path, *, language: str = "vi", solved: dict[str, str] | None = None) -> list[Verdict]:
    """What the checks of a notebook say, run from top to bottom; tables are written out on the way, as a page would."""
    held: dict[str, Any] = {}
    verdicts = []
    for cell in cells(path):
        if cell["cell_type"] == "code":
            text = (solved or {}).get(cell["id"], source(cell))
            shown = _run(text.replace('LANGUAGE: str = "vi"', f'LANGUAGE: str = "{language}"'), held)
            if isinstance(shown, Verdict):
                verdicts.append(shown)
            if hasattr(shown, "_repr_html_"):
                shown._repr_html_()
    return verdicts


def _run(text: str, held: dict[str, Any]) -> Any:
    """Run a cell; what its last line gives."""
    tree = ast.parse(text)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), held)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), held) if isinstance(last, ast.Expr) else None


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch):
    """A notebook's kernel works in the notebook's folder."""
    monkeypatch.delenv("PII_PROJECT", raising=False)
    monkeypatch.chdir(TUTORIAL)


def test_the_lessons_are_those_of_the_course():
    assert [path.stem for path in LESSONS] == list(course.LESSONS)
    assert sorted(path.name for path in SOLUTIONS.glob("*.ipynb")) == [path.name for path in LESSONS]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_asks_its_own_exercises_and_each_once(path):
    asked = [
        node.args[0].value for cell in cells(path) if cell["cell_type"] == "code" for node in _checks(source(cell))
    ]
    assert sorted(asked) == sorted(builder.__name__ for builder in course.LESSONS[path.stem])


def _checks(text: str) -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "check"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_an_exercise_stands_in_a_lesson_as_a_blank_and_in_the_solutions_with_an_answer(path):
    blanks, solved = answers(path), answers(SOLUTIONS / path.name)
    assert list(blanks) == list(solved)
    assert set(blanks.values()) <= {"answer = ...", 'answer = "..."'}
    assert not set(blanks.values()) & set(solved.values())


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_with_its_blanks_every_check_says_not_yet(path):
    verdicts = played(path)
    assert [verdict.state for verdict in verdicts] == [UNANSWERED] * len(course.LESSONS[path.stem])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_with_its_solutions_every_check_says_right(path):
    verdicts = played(path, language="en", solved=answers(SOLUTIONS / path.name))
    assert [str(verdict) for verdict in verdicts if verdict.state != RIGHT] == []
    assert len(verdicts) == len(course.LESSONS[path.stem])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_solutions_run_by_themselves(path):
    assert {verdict.state for verdict in played(SOLUTIONS / path.name)} == {RIGHT}


def test_the_chain_takes_no_lesson_for_a_chapter():
    found = {step.path for step in steps.discover(ROOT)}
    assert not found & {*LESSONS, *SOLUTIONS.glob("*.ipynb")}
    assert not any(path.match(steps.PATTERN) for path in LESSONS), "not even where somebody copies one up"


def test_a_lesson_needs_no_run_and_writes_nothing(tmp_path, monkeypatch):
    for name in ("params", "data/raw", "notebooks/tutorial"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path / "notebooks" / "tutorial")
    assert all(not verdict.right for verdict in played(LESSONS[0]))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.chain
def test_the_lessons_run_in_a_kernel_to_their_end():
    """All of them one after another in one kernel, solved; nothing but tables, figures and verdicts is put out."""
    import nbformat
    from nbclient import NotebookClient

    solved = {key: text for path in LESSONS for key, text in answers(SOLUTIONS / path.name).items()}
    lessons = [nbformat.read(path, as_version=4) for path in LESSONS]
    whole = nbformat.v4.new_notebook(cells=[cell for lesson in lessons for cell in lesson.cells])
    for cell in whole.cells:
        cell.source = solved.get(cell.id, cell.source)
    NotebookClient(whole, timeout=120, kernel_name="python3", resources={"metadata": {"path": TUTORIAL}}).execute()
    nbformat.validate(whole)
    shown = [out for cell in whole.cells for out in cell.get("outputs", [])]
    assert {out.output_type for out in shown} == {"execute_result"}
    told = [out.data["text/plain"] for out in shown if "border-left" in out.data.get("text/html", "")]
    assert [text.split()[0] for text in told] == ["Đúng."] * len(course.EXERCISES)
    assert sum("image/png" in out.data for out in shown) >= len(LESSONS) // 2
