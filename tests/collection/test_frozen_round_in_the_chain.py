"""An edition made from a frozen round, and from the same round with one late correction: what `pii compare` shows."""

from __future__ import annotations

import contextlib
import datetime
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from rounds import REPOSITORY, fill

from pipeline.cli import main
from pipeline.collection import data_round, form_field, forms, freezing, intake
from pipeline.collection.form_workbook import FIRST_ROW
from pipeline.data import params

DAY = datetime.date(2025, 8, 1)
UNIT, CODE, BEFORE, AFTER = "T04", "3.1.1", 84.14, 44.14
"""Of the toy tables; enough for the fourth to fall behind the fifth."""

PARTS = ("params", "notebooks", "pyproject.toml", "requirements.lock", "LICENSE", "README.md", "CITATION.cff")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the project with two frozen states of one round, and an edition of each."""
    root = tmp_path_factory.mktemp("project")
    for name in PARTS:
        path = REPOSITORY / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, root / name)
    shutil.copytree(REPOSITORY / "data/raw", root / "data/raw")
    folder = root / "data/rounds/toy/2025-1"
    folder.parent.mkdir(parents=True)
    forms.make("toy", folder, root=root, name="2025-1", opened=DAY, due=DAY, last="toy")
    known = forms.last_values(params.load_edition("toy", root=root), root=root)
    for unit, values in known.items():
        _send(folder, root, unit, {code: value for code, (value, _) in values.items()}, f"{unit}.xlsx")
    _freeze(folder, root, "toy-round-1")
    late = {code: value for code, (value, _) in known[UNIT].items()} | {CODE: AFTER}
    assert known[UNIT][CODE][0] == BEFORE
    _send(folder, root, UNIT, late, f"{UNIT} (đính chính).xlsx")
    _freeze(folder, root, "toy-round-2")
    return root


def _send(folder: Path, root: Path, unit: str, values: dict[str, float], name: str) -> None:
    fields = form_field.fields_of(params.load_edition("toy", root=root))
    rows = {field.code: row for row, field in enumerate(fields, start=FIRST_ROW + 1)}
    form = (folder / data_round.FORMS / f"{unit}.xlsx").read_bytes()
    asked = {code: value for code, value in values.items() if code in rows}
    (folder / data_round.RETURNS / name).write_bytes(fill(form, asked, rows))


def _freeze(folder: Path, root: Path, source: str) -> None:
    intake.take_in(folder, root=root, on=DAY)
    freezing.freeze(folder, source, root=root, on=DAY)
    editions = root / "params/editions"
    shutil.copytree(editions / "toy", editions / source)
    about = yaml.safe_load((editions / source / "edition.yaml").read_text(encoding="utf-8"))
    about |= {"id": source, "alternatives": "one-year"}
    _write(editions / source / "edition.yaml", about)
    codes = data_round.read(folder).indicators
    values = {code: {"value": {"table": f"{source}/values", "column": code, "year": 2024}} for code in codes}
    _write(editions / source / "sources.yaml", {"max_age_years": 0, "indicators": values})
    # a round has the figures of one year: choices among years would change nothing
    admissible = yaml.safe_load((root / "params/alternatives/open.yaml").read_text(encoding="utf-8"))
    del admissible["factors"]["earlier_years"]
    admissible["factors"]["imputation"]["choices"].pop()
    admissible["one_at_a_time"].pop()
    _write(root / "params/alternatives/one-year.yaml", admissible)


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.mark.prove
@pytest.mark.chain
def test_compare_shows_the_one_late_correction_and_its_ranks(root, monkeypatch):
    monkeypatch.setenv("PII_PROJECT", str(root))
    for edition in ("toy-round-1", "toy-round-2"):
        assert main(["check", edition]) == 0
        assert main(["run", edition]) == 0
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert main(["compare", "toy-round-1", "toy-round-2"]) == 0
    folder = root / "reports/compare/toy-round-1-toy-round-2"
    differences = pd.read_csv(folder / "compare_differences.csv", dtype=str)
    changed = differences[differences["kind"] == "changed"]
    assert changed[["code", "unit_code", "before", "after"]].to_numpy().tolist() == [
        [CODE, UNIT, str(BEFORE), str(AFTER)]
    ]
    assert set(differences.loc[differences["kind"] != "changed", "kind"]) == {"source", "field"}
    moved = pd.read_csv(folder / "compare_changes.csv", dtype={"code": str}).query(
        "code == '0' and (places > 0 or places < 0)"
    )
    assert UNIT in set(moved["unit_code"])
    causes = pd.read_csv(folder / "compare_attribution.csv").pivot(index="unit_code", columns="player", values="places")
    assert (causes[["framework", "method"]] == 0).all().all()
    by_data = causes.loc[moved["unit_code"], ["own_data", "others_data"]].sum(axis=1)
    assert by_data.tolist() == pytest.approx(moved["places"].tolist())
    print(told.getvalue())
