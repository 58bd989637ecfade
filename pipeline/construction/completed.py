"""Completed tables of a method: the one with the values that are expected, or many with values that are drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import imputation, imputation_setting, imputers, matrix, normalisation, treatment
from pipeline.construction.design import ERROR_STREAM, IMPUTATION_STREAM, stream
from pipeline.construction.ground import Ground
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


class Tables:
    """Normalised scores under any method, each computed once."""

    def __init__(self, ground: Ground, edition: Edition, *, seed: int) -> None:
        self._ground, self._edition, self._seed = ground, edition, seed
        self._normalised: dict[tuple[str, bool], FloatArray] = {}
        self._prepared: dict[str, pd.DataFrame] = {}
        self._completed: dict[tuple[str, bool], FloatArray] = {}
        self._errors: FloatArray | None = None

    def normalised(self, method: Method, *, drawn: bool = False) -> FloatArray:
        """Normalised scores, (n_tables, n_units, n_indicators): one table, or as many as the method draws.

        Where nothing is left to draw there is one table, whatever is asked for.
        """
        groups = (method.preparation, method.imputation, method.treatment, method.normalisation)
        key = _key(*groups), drawn
        if key not in self._normalised:
            self._normalised[key] = self._scored(self.completed(method, drawn=drawn), method)
        return self._normalised[key]

    def with_errors(
        self, method: Method, tables: IntArray, errors: IntArray, *, drawn: bool, n_errors: int
    ) -> FloatArray:
        """Normalised scores of pairs of a completed table and a draw of survey error, (n_pairs, n_units, n_indicators).

        The error is added to what was observed, not to what was imputed; nothing is clipped. Completed tables are those
        of the values as published.
        """
        completed = self.completed(method, drawn=drawn)
        own = completed[np.minimum(np.maximum(tables, 0), len(completed) - 1)]
        observed = ~np.isnan(matrix.array(self.prepared(method)))
        noise = self._drawn_errors(n_errors)[errors] * (errors >= 0)[:, np.newaxis, np.newaxis]
        return self._scored(own + np.where(observed, noise, 0.0), method)

    def prepared(self, method: Method) -> pd.DataFrame:
        """Ranked units x indicators, before imputation."""
        key = _key(method.preparation)
        if key not in self._prepared:
            ground = self._ground
            self._prepared[key] = matrix.prepared(ground.values, self._edition, method, units=ground.units)
        return self._prepared[key]

    def completed(self, method: Method, *, drawn: bool) -> FloatArray:
        """Values after imputation, (n_tables, n_units, n_indicators).

        Drawn are the blanks, and the values that the year rule carried forward; a cell that cannot be drawn stays as the
        preparation left it.
        """
        factor = method.treatment.gii_log_factor  # the one number of treatment that models of the imputation use
        key = f"{_key(method.preparation, method.imputation)}|{factor}", drawn
        if key not in self._completed:
            seed = stream(self._seed, IMPUTATION_STREAM)
            values = self.prepared(method)
            if drawn:
                own = matrix.array(values)
                given = imputation_setting.setting(values, self._ground.panel, self._edition, method=method, seed=seed)
                tables = imputers.draws(own, given, n_draws=method.imputation.n_imputations)
                tables = np.where(np.isnan(tables), own, tables)
                same = np.array_equal(tables, np.broadcast_to(tables[:1], tables.shape), equal_nan=True)
                self._completed[key] = tables[:1] if same else tables
            else:
                filled = imputation.impute(values, self._ground.panel, self._edition, method=method, seed=seed)
                self._completed[key] = matrix.array(filled.values)[np.newaxis]
        return self._completed[key]

    @property
    def standard_errors(self) -> FloatArray:
        """What the sources state, (n_indicators,), in each indicator's unit of measure; 0 where they state none."""
        sources, codes = self._edition.sources.indicators, self._edition.framework.indicator_codes
        stated = [sources[code].standard_error if code in sources else None for code in codes]
        return np.array([0.0 if error is None else error for error in stated])

    def _scored(self, completed: FloatArray, method: Method) -> FloatArray:
        codes, edition = self._edition.framework.indicator_codes, self._edition
        treated = treatment.treat_batch(completed, codes, edition, method=method)
        return normalisation.normalise_batch(treated, codes, edition, method=method, units=self._ground.units)

    def _drawn_errors(self, n_errors: int) -> FloatArray:
        """Normal errors (n_errors, n_units, n_indicators), independent between units and indicators."""
        if self._errors is None or len(self._errors) != n_errors:
            rng = np.random.default_rng(stream(self._seed, ERROR_STREAM))
            shape = (n_errors, len(self._ground.units), len(self.standard_errors))
            self._errors = rng.standard_normal(shape) * self.standard_errors
        return self._errors


def complete_units(tables: FloatArray) -> BoolArray:
    """Units (n_units,) of which no value differs between completed tables (n_tables, n_units, n_indicators)."""
    return np.asarray((tables == tables[:1]).all(axis=(0, 2)) | np.isnan(tables).all(axis=(0, 2)))


def _key(*groups: object) -> str:
    return "|".join(group.model_dump_json() for group in groups)  # type: ignore[attr-defined]
