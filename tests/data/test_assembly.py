import csv
from pathlib import Path

import pytest

from pipeline.data import assembly, outside, params, store, target_series
from pipeline.data.schema import schema_of
from pipeline.errors import DataError, SchemaError, StaleInputError
from pipeline.framework.units import Unit, Units

PEOPLE = (
    "Province,2021,2022,2023,2024p\nHa Giang,1,2,3,4\nHa Nam,5,6,7,..\nHue,8,9,..,..\nHo Chi Minh city,10,..,..,..\n"
)
AREA = "Province,km2\nHa Giang,2\nHa Nam,2\nHue,2\nHo Chi Minh city,2\n"
PEOPLE_COLUMN = {"table": "tiny/people", "column": "{year}"}
KM2 = {"table": "tiny/area", "column": "km2", "year": 2020, "standing": True}
ONE = Units(
    units=(Unit(unit_code="02", name_vi="Hà Giang", name_en="Ha Giang", region_code="N", region_vi="B", region_en="N"),)
)
DENSITY = {"value": {"ratio": {"numerator": PEOPLE_COLUMN, "denominator": KM2}}, "factor": 10}


@pytest.fixture
def project(tiny):
    fault = {"table": "people", "unit": "Hue", "column": "2022", "found": "9", "instead": "missing"}
    tiny.write({"people": PEOPLE, "area": AREA}, corrections=[fault])
    return tiny


def gather(project, indicators=None, **more):
    edition = project.edition(indicators or {"1": PEOPLE_COLUMN, "2": DENSITY}, **{"max_age": 2, **more})
    return assembly.gather(edition, root=project.root)


def test_every_unit_has_a_row_for_every_indicator(project):
    values = gather(project).values
    assert list(zip(values["unit_code"], values["code"], strict=True)) == [
        (unit, code) for unit in ("02", "35", "46", "79") for code in ("1", "2")
    ]


def test_values_keep_their_year_status_and_origin(project):
    values = gather(project).values.query("code == '1'").set_index("unit_code")
    assert values["value"].tolist()[:2] == [4, 7]
    assert values["data_year"].tolist()[:2] == [2024, 2023]
    assert values["status"].tolist() == ["P", "A", "O", "O"]
    assert values["origin"].tolist() == ["published", "earlier_year", "source_fault", "not_published"]


def test_expressions_take_all_their_parts_from_one_year(project):
    values = gather(project).values.query("code == '2'").set_index("unit_code")
    assert values.at["35", "value"] == 7 / 2 * 10
    assert values.at["35", "data_year"] == 2023


def rounds_of(found, code, unit):
    own = found.panel[(found.panel["code"] == code) & (found.panel["unit_code"] == unit)]
    return list(zip(own["round"], own["data_year"], own["value"], strict=True))


def test_the_panel_goes_two_years_beyond_the_rule_and_holds_no_blank(project):
    found = gather(project, max_age=1)
    assert rounds_of(found, "1", "02") == [(-3, 2021, 1), (-2, 2022, 2), (-1, 2023, 3), (0, 2024, 4)]
    assert rounds_of(found, "1", "46") == [(-3, 2021, 8)]  # 2022 is a fault of the source
    assert found.panel["value"].notna().all()
    assert rounds_of(gather(project, max_age=0), "1", "02")[0] == (-2, 2022, 2)


def test_the_panel_holds_no_stand_in(project):
    found = gather(project)
    assert found.values.set_index(["unit_code", "code"]).at[("35", "1"), "origin"] == "earlier_year"
    assert [number for number, _, _ in rounds_of(found, "1", "35")] == [-3, -2, -1]


def test_the_panel_holds_the_next_year_where_a_table_has_it_and_the_values_do_not(project):
    found = gather(project, year=2022, max_age=0)
    assert rounds_of(found, "1", "02") == [(-1, 2021, 1), (0, 2022, 2), (1, 2023, 3)]
    assert set(found.values["data_year"].dropna()) == {2022}


def test_rounds_count_from_the_newest_data_year_of_the_indicator(project):
    areas = gather(project, {"1": {"table": "tiny/people", "column": "2021", "year": 2021}}, year=2023)
    assert rounds_of(areas, "1", "02") == [(0, 2021, 1)]


def test_a_figure_that_stands_for_every_year_has_one_round(project):
    found = gather(project, {"1": PEOPLE_COLUMN, "2": KM2})
    assert rounds_of(found, "2", "02") == [(0, 2024, 2)]


