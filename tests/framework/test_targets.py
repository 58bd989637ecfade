"""A target says what is wanted, where it is stated, and what measures it or what it awaits; faults are named."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.data import params
from pipeline.errors import FrameworkError
from pipeline.framework import targets as targets_model
from pipeline.framework.edition import Edition
from pipeline.framework.targets import Target, Targets

STATEMENT = {
    "document_vi": "Văn bản",
    "document_en": "Paper",
    "issued": "2025-08",
    "reported_by_vi": "ai đó",
    "reported_by_en": "somebody",
}
RULE = {"least_years": 3, "on_track": 0.95, "moderate": 0.6, "source_vi": "x", "source_en": "x"}
AWAITED = {"what_vi": "x", "what_en": "figures", "from_vi": "x", "from_en": "an office"}
SERIES = {"value": {"table": "toy/targets", "column": "online_{year}"}, "first_year": 2020}


def target(**changes: Any) -> dict[str, Any]:
    """A target that awaits its figures, with keys changed; None takes one away."""
    usual: dict[str, Any] = {
        "code": "t",
        "name_vi": "x",
        "name_en": "x",
        "year": 2030,
        "comparison": "at_least",
        "low": 10,
        "unit_of_measure": "%",
        "unit_of_measure_vi": "%",
        "statement": "paper",
        "awaits": AWAITED,
    }
    return {key: value for key, value in (usual | changes).items() if value is not None}


def measured(**changes: Any) -> dict[str, Any]:
    notes = {"baseline_note_vi": "x", "baseline_note_en": "x"}
    return target(**{"awaits": None, "indicator": "a1", "baseline": 0, **notes, **changes})


def targets(*own: dict[str, Any], **changes: Any) -> Targets:
    content = {"name": "few", "name_vi": "x", "name_en": "x", "note_vi": "", "note_en": ""}
    content |= {"statements": {"paper": STATEMENT}, "rule": RULE, "targets": own or (target(),)}
    return Targets.read(content | changes, where="targets few")


@pytest.mark.parametrize(
    ("own", "status"),
    [(target(), "awaits"), (target(share_of_growth=True), "refused"), (measured(), "measured")],
)
def test_the_status_follows_from_what_is_said(own, status):
    assert Target.read(own, where="x").status == status


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (target(low=None), "low and no other bound is expected"),
        (target(comparison="at_most"), "high and no other bound is expected"),
        (target(high=20), "low and no other bound is expected"),
        (target(comparison="between", low=9, high=8), "low <= high is expected, found 9 and 8"),
        (target(awaits=None), "one of indicator, series and awaits is expected, found none"),
        (target(indicator="a1"), "one of indicator, series and awaits is expected, found indicator; awaits"),
        (measured(share_of_growth=True), "a share of growth is not identified by growth accounting.*found indicator"),
        (measured(baseline=None), "the score needs a baseline and, in both languages, its reason"),
        (measured(baseline_note_en=""), "the score needs a baseline and, in both languages, its reason"),
        (measured(baseline=12), "a baseline that misses the target is expected, found 12"),
        (measured(low=0, baseline=-1, path="geometric"), "a geometric path leads to bounds above 0"),
        (target(comparison="more"), "comparison: Input should be 'at_least'"),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(own, told):
    with pytest.raises(FrameworkError, match=told):
        targets(own)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"targets": (target(), target())}, "each target has a code of its own, found twice: t"),
        ({"targets": (target(statement="papr"),)}, "a statement of this file is expected, found 'papr'; .*paper"),
        ({"targets": ()}, "targets"),
        ({"rule": RULE | {"moderate": 0.95}}, "moderate < on_track is expected, found 0.95 and 0.95"),
        ({"rule": RULE | {"least_years": 2}}, "rule.least_years.*greater than or equal to 3"),
        ({"statements": {"paper": STATEMENT | {"issued": "last year"}}}, "issued"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(changes, told):
    with pytest.raises(FrameworkError, match=f"targets few: .*{told}"):
        targets(**changes)


def test_what_an_edition_contradicts_is_named_all_at_once():
    own = targets(measured(), measured(code="u", indicator=None, series=SERIES), fictitious=True)
    found = targets_model.faults(own, codes=["a2", "b1"], rebuilt=True, fictitious=False)
    assert [fault.split(". ")[0] for fault in found] == [
        "targets 'few', target 't': an indicator, outcome or size of the edition is expected, found 'a1'; known: a2; b1",
        "targets 'few': a series has values for the units of the raw tables only, and this edition's are rebuilt",
        "targets 'few' are fictitious, and this edition is not",
    ]
    assert targets_model.faults(own, codes=["a1"], rebuilt=False, fictitious=True) == []


def test_an_edition_with_targets_that_do_not_fit_is_refused(edition):
    made = edition()
    parts = {name: getattr(made, name) for name in Edition.model_fields}
    with pytest.raises(FrameworkError, match="targets 'few', target 't': an indicator.*found 'z9'"):
        Edition.read(parts | {"targets": targets(measured(indicator="z9"))}, where="edition tiny")
    assert Edition.read(parts | {"targets": targets(measured())}, where="edition tiny").targets is not None


def test_another_method_keeps_the_targets(repository):
    toy = params.load_edition("toy", root=repository)
    assert toy.with_method(params.load_method("gii", root=repository)).targets == toy.targets


def test_the_targets_of_the_provinces_all_await_figures_and_have_no_number_of_ours(repository):
    own = params.load_edition("open-2024", root=repository).targets
    assert own is not None
    assert not own.fictitious
    assert [item.status for item in own.targets].count("refused") == 4  # shares of growth
    assert own.measured == []
    assert own.columns == []
    assert own.growth is None
    assert all(item.baseline is None and item.awaits is not None for item in own.targets)
    bounds = {item.code: (item.low, item.high) for item in own.targets if item.comparison == "between"}
    assert bounds == {"g.0": (5, 7), "g.1": (1, 1.5), "g.2": (3, 3.5), "g.3": (1, 2)}  # letter 3803/BKHCN-HVCL


def test_a_series_names_its_columns(repository):
    own = params.load_edition("toy", root=repository).targets
    assert {column.column for column in own.columns} == {
        *("online_{year}", "products_{year}"),
        *("output_{year}", "capital_{year}", "labour_{year}"),
    }
