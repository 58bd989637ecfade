import numpy as np
import pandas as pd
import pytest

from pipeline.construction import rounds


def panel(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


KNOWN = panel(
    ("A", "x", 0, 2024, 3.0),
    ("A", "x", -1, 2023, 2.0),
    ("A", "x", -3, 2021, 1.0),
    ("B", "x", -1, 2023, 7.0),
    ("B", "x", 1, 2025, 9.0),
    ("A", "y", 0, 2022, 5.0),
    ("A", "o.1", -7, 2017, 5.0),
    ("Z", "x", -8, 2016, 5.0),
)


def matrix(**units):
    return pd.DataFrame.from_dict(units, orient="index", columns=["x", "y"])


def test_rounds_stand_in_rising_order_with_the_present_one():
    found = rounds.of(KNOWN, matrix(A=(3.0, 5.0), B=(7.0, np.nan)))
    assert found.numbers.tolist() == [-3, -1, 0, 1]
    assert found.place == 2
    assert found.has_later
    np.testing.assert_array_equal(found.values[:, 0, 0], [1.0, 2.0, 3.0, np.nan])
    np.testing.assert_array_equal(found.data_years[:, 0, 0], [2021, 2023, 2024, np.nan])


def test_the_matrix_takes_the_place_of_the_present_round():
    present = matrix(A=(np.nan, 5.0), B=(7.0, np.nan))
    found = rounds.of(KNOWN, present)
    values, numbers = found.until(present.to_numpy())
    assert numbers.tolist() == [-3, -1, 0]
    np.testing.assert_array_equal(values[-1], present)
    values, numbers = found.around(present.to_numpy())
    assert numbers.tolist() == [-3, -1, 0, 1]
    np.testing.assert_array_equal(values[2], present)
    assert found.values[2, 0, 0] == 3.0  # the panel itself is unchanged


def test_a_value_that_the_year_rule_carried_forward_is_known_with_its_age():
    present = matrix(A=(3.0, 5.0), B=(7.0, 0.0))  # B's y is a zero that no round has
    found = rounds.of(KNOWN, present)
    np.testing.assert_array_equal(found.carried, [[False, False], [True, False]])
    np.testing.assert_array_equal(found.age, [[np.nan, np.nan], [1.0, np.nan]])
    np.testing.assert_array_equal(found.without_carried(present.to_numpy()), [[3.0, 5.0], [np.nan, 0.0]])
    np.testing.assert_array_equal(found.years_at(found.age), [[np.nan, np.nan], [2023, np.nan]])


def test_a_blank_was_not_carried():
    assert not rounds.of(KNOWN, matrix(A=(3.0, 5.0), B=(np.nan, np.nan))).carried.any()


@pytest.mark.parametrize("own", [panel(), KNOWN[KNOWN["round"] > 0]])
def test_without_earlier_rounds_the_present_one_stands_alone(own):
    present = matrix(A=(3.0, 5.0), B=(7.0, np.nan))
    values, numbers = rounds.of(own, present).until(present.to_numpy())
    assert numbers.tolist() == [0]
    np.testing.assert_array_equal(values[0], present)
