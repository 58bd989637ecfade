import numpy as np
import pandas as pd
import pytest

from pipeline.data import sources
from pipeline.errors import CorrectionError, FrameworkError, SchemaError, StaleInputError

TABLE = "Province,2023,2024\nHa Giang,1,2\nHa Nam,3,4\nHue,5,6\nHo Chi Minh city,7,8\n"


def read(project, names, table="people", source="tiny"):
    return sources.read(sources.describe(source, root=project.root), table, names=names)


def test_a_table_is_read_by_unit_code(tiny, four):
    tiny.write({"people": TABLE})
    assert read(tiny, four).values["2024"].to_dict() == {"02": 2, "35": 4, "46": 6, "79": 8}


def test_the_order_of_rows_does_not_matter(tiny, four):
    header, *lines = TABLE.splitlines()
    tiny.write({"people": TABLE, "turned": "\n".join([header, *reversed(lines)])})
    pd.testing.assert_frame_equal(read(tiny, four).values, read(tiny, four, table="turned").values)


def test_a_file_edited_by_one_byte_is_refused_with_both_digests(tiny, four):
    folder = tiny.write({"people": TABLE})
    (folder / "people.csv").write_text(TABLE.replace("8", "9"), encoding="utf-8")
    with pytest.raises(
        StaleInputError, match=r"data/raw/tiny/people.csv: sha256 \w{64} is expected .* found \w{64}\. "
    ):
        read(tiny, four)


def test_a_file_that_is_gone_is_refused(tiny, four):
    folder = tiny.write({"people": TABLE})
    (folder / "people.csv").unlink()
    with pytest.raises(StaleInputError, match="source.yaml describes this file, and it is not there"):
        read(tiny, four)


def test_another_header_is_refused(tiny, four):
    tiny.write({"people": TABLE}, tables_say={"people": {"columns": ["Province", "2023", "2025"]}})
    with pytest.raises(SchemaError, match="row 1: the columns Province, 2023, 2025 are expected, found .*2024"):
        read(tiny, four)


def test_a_row_of_another_length_is_refused(tiny, four):
    tiny.write({"people": TABLE + "Ha Noi,1\n"})
    with pytest.raises(SchemaError, match="3 cells a row are expected, found: row 6 has 2"):
        read(tiny, four)


def test_an_unknown_province_is_refused_with_the_nearest(tiny, four):
    tiny.write({"people": TABLE.replace("Ha Nam", "Ha Nan")})
    with pytest.raises(
        SchemaError,
        match=r'people.csv, row 3, column Province: name "Ha Nan" is no unit of the edition; nearest: Hà Nam \(35\)',
    ):
        read(tiny, four)


def test_a_duplicate_row_is_refused_with_both_lines(tiny, four):
    tiny.write({"people": TABLE + "Thừa Thiên - Huế,9,9\n"})
    with pytest.raises(SchemaError, match="rows 4 and 6 both stand for 46"):
        read(tiny, four)


def test_a_duplicate_group_row_is_refused(tiny, four):
    tiny.write({"people": TABLE + "North,9,9\nNorth,9,9\n"})
    with pytest.raises(SchemaError, match="rows 6 and 7 both stand for N;"):
        read(tiny, four)


def test_text_in_a_number_is_refused_with_row_and_column(tiny, four):
    tiny.write({"people": TABLE.replace("6", "six")})
    with pytest.raises(SchemaError, match='people.csv, row 4, column 2024: a number is expected, got "six"'):
        read(tiny, four)


def test_vietnamese_notation_is_read_by_declaration(tiny, four):
    tiny.write(
        {"people": 'Province,2024\nHa Giang,"1.234,56"\n'},
        tables_say={"people": {"notation": {"decimal": ",", "thousands": "."}}},
    )
    assert read(tiny, four).values.at["02", "2024"] == 1234.56


def test_vietnamese_notation_undeclared_is_an_error(tiny, four):
    tiny.write({"people": 'Province,2024\nHa Giang,"259.028,1"\n'})
    with pytest.raises(SchemaError, match='got "259.028,1". The file declares English notation'):
        read(tiny, four)


def test_a_missing_province_in_a_complete_table_is_an_error(tiny, four):
    tiny.write({"people": TABLE.replace("Hue,5,6\n", "")}, tables_say={"people": {"complete": True}})
    with pytest.raises(SchemaError, match=r"a row for every unit is declared .* none found for Thừa Thiên Huế \(46\)"):
        read(tiny, four)


def test_all_faults_of_a_table_are_named_at_once(tiny, four):
    tiny.write({"people": TABLE.replace("Ha Nam", "Atlantis").replace("8", "x")})
    with pytest.raises(SchemaError, match=r'"Atlantis" is no unit.*; row 5, column 2024'):
        read(tiny, four)


def test_a_correction_that_no_longer_matches_is_refused(tiny, four):
    stale = {"table": "people", "unit": "Hue", "column": "2024", "found": "66", "instead": "missing"}
    tiny.write({"people": TABLE}, corrections=[stale])
    with pytest.raises(
        CorrectionError, match=r'corrections.yaml: .*Hue, column 2024: "66" is expected in row 4, found "6"'
    ):
        read(tiny, four)


