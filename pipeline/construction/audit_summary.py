"""The audit's first page, and all findings in the order of an audit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.construction.finding import COLUMNS

PAGE_ONE = (
    "nothing_varies",  # first: without it the rest of the page would look firmer than it is
    "units_ranked",
    "cells_present",
    "structural_zeros",
    "earlier_years",
    "cells_imputed",
    "outliers_left",
    "rest_lowest",
    "rest_clear",
    "pair_strongest",
    "alpha",
    "components",
    "components_noise",
    "kmo_whole",
    "components_whole",
    "weight_realised",
    "weights_out_of_line",
    "discrepancy",
    "development_gradient",
    "external_agreement",
    "mean_shift",
    "range_width",
    "nominal_outside",
    "robust_pairs",
    "draws_enough",
    "rank_sets_width",
    "choice_mean",
    "share_most",
    "order_within",
)
"""What the academy opens first (method review): data, indicators, components, weights, development, firmness of ranks."""

WORST_FIRST = ("fail", "undefined", "borderline", "not_applicable", "descriptive", "clear")


def together(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Findings of all chapters one under another, in the order of the chapters and within each in its own."""
    return pd.concat([table[COLUMNS] for table in tables], ignore_index=True)


def page_one(findings: pd.DataFrame) -> pd.DataFrame:
    """One row for each question: ``page_one.csv``. Of several subjects the worst verdict, and of equal ones the first.

    A question that no chapter answered (an edition without an outcome has no regression) has no row.
    """
    rows = []
    for name in PAGE_ONE:
        own = findings[findings["finding"] == name]
        if len(own):
            order = own["verdict"].map(WORST_FIRST.index)
            rows.append(own.loc[order.idxmin()])
    table = pd.DataFrame(rows, columns=COLUMNS).reset_index(drop=True)
    table.insert(0, "place", range(1, len(table) + 1))
    return table
