"""A run made again elsewhere gives the same numbers, or the tables that differ are named."""

from __future__ import annotations

import io
import json
import math
import shutil
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.chain import release, resolve, steps, verify_rerun
from pipeline.data import project, store
from pipeline.errors import ParameterError, StaleInputError

pytestmark = pytest.mark.chain

ROOT = Path(__file__).resolve().parents[2]
TABLE = "data/processed/mini-2024/nominal/values.csv"


def again(mini, run="nominal", **options):
    return verify_rerun.rerun(mini.edition, run, root=mini.root, stream=io.StringIO(), **options)


def test_a_run_made_again_gives_the_same_tables_and_notebooks_and_changes_nothing(mini_run):
    before = mini_run.files(".")
    found = again(mini_run)
    found.refuse()
    assert mini_run.files(".") == before
    assert [(table.name, table.identical) for table in found.tables] == [("panel.csv", True), ("values.csv", True)]
    said = found.told()
    assert said[:2] == ["panel.csv: 3 rows, the same bytes", "values.csv: 3 rows, the same bytes"]
    assert "executed notebooks: 2 of 2 show the same" in said
    assert "documents of other bytes (they print the head of the ledger): report.html" in said
    assert "2 tables within 1e-09 (absolute and relative)" in said[-1]


SCORES = "unit_code,code,level,score,rank\n01,0,2,{},1\n02,0,2,50.0,{}\n"
SAME, NEXT = SCORES.format(62.5, 2), SCORES.format(math.nextafter(62.5, 63.0), 2)
APPROVED = [f"{part}=Trần A, Statistics" for part in ("corrections", "framework", "method")]


@pytest.fixture
def scored(mini, by_hand):
    """The small project, run and released without kernels; `by_hand` says which scores a further run gives."""
    mini.notebook("03_treatment", reads=["values.csv"], writes=["scores.csv"])
    by_hand.content["scores.csv"] = SAME
    mini.run()
    release.release(mini.edition, release.asked(APPROVED), root=mini.root)
    return mini


def test_a_released_edition_may_differ_in_the_last_digit_on_another_processor(scored, by_hand):
    by_hand.content["scores.csv"] = NEXT
    found = again(scored)
    found.refuse()
    (scores,) = (table for table in found.tables if table.name == "scores.csv")
    assert (scores.identical, scores.largest, scores.where) == (False, 2.0**-47, "score of 01/0")  # the next double


def test_a_released_edition_may_differ_in_no_rank(scored, by_hand):
    by_hand.content["scores.csv"] = SCORES.format(62.5, 1.5)
    with pytest.raises(StaleInputError, match=r"1 different:\n  scores.csv: differs: column rank: 02/0 2.0 -> 1.5"):
        again(scored).refuse()


def test_what_is_put_in_force_for_a_released_edition_is_the_released_bytes(scored, by_hand):
    """Only the files are frozen: there is nothing to hold a number against once they are deleted."""
    by_hand.content["scores.csv"] = NEXT
    shutil.rmtree(scored.root / "data/processed")
    with pytest.raises(StaleInputError, match=r"byte for byte; different: scores.csv. .*pii verify mini-2024 --rerun"):
        scored.run()
    assert not (scored.root / "data/processed/mini-2024/nominal").exists()


def test_a_table_that_cannot_be_made_again_is_named(mini_run):
    mini_run.rewrite(TABLE, "2.25", "2.35")
    with pytest.raises(StaleInputError, match=r"1 different:\n  values.csv: differs: column value: 01/1 2.35 -> 2.25"):
        again(mini_run).refuse()


@pytest.mark.parametrize(
    ("asked", "changes"),
    [
        ({}, {}),
        ({"method": "gii"}, {}),
        ({"method": "gii", "name": "mine"}, {}),
        (
            {"method": "gii", "parameters": ["skewness_limit=2.5", "seed=0", "language=en"], "name": "mine"},
            {"skewness_limit": "2.5", "seed": "0", "language": "en"},
        ),
        (
            {
                "parameters": ["use_earlier_years=false", "classes=thresholds", "class_thresholds=[40, 60]"],
                "name": "v",
            },
            {"use_earlier_years": "false", "classes": "thresholds", "class_thresholds": "[40.0, 60.0]"},
        ),
    ],
)
def test_a_run_is_asked_for_as_it_was(mini, asked, changes):
    """Another method, option, seed, language and name, and options that are empty, flags or lists."""
    before = resolve.resolve(mini.edition, root=mini.root, **asked)
    folder = project.processed(mini.edition, before.name, root=mini.root)
    folder.mkdir(parents=True)
    text = json.dumps(before.edition.method.model_dump(mode="json"))
    (folder / "method.json").write_text(text, encoding="utf-8")
    closing = {"edition": mini.edition, "run": before.name, "parameters": json.loads(json.dumps(before.values))}
    again = verify_rerun._wanted(closing, source=mini.root, root=mini.root)
    assert again.changes == changes
    assert (again.name, again.edition.method.name) == (before.name, before.edition.method.name)
    assert again.values == before.values


def test_parameter_files_that_say_otherwise_are_refused(mini_run):
    mini_run.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    with pytest.raises(StaleInputError, match="parameter files must be those of the run.* seed=7 on record"):
        again(mini_run)


def test_a_run_that_is_not_in_force_cannot_be_made_again(mini_run):
    with pytest.raises(StaleInputError, match="run gii is expected to be in force"):
        again(mini_run, "gii")


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf")])
def test_a_tolerance_is_a_number_from_0(mini_run, tolerance):
    with pytest.raises(ParameterError, match="a number from 0 is expected"):
        again(mini_run, tolerance=tolerance)


@pytest.mark.prove
@pytest.mark.parametrize("edition", ["toy", "open-2024"])
def test_a_full_edition_is_verified_and_made_again(edition, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "project"
    for part in ("params", "notebooks", "data/raw"):
        shutil.copytree(ROOT / part, folder / part)
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    monkeypatch.setenv("PII_PROJECT", str(folder))
    assert cli.main(["run", edition]) == 0
    assert cli.main(["verify", edition, "--rerun"]) == 0
    said = capsys.readouterr().out
    n_chapters = len(steps.discover(ROOT, kind=steps.EDITION))
    assert f"executed notebooks: {n_chapters} of {n_chapters} show the same" in said
    assert "largest difference 0.0e+00" in said
    scores = folder / "data" / "processed" / edition / "nominal" / "scores.csv"
    assert store.read_table(scores)["rank"].notna().any()
    scores.write_text(scores.read_text(encoding="utf-8").replace("1", "2", 1), encoding="utf-8")
    assert cli.main(["verify", edition]) == 6
    assert "scores.csv" in capsys.readouterr().err
