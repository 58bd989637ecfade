"""COINr's get_sensitivity replayed from its exported samples: the same alternatives, scores, ranks and indices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem, numbered
from pipeline.certification.coinr_imputation import group_medians
from pipeline.certification.comparison import EXACT
from pipeline.certification.mapping import Mapped, NotRun, Stage, without
from pipeline.statistics import aggregation, ranking, sensitivity, uncertainty
from pipeline.statistics.types import FloatArray, IntArray

Frame = Callable[[Asem], pd.DataFrame]
SIZES = {"Winmax": 5, "Normalisation": 2, "Weights": 100, "Aggregation": 2, "ImputeGroup": 3, "ImputeFun": 2}
UNIT_GROUPS = ("EurAsia_group", "GDP_group", "Pop_group")
ISHIGAMI = (7.0, 0.1)
QUANTILES = (
    "COINr interpolates the median and the quantiles between ranks (type 7); ours are ranks that occurred (type 1): only "
    "the nominal rank and the mean are compared."
)
BOOTSTRAP = (
    "The bootstrap intervals are random and left out. COINr does not centre the outputs before the first-order indices; "
    "the term that this leaves, which vanishes with the size of the sample, is added to ours."
)
FAILED = (
    "Eleven of 800 runs meet a geometric mean of negative scores and have no result in COINr either; they are blank in "
    "both tables."
)
LOST = NotRun(
    "defect",
    "One failed run makes every index NaN in COINr, without a word. Independent check: the replayed ranks of the runs "
    "that did not fail (sa_SA6_N100_Ranks); ours refuses to compute an index over runs of which some failed",
)
RANDOM = NotRun("input", "the hundred drawn sets of weights that the replays choose from")


def alternatives(uniforms: FloatArray, size: int) -> IntArray:
    """COINr's choice, R's cut(u, size): equal bins over the range of the sample, widened by a thousandth; from 1.

    >>> alternatives(np.array([0.1, 0.5, 0.9]), 2)
    array([1, 1, 2])
    """
    low, high = uniforms.min(), uniforms.max()
    edges = np.linspace(low, high, size + 1)
    edges[[0, -1]] = low - (high - low) / 1000.0, high + (high - low) / 1000.0
    return np.searchsorted(edges, uniforms, side="left").astype(np.int64)


def _choices(asem: Asem, name: str) -> pd.DataFrame:
    """The alternative of every assumption in every run, from the uniform draws."""
    sample = asem.table(f"{name}_sample")
    draws = [column for column in sample if column[0] == "V"]
    chosen = {
        factor: alternatives(sample[draw].to_numpy(), SIZES[factor])
        for draw, factor in zip(draws, sample.columns[len(draws) :], strict=True)
    }
    return pd.DataFrame(chosen)


def _imputed(asem: Asem, group: int, function: int) -> pd.DataFrame:
    members = numbered(asem.units[UNIT_GROUPS[group - 1]])
    impute = (coinr_steps.group_means, group_medians)[function - 1]
    return impute(asem.denominated, members)


def _normalised(asem: Asem, choice: tuple[int, int, int, int]) -> pd.DataFrame:
    """Scores by the alternatives of imputation, treatment and normalisation."""
    group, function, max_points, normalisation = choice
    values = asem.once("imputed", str(choice[:2]), make=lambda: _imputed(asem, group, function))
    treated = asem.once(
        "treated", str(choice[:3]), make=lambda: coinr_steps.treated(values, max_points=max_points).values
    )
    direction = asem.direction(asem.codes)
    if normalisation == 1:
        return coinr_steps.min_max(treated, direction, 1.0, 100.0)
    return coinr_steps.z_score(treated, direction, 10.0, 2.0)


def _weight_sets(asem: Asem) -> pd.DataFrame:
    """Hundred sets of weights by node."""
    return asem.table("sa_noisy_weights_100").pivot(index="rep", columns="iCode", values="Weight")


def _index(asem: Asem, scores: pd.DataFrame, weights: pd.DataFrame, *, geometric: bool) -> FloatArray:
    """The index with each of several sets of weights, (n_sets, n_units); missing where there is no geometric mean."""
    if geometric and (scores <= 0).any(axis=None):
        return np.full((len(weights), len(scores)), np.nan)
    nodes = {code: np.broadcast_to(scores[code].to_numpy(), (len(weights), len(scores))) for code in scores}
    for parent, codes in coinr_steps.children(asem.tree, list(scores)).items():
        stacked, own = np.stack([nodes[code] for code in codes], axis=-1), weights[codes].to_numpy()
        if geometric:
            nodes[parent] = aggregation.geometric_mean(stacked, weights=own, floor=None)
        else:
            nodes[parent] = aggregation.arithmetic_mean(stacked, weights=own)
    return nodes["Index"]


def _replayed(asem: Asem, name: str) -> FloatArray:
    """The index of every run, (n_runs, n_units); each combination of the earlier steps is computed once."""
    chosen = _choices(asem, name)
    plain = {"ImputeGroup": 1, "ImputeFun": 1}
    chosen = chosen.assign(**{factor: number for factor, number in plain.items() if factor not in chosen})
    weights, runs = _weight_sets(asem), np.full((len(chosen), len(asem.units)), np.nan)
    steps = ["ImputeGroup", "ImputeFun", "Winmax", "Normalisation"]
    for choice, rows in chosen.groupby([*steps, "Aggregation"]).groups.items():
        scores = asem.once("normalised", str(choice[:4]), make=partial(_normalised, asem, choice[:4]))
        sets = weights.loc[chosen.loc[rows, "Weights"]]
        runs[rows] = _index(asem, scores, sets, geometric=choice[4] == 2)
    return runs


def _runs(asem: Asem, name: str) -> FloatArray:
    return asem.once("replay", name, make=lambda: _replayed(asem, name))


def _labelled(asem: Asem, nominal: pd.Series, runs: FloatArray) -> pd.DataFrame:
    names = ["Nominal", *(f"r_{number}" for number in range(1, len(runs) + 1))]
    return pd.DataFrame(np.column_stack([nominal.to_numpy(), runs.T]), index=asem.units.index, columns=names)


def _scores(asem: Asem, name: str) -> pd.DataFrame:
    return _labelled(asem, asem.scores["Index"], _runs(asem, name))


def _places(asem: Asem, name: str) -> FloatArray:
    return ranking.rank(_runs(asem, name), ties="min")


def _ranks(asem: Asem, name: str) -> pd.DataFrame:
    return _labelled(asem, asem.ranks["Index"], _places(asem, name))


def _rank_statistics(asem: Asem, name: str, n_runs: int) -> pd.DataFrame:
    places = _places(asem, name)[:n_runs]
    survived = ~np.isnan(places).any(axis=1)
    found = uncertainty.summarise_ranks(places[survived], low=0.05, high=0.95)
    return pd.DataFrame({"Nominal": asem.ranks["Index"], "Mean": found.mean}, index=asem.units.index)


def _nominal(asem: Asem) -> pd.DataFrame:
    return pd.DataFrame({"Score": asem.scores["Index"], "Rank": asem.ranks["Index"]})


def _shifts(asem: Asem, name: str) -> FloatArray:
    return sensitivity.mean_rank_shift(asem.ranks["Index"].to_numpy(), _places(asem, name))


def _shift_table(asem: Asem, name: str) -> pd.DataFrame:
    shifts = _shifts(asem, name)
    runs = pd.Index([f"r_{number}" for number in range(1, len(shifts) + 1)], name="row")
    return pd.DataFrame({"run": runs, "y": shifts}, index=runs)


def indices(outputs: FloatArray, *, n_factors: int) -> tuple[FloatArray, FloatArray, float]:
    """First-order indices as COINr leaves them, uncentred, total ones, and the variance."""
    n_base = outputs.size // (n_factors + 2)
    found = sensitivity.sobol_indices(
        outputs,
        n_factors=n_factors,
        n_base=n_base,
        min_variance=1e-12,
        n_resamples=1,
        confidence=0.9,
        rng=np.random.default_rng(0),
    )
    blocks = outputs.reshape(-1, n_base)
    uncentred = blocks[:2].mean() * (blocks[2:] - blocks[0]).mean(axis=1) / found.variance
    return found.first + uncentred, found.total, float(found.variance)


def _sensitivity(asem: Asem, name: str) -> pd.DataFrame:
    factors = list(_choices(asem, name))
    first, total, _ = indices(_shifts(asem, name), n_factors=len(factors))
    return pd.DataFrame({"Si": first, "STi": total}, index=pd.Index(factors, name="Variable"))


def _only_choices(theirs: pd.DataFrame) -> pd.DataFrame:
    return theirs[[column for column in theirs if column[0] != "V" or column == "Variable"]]


def _rerun(name: str, n_base: int, *, scores: bool = True, saltelli: bool = True, note: str = "") -> dict[str, Mapped]:
    """The tables of one analysis."""
    first_runs = 2 * n_base if saltelli else n_base
    mapped = {
        f"{name}_sample": Mapped(lambda asem: _choices(asem, name), EXACT, theirs=_only_choices),
        f"{name}_Nominal": Mapped(_nominal),
        f"{name}_Ranks": Mapped(lambda asem: _ranks(asem, name), EXACT, note=note),
        f"{name}_RankStats": Mapped(lambda asem: _rank_statistics(asem, name, first_runs), partial=QUANTILES),
    }
    if scores:
        mapped[f"{name}_Scores"] = Mapped(lambda asem: _scores(asem, name), note=note)
    if saltelli:
        mapped[f"{name}_yAvDiffs"] = Mapped(lambda asem: _shift_table(asem, name), note=note)
        mapped[f"{name}_Sensitivity"] = Mapped(lambda asem: _sensitivity(asem, name), partial=BOOTSTRAP)
    return mapped


def _ishigami(asem: Asem) -> pd.DataFrame:
    """The design rebuilt from its own blocks A and B, and the test function at every row."""
    draws = asem.table("SA_ishigami_sample")[["V1", "V2", "V3"]].to_numpy()
    n = len(draws) // 5
    a, b = draws[:n], draws[n : 2 * n]
    mixed = [np.where(np.arange(3) == factor, b, a) for factor in range(3)]
    design = np.concatenate([a, b, *mixed])
    x = np.pi * (2.0 * design - 1.0)
    y = np.sin(x[:, 0]) + ISHIGAMI[0] * np.sin(x[:, 1]) ** 2 + ISHIGAMI[1] * x[:, 2] ** 4 * np.sin(x[:, 0])
    return pd.DataFrame(design, columns=["V1", "V2", "V3"]).assign(y=y)


def _ishigami_indices(asem: Asem) -> pd.DataFrame:
    outputs = asem.table("SA_ishigami_sample")["y"].to_numpy()
    first, total, _ = indices(outputs, n_factors=3)
    variables = asem.table("SA_ishigami_indices")["Variable"]
    return pd.DataFrame({"Si": first, "STi": total}, index=pd.Index(variables, name="Variable"))


def _ishigami_variance(asem: Asem) -> pd.DataFrame:
    outputs = asem.table("SA_ishigami_sample")["y"].to_numpy()
    return pd.DataFrame({"Variance": [indices(outputs, n_factors=3)[2]]})


def _discrete(asem: Asem) -> pd.DataFrame:
    u = asem.table("SA_sample2para_discrete")["u"].to_numpy()
    return pd.DataFrame({"u": u, "idx5": alternatives(u, 5), "idx2": alternatives(u, 2)})


SIX = _rerun("sa_SA6_N100", 100, note=FAILED)
SIX.pop("sa_SA6_N100_Sensitivity")

STAGES = (
    Stage(
        "uncertainty",
        _rerun("ua_N100", 100, saltelli=False) | _rerun("ua_N500", 500, saltelli=False),
        {"sa_noisy_weights_100": RANDOM},
    ),
    Stage(
        "sensitivity",
        _rerun("sa_SA4_N100", 100)
        | _rerun("sa_SA4_N1000", 1000, scores=False)
        | SIX
        | {
            "SA_ishigami_sample": Mapped(_ishigami),
            "SA_ishigami_indices": Mapped(_ishigami_indices, note=BOOTSTRAP),
            "SA_ishigami_variance": Mapped(_ishigami_variance),
            "SA_sample2para_discrete": Mapped(_discrete, theirs=without("idx5_naive")),
        },
        {"sa_SA6_N100_Sensitivity": LOST},
    ),
)
