"""Everything that can be known before the first kernel is checked before it."""

from __future__ import annotations

import pytest

from pipeline.chain import plan, resolve
from pipeline.errors import ChainError, DataError, StaleInputError


def planned(mini):
    return plan.plan(resolve.resolve(mini.edition, root=mini.root), root=mini.root)


def test_a_plan_knows_the_digests_of_what_a_run_starts_from(mini):
    found = planned(mini)
    assert "data/raw/mini/table.csv" in found.raw
    assert "params/methods/nominal.yaml" in found.parameter_files
    assert [step.name for step in found.steps] == ["01_data", "02_imputation"]


def test_a_raw_file_edited_by_one_byte_is_refused_by_name(mini):
    mini.rewrite("data/raw/mini/table.csv", "Bê,2,", "Bê,3,")
    with pytest.raises(StaleInputError, match=r"different: data/raw/mini/table.csv is [0-9a-f]{64}, not [0-9a-f]{64}"):
        planned(mini)


def test_data_that_break_their_contract_are_refused(mini):
    mini.rewrite("params/editions/mini-2024/sources.yaml", "column: a, year: 2024", "column: a, year: 2020")
    with pytest.raises(DataError, match="1"):
        planned(mini).check_data(root=mini.root)


def test_an_absent_raw_file_is_refused_by_name(mini):
    (mini.root / "data" / "raw" / "mini" / "table.csv").unlink()
    with pytest.raises(StaleInputError, match=r"not there: data/raw/mini/table.csv"):
        planned(mini)


def test_a_replication_edition_needs_a_chapter_that_compares(mini):
    with (mini.root / "params" / "editions" / mini.edition / "edition.yaml").open("a") as stream:
        stream.write("published:\n- {code: '0', value: {table: mini/table, column: b, year: 2024}, tolerance: 0.1}\n")
    with pytest.raises(ChainError, match=r"no notebook writes replication.csv"):
        planned(mini)


def test_check_says_what_it_looked_at(mini):
    said = "\n".join(plan.check(mini.edition, root=mini.root))
    assert "2 indicators, 3 units, method nominal" in said
    assert "01_data, 02_imputation" in said
    assert (
        "data: 6 of 6 values of 2 indicators, 0 outcomes and 0 sizes present; by data year: 2024: 6; blank: none"
        in said
    )


def test_an_incomplete_edition_is_checked_without_its_data(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "fictitious: true", "incomplete: true")
    mini.rewrite(
        "params/editions/mini-2024/sources.yaml", "  '2':\n    value: {table: mini/table, column: b, year: 2024}\n", ""
    )
    assert "the edition is incomplete; without a source: 2" in plan.check(mini.edition, root=mini.root)[-1]


def test_a_changed_ledger_is_noticed_before_anything_runs(mini_run):
    ledger = mini_run.root / "data" / "ledger" / "mini-2024.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text(lines[0].replace("done", "gone") + "".join(lines[1:]), encoding="utf-8")
    with pytest.raises(StaleInputError, match=r"ledger mini-2024\.jsonl, line 1: .*: this line was changed"):
        plan.check("mini-2024", root=mini_run.root)


def test_a_name_that_still_carries_another_year_is_pointed_out(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "name_en: Mini index", "name_en: Mini index 2023")
    said = plan.check("mini-2024", root=mini.root)
    assert "look again: the edition's names speak of 2023, its year is 2024" in said


def test_data_that_a_recorded_step_has_read_are_not_read_again(mini_run, monkeypatch):
    from pipeline.data import assembly

    for name in ("raw_files", "gather"):
        monkeypatch.setattr(assembly, name, lambda *_, **__: pytest.fail("pandas was asked"))
    found = planned(mini_run)
    assert found.data_on_record
    assert set(found.raw) == {"data/raw/mini/table.csv", "data/raw/mini/source.yaml"}
    found.check_data(root=mini_run.root)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/raw/mini/source.yaml", "producer: this test", "producer: another"),
        ("params/editions/mini-2024/edition.yaml", "name_en: Mini index", "name_en: Small index"),
        ("notebooks/01_data.ipynb", "step.finish()", "step.finish( )"),
    ],
)
def test_data_are_read_again_where_anything_has_changed_that_chooses_them(mini_run, path, old, new):
    mini_run.rewrite(path, old, new)
    assert not planned(mini_run).data_on_record


def test_data_are_read_again_where_corrections_have_appeared(mini_run):
    (mini_run.root / "data" / "raw" / "mini" / "corrections.yaml").write_text("corrections: []\n")
    found = planned(mini_run)
    assert not found.data_on_record
    assert "data/raw/mini/corrections.yaml" in found.raw
