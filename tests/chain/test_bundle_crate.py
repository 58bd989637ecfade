"""A bundle described for others: root, files, licences."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from pipeline.chain import bundle_contents, bundle_crate, release

UNCERTAIN = b"Cite the producer. Terms of reuse are to be confirmed by whoever publishes."


def entities(contents):
    files = {**contents.files, bundle_crate.README: b"# Read me\n"}
    metadata = json.loads(bundle_crate.begun(contents, files).text())
    return {entity["@id"]: entity for entity in metadata["@graph"]}


def test_the_root_names_edition_and_run_in_both_languages_with_the_ledgers_date_and_head(contents):
    root = entities(contents)["./"]
    assert (root["temporalCoverage"], root["dateCreated"]) == ("2024", contents.closing["finished"])
    assert (root["name"], root["alternateName"]) == ("Chỉ số nhỏ", "Mini index")
    assert (root["identifier"], root["version"]) == ("mini-2024/nominal", contents.head)
    assert root["datePublished"] == contents.closing["finished"]


def test_it_says_crate_1_1_and_the_four_profiles(contents):
    found = entities(contents)
    assert found["ro-crate-metadata.json"]["conformsTo"] == [
        {"@id": "https://w3id.org/ro/crate/1.1"},
        {"@id": "https://w3id.org/workflowhub/workflow-ro-crate/1.0"},
    ]
    assert [item["@id"] for item in found["./"]["conformsTo"]] == list(bundle_crate.PROFILES)


def test_the_context_is_that_of_1_1_and_the_terms_that_it_lacks(contents):
    text = bundle_crate.begun(contents, {**contents.files, bundle_crate.README: b""}).text()
    first, terms = json.loads(text)["@context"]
    assert first == "https://w3id.org/ro/crate/1.1/context"
    assert terms.keys() == {"sha256", "resourceUsage"}


def test_every_file_stands_with_its_digest_and_size(contents):
    found = entities(contents)
    for name, content in contents.files.items():
        assert found[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert found[name]["contentSize"] == str(len(content))


def test_a_free_licence_is_said_without_conditions(contents):
    found = entities(contents)
    assert found["data/raw/mini/"]["license"] == {"@id": "#licence-mini"}
    assert found["data/raw/mini/table.csv"]["license"] == {"@id": "#licence-mini"}
    assert found["#licence-mini"]["url"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert "conditionsOfAccess" not in found["./"]
    assert [item["@id"] for item in found["#licence"]["hasPart"]] == ["LICENSE", "#licence-mini"]


def test_terms_that_are_to_be_confirmed_are_a_condition_of_access(contents):
    name = "data/raw/mini/source.yaml"
    described = contents.files[name].replace(b"CC0", UNCERTAIN)
    found = entities(dataclasses.replace(contents, files={**contents.files, name: described}))
    assert found["data/raw/mini/"]["conditionsOfAccess"] == UNCERTAIN.decode()
    assert found["./"]["conditionsOfAccess"] == "Terms of reuse of mini are to be confirmed with the producer"
    assert "url" not in found["#licence-mini"]


def test_a_release_goes_with_its_run_and_an_embargo_is_a_condition_of_access(bundleable):
    asked = release.asked(
        [f"{part}=Trần Thị A, office" for part in release.PARTS], released="2026-01-01", embargo="2026-03-01"
    )
    release.release(bundleable.edition, asked, root=bundleable.root)
    released = bundle_contents.gather(bundleable.edition, "nominal", root=bundleable.root)
    found = entities(released)
    assert found["./"]["conditionsOfAccess"] == "Not to be published before 2026-03-01"
    assert "method approved by Trần Thị A, office" in found["params/releases/mini-2024.yaml"]["description"]
    assert found["./"]["datePublished"] == "2026-03-01", "the first day on which it may be"
    assert found["./"]["dateCreated"] == released.closing["finished"]


def test_a_variant_is_not_taken_for_the_edition_as_published(contents):
    root = entities(dataclasses.replace(contents, run="gii", closing={**contents.closing, "outputs": {}}))["./"]
    assert (root["name"], root["alternateName"]) == ("Chỉ số nhỏ (gii)", "Mini index (gii)")


def test_whom_to_cite_is_said_where_the_project_says_it_and_nobody_is_named_otherwise(contents):
    assert "author" not in entities(contents)["./"]
    person = "{given-names: A, family-names: Trần, orcid: 'https://orcid.org/0000-0002-1825-0097'}"
    citation = f"authors: [{person}, {{name: A team}}]".encode()
    found = entities(dataclasses.replace(contents, files={**contents.files, "CITATION.cff": citation}))
    first, second = (found[item["@id"]] for item in found["./"]["author"])
    assert (first["@id"], first["@type"]) == ("https://orcid.org/0000-0002-1825-0097", "Person")
    assert (second["name"], second["@type"]) == ("A team", "Organization")


def test_chapters_and_tables_say_what_they_are(contents):
    found = entities(contents)
    assert found["notebooks/01_data.ipynb"]["description"] == "Chapter as stored: 01_data"
    assert "value (number)" in found["data/processed/mini-2024/nominal/values.csv"]["description"]
