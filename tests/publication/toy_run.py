"""The fictitious edition as a run to publish, computed in memory: no kernel, no ledger; with a round before to compare with."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path

import pages_read
import pandas as pd

from pipeline.construction import development, matrix, rank_results
from pipeline.data import schema
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.publication import worked_edition
from pipeline.publication.published_run import Comparison, Provenance, PublishedRun
from pipeline.publication.worked_edition import WorkedEdition
from pipeline.reporting import words

ROOT = Path(__file__).parents[2]
EMPTY = ("treated_cells", "rebuilt", "information_value")


@cache
def worked() -> WorkedEdition:
    """The edition worked through, step by step as it is asked for."""
    return worked_edition.work("toy", root=ROOT)


@cache
def run() -> PublishedRun:
    """The tables that profiles are made of, and a comparison with the values of the round before."""
    own = worked()
    return PublishedRun(
        edition=own.edition,
        provenance=Provenance("nominal", "0123456789ab" + "0" * 52, datetime.date(2025, 1, 2)),
        tables=tables(own),
        comparison=compared(own),
    )


def tables(own: WorkedEdition) -> dict[str, pd.DataFrame]:
    """By name without ending, as the chapters hand them on."""
    draws = own.edition.method.uncertainty.n_draws
    base = development.ground(matrix.ranked_scores(own.scores, own.edition), own.values, own.edition)
    found = {name: pd.DataFrame(columns=list(schema.schema_of(f"{name}.csv").columns)) for name in EMPTY}
    return found | {
        "values": own.values,
        "screening": own.screened.screening,
        "imputed": own.filled.table(),
        "imputed_cells": own.filled.cells(),
        "scores": own.scores,
        "weights": own.weights,
        "goalposts": own.goalposts,
        "strengths": own.strengths,
        "uncertainty": own.uncertainty,
        "pairs": own.pairs,
        "top": rank_results.top(own.engine.ranks(own.engine.draw(draws)), own.engine),
        "performance": development.performance(base, own.edition),
        "regression_fit": development.regress(base, own.edition, seed=own.edition.about.seed).fit,
    }


def compared(own: WorkedEdition) -> Comparison:
    """The edition beside itself with the values of the round before."""
    found = own.since_earlier
    return Comparison(
        "toy-before",
        {
            "compare_changes": found.changes,
            "compare_attribution": found.attribution,
            "compare_players": found.players,
        },
    )


HOSTILE = (
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(2)>',
    "#let x = 1; $y$ @ref // *b* _i_ \\ {{ 7 * 7 }}",
    "Tên dài không dứt " * 20,
    "שלום \u202eabc مرحبا",
)


@cache
def hostile() -> PublishedRun:
    """The same run, whose units, regions and nodes have names that are markup, endless, or run leftward."""
    own = run()
    edition = own.edition
    units = [
        unit.model_copy(update=_names(n) | {"region_vi": HOSTILE[0], "region_en": HOSTILE[1]})
        for n, unit in enumerate(edition.units.units)
    ]
    nodes = [
        node.model_copy(update=_names(n) | {"unit_of_measure": HOSTILE[n % 3], "unit_of_measure_vi": HOSTILE[n % 3]})
        for n, node in enumerate(edition.full_framework.nodes)
    ]
    framework = Hierarchy(nodes=tuple(nodes), levels=edition.full_framework.levels)
    told = {field: getattr(edition, field) for field in type(edition).model_fields}
    renamed = Edition(**told | {"units": Units(units=tuple(units)), "full_framework": framework})
    return replace(own, edition=renamed)


def _names(number: int) -> dict[str, str]:
    text = f"{HOSTILE[number % len(HOSTILE)]} {number}"
    return {"name_vi": text, "name_en": text}


LEFT = frozenset(("nominal", "toy", "pii", "teaching", "before"))
"""Identifiers of method, run and edition, and a command: the same in every language."""


@cache
def english() -> frozenset[str]:
    """Words of the English catalogue and names that no Vietnamese text has and that may not stand in one."""
    edition = run().edition
    named = [*edition.full_framework.nodes, *edition.units.units]
    vi = [pair[0] for pair in words.CATALOGUE.values()] + [item.name_vi for item in named]
    en = [pair[1] for pair in words.CATALOGUE.values()] + [item.name_en for item in named]
    vi += [node.unit_of_measure_vi for node in edition.full_framework.nodes]
    en += [node.unit_of_measure for node in edition.full_framework.nodes]
    return frozenset(pages_read.tokens(en) - pages_read.tokens(vi) - LEFT)
