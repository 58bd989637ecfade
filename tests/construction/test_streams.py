"""One stream of random numbers for each purpose and node."""

import numpy as np

from pipeline.construction import streams


def test_a_stream_depends_on_seed_purpose_and_numbers_alone():
    def first(*numbers):
        return streams.generator(*numbers).integers(10**9)

    assert first(0, streams.ALPHA) == first(0, streams.ALPHA)
    different = {first(0, streams.ALPHA), first(1, streams.ALPHA), first(0, streams.MORAN), first(0, streams.ALPHA, 1)}
    assert len(different) == 4


def test_the_stream_of_a_node_is_that_of_its_place_in_the_tree(tiny):
    edition = tiny.edition()
    place = [node.code for node in edition.framework.tree].index("1.1")
    expected = np.random.default_rng(np.random.SeedSequence([7, streams.PARALLEL, place])).integers(10**9)
    assert streams.of_node(7, streams.PARALLEL, "1.1", edition).integers(10**9) == expected
