"""COINr on the open data of Viet Nam beside ours: 63 provinces, 55 candidate indicators (edition candidates-55)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.certification import (
    coinr_normalisation,
    coinr_preparation,
    coinr_results,
    coinr_steps,
    coinr_treatment,
)
from pipeline.certification.asem import numbered
from pipeline.certification.coinr_imputation import group_medians
from pipeline.certification.comparison import EXACT, Tolerance
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.construction import matrix
from pipeline.data import assembly, params
from pipeline.framework.edition import Edition
from pipeline.statistics import association, components, reliability
from pipeline.statistics.types import IntArray

EDITION = "candidates-55"
LIMITS = {"skewness_limit": 2.25, "kurtosis_limit": 3.5}
SHARE = 0.66
FIGURES = 3
ROUNDED = Tolerance(1e-9, "COINr stores these figures with three significant digits, and so are ours before comparing.")
SIGNS = "The sign of a component is arbitrary: absolute weights."
Frame = Callable[["Candidates"], pd.DataFrame]


def ours(name: str) -> str:
    """COINr's name of a unit or node as our code.

    >>> ours("u01"), ours("x1_1_2"), ours("PII")
    ('01', '1.1.2', '0')
    """
    return "0" if name == "PII" else re.sub("^[ux](?=[0-9])", "", name).replace("_", ".")


class Candidates:
    """The edition's raw values, what our functions make of them, and COINr's figures."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder

    def golden(self, item: str) -> pd.DataFrame:
        """One of COINr's tables, under our codes."""
        table = pd.read_csv(self.folder / f"{item}.csv", float_precision="round_trip")
        for key in {"uCode", "iCode", "group", "Var1", "Var2"} & set(table):
            table[key] = table[key].map(ours)
        return table.rename(columns=lambda name: ours(name) if re.match("x[0-9]|PII", name) else name)

    @cached_property
    def edition(self) -> Edition:
        """The edition as declared."""
        return params.load_edition(EDITION, root=self.root)

    @cached_property
    def tree(self) -> pd.DataFrame:
        """Level, parent and weight of every node, the weights all 1."""
        nodes = self.edition.framework.tree
        columns = {"Level": [node.level for node in nodes], "Parent": [node.parent for node in nodes]}
        return pd.DataFrame(columns | {"Weight": 1.0}, index=pd.Index([node.code for node in nodes], name="iCode"))

    @cached_property
    def codes(self) -> list[str]:
        """The indicators."""
        return list(self.edition.framework.indicator_codes)

    @cached_property
    def direction(self) -> IntArray:
        """Directions of the indicators."""
        return np.array([node.direction for node in self.edition.framework.indicators], dtype=np.int64)

    @cached_property
    def raw(self) -> pd.DataFrame:
        """Raw values, units by code."""
        gathered = assembly.gather(self.edition, root=self.root)
        table = matrix.wide(gathered.values, self.codes, units=self.edition.units.codes)
        return table.rename_axis(index="uCode").astype(float)

    @cached_property
    def imputed(self) -> pd.DataFrame:
        """The median of the region where a value is missing."""
        regions = {unit.unit_code: unit.region_code for unit in self.edition.units.units}
        return group_medians(self.raw, numbered(pd.Series([regions[unit] for unit in self.raw.index])))

    @cached_property
    def treated(self) -> pd.DataFrame:
        """Up to five points drawn in by the limits of the GII, then the logarithm."""
        return coinr_steps.treated(self.imputed, max_points=5, **LIMITS).values

    def normalised(self, normalise: coinr_normalisation.Normalise) -> pd.DataFrame:
        """Scores of the treated values."""
        return coinr_steps.like(self.treated, normalise(self.treated.to_numpy(), self.direction))

    def scores(self, normalise: coinr_normalisation.Normalise, mean: coinr_steps.Mean) -> pd.DataFrame:
        """Scores of every node."""
        return coinr_steps.aggregated(self.normalised(normalise), self.tree, mean)

    @cached_property
    def nominal(self) -> pd.DataFrame:
        """Min-max 0 to 100, arithmetic means."""
        return self.scores(NORMALISATIONS["minmax_0_100"], coinr_steps.arithmetic)

    def nodes(self, level: int) -> list[str]:
        """Codes of one level."""
        return self.tree.index[self.tree["Level"] == level].tolist()

    def members(self, group: str) -> list[str]:
        """Indicators below a node."""
        return list(self.edition.framework.leaves(group))


NORMALISATIONS = {
    "minmax_0_100": coinr_normalisation.min_max(0.0, 100.0),
    "minmax_1_100": coinr_normalisation.min_max(1.0, 100.0),
    "n_zscore": coinr_normalisation.z_score(0.0, 1.0),
    "n_prank": coinr_normalisation.shares_behind,
    "n_borda": coinr_normalisation.borda("min"),
    "n_rank": coinr_normalisation.ranks("min"),
}
MEANS = {"a_amean": coinr_steps.arithmetic, "a_gmean": coinr_steps.geometric}


def _normalised(name: str) -> Mapped:
    return Mapped(lambda data: data.normalised(NORMALISATIONS[name]))


def _aggregated(name: str, mean: str) -> Mapped:
    return Mapped(lambda data: data.scores(NORMALISATIONS[name], MEANS[mean]))


