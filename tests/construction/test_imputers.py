"""Every choice of imputation on a hand-sized tree, against the array function behind it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from pipeline.construction import imputation_setting, imputers, matrix
from pipeline.errors import MethodError
from pipeline.framework.method import Imputation
from pipeline.statistics import (
    chained_imputation,
    em_imputation,
    imputation,
    learned_imputation,
    neighbour_imputation,
    regression_imputation,
    simple_imputation,
)

CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
UNITS = tuple(f"U{number}" for number in range(1, 13))
MODELS = ("hot_deck", "regression", "em", "iterative", "k_nearest", "predictive_mean_matching")


def values(seed=0, *, blanks=((0, 0), (3, 4), (7, 1)), positive=False):
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(len(UNITS), 2)) @ rng.normal(size=(2, 5)) + 0.3 * rng.normal(size=(len(UNITS), 5))
    table = np.exp(table) if positive else table
    for unit, code in blanks:
        table[unit, code] = np.nan
    return pd.DataFrame(table, index=UNITS, columns=CODES)


def rounds_of(table, numbers=(-1,), step=1.0):
    """A panel in which every unit had a value lower by `step` per round, blanks of the matrix included."""
    whole = table.fillna(5.0)
    parts = [
        matrix.long(whole + step * number).assign(round=number, data_year=2024 + number) for number in (*numbers, 0)
    ]
    panel = pd.concat(parts)
    blank = matrix.long(table)["value"].isna().to_numpy()
    return panel[~((panel["round"] == 0) & np.tile(blank, len(parts)))]


def setting(tiny, table, panel=None, *, nodes=None, tables=None, seed=0, **method):
    edition = tiny.edition(units=UNITS, nodes=nodes, tables=tables)
    options = {"imputation_scale": "raw", "n_imputations": 8, "chain_rounds": 3, **method}
    panel = tiny.nothing_earlier() if panel is None else panel
    return imputation_setting.setting(table, panel, edition, method=edition.method.replace(options), seed=seed)


def filled(tiny, table, panel=None, **options):
    return imputers.fill(table.to_numpy(), setting(tiny, table, panel, **options))


def test_every_choice_of_the_method_is_there():
    assert sorted(imputers.CHOICES) == sorted(Imputation.model_fields["imputation"].annotation.__args__)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("none", lambda table, region: imputation.none(table)),
        ("mean", lambda table, region: simple_imputation.mean(table)),
        ("median", lambda table, region: simple_imputation.median(table)),
        ("mean_by_region", lambda table, region: simple_imputation.mean_by_group(table, group=region)),
        ("median_by_region", lambda table, region: imputation.median_by_group(table, group=region)),
    ],
)
def test_simple_choices_are_their_array_functions(tiny, name, function):
    table = values()
    own = function(table.to_numpy(), np.arange(len(UNITS)) % 2)
    found = filled(tiny, table, imputation=name)
    np.testing.assert_array_equal(found.values, own.values)
    np.testing.assert_array_equal(found.imputed, own.imputed)


def test_by_row_takes_the_other_scores_of_the_sub_pillar(tiny):
    """1.2.1 stands alone in its sub-pillar; U1's other score in 1.1 says where 1.1.1 lies between its ends."""
    table = values(blanks=((0, 0), (5, 2)))
    found = filled(tiny, table, imputation="by_row", row_average="mean")
    other = table["1.1.2"]
    share = (other.iloc[0] - other.min()) / (other.max() - other.min())
    low, high = table["1.1.1"].min(), table["1.1.1"].max()
    assert found.values[0, 0] == pytest.approx(low + share * (high - low))
    assert np.isnan(found.values[5, 2])
    assert not found.imputed[5, 2]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("hot_deck", lambda x: neighbour_imputation.hot_deck(x, n_neighbours=2, min_shared=1, statistic="mean").values),
        ("regression", lambda x: regression_imputation.ridge_prediction(x, ridge=1.0).values),
        (
            "em",
            lambda x: em_imputation.conditional_mean(x, ridge=1.0, tolerance=1e-6, max_iterations=1000).values,
        ),
        ("k_nearest", lambda x: learned_imputation.k_nearest(x, n_neighbours=2, weights="uniform").values),
    ],
)
@pytest.mark.parametrize("within", ["pillar", "index"])
def test_models_are_fitted_pillar_by_pillar_or_to_the_whole_index(tiny, name, function, within):
    table = values()
    options = {"n_neighbours": 2, "min_shared": 1, "imputation_ridge": 1.0, "neighbour_average": "mean"}
    found = filled(tiny, table, imputation=name, imputation_within=within, **options)
    array = table.to_numpy()
    families = [slice(0, 3), slice(3, 5)] if within == "pillar" else [slice(0, 5)]
    np.testing.assert_array_equal(found.values, np.hstack([function(array[:, family]) for family in families]))


