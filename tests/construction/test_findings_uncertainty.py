import numpy as np
import pytest

from pipeline.construction import finding, findings_uncertainty, rank_results, rank_sets, robustness
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.reporting import words_findings_uncertainty

RANKS = np.array([[1.0, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4], [1, 2, 3, 4]])


def choice(label, *, drawn=False, **changes):
    return {"label_vi": label, "label_en": label, "set": changes, "drawn": drawn}


def factor(*choices):
    return {"name_vi": "x", "name_en": "x", "choices": choices}


def engine(tiny, *, method=None, **alternatives):
    edition = tiny.edition(
        alternatives=alternatives, method={"convergence_draws": 2, "top_places": [2], **(method or {})}
    )
    return Engine(Ground(tiny.long(tiny.table()), tiny.nothing_earlier(), tuple(tiny.table().index)), edition, seed=0)


def found(own, ranks, *, nominal=RANKS[0], design=None):
    pairs = robustness.pairs(ranks, own)
    results = findings_uncertainty.Results(
        uncertainty=robustness.rank_ranges(ranks, nominal, own),
        pairs=pairs,
        order=rank_results.order(pairs, own),
        top=rank_results.top(ranks, own),
        convergence=rank_results.convergence(ranks, own),
        variance_split=rank_results.variance_split(ranks, own.draw(len(ranks)) if design is None else design, own),
        mean_shift=rank_results.mean_shift(ranks, nominal, own),
        rank_sets=rank_sets.under_errors(own),
    )
    return finding.table(findings_uncertainty.findings(results, own)).set_index(["finding", "subject"])


SCALES = factor(choice("a", normalisation="min_max"), choice("b", normalisation="percentile_rank"))


def test_draws_that_the_last_doubling_did_not_move_were_enough(tiny):
    table = found(engine(tiny, factors={"scale": SCALES}), np.tile(RANKS[0], (8, 1)))
    assert table.loc[("draws_enough", ""), ["value", "n", "threshold", "verdict"]].tolist() == [0.0, 8, 1.0, "clear"]


def test_draws_that_it_moved_too_far_were_not(tiny):
    ranks = np.vstack([np.tile([1.0, 2, 3, 4], (4, 1)), np.tile([4.0, 2, 3, 1], (4, 1))])
    assert found(engine(tiny), ranks).loc[("draws_enough", ""), "verdict"] == "fail"


def test_too_few_draws_to_say_so_are_undefined(tiny):
    own = engine(tiny, method={"convergence_draws": 250})
    assert found(own, RANKS).loc[("draws_enough", ""), "verdict"] == "undefined"


def test_a_published_rank_outside_its_own_range_fails_by_name(tiny):
    table = found(engine(tiny), RANKS, nominal=np.array([4.0, 2, 3, 1]))
    assert table.loc[("nominal_outside", ""), ["value", "n", "verdict"]].tolist() == [2, 4, "fail"]
    assert table.loc[("unit_outside", "U1"), ["value", "low", "high", "verdict"]].tolist() == [4, 1, 2, "fail"]
    assert found(engine(tiny), RANKS).loc[("nominal_outside", ""), "verdict"] == "clear"


def test_pairs_layers_and_first_places_are_counted(tiny):
    table = found(engine(tiny, method={"robust_share": 0.75}), RANKS)
    assert table.loc[("robust_pairs", ""), ["value", "n"]].tolist() == [1.0, 6]
    assert table.loc[("order_layers", ""), "value"] == 4
    assert "order_implied" not in table.index.get_level_values("finding")  # a count of none is no finding
    assert table.loc[("top_contested", "top-2"), ["value", "n", "threshold"]].tolist() == [0, 4, 2]


def test_what_a_preset_asks_for_and_the_edition_has_not_is_not_applicable(tiny):
    missing = factor(choice("none", imputation="none"), choice("median", imputation="median"))
    noise = {"level": "pillar", "low": 0.1, "high": 0.3, "name": "input_pillars"}
    own = engine(tiny, preset=True, factors={"missing": missing}, weights=[noise], error_samples=4)
    table = found(own, RANKS)
    for name, subject in (
        ("nothing_varies", ""),
        ("dropped_no_effect", "missing"),
        ("dropped_outside_range", "input_pillars"),
        ("dropped_no_standard_error", "survey_error"),
        ("imputation_not_drawn", ""),
    ):
        verdict = "undefined" if name == "nothing_varies" else "not_applicable"
        assert table.loc[(name, subject), "verdict"] == verdict


def test_choices_that_count_once_are_told(tiny):
    scale = factor(
        choice("a", normalisation="min_max", power=0.5),
        choice("b", normalisation="min_max", power=0.7),
        choice("c", normalisation="percentile_rank", power=0.5),
    )
    table = found(engine(tiny, factors={"scale": scale}), RANKS)
    assert table.loc[("same_choices", "scale"), ["value", "n"]].tolist() == [1, 3]


def test_what_is_imputed_has_its_share_of_the_variance(tiny):
    values = tiny.table()
    values.loc["U1", "2.1.2"] = np.nan
    many = {"n_imputations": 5, "imputation_within": "index", "imputation_scale": "raw", "convergence_draws": 100}
    edition = tiny.edition(
        alternatives={
            "factors": {
                "imputation": factor(choice("EM", drawn=True, imputation="em"), choice("none", imputation="none"))
            }
        },
        method=many,
    )
    own = Engine(Ground(tiny.long(values), tiny.nothing_earlier(), tuple(values.index)), edition, seed=0)
    design = own.draw(200)
    ranks = np.tile(RANKS[0], (200, 1))
    ranks[design.tables == 2] = RANKS[2]
    table = found(own, ranks, design=design)
    assert table.loc[("imputation_share", ""), "value"] == pytest.approx(1.0)
    assert table.loc[("imputation_most", "U1"), "n"] == 200


def test_every_finding_has_its_sentence():
    import inspect
    import re

    source = inspect.getsource(findings_uncertainty)
    names = set(re.findall(r'_finding\(\s*"(\w+)"', source))
    reasons = (
        "no_effect",
        "inadmissible",
        "no_step",
        "no_siblings",
        "outside_range",
        "drawn_already",
        "no_standard_error",
        "not_gathered",
    )
    assert names | {f"dropped_{reason}" for reason in reasons} == set(words_findings_uncertainty.SENTENCES)


def test_where_nothing_varies_no_firmness_is_claimed(tiny):
    still = found(engine(tiny), np.tile(RANKS[0], (8, 1)))
    names = set(still.index.get_level_values("finding"))
    assert "nothing_varies" in names
    assert not names & {"draws_enough", "range_width", "nominal_outside", "robust_pairs", "top_contested", "mean_shift"}


def test_the_mean_shift_has_its_range_over_the_draws(tiny):
    table = found(engine(tiny), RANKS)
    # mean shifts of the four draws: 0, 1/2, 1/2, 0
    assert table.loc[("mean_shift", ""), ["value", "low", "high", "n"]].tolist() == [0.25, 0.0, 0.5, 4]


def test_rank_sets_name_their_scenario_and_are_not_looked_at_without_one(tiny):
    table = found(engine(tiny, method={"score_error": 5.0}), RANKS)
    for name in ("rank_sets_width", "rank_sets_sure"):
        assert table.loc[(name, ""), ["threshold", "source", "verdict"]].tolist() == [
            5.0,
            "error_scenario",
            "descriptive",
        ]
    off = found(engine(tiny, method={"score_error": 0.0}), RANKS)
    assert off.loc[("rank_sets_none", ""), "verdict"] == "not_applicable"
