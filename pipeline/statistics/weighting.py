"""Weighting: weights as shares, and draws around them. A nominal weight is a trade-off, not an importance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import FloatArray


@dataclass(frozen=True, eq=False)
class Spread:
    """How far drawn weights really range, per component: arrays (k,), shares 0-1."""

    minimum: FloatArray
    p05: FloatArray
    p95: FloatArray
    maximum: FloatArray


def to_shares(weights: FloatArray) -> FloatArray:
    r"""Scale weights so that they sum to 1.

    .. math:: w_j = \frac{v_j}{\sum_l v_l}

    Parameters
    ----------
    weights : (..., k) without unit of measure, none negative and some positive along the last axis.

    Returns
    -------
    (..., k) shares, 0 to 1. A zero weight stays zero.

    Raises
    ------
    ValueError : a weight that is missing, infinite or negative, or a set of weights that are all zero.

    Notes
    -----
    COINr rescales inside each aggregate as it aggregates; the means of ``aggregation`` do so too.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.6, doi:10.1787/9789264043466-en.

    >>> to_shares(np.array([1.0, 1.0, 0.5]))
    array([0.4, 0.4, 0.2])
    """
    wrong = ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        columns = np.unique(np.nonzero(wrong)[-1]).tolist()
        raise ValueError(
            f"weights need to be numbers that are 0 or more; found {weights[wrong][0]} in columns {columns}"
        )
    total = weights.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError(f"weights need a positive sum; found {weights.shape[-1]} weights that are all 0")
    return np.asarray(weights / total)


def dirichlet(nominal: FloatArray, *, concentration: float, n_draws: int, rng: np.random.Generator) -> FloatArray:
    r"""Draw weights that sum to 1 and are the nominal ones on average.

    .. math:: W \sim \mathrm{Dir}(c\,w), \quad E[W_j] = w_j, \quad \mathrm{Var}[W_j] = \frac{w_j (1 - w_j)}{c + 1}

    Parameters
    ----------
    nominal : (k,) weights, none negative, some positive; their shares are the mean of the draws.
    concentration : positive, without unit; the larger, the closer the draws stay to the nominal weights.
    n_draws : number of replicates.
    rng : source of randomness; the draws are its next numbers and nothing else.

    Returns
    -------
    (n_draws, k) shares; each row sums to 1. A zero nominal weight is zero in every draw.

    Raises
    ------
    ValueError : a concentration that is not positive, fewer than 0 draws, or weights that ``to_shares`` refuses.

    Notes
    -----
    COINr's noisy weights are uniform around each weight and renormalised on aggregation, so that their range is not the
    one declared; here mean and variance are as stated. Print ``spread`` beside them all the same.

    References
    ----------
    Kotz, Balakrishnan, Johnson (2000), Continuous Multivariate Distributions, chapter 49, doi:10.1002/0471722065.

    >>> draws = dirichlet(np.array([2.0, 1.0, 0.0]), concentration=50.0, n_draws=4, rng=np.random.default_rng(0))
    >>> draws.shape, draws[:, 2].max(), bool(np.allclose(draws.sum(axis=1), 1.0))
    ((4, 3), np.float64(0.0), True)
    """
    if not concentration > 0:
        raise ValueError(f"Dirichlet draws need a positive concentration; found {concentration}")
    if n_draws < 0:
        raise ValueError(f"Dirichlet draws need a number of draws that is 0 or more; found {n_draws}")
    shares = to_shares(nominal)
    drawn = np.zeros((n_draws, shares.size))
    drawn[:, shares > 0] = rng.dirichlet(concentration * shares[shares > 0], size=n_draws)
    return drawn


def uniform(*, low: FloatArray, high: FloatArray, n_draws: int, rng: np.random.Generator) -> FloatArray:
    r"""Draw each weight from its own range, then rescale each draw to sum to 1.

    .. math:: W_j = \frac{V_j}{\sum_l V_l}, \quad V_j \sim U[a_j, b_j]

    Parameters
    ----------
    low, high : (k,) ends of the ranges, none negative, low not above high, not all of high 0; any scale. Equal ends fix
        a weight before it is rescaled.
    n_draws : number of replicates.
    rng : source of randomness; the draws are its next numbers and nothing else.

    Returns
    -------
    (n_draws, k) shares; each row sums to 1.

    Raises
    ------
    ValueError : ends that are missing, negative or in the wrong order; ranges that are all zero; fewer than 0 draws.

    Notes
    -----
    After rescaling a weight lies outside its range at times: five weights of U[0.1, 0.3] span 0.08 to 0.43 in the limit.
    So print ``spread`` beside them. The rule of the JRC's audits of the GII; of COINr too, as weights within a share of
    the nominal ones (``get_noisy_weights``), rescaled where it aggregates.

    References
    ----------
    Saisana, Saltelli, Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality
    assessment of composite indicators, JRSS-A 168(2), 307-323, doi:10.1111/j.1467-985X.2005.00350.x.

    >>> uniform(low=np.array([1.0, 3.0]), high=np.array([1.0, 3.0]), n_draws=1, rng=np.random.default_rng(0))
    array([[0.25, 0.75]])
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if low.shape != high.shape or low.ndim != 1 or not (np.isfinite(low) & np.isfinite(high)).all():
        raise ValueError(f"uniform weights need two ends for each weight; found low={low} and high={high}")
    if (low < 0).any() or (low > high).any() or n_draws < 0:
        raise ValueError(
            f"uniform weights need 0 <= low <= high and a number of draws that is 0 or more; found low={low}, "
            f"high={high} and {n_draws}"
        )
    return to_shares(rng.uniform(low, high, size=(n_draws, low.size)))


def spread(draws: FloatArray) -> Spread:
    r"""Report the range that drawn weights really cover, which is not the one that was asked for.

    .. math:: \min_b W_{bj}, \quad Q_j(0.05), \quad Q_j(0.95), \quad \max_b W_{bj}

    Parameters
    ----------
    draws : (n_draws, k) weights, at least one draw, none missing.

    Returns
    -------
    Spread of four arrays (k,), in the unit of the draws. Equal draws give four equal numbers.

    Raises
    ------
    ValueError : no draws, or a missing weight.

    Notes
    -----
    Quantiles interpolate linearly (type 7, R's default and so COINr's): a weight, unlike a rank, may lie between two.

    References
    ----------
    Hyndman, Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4), 361-365,
    doi:10.1080/00031305.1996.10473566.

    >>> spread(np.array([[0.2, 0.8], [0.4, 0.6]])).maximum
    array([0.4, 0.8])
    """
    if len(draws) == 0:
        raise ValueError("the spread of weights needs at least one draw; found 0")
    if np.isnan(draws).any():
        columns = np.unique(np.nonzero(np.isnan(draws))[-1]).tolist()
        raise ValueError(f"the spread of weights needs every weight; found missing ones in columns {columns}")
    p05, p95 = np.quantile(draws, [0.05, 0.95], axis=0)
    return Spread(minimum=draws.min(axis=0), p05=p05, p95=p95, maximum=draws.max(axis=0))
