"""A round of a fictitious edition with its forms filled in correctly, from which every mistake starts."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # what these tests share lies in modules that are no tests

from rounds import N_UNITS, Filled, Project, make_project

from pipeline.collection import intake, reading_apart, round_state
from pipeline.data import params


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of a few fictitious units, with a round whose forms were made."""
    return make_project(tmp_path_factory.mktemp("round-of-few"), n_units=3)


@pytest.fixture(scope="session")
def large_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same with as many units as a country may have."""
    return make_project(tmp_path_factory.mktemp("round-of-many"), n_units=N_UNITS)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which saves the start of others; what keeps them apart has its own tests."""

    def read(paths, *, asked, fields, n_workers, said):
        return [reading_apart._one(path, file, asked=asked, fields=fields) for path, file in paths]

    monkeypatch.setattr(intake.reading_apart, "read", read)


@pytest.fixture
def sent(project, tmp_path, at_once):
    """Send contents of forms, an intake each; the round as it stands then."""
    folder = project.empty_round(tmp_path / "round")

    def send(*contents: bytes):
        for number, content in enumerate(contents):
            (folder / "returns" / f"{number}.xlsx").write_bytes(content)
            intake.take_in(folder, root=project.root, on=datetime.date(2025, 8, 1))
        return round_state.of(folder)

    send.folder = folder
    return send


@pytest.fixture
def form(project) -> Filled:
    return project.filled("T01")


@pytest.fixture(scope="session")
def edition(project):
    return params.load_edition(project.round.edition, root=project.root)
