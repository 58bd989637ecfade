"""Every published figure as SVG, PNG and the data that it shows, with an index that pages and the report read.

::

    <language>/figures/<name>.svg .png .csv
    <language>/figures/figures.json     name, title, caption, alternative text, size, in reading order
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import pandas as pd

from pipeline.data import project
from pipeline.errors import DataError
from pipeline.publication import addresses, boundaries, figure_list
from pipeline.publication.figure_ground import Ground
from pipeline.publication.figure_list import Figure
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import labels, style, words
from pipeline.reporting.figures_boundaries import Shapes

DPI = 200
INDEX = "figures.json"
SVG_OPENING = re.compile(r"<svg\b[^>]*>")
NAMED = {"unit_code": "unit_name", "other": "other_name"}


@dataclass(frozen=True)
class Described:
    """What the index says of a figure.

    Parameters
    ----------
    title, caption : in the language; the caption has the main numbers.
    alt : for those who do not see it: what kind of picture, and its main numbers.
    width, height : in CSS pixels (96 an inch).
    """

    name: str
    title: str
    caption: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Drawn:
    """A figure in one language, ready for its files."""

    described: Described
    svg: str
    png: bytes
    csv: str


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None) -> None:
    """Write the figures of every language.

    Raises
    ------
    ParameterError : a boundary file that cannot be used; see `boundaries.read`.
    """
    shapes = shapes_of(run, boundaries)
    for language in languages:
        target = folder / language / addresses.FIGURES
        target.mkdir(parents=True, exist_ok=True)
        index = []
        ground = Ground(run, language, shapes)
        for figure in figure_list.of(ground):
            drawn = draw(figure, ground)
            (target / f"{figure.name}.svg").write_text(drawn.svg, encoding="utf-8", newline="\n")
            (target / f"{figure.name}.png").write_bytes(drawn.png)
            (target / f"{figure.name}.csv").write_text(drawn.csv, encoding="utf-8", newline="\n")
            index.append(asdict(drawn.described))
        text = json.dumps(index, ensure_ascii=False, indent=1)
        (target / INDEX).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def shapes_of(run: PublishedRun, path: Path | None) -> Shapes | None:
    """The boundaries of a file, or None for the tile grid."""
    return None if path is None else boundaries.read(path, run.edition.units)


def read(folder: Path, language: str) -> dict[str, Described]:
    """The figures that were written for a language, by name in reading order; none where no part made them.

    Raises
    ------
    DataError : an index that is not as this module writes it.
    """
    path = folder / language / addresses.FIGURES / INDEX
    if not path.is_file():
        return {}
    try:
        found = [Described(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise DataError(
            f"{project.shown(path, folder)}: the index of figures must be as it was written, found {error}. Publish again"
        ) from error
    return {described.name: described for described in found}


def draw(figure: Figure, ground: Ground) -> Drawn:
    """One figure in the language of its ground."""
    chart = figure.draw(ground.for_pictures())
    picture = style.png(chart, dpi=DPI)
    said = figure.say(ground).text
    width, height = (round(96.0 * inches) for inches in chart.get_size_inches())
    alt = words.word("figure_alt", ground.language).format(title=chart.alt, said=said)
    described = Described(figure.name, chart.alt, said, alt, width, height)
    chart.set_layout_engine("none")  # everything has its place already
    return Drawn(described, accessible(style.svg(chart), described), picture, data(figure, ground))


def accessible(svg: str, described: Described) -> str:
    """The picture with its title and what it shows, for those who hear it."""
    name = described.name
    opening = SVG_OPENING.search(svg)
    if opening is None:
        raise DataError(f"figure {name}: matplotlib's SVG must have an <svg> element, found none. Check its version")
    marked = f'{opening[0][:-1]} role="img" aria-labelledby="{name}-title {name}-desc">'
    told = (
        f'\n <title id="{name}-title">{escape(described.title)}</title>'
        f'\n <desc id="{name}-desc">{escape(described.alt)}</desc>'
    )
    return svg[: opening.start()] + marked + told + svg[opening.end() :]


def data(figure: Figure, ground: Ground) -> str:
    """The first table of a figure as CSV, with names beside the codes in the language of the figure."""
    frame = ground[figure.tables[0]]
    if figure.root_only:
        shown = {ground.framework.root.code, *(node.code for node in ground.framework.pillars)}
        frame = frame[frame["code"].isin(shown)]
    return whole(named(frame, ground)).to_csv(index=False, lineterminator="\n")


def whole(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose counts and ranks are written without a decimal point: what is whole throughout."""
    shown = frame.copy()
    for name in [column for column in shown if pd.api.types.is_float_dtype(shown[column])]:
        present = shown[name].dropna()
        if len(present) and (present % 1.0 == 0.0).all():
            shown[name] = shown[name].astype("Int64")
    return shown


def named(frame: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """A copy in which names follow codes of units and nodes."""
    shown = frame.copy()
    units, nodes, language = ground.units, ground.framework.by_code, ground.language
    for column in [name for name in ("unit_code", "other") if name in shown and set(shown[name]) <= set(units.codes)]:
        names = [labels.unit(units, code, language) for code in shown[column]]
        shown.insert(list(shown.columns).index(column) + 1, NAMED[column], names)
    if "code" in shown:
        names = [nodes[code].name(language) if code in nodes else "" for code in shown["code"]]
        shown.insert(list(shown.columns).index("code") + 1, "name", names)
    return shown
