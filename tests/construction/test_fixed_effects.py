"""Fixed effects over the rounds that there are."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import fixed_effects

UNITS = [f"U{number:02d}" for number in range(12)]


def panel(years, slope=0.02, seed=1):
    rng = np.random.default_rng(seed)
    place = rng.normal(0, 2, 12)
    pillars = {
        year: pd.DataFrame(rng.uniform(0, 100, (12, 2)) + 5 * place[:, None], index=UNITS, columns=["1", "2"])
        for year in years
    }
    rows = [
        {"unit_code": unit, "code": "o.1", "data_year": year, "value": np.exp(slope * table.loc[unit, "1"] + place[i])}
        for year, table in pillars.items()
        for i, unit in enumerate(UNITS)
    ]
    return pillars, pd.DataFrame(rows)


def test_a_common_slope_is_found_beside_the_effects_of_the_units(tiny):
    pillars, outcome = panel([2022, 2023, 2024])
    found = fixed_effects.estimate(pillars, outcome, tiny.edition(regression_outcome="o.1")).set_index("term")
    assert found.loc["1", "coefficient"] == pytest.approx(0.02)
    assert found.loc["2", "coefficient"] == pytest.approx(0.0, abs=1e-10)
    assert (found["n"].iloc[0], found["n_units"].iloc[0], found["n_rounds"].iloc[0]) == (36, 12, 3)
    assert found["reason"].tolist() == ["", ""]


@pytest.mark.parametrize(("years", "reason"), [([2024], "one_round"), ([2023, 2024], "too_few")])
def test_what_cannot_be_estimated_is_a_row_with_the_reason(tiny, years, reason):
    pillars, outcome = panel(years)
    kept = outcome if reason == "one_round" else outcome[outcome["unit_code"].isin(UNITS[:3])]
    found = fixed_effects.estimate(pillars, kept, tiny.edition(regression_outcome="o.1"))
    assert found["reason"].tolist() == [reason]
    assert found["n_rounds"].tolist() == [len(years)]


def test_an_edition_without_an_outcome_says_so(tiny):
    pillars, outcome = panel([2024])
    assert fixed_effects.estimate(pillars, outcome, tiny.edition())["reason"].tolist() == ["no_outcome"]


def test_the_rounds_of_the_outcome_alone_do_not_make_a_panel(open_2024):
    """o.1 is published for several years, the pillars of one edition have one."""
    pillars = {2024: open_2024.index.scores[list("12345")]}
    found = fixed_effects.estimate(pillars, open_2024.gathered.panel, open_2024.edition)
    assert found["reason"].tolist() == ["one_round"]
