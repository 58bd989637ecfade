"""What is asked about one indicator."""

from __future__ import annotations

from dataclasses import replace

from pipeline.collection import form_field
from pipeline.collection.form_field import FormField

FIELD = FormField("1", "Tỷ lệ", "Share", "%", "%", low=0.0, high=100.0)


def test_a_share_is_known_by_its_unit_of_measure():
    assert FIELD.is_percent
    assert replace(FIELD, unit_of_measure="% of GRDP").is_percent
    assert not replace(FIELD, unit_of_measure="per 1,000 people").is_percent


def test_what_is_never_below_zero_cannot_be_negative():
    assert (FIELD.least, replace(FIELD, low=-30.0).least, replace(FIELD, low=None).least) == (0.0, None, None)


def test_units_are_asked_for_what_they_supply_in_the_order_of_the_framework(edition, project):
    fields = form_field.fields_of(edition, last={"1.1.1": (6.5, 2023)})
    assert [field.code for field in fields] == [field.code for field in project.fields]
    assert (fields[0].last_value, fields[0].last_year, fields[1].last_value) == (6.5, 2023, None)
    assert [node.role for node in form_field.asked_of_units(edition)].count("aggregate") == 0


def test_a_unit_of_measure_in_one_language_is_enough():
    assert replace(FIELD, unit_of_measure_vi="").measures == ("%",)
