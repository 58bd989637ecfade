"""Words of the regressions beyond the main one: prediction, dominance, quantiles, years, what the ranking becomes."""

WORDS: dict[str, tuple[str, str]] = {
    # every outcome
    "table_regression_outcomes": (
        "Mọi kết quả trên các trụ cột (đã quay chiều: càng cao càng tốt)",
        "Every outcome on the pillars (turned so that more is better)",
    ),
    "table_regression_outcomes_empty": ("Ấn bản này không khai báo kết quả nào.", "This edition declares no outcome."),
    "outcome_name": ("Kết quả", "Outcome"),
    "r2": ("R²", "R²"),
    "predicted_share": ("Phần dự báo được", "Share predicted"),
    "over_divisions": ("qua các lần chia", "over the divisions"),
    "index_alone": ("R² của riêng chỉ số", "R² of the index alone"),
    "negative_coefficients": ("Số hệ số âm", "Negative coefficients"),
    "strongest": ("Trụ cột có phần R² lớn nhất", "Pillar with the largest part of R²"),
    "strongest_share": ("Phần của nó", "Its part"),
    "regression_outcomes_note": (
        "R² là trên chính các tỉnh đã dùng để ước lượng; phần dự báo được là 1 trừ sai số kiểm định chéo (hồi quy ridge, chia "
        "ngẫu nhiên nhiều lần), nên luôn thấp hơn.",
        "R² is on the very provinces that the fit was made from; the share predicted is 1 minus the cross-validated error "
        "(ridge, repeated random divisions), so it is always lower.",
    ),
    # cross-validation
    "cross_validation_title": (
        "Mô hình nào dự báo tỉnh chưa thấy tốt nhất",
        "Which fit predicts unseen provinces best",
    ),
    "cross_validation_note": (
        "Sai số bình phương của dự báo, chia cho phương sai của {outcome}; n = {n}. Dải: thấp nhất đến cao nhất qua các lần chia, "
        "không phải khoảng tin cậy. 100% là sai số khi chỉ dùng trung bình. Điểm tô đậm: mức được chọn.",
        "Squared error of prediction over the variance of {outcome}; n = {n}. Band: lowest to highest over the divisions, not "
        "a confidence interval. 100% is the error of the plain mean. Filled: the choice made.",
    ),
    "penalty_axis": ("Mức phạt (0: bình phương nhỏ nhất)", "Penalty (0: least squares)"),
    "components_axis": ("Số thành phần (tất cả: bình phương nhỏ nhất)", "Components (all: least squares)"),
    "prediction_error": ("Sai số dự báo", "Error of prediction"),
    "fit_ridge": ("Hồi quy ridge", "Ridge"),
    "fit_partial_least_squares": ("Bình phương nhỏ nhất từng phần (PLS)", "Partial least squares"),
    "fit_least_squares": ("Bình phương nhỏ nhất", "Least squares"),
    "fit_implied": ("Trọng số hàm ý (không âm)", "Implied weights (none negative)"),
    "table_shrunken": (
        "Hệ số chuẩn hóa theo ba cách ước lượng",
        "Standardised coefficients of three fits",
    ),
    "table_shrunken_empty": ("Không có hồi quy nào trong lượt này.", "This run has no regression."),
    # dominance
    "dominance_title": (
        "Trụ cột nào nói nhiều hơn về {outcome}",
        "Which pillar says more about {outcome}",
    ),
    "dominance_note": (
        "Trái: phần R² trung bình trên mọi thứ tự (LMG), với khoảng bootstrap. Phải: R² tăng thêm khi trụ cột đi cùng bấy nhiêu trụ "
        "cột khác; nơi các đường cắt nhau thì thứ tự tùy thuộc vào những trụ cột đi cùng. n = {n}. Liên quan không phải là nguyên nhân.",
        "Left: part of R² as the mean over all orders (LMG), with its bootstrap interval. Right: rise of R² when the pillar "
        "joins so many others; where lines cross, the order depends on the company. n = {n}. Going along is not causing.",
    ),
    "part_of_r2": ("Phần R²", "Part of R²"),
    "others_axis": ("Số trụ cột khác đã có trong mô hình", "Other pillars already in the model"),
    "table_dominance_pairs": (
        "Trụ cột nói nhiều hơn trụ cột kia trong mọi mô hình",
        "Pillars that say more than another in every model",
    ),
    "table_dominance_pairs_empty": (
        "Không có cặp nào mà một trụ cột hơn trụ cột kia trong mọi mô hình.",
        "In no pair does one pillar say more than the other in every model.",
    ),
    "dominates": ("Nói nhiều hơn", "Says more than"),
    "general_difference": ("Chênh lệch phần R²", "Difference of parts of R²"),
    "reproduced": ("Lặp lại trong mẫu bootstrap", "Reproduced in resamples"),
    "pillar_named": ("Trụ cột", "Pillar"),
    # quantiles
    "quantiles_title": (
        "Hệ số ở các phân vị của {outcome}",
        "Coefficients at quantiles of {outcome}",
    ),
    "quantiles_note": (
        "Hệ số trên một điểm của trụ cột, với khoảng; n = {n}. Vạch xám đậm và nền: bình phương nhỏ nhất và khoảng của nó. "
        "Ở phân vị ngoài, khoảng dựa trên ít tỉnh và chỉ là gần đúng.",
        "Coefficient per point of the pillar, with its interval; n = {n}. Grey line and band: least squares and its interval. "
        "At the outer quantiles the interval rests on few provinces and is a rough one.",
    ),
    "quantile_axis": ("Phân vị", "Quantile"),
    "not_converged": ("không hội tụ", "not converged"),
    # years
    "table_fixed_effects": (
        "Trong từng tỉnh qua các năm (hiệu ứng cố định)",
        "Within each province over the years (fixed effects)",
    ),
    "table_fixed_effects_empty": ("Không có hồi quy nào trong lượt này.", "This run has no regression."),
    "fixed_effects_none_no_outcome": (
        "Không ước lượng được: ấn bản không khai báo kết quả nào.",
        "Not estimable: the edition declares no outcome.",
    ),
    "fixed_effects_none_one_round": (
        "Không ước lượng được: hiệu ứng cố định cần ít nhất hai năm của cả kết quả và các trụ cột trên cùng một thang; một ấn bản chỉ có "
        "một năm. Muốn có nhiều năm, dùng bảng nhiều kỳ (pii panel).",
        "Not estimable: fixed effects need at least two years of both the outcome and the pillars, on one scale; an edition has "
        "one. For more years use a panel of editions (pii panel).",
    ),
    "fixed_effects_none_too_few": (
        "Không ước lượng được: quá ít tỉnh có hai năm trở lên.",
        "Not estimable: too few provinces have two years or more.",
    ),
    "n_rounds": ("Số năm", "Years"),
    # the ranking
    "implied_ranks_title": (
        "Bảng xếp hạng sẽ ra sao với trọng số mà {outcome} hàm ý",
        "What the ranking becomes under the weights that {outcome} implies",
    ),
    "implied_ranks_note": (
        "Mỗi điểm là một tỉnh (n = {n}); trên đường chéo hạng không đổi. Cả hai phía dùng các trụ cột tính lại không có thành phần của "
        "kết quả, nên chênh lệch chỉ do trọng số. Dự báo tốt một kết quả không có nghĩa là đáng được trọng số ấy.",
        "A dot is a province (n = {n}); on the diagonal the rank stays. Both sides use the pillars rebuilt without the "
        "outcome's ingredients, so that weights alone make the difference. What predicts an outcome does not thereby deserve "
        "the weight.",
    ),
    "moves_up": ("lên hạng", "moves up"),
    "moves_down": ("xuống hạng", "moves down"),
    "rank_with_implied": ("Hạng với trọng số hàm ý", "Rank under implied weights"),
    "rank_with_nominal": ("Hạng với trọng số danh nghĩa", "Rank under nominal weights"),
    "table_implied_shifts": (
        "Bảng xếp hạng thay đổi thế nào với trọng số lấy từ hồi quy",
        "What the ranking becomes under weights from regression",
    ),
    "table_implied_shifts_empty": (
        "Không có trọng số nào từ hồi quy: không trụ cột nào đi cùng chiều với kết quả, hoặc không có hồi quy.",
        "No weights from regression: no pillar goes with the outcome, or there is no regression.",
    ),
    "weights_from": ("Trọng số từ", "Weights from"),
}
