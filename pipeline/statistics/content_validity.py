"""Content validity from experts: how many find an indicator relevant, and how much of that is chance."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from pipeline.statistics import proportions
from pipeline.statistics.types import FloatArray, IntArray


@dataclass(frozen=True)
class ContentValidity:
    """Ratings of relevance, indicator by indicator and over all of them; NaN where nobody rated."""

    item: FloatArray  # (n_indicators,) I-CVI: share of the experts who find it relevant
    low: FloatArray  # (n_indicators,)
    high: FloatArray  # (n_indicators,)
    kappa: FloatArray  # (n_indicators,) modified: the share beyond agreement by chance
    n: IntArray  # (n_indicators,) experts who rated it
    average: float  # S-CVI/Ave: mean of the item shares
    universal: float  # S-CVI/UA: share of the rated indicators that every expert finds relevant


def content_validity(ratings: FloatArray, *, relevant_from: float, confidence: float) -> ContentValidity:
    """Compute the content validity index of every indicator and of all together.

    .. math:: \\mathrm{I\\text{-}CVI} = A / N, \\quad p_c = \\binom{N}{A} 2^{-N}, \\quad
       \\kappa^* = \\frac{\\mathrm{I\\text{-}CVI} - p_c}{1 - p_c}

    with A of N experts finding the indicator relevant.

    Parameters
    ----------
    ratings : (n_experts, n_indicators), such as 1 (not relevant) to 4 (highly relevant); NaN is missing.
    relevant_from : the rating from which an indicator counts as relevant; Lynn: 3 of 4.
    confidence : of Wilson's interval of the share.

    Returns
    -------
    ContentValidity.

    Raises
    ------
    ValueError : ratings that are not a table, or a confidence outside (0, 1).

    Notes
    -----
    Few experts, wide intervals: 6 of 6 is compatible with 0.61. The index asks whether experts find an indicator
    relevant, not whether the figures behind it are good.

    References
    ----------
    Lynn (1986), Nursing Research 35(6), doi:10.1097/00006199-198611000-00017. Polit, Beck and Owen (2007), Research in
    Nursing & Health 30(4), doi:10.1002/nur.20199.

    >>> found = content_validity(np.array([[4.0, 1], [3, 2], [4, 4]]), relevant_from=3, confidence=0.95)
    >>> found.item.round(3).tolist(), found.kappa.round(3).tolist(), round(found.average, 3)
    ([1.0, 0.333], [1.0, -0.067], 0.667)
    """
    ratings = np.asarray(ratings, dtype=float)
    if ratings.ndim != 2:
        raise ValueError(f"ratings of indicators by experts are needed; got {ratings.ndim} dimensions")
    n = np.isfinite(ratings).sum(axis=0)
    agreed = (ratings >= relevant_from).sum(axis=0)
    found = [proportions.proportion(int(a), int(of), confidence=confidence) for a, of in zip(agreed, n, strict=True)]
    item = np.array([each.share for each in found])
    chance = special.comb(n, agreed) * 0.5**n
    with np.errstate(invalid="ignore"):
        kappa = np.where(n > 0, (item - chance) / np.where(chance < 1, 1 - chance, np.nan), np.nan)
    rated = n > 0
    return ContentValidity(
        item=item,
        low=np.array([each.low for each in found]),
        high=np.array([each.high for each in found]),
        kappa=kappa,
        n=n,
        average=float(item[rated].mean()) if rated.any() else np.nan,
        universal=float((item[rated] == 1).mean()) if rated.any() else np.nan,
    )
