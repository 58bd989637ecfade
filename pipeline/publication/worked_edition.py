"""One edition worked through in memory, from raw tables to ranks, for teaching: no run, nothing written.

The steps are those of the chapters, under the edition's own method, in the chapters' order; each is computed when it is
first asked for and then kept. So a lesson may begin anywhere, on a fresh copy of the project.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from pipeline.construction import (
    attribution,
    changes,
    differences,
    imputation,
    index,
    matrix,
    normalisation,
    perturbation,
    profile,
    realised_weights,
    robustness,
    screening,
    treatment,
)
from pipeline.construction import weights as weighing
from pipeline.construction.attribution import Attribution
from pipeline.construction.comparison import Pair, Side, Tables
from pipeline.data import assembly, params
from pipeline.data.assembly import Gathered
from pipeline.data.raw_frame import RawFrame
from pipeline.data.reading import Reader
from pipeline.errors import ParameterError, listed, nearest
from pipeline.framework.alternatives import Choice
from pipeline.framework.edition import NOMINAL, Edition
from pipeline.statistics.types import RankArray

ROUND_BEFORE = -1
"""The round of ``panel.csv`` before the latest one."""


@dataclass(frozen=True, eq=False)
class WorkedEdition:
    """An edition, what its raw tables gave, and every step from there.

    ``name`` tells one working from another where two are compared.
    """

    edition: Edition
    gathered: Gathered
    root: Path
    name: str = NOMINAL

    @cached_property
    def values(self) -> pd.DataFrame:
        """``values.csv``: every value with its data year, status and origin."""
        return self.gathered.values

    @cached_property
    def screened(self) -> screening.Screened:
        """Who has enough values to be ranked."""
        return screening.screen(self.values, self.edition)

    @cached_property
    def units(self) -> list[str]:
        """Codes of the units that are ranked."""
        return matrix.ranked_units(self.screened.screening)

    @cached_property
    def known(self) -> pd.DataFrame:
        """Values before imputation, ranked units x indicators; NaN is missing."""
        return matrix.prepared(self.values, self.edition, self.edition.method, units=self.units)

    @cached_property
    def filled(self) -> imputation.Imputed:
        """The matrix with what stands in for the missing values."""
        return imputation.impute(self.known, self.gathered.panel, self.edition, seed=self.edition.about.seed)

    @cached_property
    def complete(self) -> pd.DataFrame:
        """Values with stand-ins, ranked units x indicators, each in its own unit of measure."""
        return self.filled.values

    @cached_property
    def treated(self) -> treatment.Treated:
        """The matrix after transformation and winsorisation."""
        return treatment.treat(self.complete, self.edition)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """``treatment.csv``: skewness and kurtosis of every indicator at every stage."""
        return treatment.summary(self.treated)

    @cached_property
    def goalposts(self) -> pd.DataFrame:
        """``goalposts.csv``: what counts as 0 and as 100 for every indicator."""
        return normalisation.goalpost_table(self.treated.values, self.complete, self.edition)

    @cached_property
    def built(self) -> index.Index:
        """Scores and ranks of every node, ranked units x codes."""
        outcome = weighing.outcome(self.values, self.edition, units=self.units)
        return index.build(self.treated.values, self.edition, outcome=outcome)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """``scores.csv``: every node for every unit of the edition."""
        return self.built.table(self.edition)

    @cached_property
    def ranks(self) -> pd.Series:
        """Rank of each ranked unit in the index."""
        return self.built.ranks[self.edition.framework.root.code].astype(int)

    @cached_property
    def weights(self) -> pd.DataFrame:
        """``weights.csv``: nominal, effective and realised weights."""
        return realised_weights.weights(self.built.scores, self.edition, weights=self.built.weights)

    @cached_property
    def engine(self) -> perturbation.Engine:
        """What computes replicates: the index under other admissible choices."""
        ground = perturbation.Ground(values=self.values, panel=self.gathered.panel, units=tuple(self.units))
        return perturbation.Engine(ground, self.edition, seed=self.edition.about.seed)

    @cached_property
    def draws(self) -> pd.DataFrame:
        """``draws.csv``: how often each admissible choice was drawn."""
        return robustness.draws(self._design, self.engine.edition)

    @cached_property
    def uncertainty(self) -> pd.DataFrame:
        """``uncertainty.csv``: the range of every rank over the draws."""
        return robustness.rank_ranges(self._drawn, self.engine.one({}), self.engine)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """``pairs.csv``: in which share of the draws one unit is ahead of another."""
        return robustness.pairs(self._drawn, self.engine)

    @cached_property
    def strengths(self) -> pd.DataFrame:
        """``strengths.csv``: where each unit stands highest and lowest by its own measure."""
        return profile.strengths(self.scores, self.values, self.filled.table(), self.edition)

    @cached_property
    def _design(self) -> perturbation.Design:
        """The draws of choices."""
        return self.engine.draw(self.edition.method.uncertainty.n_draws)

    @cached_property
    def _drawn(self) -> RankArray:
        """Ranks of every draw, (n_draws, n_units)."""
        return self.engine.ranks(self._design)

    def printed(self, table: str) -> RawFrame:
        """One raw table as its source printed it.

        Raises
        ------
        SchemaError, FrameworkError : a table that no source describes.
        """
        return Reader(self.edition, root=self.root).plain(table)

    def under(self, choice: str) -> WorkedEdition:
        """The same edition under one other admissible choice, by its English label in ``params/alternatives``.

        Raises
        ------
        ParameterError : a label that none of the edition's alternatives has.
        """
        found = self.choice(choice)
        changed = self.edition.with_method(self.edition.method.replace(dict(found.set)))
        return replace(self, edition=changed, name=choice)

    def choice(self, label: str) -> Choice:
        """One admissible choice of the edition's alternatives, by its English label.

        Raises
        ------
        ParameterError : as in `under`.
        """
        known = {item.label_en: item for item in _choices(self.edition)}
        if label not in known:
            raise ParameterError(
                f"edition {self.edition.id}: the English label of one of its alternatives is expected, got {label!r}; "
                f"{nearest(label, sorted(known))}. They stand in params/alternatives"
            )
        return known[label]

    @cached_property
    def earlier(self) -> WorkedEdition:
        """The same edition with the value of the round before, wherever the raw tables still have it."""
        keys = ["unit_code", "code"]
        panel = self.gathered.panel
        earlier = panel[panel["round"] == ROUND_BEFORE].set_index(keys)
        values = self.values.set_index(keys)
        found = values.index.intersection(earlier.index)
        for column in ("value", "data_year"):
            values.loc[found, column] = earlier.loc[found, column]
        years = listed(sorted(earlier["data_year"].dropna().astype(int).unique()))
        return replace(self, gathered=replace(self.gathered, values=values.reset_index()), name=years)

    @cached_property
    def since_earlier(self) -> Compared:
        """What changed since the round before."""
        return self.earlier.compared(self)

    def compared(self, later: WorkedEdition) -> Compared:
        """This working before, another one after: what differs, what changed, and why."""
        return Compared(Pair(_side(self), _side(later)))


@dataclass(frozen=True, eq=False)
class Compared:
    """Two workings side by side, as ``pii compare`` compares two runs."""

    pair: Pair

    @cached_property
    def differences(self) -> pd.DataFrame:
        """``compare_differences.csv``."""
        return differences.differences(self.pair)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """``compare_changes.csv``."""
        return changes.changes(self.pair)

    @cached_property
    def attribution(self) -> pd.DataFrame:
        """``compare_attribution.csv``."""
        return self._attributed.table()

    @cached_property
    def players(self) -> pd.DataFrame:
        """``compare_players.csv``."""
        return self._attributed.summary()

    @cached_property
    def _attributed(self) -> Attribution:
        return attribution.attribute(self.pair)


def work(edition: str, *, root: Path) -> WorkedEdition:
    """Read an edition and its raw tables; everything else is computed when it is asked for.

    Parameters
    ----------
    edition : its name under ``params/editions``.
    root : the project's folder.

    Raises
    ------
    FrameworkError, DataError : as in loading the edition and gathering its values.
    """
    loaded = params.load_edition(edition, root=root)
    return WorkedEdition(edition=loaded, gathered=assembly.gather(loaded, root=root), root=root)


def _choices(edition: Edition) -> list[Choice]:
    """Every single change that the edition's alternatives declare."""
    alternatives = edition.alternatives
    drawn = [item for factor in alternatives.factors.values() for item in factor.choices]
    return [*drawn, *alternatives.one_at_a_time]


def _side(own: WorkedEdition) -> Side:
    preparation = own.edition.method.preparation
    return Side(
        name=f"{own.edition.id}/{own.name}",
        edition=own.edition,
        seed=own.edition.about.seed,
        tables={preparation: Tables(own.values, own.gathered.panel)},
        screening=own.screened.screening,
        scores=own.scores,
    )
