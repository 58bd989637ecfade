"""Widgets for JupyterLab before an index on trial: sliders for pillars, choices of method, ranks beside the published.

Every change is computed by the engine at once, in the kernel's own thread.
"""

from __future__ import annotations

import time
from typing import Any

import ipywidgets
import numpy as np
import pandas as pd

from pipeline.errors import MethodError, ParameterError
from pipeline.publication import explorer_chart, explorer_trial
from pipeline.publication.explorer_trial import Base, Trial
from pipeline.publication.templating import render
from pipeline.reporting import labels, numbers, style, table, words
from pipeline.reporting.table import Table

ROW, TOP, NAME, RIGHT, WIDTH = 17, 22, 150, 20, 640


def origin(base: Base, *, language: str) -> str:
    """Where the numbers come from, in a sentence."""
    key = "trial_from_run" if base.from_run else "trial_from_raw"
    return words.word(key, language).format(edition=base.edition.id, run="nominal")


def explore(base: Base, *, language: str) -> Explorer:
    """The widgets; naming the result shows them."""
    return Explorer(base, language=language)


class Explorer(ipywidgets.VBox):
    """Sliders and choices above the table and the figure that follow them.

    Parameters
    ----------
    base : what the trial starts from.

    Attributes
    ----------
    sliders : pillar -> slider, in per cent of the published weight. options : option of method -> drop-down.
    shown : the index on trial; None where the choice is inadmissible. seconds : what its computing took.
    """

    def __init__(self, base: Base, *, language: str) -> None:
        self.base, self.language = base, language
        self.shown: Trial | None = None
        self.seconds = 0.0
        self._quiet = False
        self.sliders = {node.code: self._slider(node.code) for node in explorer_trial.pillars(base.edition)}
        self.options = {
            name: self._choice(name, values) for name, values in explorer_trial.choices(base).items() if len(values) > 1
        }
        self.reset = ipywidgets.Button(description=words.word("trial_reset", language), layout={"width": "auto"})
        self.message, self.ranks, self.figure = (ipywidgets.HTML() for _ in range(3))
        super().__init__([self._controls(), self.message, ipywidgets.HBox([self.ranks, self.figure])])
        for widget in (*self.sliders.values(), *self.options.values()):
            widget.observe(self.update, names="value")
        self.reset.on_click(self.back)
        self.update()

    def update(self, change: Any = None) -> None:
        """Compute the index that the widgets ask for, and show it."""
        if self._quiet:
            return
        begun = time.perf_counter()
        try:
            self.shown = explorer_trial.compute(
                self.base,
                percent={code: slider.value for code, slider in self.sliders.items()},
                changes={name: choice.value for name, choice in self.options.items()},
            )
        except (MethodError, ParameterError) as error:
            self.shown = None
            self._tell(words.word("trial_refused", self.language).format(reason=error))
            return
        compared = beside(self.base, self.shown)
        self.ranks.value = table.STYLE + rank_table(compared, self.base, language=self.language).html
        self.figure.value = picture(compared, self.base, language=self.language)
        self.seconds = time.perf_counter() - begun
        milliseconds = numbers.integer(1000 * self.seconds, language=self.language)
        self._tell(words.word("trial_time", self.language).format(ms=milliseconds))

    def table(self) -> Table | None:
        """The table of ranks as it stands; None where the choice is inadmissible."""
        if self.shown is None:
            return None
        return rank_table(beside(self.base, self.shown), self.base, language=self.language)

    def back(self, button: Any = None) -> None:
        """Everything as published."""
        self._quiet = True
        for slider in self.sliders.values():
            slider.value = explorer_trial.PUBLISHED
        for name, choice in self.options.items():
            choice.value = self.base.edition.method.values[name]
        self._quiet = False
        self.update()

    def _tell(self, sentence: str) -> None:
        self.message.value = render("trial_message.html", sentence=sentence)

    def _slider(self, code: str) -> Any:
        return ipywidgets.IntSlider(
            value=explorer_trial.PUBLISHED,
            min=0,
            max=explorer_chart.HIGHEST,
            step=explorer_chart.STEP,
            description=labels.node(self.base.edition.framework, code, self.language),
            continuous_update=True,
            style={"description_width": "16em"},
            layout={"width": "34em"},
        )

    def _choice(self, name: str, values: list[str]) -> Any:
        return ipywidgets.Dropdown(
            options=[(words.coded("setting", value, self.language), value) for value in values],
            value=self.base.edition.method.values[name],
            description=words.word(f"trial_{name}", self.language),
            style={"description_width": "11em"},
            layout={"width": "26em"},
        )

    def _controls(self) -> Any:
        def under(key: str, widgets: list[Any]) -> Any:
            heading = render("trial_message.html", sentence=words.word(key, self.language))
            return ipywidgets.VBox([ipywidgets.HTML(heading), *widgets])

        return ipywidgets.HBox(
            [
                under("trial_pillars", list(self.sliders.values())),
                under("trial_options", [*self.options.values(), self.reset]),
            ]
        )


