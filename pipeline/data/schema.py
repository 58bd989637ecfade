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

ONLY_IN = "ONLY_IN"
"""What a chapter declares beside READS and WRITES that is not part of every run; see `chain.steps`."""

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
    _table(
        "rebuilt.csv",
        "unit_code code year:i rule weight n_parts:i n_present:i coverage:n part_low:n part_high:n approximate:f",
        key="unit_code code year",
    ),
    _table("rebuild_rules.csv", "code rule weight note_vi note_en approximate:f refused:f", key="code"),
    _table(
        "rebuilt_checks.csv",
        "code part unit_code year:i expected:n found:n missing:n difference:n tolerance:n within:f",
        key="code part unit_code year",
    ),
    _table(
        "external_scores.csv",
        "external unit_code value:n n_rows:i n_figures:i lowest:n highest:n pages",
        key="external unit_code",
    ),
    _table(
        "official_framework.csv",
        "round:i level code name_vi name_en provider confidence back_translated:f page",
        key="round level name_vi",
    ),
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
    _table(
        "information_value.csv",
        "unit_code table codes model width:n width_known:n narrowing:n narrowing_all:n n_draws:i n_answers:i",
        key="unit_code table",
    ),
    _table("delta_shift.csv", "unit_code n_cells:i shift:n rank:r rank_shifted:r change:n", key="unit_code shift"),
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
    _table("alpha_dropped.csv", "code item alpha:n alpha_without:n", key="code item"),
    _table(
        "within_correlations.csv",
        "code with_code kind r:n low:n high:n n:i df:i n_groups:i verdict",
        key="code with_code kind",
    ),
    _table("region_shares.csv", "code share:n low:n high:n expected:n p:n n:i n_groups:i", key="code"),
    _table("pair_correlations.csv", "code other r:n low:n high:n n:i", key="code other"),
    _table("clusters.csv", "code cluster:i place:i n_members:i nearest r:n n:i", key="code"),
    _table(
        "year_on_year.csv",
        "code round:i data_year:i earlier_year:i r:n low:n high:n n:i verdict",
        key="code round",
    ),
    _table("moran.csv", "code rule i:n expected:n low:n high:n p:n n:i mean_neighbours:n", key="code rule"),
    _table("flags.csv", "code with_code flag r:n low:n high:n n:i threshold:n verdict", key="code with_code flag"),
    _table(
        "components.csv",
        "code level:i component:i eigenvalue:n share:n cumulative:n parallel:n kept:f above_parallel:f",
        key="code level component",
    ),
    _table("adequacy.csv", "code level:i n_items:i n:i kmo:n bartlett:n df:i p:n", key="code level"),
    _table("adequacy_items.csv", "code level:i item kmo:n", key="code level item"),
    _table("loadings.csv", "code level:i item component:i loading:n", key="code level item component"),
    _table(
        "rotated_loadings.csv",
        "code level:i method item component:i loading:n low:n high:n n:i communality:n note",
        key="code level method item component",
    ),
    _table(
        "congruence.csv",
        "between code level:i component:i n_items:i of:i phi:n low:n high:n n:i verdict reason",
        key="between code level component",
    ),
    _table("pca_weights.csv", "code item variant weight:n nominal:n low:n high:n n:i", key="code item variant"),
    _table(
        "pca_ranks.csv",
        "unit_code variant score:n rank:r rank_nominal:r rank_low:r rank_high:r n:i",
        key="variant unit_code",
    ),
    _table(
        "indicator_sheet.csv",
        "code parent weight:n effective:n data_year:i oldest_year:i n:i denominator source transformation "
        "skewness_raw:n kurtosis_raw:n skewness_treated:n kurtosis_treated:n margin_skewness:n margin_kurtosis:n "
        "n_imputed:i n_treated:i n_structural_zeros:i n_earlier_years:i round_r:n round_low:n round_high:n round_n:i "
        "rest_r:n rest_low:n rest_high:n rest_n:i within_r:n within_low:n within_high:n within_df:i "
        "best_other best_other_r:n twin twin_r:n size size_r:n largest_size largest_size_r:n outcome outcome_r:n "
        "kmo:n flags proposal reason_vi reason_en",
        key="code",
    ),
    _table(
        "findings_coherence.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
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
    _table(
        "regression_outcomes.csv",
        "outcome log:f n:i k:i r2:n r2_adjusted:n predicted_share:n predicted_low:n predicted_high:n penalty:n "
        "components:i index_r2:n index_r2_low:n index_r2_high:n n_negative:i strongest strongest_share:n excluded reason",
        key="outcome",
    ),
    _table(
        "cross_validation.csv",
        "outcome method choice:n error:n error_low:n error_high:n chosen:f n:i",
        key="outcome method choice",
    ),
    _table("shrunken.csv", "outcome term least_squares:n ridge:n partial_least_squares:n", key="outcome term"),
    _table(
        "quantiles.csv",
        "outcome quantile:n term coefficient:n low:n high:n fit:n converged:f n:i",
        key="outcome quantile term",
    ),
    _table(
        "dominance.csv",
        "outcome term others added:n low:n high:n n:i",
        key="outcome term others",
    ),
    _table(
        "dominance_pairs.csv",
        "outcome term other complete:n conditional:f general:n reproduced:n n:i",
        key="outcome term other",
    ),
    _table(
        "fixed_effects.csv",
        "outcome term coefficient:n se:n low:n high:n p:n r2_within:n n:i n_units:i n_rounds:i reason",
        key="outcome term",
    ),
    _table("implied_ranks.csv", "unit_code variant score:n rank:r rank_nominal:r", key="variant unit_code"),
    _table(
        "implied_shifts.csv",
        "variant n:i n_negative:i mean_shift:n largest_shift:n unit_code spearman:n",
        key="variant",
    ),
    _table(
        "external.csv",
        "external kind n:i n_all:i r:n low:n high:n alone_r:n alone_low:n alone_high:n difference:n difference_low:n "
        "difference_high:n spread_ratio:n upper_half:n",
        key="external kind",
    ),
    _table(
        "content_validity.csv",
        "code parent measurement defined:f purpose:f official match relevance:n low:n high:n kappa:n n_experts:i",
        key="code",
    ),
    _table(
        "content_coverage.csv",
        "round:i level code name_vi name_en confidence covered_by match page",
        key="round level name_vi",
    ),
    _table(
        "findings_regression.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    _table(
        "weights_page.csv",
        "code parent level:i nominal:n effective:n index_covariance_share:n r2:n covariance_share:n covariance_low:n "
        "covariance_high:n importance:n importance_low:n importance_high:n freedom:n isolated:n isolated_low:n "
        "isolated_high:n n:i verdict",
        key="code",
    ),
    _table(
        "importance_parents.csv",
        "code n_children:i n:i discrepancy:n low:n high:n verdict largest_gap:n reached:f n_negative:i",
        key="code",
    ),
    _table("importance_weights.csv", "code parent nominal:n realised:n optimised:n reached:n exact:n", key="code"),
    _table("importance_ranks.csv", "unit_code rank:r rank_optimised:r", key="unit_code"),
    _table(
        "added_value.csv",
        "code n:i least:n r:n share:n low:n high:n null_share:n null_low:n null_high:n",
        key="code",
    ),
    _table("efficiency.csv", "unit_code efficiency:n rank:r efficiency_other:n rank_other:r", key="unit_code"),
    _table("efficiency_variables.csv", "code side direction:i least:n greatest:n mean_share:n", key="code side"),
    _table(
        "compensation.csv",
        "unit_code arithmetic:n geometric:n harmonic:n lost_geometric:n lost_harmonic:n rank_arithmetic:r "
        "rank_geometric:r rank_harmonic:r flagged:f",
        key="unit_code",
    ),
    _table(
        "findings_importance.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    # 07_uncertainty
    _table(
        "uncertainty.csv",
        "unit_code rank:r rank_median:r rank_p05:r rank_p95:r rank_mean:n outside:f",
        key="unit_code",
    ),
    _table("top.csv", "unit_code k:i share:n", key="unit_code k"),
    _table("order.csv", "unit_code layer:i n_below:i n_above:i covers", key="unit_code"),
    _table(
        "convergence.csv",
        "n_draws:i mean_width:n largest_width:n mean_change:n largest_change:n unit_code",
        key="n_draws",
    ),
    _table("variance_split.csv", "unit_code imputation:n rest:n total:n share:n n_groups:i n:i", key="unit_code"),
    _table(
        "findings_uncertainty.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
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
    _table(
        "sobol_top.csv",
        "k:i unit_code factor first:n first_low:n first_high:n total:n total_low:n total_high:n",
        key="k unit_code factor",
    ),
    _table("leave_one_out.csv", "code mean_shift:n largest_shift:n unit_code spearman:n", key="code"),
    _table("leave_pillar_out.csv", "code mean_shift:n largest_shift:n unit_code spearman:n", key="code"),
    _table(
        "leave_unit_out.csv", "left_out n_reversed:i n_pairs:i mean_shift:n largest_shift:n unit_code", key="left_out"
    ),
    _table(
        "weight_dominance.csv",
        "unit_code other least_advantage:n ahead_within_bounds:f ahead_under_any:f",
        key="unit_code other",
    ),
    _table(
        "weight_stability.csv",
        "code nominal:n low:n high:n low_unit low_other high_unit high_other",
        key="code",
    ),
    _table("swaps.csv", "unit_code other difference:n shift:n from_code to_code", key="unit_code other"),
    _table(
        "findings_sensitivity.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    # 11_audit
    _table(
        "findings_data.csv",
        "chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    _table(
        "findings.csv",
        "chapter finding subject sentence_vi sentence_en value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    _table(
        "page_one.csv",
        "place:i chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="place",
    ),
    _table(
        "worked.csv",
        "unit_code code parent level:i value:n data_year:i origin treated:n low:n high:n score:n share:n contribution:n "
        "rank:r",
        key="unit_code code",
    ),
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
