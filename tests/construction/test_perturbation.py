import numpy as np
import pytest

from pipeline.construction import index, matrix, normalisation, perturbation, tree
from pipeline.construction import weights as weighing
from pipeline.construction.perturbation import BLOCK_SIZE, Design, Engine, Ground
from pipeline.errors import MethodError
from pipeline.framework.experts import Experts
from pipeline.statistics import weighting


def choice(label, **changes):
    return {"label_vi": label, "label_en": label, "set": changes}


def factor(*choices):
    return {"name_vi": "x", "name_en": "x", "choices": choices}


SET = {
    "weights": [{"level": 3, "concentration": 47}],
    "weight_samples": 512,
    "factors": {
        "normalisation": factor(
            choice("min-max", normalisation="min_max"), choice("percentile", normalisation="percentile_rank")
        ),
        "aggregation": factor(
            choice("arithmetic", aggregation="arithmetic", score_floor=None),
            choice("geometric", aggregation="geometric", score_floor=1.0),
        ),
    },
}


def engine(tiny, *, seed=0, alternatives=SET, values=None, **more):
    edition = tiny.edition(alternatives=alternatives, **more)
    values = tiny.long(tiny.table()) if values is None else values
    return Engine(Ground(values, tiny.nothing_earlier(), tuple(tiny.table().index)), edition, seed=seed)


def nominal(n, factors=2):
    return Design(np.zeros((n, factors), dtype=int), np.full(n, -1))


def test_weights_are_a_factor_where_they_are_perturbed(tiny):
    assert engine(tiny).factors == ["weights", "normalisation", "aggregation"]
    assert engine(tiny, alternatives={**SET, "weights": []}).factors == ["normalisation", "aggregation"]


def test_the_nominal_choices_with_the_nominal_weights_give_the_nominal_ranks(tiny):
    own = engine(tiny)
    made = index.build(tiny.table(), own.edition)
    np.testing.assert_array_equal(own.scores(nominal(3)), np.tile(made.scores["0"], (3, 1)))
    np.testing.assert_array_equal(own.ranks(nominal(3)), np.tile(made.ranks["0"], (3, 1)))


def test_the_nominal_design_of_a_full_edition_gives_its_published_ranks(toy):
    ground = Ground(toy.gathered.values, toy.gathered.panel, tuple(toy.units))
    own = Engine(ground, toy.edition, seed=toy.edition.about.seed)
    ranks = own.ranks(nominal(2, len(toy.edition.alternatives.factors)))
    np.testing.assert_array_equal(ranks, np.tile(toy.index.ranks["0"], (2, 1)))


def test_one_change_of_method_is_the_index_under_that_method(tiny):
    own = engine(tiny)
    changed = own.edition.with_method(own.edition.method.replace({"normalisation": "percentile_rank"}))
    np.testing.assert_array_equal(
        own.one({"normalisation": "percentile_rank"}), index.build(tiny.table(), changed).ranks["0"]
    )


def test_a_choice_of_each_factor_makes_one_method(tiny):
    method = engine(tiny).method_of(np.array([1, 1]))
    assert method.normalisation.normalisation == "percentile_rank"
    assert method.aggregation.aggregation == "geometric"


def test_uniforms_pick_every_choice_alike(tiny):
    own = engine(tiny)
    design = own.design(np.array([[0.0, 0.0, 0.49], [0.5, 0.5, 0.5], [1 - 1e-16, 0.999, 0.999]]))
    assert design.weights.tolist() == [0, 256, 511]
    assert design.choices.tolist() == [[0, 0], [1, 1], [1, 1]]


def test_the_same_seed_draws_the_same_bits_and_zero_is_a_seed(tiny):
    first, again, other = (engine(tiny, seed=seed).draw(300) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first.choices, again.choices)
    np.testing.assert_array_equal(first.weights, again.weights)
    assert (first.weights != other.weights).any()
    np.testing.assert_array_equal(engine(tiny, seed=0).scores(first), engine(tiny, seed=0).scores(again))


def test_every_seed_draws_differently(tiny):
    assert len({tuple(engine(tiny, seed=seed).draw(20).weights) for seed in range(8)}) == 8


