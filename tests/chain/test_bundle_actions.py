"""How a run came about, in a crate."""

from __future__ import annotations

import json

import pytest

from pipeline.chain import bundle_actions, bundle_contents, bundle_crate


def told(contents):
    """The contents of a bundle, and its entities by id."""
    crate = bundle_crate.begun(contents, {**contents.files, bundle_crate.README: b""})
    bundle_actions.tell(crate)
    return contents, {entity["@id"]: entity for entity in json.loads(crate.text())["@graph"]}


def ids(references):
    return {item["@id"] for item in ([references] if isinstance(references, dict) else references)}


@pytest.fixture
def found(contents):
    return told(contents)


def test_a_step_is_an_action_with_its_chapter_what_it_read_what_it_left_and_when(found):
    contents, entities = found
    action, line = entities["#action-02_imputation"], contents.made["02_imputation"]
    assert action["instrument"] == {"@id": "notebooks/02_imputation.ipynb"}
    assert (action["startTime"], action["endTime"]) == (line["started"], line["finished"])
    assert {"data/processed/mini-2024/nominal/values.csv", "#value-SEED"} <= ids(action["object"])
    assert ids(action["result"]) == {
        "data/processed/mini-2024/nominal/panel.csv",
        "reports/mini-2024/nominal/02_imputation.ipynb",
        "reports/mini-2024/nominal/report.html",
    }
    assert "agent" not in action, "the ledger names nobody"
    assert line["reason"] in action["description"]


def test_memory_is_told_with_its_unit(found):
    _, entities = found
    assert entities["#action-01_data"]["resourceUsage"] == {"@id": "#memory-01_data"}
    assert entities["#memory-01_data"]["value"] == "100.0"
    assert entities["#memory-01_data"]["unitCode"].endswith("MegaBYTE")


def test_the_run_as_a_whole_leads_from_raw_data_to_everything_in_force(found):
    contents, entities = found
    whole = entities["#run"]
    assert whole["instrument"] == entities["./"]["mainEntity"] == {"@id": bundle_actions.WORKFLOW}
    assert contents.closing["inputs"].keys() <= ids(whole["object"])
    assert ids(whole["result"]) == set(map(contents.output, contents.closing["outputs"]))


def test_steps_stand_in_order_each_with_its_chapter_and_its_action(found):
    _, entities = found
    workflow = entities[bundle_actions.WORKFLOW]
    assert [item["@id"] for item in workflow["step"]] == ["#step-01_data", "#step-02_imputation"]
    assert entities["#step-02_imputation"]["position"] == "2"
    assert entities["#control-02_imputation"]["object"] == {"@id": "#action-02_imputation"}
    assert ids(entities["#organise"]["object"]) == {"#control-01_data", "#control-02_imputation"}
    assert entities["#organise"]["result"] == {"@id": "#run"}


def test_chapters_hand_tables_on_through_one_formal_parameter(found):
    _, entities = found
    table = {"@id": "#parameter-values.csv"}
    assert table in entities["notebooks/01_data.ipynb"]["output"]
    assert table in entities["notebooks/02_imputation.ipynb"]["input"]
    assert {"@id": "#parameter-raw-mini"} in entities["notebooks/01_data.ipynb"]["input"]


def test_values_keep_their_type_and_a_formal_parameter_says_it(found):
    _, entities = found
    assert entities["#value-SEED"]["value"] == 7
    assert entities["#parameter-SEED"]["additionalType"] == "Integer"
    assert entities["#value-KURTOSIS_ALONE_LIMIT"]["value"] == "null"
    assert entities["#value-RUN"]["value"] == "nominal"


def test_nothing_refers_to_what_is_not_there(found):
    _, entities = found

    def references(value):
        if isinstance(value, dict):
            yield value["@id"]
        for item in value if isinstance(value, list) else ():
            yield from references(item)

    outside = ("https://w3id.org/ro/crate/1.1",)
    named = {name for entity in entities.values() for value in entity.values() for name in references(value)}
    assert named - entities.keys() - set(outside) == set()


def test_a_step_that_an_earlier_run_made_is_told_with_its_own_times(bundleable, contents):
    before = contents
    bundleable.rewrite("notebooks/02_imputation.ipynb", "step.finish()", "step.finish( )")
    bundleable.run()
    contents, entities = told(bundle_contents.gather(bundleable.edition, "nominal", root=bundleable.root))
    assert contents.closing["run_id"] != before.closing["run_id"]
    first = entities["#action-01_data"]
    assert f"by an earlier run ({before.closing['run_id']}), kept" in first["description"]
    assert entities["#run"]["startTime"] <= first["startTime"]


def test_a_run_in_which_every_step_was_kept_still_tells_how_each_was_made(bundleable, contents):
    bundleable.run()
    later, entities = told(bundle_contents.gather(bundleable.edition, "nominal", root=bundleable.root))
    assert later.head != contents.head
    assert {"#action-01_data", "#action-02_imputation"} <= entities.keys()
    assert entities["#action-01_data"]["startTime"] == contents.made["01_data"]["started"]
