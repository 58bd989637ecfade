"""Contracts of the tables on the way from raw figures to scores and profiles, chapter by chapter."""

from __future__ import annotations

from pipeline.data.table_schema import table

TABLES = (
    # 01_data
    table("values.csv", "unit_code code value:n data_year:i status origin", key="unit_code code"),
    table("panel.csv", "unit_code code round:i data_year:i value:n", key="unit_code code round"),
    table("coverage.csv", "unit_code rule node present:i zeros:i of:i required:i passed:f", key="unit_code rule node"),
    table("screening.csv", "unit_code ranked:f reason_vi reason_en", key="unit_code"),
    table(
        "corrections.csv",
        "source table unit column found instead reason_vi reason_en",
        key="source table unit column",
    ),
    table(
        "structural_zeros.csv",
        "table column unit_code reason_vi reason_en",
        key="table column unit_code",
    ),
    table(
        "crosschecks.csv",
        "table column group rule published:n computed:n difference:n tolerance:n within:f",
        key="table column group",
    ),
    table("sources.csv", "source table file sha256 producer licence title unit_of_measure", key="source table"),
    table(
        "denominators.csv",
        "code numerator denominator factor:n max_age:i same_year:f note_vi note_en",
        key="code",
    ),
    table("published.csv", "unit_code code published:n tolerance:n", key="code unit_code"),
    table(
        "rebuilt.csv",
        "unit_code code year:i rule weight n_parts:i n_present:i coverage:n part_low:n part_high:n approximate:f",
        key="unit_code code year",
    ),
    table("rebuild_rules.csv", "code rule weight note_vi note_en approximate:f refused:f", key="code"),
    table(
        "rebuilt_checks.csv",
        "code part unit_code year:i expected:n found:n missing:n difference:n tolerance:n within:f",
        key="code part unit_code year",
    ),
    table(
        "external_scores.csv",
        "external unit_code value:n n_rows:i n_figures:i lowest:n highest:n pages",
        key="external unit_code",
    ),
    table(
        "official_framework.csv",
        "round:i level code name_vi name_en provider confidence back_translated:f page",
        key="round level name_vi",
    ),
    # 02_imputation
    table("imputed.csv", "unit_code code value:n imputed:f", key="unit_code code"),
    table(
        "imputed_cells.csv",
        "unit_code code value:n method data_year:i lag:i expected_error:n n:i beyond",
        key="unit_code code",
    ),
    table("imputation_models.csv", "node method n_indicators:i n_blank:i iterations:i converged:f", key="node"),
    table(
        "stand_ins.csv",
        "unit_code code value:n data_year:i lag:i expected_error:n error_sd:n n:i",
        key="unit_code code",
    ),
    # 03_treatment
    table("treated.csv", "unit_code code value:n", key="unit_code code"),
    table("treated_cells.csv", "unit_code code before:n after:n", key="code unit_code"),
    table(
        "treatment.csv",
        "code transformation reflected:f constant_low:n constant_high:n power:n factor:n "
        "skewness_raw:n kurtosis_raw:n skewness_transformed:n kurtosis_transformed:n "
        "margin_skewness:n margin_kurtosis:n margin_kurtosis_alone:n outlying_raw:f outlying_transformed:f "
        "n_winsorised:i n_tied:i n_beyond:i fallback "
        "skewness_treated:n kurtosis_treated:n outlying_treated:f",
        key="code",
    ),
    # 04_index
    table("scores.csv", "unit_code code level:i score:n rank:r", key="unit_code code"),
    table(
        "goalposts.csv",
        "code low:n high:n basis direction:i coefficient_of_variation:n near_ceiling:f",
        key="code",
    ),
    table("truncated.csv", "unit_code code value:n low:n high:n", key="unit_code code"),
    table(
        "weights.csv",
        "code parent level:i weight:n share:n effective:n covariance_share:n r:n r_low:n r_high:n",
        key="code",
    ),
    table(
        "weight_evidence.csv",
        "code parent weighting weight:n nominal:n low:n high:n n:i measure figure:n limit:n verdict who",
        key="code",
    ),
    table("weight_variants.csv", "code variant weight:n effective:n", key="code variant"),
    table(
        "weight_shifts.csv",
        "variant kind feasible:f reason detail mean_shift:n largest_shift:n unit_code spearman:n n_changed:i",
        key="variant",
    ),
    table("classes.csv", "unit_code code class:i of:i low:n high:n", key="code unit_code"),
    table(
        "replication.csv",
        "code n:i largest_difference:n mean_difference:n tolerance:n passed:f",
        key="code",
    ),
    # 09_profiles
    table(
        "profiles.csv",
        "unit_code code level:i value:n data_year:i origin score:n rank:r region_mean:n median:n best:n worst:n "
        "best_unit worst_unit",
        key="unit_code code",
    ),
    table("strengths.csv", "unit_code code kind place:i rank:r score:n value:n", key="unit_code kind place"),
)
