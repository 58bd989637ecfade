import math
import os
import struct
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.data import store
from pipeline.data.schema import schema_of
from pipeline.errors import SchemaError


def scores(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "level", "score", "rank"])


def values(numbers):
    codes = [f"{number:04d}" for number in range(len(numbers))]
    return pd.DataFrame({"unit_code": codes, "code": "1", "value": numbers})


def bits(numbers):
    return [struct.pack("<d", number) for number in numbers]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "nominal" / "scores.csv"


def test_codes_keep_their_zeros(path):
    store.write_table(scores(("01", "1.10", 1, 5.0, 1), ("01", "1.1", 1, 5.0, 1), ("1", "1.1", 1, 5.0, 1)), path)
    read = store.read_table(path)
    assert list(zip(read["unit_code"], read["code"], strict=True)) == [("01", "1.1"), ("01", "1.10"), ("1", "1.1")]


@pytest.mark.parametrize(
    "text", ["NA", "nan", "null", "None", "N/A", "-", " x ", "a,b", 'say "so"', "hàng\nhai", "Đắk"]
)
def test_a_text_is_only_a_text(tmp_path, text):
    frame = pd.DataFrame({"unit_code": ["01"], "ranked": [False], "reason_vi": [text], "reason_en": [""]})
    store.write_table(frame, tmp_path / "screening.csv")
    read = store.read_table(tmp_path / "screening.csv")
    assert (read["reason_vi"][0], read["reason_en"][0]) == (text, "")


def test_a_text_that_is_missing_is_written_as_empty(tmp_path):
    frame = pd.DataFrame({"unit_code": ["01", "02"], "ranked": True, "reason_vi": [None, math.nan], "reason_en": ""})
    store.write_table(frame, tmp_path / "screening.csv")
    assert (tmp_path / "screening.csv").read_text().splitlines()[1:] == ["01,true,,", "02,true,,"]


def test_rows_are_sorted_by_their_key(path):
    store.write_table(scores(("02", "1", 1, 1.0, 2), ("10", "0", 2, 3.0, 1), ("02", "0", 2, 1.0, 2)), path)
    read = store.read_table(path)
    assert list(zip(read["unit_code"], read["code"], strict=True)) == [("02", "0"), ("02", "1"), ("10", "0")]


def test_a_line_ends_with_a_line_feed_and_nothing_else(path):
    store.write_table(scores(("01", "0", 2, 0.1, 1)), path)
    assert path.read_bytes() == b"unit_code,code,level,score,rank\n01,0,2,0.1,1\n"


def test_text_is_utf_8_without_a_mark(tmp_path):
    frame = pd.DataFrame({"unit_code": ["01"], "ranked": [True], "reason_vi": ["đủ"], "reason_en": [""]})
    store.write_table(frame, tmp_path / "screening.csv")
    assert (tmp_path / "screening.csv").read_bytes().endswith("01,true,đủ,\n".encode())


def test_the_same_frame_gives_the_same_bytes_in_any_order(tmp_path):
    frame = scores(("01", "0", 2, 1 / 3, 1), ("02", "0", 2, 0.1, 2), ("03", "0", 2, None, None))
    store.write_table(frame, tmp_path / "a" / "scores.csv")
    store.write_table(frame[::-1], tmp_path / "b" / "scores.csv")
    store.write_table(frame, tmp_path / "b" / "scores.csv")
    assert store.digest(tmp_path / "a" / "scores.csv") == store.digest(tmp_path / "b" / "scores.csv")


def test_what_was_read_is_written_back_to_the_same_bytes(path):
    store.write_table(scores(("01", "0", 2, 1 / 3, 1), ("02", "0", 2, None, None)), path)
    before = path.read_bytes()
    store.write_table(store.read_table(path), path)
    assert path.read_bytes() == before


def test_empty_is_missing_and_never_zero(path):
    store.write_table(scores(("01", "0", 2, None, None), ("02", "0", 2, 0.0, 1)), path)
    assert path.read_text().splitlines()[1:] == ["01,0,2,,", "02,0,2,0.0,1"]
    read = store.read_table(path)
    assert read["score"].isna().tolist() == [True, False]
    assert read["rank"].isna().tolist() == [True, False]
    assert read["score"][1] == 0.0


def test_a_table_whose_numbers_are_all_missing_can_be_read(path):
    store.write_table(scores(("01", "0", 2, None, None)), path)
    assert store.read_table(path).dtypes.astype(str).to_dict() == {
        "unit_code": "object",
        "code": "object",
        "level": "Int64",
        "score": "float64",
        "rank": "float64",
    }


def test_a_table_without_rows_keeps_its_columns_and_types(path):
    store.write_table(scores(), path)
    read = store.read_table(path)
    assert len(read) == 0
    assert read["score"].dtype == "float64"
    assert list(read.columns) == ["unit_code", "code", "level", "score", "rank"]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=40))
def test_floats_come_back_to_the_last_bit(tmp_path_factory, numbers):
    path = tmp_path_factory.mktemp("floats") / "treated.csv"
    store.write_table(values(numbers), path)
    assert bits(store.read_table(path)["value"]) == bits(numbers)


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 63.31, 1e-300, 5e-324, sys.float_info.max, -0.0, 123456789.123])
def test_a_float_is_written_as_short_as_it_can_be_read_back(number):
    text = store.to_text(values([number]), schema_of("treated.csv"))
    assert text.splitlines()[1] == f"0000,1,{number!r}"


