"""Figures of the chapter on coherence: does each indicator belong where it stands?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

VERDICT_COLOURS = {"clear": style.GOOD, "borderline": style.DOUBTFUL, "fail": style.POOR, "undefined": style.QUIET}
MARKERS = ("s", "^", "v", "P", "X")
PANELS_A_ROW = 3


@style.house
def rest_correlations(
    correlations: pd.DataFrame, framework: Hierarchy, *, low_correlation: float, kind: str = "pearson", language: str
) -> style.Chart:
    """Each node against its parent computed without it, with interval and threshold; ``kind`` pearson or spearman."""
    title = words.word("rest_correlations_title", language)
    frame = _with_parents(correlations, framework, kind)
    if frame.empty:
        return style.empty(title, words.word("empty_correlations", language))
    order = {node.code: place for place, node in enumerate(framework.tree)}
    frame = frame.assign(place=frame["code"].map(order)).sort_values(["with_code", "place"]).reset_index(drop=True)
    note = words.word("rest_correlations_note", language).format(
        limit=numbers.number(low_correlation, language=language), n=_range_of(frame["n"], language)
    )
    figure = style.chart(10.0, 2.2 + 0.25 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    axes.axvspan(-1.0, low_correlation, color="#fbeee6", zorder=0)
    axes.axvline(low_correlation, color=style.CONTRAST, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
    for row, item in frame.iterrows():
        _interval(axes, int(str(row)), item, VERDICT_COLOURS.get(item["verdict"], style.QUIET), language)
    _separate_groups(axes, list(frame["with_code"]))
    style.rows_axis(axes, [labels.node(framework, code, language, width=64) for code in frame["code"]])
    lowest = float(np.nanmin(frame[["r", "low"]].to_numpy(dtype=float), initial=0.0))
    axes.set_xlim(min(lowest - 0.05, -0.05), 1.02)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("rest_correlation", language))
    style.grid(axes)
    found = [name for name in VERDICT_COLOURS if name in set(frame["verdict"])]
    handles = [_dot("o", VERDICT_COLOURS[name], words.coded("verdict", name, language)) for name in found]
    style.legend_above(axes, handles)
    return figure


def _with_parents(correlations: pd.DataFrame, framework: Hierarchy, kind: str) -> pd.DataFrame:
    if correlations.empty:
        return correlations
    parents = correlations["code"].map({node.code: node.parent for node in framework.tree})
    return correlations[(correlations["kind"] == kind) & (correlations["with_code"] == parents)]


def _range_of(counts: pd.Series, language: str) -> str:
    low, high = (numbers.integer(value, language=language) for value in (counts.min(), counts.max()))
    return low if low == high else f"{low}–{high}"


def _interval(axes: Axes, row: int, item: pd.Series, colour: str, language: str) -> None:
    axes.hlines(row, item["low"], item["high"], color=colour, linewidth=2.2, alpha=0.55)
    axes.plot([item["r"]], [row], marker="o", color=colour, markersize=6)
    text = numbers.number(item["r"], language=language) or "–"
    axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)


def _separate_groups(axes: Axes, groups: list[str]) -> None:
    for row in range(1, len(groups)):
        if groups[row] != groups[row - 1]:
            axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)


def _dot(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=6.5, label=label)


@style.house
def scree(components: pd.DataFrame, framework: Hierarchy, *, eigenvalue_limit: float, language: str) -> style.Chart:
    """Eigenvalues of each group with those of random data (parallel analysis) and the Kaiser limit."""
    title = words.word("scree_title", language)
    if components.empty:
        return style.empty(title, words.word("empty_components", language))
    codes = [node.code for node in framework.nodes if node.code in set(components["code"])]
    across = min(PANELS_A_ROW, len(codes))
    rows = -(-len(codes) // across)
    size = max(3.7 * across, 6.5), 1.7 + 2.5 * rows
    figure = style.chart(*size, title=title, note=words.word("scree_note", language))
    panels = figure.subplots(rows, across, squeeze=False).ravel()
    for axes, code in zip(panels, codes, strict=False):
        own = components[components["code"] == code].sort_values("component")
        _scree(axes, own, eigenvalue_limit, language)
        axes.set_title(labels.wrap(labels.node(framework, code, language), 32), fontsize=9.0)
    for axes in panels[len(codes) :]:
        axes.set_axis_off()
    panels[0].legend(handles=_scree_legend(eigenvalue_limit, language), loc="upper right", fontsize=7.5)
    return figure


def _scree(axes: Axes, own: pd.DataFrame, limit: float, language: str) -> None:
    places, heights = own["component"].to_numpy(dtype=float), own["eigenvalue"].to_numpy(dtype=float)
    kept = own["kept"].fillna(False).astype(bool).to_numpy()
    axes.axhline(limit, color=style.QUIET, linewidth=1.0, linestyle=(0, (2, 2)))
    axes.plot(places, own["parallel"].to_numpy(dtype=float), color=style.CONTRAST, linewidth=1.3, linestyle=(0, (5, 2)))
    axes.plot(places, heights, color=style.ACCENT, linewidth=1.2)
    axes.scatter(places[kept], heights[kept], s=36, color=style.ACCENT, zorder=3)
    axes.scatter(places[~kept], heights[~kept], s=30, facecolor="white", edgecolor=style.ACCENT, zorder=3)
    axes.set_ylim(0.0, max(float(np.nanmax(heights)), limit) * 1.3)
    axes.set_xticks(places)
    axes.set_xlabel(words.word("component", language))
    axes.yaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    style.grid(axes, axis="y")


def _scree_legend(limit: float, language: str) -> list[Line2D]:
    kaiser = words.word("kaiser", language).format(limit=numbers.measured(limit, language=language))
    return [
        Line2D([], [], color=style.ACCENT, marker="o", label=words.word("eigenvalue", language)),
        Line2D([], [], color=style.CONTRAST, linestyle=(0, (5, 2)), label=words.word("parallel", language)),
        Line2D([], [], color=style.QUIET, linestyle=(0, (2, 2)), label=kaiser),
    ]


@style.house
def loadings(loadings: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Loadings of the items of each group on its components, group by group."""
    title = words.word("loadings_title", language)
    if loadings.empty:
        return style.empty(title, words.word("empty_components", language))
    order = {node.code: place for place, node in enumerate(framework.nodes)}
    table = loadings.pivot(index=["code", "item"], columns="component", values="loading").astype(float)
    table = table.loc[sorted(table.index, key=lambda pair: (order.get(pair[0], 0), order.get(pair[1], 0)))]
    size = 6.0 + 0.75 * table.shape[1], 2.2 + 0.26 * len(table)
    figure = style.chart(*size, title=title, note=words.word("loadings_note", language))
    axes = figure.add_subplot()
    image = axes.imshow(table.to_numpy(), cmap=style.DIVERGING, vmin=-1.0, vmax=1.0, aspect="auto")
    for (row, column), value in np.ndenumerate(table.to_numpy()):
        ink = "white" if abs(value) > 0.65 else style.INK
        text = numbers.number(value, language=language)
        axes.text(column, row, text, ha="center", va="center", fontsize=7.5, color=ink)
    groups = [str(pair[0]) for pair in table.index]
    style.rows_axis(axes, [labels.node(framework, str(pair[1]), language, width=64) for pair in table.index])
    axes.set_xticks(range(table.shape[1]), [str(component) for component in table.columns])
    axes.tick_params(length=0)
    axes.set_xlabel(words.word("component", language))
    _name_groups(axes, groups, table.shape[1], framework, language)
    bar = figure.colorbar(image, ax=axes, location="bottom", shrink=0.45, aspect=30, pad=0.02)
    bar.ax.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    bar.outline.set_visible(False)
    return figure


