"""What the data package says of tables, sources and terms."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.data import store
from pipeline.publication import data_package, open_tables
from pipeline.publication.published_run import PublishedRun


@pytest.fixture(scope="module")
def package(published: PublishedRun) -> dict[str, Any]:
    tables = open_tables.tables(published)
    return data_package.package(
        published, tables, {item.contract.name: store.to_text(item.frame, item.contract) for item in tables}
    )


def test_every_field_is_described_in_both_languages(package: dict[str, Any]):
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] == f"{field['description_vi']} / {field['description_en']}" for field in fields)


def test_codes_are_text_and_keys_are_declared(package: dict[str, Any]):
    scores = next(resource for resource in package["resources"] if resource["name"] == "scores")
    types = {field["name"]: field["type"] for field in scores["schema"]["fields"]}
    assert types == {"unit_code": "string", "code": "string", "level": "integer", "score": "number", "rank": "number"}
    assert scores["schema"]["primaryKey"] == ["unit_code", "code"]
    assert [key["reference"]["resource"] for key in scores["schema"]["foreignKeys"]] == ["units", "framework"]
    assert scores["schema"]["missingValues"] == [""]


def test_terms_are_the_producers_and_no_licence_is_invented(package: dict[str, Any], published: PublishedRun):
    assert [source["terms"] for source in package["sources"]] == [source.licence for source in published.sources]
    assert [licence["path"] for licence in package["licenses"]] == ["LICENSE"]
    assert "name" not in package["licenses"][0]


def test_it_says_edition_method_run_and_ledger(package: dict[str, Any], published: PublishedRun):
    assert (package["edition"], package["method"], package["run"]) == (
        "toy",
        published.edition.method.name,
        "nominal",
    )
    assert package["ledger"] == published.provenance.head
    assert published.edition.about.note_vi in package["description"]


def test_the_page_speaks_both_languages_and_names_every_table(published: PublishedRun):
    tables = open_tables.tables(published)
    page = data_package.readme(published, tables)
    assert page.index("Số dòng") < page.index("What it holds")
    assert all(page.count(f"| `{item.name}` |") == 2 for item in tables)
    assert published.provenance.head in page
