"""Rules by which values are made for other units, and everything that is wrong with them, at once."""

from __future__ import annotations

import pytest

from pipeline.framework import rebuild
from pipeline.framework.concordance import Concordance
from pipeline.framework.hierarchy import Node
from pipeline.framework.rebuild import Rebuilt
from pipeline.framework.sourcing import Sources
from pipeline.framework.units import Units

COLUMN = {"table": "t/people", "column": "{year}"}
RATIO = {"ratio": {"numerator": COLUMN, "denominator": COLUMN}}
SOURCES = Sources.read(
    {
        "max_age_years": 1,
        "indicators": {"plain": {"value": COLUMN}, "divided": {"value": RATIO}},
        "weights": {"people": {"name_vi": "dân số", "name_en": "population", "value": COLUMN}},
    },
    where="sources.yaml",
)


def node(code: str = "plain", **more: object) -> Node:
    names = {"name_vi": code, "name_en": code}
    return Node.model_validate(
        {"code": code, "role": "indicator", "level": 1, "parent": "0", "weight": 1} | names | more
    )


def units(*codes: str) -> Units:
    same = dict.fromkeys(("name_vi", "name_en", "region_code", "region_vi", "region_en"), "x")
    return Units.model_validate({"units": [{"unit_code": code, **same} for code in codes]})


def concordance(*pairs: tuple[str, str]) -> Concordance:
    rows = [{"old_code": old, "new_code": new, "share": 1} for old, new in pairs]
    return Concordance.read({"name": "map", "rows": rows}, where="map.csv")


NOTES = {"rebuild_note_vi": "vì", "rebuild_note_en": "because"}


@pytest.mark.parametrize(
    "own",
    [
        node(rebuild="sum"),
        node(rebuild="maximum"),
        node("divided", rebuild="ratio"),
        node(rebuild="ratio", rebuild_weight="people"),
        node(rebuild="average", rebuild_weight="people", **NOTES),
        node(rebuild="refused", **NOTES),
        node(),
    ],
)
def test_a_rule_that_says_all_it_needs_has_no_faults(own):
    assert rebuild.rule_faults([own], SOURCES) == []


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (node(rebuild="average", **NOTES), "'average' needs a rebuild_weight, which says what the parts count for"),
        (node(rebuild="ratio"), "publishes the ratio itself, and nobody knows what it was divided by"),
        (
            node("divided", rebuild="ratio", rebuild_weight="people"),
            "takes no rebuild_weight, for its source is a ratio",
        ),
        (node(rebuild="sum", rebuild_weight="people"), "takes no rebuild_weight, for the parts are not weighted"),
        (node(rebuild="ratio", rebuild_weight="peopel"), "no weight of sources.yaml; nearest: people"),
        (node(rebuild="average", rebuild_weight="people"), "needs its reason in rebuild_note_vi and rebuild_note_en"),
        (node(rebuild="refused", rebuild_note_vi="vì"), "needs its reason in rebuild_note_vi and rebuild_note_en"),
        (node(rebuild_weight="people"), "has a rebuild_weight and no rebuild rule"),
        (
            node("0", role="aggregate", level=2, parent=None, rebuild="sum"),
            "only indicators, outcomes and sizes have values",
        ),
    ],
)
def test_a_rule_that_lacks_something_says_what(own, said):
    (fault,) = rebuild.rule_faults([own], SOURCES)
    assert said in fault


def test_all_faults_of_an_edition_are_named_at_once():
    found = rebuild.faults(
        Rebuilt.model_validate(
            {
                "concordance": "map",
                "coverage": 1,
                "published": [{"code": "9", "value": COLUMN, "tolerance": 0}],
            }
        ),
        [node("a"), node("b", rebuild="sum"), node("c")],
        concordance=concordance(("1", "1"), ("2", "1")),
        before=units("1", "3"),
        after=units("1", "4"),
    )
    assert [fault.split(":")[0] for fault in found[:2]] == ["concordance 'map'"] * 2
    assert (
        "its old codes must be those of units_before.csv; not in the concordance: 3; not in units_before.csv: 2"
        in found[0]
    )
    assert "its new codes must be those of units.csv; not in the concordance: 4" in found[1]
    assert "found none for a; c" in found[2]
    assert "compares '9', which is no indicator" in found[3]


def test_units_that_go_together_have_no_faults():
    pairs = concordance(("1", "1"), ("2", "1"))
    about = Rebuilt(concordance="map", coverage=0.5)
    assert not rebuild.faults(about, [node(rebuild="sum")], concordance=pairs, before=units("1", "2"), after=units("1"))


def test_what_cannot_be_rebuilt_is_named():
    assert rebuild.refused([node("a", rebuild="refused"), node("b", rebuild="sum")]) == ["a"]


@pytest.mark.parametrize("coverage", [0, 1.1])
def test_a_coverage_is_a_share(coverage):
    with pytest.raises(ValueError, match="coverage"):
        Rebuilt(concordance="map", coverage=coverage)


def test_what_goes_together_is_given_whole_or_not_at_all():
    whole = [node(rebuild="sum")]
    assert rebuild.faults(None, whole, concordance=None, before=None, after=units("1")) == []
    (fault,) = rebuild.faults(None, whole, concordance=None, before=units("1"), after=units("1"))
    assert fault.startswith("`rebuilt` in edition.yaml, a concordance and units_before.csv go together")
