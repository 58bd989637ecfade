"""The template: every public name of an official indicator has its place, and nothing is there that no page states."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from pipeline.data import params, project

BACK = " [dịch ngược]"


@pytest.fixture(scope="module")
def root():
    return project.root()


@pytest.fixture(scope="module")
def public(root):
    with (root / "data/raw/pii-public/framework.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["level"] == "indicator"]


@pytest.fixture(scope="module")
def names(root):
    with (root / "params/concordance/pii-names.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def edition(root):
    return params.load_edition("pii-template", root=root)


def test_the_70_public_rows_stand_in_the_concordance_as_printed(public, names):
    printed = Counter((row["edition"], row["name_vi"]) for row in public)
    assert Counter((row["edition"], row["name_vi"]) for row in names) == printed
    assert printed.total() == 70
    assert len({row["name_vi"] for row in public}) == 65


def test_they_make_44_concepts_which_are_the_indicators_of_the_template(names, edition):
    assert {row["concept"] for row in names if row["concept"]} == set(edition.framework.indicator_codes)
    assert len(edition.framework.indicators) == 44
    left_out = [row for row in names if not row["concept"]]
    assert [(row["name_vi"], bool(row["note_vi"] and row["note_en"])) for row in left_out] == [
        (f"Cơ sở hạ tầng{BACK}", True)
    ]


def test_what_is_only_near_says_why(names):
    assert [row["name_vi"] for row in names if row["match"] == "near" and not (row["note_vi"] and row["note_en"])] == []


def test_an_indicator_stands_where_a_page_places_it_and_else_in_the_holding_place(public, names, edition):
    concept = {(row["edition"], row["name_vi"]): row["concept"] for row in names}
    stated: dict[str, set[str]] = {}
    for row in public:
        if row["parent"]:
            stated.setdefault(concept[row["edition"], row["name_vi"]], set()).add(row["parent"])
    placed = {node.code: {node.parent} for node in edition.framework.indicators if node.parent != "U"}
    assert placed == stated


def test_names_are_those_that_a_page_states(names, edition):
    known = {(row["concept"], row["name_vi"].removesuffix(BACK)) for row in names}
    assert [node.code for node in edition.framework.indicators if (node.code, node.name_vi) not in known] == []


def test_it_has_no_values_and_says_that_it_is_incomplete(edition):
    assert edition.about.incomplete
    assert not edition.sources.indicators
    assert "không phải là PII chính thức" in edition.about.note_vi
    assert "not the official PII" in edition.about.note_en
