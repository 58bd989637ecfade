"""Labels beside points stay inside the axes and off each other."""

from __future__ import annotations

import numpy as np

from pipeline.reporting import direct_labels, style


def labelled(points: np.ndarray, texts: list[str]) -> tuple[style.Chart, int]:
    figure = style.chart(6.0, 4.0, title="x")
    axes = figure.add_subplot()
    axes.scatter(points[:, 0], points[:, 1])
    return figure, direct_labels.place(figure, axes, points[:, 0], points[:, 1], texts)


def test_no_two_labels_overlap_and_none_leaves_the_axes():
    points = np.random.default_rng(5).normal(size=(60, 2))
    figure, placed = labelled(points, [f"Tỉnh Ưu Ẩn {k}" for k in range(60)])
    renderer = figure.agg.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in figure.axes[0].texts]
    assert len(boxes) == placed > 20
    assert not any(one.overlaps(other) for k, one in enumerate(boxes) for other in boxes[k + 1 :])
    frame = figure.axes[0].get_window_extent(renderer)
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)


def test_empty_text_is_an_obstacle_without_a_label():
    figure, placed = labelled(np.array([[0.0, 0.0], [1.0, 1.0]]), ["", "a"])
    assert (placed, [text.get_text() for text in figure.axes[0].texts]) == (1, ["a"])


def test_a_label_without_a_free_place_leaves_nothing_behind():
    figure = style.chart(3.0, 3.0, title="")
    axes = figure.add_subplot()
    crowded = np.zeros(5)
    placed = direct_labels.place(figure, axes, crowded, crowded, ["far too long " * 9] * 5)
    assert placed == 0
    assert not axes.texts
