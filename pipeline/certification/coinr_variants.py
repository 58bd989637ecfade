"""COINr's remove_elements, Regen, change_ind and compare_coins beside our index with one thing changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.coinr_normalisation import shares_behind
from pipeline.certification.comparison import EXACT
from pipeline.certification.mapping import Mapped, Stage
from pipeline.statistics import association, screening, sensitivity

DROPPED = ["LPI", "Forest"]
Frame = Callable[[Asem], pd.DataFrame]


def without_one(asem: Asem, level: int) -> pd.DataFrame:
    """Scores of the index as it is, and without each node of a level; what is left keeps its weights."""
    scores = {"Nominal": asem.scores["Index"]}
    for code in asem.nodes(level):
        weights = asem.tree["Weight"].astype(float).where(asem.tree.index != code, 0.0)
        scores[code] = coinr_steps.aggregated(asem.normalised, asem.tree, coinr_steps.arithmetic, weights)["Index"]
    return pd.DataFrame(scores)


def _removed(asem: Asem, level: int) -> pd.DataFrame:
    return asem.once("removed", str(level), make=lambda: without_one(asem, level))


def _rank_differences(asem: Asem, level: int) -> pd.DataFrame:
    ranks = coinr_steps.ranked(_removed(asem, level))
    return ranks.rsub(ranks["Nominal"], axis=0)


def _mean_shift(asem: Asem, level: int) -> pd.DataFrame:
    ranks = coinr_steps.ranked(_removed(asem, level))
    shift = sensitivity.mean_rank_shift(ranks["Nominal"].to_numpy(), ranks.to_numpy().T)
    return pd.DataFrame({"value": shift}, index=ranks.columns.rename("name"))


def _elements(level: int) -> dict[str, Mapped]:
    """Scores, ranks and their differences without each node of a level."""
    return {
        f"remove_L{level}_Scores": Mapped(lambda asem: _removed(asem, level)),
        f"remove_L{level}_Ranks": Mapped(lambda asem: coinr_steps.ranked(_removed(asem, level)), EXACT),
        f"remove_L{level}_RankDiffs": Mapped(lambda asem: _rank_differences(asem, level), EXACT),
        f"remove_L{level}_RankAbsDiffs": Mapped(lambda asem: _rank_differences(asem, level).abs(), EXACT),
        f"remove_L{level}_MeanAbsDiff": Mapped(lambda asem: _mean_shift(asem, level)),
    }


def _by_percentile(asem: Asem) -> pd.DataFrame:
    """The index of percentile ranks."""
    scores = shares_behind(asem.treated.to_numpy(), asem.direction(asem.codes))
    return _aggregated(asem, coinr_steps.like(asem.treated, scores))


def _aggregated(asem: Asem, scores: pd.DataFrame) -> pd.DataFrame:
    return coinr_steps.aggregated(scores, asem.tree, coinr_steps.arithmetic)


def _without_two(asem: Asem) -> pd.DataFrame:
    """The index without LPI and Forest, from the raw values on."""
    values = asem.imputed.drop(columns=DROPPED)
    treated = coinr_steps.treated(values, max_points=5).values
    scores = coinr_steps.min_max(treated, asem.direction(treated.columns), 0.0, 100.0)
    return _aggregated(asem, scores)


def _screened(asem: Asem) -> pd.DataFrame:
    """The index of the units with nine values in ten, with blanks and without imputation."""
    values = asem.denominated
    enough = screening.available(values.to_numpy()) >= screening.required(values.shape[1], share=0.9)
    treated = coinr_steps.treated(values[enough], max_points=5).values
    return _aggregated(asem, coinr_steps.min_max(treated, asem.direction(treated.columns), 0.0, 100.0))


def _places(asem: Asem) -> pd.DataFrame:
    """Places in the index: nominal, by percentile ranks, without two indicators, with fewer units."""
    makers = {"Prank": _by_percentile, "NoLPIFor": _without_two, "Screen90": _screened}
    scores = {"Nominal": asem.scores["Index"]} | {name: make(asem)["Index"] for name, make in makers.items()}
    return coinr_steps.ranked(pd.DataFrame(scores))


def _compared(asem: Asem, name: str) -> pd.DataFrame:
    places = _places(asem)
    difference = places["Nominal"] - places[name]
    return pd.DataFrame(
        {"coin.1": places["Nominal"], "coin.2": places[name], "Diff": difference, "Abs.diff": difference.abs()}
    )


def _with_names(asem: Asem) -> pd.DataFrame:
    table = _compared(asem, "Screen90")
    return table.assign(uName=asem.units["uName"])


def _many(asem: Asem) -> pd.DataFrame:
    places = _places(asem)
    return places.sub(places["Nominal"], axis=0)


def _correlations(asem: Asem) -> pd.DataFrame:
    nominal, other = asem.theirs("example_Aggregated"), asem.theirs("regen_prank_Aggregated")
    codes = ["Index", "Conn", "Sust", "Physical"]
    places = [coinr_steps.ranked(table[codes]) for table in (nominal, other)]
    pairs = [np.column_stack([table[code] for table in places]) for code in codes]
    r = [association.correlation_matrix(pair, kind="pearson")[0][0, 1] for pair in pairs]
    return pd.DataFrame({"iCode": codes, "Correlation": r}, index=pd.Index(codes, name="row"))


STAGES = (
    Stage("removal", _elements(1) | _elements(3)),
    Stage(
        "variants",
        {
            "regen_prank_Aggregated": Mapped(_by_percentile),
            "change_ind_Aggregated": Mapped(_without_two),
            "compare_ranks_prank": Mapped(lambda asem: _compared(asem, "Prank"), EXACT),
            "compare_ranks_screen90": Mapped(_with_names, EXACT),
            "compare_multi_Values": Mapped(_places, EXACT),
            "compare_multi_Diffs": Mapped(_many, EXACT),
            "compare_multi_AbsDiffs": Mapped(lambda asem: _many(asem).abs(), EXACT),
            "compare_corr": Mapped(
                _correlations,
                note="Of places, ties the least, in COINr's own scores: means of percentile ranks tie or not by rounding.",
            ),
        },
    ),
)
