import numpy as np
import pytest

from pipeline.construction import index
from pipeline.construction import weights as weighing
from pipeline.construction.ground import Ground
from pipeline.construction.variants import Variants
from pipeline.errors import MethodError
from pipeline.statistics import replicates


def variants(tiny, *, noise=(), method=None, values=None):
    edition = tiny.edition(alternatives={"weights": list(noise), "weight_samples": 16}, method=method)
    values = tiny.table() if values is None else values
    return Variants(Ground(tiny.long(values), tiny.nothing_earlier(), tuple(values.index)), edition, seed=0)


def one(own, **options):
    given = {"drawn": False, "weights_vary": False, "left_out": False} | options
    return own.compiled(own.edition.method, **given)


def scored(variant, *, weights=-1, left_out=-1):
    zero = np.zeros(1, dtype=int)
    sample = replicates.Sample(zero, zero, zero + weights, zero + left_out)
    return replicates.scores([variant], sample, block_size=256)[0]


def test_where_nothing_varies_the_index_is_known(tiny):
    variant = one(variants(tiny))
    assert variant.nodes == ()
    np.testing.assert_array_equal(variant.known[0, :, 0], [75.0, 12.5, 56.25, 29.375])


def test_only_the_nodes_whose_weights_are_drawn_and_those_above_vary(tiny):
    top = one(variants(tiny, noise=[{"level": 3, "concentration": 47}]), weights_vary=True)
    assert [node.name for node in top.nodes] == ["0"]
    assert top.known.shape == (1, 4, 2)
    middle = one(variants(tiny, noise=[{"level": 2, "concentration": 47}]), weights_vary=True)
    assert [node.name for node in middle.nodes] == ["1", "0"]
    assert middle.known.shape == (1, 4, 3)  # 1.1, 1.2 and the pillar 2


def test_with_nominal_weights_every_way_gives_the_index(tiny):
    expected = index.build(tiny.table(), tiny.edition()).scores["0"].to_numpy()
    for level in (2, 3):
        own = variants(tiny, noise=[{"level": level, "concentration": 47}])
        for left_out in (False, True):
            np.testing.assert_array_equal(scored(one(own, weights_vary=True, left_out=left_out)), expected)


@pytest.mark.parametrize("code", ["1.1.1", "1.2.1", "2.1.2"])
def test_leaving_out_an_indicator_is_leaving_it_out_of_the_framework(tiny, code):
    place = list(tiny.table().columns).index(code)
    without = tiny.edition(left_out={code: {"reason_vi": "thử", "reason_en": "trial"}})
    expected = index.build(tiny.table().drop(columns=code), without).scores["0"]
    np.testing.assert_allclose(scored(one(variants(tiny), left_out=True), left_out=place), expected, rtol=1e-14)


def test_draws_stand_before_the_nominal_weights(tiny):
    own = variants(tiny, noise=[{"level": 3, "concentration": 47}])
    node = one(own, weights_vary=True).nodes[0]
    assert node.weights.shape == (17, 2)
    np.testing.assert_array_equal(node.weights[-1], weighing.fixed(own.edition)["0"])
    np.testing.assert_array_equal(node.weights[:-1], own.pool_of(own.edition.method)["0"])


def test_methods_that_differ_above_share_what_is_below(tiny):
    own = variants(tiny, noise=[{"level": 3, "concentration": 47}])
    plain = one(own, weights_vary=True)
    options = {"aggregation_at": {"index": "geometric"}, "score_floor": 1.0}
    other = own.compiled(own.edition.method.replace(options), drawn=False, weights_vary=True, left_out=False)
    assert other.known is plain.known
    assert other.nodes[0].weights is plain.nodes[0].weights
    assert other.nodes[0].rule.function == "geometric"


def test_what_a_function_does_not_admit_is_refused_by_unit_and_child(tiny):
    method = {"aggregation_at": {"index": "geometric"}, "scale_low": 1.0}
    own = variants(tiny, noise=[{"level": 3, "concentration": 47}])
    bare = own.edition.method.replace(method)
    changed = Variants(own.ground, own.edition.with_method(bare), seed=0)
    changed.tables.normalised(bare)[0, 0, :3] = -5.0
    with pytest.raises(MethodError, match=r"aggregation to 0: .* needs every score above 0, found .* of unit U1 in 1"):
        one(changed, weights_vary=True)


def test_methods_with_the_same_results_have_the_same_digest(tiny):
    own = variants(tiny)
    method = own.edition.method
    same = [{"power": 0.7}, {"skewness_limit": 9.0}, {"score_floor": 3.0}]
    other = [{"normalisation": "percentile_rank"}, {"aggregation": "harmonic", "score_floor": 1.0}, {"ties": "dense"}]
    other += [{"weighting": "equal_indicators"}, {"least_available": 0.9}]
    for changes in same:
        assert own.digest(method.replace(changes), drawn=False) == own.digest(method, drawn=False)
    for changes in other:
        assert own.digest(method.replace(changes), drawn=False) != own.digest(method, drawn=False)
