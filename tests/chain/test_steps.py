"""What a notebook declares is read without running it, and refused by name where it is not plain."""

from __future__ import annotations

import pytest

from pipeline.chain import steps
from pipeline.errors import ChainError, ParameterError

OWN = 'EDITION: str = "e"\nRUN: str = "nominal"\nLANGUAGE: str = "vi"\nSEED: int = 0\n'


def test_a_step_says_its_parameters_and_tables(mini):
    step = steps.discover(mini.root)[1]
    assert (step.name, step.reads, step.writes) == ("02_imputation", ("values.csv",), ("panel.csv", "report.html"))
    assert step.parameters["SKEWNESS_LIMIT"] == ("float", 2.25)
    assert step.documents == ("report.html",)
    assert step.n_cells == 6


def test_reading_a_step_does_not_run_it(mini):
    mini.notebook("03_treatment", cells=["raise SystemExit"])
    assert steps.discover(mini.root)[2].name == "03_treatment"


@pytest.mark.parametrize("source", ["%matplotlib inline", "total = (1 +", "!ls"])
def test_a_cell_that_is_no_python_is_named(mini, source):
    """Its imports, on which a step rests, could not be read."""
    mini.notebook("03_treatment", cells=["1 + 1", source])
    with pytest.raises(ChainError, match=r"notebooks/03_treatment.ipynb, cell 5, line 1: the cell is no Python: "):
        steps.discover(mini.root)


def test_the_digest_of_sources_ignores_outputs_and_counts(mini):
    before = steps.discover(mini.root)[0].sources_digest
    mini.rewrite("notebooks/01_data.ipynb", '"execution_count": null', '"execution_count": 9')
    assert steps.discover(mini.root)[0].sources_digest == before


def test_a_folder_without_chapters_is_refused(tmp_path):
    with pytest.raises(ChainError, match="at least one chapter"):
        steps.discover(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SKEWNES_LIMIT: float = 2.0", r"cell 2, line 5: SKEWNES_LIMIT is neither .*nearest: SKEWNESS_LIMIT"),
        ("SKEWNESS_LIMIT: int = 2", "must be declared as float, found int"),
        ("SKEWNESS_LIMIT: float = '2'", "must be float, found '2'"),
        ("SKEWNESS_LIMIT: float = 1 + 1", "line 5: a typed plain literal .* found `SKEWNESS_LIMIT: float = 1 \\+ 1`"),
        ("SKEWNESS_LIMIT: float = SEED", "typed plain literal"),
        ("SKEWNESS_LIMIT = 2.25", "typed plain literal"),
        ("import os", "typed plain literal"),
        ("SEED: int = 1", "SEED is declared twice"),
        ("N_DRAWS: int = True", "must be int, found True"),
        ("x = (", "the cell is no Python"),
    ],
)
def test_a_parameter_that_is_no_typed_literal_is_refused(line, said):
    with pytest.raises(ParameterError, match=said):
        steps.read_parameters(OWN + line, where="notebooks/01_data.ipynb, cell 2")


def test_whole_numbers_none_and_negative_numbers_fit():
    text = OWN + "KURTOSIS_ALONE_LIMIT: float | None = None\nSCALE_LOW: float = -1\nSKEWNESS_LIMIT: float = 2"
    read = steps.read_parameters(text, where="here")
    assert [read[name][1] for name in ("KURTOSIS_ALONE_LIMIT", "SCALE_LOW", "SKEWNESS_LIMIT", "SEED")] == [
        None,
        -1,
        2,
        0,
    ]


def test_every_chapter_declares_edition_run_language_and_seed():
    with pytest.raises(ParameterError, match="LANGUAGE; SEED missing"):
        steps.read_parameters('EDITION: str = "e"\nRUN: str = "r"', where="here")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("READS = sorted(['a'])\nWRITES = []", "READS = .* are expected, found `READS = sorted"),
        ("READS = ['raw']", "both READS .* found READS"),
        ("READS = ['raw', 3]\nWRITES = []", "plain names are expected"),
        ("READS = ['raw', 'raw']\nWRITES = []", "found twice: raw"),
        ("READS = ['valuess.csv']\nWRITES = []", "nearest: .*values.csv"),
        ("READS = ['report.html']\nWRITES = []", "a table .* found 'report.html'"),
        ("READS = []\nWRITES = ['../report.html']", "found '../report.html'"),
        ("READS = []\nWRITES = ['raw']", "found 'raw'"),
        ("READS = []\nTABLES = []", "found `TABLES = "),
    ],
)
def test_tables_that_are_no_literal_lists_of_known_names_are_refused(text, said):
    with pytest.raises(ChainError, match=said):
        steps.read_tables(text, where="notebooks/01_data.ipynb, cell 3")


def test_a_missing_tag_is_refused(mini):
    mini.rewrite("notebooks/01_data.ipynb", '"tables"', '"table"')
    with pytest.raises(ChainError, match=r"01_data.ipynb: exactly one code cell tagged 'tables' is expected, found 0"):
        steps.discover(mini.root)


def test_a_file_that_is_no_notebook_is_refused(mini):
    (mini.root / "notebooks" / "01_data.ipynb").write_text("{")
    with pytest.raises(ChainError, match=r"notebooks/01_data.ipynb: a notebook"):
        steps.discover(mini.root)
