"""Contracts of the tables beside the chapters of an edition: panels, comparisons, sweeps, the certificate."""

from __future__ import annotations

from pipeline.data.table_schema import table

TABLES = (
    # panel, beside the chapters of an edition
    table("panel_scores.csv", "edition unit_code code level:i score:n rank:r", key="edition unit_code code"),
    table(
        "panel_trends.csv",
        "unit_code code level:i n_editions:i kind first_year:i last_year:i first_score:n last_score:n change:n "
        "change_per_year:n growth_share:n first_rank:r last_rank:r rank_change:r",
        key="unit_code code",
    ),
    table("panel_goalposts.csv", "code transformation low:n high:n value_low:n value_high:n power:n", key="code"),
    table("panel_left_out.csv", "code name_vi name_en reason_vi reason_en", key="code"),
    # a comparison, beside the chapters of an edition
    table(
        "compare_sides.csv",
        "side name edition run method seed:i tables reason detail n_units:i n_ranked:i n_indicators:i",
        key="side",
    ),
    table("compare_differences.csv", "part kind code unit_code before after", key="part kind code unit_code"),
    table(
        "compare_changes.csv",
        "unit_code code kind score_before:n score_after:n rank_before:r rank_after:r n_before:i n_after:i "
        "position_before:n position_after:n places:n position:n reason_vi reason_en",
        key="unit_code code kind",
    ),
    table(
        "compare_attribution.csv",
        "unit_code player places:n position:n places_exact position_exact n_unscored:i",
        key="unit_code player",
    ),
    table(
        "compare_players.csv",
        "player differs:f mean_places:n largest_places:n unit_code n_unscored:i reason",
        key="player",
    ),
    table(
        "compare_congruence.csv",
        "between code level:i component:i n_items:i of:i phi:n low:n high:n n:i verdict reason",
        key="between code level component",
    ),
    # a sweep, beside the chapters of an edition
    table("sweep.csv", "unit_code run score:n rank:r", key="run unit_code"),
    table(
        "sweep_runs.csv",
        "run method changed mean_shift:n largest_shift:n unit_code spearman:n seconds:n outcome reason",
        key="run",
    ),
    # the certificate, beside the chapters of an edition
    table(
        "certificate_items.csv",
        "oracle title stage item call n_values:i max_abs_diff:n tolerance:n relative:f tolerance_reason passed:f note fault "
        "not_run reason",
        key="oracle stage item",
    ),
    table(
        "certificate_defects.csv",
        "oracle defect theirs_vi theirs_en ours_vi ours_en items checks",
        key="oracle defect",
    ),
)
