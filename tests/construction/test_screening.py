import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.construction import screening
from pipeline.errors import CoverageError, FrameworkError

UNITS = ("U1", "U2", "U3", "U4")
THREE = {"0": ("1",), "1": ("1.1",), "1.1": ("a", "b", "c")}
SUB_INDICES = {"0": ("I", "O"), "I": ("1",), "O": ("2",), "1": ("a", "b", "c"), "2": ("d", "e", "f")}


def blanked(tiny, *cells, codes=None):
    table = tiny.table() if codes is None else tiny.table({unit: range(len(codes)) for unit in UNITS}, codes=codes)
    for unit, code in cells:
        table.loc[unit, code] = np.nan
    return tiny.long(table)


def ranked(screened):
    return screened.screening.set_index("unit_code")["ranked"].to_dict()


def rule(screened, name, unit, node):
    table = screened.coverage.set_index(["rule", "unit_code", "node"])
    row = table.loc[(name, unit, node)]
    return row["present"], row["of"], row["required"], bool(row["passed"])


def test_a_complete_unit_is_ranked_without_a_reason(tiny):
    screened = screening.screen(tiny.long(tiny.table()), tiny.edition())
    assert ranked(screened) == dict.fromkeys(UNITS, True)
    assert set(screened.screening["reason_vi"]) | set(screened.screening["reason_en"]) == {""}


def test_two_of_three_are_066_and_one_is_not(tiny):
    edition = tiny.edition(tree=THREE, screening={"share": 0.66})
    values = blanked(tiny, ("U1", "a"), ("U2", "a"), ("U2", "b"), codes="abc")
    screened = screening.screen(values, edition)
    assert rule(screened, "share", "U1", "0") == (2, 3, 2, True)
    assert rule(screened, "share", "U2", "0") == (1, 3, 2, False)
    assert ranked(screened) == {"U1": True, "U2": False, "U3": True, "U4": True}


def test_two_of_three_are_less_than_067(tiny):
    edition = tiny.edition(tree=THREE, screening={"share": 0.67})
    screened = screening.screen(blanked(tiny, ("U1", "a"), codes="abc"), edition)
    assert rule(screened, "share", "U1", "0") == (2, 3, 3, False)


def test_exactly_the_required_share_passes_whatever_floats_make_of_it(tiny):
    codes = [f"i{number:02d}" for number in range(50)]
    edition = tiny.edition(tree={"0": ("1",), "1": ("1.1",), "1.1": codes}, screening={"share": 0.66})
    at_limit = blanked(tiny, *(("U1", code) for code in codes[:17]), codes=codes)
    below = blanked(tiny, *(("U1", code) for code in codes[:18]), codes=codes)
    assert rule(screening.screen(at_limit, edition), "share", "U1", "0") == (33, 50, 33, True)
    assert rule(screening.screen(below, edition), "share", "U1", "0") == (32, 50, 33, False)


def test_the_share_is_asked_of_every_sub_index_by_itself(tiny):
    edition = tiny.edition(
        tree=SUB_INDICES,
        roles=("indicator", "pillar", "sub_index", "index"),
        screening={"share": 0.66},
    )
    screened = screening.screen(blanked(tiny, ("U1", "d"), ("U1", "e"), codes="abcdef"), edition)
    assert rule(screened, "share", "U1", "I") == (3, 3, 2, True)
    assert rule(screened, "share", "U1", "O") == (1, 3, 2, False)
    assert not ranked(screened)["U1"]


def test_a_pillar_needs_two_computable_sub_pillars(tiny):
    edition = tiny.edition(screening={"sub_pillars": 2})
    screened = screening.screen(blanked(tiny, ("U1", "1.2.1"), ("U2", "1.1.1")), edition)
    assert rule(screened, "sub_pillars", "U1", "1") == (1, 2, 2, False)
    assert rule(screened, "sub_pillars", "U2", "1") == (2, 2, 2, True)


