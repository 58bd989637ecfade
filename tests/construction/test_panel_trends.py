import numpy as np
import pytest

from pipeline.construction import panel, panel_index, panel_trends
from pipeline.construction.panel import Part


@pytest.fixture
def built(tiny):
    """Editions of given years; each value is as many more as years have passed, units may be absent."""

    def make(years, *, absent=None, method=None, factor=False):
        parts = []
        for year in years:
            edition = tiny.edition(id=f"t-{year}", year=year, method=method)
            table = (tiny.table() + 1) * 2.0 ** (year - 2020) if factor else tiny.table() + (year - 2020)
            parts.append(Part(edition, table.drop((absent or {}).get(year, []))))
        return panel_index.build(panel.join(parts))

    return make


def row(table, unit, code="1.1.1"):
    return table[(table["unit_code"] == unit) & (table["code"] == code)].iloc[0]


def test_two_editions_are_a_change_in_points(built):
    found = row(panel_trends.trends(built((2020, 2022))), "U1")  # 10 and 12 between 0 and 12
    assert found["kind"] == "change"
    assert (found["n_editions"], found["first_year"], found["last_year"]) == (2, 2020, 2022)
    assert (found["first_score"], found["last_score"]) == pytest.approx((1000 / 12, 100.0))
    assert found["change"] == pytest.approx(200 / 12)
    assert found["change_per_year"] == pytest.approx(100 / 12)
    assert np.isnan(found["growth_share"])  # min-max has no meaningful zero


def test_three_editions_are_a_trend(built):
    table = panel_trends.trends(built((2020, 2021, 2022)))
    assert set(table["kind"]) == {"trend"}
    assert set(table["n_editions"]) == {3}


def test_a_unit_of_one_edition_has_no_change(built):
    found = row(panel_trends.trends(built((2020, 2021), absent={2021: ["U3"]})), "U3")
    assert (found["n_editions"], found["kind"]) == (1, "")
    assert found[["change", "change_per_year", "growth_share", "rank_change"]].isna().all()
    assert found["first_score"] == found["last_score"] == 0.0


def test_a_unit_is_followed_from_its_own_first_edition(built):
    found = row(panel_trends.trends(built((2020, 2021, 2023), absent={2020: ["U1"]})), "U1")
    assert (found["first_year"], found["last_year"], found["n_editions"], found["kind"]) == (2021, 2023, 2, "change")


def test_a_place_gained_is_positive(built):
    table = panel_trends.trends(built((2020, 2021), absent={2021: ["U1"]}))
    found = row(table, "U3", "0")  # second behind U1, and first without it
    assert (found["first_rank"], found["last_rank"], found["rank_change"]) == (2, 1, 1)


def test_a_ratio_scale_has_compound_growth(built):
    doubled = built((2020, 2022), method={"normalisation": "fraction_of_maximum"}, factor=True)
    assert row(panel_trends.trends(doubled), "U1")["growth_share"] == pytest.approx(1.0)  # twice as much every year


def test_every_node_of_every_unit_has_a_row(built):
    table = panel_trends.trends(built((2020, 2021)))
    assert len(table) == 4 * 11
    assert not table.duplicated(["unit_code", "code"]).any()
