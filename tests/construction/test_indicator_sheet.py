"""The indicator sheet: every column is what the table that it comes from says."""

import dataclasses

import pandas as pd
import pytest
import reviewed
from scipy import stats

from pipeline.construction import indicator_sheet
from pipeline.data import schema


@pytest.fixture(scope="module")
def made(open_2024):
    return reviewed.review(open_2024)


@pytest.fixture(scope="module")
def sheet(made):
    return made.tables.indicator_sheet.set_index("code")


def test_every_indicator_has_its_row_with_the_columns_of_the_schema(made):
    table = made.tables.indicator_sheet
    assert table["code"].tolist() == made.edition.framework.indicator_codes
    assert list(table.columns) == list(schema.schema_of("indicator_sheet.csv").columns)


def test_data_come_with_year_source_denominator_and_cells_touched(made, sheet):
    own = made.earlier.values.query("code == '2.1.2' and value == value")
    assert sheet.loc["2.1.2", ["data_year", "oldest_year", "n"]].tolist() == [
        own["data_year"].max(),
        own["data_year"].min(),
        len(own),
    ]
    assert sheet.loc["2.1.2", "source"] == "nso/E02.01_area_population_density; nso/E13.27_university_students"
    assert "population" in sheet.loc["2.1.2", "denominator"]
    zeros = made.earlier.values.query("origin == 'structural_zero'")["code"].value_counts()
    assert sheet["n_structural_zeros"].to_dict() == {code: int(zeros.get(code, 0)) for code in sheet.index}
    assert (
        sheet["n_earlier_years"].sum()
        == (made.earlier.values["origin"] == "earlier_year")[made.earlier.values["code"].isin(sheet.index)].sum()
    )
    assert sheet["n_imputed"].sum() == 0


def test_treatment_comes_with_the_margin_to_its_trigger(made, sheet):
    own = made.earlier.treatment.set_index("code").loc["3.2.3"]
    for name in ("skewness_raw", "kurtosis_raw", "skewness_treated", "margin_skewness", "margin_kurtosis"):
        assert sheet.loc["3.2.3", name] == own[name]


def test_rest_correlations_are_pooled_and_within_regions_with_the_own_parent(made, sheet):
    pooled = made.tables.correlations.query("code == '1.1.3' and with_code == '1.1' and kind == 'pearson'").iloc[0]
    within = made.within.query("code == '1.1.3' and with_code == '1.1' and kind == 'pearson'").iloc[0]
    assert sheet.loc["1.1.3", ["rest_r", "rest_low", "rest_n"]].tolist() == [pooled["r"], pooled["low"], pooled["n"]]
    assert sheet.loc["1.1.3", ["within_r", "within_df"]].tolist() == [within["r"], within["df"]]
    assert sheet.loc["4.1.1", "best_other"] == "3"


def test_twin_size_outcome_and_noise(open_2024, made, sheet):
    assert sheet.loc["5.1.4", "twin"] == "5.1.3"
    assert sheet.loc["5.1.1", "largest_size"] == "s.3"
    assert sheet["size"].eq("s.1").all()
    values = open_2024.gathered.values.query("code == 'o.1'").set_index("unit_code")["value"]
    scores = open_2024.index.scores["5.1.3"]
    rho = stats.spearmanr(scores, values.loc[scores.index].astype(float)).statistic
    assert sheet.loc["5.1.3", "outcome_r"] == pytest.approx(rho)
    assert pd.isna(sheet.loc["2.1.3", "round_r"])  # a single round
    assert sheet.loc["1.2.5", "round_r"] == pytest.approx(0.32, abs=0.005)


def test_the_proposals_for_open_2024(sheet):
    """Golden from this code: nothing to drop, ten to query (six for noise, three for another pillar, one for size, one
    for a low rest-correlation; one of them twice)."""
    assert sheet["proposal"].value_counts().to_dict() == {"keep": 18, "query": 10}
    assert "goes little with 5.1 Enterprises: r = 0.29" in sheet.loc["5.1.2", "reason_en"]
    assert "ít đi cùng 5.1 Doanh nghiệp: r = 0,29" in sheet.loc["5.1.2", "reason_vi"]


def test_without_sizes_outcome_or_rounds_the_columns_are_empty(toy):
    made = reviewed.review(toy)
    tables = made.tables
    own = indicator_sheet.Coherence(
        tables.correlations,
        made.within,
        tables.clusters,
        tables.sizes.iloc[:0],
        tables.year_on_year.assign(r=float("nan")),
        made.adequacy_items,
        tables.flags,
    )
    bare = made.edition.model_copy(update={"about": made.edition.about.model_copy(update={"regression_outcome": None})})
    table = indicator_sheet.sheet(toy.index.scores, made.earlier, own, bare)
    assert table[["size_r", "largest_size_r", "outcome_r", "round_r"]].isna().all(axis=None)
    assert list(table.columns) == list(schema.schema_of("indicator_sheet.csv").columns)


def test_inputs_are_not_modified(toy):
    made = reviewed.review(toy)
    before = {field.name: getattr(made.earlier, field.name).copy() for field in dataclasses.fields(made.earlier)}
    reviewed.review(toy)
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(made.earlier, name), table)
