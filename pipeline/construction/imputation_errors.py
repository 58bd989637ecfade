"""Hide what is known, predict it, and say how wrong each imputation would have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.construction import imputation_setting, imputers, index, matrix
from pipeline.construction import weights as weighing
from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.statistics import imputation
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

ERRORS = [
    "method",
    "kind",
    "block",
    "n_of",
    "n_blocks",
    "n_cells",
    "n_predicted",
    "rmse_sd",
    "bias_sd",
    "mean_rank_shift",
    "largest_rank_shift",
    "unit_code",
    "reason",
]
CELL, BLOCK = "cell", "block"
HIDING_STREAM = 6  # this step's purpose of the seed; that of imputation is another


@dataclass(frozen=True, eq=False)
class Hidden:
    """What is hidden of one raw source, one mask (n_units, n_indicators) at a time: single cells, or whole blocks.

    ``n_of`` is how many there are, of which the masks are all or a random sample, in random order.
    """

    kind: str
    source: str
    masks: tuple[BoolArray, ...]
    n_of: int


@dataclass(frozen=True, eq=False)
class Trial:
    """One method under test: the matrix, what the method may look at, and the outcome of weights by regression."""

    prepared: pd.DataFrame
    given: imputation_setting.Setting
    outcome: FloatArray | None

    @cached_property
    def known(self) -> FloatArray:
        """The matrix as the method completes it when nothing is hidden."""
        return imputers.fill(matrix.array(self.prepared), self.given).values

    def ranks(self, values: FloatArray) -> FloatArray:
        """Ranks of the index for a batch of completed matrices, (n_batch, n_units)."""
        like = matrix.like(self.prepared, self.known)
        return index.index_ranks_of_batch(values, like, self.given.edition, outcome=self.outcome)


def errors(
    prepared: pd.DataFrame,
    values: pd.DataFrame,
    panel: pd.DataFrame,
    edition: Edition,
    *,
    seed: int,
    methods: Sequence[str] = imputers.CHOICES,
) -> pd.DataFrame:
    """Compare imputations on what is known: ``imputation_errors.csv``, a row for each method, kind and raw source.

    Two kinds are hidden. Single cells, each alone; and whole blocks, all of a unit's values of one raw table at once,
    because that is how blanks come (a survey round). All methods predict the same ones: ``n_hidden`` of each source,
    drawn at random where there are more (``n_of``). The error is given in standard deviations of the indicator and in
    rank places of the unit whose values were hidden, against the ranking in which the same method sees the truth; what
    a method leaves blank is left to the aggregation. The chained methods, which are slow (predictive mean matching,
    iterative), are given the first of them, as many as take no more regressions than matching takes for ``n_hidden``
    cells of complete tables: see ``n_blocks``.

    Only published values of the latest round are hidden: a value of an earlier year would predict itself. A method that
    these values do not admit keeps its rows, with the reason.

    Parameters
    ----------
    prepared : ranked units x indicators, before imputation (see :func:`matrix.prepared`).
    values, panel : the tables ``values.csv`` and ``panel.csv``.
    seed : draws the sample, and what a method draws.
    """
    origin = values.pivot(index="unit_code", columns="code", values="origin")
    known = (origin.reindex(index=prepared.index, columns=prepared.columns) == "published") & prepared.notna()
    hidden = list(_hidden(known, edition, seed=seed))
    outcome = weighing.outcome(values, edition, units=list(prepared.index))
    given = imputation_setting.setting(prepared, panel, edition, seed=seed)
    rows: list[dict[str, object]] = []
    for name in methods:
        own = replace(given, method=edition.method.replace({"imputation": name}), done={})
        rows += _rows(hidden, Trial(prepared, own, outcome))
    return pd.DataFrame(rows, columns=ERRORS)


def sources_of(edition: Edition) -> dict[str, list[list[str]]]:
    """Indicators by raw source, and within it by raw table (see :func:`imputation_setting.tables_of`)."""
    sources: dict[str, list[list[str]]] = {}
    for table, codes in imputation_setting.tables_of(edition).items():
        sources.setdefault(table.split("/")[0], []).append(codes)
    return sources


def _hidden(known: pd.DataFrame, edition: Edition, *, seed: int) -> Iterator[Hidden]:
    rng = np.random.default_rng(np.random.SeedSequence([seed, HIDING_STREAM]))
    n_hidden = edition.method.imputation.n_hidden
    cells = known.to_numpy(dtype=bool)
    for source, tables in sources_of(edition).items():
        for kind, groups in ((CELL, [[code] for codes in tables for code in codes]), (BLOCK, tables)):
            columns = [known.columns.isin(codes) for codes in groups]
            places = [(row, own) for own in columns for row in np.flatnonzero(cells[:, own].any(axis=1))]
            chosen = rng.permutation(len(places))[:n_hidden]
            yield Hidden(kind, source, tuple(_cells(cells, *places[place]) for place in chosen), len(places))


def _cells(known: BoolArray, row: int, columns: BoolArray) -> BoolArray:
    """The known values of one unit among some indicators, as a mask."""
    mask = np.zeros(known.shape, dtype=np.bool_)
    mask[row] = columns & known[row]
    return mask


def _rows(hidden: list[Hidden], trial: Trial) -> list[dict[str, object]]:
    """The rows of one method; where it cannot be applied, the same rows without errors and with the reason."""
    name = trial.given.options.imputation
    try:
        nominal = trial.ranks(trial.known[np.newaxis])[0]
        tested = [_affordable(one, trial) for one in hidden]
        return [_told(name, one) | _found(one, nominal, trial) for one in tested]
    except MethodError as refusal:
        return [_told(name, one) | {"n_predicted": 0, "reason": str(refusal)} for one in hidden]


def _affordable(hidden: Hidden, trial: Trial) -> Hidden:
    """All that is hidden; of a chained choice the first of it, as many as its regressions allow, and at least one."""
    options, array = trial.given.options, matrix.array(trial.prepared)
    left = options.n_hidden * options.n_imputations
    masks: list[BoolArray] = []
    for mask in hidden.masks:
        left -= imputers.n_regressions(np.where(mask, np.nan, array), trial.given, beside=array)
        if masks and left < 0:
            break
        masks.append(mask)
    return replace(hidden, masks=tuple(masks))


def _told(name: str, hidden: Hidden) -> dict[str, object]:
    n_cells = sum(int(mask.sum()) for mask in hidden.masks)
    counts = {"n_of": hidden.n_of, "n_blocks": len(hidden.masks), "n_cells": n_cells}
    return {"method": name, "kind": hidden.kind, "block": hidden.source, **counts, "unit_code": "", "reason": ""}


def _found(hidden: Hidden, nominal: FloatArray, trial: Trial) -> dict[str, object]:
    completed: list[FloatArray] = []

    def fill(values: FloatArray) -> imputation.Imputed:
        filling = imputers.fill(values, trial.given)
        completed.append(filling.values)
        return imputation.Imputed(filling.values, filling.imputed)

    found = imputation.hide_and_predict(matrix.array(trial.prepared), blocks=hidden.masks, impute=fill)
    error = found.error[~np.isnan(found.error)]
    summary: dict[str, object] = {"n_predicted": len(error)}
    if len(error):
        summary |= {"rmse_sd": float(np.sqrt(np.mean(error**2))), "bias_sd": float(np.mean(error))}
    if completed:
        owners = np.array([int(np.flatnonzero(mask.any(axis=1))[0]) for mask in hidden.masks], dtype=int)
        ranks = trial.ranks(np.stack(completed))
        summary |= _shift(ranks[np.arange(len(owners)), owners] - nominal[owners], owners, trial.given)
    return summary


def _shift(moved: FloatArray, owners: IntArray, given: imputation_setting.Setting) -> dict[str, object]:
    """Mean and largest shift of rank, and whose; nothing where no unit has a rank both times."""
    shifts = np.abs(moved)
    if not np.isfinite(shifts).any():
        return {}
    farthest = int(np.nanargmax(shifts))
    return {
        "mean_rank_shift": float(np.nanmean(shifts)),
        "largest_rank_shift": float(shifts[farthest]),
        "unit_code": given.units[owners[farthest]],
    }
