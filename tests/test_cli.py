"""The command: arguments in, one library call, an exit code out."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from pipeline import cli, errors

HEAVY = ("pandas", "numpy", "pydantic", "yaml", "papermill", "nbformat")


def test_help_documents_the_exit_codes(capsys):
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    for code in ("  0 ", "  1 ", "  2 ", "  3 ", "  4 ", "  5 ", "  6 ", "  130"):
        assert f"\n{code}" in said


def test_help_imports_nothing_heavy():
    program = (
        f"import sys; from pipeline import cli; cli.main(['--help']); print(sorted(set({HEAVY}) & set(sys.modules)))"
    )
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert (
        time.perf_counter() - begun < 5
    )  # seconds; the promise of 0.5 s is measured in benchmarks/, alone on a machine


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("pii ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["run"],
        ["run", "toy", "--metho", "gii"],
        ["run", "toy", "--jobs", "many"],
        ["run", "toy", "--wait", "long"],
        ["why"],
        ["new", "x"],
        ["list", "--language", "fr"],
    ],
)
def test_wrong_usage_is_2(arguments, capsys):
    assert cli.main(arguments) == cli.USAGE
    assert "usage: pii" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "mini-2024", "-p", "skewnes_limit=2", "--as", "v"], 2, "nearest: skewness_limit"),
        (["run", "mini-2024", "-p", "skewness_limit=high", "--as", "v"], 2, "skewness_limit"),
        (["run", "mini-2024", "-p", "seed=1"], 2, "--as NAME"),
        (["run", "mini-2024", "--jobs", "0"], 2, "--jobs 0"),
        (["run", "mini-2024", "--from", "01_dat"], 2, "nearest: 01_data"),
        (["why", "mini-2024", "03"], 2, "there is no step '03'"),
        (["run", "../x"], 3, "edition '../x'"),
        (["run", "mini-2042"], 3, "nearest: mini-2024"),
        (["run", "mini-2024", "--method", "gi"], 3, "nearest: gii"),
        (["check", "../x"], 3, "edition '../x'"),
        (["new", "mini-2024", "--from", "mini-2024"], 2, "exists"),
    ],
)
def test_a_refusal_is_one_message_and_a_code(arguments, code, said, at_project, capsys):
    assert cli.main(arguments) == code
    shown = capsys.readouterr()
    assert shown.err.startswith("pii: ")
    assert said in shown.err
    assert shown.out == ""
    assert not (at_project.root / "reports").exists()


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (errors.MethodError("m"), 3),
        (errors.CoverageError("d"), 4),
        (errors.StepFailedError("s"), 5),
        (errors.StaleInputError("f"), 6),
        (errors.ChainError("c"), 6),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("z"), 1),
    ],
)
def test_every_kind_of_error_has_its_code(raised, code, at_project, monkeypatch, capsys):
    from pipeline.chain import plan

    def check(name, *, root):
        raise raised

    monkeypatch.setattr(plan, "check", check)
    assert cli.main(["check", "mini-2024"]) == code
    assert ("Traceback" in capsys.readouterr().err) == (code == 1)


def test_an_interruption_says_what_may_have_been_on_its_way(at_project, monkeypatch, capsys):
    from pipeline.chain import runner

    def run(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "run", run)
    assert cli.main(["run", "mini-2024"]) == cli.INTERRUPTED
    assert "the next run of the edition finishes that or undoes it" in capsys.readouterr().err


def test_check_says_what_it_checked(at_project, capsys):
    assert cli.main(["check", "mini-2024"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "edition mini-2024: checked"


def test_list_shows_editions_methods_and_runs(at_project, capsys):
    assert cli.main(["list"]) == 0
    assert {"editions:", "methods:", "runs:"} <= set(capsys.readouterr().out.splitlines())


def test_new_says_what_to_edit(at_project, capsys):
    assert cli.main(["new", "mini-2025", "--from", "mini-2024"]) == 0
    said = capsys.readouterr().out
    assert "edition.yaml, line 2: year: 2024" in said
    assert said.endswith("then: pii check mini-2025\n")


def test_why_says_for_each_step_what_a_run_would_do(at_project, capsys):
    assert cli.main(["why", "mini-2024"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "01_data: run: it is not on record yet",
        "02_imputation: depends on 01_data, which runs",
    ]
    assert cli.main(["why", "mini-2024", "02_imputation", "--method", "gii"]) == 0
    assert capsys.readouterr().out == "02_imputation: depends on 01_data, which runs\n"


def test_every_choice_of_the_command_reaches_the_runner(at_project, monkeypatch, capsys):
    from pipeline.chain import runner
    from pipeline.chain.selection import Choices

    seen = []

    def run(wanted, *, root, stream, choices):
        seen.append(choices)
        left = {"04_index": "rerun: scores.csv changed", "05_coherence": "rerun: x"}
        return runner.Outcome(root, root, (), "0:01", left=left)

    monkeypatch.setattr(runner, "run", run)
    given = [
        "--jobs",
        "3",
        "--force",
        "--from",
        "01_data",
        "--until",
        "02_imputation",
        "--wait",
        "5",
        "--timeout",
        "60",
    ]
    assert cli.main(["run", "mini-2024", *given]) == 0
    assert cli.main(["run", "mini-2024", "--only", "01_data", "--wait"]) == 0
    assert seen == [
        Choices(jobs=3, force=True, from_="01_data", until="02_imputation", wait_seconds=5.0, timeout_seconds=60.0),
        Choices(only="01_data", wait_seconds=float("inf")),
    ]
    said = capsys.readouterr().out.splitlines()[0]
    assert said.startswith("not put in force, as 04_index would have to run (scores.csv changed), and 1 more; what is")


@pytest.mark.chain
def test_run_ends_with_the_path_of_the_report(mini_run, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(mini_run.root))
    assert cli.main(["run", "mini-2024", "--method", "gii"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("report: reports/mini-2024/gii/report.html  (0:")
