"""The certificate: on a fresh clone, with every oracle, with a wrong number, and at the command line."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from pipeline import cli, errors
from pipeline.certification import certificate, defects
from pipeline.data import store

REPOSITORY = Path(__file__).resolve().parents[2]

CARRIED = {"coinr-vn": 41, "hand-worked": 15, "papi": 6, "pci": 10, "pii": 6, "published": 22, "scipy": 9}
TOTAL = sum(CARRIED.values())


def passed(lines):
    return Counter(line.oracle for line in lines if line.passed)


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_everything_that_a_fresh_clone_carries_passes(carried):
    _, lines = carried
    assert passed(lines) == CARRIED
    assert [line.item for line in lines if line.passed is False] == []


def test_an_oracle_that_is_absent_is_listed_as_not_run(carried):
    root, lines = carried
    absent = [line for line in lines if line.oracle in ("coinr-asem", "hdi") and line.not_run.why == "absent"]
    assert len(absent) > 350
    with (root / "reports" / "certificate" / "certificate.csv").open(newline="") as file:
        rows = {(row["oracle"], row["item"]): row for row in csv.DictReader(file)}
    assert rows["hdi", "hdi_1990_2022"] == {
        "oracle": "hdi",
        "stage": "published index (not run: absent)",
        "item": "hdi_1990_2022",
        "n_values": "0",
        "max_abs_diff": "",
        "tolerance": "",
        "passed": "",
    }


def test_the_table_has_its_columns_and_is_sorted(carried):
    root, lines = carried
    with (root / "reports" / "certificate" / "certificate.csv").open(newline="") as file:
        reader = csv.reader(file)
        header, *rows = list(reader)
    assert header == ["oracle", "stage", "item", "n_values", "max_abs_diff", "tolerance", "passed"]
    assert len(rows) == len(lines)
    assert rows == sorted(rows, key=lambda row: row[:3])
    assert len({(row[0], row[2]) for row in rows}) == len(rows)


def test_with_every_oracle_250_tables_of_coinr_are_compared_and_all_pass(everything):
    _, lines = everything
    counts = passed(lines)
    assert counts["coinr-asem"] >= 250
    assert counts["coinr-vn"] == 41
    assert counts["hdi"] == 1
    assert [f"{line.item}: {line.agreement.fault}" for line in lines if line.passed is False] == []


def test_what_is_not_run_of_coinr_has_its_reason(everything):
    _, lines = everything
    left_out = [line for line in lines if line.oracle == "coinr-asem" and line.not_run]
    assert [line.item for line in left_out if line.not_run.why == "unmapped"] == []
    assert not any(line.not_run.why == "absent" for line in left_out)
    defects = [line.not_run.reason for line in left_out if line.not_run.why == "defect"]
    assert all("ndependent check: " in reason for reason in defects)


def test_every_table_of_coinr_is_on_the_certificate(everything):
    _, lines = everything
    from_manifest = {line.item for line in lines if line.oracle == "coinr-asem" and line.call}
    assert len(from_manifest) >= 350 + 69


def test_a_wrong_number_fails_and_names_the_item(project):
    spoil(project / "tests" / "golden" / "pii-2025-khanh-hoa.csv", "58.90", "59.90")
    with pytest.raises(errors.DataError, match=rf"2 of {TOTAL} failed: pii 1\.1; pii 1\."):
        certificate.certify(project)
    written = (project / "reports" / "certificate" / "certificate.csv").read_text()
    assert "pii,groups,1.1,1,1.0006714617508" in written
    assert written.count(",false\n") == 2


def test_a_wrong_number_of_coinr_fails_and_names_the_item(project):
    spoil(project / "tests" / "golden" / "coinr-vn" / "cronbach.csv", "0.8236896", "0.8236897")
    with pytest.raises(errors.DataError, match=f"1 of {TOTAL} failed: coinr-vn cronbach"):
        certificate.certify(project)


def test_a_table_without_its_columns_fails_and_names_the_item(project):
    spoil(project / "tests" / "golden" / "coinr-vn" / "cronbach.csv", '"level1"', '"alpha"')
    with pytest.raises(errors.DataError, match="coinr-vn cronbach"):
        certificate.certify(project)


def test_an_oracle_that_is_removed_is_not_run_and_no_failure(project):
    (project / "tests" / "golden" / "pii-2025-khanh-hoa.csv").unlink()
    lines = certificate.certify(project, folder=project / "nowhere")
    assert {line.passed for line in lines if line.oracle == "pii"} == {None}


def test_the_command_exits_0_and_says_what_was_compared(project, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(project))
    assert cli.main(["certify", "--no-notebook"]) == 0
    said = capsys.readouterr().out
    assert "pci: 10 compared, 10 passed, 1 not run" in said
    assert "certificate: reports/certificate/certificate.html" in said


def test_the_command_exits_4_where_a_comparison_fails(project, monkeypatch, capsys):
    spoil(project / "tests" / "golden" / "pii-2025-khanh-hoa.csv", "46.54", "46.64")
    monkeypatch.setenv("PII_PROJECT", str(project))
    assert cli.main(["certify", "--no-notebook"]) == 4
    assert "failed: pii T. See certificate.html" in capsys.readouterr().err


def test_a_wrong_number_of_a_publication_fails_and_names_the_item(project):
    spoil(project / "tests" / "golden" / "published" / "ahp_saaty_drinks_2008.csv", "0.177", "0.178")
    with pytest.raises(errors.DataError, match=f"1 of {TOTAL} failed: published ahp_saaty_drinks_2008"):
        certificate.certify(project)


def test_the_tables_for_the_chapter_hold_every_item_and_every_fault(carried):
    root, lines = carried
    folder = root / "reports" / "certificate"
    items, faults = (store.read_table(folder / name) for name in ("certificate_items.csv", "certificate_defects.csv"))
    assert len(items) == len(lines)
    assert items["passed"].notna().sum() == TOTAL
    assert (items["tolerance_reason"] != "").sum() == TOTAL
    assert len(faults) == len(defects.DEFECTS)


def test_another_certificate_removes_the_chapter_of_the_one_before(project):
    chapter = project / "reports" / "certificate" / "certificate.ipynb"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("of other numbers")
    certificate.make(project)
    assert not chapter.exists()


@pytest.mark.chain
def test_the_command_leaves_the_executed_chapter_beside_the_tables(project, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(project))
    (project / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "notebooks" / "certificate.ipynb", project / "notebooks")
    assert cli.main(["certify", "--language", "en"]) == 0
    assert "chapter: reports/certificate/certificate.ipynb" in capsys.readouterr().out
    folder = project / "reports" / "certificate"
    assert sorted(path.name for path in folder.iterdir()) == [
        "certificate.csv",
        "certificate.html",
        "certificate.ipynb",
        "certificate_defects.csv",
        "certificate_items.csv",
    ]
    text = (folder / "certificate.ipynb").read_text(encoding="utf-8")
    assert f"**{TOTAL} items" in text
    assert "image/png" in text
    assert str(project) not in text
