import pydantic
import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.hierarchy import Hierarchy, Node


def changed(rows, code, **cells):
    """The rows with some cells of one of them replaced."""
    return [{**row, **cells} if row["code"] == code else row for row in rows]


def test_a_tree_knows_its_root_children_and_leaves(tree, five):
    framework = tree(five)
    assert framework.root.code == "0"
    assert [node.code for node in framework.children("A")] == ["a1", "a2"]
    assert framework.leaves("0") == ["a1", "a2", "b1"]
    assert framework.leaves("b1") == ["b1"]


def test_an_outcome_is_no_node_of_the_tree(tree, five):
    framework = tree(five)
    assert "o" not in [node.code for node in framework.tree]
    assert [node.code for node in framework.outcomes] == ["o"]
    assert framework.node("o").role == "outcome"


def test_levels_are_found_by_their_role(tree, five):
    framework = tree(five)
    assert [node.code for node in framework.with_role("pillar")] == ["A", "B"]
    assert framework.with_role("sub_index") == ()
    assert framework.ancestor("a2", "pillar").code == "A"
    assert framework.ancestor("0", "pillar") is None


def test_an_unknown_node_is_refused(tree, five):
    with pytest.raises(FrameworkError, match="there is no node 'z'; known: 0; A; B"):
        tree(five).node("z")


def test_a_parent_that_does_not_exist_is_refused(tree, five):
    with pytest.raises(FrameworkError, match="'b1' names the parent 'Z', which does not exist"):
        tree(changed(five, "b1", parent="Z"))


def test_an_outcome_is_nobodys_parent(tree, five):
    with pytest.raises(FrameworkError, match="'b1' names the parent 'o', which does not exist"):
        tree(changed(five, "b1", parent="o"))


def test_a_cycle_is_refused(tree, five):
    looped = changed(changed(five, "A", parent="B"), "B", parent="A")
    with pytest.raises(FrameworkError, match=r"'A' is its own ancestor \(a cycle through 'B'\)"):
        tree(looped)


def test_only_the_nodes_of_a_cycle_are_named(tree, five):
    looped = changed(changed(five, "A", parent="B"), "B", parent="A")
    with pytest.raises(FrameworkError, match="own ancestor") as refused:
        tree(looped)
    assert "'a1'" not in str(refused.value)


def test_two_roots_are_refused(tree, five):
    with pytest.raises(FrameworkError, match="exactly one root, found 2: 0; B"):
        tree(changed(five, "B", parent=None))


def test_a_framework_without_nodes_is_refused(tree):
    with pytest.raises(FrameworkError, match="exactly one root, found 0: none"):
        tree([])


def test_a_code_that_stands_twice_is_refused(tree, five):
    with pytest.raises(FrameworkError, match="code 'a1' stands 2 times; codes must be unique"):
        tree([*five, five[3]])


def test_codes_that_look_like_one_number_are_different_codes(tree, five, row):
    framework = tree([*five, row("1.1", parent="B"), row("1.10", parent="B")])
    assert {"1.1", "1.10"} <= set(framework.indicator_codes)


@pytest.mark.parametrize("text", ["0", "2", "-2", "1.0", "", "more"])
def test_a_direction_is_plus_or_minus_one(row, text):
    with pytest.raises(FrameworkError, match=r"direction: Input should be 1 or -1 \(found"):
        Node.read(row("a1", direction=text), where="framework.csv, row 5")


@pytest.mark.parametrize(("text", "direction"), [("1", 1), ("+1", 1), ("-1", -1), (-1, -1)])
def test_a_direction_may_be_written_with_its_sign(row, text, direction):
    assert Node.model_validate(row("a1", direction=text)).direction == direction


@pytest.mark.parametrize("high", [40.0, 39.0, float("nan")])
def test_goalposts_need_low_below_high(row, high):
    with pytest.raises(FrameworkError, match=r"indicator a1: goalposts need low < high, got low=40\.0, high="):
        Node.read(row("a1", goalpost_low=40, goalpost_high=high), where="framework.csv")


def test_a_goalpost_does_not_stand_alone(row):
    with pytest.raises(FrameworkError, match="indicator a1: goalposts need both low and high, or neither"):
        Node.read(row("a1", goalpost_low=40), where="framework.csv")


def test_plausible_bounds_need_low_below_high(row):
    with pytest.raises(FrameworkError, match=r"indicator a1: plausible bounds need low < high, got low=1\.0, high=0"):
        Node.read(row("a1", plausible_low=1, plausible_high=0), where="framework.csv")


def test_one_plausible_bound_is_enough(row):
    assert Node.model_validate(row("a1", plausible_low=0)).plausible_high is None


@pytest.mark.parametrize("cells", [{"level": 1}, {"parent": "A"}])
def test_an_outcome_with_a_level_or_a_parent_is_refused(tree, five, cells):
    with pytest.raises(FrameworkError, match="outcome 'o' has a level or a parent; it stands beside the tree"):
        tree(changed(five, "o", **cells))


def test_an_aggregate_without_children_is_refused(tree, five, row):
    with pytest.raises(FrameworkError, match="aggregate 'C' has no children; remove it or give it some"):
        tree([*five, row("C", "aggregate", parent="0")])


def test_an_indicator_is_at_level_one(tree, five):
    with pytest.raises(FrameworkError, match="indicator 'a1' is at level 2; an indicator is at level 1"):
        tree(changed(five, "a1", level=2))


