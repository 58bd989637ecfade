"""The house style: one look for every figure, and bytes that do not change by themselves.

Figures are built without ``pyplot``, so that no state is shared and a chapter shows each of them once: naming the
figure in the last line of a cell is enough.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, Transform
from PIL import Image

Parameters = ParamSpec("Parameters")

INK, MUTED, GRID, PAPER = "#1f2933", "#55606b", "#d9dee3", "#ffffff"
ACCENT, CONTRAST, QUIET = "#0b5fa5", "#c2410c", "#9aa5b1"
GOOD, DOUBTFUL, POOR = "#0b5fa5", "#d98e04", "#c2410c"
CATEGORIES = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#b8860b", "#56b4e9", "#7a5230", "#444444")
"""Okabe and Ito's colours, two of them darkened so that they stand on white; apart for all common colour vision."""

SEQUENTIAL = LinearSegmentedColormap.from_list("house", ["#f1f6fa", "#b9d6ea", "#6aa9d2", "#1f6fae", "#08306b"])
DIVERGING = LinearSegmentedColormap.from_list("house_two", ["#b2480f", "#f0b58c", "#f7f7f5", "#8fbfe0", "#0b4f8a"])

FONTS = Path(__file__).parent / "fonts"
"""Be Vietnam Pro (SIL Open Font License), carried so that figures, documents and pages look the same on every machine."""

DPI = 144
PNG_EFFORT = 3  # of 9: more takes twice as long and makes these pictures hardly smaller
NAME_PAD = 3.5  # points between a row's name and the axes, as a tick's label has
TITLE_SIZE, LABEL_SIZE, SMALL_SIZE = 13.0, 9.0, 8.0
RC: Any = {  # matplotlib names its keys one by one
    "font.family": [
        "Be Vietnam Pro",
        "DejaVu Sans",
    ],  # the second comes with matplotlib and has the signs the first lacks
    "font.size": LABEL_SIZE,
    "text.parse_math": False,  # a name with two dollar signs is a name, not a formula
    "text.hinting": "none",  # letters keep their shapes and distances; fitting them to pixels takes as long as the rest
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.labelsize": LABEL_SIZE,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SMALL_SIZE,
    "ytick.labelsize": SMALL_SIZE,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": SMALL_SIZE,
    "figure.facecolor": PAPER,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "svg.hashsalt": "pipeline",
    "svg.fonttype": "path",
}


for _font in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(str(_font))


