"""The contract of every processed table: its columns, their types, and the key by which its rows are sorted.

Types: ``text`` (codes keep their zeros), ``number`` (empty is missing), ``integer`` (empty is missing), ``rank`` (a place
or, between two tied ones, a half; written ``3`` and ``2.5``), ``flag`` (``true``/``false``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.errors import SchemaError, nearest

RAW = "raw"
"""In READS, in the place of a table: this chapter reads the edition's raw tables."""

ColumnType = Literal["text", "number", "integer", "rank", "flag"]


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
        types[column] = {"n": "number", "i": "integer", "r": "rank", "f": "flag", "": "text"}[kind]  # type: ignore[assignment]
    return TableSchema(name=name, columns=types, key=tuple(key.split()))


_ALL = (
    # 01_data
    _table("values.csv", "unit_code code value:n data_year:i status origin", key="unit_code code"),
    _table("panel.csv", "unit_code code round:i data_year:i value:n", key="unit_code code round"),
    _table("coverage.csv", "unit_code rule node present:i zeros:i of:i required:i passed:f", key="unit_code rule node"),
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
    _table(
        "denominators.csv",
        "code numerator denominator factor:n max_age:i same_year:f note_vi note_en",
        key="code",
    ),
    _table("published.csv", "unit_code code published:n tolerance:n", key="code unit_code"),
    # 02_imputation
    _table("imputed.csv", "unit_code code value:n imputed:f", key="unit_code code"),
    _table(
        "imputed_cells.csv",
        "unit_code code value:n method data_year:i lag:i expected_error:n n:i beyond",
        key="unit_code code",
    ),
    _table("imputation_models.csv", "node method n_indicators:i n_blank:i iterations:i converged:f", key="node"),
    _table(
        "stand_ins.csv",
        "unit_code code value:n data_year:i lag:i expected_error:n error_sd:n n:i",
        key="unit_code code",
    ),
    _table(
        "imputation_errors.csv",
        "method kind block n_of:i n_blocks:i n_cells:i n_predicted:i rmse_sd:n bias_sd:n mean_rank_shift:n "
        "largest_rank_shift:r unit_code reason",
        key="method kind block",
    ),
    _table(
        "imputation_ranks.csv",
        "unit_code variant rank:r rank_median:r rank_low:r rank_high:r n_cells:i n:i reason",
        key="unit_code variant",
    ),
    _table(
        "shadow.csv",
        "unit_code code class explicit:n shadow_score:n shadow_value:n rank_explicit:r rank_shadow:r reason",
        key="unit_code code",
    ),
    # 03_treatment
    _table("treated.csv", "unit_code code value:n", key="unit_code code"),
    _table("treated_cells.csv", "unit_code code before:n after:n", key="code unit_code"),
    _table(
        "treatment.csv",
        "code transformation reflected:f constant_low:n constant_high:n power:n factor:n "
        "skewness_raw:n kurtosis_raw:n skewness_transformed:n kurtosis_transformed:n "
        "margin_skewness:n margin_kurtosis:n margin_kurtosis_alone:n outlying_raw:f outlying_transformed:f "
        "n_winsorised:i n_tied:i n_beyond:i fallback "
        "skewness_treated:n kurtosis_treated:n outlying_treated:f",
        key="code",
    ),
    # 04_index
    _table("scores.csv", "unit_code code level:i score:n rank:r", key="unit_code code"),
    _table(
        "goalposts.csv",
        "code low:n high:n basis direction:i coefficient_of_variation:n near_ceiling:f",
        key="code",
    ),
    _table("truncated.csv", "unit_code code value:n low:n high:n", key="unit_code code"),
    _table(
        "weights.csv",
        "code parent level:i weight:n share:n effective:n covariance_share:n r:n r_low:n r_high:n",
        key="code",
    ),
    _table(
        "weight_evidence.csv",
        "code parent weighting weight:n nominal:n low:n high:n n:i measure figure:n limit:n verdict who",
        key="code",
    ),
    _table("weight_variants.csv", "code variant weight:n effective:n", key="code variant"),
    _table(
        "weight_shifts.csv",
        "variant kind feasible:f reason detail mean_shift:n largest_shift:n unit_code spearman:n n_changed:i",
        key="variant",
    ),
    _table("classes.csv", "unit_code code class:i of:i low:n high:n", key="code unit_code"),
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
    _table("sizes.csv", "code size r:n n:i divided_by:f flagged:f", key="code size"),
    _table("alpha.csv", "code n_items:i n:i alpha:n low:n high:n", key="code"),
    _table(
        "components.csv",
        "code component:i eigenvalue:n share:n cumulative:n parallel:n kept:f above_parallel:f",
        key="code component",
    ),
    _table("adequacy.csv", "code n_items:i n:i kmo:n bartlett:n df:i p:n", key="code"),
    _table("loadings.csv", "code item component:i loading:n", key="code item component"),
    _table("pca_weights.csv", "code item variant weight:n nominal:n", key="code item variant"),
    _table("pca_ranks.csv", "unit_code variant score:n rank:r rank_nominal:r", key="variant unit_code"),
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
    _table("uncertainty.csv", "unit_code rank:r rank_median:r rank_p05:r rank_p95:r", key="unit_code"),
    _table("acceptability.csv", "unit_code rank:r share:n", key="unit_code rank"),
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
        "unit_code code level:i value:n data_year:i origin score:n rank:r region_mean:n median:n best:n worst:n "
        "best_unit worst_unit",
        key="unit_code code",
    ),
    _table("strengths.csv", "unit_code code kind place:i rank:r score:n value:n", key="unit_code kind place"),
    # panel, beside the chapters of an edition
    _table("panel_scores.csv", "edition unit_code code level:i score:n rank:r", key="edition unit_code code"),
    _table(
        "panel_trends.csv",
        "unit_code code level:i n_editions:i kind first_year:i last_year:i first_score:n last_score:n change:n "
        "change_per_year:n growth_share:n first_rank:r last_rank:r rank_change:r",
        key="unit_code code",
    ),
    _table("panel_goalposts.csv", "code transformation low:n high:n value_low:n value_high:n power:n", key="code"),
    _table("panel_left_out.csv", "code name_vi name_en reason_vi reason_en", key="code"),
    # a comparison, beside the chapters of an edition
    _table(
        "compare_sides.csv",
        "side name edition run method seed:i tables reason detail n_units:i n_ranked:i n_indicators:i",
        key="side",
    ),
    _table("compare_differences.csv", "part kind code unit_code before after", key="part kind code unit_code"),
    _table(
        "compare_changes.csv",
        "unit_code code kind score_before:n score_after:n rank_before:r rank_after:r n_before:i n_after:i "
        "position_before:n position_after:n places:n position:n reason_vi reason_en",
        key="unit_code code kind",
    ),
    _table(
        "compare_attribution.csv",
        "unit_code player places:n position:n places_exact position_exact n_unscored:i",
        key="unit_code player",
    ),
    _table(
        "compare_players.csv",
        "player differs:f mean_places:n largest_places:n unit_code n_unscored:i reason",
        key="player",
    ),
    # a sweep, beside the chapters of an edition
    _table("sweep.csv", "unit_code run score:n rank:r", key="run unit_code"),
    _table(
        "sweep_runs.csv",
        "run method changed mean_shift:n largest_shift:n unit_code spearman:n seconds:n outcome reason",
        key="run",
    ),
    # the certificate, beside the chapters of an edition
    _table(
        "certificate_items.csv",
        "oracle title stage item call n_values:i max_abs_diff:n tolerance:n relative:f tolerance_reason passed:f note fault "
        "not_run reason",
        key="oracle stage item",
    ),
    _table(
        "certificate_defects.csv",
        "oracle defect theirs_vi theirs_en ours_vi ours_en items checks",
        key="oracle defect",
    ),
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
