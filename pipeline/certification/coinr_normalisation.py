"""COINr's Normalise beside our normalisation, on treated values and on raw ones with blanks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import distances, normalisation, rank_scores, scaling
from pipeline.statistics.directions import turn_bounds
from pipeline.statistics.types import FloatArray, IntArray

Normalise = Callable[[FloatArray, IntArray], FloatArray]
BY_HAND = "Ends given by hand refer to turned data in COINr: where less is better, ours are the turned ones."
REFERENCE = (
    "Where the unit of reference is the worst, COINr gives infinities; ours refuses, and those columns are left out."
)
TARGET = (
    "Where the target is behind the worst value, COINr warns and gives scores that fall as the values rise; ours "
    "refuses, and those columns are not compared."
)
FRACTION = (
    "Where less is better COINr divides negatives by negatives, so that the worst unit scores highest; only indicators "
    "of which more is better are compared."
)


def _of_treated(asem: Asem, normalise: Normalise) -> pd.DataFrame:
    return _scores(asem, asem.treated, normalise)


def _of_raw(asem: Asem, normalise: Normalise) -> pd.DataFrame:
    return _scores(asem, asem.raw, normalise)


def _scores(asem: Asem, values: pd.DataFrame, normalise: Normalise) -> pd.DataFrame:
    return coinr_steps.like(values, normalise(values.to_numpy(), asem.direction(values.columns)))


def treated(normalise: Normalise, note: str = "") -> Mapped:
    """A normalisation of the treated values."""
    return Mapped(lambda asem: _of_treated(asem, normalise), note=note)


def raw(normalise: Normalise) -> Mapped:
    """The same of the raw values, whose blanks stay blank."""
    return Mapped(lambda asem: _of_raw(asem, normalise))


def min_max(lower: float, upper: float) -> Normalise:
    """COINr's n_minmax."""
    return lambda values, direction: normalisation.min_max(values, direction=direction, lower=lower, upper=upper)


def z_score(mean: float, sd: float) -> Normalise:
    """COINr's n_zscore."""
    return lambda values, direction: normalisation.z_score(values, direction=direction, mean=mean, sd=sd)


def ranks(ties: rank_scores.Ties) -> Normalise:
    """COINr's n_rank."""
    return lambda values, direction: rank_scores.rank(values, direction=direction, ties=ties)


def borda(ties: rank_scores.Ties) -> Normalise:
    """COINr's n_borda."""
    return lambda values, direction: rank_scores.borda(values, direction=direction, ties=ties)


def shares_behind(values: FloatArray, direction: IntArray) -> FloatArray:
    """COINr's n_prank with ties min: the Borda count over the number of the others."""
    present = (~np.isnan(values)).sum(axis=-2, keepdims=True)
    with np.errstate(invalid="ignore"):
        return rank_scores.borda(values, direction=direction, ties="min") / (present - 1)


def percentile_rank(values: FloatArray, direction: IntArray) -> FloatArray:
    """COINr's n_prank with ties average."""
    return normalisation.percentile_rank(values, direction=direction, lower=0.0, upper=1.0)


def to_maximum(values: FloatArray, direction: IntArray) -> FloatArray:
    """COINr's n_dist2max."""
    return distances.to_maximum(values, direction=direction, factor=1.0)


def scaled(low: float, high: float, factor: float) -> Normalise:
    """COINr's n_scaled; with the ends 0 and 1 it only turns the values."""

    def normalise(values: FloatArray, direction: IntArray) -> FloatArray:
        ends = turn_bounds(np.array(low), np.array(high), direction)
        return scaling.scaled(values, direction=direction, low=ends[0], high=ends[1], factor=factor)

    return normalise


def _goalposts(values: FloatArray, direction: IntArray, *, turned: int, upper: float) -> FloatArray:
    """COINr's n_goalposts(c(10, 80, upper)), with the values turned once more where asked."""
    low, high = turn_bounds(np.array(10.0), np.array(80.0), direction)
    return scaling.goalposts(values, direction=turned * direction, low=low, high=high, lower=0.0, upper=upper)


