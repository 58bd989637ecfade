"""What is released is signed off, verified, and does not change any more."""

from __future__ import annotations

import datetime
import hashlib
import io
import shutil

import pandas as pd
import pytest
import yaml

from pipeline import cli
from pipeline.chain import editions, ledger, lock, release, released, resolve, runner, verify
from pipeline.chain.selection import Choices
from pipeline.data import params, project, store
from pipeline.data.schema import schema_of
from pipeline.errors import ChainError, FrameworkError, ParameterError, StaleInputError

APPROVED = ["corrections=Trần A, Statistics", "framework=Lê B, Institute", "method=Phạm C, Institute"]
FILE = "params/releases/mini-2024.yaml"
LEDGER = "data/ledger/mini-2024.jsonl"
TABLES, REPORTS = "data/processed/mini-2024/nominal", "reports/mini-2024/nominal"
FRAMEWORK, CHAPTER = "params/editions/mini-2024/framework.csv", "notebooks/01_data.ipynb"


def asked(**options):
    return release.asked(APPROVED, **{"released": "2025-01-31", **options})


@pytest.fixture
def mini_released(mini_run):
    """The small project, its nominal run released."""
    release.release("mini-2024", asked(embargo="2025-02-14", note="First."), root=mini_run.root)
    return mini_run


def lines(mini):
    return ledger.read(mini.root / LEDGER).lines


@pytest.mark.chain
def test_a_release_says_who_approved_what_and_freezes_every_output(mini_run):
    head = ledger.head(mini_run.root / LEDGER)
    release.release("mini-2024", asked(embargo="2025-02-14", note="First."), root=mini_run.root)
    said = yaml.safe_load((mini_run.root / FILE).read_text(encoding="utf-8"))
    assert (said["edition"], said["run"], said["head"], said["note"]) == ("mini-2024", "nominal", head, "First.")
    assert (said["released"], said["embargo"]) == (datetime.date(2025, 1, 31), datetime.date(2025, 2, 14))
    assert [f"{item['part']}={item['by']}" for item in said["approvals"]] == APPROVED
    outputs = {**said["outputs"]["tables"], **said["outputs"]["documents"], **said["outputs"]["notebooks"]}
    lying = [*(mini_run.root / TABLES).iterdir(), *(mini_run.root / REPORTS).iterdir()]
    assert outputs == {path.name: store.digest(path) for path in lying}
    assert said["outputs"]["canonical"].keys() == said["outputs"]["notebooks"].keys()
    assert said["code"]["version"]


@pytest.mark.chain
def test_what_was_approved_can_be_computed_again_with_sha256sum(mini_released):
    approvals = {item.part: item for item in released.read("mini-2024", root=mini_released.root).approvals}
    framework = approvals["framework"]
    assert sorted(framework.files) == [
        f"params/editions/mini-2024/{name}" for name in ("edition.yaml", "framework.csv", "sources.yaml", "units.csv")
    ]
    printed = "".join(
        f"{hashlib.sha256((mini_released.root / name).read_bytes()).hexdigest()}  {name}\n"
        for name in sorted(framework.files)
    )
    assert framework.digest == hashlib.sha256(printed.encode()).hexdigest()
    assert sorted(approvals["method"].files) == ["params/alternatives/open.yaml", "params/methods/nominal.yaml"]
    assert approvals["corrections"].files == {}


@pytest.mark.chain
def test_the_ledger_gets_one_line_that_names_the_file_and_the_run_still_verifies(mini_released):
    *_, before, line = lines(mini_released)
    assert (line["step"], line["outcome"], line["previous"]) == ("release", "released", before["digest"])
    assert line["outputs"] == {FILE: store.digest(mini_released.root / FILE)}
    assert line["parameters"]["framework"] == "Lê B, Institute"
    report = verify.verify("mini-2024", "nominal", root=mini_released.root)
    assert (report.differences, report.notes) == ((), ())


@pytest.mark.chain
def test_a_release_stays_as_it_is(mini_released):
    with pytest.raises(ChainError, match="was released on 2025-01-31 .*pii new mini-2024-r2 --from mini-2024"):
        release.release("mini-2024", asked(released="2026-01-31"), root=mini_released.root)


@pytest.mark.parametrize(
    ("approvals", "options", "said"),
    [
        (APPROVED[:2], {}, "missing: method. Add --approve"),
        ([], {}, "missing: corrections; framework; method"),
        ([*APPROVED, APPROVED[0]], {}, "corrections is approved twice"),
        (["data=A, b"], {}, "a part out of corrections; framework; method"),
        (["method=A"], {}, "a name and an office"),
        (["method=, b"], {}, "a name and an office"),
        (APPROVED, {"embargo": "2025-2-30"}, "--embargo 2025-2-30: a day such as"),
        (APPROVED, {"embargo": "soon"}, "--embargo soon: a day such as"),
        (APPROVED, {"released": "31/1/2025"}, "--date 31/1/2025: a day such as"),
        (APPROVED, {"released": "2025-02-01", "embargo": "2025-01-31"}, "not before that of the release, 2025-02-01"),
    ],
)
def test_what_is_said_with_a_release_must_be_whole(approvals, options, said):
    with pytest.raises(ParameterError, match=said):
        release.asked(approvals, **options)


