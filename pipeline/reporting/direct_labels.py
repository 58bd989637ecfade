"""Labels beside points, placed so that none covers another or leaves the axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from pipeline.reporting import style

PLACES = (
    (5, 0, "left", "center"),
    (-5, 0, "right", "center"),
    (0, 6, "center", "bottom"),
    (0, -6, "center", "top"),
    (5, 6, "left", "bottom"),
    (-5, 6, "right", "bottom"),
    (5, -6, "left", "top"),
    (-5, -6, "right", "top"),
    (8, 13, "left", "bottom"),
    (-8, 13, "right", "bottom"),
    (8, -13, "left", "top"),
    (-8, -13, "right", "top"),
)
"""Offsets in points with alignments, the first free one being taken."""


def place(
    figure: style.Chart, axes: Axes, x: np.ndarray, y: np.ndarray, texts: Sequence[str], *, size: float = 7.5
) -> int:
    """Label points in the order given; one that finds no free place goes without, and empty text is a mere obstacle.

    The layout is fixed first, so that what is free now is free when the figure is saved. Returns how many were placed.
    """
    figure.draw_without_rendering()
    renderer = figure.agg.get_renderer()
    frame = axes.get_window_extent(renderer)
    taken = [_around(point) for point in axes.transData.transform(np.column_stack([x, y]))]
    placed = 0
    for own, text in enumerate(texts):
        if not text:
            continue
        others = [box for number, box in enumerate(taken) if number != own]
        for dx, dy, across, up in PLACES:
            note = axes.annotate(
                text, (x[own], y[own]), xytext=(dx, dy), textcoords="offset points", ha=across, va=up, fontsize=size
            )
            note.set_in_layout(False)
            box = note.get_window_extent(renderer)
            if _inside(box, frame) and not any(box.overlaps(other) for other in others):
                taken.append(box)
                placed += 1
                break
            note.remove()
    return placed


def _around(point: np.ndarray) -> Bbox:
    return Bbox([[point[0] - 3.0, point[1] - 3.0], [point[0] + 3.0, point[1] + 3.0]])


def _inside(box: Bbox, frame: Bbox) -> bool:
    return box.x0 >= frame.x0 and box.x1 <= frame.x1 and box.y0 >= frame.y0 and box.y1 <= frame.y1
