"""COINr's get_corr, get_pvals, get_corr_flags and get_cronbach beside our association."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product

import numpy as np
import pandas as pd

from pipeline.certification.asem import Asem
from pipeline.certification.mapping import Mapped, Stage
from pipeline.statistics import association, correlation_tests, reliability
from pipeline.statistics.correlation_tests import Kind

SIGNIFICANT = 0.05
OWN_SCORES = (
    "Taken of COINr's own scores: TolMin holds values that differ in the last bit only (5.1 and 5.1000000000000005), and "
    "whether such units tie after min-max is a matter of its rounding."
)
PAIRWISE = (
    "COINr's choice for missing values is pairwise covariances; ours leaves incomplete units out, so the pairwise alphas "
    "of the raw values are left out. Without missing values both are the same."
)
Frame = Callable[[Asem], pd.DataFrame]


def _table(asem: Asem, which: str, kind: Kind) -> pd.DataFrame:
    """Raw values, turned or not, or the scores of every node: ours, or for rank statistics COINr's own."""
    match which:
        case "raw":
            return asem.raw
        case "turned":
            return asem.raw * asem.direction(asem.codes)
    return asem.scores if kind == "pearson" else asem.theirs("example_Aggregated")


def _matrix(asem: Asem, which: str, kind: Kind) -> pd.DataFrame:
    """Correlations of all columns; Pearson and Spearman by the function that the chapters call."""
    if kind == "kendall":
        return _tests(asem, which, kind)[0]
    table = _table(asem, which, kind)
    r = asem.once(which, kind, make=lambda: association.correlation_matrix(table.to_numpy(), kind=kind)[0])
    return pd.DataFrame(r, index=table.columns, columns=table.columns)


def _tests(asem: Asem, which: str, kind: Kind) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Correlations and their p-values."""
    table = _table(asem, which, kind)
    made = asem.once(which, kind, "test", make=lambda: correlation_tests.correlation_tests(table.to_numpy(), kind=kind))
    labels = {"index": table.columns, "columns": table.columns}
    return pd.DataFrame(made.r, **labels), pd.DataFrame(made.p_values, **labels)


def _long(matrix: pd.DataFrame, first: list[str], second: list[str]) -> pd.DataFrame:
    pairs = pd.MultiIndex.from_product([first, second], names=["Var1", "Var2"])
    return pd.DataFrame({"Correlation": matrix.loc[first, second].to_numpy().ravel()}, index=pairs)


def _all_pairs(which: str, kind: Kind = "pearson") -> Frame:
    """Every indicator with every other."""
    return lambda asem: _long(_matrix(asem, which, kind), asem.codes, asem.codes)


def _across(kind: Kind, above: int, below: int) -> Frame:
    """The scores of one level with those of another."""
    return lambda asem: _long(_matrix(asem, "scores", kind), asem.nodes(above), asem.nodes(below))


def _significant(kind: Kind, above: int, below: int) -> Frame:
    """The same; blank where the p-value is above the limit."""

    def call(asem: Asem) -> pd.DataFrame:
        p_values = _tests(asem, "scores", kind)[1]
        matrix = _matrix(asem, "scores", kind).where(p_values <= SIGNIFICANT)
        return _long(matrix, asem.nodes(above), asem.nodes(below))

    return call


def _p_values(kind: Kind) -> Frame:
    """P-values of all pairs of raw indicators."""
    return lambda asem: _tests(asem, "raw", kind)[1].rename_axis("row")


def _family(kind: Kind) -> Frame:
    """Each indicator of Sust with its own pillar, sub-index and index."""

    def call(asem: Asem) -> pd.DataFrame:
        lineage, matrix = asem.lineage[asem.lineage["Sub-index"] == "Sust"], _matrix(asem, "scores", kind)
        pairs = pd.MultiIndex.from_product([list(lineage), lineage.index], names=["Var1", "Var2"])
        return pd.DataFrame({"Correlation": [matrix.at[code, lineage.at[code, level]] for level, code in pairs]}, pairs)

    return call


def _members(asem: Asem, level: str) -> dict[str, list[str]]:
    return {str(node): list(codes) for node, codes in asem.lineage.groupby(level).groups.items()}


def _in_pillars(asem: Asem) -> pd.DataFrame:
    matrix = _matrix(asem, "scores", "pearson")
    return pd.concat([_long(matrix, members, members) for members in _members(asem, "Pillar").values()])


def _environ(asem: Asem) -> pd.DataFrame:
    members = _members(asem, "Pillar")["Environ"]
    return _matrix(asem, "raw", "pearson").loc[members, members].rename_axis("row")


def _flags(level: str, limit: float, kind: Kind) -> Frame:
    """Pairs of the same group beyond a limit, each once, in the order of the alphabet."""

    def call(asem: Asem) -> pd.DataFrame:
        matrix = _matrix(asem, "scores", kind)
        rows: dict[tuple[str, str, str], float] = {}
        for group, members in _members(asem, level).items():
            for one, other in combinations(sorted(members), 2):
                r = matrix.at[one, other]
                if r > limit if limit > 0 else r < limit:
                    rows[group, one, other] = r
        pairs = pd.MultiIndex.from_tuples(rows, names=["Group", "Ind1", "Ind2"])
        return pd.DataFrame({"Corr": list(rows.values())}, index=pairs)

    return call


def _sorted_pairs(theirs: pd.DataFrame) -> pd.DataFrame:
    """COINr's flags with the two indicators of a pair in the order of the alphabet."""
    pairs = np.sort(theirs[["Ind1", "Ind2"]].to_numpy(dtype=str), axis=1)
    return theirs.assign(Ind1=pairs[:, 0], Ind2=pairs[:, 1])


