"""Open data: valid by the word of Frictionless, equal to the run's tables, and the same bytes every time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.data import store
from pipeline.data.table_schema import table
from pipeline.publication import open_data, open_tables
from pipeline.publication.open_tables import OpenTable
from pipeline.publication.published_run import LANGUAGES, PublishedRun


def written(run: PublishedRun, folder: Path) -> Path:
    """The folder ``data`` of a publication of a run."""
    open_data.write(run, folder, languages=LANGUAGES, boundaries=None)
    return folder / "data"


@pytest.fixture(scope="module")
def data(published: PublishedRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(published, tmp_path_factory.mktemp("open"))


@pytest.fixture
def copied(data: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy to break."""
    return Path(shutil.copytree(data, tmp_path / "data"))


def faults(folder: Path) -> list[str]:
    """Kinds of what Frictionless finds wrong with a package."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return sorted({error.type for task in report.tasks for error in task.errors} | {e.type for e in report.errors})


def without_digests(folder: Path) -> None:
    """So that a changed file is judged by what stands in it."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    path.write_text(json.dumps(package), "utf-8")


def test_the_package_is_valid_and_every_row_was_read(data: Path):
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert rows["scores"] == len((data / "scores.csv").read_text("utf-8").splitlines()) - 1
    assert {"units", "framework", "ranks", "values", "used_values", "weights", "pairs"} <= rows.keys()


@pytest.mark.prove
def test_the_package_of_the_open_edition_is_valid(published_open: PublishedRun, tmp_path: Path):
    folder = written(published_open, tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert {"findings", "compare_changes"} <= {task.name for task in report.tasks}


@pytest.mark.parametrize(
    ("name", "found", "instead", "fault"),
    [
        ("scores", ",1,", ",one,", "type-error"),  # a level that is no number
        ("scores", "T01,", "T99,", "foreign-key"),  # a unit that nobody knows
        ("values", "T02,", "T01,", "primary-key"),  # a cell that stands twice
        ("scores", "unit_code,", "province,", "incorrect-label"),
    ],
)
def test_a_broken_column_is_found(copied: Path, name: str, found: str, instead: str, fault: str):
    path = copied / f"{name}.csv"
    text = path.read_text("utf-8")
    assert found in text
    path.write_text(text.replace(found, instead), "utf-8", newline="\n")
    without_digests(copied)
    assert fault in faults(copied)


def test_a_changed_byte_is_found(copied: Path):
    path = copied / "scores.csv"
    path.write_bytes(path.read_bytes().replace(b"T01,1.1.1,1,", b"T01,1.1.1,2,", 1))
    assert "hash-count" in faults(copied)


def test_tables_of_the_run_are_handed_out_as_the_run_has_them(data: Path, published: PublishedRun):
    for name in ("scores", "values", "pairs", "weights"):
        assert (data / f"{name}.csv").read_text("utf-8") == store.to_text(
            published.table(name), store.schema_of(f"{name}.csv")
        )


def test_csv_has_no_byte_order_mark_and_codes_keep_their_text(data: Path):
    raw = (data / "framework.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    parquet = pq.read_table(data / "framework.parquet")
    assert parquet.schema.field("code").type == "string"
    assert parquet["parent"].null_count == 1 + sum(role in ("outcome", "size") for role in parquet["role"].to_pylist())


def test_parquet_holds_what_the_csv_holds(data: Path, published: PublishedRun):
    for item in open_tables.tables(published):
        parquet = pq.read_table(data / f"{item.name}.parquet")
        assert parquet.schema.names == list(item.contract.columns)
        again = pd.DataFrame({name: parquet[name].to_pylist() for name in parquet.schema.names}, dtype=object)
        assert store.to_text(again, item.contract) == (data / f"{item.name}.csv").read_text("utf-8")


def test_parquet_describes_every_column_in_both_languages():
    contract = table("ranks.csv", "unit_code rank:r", key="unit_code")
    item = OpenTable(contract, pd.DataFrame({"unit_code": ["01"], "rank": [2.5]}), {})
    made = open_data.arrow(item)
    assert made.to_pylist() == [{"unit_code": "01", "rank": 2.5}]
    assert "Hạng" in made.schema.field("rank").metadata[b"description_vi"].decode()
    assert "Rank" in made.schema.field("rank").metadata[b"description_en"].decode()


def test_two_publications_are_the_same_bytes(data: Path, published: PublishedRun, tmp_path: Path):
    again = written(published, tmp_path)
    files = sorted(path.relative_to(data) for path in data.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [name for name in files if (data / name).read_bytes() != (again / name).read_bytes()] == []


def test_hostile_names_leave_the_package_valid_and_the_page_without_markup(hostile: PublishedRun, tmp_path: Path):
    folder = written(hostile, tmp_path)
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    page = (folder / "README.md").read_text("utf-8")
    assert "<script" not in page.replace("\\<script", "")
    assert "](javascript" not in page.replace("\\](javascript", "")


def test_licence_and_citation_are_the_projects_own(data: Path, published: PublishedRun):
    for name in ("LICENSE", "CITATION.cff"):
        assert (data / name).read_text("utf-8") == published.documents[name]


def test_without_licence_none_is_claimed(published: PublishedRun, tmp_path: Path):
    folder = written(replace(published, documents={}), tmp_path)
    assert "licenses" not in json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert not (folder / "LICENSE").exists()
