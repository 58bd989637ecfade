"""A run killed at any moment, then resumed, ends as if nobody had disturbed it."""

from __future__ import annotations

import random
import shutil
import signal
import time

import pytest
from stories import BEGIN, EDITION, PANEL, Story, ended, left_behind_in

from pipeline.chain import ledger

pytestmark = pytest.mark.chain

N_MOMENTS, SEED_OF_MOMENTS = 10, 20240101


def four_chapters(mini) -> None:
    """Two of them may run at the same time."""
    waits = "import time; time.sleep(0.3)"
    panel = PANEL.split("step.save_document")[0]
    third = """\
values = step.read("values.csv")
print(values.to_string())
step.save(scores=values.assign(level=2, score=values["value"], rank=1.0)[["unit_code", "code", "level", "score", "rank"]])
"""
    fourth = """\
tables = step.read("panel.csv"), step.read("scores.csv")
step.save_document("report.html", f"<p>{len(tables[0])} {len(tables[1])}</p>")
"""
    for name, reads, writes, cell in (
        ("02_imputation", ["values.csv"], ["panel.csv"], panel),
        ("03_treatment", ["values.csv"], ["scores.csv"], third),
        ("04_index", ["panel.csv", "scores.csv"], ["report.html"], fourth),
    ):
        mini.notebook(name, reads=reads, writes=writes, cells=[BEGIN, waits, cell, "step.finish()"])


@pytest.mark.prove
def test_killed_at_ten_random_moments_and_resumed_a_run_ends_as_if_undisturbed(mini, tmp_path):
    four_chapters(mini)
    undisturbed = Story(mini)
    begun = time.monotonic()
    assert undisturbed.pii("run", EDITION)[0] == 0
    took = time.monotonic() - begun
    expected = undisturbed.numbers()
    assert len(expected) == 8  # three tables, the method, four executed notebooks
    moments = random.Random(SEED_OF_MOMENTS)
    kept = []
    for number in range(N_MOMENTS):
        project = type(mini)(tmp_path / f"killed-{number}").make()
        four_chapters(project)
        story = Story(project)
        try:
            process = story.starts("run", EDITION)
            time.sleep(moments.uniform(0.0, took))
            process.kill()
            ended(process)
            story.leaves_nobody()
            done = [line["step"] for line in story.ledger() if line["outcome"] == ledger.DONE]
            code, out, err = story.pii("run", EDITION)
            assert (code, err) == (0, "")
            said = [text.split("] ")[1].split("  ")[0] for text in out.splitlines() if "  kept" in text]
            assert said == sorted(done), "what was on record as done is kept, and said to be"
            assert story.numbers() == expected
            assert story.pii("verify", EDITION)[0] == 0
            assert left_behind_in(story.root) == []
            kept.append(len(done))
        finally:
            story.close()
    assert max(kept) > 0, "at least one kill came after the first step"


COUNTED = """\
import hashlib, json, os, signal, sys

ROOT, FATAL = os.environ["PII_PROJECT"], int(sys.argv.pop(1))
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "open")
seen = 0


def changes(event, arguments):
    if event not in CHANGES:
        return False
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return False
    place = arguments[0] if isinstance(arguments[0], str | bytes) else os.fspath(arguments[0]) if event != "open" else ""
    place = os.fsdecode(place)
    return "__pycache__" not in place and (place.startswith(ROOT) or not os.path.isabs(place))


def watch(event, arguments):
    global seen
    if changes(event, arguments):
        seen += 1
        if seen == FATAL:
            os.kill(os.getpid(), signal.SIGKILL)


from pipeline import cli
from pipeline.chain import kernel


def execute(work, *, on_cell):
    "Stands for papermill: every output is the digest of the chapter's code."
    on_cell(1)
    text = hashlib.sha256(repr(work.step.code).encode()).hexdigest()[:40]  # 64 digits would be taken for a head
    cell = {"cell_type": "raw", "metadata": {}, "source": text}
    work.output.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    for name in work.step.writes:
        (work.folder.parent / "outputs" / name).write_text(text)
    return kernel.Executed(None, None)


kernel.execute, kernel.warm_up = execute, lambda modules=(): None
sys.addaudithook(watch)
code = cli.main(sys.argv[1:])
print("changes of files:", seen)
sys.exit(code)
"""


@pytest.mark.prove
def test_killed_before_each_change_of_a_file_and_resumed_a_run_ends_as_if_undisturbed(mini, tmp_path):
    """Every rename, every new or removed file, with an earlier run in force: old or new, and never between."""
    first = Story(mini)
    assert first.pii("0", "run", EDITION, program=("-c", COUNTED))[0] == 0
    old = first.numbers()
    for name in ("01_data", "02_imputation"):
        mini.rewrite(f"notebooks/{name}.ipynb", "step.finish()", "step.finish() ")
    begin = shutil.copytree(mini.root, tmp_path / "begin")
    code, out, _ = first.pii("0", "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
    assert code == 0
    new, n_changes = first.numbers(), int(out.split()[-1])
    assert new != old
    assert n_changes > 20
    for fatal in range(1, n_changes + 1):
        root = tmp_path / f"killed-{fatal}"
        shutil.copytree(begin, root)
        story = Story(type(mini)(root))
        try:
            code, _, err = story.pii(str(fatal), "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
            assert code == -signal.SIGKILL, err
            intended = (story.root / f"data/processed/{EDITION}/.staging-nominal/commit.json").is_file()
            assert intended or story.numbers() in (old, new)
            code, out, err = story.pii("0", "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
            assert (code, err) == (0, ""), fatal
            assert story.numbers() == new, fatal
            assert left_behind_in(story.root) == [], fatal
            assert story.pii("verify", EDITION)[0] == 0, fatal
        finally:
            story.close()
        shutil.rmtree(root)
