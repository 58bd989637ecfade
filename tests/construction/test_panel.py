import pytest

from pipeline.construction import panel
from pipeline.construction.panel import Part
from pipeline.errors import FrameworkError

REASON = {"reason_vi": "thiếu", "reason_en": "absent"}


@pytest.fixture
def part(tiny):
    """One edition of the small tree with its values moved by a number."""

    def make(year, *, shift=0.0, drop=(), **changes):
        edition = tiny.edition(id=f"tiny-{year}", year=year, **changes)
        return Part(edition=edition, values=tiny.table()[edition.framework.indicator_codes].drop(list(drop)) + shift)

    return make


def test_a_panel_has_a_row_for_every_edition_and_unit(part):
    joined = panel.join([part(2023), part(2024, shift=1.0, drop=["U2"])])
    assert joined.values.index.names == ["edition", "unit_code"]
    assert joined.values.loc["tiny-2024"].index.tolist() == ["U1", "U3", "U4"]
    assert joined.values.loc[("tiny-2024", "U1"), "1.1.1"] == 11.0
    assert joined.left_out.empty


def test_editions_stand_by_year_and_the_first_one_named_lends_its_tree(part):
    joined = panel.join([part(2024), part(2022), part(2023)])
    assert joined.ids == ["tiny-2022", "tiny-2023", "tiny-2024"]
    assert joined.base.id == "tiny-2024"


def test_an_indicator_that_an_edition_leaves_out_is_left_out_with_the_reason(part):
    joined = panel.join([part(2023), part(2024, left_out={"1.2.1": REASON})])
    assert joined.left_out[["code", "reason_vi", "reason_en"]].to_numpy().tolist() == [
        ["1.2.1", "không có trong tiny-2024", "absent from tiny-2024"]
    ]
    assert joined.base.framework.indicator_codes == ["1.1.1", "1.1.2", "2.1.1", "2.1.2"]
    assert "1.2" not in joined.base.framework.by_code  # a sub-pillar without indicators goes with them
    assert list(joined.values.columns) == joined.base.framework.indicator_codes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"direction": -1}, "direction differs: '1' (tiny-2023), '-1' (tiny-2024)"),
        ({"unit_of_measure": "km"}, "unit of measure differs: '' (tiny-2023), 'km' (tiny-2024)"),
        ({"name_vi": "khác"}, "name differs: '1.2.1 vi' (tiny-2023), 'khác' (tiny-2024)"),
    ],
)
def test_a_code_that_stands_for_another_concept_is_left_out(part, change, reason):
    joined = panel.join([part(2023), part(2024, nodes={"1.2.1": change})])
    assert joined.left_out[["code", "reason_en"]].to_numpy().tolist() == [["1.2.1", reason]]


def test_floors_of_screening_do_not_outlive_the_indicators_that_they_count(part):
    joined = panel.join([part(2023, screening={"pillar_floor": {"1": 3}}), part(2024, left_out={"1.2.1": REASON})])
    assert joined.base.about.screening.pillar_floor == {}


def test_one_edition_is_no_panel(part):
    with pytest.raises(FrameworkError, match=r"panel: at least two editions are needed, found 1\. Name another one"):
        panel.join([part(2023)])


def test_an_edition_stands_once(part):
    with pytest.raises(FrameworkError, match="every edition may stand once, found more than once: tiny-2023"):
        panel.join([part(2023), part(2023)])


def test_a_year_stands_once(tiny, part):
    other = Part(tiny.edition(id="other", year=2023), tiny.table())
    with pytest.raises(FrameworkError, match="every year may stand once, found more than once: 2023"):
        panel.join([part(2023), other])


def test_a_unit_code_that_means_another_unit_is_refused(part):
    second = part(2024)
    units = [
        unit.model_copy(update={"name_vi": "y"} if unit.unit_code == "U2" else {})
        for unit in second.edition.units.units
    ]
    renamed = panel.changed(second.edition, units={"units": units})
    with pytest.raises(
        FrameworkError, match=r"must mean the same unit in every edition, found: U2 is 'x' \(tiny-2023\), 'y'"
    ):
        panel.join([part(2023), Part(renamed, second.values)])


def test_editions_without_a_common_indicator_are_no_panel(part):
    other = {code: {"unit_of_measure": "km"} for code in ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")}
    with pytest.raises(FrameworkError, match=r"the editions tiny-2023; tiny-2024 have no indicator in common: 1\.1\.1"):
        panel.join([part(2023), part(2024, nodes=other)])


def test_parts_that_do_not_suit_each_other_are_refused(part):
    edition = part(2023).edition
    with pytest.raises(FrameworkError, match=r"panel, edition tiny-2023: .*needs goalposts of every indicator"):
        panel.changed(edition, method=edition.method.replace({"normalisation": "goalposts"}))


def test_an_edition_and_one_made_from_its_units_are_no_panel(part):
    """Codes may mean the same by name and yet another unit: 08 was Tuyên Quang before and is after the merger."""
    before, after = part(2023), part(2024)
    units = after.edition.units
    rows = [{"old_code": code, "new_code": code, "share": 1} for code in units.codes]
    ruled = [
        node if node.role == "aggregate" else node.model_copy(update={"rebuild": "sum"})
        for node in after.edition.full_framework.nodes
    ]
    edition = panel.changed(
        after.edition,
        about=after.edition.about.model_dump() | {"rebuilt": {"concordance": "map", "coverage": 1}},
        full_framework=after.edition.full_framework.model_copy(update={"nodes": tuple(ruled)}),
        units_before=units,
        concordance={"name": "map", "rows": rows},
    )
    with pytest.raises(FrameworkError, match="tiny-2024 is made from the units of tiny-2023"):
        panel.check([before.edition, edition])
