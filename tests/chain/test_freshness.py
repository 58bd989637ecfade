import pytest

from pipeline.chain import fingerprint, freshness
from pipeline.chain.fingerprint import Fingerprint
from pipeline.data import store


def start(seed=1):
    return Fingerprint(inputs={}, parameters={"SEED": seed}, code="c", modules={}, environment="e")


@pytest.fixture
def step(mini):
    from pipeline.chain import steps

    return steps.discover(mini.root)[0]


@pytest.fixture
def made(tmp_path):
    """Two outputs in a folder, and the line that records them."""

    def line(name, *, outcome="done", run="nominal", fingerprint_=start()):  # noqa: B008
        files = {"a.csv": "1", "b.csv": "2"}
        for file, text in files.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        return {
            "run": run,
            "step": name,
            "outcome": outcome,
            "fingerprint": fingerprint.as_record(fingerprint_) if fingerprint_ else {},
            "outputs": {file: store.digest(tmp_path / file) for file in files},
        }

    return line


def judge(step, lines, tmp_path, *, now=None, **options):
    return freshness.judge(
        step, now or start(), run="nominal", lines=lines, places=[tmp_path / "not there", tmp_path], **options
    )


def test_a_step_on_record_whose_outputs_lie_there_is_kept(step, made, tmp_path):
    verdict = judge(step, [made(step.name)], tmp_path)
    assert (verdict.fresh, verdict.reason) == (True, "kept")
    assert set(verdict.files) == {"a.csv", "b.csv"}


def test_a_step_that_starts_from_something_else_runs_and_says_what(step, made, tmp_path):
    verdict = judge(step, [made(step.name)], tmp_path, now=start(2))
    assert (verdict.fresh, verdict.reason) == (False, "rerun: seed changed 1 -> 2")


def test_a_changed_output_is_made_again(step, made, tmp_path):
    line = made(step.name)
    (tmp_path / "b.csv").write_text("3", encoding="utf-8")
    assert judge(step, [line], tmp_path).reason == "rerun: not there as recorded: b.csv"


@pytest.mark.parametrize("other", [{"outcome": "failed"}, {"run": "gii"}, {"fingerprint_": None}])
def test_a_line_of_a_failure_of_another_run_or_of_an_earlier_schema_keeps_nothing(step, made, tmp_path, other):
    assert judge(step, [made(step.name, **other)], tmp_path).reason == "run: it is not on record yet"


def test_going_back_to_what_it_was_finds_the_older_line_while_its_outputs_lie_there(step, made, tmp_path):
    lines = [made(step.name), made(step.name, fingerprint_=start(2))]
    assert judge(step, lines, tmp_path).fresh


def test_what_is_asked_for_runs(step, made, tmp_path):
    assert judge(step, [made(step.name)], tmp_path, force=True).reason == "rerun: asked for"


def test_new_prose_in_an_executed_copy_is_kept_too(step, made, tmp_path):
    assert judge(step, [made(step.name), made(step.name, outcome="prose")], tmp_path).fresh


def test_going_back_to_what_it_was_runs_again_where_its_outputs_are_gone_and_says_what_changed(step, made, tmp_path):
    older = {**made(step.name), "outputs": {"a.csv": "0" * 64}}
    verdict = judge(step, [older, made(step.name, fingerprint_=start(2))], tmp_path)
    assert (verdict.fresh, verdict.reason) == (False, "rerun: seed changed 2 -> 1")
