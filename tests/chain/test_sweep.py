"""Many runs as one declared set: checked first, each put in force as it comes, kept where nothing has changed."""

from __future__ import annotations

import io
import os
import shutil
import signal
from pathlib import Path

import distributed
import pytest

from pipeline import cli
from pipeline.chain import ledger, lock, notebook_digest, sweep, sweep_declared, sweep_workers, verify
from pipeline.data import project, store
from pipeline.errors import ChainError, ParameterError

ROOT = Path(__file__).resolve().parents[2]
SET = "params/sweeps/toy.yaml"
OVER = "params/sweeps/limits.yaml"
RESULTS = "reports/mini-2024/sweep-limits"
ABOUT = "description_vi: Bộ\ndescription_en: Set\n"
TWO = """\
runs:
  low: {parameters: {skewness_limit: 0.5}}
  seeded: {parameters: {seed: 0, skewness_limit: 2.5}}
"""
INDEX = """\
values = step.read("values.csv").fillna(3.0)
scores = values.assign(code="0", level=2, score=values["value"], rank=values["value"].rank(ascending=False))
step.save(scores=scores[["unit_code", "code", "level", "score", "rank"]])
1 / (SEED - 13)
"""
BEGIN = "from pipeline.data import chapter\nstep = chapter.begin(globals())"


def write(mini, text):
    """A set of runs for the small project, of which one more chapter makes an index."""
    mini.notebook("04_index", reads=["values.csv"], writes=["scores.csv"], cells=[BEGIN, INDEX, "step.finish()"])
    (mini.root / OVER).parent.mkdir(exist_ok=True)
    (mini.root / OVER).write_text(ABOUT + text, encoding="utf-8")
    return mini


def sweep_over(mini, **options):
    stream = io.StringIO()
    outcome = sweep.sweep(mini.edition, OVER, root=mini.root, stream=stream, **options)
    return outcome, stream.getvalue().splitlines()


def lines(mini):
    return ledger.read(project.ledger(mini.edition, root=mini.root)).lines


@pytest.fixture(scope="module")
def _swept(tmp_path_factory, mini_project):
    mini = write(mini_project(tmp_path_factory.mktemp("swept") / "project").make(), TWO)
    mini.run()
    return mini, sweep_over(mini, n_workers=2)


@pytest.fixture
def swept(_swept, tmp_path):
    """A copy of the small project after a sweep of two runs, and what that told."""
    mini, told = _swept
    shutil.copytree(mini.root, tmp_path / "project")
    return type(mini)(tmp_path / "project"), *told


@pytest.mark.chain
def test_each_run_of_a_set_is_in_force_as_if_it_had_been_run_alone(swept):
    mini, _, said = swept
    assert said[0] == "to run: 2, on 2 of this machine's processes"
    assert {line.split("  ")[1] for line in said[1:]} == {"done"}
    executed = mini.files("reports/mini-2024/low")["reports/mini-2024/low/01_data.ipynb"]
    mini.run(parameters=["skewness_limit=0.5"], name="alone")
    for table in ("values.csv", "scores.csv", "method.json"):
        folder = mini.root / "data/processed/mini-2024"
        assert (folder / "low" / table).read_bytes() == (folder / "alone" / table).read_bytes()
    assert (
        executed.replace(b"low", b"alone")
        == mini.files("reports/mini-2024/alone")["reports/mini-2024/alone/01_data.ipynb"]
    )
    assert not list((mini.root / "data/processed/mini-2024").glob(".staging-*"))


@pytest.mark.chain
def test_the_lines_of_a_run_are_chained_anew_and_keep_the_digest_that_they_had(swept):
    mini, *_ = swept
    collected = [line for line in lines(mini) if line["collected"]]
    assert sorted((line["run"], line["step"]) for line in collected) == [
        (run, step) for run in ("low", "seeded") for step in ("01_data", "02_imputation", "04_index", "run")
    ]
    for line in collected:
        assert ledger.own_digest(line) == line["collected"]["digest"] != line["digest"]
        assert line["collected"]["sweep"] == "limits"
    own = [line["collected"] for line in collected if line["run"] == "low"]
    assert [line["previous"] for line in own] == [None, *(line["digest"] for line in own[:-1])]


@pytest.mark.chain
@pytest.mark.parametrize("run", ["low", "seeded"])
def test_a_collected_run_verifies(swept, run):
    mini, *_ = swept
    report = verify.verify(mini.edition, run, root=mini.root)
    assert report.differences == ()
    assert any("in the ledger that it was collected from" in said for said in report.checked)