def test_whole_numbers_are_written_without_a_point(path):
    store.write_table(scores(("01", "0", 2.0, 5.0, 1.0)), path)
    assert path.read_text().splitlines()[1] == "01,0,2,5.0,1"


def test_flags_are_written_as_words_and_read_as_flags(tmp_path):
    frame = pd.DataFrame({"unit_code": ["01", "02"], "ranked": [True, False], "reason_vi": "", "reason_en": ""})
    store.write_table(frame, tmp_path / "screening.csv")
    assert [line.split(",")[1] for line in (tmp_path / "screening.csv").read_text().splitlines()[1:]] == [
        "true",
        "false",
    ]
    assert store.read_table(tmp_path / "screening.csv")["ranked"].tolist() == [True, False]


def test_two_rows_of_one_key_are_refused_with_the_key(path):
    with pytest.raises(
        SchemaError, match=r"table scores.csv: one row per unit_code/code is expected, found .* for 01/0$"
    ):
        store.write_table(scores(("01", "0", 2, 1.0, 1), ("01", "0", 2, 2.0, 1)), path)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (["unit_code", "code", "level", "score"], "missing: rank; not declared: none"),
        (["unit_code", "code", "level", "score", "rank", "note"], "missing: none; not declared: note"),
        (["code", "unit_code", "level", "score", "rank"], "are expected in this order; missing: none"),
    ],
)
def test_other_columns_than_declared_are_refused(path, columns, sentence):
    frame = scores(("01", "0", 2, 1.0, 1)).assign(note="x")[columns]
    with pytest.raises(SchemaError, match=sentence):
        store.write_table(frame, path)


def test_a_file_with_other_columns_is_refused(path):
    path.parent.mkdir()
    path.write_text("unit_code,score\n01,1\n")
    with pytest.raises(SchemaError, match="missing: code; level; rank; not declared: none"):
        store.read_table(path)


@pytest.mark.parametrize(
    ("column", "cell"), [("score", "high"), ("score", "1,5"), ("score", "1_000"), ("rank", "1.25"), ("level", "one")]
)
def test_a_cell_of_another_type_is_refused_with_its_column(path, column, cell):
    frame = scores(("01", "0", 2, 1.0, 1)).astype(object)
    frame[column] = cell
    with pytest.raises(
        SchemaError, match=f"table scores.csv, column {column}: (number|integer|rank) is expected, but "
    ):
        store.write_table(frame, path)


def test_a_flag_is_true_or_false(tmp_path):
    frame = pd.DataFrame({"unit_code": ["01"], "ranked": ["yes"], "reason_vi": [""], "reason_en": [""]})
    with pytest.raises(SchemaError, match=r"table screening\.csv, column ranked: flag is expected"):
        store.write_table(frame, tmp_path / "screening.csv")


def test_a_table_that_is_not_there_says_what_to_do(path):
    with pytest.raises(
        SchemaError, match=r"scores\.csv: the table is not there .* Run the chapter that writes it first"
    ):
        store.read_table(path)


def test_a_table_without_a_schema_is_refused(tmp_path):
    with pytest.raises(SchemaError, match=r"table 'score\.csv' has no schema; nearest: scores\.csv"):
        store.write_table(scores(), tmp_path / "score.csv")


def test_a_refused_table_leaves_the_old_one_and_nothing_else(path):
    store.write_table(scores(("01", "0", 2, 1.0, 1)), path)
    before = path.read_bytes()
    with pytest.raises(SchemaError, match="one row per"):
        store.write_table(scores(("01", "0", 2, 1.0, 1), ("01", "0", 2, 2.0, 1)), path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["scores.csv"]


def test_a_file_that_cannot_be_put_in_place_leaves_no_partial_one(path, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        store.write_table(scores(("01", "0", 2, 1.0, 1)), path)
    assert list(path.parent.iterdir()) == []


def test_writing_does_not_change_the_frame(path):
    frame = scores(("02", "0", 2, 1.0, 1), ("01", "0", 2, math.nan, None))
    before = frame.copy()
    store.write_table(frame, path)
    pd.testing.assert_frame_equal(frame, before)


def test_a_place_is_written_whole_and_a_shared_one_as_a_half(path):
    store.write_table(scores(("01", "0", 2, 9.0, 1.0), ("02", "0", 2, 5.0, 2.5), ("03", "0", 2, 5.0, 2.5)), path)
    assert path.read_text().splitlines()[1:] == ["01,0,2,9.0,1", "02,0,2,5.0,2.5", "03,0,2,5.0,2.5"]
    assert store.read_table(path)["rank"].tolist() == [1.0, 2.5, 2.5]


def test_a_rank_between_a_place_and_a_half_is_refused(path):
    with pytest.raises(
        SchemaError, match=r"column rank: rank is expected, but found 2\.3, which is neither a place nor"
    ):
        store.write_table(scores(("01", "0", 2, 9.0, 2.3)), path)
