"""The full editions, on real data: part of ``make prove``, because they take minutes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.data import store

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.prove, pytest.mark.chain]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, in which open-2024 has run once."""
    folder = tmp_path_factory.mktemp("full") / "project"
    for part in ("params", "notebooks", "data/raw"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "pyproject.toml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PII_PROJECT", str(folder))
        assert cli.main(["run", "open-2024"]) == 0
        yield folder


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_second_run_gives_identical_tables_and_ranks(project):
    tables = project / "data" / "processed" / "open-2024" / "nominal"
    before, ranks = digests(tables), store.read_table(tables / "scores.csv")["rank"]
    assert cli.main(["run", "open-2024"]) == 0
    assert digests(tables) == before
    assert store.read_table(tables / "scores.csv")["rank"].equals(ranks)


@pytest.mark.parametrize("arguments", [["--method", "gii"], ["-p", "skewness_limit=2.0", "--as", "skew-2"]])
def test_a_variant_leaves_every_file_of_nominal_as_it_was(project, arguments):
    before = digests(project / "data/processed/open-2024/nominal") | digests(project / "reports/open-2024/nominal")
    assert cli.main(["run", "open-2024", *arguments]) == 0
    after = digests(project / "data/processed/open-2024/nominal") | digests(project / "reports/open-2024/nominal")
    assert after == before


@pytest.mark.parametrize("method", ["jrc", "geometric"])
def test_every_method_of_the_open_editions_runs(project, method):
    assert cli.main(["run", "open-2024", "--method", method]) == 0


@pytest.mark.parametrize("edition", ["pci-2016", "papi-2016"])
def test_a_published_index_is_met(project, capsys, edition):
    assert cli.main(["run", edition]) == 0
    table = store.read_table(project / "data" / "processed" / edition / "nominal" / "replication.csv")
    assert table["largest_difference"].max() < 1e-4
    assert "against the published totals" in capsys.readouterr().out


@pytest.mark.parametrize("edition", ["open-2023", "candidates-55"])
def test_the_other_editions_run_to_their_report(project, edition):
    assert cli.main(["run", edition]) == 0
    assert (project / "reports" / edition / "nominal" / "report.html").is_file()


def test_the_structural_zeros_of_the_candidates_are_33(project):
    run = ["run", "candidates-55", "-p", "use_structural_zeros=true", "--as", "structural-zeros"]
    assert cli.main(run) == 0
    values = store.read_table(project / "data/processed/candidates-55/structural-zeros/values.csv")
    assert (values["origin"] == "structural_zero").sum() == 33