@pytest.mark.chain
def test_results_stand_in_one_table_beside_their_distance_from_nominal(swept):
    mini, outcome, _ = swept
    table = store.read_table(mini.root / RESULTS / "sweep.csv")
    assert table.to_dict("list") == {
        "unit_code": ["01", "02", "03"] * 2,
        "run": ["low"] * 3 + ["seeded"] * 3,
        "score": [0.5, 7.0, 3.0, 2.5, 0.0, 3.0],
        "rank": [3.0, 1.0, 2.0, 2.0, 3.0, 1.0],
    }
    runs = store.read_table(mini.root / RESULTS / "sweep_runs.csv").set_index("run")
    assert runs.loc["low", ["mean_shift", "largest_shift", "spearman"]].tolist() == [0.0, 0.0, 1.0]
    assert runs.loc["seeded", ["mean_shift", "largest_shift", "unit_code"]].tolist() == [4 / 3, 2.0, "02"]
    assert runs["changed"].tolist() == ["skewness_limit=0.5", "seed=0; skewness_limit=2.5"]
    assert outcome.told[0].split() == ["run", "outcome", "mean", "shift", "largest", "of", "Spearman", "seconds"]
    assert outcome.told[-1] == f"results: {RESULTS}"


@pytest.mark.chain
def test_a_second_sweep_keeps_everything(swept):
    mini, *_ = swept
    before = mini.files("data/processed/mini-2024", "reports/mini-2024/low", f"{RESULTS}/sweep.csv")
    _, said = sweep_over(mini)
    assert [line.split("  ")[:2] for line in said] == [["[1/2] low", "kept"], ["[2/2] seeded", "kept"]]
    assert mini.files("data/processed/mini-2024", "reports/mini-2024/low", f"{RESULTS}/sweep.csv") == before
    assert [line["outcome"] for line in lines(mini)[-2:]] == ["kept", "kept"]


@pytest.mark.chain
def test_a_run_that_fails_is_told_and_recorded_and_the_others_go_on(swept):
    mini, *_ = swept
    before = mini.files("data/processed/mini-2024/low")
    write(mini, TWO.replace("seed: 0", "seed: 13") + "  other: {parameters: {skewness_limit: 3.5}}\n")
    outcome, said = sweep_over(mini, n_workers=1)
    assert [line.split("  ")[:2] for line in said if line.startswith("[")] == [
        ["[1/3] low", "kept"],
        ["[2/3] seeded", "failed"],
        ["[3/3] other", "done"],
    ]
    assert mini.files("data/processed/mini-2024/low") == before
    assert "ZeroDivisionError" in (mini.root / "reports/mini-2024/seeded/failed/04_index.ipynb").read_text()
    assert [line["outcome"] for line in lines(mini) if line["run"] == "seeded"][-1] == "failed"
    with pytest.raises(
        ChainError, match="sweep-limits: every run .* 1 did not: seeded .step 04_index, cell 5: .*ZeroDiv"
    ):
        outcome.refuse()
    assert set(store.read_table(mini.root / RESULTS / "sweep.csv")["run"]) == {"low", "other"}


@pytest.mark.chain
def test_a_sweep_that_is_stopped_says_what_is_in_force_and_the_next_takes_it_up(swept, monkeypatch, capsys):
    mini, *_ = swept
    write(mini, TWO + "  other: {parameters: {skewness_limit: 3.5}}\n")

    def stopped(tasks, **_):
        assert [task.name for task in tasks] == ["other"]
        os.kill(os.getpid(), signal.SIGTERM)
        yield from ()

    with monkeypatch.context() as patch:
        patch.setattr(sweep_workers, "local", stopped)
        patch.setenv("PII_PROJECT", str(mini.root))
        assert cli.main(["sweep", mini.edition, "--over", OVER]) == cli.INTERRUPTED
    said = capsys.readouterr().err
    assert "interrupted; 2 of the 3 runs of the set are in force, and the next sweep keeps them" in said
    assert "no table and no report" not in said
    assert not (mini.root / "data/processed/mini-2024/other").exists()
    assert set(store.read_table(mini.root / RESULTS / "sweep.csv")["run"]) == {"low", "seeded"}
    _, again = sweep_over(mini, n_workers=1)
    assert [line.split("  ")[1] for line in again if line.startswith("[")] == ["kept", "kept", "done"]


@pytest.mark.chain
def test_before_the_work_it_is_said_that_there_is_nothing_to_compare_with(swept):
    mini, *_ = swept
    shutil.rmtree(mini.root / "data/processed/mini-2024")
    outcome, said = sweep_over(mini, n_workers=2)
    assert said[:2] == [
        "there is no nominal run to compare with: pii run mini-2024, and sweep again (what is fresh is kept)",
        "to run: 2, on 2 of this machine's processes",
    ]
    assert outcome.told[-2] == said[0]


