"""Figures of coherence beyond rest-correlations: clusters, within regions, rounds, neighbours."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

VERDICT_COLOURS = {"clear": style.GOOD, "borderline": style.DOUBTFUL, "fail": style.POOR, "undefined": style.QUIET}
SHADE = "#fbeee6"
SHOWN_NUMBERS = 34  # above so many indicators a number no longer fits into a cell of the map
RULE_MARKERS = {"region": "o", "rook": "s", "queen": "D"}


@style.house
def correlation_map(
    pairs: pd.DataFrame,
    clusters: pd.DataFrame,
    framework: Hierarchy,
    *,
    cluster_correlation: float,
    cluster_linkage: str,
    low_correlation: float,
    language: str,
) -> style.Chart:
    """All correlations of indicators, alike ones as neighbours, a frame around each cluster, numbers where not low."""
    title = words.word("map_title", language)
    if pairs.empty:
        return style.empty(title, words.word("empty_pairs", language))
    own = clusters.sort_values("place")
    codes = list(own["code"])
    table = pd.DataFrame(np.eye(len(codes)), index=codes, columns=codes)
    for code, other, r in zip(pairs["code"], pairs["other"], pairs["r"].astype(float), strict=True):
        table.loc[code, other] = table.loc[other, code] = r
    linkage = words.coded("setting", cluster_linkage, language)
    limit = numbers.number(cluster_correlation, language=language)
    shown = numbers.number(low_correlation, language=language)
    note = words.word("map_note", language).format(linkage=linkage, limit=limit, shown=shown)
    side = 0.31 * len(codes)
    figure = style.chart(max(side + 5.0, 8.0), max(side + 2.6, 4.5), title=title, note=note)
    axes = figure.add_subplot()
    image = axes.imshow(table.to_numpy(), cmap=style.DIVERGING, vmin=-1.0, vmax=1.0, aspect="equal")
    if len(codes) <= SHOWN_NUMBERS:
        _write_numbers(axes, table.to_numpy(), low_correlation, language)
    _frame_clusters(axes, list(own["cluster"]))
    style.rows_axis(axes, [labels.node(framework, code, language, width=42) for code in codes], size=7.5)
    style.columns_axis(axes, codes, size=7.5)
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(image, ax=axes, location="bottom", shrink=0.45, aspect=30, pad=0.01)
    bar.ax.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    bar.set_label(words.word("correlation_r", language))
    bar.outline.set_visible(False)
    return figure


def _write_numbers(axes: Axes, table: np.ndarray, least: float, language: str) -> None:
    """Two decimals without the nought before them: there are many of them."""
    mark = "," if language == "vi" else "."
    for (row, column), value in np.ndenumerate(table):
        if row != column and abs(value) >= least:
            text = f"{abs(value):.2f}"[1:].replace(".", mark)
            ink = "white" if abs(value) > 0.65 else style.INK
            sign = numbers.MINUS if round(value, 2) < 0 else ""
            cell = axes.text(column, row, sign + text, ha="center", va="center", fontsize=5.6, color=ink)
            cell.set_in_layout(False)  # inside the axes: measuring each of them would take longer than drawing


def _frame_clusters(axes: Axes, numbered: list[int]) -> None:
    for label in dict.fromkeys(numbered):
        first, count = numbered.index(label), numbered.count(label)
        if count > 1:
            frame = Rectangle(
                (first - 0.5, first - 0.5), count, count, fill=False, edgecolor=style.CONTRAST, linewidth=2.0
            )
            axes.add_patch(frame)


@style.house
def within_correlations(
    within: pd.DataFrame, correlations: pd.DataFrame, framework: Hierarchy, *, low_correlation: float, language: str
) -> style.Chart:
    """Each node with the rest of its parent: hollow over all provinces, filled with interval within regions."""
    title = words.word("within_title", language)
    frame = _with_parents(within, framework).dropna(subset=["r"]) if len(within) else within
    if frame.empty:
        return style.empty(title, words.word("empty_correlations", language))
    order = {node.code: place for place, node in enumerate(framework.tree)}
    frame = frame.assign(place=frame["code"].map(order)).sort_values(["with_code", "place"]).reset_index(drop=True)
    pooled = _with_parents(correlations, framework).set_index("code")["r"].astype(float)
    note = words.word("within_figure_note", language).format(
        df=_range_of(frame["df"], language), limit=numbers.number(low_correlation, language=language)
    )
    figure = style.chart(10.0, 2.3 + 0.25 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    lowest = float(np.nanmin([*frame["low"].astype(float), *frame["r"].astype(float), *pooled, 0.0]))
    _limit_line(axes, low_correlation, lowest)
    for row, item in frame.iterrows():
        colour, place = VERDICT_COLOURS.get(item["verdict"], style.QUIET), int(str(row))
        axes.hlines(place, item["low"], item["high"], color=colour, linewidth=2.2, alpha=0.55)
        axes.scatter(
            [pooled.get(item["code"], np.nan)], [place], s=30, facecolor="white", edgecolor=style.MUTED, zorder=3
        )
        axes.scatter([item["r"]], [place], s=34, color=colour, zorder=4)
    _separate(axes, list(frame["with_code"]))
    _value_axis(axes, labels_of(frame["code"], framework, language), "rest_correlation", lowest, language)
    found = [name for name in VERDICT_COLOURS if name in set(frame["verdict"])]
    within_word = words.word("within", language)
    handles = [_hollow(words.word("pooled", language))]
    handles += [
        _dot(VERDICT_COLOURS[name], f"{within_word}: {words.coded('verdict', name, language)}") for name in found
    ]
    style.legend_above(axes, handles, columns=min(len(handles), 4))
    return figure


@style.house
def year_on_year(rounds: pd.DataFrame, framework: Hierarchy, *, round_correlation: float, language: str) -> style.Chart:
    """Rank correlation of every indicator with its own round a year before; other pairs of rounds pale."""
    title = words.word("year_on_year_title", language)
    if rounds.empty or rounds["r"].isna().all():
        return style.empty(title, words.word("empty_rounds", language))
    codes = [node.code for node in framework.nodes if node.code in set(rounds["code"])]
    place = {code: row for row, code in enumerate(codes)}
    known = rounds.dropna(subset=["r"]).astype({"round": int})
    away = known["round"].where(
        known["round"] > 0, -known["round"] - len(known)
    )  # a later round only if there is no other
    own = known.assign(away=away).sort_values("away").groupby("code", sort=False).head(1)
    others = known.drop(own.index)
    note = words.word("year_on_year_note", language).format(
        n=_range_of(own["n"], language), limit=numbers.number(round_correlation, language=language)
    )
    figure = style.chart(10.0, 2.3 + 0.25 * len(codes), title=title, note=note)
    axes = figure.add_subplot()
    lowest = float(np.nanmin([*own["low"].astype(float), *others["r"].astype(float), 0.0]))
    _limit_line(axes, round_correlation, lowest)
    axes.scatter(others["r"], others["code"].map(place), s=16, color=style.QUIET, alpha=0.7, linewidth=0, zorder=2)
    for item in own.to_dict("records"):
        colour, row = VERDICT_COLOURS.get(item["verdict"], style.QUIET), place[item["code"]]
        axes.hlines(row, item["low"], item["high"], color=colour, linewidth=2.2, alpha=0.55)
        axes.scatter([item["r"]], [row], s=34, color=colour, zorder=4)
        text = numbers.number(item["r"], language=language)
        axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)
    for code in codes:
        if code not in set(own["code"]):
            axes.text(1.01, place[code], "–", transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)
    _separate(axes, [framework.by_code[code].parent or framework.by_code[code].role for code in codes])
    _value_axis(axes, labels_of(pd.Series(codes), framework, language), "rank_correlation", lowest, language)
    found = [name for name in VERDICT_COLOURS if name in set(own["verdict"])]
    style.legend_above(axes, [_dot(VERDICT_COLOURS[name], words.coded("verdict", name, language)) for name in found])
    return figure


@style.house
def moran(moran: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Moran's I of the index and the pillars under every rule of neighbours, beside what chance gives."""
    title = words.word("moran_title", language)
    known = moran.dropna(subset=["i"]) if len(moran) else moran
    if known.empty:
        return style.empty(title, words.word("empty_moran", language))
    codes = [code for code in dict.fromkeys(known["code"]) if code in framework.by_code]
    rules = [rule for rule in RULE_MARKERS if rule in set(known["rule"])]
    figure = style.chart(9.5, 2.4 + 0.62 * len(codes), title=title, note=words.word("moran_note", language))
    axes = figure.add_subplot()
    for number, rule in enumerate(rules):
        own = known[known["rule"] == rule]
        rows = own["code"].map({code: row for row, code in enumerate(codes)}) + 0.22 * (number - (len(rules) - 1) / 2)
        axes.hlines(rows, own["low"], own["high"], color=style.GRID, linewidth=5.0, zorder=1)
        axes.scatter(own["expected"], rows, marker="|", s=40, color=style.MUTED, zorder=2)
        axes.scatter(own["i"], rows, marker=RULE_MARKERS[rule], s=30, color=style.CATEGORIES[number], zorder=3)
    style.rows_axis(axes, [labels.node(framework, code, language, width=52) for code in codes])
    axes.set_ylim(len(codes) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("morans_i", language))
    style.grid(axes)
    handles = [
        Line2D([], [], linestyle="", marker=RULE_MARKERS[rule], color=style.CATEGORIES[number], markersize=5.5)
        for number, rule in enumerate(rules)
    ]
    for handle, rule in zip(handles, rules, strict=True):
        handle.set_label(words.coded("rule", rule, language))
    style.legend_above(axes, handles, columns=1)
    return figure


