"""What goes into a bundle, and when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline
from pipeline.chain import bundle, bundle_contents
from pipeline.data import params, project
from pipeline.errors import ChainError, FrameworkError, StaleInputError

ROOT = Path(__file__).resolve().parents[2]
RUN = ("mini-2024", "nominal")


def gathered(mini, run="nominal"):
    return bundle_contents.gather(mini.edition, run, root=mini.root)


def test_it_holds_what_the_run_rests_on_and_what_came_of_it(bundleable):
    files = gathered(bundleable).files
    assert [name for name in files if not name.startswith("pipeline/")] == [
        "LICENSE",
        "data/ledger/mini-2024.jsonl",
        "data/processed/mini-2024/nominal/method.json",
        "data/processed/mini-2024/nominal/panel.csv",
        "data/processed/mini-2024/nominal/values.csv",
        "data/raw/mini/source.yaml",
        "data/raw/mini/table.csv",
        "notebooks/01_data.ipynb",
        "notebooks/02_imputation.ipynb",
        "params/alternatives/open.yaml",
        "params/editions/mini-2024/edition.yaml",
        "params/editions/mini-2024/framework.csv",
        "params/editions/mini-2024/sources.yaml",
        "params/editions/mini-2024/units.csv",
        "params/methods/nominal.yaml",
        "pyproject.toml",
        "reports/mini-2024/nominal/01_data.ipynb",
        "reports/mini-2024/nominal/02_imputation.ipynb",
        "reports/mini-2024/nominal/report.html",
    ]


def test_the_package_goes_with_it_whole_and_without_what_python_leaves(bundleable):
    carried = {name for name in gathered(bundleable).files if name.startswith("pipeline/")}
    folder = Path(pipeline.__file__).parent
    modules = {f"pipeline/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.py")}
    assert modules <= carried
    assert "pipeline/reporting/templates/report.html" in carried
    assert not [name for name in carried if "__pycache__" in name]


def test_a_variant_takes_the_editions_own_method_along_without_which_the_edition_cannot_be_read(bundleable):
    bundleable.run(method="coinr")
    names = gathered(bundleable, "coinr").files.keys()
    assert {"params/methods/coinr.yaml", "params/methods/nominal.yaml"} <= names
    assert "data/processed/mini-2024/coinr/values.csv" in names
    assert "data/processed/mini-2024/nominal/values.csv" not in names


@pytest.mark.parametrize("edition", params.editions(root=ROOT))
def test_the_parameter_files_that_go_with_an_edition_suffice_to_read_it(edition, tmp_path):
    """A rerun elsewhere has no other: every file that a new kind of parameter brings must be among them."""
    loaded = params.load_edition(edition, root=ROOT)
    for path in params.parameter_files(loaded, root=ROOT):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert params.load_edition(edition, root=tmp_path) == loaded


def test_an_edition_that_was_never_run_is_refused(mini):
    with pytest.raises(StaleInputError, match=r"data/ledger/mini-2024.jsonl: the ledger is expected there, found none"):
        gathered(mini)


def test_a_run_of_another_name_is_refused(bundleable):
    with pytest.raises(
        StaleInputError, match="run other: a line that puts it in force is expected .*found for: nominal"
    ):
        gathered(bundleable, "other")


def test_an_unknown_edition_is_refused(bundleable):
    with pytest.raises(FrameworkError, match="there is no edition 'mini-2025'"):
        bundle_contents.gather("mini-2025", "nominal", root=bundleable.root)


@pytest.mark.parametrize(
    "name",
    [
        "data/raw/mini/table.csv",
        "params/editions/mini-2024/units.csv",
        "data/processed/mini-2024/nominal/panel.csv",
        "reports/mini-2024/nominal/01_data.ipynb",
    ],
)
def test_a_run_that_does_not_verify_is_refused_and_nothing_is_written(bundleable, name):
    path = bundleable.root / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(StaleInputError, match=f"the first: {name}: its digest on record is"):
        bundle.make(*RUN, root=bundleable.root)
    assert not list(bundleable.root.rglob("*.zip"))


def test_a_torn_ledger_is_refused(bundleable):
    path = project.ledger(bundleable.edition, root=bundleable.root)
    path.write_bytes(path.read_bytes() + b'{"schema": 2, "edi')
    with pytest.raises(StaleInputError, match="the last: it is torn"):
        gathered(bundleable)


def test_code_that_is_not_the_runs_is_refused_because_a_rerun_would_use_it(bundleable):
    bundleable.rewrite("notebooks/01_data.ipynb", json.dumps("step.finish()"), json.dumps("step.finish( )"))
    with pytest.raises(ChainError, match=r"changed since: the code of notebooks/01_data.ipynb. Run it again"):
        gathered(bundleable)


def test_a_project_without_a_licence_is_refused(bundleable):
    (bundleable.root / "LICENSE").unlink()
    with pytest.raises(ChainError, match="LICENSE: a file is expected beside params/, found none"):
        gathered(bundleable)


def test_a_file_that_changes_while_it_is_read_is_refused(bundleable, monkeypatch):
    load = params.load_edition

    def load_and_change(*arguments, **options):
        (bundleable.root / "data/raw/mini/table.csv").write_bytes(b"Unit,a,b\n")
        return load(*arguments, **options)

    monkeypatch.setattr(bundle_contents.params, "load_edition", load_and_change)
    with pytest.raises(
        StaleInputError, match="must stay as they are while they are bundled; changed: data/raw/mini/table.csv"
    ):
        gathered(bundleable)
