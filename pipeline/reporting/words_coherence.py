"""Words of the chapter on coherence: within regions, clusters, rounds, neighbours, factors, and the indicator sheet."""

WORDS: dict[str, tuple[str, str]] = {
    "all_indicators": ("mọi chỉ tiêu", "all indicators"),
    "correlation_kendall": ("Kendall", "Kendall"),
    # flags
    "table_flags": ("Những điều cần xem lại", "What asks for a second look"),
    "table_flags_empty": ("Không có gì vượt ngưỡng.", "Nothing lies beyond a threshold."),
    "flag": ("Dấu hiệu", "Sign"),
    "with_what": ("So với", "Against"),
    "flag_low": ("ít đi cùng nhóm", "goes little with its group"),
    "flag_opposed": ("đi ngược", "works against it"),
    "flag_elsewhere": ("đi cùng trụ cột khác hơn", "goes with another pillar more"),
    "flag_redundant": ("gần trùng", "nearly the same"),
    "flag_identical": ("trùng", "the same"),
    "flag_size": ("theo quy mô", "grows with size"),
    "flag_low_within": ("ít đi cùng trong vùng", "goes little with it within regions"),
    "flag_forgetful": ("khác năm trước", "unlike the year before"),
    # within regions
    "table_within_correlations": (
        "Tương quan với phần còn lại: toàn bộ các tỉnh và trong từng vùng",
        "Rest-correlations: over all provinces and within regions",
    ),
    "table_within_correlations_empty": (
        "Không vùng nào có từ hai tỉnh được xếp hạng.",
        "No region holds two ranked provinces.",
    ),
    "within_note": (
        "Trong vùng: Pearson và Spearman sau khi trừ trung bình vùng, khoảng với n − số vùng − 2 bậc tự do; Kendall trên các "
        "cặp tỉnh cùng vùng, khoảng từ các mẫu lặp trong từng vùng.",
        "Within regions: Pearson and Spearman with region means taken out, intervals with n − regions − 2; Kendall over pairs "
        "of one region, its interval from resamples within regions.",
    ),
    "r_pooled": ("r chung", "r pooled"),
    "r_within": ("r trong vùng", "r within"),
    "rho_within": ("Spearman trong vùng", "Spearman within"),
    "tau_within": ("Kendall trong vùng", "Kendall within"),
    "degrees": ("Bậc tự do", "df"),
    "within_title": (
        "Tương quan với phần còn lại của nhóm: chung và trong vùng",
        "Rest-correlation with the group: pooled and within regions",
    ),
    "within_figure_note": (
        "Chấm rỗng: mọi tỉnh; chấm đặc với khoảng: trong vùng (trừ trung bình vùng, {df} bậc tự do). Ngưỡng {limit}. Chấm "
        "đặc lùi xa về trái: mối liên hệ là do khác biệt giữa các vùng.",
        "Hollow: all provinces; filled with interval: within regions (region means taken out, {df} df). Threshold {limit}. A "
        "filled dot far to the left: the relation is one between regions.",
    ),
    "pooled": ("mọi tỉnh", "all provinces"),
    "within": ("trong vùng", "within regions"),
    "table_region_shares": ("Phần phương sai nằm giữa các vùng", "Share of variance between regions"),
    "table_region_shares_empty": ("Không có vùng để so sánh.", "There are no regions to compare."),
    "between_share": ("Giữa các vùng", "Between regions"),
    "expected_by_chance": ("Nếu vùng không quan trọng", "If regions did not matter"),
    "n_regions": ("Số vùng", "Regions"),
    # clusters
    "table_clusters": ("Cụm chỉ tiêu nói gần giống nhau", "Clusters of indicators that say much the same"),
    "table_clusters_empty": (
        "Không chỉ tiêu nào đủ giống chỉ tiêu khác để thành cụm.",
        "No two indicators are alike enough to form a cluster.",
    ),
    "cluster": ("Cụm", "Cluster"),
    "nearest_indicator": ("Giống nhất với", "Most like"),
    "map_title": ("Tương quan giữa các chỉ tiêu, xếp theo cụm", "Correlations of indicators, ordered by cluster"),
    "map_note": (
        "Khung: cụm phân cấp trên 1 − |r|, {linkage}, cắt tại |r| = {limit}. Thứ tự theo cây phân cụm. Số ghi từ |r| = {shown}.",
        "Frames: hierarchical clusters on 1 − |r|, {linkage}, cut at |r| = {limit}. Ordered by the tree. Numbers from |r| = "
        "{shown}.",
    ),
    "correlation_r": ("Tương quan Pearson r", "Pearson's r"),
    "empty_pairs": ("Không có hai chỉ tiêu để so sánh.", "There are no two indicators to compare."),
    # rounds
    "table_year_on_year": ("Tương quan hạng với năm trước", "Rank correlation with the year before"),
    "table_year_on_year_empty": ("Không chỉ tiêu nào có số liệu.", "No indicator has data."),
    "years_compared": ("Hai năm so sánh", "Years compared"),
    "one_round_only": ("chỉ một kỳ", "one round only"),
    "year_on_year_title": (
        "Mức nhiễu: tương quan hạng của từng chỉ tiêu với chính nó một năm trước",
        "The noise floor: rank correlation of each indicator with itself a year before",
    ),
    "year_on_year_note": (
        "Spearman với khoảng, n = {n}; chấm nhạt: các cặp kỳ khác; ngưỡng {limit}. Gạch ngang: không có hai kỳ liền nhau. Thấp "
        "có thể là nhiễu của khảo sát hoặc thay đổi thật.",
        "Spearman with interval, n = {n}; pale: other pairs of rounds; threshold {limit}. A dash: no two neighbouring rounds. "
        "Low may be noise of a survey or real change.",
    ),
    "rank_correlation": ("Tương quan hạng Spearman", "Spearman's rank correlation"),
    "empty_rounds": ("Không chỉ tiêu nào có hai kỳ liền nhau.", "No indicator has two neighbouring rounds."),
    # neighbours
    "table_moran": ("Moran I: các tỉnh láng giềng có giống nhau không", "Moran's I: are neighbours alike"),
    "table_moran_empty": ("Không tỉnh nào có láng giềng.", "No province has a neighbour."),
    "neighbour_rule": ("Láng giềng", "Neighbours"),
    "rule_region": ("cùng vùng", "same region"),
    "rule_rook": ("kề cạnh trên bản đồ ô (gần đúng)", "side by side on the tile map (approximate)"),
    "rule_queen": ("kề cạnh hoặc góc trên bản đồ ô (gần đúng)", "side or corner on the tile map (approximate)"),
    "morans_i": ("Moran I", "Moran's I"),
    "expected_i": ("Kỳ vọng", "Expected"),
    "by_chance": ("Khoảng do ngẫu nhiên", "Range by chance"),
    "mean_neighbours": ("Láng giềng trung bình", "Mean neighbours"),
    "moran_title": ("Moran I của chỉ số và các trụ cột", "Moran's I of the index and the pillars"),
    "moran_note": (
        "Vạch xám: khoảng do hoán vị ngẫu nhiên; vạch đứng: kỳ vọng −1/(n−1). Ô trên bản đồ chỉ gần đúng ranh giới thật.",
        "Grey: range under random permutation; upright: the expected −1/(n−1). Tiles only approximate the real borders.",
    ),
    "empty_moran": ("Không tỉnh nào có láng giềng được khai báo.", "No province has a declared neighbour."),
    # alpha
    "table_alpha_dropped": ("Alpha khi bỏ từng chỉ tiêu (chỉ mô tả)", "Alpha if an indicator is dropped (descriptive)"),
    "table_alpha_dropped_empty": ("Không nhóm nào có từ hai chỉ tiêu.", "No group has two indicators."),
    "alpha_all": ("Alpha của cả nhóm", "Alpha of the group"),
    "alpha_without": ("Khi bỏ chỉ tiêu này", "Without this one"),
    # components and factors
    "table_factors": (
        "Nhân tố chung (trục chính, xoay varimax)",
        "Common factors (principal axes, varimax)",
    ),
    "table_factors_empty": ("Không nhóm nào có từ ba thành phần trở lên.", "No group has three items or more."),
    "factor_number": ("Nhân tố {number}", "Factor {number}"),
    "communality": ("Phần chung", "Communality"),
    "loading_note": ("Lưu ý", "Note"),
    "factors_improper": ("không hợp lệ: phần chung bằng 1", "improper: a communality of 1"),
    "factors_unsettled": ("chưa hội tụ", "not converged"),
    "rotated_title": ("Hệ số tải sau xoay varimax, từng nhóm", "Loadings after varimax, group by group"),
    "rotated_note": (
        "Thành phần giữ theo Cẩm nang; ô nhỏ: khoảng bootstrap, mỗi mẫu lặp được xoay về nghiệm của mẫu đầy đủ (Procrustes). "
        "Chữ nhạt: khoảng chứa 0.",
        "Components kept by the Handbook's rules; small: bootstrap interval, each resample turned onto the full sample's "
        "(Procrustes). Pale: the interval holds 0.",
    ),
    "pca_interval": ("Khoảng bootstrap", "Bootstrap interval"),
    "pca_rank_range": ("Khoảng hạng", "Rank range"),
    "n_resamples_used": ("Mẫu lặp", "Resamples"),
    "pca_ranks_title": (
        "Hạng nếu dùng trọng số theo thành phần chính, và khoảng qua các mẫu lặp",
        "Ranks under component weights, and their range over resamples",
    ),
    "pca_ranks_note": (
        "Vạch đen: hạng danh nghĩa. Vạch xám: khoảng hạng khi trọng số được tính lại từ các mẫu lặp của các tỉnh. Không phải mức "
        "độ quan trọng, cũng không phải khuyến nghị.",
        "Black: nominal rank. Grey: range of ranks when the weights are computed again from resamples of the provinces. Not "
        "importance, and no recommendation.",
    ),
    "table_congruence": (
        "Thành phần có giữ nguyên không (hệ số Tucker)",
        "Do components stay the same (Tucker's congruence)",
    ),
    "table_congruence_empty": ("Không nhóm nào để so sánh.", "There is no group to compare."),
    "phi": ("Hệ số Tucker", "Tucker's φ"),
    "items_of": ("Chỉ tiêu so sánh được", "Items compared"),
    "not_compared_few_items": ("dưới ba chỉ tiêu có cả hai kỳ", "fewer than three items have both rounds"),
    "not_compared_few_units": ("quá ít tỉnh có đủ cả hai kỳ", "too few provinces have both rounds"),
    "not_compared_no_group": ("ấn bản kia không có nhóm này", "the other edition lacks the group"),
    "not_compared_other_items": ("ấn bản kia có chỉ tiêu khác", "the other edition has other items"),
    # sheet
    "table_indicator_sheet": ("Phiếu chỉ tiêu", "Indicator sheet"),
    "table_indicator_sheet_empty": ("Ấn bản không có chỉ tiêu.", "The edition has no indicators."),
    "sheet_note": (
        "Đề nghị theo quy tắc đã nêu, không phải quyết định: con người xem lại từng dòng. Các cột còn lại ở indicator_sheet.csv.",
        "Proposals by a stated rule, not decisions: people judge each row. Further columns are in indicator_sheet.csv.",
    ),
    "proposal": ("Đề nghị", "Proposal"),
    "proposal_keep": ("giữ", "keep"),
    "proposal_query": ("xem lại", "query"),
    "proposal_drop": ("bỏ", "drop"),
    "proposal_reason": ("Lý do", "Reason"),
    "data_years": ("Năm số liệu", "Data years"),
    "denominator_of": ("Mẫu số", "Denominator"),
    "skew_raw_treated": ("Độ lệch gốc → xử lý", "Skewness raw → treated"),
    "kurtosis_raw_treated": ("Độ nhọn gốc → xử lý", "Kurtosis raw → treated"),
    "cells_touched": ("Ô bù / xử lý / số 0", "Imputed / treated / zero"),
    "year_r": ("r năm trước", "Year-on-year r"),
    "rest_r": ("r phần còn lại", "Rest-r"),
    "nearest_twin": ("Giống nhất", "Nearest twin"),
    "size_r": ("r với dân số", "r with population"),
    "outcome_r": ("r với kết quả {outcome}", "r with outcome {outcome}"),
}
