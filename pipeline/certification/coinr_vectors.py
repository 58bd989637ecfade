"""COINr's functions on 22 awkward vectors, through 69 calls, beside ours: one comparison a call, element by element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from pipeline.certification import coinr_aggregation, coinr_normalisation, coinr_results, coinr_steps, coinr_treatment
from pipeline.certification.asem import Asem
from pipeline.certification.comparison import EXACT, NUMBERS, Tolerance
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import (
    distances,
    imputation,
    observed,
    power_transformations,
    ranking,
    scaling,
    simple_imputation,
    transformation,
    treatment,
    trends,
)
from pipeline.statistics.types import FloatArray, IntArray

Call = Callable[[FloatArray], FloatArray]
GOOD, BAD = np.array([1]), np.array([-1])
FLAT = frozenset({"constant", "const_na", "one_na"})
BEHIND = frozenset({"all_neg", "small_pos", "two", "FemLab_raw"})
NEGATIVE = frozenset({"all_neg", "mixed_sign", "both_tails"})
NOT_POSITIVE = frozenset({"ties", "with_na", "all_neg", "with_zero", "mixed_sign", "both_tails"})
NO_SKEWNESS = FLAT | {"all_na", "two"}


@dataclass(frozen=True)
class Vector:
    """Our call on one vector; the vectors that it must refuse, and those that are left to a note."""

    call: Call
    refused: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    tolerance: Tolerance = NUMBERS
    note: str = ""


def mapped(name: str, vector: Vector) -> Mapped:
    """The comparison of one call; ours must answer where COINr does, but for what is declared, and refuse the rest."""
    out = vector.refused | vector.apart
    reason = f"Refused by ours, where COINr gives NaN or worse: {', '.join(sorted(vector.refused))}."
    return Mapped(
        lambda asem: _results(asem, name, vector),
        vector.tolerance,
        theirs=lambda table: _numbers(table[~table["vec"].isin(out)]),
        note=" ".join(part for part in (vector.note, reason if vector.refused else "") if part),
    )


def _results(asem: Asem, name: str, vector: Vector) -> pd.DataFrame:
    """The elements of every vector's result; one that is refused has no rows."""
    answered = set(asem.vectors(name)["vec"]) - vector.apart
    columns = []
    for own, values in asem.table("vectors_in").groupby("vec", sort=False)["x"]:
        if own not in answered:
            continue
        try:
            result = np.atleast_1d(vector.call(values.to_numpy(dtype=float)))
        except ValueError:
            continue
        columns.append(pd.DataFrame({"vec": own, "i": np.arange(1, result.size + 1), "value": result}))
    return pd.concat(columns).set_index(["vec", "i"])


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Values as numbers where all are, each to its last digit."""
    table = table[["vec", "i", "value"]]
    try:
        return table.assign(value=[float(value) for value in table["value"]])
    except ValueError:
        return table


def by_column(function: Callable[[FloatArray], FloatArray]) -> Call:
    """A function of a table on one column."""
    return lambda x: np.ravel(function(x[:, np.newaxis]))


def whole(call: Call) -> Call:
    """COINr without na.rm: nothing where anything is missing."""
    return lambda x: np.array([np.nan]) if np.isnan(x).any() else call(x)


def scored(function: coinr_normalisation.Normalise, direction: IntArray = GOOD) -> Call:
    """A normalisation of one indicator."""
    return by_column(lambda values: function(values, direction))


def aggregated(mean: coinr_steps.Mean, *, equal: bool) -> Call:
    """A mean of one unit's scores, with equal weights or 1, 2, 3 and so on."""
    return lambda x: mean(x[np.newaxis], np.ones(x.size) if equal else np.arange(1.0, x.size + 1))


def _passes(x: FloatArray) -> FloatArray:
    return (~coinr_steps.outlying(x[:, np.newaxis])).astype(float)


