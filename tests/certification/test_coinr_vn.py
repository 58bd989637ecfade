"""COINr's names of our codes."""

import pytest

from pipeline.certification import coinr_vn


@pytest.mark.parametrize(("name", "code"), [("u01", "01"), ("x1_1_2", "1.1.2"), ("I", "I"), ("PII", "0")])
def test_coinrs_names_are_read_as_our_codes(name, code):
    assert coinr_vn.ours(name) == code
