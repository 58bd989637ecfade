from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.chain import fingerprint, steps
from pipeline.chain.fingerprint import Fingerprint
from pipeline.chain.imports import ImportGraph
from pipeline.data import params

BASE = Fingerprint(
    inputs={"values.csv": "1", "framework.csv": "2"},
    parameters={"AGGREGATION": "arithmetic", "N_DRAWS": 100, "SEED": 0},
    code="c",
    modules={"pipeline.a": "1", "pipeline.b": "1"},
    environment="e",
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"parameters": {**BASE.parameters, "AGGREGATION": "geometric"}},
            ["aggregation changed arithmetic -> geometric"],
        ),
        ({"parameters": {**BASE.parameters, "N_DRAWS": 200}}, ["n_draws changed 100 -> 200"]),
        ({"parameters": {"AGGREGATION": "arithmetic", "N_DRAWS": 100}}, ["seed changed 0 -> nothing"]),
        ({"inputs": {**BASE.inputs, "values.csv": "9"}}, ["values.csv changed"]),
        ({"inputs": {"values.csv": "1"}}, ["framework.csv is gone"]),
        ({"inputs": {**BASE.inputs, "new.csv": "1"}}, ["new.csv is new"]),
        ({"code": "d"}, ["the notebook's code changed"]),
        ({"modules": {"pipeline.a": "1", "pipeline.b": "2"}}, ["pipeline.b changed"]),
        ({"environment": "f"}, ["the locked environment changed"]),
        ({}, []),
    ],
)
def test_what_differs_is_said_in_words(change, said):
    now = replace(BASE, **change)
    assert fingerprint.differences(BASE, now) == said
    assert fingerprint.same(BASE, now) == (not said)


def test_of_many_changed_modules_the_first_are_named_and_the_others_counted():
    before = replace(BASE, modules={f"pipeline.m{number}": "1" for number in range(9)})
    now = replace(BASE, modules={f"pipeline.m{number}": "2" for number in range(9)})
    assert fingerprint.differences(before, now)[-1] == "and 6 more"


def test_a_record_gives_the_fingerprint_back():
    assert fingerprint.from_record(fingerprint.as_record(BASE)) == BASE
    assert fingerprint.from_record({}) is None


def test_a_comment_in_a_parameter_file_changes_no_part_of_the_edition(mini):
    before = fingerprint.edition_parts(params.load_edition(mini.edition, root=mini.root))
    path = mini.root / "params" / "editions" / mini.edition / "sources.yaml"
    path.write_text("# why\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert fingerprint.edition_parts(params.load_edition(mini.edition, root=mini.root)) == before


def test_the_part_that_changed_is_named(mini):
    before = fingerprint.edition_parts(params.load_edition(mini.edition, root=mini.root))
    path = mini.root / "params" / "editions" / mini.edition / "edition.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name_en: ", "name_en: 'X' # ", 1), encoding="utf-8")
    now = fingerprint.edition_parts(params.load_edition(mini.edition, root=mini.root))
    assert [name for name in before if before[name] != now[name]] == ["edition.yaml"]


def test_the_lock_file_counts_where_there_is_one(tmp_path):
    without = fingerprint.environment_digest(tmp_path)
    (tmp_path / fingerprint.LOCK).write_text("numpy==1", encoding="utf-8")
    assert fingerprint.environment_digest(tmp_path) != without


def test_a_step_is_known_by_what_it_starts_from():
    step = steps.read(Path(__file__).parents[2] / "notebooks" / "04_index.ipynb")
    one = fingerprint.of(
        step, parameters={"SEED": 1}, inputs={"b": "2", "a": "1"}, environment="e", graph=ImportGraph()
    )
    assert list(one.inputs) == ["a", "b"]
    assert "pipeline.data.chapter" in one.modules


def test_an_edition_whose_units_changed_rests_on_the_old_units_and_on_the_concordance():
    root = Path(__file__).parents[2]
    parts, plain = (
        fingerprint.edition_parts(params.load_edition(name, root=root)) for name in ("open-2024-34", "open-2024")
    )
    assert {"units_before.csv", "concordance vn-63-34"} <= parts.keys()
    assert not {"units_before.csv", "concordance None"} & plain.keys()
    assert parts["units_before.csv"] == plain["units.csv"]
