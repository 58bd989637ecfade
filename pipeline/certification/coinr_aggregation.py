"""COINr's Aggregate, outrankMatrix and a_copeland beside our aggregation up the tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.coinr_steps import Mean, arithmetic, geometric
from pipeline.certification.comparison import EXACT
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import minimum_availability, observed, outranking, power_means
from pipeline.statistics.types import FloatArray

FLOWS = ["Goods", "Services", "FDI", "PRemit", "ForPort"]
FLOW_WEIGHTS = np.arange(1.0, 6.0)


def harmonic(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """COINr's a_hmean."""
    return power_means.harmonic_mean(scores, weights=weights, floor=None)


def of_power(power: float) -> Mean:
    """COINr's a_genmean."""
    return lambda scores, weights: power_means.generalised_mean(scores, weights=weights, power=power, floor=None)


def of_complete(power: float) -> Mean:
    """COINr's a_genmean as it stands, which gives nothing where anything is missing."""

    def mean(scores: FloatArray, weights: FloatArray) -> FloatArray:
        return of_power(power)(minimum_availability.masked_where_sparse(scores, minimum_share=1.0), weights)

    return mean


def copeland(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """COINr's a_copeland."""
    return outranking.copeland(scores, weights=weights)


def median(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """The middle of the children, whatever their weights."""
    return observed.median(scores.T).ravel()


def _with_threshold(share: float) -> Mean:
    """COINr's dat_thresh: a mean only where enough of the level below is there."""

    def mean(scores: FloatArray, weights: FloatArray) -> FloatArray:
        return arithmetic(minimum_availability.masked_where_sparse(scores, minimum_share=share), weights)

    return mean


def _equal_pillars(asem: Asem) -> pd.Series:
    """Weights w1 for pillars and index, the metadata's for the indicators' parents: list(w1, NULL, w1)."""
    by_level = {1: _weights(asem), 2: asem.tree["Weight"], 3: _weights(asem)}
    level = asem.tree["Level"]
    return pd.Series({code: by_level.get(level[code], asem.tree["Weight"])[code] for code in asem.tree.index})


def _weights(asem: Asem) -> pd.Series:
    """The weights w1 that COINr was given: 1/7 to 7 for the indicators, 1 to 8 for pillars, 0.3 and 0.7."""
    return asem.table("agg_weights_w1").set_index("iCode")["Weight"].reindex(asem.tree.index).fillna(1.0)


def _nodes(scores: pd.DataFrame, asem: Asem, means: Mean | Sequence[Mean], weights: pd.Series | None) -> pd.DataFrame:
    return coinr_steps.aggregated(scores, asem.tree, means, weights)


def scored(*means: Mean, weighted: bool = False, note: str = "") -> Mapped:
    """Complete scores, one function throughout or one for each level."""
    own = means[0] if len(means) == 1 else means
    return Mapped(
        lambda asem: _nodes(asem.normalised_from_1, asem, own, _weights(asem) if weighted else None), note=note
    )


def blank(*means: Mean, weighted: bool = False, note: str = "") -> Mapped:
    """Scores with blanks."""
    own = means[0] if len(means) == 1 else means
    return Mapped(
        lambda asem: _nodes(asem.normalised_with_blanks, asem, own, _weights(asem) if weighted else None), note=note
    )


def _vignette(asem: Asem) -> pd.DataFrame:
    """The harmonic mean of four columns with weights 1, 1, 2, 1: Bord has the double weight by its place."""
    values = asem.table("raw_ASEM_iData")[["LPI", "Flights", "Ship", "Bord"]].astype(float)
    scores = coinr_steps.min_max(values, np.ones(4, dtype=np.int64), 1.0, 100.0)
    return scores.assign(y=harmonic(scores.to_numpy(), np.array([1.0, 1.0, 2.0, 1.0])))


def _flows(asem: Asem) -> FloatArray:
    return asem.normalised_from_1[FLOWS].to_numpy()


def _ahead(asem: Asem) -> pd.DataFrame:
    matrix = outranking.outranking_matrix(_flows(asem), weights=FLOW_WEIGHTS)
    return pd.DataFrame(matrix, columns=[f"V{number}" for number in range(1, len(matrix) + 1)])


def _dominance(asem: Asem) -> pd.DataFrame:
    matrix = outranking.outranking_matrix(_flows(asem), weights=FLOW_WEIGHTS)
    count = float(outranking.dominant_pairs(matrix))
    return pd.DataFrame({"nDominant": [count], "fracDominant": [count / (len(matrix) * (len(matrix) - 1) / 2)]})


def _copeland_of_flows(asem: Asem) -> pd.DataFrame:
    return pd.DataFrame({"value": copeland(_flows(asem), FLOW_WEIGHTS)})


STAGES = (
    Stage(
        "aggregation",
        {
            "example_Aggregated": Mapped(lambda asem: asem.scores),
            "agg_amean": scored(arithmetic),
            "agg_gmean": scored(geometric),
            "agg_hmean": scored(harmonic),
            "agg_genmean_p2": scored(of_power(2.0)),
            "agg_genmean_p0p5": scored(of_power(0.5)),
            "agg_genmean_pm1": scored(of_power(-1.0)),
            "agg_copeland_all": scored(copeland),
            "agg_copeland_L1": scored(copeland, arithmetic, arithmetic),
            "agg_copeland_top": scored(arithmetic, arithmetic, copeland),
            "agg_mix_a_g_a": scored(arithmetic, geometric, arithmetic),
            "agg_mix_a_g_h": scored(arithmetic, geometric, harmonic),
            "agg_mix_para": scored(arithmetic, of_power(2.0), geometric),
            "agg_amean_w1": scored(arithmetic, weighted=True),
            "agg_gmean_w1": scored(geometric, weighted=True),
            "agg_amean_w_bylevel": Mapped(
                lambda asem: _nodes(asem.normalised_from_1, asem, arithmetic, _equal_pillars(asem))
            ),
            "agg_custom_median_noweights": scored(median),
            "agg_NA_input": Mapped(lambda asem: asem.normalised_with_blanks),
            "agg_NA_amean": blank(arithmetic, note="What is missing is left out and the other weights rescaled."),
            "agg_NA_amean_w1": blank(arithmetic, weighted=True),
            "agg_NA_hmean": blank(harmonic),
            "agg_NA_genmean_p2": blank(
                of_complete(2.0),
                note="COINr's generalised mean alone leaves nothing out: incomplete units are blanked.",
            ),
            "agg_NA_amean_datthresh_0p6": blank(_with_threshold(0.6)),
            "agg_NA_amean_datthresh_0p9": blank(_with_threshold(0.9)),
            "agg_NA_amean_datthresh_1": blank(_with_threshold(1.0)),
            "agg_NA_amean_datthresh_bylevel": blank(_with_threshold(0.9), _with_threshold(0.5), _with_threshold(0.5)),
            "agg_df_hmean_vignette": Mapped(_vignette),
            "outrankMatrix_ConEcFin": Mapped(_ahead),
            "outrankMatrix_ConEcFin_stats": Mapped(_dominance),
            "copeland_ConEcFin": Mapped(_copeland_of_flows, EXACT),
        },
        {
            "agg_weights_w1": NotRun("input", "the weights that the *_w1 calls are made with"),
            "agg_copeland_BUG": NotRun("error", "COINr stops: Aggregate hands its Copeland function a wrong argument"),
            "agg_NA_copeland": NotRun(
                "defect",
                "COINr gives the weight of an indicator that either unit lacks to the later row, so that the scores "
                "depend on the order of the units. Independent check: tests/statistics/test_outranking.py writes its "
                "rule out, reproduces this table, and reverses the units; ours compares a pair on what both have",
            ),
        },
    ),
)