def test_more_draws_begin_with_the_same_ones(tiny):
    few, many = engine(tiny).draw(BLOCK_SIZE), engine(tiny).draw(BLOCK_SIZE + 10)
    np.testing.assert_array_equal(many.weights[:BLOCK_SIZE], few.weights)
    np.testing.assert_array_equal(many.choices[:BLOCK_SIZE], few.choices)


def test_blocks_computed_apart_have_the_bits_of_the_whole(tiny):
    design = engine(tiny).draw(3 * BLOCK_SIZE + 40)
    whole = engine(tiny).scores(design)
    parts = [
        engine(tiny).scores(design[slice(start, start + size)])
        for start, size in ((0, BLOCK_SIZE), (BLOCK_SIZE, 2 * BLOCK_SIZE), (3 * BLOCK_SIZE, BLOCK_SIZE))
    ]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_blocks_of_a_full_edition_have_the_bits_of_the_whole_in_any_order(toy):
    ground = Ground(toy.gathered.values, toy.gathered.panel, tuple(toy.units))
    design = Engine(ground, toy.edition, seed=0).draw(2 * BLOCK_SIZE)
    whole = Engine(ground, toy.edition, seed=0).scores(design)
    own = Engine(ground, toy.edition, seed=0)
    last = own.scores(design[slice(BLOCK_SIZE, None)])
    first = own.scores(design[slice(0, BLOCK_SIZE)])
    np.testing.assert_array_equal(np.concatenate([first, last]), whole)


def test_drawn_weights_lie_on_the_simplex_around_the_nominal_ones(tiny):
    own = engine(tiny, alternatives={**SET, "weight_samples": 4096}, nodes={"1": {"weight": 3}})
    assert list(own.weight_pool) == ["0"]
    pool = own.weight_pool["0"]
    np.testing.assert_allclose(pool.sum(axis=1), 4.0, rtol=1e-12)  # the sum of the framework's weights
    assert (pool >= 0).all()
    sd = np.sqrt(0.75 * 0.25 / 48)
    np.testing.assert_allclose(weighting.to_shares(pool).mean(axis=0), [0.75, 0.25], atol=4 * sd / np.sqrt(4096))


def test_weights_of_an_only_child_are_not_drawn(tiny):
    own = engine(tiny, alternatives={**SET, "weights": [{"level": 2, "concentration": 20}]})
    assert list(own.weight_pool) == ["1"]


def test_a_drawn_weight_is_used_where_it_belongs(tiny):
    own = engine(tiny)
    scores = own.scores(Design(np.zeros((1, 2), dtype=int), np.array([7])))
    weights = {**weighing.fixed(own.edition), "0": own.weight_pool["0"][7]}
    normalised = index.build(tiny.table(), own.edition).scores[list(tiny.table().columns)]
    np.testing.assert_array_equal(scores[0], index.assemble(normalised, own.edition, weights=weights).scores["0"])


@pytest.mark.parametrize("code", ["1.1.1", "1.2.1", "2.1.2"])
def test_leaving_out_by_weight_zero_is_leaving_out_of_the_framework(tiny, code):
    own = engine(tiny)
    parent = own.edition.framework.node(code).parent
    siblings = [child.code for child in own.edition.framework.children(parent)]
    weights = {key: numbers.copy() for key, numbers in weighing.fixed(own.edition).items()}
    weights[parent][siblings.index(code)] = 0.0
    without = tiny.edition(left_out={code: {"reason_vi": "thử", "reason_en": "trial"}})
    assert without.framework == own.edition.framework.without([code])
    table = tiny.table()[without.framework.indicator_codes]
    np.testing.assert_array_equal(own.one({}, weights=weights), index.build(table, without).ranks["0"])


def lonely(tiny):
    """U4 has values of an earlier year only; one choice leaves them blank."""
    origin = {("U4", code): "earlier_year" for code in tiny.table().columns}
    years = factor(choice("used", use_earlier_years=True), choice("blank", use_earlier_years=False))
    return engine(
        tiny, values=tiny.long(tiny.table(), origin=origin), alternatives={**SET, "factors": {"earlier_years": years}}
    )


def test_a_replicate_that_loses_a_unit_fails_the_analysis(tiny):
    design = Design(np.array([[0], [0], [1]]), np.full(3, -1))
    with pytest.raises(MethodError, match=r"every replicate must score every ranked unit; .* in some: U4. Leave out"):
        lonely(tiny).scores(design)


