"""The explorer's chart as a Vega-Lite specification: data, sliders, transforms and marks, and nothing to be run here."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from pipeline.framework.edition import Edition
from pipeline.publication.explorer_arithmetic import ARITHMETIC, GEOMETRIC, PUBLISHED, SWITCH, Arithmetic
from pipeline.reporting import labels, style, words

CONTROLS = "#explorer-controls"
ROW_HEIGHT, BAR_HEIGHT, BAR_OFFSET = 36, 8, 9
HIGHEST, STEP = 300, 5
FONT = "'Be Vietnam Pro', sans-serif"
PLACE = "',.1~f'"  # whole places, and the halves that equal scores may share
NEXT_TO_LAST = 1e9  # order of a unit without a score

TIES = {"min": "rank", "average": "rank", "dense": "dense_rank"}


def specification(
    edition: Edition, arithmetic: Arithmetic, scores: pd.DataFrame, ranks: pd.Series, *, language: str
) -> dict[str, Any]:
    """The chart.

    Parameters
    ----------
    scores : ranked units x codes. ranks : of the index, by unit code.

    Returns
    -------
    Each unit's row has ``unit``, ``name``, the published ``rank`` and ``score``, its pillar scores ``p0``, ... and what is
    computed: ``live`` (score), ``place`` (rank) and ``move`` (places won).
    """
    # one order for every layer, or Vega-Lite could not unite their axes
    order = alt.Y("unit:N", sort=alt.EncodingSortField("order", op="min"), axis=None, scale=alt.Scale(paddingInner=0.0))
    rows = _rows(edition, arithmetic, scores, ranks, language)
    chart = (
        _transformed(alt.LayerChart(layer=_layers(order), data=alt.InlineData(values=rows)), arithmetic, edition)
        .add_params(*_params(edition, arithmetic, language))
        .properties(width="container", height=alt.Step(ROW_HEIGHT))
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor=style.INK, gridColor=style.GRID, domain=False, ticks=False)
    )
    made: dict[str, Any] = chart.to_dict()
    made["description"] = words.word("explorer_chart_alt", language)
    return made


def compiled(specification: dict[str, Any]) -> dict[str, Any]:
    """The same for Vega alone, so that a browser has less to do; without the address of the schema, which nobody opens."""
    made: dict[str, Any] = vl_convert.vegalite_to_vega(specification)
    made.pop("$schema")
    return made


def _rows(
    edition: Edition, arithmetic: Arithmetic, scores: pd.DataFrame, ranks: pd.Series, language: str
) -> list[dict[str, Any]]:
    root = edition.framework.root.code
    rows = []
    for code in ranks.dropna().sort_index().sort_values(kind="stable").index:
        row = {
            "unit": str(code),
            "name": labels.unit(edition.units, str(code), language),
            "rank": float(ranks[code]),
            "score": float(scores[root][code]),
        }
        for place, node in enumerate(arithmetic.pillars):
            value = float(scores[node.code][code])
            row[f"p{place}"] = None if pd.isna(value) else value
        rows.append(row)
    return rows


def _params(edition: Edition, arithmetic: Arithmetic, language: str) -> list[Any]:
    told = words.word("explorer_weight", language)
    params = [
        alt.param(
            name=f"w{place}",
            value=PUBLISHED,
            bind=alt.binding_range(
                min=0,
                max=HIGHEST,
                step=STEP,
                name=told.format(name=labels.node(edition.framework, node.code, language)),
                element=CONTROLS,
            ),
        )
        for place, node in enumerate(arithmetic.pillars)
    ]
    switch = alt.param(name=SWITCH, value=arithmetic.published)
    if len(arithmetic.choices) > 1:
        names = [words.word(f"explorer_{choice}", language) for choice in (ARITHMETIC, GEOMETRIC)]
        name = words.word("explorer_aggregation", language)
        bind = alt.binding_select(options=[ARITHMETIC, GEOMETRIC], labels=names, name=name, element=CONTROLS)
        switch = alt.param(name=SWITCH, value=arithmetic.published, bind=bind)
    shares = [alt.param(name=f"share{place}", expr=expression) for place, expression in enumerate(arithmetic.shares)]
    return [switch, *params, *shares]


def _transformed(chart: alt.LayerChart, arithmetic: Arithmetic, edition: Edition) -> alt.LayerChart:
    for formula in arithmetic.formulas:
        chart = chart.transform_calculate(**{formula.name: formula.expression})
    ties = edition.method.ranking.ties
    counted: dict[str, Any] = {"op": TIES[ties], "field": "live", "as": "counted"}
    chart = chart.transform_window([alt.WindowFieldDef(**counted)], sort=[{"field": "live", "order": "descending"}])
    chart = chart.transform_joinaggregate(same="count()", groupby=["live"])
    among = " + (datum.same - 1) / 2" if ties == "average" else ""
    # a unit without a score is counted last, after all others, so it takes no place from them
    return chart.transform_calculate(
        place=f"isValid(datum.live) ? datum.counted{among} : null",
        move="isValid(datum.place) ? datum.rank - datum.place : null",
        order=f"isValid(datum.place) ? datum.place : {NEXT_TO_LAST}",
        arrow=f"datum.move > 0 ? '▲' + format(datum.move, {PLACE}) : datum.move < 0 ? '▼' + format(-datum.move, {PLACE}) : '='",
        left=f"(isValid(datum.place) ? format(datum.place, {PLACE}) : '–') + '. ' + datum.name",
        now="isValid(datum.live) ? format(datum.live, ',.2f') + '  ' + datum.arrow : '–'",
        right=f"datum.now + ' (' + format(datum.rank, {PLACE}) + ')'",
    )


def _layers(order: alt.Y) -> list[alt.Chart]:
    """A line of text over a thin bar for every unit: readable at any width, without a margin for names."""
    scale = alt.Scale(zero=True, nice=True)
    live = alt.X("live:Q", stack=None, scale=scale, axis=alt.Axis(title=None, orient="top", format=",.0f", tickCount=5))
    moved = alt.ColorValue(
        style.QUIET,
        condition=[
            {"test": "datum.move > 0", "value": style.ACCENT},
            {"test": "datum.move < 0", "value": style.CONTRAST},
        ],
    )
    written = {"type": "text", "baseline": "middle", "fontSize": 13, "yOffset": -6, "color": style.INK, "aria": False}
    name = {**written, "align": "left", "limit": {"expr": "width * 0.6"}}
    figures = {**written, "align": "right"}
    bar = {"type": "bar", "invalid": "show", "height": BAR_HEIGHT, "yOffset": BAR_OFFSET, "aria": False}
    tick = {
        "type": "tick",
        "height": 2 * BAR_HEIGHT - 3,
        "thickness": 2.5,
        "yOffset": BAR_OFFSET,
        "color": style.INK,
        "aria": False,
    }
    return [
        _marked(bar).encode(x=live, y=order, color=moved),
        _marked(tick).encode(x=alt.X("score:Q", scale=scale), y=order),
        _marked(name).encode(x=alt.value(0), y=order, text=alt.Text("left:N")),
        _marked(figures).encode(x=alt.value("width"), y=order, text=alt.Text("right:N")),
    ]


def _marked(mark: dict[str, Any]) -> alt.Chart:
    return alt.Chart(mark=alt.MarkDef(**mark))