def winsorised(x: FloatArray, *, max_points: int | None = 5, limit: float | None = None) -> treatment.Treated:
    """COINr's winsorise; without a most number of points all may be drawn in."""
    return treatment.winsorise(
        x[:, np.newaxis],
        skewness_limit=limit or coinr_steps.SKEWNESS_LIMIT,
        kurtosis_limit=limit or coinr_steps.KURTOSIS_LIMIT,
        kurtosis_alone_limit=None,
        max_points=x.size if max_points is None else max_points,
    )


def _drawn_in(*, max_points: int | None = 5, limit: float | None = None) -> Call:
    return lambda x: winsorised(x, max_points=max_points, limit=limit).values.ravel()


def _n_points(max_points: int) -> Call:
    return lambda x: winsorised(x, max_points=max_points).n_points.astype(float)


def _ends(x: FloatArray) -> FloatArray:
    """COINr's flags: which end a point was drawn in from."""
    found = winsorised(x)
    words = np.where(found.values.ravel() < x, "s:winhi", "s:winlo").astype(object)
    return np.where(found.treated.ravel(), words, "s:")


def _box_cox(power: float, *, shifted: bool = True) -> Call:
    """COINr's boxcox, which first shifts the least value to 1."""

    def call(x: FloatArray) -> FloatArray:
        values = x - np.fmin.reduce(x) + 1.0 if shifted else x
        return power_transformations.box_cox(values[:, np.newaxis], power=np.array([power])).values.ravel()

    return call


def _to_reference(cap: bool) -> Call:
    return scored(partial(_reference, cap=cap))


def _reference(values: FloatArray, direction: IntArray, *, cap: bool) -> FloatArray:
    return distances.to_reference(values, direction=direction, reference=1, factor=1.0, cap=cap)


def _to_target(direction: IntArray, *, cap: bool) -> Call:
    return by_column(
        lambda values: distances.to_target(values, direction=direction, target=np.array([3.0]), factor=1.0, cap=cap)
    )


def _goalposts(direction: IntArray) -> Call:
    low, high = np.array([1.0]), np.array([4.0])
    return by_column(
        lambda values: scaling.goalposts(values, direction=direction, low=low, high=high, lower=0.0, upper=10.0)
    )


def _fraction(values: FloatArray, direction: IntArray) -> FloatArray:
    return scaling.fraction_of_maximum(values, direction=direction, factor=1.0)


def _imputed(x: FloatArray, *, middle: bool, groups: str = "") -> FloatArray:
    """Mean or median, of all or of the units that have a or b in turn; the third of three may have no group."""
    place = np.arange(x.size)
    alone = np.where(place % 3 == 2, 2 + place, place % 3)  # a unit without a group has a number of its own
    group = {"": np.zeros_like(place), "ab": place % 2, "abNA": alone}[groups]
    impute = imputation.median_by_group if middle else simple_imputation.mean_by_group
    return impute(x[:, np.newaxis], group=group).values.ravel()


def _trend(x: FloatArray, *, per: float | None) -> FloatArray:
    years, values = 2000 + np.arange(x.size), x[:, np.newaxis, np.newaxis]
    if per is None:
        return trends.compound_growth(values, years=years).ravel()
    return trends.percentage_change(values, years=years, per=per).ravel()


def _quantile(x: FloatArray, *, q: float) -> FloatArray:
    """The quantile of the values that are present, as our intervals take it."""
    present = x[~np.isnan(x)]
    return np.atleast_1d(np.quantile(present, q)) if present.size else np.array([np.nan])


def _statistics(x: FloatArray) -> FloatArray:
    return coinr_results.statistics(pd.DataFrame({"x": x})).to_numpy(dtype=float).ravel()


AS_IT_CAME = "COINr hands back a vector half treated where it does not come to pass; ours hands it back as it came: "
LINEAR = "The quantile of our bootstrap intervals and of the parallel analysis; that of ranks is of type 1 by choice."
UNDEFINED = "Left out where skewness is undefined: COINr gives NA, ours lets such a column pass."
CONSTANT = "Left out: constants, of which COINr takes the logarithm of 0."
FROM_ZERO = "Left out: with_zero, whose growth from 0 is infinite or noise in COINr and missing in ours."
NOTHING = "Left out: all_na, whose least value is infinite in R and missing in ours."

