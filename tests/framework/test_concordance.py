"""The map between the units of two editions."""

from __future__ import annotations

import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.concordance import Concordance


def concordance(*rows: tuple[str, str, float]) -> Concordance:
    content = [{"old_code": old, "new_code": new, "share": share} for old, new, share in rows]
    return Concordance.read({"name": "map", "rows": content}, where="map.csv")


def test_only_all_of_one_old_unit_and_nothing_else_is_the_same():
    found = concordance(("01", "01", 1), ("02", "02", 1), ("03", "02", 1), ("04", "05", 1))
    assert [code for code in ("01", "02", "04", "05") if found.is_same(code)] == ["01"]


def test_a_unit_may_be_divided():
    found = concordance(("01", "01", 0.75), ("01", "02", 0.25), ("02", "02", 1))
    assert found.heirs("01") == ("01", "02")
    assert found.parts("02") == (("01", 0.25), ("02", 1.0))
    assert not found.is_same("01")


def test_the_shares_of_a_unit_add_up_to_one():
    with pytest.raises(FrameworkError, match=r"map\.csv: .*must add up to 1; found otherwise: 01 \(0\.9\)"):
        concordance(("01", "01", 0.5), ("01", "02", 0.4))


def test_a_pair_stands_once():
    with pytest.raises(FrameworkError, match="found more than once: 01 to 02"):
        concordance(("01", "02", 0.5), ("01", "02", 0.5))


@pytest.mark.parametrize("share", [0, 1.5])
def test_a_share_lies_between_zero_and_one(share):
    with pytest.raises(FrameworkError, match="share"):
        concordance(("01", "01", share))
