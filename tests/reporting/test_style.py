"""The house style: what a figure looks like as a picture."""

from __future__ import annotations

import io

import matplotlib
import numpy as np
from PIL import Image

from pipeline.reporting import style


def drawn() -> style.Chart:
    figure = style.chart(4.0, 3.0, title="Đắk Lắk", note="Ghi chú")
    axes = figure.subplots(1, 2)
    axes[0].plot([1.0, 2.0, 4.0], label="chỉ tiêu")
    axes[0].legend()
    axes[1].imshow(np.eye(3), cmap=style.DIVERGING)
    return figure


def test_a_picture_has_the_pixels_that_saving_the_figure_gives():
    saved = io.BytesIO()
    with matplotlib.rc_context(style.RC):
        drawn().savefig(saved, format="png", dpi=style.DPI)
        picture = style.png(drawn())
    ours, theirs = (Image.open(io.BytesIO(data)).convert("RGB") for data in (picture, saved.getvalue()))
    np.testing.assert_array_equal(np.asarray(ours), np.asarray(theirs))


def test_a_picture_says_how_large_it_is_and_nothing_of_who_drew_it():
    picture = Image.open(io.BytesIO(style.png(drawn())))
    assert picture.size == (4 * style.DPI, 3 * style.DPI)
    assert set(picture.info) == {"dpi"}