def test_a_pillar_with_a_single_sub_pillar_needs_that_one(tiny):
    edition = tiny.edition(screening={"sub_pillars": 2})
    screened = screening.screen(blanked(tiny, ("U1", "2.1.1"), ("U2", "2.1.1"), ("U2", "2.1.2")), edition)
    assert rule(screened, "sub_pillars", "U1", "2") == (1, 1, 1, True)
    assert rule(screened, "sub_pillars", "U2", "2") == (0, 1, 1, False)


def test_a_pillar_of_plain_indicators_has_no_sub_pillar_rule(tiny):
    edition = tiny.edition(
        tree=SUB_INDICES,
        roles=("indicator", "pillar", "sub_index", "index"),
        screening={"sub_pillars": 2},
    )
    coverage = screening.screen(blanked(tiny, codes="abcdef"), edition).coverage
    assert set(coverage["rule"]) == {"share"}


def test_a_pillar_below_its_floor_is_not_ranked(tiny):
    edition = tiny.edition(screening={"pillar_floor": {"1": 2}})
    screened = screening.screen(blanked(tiny, ("U1", "1.1.1"), ("U2", "1.1.1"), ("U2", "1.1.2")), edition)
    assert rule(screened, "floor", "U1", "1") == (2, 3, 2, True)
    assert rule(screened, "floor", "U2", "1") == (1, 3, 2, False)


def test_a_floor_above_the_number_of_indicators_is_refused(tiny):
    with pytest.raises(FrameworkError, match="pillar_floor asks 9 indicators of '2', which has 2 in this edition"):
        tiny.edition(screening={"pillar_floor": {"2": 9}})


def test_an_earlier_year_and_a_structural_zero_count_as_present(tiny):
    origin = {("U1", "1.1.2"): "structural_zero", ("U1", "1.1.1"): "earlier_year"}
    screened = screening.screen(tiny.long(tiny.table(), origin=origin), tiny.edition(screening={"share": 1.0}))
    assert ranked(screened)["U1"]


def test_a_zero_is_a_value(tiny):
    screened = screening.screen(tiny.long(tiny.table() * 0.0), tiny.edition(screening={"share": 1.0}))
    assert all(ranked(screened).values())


def zeros_of(screened, name, unit, node):
    return screened.coverage.set_index(["rule", "unit_code", "node"]).at[(name, unit, node), "zeros"]


def test_the_whole_index_is_asked_as_well_as_its_sub_indices(tiny):
    edition = tiny.edition(
        tree=SUB_INDICES,
        roles=("indicator", "pillar", "sub_index", "index"),
        screening={"share": 0.66},
    )
    screened = screening.screen(
        blanked(tiny, ("U1", "a"), ("U1", "d"), ("U2", "d"), ("U2", "e"), codes="abcdef"), edition
    )
    assert rule(screened, "share", "U1", "0") == (4, 6, 4, True)
    assert rule(screened, "share", "U2", "0") == (4, 6, 4, True)
    assert ranked(screened) == {"U1": True, "U2": False, "U3": True, "U4": True}


@settings(max_examples=30)
@given(missing=hnp.arrays(bool, (4, 6)), share=st.integers(0, 100).map(lambda whole: whole / 100))
def test_a_unit_that_passes_in_every_sub_index_passes_in_the_whole(tiny, missing, share):
    roles = ("indicator", "pillar", "sub_index", "index")
    edition = tiny.edition(tree=SUB_INDICES, roles=roles, screening={"share": share})
    table = tiny.table({unit: range(6) for unit in UNITS}, codes="abcdef").mask(missing)
    try:
        coverage = screening.screen(tiny.long(table), edition).coverage
    except CoverageError:
        return
    passed = coverage[coverage["rule"] == "share"].pivot(index="unit_code", columns="node", values="passed")
    assert (passed["0"] | ~(passed["I"] & passed["O"])).all()


