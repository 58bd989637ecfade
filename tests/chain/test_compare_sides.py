"""What is set side by side: the tables in force where the record vouches for them, otherwise the raw files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.chain import compare_sides, ledger
from pipeline.chain.compare_sides import Loaded
from pipeline.chain.ledger import Entry
from pipeline.data import digests, params, project, store
from pipeline.errors import FrameworkError, ParameterError

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(REPOSITORY / "params", folder / "params", ignore=shutil.ignore_patterns("editions", "goalposts"))
    for name in ("params/editions/toy", "data/raw/toy"):
        shutil.copytree(REPOSITORY / name, folder / name)
    (folder / "pyproject.toml").write_text("")
    return folder


def load(root: Path, name: str = "toy") -> Loaded:
    wanted = compare_sides.wanted(name, root=root)
    return compare_sides.load(wanted, beside=wanted.edition.method.preparation, known={}, root=root)


def put_in_force(root: Path, run: str = "nominal", **parameters: object) -> Path:
    """Tables of a run with their line in the ledger, as the runner leaves them."""
    edition = params.load_edition("toy", root=root)
    folder = project.processed("toy", run, root=root)
    side = load(root).side
    for name, frame in zip(
        compare_sides.USED, (side.own.values, side.own.panel, side.screening, side.scores), strict=True
    ):
        store.write_table(frame, folder / name)
    record(root, run, {"EDITION": "toy", "RUN": run, "LANGUAGE": "vi", "SEED": edition.about.seed, **parameters})
    return folder


def record(root: Path, run: str, parameters: dict[str, object]) -> None:
    folder = project.processed("toy", run, root=root)
    files = [*(root / "params/editions/toy").iterdir(), *(root / "data/raw/toy").iterdir()]
    entry = Entry(
        edition="toy",
        run=run,
        run_id="1",
        step=ledger.WHOLE_RUN,
        started="2024-01-01T00:00:00+00:00",
        finished="2024-01-01T00:00:01+00:00",
        seconds=1.0,
        outcome=ledger.COMMITTED,
        inputs={project.shown(path, root): digests.of_file(path) for path in files},
        outputs={path.name: digests.of_file(path) for path in folder.iterdir()},
        parameters=parameters,
        notebook=None,
        versions={},
        commit=None,
        dirty=None,
    )
    ledger.append(project.ledger("toy", root=root), entry, warn=pytest.fail)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_never_run_is_gathered(root):
    found = load(root)
    assert (found.tables, found.reason) == ("gathered", "not_on_record")
    assert len(found.side.ranked) == 9


def test_the_tables_of_a_run_in_force_are_used_and_say_the_same(root, monkeypatch):
    gathered = load(root).side
    put_in_force(root)
    monkeypatch.setattr(compare_sides.assembly, "gather", lambda *_, **__: pytest.fail("nothing is gathered"))
    found = load(root)
    assert (found.tables, found.reason) == ("run", "")
    assert found.side.ranks.equals(gathered.ranks)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/processed/toy/nominal/values.csv", "T01", "T10"),
        ("params/editions/toy/edition.yaml", "sub_pillars: 2  #", "sub_pillars: 2 #"),
    ],
)
def test_tables_or_parameters_that_are_not_those_on_record_are_not_used(root, path, old, new):
    put_in_force(root)
    rewrite(root / path, old, new)
    found = load(root)
    assert (found.tables, found.reason, found.detail) == ("gathered", "not_as_recorded", path)


def test_scores_that_the_library_does_not_give_any_more_are_not_used(root):
    folder = put_in_force(root)
    scores = store.read_table(folder / "scores.csv")
    store.write_table(scores.assign(score=scores["score"] + 1.0), folder / "scores.csv")
    record(root, "nominal", {"SEED": 7})
    found = load(root)
    assert (found.tables, found.reason) == ("gathered", "other_scores")
    assert "T01" in found.detail


def test_a_run_named_after_a_method_is_that_method(root):
    wanted = compare_sides.wanted("toy/gii", root=root)
    assert wanted.name == "toy/gii"
    assert wanted.edition.method.imputation.imputation == "none"


def test_any_other_run_has_the_parameters_on_record(root):
    put_in_force(root, "mine", NORMALISATION="rank")
    found = load(root, "toy/mine")
    assert found.wanted.edition.method.normalisation.normalisation == "rank"
    assert found.reason == "other_scores"  # the tables beside that line were made with min-max


def test_a_run_that_is_neither_is_refused_with_the_nearest(root):
    with pytest.raises(ParameterError, match=r"toy/gi: a run on record, or the name of a method, .* nearest: gii"):
        compare_sides.wanted("toy/gi", root=root)


def test_a_run_recorded_with_options_that_are_gone_is_refused(root):
    put_in_force(root, "mine", GEOMETRIC_FLOOR=1.0)
    with pytest.raises(ParameterError, match="parameters that are none any more: GEOMETRIC_FLOOR"):
        compare_sides.wanted("toy/mine", root=root)


@pytest.mark.parametrize("name", ["toy/../x", "toy/A", "toy/a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(root, name):
    with pytest.raises(FrameworkError, match="small letters, digits"):
        compare_sides.wanted(name, root=root)


def test_scratch_is_no_run(root):
    with pytest.raises((ParameterError, FrameworkError), match="reserved|by hand"):
        compare_sides.wanted("toy/scratch", root=root)


def test_data_are_gathered_under_the_other_preparation_too_once_for_both(root, monkeypatch):
    calls = []
    gather = compare_sides.assembly.gather
    monkeypatch.setattr(
        compare_sides.assembly,
        "gather",
        lambda edition, root: calls.append(edition.method.preparation) or gather(edition, root=root),
    )
    wanted = compare_sides.wanted("toy", root=root)
    own = wanted.edition.method.preparation
    other = own.model_copy(update={"use_earlier_years": False})
    known: compare_sides.Known = {}
    found = compare_sides.load(wanted, beside=other, known=known, root=root).side
    compare_sides.load(wanted, beside=other, known=known, root=root)
    assert calls == [own, other]
    blank = {key: tables.values["value"].isna().sum() for key, tables in found.tables.items()}
    assert blank[other] > blank[own]