def test_the_point_value_of_matching_is_the_mean_of_its_draws(tiny):
    table = values()
    given = setting(tiny, table, imputation="predictive_mean_matching")
    found, drawn = imputers.fill(table.to_numpy(), given), imputers.draws(table.to_numpy(), given, n_draws=8)
    np.testing.assert_allclose(found.values, drawn.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(found.error[found.imputed], drawn.std(axis=0, ddof=1)[found.imputed])
    assert (found.n[found.imputed] == given.options.n_donors).all()
    assert np.isin(drawn[:, 0, 0], table["1.1.1"]).all()


def test_one_round_is_enough_where_one_indicator_has_blanks(tiny):
    """The regressors are then complete, so every round draws from the same distribution."""
    table = values(blanks=((0, 0),))
    given = setting(tiny, table, imputation="predictive_mean_matching", chain_rounds=7)
    own = chained_imputation.predictive_mean_matching(
        table.to_numpy()[:, :3],
        n_draws=8,
        n_rounds=1,
        n_donors=given.options.n_donors,
        ridge=given.options.imputation_ridge,
        rng=np.random.default_rng(np.random.SeedSequence([0, imputers.STREAM, 0])),
    )
    np.testing.assert_array_equal(imputers.draws(table.to_numpy(), given, n_draws=8)[..., :3], own.values)
    array = table.to_numpy()
    assert imputers.n_regressions(array, given, beside=np.zeros(array.shape)) == 8
    assert imputers.n_regressions(array, given, beside=array) == 0


def test_the_work_of_a_chained_choice_is_counted_in_regressions(tiny):
    """Pillar 1 has blanks in two indicators, pillar 2 in one; rounds are those that were taken."""
    table = values()
    array, nothing = table.to_numpy(), np.zeros(table.shape)
    given = setting(tiny, table, imputation="iterative")
    rounds = {run.node: run.iterations for run in imputers.fill(array, given).runs}
    assert imputers.n_regressions(array, given, beside=nothing) == 2 * rounds["1"] + rounds["2"]
    matching = setting(tiny, table, imputation="predictive_mean_matching")
    assert imputers.n_regressions(array, matching, beside=nothing) == 8 * (3 * 2 + 1)
    assert imputers.n_regressions(array, setting(tiny, table, imputation="em"), beside=nothing) == 0


def test_iterations_and_convergence_are_told_node_by_node(tiny):
    found = filled(tiny, values(), imputation="em")
    assert [(run.node, run.n_indicators, run.n_blank, run.converged) for run in found.runs] == [
        ("1", 3, 2, True),
        ("2", 2, 1, True),
    ]
    assert all(run.iterations > 1 for run in found.runs)
    stopped = filled(tiny, values(), imputation="iterative", max_rounds=1)
    assert [run.iterations for run in stopped.runs] == [1, 1]
    assert not any(run.converged for run in stopped.runs)


def test_a_complete_family_is_left_alone(tiny):
    assert [run.node for run in filled(tiny, values(blanks=((3, 4),)), imputation="em").runs] == ["2"]


@pytest.mark.parametrize("name", ["mean", *MODELS])
def test_fillings_on_the_transformed_scale_come_back(tiny, name):
    table = values(positive=True)
    nodes = {code: {"transformation": "log"} for code in CODES}
    options = {"imputation": name, "min_shared": 1, "n_neighbours": 3}
    there = filled(tiny, np.log(table), imputation_scale="raw", **options)
    back = filled(tiny, table, nodes=nodes, imputation_scale="transformed", **options)
    wanted = np.exp(there.values)
    if name == "predictive_mean_matching":  # the mean is taken over the draws in the unit of measure
        given = setting(tiny, np.log(table), imputation_scale="raw", **options)
        wanted = np.exp(imputers.draws(np.log(table).to_numpy(), given, n_draws=8)).mean(axis=0)
    np.testing.assert_allclose(back.values[back.imputed], wanted[back.imputed], rtol=1e-9)
    np.testing.assert_array_equal(back.values[~back.imputed], table.to_numpy()[~back.imputed])
    assert np.isfinite(back.values).all()


def test_the_error_of_a_logarithm_comes_back_as_a_share_of_the_value(tiny):
    """To first order an error e of ln x is an error x e of x."""
    table, nodes = values(positive=True), {code: {"transformation": "log"} for code in CODES}
    there = filled(tiny, np.log(table), imputation="regression")
    back = filled(tiny, table, nodes=nodes, imputation="regression", imputation_scale="transformed")
    cells = back.imputed
    np.testing.assert_allclose(back.error[cells], back.values[cells] * there.error[cells], rtol=1e-6)
    assert np.isnan(back.error[~cells]).all()


def test_a_transformation_that_the_values_do_not_admit_names_the_indicators(tiny):
    table, nodes = values(), {code: {"transformation": "log"} for code in CODES}
    with pytest.raises(MethodError, match=r"imputation em of 1: log needs every value above 0.*0 is 1\.1\.1"):
        filled(tiny, table, nodes=nodes, imputation="em", imputation_scale="transformed")


def test_a_refusal_names_the_pillar_and_its_indicators(tiny):
    table = values()
    table["2.1.1"] = 4.0
    with pytest.raises(
        MethodError, match=r"imputation em of 2: .* columns \[0\] \(columns: 0 is 2\.1\.1, 1 is 2\.1\.2\)"
    ):
        filled(tiny, table, imputation="em")


def test_own_rounds_give_their_value_with_age_and_expected_error(tiny):
    table = values(blanks=((0, 0),))
    panel = rounds_of(table)
    for name in ("earlier_round", "last_value"):
        found = filled(tiny, table, panel, imputation=name)
        assert found.values[0, 0] == 4.0  # 5 less one step
        assert (found.lag[0, 0], found.n[0, 0]) == (1.0, 11.0)
        assert found.error[0, 0] == pytest.approx(1.0)  # every unit moved by one
        assert found.imputed.sum() == 1


def test_a_block_comes_from_one_round_and_a_last_value_cell_by_cell(tiny):
    """Round -1 has one of the two blanks of a table, round -2 both."""
    table, tables = values(blanks=((0, 0), (0, 4))), {"1.1.1": "papi/p", "2.1.2": "papi/p"}
    panel = rounds_of(table, (-2, -1))
    panel = panel[~((panel["unit_code"] == "U1") & (panel["code"] == "1.1.1") & (panel["round"] == -1))]
    block = filled(tiny, table, panel, tables=tables, imputation="earlier_round")
    cells = filled(tiny, table, panel, tables=tables, imputation="last_value")
    np.testing.assert_array_equal(block.lag[0, [0, 4]], [2.0, 2.0])
    np.testing.assert_array_equal(cells.lag[0, [0, 4]], [2.0, 1.0])


def test_a_round_that_is_too_old_does_not_stand_in(tiny):
    table = values(blanks=((0, 0),))
    panel = rounds_of(table, (-3,))
    assert filled(tiny, table, panel, imputation="last_value", round_max_age=3).imputed.any()
    for name in ("earlier_round", "last_value"):
        assert not filled(tiny, table, panel, imputation=name, round_max_age=2).imputed.any()


def test_a_value_carried_forward_does_not_count_as_no_change(tiny):
    """U2's 1.1.1 is last year's value: its change is not 0 but unknown."""
    table = values(blanks=((0, 0),))
    panel = rounds_of(table)
    table.loc["U2", "1.1.1"] -= 1.0
    panel = panel[~((panel["unit_code"] == "U2") & (panel["code"] == "1.1.1") & (panel["round"] == 0))]
    found = filled(tiny, table, panel, imputation="earlier_round")
    assert found.n[0, 0] == 10.0
    assert found.error[0, 0] == pytest.approx(1.0)


def test_a_line_needs_a_later_round(tiny):
    table = values(blanks=((0, 0),))
    with pytest.raises(MethodError, match=r"imputation linear: a line needs a later round .* Choose last_value"):
        filled(tiny, table, rounds_of(table), imputation="linear")
    later = filled(tiny, table, rounds_of(table, (-1, 3), step=2.0), imputation="linear")
    assert later.values[0, 0] == pytest.approx(5.0)  # between 3 and 11, a quarter of the way
    assert not filled(tiny, values(blanks=()), imputation="linear").imputed.any()


def test_drawn_rounds_are_the_earlier_value_and_a_change_that_some_unit_made(tiny):
    table = values(blanks=((0, 0),))
    panel = rounds_of(table)
    changed = (panel["unit_code"] == "U3") & (panel["code"] == "1.1.1") & (panel["round"] == -1)
    panel.loc[changed, "value"] -= 9.0
    given = setting(tiny, table, panel, imputation="earlier_round")
    drawn = imputers.draws(table.to_numpy(), given, n_draws=200)
    np.testing.assert_allclose(np.unique(drawn[:, 0, 0].round(9)), [5.0, 14.0])
    np.testing.assert_array_equal(drawn[:, 1:], np.broadcast_to(table.to_numpy()[1:], drawn[:, 1:].shape))


def test_only_stochastic_choices_are_drawn(tiny):
    table = values()
    with pytest.raises(MethodError, match="imputation regression: draws are expected of predictive_mean_matching"):
        imputers.draws(table.to_numpy(), setting(tiny, table, imputation="regression"), n_draws=2)


@for_all(seed=st.integers(0, 200), name=st.sampled_from(imputers.CHOICES))
def test_what_is_there_stays_and_what_is_marked_was_blank(tiny, seed, name):
    table = values(seed)
    before = table.copy()
    found = filled(tiny, table, rounds_of(table, (-1, 1)), imputation=name)
    array = table.to_numpy()
    np.testing.assert_array_equal(found.values[~np.isnan(array)], array[~np.isnan(array)])
    np.testing.assert_array_equal(found.imputed, np.isnan(array) & ~np.isnan(found.values))
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("name", imputers.CHOICES)
def test_the_same_seed_fills_the_same_and_remembered_fillings_are_those(tiny, name):
    table, other = values(), values(blanks=((0, 0), (3, 4), (7, 1), (9, 3)))
    panel = rounds_of(table, (-1, 1))
    given = setting(tiny, table, panel, imputation=name)
    first = imputers.fill(table.to_numpy(), given)
    imputers.fill(other.to_numpy(), given)
    again = imputers.fill(table.to_numpy(), given)
    fresh = imputers.fill(table.to_numpy(), setting(tiny, table, panel, imputation=name))
    np.testing.assert_array_equal(again.values, first.values)
    np.testing.assert_array_equal(fresh.values, first.values)


def test_a_table_of_draws_does_not_depend_on_how_many_follow(tiny):
    table = values()
    given = setting(tiny, table, imputation="predictive_mean_matching")
    few, many = (imputers.draws(table.to_numpy(), given, n_draws=n) for n in (3, 6))
    np.testing.assert_array_equal(many[:3], few)
