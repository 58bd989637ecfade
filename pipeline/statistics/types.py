"""The kinds of array that the statistics take and give."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
RankArray = NDArray[np.float32]
"""Ranks of many replicates: whole and half places, exact in single precision at half the memory."""
