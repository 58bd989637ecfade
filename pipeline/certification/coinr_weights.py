"""COINr's get_PCA, get_eff_weights and get_opt_weights beside our components, weights and optimised weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.comparison import Tolerance
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import association, components, optimised_weights
from pipeline.statistics.types import FloatArray

SIGNS = "The sign of a component is arbitrary: both are turned so that the loadings of each sum to something positive."
OBJECTIVE = Tolerance(
    1e-9,
    "Weights are compared by their objective, as its minimum may be flat: ours at COINr's weights is COINr's value, "
    "a mean of squares or a sum of correlations, which rounding moves in its last digits.",
)
OPTIMUM = "Shown is by how much our optimum is worse than COINr's, which must be nothing; the weights may differ."
NEGATIVE = NotRun(
    "defect",
    "COINr reaches this target with a negative weight, which no index can publish. Independent check: "
    "tests/statistics/test_optimised_weights.py finds the closest point of the simplex and refuses the target as reached",
)
RANDOM = NotRun("random", "drawn by R's generator, which is not ours; the draws that a replay needs are exported apart")
SPEARMAN = NotRun(
    "choice",
    "Spearman's correlation moves in steps as weights change, so that its least squared gap is reached on whole stretches of "
    "weights and where a solver stops on them is chance (COINr asks for a tenth of its value). Ours optimises measures that "
    "are smooth in the weights (Paruolo, Saisana, Saltelli 2013, doi:10.1111/j.1467-985X.2012.01059.x). COINr's value at its "
    "own weights is compared: opt_balance_equal_L2_spearman_optim",
)
Groups = Callable[[Asem], dict[str, list[str]]]


def _pillars(asem: Asem) -> dict[str, list[str]]:
    return {str(node): list(codes) for node, codes in asem.lineage.groupby("Pillar").groups.items()}


def _sub_indices(asem: Asem) -> dict[str, list[str]]:
    return {node: [code for code in asem.nodes(2) if asem.tree.at[code, "Parent"] == node] for node in asem.nodes(3)}


def _all(asem: Asem) -> dict[str, list[str]]:
    return {"All": asem.codes}


def _variances(groups: Groups) -> Callable[[Asem], pd.DataFrame]:
    """Variance of every component of every group."""

    def call(asem: Asem) -> pd.DataFrame:
        tables = []
        for group, codes in groups(asem).items():
            found = components.principal_components(asem.scores[codes].to_numpy())
            columns = {
                "sdev": np.sqrt(found.eigenvalues),
                "eigenvalue": found.eigenvalues,
                "prop_var": found.shares,
                "cum_var": np.cumsum(found.shares),
            }
            tables.append(pd.DataFrame(columns).assign(group=group, PC=np.arange(1, len(codes) + 1)))
        return pd.concat(tables).set_index(["group", "PC"])

    return call


def _loadings(groups: Groups) -> Callable[[Asem], pd.DataFrame]:
    """The vectors, which COINr calls loadings."""

    def call(asem: Asem) -> pd.DataFrame:
        tables = []
        for group, codes in groups(asem).items():
            vectors = components.principal_components(asem.scores[codes].to_numpy()).vectors
            table = pd.DataFrame(vectors, index=pd.Index(codes, name="iCode"), columns=np.arange(1, len(codes) + 1))
            long = table.reset_index().melt(id_vars="iCode", var_name="PC", value_name="loading")
            tables.append(long.assign(group=group, PC=long["PC"].astype(int)))
        return pd.concat(tables).set_index(["group", "iCode", "PC"])

    return call


def _turned(theirs: pd.DataFrame) -> pd.DataFrame:
    """COINr's loadings, each component with a positive sum."""
    sums = theirs.groupby(["group", "PC"])["loading"].transform("sum")
    return theirs.assign(loading=theirs["loading"] * np.where(sums < 0, -1.0, 1.0))


def _first_vectors(groups: Groups) -> Callable[[Asem], pd.DataFrame]:
    """The metadata's weights with the first loadings in the place of one level's."""

    def call(asem: Asem) -> pd.DataFrame:
        weights = asem.tree[["Level", "Weight"]].astype(float)
        for codes in groups(asem).values():
            weights.loc[codes, "Weight"] = components.principal_components(asem.scores[codes].to_numpy()).vectors[:, 0]
        return weights

    return call


def _unsigned(theirs: pd.DataFrame) -> pd.DataFrame:
    return theirs.assign(Weight=theirs["Weight"].abs())


def _first(groups: Groups) -> Mapped:
    call = _first_vectors(groups)
    return Mapped(
        lambda asem: call(asem).abs(), theirs=_unsigned, note="The sign of a component is arbitrary: absolute weights."
    )


@dataclass(frozen=True)
class Case:
    """Scores of the components, COINr's weights of them in the index, its target, its value, and our groups."""

    codes: list[str]
    scores: FloatArray
    weights: FloatArray
    target: FloatArray
    value: float
    groups: optimised_weights.Groups | None