def _alphas(asem: Asem) -> pd.DataFrame:
    """Alphas of the indicators below every node, of three tables, by both rules for missing values."""
    tables = {"Raw": asem.raw, "Treated": asem.treated, "Normalised": asem.normalised}
    groups = _members(asem, "Pillar") | _members(asem, "Sub-index") | _members(asem, "Index")
    rows: dict[tuple[str, str, str, int], float] = {}
    for (name, values), (group, members) in product(tables.items(), groups.items()):
        found = reliability.cronbach_alpha(
            values[members].to_numpy(), confidence=0.9, n_resamples=1, rng=np.random.default_rng(0)
        )
        rules = ("complete.obs",) if name == "Raw" else ("complete.obs", "pairwise.complete.obs")
        rows |= {(name, rule, group, 1): found.alpha for rule in rules}
    pairs = pd.MultiIndex.from_tuples(rows, names=["dset", "use", "group", "Level"])
    return pd.DataFrame({"alpha": list(rows.values())}, index=pairs)


def _own(kind: Kind, call: Frame) -> Mapped:
    return Mapped(call, note="" if kind == "pearson" else OWN_SCORES)


def _levels(kind: Kind, above: int, below: int) -> Mapped:
    return _own(kind, _across(kind, above, below))


def _flagged(level: str, limit: float, kind: Kind = "pearson") -> Mapped:
    return Mapped(_flags(level, limit, kind), theirs=_sorted_pairs, note="" if kind == "pearson" else OWN_SCORES)


def _of_kind(kind: Kind) -> dict[str, Mapped]:
    """The tables that COINr has for every kind of correlation."""
    return {
        f"corr_{kind}_L1L1": _levels(kind, 1, 1),
        f"corr_{kind}_L1L2": _levels(kind, 2, 1),
        f"corr_{kind}_L1L4": _levels(kind, 4, 1),
        f"corr_{kind}_L2L3": _levels(kind, 3, 2),
        f"corr_{kind}_L3L3": _levels(kind, 3, 3),
        f"corr_{kind}_L4L4": _levels(kind, 4, 4),
        f"corr_{kind}_L2L4_withparent": _levels(kind, 4, 2),
        f"corr_{kind}_L1_pval05": _own(kind, _significant(kind, 1, 1)),
        f"corr_{kind}_rawNA_L1": Mapped(_all_pairs("raw", kind)),
        f"pvals_{kind}_Raw": Mapped(_p_values(kind)),
    }


STAGES = (
    Stage(
        "association",
        _of_kind("pearson")
        | _of_kind("spearman")
        | _of_kind("kendall")
        | {
            "corr_pearson_L1L3": _levels("pearson", 3, 1),
            "corr_spearman_L1L3": _levels("spearman", 3, 1),
            "corr_pearson_L2L2": _levels("pearson", 2, 2),
            "corr_kendall_L2L2": _levels("kendall", 2, 2),
            "corr_spearman_family_Sust": _own("spearman", _family("spearman")),
            "corr_kendall_family_Sust": _own("kendall", _family("kendall")),
            "corr_pearson_L1_grouplev2": Mapped(_in_pillars),
            "corr_pearson_Environ_wide": Mapped(_environ),
            "corr_pearson_Raw_use_directions": Mapped(_all_pairs("turned")),
            "corr_pearson_default_pval": Mapped(_significant("pearson", 2, 1)),
            "corr_flags_high_0p75_g2": _flagged("Pillar", 0.75),
            "corr_flags_high_0p75_g3": _flagged("Sub-index", 0.75),
            "corr_flags_high_0p5_g2": _flagged("Pillar", 0.5),
            "corr_flags_high_0p5_g3": _flagged("Sub-index", 0.5),
            "corr_flags_low_m0p5_g2": _flagged("Pillar", -0.5),
            "corr_flags_low_m0p5_g3": _flagged("Sub-index", -0.5),
            "corr_flags_spearman": _flagged("Pillar", 0.7, "spearman"),
        },
    ),
    Stage("reliability", {"cronbach_all": Mapped(_alphas, partial=PAIRWISE)}),
)
