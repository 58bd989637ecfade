"""One changed byte anywhere, and a ledger that was cut off: each is named."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest

from pipeline import cli
from pipeline.chain import ledger, release, released, staging, verify
from pipeline.chain.ledger import Entry
from pipeline.data import project
from pipeline.errors import FrameworkError, ParameterError, StaleInputError

pytestmark = pytest.mark.chain

TABLES, REPORTS = "data/processed/mini-2024/nominal", "reports/mini-2024/nominal"
RAW, PARAMETERS = "data/raw/mini/table.csv", "params/editions/mini-2024/framework.csv"
LEDGER = "data/ledger/mini-2024.jsonl"


def look(mini, run="nominal", **options):
    return verify.verify(mini.edition, run, root=mini.root, **options)


def flip(path, place=-2):
    """Change one bit of one byte."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


def record(mini, **changes):
    """Append a line like the one that closed the run, but for some fields."""
    path = project.ledger(mini.edition, root=mini.root)
    closing = ledger.read(path).last_committed("nominal")
    fields = {item.name: closing[item.name] for item in dataclasses.fields(Entry) if item.name in closing}
    return ledger.append(path, Entry(**{**fields, **changes}), warn=pytest.fail)


def test_a_run_that_nobody_touched_is_verified_and_says_what_was_looked_at(mini_run):
    before = mini_run.files(".")
    report = look(mini_run)
    assert report.differences == report.notes == ()
    assert report.head == ledger.head(mini_run.root / LEDGER)
    said = "\n".join(report.told())
    for part in ("ledger: 3 lines; the head that report.html prints is that of line 1", "raw data: 2 files"):
        assert part in said
    for part in ("tables: 3 files", "documents: 1 files", "executed notebooks: 2 files", report.head):
        assert part in said
    assert report.told()[0].startswith("mini-2024/nominal, put in force 20")
    assert report.told()[-2:] == ["mini-2024/nominal: everything is as recorded", f"head of the ledger: {report.head}"]
    assert mini_run.files(".") == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (RAW, f"{RAW}: its digest on record is "),
        (PARAMETERS, f"{PARAMETERS}: its digest on record is "),
        (f"{TABLES}/values.csv", f"{TABLES}/values.csv: its digest on record is .* \\(made by 01_data\\)"),
        (f"{TABLES}/method.json", f"{TABLES}/method.json: its digest on record is "),
        (f"{REPORTS}/report.html", f"{REPORTS}/report.html: its digest on record is .* \\(made by 02_imputation\\)"),
        (f"{REPORTS}/02_imputation.ipynb", f"{REPORTS}/02_imputation.ipynb: its digest on record is "),
    ],
)
def test_one_changed_byte_is_named(mini_run, path, said):
    flip(mini_run.root / path)
    report = look(mini_run)
    assert len(report.differences) == 1
    with pytest.raises(StaleInputError, match=f"1 different, the first: {said}"):
        report.refuse()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_changed_byte_in_any_line_of_the_ledger_is_named(mini_run, number):
    path = mini_run.root / LEDGER
    lines = path.read_bytes().split(b"\n")
    lines[number - 1] = lines[number - 1].replace(b'"seconds": ', b'"seconds": 1')
    path.write_bytes(b"\n".join(lines))
    assert look(mini_run).differences[0].startswith(f"ledger mini-2024.jsonl, line {number}: its digest is expected")


def test_a_removed_line_is_named(mini_run):
    path = mini_run.root / LEDGER
    first, _, last = path.read_text().splitlines(keepends=True)
    path.write_text(first + last)
    assert "line 2: names" in look(mini_run).differences[0]


def test_a_torn_end_is_named(mini_run):
    path = mini_run.root / LEDGER
    path.write_bytes(path.read_bytes() + b'{"schema": 2, "edition": "mini')
    assert "line 4, the last: it is torn" in look(mini_run).differences[0]


