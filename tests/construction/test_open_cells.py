import numpy as np

from pipeline.construction import open_cells


def test_a_block_is_what_is_open_of_one_unit_in_one_table(gaps):
    _, prepared, filled, cells = gaps
    opened = {(prepared.index[b.unit], prepared.columns[c]) for b in cells.blocks for c in b.columns}
    imputed = set(filled.cells()[["unit_code", "code"]].itertuples(index=False, name=None))
    assert imputed <= opened
    assert all(block.model in open_cells.MODELS for block in cells.blocks)
    keys = [(block.unit, block.table) for block in cells.blocks]
    assert len(keys) == len(set(keys))


def test_only_open_cells_are_drawn_and_a_structural_zero_is_none(gaps, toy):
    _, prepared, filled, cells = gaps
    moves = np.ptp(cells.completed, axis=0) > 0
    opened = np.zeros_like(moves)
    for block in cells.blocks:
        opened[block.unit, block.columns] = True
    assert not (moves & ~opened).any()
    assert moves.any()
    zeros = toy.gathered.values.query("origin == 'structural_zero'")
    for unit, code in zip(zeros["unit_code"], zeros["code"], strict=True):
        if unit in prepared.index and code in prepared.columns:
            assert not opened[prepared.index.get_loc(unit), prepared.columns.get_loc(code)]
    np.testing.assert_array_equal(
        cells.completed[:, ~opened], np.broadcast_to(filled.values.to_numpy()[~opened], (12, (~opened).sum()))
    )