def test_an_alternative_that_loses_a_unit_fails_by_itself_too(tiny):
    with pytest.raises(MethodError, match=r"every replicate must score every ranked unit; .* in some: U4. Leave out"):
        lonely(tiny).one({"use_earlier_years": False})


def test_choices_that_differ_only_in_aggregation_share_their_normalised_scores(tiny):
    own = engine(tiny)
    variants, _ = own.compiled(own.draw(64))
    assert len(variants) == 4
    assert len({id(variant.known) for variant in variants if variant.nodes[-1].rule.function == "arithmetic"}) == 2
    tables = own._variants.tables
    assert tables.normalised(own.method_of(np.array([1, 0]))) is tables.normalised(own.method_of(np.array([1, 1])))


def test_the_module_is_blind_to_the_global_generator(tiny):
    np.random.seed(1)  # noqa: NPY002 - the point of the test
    first = engine(tiny).draw(8).weights
    np.random.seed(2)  # noqa: NPY002
    np.testing.assert_array_equal(engine(tiny).draw(8).weights, first)
    assert perturbation.BLOCK_SIZE == 256


BY_ENTROPY = {"weighting": "entropy", "weighting_levels": [1, 3]}


def test_a_weighting_by_the_data_may_be_compared_alone(tiny):
    own = engine(tiny, alternatives={**SET, "one_at_a_time": [choice("by entropy", **BY_ENTROPY)]})
    method = own.edition.method.replace(BY_ENTROPY)
    np.testing.assert_array_equal(
        own.one(BY_ENTROPY), index.build(tiny.table(), own.edition.with_method(method)).ranks["0"]
    )


def test_replicates_share_the_weights_that_their_method_has_on_the_unperturbed_scores(tiny):
    own = engine(tiny, method=BY_ENTROPY, alternatives={**SET, "weights": []})
    percentile = own.edition.method.replace({"normalisation": "percentile_rank"})
    for method in (own.edition.method, percentile):
        scores = matrix.array(normalisation.normalise(tiny.table(), own.edition, method=method))
        expected = tree.realised(scores, own.edition, method=method).weights
        for code, numbers in own.weights_of(method).items():
            np.testing.assert_array_equal(numbers, expected[code])
    design = Design(np.array([[0, 0], [1, 0]]), np.full(2, -1))
    np.testing.assert_array_equal(own.ranks(design)[1], own.one({"normalisation": "percentile_rank"}))


def test_weight_noise_is_drawn_around_the_weights_in_use(tiny):
    judged = {"1": 90.0, "2": 10.0}
    experts = {"name": "few", "note_vi": "hư cấu", "note_en": "fictitious", "budget_allocation": {"0": {"A": judged}}}
    plain = engine(tiny, alternatives={**SET, "weight_samples": 4096})
    asked = plain.edition.model_copy(update={"experts": Experts.model_validate(experts)})
    asked = asked.with_method(asked.method.replace({"weighting": "budget_allocation"}))
    own = Engine(plain.ground, asked, seed=0)
    assert weighting.to_shares(own.weight_pool["0"]).mean(axis=0) == pytest.approx([0.9, 0.1], abs=0.005)
    by_data = engine(tiny, method=BY_ENTROPY, alternatives={**SET, "weight_samples": 4096})
    centre = weighting.to_shares(by_data.weights_of(by_data.edition.method)["0"])
    assert weighting.to_shares(by_data.weight_pool["0"]).mean(axis=0) == pytest.approx(centre, abs=0.005)


def test_a_function_at_a_node_is_used_in_every_replicate(tiny):
    mixed = {"aggregation_at": {"index": "copeland"}}
    alternatives = {**SET, "factors": {"normalisation": SET["factors"]["normalisation"]}}
    own = engine(tiny, method=mixed, alternatives=alternatives)
    made = index.build(tiny.table(), own.edition)
    np.testing.assert_array_equal(own.scores(nominal(2, 1)), np.tile(made.scores["0"], (2, 1)))
    assert own.scores(own.draw(40)).shape == (40, 4)


def test_average_ranks_are_halves_in_every_replicate(tiny):
    own = engine(
        tiny, method={"aggregation_at": {"index": "copeland"}, "ties": "average"}, alternatives={**SET, "factors": {}}
    )
    assert sorted(own.ranks(nominal(1, 0))[0]) == [1.5, 1.5, 3.5, 3.5]