@pytest.mark.parametrize("level", [1, None])
def test_an_aggregate_is_at_level_two_or_above(tree, five, level):
    with pytest.raises(FrameworkError, match=f"aggregate 'A' is at level {level}; an aggregate is at level 2 or above"):
        tree(changed(five, "A", level=level))


def test_a_level_without_a_name_is_refused(tree, five):
    with pytest.raises(FrameworkError, match=r"'0' is at level 4, which edition\.yaml does not name under levels"):
        tree(changed(five, "0", level=4))


def test_a_parent_stands_above_its_children(tree, five):
    with pytest.raises(FrameworkError, match=r"'B' \(level 2\) has the parent 'A' at level 2; a parent stands above"):
        tree(changed(five, "B", parent="A"))


def test_a_child_may_skip_a_level(tree, five, row):
    assert tree([*five, row("c1", parent="0")]).leaves("0") == ["a1", "a2", "b1", "c1"]


def test_a_node_of_the_tree_needs_a_weight(tree, five):
    with pytest.raises(FrameworkError, match="'a1' has no weight; give one"):
        tree(changed(five, "a1", weight=None))


def test_a_negative_weight_is_refused(row):
    with pytest.raises(FrameworkError, match=r"weight: .*greater than or equal to 0 \(found -1\)"):
        Node.read(row("a1", weight=-1), where="framework.csv")


def test_children_that_all_have_weight_zero_are_refused(tree, five):
    with pytest.raises(FrameworkError, match="the children of 'A' all have weight 0; give one of them a weight"):
        tree(changed(changed(five, "a1", weight=0), "a2", weight=0))


def test_one_weight_of_zero_is_allowed(tree, five):
    assert tree(changed(five, "a1", weight=0)).node("a1").weight == 0


def test_a_level_named_twice_is_refused(five):
    level = {"level": 1, "role": "indicator", "name_vi": "x", "name_en": "x"}
    with pytest.raises(FrameworkError, match="level 1 is named 2 times under levels; name it once"):
        Hierarchy.read({"nodes": five, "levels": [level, level]}, where="edition.yaml")


def test_an_unknown_transformation_is_refused(row):
    with pytest.raises(FrameworkError, match=r"transformation: .*'log1p'.* \(found 'ln'\)"):
        Node.read(row("a1", transformation="ln"), where="framework.csv")


def test_every_fault_of_a_tree_is_told_at_once(tree, five):
    faulty = changed(changed(five, "b1", parent="Z"), "a1", weight=None)
    with pytest.raises(FrameworkError, match=r"'a1' has no weight.*; 'b1' names the parent 'Z'"):
        tree(faulty)


def test_leaving_out_an_indicator_takes_an_emptied_aggregate_with_it(tree, five):
    framework = tree(five).without(["b1"])
    assert [node.code for node in framework.tree] == ["0", "A", "a1", "a2"]


def test_leaving_out_nothing_keeps_the_tree(tree, five):
    assert tree(five).without([]) == tree(five)


def test_leaving_out_every_indicator_is_refused(tree, five):
    with pytest.raises(pydantic.ValidationError, match="exactly one root, found 0"):
        tree(five).without(["a1", "a2", "b1"])


def test_further_columns_of_a_row_are_kept(row):
    assert Node.model_validate(row("a1", laboratory="north")).model_extra == {"laboratory": "north"}


def test_names_measures_and_definitions_come_in_two_languages(row):
    node = Node.model_validate(
        row("a1", unit_of_measure="persons", unit_of_measure_vi="người", definition_vi="là", definition_en="is")
    )
    assert [node.name("vi"), node.measure("vi"), node.definition("vi")] == ["a1 vi", "người", "là"]
    assert [node.name("en"), node.measure("en"), node.definition("en")] == ["a1 en", "persons", "is"]


def test_without_a_vietnamese_measure_the_other_stands_in(row):
    assert Node.model_validate(row("a1", unit_of_measure="%")).measure("vi") == "%"


def test_a_hierarchy_refuses_an_unknown_key():
    with pytest.raises(FrameworkError, match="unknown key 'branches'; known keys: incomplete, levels, nodes"):
        Hierarchy.read({"nodes": [], "levels": [], "branches": []}, where="framework.csv")


def test_without_a_level_of_pillars_they_are_what_stands_below_the_root(tree, five):
    assert [node.code for node in tree(five).pillars] == ["A", "B"]
    roles = enumerate(("indicator", "sub_pillar", "index"), start=1)
    levels = [{"level": number, "role": role, "name_vi": role, "name_en": role} for number, role in roles]
    flat = Hierarchy.read({"nodes": five, "levels": levels}, where="framework.csv")
    assert [node.code for node in flat.pillars] == ["A", "B"]


def test_children_stand_in_the_order_of_the_framework_and_an_indicator_has_none(tree, five):
    framework = tree(five)
    assert [node.code for node in framework.children("A")] == ["a1", "a2"]
    assert framework.children("a1") == ()


def test_measurement_is_said_of_a_group_and_not_of_an_indicator(row):
    assert Node.model_validate(row("A", "aggregate", measurement="formative")).measurement == "formative"
    with pytest.raises(
        ValueError, match="indicator a1: measurement is said of a group of indicators, found 'formative'"
    ):
        Node.model_validate(row("a1", measurement="formative"))


def test_official_concepts_are_parted_by_a_bar(row):
    assert Node.model_validate(row("a1", official_concept=" Một | Hai ")).official_concepts == ["Một", "Hai"]
    assert Node.model_validate(row("a1")).official_concepts == []