def _by_kind(asem: Asem) -> pd.DataFrame:
    """LPI by Borda, Flights by z-score, all others min-max."""
    scores = asem.normalised.copy()
    lpi, flights = ([code] for code in ("LPI", "Flights"))
    scores[lpi] = borda("min")(asem.treated[lpi].to_numpy(), asem.direction(lpi))
    scores[flights] = z_score(10.0, 2.0)(asem.treated[flights].to_numpy(), asem.direction(flights))
    return scores


def _goods_turned(asem: Asem) -> pd.DataFrame:
    direction = asem.direction(asem.codes) * np.where(np.array(asem.codes) == "Goods", -1, 1)
    return coinr_steps.min_max(asem.treated, direction, 0.0, 100.0)


def _reference_ahead(asem: Asem) -> list[str]:
    """Indicators in which the fifth unit is not the worst."""
    turned = asem.treated * asem.direction(asem.codes)
    return turned.columns[turned.iloc[4] > turned.min()].tolist()


def _to_reference(asem: Asem) -> pd.DataFrame:
    values = asem.treated[_reference_ahead(asem)]
    direction = asem.direction(values.columns)
    found = distances.to_reference(values.to_numpy(), direction=direction, reference=4, factor=1.0, cap=False)
    return coinr_steps.like(values, found)


def _to_target(asem: Asem, *, cap: bool) -> pd.DataFrame:
    """To a target of 50 by hand, which is 50 on turned data: -50 where less is better."""
    turned = asem.treated * asem.direction(asem.codes)
    values = asem.treated.loc[:, turned.min() < 50.0]
    direction = asem.direction(values.columns)
    found = distances.to_target(
        values.to_numpy(), direction=direction, target=(50.0 * direction).astype(np.float64), factor=1.0, cap=cap
    )
    return coinr_steps.like(values, found)


def _fractions(asem: Asem, table: pd.DataFrame) -> pd.DataFrame:
    values = table.loc[:, asem.direction(table.columns) > 0]
    found = scaling.fraction_of_maximum(values.to_numpy(), direction=asem.direction(values.columns), factor=1.0)
    return coinr_steps.like(values, found)


def _of_metadata(asem: Asem, column: str) -> FloatArray:
    """A column of parameters of the metadata, by indicator."""
    table = asem.table("norm_iMeta_table").set_index("iCode")
    return table.loc[asem.codes, column].to_numpy(dtype=float)


def _by_metadata(asem: Asem, normalise: Normalise) -> pd.DataFrame:
    return coinr_steps.like(asem.raw, normalise(asem.raw.to_numpy(), asem.direction(asem.codes)))


def _min_max_of_metadata(asem: Asem) -> pd.DataFrame:
    """Each indicator on a scale of its own: shares, then the indicator's ends."""
    low, high = (_of_metadata(asem, f"minmax_{end}") for end in ("lower", "upper"))
    return _by_metadata(asem, min_max(0.0, 1.0)) * (high - low) + low


def _z_score_of_metadata(asem: Asem) -> pd.DataFrame:
    mean, sd = _of_metadata(asem, "zscore_mean"), _of_metadata(asem, "zscore_sd")
    return _by_metadata(asem, z_score(0.0, 1.0)) * sd + mean


def _scaled_of_metadata(asem: Asem) -> pd.DataFrame:
    low, high, factor = (_of_metadata(asem, name) for name in ("scaled_lower", "scaled_upper", "scale_factor"))
    return _by_metadata(
        asem, lambda values, direction: scaling.scaled(values, direction=direction, low=low, high=high, factor=factor)
    )


def _goalposts_of_metadata(asem: Asem) -> pd.DataFrame:
    low, high = (_of_metadata(asem, f"goalpost_{end}") for end in ("lower", "upper"))
    return _by_metadata(
        asem,
        lambda values, direction: scaling.goalposts(
            values, direction=direction, low=low, high=high, lower=0.0, upper=1.0
        ),
    )


def _targets_of_metadata(asem: Asem, *, cap: bool) -> pd.DataFrame:
    target = _of_metadata(asem, "Target")
    return _by_metadata(
        asem,
        lambda values, direction: distances.to_target(values, direction=direction, target=target, factor=1.0, cap=cap),
    )


