"""The contract of every processed table: its columns, their types, and the key by which its rows are sorted.

Types: ``text`` (codes keep their zeros), ``number`` (empty is missing), ``integer`` (empty is missing), ``flag``
(``true``/``false``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.errors import SchemaError, nearest

ColumnType = Literal["text", "number", "integer", "flag"]


@dataclass(frozen=True)
class TableSchema:
    """Columns with their types, and the columns that identify a row."""

    name: str
    columns: dict[str, ColumnType]
    key: tuple[str, ...]


def _table(name: str, columns: str, *, key: str) -> TableSchema:
    """Read the compact notation below: ``column:type column:type``; a column without a type is text."""
    types: dict[str, ColumnType] = {}
    for item in columns.split():
        column, _, kind = item.partition(":")
        types[column] = {"n": "number", "i": "integer", "f": "flag", "": "text"}[kind]  # type: ignore[assignment]
    return TableSchema(name=name, columns=types, key=tuple(key.split()))


_ALL = (
    # 01_data
    _table("values.csv", "unit_code code value:n data_year:i status origin", key="unit_code code"),
    _table("earlier.csv", "unit_code code value:n data_year:i", key="unit_code code"),
    _table("coverage.csv", "unit_code rule node present:i of:i required:i passed:f", key="unit_code rule node"),
    _table("screening.csv", "unit_code ranked:f reason_vi reason_en", key="unit_code"),
    _table(
        "corrections.csv",
        "source table unit column found instead reason_vi reason_en",
        key="source table unit column",
    ),
    _table(
        "structural_zeros.csv",
        "table column unit_code reason_vi reason_en",
        key="table column unit_code",
    ),
    _table(
        "crosschecks.csv",
        "table column group rule published:n computed:n difference:n tolerance:n within:f",
        key="table column group",
    ),
    _table("sources.csv", "source table file sha256 producer licence title unit_of_measure", key="source table"),
    _table("published.csv", "unit_code code published:n tolerance:n", key="code unit_code"),
    # 02_imputation
    _table("imputed.csv", "unit_code code value:n imputed:f", key="unit_code code"),
    _table("imputed_cells.csv", "unit_code code value:n method", key="unit_code code"),
    _table(
        "imputation_errors.csv",
        "method block n_blocks:i n_cells:i n_predicted:i rmse_sd:n bias_sd:n mean_rank_shift:n largest_rank_shift:n "
        "unit_code",
        key="method block",
    ),
    # 03_treatment
    _table("treated.csv", "unit_code code value:n", key="unit_code code"),
    _table("treated_cells.csv", "unit_code code before:n after:n", key="code unit_code"),
    _table(
        "treatment.csv",
        "code transformation skewness_raw:n kurtosis_raw:n skewness_transformed:n kurtosis_transformed:n "
        "margin_skewness:n margin_kurtosis:n margin_kurtosis_alone:n outlying_raw:f outlying_transformed:f "
        "n_winsorised:i fallback "
        "skewness_treated:n kurtosis_treated:n outlying_treated:f",
        key="code",
    ),
    # 04_index
    _table("scores.csv", "unit_code code level:i score:n rank:i", key="unit_code code"),
    _table("goalposts.csv", "code low:n high:n direction:i coefficient_of_variation:n", key="code"),
    _table(
        "weights.csv",
        "code parent level:i weight:n share:n effective:n covariance_share:n r:n r_low:n r_high:n",
        key="code",
    ),
    _table(
        "replication.csv",
        "code n:i largest_difference:n mean_difference:n tolerance:n passed:f",
        key="code",
    ),
    # 05_coherence
    _table(
        "correlations.csv",
        "code with_code kind r:n low:n high:n n:i verdict best_other best_other_r:n",
        key="code with_code kind",
    ),
    _table("twins.csv", "code other r:n n:i", key="code other"),
    _table("alpha.csv", "code n_items:i n:i alpha:n low:n high:n", key="code"),
    _table(
        "components.csv",
        "code component:i eigenvalue:n share:n cumulative:n parallel:n kept:f above_parallel:f",
        key="code component",
    ),
    _table("adequacy.csv", "code n_items:i n:i kmo:n bartlett:n df:i p:n", key="code"),
    _table("loadings.csv", "code item component:i loading:n", key="code item component"),
    _table("pca_weights.csv", "code item variant weight:n nominal:n", key="code item variant"),
    _table("pca_ranks.csv", "unit_code variant score:n rank:i rank_nominal:i", key="variant unit_code"),
    # 06_regression
    _table(
        "regression.csv",
        "outcome term coefficient:n se:n low:n high:n p:n lowest_without_one:n highest_without_one:n standardised:n "
        "vif:n lmg:n implied_weight:n selection_frequency:n nominal_weight:n",
        key="outcome term",
    ),
    _table("regression_fit.csv", "outcome log:f n:i k:i r2:n r2_adjusted:n index_r2:n excluded reason", key="outcome"),
    _table("influence.csv", "outcome unit_code residual:n cooks_distance:n", key="outcome unit_code"),
    _table(
        "performance.csv",
        "unit_code level:n score:n expected:n low:n high:n verdict",
        key="unit_code",
    ),
    # 07_uncertainty
    _table("uncertainty.csv", "unit_code rank:i rank_median:i rank_p05:i rank_p95:i", key="unit_code"),
    _table("acceptability.csv", "unit_code rank:i share:n", key="unit_code rank"),
    _table("pairs.csv", "unit_code other share_ahead:n robust:f", key="unit_code other"),
    _table("draws.csv", "factor choice n:i share:n", key="factor choice"),
    _table("weight_spread.csv", "code nominal:n p05:n p95:n lowest:n highest:n", key="code"),
    # 08_sensitivity
    _table(
        "one_at_a_time.csv",
        "factor choice mean_shift:n largest_shift:n unit_code spearman:n n_changed:i",
        key="factor choice",
    ),
    _table(
        "sobol.csv",
        "output factor first:n first_low:n first_high:n total:n total_low:n total_high:n",
        key="output factor",
    ),
    _table("leave_one_out.csv", "code mean_shift:n largest_shift:n unit_code spearman:n", key="code"),
    # 09_profiles
    _table(
        "profiles.csv",
        "unit_code code level:i value:n data_year:i origin score:n rank:i region_mean:n median:n best:n worst:n "
        "best_unit worst_unit",
        key="unit_code code",
    ),
    _table("strengths.csv", "unit_code code kind place:i rank:i score:n value:n", key="unit_code kind place"),
)

TABLES: dict[str, TableSchema] = {table.name: table for table in _ALL}


def schema_of(name: str) -> TableSchema:
    """The contract of one table.

    Raises
    ------
    SchemaError : a table that is not declared here.
    """
    if name not in TABLES:
        raise SchemaError(
            f"table {name!r} has no schema; {nearest(name, sorted(TABLES))}. Declare it in data/schema.py"
        )
    return TABLES[name]
