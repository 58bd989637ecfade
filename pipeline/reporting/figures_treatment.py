"""Figures of the chapter on treatment: how lopsided the columns are, before and after."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import direct_labels, labels, numbers, style, tables_treatment, words

STAGES = ("raw", "treated")
REACH = 1.15  # of the largest value, so that no point sits on the frame
BINS = 18
LABELLED = 9  # codes furthest from the centre


@style.house
def skewness_kurtosis(
    treatment: pd.DataFrame,
    framework: Hierarchy,
    *,
    skewness_limit: float,
    kurtosis_limit: float,
    kurtosis_alone_limit: float | None,
    language: str,
) -> style.Chart:
    """Skewness against excess kurtosis before and after treatment, with the region in which the trigger fires."""
    title = words.word("skewness_kurtosis_title", language)
    if treatment.empty:
        return style.empty(title, words.word("empty_treatment", language))
    note = words.word("skewness_kurtosis_note", language).format(n=len(treatment))
    figure = style.chart(11.0, 5.8, title=title, note=note)
    panels = figure.subplots(1, 2, sharex=True, sharey=True)
    reach_x, low_y, high_y = _reach(treatment, skewness_limit, kurtosis_limit)
    for axes, stage in zip(panels, STAGES, strict=True):
        axes.set_xlim(-reach_x, reach_x)
        axes.set_ylim(low_y, high_y)
        axes.set_yscale("symlog", linthresh=10.0, linscale=2.0)
        _shade_trigger(axes, skewness_limit, kurtosis_limit, kurtosis_alone_limit)
        axes.set_title(words.word(f"stage_{stage}", language))
        axes.set_xlabel(words.word("skewness", language))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        style.grid(axes, axis="both")
        fires = treatment[f"outlying_{stage}"].fillna(False).astype(bool)
        for chosen, colour in ((~fires, style.ACCENT), (fires, style.CONTRAST)):
            own = treatment[chosen]
            axes.scatter(own[f"skewness_{stage}"], own[f"kurtosis_{stage}"], s=30, color=colour, alpha=0.8, linewidth=0)
    panels[0].set_ylabel(words.word("excess_kurtosis", language))
    panels[0].legend(handles=[Patch(color="#fbe3d6", label=words.word("trigger_region", language))], loc="lower left")
    for axes, stage in zip(panels, STAGES, strict=True):
        _label_furthest(figure, axes, treatment, stage)
    return figure


def _reach(treatment: pd.DataFrame, skewness_limit: float, kurtosis_limit: float) -> tuple[float, float, float]:
    skewness = treatment[[f"skewness_{stage}" for stage in STAGES]].abs().to_numpy(dtype=float)
    kurtosis = treatment[[f"kurtosis_{stage}" for stage in STAGES]].to_numpy(dtype=float)
    highest = max(float(np.nanmax(kurtosis, initial=0.0)), 2.0 * kurtosis_limit)
    lowest = min(float(np.nanmin(kurtosis, initial=0.0)), -1.0)
    return max(float(np.nanmax(skewness, initial=0.0)), 1.5 * skewness_limit) * REACH, lowest - 0.5, highest * 1.3


def _shade_trigger(axes: Axes, skewness: float, kurtosis: float, alone: float | None) -> None:
    (left, right), top = axes.get_xlim(), axes.get_ylim()[1]
    boxes = [(left, kurtosis, -skewness - left), (skewness, kurtosis, right - skewness)]
    if alone is not None:
        boxes.append((-skewness, max(alone, kurtosis), 2.0 * skewness))
    for x, y, width in boxes:
        axes.add_patch(Rectangle((x, y), width, top - y, facecolor="#fbe3d6", edgecolor="none", zorder=0))


def _label_furthest(figure: style.Chart, axes: Axes, treatment: pd.DataFrame, stage: str) -> None:
    far = treatment[f"skewness_{stage}"].abs() + treatment[f"kurtosis_{stage}"].abs() / 3.0
    chosen = treatment.loc[far.sort_values(ascending=False).index].dropna(subset=[f"skewness_{stage}"])
    direct_labels.place(
        figure,
        axes,
        chosen[f"skewness_{stage}"].to_numpy(dtype=float),
        chosen[f"kurtosis_{stage}"].to_numpy(dtype=float),
        [*chosen["code"].head(LABELLED), *[""] * (len(chosen) - LABELLED)],
    )


@style.house
def distributions(
    before: pd.DataFrame, after: pd.DataFrame, treatment: pd.DataFrame, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Histograms of every indicator that was transformed or drawn in, before and after, with skewness and kurtosis.

    ``before`` and ``after`` are units by indicator codes.
    """
    title = words.word("distributions_title", language)
    if treatment.empty:
        return style.empty(title, words.word("empty_treatment", language))
    drawn_in = treatment["n_winsorised"].fillna(0).astype(int) > 0
    fallen = treatment["fallback"].fillna("") != ""
    changed = treatment[(treatment["transformation"] != "none") | drawn_in | fallen]
    if changed.empty:
        return style.empty(title, words.word("empty_distributions", language))
    codes = [node.code for node in labels.coded(framework) if node.code in set(changed["code"])]
    figure = style.chart(10.0, 1.4 + 1.35 * len(codes), title=title, note=words.word("distributions_note", language))
    panels = figure.subplots(len(codes), 2, squeeze=False)
    for pair, code in zip(panels, codes, strict=True):
        row = changed[changed["code"] == code].iloc[0]
        name = labels.wrap(labels.node(framework, code, language), 26)
        pair[0].set_ylabel(name, rotation=0, ha="right", va="center", labelpad=12)
        for axes, stage, frame in zip(pair, STAGES, (before, after), strict=True):
            own = frame[code].dropna().to_numpy(dtype=float)
            _histogram(axes, own, _moments(row, stage, language), stage, language)
        pair[1].set_xlabel(_what_was_done(row, language), fontsize=7.5, color=style.MUTED)
    for axes, stage in zip(panels[0], STAGES, strict=True):
        axes.set_title(words.word(f"stage_{stage}", language))
    return figure


def _histogram(axes: Axes, values: np.ndarray, moments: Sequence[str], stage: str, language: str) -> None:
    axes.hist(
        values, bins=BINS, color=style.QUIET if stage == "raw" else style.ACCENT, edgecolor="white", linewidth=0.4
    )
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_ylim(top=axes.get_ylim()[1] * 1.55)
    text = "; ".join(moments)
    axes.text(0.99, 0.97, text, transform=axes.transAxes, ha="right", va="top", fontsize=7.5, color=style.MUTED)


def _moments(row: pd.Series, stage: str, language: str) -> list[str]:
    return [
        f"{words.word(key, language)} {numbers.number(row[f'{name}_{stage}'], language=language)}"
        for key, name in (("skewness", "skewness"), ("excess_kurtosis", "kurtosis"))
    ]


def _what_was_done(row: pd.Series, language: str) -> str:
    done = [words.coded("transformation", row["transformation"], language)] if row["transformation"] != "none" else []
    drawn_in = int(row["n_winsorised"]) if pd.notna(row["n_winsorised"]) else 0
    if drawn_in:
        done.append(words.word("n_drawn_in", language).format(n=drawn_in))
    fallback = tables_treatment.fallback_name(row["fallback"], row["reflected"], language)
    if fallback:
        done.append(words.word("fallback_was", language).format(name=fallback) if done else fallback)
    return "; ".join(done)
