"""What a run keeps, what it runs, and the reason that it gives for each."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from pipeline.chain import ledger, notebook_digest, progress_file
from pipeline.chain.selection import Choices
from pipeline.data import project
from pipeline.errors import ChainError, ParameterError

NOMINAL = ("data/processed/mini-2024/nominal", "reports/mini-2024/nominal")
FIRST, SECOND = "notebooks/01_data.ipynb", "notebooks/02_imputation.ipynb"
EDITION = "params/editions/mini-2024/edition.yaml"


def lines(mini):
    return ledger.read(project.ledger(mini.edition, root=mini.root)).lines


def reasons(mini, **choices):
    """Run it; the reason for each step, as told."""
    stream = io.StringIO()
    mini.run(stream=stream, choices=Choices(**choices))
    said = [line.split("  ") for line in stream.getvalue().splitlines() if line.startswith("[")]
    return {parts[0].split()[-1]: parts[-1] for parts in said}


@pytest.fixture
def once(mini, by_hand):
    """The small project with a third chapter that reads what the first writes, run once by hand."""
    mini.notebook("03_treatment", reads=["values.csv"], writes=["coverage.csv"], cells=["1"])
    mini.run()
    by_hand.ran.clear()
    return mini


def test_an_unchanged_run_runs_nothing_changes_nothing_and_says_so(once, by_hand):
    before, n_lines = once.files("data/processed", "reports"), len(lines(once))
    assert reasons(once) == dict.fromkeys(("01_data", "02_imputation", "03_treatment"), "kept")
    assert by_hand.ran == []
    assert once.files("data/processed", "reports") == before
    (closing,) = lines(once)[n_lines:]
    made = {line["step"]: line["digest"] for line in lines(once)[:3]}
    assert (closing["outcome"], closing["kept"]) == ("kept", made)
    assert closing["outputs"] == lines(once)[n_lines - 1]["outputs"]


def test_a_step_that_gives_the_same_tables_again_lets_the_next_be_kept(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    assert reasons(once) == {
        "01_data": "rerun: the notebook's code changed",
        "02_imputation": "kept",
        "03_treatment": "kept",
    }
    assert lines(once)[-1]["outcome"] == "committed"
    assert lines(once)[-1]["kept"].keys() == {"02_imputation", "03_treatment"}


def test_a_step_that_gives_other_tables_makes_the_next_run(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    by_hand.content["values.csv"] = "y\n"
    assert reasons(once)["02_imputation"] == "rerun: values.csv changed"
    assert sorted(by_hand.ran) == ["01_data", "02_imputation", "03_treatment"]


def test_a_changed_parameter_is_told_with_both_values(once):
    once.rewrite("params/methods/nominal.yaml", "skewness_limit: 2.25", "skewness_limit: 2.5")
    assert reasons(once)["01_data"] == "rerun: skewness_limit changed 2.25 -> 2.5"
    assert lines(once)[-2]["reason"] == "rerun: skewness_limit changed 2.25 -> 2.5"


def test_a_parameter_that_no_chapter_declares_changes_the_method_in_force_and_runs_nothing(once, by_hand):
    once.rewrite("params/methods/nominal.yaml", "n_draws: 4000", "n_draws: 4001")
    reasons(once)
    assert by_hand.ran == []
    assert json.loads((once.root / NOMINAL[0] / "method.json").read_text())["uncertainty"]["n_draws"] == 4001
    assert lines(once)[-1]["outcome"] == "committed"


def test_a_comment_in_a_parameter_file_runs_nothing(once, by_hand):
    once.rewrite(EDITION, "seed: 7", "seed: 7  # because")
    reasons(once)
    assert by_hand.ran == []


def test_an_output_that_was_changed_by_hand_is_made_again(once, by_hand):
    (once.root / NOMINAL[0] / "panel.csv").write_text("edited\n")
    assert reasons(once)["02_imputation"] == "rerun: not there as recorded: panel.csv"
    assert by_hand.ran == ["02_imputation"]
    assert (once.root / NOMINAL[0] / "panel.csv").read_text() == "x\n"


def test_another_run_name_starts_from_nothing(once, by_hand):
    once.run(parameters=["seed=0"], name="other")
    assert sorted(by_hand.ran) == ["01_data", "02_imputation", "03_treatment"]


def test_new_prose_is_put_into_the_executed_copy_and_nothing_runs(once, by_hand):
    place = once.root / NOMINAL[1] / "02_imputation.ipynb"
    before, n_lines = place.read_bytes(), len(lines(once))
    once.rewrite(SECOND, "# 02_imputation", "# A better title")
    assert reasons(once)["02_imputation"] == "new prose put in"
    assert by_hand.ran == []
    assert "A better title" in place.read_text()
    assert "A better title" not in before.decode()
    prose, closing = lines(once)[n_lines:]
    assert (prose["step"], prose["outcome"]) == ("02_imputation", "prose")
    assert prose["notebook_digest"] == notebook_digest.canonical(place)
    assert closing["kept"]["02_imputation"] == prose["digest"]
    assert prose["outputs"] == {name: closing["outputs"][name] for name in prose["outputs"]}
    assert reasons(once)["02_imputation"] == "kept"


def test_new_prose_twice_and_back_again_is_always_what_is_shown(once, by_hand):
    place = once.root / NOMINAL[1] / "02_imputation.ipynb"
    for old, new in (("# 02_imputation", "# Second"), ("# Second", "# Third"), ("# Third", "# 02_imputation")):
        once.rewrite(SECOND, old, new)
        once.run()
        assert new in place.read_text()
    assert by_hand.ran == []


def test_everything_is_run_by_force(once, by_hand):
    assert set(reasons(once, force=True).values()) == {"rerun: asked for"}
    assert sorted(by_hand.ran) == ["01_data", "02_imputation", "03_treatment"]


def test_from_a_step_on_runs_it_and_what_rests_on_it(once, by_hand):
    once.notebook("04_index", reads=["panel.csv"], writes=["screening.csv"], cells=["1"])
    once.run()
    by_hand.ran.clear()
    assert reasons(once, from_="02_imputation") == {
        "01_data": "kept",
        "02_imputation": "rerun: asked for",
        "03_treatment": "kept",
        "04_index": "rerun: asked for",
    }
    assert sorted(by_hand.ran) == ["02_imputation", "04_index"]


def test_from_a_step_on_runs_an_earlier_one_too_where_it_is_stale(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    assert reasons(once, from_="03_treatment")["01_data"] == "rerun: the notebook's code changed"
    assert sorted(by_hand.ran) == ["01_data", "03_treatment"]


def test_until_a_step_runs_what_it_needs_and_puts_nothing_in_force(once, by_hand):
    once.rewrite(EDITION, "seed: 7", "seed: 8")
    by_hand.content = {"values.csv": "y\n", "panel.csv": "y\n"}
    before = once.files(*NOMINAL)
    outcome = once.run(choices=Choices(until="02_imputation"))
    assert sorted(by_hand.ran) == ["01_data", "02_imputation"]
    assert outcome.left == {"03_treatment": "rerun: seed changed 7 -> 8; edition.yaml changed; values.csv changed"}
    assert once.files(*NOMINAL) == before
    assert lines(once)[-1]["step"] == "02_imputation", "no line closes a run that is not complete"
    by_hand.ran.clear()
    assert reasons(once) == {
        "01_data": "from a run that was stopped",
        "02_imputation": "from a run that was stopped",
        "03_treatment": "rerun: seed changed 7 -> 8; edition.yaml changed; values.csv changed",
    }
    assert by_hand.ran == ["03_treatment"]
    assert (once.root / NOMINAL[0] / "values.csv").read_text() == "y\n"


def test_until_a_step_is_complete_where_the_later_ones_are_fresh_all_the_same(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    assert once.run(choices=Choices(until="01_data")).left is None
    assert by_hand.ran == ["01_data"]
    assert lines(once)[-1]["outcome"] == "committed"


def test_only_one_step_is_run_on_what_is_kept(once, by_hand):
    assert once.run(choices=Choices(only="02_imputation")).left is None
    assert by_hand.ran == ["02_imputation"]
    assert lines(once)[-1]["kept"].keys() == {"01_data", "03_treatment"}


def test_only_one_step_leaves_those_that_would_have_to_follow(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    by_hand.content["values.csv"] = "y\n"
    outcome = once.run(choices=Choices(only="01_data"))
    assert outcome.left == dict.fromkeys(("02_imputation", "03_treatment"), "rerun: values.csv changed")
    assert (once.root / NOMINAL[0] / "values.csv").read_text() == "x\n"


def test_only_one_step_is_refused_where_its_inputs_are_stale(once, by_hand):
    once.rewrite(FIRST, "step.finish()", "step.finish( )")
    with pytest.raises(
        ChainError,
        match=r"step 02_imputation: --only needs inputs as they are on record, but 01_data would have to run "
        r"\(the notebook's code changed\)\. Run without --only, or with --until 02_imputation",
    ):
        once.run(choices=Choices(only="02_imputation"))
    assert by_hand.ran == []


def test_a_step_that_does_not_exist_is_refused_before_anything_is_run(once, by_hand):
    with pytest.raises(ParameterError, match="there is no step '04_index'"):
        once.run(choices=Choices(from_="04_index"))


def test_a_step_that_is_gone_takes_its_outputs_with_it(once, by_hand):
    (once.root / "notebooks" / "03_treatment.ipynb").unlink()
    once.run()
    assert by_hand.ran == []
    assert not [name for name in once.files(*NOMINAL) if "coverage" in name or "03_" in name]
    assert "coverage.csv" not in lines(once)[-1]["outputs"]


def test_each_step_may_take_so_long_and_works_where_its_inputs_are(once, by_hand):
    seen = []
    by_hand.does["02_imputation"] = seen.append
    once.run(choices=Choices(force=True, timeout_seconds=60))
    (work,) = seen
    assert work.timeout_seconds == 60
    assert work.folder.parts[-3:] == ("work", "02_imputation", "inputs")


def test_how_far_a_step_says_it_is_reaches_the_terminal_while_it_works(once, by_hand, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr(progress_file, "SECONDS", 0.01)

    def long_one(work) -> None:
        Path(work.environment["PII_STEP_PROGRESS"]).write_text("256/4000")
        end = time.monotonic() + 10
        while "256 of 4,000" not in stream.getvalue() and time.monotonic() < end:
            time.sleep(0.01)

    by_hand.does["02_imputation"] = long_one
    once.run(stream=stream, choices=Choices(force=True))
    assert "02_imputation  cell 1/6  256 of 4,000" in stream.getvalue()
    assert not list(once.root.rglob(progress_file.NAME))
