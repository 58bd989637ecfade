"""A report takes the tables it knows, with or without their ending."""

from __future__ import annotations

import pytest

from pipeline.data import schema
from pipeline.errors import ParameterError
from pipeline.reporting import content


def test_every_table_of_a_report_has_a_schema():
    assert {name for name in content.TABLES if f"{name}.csv" not in schema.TABLES} == set()


def test_tables_are_found_by_either_name_and_others_are_not_used(edition, tables):
    made = content.collect(
        edition, {"scores.csv": tables["scores"], "values": tables["values"], "draws": tables["draws"]}, language="en"
    )
    assert made.scores is tables["scores"]
    assert made.values is tables["values"]
    assert made.uncertainty.empty


def test_another_language_is_refused(edition):
    with pytest.raises(ParameterError, match="'vi' or 'en'"):
        content.collect(edition, {}, language="de")