def _ranked(name: str, mean: str) -> Mapped:
    def call(data: Candidates) -> pd.DataFrame:
        ranks = coinr_steps.ranked(data.scores(NORMALISATIONS[name], MEANS[mean]))
        return ranks.drop(columns=data.codes)

    return Mapped(call, EXACT)


def _correlations(kind: association.Kind, below: int, above: int) -> Mapped:
    def call(data: Candidates) -> pd.DataFrame:
        first, second = data.nodes(above), data.nodes(below)
        table = data.nominal[list(dict.fromkeys(first + second))]
        r = association.correlation_matrix(table.to_numpy(), kind=kind)[0]
        labelled = pd.DataFrame(r, index=table.columns, columns=table.columns)
        pairs = pd.MultiIndex.from_tuples(product(first, second), names=["Var1", "Var2"])
        return pd.DataFrame({"Correlation": labelled.loc[first, second].to_numpy().ravel()}, index=pairs)

    return Mapped(call)


def _alphas(data: Candidates) -> pd.DataFrame:
    groups = data.nodes(2) + data.nodes(3)
    alphas = [
        reliability.cronbach_alpha(
            data.nominal[data.members(group)].to_numpy(),
            confidence=0.9,
            n_resamples=1,
            rng=np.random.default_rng(0),
        ).alpha
        for group in groups
    ]
    return pd.DataFrame({"level1": alphas}, index=pd.Index(groups, name="group"))


def _components(data: Candidates, level: int) -> dict[str, tuple[list[str], components.Components]]:
    """Components of the nodes of a level, within their parents."""
    groups = data.tree[data.tree["Level"] == level].groupby("Parent").groups
    return {
        str(group): (list(codes), components.principal_components(data.nominal[list(codes)].to_numpy()))
        for group, codes in groups.items()
    }


def _variances(level: int) -> Frame:
    def call(data: Candidates) -> pd.DataFrame:
        tables = [
            pd.DataFrame(
                {"component": np.arange(1, len(codes) + 1), "variance": found.eigenvalues, "share": found.shares}
            )
            .assign(group=group)
            .set_index(["group", "component"])
            for group, (codes, found) in _components(data, level).items()
        ]
        return pd.concat(tables)

    return call


def _first_vectors(level: int) -> Mapped:
    def call(data: Candidates) -> pd.DataFrame:
        weights = {
            code: abs(weight)
            for codes, found in _components(data, level).values()
            for code, weight in zip(codes, found.vectors[:, 0], strict=True)
        }
        return pd.DataFrame({"Level": level, "Weight": weights}).rename_axis("iCode")

    return Mapped(call, theirs=lambda table: table.assign(Weight=table["Weight"].abs()), note=SIGNS)


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Numbers with three significant digits, a half to the even one as R's signif has it, and the flags."""
    found = coinr_results.flagged(table)
    numbers = found.select_dtypes("number")
    with np.errstate(divide="ignore"):
        places = FIGURES - 1 - np.floor(np.log10(numbers.abs().replace(0.0, 1.0)))
    return found.assign(**(np.rint(numbers * 10.0**places) / 10.0**places))


STAGES = (
    Stage("screening", {"screen_summary": Mapped(lambda data: coinr_preparation.summary(data.raw, share=SHARE))}),
    Stage("imputation", {"imputed_median_region": Mapped(lambda data: data.imputed)}),
    Stage(
        "treatment",
        {
            "treated_gii": Mapped(lambda data: data.treated),
            "treated_gii_details": Mapped(lambda data: coinr_treatment.details(data.imputed, 5, **LIMITS)),
            "treated_gii_points": Mapped(lambda data: coinr_treatment.points(data.imputed, 5, **LIMITS), EXACT),
        },
    ),
    Stage("normalisation", {f"norm_{name}": _normalised(name) for name in NORMALISATIONS}),
    Stage(
        "aggregation",
        {f"agg_{name}_a_amean": _aggregated(name, "a_amean") for name in NORMALISATIONS}
        | {"agg_minmax_1_100_a_gmean": _aggregated("minmax_1_100", "a_gmean")},
    ),
    Stage(
        "results",
        {
            "ranks_minmax_0_100_a_amean": _ranked("minmax_0_100", "a_amean"),
            "ranks_minmax_1_100_a_amean": _ranked("minmax_1_100", "a_amean"),
            "ranks_minmax_1_100_a_gmean": _ranked("minmax_1_100", "a_gmean"),
            "stats_raw": Mapped(lambda data: _rounded(data.raw), ROUNDED),
            "stats_treated": Mapped(lambda data: _rounded(data.treated), ROUNDED),
        },
    ),
    Stage(
        "association",
        {
            f"corr_{kind}_L{below}L{above}": _correlations(kind, below, above)
            for kind in ("pearson", "spearman")
            for below, above in ((1, 1), (1, 2), (1, 3), (1, 5), (3, 3), (3, 5))
        },
    ),
    Stage("reliability", {"cronbach": Mapped(_alphas)}),
    Stage(
        "components",
        {
            "pca_L1_variance": Mapped(_variances(1)),
            "pca_L1_weights": _first_vectors(1),
            "pca_L3_variance": Mapped(_variances(3)),
            "pca_L3_weights": _first_vectors(3),
        },
    ),
    Stage(
        "weights",
        {"effective_weights": Mapped(lambda data: coinr_steps.effective_weights(data.tree))},
        {name: NotRun("input", "the data that the calls are made with") for name in ("input", "framework")},
    ),
)