def test_a_structural_zero_is_a_value_of_the_panel(tiny):
    tiny.write({"parks": "Province,2024\nALL,3\nHa Giang,3\nHa Nam,..\nHue,0\nHo Chi Minh city,0\n"})
    rule = {"table": "tiny/parks", "column": "{year}", "years": [2024], "total": "ALL", "tolerance": 0}
    zeros = [rule | {"reason_vi": "cộng đủ", "reason_en": "adds up"}]
    found = gather(tiny, {"1": {"table": "tiny/parks", "column": "{year}"}}, zeros=zeros)
    assert rounds_of(found, "1", "35") == [(0, 2024, 0)]


def test_a_later_year_is_read_and_checked_like_any_other(tiny):
    tiny.write({f"people_{year}": f"Province,n\nHa Giang,{year - 2000}\n" for year in (2024, 2025, 2026)})
    edition = tiny.edition({"1": {"table": "tiny/people_{year}", "column": "n"}}, units=ONE, bounds=(0, 24))
    names = [path.name for path in assembly.raw_files(edition, root=tiny.root)]
    assert names == ["people_2024.csv", "people_2025.csv", "source.yaml"]
    with pytest.raises(DataError, match=r"indicator 1 .* 2025: a value from 0 to 24 .* found 25"):
        assembly.gather(edition, root=tiny.root)


def test_earlier_years_can_be_switched_off(project):
    values = gather(project, method={"use_earlier_years": False}).values.query("code == '1'")
    assert values["value"].isna().tolist() == [False, True, True, True]
    assert values["origin"].tolist() == ["published"] + ["not_published"] * 3


def test_corrections_of_the_tables_used_are_reported(project):
    found = gather(project).corrections
    assert found[["source", "table", "unit", "column", "found", "instead"]].to_numpy().tolist() == [
        ["tiny", "people", "Hue", "2022", "9", "missing"]
    ]


def test_structural_zeros_are_reported_by_cell(tiny):
    tiny.write({"parks": "Province,2024\nALL,3\nHa Giang,3\nHa Nam,..\nHue,0\n", "area": AREA})
    rule = {"table": "tiny/parks", "column": "{year}", "years": [2024], "total": "ALL", "tolerance": 0}
    zeros = [rule | {"reason_vi": "cộng đủ", "reason_en": "adds up"}]
    parks = {"ratio": {"numerator": {"table": "tiny/parks", "column": "{year}"}, "denominator": KM2}}
    found = gather(tiny, {"1": parks}, zeros=zeros)
    assert found.structural_zeros["unit_code"].tolist() == ["35", "79"]
    assert found.values["origin"].tolist() == ["published", "structural_zero", "published", "structural_zero"]
    without = gather(tiny, {"1": parks}, zeros=zeros, method={"use_structural_zeros": False})
    assert without.values["value"].isna().tolist() == [False, True, False, True]


def test_a_table_described_but_not_on_disk_is_an_error(project):
    (project.root / "data/raw/tiny/area.csv").unlink()
    with pytest.raises(StaleInputError, match="area.csv: source.yaml describes this file, and it is not there"):
        gather(project)


def test_a_misspelt_column_is_refused_before_anything_is_read(project):
    with pytest.raises(SchemaError, match="sources.yaml, 1: a column of tiny/people is expected, found 'pop_"):
        gather(project, {"1": {"table": "tiny/people", "column": "pop_{year}"}})


def test_published_scores_are_picked_by_key(project):
    project.write(
        {"totals": "Province,year,total\nHa Giang,2024,1.5\nHa Giang,2023,9\nHa Nam,2024,\n"},
        source="index",
        tables_say={"totals": {"key_columns": ["year"]}},
    )
    value = {"table": "index/totals", "column": "total", "year": 2024, "where": {"year": "2024"}}
    edition = project.edition({"1": PEOPLE_COLUMN}, published=[{"code": "0", "value": value, "tolerance": 1e-4}])
    found = assembly.published(edition, root=project.root)
    assert found.to_numpy().tolist() == [["02", "0", 1.5, 1e-4]]
    assert project.root / "data/raw/index/totals.csv" in assembly.raw_files(edition, root=project.root)


def test_raw_files_are_tables_with_their_descriptions(project):
    edition = project.edition({"1": PEOPLE_COLUMN, "2": DENSITY}, max_age=2)
    names = [path.name for path in assembly.raw_files(edition, root=project.root)]
    assert names == ["area.csv", "corrections.yaml", "people.csv", "source.yaml"]


