"""What framework.csv says for those who supply values."""

from __future__ import annotations

import pydantic
import pytest

from pipeline.framework.hierarchy import Hierarchy, Level, Node

LEVELS = (
    Level(level=1, role="indicator", name_vi="a", name_en="a"),
    Level(level=2, role="index", name_vi="b", name_en="b"),
)


def tree(*indicators: Node, incomplete: bool = False) -> Hierarchy:
    root = Node(code="0", role="aggregate", level=2, name_vi="Chỉ số", name_en="Index", weight=1)
    return Hierarchy(nodes=(root, *indicators), levels=LEVELS, incomplete=incomplete)


def indicator(code: str, **said: object) -> Node:
    return Node(code=code, role="indicator", level=1, parent="0", name_vi="x", name_en="x", weight=1, **said)


def test_units_supply_what_is_declared_theirs_and_what_nobody_is_declared_for():
    suppliers = {given: indicator("1", supplier=given).supplied_by_units for given in ("unit", "", "VCCI (PCI)")}
    assert suppliers == {"unit": True, "": True, "VCCI (PCI)": False}


def test_texts_are_had_in_both_languages():
    node = indicator("1", evidence_vi="Quyết định", evidence_en="Decision")
    assert [node.said("evidence", language) for language in ("vi", "en")] == ["Quyết định", "Decision"]


@pytest.mark.parametrize("whole", ["9", "1"])
def test_a_part_is_part_of_another_row(whole):
    with pytest.raises(pydantic.ValidationError, match=f"'1' is part of '{whole}', which is no other row"):
        tree(indicator("1", part_of=whole))


def test_only_an_incomplete_framework_may_have_an_aggregate_without_children():
    empty = Node(code="2", role="aggregate", level=2, parent="", name_vi="x", name_en="x", weight=1)
    assert tree(incomplete=True).leaves("0") == []
    with pytest.raises(pydantic.ValidationError, match="aggregate '0' has no children"):
        tree()
    with pytest.raises(pydantic.ValidationError, match="exactly one root, found 2"):
        Hierarchy(nodes=(*tree(indicator("1")).nodes, empty), levels=LEVELS, incomplete=True)


def test_an_unknown_type_of_value_is_refused():
    with pytest.raises(pydantic.ValidationError, match="value_type"):
        indicator("1", value_type="share")
