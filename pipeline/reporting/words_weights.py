"""Words of weighting: its options, what stands behind weights, and why none of them is an importance."""

WORDS: dict[str, tuple[str, str]] = {
    # options
    "weighting_nominal": ("danh nghĩa, theo khung chỉ số", "nominal, the framework's"),
    "weighting_equal": ("bằng nhau trong từng nhóm", "equal within each parent"),
    "weighting_equal_indicators": ("bằng nhau giữa các chỉ tiêu", "equal for every indicator"),
    "weighting_equal_sub_pillars": ("bằng nhau giữa các nhóm chỉ tiêu", "equal for every sub-pillar"),
    "weighting_pca_first_vector": ("thành phần chính thứ nhất, bình phương", "first component, squared vector"),
    "weighting_pca_rotated": ("thành phần chính đã xoay (Cẩm nang)", "rotated components (Handbook)"),
    "weighting_entropy": ("entropy", "entropy"),
    "weighting_critic": ("CRITIC", "CRITIC"),
    "weighting_regression": ("hồi quy theo kết quả", "regression on the outcome"),
    "weighting_optimised": ("tối ưu cho mức quan trọng đã nêu", "optimised to the stated importance"),
    "weighting_budget_allocation": ("chuyên gia: phân bổ điểm", "experts: budget allocation"),
    "weighting_analytic_hierarchy": ("chuyên gia: so sánh cặp (AHP)", "experts: paired comparisons (AHP)"),
    "weighting_best_worst": ("chuyên gia: tốt nhất - kém nhất (BWM)", "experts: best and worst (BWM)"),
    # what stands behind weights
    "table_weight_evidence": ("Căn cứ của trọng số", "What stands behind the weights"),
    "table_weight_evidence_empty": (
        "Mọi trọng số là trọng số danh nghĩa của khung chỉ số: căn cứ là quyết định của người lập khung.",
        "Every weight is the framework's nominal one: what stands behind it is the decision of its authors.",
    ),
    "weighting_used": ("Cách xác định", "Weighting"),
    "weight_used": ("Tỷ trọng sử dụng", "Share in use"),
    "weight_nominal": ("Tỷ trọng danh nghĩa", "Nominal share"),
    "weight_range": ("Thấp nhất đến cao nhất giữa các chuyên gia", "Lowest to highest among the experts"),
    "weight_n": ("Số chuyên gia hoặc số tỉnh", "Experts, or provinces"),
    "weight_figure": ("Căn cứ để xem xét", "What to judge it by"),
    "measure_dispersion": ("độ lệch chuẩn giữa các chuyên gia", "standard deviation between experts"),
    "measure_consistency_ratio": ("tỷ số nhất quán CR cao nhất", "highest consistency ratio CR"),
    "measure_input_ratio": ("tỷ số mâu thuẫn đầu vào cao nhất", "highest input-based ratio"),
    "measure_variance_share": ("phần phương sai của các thành phần được dùng", "variance of the components used"),
    "measure_entropy": ("entropy", "entropy"),
    "measure_conflict": ("mức bất đồng với các thành phần khác", "conflict with the others"),
    "measure_r2": ("R²", "R²"),
    "measure_importance": ("mức quan trọng đạt được", "importance reached"),
    "weight_verdict_consistent": ("không quá 0,10", "not above 0.10"),
    "weight_verdict_inconsistent": ("trên 0,10, cần hỏi lại", "above 0.10, to be asked again"),
    "weight_verdict_reached": ("đạt mục tiêu", "target reached"),
    "weight_verdict_not_reached": ("không đạt mục tiêu", "target out of reach"),
    "weight_verdict_extended": ("đã thêm thành phần cho đủ phương sai", "components added to reach the variance"),
    "weight_note_decided": (
        "Trọng số là tỷ lệ đánh đổi do người lập khung quyết định, không phải mức độ quan trọng.",
        "Weights are rates of exchange that the authors decided on, not importance.",
    ),
    "weight_note_experts": (
        "Trọng số lấy từ đánh giá của chuyên gia; nhóm không được đánh giá giữ trọng số danh nghĩa. CR trên 0,10 (Saaty) "
        "nghĩa là người trả lời tự mâu thuẫn và cần được hỏi lại; tỷ số đầu vào của BWM càng gần 0 càng tốt.",
        "Weights from experts' judgements; a group that nobody judged keeps its nominal weights. A CR above 0.10 (Saaty) "
        "means that an expert contradicts himself and is to be asked again; the input ratio of BWM is the better the "
        "closer to 0.",
    ),
    "weight_note_data": (
        "Trọng số tính từ số liệu không phải là mức độ quan trọng: thành phần chính thưởng cho sự lặp lại, entropy và "
        "CRITIC thưởng cho độ phân tán, hồi quy thưởng cho khả năng dự đoán kết quả; tất cả đổi theo từng ấn bản. Dùng "
        "để so sánh, không dùng để khuyến nghị.",
        "Weights computed from the data are not importance: components pay for repetition, entropy and CRITIC for "
        "spread, a regression for predicting its outcome; all change with every edition. For comparison, not a "
        "recommendation.",
    ),
    "weight_note_doubt": (
        "“Lợi thế của sự nghi ngờ” (benefit of the doubt) cho mỗi tỉnh bộ trọng số riêng có lợi nhất; ở đây đó là một "
        "cách tổng hợp (share_range giới hạn các tỷ phần), không phải một bộ trọng số chung.",
        "Benefit of the doubt gives each province the weights that favour it most; here it is an aggregation "
        "(share_range bounds the shares), not one set of weights.",
    ),
    # every weighting compared
    "table_weight_variants": ("Hạng theo từng cách xác định trọng số", "Ranks under every weighting"),
    "table_weight_variants_empty": ("Không so sánh cách xác định trọng số nào.", "No weightings were compared."),
    "weight_of_node": ("Trọng số hiệu dụng: {name}", "Effective weight: {name}"),
    "weight_kind": ("Nguồn gốc", "Origin"),
    "weight_kind_decided": ("quyết định", "decided"),
    "weight_kind_experts": ("chuyên gia", "experts"),
    "weight_kind_data": ("số liệu (không phải mức độ quan trọng)", "data (not importance)"),
    "weight_lacks": ("Không áp dụng được vì", "Not feasible because"),
    "weight_lacks_experts": (
        "ấn bản không có đánh giá kiểu này của chuyên gia",
        "the edition has no such judgements of experts",
    ),
    "weight_lacks_outcome": (
        "không có kết quả để hồi quy, hoặc có chỉ tiêu chung nguồn số liệu với kết quả",
        "there is no outcome to regress on, or an indicator shares a source with it",
    ),
    "weight_lacks_scores": ("điểm không cho phép", "the scores do not admit it"),
    "weight_lacks_framework": ("khung chỉ số không có cấp cần thiết", "the framework lacks the level it needs"),
    "weight_variants_title": (
        "Trọng số hiệu dụng của các trụ cột theo từng cách xác định",
        "Effective weights of the pillars under every weighting",
    ),
    "weight_variants_note": (
        "Màu xám: trọng số tính từ số liệu, không phải mức độ quan trọng; chỉ để so sánh. Không áp dụng được: {lacking}.",
        "Grey: weights computed from the data, not importance; for comparison only. Not feasible: {lacking}.",
    ),
    "weight_variants_all": ("không có", "none"),
    "weight_variants_axis": ("Trọng số hiệu dụng trong chỉ số", "Effective weight in the index"),
    "empty_weight_variants": (
        "Không có cách xác định trọng số nào để so sánh.",
        "There are no weightings to compare.",
    ),
}
