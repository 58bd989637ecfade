"""Widgets before the engine: moving one recomputes at once, an inadmissible choice is said, a button leads back."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

sys.path.append(str(Path(__file__).parent))

import trees

from pipeline.construction import normalisation
from pipeline.data import project
from pipeline.publication import explorer_trial, explorer_widgets

ROOT = Path(__file__).parents[2]
HOSTILE = '<script>alert("1")</script>'


@pytest.fixture
def base():
    edition = trees.edition(transformations="none", outlier_rule="none")
    values = trees.scores(edition, np.random.default_rng(8))
    built = trees.engine(edition, normalisation.normalise(values, edition), {}, geometric=False)
    return explorer_trial.Base(edition, values, built.scores["0"], built.ranks["0"], from_run=True)


def test_a_moved_slider_shows_the_ranks_of_the_engine(base):
    explorer = explorer_widgets.explore(base, language="en")
    assert explorer.shown.ranks.to_dict() == base.ranks.to_dict()
    explorer.sliders["2"].value = 40
    expected = explorer_trial.compute(base, percent={"2": 40}, changes={})
    assert explorer.shown.ranks.to_dict() == expected.ranks.to_dict()
    assert explorer.ranks.value.endswith(explorer.table().html)


def test_an_inadmissible_choice_is_said_and_the_way_back_is_open(base):
    explorer = explorer_widgets.explore(base, language="en")
    explorer.options["normalisation"].value = "z_score"
    explorer.options["aggregation"].value = "geometric"
    assert explorer.shown is None
    assert explorer.table() is None
    assert "This choice is inadmissible" in explorer.message.value
    explorer.sliders["1"].value = 0
    explorer.reset.click()
    assert explorer.shown.ranks.to_dict() == base.ranks.to_dict()
    assert explorer.options["aggregation"].value == "arithmetic"
    assert {slider.value for slider in explorer.sliders.values()} == {100}


def test_places_won_are_published_less_on_trial_and_only_who_moves_is_marked(base):
    explorer = explorer_widgets.explore(base, language="vi")
    explorer.sliders["2"].value = 0
    compared = explorer_widgets.beside(base, explorer.shown)
    assert (compared["move"] == compared["rank_published"] - compared["rank"]).all()
    assert list(compared["rank"]) == sorted(compared["rank"])
    table = explorer.table()
    moved = [place for place, cell in enumerate(table.columns[3].cells) if cell != "="]
    assert sorted(table.marked) == moved


def test_without_any_weight_the_table_has_blanks_and_no_error(base):
    explorer = explorer_widgets.explore(base, language="vi")
    for slider in explorer.sliders.values():
        slider.value = 0
    assert set(explorer.table().columns[1].cells) == {""}


def test_names_are_escaped(base):
    units = tuple(unit.model_copy(update={"name_vi": HOSTILE}) for unit in base.edition.units.units)
    edition = base.edition.model_copy(update={"units": base.edition.units.model_copy(update={"units": units})})
    own = explorer_trial.Base(edition, base.values, base.scores, base.ranks, from_run=True)
    explorer = explorer_widgets.explore(own, language="vi")
    assert "<script" not in explorer.ranks.value + explorer.figure.value
    assert "&lt;script" in explorer.ranks.value


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_numbers_come_from_is_said(base, language):
    raw = explorer_trial.Base(base.edition, base.values, base.scores, base.ranks, from_run=False)
    said = {explorer_widgets.origin(own, language=language) for own in (base, raw)}
    assert len(said) == 2
    assert all("two-parts" in sentence for sentence in said)


@pytest.mark.chain
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_notebook_runs_from_raw_data_and_writes_nothing(language, tmp_path, monkeypatch):
    for name in ("params", "data", "notebooks", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setenv(project.VARIABLE, str(tmp_path))
    notebook = nbformat.read(ROOT / "notebooks" / "explore.ipynb", as_version=4)
    parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    parameters.source = f'EDITION: str = "toy"\nLANGUAGE: str = "{language}"'
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [cell.outputs[0].output_type for cell in notebook.cells if cell.get("outputs")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "notebooks", "params", "pyproject.toml"]