def test_a_ledger_cut_off_is_caught_by_the_head_that_the_report_prints(mini_run):
    """The record of an earlier run alone, whole in itself, with the files of a later one."""
    path = mini_run.root / LEDGER
    before, printed = path.read_bytes(), ledger.read(path).lines[0]["digest"]
    later = record(mini_run)
    report = mini_run.root / REPORTS / "report.html"
    report.write_text(report.read_text().replace(printed, later))
    path.write_bytes(before)
    first = look(mini_run).differences[0]
    assert first.startswith(f"ledger mini-2024.jsonl: the head {later}, which report.html prints, is expected")
    assert "lines were cut off" in first


def test_a_ledger_cut_off_is_caught_by_a_head_kept_elsewhere(mini_run):
    path = mini_run.root / LEDGER
    before, later = path.read_bytes(), record(mini_run)
    for head in (later, later[:12], later.upper()):
        assert look(mini_run, head=head).differences == ()
    path.write_bytes(before)
    assert look(mini_run).differences == ()  # what is left is whole in itself
    assert f"the given head {later[:12]} is expected" in look(mini_run, head=later[:12]).differences[0]


def test_a_head_is_a_digest(mini_run):
    with pytest.raises(ParameterError, match="--head latest: 8 to 64 hexadecimal digits"):
        look(mini_run, head="latest")


def test_a_ledger_without_the_line_that_closed_the_run_is_named(mini_run):
    path = mini_run.root / LEDGER
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))
    assert look(mini_run).differences == (
        "run nominal: a line that puts it in force is expected in the ledger, found for: none",
    )
    path.unlink()
    assert look(mini_run).differences[0] == f"{LEDGER}: the ledger is expected there, found none"


def test_every_difference_is_listed_and_the_first_one_comes_first(mini_run):
    for path in (f"{REPORTS}/report.html", f"{TABLES}/panel.csv", RAW):
        flip(mini_run.root / path)
    with pytest.raises(StaleInputError, match=rf"3 different, the first: {RAW}.*\n  2. {TABLES}.*\n  3. {REPORTS}"):
        look(mini_run).refuse()


def test_what_is_gone_and_what_should_not_be_there_is_named(mini_run):
    (mini_run.root / TABLES / "values.csv").unlink()
    (mini_run.root / TABLES / "extra.csv").write_text("a\n")
    (mini_run.root / "data/raw/mini/corrections.yaml").write_text("[]\n")
    (mini_run.root / REPORTS / ".DS_Store").write_text("a system's own")
    said = "\n".join(look(mini_run).differences)
    assert f"{TABLES}/values.csv: its digest on record is" in said
    assert f"{TABLES}/extra.csv: no step on record made it" in said
    assert "data/raw/mini/corrections.yaml: it is read with the edition and is not on record" in said
    assert ".DS_Store" not in said


def test_a_run_half_put_in_force_is_named(mini_run):
    intent = staging.Area(root=mini_run.root, edition=mini_run.edition, run="nominal").folder / staging.INTENT
    intent.parent.mkdir()
    intent.write_text("{}")
    assert "commit.json: a stopped run is half put in force" in look(mini_run).differences[0]


def test_the_line_of_a_kept_step_must_be_there(mini_run):
    made = {line["step"]: line["digest"] for line in ledger.read(mini_run.root / LEDGER).lines[:2]}
    record(mini_run, run_id="later", kept=made)
    assert look(mini_run).differences == ()
    record(mini_run, run_id="latest", kept={**made, "01_data": "0" * 64})
    assert "made step 01_data, which the run kept, is not there" in look(mini_run).differences[0]


def test_a_run_that_kept_its_steps_under_new_prose_and_a_new_comment_is_verified(mini_run):
    mini_run.rewrite("notebooks/02_imputation.ipynb", "# 02_imputation", "# Better said")
    mini_run.rewrite("params/editions/mini-2024/sources.yaml", "max_age_years", "# a comment\nmax_age_years")
    mini_run.run()
    report = look(mini_run)
    assert (report.differences, report.notes) == ((), ())
    closing = ledger.read(mini_run.root / LEDGER).last_committed("nominal")
    made = ledger.read(mini_run.root / LEDGER).steps_of(closing)
    assert {step: line["outcome"] for step, line in made.items()} == {"01_data": "done", "02_imputation": "prose"}


