"""Labels beside points, placed so that none covers another or leaves the axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

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

SHARE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "top": 1.0}
"""Of a text's width or height, what lies before the point by which it is aligned."""


def place(
    figure: style.Chart, axes: Axes, x: np.ndarray, y: np.ndarray, texts: Sequence[str], *, size: float = 7.5
) -> int:
    """Label points in the order given; one that finds no free place goes without, and empty text is a mere obstacle.

    The layout is fixed first, so that what is free now is free when the figure is saved. Returns how many were placed.
    """
    figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]  # a chart has one
    renderer, pixels = figure.agg.get_renderer(), figure.dpi / 72.0  # of a point
    frame = np.asarray(axes.get_window_extent(renderer).extents)
    taken = [_around(point) for point in axes.transData.transform(np.column_stack([x, y]))]
    placed = 0
    for own, text in enumerate(texts):
        if not text:
            continue
        others = np.delete(taken, own, axis=0)
        note = axes.annotate(text, (x[own], y[own]), xytext=(0, 0), textcoords="offset points", fontsize=size)
        note.set_in_layout(False)
        note.set(ha="left", va="bottom")
        extents = np.asarray(note.get_window_extent(renderer).extents)  # once: where it stands does not change its size
        size_in_pixels = extents[2:] - extents[:2]
        for dx, dy, across, up in PLACES:
            before = size_in_pixels * (SHARE_BEFORE[across], SHARE_BEFORE[up])
            box = extents + np.tile(np.array([dx, dy]) * pixels - before, 2)
            if _inside(box, frame) and not _overlaps(box, others):
                note.xyann = (dx, dy)
                note.set(ha=across, va=up)
                taken.append(box)
                placed += 1
                break
        else:
            note.remove()
    return placed


def _around(point: np.ndarray) -> np.ndarray:
    """Left, bottom, right and top of what a point takes up, as of every box here."""
    return np.concatenate([point - 3.0, point + 3.0])


def _inside(box: np.ndarray, frame: np.ndarray) -> bool:
    return bool((box[:2] >= frame[:2]).all() and (box[2:] <= frame[2:]).all())


def _overlaps(box: np.ndarray, others: np.ndarray) -> bool:
    """Whether a box overlaps or touches another."""
    return bool(((box[:2] <= others[:, 2:]) & (others[:, :2] <= box[2:])).all(axis=1).any())