def test_a_correction_of_an_unknown_table_is_refused(tiny):
    lost = {"table": "peple", "unit": "Hue", "column": "2024", "found": "6", "instead": "missing"}
    tiny.write({"people": TABLE}, corrections=[lost])
    with pytest.raises(CorrectionError, match="tables of source.yaml are expected, found peple"):
        sources.describe("tiny", root=tiny.root)


def test_an_unknown_key_in_source_yaml_is_refused(tiny):
    tiny.write({"people": TABLE}, licens="CC0")
    with pytest.raises(FrameworkError, match="data/raw/tiny/source.yaml: unknown key 'licens'"):
        sources.describe("tiny", root=tiny.root)


def test_a_key_twice_in_source_yaml_is_refused(tiny):
    folder = tiny.write({"people": TABLE})
    with (folder / "source.yaml").open("a") as stream:
        stream.write("producer: somebody\n")
    with pytest.raises(FrameworkError, match=r"source.yaml, line \d+: .*'producer' stands twice"):
        sources.describe("tiny", root=tiny.root)


def test_a_source_that_leaves_its_folder_is_refused(tiny):
    with pytest.raises(FrameworkError, match=r"source '\.\./x'"):
        sources.describe("../x", root=tiny.root)


def test_an_unknown_table_offers_the_nearest(tiny, four):
    tiny.write({"people": TABLE})
    with pytest.raises(SchemaError, match="there is no table 'peple'; nearest: people"):
        read(tiny, four, table="peple")


def test_a_lookup_has_text_and_no_values(tiny, four):
    tiny.write({"labels": "code,name\n1.10,x\n"}, tables_say={"labels": {"lookup": True}})
    described = sources.describe("tiny", root=tiny.root)
    assert sources.read_text(described, "labels").loc[2].to_dict() == {"code": "1.10", "name": "x"}
    with pytest.raises(SchemaError, match="a list without units"):
        sources.read(described, "labels", names=four)


def test_the_same_year_twice_under_two_suffixes_is_refused(tiny, four):
    tiny.write({"people": "Province,2024,2024p\nHue,1,2\n"})
    with pytest.raises(SchemaError, match=r"each year stands once, found twice \(with another suffix\): 2024"):
        read(tiny, four)


@pytest.mark.parametrize("source", ["nso", "papi", "pci", "coinr-vn"])
def test_every_raw_table_of_the_project_reads(repository, provinces, source):
    described = sources.describe(source, root=repository)
    for name, table in described.source.tables.items():
        if table.lookup:
            assert len(sources.read_text(described, name))
        else:
            frame = sources.read(described, name, names=provinces)
            assert frame.values.notna().to_numpy().any()
            assert table.complete == (len(frame.printed) == 63)


def test_every_file_of_the_raw_folders_is_described(repository):
    for folder in (path for path in (repository / "data" / "raw").iterdir() if path.is_dir()):
        described = sources.describe(folder.name, root=repository)
        assert {table.file for table in described.source.tables.values()} == {
            path.name for path in folder.glob("*.csv")
        }


@pytest.mark.parametrize(
    ("table", "column", "total"),
    [
        ("E13.27_university_students", "2023", 2_355_711),
        ("E13.26_university_teachers", "2023", 84_031),
        ("E14.96_industrial_parks", "tot2024", 324),
    ],
)
def test_the_printed_rows_behind_the_structural_zeros_add_up(repository, provinces, table, column, total):
    frame = sources.read(sources.describe("nso", root=repository), table, names=provinces)
    assert frame.values[column].sum() == total
    assert frame.group_rows[column].loc["country"].tolist() == [total]


def test_the_known_faults_of_the_nso_tables_are_blank(repository, provinces):
    described = sources.describe("nso", root=repository)
    hdi = sources.read(described, "E14.37_hdi", names=provinces)
    shifted = ["11", "12", "14", "15", "19", "20", "24", "25"]
    assert hdi.values.loc[shifted, ["2023", "2024"]].isna().all(axis=None)
    assert hdi.values.loc[shifted, "2022"].notna().all()
    life = sources.read(described, "E02.25_life_expectancy", names=provinces)
    assert life.values.index[life.values["2024"].isna()].tolist() == ["12", "74", "96"]
    teachers = sources.read(described, "E13.26_university_teachers", names=provinces)
    assert np.isnan(teachers.values.at["84", "2022"])
    assert teachers.as_printed.at["84", "2022"] == 332


def test_swapped_region_rows_are_swapped_back(repository, provinces):
    frame = sources.read(sources.describe("nso", root=repository), "E02.51_informal_employment_rate", names=provinces)
    rows = frame.group_rows["2021"].droplevel("printed")
    pd.testing.assert_series_equal(
        rows[["RRD", "NMM"]], pd.Series([60.47, 73.96], index=pd.Index(["RRD", "NMM"], name="group"), name="2021")
    )