def test_an_indicator_left_out_is_looked_for_inside_its_year_rule_only(tiny):
    tiny.write({f"people_{year}": "Province,n\nHa Giang,1\n" for year in (2022, 2024)} | {"area": AREA})
    indicators = {"1": KM2, "2": {"table": "tiny/people_{year}", "column": "n"}}
    reasons = {"reason_vi": "không có", "reason_en": "none"}
    edition = tiny.edition(indicators, year=2023, left_out={"2": reasons})
    assert [path.name for path in assembly.raw_files(edition, root=tiny.root)] == ["area.csv", "source.yaml"]
    assert set(assembly.gather(edition, root=tiny.root).values["code"]) == {"1"}


@pytest.mark.parametrize("name", ["open-2023", "open-2024-34", "papi-2016", "candidates-55", "toy"])
def test_raw_files_are_what_an_edition_of_the_project_opens(repository, name, monkeypatch):
    edition = params.load_edition(name, root=repository)
    opened = set()
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.add(path) or read_bytes(path))
    gathered = assembly.gather(edition, root=repository)
    assembly.published(edition, root=repository)
    outside.external_scores(edition, root=repository)
    outside.official_framework(edition, root=repository)
    target_series.observed(edition, gathered.panel, root=repository)
    target_series.growth_inputs(edition, root=repository)
    assert opened == {path for path in assembly.raw_files(edition, root=repository) if path.suffix == ".csv"}


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("open-2024", (63, 37)),
        ("open-2023", (63, 33)),
        ("candidates-55", (63, 58)),
        ("pci-2016", (63, 10)),
        ("papi-2016", (63, 22)),
    ],
)
def test_every_edition_of_the_project_gathers_into_its_declared_tables(repository, name, shape):
    edition = params.load_edition(name, root=repository)
    found = assembly.gather(edition, root=repository)
    assert len(found.values) == shape[0] * shape[1]
    for table in ("values", "panel", "corrections", "structural_zeros", "crosschecks", "sources"):
        store.to_text(getattr(found, table), schema_of(f"{table}.csv"))
    store.to_text(assembly.published(edition, root=repository), schema_of("published.csv"))


@pytest.fixture(scope="module")
def open_2024(repository):
    return assembly.gather(params.load_edition("open-2024", root=repository), root=repository)


def test_open_2024_has_one_blank_left_and_it_is_a_source_fault(open_2024):
    blank = open_2024.values[open_2024.values["value"].isna()]
    assert blank[["unit_code", "code", "origin"]].to_numpy().tolist() == [["74", "o.6", "source_fault"]]


def test_two_provinces_without_a_papi_round_take_the_year_before(open_2024):
    earlier = open_2024.values.query("origin == 'earlier_year' and code != 'o.6'")
    assert set(earlier["unit_code"]) == {"26", "82"}
    assert set(earlier["data_year"]) == {2023}


def test_the_sizes_of_open_2024_are_published_figures_and_their_product(open_2024):
    hanoi = open_2024.values[open_2024.values["unit_code"] == "01"].set_index("code")
    assert hanoi.loc[["s.1", "s.2"], "value"].tolist() == [8717.63, 3359.84]  # E02.01, as printed
    assert hanoi.at["s.3", "value"] == pytest.approx(162.92 * 8717.63)  # million VND a head times thousand persons
    assert hanoi.at["s.3", "status"] == "P"
    assert hanoi["data_year"][["s.1", "s.2", "s.3"]].tolist() == [2024] * 3


def test_the_panel_of_open_2024_has_the_provinces_own_earlier_rounds(open_2024):
    own = open_2024.panel[(open_2024.panel["unit_code"] == "26") & (open_2024.panel["code"] == "1.1.1")]
    assert list(zip(own["round"], own["data_year"], strict=True)) == [(-4, 2020), (-3, 2021), (-2, 2022), (-1, 2023)]
    assert open_2024.panel.query("code == 'o.1'")["round"].max() == 1  # GRDP per head of 2025, an estimate


def test_the_values_agree_with_the_frozen_candidates(open_2024, repository):
    """Golden: data/raw/coinr-vn/input.csv, computed from the same tables before this pipeline existed."""
    with (repository / "data/raw/coinr-vn/input.csv").open(encoding="utf-8", newline="") as stream:
        frozen = {row["unit_code"]: row for row in csv.DictReader(stream)}
    matrix = open_2024.values.pivot(index="unit_code", columns="code", values="value")
    same = {"2.1.2": "2.1.3", "3.2.3": "3.2.4", "4.1.2": "4.2.1", "4.1.3": "4.2.2", "5.1.2": "5.2.2", "1.1.1": "1.1.1"}
    for code, candidate in same.items():
        expected = {unit: float(row[candidate]) for unit, row in frozen.items() if row[candidate]}
        found = matrix.loc[list(expected), code].to_dict()
        assert found == pytest.approx(expected, rel=1e-12), code  # the same arithmetic, up to the order of operations
