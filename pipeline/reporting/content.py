"""What a report and a workbook are made of: the edition, the language it opens in, and the run's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import pandas as pd

from pipeline.framework.edition import NOMINAL, Edition
from pipeline.reporting import numbers


def _none() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True)
class ReportContent:
    """Tables by their schemas' names; one that a run does not have is empty, and its section says so.

    ``language`` is the one shown first; both are always there. ``ledger_head`` is the digest of the ledger's last line
    (empty for a run by hand).
    """

    edition: Edition
    language: str
    ledger_head: str = ""
    run: str = NOMINAL
    values: pd.DataFrame = field(default_factory=_none)
    coverage: pd.DataFrame = field(default_factory=_none)
    screening: pd.DataFrame = field(default_factory=_none)
    corrections: pd.DataFrame = field(default_factory=_none)
    structural_zeros: pd.DataFrame = field(default_factory=_none)
    crosschecks: pd.DataFrame = field(default_factory=_none)
    sources: pd.DataFrame = field(default_factory=_none)
    rebuilt: pd.DataFrame = field(default_factory=_none)
    rebuild_rules: pd.DataFrame = field(default_factory=_none)
    rebuilt_checks: pd.DataFrame = field(default_factory=_none)
    imputed: pd.DataFrame = field(default_factory=_none)
    treated_cells: pd.DataFrame = field(default_factory=_none)
    treatment: pd.DataFrame = field(default_factory=_none)
    scores: pd.DataFrame = field(default_factory=_none)
    classes: pd.DataFrame = field(default_factory=_none)
    weights: pd.DataFrame = field(default_factory=_none)
    goalposts: pd.DataFrame = field(default_factory=_none)
    replication: pd.DataFrame = field(default_factory=_none)
    correlations: pd.DataFrame = field(default_factory=_none)
    twins: pd.DataFrame = field(default_factory=_none)
    alpha: pd.DataFrame = field(default_factory=_none)
    components: pd.DataFrame = field(default_factory=_none)
    adequacy: pd.DataFrame = field(default_factory=_none)
    regression: pd.DataFrame = field(default_factory=_none)
    regression_fit: pd.DataFrame = field(default_factory=_none)
    performance: pd.DataFrame = field(default_factory=_none)
    uncertainty: pd.DataFrame = field(default_factory=_none)
    pairs: pd.DataFrame = field(default_factory=_none)
    one_at_a_time: pd.DataFrame = field(default_factory=_none)
    sobol: pd.DataFrame = field(default_factory=_none)
    leave_one_out: pd.DataFrame = field(default_factory=_none)
    profiles: pd.DataFrame = field(default_factory=_none)
    strengths: pd.DataFrame = field(default_factory=_none)
    targets: pd.DataFrame = field(default_factory=_none)
    target_units: pd.DataFrame = field(default_factory=_none)
    target_values: pd.DataFrame = field(default_factory=_none)
    growth_residual: pd.DataFrame = field(default_factory=_none)


TABLES = frozenset(item.name for item in fields(ReportContent)) - {"edition", "language", "ledger_head", "run"}


def collect(
    edition: Edition, tables: Mapping[str, pd.DataFrame], *, language: str, ledger_head: str = "", run: str = NOMINAL
) -> ReportContent:
    """Gather what a report needs from a run's tables, named with or without their ending; others are not used."""
    numbers.check(language)
    known = {name.removesuffix(".csv"): frame for name, frame in tables.items()}
    found = {name: frame for name, frame in known.items() if name in TABLES}
    return ReportContent(edition=edition, language=language, ledger_head=ledger_head or "", run=run, **found)
