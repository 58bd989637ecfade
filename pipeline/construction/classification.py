"""Classes of units by their scores, for the index and each pillar, as the method's ranking says.

Class 1 is the lowest. A class hides how near a unit is to the next one; its bounds and the score stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.framework.options import Ranking
from pipeline.statistics import classification, natural_breaks
from pipeline.statistics.types import FloatArray

AT_THRESHOLD: Literal["above"] = "above"
"""A score equal to a threshold belongs to the class above it: who reaches 70 is in the class from 70."""

COLUMNS = ["unit_code", "code", "class", "of", "low", "high"]


@dataclass(frozen=True, eq=False)
class Classified:
    """``classes.csv``, and for natural breaks the goodness of fit of each node (share of variance between classes)."""

    table: pd.DataFrame
    fit: Mapping[str, float] = field(default_factory=dict)


def classify(scores: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> Classified:
    """Put every ranked unit into a class, by the index and by each pillar.

    ``thresholds`` are scores; ``relative_to_mean`` takes percentages of the mean score of the ranked units at the same
    node; ``natural_breaks`` finds the classes with the least variance within them. Without classes the table is empty.

    Parameters
    ----------
    scores : ranked units x codes, every node.

    Returns
    -------
    Classified: a row for each unit and node with the class from 1 (lowest), the number of classes, and the bounds of
    the class on the scale of the scores, from ``low`` included to ``high`` excluded; the lowest class has no low and
    the highest no high. A unit without a score has no class.

    Raises
    ------
    MethodError : more classes than different scores, a mean that is not above 0, negative scores under percentages of a
        mean. Names the node.
    """
    options = (method or edition.method).ranking
    if options.classes == "none":
        return Classified(pd.DataFrame(columns=COLUMNS))
    tables, fit = [], {}
    for node in (edition.framework.root, *edition.framework.pillars):
        own = scores[node.code].to_numpy(dtype=float)
        with matrix.named_columns(f"classes of {node.code}", [node.code]):
            classes, thresholds, share = _classes(own, options)
        tables.append(_table(node.code, scores.index, classes, thresholds))
        if share is not None:
            fit[node.code] = share
    return Classified(pd.concat(tables, ignore_index=True), fit)


def _classes(scores: FloatArray, options: Ranking) -> tuple[FloatArray, FloatArray, float | None]:
    """Class of each unit, the thresholds between the classes on the scale of the scores, and the goodness of fit."""
    declared = np.array(options.class_thresholds)
    match options.classes:
        case "natural_breaks":
            found = natural_breaks.natural_breaks(scores, n_classes=options.n_classes)
            return found.classes, found.thresholds, found.goodness_of_fit
        case "relative_to_mean":
            mean = float(np.nanmean(scores))
            classes = classification.relative_to_mean(
                scores,
                reference_mean=mean,
                thresholds_pct=declared,
                at_threshold=AT_THRESHOLD,
                zero="meaningful" if options.meaningful_zero else "arbitrary",
            )
            return classes, declared * mean / 100.0, None
        case _:
            classes = classification.by_thresholds(scores, thresholds=declared, at_threshold=AT_THRESHOLD)
            return classes, declared, None


def _table(code: str, units: pd.Index, classes: FloatArray, thresholds: FloatArray) -> pd.DataFrame:
    known = ~np.isnan(classes)
    place = np.where(known, classes, 1.0).astype(int) - 1
    low, high = (np.array([np.nan, *thresholds]), np.array([*thresholds, np.nan]))
    return pd.DataFrame(
        {
            "unit_code": units,
            "code": code,
            "class": classes,
            "of": len(thresholds) + 1,
            "low": np.where(known, low[place], np.nan),
            "high": np.where(known, high[place], np.nan),
        }
    )
