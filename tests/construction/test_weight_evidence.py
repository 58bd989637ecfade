import numpy as np

from pipeline.construction.weight_evidence import Evidence


def test_children_that_were_not_weighed_weigh_nothing_and_have_no_figure():
    found = Evidence(np.array([0.7, 0.3]), 5, "r2", 0.4, low=np.array([0.6, 0.2])).among(np.array([True, False, True]))
    assert found.weights.tolist() == [0.7, 0.0, 0.3]
    np.testing.assert_array_equal(found.figure, [0.4, np.nan, 0.4])
    np.testing.assert_array_equal(found.low, [0.6, np.nan, 0.2])
    np.testing.assert_array_equal(found.high, [np.nan] * 3)
    assert (found.n, found.measure) == (5, "r2")
