"""Carry COINr's figures from the folder in which R wrote them: ``python carry.py FOLDER``.

Every table of results is carried, byte for byte; what the calls were made with lies in the project already.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

FIGURES = (
    "imputed_median_region.csv",
    "agg_minmax_0_100_a_amean.csv",
    "agg_minmax_1_100_a_amean.csv",
    "agg_minmax_1_100_a_gmean.csv",
    "agg_n_borda_a_amean.csv",
    "agg_n_prank_a_amean.csv",
    "agg_n_rank_a_amean.csv",
    "agg_n_zscore_a_amean.csv",
    "corr_pearson_L1L1.csv",
    "corr_pearson_L1L2.csv",
    "corr_pearson_L1L3.csv",
    "corr_pearson_L1L5.csv",
    "corr_pearson_L3L3.csv",
    "corr_pearson_L3L5.csv",
    "corr_spearman_L1L1.csv",
    "corr_spearman_L1L2.csv",
    "corr_spearman_L1L3.csv",
    "corr_spearman_L1L5.csv",
    "corr_spearman_L3L3.csv",
    "corr_spearman_L3L5.csv",
    "cronbach.csv",
    "effective_weights.csv",
    "norm_minmax_0_100.csv",
    "norm_minmax_1_100.csv",
    "norm_n_borda.csv",
    "norm_n_prank.csv",
    "norm_n_rank.csv",
    "norm_n_zscore.csv",
    "pca_L1_variance.csv",
    "pca_L1_weights.csv",
    "pca_L3_variance.csv",
    "pca_L3_weights.csv",
    "ranks_minmax_0_100_a_amean.csv",
    "ranks_minmax_1_100_a_amean.csv",
    "ranks_minmax_1_100_a_gmean.csv",
    "screen_summary.csv",
    "stats_raw.csv",
    "stats_treated.csv",
    "treated_gii.csv",
    "treated_gii_details.csv",
    "treated_gii_points.csv",
)


def carry(folder: Path, to: Path) -> list[Path]:
    """Copy every figure; raise FileNotFoundError for the first that is not there."""
    return [Path(shutil.copyfile(folder / name, to / name)) for name in FIGURES]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the figures lie")
    for path in carry(parser.parse_args().folder, Path(__file__).parent):
        print(path.name)
