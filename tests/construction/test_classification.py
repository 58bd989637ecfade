"""Classes of the index and its pillars; the scores are those of the tree worked out by hand in conftest."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import classification, index
from pipeline.data import store
from pipeline.errors import MethodError, ParameterError


def classified(tiny, **method):
    edition = tiny.edition(method=method)
    return classification.classify(index.build(tiny.table(), tiny.edition()).scores, edition)


def of(found, code, column="class"):
    return found.table[found.table["code"] == code].set_index("unit_code")[column].to_dict()


def test_without_classes_the_table_is_empty(tiny):
    found = classified(tiny)
    assert found.table.empty
    assert list(found.table.columns) == classification.COLUMNS


def test_classes_by_stated_thresholds_of_the_index_and_each_pillar(tiny):
    found = classified(tiny, classes="thresholds", class_thresholds=[25, 50])
    assert of(found, "0") == {"U1": 3, "U2": 1, "U3": 3, "U4": 2}  # 75, 12.5, 56.25, 29.375
    assert set(found.table["code"]) == {"0", "1", "2"}
    assert set(found.table["of"]) == {3}
    assert found.fit == {}


def test_a_score_equal_to_a_threshold_belongs_to_the_class_above(tiny):
    assert of(classified(tiny, classes="thresholds", class_thresholds=[56.25]), "0")["U3"] == 2


def test_a_class_has_its_bounds_beside_it_and_the_ends_are_open(tiny):
    found = classified(tiny, classes="thresholds", class_thresholds=[25, 50]).table.set_index(["code", "unit_code"])
    bounds = found.loc["0", ["low", "high"]]
    np.testing.assert_array_equal(bounds.loc["U2"], [np.nan, 25.0])
    np.testing.assert_array_equal(bounds.loc["U4"], [25.0, 50.0])
    np.testing.assert_array_equal(bounds.loc["U1"], [50.0, np.nan])


def test_natural_breaks_fall_where_the_scores_leave_a_gap_and_say_how_well_they_fit(tiny):
    found = classified(tiny, classes="natural_breaks", n_classes=2)
    assert of(found, "0") == {"U1": 2, "U2": 1, "U3": 2, "U4": 1}
    assert of(found, "0", "low")["U3"] == 56.25
    within = 2 * (9.375**2) + 2 * (8.4375**2)  # 75 and 56.25 about 65.625; 12.5 and 29.375 about 20.9375
    scores = np.array([75.0, 12.5, 56.25, 29.375])
    assert found.fit["0"] == pytest.approx(1 - within / ((scores - scores.mean()) ** 2).sum())
    assert set(found.fit) == {"0", "1", "2"}


def test_more_natural_breaks_than_scores_are_refused_with_the_node(tiny):
    with pytest.raises(MethodError, match=r"classes of 0: natural breaks need 2 classes or more, and at most the 4"):
        classified(tiny, classes="natural_breaks", n_classes=5)


def test_classes_by_percentages_of_the_mean_of_the_ranked_units(tiny):
    meaningful = {"normalisation": "fraction_of_maximum", "meaningful_zero": True}
    found = classified(tiny, classes="relative_to_mean", class_thresholds=[50, 100], **meaningful)
    assert of(found, "0") == {"U1": 3, "U2": 1, "U3": 3, "U4": 2}  # mean 43.28125: 173, 29, 130 and 68 per cent
    assert of(found, "0", "low")["U4"] == pytest.approx(43.28125 / 2)


def test_percentages_of_a_mean_are_refused_without_a_meaningful_zero(tiny):
    with pytest.raises(ParameterError, match="need a meaningful zero, and the zero of 'min_max' is a convention"):
        classified(tiny, classes="relative_to_mean", class_thresholds=[100])


def test_a_unit_without_a_score_has_no_class(tiny):
    scores = index.build(tiny.table(), tiny.edition()).scores
    scores.loc["U2", "0"] = np.nan
    edition = tiny.edition(method={"classes": "thresholds", "class_thresholds": [25]})
    found = classification.classify(scores, edition)
    own = found.table[(found.table["code"] == "0") & (found.table["unit_code"] == "U2")].iloc[0]
    assert own[["class", "low", "high"]].isna().all()


def test_the_table_keeps_its_contract(tiny, tmp_path):
    found = classified(tiny, classes="thresholds", class_thresholds=[25, 50]).table
    store.write_table(found, tmp_path / "classes.csv")
    assert (tmp_path / "classes.csv").read_text().splitlines()[1] == "U1,0,3,3,50.0,"
    store.write_table(pd.DataFrame(columns=classification.COLUMNS), tmp_path / "classes.csv")
    assert store.read_table(tmp_path / "classes.csv").empty