STAGES = (
    Stage(
        "normalisation",
        {
            "example_Normalised": Mapped(lambda asem: asem.normalised),
            "norm_default_noargs": treated(min_max(0.0, 100.0)),
            "norm_n_minmax_0_100": treated(min_max(0.0, 100.0)),
            "norm_n_minmax_1_100": treated(min_max(1.0, 100.0)),
            "norm_n_minmax_0_1": treated(min_max(0.0, 1.0)),
            "norm_n_zscore_0_1": treated(z_score(0.0, 1.0)),
            "norm_n_zscore_10_2": treated(z_score(10.0, 2.0)),
            "qnorm_coin_zscore": treated(z_score(10.0, 2.0)),
            "norm_n_scaled_default": treated(scaled(0.0, 100.0, 100.0), BY_HAND),
            "norm_none": treated(scaled(0.0, 1.0, 1.0), "COINr only turns the bads; ours refuses to leave them."),
            "norm_n_rank_default": treated(ranks("min")),
            "norm_n_rank_min": treated(ranks("min")),
            "norm_n_rank_max": treated(ranks("max")),
            "norm_n_rank_average": treated(ranks("average")),
            "norm_n_borda_default": treated(borda("min")),
            "norm_n_borda_average": treated(borda("average")),
            "norm_n_prank_default": treated(shares_behind),
            "norm_n_prank_average": treated(percentile_rank),
            "norm_n_dist2max": treated(to_maximum),
            "norm_n_dist2ref_5": Mapped(_to_reference, partial=REFERENCE),
            "norm_n_dist2targ_50": Mapped(lambda asem: _to_target(asem, cap=False), partial=TARGET),
            "norm_n_dist2targ_50_cap": Mapped(lambda asem: _to_target(asem, cap=True), partial=TARGET),
            "norm_n_fracmax": Mapped(lambda asem: _fractions(asem, asem.treated), partial=FRACTION),
            "norm_n_goalposts_10_80_100": treated(
                lambda values, direction: _goalposts(values, direction, turned=1, upper=100.0), BY_HAND
            ),
            "norm_n_goalposts_dirm1": treated(
                lambda values, direction: _goalposts(values, direction, turned=-1, upper=1.0), BY_HAND
            ),
            "norm_rawNA_n_minmax": raw(min_max(0.0, 100.0)),
            "norm_rawNA_n_zscore": raw(z_score(0.0, 1.0)),
            "norm_rawNA_n_rank": raw(ranks("min")),
            "norm_rawNA_n_rank_average": raw(ranks("average")),
            "norm_rawNA_n_borda": raw(borda("min")),
            "norm_rawNA_n_dist2max": raw(to_maximum),
            "norm_rawNA_n_scaled": raw(scaled(0.0, 100.0, 100.0)),
            "norm_rawNA_n_fracmax": Mapped(lambda asem: _fractions(asem, asem.raw), partial=FRACTION),
            "norm_directions_override": Mapped(_goods_turned),
            "norm_indiv_specs": Mapped(_by_kind),
            "norm_iMeta_n_minmax": Mapped(_min_max_of_metadata),
            "norm_iMeta_n_scaled": Mapped(_scaled_of_metadata),
            "norm_iMeta_n_zscore": Mapped(_z_score_of_metadata),
            "norm_iMeta_n_goalposts": Mapped(_goalposts_of_metadata),
            "norm_iMeta_n_dist2targ": Mapped(lambda asem: _targets_of_metadata(asem, cap=True)),
            "norm_iMeta_n_dist2targ_nocap": Mapped(lambda asem: _targets_of_metadata(asem, cap=False)),
        },
        {
            "norm_iMeta_table": NotRun("input", "the parameters that the norm_iMeta_* calls are made with"),
            "norm_n_rank_first": NotRun(
                "defect",
                "ties.method = first scores equal values by the order of the rows, which is no property of theirs, and "
                "is not offered. Independent check: norm_n_rank_min and _max agree, and so does it where nothing is tied",
            ),
        },
    ),
)
