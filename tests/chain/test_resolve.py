"""Which run a command line asks for, and which it may not ask for."""

from __future__ import annotations

import pytest

from pipeline.chain import resolve, steps
from pipeline.errors import FrameworkError, ParameterError


def resolved(mini, **choices):
    return resolve.resolve(mini.edition, root=mini.root, **choices)


def test_nothing_asked_for_is_the_nominal_run(mini):
    run = resolved(mini)
    assert (run.name, run.language, run.seed, dict(run.changes)) == ("nominal", "vi", 7, {})


def test_another_method_runs_under_its_own_name(mini):
    run = resolved(mini, method="gii")
    assert (run.name, run.edition.method.name) == ("gii", "gii")


def test_the_editions_own_method_by_name_is_the_nominal_run(mini):
    assert resolved(mini, method="nominal").name == "nominal"


def test_a_method_called_nominal_cannot_take_the_nominal_run_of_an_edition_with_another(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "method: nominal", "method: gii")
    with pytest.raises(ParameterError, match=r"run 'nominal': .*--as NAME"):
        resolved(mini, method="nominal")


def test_a_changed_parameter_needs_a_name(mini):
    with pytest.raises(ParameterError, match=r"\(skewness_limit\) needs a name .*--as NAME"):
        resolved(mini, parameters=["skewness_limit=2.0"])


def test_a_run_is_not_called_as_the_results_of_a_sweep_are(mini):
    with pytest.raises(ParameterError, match="run 'sweep-toy': names with 'sweep-' are for the results of sweeps"):
        resolve.resolve(mini.edition, root=mini.root, method="gii", name="sweep-toy")


@pytest.mark.parametrize("name", ["nominal", "scratch"])
def test_reserved_names_are_refused(mini, name):
    with pytest.raises(ParameterError, match=f"run '{name}'"):
        resolved(mini, parameters=["seed=0"], name=name)


@pytest.mark.parametrize("name", ["../x", ".hidden", "A", "a..b"])
def test_a_run_name_that_could_leave_its_folder_is_refused(mini, name):
    with pytest.raises(ParameterError, match="Choose another name"):
        resolved(mini, name=name)


def test_values_are_read_as_the_types_of_their_options(mini):
    changes = ["skewness_limit=2", "kurtosis_alone_limit=null", "imputation=none", "seed=0", "language=en"]
    run = resolved(mini, parameters=changes, name="v")
    values = run.values
    assert [values[name] for name in ("SKEWNESS_LIMIT", "KURTOSIS_ALONE_LIMIT", "IMPUTATION")] == [2.0, None, "none"]
    assert (run.seed, run.language, values["SEED"], values["RUN"]) == (0, "en", 0, "v")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("skewnes_limit=2", "no parameter 'skewnes_limit'; nearest: skewness_limit"),
        ("SKEWNESS_LIMIT=2", "nearest: skewness_limit"),
        ("skewness_limit", "name=value is expected"),
        ("skewness_limit=high", "skewness_limit.*found 'high'"),
        ("skewness_limit=inf", "finite numbers"),
        ("imputation=guess", "imputation"),
        ("aggregation_at=pillar", "JSON is expected"),
        ("seed=1.5", "a whole number"),
        ("seed=-1", "a whole number"),
        ("language=fr", "one of vi; en"),
    ],
)
def test_a_misspelt_or_mistyped_parameter_is_refused(mini, change, said):
    with pytest.raises(ParameterError, match=said):
        resolved(mini, parameters=[change], name="v")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            ["outlier_rule=none", "skewness_limit=2"],
            r"'skewness_limit' .* under outlier_rule none.*Choose also one of: -p outlier_rule=winsorise; or leave it out",
        ),
        (["z_sd=2"], r"'z_sd' steers nothing under normalisation min_max.*-p normalisation=z_score"),
        (["score_floor=1"], r"'score_floor' steers nothing under aggregation arithmetic.*=geometric"),
    ],
)
def test_a_parameter_that_steers_nothing_is_refused_with_what_would_let_it(mini, changes, said):
    with pytest.raises(ParameterError, match=said):
        resolved(mini, parameters=changes, name="v")


def test_a_parameter_is_taken_together_with_the_choice_that_lets_it_steer(mini):
    values = resolved(mini, parameters=["z_sd=2", "normalisation=z_score"], name="v").values
    assert (values["Z_SD"], values["NORMALISATION"]) == (2.0, "z_score")


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"parameters": ["seed=0"]}, r"--as gii: .*not of method 'nominal' with seed changed. Choose another name"),
        ({"parameters": ["seed=0"], "method": "gii"}, r"--as gii: .*not of method 'gii' with seed changed"),
        ({"method": "jrc"}, r"--as gii: .*not of method 'jrc'\."),
        ({}, r"--as gii: .*not of method 'nominal'\."),
    ],
)
def test_a_run_cannot_take_the_name_of_a_method_that_it_does_not_follow(mini, choices, said):
    with pytest.raises(ParameterError, match=said):
        resolved(mini, name="gii", **choices)


def test_a_method_may_be_called_by_its_own_name(mini):
    assert resolved(mini, name="gii", method="gii").name == "gii"


def test_a_parameter_given_twice_is_refused(mini):
    with pytest.raises(ParameterError, match="seed is given twice"):
        resolved(mini, parameters=["seed=1", "seed=2"], name="v")


def test_a_parameter_that_no_notebook_declares_is_refused(mini):
    run = resolved(mini, parameters=["n_draws=10"], name="v")
    with pytest.raises(ParameterError, match="no notebook declares n_draws"):
        resolve.refuse_unused(run, steps.discover(mini.root))


def test_the_chain_injects_what_a_notebook_declares_and_nothing_else(mini):
    run = resolved(mini, parameters=["skewness_limit=2.0"], name="v")
    injected = run.parameters(steps.discover(mini.root)[0])
    assert injected == {"EDITION": "mini-2024", "RUN": "v", "LANGUAGE": "vi", "SEED": 7, "SKEWNESS_LIMIT": 2.0}


def test_an_incomplete_edition_cannot_be_run(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "fictitious: true", "incomplete: true")
    with pytest.raises(FrameworkError, match="can be checked"):
        resolved(mini)


def test_an_edition_name_that_leaves_its_folder_is_refused(mini):
    with pytest.raises(FrameworkError, match=r"edition '../x'"):
        resolve.resolve("../x", root=mini.root)
