"""Sheets of an ``.ods`` file as plain cells."""

from __future__ import annotations

import datetime

import pytest
from workbooks import PERCENT, Made, Table, exchanged, to_ods

from pipeline.collection import sheets_ods
from pipeline.collection.sheet import TooManyCells


def read(**cells):
    places = {"a": (0, 0), "b": (0, 1), "c": (1, 0)}
    return sheets_ods.read(to_ods([Table("T", {places[name]: made for name, made in cells.items()})]))[0]


def test_contents_keep_their_kinds():
    found = read(a=Made("text"), b=Made(12.5), c=Made(datetime.date(2025, 5, 3)))
    assert [found.at(*place).content for place in ((0, 0), (0, 1), (1, 0))] == [
        "text",
        12.5,
        datetime.datetime(2025, 5, 3),
    ]


def test_a_percentage_has_its_format():
    found = read(a=Made(0.12, PERCENT)).at(0, 0)
    assert (found.content, found.number_format) == (0.12, "0%")


def test_a_comment_on_a_cell_is_none_of_its_content():
    assert read(a=Made("12", comment="99")).at(0, 0).content == "12"
    assert read(a=Made(None, comment="99")).cells == {}


def test_references_within_the_file_are_no_links():
    assert not read(a=Made(1.0, formula="of:=[.B1]+[$Sheet2.A1]")).at(0, 0).elsewhere
    assert read(a=Made(1.0, formula="of:=['file:///tmp/a.ods'#$Sheet1.A1]")).at(0, 0).elsewhere


def test_blanks_that_are_written_as_elements_are_blanks():
    content = to_ods([Table("T", {(0, 0): Made("1X234")})])
    content = exchanged(content, {"content.xml": lambda text: text.replace("1X234", '1<text:s text:c="2"/>234')})
    assert sheets_ods.read(content)[0].at(0, 0).content == "1 234"


def test_repeated_cells_are_counted_up_to_a_limit():
    content = to_ods([Table("T", {(0, 0): Made(1.0)})])
    cell = "<table:table-cell office"
    few = exchanged(
        content,
        {"content.xml": lambda text: text.replace(cell, f'{cell[:17]} table:number-columns-repeated="3" office')},
    )
    assert sorted(sheets_ods.read(few)[0].cells) == [(0, 0), (0, 1), (0, 2)]
    row = '<table:table-row table:number-rows-repeated="99999999">'
    many = exchanged(content, {"content.xml": lambda text: text.replace("<table:table-row>", row)})
    with pytest.raises(TooManyCells):
        sheets_ods.read(many)


def test_an_error_by_its_declared_kind_is_an_error():
    content = to_ods([Table("T", {(0, 0): Made("X")})])
    space = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    old = ' office:value-type="string"><text:p>X'
    new = f' {space} office:value-type="float" office:value="0" calcext:value-type="error"><text:p>Err:502'
    content = exchanged(content, {"content.xml": lambda text: text.replace(old, new)})
    assert sheets_ods.read(content)[0].at(0, 0).content == "Err:502"
