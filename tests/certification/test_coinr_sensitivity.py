"""The replay of COINr's sensitivity analyses."""

import numpy as np

from pipeline.certification import coinr_sensitivity


def test_alternatives_are_cut_over_the_range_of_the_sample():
    uniforms = np.array([0.2, 0.3, 0.41, 0.6])  # a range of 0.4, cut at 0.4
    assert coinr_sensitivity.alternatives(uniforms, 2).tolist() == [1, 1, 2, 2]


def test_an_additive_output_divides_among_its_factors():
    rng = np.random.default_rng(3)
    a, b = rng.random((2, 4096, 2))
    outputs = np.concatenate([block @ [3.0, 4.0] for block in (a, b, np.c_[b[:, 0], a[:, 1]], np.c_[a[:, 0], b[:, 1]])])
    _, total, _ = coinr_sensitivity.indices(outputs, n_factors=2)
    np.testing.assert_allclose(total, [9 / 25, 16 / 25], atol=0.03)  # 4096 draws
