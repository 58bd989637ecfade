"""The indicator sheet: everything that is known about an indicator in one row, with a proposal and its reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import matrix, proposals, year_on_year
from pipeline.framework.edition import Edition
from pipeline.statistics import association

TREATMENT = [
    "transformation",
    "skewness_raw",
    "kurtosis_raw",
    "skewness_treated",
    "kurtosis_treated",
    "margin_skewness",
    "margin_kurtosis",
]


@dataclass(frozen=True, eq=False)
class Earlier:
    """Tables of earlier chapters that the sheet reads."""

    values: pd.DataFrame
    denominators: pd.DataFrame
    imputed_cells: pd.DataFrame
    treatment: pd.DataFrame
    treated_cells: pd.DataFrame
    weights: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Coherence:
    """Tables of the chapter on coherence that the sheet puts together."""

    correlations: pd.DataFrame
    within: pd.DataFrame
    clusters: pd.DataFrame
    sizes: pd.DataFrame
    rounds: pd.DataFrame
    adequacy_items: pd.DataFrame
    flags: pd.DataFrame


def sheet(scores: pd.DataFrame, earlier: Earlier, found: Coherence, edition: Edition) -> pd.DataFrame:
    """A row for each indicator: ``indicator_sheet.csv``.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Returns
    -------
    ``data_year`` and ``oldest_year`` are the newest and oldest of its values, ``n`` the ranked units that have one;
    ``rest_*`` Pearson's rest-correlation with its parent, ``within_*`` the same within regions; ``best_other`` the other
    pillar that it goes with most; ``twin`` the indicator with the strongest correlation in either sense, near or not;
    ``size`` the first declared size (population), ``largest_size`` the one with the strongest correlation, both Pearson
    of untreated values; ``outcome_r`` Spearman's r of the score with the outcome of the regression; ``kmo`` its
    sampling adequacy in the smallest group that has one; ``round_*`` Spearman's r with its own round a year before;
    ``flags`` the names of `flags.FLAGS`, parted by blanks. ``proposal`` is keep, query or drop by the rule of
    `proposals.propose`: a proposal to be judged by people, never a decision.
    """
    codes, framework = edition.framework.indicator_codes, edition.framework
    table = pd.DataFrame({"code": codes, "parent": [framework.node(code).parent for code in codes]}).set_index("code")
    parts = [
        _weights(earlier.weights),
        _years(earlier.values, list(scores.index)),
        _sources(earlier.denominators, edition),
        earlier.treatment.set_index("code")[TREATMENT],
        _cells(earlier, list(scores.index)),
        _rounds(found.rounds),
        _rests(found.correlations, table["parent"], prefix="rest", count="n"),
        _rests(found.within, table["parent"], prefix="within", count="df"),
        _others(found.correlations),
        found.clusters.set_index("code")[["nearest", "r"]].rename(columns={"nearest": "twin", "r": "twin_r"}),
        _sizes(found.sizes, edition),
        _outcome(scores, earlier.values, edition),
        found.adequacy_items.dropna(subset="kmo").groupby("item")["kmo"].first().rename("kmo"),
    ]
    for part in parts:
        table = table.join(part)
    proposed = proposals.propose(found.flags, found.correlations, edition)
    for name in ("n_imputed", "n_treated", "n_structural_zeros", "n_earlier_years"):
        table[name] = table[name].fillna(0).astype(int)
    return table.join(proposed).reset_index()


def _weights(weights: pd.DataFrame) -> pd.DataFrame:
    return weights.set_index("code")[["share", "effective"]].rename(columns={"share": "weight"})


def _years(values: pd.DataFrame, units: list[str]) -> pd.DataFrame:
    present = values[values["unit_code"].isin(units) & values["value"].notna()].groupby("code")
    return pd.DataFrame(
        {"data_year": present["data_year"].max(), "oldest_year": present["data_year"].min(), "n": present.size()}
    )


def _sources(denominators: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    own = denominators.set_index("code")[["denominator"]]
    tables = {code: "; ".join(sorted(source.tables)) for code, source in edition.sources.indicators.items()}
    return own.assign(source=own.index.map(tables))


def _cells(earlier: Earlier, units: list[str]) -> pd.DataFrame:
    own = earlier.values[earlier.values["unit_code"].isin(units)]
    counted = {
        "n_imputed": earlier.imputed_cells,
        "n_treated": earlier.treated_cells,
        "n_structural_zeros": own[own["origin"] == "structural_zero"],
        "n_earlier_years": own[own["origin"] == "earlier_year"],
    }
    counts = {name: table["code"].value_counts() for name, table in counted.items()}
    return pd.DataFrame(counts)


def _rounds(rounds: pd.DataFrame) -> pd.DataFrame:
    own = year_on_year.latest(rounds).set_index("code")[["r", "low", "high", "n"]]
    return own.add_prefix("round_")


def _rests(correlations: pd.DataFrame, parents: pd.Series, *, prefix: str, count: str) -> pd.DataFrame:
    with_parent = correlations["with_code"] == correlations["code"].map(parents)
    own = correlations[with_parent & (correlations["kind"] == "pearson")].set_index("code")
    return own[["r", "low", "high", count]].add_prefix(f"{prefix}_")


def _others(correlations: pd.DataFrame) -> pd.DataFrame:
    named = correlations[(correlations["kind"] == "pearson") & correlations["best_other"].fillna("").ne("")]
    return named.set_index("code")[["best_other", "best_other_r"]]


def _sizes(sizes: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    columns = ["size", "size_r", "largest_size", "largest_size_r"]
    known = sizes.dropna(subset="r")
    if known.empty:
        return pd.DataFrame(columns=columns)
    first = edition.framework.sizes[0].code
    own = known[known["size"] == first].set_index("code")[["size", "r"]].rename(columns={"r": "size_r"})
    largest = known.assign(strength=known["r"].abs()).sort_values("strength", kind="stable").groupby("code").tail(1)
    largest = largest.set_index("code")[["size", "r"]].rename(columns={"size": "largest_size", "r": "largest_size_r"})
    return largest.join(own)[columns]


def _outcome(scores: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    code = edition.about.regression_outcome
    if not code:
        return pd.DataFrame(columns=["outcome", "outcome_r"])
    outcome = matrix.wide(values, [code], units=list(scores.index))[code].reindex(scores.index).to_numpy(dtype=float)
    codes = edition.framework.indicator_codes
    table = np.column_stack([outcome, scores[codes].to_numpy(dtype=float)])
    r = association.correlation_matrix(table, kind="spearman")[0][0, 1:]
    return pd.DataFrame({"outcome": code, "outcome_r": r}, index=codes)
