"""A chapter that belongs to no single edition, run alone."""

from __future__ import annotations

import json

import pytest

from pipeline.chain import side_notebook
from pipeline.errors import ChainError, ParameterError, StepFailedError

PARAMETERS = 'LANGUAGE: str = "vi"\nLIMITS: list[float] = [1.0]\nLAST: int | None = None\n'
BEGIN = 'from pipeline.data import side_chapter\nstep = side_chapter.begin(globals(), folder="aside")'
COPY = 'table = step.read("acceptability.csv")\nstep.save(acceptability=table.assign(share=LIMITS[0]))'
SHARES = "unit_code,rank,share\n01,1,5.0\n"


@pytest.fixture
def aside(mini, tmp_path):
    """A notebook that reads a table, multiplies by a parameter and writes it; its folders."""
    mini.notebook(
        "aside",
        reads=["acceptability.csv"],
        writes=["acceptability.csv"],
        parameters=PARAMETERS,
        cells=[BEGIN, COPY, "print(LANGUAGE, LIMITS, LAST)\nstep.finish()"],
    )
    inputs, outputs = tmp_path / "in", tmp_path / "project" / "reports" / "aside"
    inputs.mkdir()
    (inputs / "acceptability.csv").write_text(SHARES)
    return inputs, outputs


def execute(mini, folders, name="aside", **parameters):
    inputs, outputs = folders
    return side_notebook.execute(mini.root, name, parameters=parameters, inputs=inputs, outputs=outputs)


@pytest.mark.chain
def test_an_executed_copy_and_the_declared_tables_are_left_and_nothing_else(mini, aside):
    inputs, outputs = aside
    path = execute(mini, aside, LANGUAGE="en", LIMITS=[2.5, 3])
    assert path == outputs / "aside.ipynb"
    assert sorted(found.name for found in outputs.iterdir()) == ["acceptability.csv", "aside.ipynb"]
    assert (outputs / "acceptability.csv").read_text() == SHARES.replace("5.0", "2.5")
    assert (inputs / "acceptability.csv").read_text() == SHARES
    printed = [output["text"] for cell in json.loads(path.read_text())["cells"] for output in cell.get("outputs", [])]
    assert "".join(printed[-1]).startswith("en [2.5, 3] None")
    assert str(mini.root) not in path.read_text()


@pytest.mark.chain
def test_a_failure_leaves_what_was_there_and_names_the_cell(mini, aside):
    _, outputs = aside
    outputs.mkdir(parents=True)
    (outputs / "aside.ipynb").write_text("of an acceptability run")
    mini.rewrite("notebooks/aside.ipynb", "print(LANGUAGE, LIMITS, LAST)", "LIMITS[7]")
    with pytest.raises(StepFailedError, match="step aside, cell 6: every cell must run.*IndexError") as caught:
        execute(mini, aside)
    assert "The half-run notebook is reports/aside/failed/aside.ipynb" in str(caught.value)
    assert sorted(found.name for found in outputs.iterdir()) == ["aside.ipynb", "failed"]
    assert (outputs / "aside.ipynb").read_text() == "of an acceptability run"
    mini.rewrite("notebooks/aside.ipynb", "LIMITS[7]", "")
    execute(mini, aside)
    assert not (outputs / "failed").exists()


@pytest.mark.chain
def test_a_table_that_is_declared_and_not_written_is_a_failure(mini, aside):
    mini.notebook("aside", writes=["acceptability.csv"], parameters=PARAMETERS)
    with pytest.raises(StepFailedError, match=r"declared and not written: acceptability\.csv"):
        execute(mini, aside)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"LANGAUGE": "en"}, "aside.ipynb, parameter LANGAUGE: a name of its tagged cell .*nearest: LANGUAGE"),
        ({"LANGUAGE": 1}, "parameter LANGUAGE: str is expected, got 1"),
        ({"LIMITS": [1.0, "2"]}, r"LIMITS: list\[float\] is expected"),
        ({"LAST": True}, r"LAST: int \| None is expected, got True"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_before_the_start(mini, aside, given, said):
    with pytest.raises(ParameterError, match=said):
        execute(mini, aside, **given)
    assert not aside[1].exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("limit: float = 1.0", "named in capitals, found limit"),
        ("LAST: int = '3'", "LAST must be int, found '3'"),
        ("LAST = 3", "typed plain literal"),
        ("LANGUAGE: str = 'vi'\nLANGUAGE: str = 'en'", "LANGUAGE is declared twice"),
    ],
)
def test_a_tagged_cell_holds_typed_literals_in_capitals(mini, aside, line, said):
    mini.notebook("aside", parameters=line)
    with pytest.raises(ParameterError, match=said):
        execute(mini, aside)


def test_a_table_that_is_not_there_is_refused_before_the_start(mini, aside):
    (aside[0] / "acceptability.csv").unlink()
    with pytest.raises(ChainError, match=r"absent: acceptability\.csv\. Run the command"):
        execute(mini, aside)


@pytest.mark.parametrize(("name", "said"), [("01_data", "Use `pii run`"), ("nowhere", "must be there, it is not")])
def test_only_a_notebook_beside_the_chain_is_run(mini, aside, name, said):
    with pytest.raises(ChainError, match=said):
        execute(mini, aside, name)


def test_it_is_no_chapter_of_the_chain(mini, aside):
    from pipeline.chain import steps

    assert "aside" not in {step.name for step in steps.discover(mini.root)}
