"""Another index on trial, in memory: other weights of the pillars, another mean, another normalisation.

What a reader of the website does in a browser, and more, with the engine itself: the notebook ``explore.ipynb`` puts
widgets before it. Nothing is written, and nothing here is a result.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.construction import imputation, index, matrix, normalisation, screening, treatment, tree
from pipeline.construction import weights as weighing
from pipeline.data import assembly, project, store
from pipeline.errors import MethodError, ParameterError, listed
from pipeline.framework import admissibility, alternatives, node_options, suitability
from pipeline.framework import method as methods
from pipeline.framework.edition import NOMINAL, Edition
from pipeline.framework.hierarchy import Node
from pipeline.framework.method import Method
from pipeline.publication import explorer_arithmetic
from pipeline.statistics import ranking

OPTIONS = ("aggregation", "normalisation", "weighting", "transformations", "outlier_rule", "ties")
"""Options of method that can be tried without imputing anew."""

SLOW = ("benefit_of_the_doubt", "copeland")
"""Functions that compare every unit with every other: too slow to drag."""

SENSELESS = (("normalisation", "none"),)
"""What can be computed and means nothing: sums over different units of measure."""

PUBLISHED = explorer_arithmetic.PUBLISHED
TABLES = ("imputed", "scores", "weights")


@dataclass(frozen=True, eq=False)
class Trial:
    """Scores and ranks of the index on trial, by unit code."""

    scores: pd.Series
    ranks: pd.Series


@dataclass(frozen=True, eq=False)
class Base:
    """What a trial starts from.

    Parameters
    ----------
    edition : with the weights in use in the place of its framework's.
    values : ranked units x indicators after imputation. scores, ranks : the index as published, by unit code.
    from_run : whether the tables of the nominal run were read; otherwise all was computed from the raw data.
    """

    edition: Edition
    values: pd.DataFrame
    scores: pd.Series
    ranks: pd.Series
    from_run: bool
    _normalised: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def normalised(self, method: Method) -> pd.DataFrame:
        """Scores of the indicators under a method, computed once: sliders do not change them."""
        key = method.model_dump_json(include={"treatment", "normalisation"})
        if key not in self._normalised:
            treated = treatment.treat(self.values, self.edition, method=method).values
            self._normalised[key] = normalisation.normalise(treated, self.edition, method=method)
        return self._normalised[key]


def base(edition: Edition, *, root: Path) -> Base:
    """The nominal run's tables where there are such, otherwise computed from the raw data, in memory.

    Raises
    ------
    DataError and its kin : raw data that break their contract, see `assembly.gather`; a table that breaks its.
    """
    folder = project.processed(edition.id, NOMINAL, root=root)
    if not all((folder / f"{name}.csv").is_file() for name in TABLES):
        return from_raw(edition, root=root)
    return of_tables(edition, {name: store.read_table(folder / f"{name}.csv") for name in TABLES})


def of_tables(edition: Edition, tables: Mapping[str, pd.DataFrame]) -> Base:
    """What a trial starts from, out of the tables of a run.

    Parameters
    ----------
    tables : those of `TABLES`, by name.
    """
    found = tables["scores"]
    own = found[found["code"] == edition.framework.root.code].dropna(subset="rank").set_index("unit_code")
    return Base(
        edition=tree.in_use(edition, tables["weights"]),
        values=matrix.wide(tables["imputed"], edition.framework.indicator_codes),
        scores=own["score"].astype(float),
        ranks=own["rank"].astype(float),
        from_run=True,
    )


def from_raw(edition: Edition, *, root: Path) -> Base:
    """What a trial starts from, computed from the raw data; nothing is written."""
    gathered = assembly.gather(edition, root=root)
    ranked = matrix.ranked_units(screening.screen(gathered.values, edition).screening)
    prepared = matrix.prepared(gathered.values, edition, edition.method, units=ranked)
    values = imputation.impute(prepared, gathered.panel, edition, seed=edition.about.seed).values
    outcome = weighing.outcome(gathered.values, edition, units=list(values.index))
    built = index.build(treatment.treat(values, edition).values, edition, outcome=outcome)
    root_code, effective = edition.framework.root.code, weighing.effective_weights(edition, weights=built.weights)
    in_use = pd.DataFrame({"code": effective["code"], "weight": effective["weight"]})
    return Base(tree.in_use(edition, in_use), values, built.scores[root_code], built.ranks[root_code], from_run=False)


def pillars(edition: Edition) -> tuple[Node, ...]:
    """What has a slider."""
    return explorer_arithmetic.movable(edition.framework)


def choices(found: Base) -> dict[str, list[str]]:
    """Option -> values that can be computed with everything else as published, those in use among them."""
    return {name: [value for value in _values(name) if _possible(found, name, value)] for name in OPTIONS}


def _values(name: str) -> tuple[str, ...]:
    return tuple(typing.get_args(methods.field(name).annotation))


def _possible(found: Base, name: str, value: str) -> bool:
    if found.edition.method.values[name] == value:
        return True
    if (
        value in SLOW
        or (name, value) in SENSELESS
        or (name == "weighting" and admissibility.origin(value) != "decided")
    ):
        return False
    try:
        compute(found, percent={}, changes={name: value})
    except (MethodError, ParameterError):
        return False
    return True


def method(edition: Edition, changes: Mapping[str, Any]) -> Method:
    """The edition's method with changes, and the declared floor where its means need one.

    Raises
    ------
    ParameterError, MethodError : a change that is inadmissible, by itself or on this edition's tree.
    """
    own, options = dict(changes), edition.method.aggregation
    function = own.get("aggregation", options.aggregation)
    if "aggregation" in own:
        own["aggregation_at"] = {}  # one function everywhere, as the reader asks for
    needs = node_options.needs_positive(function, options)
    if needs and options.score_floor is None:
        own["score_floor"] = explorer_arithmetic.declared_floor(edition)
    changed = alternatives.changed(edition.method, own)
    faults = [
        *admissibility.tree_faults(edition.framework, changed.aggregation, changed.ranking),
        *suitability.faults(changed, framework=edition.framework, goalposts=edition.goalposts),
    ]
    if faults:
        raise MethodError(f"edition {edition.id}: {listed(faults)}")
    return changed


def compute(found: Base, *, percent: Mapping[str, float], changes: Mapping[str, Any]) -> Trial:
    """The index under other weights and another method.

    Parameters
    ----------
    percent : pillar -> per cent of its published weight; what is not named stays at 100.
    changes : options of `OPTIONS` with their values.

    Returns
    -------
    Scores and ranks of the ranked units; both missing where every weight is 0.

    Raises
    ------
    ParameterError, MethodError : an inadmissible choice; scores that the function does not admit.
    """
    edition = found.edition
    wanted = method(edition, {name: value for name, value in changes.items() if edition.method.values[name] != value})
    weights = weighing.fixed(edition, method=wanted)
    for node in pillars(edition):
        siblings = [child.code for child in edition.framework.children(str(node.parent))]
        weights[str(node.parent)][siblings.index(node.code)] *= percent.get(node.code, PUBLISHED) / PUBLISHED
    units = [str(code) for code in found.values.index]
    normal = matrix.array(found.normalised(wanted))
    nodes = tree.aggregate(normal, edition, method=wanted, weights_by_parent=weights, units=units)
    scores = nodes[edition.framework.root.code]
    ranks = ranking.rank(scores, ties=wanted.ranking.ties)
    return Trial(pd.Series(scores, index=found.values.index), pd.Series(ranks, index=found.values.index))
