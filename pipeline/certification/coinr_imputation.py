"""COINr's Impute beside our imputation by columns, unit groups and rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem, numbered
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import imputation, simple_imputation
from pipeline.statistics.types import IntArray

AMELIA = NotRun("random", "made by the R package Amelia, not by COINr, from random draws that no other program repeats")


def _mean(asem: Asem) -> pd.DataFrame:
    return coinr_steps.like(asem.denominated, simple_imputation.mean(asem.denominated.to_numpy()).values)


def _median(asem: Asem) -> pd.DataFrame:
    return coinr_steps.like(asem.denominated, simple_imputation.median(asem.denominated.to_numpy()).values)


def _group_mean(asem: Asem, unit_group: str) -> pd.DataFrame:
    return coinr_steps.group_means(asem.denominated, numbered(asem.units[unit_group]))


def _group_median(asem: Asem, unit_group: str) -> pd.DataFrame:
    return group_medians(asem.denominated, numbered(asem.units[unit_group]))


def group_medians(values: pd.DataFrame, group: IntArray) -> pd.DataFrame:
    """Put the median of the unit's group where a value is missing."""
    return coinr_steps.like(values, imputation.median_by_group(values.to_numpy(dtype=float), group=group).values)


def _rows(values: pd.DataFrame, group: IntArray, direction: IntArray, *, normalise: bool) -> pd.DataFrame:
    found = simple_imputation.by_row(
        values.to_numpy(dtype=float),
        indicator_group=group,
        direction=direction,
        statistic="mean",
        normalise=normalise,
    )
    return coinr_steps.like(values, found.values)


def _row_means(asem: Asem, level: str, *, normalise: bool) -> pd.DataFrame:
    """Where nothing is normalised COINr averages goods and bads alike, as if every direction were 1."""
    direction = asem.direction(asem.codes)
    group = numbered(asem.lineage[level])
    return _rows(asem.denominated, group, direction if normalise else np.ones_like(direction), normalise=normalise)


def _vignette(asem: Asem) -> pd.DataFrame:
    """Ten rows of four indicators as the data set has them: ASEM_iData[37:46, 36:39]."""
    return asem.table("raw_ASEM_iData").iloc[36:46, 35:39].reset_index(drop=True).astype(float)


def _vignette_rows(asem: Asem, *, normalise: bool) -> pd.DataFrame:
    return _rows(_vignette(asem), np.zeros(4, dtype=np.int64), np.ones(4, dtype=np.int64), normalise=normalise)


STAGES = (
    Stage(
        "imputation",
        {
            "example_Imputed": Mapped(lambda asem: asem.imputed),
            "impute_i_mean": Mapped(_mean),
            "impute_col_norm_first": Mapped(
                _mean, note="A mean is the same whether or not the column is scaled before."
            ),
            "impute_i_median": Mapped(_median),
            "impute_row_i_mean_L2_norm": Mapped(lambda asem: _row_means(asem, "Pillar", normalise=True)),
            "impute_row_i_mean_L3_norm": Mapped(lambda asem: _row_means(asem, "Sub-index", normalise=True)),
            "impute_row_i_mean_all_norm": Mapped(lambda asem: _row_means(asem, "Index", normalise=True)),
            "impute_row_i_mean_nonorm": Mapped(lambda asem: _row_means(asem, "Pillar", normalise=False)),
            "impute_i_mean_grp_EurAsia_group": Mapped(lambda asem: _group_mean(asem, "EurAsia_group")),
            "impute_i_mean_grp_GDP_group": Mapped(lambda asem: _group_mean(asem, "GDP_group")),
            "impute_i_mean_grp_GDPpc_group": Mapped(lambda asem: _group_mean(asem, "GDPpc_group")),
            "impute_i_median_grp_EurAsia_group": Mapped(lambda asem: _group_median(asem, "EurAsia_group")),
            "impute_i_median_grp_GDPpc_group": Mapped(lambda asem: _group_median(asem, "GDPpc_group")),
            "impute_i_median_grp_Pop_group": Mapped(lambda asem: _group_median(asem, "Pop_group")),
            "impute_vignette_df1": Mapped(_vignette),
            "impute_vignette_df1_mean": Mapped(
                lambda asem: coinr_steps.like(
                    _vignette(asem), simple_imputation.mean(_vignette(asem).to_numpy()).values
                )
            ),
            "impute_vignette_df1_mediangrp": Mapped(
                lambda asem: group_medians(_vignette(asem), np.repeat([0, 1], 5).astype(np.int64))
            ),
            "impute_vignette_df1_row_nonorm": Mapped(lambda asem: _vignette_rows(asem, normalise=False)),
            "impute_vignette_df1_row_norm": Mapped(lambda asem: _vignette_rows(asem, normalise=True)),
        },
        {
            "impute_EM_Amelia_P2P_mu": AMELIA,
            "impute_EM_Amelia_P2P_cov": AMELIA,
            "impute_EM_Amelia_P2P_imputed": AMELIA,
            "impute_EM_Amelia_P2P_meanvar_50draws": AMELIA,
            "impute_none": NotRun(
                "error", "COINr stops with an error; ours does nothing, and that is a choice like others"
            ),
        },
    ),
)
