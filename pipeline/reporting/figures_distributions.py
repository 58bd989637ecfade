"""How every indicator is spread over the units, side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

PANELS_A_ROW = 4
BINS = 14


@style.house
def indicator_distributions(values: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """A histogram of each indicator in its own unit of measure, with the median and the lowest and highest value.

    Parameters
    ----------
    values : ``values.csv``; what is missing is counted in the panel's heading.
    """
    title = words.word("indicator_distributions_title", language)
    if values.empty:
        return style.empty(title, words.word("empty_values", language))
    table = labels.wide(
        values, "value", units=sorted(values["unit_code"].unique()), codes=[node.code for node in framework.indicators]
    )
    rows = -(-len(framework.indicators) // PANELS_A_ROW)
    note = words.word("indicator_distributions_note", language).format(n=len(table))
    figure = style.chart(11.5, 1.4 + 1.55 * rows, title=title, note=note)
    panels = figure.subplots(rows, PANELS_A_ROW, squeeze=False).ravel()
    for axes, node in zip(panels, framework.indicators, strict=False):
        _panel(axes, table[node.code], language)
        name = labels.shorten(labels.node(framework, node.code, language), 62)
        axes.set_title(labels.wrap(name, 33), fontsize=7.6)
        axes.set_xlabel(labels.shorten(labels.measure(node, language), 40), fontsize=7.0, color=style.MUTED)
    for axes in panels[len(framework.indicators) :]:
        axes.set_axis_off()
    return figure


def _panel(axes: Axes, column: pd.Series, language: str) -> None:
    own = column.dropna().to_numpy(dtype=float)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    if not len(own):
        axes.set_xticks([])
        axes.text(0.5, 0.5, words.word("empty_values", language), ha="center", va="center", transform=axes.transAxes)
        return
    axes.hist(own, bins=BINS, color=style.QUIET, edgecolor="white", linewidth=0.4)
    axes.axvline(float(np.median(own)), color=style.CONTRAST, linewidth=1.4)
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.tick_params(axis="x", labelsize=6.8)
    absent = len(column) - len(own)
    if absent:
        said = words.word("indicator_distributions_missing", language).format(n=absent)
        axes.text(0.99, 0.97, said, transform=axes.transAxes, ha="right", va="top", fontsize=6.8, color=style.MUTED)
