"""Figures of components and factors: how many there are, what loads on them, and weights read off them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words

MARKERS = ("s", "^", "v", "P", "X")
PANELS_A_ROW = 3
APART = 0.26  # of a row: between the variants of weights


@style.house
def scree(components: pd.DataFrame, framework: Hierarchy, *, eigenvalue_limit: float, language: str) -> style.Chart:
    """Eigenvalues of each group with those of random data (parallel analysis) and the Kaiser limit."""
    title = words.word("scree_title", language)
    if components.empty:
        return style.empty(title, words.word("empty_components", language))
    groups = _groups(components, framework)
    across = min(PANELS_A_ROW, len(groups))
    rows = -(-len(groups) // across)
    size = max(3.7 * across, 6.5), 1.7 + 2.5 * rows
    figure = style.chart(*size, title=title, note=words.word("scree_note", language))
    panels = figure.subplots(rows, across, squeeze=False).ravel()
    for axes, (code, level) in zip(panels, groups, strict=False):
        own = components[(components["code"] == code) & (components["level"] == level)].sort_values("component")
        _scree(axes, own, eigenvalue_limit, language)
        axes.set_title(labels.wrap(labels.group(framework, code, level, language), 32), fontsize=9.0)
    for axes in panels[len(groups) :]:
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
    axes.set_xticks(places if len(places) <= 12 else places[:: len(places) // 7])
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


def _groups(table: pd.DataFrame, framework: Hierarchy) -> list[tuple[str, int]]:
    """Groups in the order of the framework, the widest level of a node first."""
    order = {node.code: place for place, node in enumerate(framework.nodes)}
    found = {(str(code), int(level)) for code, level in zip(table["code"], table["level"], strict=True)}
    return sorted(found, key=lambda group: (order.get(group[0], 0), -group[1]))


@style.house
def loadings(rotated: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Loadings of the items of each group after varimax, with their bootstrap intervals."""
    title = words.word("rotated_title", language)
    own = rotated if rotated.empty else rotated[rotated["method"] == "components"]
    if own.empty:
        return style.empty(title, words.word("empty_components", language))
    rows: list[tuple[tuple[str, int], str]] = []
    for group in _groups(own, framework):
        mine = own[(own["code"] == group[0]) & (own["level"] == group[1])]
        rows += [(group, str(item)) for item in dict.fromkeys(mine["item"])]
    place = {(*group, item): row for row, (group, item) in enumerate(rows)}
    table = np.full((len(rows), int(own["component"].max())), np.nan)
    figure = style.chart(
        6.6 + 0.95 * table.shape[1], 2.2 + 0.25 * len(rows), title=title, note=words.word("rotated_note", language)
    )
    axes = figure.add_subplot()
    for cell in own.to_dict("records"):
        at = place[str(cell["code"]), int(cell["level"]), str(cell["item"])], int(cell["component"]) - 1
        table[at] = cell["loading"]
        _write_loading(axes, at, cell, language)
    image = axes.imshow(table, cmap=style.DIVERGING, vmin=-1.0, vmax=1.0, aspect="auto")
    style.rows_axis(axes, [labels.node(framework, item, language, width=58) for _, item in rows])
    axes.set_xticks(range(table.shape[1]), [str(number + 1) for number in range(table.shape[1])])
    axes.tick_params(length=0)
    axes.set_xlabel(words.word("component", language))
    _name_groups(axes, [group for group, _ in rows], table.shape[1], framework, language)
    bar = figure.colorbar(image, ax=axes, location="bottom", shrink=0.45, aspect=30, pad=0.02)
    bar.ax.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    bar.outline.set_visible(False)
    return figure


def _write_loading(axes: Axes, at: tuple[int, int], cell: dict[str, float], language: str) -> None:
    """The loading with its interval below it; pale where the interval holds zero."""
    value, low, high = float(cell["loading"]), float(cell["low"]), float(cell["high"])
    sure = not (low <= 0.0 <= high) and np.isfinite(low)
    ink = "white" if abs(value) > 0.65 else style.INK if sure else style.MUTED
    text = numbers.number(value, language=language)
    if np.isfinite(low):
        text += "\n[" + "; ".join(numbers.number(end, language=language) for end in (low, high)) + "]"
    shown = axes.text(at[1], at[0], text, ha="center", va="center", fontsize=6.2, color=ink, linespacing=1.05)
    shown.set_in_layout(False)  # inside the axes: measuring each of them would take longer than drawing


def _name_groups(axes: Axes, groups: list[tuple[str, int]], width: int, framework: Hierarchy, language: str) -> None:
    for group in dict.fromkeys(groups):
        first, count = groups.index(group), groups.count(group)
        if first:
            axes.axhline(first - 0.5, color="white", linewidth=4.0)
        name = labels.wrap(labels.group(framework, *group, language, width=60), 26)
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
    figure = style.chart(10.0, 2.3 + 0.3 * len(pairs), title=title, note=words.word("pca_weights_note", language))
    axes = figure.add_subplot()
    variants = sorted(pca_weights["variant"].unique())
    for number, (marker, variant) in enumerate(zip(MARKERS, variants, strict=False)):
        own = pca_weights[pca_weights["variant"] == variant]
        shift = APART * (number - (len(variants) - 1) / 2)
        rows = [place[pair] + shift for pair in zip(own["code"], own["item"], strict=True)]
        axes.hlines(
            rows, own["low"].astype(float), own["high"].astype(float), color=style.QUIET, linewidth=1.4, zorder=1
        )
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


@style.house
def pca_ranks(pca_ranks: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Nominal rank of every unit, and the range of its rank under component weights over the resamples."""
    title = words.word("pca_ranks_title", language)
    known = pca_ranks if pca_ranks.empty else pca_ranks.dropna(subset=["rank", "rank_nominal"])
    if known.empty:
        return style.empty(title, words.word("empty_components", language))
    nominal = known.drop_duplicates("unit_code").set_index("unit_code")["rank_nominal"].astype(float).sort_values()
    place = {code: row for row, code in enumerate(nominal.index)}
    figure = style.chart(9.5, 2.3 + 0.2 * len(place), title=title, note=words.word("pca_ranks_note", language))
    axes = figure.add_subplot()
    variants = sorted(known["variant"].unique())
    for number, (marker, variant) in enumerate(zip(MARKERS, variants, strict=False)):
        own = known[known["variant"] == variant]
        rows = own["unit_code"].map(place) + APART * (number - (len(variants) - 1) / 2)
        axes.hlines(
            rows, own["rank_low"].astype(float), own["rank_high"].astype(float), color=style.QUIET, linewidth=2.0
        )
        axes.scatter(own["rank"].astype(float), rows, marker=marker, s=14, color=style.MUTED, linewidth=0, zorder=2)
    axes.scatter(nominal, range(len(nominal)), marker="|", s=60, color=style.INK, linewidth=1.8, zorder=3)
    style.rows_axis(axes, [labels.unit(units, str(code), language) for code in nominal.index], size=7.0)
    axes.set_xlim(0.0, len(place) + 1.0)
    axes.set_xlabel(words.word("rank", language))
    style.grid(axes)
    handles = [_dot("|", style.INK, words.word("nominal_rank", language))]
    handles += [
        _dot(marker, style.MUTED, words.coded("variant", variant, language))
        for marker, variant in zip(MARKERS, variants, strict=False)
    ]
    style.legend_above(axes, handles, columns=1)
    return figure


def _separate_groups(axes: Axes, groups: list[str]) -> None:
    for row in range(1, len(groups)):
        if groups[row] != groups[row - 1]:
            axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)


def _dot(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=6.5, label=label)
