"""Figures of validity: the index against rankings from outside, and the coverage of the official framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from pipeline.framework.edition import Edition
from pipeline.framework.external import External
from pipeline.reporting import collation, direct_labels, labels, numbers, sentences_findings, style, words

MATCH_COLOURS = {"same": style.ACCENT, "near": "#8fbfe0", "none": "#f0d9c4", "absent": style.PAPER}
MATCH_MARKS = {"same": "●", "near": "◐", "none": "–", "absent": ""}
INDICATOR, INFERRED = "indicator", "inferred"


@style.house
def external_validity(
    external: pd.DataFrame, outside: pd.DataFrame, scores: pd.DataFrame, edition: Edition, *, language: str
) -> style.Chart:
    """Scores from outside against the index, a panel for each ranking, with rank correlation, n and the selection.

    ``external`` is ``external.csv``, ``outside`` ``external_scores.csv``, ``scores`` units x codes.
    """
    held = set() if external.empty else set(external["external"])
    items = [item for item in edition.about.external if item.code in held]
    index = edition.framework.root.code
    title = words.word("external_title", language)
    if not items:
        return style.empty(title, words.word("empty_external", language))
    note = words.word("external_note", language).format(
        selection=" ".join(dict.fromkeys(item.selection(language) for item in items))
    )
    figure = style.chart(10.0, 1.6 + 5.0 * len(items), title=title, note=note)
    panels = figure.subplots(len(items), 1, squeeze=False).ravel()
    plotted = []
    for axes, item in zip(panels, items, strict=True):
        own = outside[outside["external"] == item.code].set_index("unit_code")["value"].astype(float)
        frame = pd.DataFrame({"index": scores[index], "outside": own}).dropna()
        axes.scatter(frame["index"], frame["outside"], s=30, color=style.ACCENT, linewidth=0, zorder=3)
        axes.set_title(_heading(item, external, edition, language), fontsize=9.0)
        axes.set_ylabel(labels.wrap(item.name(language), 34))
        axes.margins(0.09)
        style.grid(axes, axis="both")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        plotted.append((axes, frame))
    panels[-1].set_xlabel(words.word("external_index_axis", language))
    for axes, frame in plotted:
        names = [labels.unit(edition.units, str(code), language) for code in frame.index]
        direct_labels.place(figure, axes, frame["index"].to_numpy(), frame["outside"].to_numpy(), names, size=7.0)
    return figure


def _heading(item: External, external: pd.DataFrame, edition: Edition, language: str) -> str:
    rows = external[(external["external"] == item.code) & (external["kind"] == "spearman")].to_dict("records")
    row: Mapping[Any, Any] = rows[0]
    said = words.word("external_panel", language).format(
        r=numbers.number(row["r"], language=language),
        interval=sentences_findings.Interval(row["low"], row["high"], language),
        n=numbers.integer(row["n"], language=language),
        n_all=numbers.integer(row["n_all"], language=language),
    )
    if numbers.missing(row["alone_r"]) or edition.about.regression_outcome is None:
        return f"{item.name(language)}. {said}"
    outcome = edition.framework.node(edition.about.regression_outcome).name(language)
    alone = words.word("external_alone", language).format(
        outcome=outcome, r=numbers.number(row["alone_r"], language=language)
    )
    return f"{item.name(language)}\n{said}. {alone}"


@style.house
def content_coverage(covered: pd.DataFrame, *, language: str) -> style.Chart:
    """The official framework's public indicators by round, and which of them an open figure covers."""
    title = words.word("coverage_title", language)
    own = covered if covered.empty else covered[covered["level"] == INDICATOR]
    if own.empty:
        return style.empty(title, words.word("empty_coverage", language))
    name = "name_vi" if language == "vi" else "name_en"
    rounds = sorted(int(value) for value in own["round"].unique())
    places = {text: place for place, text in enumerate(sorted(own[name].unique(), key=collation.sort_key))}
    order = own.assign(known=own["match"] == "", place=own[name].map(places)).sort_values(["known", "place"])
    names = list(dict.fromkeys(order[name]))
    figure = style.chart(10.0, 2.2 + 0.2 * len(names), title=title, note=words.word("coverage_note", language))
    axes = figure.add_subplot()
    soft = set(own.loc[own["confidence"] == INFERRED, name])
    by_cell = {(row[name], int(row["round"])): row["match"] or "none" for row in own.to_dict("records")}
    for row, text in enumerate(names):
        for place, round_ in enumerate(rounds):
            _cell(axes, row, place, by_cell.get((text, round_), "absent"))
    shown = style.rows_axis(axes, [labels.shorten(text, 78) for text in names], size=7.0)
    for label, text in zip(shown, names, strict=True):
        label.set_fontstyle("italic" if text in soft else "normal")
    totals = [_total(own, round_, language) for round_ in rounds]
    axes.set_xticks(
        range(len(rounds)), [f"PII {numbers.year(at)}\n{total}" for at, total in zip(rounds, totals, strict=True)]
    )
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(rounds) - 0.5)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    handles = [
        Patch(
            facecolor=colour,
            edgecolor=style.GRID,
            label=f"{MATCH_MARKS[key]} {words.word(f'coverage_{key}', language)}".strip(),
        )
        for key, colour in MATCH_COLOURS.items()
    ]
    axes.legend(handles=handles, loc="upper right", bbox_to_anchor=(1.0, 0.0), ncols=len(handles), fontsize=7.5)
    return figure


def _cell(axes: Axes, row: int, place: int, match: str) -> None:
    axes.add_patch(
        Rectangle(
            (place - 0.46, row - 0.44), 0.92, 0.88, facecolor=MATCH_COLOURS[match], edgecolor=style.GRID, linewidth=0.5
        )
    )
    light = style.PAPER if match == "same" else style.INK
    axes.text(place, row, MATCH_MARKS[match], ha="center", va="center", fontsize=7.0, color=light)


def _total(own: pd.DataFrame, round_: int, language: str) -> str:
    rows = own[own["round"].astype(int) == round_]
    count = int(np.count_nonzero(rows["match"] != ""))
    return f"{numbers.integer(count, language=language)} / {numbers.integer(len(rows), language=language)}"
