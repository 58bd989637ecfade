import numpy as np
import pytest

from pipeline.construction import design
from pipeline.construction.design import BLOCK_SIZE, Design, Drawn

OVER = Drawn(
    factors=("imputation", "scale"),
    choices=((0, 2), (0, 1)),
    n_tables=((0, 0, 10), (0, 0)),
    pool=8,
    errors=4,
    indicators=(3, 5),
)


def uniforms(**columns):
    return np.column_stack([np.atleast_1d(columns.get(name, 0.0)) for name in OVER.names])


def test_every_source_of_variation_is_one_factor():
    assert OVER.names == ["weights", "imputation", "scale", "indicators", "survey_error"]
    plain = Drawn(factors=("scale",), choices=((0, 1),), n_tables=((0, 0),), pool=0, errors=0, indicators=())
    assert plain.names == ["scale"]


def test_a_choice_that_equals_another_is_never_picked():
    found = design.from_uniforms(OVER, np.random.default_rng(0).random((200, 5)))
    assert set(found.choices[:, 0]) == {0, 2}


def test_one_uniform_picks_choice_and_table_together():
    one = Drawn(factors=("imputation",), choices=((0, 1),), n_tables=((0, 10),), pool=0, errors=0, indicators=())
    found = design.from_uniforms(one, np.array([[0.1], [0.5], [0.74], [0.99999]]))
    assert found.choices.ravel().tolist() == [0, 1, 1, 1]
    assert found.tables.tolist() == [-1, 0, 4, 9]


def test_no_indicator_left_out_is_as_likely_as_each():
    found = design.from_uniforms(OVER, np.vstack([uniforms(indicators=u) for u in (0.0, 0.34, 0.67)]))
    assert found.left_out.tolist() == [-1, 3, 5]


def test_what_is_not_drawn_is_none():
    found = Design(np.zeros((2, 0), dtype=int), np.array([1, -1]))
    assert found.tables.tolist() == found.errors.tolist() == found.left_out.tolist() == [-1, -1]
    assert len(found[slice(0, 1)]) == 1


def test_more_draws_begin_with_the_same_ones():
    few, many = design.draw(OVER, BLOCK_SIZE, seed=0), design.draw(OVER, 3 * BLOCK_SIZE, seed=0)
    for name in ("choices", "weights", "tables", "errors", "left_out"):
        np.testing.assert_array_equal(getattr(many, name)[:BLOCK_SIZE], getattr(few, name))


def test_each_purpose_has_a_seed_of_its_own_and_zero_is_a_seed():
    seeds = {design.stream(seed, purpose) for seed in (0, 1) for purpose in range(5)}
    assert len(seeds) == 10


def test_replicates_that_take_the_same_are_one_group():
    rows, place = design.groups([np.array([3, 1, 3]), np.array([0, 0, 0])])
    assert rows.tolist() == [[1, 0], [3, 0]]
    assert place.tolist() == [1, 0, 1]


def test_a_design_over_nothing_has_replicates_and_no_choices():
    nothing = Drawn(factors=(), choices=(), n_tables=(), pool=0, errors=0, indicators=())
    assert design.draw(nothing, 5, seed=0).choices.shape == (5, 0)


@pytest.mark.parametrize("n", [0, 1, BLOCK_SIZE, BLOCK_SIZE + 1])
def test_any_number_of_draws(n):
    assert len(design.draw(OVER, n, seed=0)) == n
