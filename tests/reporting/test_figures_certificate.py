"""The certificate's figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.reporting import figures_certificate, style

ITEMS = pd.DataFrame(
    {
        "oracle": ["hdi", "hdi", "pci"],
        "stage": ["published index", "published index", "published totals"],
        "max_abs_diff": [0.0, 1e-6, 0.5],
        "tolerance": [0.0, 1e-5, 1e-5],
        "passed": pd.array([True, True, False], dtype="boolean"),
    }
)


def dots(chart):
    return [tuple(point) for group in chart.axes[0].collections for point in np.ma.getdata(group.get_offsets())]


def test_a_dot_lies_at_the_power_of_ten_of_its_difference_and_equality_on_the_left():
    chart = figures_certificate.differences(ITEMS, language="en")
    across = sorted(round(x, 1) for x, _ in dots(chart))
    assert -6.0 in across
    assert round(float(np.log10(0.5)), 1) in across
    assert min(across) < min(figures_certificate.DECADES)


def test_equal_figures_are_equal_bytes_and_an_empty_certificate_says_so():
    first, second = (style.png(figures_certificate.differences(ITEMS, language="vi")) for _ in range(2))
    assert first == second
    nothing = ITEMS.assign(passed=pd.array([None] * 3, dtype="boolean"))
    assert (
        figures_certificate.differences(nothing, language="en").axes[0].texts[0].get_text() == "Nothing was compared."
    )
