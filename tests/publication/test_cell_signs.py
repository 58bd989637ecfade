"""Signs of cells: one letter a kind and language, and none for an ordinary value."""

from __future__ import annotations

import pytest

from pipeline.publication import cell_signs


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_has_a_letter_of_its_own_and_a_meaning(language):
    signs = [cell_signs.sign(key, language) for key in cell_signs.ORDER]
    assert len({sign.letter for sign in signs}) == len(signs)
    assert all(len(sign.letter) == 1 and sign.meaning for sign in signs)


def test_the_cells_of_a_run_have_their_kinds_and_ordinary_ones_none(published):
    found = cell_signs.of_run(published)
    values = published.table("values")
    for row in values.to_dict("records"):
        own = found.get((row["unit_code"], row["code"]), ())
        assert (row["origin"] in own) == (row["origin"] != "published")
        assert ("provisional" in own) == (row["status"] == "P")
    imputed = published.table("imputed_cells")
    assert all("imputed" in found[cell] for cell in zip(imputed["unit_code"], imputed["code"], strict=True))
    assert all(list(keys) == [key for key in cell_signs.ORDER if key in keys] for keys in found.values())
