"""Carry COINr's figures from the folder in which R wrote them: ``python carry.py FOLDER``.

Only the files that a test reads are carried, byte for byte.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

FIGURES = (
    "imputed_median_region.csv",
    "treated_gii.csv",
    "norm_minmax_0_100.csv",
    "agg_minmax_0_100_a_amean.csv",
    "ranks_minmax_0_100_a_amean.csv",
    "cronbach.csv",
    "effective_weights.csv",
    "corr_pearson_L1L1.csv",
)


def carry(folder: Path, to: Path) -> list[Path]:
    """Copy every figure; raise FileNotFoundError for the first that is not there."""
    return [Path(shutil.copyfile(folder / name, to / name)) for name in FIGURES]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the figures lie")
    for path in carry(parser.parse_args().folder, Path(__file__).parent):
        print(path.name)
