"""How a story is told: the command as whole processes, what they leave, and chapters that wait, fail or fill the disk.

Nothing that a story starts is to live on after it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psutil

from pipeline import cli
from pipeline.chain import ledger, notebook_digest

PATIENCE_SECONDS = 120  # for what takes 3 seconds on an idle machine
MARK = "PII_STORY"
EDITION = "mini-2024"
TABLES, REPORTS = f"data/processed/{EDITION}/nominal", f"reports/{EDITION}/nominal"
LEDGER, RAW = f"data/ledger/{EDITION}.jsonl", "data/raw/mini/table.csv"
EVERYTHING = (f"data/processed/{EDITION}", f"reports/{EDITION}")
BEGIN = """\
import pandas
from pipeline.data import chapter, project
step = chapter.begin(globals())
"""
WAIT = """\
import time
(project.root() / f"at-work-{EDITION}").touch()
while not (project.root() / "go-on").exists():
    time.sleep(0.02)
"""
PANEL = """\
values = step.read("values.csv")
step.save(panel=values.assign(round=0)[["unit_code", "code", "round", "data_year", "value"]])
step.save_document("report.html", f"<p>ledger {step.ledger_head}</p>")
"""
TWO_TABLES = """\
values = {"unit_code": ["01"], "code": "1", "value": 1.0, "data_year": 2024, "status": "A", "origin": "published"}
scores = {"unit_code": ["01"], "code": "0", "level": 2, "score": 1.0, "rank": 1.0}
step.save(values=pandas.DataFrame(values), scores=pandas.DataFrame(scores))
"""
PROCESS = ("-m", "pipeline.cli")


class Story:
    """Processes of one project, which can be told from all others by a mark in their environment."""

    def __init__(self, mini) -> None:
        self.mini, self.root = mini, mini.root
        self.mark = uuid.uuid4().hex
        self.started: list[subprocess.Popen[str]] = []

    def starts(self, *arguments: str, program: tuple[str, ...] = PROCESS) -> subprocess.Popen[str]:
        """Start the command, apart from this process's own group, as a terminal does."""
        process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            env={**os.environ, "PII_PROJECT": str(self.root), MARK: self.mark},
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def pii(self, *arguments: str, **options) -> tuple[int, str, str]:
        """The command from start to end: exit code, output, error output."""
        return ended(self.starts(*arguments, **options))

    def alive(self) -> list[psutil.Process]:
        """Everything that the story's commands have started and that lives."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == self.mark
        except psutil.Error:
            return False

    def leaves_nobody(self) -> None:
        """No kernel and no server lives on; one that is being ended is given a moment."""
        wait_for(lambda: not self.alive(), "the end of kernels and of the server they are forked from")

    def ledger(self) -> tuple[dict, ...]:
        return ledger.read(self.root / LEDGER).lines

    def outcomes(self) -> list[tuple[str, str]]:
        return [(line["step"], line["outcome"]) for line in self.ledger()]

    def numbers(self) -> dict[str, str]:
        """Digests of what is in force: tables byte for byte, notebooks by what they show."""
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.root / TABLES).glob("*.*")}
        for path in (self.root / REPORTS).glob("*.ipynb"):
            found[path.name] = notebook_digest.canonical(path, root=self.root)
        return found

    def close(self) -> None:
        """Nothing of a story that failed is left to the next."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        for process in self.alive():
            process.kill()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, out, err


def wait_for(what, told: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < until, f"waited for {told}"
        time.sleep(0.02)


def waits_in_its_second_step(mini) -> None:
    """The second chapter waits until it may go on."""
    mini.notebook(
        "02_imputation",
        reads=["values.csv"],
        writes=["panel.csv", "report.html"],
        cells=[BEGIN, WAIT, PANEL, "step.finish()"],
    )


def is_at_work(story: Story, process: subprocess.Popen[str]) -> None:
    """Wait until the second chapter is in its waiting cell."""
    wait_for(
        lambda: (story.root / f"at-work-{EDITION}").exists() or process.poll() is not None, "the second step to begin"
    )
    assert process.poll() is None, process.communicate()


def go_on(story: Story) -> None:
    (story.root / "go-on").touch()


def stopped(mini, monkeypatch, capsys) -> tuple[int, str]:
    """The command in this process, so that its kernels share one server with those of other tests."""
    monkeypatch.setenv("PII_PROJECT", str(mini.root))
    code = cli.main(["run", EDITION])
    return code, capsys.readouterr().err


def left_behind_in(root: Path) -> list[str]:
    """Folders of work and files half written."""
    found = [path for folder in ("data", "reports", "params") for path in (root / folder).rglob("*")]
    return [
        path.name for path in found if path.name.startswith((".staging", ".old", ".new")) or path.suffix == ".partial"
    ]
