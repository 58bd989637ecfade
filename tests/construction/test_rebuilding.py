"""One indicator on other units, by hand: two units of three become one, one is divided, one changes only its code."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import rebuilding
from pipeline.construction.rebuilding import Parts, Rebuilder
from pipeline.errors import DataError, FrameworkError
from pipeline.framework.edition import Edition

NAN = float("nan")
MERGED = {"U1": [("U1", 1.0)], "U2": [("M", 1.0)], "U3": [("M", 1.0)], "U4": [("N", 1.0)]}
DIVIDED = MERGED | {"U3": [("M", 0.25), ("D", 0.75)]}
LEFT = {"rebuild_note_vi": "vì", "rebuild_note_en": "because"}


def edition(tiny, map_=MERGED, *, coverage=1.0, **node) -> Edition:
    """The tiny edition of U1 to U4, for the units of a map; ``node`` are the rule's cells of the indicator ``a``."""
    new = list(dict.fromkeys(code for heirs in map_.values() for code, _ in heirs))
    rule = {"rebuild": "sum"} | node
    plain = {"a": {"rebuild": "sum"}, "o.1": {"rebuild": "sum"}}
    whole = tiny.edition(tree={"0": ("a",)}, roles=("indicator", "index"), units=tuple(map_), nodes=plain)
    nodes = [item.model_copy(update=rule) if item.code == "a" else item for item in whole.full_framework.nodes]
    same = {"name_vi": "tên", "name_en": "name", "region_vi": "x", "region_en": "x"}
    rows = [{"old_code": old, "new_code": to, "share": share} for old, heirs in map_.items() for to, share in heirs]
    own = {name: getattr(whole, name) for name in Edition.model_fields}
    weights = {"people": {"name_vi": "dân số", "name_en": "people", "value": {"table": "t/p", "column": "{year}"}}}
    return Edition.read(
        own
        | {
            "about": whole.about.model_copy(
                update={"rebuilt": rebuilding.rebuild.Rebuilt(concordance="map", coverage=coverage)}
            ),
            "full_framework": whole.full_framework.model_copy(update={"nodes": tuple(nodes)}),
            "units_before": whole.units,
            "units": {"units": [{"unit_code": code, "region_code": "N", **same} for code in new]},
            "concordance": {"name": "map", "rows": rows},
            "sources": whole.sources.model_dump() | {"weights": weights},
        },
        where="edition tiny",
    )


def cells(*values: float, status: str = "AAAA", origin: tuple[str, ...] = ("published",) * 4) -> pd.DataFrame:
    own = pd.DataFrame({"value": values, "status": list(status), "origin": origin}, index=["U1", "U2", "U3", "U4"])
    blank = own["value"].isna()
    own.loc[blank, "status"] = "O"
    own.loc[blank & (own["origin"] == "published"), "origin"] = "not_published"
    return own


def rebuilt(made: Edition, parts: Parts) -> rebuilding.Rebuilt:
    return Rebuilder(made).rebuild(made.framework.node("a"), parts, 2024)


def test_a_sum_adds_up_and_a_unit_that_has_not_changed_keeps_everything(tiny):
    found = rebuilt(edition(tiny), Parts(cells(1 / 3, 0.1, 0.2, 7.0, status="PAPE")))
    assert found.cells["value"].to_dict() == {"M": 0.3, "N": 7.0, "U1": 1 / 3}
    assert found.cells["status"].to_dict() == {"M": "P", "N": "E", "U1": "P"}  # N is U4 under another code
    assert found.record["unit_code"].tolist() == ["M"]
    assert found.record.iloc[0].to_dict() == {
        "unit_code": "M",
        "code": "a",
        "year": 2024,
        "rule": "sum",
        "weight": "",
        "n_parts": 2,
        "n_present": 2,
        "coverage": 1.0,
        "part_low": 0.1,
        "part_high": 0.2,
        "approximate": False,
    }


def test_the_totals_before_and_after_are_written_down(tiny):
    found = rebuilt(edition(tiny), Parts(cells(1.0, 0.1, 0.2, NAN))).checks.iloc[0]
    assert found[["code", "part", "year", "expected", "found", "missing"]].tolist() == ["a", "value", 2024, 1.3, 1.3, 0]
    assert found[["difference", "tolerance", "within"]].tolist() == [0.0, 0.0, True]


def test_what_is_in_a_unit_that_lacks_a_part_is_told_apart(tiny):
    found = rebuilt(edition(tiny), Parts(cells(1.0, 0.1, NAN, 2.0)))
    assert np.isnan(found.cells.at["M", "value"])
    assert found.cells.loc["M", ["status", "origin"]].tolist() == ["O", "not_published"]
    assert found.checks.iloc[0][["expected", "found", "missing", "difference"]].tolist() == [3.1, 3.0, 0.1, 0.0]


def test_a_ratio_divides_sums_and_gets_its_factor(tiny):
    """100 of 1000 and 300 of 1000 people, per 100: 400 of 2000 are 20, not the 20 of the mean of 10 and 30 by chance."""
    above, below = cells(5.0, 100.0, 300.0, 4.0), cells(10.0, 1000.0, 3000.0, 2.0)
    whole = above.assign(value=100 * above["value"] / below["value"])
    made = edition(tiny, rebuild="ratio", rebuild_weight="people")
    found = rebuilt(made, Parts(whole, above, below, factor=100.0))
    assert found.cells["value"].to_dict() == {"M": 10.0, "N": 200.0, "U1": 50.0}
    assert found.checks["part"].tolist() == ["numerator", "denominator"]
    assert found.record[["part_low", "part_high", "approximate"]].iloc[0].tolist() == [10.0, 10.0, False]