def test_without_a_day_a_release_is_of_today():
    before = datetime.date.today()
    assert before <= release.asked(APPROVED).released <= datetime.date.today()


@pytest.mark.chain
def test_a_run_that_does_not_verify_is_not_released(mini_run):
    (mini_run.root / TABLES / "values.csv").write_text("changed\n")
    with pytest.raises(StaleInputError, match="values.csv: its digest on record"):
        release.release("mini-2024", asked(), root=mini_run.root)
    assert not (mini_run.root / "params/releases").exists()
    assert lines(mini_run)[-1]["outcome"] == "committed"


def test_an_edition_without_a_run_is_not_released(mini):
    with pytest.raises(StaleInputError, match="found none"):
        release.release("mini-2024", asked(), root=mini.root)
    with pytest.raises(FrameworkError, match="no edition 'mini-2042'"):
        release.release("mini-2042", asked(), root=mini.root)
    assert not (mini.root / "data/processed/mini-2042").exists()


@pytest.mark.chain
def test_code_that_has_changed_since_the_run_is_refused(mini_run):
    mini_run.rewrite(CHAPTER, "step.finish()", "1 + 1")
    with pytest.raises(ChainError, match="the code of notebooks/01_data.ipynb. Run it again"):
        release.release("mini-2024", asked(), root=mini_run.root)


@pytest.mark.chain
def test_no_release_while_a_run_is_at_work(mini_run):
    with (
        lock.held(mini_run.root / "data/processed/mini-2024", run="nominal"),
        pytest.raises(ChainError, match="another is at work"),
    ):
        release.release("mini-2024", asked(), root=mini_run.root)


