import pandas as pd
import pytest

from pipeline.data import corrections
from pipeline.errors import CorrectionError
from pipeline.framework.provenance import Correction

TEXT = pd.DataFrame({"Province": ["Ha Giang", "Ha Nam"], "2023": ["0.63", "0.70"]}, index=[2, 3], dtype=object)


def correction(**changes):
    return Correction(
        **{
            "table": "hdi",
            "unit": "Ha Giang",
            "column": "2023",
            "found": "0.63",
            "instead": "missing",
            "reason_vi": "sai",
            "reason_en": "wrong",
            **changes,
        }
    )


def apply(*items):
    return corrections.apply(TEXT, items, unit_column="Province", where="corrections.yaml")


def test_missing_empties_the_cell_and_is_remembered():
    text, done = apply(correction())
    assert text.at[2, "2023"] == ""
    assert [(item.row, item.to_missing) for item in done] == [(2, True)]


def test_a_value_takes_the_place_of_the_wrong_one():
    text, done = apply(correction(instead="0.65"))
    assert text.at[2, "2023"] == "0.65"
    assert not done[0].to_missing


def test_the_text_itself_stays_as_it_was():
    apply(correction())
    assert TEXT.at[2, "2023"] == "0.63"


def test_a_correction_expires_once_the_cell_has_changed():
    with pytest.raises(CorrectionError, match='hdi, Ha Giang, column 2023: "0.61" is expected in row 2, found "0.63"'):
        apply(correction(found="0.61"))


def test_a_correction_of_a_row_that_is_not_there_is_refused():
    with pytest.raises(CorrectionError, match="exactly one row of that name is expected, found 0"):
        apply(correction(unit="Atlantis"))


def test_a_correction_of_a_column_that_is_not_there_offers_the_nearest():
    with pytest.raises(CorrectionError, match="no such column; nearest: 2023"):
        apply(correction(column="2022"))


def test_every_stale_correction_is_named_at_once():
    with pytest.raises(CorrectionError, match=r"Ha Giang.*; .*Ha Nam"):
        apply(correction(found="1"), correction(unit="Ha Nam", found="1"))
