"""The reason for each step, without running any."""

from __future__ import annotations

import pytest

from pipeline.chain import resolve, why
from pipeline.chain.selection import Choices
from pipeline.errors import ParameterError


def reasons(mini, **options):
    return why.reasons(resolve.resolve(mini.edition, root=mini.root), root=mini.root, **options)


def test_before_the_first_run_nothing_is_on_record_and_later_steps_depend_on_earlier_ones(mini, by_hand):
    assert reasons(mini) == {
        "01_data": "run: it is not on record yet",
        "02_imputation": "depends on 01_data, which runs",
    }
    assert by_hand.ran == []
    assert not mini.files("data/ledger", "reports")


def test_what_is_told_is_what_a_run_would_do(mini, by_hand):
    mini.run()
    mini.rewrite("notebooks/02_imputation.ipynb", "step.finish()", "step.finish( )")
    mini.rewrite("notebooks/01_data.ipynb", "# 01_data", "# Data")
    assert reasons(mini) == {
        "01_data": "kept; new prose is put in",
        "02_imputation": "rerun: the notebook's code changed",
    }
    assert reasons(mini, step="02_imputation") == {"02_imputation": "rerun: the notebook's code changed"}


def test_what_a_stopped_run_has_done_counts_as_kept(mini, by_hand):
    mini.run(choices=Choices(until="01_data"))
    assert reasons(mini) == {"01_data": "kept", "02_imputation": "run: it is not on record yet"}


def test_a_step_that_does_not_exist_is_refused(mini):
    with pytest.raises(ParameterError, match="step 02_imputatoin: there is no step .*nearest: 02_imputation"):
        reasons(mini, step="02_imputatoin")


def test_of_many_steps_that_run_before_the_first_are_named(mini, by_hand):
    tables = ("coverage.csv", "screening.csv", "treated.csv", "imputed.csv")
    for number, table in enumerate(tables, start=3):
        mini.notebook(f"0{number}_x", reads=["values.csv"], writes=[table], cells=["1"])
    mini.notebook("07_y", reads=list(tables), writes=["scores.csv"], cells=["1"])
    assert reasons(mini, step="07_y") == {"07_y": "depends on 03_x, 04_x, 05_x, and 1 more, which run"}
