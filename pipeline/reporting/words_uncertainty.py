"""Words of the first places, the partial order, the convergence of rank ranges and the split of their variance."""

WORDS: dict[str, tuple[str, str]] = {
    "table_top": ("Khả năng nằm trong các vị trí đầu", "Chance of being among the first"),
    "table_top_empty": ("Không đơn vị nào được xếp hạng.", "No unit is ranked."),
    "top_first": ("{k} vị trí đầu", "first {k}"),
    "top_note": (
        "Tỷ lệ số lần tính; chỉ gồm đơn vị có ít nhất một lần nằm trong các vị trí ấy.",
        "Share of the draws; units that are never among them are left out.",
    ),
    "table_order": ("Thứ tự bộ phận từ các cặp có thứ tự vững", "The partial order of the robust pairs"),
    "table_order_empty": (
        "Các cặp có thứ tự vững tạo thành vòng, nên không có thứ tự bộ phận.",
        "The robust pairs run in circles, so there is no partial order.",
    ),
    "order_layer": ("Tầng", "Layer"),
    "order_above": ("Số đơn vị ở trên", "Units above"),
    "order_below": ("Số đơn vị ở dưới", "Units below"),
    "order_covers": ("Ngay bên dưới", "Directly below"),
    "order_title": (
        "Đơn vị nào đứng vững trên đơn vị nào",
        "Who stands robustly above whom",
    ),
    "order_note": (
        "Mỗi đường nối một đơn vị với đơn vị ngay bên dưới. Đi theo nhiều đường thì đến những cặp có thể không vững tự thân. "
        "Hai đơn vị không nối nhau qua các đường thì không có thứ tự vững.",
        "Each line joins a unit to one directly below it. Pairs that are joined by way of others need not be robust "
        "themselves. Two units that no lines join have no robust order.",
    ),
    "table_convergence": ("Khoảng hạng theo số lần tính", "Rank ranges against the number of draws"),
    "table_convergence_empty": ("Chưa có lần tính nào.", "There are no draws."),
    "width_mean": ("Bề rộng trung bình", "Mean width"),
    "width_largest": ("Bề rộng lớn nhất", "Largest width"),
    "step_mean_change": ("Thay đổi trung bình so với bước trước", "Mean change since the step before"),
    "step_largest_change": ("Thay đổi lớn nhất", "Largest change"),
    "convergence_title": ("Số lần tính đã đủ chưa", "Were there enough draws?"),
    "convergence_note": (
        "Đủ nếu bước cuối không làm đầu khoảng hay trung vị của đơn vị nào đổi quá {places} bậc.",
        "Enough if the last step moves no end or median of a unit's range by more than {places} places.",
    ),
    "convergence_change": (
        "Thay đổi lớn nhất so với bước trước (bậc)",
        "Largest change since the step before (places)",
    ),
    "convergence_width": ("Bề rộng trung bình của khoảng 90% (bậc)", "Mean width of the 90% range (places)"),
    "convergence_allowed": ("được phép", "allowed"),
    "table_variance_split": (
        "Phương sai của hạng: phần do bù số liệu thiếu và phần do mọi lựa chọn khác",
        "Variance of the rank: what is imputed, and all other choices",
    ),
    "table_variance_split_empty": (
        "Không có phương án nào bù số liệu bằng cách rút ngẫu nhiên, nên không có gì để chia.",
        "No alternative imputes by draws, so there is nothing to split.",
    ),
    "variance_imputation": ("Giữa các bảng được bù", "Between completed tables"),
    "variance_rest": ("Trong từng bảng", "Within them"),
    "variance_share": ("Phần do bù số liệu", "Share of what is imputed"),
    "variance_note": (
        "Bậc bình phương, {n} lần tính trong {groups} nhóm. Giá trị hơi âm là sai số mô phỏng quanh 0.",
        "Squared places, {n} draws in {groups} groups. A slightly negative value is simulation error around zero.",
    ),
    "rank_over_draws": ("Hạng trung bình", "Mean rank"),
    "table_rank_sets": (
        "Tập hạng tin cậy trong kịch bản sai số (không phải khoảng tin cậy của hạng công bố)",
        "Confidence sets of ranks under the error scenario (no confidence intervals of the published ranks)",
    ),
    "table_rank_sets_empty": ("Không xét kịch bản sai số nào.", "No error scenario is looked at."),
    "index_error": ("Sai số của chỉ số", "Error of the index"),
    "rank_set": ("Riêng từng đơn vị", "Each unit by itself"),
    "rank_set_all": ("Mọi đơn vị cùng lúc", "All units together"),
    "rank_sets_note": (
        "Kịch bản: mỗi điểm chỉ tiêu có sai số chuẩn {error} điểm, độc lập giữa các đơn vị và các chỉ tiêu; độ tin cậy "
        "{confidence}. Đây là giả định, không phải sai số đã đo.",
        "Scenario: every indicator score has a standard error of {error} points, independent between units and indicators; "
        "confidence {confidence}. It is an assumption, not a measured error.",
    ),
}