def test_a_published_ratio_is_weighted_by_what_it_was_divided_by_and_is_no_approximation(tiny):
    found = rebuilt(
        edition(tiny, rebuild="ratio", rebuild_weight="people"),
        Parts(cells(1.0, 10.0, 40.0, 1.0), weight=cells(1.0, 20.0, 10.0, 1.0, status="APAA")),
    )
    assert found.cells.at["M", "value"] == 20.0
    assert found.cells.at["M", "status"] == "P"
    assert found.checks.empty


def test_an_average_is_estimated_and_says_so(tiny):
    found = rebuilt(
        edition(tiny, rebuild="average", rebuild_weight="people", **LEFT),
        Parts(cells(1.0, 10.0, 40.0, 1.0), weight=cells(1.0, 20.0, 10.0, 1.0)),
    )
    assert found.cells["status"].to_dict() == {"M": "E", "N": "A", "U1": "A"}
    assert found.record[["weight", "part_low", "part_high", "approximate"]].iloc[0].tolist() == ["people", 10, 40, True]


def test_present_parts_stand_in_where_the_coverage_allows_and_are_flagged(tiny):
    parts = Parts(cells(1.0, 10.0, NAN, 1.0), weight=cells(1.0, 30.0, 10.0, 1.0))
    rule = {"rebuild": "ratio", "rebuild_weight": "people"}
    assert np.isnan(rebuilt(edition(tiny, **rule), parts).cells.at["M", "value"])
    found = rebuilt(edition(tiny, coverage=0.75, **rule), parts)
    assert found.cells.loc["M", ["value", "status"]].tolist() == [10.0, "E"]
    assert found.record[["n_parts", "n_present", "coverage", "approximate"]].iloc[0].tolist() == [2, 1, 0.75, True]


def test_a_sum_is_never_scaled_up(tiny):
    found = rebuilt(edition(tiny, coverage=0.1), Parts(cells(1.0, 10.0, NAN, 1.0)))
    assert np.isnan(found.cells.at["M", "value"])


def test_a_piece_of_a_unit_is_an_approximation(tiny):
    found = rebuilt(edition(tiny, DIVIDED), Parts(cells(1.0, 10.0, 8.0, 1.0)))
    assert found.cells["value"].to_dict() == {"D": 6.0, "M": 12.0, "N": 1.0, "U1": 1.0}
    assert found.cells["status"].to_dict() == {"D": "E", "M": "E", "N": "A", "U1": "A"}


def test_a_maximum_is_that_of_the_parts(tiny):
    assert rebuilt(edition(tiny, rebuild="maximum"), Parts(cells(1.0, 10.0, 8.0, 1.0))).cells.at["M", "value"] == 10.0


def test_a_structural_zero_is_one_only_where_every_part_is(tiny):
    both = ("published", "structural_zero", "structural_zero", "published")
    one = ("published", "structural_zero", "published", "published")
    found = [rebuilt(edition(tiny), Parts(cells(1.0, 0.0, 0.0, 1.0, origin=origin))) for origin in (both, one)]
    assert [own.cells.at["M", "origin"] for own in found] == ["structural_zero", "published"]


def test_a_blank_is_a_fault_of_the_source_only_where_no_part_is_blank_for_another_reason(tiny):
    fault = ("published", "source_fault", "published", "published")
    found = rebuilt(edition(tiny), Parts(cells(1.0, NAN, 2.0, 1.0, origin=fault)))
    assert found.cells.at["M", "origin"] == "source_fault"
    found = rebuilt(edition(tiny), Parts(cells(1.0, NAN, NAN, 1.0, origin=fault)))
    assert found.cells.at["M", "origin"] == "not_published"


@pytest.mark.parametrize(
    ("weights", "said"),
    [((1.0, 0.0, 0.0, 1.0), "found a sum of 0 for tên \\(M\\)"), ((1.0, -2.0, 1.0, 1.0), "found less for x \\(U2\\)")],
)
def test_weights_that_cannot_divide_are_refused_by_name(tiny, weights, said):
    made = edition(tiny, rebuild="ratio", rebuild_weight="people")
    with pytest.raises(DataError, match=f"indicator a, 2024: .*{said}"):
        rebuilt(made, Parts(cells(1.0, 2.0, 3.0, 4.0), weight=cells(*weights)))


def test_inputs_are_not_changed(tiny):
    given = cells(1.0, 10.0, 8.0, 1.0)
    before = given.copy()
    rebuilt(edition(tiny), Parts(given))
    pd.testing.assert_frame_equal(given, before)


def test_an_edition_of_the_units_of_its_tables_has_nothing_to_rebuild(tiny):
    with pytest.raises(FrameworkError, match="nothing to rebuild without `rebuilt`"):
        Rebuilder(tiny.edition())
    assert rebuilding.rules(tiny.edition()).empty


def test_the_rules_are_listed_with_refusals(tiny):
    found = rebuilding.rules(edition(tiny, rebuild="average", rebuild_weight="people", **LEFT)).set_index("code")
    assert found.loc["a", ["rule", "weight", "note_en", "approximate", "refused"]].tolist() == [
        *("average", "people", "because", True, False)
    ]
    assert found.at["o.1", "rule"] == "sum"


def test_rebuilt_values_are_held_against_published_ones_to_the_last_decimal():
    values, published = (
        pd.Series({"M": 0.3, "N": 1.0, "U1": NAN}),
        pd.Series({"M": 0.29, "N": 1.02, "U1": 1.0, "D": NAN}),
    )
    found = rebuilding.held_against("a", 2024, values, published, tolerance=0.01)
    assert found["unit_code"].tolist() == ["M", "N", "U1"]
    assert found["within"].tolist() == [True, False, False]  # 0.3 - 0.29 is 0.010000000000000009 in binary
    assert found["difference"].tolist()[0] == 0.01
