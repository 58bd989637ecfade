import numpy as np
import pandas as pd
import pytest

from pipeline.construction import worked_unit


@pytest.fixture
def scores():
    return pd.DataFrame(
        {
            "unit_code": ["U3", "U1", "U2", "U4"],
            "code": "0",
            "level": 4,
            "score": [3.0, 2, 1, 0],
            "rank": [1, 2, 3, np.nan],
        }
    )


def test_the_unit_in_the_middle_is_an_ordinary_one(tiny, scores):
    assert worked_unit.middle_unit(scores, tiny.edition()) == "U1"
    assert worked_unit.middle_unit(scores.assign(rank=np.nan), tiny.edition()) == ""
    assert worked_unit.middle_unit(scores.head(2), tiny.edition()) == "U3"


def test_contributions_add_up_to_the_score_of_the_parent(tiny):
    """U1: 1.1.1 scores 100 and 1.1.2 scores 0, so 1.1 scores 50 from contributions of 50 and 0."""
    edition = tiny.edition()
    values = tiny.long(tiny.table())
    codes = [node.code for node in edition.framework.tree]
    made = dict(zip(codes, [75.0, 50.0, 50.0, 100.0, 0.0, 50.0, 50.0, 100.0, 100.0, 100.0, 100.0], strict=False))
    scored = pd.DataFrame({"unit_code": "U1", "code": list(made), "level": 1, "score": list(made.values()), "rank": 1})
    weights = pd.DataFrame({"code": codes, "share": [1.0 if code == "0" else 0.5 for code in codes]})
    tables = worked_unit.Tables(
        values=values,
        imputed=values.assign(imputed=False),
        treated=values,
        goalposts=pd.DataFrame({"code": ["1.1.1"], "low": [0.0], "high": [10.0]}),
        scores=scored,
        weights=weights,
    )
    rows = worked_unit.work_through(tables, "U1", edition).set_index("code")
    assert list(rows.index) == codes
    assert rows.loc["1.1.1", ["value", "treated", "low", "high"]].tolist() == [10, 10, 0, 10]
    assert (rows["contribution"] == rows["score"] * rows["share"]).all()
    assert rows.loc["1.1", "parent"] == "1"
    assert np.isnan(rows.loc["1.1", "value"])


def test_what_stands_in_for_a_blank_is_the_value(tiny):
    edition = tiny.edition()
    values = tiny.long(tiny.table())
    blank = values.assign(value=values["value"].where(values["code"] != "1.2.1"))
    codes = [node.code for node in edition.framework.tree]
    tables = worked_unit.Tables(
        values=blank,
        imputed=values,
        treated=values,
        goalposts=pd.DataFrame({"code": codes, "low": 0.0, "high": 10.0}),
        scores=pd.DataFrame({"unit_code": "U1", "code": codes, "level": 1, "score": 1.0, "rank": 1}),
        weights=pd.DataFrame({"code": codes, "share": 0.5}),
    )
    assert worked_unit.work_through(tables, "U1", edition).set_index("code").loc["1.2.1", "value"] == 4
