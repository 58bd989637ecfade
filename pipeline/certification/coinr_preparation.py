"""COINr's new_coin, Denominate, Screen and get_data_avail beside our denomination and screening."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import SIZES, Asem
from pipeline.certification.comparison import EXACT
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import denomination, screening, zero_screening

BY_HAND = {"Goods": ("GDP", 1.0), "Flights": ("Population", 1000.0), "LPI": ("Area", 0.5)}
SHARE, NONZERO_SHARE = 2 / 3, 0.05  # COINr's defaults


def _weights(asem: Asem) -> pd.DataFrame:
    return asem.tree[["Level", "Weight"]]


def _denominated_by_hand(asem: Asem) -> pd.DataFrame:
    world = asem.table("raw_WorldDenoms").set_index("uCode").loc[asem.raw.index]
    columns = {
        code: coinr_steps.denominated(asem.raw[[code]], world[[size]], pd.Series([size]), factor)[code]
        for code, (size, factor) in BY_HAND.items()
    }
    return pd.DataFrame(columns)


def _multiplied(asem: Asem) -> pd.DataFrame:
    """To multiply by a size is to divide by its reciprocal."""
    values = asem.raw.copy()
    for code, (size, factor) in BY_HAND.items():
        reciprocal = 1.0 / asem.units[[size]].astype(float)
        values[code] = coinr_steps.denominated(values[[code]], reciprocal, pd.Series([size]), 1.0 / factor)[code]
    return values


def summary(
    table: pd.DataFrame, *, share: float = SHARE, nonzero: float = NONZERO_SHARE, rule: str = "data"
) -> pd.DataFrame:
    """Counts, shares and flags of every unit, in COINr's columns."""
    values = table.to_numpy()
    k, present, useful = values.shape[1], screening.available(values), zero_screening.available(values)
    complete = present >= screening.required(k, share=share)
    enough = zero_screening.enough(values, share=nonzero)
    included = {"data": complete, "zeros": enough, "both": complete & enough}[rule]
    counts = {"N_missing": k - present, "N_zero": present - useful, "N_miss_or_zero": k - useful}
    shares = {"Dat_Avail": present / k, "Non_Zero": useful / present}
    flags = {"LowData": ~complete, "LowNonZero": ~enough, "LowDatOrZeroFlag": ~(complete & enough)}
    return pd.DataFrame(counts | shares | flags | {"Included": included}, index=table.index)


def _forced(asem: Asem) -> pd.DataFrame:
    table = summary(asem.raw, share=0.95)
    for unit, included in {"AUS": False, "BRN": True, "BEL": False}.items():
        table.loc[unit, "Included"] = included
    return table


def _removed(asem: Asem, share: float) -> pd.DataFrame:
    included = summary(asem.raw, share=share)["Included"]
    return pd.DataFrame(index=included.index[~included])


def _kept(asem: Asem, share: float) -> pd.DataFrame:
    return asem.raw[summary(asem.raw, share=share)["Included"]]


def _availability(asem: Asem) -> pd.DataFrame:
    return summary(asem.raw).iloc[:, :5]


def _availability_by_node(asem: Asem) -> pd.DataFrame:
    shares = {}
    for level in asem.lineage:
        for node, members in asem.lineage.groupby(level).groups.items():
            values = asem.raw[list(members)].to_numpy()
            shares[node] = screening.available(values) / len(members)
    return pd.DataFrame(shares, index=asem.raw.index)


def _size_correlations(asem: Asem, values: pd.DataFrame, kind: str) -> pd.DataFrame:
    sizes = asem.units[SIZES].to_numpy(dtype=float)
    r = denomination.size_correlations(values.to_numpy(), sizes=sizes, kind=kind)  # type: ignore[arg-type]
    pairs = pd.MultiIndex.from_product([values.columns, SIZES], names=["Ind", "Denom"])
    return pd.DataFrame({"Corr": r.ravel()}, index=pairs)


def _grown(asem: Asem, limit: float) -> pd.DataFrame:
    table = _size_correlations(asem, asem.raw, "pearson")
    r = table["Corr"].to_numpy().reshape(-1, len(SIZES))
    flags = denomination.grows_with_size(r, denominator=np.full(len(r), -1), limit=limit)
    return table[flags.ravel()]


STAGE_NEW = Stage(
    "new_coin",
    {
        "newcoin_Raw": Mapped(lambda asem: asem.raw),
        "newcoin_exclude_Raw": Mapped(lambda asem: asem.raw.drop(columns=["LPI", "Flights"])),
        "newcoin_Lineage": Mapped(lambda asem: asem.lineage, EXACT),
        "newcoin_Weights_Original": Mapped(_weights),
    },
    {
        name: NotRun("input", "a raw table that every other comparison starts from")
        for name in ("raw_ASEM_iData", "raw_ASEM_iMeta", "raw_ASEM_iData_p", "raw_WorldDenoms")
    }
    | {
        name: NotRun("input", "the raw metadata in another order: nothing is computed")
        for name in ("newcoin_Meta_Ind", "newcoin_Meta_Unit")
    }
    | {"custom_coin": NotRun("input", "COINr applies a function of the user's own; no step of the method is involved")},
)
STAGE_DENOMINATION = Stage(
    "denomination",
    {
        "denominate_default": Mapped(lambda asem: asem.denominated),
        "example_Denominated": Mapped(lambda asem: asem.denominated),
        "denominate_df_scale": Mapped(_denominated_by_hand),
        "denominate_f_mult": Mapped(_multiplied),
        "denom_corr_Raw_0": Mapped(lambda asem: _size_correlations(asem, asem.raw, "pearson")),
        "denom_corr_Denominated_0": Mapped(lambda asem: _size_correlations(asem, asem.denominated, "spearman")),
        "denom_corr_Raw_0p7": Mapped(lambda asem: _grown(asem, 0.7)),
    },
)
STAGE_SCREENING = Stage(
    "screening",
    {
        "example_Screened": Mapped(lambda asem: asem.imputed),
        "example_Screened_DataSummary": Mapped(lambda asem: summary(asem.imputed)),
        "screen_byNA_0p7_summary": Mapped(lambda asem: summary(asem.raw, share=0.7)),
        "screen_byNA_0p9_summary": Mapped(lambda asem: summary(asem.raw, share=0.9)),
        "screen_byNA_0p95_summary": Mapped(lambda asem: summary(asem.raw, share=0.95)),
        "screen_byzeros_0p95_summary": Mapped(lambda asem: summary(asem.raw, nonzero=0.95, rule="zeros")),
        "screen_byNAandzeros_summary": Mapped(lambda asem: summary(asem.raw, share=0.9, nonzero=0.95, rule="both")),
        "screen_force_summary": Mapped(_forced),
        "screen_byNA_0p7_removed": Mapped(lambda asem: _removed(asem, 0.7), EXACT),
        "screen_byNA_0p9_removed": Mapped(lambda asem: _removed(asem, 0.9), EXACT),
        "screen_byNA_0p95_removed": Mapped(lambda asem: _removed(asem, 0.95), EXACT),
        "screen_byNA_default_removed": Mapped(lambda asem: _removed(asem, SHARE), EXACT),
        "screen_byNA_0p9_data": Mapped(lambda asem: _kept(asem, 0.9)),
        "data_avail_summary": Mapped(_availability),
        "data_avail_bygroup": Mapped(_availability_by_node),
    },
)
STAGES = (STAGE_NEW, STAGE_DENOMINATION, STAGE_SCREENING)
