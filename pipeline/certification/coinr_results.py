"""COINr's result tables beside ours: scores and ranks in order, unit summaries, strengths and weaknesses, statistics."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.comparison import EXACT, Tolerance
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import observed, ranking, screening, treatment, zero_screening

LEAST_SHARE, LEAST_NONZERO, LEAST_UNIQUE = (
    0.65,
    0.5,
    0.5,
)  # COINr's thresholds of availability, of values other than 0, of unique values
FIGURES = 3
LAST_BIT = (
    "TolMin holds values that differ in the last bit only (5.1 and 5.1000000000000005): whether such units tie after "
    "min-max is a matter of its rounding, so COINr's own scores are ranked."
)
ROUNDED = Tolerance(0.0, "Both are rounded to two decimals, which leaves the same number or another.")


def _aggregates(asem: Asem) -> list[str]:
    return asem.tree.index[asem.tree["Level"] > 1].tolist()


def _scores(asem: Asem, codes: list[str]) -> pd.DataFrame:
    """Scores with the rank of the index, as get_results shows them."""
    return asem.scores[codes].assign(Rank=asem.ranks["Index"])


def _rounded(asem: Asem) -> pd.DataFrame:
    return _scores(asem, ["Index"]).assign(Index=[round(score, 2) for score in asem.scores["Index"]])


def _places_in_group(asem: Asem) -> pd.DataFrame:
    codes = _aggregates(asem)
    places = in_groups(asem.scores[codes], asem.units["EurAsia_group"])
    return places.assign(EurAsia_group=asem.units["EurAsia_group"])


def in_groups(values: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Places of every column among the units of the same group."""
    return pd.concat([coinr_steps.ranked(own) for _, own in values.groupby(group)]).loc[values.index]


def _with_raw_indicators(asem: Asem) -> pd.DataFrame:
    scores = asem.scores[_aggregates(asem)].assign(uName=asem.units["uName"])
    return scores.assign(Rank=asem.ranks["Sust"]).join(asem.raw)


def _raw_places_in_group(asem: Asem) -> pd.DataFrame:
    group = asem.units["GDP_group"]
    return in_groups(asem.raw, group).assign(GDP_group=group)


def _unit_summary(asem: Asem, unit: str) -> pd.DataFrame:
    codes = _aggregates(asem)
    return pd.DataFrame(
        {
            "Name": asem.tree.loc[codes, "iName"],
            "Score": asem.scores.loc[unit, codes],
            "Rank": asem.ranks.loc[unit, codes],
        },
        index=pd.Index(codes, name="Code"),
    )


def _ends(asem: Asem, unit: str, *, count: int, unit_group: str = "", unique: float = 0.0) -> pd.DataFrame:
    """Places of the unit's raw values, the best and the last, ties by parent; a last place is no weakness to COINr."""
    turned = asem.raw * asem.direction(asem.codes)
    turned = turned.loc[:, turned.nunique() / turned.notna().sum() > unique]
    places = in_groups(turned, asem.units[unit_group]) if unit_group else coinr_steps.ranked(turned)
    among = places[asem.units[unit_group] == asem.units.at[unit, unit_group]] if unit_group else places
    by_parent = asem.tree.loc[turned.columns, "Parent"].sort_values(kind="stable").index
    own = places.loc[unit, by_parent].dropna().sort_values(kind="stable")
    if count < 0:
        own = own[own < among.max()[own.index]]
    chosen = own.iloc[:count] if count > 0 else own.iloc[count:]
    value = asem.raw.loc[unit, chosen.index]
    return pd.DataFrame(
        {
            "Name": asem.tree.loc[chosen.index, "iName"],
            "Pillar": asem.tree.loc[chosen.index, "Parent"],
            "Rank": chosen,
            "Value": value if not unit_group else [float(f"{number:.{FIGURES}g}") for number in value],
            "Unit": asem.tree.loc[chosen.index, "Unit"],
        }
    ).rename_axis("Code")


