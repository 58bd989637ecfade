import pytest

from pipeline.data import assembly
from pipeline.errors import CoverageError, DataError, FrameworkError
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy, Node

SHARES = "Province,2023,2024\nHa Giang,60,70\nHa Nam,90,140\nHue,0,100\nHo Chi Minh city,50,50\n"
SHARE = {"table": "tiny/shares", "column": "{year}"}
OLD = {"table": "tiny/old_{year}", "column": "a"}
WHY = {"reason_vi": "không có", "reason_en": "none"}


@pytest.fixture
def gather(tiny):
    tiny.write({"shares": SHARES, "old_2019": "Province,a\nHue,1\n"})

    def run(indicators, **more):
        return assembly.gather(tiny.edition(indicators, **more), root=tiny.root)

    return run


def test_a_share_of_140_percent_is_refused(gather):
    with pytest.raises(DataError, match=r"indicator 1 .*Hà Nam \(35\), 2024: a value from 0 to 100 .* found 140"):
        gather({"1": SHARE}, bounds=(0, 100))


def test_bounds_are_inclusive(gather):
    assert len(gather({"1": SHARE}, bounds=(0, 140)).values) == 4


def test_a_negative_value_is_allowed_where_the_bounds_allow_it(gather):
    assert len(gather({"1": {"value": SHARE, "factor": -1}}, bounds=(-200, 0)).values) == 4


def test_earlier_rounds_are_held_to_the_bounds_too(gather):
    with pytest.raises(DataError, match=r"\(46\), 2023: a value from 10 to 200"):
        gather({"1": SHARE}, bounds=(10, 200))


def test_an_indicator_without_data_must_be_left_out_by_name(gather):
    with pytest.raises(
        CoverageError, match=r"indicator 2 has no value of any unit from 2023 to 2024; leave it out by name"
    ):
        gather({"1": SHARE, "2": OLD}, max_age=1)


def test_left_out_by_name_it_is_gone(gather):
    found = gather({"1": SHARE, "2": OLD}, max_age=1, left_out={"2": WHY})
    assert found.values["code"].unique().tolist() == ["1"]
    assert found.sources["table"].tolist() == ["shares"]


def test_an_indicator_left_out_although_it_has_data_is_refused(gather):
    with pytest.raises(CoverageError, match="indicator 2 is left out, but has values of 2024"):
        gather({"1": SHARE, "2": SHARE}, left_out={"2": WHY})


def test_an_indicator_without_a_source_is_refused(tiny):
    tiny.write({"shares": SHARES})
    edition = tiny.edition({"1": SHARE, "2": SHARE}, incomplete=True)
    fewer = edition.sources.model_copy(update={"indicators": {"1": edition.sources.indicators["1"]}})
    with pytest.raises(FrameworkError, match="every indicator needs a source .* found none for 2"):
        assembly.gather(edition.model_copy(update={"sources": fewer}), root=tiny.root)


def test_a_province_in_none_of_the_tables_is_missing(tiny):
    tiny.write({"shares": SHARES.replace("Hue,0,100\n", "")})
    with pytest.raises(CoverageError, match=r"a province is missing: .* found none for Thừa Thiên Huế \(46\)"):
        assembly.gather(tiny.edition({"1": SHARE}), root=tiny.root)


@pytest.mark.parametrize("role", ["outcome", "size"])
def test_what_stands_beside_the_index_without_data_is_to_be_removed(tiny, role):
    tiny.write({"shares": SHARES, "old_2019": "Province,a\nHue,1\n"})
    edition = tiny.edition({"1": SHARE, "x": OLD})
    beside = Node(code="x", role=role, name_vi="x", name_en="x")
    nodes = (*(node for node in edition.full_framework.nodes if node.code != "x"), beside)
    hierarchy = Hierarchy(nodes=nodes, levels=edition.full_framework.levels)
    changed = {name: getattr(edition, name) for name in Edition.model_fields} | {"full_framework": hierarchy}
    with pytest.raises(CoverageError, match=rf"{role} x has no value .* remove it from framework.csv and sources.yaml"):
        assembly.gather(Edition(**changed), root=tiny.root)
