"""An index on trial: the published one when nothing is moved, the engine's when something is."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

import trees

from pipeline.construction import normalisation, treatment
from pipeline.data import params
from pipeline.errors import MethodError, ParameterError
from pipeline.publication import explorer_trial

ROOT = Path(__file__).parents[2]


def test_nothing_moved_is_the_published_index(published):
    base = explorer_trial.of_tables(published.edition, published.tables)
    trial = explorer_trial.compute(base, percent={}, changes={})
    assert base.from_run
    assert trial.ranks.to_dict() == base.ranks.to_dict()
    assert trial.scores.to_dict() == pytest.approx(base.scores.to_dict(), abs=1e-12)


def test_raw_data_give_the_same_as_the_run_and_say_so(published):
    base = explorer_trial.of_tables(published.edition, published.tables)
    raw = explorer_trial.from_raw(params.load_edition("toy", root=ROOT), root=ROOT)
    assert not raw.from_run
    assert raw.ranks.to_dict() == base.ranks.to_dict()
    assert raw.scores.to_dict() == pytest.approx(base.scores.to_dict(), abs=1e-12)


def two_parts(**changes):
    edition = trees.edition(transformations="none", outlier_rule="none", **changes)
    values = trees.scores(edition, np.random.default_rng(3))
    built = trees.engine(edition, normalisation.normalise(values, edition), {}, geometric=False)
    return explorer_trial.Base(edition, values, built.scores["0"], built.ranks["0"], from_run=True)


def test_moved_weights_give_the_engines_scores_and_ranks():
    base = two_parts()
    percent = {"1": 35.0, "2": 0.0, "4": 250.0}
    trial = explorer_trial.compute(base, percent=percent, changes={})
    scores = normalisation.normalise(base.values, base.edition)
    built = trees.engine(base.edition, scores, percent, geometric=False)
    assert trial.scores.to_dict() == built.scores["0"].to_dict()
    assert trial.ranks.to_dict() == built.ranks["0"].to_dict()
    assert trial.ranks.to_dict() != base.ranks.to_dict()


def test_another_method_is_the_engines():
    base = two_parts()
    changes = {"normalisation": "percentile_rank", "aggregation": "geometric", "ties": "dense"}
    trial = explorer_trial.compute(base, percent={}, changes=changes)
    own = base.edition.with_method(base.edition.method.replace(changes | {"score_floor": 1.0}))
    treated = treatment.treat(base.values, own).values
    built = trees.engine(own, normalisation.normalise(treated, own), {}, geometric=False)
    assert trial.scores.to_dict() == built.scores["0"].to_dict()
    assert trial.ranks.to_dict() == built.ranks["0"].to_dict()


def test_without_any_weight_there_is_no_rank():
    base = two_parts()
    trial = explorer_trial.compute(base, percent=dict.fromkeys(trees.PILLARS, 0.0), changes={})
    assert trial.scores.isna().all()
    assert trial.ranks.isna().all()


def test_choices_hold_what_is_published_and_only_what_can_be_computed():
    base = two_parts()
    found = explorer_trial.choices(base)
    assert list(found) == list(explorer_trial.OPTIONS)
    assert all(base.edition.method.values[name] in values for name, values in found.items())
    assert "geometric" in found["aggregation"]
    assert not set(explorer_trial.SLOW) & set(found["aggregation"])
    assert "none" not in found["normalisation"]
    assert "distance_to_target" not in found["normalisation"]  # no indicator has a target
    assert set(found["weighting"]) <= {"nominal", "equal", "equal_indicators", "equal_sub_pillars"}


def test_choices_that_do_not_go_together_are_refused_by_name():
    with pytest.raises(ParameterError, match="needs positive scores, and normalisation 'z_score' does not"):
        explorer_trial.compute(
            two_parts(), percent={}, changes={"aggregation": "geometric", "normalisation": "z_score"}
        )


def test_a_function_that_has_no_meaning_on_the_tree_is_refused():
    base = two_parts(aggregation_at={"sub_index": "sum"})
    with pytest.raises(MethodError, match="edition two-parts"):
        explorer_trial.method(base.edition, {"aggregation_at": {"I": "copeland"}})


def test_a_trial_leaves_its_base_as_it_was():
    base = two_parts()
    before = base.values.copy()
    explorer_trial.compute(base, percent={"1": 0.0}, changes={"aggregation": "geometric"})
    pd.testing.assert_frame_equal(base.values, before)
    again = explorer_trial.compute(replace(base), percent={}, changes={})
    assert again.ranks.to_dict() == base.ranks.to_dict()