def labels_of(codes: pd.Series, framework: Hierarchy, language: str) -> list[str]:
    """Names of nodes as rows of a chart."""
    return [labels.node(framework, str(code), language, width=64) for code in codes]


def _with_parents(correlations: pd.DataFrame, framework: Hierarchy) -> pd.DataFrame:
    parents = correlations["code"].map({node.code: node.parent for node in framework.tree})
    return correlations[(correlations["kind"] == "pearson") & (correlations["with_code"] == parents)]


def _range_of(counts: pd.Series, language: str) -> str:
    low, high = (numbers.integer(value, language=language) for value in (counts.min(), counts.max()))
    return low if low == high else f"{low}–{high}"


def _limit_line(axes: Axes, limit: float, lowest: float) -> None:
    axes.axvspan(min(lowest - 1.0, -1.0), limit, color=SHADE, zorder=0)
    axes.axvline(limit, color=style.CONTRAST, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)


def _value_axis(axes: Axes, rows: list[str], key: str, lowest: float, language: str) -> None:
    style.rows_axis(axes, rows)
    axes.set_xlim(min(lowest - 0.05, -0.05), 1.02)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word(key, language))
    style.grid(axes)


def _separate(axes: Axes, groups: list[str]) -> None:
    for row in range(1, len(groups)):
        if groups[row] != groups[row - 1]:
            axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)


def _dot(colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker="o", color=colour, markersize=6.5, label=label)


def _hollow(label: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker="o", markerfacecolor="white", color=style.MUTED, markersize=6.0, label=label
    )
