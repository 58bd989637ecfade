import numpy as np

from pipeline.construction import information_value, open_cells


def test_a_gap_is_worth_what_the_ranges_would_narrow(gaps):
    edition, prepared, _, cells = gaps
    table = information_value.expected_narrowing(cells, prepared, edition)
    assert len(table) == len(cells.blocks)
    np.testing.assert_allclose(table["narrowing"], table["width"] - table["width_known"])
    assert (table["n_answers"] == 4).all()


def test_the_only_gap_is_worth_the_whole_width(gaps):
    """Once the only open block is known nothing varies: every range has no width."""
    edition, prepared, _, cells = gaps
    block = cells.blocks[0]
    alone = np.broadcast_to(cells.completed[0], cells.completed.shape).copy()
    alone[:, block.unit, block.columns] = cells.completed[:, block.unit, block.columns]
    table = information_value.expected_narrowing(open_cells.OpenCells((block,), alone), prepared, edition)
    assert table["width_known"].tolist() == [0.0]
    assert table["narrowing"].tolist() == table["width"].tolist()


def test_nothing_open_is_worth_nothing(gaps):
    edition, prepared, _, cells = gaps
    none = open_cells.OpenCells((), cells.completed)
    assert information_value.expected_narrowing(none, prepared, edition).empty
