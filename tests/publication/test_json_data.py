"""The compact JSON: by its own schema, and equal to the tables."""

from __future__ import annotations

import json

import jsonschema
import pandas as pd
import pytest

from pipeline.publication import json_data
from pipeline.publication.published_run import PublishedRun


def test_it_keeps_its_schema(published: PublishedRun):
    content = json.loads(json.dumps(json_data.index(published)))
    jsonschema.Draft202012Validator.check_schema(json_data.SCHEMA)
    jsonschema.validate(content, json_data.SCHEMA)


def test_a_missing_part_breaks_the_schema(published: PublishedRun):
    content = json.loads(json.dumps(json_data.index(published)))
    del content["ranges"]["low"]
    with pytest.raises(jsonschema.ValidationError, match="'low' is a required property"):
        jsonschema.validate(content, json_data.SCHEMA)


def test_scores_and_ranks_are_those_of_the_run_and_missing_is_null(published: PublishedRun):
    content = json_data.index(published)
    codes = [unit["code"] for unit in content["units"]]
    for row in published.table("scores").to_dict("records"):
        place = codes.index(row["unit_code"])
        for column in ("score", "rank"):
            found = content[f"{column}s"][row["code"]][place]
            assert found is None if pd.isna(row[column]) else found == row[column]
    assert content["ranks"]["0"][codes.index("T10")] is None
    assert content["ranges"]["low"][codes.index("T10")] is None


def test_a_province_is_found_without_diacritics(published: PublishedRun):
    unit = json_data.index(published)["units"][0]
    assert unit["name"]["vi"] == "Sông Mơ"
    assert "song mo" in unit["search"]