def statistics(table: pd.DataFrame) -> pd.DataFrame:
    """COINr's get_stats: moments, counts, shares and flags of every column."""
    values = table.to_numpy(dtype=float)
    n, present, useful = len(values), screening.available(values.T), zero_screening.available(values.T)
    unique = table.nunique().to_numpy()
    same = np.array([table[code].value_counts().max() for code in table])
    counts = {"N.Avail": present, "N.NonZero": useful, "N.Unique": unique, "N.Same": same}
    shares = {
        "Frc.Avail": present / n,
        "Frc.NonZero": useful / present,
        "Frc.Unique": unique / present,
        "Frc.Same": same / present,
    }
    moments = {
        "Min": np.fmin.reduce(values, axis=0),
        "Max": np.fmax.reduce(values, axis=0),
        "Mean": observed.mean(values).ravel(),
        "Median": observed.median(values).ravel(),
        "Std": observed.sd(values).ravel(),
        "Skew": treatment.skewness(values),
        "Kurt": treatment.kurtosis(values),
    }
    return pd.DataFrame(moments | counts | shares, index=table.columns.rename("iCode"))


def flagged(table: pd.DataFrame) -> pd.DataFrame:
    found = statistics(table)
    flags = {
        "Flag.Avail": np.where(found["Frc.Avail"] < LEAST_SHARE, "LOW", "ok"),
        "Flag.NonZero": np.where(found["Frc.NonZero"] < LEAST_NONZERO, "LOW", "ok"),
        "Flag.Unique": np.where(found["Frc.Unique"] < LEAST_UNIQUE, "LOW", "ok"),
        "Flag.SkewKurt": np.where(coinr_steps.outlying(table.to_numpy(dtype=float)), "OUT", "ok"),
    }
    return found.assign(**flags)


def _raw_places(asem: Asem) -> pd.DataFrame:
    return coinr_steps.like(asem.raw, ranking.rank(asem.raw.to_numpy().T, ties="min").T)


def _summary(unit: str) -> Mapped:
    return Mapped(lambda asem: _unit_summary(asem, unit))


def _five(unit: str, count: int) -> Mapped:
    return Mapped(lambda asem: _ends(asem, unit, count=count))


def _eight(count: int) -> Mapped:
    return Mapped(lambda asem: _ends(asem, "ESP", count=count, unit_group="EurAsia_group", unique=0.2))


STAGES = (
    Stage(
        "results",
        {
            "results_Summ_scores": Mapped(lambda asem: _scores(asem, ["Index"])),
            "results_Summ_ranks": Mapped(lambda asem: asem.ranks[["Index"]], EXACT),
            "results_Summ_scores_round2": Mapped(_rounded, ROUNDED),
            "results_Aggs_scores": Mapped(lambda asem: _scores(asem, _aggregates(asem))),
            "results_Aggs_ranks": Mapped(lambda asem: asem.ranks[_aggregates(asem)], EXACT),
            "results_Aggs_groupranks_EurAsia_group": Mapped(_places_in_group, EXACT),
            "results_Full_scores": Mapped(lambda asem: _scores(asem, list(asem.scores))),
            "results_Full_ranks": Mapped(
                lambda asem: coinr_steps.ranked(asem.theirs("example_Aggregated")), EXACT, note=LAST_BIT
            ),
            "results_Full_scores_rawind": Mapped(_with_raw_indicators),
            "rank_df_Raw": Mapped(_raw_places, EXACT),
            "rank_df_Raw_bygroup": Mapped(_raw_places_in_group, EXACT),
            "unit_summary_IND": _summary("IND"),
            "unit_summary_ESP": _summary("ESP"),
            "unit_summary_SGP": _summary("SGP"),
            "str_weak_IND_S": _five("IND", 5),
            "str_weak_IND_W": _five("IND", -5),
            "str_weak_ESP_S": _five("ESP", 5),
            "str_weak_ESP_W": _five("ESP", -5),
            "str_weak_ESP_grp_S": _eight(8),
            "str_weak_ESP_grp_W": _eight(-8),
            "stats_Raw": Mapped(lambda asem: flagged(asem.raw)),
            "stats_Treated": Mapped(lambda asem: flagged(asem.treated)),
            "stats_Aggregated": Mapped(lambda asem: flagged(asem.scores)),
        },
        {
            "str_weak_report_level3_BUG": NotRun(
                "error", "COINr stops: it takes the levels from the indicators only, and refuses every higher one"
            )
        },
    ),
)
