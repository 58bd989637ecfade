"""Cross-validated fits: scikit-learn's numbers, plain loops over folds, limits, and refusals."""

import numpy as np
import pytest
from sklearn.cross_decomposition import PLSRegression
from sklearn.linear_model import Ridge

from pipeline.statistics import cross_validation, regression

PENALTIES = np.array([0.0, 0.1, 1.0, 10.0])


def noisy(seed: int, n: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, k)) @ rng.standard_normal((k, k)) * 10 + 50
    return x @ np.arange(1.0, k + 1) + 30 * rng.standard_normal(n), x


def ridged(y, x, *, n_folds=5, n_repeats=4, seed=0, penalties=PENALTIES):
    return cross_validation.ridge(
        y, x, penalties=penalties, n_folds=n_folds, n_repeats=n_repeats, rng=np.random.default_rng(seed)
    )


def pls(y, x, *, n_folds=5, n_repeats=4, seed=0):
    return cross_validation.partial_least_squares(
        y, x, n_folds=n_folds, n_repeats=n_repeats, rng=np.random.default_rng(seed)
    )


def by_hand(y, x, fit, *, n_folds, n_repeats, seed):
    """The error of prediction by a plain loop over the same divisions; `fit` takes training data and gives predict."""
    folds = np.random.default_rng(seed).permuted(np.tile(np.arange(len(y)) % n_folds, (n_repeats, 1)), axis=1)
    errors = []
    for division in folds:
        predicted = np.empty(len(y))
        for fold in range(n_folds):
            out = division == fold
            predicted[out] = fit(x[~out], y[~out])(x[out]).ravel()
        errors.append(np.square(y - predicted).sum() / np.square(y - y.mean()).sum())
    return np.array(errors)


def sklearn_ridge(penalty):
    def fit(x, y):
        centre, spread = x.mean(axis=0), x.std(axis=0)
        model = Ridge(alpha=penalty * len(y)).fit((x - centre) / spread, y)
        return lambda new: model.predict((new - centre) / spread)

    return fit


def test_ridge_errors_are_those_of_scikit_learn_fold_by_fold():
    y, x = noisy(1, 40, 4)
    found = ridged(y, x)
    for penalty, mean, low, high in zip(found.choices, found.error, found.error_low, found.error_high, strict=True):
        errors = by_hand(y, x, sklearn_ridge(penalty), n_folds=5, n_repeats=4, seed=0)
        assert (mean, low, high) == pytest.approx((errors.mean(), errors.min(), errors.max()), rel=1e-8)


def test_components_are_those_of_scikit_learn_fold_by_fold():
    y, x = noisy(2, 30, 4)
    found = pls(y, x)
    for m, mean in zip(found.choices, found.error, strict=True):
        errors = by_hand(
            y, x, lambda a, b, m=int(m): PLSRegression(n_components=m).fit(a, b).predict, n_folds=5, n_repeats=4, seed=0
        )
        assert mean == pytest.approx(errors.mean(), rel=1e-8)


def test_no_penalty_and_all_components_are_least_squares():
    y, x = noisy(3, 30, 3)
    usual = regression.ordinary_least_squares(y, x, confidence=0.95, max_regressors=15)
    none = ridged(y, x, penalties=np.array([0.0]))
    np.testing.assert_allclose(none.coefficients * y.std(ddof=1) / y.std(ddof=1), usual.standardised, rtol=1e-9)
    assert none.r2 == pytest.approx(usual.r2)
    np.testing.assert_allclose(none.predicted, usual.fitted, rtol=1e-9)
    assert pls(y, x).error[-1] == pytest.approx(none.error[0], rel=1e-8)


def test_a_regressor_that_repeats_another_shares_its_coefficient_under_a_penalty():
    y, x = noisy(4, 30, 1)
    found = ridged(y, np.column_stack([x, x]), penalties=np.array([0.5]))
    assert found.coefficients[0] == pytest.approx(found.coefficients[1])
    doubled = ridged(y, np.column_stack([x, x]), penalties=np.array([0.0]))
    assert doubled.coefficients.sum() == pytest.approx(ridged(y, x, penalties=np.array([0.0])).coefficients[0])


def test_noise_is_predicted_no_better_than_by_the_mean_and_is_shrunk_away():
    rng = np.random.default_rng(5)
    y, x = rng.standard_normal(63), rng.standard_normal((63, 5))
    found = ridged(y, x, n_folds=10, n_repeats=20)
    assert found.choices[found.chosen] == PENALTIES.max()
    assert found.error[-1] > 1.0  # least squares on noise predicts worse than the mean does


def test_a_missing_value_leaves_its_unit_out():
    y, x = noisy(6, 20, 2)
    kept, whole = ridged(y[1:], x[1:]), y.copy()
    whole[0] = np.nan
    found = ridged(whole, x)
    assert found.n == 19
    assert np.isnan(found.predicted[0])
    np.testing.assert_array_equal(found.error, kept.error)


def test_the_same_seed_divides_alike():
    y, x = noisy(7, 20, 2)
    np.testing.assert_array_equal(pls(y, x).error, pls(y, x).error)
    assert (pls(y, x, seed=1).error != pls(y, x).error).any()


def test_a_regressor_constant_among_the_training_units_takes_no_part():
    y, x = noisy(8, 12, 1)
    only = np.zeros(12)
    only[3] = 1.0  # constant wherever unit 3 is held out
    found = ridged(y, np.column_stack([x, only]), n_folds=12, n_repeats=1, penalties=np.array([0.1]))
    assert np.isfinite(found.error).all()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"penalties": np.array([-1.0])}, "penalties of 0 or more"),
        ({"penalties": np.array([])}, "penalties of 0 or more"),
        ({"n_folds": 1}, "2 to 20 folds"),
        ({"n_folds": 21}, "2 to 20 folds"),
        ({"n_repeats": 0}, "divided at least once"),
    ],
)
def test_what_cannot_be_divided_is_refused(options, told):
    y, x = noisy(9, 20, 2)
    with pytest.raises(ValueError, match=told):
        ridged(y, x, **options)