@pytest.mark.chain
def test_a_kept_run_says_whom_it_waits_for(swept, monkeypatch):
    mini, *_ = swept
    write(mini, "runs: {low: {parameters: {skewness_limit: 0.5}}}")
    held = lock.held

    def told(folder, *, say, **options):
        say(f"edition {folder.name}: waiting for the run at work")
        return held(folder, say=say, **options)

    monkeypatch.setattr(lock, "held", told)
    _, said = sweep_over(mini)
    assert said[0] == "edition mini-2024: waiting for the run at work"
    assert [line.split("  ")[1] for line in said[1:]] == ["kept"]


def test_runs_that_are_left_out_are_listed_with_the_reason(mini):
    write(mini, "grid: {aggregation: [geometric]}\nskip_inadmissible: true")
    outcome, said = sweep_over(mini)
    assert said[0].startswith("[1/1] aggregation-geometric  not run  method 'nominal': a geometric mean")
    assert outcome.failed == {}
    assert store.read_table(mini.root / RESULTS / "sweep_runs.csv")["outcome"].tolist() == ["not run"]


@pytest.mark.parametrize("options", [{"n_workers": 0}, {"n_workers": 2, "scheduler": "tcp://127.0.0.1:1"}])
def test_workers_are_processes_here_or_a_clusters(mini, options):
    with pytest.raises(ParameterError, match="--workers [02]: 1 or more is expected, and no --scheduler beside it"):
        sweep_over(write(mini, TWO), **options)


def test_the_command_says_which_file_is_meant(at_project, capsys):
    assert cli.main(["sweep", at_project.edition, "--over", "x.yaml"]) == 3
    assert "--over x.yaml: the file of a set of runs is expected there" in capsys.readouterr().err


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A Dask cluster of two worker processes of this machine, which nobody else can reach."""
    monkeypatch.delenv("PII_PROJECT", raising=False)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        local_directory=str(tmp_path / "dask"),
    ) as cluster:
        yield cluster


class Killing(io.StringIO):
    """Kills a worker in the midst of a run, once the first run is collected."""

    def __init__(self, cluster):
        super().__init__()
        self.cluster, self.killed = cluster, []

    def write(self, text):
        if text.startswith("[ 1/") and not self.killed:
            self.killed = [nanny.pid for nanny in self.cluster.workers.values() if self._at_work(nanny)][:1]
            os.kill(self.killed[0], signal.SIGKILL)
        return super().write(text)

    def _at_work(self, nanny):
        return bool(self.cluster.scheduler.workers[nanny.worker_address].processing)


@pytest.mark.chain
def test_a_cluster_gives_what_processes_of_this_machine_give(swept, cluster):
    mini, *_ = swept
    tables = ("data/processed/mini-2024", f"{RESULTS}/sweep.csv")
    before = mini.files(*tables)
    for run in ("low", "seeded"):
        shutil.rmtree(mini.root / "data/processed/mini-2024" / run)
    outcome, said = sweep_over(mini, scheduler=cluster.scheduler_address)
    assert said[0] == f"Dask cluster at {cluster.scheduler_address}: 2 workers"
    assert outcome.failed == {}
    assert mini.files(*tables) == before
    assert verify.verify(mini.edition, "low", root=mini.root).differences == ()


@pytest.mark.prove
@pytest.mark.chain
def test_twelve_methods_on_a_cluster_that_loses_a_worker_equal_those_of_this_machine(tmp_path, cluster):
    for name in ("here", "there"):
        for part in ("params", "notebooks", "data/raw"):
            shutil.copytree(ROOT / part, tmp_path / name / part)
        for file in ("pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / file, tmp_path / name)
    here, there = tmp_path / "here", tmp_path / "there"
    stream = Killing(cluster)
    found = sweep.sweep("toy", SET, root=there, stream=stream, scheduler=cluster.scheduler_address)
    assert len(stream.killed) == 1
    assert found.failed == {}
    sweep.sweep("toy", SET, root=here, stream=io.StringIO(), n_workers=2)
    runs = list(sweep_declared.read(SET, root=ROOT).variants)
    assert len(runs) == 12
    for run in runs:
        assert verify.verify("toy", run, root=there).differences == ()
        folders = [project.processed("toy", run, root=root) for root in (here, there)]
        ours, theirs = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
        assert ours == theirs
        assert digests_of_notebooks("toy", run, here) == digests_of_notebooks("toy", run, there)
    results = [(root / "reports/toy/sweep-toy/sweep.csv").read_bytes() for root in (here, there)]
    assert results[0] == results[1]
    again = io.StringIO()
    sweep.sweep("toy", SET, root=there, stream=again)
    assert [line.split("  ")[1] for line in again.getvalue().splitlines()] == ["kept"] * 12


def digests_of_notebooks(edition, run, root):
    folder = project.reports(edition, run, root=root)
    return {path.name: notebook_digest.canonical(path, root=root) for path in sorted(folder.glob("*.ipynb"))}
