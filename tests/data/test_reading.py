import pytest

from pipeline.data.reading import Reader
from pipeline.errors import FrameworkError, SchemaError
from pipeline.framework.sourcing import Column

STUDENTS = "Province,2023,2024p\nALL,90,90\nHa Giang,30,30\nHa Nam,60,60\n"
RULE = {
    "table": "tiny/students",
    "column": "{year}",
    "years": [2023],
    "total": "ALL",
    "tolerance": 0,
    "reason_vi": "cộng đủ",
    "reason_en": "adds up",
}
STUDENTS_COLUMN = {"table": "tiny/students", "column": "{year}"}


@pytest.fixture
def project(tiny):
    tiny.write({"students": STUDENTS, "rates_2023": "Province,a\nHue,1\n"})
    return tiny


def reader(project, **more):
    return Reader(project.edition({"1": STUDENTS_COLUMN}, zeros=[RULE], **more), root=project.root)


def test_structural_zeros_fill_the_years_of_their_rule_only(project):
    frame = reader(project).frame("tiny/students")
    assert frame.values["2023"].tolist() == [30, 60, 0, 0]
    assert frame.values["2024"].isna().sum() == 2


def test_structural_zeros_can_be_switched_off(project):
    used = reader(project, method={"use_structural_zeros": False})
    assert used.frame("tiny/students").values["2023"].isna().sum() == 2
    assert used.zeros == []


def test_each_table_is_parsed_once(project):
    used = reader(project)
    assert used.frame("tiny/students") is used.frame("tiny/students")
    assert used.plain("tiny/students") is used.plain("tiny/students")


def test_tables_and_columns_are_looked_up_without_opening_them(project):
    (project.root / "data/raw/tiny/students.csv").unlink()
    used = reader(project)
    assert used.has("tiny/students", "2024")
    assert not used.has("tiny/students", "2025")
    assert not used.has("tiny/rates_2024", "a")


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        (
            "tiny/studens",
            "{year}",
            "table of data/raw/tiny/source.yaml is expected, found 'tiny/studens'; nearest: students",
        ),
        ("tiny/rate_{year}", "a", "found 'tiny/rate_{year}'; nearest: rates_2023"),
        ("tiny/students", "pop_{year}", "a column of tiny/students is expected, found 'pop_{year}'"),
        ("tiny/students", "2024p", "years stand without p or e"),
    ],
)
def test_a_misspelt_table_or_column_is_refused_with_the_nearest(project, table, column, said):
    year = None if "{year}" in table + column else 2024
    with pytest.raises(SchemaError, match=said.replace("{", r"\{").replace(".yaml", r"\.yaml")):
        reader(project).check_exists(Column(table=table, column=column, year=year), code="1")


def test_a_year_without_data_is_not_a_misspelling(project):
    reader(project).check_exists(Column(table="tiny/rates_{year}", column="a"), code="1")


def test_a_source_without_a_folder_is_named(project):
    with pytest.raises(FrameworkError, match=r"sources.yaml, 1, table lost/x: data/raw/lost/source.yaml"):
        reader(project).check_exists(Column(table="lost/x", column="a", year=2024), code="1")


def test_files_are_the_table_and_its_descriptions(project):
    found = reader(project).files({"tiny/students"})
    assert [path.name for path in found] == ["source.yaml", "students.csv"]
