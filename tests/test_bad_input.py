"""Bad input, told from the command line: every message names the place, what is expected, and what was found.

Each story is one change to a copy of the fictitious edition; ``pii check`` and ``pii run`` must refuse it before a
kernel is started, and leave nothing behind.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.chain import kernel

ROOT = Path(__file__).resolve().parents[1]
PARAMETERS, DATA, CONTRADICTION, CHAIN = 2, 4, 3, 6


class Project:
    """A copy of the fictitious edition that a story may damage."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in (
            "params/methods",
            "params/alternatives",
            "params/experts",
            "params/targets",
            "params/editions/toy",
            "data/raw/toy",
            "notebooks",
        ):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        shutil.copy(ROOT / "pyproject.toml", root)

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {path}"
        (self.root / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    def edit_raw(self, table: str, old: str, new: str) -> None:
        """Edit a raw table *and* record its digest, as a source that really published this would."""
        path = f"data/raw/toy/{table}.csv"
        before = hashlib.sha256((self.root / path).read_bytes()).hexdigest()
        self.edit(path, old, new)
        after = hashlib.sha256((self.root / path).read_bytes()).hexdigest()
        self.edit("data/raw/toy/source.yaml", before, after)


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("PII_PROJECT", str(tmp_path))
    return Project(tmp_path)


FRAMEWORK, SOURCES, EDITION = (
    f"params/editions/toy/{name}" for name in ("framework.csv", "sources.yaml", "edition.yaml")
)


def edited_byte(project):
    project.edit("data/raw/toy/rates.csv", "45.59", "45.58")


def missing_province(project):
    project.edit("data/raw/toy/source.yaml", "  economy:\n", "  economy:\n    complete: true\n")
    project.edit_raw("economy", "Hồ Lặng,67.24,7450.6\n", "")


def unknown_province(project):
    project.edit_raw("economy", "Hồ Lặng", "Hồ Lạng Sâu")


def duplicate_row(project):
    project.edit_raw("economy", "Hồ Lặng,67.24,7450.6\n", "Hồ Lặng,67.24,7450.6\nHồ Lặng,67.24,7450.6\n")


def text_in_a_number(project):
    project.edit_raw("economy", "67.24", "khoảng 67")


def vietnamese_notation_undeclared(project):
    project.edit_raw("economy", "7450.6", '"7.450,6"')


def share_of_140(project):
    project.edit_raw("rates", "45.59", "140")


def zeros_that_no_longer_add_up(project):
    project.edit_raw("students", "Hồ Lặng,16596", "Hồ Lặng,16500")


def correction_that_no_longer_matches(project):
    project.edit_raw("rates", "8888", "37.1")


def without_a_source(project):
    project.edit(SOURCES, "  3.1.3:\n    value: {table: toy/rates, column: 'outage_hours_{year}'}\n", "")


def unknown_parent(project):
    project.edit(FRAMEWORK, "1.1.2,indicator,1,1.1,", "1.1.2,indicator,1,1.7,")


def cycle(project):
    project.edit(FRAMEWORK, "1,aggregate,3,0,", "1,aggregate,3,1.1,")


def low_above_high(project):
    project.edit(FRAMEWORK, "trên 10.000 dân,0,5000", "trên 10.000 dân,5000,5000")


def unknown_key(project):
    project.edit(EDITION, "pillar_floor:", "piller_floor:")


def inadmissible_method(project):
    project.edit("params/methods/teaching.yaml", "changes:", "changes:\n  aggregation: geometric")


def without_data(project):
    project.edit(SOURCES, "max_age_years: 1", "max_age_years: 0")


STORIES = [
    (edited_byte, CHAIN, r"sha256.*data/raw/toy/rates\.csv.*restore"),
    (missing_province, DATA, r"economy.*T07|economy.*Hồ Lặng"),
    (unknown_province, DATA, r"economy\.csv, row 8.*Hồ Lạng Sâu.*Hồ Lặng"),
    (duplicate_row, DATA, r"economy\.csv, rows 8 and 9.*T07"),
    (text_in_a_number, DATA, r"economy\.csv, row 8, column `?grdp_per_head_2024`?.*number is expected.*khoảng 67"),
    (vietnamese_notation_undeclared, DATA, r"economy\.csv, row 8, column `?income_2024`?.*number is expected.*decimal"),
    (share_of_140, DATA, r"2\.1\.3.*Sông Mơ.*0 to 100.*140.*toy/rates:trained_2024"),
    (zeros_that_no_longer_add_up, DATA, r"students\.csv.*must add up to.*difference -96\."),
    (correction_that_no_longer_matches, DATA, r"corrections\.yaml.*8888.*37\.1"),
    (without_a_source, CONTRADICTION, r"3\.1\.3.*no source.*sources\.yaml"),
    (unknown_parent, CONTRADICTION, r"framework\.csv.*1\.1\.2.*1\.7.*does not exist"),
    (cycle, CONTRADICTION, r"framework\.csv.*cycle"),
    (low_above_high, CONTRADICTION, r"framework\.csv, row 16.*low < high.*5000"),
    (unknown_key, CONTRADICTION, r"edition\.yaml.*screening\.piller_floor.*known keys: pillar_floor"),
    (inadmissible_method, CONTRADICTION, r"teaching\.yaml.*score_floor"),
    (without_data, DATA, r"2\.1\.2.*left_out"),
]


@pytest.fixture
def no_kernel(monkeypatch):
    def execute(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(kernel, "execute", execute)


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize(("damage", "code", "message"), STORIES, ids=[story[0].__name__ for story in STORIES])
def test_bad_input_is_refused_with_its_place(project, no_kernel, capsys, damage, code, message, command):
    damage(project)
    found = cli.main([command, "toy"])
    error = " ".join(capsys.readouterr().err.split())
    assert error, "the message goes to stderr"
    assert re.search(message, error), error
    assert found == code
    made = {path.name for path in (project.root / "data" / "processed").rglob("*")}
    assert made <= {"toy", ".lock"}
    assert command == "run" or not made
    assert not (project.root / "reports").exists()
    assert not (project.root / "data" / "ledger").exists()


def test_the_undamaged_edition_is_accepted(project, capsys):
    assert cli.main(["check", "toy"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run", "toy", "-p", "skewnes_limit=2", "--as", "x"], PARAMETERS, r"skewnes_limit.*skewness_limit"),
        (["run", "toy", "-p", "skewness_limit=high", "--as", "x"], PARAMETERS, r"skewness_limit.*number.*high"),
        (["run", "toy", "-p", "skewness_limit=2"], PARAMETERS, r"--as"),
        (["run", "toy", "-p", "aggregation=geometric", "--as", "x"], PARAMETERS, r"score_floor"),
        (["run", "../x"], CONTRADICTION, r"\.\./x"),
        (["run", "toys"], CONTRADICTION, r"toys.*toy"),
        (["run", "toy", "--method", "gi"], CONTRADICTION, r"gi.*gii"),
        (["run", "toy", "-p", "seed=1", "--as", "scratch"], PARAMETERS, r"scratch.*notebooks run by hand"),
    ],
)
def test_a_wrong_call_is_refused_before_a_kernel_starts(project, no_kernel, capsys, arguments, code, message):
    found = cli.main(arguments)
    error = " ".join(capsys.readouterr().err.split())
    assert re.search(message, error), error
    assert found == code