@pytest.mark.chain
def test_a_release_that_was_killed_before_its_line_is_recorded_by_the_next(mini_run, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(release.ledger, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            release.release("mini-2024", asked(), root=mini_run.root)
    assert "a line that says `released` is expected" in differences(mini_run)[0]
    made = release.release("mini-2024", asked(released="2026-01-01"), root=mini_run.root)
    assert made.released == datetime.date(2025, 1, 31)
    assert differences(mini_run) == ()


@pytest.mark.chain
def test_a_full_disk_leaves_no_half_of_a_release(mini_run, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release.os, "fsync", full)
    with pytest.raises(ChainError, match="the disk of .* is full"):
        release.release("mini-2024", asked(), root=mini_run.root)
    assert not list((mini_run.root / "params/releases").iterdir())


@pytest.mark.chain
def test_an_unchanged_run_of_a_released_edition_keeps_everything(mini_released):
    before = mini_released.files(TABLES, REPORTS, "params")
    outcome = mini_released.run()
    assert outcome.kept == ("01_data", "02_imputation")
    assert mini_released.files(TABLES, REPORTS, "params") == before
    assert differences(mini_released) == ()


@pytest.mark.chain
@pytest.mark.parametrize(
    ("path", "old", "new", "would"),
    [
        (FRAMEWORK, "One", "Eins", r"step 01_data would run \(rerun: framework.csv changed\)"),
        (CHAPTER, "# 01_data", "# Other words", "new prose would be put into 01_data.ipynb"),
        (f"{TABLES}/panel.csv", "2024", "2023", "step 02_imputation would run .*panel.csv"),
        (f"{TABLES}/method.json", "nominal", "other", "its files do not lie there as released"),
    ],
)
def test_a_released_edition_refuses_to_be_overwritten(mini_released, path, old, new, would):
    mini_released.rewrite(path, old, new)
    before = mini_released.files(TABLES, REPORTS, "data/ledger")
    with pytest.raises(ChainError, match=rf"released on 2025-01-31, .* {would}.*pii new mini-2024-r2 --from mini-2024"):
        mini_released.run()
    assert mini_released.files(TABLES, REPORTS, "data/ledger") == before


@pytest.mark.chain
def test_a_released_edition_refuses_force_and_allows_variants(mini_released):
    before = mini_released.files(TABLES, REPORTS)
    wanted = resolve.resolve("mini-2024", root=mini_released.root)
    with pytest.raises(ChainError, match=r"step 01_data would run \(rerun: asked for\)"):
        runner.run(wanted, root=mini_released.root, stream=io.StringIO(), choices=Choices(force=True))
    mini_released.run(parameters=["skewness_limit=2.0"], name="low")
    assert mini_released.files(TABLES, REPORTS) == before


@pytest.mark.chain
def test_what_was_deleted_may_be_made_again_if_it_is_the_same(mini_released):
    before = mini_released.files(TABLES)
    for folder in ("data/processed", "reports"):
        shutil.rmtree(mini_released.root / folder)
    mini_released.run()
    assert mini_released.files(TABLES) == before
    assert differences(mini_released) == ()
    for folder in ("data/processed", "reports"):
        shutil.rmtree(mini_released.root / folder)
    mini_released.rewrite(CHAPTER, "SKEWNESS_LIMIT, SEED", "SKEWNESS_LIMIT, SEED + 1")
    with pytest.raises(StaleInputError, match="must be its tables, byte for byte; different: panel.csv; values.csv"):
        mini_released.run()
    assert not mini_released.files(TABLES)


def differences(mini):
    return verify.verify("mini-2024", "nominal", root=mini.root).differences


@pytest.mark.chain
def test_a_released_ledger_that_was_cut_off_is_caught_by_the_head_in_the_release(mini_run):
    short = (mini_run.root / LEDGER).read_bytes()
    mini_run.run()
    head = release.release("mini-2024", asked(), root=mini_run.root).head
    (mini_run.root / LEDGER).write_bytes(short)
    assert f"the head {head}, which {FILE} names, is expected" in differences(mini_run)[-1]


@pytest.mark.chain
def test_a_release_that_was_edited_or_removed_is_named(mini_released):
    mini_released.rewrite(FILE, "First.", "Second.")
    assert f"{FILE}: its digest on record is" in differences(mini_released)[0]
    (mini_released.root / FILE).unlink()
    assert "found not there" in differences(mini_released)[0]


@pytest.mark.chain
def test_a_file_that_changed_after_its_approval_is_named_even_if_it_changes_no_number(mini_released):
    mini_released.rewrite("params/editions/mini-2024/sources.yaml", "indicators:", "# a comment\nindicators:")
    mini_released.run()  # a comment makes no step run again
    assert differences(mini_released) == (
        "params/editions/mini-2024/sources.yaml: the run in force started from another file than Lê B, Institute approved",
    )


@pytest.mark.chain
def test_an_embargo_ends_with_its_day(mini_released):
    day = datetime.date(2025, 2, 14)
    assert release.embargoed("mini-2024", mini_released.root, day - datetime.timedelta(days=1))
    assert not release.embargoed("mini-2024", mini_released.root, day)


def test_what_is_not_released_is_not_under_embargo(mini):
    assert not release.embargoed("mini-2024", mini.root, datetime.date(2025, 1, 1))


@pytest.mark.chain
def test_a_release_by_another_hand_is_refused_where_it_contradicts_itself(mini_released):
    mini_released.rewrite(FILE, "Lê B", "Lê C")
    assert released.read("mini-2024", root=mini_released.root) is not None
    mini_released.rewrite(FILE, "sources.yaml: ", "sources.yml: ")
    with pytest.raises(FrameworkError, match=f"{FILE}: approvals.1: the digest of framework must be that of its files"):
        released.read("mini-2024", root=mini_released.root)
    mini_released.rewrite(FILE, "sources.yml: ", "sources.yaml: ")
    mini_released.rewrite(FILE, "part: corrections", "part: method")
    with pytest.raises(FrameworkError, match="each of corrections; framework; method must be approved"):
        released.read("mini-2024", root=mini_released.root)


# a revision


@pytest.fixture(scope="session")
def _revised(_once, tmp_path_factory):
    project = type(_once)(tmp_path_factory.mktemp("revised") / "project").make()
    project.notebook("03_treatment", reads=["values.csv"], writes=["scores.csv"], cells=[SCORE])
    project.run()
    release.release("mini-2024", asked(), root=project.root)
    editions.new_edition("mini-2024-r2", from_="mini-2024", root=project.root)
    run_revision(project)
    return project


@pytest.fixture
def mini_revised(_revised, tmp_path):
    """A released edition that ranks its units, and the run of its revision, in which two of them change places."""
    shutil.copytree(_revised.root, tmp_path / "revised")
    return type(_revised)(tmp_path / "revised")


def run_revision(mini):
    runner.run(resolve.resolve("mini-2024-r2", root=mini.root), root=mini.root, stream=io.StringIO())


SCORE = """\
import pandas
from pipeline.data import chapter
step = chapter.begin(globals())
ranks = [2, 1, None] if EDITION.endswith("r2") else [1, 2, 3]
scores = pandas.DataFrame({"unit_code": ["01", "02", "03"], "code": "0", "level": 2, "score": 50.0, "rank": ranks})
step.save(scores=scores)
step.finish()
"""


def compare(mini, *, after=(2.0, 1.0, None), before=(1.0, 2.0, 3.0), tables="run"):
    """What ``pii compare`` leaves."""
    folder = mini.root / "reports/compare/mini-2024-mini-2024-r2"
    sides = [
        {"side": side, "name": name, "edition": name, "run": "nominal", "method": "nominal", "seed": 7}
        | {"tables": tables, "reason": "" if tables == "run" else "other scores now", "detail": ""}
        | {"n_units": 3, "n_ranked": 3, "n_indicators": 2}
        for side, name in (("before", "mini-2024"), ("after", "mini-2024-r2"))
    ]
    store.write_table(pd.DataFrame(sides), folder / "compare_sides.csv")
    changes = pd.DataFrame({"unit_code": ["01", "02", "03"], "code": "0", "kind": "ranked"})
    changes = changes.assign(rank_before=before, rank_after=after)
    store.write_table(
        changes.reindex(columns=list(schema_of("compare_changes.csv").columns)), folder / "compare_changes.csv"
    )
    (folder / "compare.ipynb").write_text("{}")


@pytest.mark.chain
def test_a_revision_is_released_beside_its_comparison(mini_revised):
    assert params.load_edition("mini-2024-r2", root=mini_revised.root).about.revision_of == "mini-2024"
    with pytest.raises(ChainError, match="not there: compare_changes.csv.*Make it: pii compare mini-2024 mini-2024-r2"):
        release.release("mini-2024-r2", asked(), root=mini_revised.root)
    compare(mini_revised, after=(1.0, 2.0, None))
    with pytest.raises(StaleInputError, match="its rank_after is another one. Make it again"):
        release.release("mini-2024-r2", asked(), root=mini_revised.root)
    compare(mini_revised, before=(1.0, 3.0, 2.0))
    with pytest.raises(StaleInputError, match="its rank_before is another one"):
        release.release("mini-2024-r2", asked(), root=mini_revised.root)
    compare(mini_revised)
    made = release.release("mini-2024-r2", asked(), root=mini_revised.root).revision
    assert (made.of, made.n_compared, made.n_changed, made.largest_rank_change) == ("mini-2024", 2, 2, 1)
    assert (made.largest, made.ranked_in_one, made.recomputed) == (("01", "02"), ("03",), None)
    assert len(made.comparison) == 3
    said = release.show("mini-2024-r2", root=mini_revised.root)
    assert (
        "revises mini-2024: the rank of 2 of 2 units changed, the largest change being 1 (01; 02); "
        "ranked in one of the two only: 03" in said
    )


@pytest.mark.chain
def test_released_ranks_count_where_the_library_gives_others_now(mini_revised):
    compare(mini_revised, before=(1.0, 3.0, 2.0), tables="gathered")
    made = release.release("mini-2024-r2", asked(), root=mini_revised.root).revision
    assert (made.n_changed, made.recomputed) == (2, "other scores now")


@pytest.mark.chain
def test_a_revision_says_whose_it_is_and_that_one_is_released(mini_revised):
    mini = mini_revised
    mini.rewrite("params/editions/mini-2024-r2/edition.yaml", "revision_of: mini-2024\n", "")
    run_revision(mini)
    with pytest.raises(ChainError, match="Add the line `revision_of: mini-2024`"):
        release.release("mini-2024-r2", asked(), root=mini.root)
    mini.rewrite("params/editions/mini-2024-r2/edition.yaml", "year:", "revision_of: mini-2023\nyear:")
    run_revision(mini)
    with pytest.raises(ChainError, match=r"it revises mini-2023 .* which must be released, and is not"):
        release.release("mini-2024-r2", asked(), root=mini.root)


# the command


@pytest.mark.chain
def test_the_command_releases_shows_and_refuses(mini_run, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(mini_run.root))
    approvals = [text for item in APPROVED for text in ("--approve", item)]
    assert cli.main(["release", "mini-2024", "--show"]) == 6
    assert "a release is expected in params/releases/mini-2024.yaml, found none" in capsys.readouterr().err
    assert cli.main(["release", "mini-2024", *approvals[:2]]) == 2
    assert cli.main(["release", "mini-2024", *approvals, "--date", "2025-01-31", "--embargo", "2025-02-14"]) == 0
    *told, last = capsys.readouterr().out.splitlines()
    assert "embargo: not to be published before 2025-02-14" in told
    assert last == "release: params/releases/mini-2024.yaml. Commit it, and keep the head elsewhere"
    assert cli.main(["release", "mini-2024", "--show"]) == 0
    assert capsys.readouterr().out.splitlines() == told
    assert cli.main(["release", "mini-2024", *approvals]) == 6
    assert cli.main(["run", "mini-2024", "--force"]) == 6
    assert "or make a new edition of it: pii new mini-2024-r2 --from mini-2024" in capsys.readouterr().err
    assert project.ledger("mini-2024", root=mini_run.root).is_file()
