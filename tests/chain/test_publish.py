"""A publication is made of a verified run, whole or not at all, and never stays beside a run that it was not made of."""

from __future__ import annotations

import datetime
import hashlib
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.chain import kernel, ledger, lock, publish, release, staging, verify
from pipeline.data import params, project
from pipeline.errors import ChainError, FrameworkError, ParameterError, StaleInputError
from pipeline.publication import parts, published_run
from pipeline.publication.published_run import PublishedRun

VALUES = "unit_code,code,value,data_year,status,origin\n01,1,{value},2024,A,published\n"
PANEL = "unit_code,code,round,data_year,value\n01,1,0,2024,1.0\n"
SOURCES = (
    "source,table,file,sha256,producer,licence,title,unit_of_measure\nmini,table,table.csv,00,this test,CC0,A table,\n"
)
CONTENT = {"values.csv": VALUES.format(value=1.0), "sources.csv": SOURCES, "panel.csv": PANEL}
EDITION = "mini-2024"
APPROVED = ["corrections=Trần A, Statistics", "framework=Lê B, Institute", "method=Phạm C, Institute"]


class Project:
    """The small project run without kernels, and its publication by parts that a test chooses."""

    def __init__(self, mini: Any, by_hand: Any) -> None:
        self.mini, self.by_hand, self.root = mini, by_hand, mini.root
        self.said: list[str] = []

    @property
    def public(self) -> Path:
        return self.root / "reports" / EDITION / "nominal" / "public"

    def run(self, **wanted: Any) -> str:
        """What a run said."""
        stream = io.StringIO()
        self.mini.run(stream=stream, **wanted)
        return stream.getvalue()

    def publish(self, languages: Sequence[str] = ("vi",), **options: Any) -> publish.Publication:
        return publish.make(
            EDITION, root=self.root, stream=io.StringIO(), languages=languages, said=self.said.append, **options
        )

    def files(self) -> dict[str, bytes]:
        found = sorted(path for path in self.public.rglob("*") if path.is_file())
        return {path.relative_to(self.public).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def _ran(mini_project, kernels_by_hand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after a run without kernels, with tables that keep their contract."""
    mini = mini_project(tmp_path_factory.mktemp("to-publish") / "project").make()
    mini.notebook("01_data", reads=["raw"], writes=["values.csv", "sources.csv"])
    mini.notebook("02_imputation", reads=["values.csv"], writes=["panel.csv", "report.html"])
    (mini.root / "LICENSE").write_text("MIT License\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "execute", kernels_by_hand(content=dict(CONTENT)).execute)
        patch.setattr(kernel, "warm_up", lambda modules=(): None)
        mini.run()
    return mini.root


@pytest.fixture
def small(_ran: Path, mini_project, by_hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of it, which can be run again without kernels; its publication is two files."""
    shutil.copytree(_ran, tmp_path / "project")
    by_hand.content = dict(CONTENT)
    monkeypatch.setattr(parts, "write", written)
    return Project(mini_project(tmp_path / "project"), by_hand)


def written(run: PublishedRun, folder: Path, *, chosen: Sequence[str], languages: Sequence[str], **_: Any) -> None:
    """Stands in for the parts."""
    (folder / "data").mkdir()
    (folder / "index.html").write_text(f"{run.provenance.head} {' '.join(chosen)} {' '.join(languages)}", "utf-8")
    (folder / "data" / "values.csv").write_text(str(run.table("values")["value"].iloc[0]), "utf-8")


def change(small: Project) -> None:
    """What makes the next run another one."""
    small.by_hand.content["values.csv"] = VALUES.format(value=2.0)
    small.mini.rewrite(f"params/editions/{EDITION}/framework.csv", "Hai,Two,1", "Hai,Two,2")


def test_a_publication_is_put_in_its_place_with_the_digest_of_every_file(small: Project):
    made = small.publish()
    assert (made.folder, made.n_files) == (small.public, 3)
    files = small.files()
    sums = files.pop("SHA256SUMS").decode("utf-8")
    assert sums == "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    assert made.told(small.root) == [f"publication: reports/{EDITION}/nominal/public/index.html  (3 files, 0.0 MB)"]


def test_without_a_site_the_folder_is_told(small: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "write", lambda run, folder, **_: (folder / "workbook.xlsx").write_bytes(b""))
    assert small.publish(only=["workbook"]).told(small.root) == [
        f"publication: reports/{EDITION}/nominal/public  (2 files, 0.0 MB)"
    ]


def test_what_is_gathered_says_where_it_comes_from(small: Project):
    run = publish.gather(EDITION, root=small.root, languages=("vi",))
    closing = ledger.read(project.ledger(EDITION, root=small.root)).last_committed("nominal")
    assert run.provenance.head == closing["digest"]
    assert run.provenance.made.isoformat() == closing["finished"][:10]
    assert list(run.tables) == ["panel", "sources", "values"]
    assert list(run.chapters["vi"]) == ["01_data", "02_imputation"]
    assert [source.source for source in run.sources] == ["mini"]
    assert run.documents == {"LICENSE": "MIT License\n"}
    assert (run.audit, run.comparison, run.certificate) == (None, None, None)


def test_a_table_that_a_page_needs_and_the_run_lacks_is_named(small: Project):
    run = publish.gather(EDITION, root=small.root, languages=("vi",))
    with pytest.raises(published_run.SchemaError, match=r"scores\.csv is needed for publication"):
        run.table("scores")


def test_a_published_run_still_verifies_and_can_be_published_again(small: Project):
    small.publish()
    assert not verify.verify(EDITION, "nominal", root=small.root).differences
    small.publish()


def test_another_folder_beside_the_run_is_still_told(small: Project):
    (small.public.parent / "private").mkdir()
    with pytest.raises(StaleInputError, match="private: no step on record made it"):
        small.publish()


def test_two_publications_are_the_same_bytes(small: Project):
    small.publish()
    before = small.files()
    shutil.rmtree(small.public)
    small.publish()
    assert small.files() == before


def test_a_run_that_is_kept_keeps_its_publication(small: Project):
    small.publish()
    before = small.files()
    assert "publication" not in small.run()
    assert small.files() == before


def test_a_publication_that_was_killed_leaves_the_one_before_and_is_cleared(small: Project):
    small.publish()
    left = small.public.with_name(".partial-public")
    (left / "vi").mkdir(parents=True)
    small.run()
    assert (small.public / "index.html").is_file()
    small.publish()
    assert not left.exists()


def test_a_changed_run_takes_the_publication_of_the_run_before_away_and_says_so(small: Project):
    small.publish()
    change(small)
    assert f"the publication of the run before was removed with it. Run `pii publish {EDITION}`" in small.run()
    assert not small.public.exists()
    small.publish()
    assert (small.public / "data" / "values.csv").read_text("utf-8") == "2.0"


def test_a_run_that_fails_keeps_the_publication_of_the_run_in_force(small: Project):
    small.publish()
    change(small)
    small.by_hand.does["02_imputation"] = lambda work: (_ for _ in ()).throw(ChainError("stopped"))
    with pytest.raises(ChainError, match="stopped"):
        small.run()
    assert (small.public / "index.html").is_file()


def test_a_run_without_a_publication_says_nothing_of_one(small: Project):
    change(small)
    assert "publication" not in small.run()


def test_where_a_part_fails_the_publication_before_stays(small: Project, monkeypatch: pytest.MonkeyPatch):
    small.publish()
    before = small.files()

    def fail(run: PublishedRun, folder: Path, **_: Any) -> None:
        (folder / "index.html").write_text("half", "utf-8")
        raise ChainError("no font")

    monkeypatch.setattr(parts, "write", fail)
    with pytest.raises(ChainError, match="no font"):
        small.publish()
    assert small.files() == before
    assert [path.name for path in small.public.parent.iterdir() if path.name.startswith(".")] == []


def test_without_a_publication_before_a_failure_leaves_none(small: Project, monkeypatch: pytest.MonkeyPatch):
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(parts, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        small.publish()
    assert not small.public.exists()
    assert not verify.verify(EDITION, "nominal", root=small.root).differences


@pytest.mark.parametrize("languages", [("fr",), (), ("vi", "vi")])
def test_languages_that_nobody_wrote_are_refused(small: Project, languages: tuple[str, ...]):
    with pytest.raises(ParameterError, match="each of vi; en at most once is expected"):
        small.publish(languages)
    assert not small.public.exists()


def test_an_unknown_part_is_refused_with_the_nearest(small: Project):
    with pytest.raises(ParameterError, match="--only sites: one of .* is expected; .*site"):
        small.publish(only=["sites"])


def test_only_the_parts_asked_for_are_made_in_their_order(small: Project):
    small.publish(only=["site", "data"])
    assert small.files()["index.html"].decode("utf-8").split()[1:] == ["data", "site", "vi"]


def test_an_unknown_edition_is_refused_and_leaves_nothing(small: Project):
    with pytest.raises(FrameworkError, match="mini-2042"):
        publish.make("mini-2042", root=small.root, stream=io.StringIO(), languages=("vi",))
    assert not (small.root / "data/processed/mini-2042").exists()


def test_an_edition_that_was_not_run_cannot_be_published(mini, by_hand):
    with pytest.raises(ChainError, match=f"a nominal run in force is needed, there is none. Run `pii run {EDITION}`"):
        publish.make(EDITION, root=mini.root, stream=io.StringIO(), languages=("vi",))
    assert not (mini.root / "reports").exists()


@pytest.mark.parametrize(
    "path", ["data/processed/mini-2024/nominal/values.csv", "reports/mini-2024/nominal/02_imputation.ipynb"]
)
def test_a_changed_byte_is_refused(small: Project, path: str):
    (small.root / path).write_bytes((small.root / path).read_bytes() + b" ")
    with pytest.raises(StaleInputError, match=Path(path).name):
        small.publish()
    assert not small.public.exists()


def test_a_changed_raw_figure_is_refused(small: Project):
    small.mini.rewrite("data/raw/mini/table.csv", "30", "31")
    with pytest.raises(StaleInputError, match=r"table\.csv"):
        small.publish()


def test_while_a_run_is_at_work_nothing_is_published(small: Project):
    folder = project.processed(EDITION, "nominal", root=small.root).parent
    with lock.held(folder, run="gii"), pytest.raises(ChainError, match="another is at work"):
        small.publish()


def test_another_language_is_executed_and_its_chapters_are_gathered(small: Project):
    small.publish(("vi", "en"))
    run = publish.gather(EDITION, root=small.root)
    assert run.chapters["en"]["01_data"].parent.name == "nominal-en"
    assert run.chapters["vi"]["01_data"].parent.name == "nominal"


def test_a_language_whose_chapters_were_not_executed_is_refused_by_name(small: Project):
    with pytest.raises(ChainError, match=f"Run `pii run {EDITION} -p language=en --as nominal-en`"):
        publish.gather(EDITION, root=small.root, languages=("vi", "en"))


def test_other_tables_in_the_other_language_are_refused(small: Project):
    small.by_hand.content["panel.csv"] = PANEL.replace("1.0", "3.0")
    with pytest.raises(
        StaleInputError, match=r"tables of nominal-en must be those of nominal, found 1 others: panel\.csv"
    ):
        small.publish(("vi", "en"))
    assert not small.public.exists()


def test_before_the_end_of_an_embargo_nothing_is_published(small: Project):
    asked = release.asked(APPROVED, released="2025-01-31", embargo="2025-02-14")
    release.release(EDITION, asked, root=small.root)
    with pytest.raises(ChainError, match="its embargo must be over .* today is 2025-02-13"):
        small.publish(today=datetime.date(2025, 2, 13))
    small.publish(today=datetime.date(2025, 2, 14))
    run = publish.gather(EDITION, root=small.root, languages=("vi",))
    assert (run.provenance.released, run.provenance.embargo) == (datetime.date(2025, 1, 31), datetime.date(2025, 2, 14))


def sides(after: str, before: str, *, run: str = "nominal") -> str:
    columns = "side,name,edition,run,method,seed,tables,reason,detail,n_units,n_ranked,n_indicators"
    rows = [
        f"{side},{name},{name},{run},nominal,7,run,,,3,3,2" for side, name in (("after", after), ("before", before))
    ]
    return "\n".join([columns, *rows, ""])


@pytest.fixture
def earlier(small: Project) -> Callable[[str, int], None]:
    """Another edition of another year."""

    def make(name: str, year: int) -> None:
        folder = small.root / "params" / "editions"
        shutil.copytree(folder / EDITION, folder / name)
        for old, new in ((f"id: {EDITION}", f"id: {name}"), ("year: 2024", f"year: {year}")):
            small.mini.rewrite(f"params/editions/{name}/edition.yaml", old, new)

    return make


def compared(small: Project, after: str, before: str, **options: Any) -> None:
    folder = small.root / "reports" / "compare" / f"{before}-{after}"
    folder.mkdir(parents=True)
    (folder / "compare_sides.csv").write_text(sides(after, before, **options), "utf-8")


def test_the_comparison_with_the_latest_earlier_edition_is_gathered(small: Project, earlier):
    for name, year in (("mini-2022", 2022), ("mini-2023", 2023), ("mini-2025", 2025)):
        earlier(name, year)
        compared(small, EDITION, name)
    compared(small, "mini-2023", "mini-2022")
    found = publish.gather(EDITION, root=small.root, languages=("vi",)).comparison
    assert found is not None
    assert found.before == "mini-2023"
    assert list(found.tables) == ["compare_sides"]


def test_a_comparison_of_other_runs_is_none_of_the_publication(small: Project, earlier):
    earlier("mini-2023", 2023)
    compared(small, EDITION, "mini-2023", run="gii")
    assert publish.gather(EDITION, root=small.root, languages=("vi",)).comparison is None


def test_a_certificate_is_gathered_once_both_its_tables_are_there(small: Project):
    folder = small.root / "reports" / "certificate"
    folder.mkdir(parents=True)
    (folder / "certificate_defects.csv").write_text("oracle,defect,theirs_vi,theirs_en,ours_vi,ours_en,items,checks\n")
    assert publish.gather(EDITION, root=small.root, languages=("vi",)).certificate is None
    columns = "oracle,title,stage,item,call,n_values,max_abs_diff,tolerance,relative,tolerance_reason,passed,note,fault"
    (folder / "certificate_items.csv").write_text(f"{columns},not_run,reason\n")
    found = publish.gather(EDITION, root=small.root, languages=("vi",)).certificate
    assert found is not None
    assert list(found) == ["certificate_defects", "certificate_items"]


def audited(small: Project, name: str = "audit-gii") -> None:
    """A run that calls itself an audit and has its page."""
    small.mini.notebook("02_imputation", reads=["values.csv"], writes=["panel.csv", "report.html", "audit.html"])
    small.run(parameters=["skewness_limit=2.0"], name=name)
    small.mini.notebook("02_imputation", reads=["values.csv"], writes=["panel.csv", "report.html"])


def test_an_audit_of_the_same_data_is_gathered(small: Project):
    audited(small)
    found = publish.gather(EDITION, root=small.root, languages=("vi",)).audit
    assert found is not None
    assert (found.preset, found.page.name, list(found.tables)) == ("gii", "audit.html", ["panel", "sources", "values"])


def test_an_audit_of_other_data_is_not(small: Project):
    audited(small)
    change(small)
    small.run()
    assert publish.gather(EDITION, root=small.root, languages=("vi",)).audit is None


def test_an_interrupted_run_that_is_finished_takes_the_publication_away_too(small: Project):
    small.publish()
    area = staging.Area(root=small.root, edition=EDITION, run="nominal")
    closing = dict(ledger.read(project.ledger(EDITION, root=small.root)).last_committed("nominal"))
    for staged, target in area.targets:
        shutil.copytree(target, staged, ignore=shutil.ignore_patterns("public"))
    record = {name: value for name, value in closing.items() if name not in ("previous", "digest")}
    area.intend(record)
    assert "the publication of the run before was removed with it" in small.run()
    assert not small.public.exists()


def test_choosing_parts_keeps_tables_as_they_are(small: Project):
    run = publish.gather(EDITION, root=small.root, languages=("vi",))
    pd.testing.assert_frame_equal(replace(run).table("values"), run.tables["values"])
    assert params.load_edition(EDITION, root=small.root).id == run.edition.id
