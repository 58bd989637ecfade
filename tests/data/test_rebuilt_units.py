"""Editions whose units are made from those of their raw tables, from the files to the values."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.data import assembly, params, store
from pipeline.data.schema import schema_of
from pipeline.errors import CoverageError, DataError, FrameworkError, SchemaError
from pipeline.framework.edition import Edition

PEOPLE = "Province,2022,2023,2024p\nHa Giang,10,20,30\nHa Nam,1,2,3\nHue,5,6,\nHo Chi Minh city,50,60,70\n"
STUDENTS = "Province,2023,2024\nHa Giang,4,6\nHa Nam,,1\nHo Chi Minh city,9,8\nALL,13,15\n"
RATES = "Province,2023,2024\nHa Giang,1,4\nHa Nam,5,8\nHue,2,3\nHo Chi Minh city,9,8\n"
MAP = {"02": "N", "35": "N", "46": "46", "79": "S"}
POPULATION = {"table": "tiny/people", "column": "{year}"}
STUDENT = {"table": "tiny/students", "column": "{year}"}
RATE = {"table": "tiny/rates", "column": "{year}"}
PER_HEAD = {"value": {"ratio": {"numerator": STUDENT, "denominator": POPULATION}}, "factor": 100}
REASON = {"rebuild_note_vi": "vì", "rebuild_note_en": "because"}
BY_PEOPLE = {"rebuild": "average", "rebuild_weight": "people"} | REASON
RULES = {"1": {"rebuild": "ratio"}, "2": BY_PEOPLE, "3": {"rebuild": "sum"}}
ZEROS = {
    "table": "tiny/students",
    "column": "{year}",
    "years": [2023],
    "total": "ALL",
    "tolerance": 0,
    "reason_vi": "x",
    "reason_en": "x",
}


@pytest.fixture
def project(tiny):
    tiny.write({"people": PEOPLE, "students": STUDENTS, "rates": RATES})
    return tiny


def rebuilt(project, rules=RULES, *, coverage=1.0, map_=MAP, published=(), **more) -> Edition:
    """The tiny edition for the units N (Hà Giang and Hà Nam), 46 (which stays) and S (Hồ Chí Minh under a new code)."""
    plain = project.edition({"1": PER_HEAD, "2": RATE, "3": POPULATION}, **{"max_age": 1, **more})
    nodes = [node.model_copy(update=rules.get(node.code, {})) for node in plain.full_framework.nodes]
    same = {"region_code": "R", "region_vi": "R", "region_en": "R"}
    own = {name: getattr(plain, name) for name in Edition.model_fields}
    weights = {"people": {"name_vi": "dân số", "name_en": "people", "value": POPULATION}}
    about = {"concordance": "map", "coverage": coverage, "published": published}
    return Edition.read(
        own
        | {
            "about": plain.about.model_dump() | {"rebuilt": about},
            "full_framework": plain.full_framework.model_copy(update={"nodes": tuple(nodes)}),
            "sources": plain.sources.model_dump() | {"weights": weights},
            "units_before": plain.units,
            "units": {
                "units": [
                    {"unit_code": code, "name_vi": f"Tỉnh {code}", "name_en": f"Province {code}", **same}
                    for code in dict.fromkeys(map_.values())
                ]
            },
            "concordance": {
                "name": "map",
                "rows": [{"old_code": old, "new_code": new, "share": 1} for old, new in map_.items()],
            },
        },
        where="edition tiny",
    )


def cells(found, code: str):
    return found.values[found.values["code"] == code].set_index("unit_code")


def test_a_ratio_is_made_from_its_columns_and_a_rate_by_its_weight(project):
    found = assembly.gather(rebuilt(project), root=project.root)
    assert cells(found, "1")["value"].to_dict() == pytest.approx(
        {"46": float("nan"), "N": 700 / 33, "S": 800 / 70}, nan_ok=True
    )
    assert cells(found, "2").at["N", "value"] == pytest.approx((4 * 30 + 8 * 3) / 33)
    assert cells(found, "2")["status"].to_dict() == {"46": "A", "N": "E", "S": "A"}
    assert cells(found, "3").loc["N", ["value", "status"]].tolist() == [33.0, "P"]


def test_all_parts_are_of_one_year_and_the_year_rule_comes_after(project):
    """Huế has no population of 2024, so its merger with Hà Nam has none either: both of 2023, not one of each."""
    map_ = {"02": "02", "35": "M", "46": "M", "79": "79"}
    found = cells(assembly.gather(rebuilt(project, map_=map_), root=project.root), "3")
    assert found.loc["M", ["value", "data_year", "origin"]].tolist() == [8.0, 2023, "earlier_year"]
    assert found.loc["02", ["value", "data_year"]].tolist() == [30.0, 2024]


def test_structural_zeros_are_proved_on_the_rows_as_printed_and_added_up(project):
    edition = rebuilt(project, year=2023, max_age=0, zeros=[ZEROS])
    found = assembly.gather(edition, root=project.root)
    assert found.structural_zeros["unit_code"].tolist() == ["35", "46"]
    assert cells(found, "1").loc["N", ["value", "origin"]].tolist() == [pytest.approx(400 / 22), "published"]
    assert cells(found, "1").loc["46", ["value", "origin"]].tolist() == [0.0, "structural_zero"]


def test_the_panel_holds_the_new_units_of_every_round(project):
    panel = assembly.gather(rebuilt(project), root=project.root).panel.query("code == '3' and unit_code == 'N'")
    assert list(zip(panel["round"], panel["value"], strict=True)) == [(-2, 11.0), (-1, 22.0), (0, 33.0)]


def test_an_unchanged_unit_keeps_a_value_of_a_year_in_which_the_weight_has_none(project):
    wide = "Province,2023,2024,2025\nHa Giang,1,4,4\nHa Nam,5,8,8\nHue,2,3,3\nHo Chi Minh city,9,8,7\n"
    project.write({"people": PEOPLE, "students": STUDENTS, "rates": wide})
    panel = assembly.gather(rebuilt(project), root=project.root).panel.query("code == '2' and round == 1")
    assert panel.set_index("unit_code")["value"].to_dict() == {"46": 3.0, "S": 7.0}


def test_every_changed_cell_is_on_record_and_the_tables_can_be_stored(project):
    found = assembly.gather(rebuilt(project), root=project.root)
    assert set(found.rebuilt["unit_code"]) == {"N"}
    own = found.rebuilt.query("code == '2' and year == 2024").iloc[0]
    assert own[["part_low", "part_high", "approximate"]].tolist() == [4.0, 8.0, True]
    for name in ("rebuilt", "rebuild_rules", "rebuilt_checks"):
        assert store.to_text(getattr(found, name), schema_of(f"{name}.csv"))


def test_an_edition_of_its_tables_units_has_the_same_tables_without_rows(project):
    found = assembly.gather(project.edition({"2": RATE}, max_age=1), root=project.root)
    for name in ("rebuilt", "rebuild_rules", "rebuilt_checks"):
        frame = getattr(found, name)
        assert store.to_text(frame, schema_of(f"{name}.csv")).splitlines() == [",".join(frame.columns)]


def test_a_refused_indicator_takes_no_part(project):
    found = assembly.gather(rebuilt(project, RULES | {"2": {"rebuild": "refused"} | REASON}), root=project.root)
    assert set(found.values["code"]) == {"1", "3"}
    assert found.rebuild_rules.set_index("code").at["2", "note_en"] == "because"


def test_bounds_hold_for_the_old_units_and_for_the_new_ones(project):
    with pytest.raises(DataError, match=r"Hồ Chí Minh \(79\), 2024: .* found 70"):
        assembly.gather(rebuilt(project, bounds=(0, 65)), root=project.root)
    merged = {"02": "N", "35": "N", "46": "46", "79": "N"}
    with pytest.raises(DataError, match=r"Tỉnh N \(N\), 2024: .* found 103"):
        assembly.gather(rebuilt(project, bounds=(0, 75), map_=merged), root=project.root)


def test_an_indicator_of_which_no_new_unit_has_a_value_is_refused(project):
    project.write(
        {
            "people": PEOPLE,
            "students": STUDENTS,
            "rates": "Province,2024\nHa Giang,4\nHa Nam,\nHue,\nHo Chi Minh city,8\n",
        }
    )
    edition = rebuilt(project, map_={"02": "N", "35": "N", "46": "N", "79": "N"}, max_age=0)
    with pytest.raises(CoverageError, match="indicator 2 has no value of any unit"):
        assembly.gather(edition, root=project.root)


def test_a_column_of_a_weight_must_exist(project):
    edition = rebuilt(project)
    wrong = edition.sources.model_dump()
    wrong["weights"]["people"]["value"] = {"table": "tiny/peple", "column": "{year}"}
    edition = Edition.read(
        {name: getattr(edition, name) for name in Edition.model_fields} | {"sources": wrong}, where="x"
    )
    with pytest.raises(
        SchemaError, match="weight people: a table of .* is expected, found 'tiny/peple'; nearest: people"
    ):
        assembly.gather(edition, root=project.root)


def test_figures_published_for_the_new_units_are_read_by_their_names_and_compared(project):
    project.write({"new": "Province,2024\nProvince N,33\nTỉnh S,71\n"}, source="after")
    item = {"code": "3", "value": {"table": "after/new", "column": "{year}"}, "tolerance": 0.5}
    edition = rebuilt(project, published=[item])
    found = assembly.gather(edition, root=project.root)
    held = found.rebuilt_checks.query("part == 'published'").set_index("unit_code")
    assert held[["difference", "within"]].to_dict("index") == {
        "N": {"difference": 0.0, "within": True},
        "S": {"difference": -1.0, "within": False},
    }
    assert "after" in set(found.sources["source"])
    assert any(path.name == "new.csv" for path in assembly.raw_files(edition, root=project.root))


def test_another_concordance_serves_as_well_provinces_into_regions_and_a_divided_one(project):
    """Hà Giang is divided between both regions; what was printed adds up whatever the shares."""
    edition = rebuilt(project, {"1": {"rebuild": "ratio"}, "2": BY_PEOPLE, "3": {"rebuild": "sum"}})
    rows = [("02", "N", 0.3), ("02", "S", 0.7), ("35", "N", 1), ("46", "46", 1), ("79", "S", 1)]
    parts = {"name": "map", "rows": [dict(zip(("old_code", "new_code", "share"), row, strict=True)) for row in rows]}
    edition = Edition.read({n: getattr(edition, n) for n in Edition.model_fields} | {"concordance": parts}, where="x")
    found = assembly.gather(edition, root=project.root)
    assert cells(found, "3")["value"].to_dict() == pytest.approx({"46": 6.0, "N": 12.0, "S": 91.0})
    assert cells(found, "3")["status"].to_dict() == {"46": "A", "N": "E", "S": "E"}
    assert found.rebuilt_checks["within"].all()


@pytest.fixture
def folder(tmp_path: Path, repository: Path) -> Path:
    """The parameters of open-2024-34 in a project of their own."""
    shutil.copytree(repository / "params", tmp_path / "params")
    return tmp_path


def test_everything_that_makes_the_units_is_read_and_named_among_the_files(folder):
    edition = params.load_edition("open-2024-34", root=folder)
    names = {path.relative_to(folder / "params").as_posix() for path in params.parameter_files(edition, root=folder)}
    assert {"concordance/vn-63-34.csv", "editions/open-2024-34/units_before.csv"} <= names
    assert (len(edition.raw_units.codes), len(edition.units.codes)) == (63, 34)
    assert edition.refused == ["o.5"]
    assert "o.5" not in edition.framework.by_code


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("edition.yaml", "concordance: vn-63-34", "concordance: vn-63-43", "nearest: vn-63-34"),
        ("edition.yaml", "coverage: 1.0", "coverage: 1.5", "rebuilt.coverage"),
        ("edition.yaml", "regression_outcome: o.1", "regression_outcome: o.5", "'o.5' cannot be rebuilt"),
        ("units_before.csv", "96,Cà Mau", "97,Cà Mau", "its old codes must be those of units_before.csv"),
        ("units.csv", "96,Cà Mau", "97,Cà Mau", "its new codes must be those of units.csv"),
        ("framework.csv", ",ratio,employed,", ",ratio,employd,", "no weight of sources.yaml; nearest: employed"),
        ("framework.csv", "Area. No part of the index.,,,sum", "Area. No part of the index.,,,", "found none for s.2"),
    ],
)
def test_what_does_not_go_together_is_refused_on_loading(folder, file, old, new, said):
    path = folder / "params/editions/open-2024-34" / file
    text = path.read_text(encoding="utf-8")
    assert (old in text) or file == "framework.csv"
    if old not in text:
        text = text.replace("Land area. No part of the index.,,,sum", "Land area. No part of the index.,,,")
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FrameworkError, match=said):
        params.load_edition("open-2024-34", root=folder)


def test_units_before_without_a_rebuild_are_refused(folder):
    shutil.copy(folder / "params/editions/open-2024-34/units_before.csv", folder / "params/editions/open-2024")
    with pytest.raises(FrameworkError, match=r"units_before\.csv: .* but edition\.yaml has no `rebuilt`"):
        params.load_edition("open-2024", root=folder)


@pytest.fixture(scope="module")
def both(repository):
    """open-2024 and open-2024-34, gathered."""
    return {
        name: assembly.gather(params.load_edition(name, root=repository), root=repository)
        for name in ("open-2024", "open-2024-34")
    }


def printed(repository: Path, table: str, column: str) -> Decimal:
    """The sum over the rows of the 63 provinces of a file, in the digits that it prints."""
    units = params.load_edition("open-2024", root=repository).units
    names = {unit.name_en for unit in units.units} | {
        alias for unit in units.units for alias in unit.aliases.split("|")
    }
    with (repository / f"data/raw/nso/{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["Province"] in names]
    assert len(rows) == 63
    return sum((Decimal(row[column]) for row in rows), start=Decimal(0))


@pytest.mark.parametrize(
    ("code", "part", "table", "column", "total"),
    [
        ("s.1", "value", "E02.01_area_population_density", "pop_thousand_2024", "101343.75"),
        ("s.2", "value", "E02.01_area_population_density", "area_km2_2024", "331325.61"),
        ("5.1.1", "numerator", "E05.04_active_enterprises", "2024", "940078"),
    ],
)
def test_population_area_and_enterprises_of_the_34_add_up_to_those_of_the_63(
    both, repository, code, part, table, column, total
):
    """Not to the country row: that of area is 12.70 km2 above the sum of the 63."""
    own = both["open-2024-34"].rebuilt_checks.query("code == @code and part == @part and year == 2024").iloc[0]
    assert Decimal(repr(float(own["found"]))) == printed(repository, table, column) == Decimal(total)
    assert own["difference"] == 0.0
    if part == "value":
        values = both["open-2024-34"].values.query("code == @code")["value"]
        assert sum(Decimal(repr(float(value))) for value in values) == Decimal(total)


def test_every_total_that_is_printed_is_kept_exactly(both):
    checks = both["open-2024-34"].rebuilt_checks
    assert checks["within"].all()
    exact = checks[(checks["part"] != "published") & (checks["tolerance"] == 0)]
    assert len(exact) == 57
    assert (exact["difference"] == 0).all()


def test_the_areas_are_those_published_for_the_34(both):
    held = both["open-2024-34"].rebuilt_checks.query("part == 'published'")
    assert len(held) == 34
    assert held.loc[held["difference"] != 0, ["unit_code", "difference"]].to_numpy().tolist() == [["44", -0.01]]


def test_the_11_provinces_that_did_not_change_have_the_values_of_open_2024_bit_for_bit(both, repository):
    edition = params.load_edition("open-2024-34", root=repository)
    same = [code for code in edition.units.codes if edition.concordance.is_same(code)]
    assert len(same) == 11
    for name in ("values", "panel"):
        before, after = (getattr(both[key], name) for key in ("open-2024", "open-2024-34"))
        key = [column for column in ("unit_code", "code", "round") if column in after.columns]
        after = after[after["unit_code"].isin(same)].set_index(key)
        before = before[before["unit_code"].isin(same) & (before["code"] != "o.5")].set_index(key)
        assert after.equals(before.loc[after.index])
        assert len(after) == len(before)


def test_the_new_editions_say_what_the_old_ones_say_and_rank_the_published_units(repository):
    for year in (2023, 2024):
        old, new = (repository / f"params/editions/open-{year}{part}" for part in ("", "-34"))
        for file, other in (
            ("framework.csv", "framework.csv"),
            ("sources.yaml", "sources.yaml"),
            ("units.csv", "units_before.csv"),
        ):
            assert (old / file).read_bytes() == (new / other).read_bytes(), "one truth: change both together"
    with (repository / "data/raw/vn-units-34/units_34.csv").open(encoding="utf-8", newline="") as stream:
        published = list(csv.DictReader(stream))
    units = params.load_edition("open-2024-34", root=repository).units
    told = ("unit_code", "name_vi", "name_en", "region_code", "region_vi", "region_en")
    assert [[getattr(unit, name) for name in told] for unit in units.units] == [
        [row[name] for name in told] for row in published
    ]
    tiles = [(unit.tile_row, unit.tile_column) for unit in units.units]
    assert None not in {cell for tile in tiles for cell in tile}
    assert len(set(tiles)) == 34
