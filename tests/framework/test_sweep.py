"""A declared set of runs: what it may say, and how the runs of its grid are named."""

from __future__ import annotations

import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.sweep import Sweep


def read(**content):
    about = {"name": "x", "description_vi": "Bộ", "description_en": "Set"}
    return Sweep.read({**about, **content}, where="params/sweeps/x.yaml")


def test_every_combination_of_the_grid_is_a_run_named_after_its_values():
    found = read(grid={"ties": ["min", "dense"], "skewness_limit": [2.0, 2.25]}, runs={"gii": {"method": "gii"}})
    assert list(found.variants) == [
        "gii",
        "ties-min_skewness_limit-2.0",
        "ties-min_skewness_limit-2.25",
        "ties-dense_skewness_limit-2.0",
        "ties-dense_skewness_limit-2.25",
    ]
    assert found.variants["ties-dense_skewness_limit-2.0"].texts == ("ties=dense", "skewness_limit=2.0")


def test_names_of_a_wide_grid_are_the_values_alone():
    grid = {"use_structural_zeros": [True], "use_earlier_years": [False], "normalisation": ["percentile_rank"]}
    assert list(read(grid=grid).variants) == ["true_false_percentile-rank"]


def test_a_seed_and_a_language_are_parameters_of_a_run_and_no_options_of_method():
    found = read(grid={"seed": [0, 1]}, runs={"english": {"parameters": {"language": "en", "score_floor": None}}})
    assert list(found.variants) == ["english", "seed-0", "seed-1"]
    assert found.variants["english"].options == {"score_floor": None}
    assert found.variants["english"].texts == ("language=en", "score_floor=null")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "a set needs runs, a grid, or both"),
        ({"runs": {"a": {}}}, "runs.a: a run needs a method, parameters, or both"),
        (
            {"runs": {"a": {"parameters": {"skewnes_limit": 2}}}},
            "no parameter 'skewnes_limit'; nearest: skewness_limit",
        ),
        ({"runs": {"a": {"parameters": {"skewness_limit": -1}}}}, r"skewness_limit: .*greater than 0 \(found -1\)"),
        ({"runs": {"a": {"parameters": {"skewness_limit": "high"}}}}, "skewness_limit: .*valid number"),
        ({"runs": {"a": {"parameters": {"seed": -1}}}}, "seed: .*greater than or equal to 0"),
        ({"runs": {"a": {"parameters": {"language": "fr"}}}}, "language: .*'vi' or 'en'"),
        ({"runs": {"nominal": {"method": "gii"}}}, "may not be called 'nominal'"),
        ({"runs": {"scratch": {"method": "gii"}}}, "may not be called 'scratch'"),
        ({"runs": {"sweep-x": {"method": "gii"}}}, "names with sweep-; audit- are reserved"),
        ({"runs": {"audit-x": {"method": "gii"}}}, "names with sweep-; audit- are reserved"),
        ({"name": "../x", "runs": {"a": {"method": "gii"}}}, "sweep '../x': small letters"),
        ({"runs": {"../x": {"method": "gii"}}}, "run '../x': small letters"),
        ({"grid": {"ties": []}}, "parameter 'ties' has no values"),
        ({"grid": {"tie": ["min"]}}, "no parameter 'tie'; nearest: ties"),
        ({"grid": {"ties": ["min", "max"]}}, "ties: .*'dense'"),
        ({"grid": {"ties": ["min", "min"]}}, "the name 'ties-min' stands for 2 runs"),
        ({"grid": {"ties": ["min"]}, "runs": {"ties-min": {"method": "gii"}}}, "the name 'ties-min' stands for 2 runs"),
        ({"grid": {"ties": ["min"]}, "skip": True}, "unknown key 'skip'"),
    ],
)
def test_what_a_set_may_not_say_is_named(content, said):
    with pytest.raises(FrameworkError, match=rf"params/sweeps/x.yaml: .*{said}"):
        read(**content)


def test_every_fault_is_named_at_once():
    runs = {"a": {"parameters": {"tie": "min"}}, "b": {"parameters": {"power": "x"}}}
    with pytest.raises(FrameworkError, match=r"no parameter 'tie'.*power: "):
        read(runs=runs)