def test_zeros_can_be_counted_as_missing_by_every_rule(tiny):
    thresholds = {"share": 0.6, "sub_pillars": 2, "pillar_floor": {"2": 1}, "zeros_are_missing": True}
    screened = screening.screen(tiny.long(tiny.table()), tiny.edition(screening=thresholds))
    assert rule(screened, "share", "U2", "0") == (2, 5, 3, False)  # 5, 4 and three zeros
    assert zeros_of(screened, "share", "U2", "0") == 3
    assert rule(screened, "sub_pillars", "U2", "1") == (1, 2, 2, False)
    assert zeros_of(screened, "sub_pillars", "U2", "1") == 1
    assert rule(screened, "floor", "U2", "2") == (0, 2, 1, False)
    assert zeros_of(screened, "floor", "U2", "2") == 2
    assert ranked(screened) == {"U1": True, "U2": False, "U3": True, "U4": True}


def test_without_the_option_no_zero_is_counted_as_missing(tiny):
    screened = screening.screen(tiny.long(tiny.table()), tiny.edition(screening={"share": 0.6}))
    assert set(screened.coverage["zeros"]) == {0}
    assert all(ranked(screened).values())


def test_a_zero_that_a_declared_rule_has_proven_is_present(tiny):
    origin = {("U2", "1.2.1"): "structural_zero", ("U2", "2.1.1"): "earlier_year"}
    edition = tiny.edition(screening={"share": 0.6, "zeros_are_missing": True})
    screened = screening.screen(tiny.long(tiny.table(), origin=origin), edition)
    assert rule(screened, "share", "U2", "0") == (3, 5, 3, True)
    assert zeros_of(screened, "share", "U2", "0") == 2  # published in the latest year or in an earlier one


@settings(max_examples=30)
@given(values=hnp.arrays(float, (4, 5), elements=st.sampled_from([0.0, 1.0, np.nan])))
def test_what_is_present_and_the_zeros_are_all_that_is_known(tiny, values):
    table = tiny.table(dict(zip(UNITS, values, strict=True)))
    edition = tiny.edition(screening={"share": 0.0, "sub_pillars": 1, "zeros_are_missing": True})
    before = table.copy()
    try:
        coverage = screening.screen(tiny.long(table), edition).coverage
    except CoverageError:
        return
    own = coverage[coverage["rule"] == "share"].set_index("unit_code")
    assert own["present"].to_dict() == ((table != 0) & table.notna()).sum(axis=1).to_dict()
    assert (own["present"] + own["zeros"]).to_dict() == table.notna().sum(axis=1).to_dict()
    assert table.equals(before)


def test_a_unit_that_fails_for_its_zeros_is_told_so(tiny):
    edition = tiny.edition(screening={"share": 0.6, "zeros_are_missing": True})
    row = screening.screen(tiny.long(tiny.table()), edition).screening.set_index("unit_code").loc["U2"]
    assert row["reason_en"].startswith("0 en: 2 of 5 indicators, 3 needed (1 short; 3 not counted, being zero)")
    assert row["reason_vi"].startswith("0 vi: có 2/5 chỉ tiêu, cần 3 (thiếu 1; 3 do số 0 coi là thiếu)")


def test_a_unit_that_is_not_ranked_is_told_what_it_lacks_in_both_languages(tiny):
    edition = tiny.edition(screening={"share": 0.8, "sub_pillars": 2})
    screened = screening.screen(blanked(tiny, ("U1", "2.1.1"), ("U1", "2.1.2")), edition)
    row = screened.screening.set_index("unit_code").loc["U1"]
    assert row["reason_en"] == (
        "0 en: 3 of 5 indicators, 4 needed (1 short); 2 en: 0 of 1 computable sub-pillars, 1 needed (1 short)"
    )
    assert row["reason_vi"] == (
        "0 vi: có 3/5 chỉ tiêu, cần 4 (thiếu 1); 2 vi: có 0/1 nhóm chỉ tiêu tính được, cần 1 (thiếu 1)"
    )


def test_fewer_than_two_ranked_units_are_no_ranking(tiny):
    edition = tiny.edition(screening={"share": 1.0})
    values = blanked(tiny, *((unit, "1.1.1") for unit in UNITS[1:]))
    with pytest.raises(CoverageError, match=r"edition tiny: a ranking needs at least two units .* found 1 of 4"):
        screening.screen(values, edition)
