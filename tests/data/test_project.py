import pytest

from pipeline.data import project
from pipeline.errors import ChainError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "params").mkdir()
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def test_root_is_found_upwards_from_the_working_directory(folder, monkeypatch):
    (folder / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.delenv(project.VARIABLE, raising=False)
    monkeypatch.chdir(folder / "notebooks" / "deep")
    assert project.root() == folder.resolve()


def test_the_environment_variable_goes_before_the_working_directory(folder, monkeypatch):
    monkeypatch.setenv(project.VARIABLE, str(folder))
    assert project.root() == folder.resolve()


def test_a_named_folder_that_is_no_project_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(project.VARIABLE, str(tmp_path))
    with pytest.raises(ChainError, match="PII_PROJECT: a folder with params/ and pyproject.toml is expected"):
        project.root()


def test_outside_a_project_the_error_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv(project.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ChainError, match="Change into the project"):
        project.root()


def test_paths_are_shown_relative_to_their_project(folder):
    path = project.raw_folder(folder, "nso") / "source.yaml"
    assert project.shown(path) == project.shown(path, folder) == "data/raw/nso/source.yaml"


def test_runs_and_reports_have_their_folders(folder):
    assert project.processed("toy", "nominal", root=folder) == folder / "data/processed/toy/nominal"
    assert project.reports("toy", "nominal", root=folder) == folder / "reports/toy/nominal"