def beside(base: Base, shown: Trial) -> pd.DataFrame:
    """Score and rank on trial beside those published, best on trial first; ``move`` is in places won."""
    frame = pd.DataFrame(
        {
            "score": shown.scores,
            "rank": shown.ranks,
            "score_published": base.scores,
            "rank_published": base.ranks,
        }
    )
    frame["move"] = frame["rank_published"] - frame["rank"]
    return frame.rename_axis("unit_code").reset_index().sort_values(["rank", "rank_published", "unit_code"])


def rank_table(compared: pd.DataFrame, base: Base, *, language: str) -> Table:
    """The table; units that move are marked."""

    def column(key: str, name: str, written: Any) -> table.Column:
        return table.figures(words.word(key, language), [written(value, language=language) for value in compared[name]])

    names = [labels.unit(base.edition.units, str(code), language) for code in compared["unit_code"]]
    columns = [
        table.text(words.word("unit", language), names),
        column("trial_rank", "rank", numbers.rank),
        column("explorer_rank_published", "rank_published", numbers.rank),
        table.figures(words.word("trial_change", language), [_moved(move, language) for move in compared["move"]]),
        column("trial_score", "score", numbers.number),
        column("explorer_score_published", "score_published", numbers.number),
    ]
    moves = compared["move"].to_numpy(dtype=float)
    marked = frozenset(int(place) for place in np.flatnonzero((moves != 0) & ~np.isnan(moves)))
    return Table(words.word("table_trial", language), columns, marked=marked)


def _moved(move: float, language: str) -> str:
    if np.isnan(move):
        return ""
    arrow = "▲" if move > 0 else "▼" if move < 0 else "="
    return arrow if not move else f"{arrow}{numbers.rank(abs(move), language=language)}"


def picture(compared: pd.DataFrame, base: Base, *, language: str) -> str:
    """Published rank and rank on trial of every unit on one line, as SVG."""
    last = float(np.nanmax(compared[["rank", "rank_published"]].to_numpy(dtype=float), initial=1.0))
    moved = int((compared["move"].fillna(0.0) != 0).sum())
    rows = [
        {
            "name": labels.shorten(labels.unit(base.edition.units, str(row["unit_code"]), language), 20),
            "y": TOP + ROW * place,
            "before": _across(row["rank_published"], last),
            "after": _across(row["rank"], last),
            "colour": style.ACCENT if row["move"] > 0 else style.CONTRAST if row["move"] < 0 else style.QUIET,
        }
        for place, row in enumerate(compared.to_dict("records"))
    ]
    return render(
        "trial.svg",
        rows=rows,
        width=WIDTH,
        height=TOP + ROW * len(rows),
        name=NAME,
        ink=style.INK,
        grid=style.GRID,
        right=WIDTH - RIGHT,
        title=words.word("trial_title", language),
        alt=words.word("trial_alt", language),
        note=words.word("trial_note", language).format(n=numbers.integer(moved, language=language)),
    )


def _across(rank: float, last: float) -> float | None:
    if np.isnan(rank):
        return None
    return round(NAME + 12 + (WIDTH - RIGHT - NAME - 12) * (rank - 1) / max(last - 1, 1.0), 1)
