"""A set of runs for an edition: each one planned, refused, or left out with its reason, before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chain import sweep_declared, sweep_task
from pipeline.errors import ChainError, FrameworkError, ParameterError

ROOT = Path(__file__).resolve().parents[2]
SETS = {"methods": "open-2024", "toy": "toy"}
OVER = "params/sweeps/limits.yaml"
ABOUT = "description_vi: Bộ\ndescription_en: Set\n"
TWO = "runs: {low: {parameters: {skewness_limit: 0.5}}, seeded: {parameters: {seed: 0}}}"


@pytest.fixture
def declare(mini):
    """Declares a set with this content, for the small project with one more chapter, which writes scores."""
    mini.notebook("04_index", reads=["values.csv"], writes=["scores.csv"])
    (mini.root / OVER).parent.mkdir()

    def declared(text):
        (mini.root / OVER).write_text(ABOUT + text, encoding="utf-8")
        return sweep_declared.declare(mini.edition, OVER, root=mini.root)

    return declared


@pytest.mark.parametrize(("name", "edition"), SETS.items())
def test_every_run_of_the_projects_own_sets_is_one_that_the_edition_can_have(name, edition):
    found = sweep_declared.read(f"params/sweeps/{name}.yaml", root=ROOT)
    assert len(found.variants) >= 12
    for run, variant in found.variants.items():
        assert sweep_task.resolved(edition, run, variant, root=ROOT).name == run


def test_every_run_of_a_set_is_planned_under_its_name(declare):
    declared = declare(TWO)
    assert {name: plan.run.name for name, plan in declared.plans.items()} == {"low": "low", "seeded": "seeded"}
    assert (declared.plans["low"].run.edition.method.values["skewness_limit"], declared.not_run) == (0.5, {})
    assert (declared.plans["seeded"].run.seed, declared.nominal.seed) == (0, 7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("runs: {gii: {method: jrc}}", "gii: --as gii: a name that no method .* has is expected"),
        ("runs: {a: {method: gi}}", "a: there is no method 'gi' .*nearest: gii"),
        (
            "runs: {a: {parameters: {score_floor: 1}}}",
            "a: -p score_floor: .* steers nothing under aggregation arithmetic",
        ),
        ("runs: {a: {parameters: {ties: dense}}}", "a: run a: .* no notebook declares ties"),
        (
            "runs: {a: {parameters: {aggregation: geometric}}}",
            "a: .*a geometric mean of scores from 0.* needs score_floor",
        ),
        ("runs: {a: {parameters: {aggregation_at: {pillars: sum}}}}", "a: .*aggregation_at names 'pillars'"),
    ],
)
def test_runs_that_the_edition_cannot_have_are_refused(mini, declare, text, said):
    with pytest.raises(ParameterError, match=f"sweep limits of edition mini-2024: .* 1 are not: {said}"):
        declare(text)
    assert not mini.files("data/processed", "data/ledger")


def test_all_of_them_are_named_at_once(declare):
    with pytest.raises(ParameterError, match=r"2 are not: a: .*'gi'.*; b: .* no notebook declares ties"):
        declare("runs: {a: {method: gi}, b: {parameters: {ties: dense}}}")


def test_inadmissible_runs_can_be_left_out_with_the_reason_and_inert_ones_cannot(declare):
    declared = declare("grid: {aggregation: [geometric]}\nskip_inadmissible: true")
    assert declared.plans == {}
    assert "needs score_floor" in declared.not_run["aggregation-geometric"]
    with pytest.raises(ParameterError, match="score_floor-1.0: -p score_floor: .* steers nothing"):
        declare("grid: {score_floor: [1.0]}\nskip_inadmissible: true")


def test_a_chain_without_scores_has_no_results_to_collect(mini, declare):
    (mini.root / "notebooks/04_index.ipynb").unlink()
    with pytest.raises(ChainError, match=r"a chapter that writes scores.csv is expected"):
        declare(TWO)


def test_a_set_that_is_not_there_is_told_with_the_nearest(mini, declare):
    declare(TWO)
    with pytest.raises(FrameworkError, match="--over params/sweeps/limit.yaml: .* nearest: params/sweeps/limits.yaml"):
        sweep_declared.read("params/sweeps/limit.yaml", root=mini.root)


def test_results_stay_in_their_own_folder_whatever_the_set_is_called(declare):
    with pytest.raises(FrameworkError, match=r"sweep '../x': small letters"):
        declare(f"name: ../x\n{TWO}")