def _case(asem: Asem, name: str) -> Case:
    result = asem.table(f"opt_{name}_result").set_index("iCode")
    weights, groups = result["OptWeight"].to_numpy(), None
    if "_L2" in name:  # pillars: COINr scales the weights within each of two sub-indices of equal weight
        member = (asem.tree.loc[result.index, "Parent"] == "Sust").to_numpy().astype(np.int64)
        weights = 0.5 * weights / np.bincount(member, weights)[member]
        groups = optimised_weights.Groups(member=member, shares=np.array([0.5, 0.5]))
    return Case(
        codes=list(result.index),
        scores=asem.scores[result.index].to_numpy(),
        weights=weights,
        target=result["Desired"].to_numpy(dtype=float),
        value=float(asem.table(f"opt_{name}_optim")["value"].iloc[0]),
        groups=groups,
    )


def _objective(case: Case, kind: association.Kind = "pearson") -> float:
    """Ours at COINr's weights: the mean squared gap to the target, or the sum of the correlations."""
    if kind == "spearman":
        with_index = np.column_stack([case.scores, case.scores @ case.weights])
        r = association.correlation_matrix(with_index, kind=kind)[0][:-1, -1]
        return float(((r / r.sum() - case.target) ** 2).mean())
    if np.isnan(case.target).all():
        index = case.scores @ case.weights
        return float(sum(np.corrcoef(column, index)[0, 1] for column in case.scores.T))
    reached = optimised_weights.importance(case.scores, weights=case.weights, measure="correlation")
    return float(((reached - case.target) ** 2).mean())


def _values(asem: Asem, name: str) -> pd.DataFrame:
    return pd.DataFrame({"objective": [_objective(_case(asem, name))]})


def _worse_by(case: Case) -> float:
    if np.isnan(case.target).all():
        return max(0.0, -case.value - optimised_weights.most_correlated(case.scores, groups=case.groups).objective)
    found = optimised_weights.to_target(
        case.scores, target=case.target, measure="correlation", tolerance=OBJECTIVE.value, groups=case.groups
    )
    return max(0.0, found.objective - float(np.exp(case.value)))


def _optima(asem: Asem, name: str) -> pd.DataFrame:
    case = _case(asem, name)
    codes = pd.Index(case.codes, name="iCode")
    return pd.DataFrame({"Desired": case.target, "worse_by": _worse_by(case)}, index=codes)


def _optimised(name: str, *, optimum: bool = True) -> dict[str, Mapped]:
    """The objective at COINr's weights, and whether our optimum is as good."""
    infomax = name.startswith("infomax")
    scale = (lambda value: -value) if infomax else np.exp
    mapped = {
        f"opt_{name}_optim": Mapped(
            lambda asem: _values(asem, name),
            OBJECTIVE,
            theirs=lambda table: pd.DataFrame({"objective": scale(table["value"])}),
            note="COINr reports the logarithm of the mean squared gap, or minus the sum of the correlations.",
        )
    }
    if optimum:
        mapped[f"opt_{name}_result"] = Mapped(
            lambda asem: _optima(asem, name),
            OBJECTIVE,
            theirs=lambda table: table[["iCode", "Desired"]].assign(worse_by=0.0),
            note=OPTIMUM,
        )
    return mapped


STAGES = (
    Stage(
        "components",
        {
            "pca_Normalised_L1_variance": Mapped(_variances(_pillars)),
            "pca_Normalised_L1_loadings": Mapped(_loadings(_pillars), theirs=_turned, note=SIGNS),
            "pca_Normalised_L1_weights": _first(_pillars),
            "pca_Aggregated_L2_variance": Mapped(_variances(_sub_indices)),
            "pca_Aggregated_L2_loadings": Mapped(_loadings(_sub_indices), theirs=_turned, note=SIGNS),
            "pca_Aggregated_L2_weights": _first(_sub_indices),
            "pca_Normalised_L1_nogroups_variance": Mapped(_variances(_all)),
            "pca_Normalised_L1_nogroups_loadings": Mapped(_loadings(_all), theirs=_turned, note=SIGNS),
            "pca_Normalised_L1_nogroups_weights": _first(_all),
        },
    ),
    Stage(
        "weights",
        {"eff_weights_original": Mapped(lambda asem: coinr_steps.effective_weights(asem.tree))}
        | _optimised("balance_equal_L2")
        | _optimised("balance_equal_L2_tight", optimum=False)
        | _optimised("balance_equal_L3")
        | _optimised("balance_equal_L3_tight")
        | _optimised("balance_1_2_L3_tight", optimum=False)
        | _optimised("infomax_L2")
        | _optimised("infomax_L2_tight")
        | _optimised("infomax_L3")
        | _optimised("infomax_L3_tight")
        | {
            "opt_balance_equal_L2_spearman_optim": Mapped(
                lambda asem: pd.DataFrame(
                    {"objective": [_objective(_case(asem, "balance_equal_L2_spearman"), "spearman")]}
                ),
                OBJECTIVE,
                theirs=lambda table: pd.DataFrame({"objective": np.exp(table["value"])}),
                note="Spearman's correlations of the pillars with the index, at COINr's weights.",
            )
        },
        {
            "opt_balance_equal_L2_tight_result": NEGATIVE,
            "opt_balance_1_2_L3_tight_result": NEGATIVE,
            "opt_balance_equal_L2_spearman_result": SPEARMAN,
            "noisy_weights_seed42_100": RANDOM,
            "noisy_weights_stats_2000": RANDOM,
            "runif_seed42_first20": RANDOM,
        },
    ),
)
