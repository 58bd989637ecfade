import numpy as np
import pandas as pd
import pytest

from pipeline.construction import imputation, multiple_imputation

UNITS = tuple(f"U{number}" for number in range(1, 11))
OPTIONS = {"n_imputations": 12, "chain_rounds": 2, "n_donors": 3, "imputation_scale": "raw"}


def table(tiny, *blanks):
    rng = np.random.default_rng(5)
    values = tiny.table({unit: rng.uniform(0, 10, 5) for unit in UNITS})
    for unit, code in blanks:
        values.loc[unit, code] = np.nan
    return values


def panel(values, *, without=(), step=1.0):
    """Everybody had less a year before, each by another amount; ``without`` has no round 0."""
    rows = []
    for place, unit in enumerate(values.index):
        for code in values.columns:
            now = values.loc[unit, code]
            last = 5.0 if np.isnan(now) else now
            if (unit, code) in without:
                rows.append((unit, code, -1, 2023, last))
                continue
            rows.append((unit, code, -1, 2023, last - step * place))
            rows += [] if np.isnan(now) else [(unit, code, 0, 2024, now)]
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


def ranges(tiny, values, own, *, seed=0, **method):
    edition = tiny.edition(units=UNITS, method={**OPTIONS, **method})
    filled = imputation.impute(values, own, edition, seed=seed)
    long = tiny.long(values)
    return multiple_imputation.rank_ranges(filled, values, long, own, edition, seed=seed)


def test_a_blank_gives_its_unit_a_range_and_its_draws_are_counted(tiny):
    values = table(tiny, ("U1", "2.1.1"))
    found = ranges(tiny, values, panel(values), imputation="mean")
    assert found["variant"].unique().tolist() == ["predictive_mean_matching", "earlier_round"]
    own = found[found["unit_code"] == "U1"].set_index("variant")
    assert own["n_cells"].tolist() == [1, 1]
    assert set(found["n"]) == {12}
    assert (own["rank_low"] <= own["rank_median"]).all()
    assert (own["rank_median"] <= own["rank_high"]).all()
    assert (own["rank_low"] < own["rank_high"]).all()
    assert found.loc[found["unit_code"] != "U1", "n_cells"].sum() == 0


def test_a_value_that_was_carried_forward_is_drawn_as_well(tiny):
    values = table(tiny)
    found = ranges(tiny, values, panel(values, without=(("U3", "1.2.1"),)))
    drawn = found[found["n_cells"] > 0]
    assert set(drawn["unit_code"]) == {"U3"}
    assert drawn["variant"].tolist() == ["predictive_mean_matching", "earlier_round"]


def test_where_nothing_is_blank_there_is_nothing_to_draw(tiny):
    values = table(tiny)
    assert ranges(tiny, values, panel(values)).empty


def test_without_any_change_the_draws_are_the_earlier_round(tiny):
    values = table(tiny, ("U1", "2.1.1"))
    found = ranges(tiny, values, panel(values, step=0.0), imputation="earlier_round")
    own = found[found["variant"] == "earlier_round"]
    for name in ("rank_median", "rank_low", "rank_high"):
        np.testing.assert_array_equal(own[name], own["rank"])


def test_a_variant_that_is_refused_says_why(tiny):
    values = table(tiny, *((unit, "2.1.1") for unit in UNITS[2:]))
    found = ranges(tiny, values, panel(values), imputation="none")
    refused = found[found["variant"] == "predictive_mean_matching"]
    assert set(refused["n"]) == {0}
    assert refused["rank_median"].isna().all()
    assert refused["reason"].str.contains(r"predictive_mean_matching of 2: .*needs at least 3 values").all()


def test_the_same_seed_gives_the_same_ranges(tiny):
    values = table(tiny, ("U1", "2.1.1"))
    own = panel(values)
    one, same = (ranges(tiny, values, own, imputation="mean", seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one, same)


@pytest.mark.parametrize("name", ["toy"])
def test_a_full_edition(request, name):
    built = request.getfixturevalue(name)
    found = multiple_imputation.rank_ranges(
        built.imputed, built.prepared, built.gathered.values, built.gathered.panel, built.edition, seed=0
    )
    assert len(found) == 2 * len(built.units)
    np.testing.assert_array_equal(found["rank"].to_numpy()[: len(built.units)], built.index.ranks["0"])
