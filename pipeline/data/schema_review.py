"""Contracts of the tables of the chapters that judge an index, chapter by chapter."""

from __future__ import annotations

from pipeline.data.table_schema import findings, table

TABLES = (
    # 05_coherence
    table(
        "correlations.csv",
        "code with_code kind r:n low:n high:n n:i verdict best_other best_other_r:n",
        key="code with_code kind",
    ),
    table("twins.csv", "code other r:n n:i", key="code other"),
    table("sizes.csv", "code size r:n n:i divided_by:f flagged:f", key="code size"),
    table("alpha.csv", "code n_items:i n:i alpha:n low:n high:n", key="code"),
    table("alpha_dropped.csv", "code item alpha:n alpha_without:n", key="code item"),
    table(
        "within_correlations.csv",
        "code with_code kind r:n low:n high:n n:i df:i n_groups:i verdict",
        key="code with_code kind",
    ),
    table("region_shares.csv", "code share:n low:n high:n expected:n p:n n:i n_groups:i", key="code"),
    table("pair_correlations.csv", "code other r:n low:n high:n n:i", key="code other"),
    table("clusters.csv", "code cluster:i place:i n_members:i nearest r:n n:i", key="code"),
    table(
        "year_on_year.csv",
        "code round:i data_year:i earlier_year:i r:n low:n high:n n:i verdict",
        key="code round",
    ),
    table("moran.csv", "code rule i:n expected:n low:n high:n p:n n:i mean_neighbours:n", key="code rule"),
    table("flags.csv", "code with_code flag r:n low:n high:n n:i threshold:n verdict", key="code with_code flag"),
    table(
        "components.csv",
        "code level:i component:i eigenvalue:n share:n cumulative:n parallel:n kept:f above_parallel:f",
        key="code level component",
    ),
    table("adequacy.csv", "code level:i n_items:i n:i kmo:n bartlett:n df:i p:n", key="code level"),
    table("adequacy_items.csv", "code level:i item kmo:n", key="code level item"),
    table("loadings.csv", "code level:i item component:i loading:n", key="code level item component"),
    table(
        "rotated_loadings.csv",
        "code level:i method item component:i loading:n low:n high:n n:i communality:n note",
        key="code level method item component",
    ),
    table(
        "congruence.csv",
        "between code level:i component:i n_items:i of:i phi:n low:n high:n n:i verdict reason",
        key="between code level component",
    ),
    table("pca_weights.csv", "code item variant weight:n nominal:n low:n high:n n:i", key="code item variant"),
    table(
        "pca_ranks.csv",
        "unit_code variant score:n rank:r rank_nominal:r rank_low:r rank_high:r n:i",
        key="variant unit_code",
    ),
    table(
        "indicator_sheet.csv",
        "code parent weight:n effective:n data_year:i oldest_year:i n:i denominator source transformation "
        "skewness_raw:n kurtosis_raw:n skewness_treated:n kurtosis_treated:n margin_skewness:n margin_kurtosis:n "
        "n_imputed:i n_treated:i n_structural_zeros:i n_earlier_years:i round_r:n round_low:n round_high:n round_n:i "
        "rest_r:n rest_low:n rest_high:n rest_n:i within_r:n within_low:n within_high:n within_df:i "
        "best_other best_other_r:n twin twin_r:n size size_r:n largest_size largest_size_r:n outcome outcome_r:n "
        "kmo:n flags proposal reason_vi reason_en",
        key="code",
    ),
    findings("findings_coherence.csv"),
    # 06_regression
    table(
        "regression.csv",
        "outcome term coefficient:n se:n low:n high:n p:n lowest_without_one:n highest_without_one:n standardised:n "
        "vif:n lmg:n implied_weight:n selection_frequency:n nominal_weight:n",
        key="outcome term",
    ),
    table("regression_fit.csv", "outcome log:f n:i k:i r2:n r2_adjusted:n index_r2:n excluded reason", key="outcome"),
    table("influence.csv", "outcome unit_code residual:n cooks_distance:n", key="outcome unit_code"),
    table(
        "performance.csv",
        "unit_code level:n score:n expected:n low:n high:n verdict",
        key="unit_code",
    ),
    table(
        "regression_outcomes.csv",
        "outcome log:f n:i k:i r2:n r2_adjusted:n predicted_share:n predicted_low:n predicted_high:n penalty:n "
        "components:i index_r2:n index_r2_low:n index_r2_high:n n_negative:i strongest strongest_share:n excluded reason",
        key="outcome",
    ),
    table(
        "cross_validation.csv",
        "outcome method choice:n error:n error_low:n error_high:n chosen:f n:i",
        key="outcome method choice",
    ),
    table("shrunken.csv", "outcome term least_squares:n ridge:n partial_least_squares:n", key="outcome term"),
    table(
        "quantiles.csv",
        "outcome quantile:n term coefficient:n low:n high:n fit:n converged:f n:i",
        key="outcome quantile term",
    ),
    table(
        "dominance.csv",
        "outcome term others added:n low:n high:n n:i",
        key="outcome term others",
    ),
    table(
        "dominance_pairs.csv",
        "outcome term other complete:n conditional:f general:n reproduced:n n:i",
        key="outcome term other",
    ),
    table(
        "fixed_effects.csv",
        "outcome term coefficient:n se:n low:n high:n p:n r2_within:n n:i n_units:i n_rounds:i reason",
        key="outcome term",
    ),
    table("implied_ranks.csv", "unit_code variant score:n rank:r rank_nominal:r", key="variant unit_code"),
    table(
        "implied_shifts.csv",
        "variant n:i n_negative:i mean_shift:n largest_shift:n unit_code spearman:n",
        key="variant",
    ),
    table(
        "external.csv",
        "external kind n:i n_all:i r:n low:n high:n alone_r:n alone_low:n alone_high:n difference:n difference_low:n "
        "difference_high:n spread_ratio:n upper_half:n",
        key="external kind",
    ),
    table(
        "content_validity.csv",
        "code parent measurement defined:f purpose:f official match relevance:n low:n high:n kappa:n n_experts:i",
        key="code",
    ),
    table(
        "content_coverage.csv",
        "round:i level code name_vi name_en confidence covered_by match page",
        key="round level name_vi",
    ),
    findings("findings_regression.csv"),
    table(
        "weights_page.csv",
        "code parent level:i nominal:n effective:n index_covariance_share:n r2:n covariance_share:n covariance_low:n "
        "covariance_high:n importance:n importance_low:n importance_high:n freedom:n isolated:n isolated_low:n "
        "isolated_high:n n:i verdict",
        key="code",
    ),
    table(
        "importance_parents.csv",
        "code n_children:i n:i discrepancy:n low:n high:n verdict largest_gap:n reached:f n_negative:i",
        key="code",
    ),
    table("importance_weights.csv", "code parent nominal:n realised:n optimised:n reached:n exact:n", key="code"),
    table("importance_ranks.csv", "unit_code rank:r rank_optimised:r", key="unit_code"),
    table(
        "added_value.csv",
        "code n:i least:n r:n share:n low:n high:n null_share:n null_low:n null_high:n",
        key="code",
    ),
    table("efficiency.csv", "unit_code efficiency:n rank:r efficiency_other:n rank_other:r", key="unit_code"),
    table("efficiency_variables.csv", "code side direction:i least:n greatest:n mean_share:n", key="code side"),
    table(
        "compensation.csv",
        "unit_code arithmetic:n geometric:n harmonic:n lost_geometric:n lost_harmonic:n rank_arithmetic:r "
        "rank_geometric:r rank_harmonic:r flagged:f",
        key="unit_code",
    ),
    findings("findings_importance.csv"),
    # 07_uncertainty
    table(
        "uncertainty.csv",
        "unit_code rank:r rank_median:r rank_p05:r rank_p95:r rank_mean:n outside:f",
        key="unit_code",
    ),
    table("top.csv", "unit_code k:i share:n", key="unit_code k"),
    table("order.csv", "unit_code layer:i n_below:i n_above:i covers", key="unit_code"),
    table(
        "convergence.csv",
        "n_draws:i mean_width:n largest_width:n mean_change:n largest_change:n unit_code",
        key="n_draws",
    ),
    table("variance_split.csv", "unit_code imputation:n rest:n total:n share:n n_groups:i n:i", key="unit_code"),
    findings("findings_uncertainty.csv"),
    table("mean_shift.csv", "n_draws:i mean:n low:n high:n largest:n n:i", key="n_draws"),
    table(
        "rank_sets.csv",
        "unit_code rank:r score:n error:n best:i worst:i best_all:i worst_all:i score_error:n n:i",
        key="unit_code",
    ),
    table("acceptability.csv", "unit_code rank:r share:n", key="unit_code rank"),
    table("pairs.csv", "unit_code other share_ahead:n robust:f", key="unit_code other"),
    table("draws.csv", "factor choice n:i share:n", key="factor choice"),
    table("weight_spread.csv", "code nominal:n p05:n p95:n lowest:n highest:n", key="code"),
    # 08_sensitivity
    table(
        "one_at_a_time.csv",
        "factor choice mean_shift:n largest_shift:n unit_code spearman:n n_changed:i",
        key="factor choice",
    ),
    table(
        "sobol.csv",
        "output factor first:n first_low:n first_high:n total:n total_low:n total_high:n",
        key="output factor",
    ),
    table(
        "sobol_top.csv",
        "k:i unit_code factor first:n first_low:n first_high:n total:n total_low:n total_high:n",
        key="k unit_code factor",
    ),
    table("leave_one_out.csv", "code mean_shift:n largest_shift:n unit_code spearman:n", key="code"),
    table("leave_pillar_out.csv", "code mean_shift:n largest_shift:n unit_code spearman:n", key="code"),
    table(
        "leave_unit_out.csv", "left_out n_reversed:i n_pairs:i mean_shift:n largest_shift:n unit_code", key="left_out"
    ),
    table(
        "weight_dominance.csv",
        "unit_code other least_advantage:n ahead_within_bounds:f ahead_under_any:f",
        key="unit_code other",
    ),
    table(
        "weight_stability.csv",
        "code nominal:n low:n high:n low_unit low_other high_unit high_other",
        key="code",
    ),
    table("swaps.csv", "unit_code other difference:n shift:n from_code to_code", key="unit_code other"),
    findings("findings_sensitivity.csv"),
    # 11_audit
    findings("findings_data.csv"),
    table(
        "findings.csv",
        "chapter finding subject sentence_vi sentence_en value:n low:n high:n n:i threshold:n source verdict",
        key="chapter finding subject",
    ),
    table(
        "page_one.csv",
        "place:i chapter finding subject value:n low:n high:n n:i threshold:n source verdict",
        key="place",
    ),
    table(
        "worked.csv",
        "unit_code code parent level:i value:n data_year:i origin treated:n low:n high:n score:n share:n contribution:n "
        "rank:r",
        key="unit_code code",
    ),
    # 12_missing_data
    table(
        "imputation_errors.csv",
        "method kind block n_of:i n_blocks:i n_cells:i n_predicted:i rmse_sd:n bias_sd:n mean_rank_shift:n "
        "largest_rank_shift:r unit_code reason",
        key="method kind block",
    ),
    table(
        "imputation_ranks.csv",
        "unit_code variant rank:r rank_median:r rank_low:r rank_high:r n_cells:i n:i reason",
        key="unit_code variant",
    ),
    table(
        "shadow.csv",
        "unit_code code class explicit:n shadow_score:n shadow_value:n rank_explicit:r rank_shadow:r reason",
        key="unit_code code",
    ),
    table(
        "information_value.csv",
        "unit_code table codes model width:n width_known:n narrowing:n narrowing_all:n n_draws:i n_answers:i",
        key="unit_code table",
    ),
    table("delta_shift.csv", "unit_code n_cells:i shift:n rank:r rank_shifted:r change:n", key="unit_code shift"),
    # 13_targets
    table(
        "targets.csv",
        "target status low:n high:n year:i first_year:i last_year:i n_units:i n_met:i n_on_track:i n_moderate:i "
        "n_insufficient:i n_away:i n_missed:i n_not_estimable:i n_no_value:i",
        key="target",
    ),
    table(
        "target_units.csv",
        "target unit_code year:i value:n gap:n score:n years_left:i required:n n_years:i pace:n pace_low:n pace_high:n "
        "ratio:n ratio_low:n ratio_high:n reached reached_first:i reached_last:i light light_low light_high",
        key="target unit_code",
    ),
    table("target_values.csv", "target unit_code year:i value:n", key="target unit_code year"),
    table(
        "growth_residual.csv",
        "unit_code year:i output:n capital:n labour:n capital_share:n residual:n",
        key="unit_code year",
    ),
)
