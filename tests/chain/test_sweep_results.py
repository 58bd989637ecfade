"""Scores of all runs in one table, and how far each moves the ranks of the nominal one."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from pipeline.chain import sweep_results
from pipeline.chain.sweep_results import DONE, FAILED, KEPT, NOT_RUN, Row
from pipeline.data import params, project, store


def scored(mini, run, ranks):
    """A run in which the units have these ranks; one indicator beside the index."""
    codes = ["01", "02", "03"]
    index = pd.DataFrame({"unit_code": codes, "code": "0", "level": 2, "score": [1.0, 2.0, 3.0], "rank": ranks})
    table = pd.concat([index, index.assign(code="1", level=1, rank=1.0)])
    store.write_table(table, project.processed(mini.edition, run, root=mini.root) / "scores.csv")


@pytest.fixture
def write(mini):
    edition = params.load_edition(mini.edition, root=mini.root)
    folder = sweep_results.folder_of(mini.edition, "x", root=mini.root)
    return lambda *rows: sweep_results.write(rows, edition, folder, root=mini.root).set_index("run")


def test_shifts_are_places_over_the_units_ranked_in_both(mini, write):
    scored(mini, "nominal", [1.0, 2.0, 3.0])
    scored(mini, "turned", [3.0, 2.0, 1.0])
    scored(mini, "fewer", [1.0, None, 2.0])
    runs = write(Row("turned", "nominal", "", DONE, 2.0), Row("fewer", "nominal", "", KEPT, 2.0))
    figures = ["mean_shift", "largest_shift", "unit_code"]
    assert runs.loc["turned", figures].tolist() == [4 / 3, 2.0, "01"]
    assert runs.loc["fewer", figures].tolist() == [0.5, 1.0, "03"]
    assert runs["spearman"].tolist() == pytest.approx([-1.0, 1.0], abs=1e-15)  # one rounding of a quotient


def test_the_scores_are_those_of_the_index_of_runs_in_force(mini, write):
    scored(mini, "a", [1.0, None, 2.0])
    scored(mini, "b", [1.0, 2.0, 3.0])
    write(Row("a", "nominal", "", DONE, 2.0), Row("b", "nominal", "", FAILED, 2.0, "a reason"))
    table = store.read_table(sweep_results.folder_of(mini.edition, "x", root=mini.root) / "sweep.csv")
    assert table["run"].tolist() == ["a"] * 3
    assert table["rank"].tolist()[::2] == [1.0, 2.0]
    assert math.isnan(table["rank"][1])


def test_without_a_nominal_run_nothing_is_compared(mini, write):
    scored(mini, "a", [1.0, 2.0, 3.0])
    runs = write(Row("a", "nominal", "", DONE, 2.0))
    assert runs.loc["a", ["mean_shift", "largest_shift", "spearman"]].isna().all()


def test_units_that_all_share_a_rank_have_no_correlation(mini, write):
    scored(mini, "nominal", [1.0, 1.0, 1.0])
    scored(mini, "a", [1.0, 1.0, 1.0])
    runs = write(Row("a", "nominal", "", DONE, 2.0))
    assert runs.loc["a", ["mean_shift", "largest_shift", "unit_code"]].tolist() == [0.0, 0.0, ""]
    assert math.isnan(runs.loc["a", "spearman"])


def test_runs_with_no_unit_in_common_are_not_compared(mini, write):
    scored(mini, "nominal", [1.0, None, None])
    scored(mini, "a", [None, 1.0, 2.0])
    assert math.isnan(write(Row("a", "nominal", "", DONE, 2.0)).loc["a", "mean_shift"])


def test_the_table_to_read_has_a_line_a_run_and_the_reasons_below(mini, write):
    scored(mini, "nominal", [1.0, 2.0, 3.0])
    scored(mini, "turned", [3.0, 2.0, 1.0])
    rows = [Row("turned", "gii", "", DONE, 61.25), Row("z", "gii", "", NOT_RUN, None, "it is inadmissible")]
    edition = params.load_edition(mini.edition, root=mini.root)
    assert sweep_results.told(write(*rows).reset_index(), edition) == [
        "run     outcome  mean shift  largest  of  Spearman  seconds",
        "turned  done           1.33        2  Á     -1.000     61.2",
        "z       not run",
        "z: not run: it is inadmissible",
    ]
