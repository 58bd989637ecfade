"""Content validity: the published table of modified kappa, missing ratings, nobody asked."""

import numpy as np
import pytest

from pipeline.statistics import content_validity


def rated(*columns, confidence=0.95):
    return content_validity.content_validity(np.array(columns, dtype=float).T, relevant_from=3, confidence=confidence)


@pytest.mark.parametrize(
    ("experts", "agree", "item", "kappa"),
    # BMC Health Services Research (2017), doi:10.1186/s12913-017-2469-8, table 10, after Polit et al. (2007)
    [(10, 10, 1.0, 1.0), (10, 9, 0.90, 0.90), (10, 8, 0.80, 0.79), (10, 7, 0.70, 0.66), (9, 7, 0.78, 0.76)],
)
def test_the_modified_kappa_is_that_of_the_published_table(experts, agree, item, kappa):
    found = rated([4] * agree + [1] * (experts - agree))
    assert found.item[0] == pytest.approx(item, abs=0.005)
    assert found.kappa[0] == pytest.approx(kappa, abs=0.005)


def test_the_scale_is_judged_by_the_mean_and_by_agreement_of_all():
    found = rated([4, 4, 3, 3], [4, 4, 3, 2], [1, 2, 3, 4])
    assert found.item.tolist() == [1.0, 0.75, 0.5]
    assert (found.average, found.universal) == pytest.approx((0.75, 1 / 3))


def test_an_expert_who_gave_no_rating_is_not_counted_as_against():
    found = rated([4, np.nan, 3])
    assert (found.item[0], found.n[0]) == (1.0, 2)


def test_an_indicator_that_nobody_rated_is_unknown_and_stays_out_of_the_mean():
    found = rated([4, 4], [np.nan, np.nan])
    assert np.isnan([found.item[1], found.kappa[1], found.low[1]]).all()
    assert found.average == 1.0
    assert np.isnan(rated([np.nan]).average)


def test_one_list_is_refused():
    with pytest.raises(ValueError, match="ratings of indicators by experts"):
        content_validity.content_validity(np.zeros(3), relevant_from=3, confidence=0.9)
