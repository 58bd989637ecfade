"""What the chapter on a panel of editions shows: scores over time, what changed, and what scores are placed between."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, table, words
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import finished, measured, node_column, numeric, percent, plain, unit_column, worded


@style.house
def paths(
    scores: pd.DataFrame, editions: Sequence[str], units: Units, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Index score of every unit in every edition, the best of the last edition on top."""
    title = words.word("panel_paths_title", language)
    own = scores if scores.empty else scores[(scores["code"] == framework.root.code) & scores["score"].notna()]
    if own.empty:
        return style.empty(title, words.word("empty_scores", language))
    points = own.pivot(index="unit_code", columns="edition", values="score").reindex(columns=list(editions))
    ranks = own.pivot(index="unit_code", columns="edition", values="rank").reindex(columns=list(editions))
    order = points.ffill(axis=1).iloc[:, -1].sort_values(ascending=False, kind="stable").index
    figure = style.chart(8.6, 2.0 + 0.19 * len(order), title=title, note=words.word("panel_paths_note", language))
    axes = figure.add_subplot()
    for row, code in enumerate(order):
        _path(axes, row, points.loc[code], ranks.loc[code], language)
    style.rows_axis(axes, [labels.unit(units, str(code), language) for code in order], size=7.5)
    style.grid(axes)
    axes.set_xlabel(words.word("index_score", language))
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    style.legend_above(axes, [_mark(number, len(editions), name) for number, name in enumerate(editions)])
    return figure


def _path(axes: Axes, row: int, points: pd.Series, ranks: pd.Series, language: str) -> None:
    axes.hlines(row, points.min(), points.max(), color=style.GRID, linewidth=2.0, zorder=1)
    for number, value in enumerate(points):
        axes.scatter(value, row, s=22, color=_colour(number, len(points)), linewidth=0, zorder=2 + number)
    known = [numbers.integer(rank, language=language) for rank in ranks.dropna()]
    text = " → ".join([known[0], known[-1]]) if len(known) > 1 else "".join(known)
    axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.0)


def _colour(number: int, count: int) -> tuple[float, float, float, float] | str:
    """Pale for the first edition, dark for the last."""
    return style.SEQUENTIAL(0.35 + 0.65 * number / max(count - 1, 1))


def _mark(number: int, count: int, name: str) -> Line2D:
    return Line2D([], [], linestyle="", marker="o", color=_colour(number, count), markersize=6, label=name)


def summary(trends: pd.DataFrame, editions: Sequence[str], framework: Hierarchy, *, language: str) -> Sentence:
    """How many units have moved, and whether that is a change or a trend."""
    own = trends[(trends["code"] == framework.root.code) & trends["change"].notna()]
    up, down = int((own["change"] > 0).sum()), int((own["change"] < 0).sum())
    moved = numbers.number(own["rank_change"].astype(float).abs().mean(), language=language, digits=1) or "–"
    if language == "vi":
        kind = (
            "Hai ấn bản cho biết **thay đổi**, không phải xu hướng: chênh lệch có thể chỉ là dao động của số liệu."
            if len(editions) == 2
            else "Xu hướng qua vài năm là phép tính số học, không phải dự báo."
        )
        return Sentence(
            f"{len(own)} tỉnh có điểm ở ít nhất hai trong {len(editions)} ấn bản: {up} tỉnh tăng điểm, {down} tỉnh giảm; hạng "
            f"thay đổi trung bình {moved} bậc. {kind}"
        )
    kind = (
        "Two editions show a **change**, not a trend: the difference may be no more than noise in the figures."
        if len(editions) == 2
        else "A trend over few years is arithmetic, not a forecast."
    )
    return Sentence(
        f"{len(own)} provinces have a score in at least two of {len(editions)} editions: {up} rose, {down} fell; ranks moved "
        f"by {moved} places on average. {kind}"
    )


def changes(trends: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """First and last score and rank of the index for every unit, the largest rise first."""
    own = trends if trends.empty else trends[(trends["code"] == framework.root.code) & (trends["n_editions"] > 0)]
    own = own if own.empty else own.sort_values(["change", "unit_code"], ascending=[False, True], na_position="last")
    grown = not own.empty and bool(own["growth_share"].notna().any())
    columns = [
        unit_column(own, units, language),
        numeric(own, "n_editions", "n_editions", language, digits=0),
        *(numeric(own, name, name, language) for name in ("first_score", "last_score")),
        numeric(own, "change", "score_change", language),
        *([percent(own, "growth_share", "growth_share", language)] if grown else []),
        *(numeric(own, name, name, language, digits=0) for name in ("first_rank", "last_rank", "rank_change")),
    ]
    note = words.word("panel_growth_note" if grown else "panel_changes_note", language)
    return finished("panel_changes", columns, language=language, note=note)


def nodes(trends: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Mean change of the index and of every pillar, and the unit that rose and fell most."""
    shown = [framework.root.code, *(item.code for item in labels.pillars(framework))]
    known = trends if trends.empty else trends[trends["change"].notna()]
    groups = [(code, known[known["code"] == code]) for code in shown] if not known.empty else []
    groups = [(code, own) for code, own in groups if not own.empty]
    columns = [
        table.text(words.word("node", language), [labels.node(framework, code, language) for code, _ in groups]),
        table.figures(words.word("n_units", language), [str(len(own)) for _, own in groups]),
        table.figures(
            words.word("mean_change", language),
            [numbers.number(own["change"].mean(), language=language) for _, own in groups],
        ),
        _furthest(groups, units, "largest_rise", language, best=True),
        _furthest(groups, units, "largest_fall", language, best=False),
    ]
    return finished("panel_nodes", columns, language=language)


def _furthest(
    groups: Sequence[tuple[str, pd.DataFrame]], units: Units, key: str, language: str, *, best: bool
) -> Column:
    cells = []
    for _, own in groups:
        row = own.loc[own["change"].idxmax() if best else own["change"].idxmin()]
        change = numbers.number(row["change"], language=language)
        cells.append(f"{labels.unit(units, row['unit_code'], language)} ({change})")
    return table.text(words.word(key, language), cells)


def goalposts(goalposts: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """What the panel's scores are placed between, on the transformed scale and in the unit of measure."""
    columns = [
        node_column(goalposts, framework, language, key="indicator"),
        worded(goalposts, "transformation", "transformation", language, group="transformation"),
        measured(goalposts, "low", "goalpost_low", language),
        measured(goalposts, "high", "goalpost_high", language),
        measured(goalposts, "value_low", "value_low", language),
        measured(goalposts, "value_high", "value_high", language),
    ]
    return finished("panel_goalposts", columns, language=language)


def left_out(left_out: pd.DataFrame, *, language: str) -> Table:
    """Indicators of some edition that take no part, with the reason."""
    cells = [] if left_out.empty else (left_out["code"] + " " + left_out[f"name_{language}"]).tolist()
    columns = [
        table.text(words.word("indicator", language), cells),
        plain(left_out, f"reason_{language}", "reason", language),
    ]
    return finished("panel_left_out", columns, language=language)
