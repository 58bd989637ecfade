import dataclasses

import pytest

from pipeline.construction.ground import Ground


def test_the_ground_of_all_replicates_does_not_change(tiny):
    own = Ground(tiny.long(tiny.table()), tiny.nothing_earlier(), ("U1",))
    with pytest.raises(dataclasses.FrozenInstanceError, match="units"):
        own.units = ()
