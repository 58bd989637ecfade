"""The next edition is a copy of a folder, and of nothing else."""

from __future__ import annotations

import pytest

from pipeline.chain import editions
from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError


def test_the_copy_differs_in_its_id_only_and_loads(mini):
    editions.new_edition("mini-2025", from_="mini-2024", root=mini.root)
    assert params.load_edition("mini-2025", root=mini.root).id == "mini-2025"
    folder = mini.root / "params" / "editions"
    old, new = ((folder / name / "edition.yaml").read_text() for name in ("mini-2024", "mini-2025"))
    assert new == old.replace("id: mini-2024", "id: mini-2025")


def test_a_revision_says_whose_it_is_and_what_follows_it_does_not(mini):
    notes = editions.new_edition("mini-2024-r2", from_="mini-2024", root=mini.root)
    assert notes[0] == "edition.yaml: it is a revision of mini-2024, and says so (revision_of)"
    assert revision_of("mini-2024-r2", mini) == "mini-2024"
    editions.new_edition("mini-2024-r3", from_="mini-2024-r2", root=mini.root)
    assert revision_of("mini-2024-r3", mini) == "mini-2024-r2"
    editions.new_edition("mini-2025", from_="mini-2024-r2", root=mini.root)
    assert revision_of("mini-2025", mini) is None


def revision_of(name, mini):
    return params.load_edition(name, root=mini.root).about.revision_of


def test_the_notes_name_every_line_with_the_old_year(mini):
    notes = editions.new_edition("mini-2025", from_="mini-2024", root=mini.root)
    assert "edition.yaml, line 2: year: 2024" in notes
    assert "sources.yaml, line 4: value: {table: mini/table, column: a, year: 2024}" in notes
    assert any("left_out" in note for note in notes)


@pytest.mark.parametrize("name", ["../x", "Toy", ""])
def test_a_bad_name_is_refused(mini, name):
    with pytest.raises(FrameworkError, match="Choose another name"):
        editions.new_edition(name, from_="mini-2024", root=mini.root)


def test_an_existing_name_is_refused(mini):
    with pytest.raises(ParameterError, match="params/editions/mini-2024 exists"):
        editions.new_edition("mini-2024", from_="mini-2024", root=mini.root)


def test_an_unknown_old_edition_is_refused_with_the_nearest(mini):
    with pytest.raises(ParameterError, match="nearest: mini-2024"):
        editions.new_edition("mini-2025", from_="mini-2042", root=mini.root)


def test_a_failure_leaves_no_half_written_folder(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "id: mini-2024", "ident: mini-2024")
    with pytest.raises(FrameworkError, match="exactly one line `id"):
        editions.new_edition("mini-2025", from_="mini-2024", root=mini.root)
    assert sorted(path.name for path in (mini.root / "params").rglob("*mini*")) == ["mini-2024"]
