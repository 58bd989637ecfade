"""Findings on the data that the index stands on: who is ranked, what is there, what was put in its place, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.construction.finding import Finding
from pipeline.framework.edition import Edition

CHAPTER = "01_data"
PRESENT = ("published", "earlier_year", "structural_zero")
"""Origins of a cell that has a value of its own."""


@dataclass(frozen=True, eq=False)
class Tables:
    """Tables of the chapters before the index, by the names of their files."""

    values: pd.DataFrame
    screening: pd.DataFrame
    imputed_cells: pd.DataFrame
    stand_ins: pd.DataFrame
    information_value: pd.DataFrame
    delta_shift: pd.DataFrame
    treatment: pd.DataFrame
    treated_cells: pd.DataFrame


def findings(tables: Tables, edition: Edition) -> list[Finding]:
    """In the order in which figures become scores."""
    own = tables.values[tables.values["code"].isin(edition.framework.indicator_codes)]
    return [*_units(tables.screening), *_cells(own, tables, edition), *_gaps(tables), *_shapes(tables)]


def _finding(name: str, **told: object) -> Finding:
    return Finding(CHAPTER, name, **told)  # type: ignore[arg-type]


def _units(screening: pd.DataFrame) -> Iterator[Finding]:
    ranked, n = int(screening["ranked"].sum()), len(screening)
    yield _finding(
        "units_ranked",
        value=ranked,
        n=n,
        threshold=n,
        source="edition",
        verdict="clear" if ranked == n else "borderline",
    )


def _cells(own: pd.DataFrame, tables: Tables, edition: Edition) -> Iterator[Finding]:
    """Availability counts a declared structural zero as a value: it is one."""
    origins = own["origin"]
    n, limit = len(own), edition.about.screening.share
    present = origins.isin(PRESENT)
    by_unit = present.groupby(own["unit_code"]).mean()
    yield _finding("cells_present", value=float(present.mean()), n=n)
    least, of = by_unit.idxmin(), {"threshold": limit, "source": "edition"}
    if by_unit[least] < 1.0:
        verdict = "clear" if by_unit[least] >= limit else "fail"
        of |= {
            "subject": str(least),
            "value": float(by_unit[least]),
            "n": int(own["code"].nunique()),
            "verdict": verdict,
        }
        yield _finding("unit_least_present", **of)
    yield _finding("structural_zeros", value=int((origins == "structural_zero").sum()), n=n)
    yield _finding("earlier_years", value=int((origins == "earlier_year").sum()), n=n)
    yield _finding("cells_imputed", value=len(tables.imputed_cells), n=n)
    errors = tables.stand_ins.dropna(subset="error_sd")
    if len(errors):
        worst = errors.loc[errors["error_sd"].idxmax()]
        yield _finding(
            "stand_in_worst",
            subject=str(worst["code"]),
            value=float(worst["error_sd"]),
            n=int(worst["n"]),
        )


def _gaps(tables: Tables) -> Iterator[Finding]:
    """Which figures would be worth most, and whether worse ones than presumed would change a conclusion."""
    worth = tables.information_value
    if worth.empty:
        yield _finding("no_gaps", verdict="not_applicable")
        return
    most = worth.loc[worth["narrowing_all"].idxmax()]
    yield _finding(
        "gap_worth_most",
        subject=str(most["unit_code"]),
        value=float(most["narrowing_all"]),
        n=int(most["n_draws"]),
    )
    shifted = tables.delta_shift
    one = shifted[shifted["shift"].abs() <= 1.0]
    if len(one):
        furthest = one.loc[one["change"].abs().idxmax()]
        yield _finding(
            "gap_shift",
            subject=str(furthest["unit_code"]),
            value=abs(float(furthest["change"])),
            threshold=abs(float(furthest["shift"])),
            n=int(furthest["n_cells"]),
        )


def _shapes(tables: Tables) -> Iterator[Finding]:
    n = len(tables.treatment)
    left = int(tables.treatment["outlying_treated"].fillna(False).astype(bool).sum())
    yield _finding(
        "outliers_left", value=left, n=n, threshold=0, source="gii_audit", verdict="clear" if left == 0 else "fail"
    )
    yield _finding("cells_winsorised", value=len(tables.treated_cells), n=int(tables.values["unit_code"].nunique()) * n)
