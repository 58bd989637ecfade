"""The raw data that a run starts from."""

from __future__ import annotations

import pytest

from pipeline.chain import raw_data
from pipeline.data import params
from pipeline.errors import StaleInputError


@pytest.fixture
def edition(mini):
    return params.load_edition(mini.edition, root=mini.root)


def test_every_file_is_known_by_its_digest(mini, edition):
    found = raw_data.digests_of(edition, root=mini.root)
    assert sorted(found) == ["data/raw/mini/source.yaml", "data/raw/mini/table.csv"]
    assert all(len(digest) == 64 for digest in found.values())


@pytest.mark.parametrize(("content", "said"), [(None, "not there: data/raw/mini/table.csv"), ("x", "sha256")])
def test_a_file_that_is_gone_or_other_than_described_is_named(mini, edition, content, said):
    path = mini.root / "data" / "raw" / "mini" / "table.csv"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(StaleInputError, match=said):
        raw_data.digests_of(edition, root=mini.root)


def test_what_the_data_hold_is_told(mini, edition):
    assert "6 of 6 values" in raw_data.gathered(edition, root=mini.root)
