"""A replication edition against the totals that were published."""

from __future__ import annotations

from pathlib import Path

from pipeline.chain.plan import REPLICATION
from pipeline.data import store
from pipeline.errors import DataError, listed
from pipeline.framework.edition import Edition


def compare(edition: Edition, tables: Path) -> list[str]:
    """One sentence per published node; nothing for an edition that replicates nothing.

    Raises
    ------
    DataError : a node that was not compared, or differs by more than its tolerance.
    """
    if not edition.about.published:
        return []
    compared = store.read_table(tables / REPLICATION).set_index("code")
    absent = [item.code for item in edition.about.published if item.code not in compared.index]
    if absent:
        raise DataError(
            f"edition {edition.id}, {REPLICATION}: every published node must be compared, missing: {listed(absent)}. "
            "See published in edition.yaml and the chapter that compares"
        )
    sentences = [
        f"node {code}: largest difference {_short(row.largest_difference, 1)} against the published totals "
        f"(tolerance {_short(row.tolerance, 0)})"
        for code, row in compared.iterrows()
    ]
    missed = [
        sentence for sentence, passed in zip(sentences, compared["passed"].fillna(False), strict=True) if not passed
    ]
    if missed:
        raise DataError(
            f"edition {edition.id}: the published totals must be met, but {listed(missed)}. The run is not put in "
            "force; see sources.yaml, weights and method"
        )
    return sentences


def _short(value: float, digits: int) -> str:
    """``7.6e-06`` with one digit after the point; ``1e-4`` without one."""
    text = f"{value:.{digits}e}"
    return text if digits else text.replace("e-0", "e-").replace("e+0", "e+")