def _name_groups(axes: Axes, groups: list[str], width: int, framework: Hierarchy, language: str) -> None:
    for code in dict.fromkeys(groups):
        first, count = groups.index(code), groups.count(code)
        if first:
            axes.axhline(first - 0.5, color="white", linewidth=4.0)
        name = labels.wrap(labels.node(framework, code, language, width=60), 26)
        axes.text(width - 0.4, first + (count - 1) / 2, name, va="center", fontsize=8.0, color=style.MUTED)


@style.house
def pca_weights(pca_weights: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Weights that components would give, in grey, beside the nominal ones: a description, not importance."""
    title = words.word("pca_weights_title", language)
    if pca_weights.empty:
        return style.empty(title, words.word("empty_components", language))
    order = {node.code: place for place, node in enumerate(framework.nodes)}
    pairs = sorted(
        set(zip(pca_weights["code"], pca_weights["item"], strict=True)),
        key=lambda pair: (order.get(pair[0], 0), order.get(pair[1], 0)),
    )
    place = {pair: row for row, pair in enumerate(pairs)}
    figure = style.chart(10.0, 2.3 + 0.25 * len(pairs), title=title, note=words.word("pca_weights_note", language))
    axes = figure.add_subplot()
    variants = sorted(pca_weights["variant"].unique())
    for marker, variant in zip(MARKERS, variants, strict=False):
        own = pca_weights[pca_weights["variant"] == variant]
        rows = [place[pair] for pair in zip(own["code"], own["item"], strict=True)]
        axes.scatter(own["weight"], rows, marker=marker, s=34, color=style.QUIET, linewidth=0, zorder=2)
        axes.scatter(own["nominal"], rows, marker="|", s=110, color=style.INK, linewidth=2.0, zorder=3)
    _separate_groups(axes, [pair[0] for pair in pairs])
    style.rows_axis(axes, [labels.node(framework, item, language, width=64) for _, item in pairs])
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    axes.set_xlabel(words.word("weight_in_group", language))
    style.grid(axes)
    handles = [_dot("|", style.INK, words.word("nominal_weight", language))]
    handles += [
        _dot(marker, style.QUIET, words.coded("variant", variant, language))
        for marker, variant in zip(MARKERS, variants, strict=False)
    ]
    style.legend_above(axes, handles, columns=2)
    return figure
