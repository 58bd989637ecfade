"""A table that a chapter does not declare is not there to be read, whichever library reads."""

from __future__ import annotations

import pytest
from stories import BEGIN, PANEL, TWO_TABLES, stopped

pytestmark = pytest.mark.chain

IN_C = "import ctypes; found = ctypes.CDLL(None).open(b'scores.csv', 0); assert found >= 0, f'open gave {found}'"
READ_AS = {
    "the store": ("step.read('scores.csv')", "is not declared in READS"),
    "pandas": ("pandas.read_csv('scores.csv')", "FileNotFoundError"),
    "pyarrow": ("import pyarrow.csv; pyarrow.csv.read_csv('scores.csv')", "FileNotFoundError"),
    "a library in C": (IN_C, "AssertionError: open gave -1"),
}


@pytest.mark.parametrize("reader", READ_AS)
def test_a_table_that_is_not_declared_is_not_there_to_be_read(mini, monkeypatch, capsys, reader):
    """The first chapter writes two tables, the second declares one and reaches for the other by its name."""
    if reader == "pyarrow":
        skip_without_pyarrow()
    cell, said = READ_AS[reader]
    reaches_for_what_it_does_not_declare(mini, cell)
    code, err = stopped(mini, monkeypatch, capsys)
    assert code == 5
    assert "step 02_imputation, cell 5: every cell must run" in err
    assert said in err


READS_WHAT_IT_DECLARES = {
    "pandas": "assert len(pandas.read_csv('values.csv')) == 1",
    "pyarrow": "import pyarrow.csv; assert pyarrow.csv.read_csv('values.csv').num_rows == 1",
    "the system": "import os; assert os.listdir() == ['values.csv'], os.listdir()",
}


@pytest.mark.parametrize("reader", READS_WHAT_IT_DECLARES)
def test_the_folder_of_a_step_holds_the_declared_tables_and_nothing_else(mini, monkeypatch, capsys, reader):
    if reader == "pyarrow":
        skip_without_pyarrow()
    reaches_for_what_it_does_not_declare(mini, READS_WHAT_IT_DECLARES[reader])
    assert stopped(mini, monkeypatch, capsys) == (0, "")


BYPASSES = {
    "a path that walks up from the folder": "found = pandas.read_csv('../../../tables/scores.csv')",
    "an absolute path": "found = pandas.read_csv(next(project.root().glob('data/processed/*/.*/tables/scores.csv')))",
    "pyarrow with such a path": "import pyarrow.csv; found = pyarrow.csv.read_csv('../../../tables/scores.csv')",
}


@pytest.mark.parametrize("bypass", BYPASSES)
def test_the_bypass_that_remains_is_a_path_that_leads_out_of_the_folder(mini, monkeypatch, capsys, bypass):
    """It keeps honest code honest, and is no wall: who writes such a path reads undeclared, and nothing notices.

    What stands against it is review, and a test of the house that refuses paths in chapters
    (`test_a_chapter_holds_no_number_of_method_and_no_path`).
    """
    if "pyarrow" in bypass:
        skip_without_pyarrow()
    reaches_for_what_it_does_not_declare(mini, BYPASSES[bypass])
    assert stopped(mini, monkeypatch, capsys) == (0, "")


def skip_without_pyarrow():
    pytest.importorskip("pyarrow.csv", reason="pyarrow is not part of the environment; the story in C stands for it")


def reaches_for_what_it_does_not_declare(mini, cell):
    """The first chapter writes two tables; the second declares one of them and runs ``cell``."""
    written = ["values.csv", "scores.csv"]
    mini.notebook("01_data", reads=["raw"], writes=written, cells=[BEGIN, TWO_TABLES, "step.finish()"])
    ends = [PANEL, "step.finish()"]
    mini.notebook("02_imputation", reads=written[:1], writes=["panel.csv", "report.html"], cells=[BEGIN, cell, *ends])
