"""A frozen round is a raw source: the same bytes, cited by digest, and held against what it was."""

from __future__ import annotations

import datetime
import shutil

import pytest
import yaml

from pipeline.collection import freezing, intake, reading
from pipeline.data import assembly, params, store
from pipeline.errors import DataError, FrameworkError, PipelineError

DAY = datetime.date(2025, 8, 1)


@pytest.fixture
def own(project, tmp_path):
    """A project of one's own, with a round in which every unit answered."""
    root = tmp_path / "project"
    shutil.copytree(project.root, root)
    folder = root / project.folder.relative_to(project.root)
    for unit in project.round.units:
        form = project.filled(unit)
        (folder / "returns" / form.name).write_bytes(form.content)
    return root, folder


@pytest.fixture
def frozen(own, at_once):
    root, folder = own
    intake.take_in(folder, root=root, on=DAY)
    return root, folder, freezing.freeze(folder, "round-1", root=root, on=DAY)


def test_a_frozen_round_has_every_value_and_where_it_came_from(frozen, project):
    root, _, made = frozen
    assert (made.n_values, made.n_open) == (48, 0)
    values = (root / "data/raw/round-1/values.csv").read_text(encoding="utf-8").splitlines()
    assert values[0].split(",")[:3] == ["unit", "1.1.1", "1.1.2"]
    first = dict(zip(values[0].split(",")[1:], map(float, values[1].split(",")[1:]), strict=True))
    assert first == dict(project.filled("T01").values)
    assert (root / "data/raw/round-1/cells.csv").read_text(encoding="utf-8").count("Số liệu!G5") == 3


def test_freezing_twice_gives_the_same_bytes(frozen):
    root, folder, made = frozen
    again = freezing.freeze(folder, "round-2", root=root, on=DAY)
    assert again.digest == made.digest
    for name in ("values.csv", "cells.csv"):
        assert (made.folder / name).read_bytes() == (again.folder / name).read_bytes()


def test_a_source_that_is_there_is_not_replaced(frozen):
    root, folder, made = frozen
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    with pytest.raises(DataError, match=r"a new or empty folder is expected"):
        freezing.freeze(folder, "round-1", root=root, on=datetime.date(2025, 8, 2))
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before


def test_freezing_that_was_killed_half_way_is_finished_by_the_next(frozen):
    root, folder, made = frozen
    record = folder / "frozen/round-1.yaml"
    before = record.read_bytes()
    record.unlink()
    assert freezing.freeze(folder, "round-1", root=root, on=DAY) == made
    assert record.read_bytes() == before


def test_a_changed_intake_is_named_before_anything_is_made_of_it(frozen):
    root, folder, _ = frozen
    about = folder / "intakes/0001" / intake.ABOUT
    about.write_text(about.read_text().replace("2025-08-01", "2025-08-02"))
    with pytest.raises(DataError, match=r"intake 1: what was frozen as round-1 is never changed"):
        freezing.freeze(folder, "round-2", root=root, on=DAY)
    with pytest.raises(DataError, match=r"intake 1: what was frozen as round-1 is never changed"):
        reading.report(folder, root=root, today=DAY, said=lambda sentence: None)
    assert not (root / "data/raw/round-2").exists()


def test_a_changed_table_of_an_intake_is_named(frozen):
    root, folder, _ = frozen
    path = folder / "intakes/0001" / intake.VALUES
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    with pytest.raises(DataError, match=r"intake 1, intake_values.csv"):
        freezing.freeze(folder, "round-2", root=root, on=DAY)


def test_a_round_without_intakes_is_not_frozen(own):
    root, folder = own
    with pytest.raises(DataError, match=r"an intake is needed before it is frozen"):
        freezing.freeze(folder, "round-1", root=root, on=DAY)


@pytest.mark.parametrize("name", ["../x", "a b", ""])
def test_a_name_that_is_no_folder_is_refused(own, name):
    with pytest.raises(PipelineError, match=r"source"):
        freezing.freeze(own[1], name, root=own[0], on=DAY)


def test_the_source_can_be_cited_by_an_edition(frozen, project):
    """`pii check` reads it, and gathers every value of it."""
    root, _, made = frozen
    path = root / "params/editions/toy/sources.yaml"
    path.write_text(yaml.safe_dump(cited("round-1", project)), encoding="utf-8")
    edition = params.load_edition("toy", root=root)
    gathered = assembly.gather(edition, root=root).values.set_index(["unit_code", "code"])["value"]
    for unit in project.round.units:
        for code, value in project.filled(unit).values.items():
            assert gathered[(unit, code)] == value
    assert made.digest in yaml.safe_load((made.folder / "source.yaml").read_text())["tables"]["values"]["note"]
    assert store.digest(made.folder / "values.csv") in (made.folder / "source.yaml").read_text()


def cited(source, project):
    """What an edition says that takes every value from a frozen round."""
    values = {
        field.code: {"value": {"table": f"{source}/values", "column": field.code, "year": 2024}}
        for field in project.fields
    }
    return {"max_age_years": 0, "indicators": values}


def test_a_frozen_record_without_intakes_is_refused(frozen):
    _, folder, _ = frozen
    (folder / "frozen/round-1.yaml").write_text("source: round-1\n")
    with pytest.raises(DataError, match=r"the intakes are expected, found none"):
        freezing.check(folder)
    (folder / "frozen/round-1.yaml").write_text("[")
    with pytest.raises(FrameworkError, match=r"valid YAML is expected"):
        freezing.check(folder)
