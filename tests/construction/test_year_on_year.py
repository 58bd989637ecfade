"""The noise floor: rank correlations between rounds, who has a single round, and the review's numbers."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.construction import year_on_year
from pipeline.data.reading import Reader
from pipeline.statistics import association

UNITS = ["U1", "U2", "U3", "U4"]


def panel(**rounds):
    """``panel.csv`` of indicator 1.1.1: values of the units by round, r0 the newest and m1 the one before."""
    numbers = {"r0": 0, "m1": -1, "m2": -2, "m3": -3, "p1": 1}
    rows = [
        (unit, "1.1.1", numbers[name], 2024 + numbers[name], value)
        for name, values in rounds.items()
        for unit, value in zip(UNITS, values, strict=True)
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


@pytest.fixture(scope="module")
def edition(tiny):
    return tiny.edition()


def of(table, edition, code="1.1.1"):
    found = year_on_year.rank_correlations(table, edition, units=UNITS)
    return found[found["code"] == code].reset_index(drop=True)


def test_ranks_of_two_rounds_by_hand(edition):
    row = of(panel(m1=[1, 2, 3, 4], r0=[10, 30, 20, 90]), edition).iloc[0]
    assert row["r"] == pytest.approx(0.8)  # one swap of neighbours: 1 - 6 x 2 / (4 x 15)
    assert (row["round"], row["data_year"], row["earlier_year"], row["n"]) == (0, 2024, 2023, 4)


def test_every_pair_of_neighbouring_rounds_has_a_row(edition):
    found = of(panel(m2=[1, 2, 3, 4], m1=[4, 3, 2, 1], r0=[1, 2, 3, 4], p1=[1, 2, 3, 4]), edition)
    assert found["round"].tolist() == [-1, 0, 1]
    assert found["r"].tolist() == [-1.0, -1.0, 1.0]


def test_rounds_with_a_gap_between_them_are_no_pair(edition):
    found = of(panel(m2=[1, 2, 3, 4], r0=[1, 2, 3, 4]), edition)
    assert found["r"].isna().all()
    assert found[["round", "n", "verdict"]].to_numpy().tolist() == [[0, 0, "undefined"]]


def test_an_indicator_with_one_round_or_none_says_so(edition):
    assert of(panel(r0=[1, 2, 3, 4]), edition)["n"].tolist() == [0]
    assert of(panel(r0=[1, 2, 3, 4]), edition, code="2.1.1")["n"].tolist() == [0]


def test_a_unit_counts_where_it_has_both_rounds(edition):
    assert of(panel(m1=[1, None, 3, 4], r0=[1, 2, 3, 4]), edition)["n"].tolist() == [3]


def test_the_latest_pair_is_that_of_the_edition_s_round_then_one_before_then_one_after(edition):
    table = of(panel(m2=[1, 2, 3, 4], m1=[1, 2, 3, 4], r0=[4, 3, 2, 1], p1=[1, 2, 3, 4]), edition)
    assert year_on_year.latest(table)["round"].tolist() == [0]
    assert year_on_year.latest(of(panel(m3=[1, 2, 3, 4], m2=[1, 2, 3, 4], p1=[1, 2, 3, 4]), edition))[
        "round"
    ].tolist() == [-2]
    assert year_on_year.latest(of(panel(r0=[1, 2, 3, 4], p1=[1, 2, 3, 4]), edition))["round"].tolist() == [1]


@pytest.mark.parametrize(
    ("table", "lowest", "highest"), [("nso/E07.02_iip", 0.05, 0.21), ("nso/E03.10_grdp_index", 0.16, 0.49)]
)
def test_the_review_s_year_on_year_figures_of_two_growth_rates(open_2024, repository, table, lowest, highest):
    """Method review: IIP 0.05-0.21, GRDP growth 0.16-0.49, over all pairs of years of the raw tables, n = 63."""
    edition = open_2024.edition
    values = Reader(edition, root=repository).plain(table).values.loc[edition.units.codes]
    found = [
        association.correlation(values[first].to_numpy(), values[second].to_numpy(), kind="spearman", confidence=0.95)
        for first, second in zip(values.columns[:-1], values.columns[1:], strict=True)
    ]
    assert {one.n for one in found} == {63}
    rs = [one.r for one in found]
    assert (min(rs), max(rs)) == pytest.approx((lowest, highest), abs=0.006)  # two decimals are published


def test_some_papi_scores_hardly_remember_the_year_before_while_structure_does(open_2024):
    """Method review: some PAPI scores 0.24-0.4. Of 2023 to 2024 four of the ten lie there, between 0.32 and 0.39."""
    found = year_on_year.latest(
        year_on_year.rank_correlations(open_2024.gathered.panel, open_2024.edition, units=open_2024.units)
    ).set_index("code")
    papi = found.loc[[code for code in found.index if code.startswith("1.")], "r"]
    assert len(papi) == 10
    assert papi[papi < 0.4].round(2).to_dict() == {"1.1.3": 0.39, "1.2.3": 0.34, "1.2.4": 0.38, "1.2.5": 0.32}
    structure = found.loc[[code for code in found.index if code[0] in "245"], "r"]
    assert structure.min() > 0.9


def test_two_indicators_of_open_2024_have_a_single_round(open_2024):
    found = year_on_year.rank_correlations(open_2024.gathered.panel, open_2024.edition, units=open_2024.units)
    assert found.loc[found["n"] == 0, "code"].tolist() == ["2.1.3", "4.1.3"]


def test_spearman_is_scipy_s(open_2024):
    own = open_2024.gathered.panel.query("code == '1.1.1' and round in (0, -1)")
    wide = own.pivot(index="unit_code", columns="round", values="value").reindex(open_2024.units).dropna()
    found = year_on_year.rank_correlations(open_2024.gathered.panel, open_2024.edition, units=open_2024.units)
    row = found[(found["code"] == "1.1.1") & (found["round"] == 0)].iloc[0]
    assert row["r"] == pytest.approx(stats.spearmanr(wide[0], wide[-1]).statistic)
    assert row["n"] == len(wide)
    assert not np.isnan(row["low"])
