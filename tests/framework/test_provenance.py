import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.provenance import Correction, GroupRows, Notation, RawSource, RawTable

TABLE = {
    "file": "E02.csv",
    "title": "Population",
    "unit_of_measure": "persons",
    "sha256": "0" * 64,
    "columns": ["Province", "2023", "2024"],
}


def read(**changes):
    return RawTable.read(TABLE | changes, where="source.yaml")


def test_numbers_are_english_unless_declared():
    assert Notation() == Notation(decimal=".", thousands="")


def test_decimal_and_thousands_mark_must_differ():
    with pytest.raises(FrameworkError, match="decimal and thousands mark are both ','; they must differ"):
        Notation.read({"decimal": ",", "thousands": ","}, where="source.yaml")


def test_an_unknown_decimal_mark_is_refused():
    with pytest.raises(FrameworkError, match=r"decimal: .*'\.' or ',' \(found ';'\)"):
        Notation.read({"decimal": ";"}, where="source.yaml")


def test_a_weighted_mean_needs_a_weight():
    with pytest.raises(FrameworkError, match="rule 'weighted_mean' with weight None: a weighted mean, and only it"):
        GroupRows.read({"rule": "weighted_mean"}, where="source.yaml")


def test_a_sum_has_no_weight():
    with pytest.raises(
        FrameworkError, match="rule 'sum' with weight 't:c': a weighted mean, and only it, has a weight"
    ):
        GroupRows.read({"rule": "sum", "weight": "t:c"}, where="source.yaml")


def test_a_weight_names_table_and_column():
    with pytest.raises(FrameworkError, match="weight 'population' must be written <table>:<column>"):
        GroupRows.read({"rule": "weighted_mean", "weight": "population"}, where="source.yaml")


@pytest.mark.parametrize("file", ["../E02.csv", "sub/E02.csv", "sub\\E02.csv", ".hidden"])
def test_a_raw_file_stays_in_the_folder_of_its_source(file):
    with pytest.raises(FrameworkError, match="must be a plain file name in the folder of its source"):
        read(file=file)


@pytest.mark.parametrize("digest", ["", "0" * 63, "g" * 64, "A" * 64])
def test_a_digest_is_sixty_four_small_hexadecimal_digits(digest):
    with pytest.raises(FrameworkError, match="sha256: String should match pattern"):
        read(sha256=digest)


def test_a_header_has_no_column_twice():
    with pytest.raises(FrameworkError, match="columns must be unique; found twice: 2023"):
        read(columns=["Province", "2023", "2023"])


@pytest.mark.parametrize(
    "named", [{"key_columns": ["2025"]}, {"text_columns": ["2025"]}, {"group_rows_by_column": {"2025": {}}}]
)
def test_a_table_names_only_columns_that_it_has(named):
    with pytest.raises(FrameworkError, match="2025 named in key_columns, text_columns or group_rows_by_column, not in"):
        read(**named)


def test_a_column_may_have_a_rule_of_its_own():
    table = read(group_rows={"rule": "sum"}, group_rows_by_column={"2024": {"rule": "none"}})
    assert (table.rule_of("2023").rule, table.rule_of("2024").rule) == ("sum", "none")


def test_a_source_says_producer_licence_and_date():
    with pytest.raises(FrameworkError, match=r"'producer' is missing.*'licence' is missing.*'obtained_on' is missing"):
        RawSource.read(
            {"source": "nso", "obtained": "by hand", "unit_column": "Province", "tables": {}}, where="source.yaml"
        )


def test_a_correction_needs_a_reason_in_both_languages():
    cell = {"table": "t", "unit": "Ha Noi", "column": "2024", "found": "9", "instead": "missing", "reason_en": "typo"}
    with pytest.raises(FrameworkError, match="key 'reason_vi' is missing"):
        Correction.read(cell, where="corrections.yaml")