def test_a_later_run_that_kept_everything_put_nothing_in_force(mini_run):
    mini_run.run()
    assert look(mini_run).told()[0].startswith("mini-2024/nominal, found in force 20")


def test_of_a_released_edition_nothing_is_put_on_record_by_running_again(mini_run):
    approvals = [f"{part}=A, office" for part in released.PARTS]
    release.release(mini_run.edition, release.asked(approvals), root=mini_run.root, say=pytest.fail)
    assert look(mini_run).differences == ()
    flip(mini_run.root / PARAMETERS)
    with pytest.raises(StaleInputError, match=r"corrected by a new edition \(pii new NAME-r2 --from NAME\)"):
        look(mini_run).refuse()
    mini_run.run(parameters=["seed=8"], name="other")
    flip(mini_run.root / RAW)
    with pytest.raises(StaleInputError, match="is put on record by running again"):
        look(mini_run, "other").refuse()


def test_lines_that_contradict_each_other_are_named(mini_run):
    closing = ledger.read(mini_run.root / LEDGER).last_committed("nominal")
    record(mini_run, outputs={**closing["outputs"], "values.csv": "0" * 64})
    said = look(mini_run).differences
    assert any("step 01_data and the line that closed the run disagree on values.csv" in one for one in said)


def test_code_that_has_changed_is_said_and_is_no_difference(mini_run):
    mini_run.rewrite("notebooks/01_data.ipynb", "step.finish()", "1 + 1")
    report = look(mini_run)
    assert report.differences == ()
    assert any("notebooks/01_data.ipynb" in note for note in report.notes)


def test_an_attempt_that_failed_since_is_said_and_is_no_difference(mini_run):
    record(mini_run, step="02_imputation", outcome="failed")
    report = look(mini_run)
    assert report.differences == ()
    assert any(note.startswith("an attempt to run it again: 02_imputation failed") for note in report.notes)


def test_a_changed_notebook_that_shows_the_same_is_called_so(mini_run):
    path = mini_run.root / REPORTS / "01_data.ipynb"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "metadata": {}}))
    first = look(mini_run).differences[0]
    recorded = ledger.read(mini_run.root / LEDGER).lines[0].get("notebook_digest")
    assert ("its sources and outputs are as recorded" in first) == bool(recorded)


def test_another_run_or_edition_is_not_taken_for_it(mini_run):
    with pytest.raises(FrameworkError, match="no edition 'mini-2042' .* nearest: mini-2024"):
        verify.verify("mini-2042", "nominal", root=mini_run.root)
    assert (
        "run gii: a line that puts it in force is expected in the ledger, found for: nominal"
        in (look(mini_run, "gii").differences[0])
    )


def test_it_can_be_verified_in_another_folder(mini_run, tmp_path):
    shutil.copytree(mini_run.root, tmp_path / "elsewhere")
    report = verify.verify(mini_run.edition, "nominal", root=tmp_path / "elsewhere")
    assert (report.differences, report.notes) == ((), ())


def test_the_command_says_what_was_checked_or_stops_with_one_message(mini_run, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(mini_run.root))
    assert cli.main(["verify", "mini-2024"]) == 0
    assert f"head of the ledger: {ledger.head(mini_run.root / LEDGER)}" in capsys.readouterr().out
    flip(mini_run.root / RAW)
    assert cli.main(["verify", "mini-2024", "nominal"]) == 6
    assert capsys.readouterr().err.startswith("pii: edition mini-2024, run nominal: everything on record")


def test_a_run_may_be_named_as_compare_names_it(mini_run, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(mini_run.root))
    assert cli.main(["verify", "mini-2024/nominal"]) == 0
    assert "mini-2024/nominal: everything is as recorded" in capsys.readouterr().out
    assert cli.main(["verify", "mini-2024/gii"]) == 6
    assert (
        "run gii: a line that puts it in force is expected in the ledger, found for: nominal" in capsys.readouterr().err
    )
    assert cli.main(["verify", "mini-2024/gii", "nominal"]) == 2
    assert "mini-2024/gii nominal: the run is named twice. Name it once" in capsys.readouterr().err
