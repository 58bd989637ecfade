"""Where an oracle is wrong: the list is complete, and each independent check exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.certification.defects import DEFECTS

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "golden" / "coinr"


def test_every_item_that_is_not_run_for_a_fault_is_on_the_list_once(everything):
    _, lines = everything
    faulty = sorted(line.item for line in lines if line.not_run and line.not_run.why in ("defect", "error"))
    assert sorted(item for defect in DEFECTS for item in defect.items) == faulty


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_an_independent_check_is_a_test_that_exists_or_an_item_that_passes(defect, everything):
    _, lines = everything
    passed = {line.item for line in lines if line.passed}
    assert defect.checks
    for check in defect.checks:
        path, _, name = check.partition("::")
        assert check in passed or f"def {name}(" in (REPOSITORY / path).read_text(encoding="utf-8")


def test_what_the_oracles_readme_warns_of_is_on_the_list():
    if not SHARED.is_dir():
        pytest.skip("the golden tables of others are not beside the repository")
    text = (SHARED / "README.md").read_text(encoding="utf-8")
    warned = text[text.index("## Do not match") : text.index("## Times")]
    said = " ".join(defect.theirs[1] for defect in DEFECTS)
    for word in ("log_GII", "log_CT", "get_trends(Time =)", 'impute_panel("latest")', "Copeland", "get_opt_weights"):
        assert word.replace(" =", "=") in warned
        assert word in said
    assert "failed run" in said  # "one failed sensitivity run makes every index NaN"


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_a_fault_is_told_in_both_languages(defect):
    assert all(text.strip() for text in (*defect.theirs, *defect.ours))
