"""Small examples: their figures, their sources, and what is said of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.certification import examples, hand_worked, published, scipy_peer
from pipeline.certification.comparison import compare

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FOLDERS = {"published": published, "hand-worked": hand_worked}
ITEMS = [(folder, item) for folder in FOLDERS for item in examples.Examples(GOLDEN / folder).items]


def stages(folder):
    return {item: mapped for stage in FOLDERS[folder].STAGES for item, mapped in stage.tables.items()}


@pytest.mark.parametrize(("folder", "item"), ITEMS)
def test_every_example_agrees_names_its_source_and_is_in_the_readme(folder, item):
    data, mapped = examples.Examples(GOLDEN / folder), stages(folder)[item]
    found = compare(mapped.call(data), data.golden(item), mapped.tolerance)
    assert (found.passed, found.fault) == (True, "")
    assert re.search(r"doi:10\.\d{4,}/\S+", FOLDERS[folder].SOURCES[item])
    assert f"`{item}`" in (GOLDEN / folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_compared_that_has_no_figures(folder):
    assert sorted(stages(folder)) == examples.Examples(GOLDEN / folder).items


@pytest.mark.parametrize(("folder", "script"), [("published", "write.py"), ("hand-worked", "work_out.py")])
def test_the_figures_are_those_of_the_script_beside_them(folder, script, tmp_path):
    (tmp_path / script).write_bytes((GOLDEN / folder / script).read_bytes())
    subprocess.run([sys.executable, script], cwd=tmp_path, check=True)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    carried = {path.relative_to(GOLDEN / folder): path.read_bytes() for path in (GOLDEN / folder).rglob("*.csv")}
    assert written == carried


def test_the_hand_work_knows_nothing_of_the_pipeline_or_of_numpy():
    text = (GOLDEN / "hand-worked" / "work_out.py").read_text(encoding="utf-8")
    assert re.findall(r"^(?:from|import) (\w+)", text, flags=re.MULTILINE) == [
        "__future__", "csv", "itertools", "collections", "decimal", "fractions", "math", "pathlib",
    ]  # fmt: skip


def test_half_a_last_digit_is_the_tolerance_of_a_printed_figure():
    assert examples.printed(3).value == 0.0005
    assert examples.printed(1, "and the data", more=0.1).value == 0.15
    assert examples.printed(0).reason == "Printed with 0 decimals: half a last digit is rounding."


@pytest.mark.parametrize("item", [item for stage in scipy_peer.STAGES for item in stage.tables])
def test_scipy_agrees(item):
    data = scipy_peer.Scipy(examples.Examples(GOLDEN / "published"))
    mapped = next(stage.tables[item] for stage in scipy_peer.STAGES if item in stage.tables)
    assert compare(mapped.call(data), data.golden(item), mapped.tolerance).fault == ""
    assert item in scipy_peer.CALLS