VECTORS = {
    "skew": Vector(by_column(treatment.skewness)),
    "kurt": Vector(by_column(treatment.kurtosis)),
    "skew_narmF": Vector(whole(by_column(treatment.skewness))),
    "kurt_narmF": Vector(whole(by_column(treatment.kurtosis))),
    "check_SkewKurt_pass": Vector(_passes, apart=NO_SKEWNESS, note=UNDEFINED),
    "sd": Vector(by_column(observed.sd)),
    "mean": Vector(by_column(observed.mean)),
    "median": Vector(by_column(observed.median)),
    "winsorise_default": Vector(_drawn_in(), tolerance=EXACT),
    "winsorise_default_nwin": Vector(_n_points(5), tolerance=EXACT),
    "winsorise_default_flags": Vector(_ends, tolerance=EXACT),
    "winsorise_w1": Vector(
        _drawn_in(max_points=1), apart=frozenset({"both_tails"}), tolerance=EXACT, note=AS_IT_CAME + "both_tails."
    ),
    "winsorise_w2_nwin": Vector(_n_points(2), tolerance=EXACT),
    "winsorise_nolimit": Vector(_drawn_in(max_points=None), tolerance=EXACT),
    "winsorise_s1_k1": Vector(
        _drawn_in(limit=1.0), apart=frozenset({"ForPort_raw"}), tolerance=EXACT, note=AS_IT_CAME + "ForPort_raw."
    ),
    "log_CT": Vector(by_column(transformation.log_ct), apart=FLAT, note=CONSTANT),
    "log_CT_orig": Vector(by_column(coinr_treatment.logarithm_from_one)),
    "log_CT_plus": Vector(by_column(coinr_treatment.logarithm_by_skew)),
    "boxcox_0": Vector(_box_cox(0.0)),
    "boxcox_0p5": Vector(_box_cox(0.5)),
    "boxcox_2": Vector(_box_cox(2.0)),
    "boxcox_m1": Vector(_box_cox(-1.0)),
    "boxcox_2_nomakepos": Vector(_box_cox(2.0, shifted=False), refused=NOT_POSITIVE),
    "n_minmax": Vector(scored(coinr_normalisation.min_max(0.0, 100.0)), refused=FLAT),
    "n_minmax_1_100": Vector(scored(coinr_normalisation.min_max(1.0, 100.0)), refused=FLAT),
    "n_zscore": Vector(scored(coinr_normalisation.z_score(0.0, 1.0)), refused=FLAT),
    "n_zscore_10_2": Vector(scored(coinr_normalisation.z_score(10.0, 2.0)), refused=FLAT),
    "n_scaled": Vector(scored(coinr_normalisation.scaled(0.0, 100.0, 100.0))),
    "n_scaled_m5_20_10": Vector(scored(coinr_normalisation.scaled(-5.0, 20.0, 10.0))),
    "n_rank": Vector(scored(coinr_normalisation.ranks("min")), tolerance=EXACT),
    "n_rank_avg": Vector(scored(coinr_normalisation.ranks("average")), tolerance=EXACT),
    "n_rank_max": Vector(scored(coinr_normalisation.ranks("max")), tolerance=EXACT),
    "n_borda": Vector(scored(coinr_normalisation.borda("min")), tolerance=EXACT),
    "n_prank": Vector(scored(coinr_normalisation.shares_behind)),
    "n_prank_avg": Vector(scored(coinr_normalisation.percentile_rank), refused=frozenset({"one_na"})),
    "n_dist2max": Vector(scored(coinr_normalisation.to_maximum), refused=FLAT),
    "n_dist2ref_2": Vector(_to_reference(cap=False), refused=FLAT),
    "n_dist2ref_2_cap": Vector(_to_reference(cap=True), refused=FLAT),
    "n_dist2targ_3": Vector(_to_target(GOOD, cap=False), refused=FLAT),
    "n_dist2targ_3_cap": Vector(_to_target(GOOD, cap=True), refused=FLAT),
    "n_dist2targ_3_neg": Vector(_to_target(BAD, cap=False), refused=BEHIND),
    "n_dist2targ_3_neg_cap": Vector(_to_target(BAD, cap=True), refused=BEHIND),
    "n_fracmax": Vector(scored(_fraction), refused=frozenset({"all_neg"})),
    "n_goalposts_1_4_10": Vector(_goalposts(GOOD)),
    "n_goalposts_1_4_10_neg": Vector(_goalposts(BAD)),
    "n_goalposts_1_4_10_notrunc": Vector(scored(coinr_normalisation.scaled(1.0, 4.0, 10.0))),
    "i_mean": Vector(partial(_imputed, middle=False)),
    "i_median": Vector(partial(_imputed, middle=True)),
    "i_mean_grp_ab": Vector(partial(_imputed, middle=False, groups="ab")),
    "i_median_grp_ab": Vector(partial(_imputed, middle=True, groups="ab")),
    "i_mean_grp_abNA": Vector(partial(_imputed, middle=False, groups="abNA")),
    "a_amean_eq": Vector(aggregated(coinr_steps.arithmetic, equal=True)),
    "a_amean_seq": Vector(aggregated(coinr_steps.arithmetic, equal=False)),
    "a_gmean_eq": Vector(aggregated(coinr_steps.geometric, equal=True)),
    "a_gmean_seq": Vector(aggregated(coinr_steps.geometric, equal=False)),
    "a_hmean_eq": Vector(
        aggregated(coinr_aggregation.harmonic, equal=True), refused=frozenset({"all_neg", "with_na", "both_tails"})
    ),
    "a_hmean_seq": Vector(
        aggregated(coinr_aggregation.harmonic, equal=False), refused=frozenset({"all_neg", "with_na", "both_tails"})
    ),
    "a_genmean_2_seq": Vector(aggregated(coinr_aggregation.of_complete(2.0), equal=False), refused=NEGATIVE),
    "a_genmean_m1_seq": Vector(aggregated(coinr_aggregation.of_complete(-1.0), equal=False)),
    "a_genmean_0p5_seq": Vector(aggregated(coinr_aggregation.of_complete(0.5), equal=False), refused=NEGATIVE),
    "rank_desc_min": Vector(lambda x: ranking.rank(x, ties="min"), tolerance=EXACT),
    "q05_type7": Vector(partial(_quantile, q=0.05), note=LINEAR),
    "q95_type7": Vector(partial(_quantile, q=0.95), note=LINEAR),
    "CAGR_2000on": Vector(partial(_trend, per=None), apart=frozenset({"with_zero"}), note=FROM_ZERO),
    "prc_change_2000on": Vector(partial(_trend, per=1.0), apart=frozenset({"with_zero"}), note=FROM_ZERO),
    "prc_change_per10": Vector(partial(_trend, per=10.0), apart=frozenset({"with_zero"}), note=FROM_ZERO),
    "stats_row": Vector(_statistics, apart=frozenset({"all_na"}), note=NOTHING),
}

STAGES = (
    Stage(
        "vectors",
        {name: mapped(name, vector) for name, vector in VECTORS.items()},
        {
            "winsorise_force3": NotRun(
                "choice",
                "COINr's force_win draws in three points of a column that no rule finds skewed, which no published index "
                "does: the Handbook and the Global Innovation Index treat a column only while it is beyond the stated "
                "limits. What is drawn in where it is: winsorise_default, _w1, _w2_nwin, _nolimit, _s1_k1",
            ),
            "log_GII_BUG": NotRun(
                "defect",
                "COINr returns its input unchanged. Independent check: tests/statistics/test_skew_transformations.py "
                "computes the formula of the Global Innovation Index by hand",
            ),
        },
    ),
)
