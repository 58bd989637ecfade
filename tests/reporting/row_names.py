"""The names beside a chart's rows, as they stand in it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.text import Text


def row_names(axes: Axes) -> list[Text]:
    return [text for text in axes.texts if text.get_position()[0] == 0.0 and text.get_va() == "center_baseline"]
