"""What is observed of targets: own series and indicators of the panel, years, blanks, files, names that do not exist."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.data import assembly, params, target_series
from pipeline.errors import SchemaError
from pipeline.framework.edition import Edition
from pipeline.framework.targets import Targets

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy() -> Edition:
    return params.load_edition("toy", root=ROOT)


@pytest.fixture(scope="module")
def values(toy) -> pd.DataFrame:
    return target_series.observed(toy, assembly.gather(toy, root=ROOT).panel, root=ROOT)


def test_a_series_has_every_published_year_and_a_blank_has_no_row(values):
    own = values[(values["target"] == "t.1") & (values["unit_code"] == "T05")]
    assert dict(zip(own["year"], own["value"], strict=True)) == {2020: 57.4, 2021: 59.4, 2022: 65.4, 2023: 68.3}
    assert values["value"].notna().all()


def test_an_indicator_of_the_edition_has_the_rounds_of_the_panel(values):
    own = values[values["target"] == "t.3"]
    assert set(own["year"]) == {2023, 2024}
    assert len(own) == 18  # the survey of 2024 is blank for two of ten


def test_a_round_after_the_year_of_the_edition_is_not_told(toy):
    panel = pd.DataFrame(
        [("T01", "1.2.2", 0, 2024, 5.0), ("T01", "1.2.2", 1, 2025, 6.0)],
        columns=["unit_code", "code", "round", "data_year", "value"],
    )
    found = target_series.observed(toy, panel, root=ROOT)
    assert found.loc[found["target"] == "t.3", "year"].tolist() == [2024]


def test_growth_inputs_are_levels_by_year_with_their_blanks(toy):
    found = target_series.growth_inputs(toy, root=ROOT).set_index(["unit_code", "year"])
    assert found.loc[("T01", 2022)].tolist() == [50.33, 79.35, 769.83]
    assert pd.isna(found.loc[("T08", 2023), "labour"])
    assert len(found) == 30


def test_an_edition_without_targets_or_without_series_reads_nothing():
    panel = pd.DataFrame(columns=["unit_code", "code", "round", "data_year", "value"])
    for name in ("open-2023", "open-2024"):
        edition = params.load_edition(name, root=ROOT)
        assert target_series.observed(edition, panel, root=ROOT).empty
        assert target_series.growth_inputs(edition, root=ROOT).empty


def test_the_table_of_the_series_is_among_the_files_and_the_sources_of_the_edition(toy):
    assert "targets.csv" in {path.name for path in assembly.raw_files(toy, root=ROOT)}
    assert "targets" in set(assembly.gather(toy, root=ROOT).sources["table"])


def test_a_column_that_does_not_exist_is_refused_with_the_nearest(toy):
    content = toy.targets.model_dump(exclude_defaults=True)
    content["targets"][0]["series"]["value"]["column"] = "onlin_{year}"
    wrong = toy.model_copy(update={"targets": Targets.read(content, where="targets")})
    with pytest.raises(SchemaError, match="targets 'toy-2030': a column of toy/targets is expected, found 'onlin_"):
        assembly.raw_files(wrong, root=ROOT)