class Chart(Figure):
    """A figure that a notebook shows by itself, without ``pyplot``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.agg = FigureCanvasAgg(self)  # measures text, so that labels can be placed before saving
        self.alt = ""  # what it shows, for those who do not see it

    def _repr_png_(self) -> bytes:
        return png(self)

    def __repr__(self) -> str:
        return self.alt or super().__repr__()  # what a chapter keeps beside the picture, as its text


def house(draw: Callable[Parameters, Chart]) -> Callable[Parameters, Chart]:
    """Draw under the house style, whatever the reader has set."""

    @wraps(draw)
    def drawn(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Chart:
        with matplotlib.rc_context(RC):
            return draw(*args, **kwargs)

    return drawn


def chart(width: float, height: float, *, title: str, note: str = "") -> Chart:
    """An empty figure of a size in inches, with its title above and a note below, both wrapped to the width."""
    figure = Chart(figsize=(width, height), dpi=DPI, layout="constrained")
    figure.alt = title
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06)  # type: ignore[union-attr, call-arg]
    figure.suptitle(
        textwrap.fill(title, int(width * 8.2)), x=0.012, ha="left", fontsize=TITLE_SIZE, fontweight="bold", color=INK
    )
    if note:
        wrapped = textwrap.fill(note, int(width * 14.5))
        figure.supxlabel(wrapped, x=0.012, ha="left", fontsize=SMALL_SIZE, color=MUTED)
    return figure


@house
def empty(title: str, sentence: str) -> Chart:
    """A figure that says why there is nothing to draw."""
    figure = chart(8.0, 2.0, title=title)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.text(0.0, 0.6, textwrap.fill(sentence, 90), ha="left", va="center", color=MUTED, transform=axes.transAxes)
    return figure


def png(figure: Chart, *, dpi: int = DPI) -> bytes:
    """The figure as PNG bytes, without date and version: equal figures are equal bytes."""
    buffer = io.BytesIO()
    with matplotlib.rc_context(RC):
        figure.set_dpi(dpi)
        figure.agg.draw()  # saving would draw twice: once for the layout alone, which this does on the way
    picture = Image.fromarray(np.asarray(figure.agg.buffer_rgba())).convert("RGB")
    picture.save(buffer, format="png", dpi=(dpi, dpi), compress_level=PNG_EFFORT)
    figure.set_dpi(DPI)
    return buffer.getvalue()


def svg(figure: Figure) -> str:
    """The figure as SVG text, without date and with fixed ids.

    The canvas is asked itself: ``savefig`` would draw twice, and a page of many marks takes its time.
    """
    buffer, shown = io.StringIO(), figure.canvas
    with matplotlib.rc_context(RC):
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
    figure.set_canvas(shown)
    return _numbered(buffer.getvalue())


def _numbered(svg_text: str) -> str:
    """Name clip paths by their order: matplotlib makes some of their names from addresses in memory."""
    pattern = re.compile(r'(id="|#)([a-z][0-9a-f]{10})\b')
    names = {name: f"c{number}" for number, name in enumerate(dict.fromkeys(m[2] for m in pattern.finditer(svg_text)))}
    return pattern.sub(lambda found: found[1] + names[found[2]], svg_text)


def rows_axis(axes: Axes, labels: list[str], *, size: float = SMALL_SIZE, first: float = 0.0) -> list[Text]:
    """Name the rows of a chart from top to bottom, without ticks; the names, or none where a neighbour has them.

    Names of ticks would stand at the same places, and take five times as long: each tick has three lines and two texts,
    in every panel that shares the rows, and all of them are measured for the layout. An axis with a label of its own
    needs ticks: the label keeps clear of theirs alone.

    Parameters
    ----------
    first : where the middle of the first row is, the next being 1 further.
    """
    axes.set_yticks([])
    axes.set_ylim(first + len(labels) - 0.5, first - 0.5)
    axes.spines["left"].set_visible(False)
    if not axes.yaxis.get_tick_params().get("labelleft", True):
        return []
    place = _beside(axes, axes.get_yaxis_transform(), -NAME_PAD, 0.0)
    own: Any = {"ha": "right", "va": "center_baseline", "fontsize": size, "color": INK, "transform": place}
    return [axes.text(0.0, first + row, label, **own) for row, label in enumerate(labels)]


def columns_axis(axes: Axes, labels: list[str], *, size: float = SMALL_SIZE, first: float = 0.0) -> None:
    """Name the columns of a chart from left to right, upwards below them, without ticks; see `rows_axis`."""
    axes.set_xticks([])
    place = _beside(axes, axes.get_xaxis_transform(), 0.0, -NAME_PAD)
    own: Any = {"ha": "center", "va": "top", "rotation": 90, "fontsize": size, "color": INK, "transform": place}
    for column, label in enumerate(labels):
        axes.text(first + column, 0.0, label, **own)


def _beside(axes: Axes, place: Transform, right: float, up: float) -> Transform:
    """A place, moved by some points."""
    return place + ScaledTranslation(right / 72.0, up / 72.0, axes.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]


def grid(axes: Axes, *, axis: str = "x") -> None:
    """Quiet lines to read values by."""
    axes.grid(True, axis=axis)  # type: ignore[arg-type]
    axes.tick_params(axis=axis, length=0)  # type: ignore[arg-type]


def legend_above(axes: Axes, handles: list[Any], *, columns: int | None = None) -> None:
    """A legend outside the data, above the axes and aligned with their left side."""
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=columns or len(handles),
        borderaxespad=0.2,
        handletextpad=0.4,
        columnspacing=1.2,
    )
