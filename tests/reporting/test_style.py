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


def test_names_of_rows_and_columns_stand_where_those_of_ticks_would():
    names = ["Đắk Lắk", "Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh"]

    def table(*, ticks: bool) -> bytes:
        with matplotlib.rc_context(style.RC):
            figure = style.chart(5.0, 4.0, title="Bảng")
            axes = figure.add_subplot()
            axes.imshow(np.eye(3), aspect="auto")
            if ticks:
                axes.set_yticks(range(3), names, fontsize=7.5)
                axes.set_xticks(range(3), names, fontsize=7.5, rotation=90)
                axes.tick_params(length=0)
                axes.set_ylim(2.5, -0.5)
                axes.spines["left"].set_visible(False)
            else:
                style.rows_axis(axes, names, size=7.5)
                style.columns_axis(axes, names, size=7.5)
        return style.png(figure)

    assert table(ticks=False) == table(ticks=True)


def test_of_panels_that_share_their_rows_only_the_first_names_them():
    figure = style.chart(5.0, 3.0, title="Bảng")
    panels = figure.subplots(1, 2, sharey=True)
    assert [len(style.rows_axis(axes, ["A", "B"])) for axes in panels] == [2, 0]
    assert panels[1].get_ylim() == (1.5, -0.5)
