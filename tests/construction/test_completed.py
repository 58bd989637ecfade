"""Completed tables: what is expected, what is drawn, and what a survey might have measured instead."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import matrix, normalisation, treatment
from pipeline.construction.completed import Tables, complete_units
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine

UNITS = tuple(f"U{number:02d}" for number in range(1, 13))
DRAWS = {"n_imputations": 7, "imputation": "em", "imputation_within": "index", "imputation_scale": "raw"}


def table(tiny, *blanks):
    values = tiny.table(dict(zip(UNITS, np.random.default_rng(5).uniform(1, 9, (12, 5)), strict=True)))
    for unit, code in blanks:
        values.loc[unit, code] = np.nan
    return values


def tables(tiny, values, *, standard_error=None, **method):
    edition = tiny.edition(units=UNITS, method={**DRAWS, **method})
    if standard_error:
        sources = edition.sources
        indicators = {
            code: source.model_copy(update={"standard_error": standard_error.get(code)})
            for code, source in sources.indicators.items()
        }
        sources = sources.model_copy(update={"indicators": indicators})
        edition = edition.model_copy(update={"sources": sources})
    return Tables(Ground(tiny.long(values), tiny.nothing_earlier(), UNITS), edition, seed=0), edition


def test_what_is_expected_is_one_table(tiny):
    own, edition = tables(tiny, table(tiny, ("U01", "2.1.1")))
    assert own.completed(edition.method, drawn=False).shape == (1, 12, 5)
    assert own.normalised(edition.method).shape == (1, 12, 5)


def test_what_is_drawn_is_as_many_tables_as_the_method_says_and_only_the_blank_differs(tiny):
    own, edition = tables(tiny, table(tiny, ("U01", "2.1.1")))
    drawn = own.completed(edition.method, drawn=True)
    assert drawn.shape == (7, 12, 5)
    assert len(set(drawn[:, 0, 3])) == 7
    assert complete_units(drawn).tolist() == [False] + [True] * 11


def test_where_nothing_is_blank_there_is_one_table_to_draw_from(tiny):
    own, edition = tables(tiny, table(tiny))
    assert own.completed(edition.method, drawn=True).shape == (1, 12, 5)


def test_a_value_that_was_carried_forward_is_drawn_too(tiny):
    values = table(tiny)
    rows = [
        (unit, "1.2.1", -1, 2023, values.loc[unit, "1.2.1"] - place * (unit != "U03"))
        for place, unit in enumerate(UNITS)
    ]
    rows += [(unit, "1.2.1", 0, 2024, values.loc[unit, "1.2.1"]) for unit in UNITS if unit != "U03"]
    rows += [
        (unit, code, 0, 2024, values.loc[unit, code]) for unit in UNITS for code in values.columns if code != "1.2.1"
    ]
    panel = pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])
    edition = tiny.edition(units=UNITS, method={**DRAWS, "imputation": "earlier_round"})
    origin = {("U03", "1.2.1"): "earlier_year"}
    own = Tables(Ground(tiny.long(values, origin=origin), panel, UNITS), edition, seed=0)
    drawn = own.completed(edition.method, drawn=True)
    assert complete_units(drawn).tolist() == [unit != "U03" for unit in UNITS]


def test_drawn_tables_are_scored_as_each_would_be_alone(tiny):
    own, edition = tables(tiny, table(tiny, ("U01", "2.1.1")), outlier_rule="winsorise")
    drawn, scored = own.completed(edition.method, drawn=True), own.normalised(edition.method, drawn=True)
    for number in (0, 6):
        frame = pd.DataFrame(drawn[number], index=list(UNITS), columns=edition.framework.indicator_codes)
        alone = normalisation.normalise(treatment.treat(frame, edition).values, edition)
        np.testing.assert_array_equal(scored[number], matrix.array(alone))


def test_the_same_seed_draws_the_same_tables_and_methods_share_them(tiny):
    values = table(tiny, ("U01", "2.1.1"))
    first, edition = tables(tiny, values)
    again, _ = tables(tiny, values)
    np.testing.assert_array_equal(
        first.completed(edition.method, drawn=True), again.completed(edition.method, drawn=True)
    )
    other = edition.method.replace({"outlier_rule": "winsorise"})
    assert first.completed(other, drawn=True) is first.completed(edition.method, drawn=True)


def test_survey_error_moves_what_was_observed_of_its_own_indicator_and_nothing_else(tiny):
    values = table(tiny, ("U01", "2.1.1"))
    own, edition = tables(tiny, values, standard_error={"2.1.1": 0.5}, normalisation="none", imputation="median")
    places = np.array([0, 1])
    moved = own.with_errors(edition.method, places * 0 - 1, places, drawn=False, n_errors=4)
    plain = own.normalised(edition.method)[0]
    differs = moved != plain
    assert differs[:, 1:, 3].all()
    assert not differs[:, 0].any()  # what was imputed was not observed
    assert not np.delete(differs, 3, axis=2).any()
    assert (moved[0] != moved[1]).any()


def test_without_a_draw_of_error_the_values_are_as_published(tiny):
    own, edition = tables(tiny, table(tiny), standard_error={"2.1.1": 0.5})
    moved = own.with_errors(edition.method, np.array([-1]), np.array([-1]), drawn=False, n_errors=4)
    np.testing.assert_array_equal(moved[0], own.normalised(edition.method)[0])


def choice(label, *, drawn=False, **changes):
    return {"label_vi": label, "label_en": label, "set": changes, "drawn": drawn}


IMPUTED = {"name_vi": "x", "name_en": "x", "choices": [choice("EM", drawn=True, imputation="em")]}
IMPUTED["choices"].append(choice("by matching", drawn=True, imputation="predictive_mean_matching"))


def test_with_goalposts_and_treatment_fixed_a_complete_unit_scores_the_same_in_every_imputation(tiny):
    """Its rank may still move, for ranks are relative."""
    values = table(tiny, ("U01", "2.1.1"), ("U04", "1.1.1"), ("U04", "2.1.1"))
    posts = {code: {"goalpost_low": 0, "goalpost_high": 10} for code in values.columns}
    edition = tiny.edition(
        units=UNITS,
        nodes=posts,
        method={**DRAWS, "normalisation": "goalposts", "n_donors": 3, "chain_rounds": 2},
        alternatives={"factors": {"imputation": IMPUTED}},
    )
    own = Engine(Ground(tiny.long(values), tiny.nothing_earlier(), UNITS), edition, seed=0)
    scores = own.scores(own.draw(200))
    complete = ~np.isin(UNITS, ["U01", "U04"])
    np.testing.assert_array_equal(scores[:, complete], np.tile(scores[0, complete], (200, 1)))
    assert (scores[:, ~complete].std(axis=0) > 0).all()
    assert own.ranks(own.draw(200))[:, complete].std(axis=0).max() > 0


def test_survey_error_and_drawn_tables_go_together_in_the_draws(tiny):
    values = table(tiny, ("U01", "2.1.1"))
    _, edition = tables(tiny, values, standard_error={"1.1.1": 0.4})
    edition = edition.model_copy(
        update={
            "alternatives": tiny.edition(
                alternatives={"factors": {"imputation": IMPUTED}, "error_samples": 5}
            ).alternatives
        }
    )
    own = Engine(Ground(tiny.long(values), tiny.nothing_earlier(), UNITS), edition, seed=0)
    assert own.factors == ["imputation", "survey_error"]
    design = own.draw(300)
    assert set(design.errors) == set(range(5))
    assert set(design.tables) == set(range(7))
    scores = own.scores(design)
    alike = (design.errors == 2) & (design.tables == 3) & (design.choices[:, 0] == 1)
    assert alike.sum() > 1
    assert np.ptp(scores[alike], axis=0).max() == 0.0
    assert scores.std(axis=0).min() > 0


@pytest.mark.parametrize("name", ["toy"])
def test_full_editions_state_no_standard_error(request, name):
    built = request.getfixturevalue(name)
    ground = Ground(built.gathered.values, built.gathered.panel, tuple(built.units))
    assert (Tables(ground, built.edition, seed=0).standard_errors == 0).all()
