"""Words of weights and importance: the weights page, added value, efficiency, compensation."""

WORDS: dict[str, tuple[str, str]] = {
    # the weights page
    "table_weights_page": ("Trọng số và mức quan trọng thực tế", "Weights and realised importance"),
    "table_weights_page_empty": ("Không có trọng số nào để xem xét.", "There are no weights to look at."),
    "page_nominal": ("Tỷ trọng trong nhóm", "Weight among its siblings"),
    "page_effective": ("Trọng số hiệu dụng trong chỉ số", "Effective weight in the index"),
    "page_covariance": ("Phần phương sai của nhóm", "Share of the parent's variance"),
    "page_index_covariance": ("Phần phương sai của chỉ số", "Share of the index's variance"),
    "page_r2": ("R² với nhóm", "R² with the parent"),
    "page_importance": ("Tỷ số tương quan S", "Correlation ratio S"),
    "page_freedom": ("Bậc tự do của đường cong", "Degrees of freedom of the curve"),
    "page_isolated": ("Phần riêng", "Isolated effect"),
    "page_verdict": ("So với tỷ trọng", "Against the weight"),
    "weights_page_note": (
        "Phần phương sai theo hiệp phương sai cộng lại bằng 100% trong mỗi nhóm và được so với tỷ trọng; S là phần phương sai "
        "sẽ mất đi nếu mọi tỉnh như nhau ở thành phần ấy; phần riêng là S của phần không chung với các thành phần cùng cấp. "
        "Khoảng: bootstrap. Bậc tự do 2 là đường thẳng.",
        "Shares of variance by covariance sum to 100% within each parent and are held against the weight; S is the share "
        "of variance that would go if all units were alike in the component; the isolated effect is the S of what it shares "
        "with none of its siblings. Intervals: bootstrap. Two degrees of freedom are a straight line.",
    ),
    # what parents' weights could mean
    "table_importance_parents": ("Tỷ trọng đã nêu có đạt được không?", "Can the stated importance be reached?"),
    "table_importance_parents_empty": (
        "Không nhóm nào có từ hai thành phần trở lên.",
        "No parent has two components or more.",
    ),
    "parent_group": ("Nhóm", "Parent"),
    "parent_children": ("Số thành phần", "Components"),
    "parent_discrepancy": ("Độ lệch d (Paruolo)", "Discrepancy d (Paruolo)"),
    "parent_largest_gap": ("Lệch lớn nhất sau tối ưu", "Largest gap once optimised"),
    "reachable": ("Đạt được bằng trọng số không âm", "Reachable by weights not negative"),
    "exact_negative": ("Trọng số âm trong lời giải chính xác", "Negative weights in the exact solution"),
    "reachable_True": ("có", "yes"),
    "reachable_False": ("không, vì tương quan", "no, because of correlation"),
    "importance_parents_note": (
        "d là chênh lệch lớn nhất giữa mức quan trọng tương đối và tỷ trọng tương đối, so với thành phần nặng nhất. Một "
        "trọng số âm trong lời giải chính xác chứng tỏ không bộ trọng số không âm nào đạt đúng mức quan trọng đã nêu.",
        "d is the largest gap between relative importance and relative weight, against the heaviest component. A negative "
        "weight in the exact solution proves that no weights, none negative, reach the stated importance exactly.",
    ),
    "optimised_weights_title": (
        "Trọng số nào làm cho các trụ cột quan trọng đúng như đã nêu?",
        "Which weights would make the pillars as important as stated?",
    ),
    "optimised_weights_note": (
        "Mức quan trọng: bình phương tương quan với chỉ số (hoặc nhóm trên), quy về tổng 100%. {verdict}",
        "Importance: squared correlation with the index (or the parent), scaled to sum to 100%. {verdict}",
    ),
    "optimised_reached": (
        "Các trọng số tìm được đạt mức đã nêu.",
        "The weights found reach what is stated.",
    ),
    "optimised_not_reached": (
        "Không bộ trọng số không âm nào đạt mức đã nêu: tương quan giữa các trụ cột không cho phép.",
        "No weights, none negative, reach what is stated: the correlation between the pillars stands in the way.",
    ),
    "optimised_nominal": ("Tỷ trọng đã nêu", "Stated weight"),
    "optimised_realised": ("Mức quan trọng hiện nay", "Importance today"),
    "optimised_found": ("Trọng số tối ưu", "Optimised weight"),
    "optimised_importance": ("Mức quan trọng khi ấy", "Importance then"),
    "empty_optimised_weights": (
        "Không có nhóm trụ cột nào để tìm trọng số.",
        "There are no pillars to find weights for.",
    ),
    # importance against weight
    "importance_title": (
        "Trụ cột quan trọng đến đâu so với tỷ trọng?",
        "How important are the pillars beside their weights?",
    ),
    "importance_below_title": (
        "Dưới cấp trụ cột: mức quan trọng trong nhóm so với tỷ trọng",
        "Below the pillars: importance within the parent beside the weight",
    ),
    "importance_note": (
        "Bên trái: phần phương sai của nhóm với khoảng bootstrap; vạch đen là tỷ trọng, dải nhạt là khoảng được chấp nhận "
        "(±{gap}). Bên phải: S theo đường cong với khoảng, và phần riêng không chung với thành phần cùng cấp. n = {n}.",
        "Left: share of the parent's variance with its bootstrap interval; the black mark is the weight, the pale band what "
        "is accepted (±{gap}). Right: S by a curve with its interval, and the isolated effect, shared with no sibling. "
        "n = {n}.",
    ),
    "importance_left": ("Phần phương sai so với tỷ trọng", "Share of variance beside the weight"),
    "importance_right": ("Phần phương sai đi cùng thành phần", "Variance that goes with the component"),
    "legend_weight": ("Tỷ trọng", "Weight"),
    "legend_main": ("S (tỷ số tương quan)", "S (correlation ratio)"),
    "legend_linear": ("R² (đường thẳng)", "R² (straight line)"),
    "legend_isolated": ("Phần riêng", "Isolated"),
    "empty_importance": ("Không có mức quan trọng nào để vẽ.", "There is no importance to draw."),
    # added value
    "table_added_value": ("Chỉ số nói thêm gì so với từng trụ cột", "What the index adds to each pillar"),
    "table_added_value_empty": ("Không có trụ cột nào để so.", "There are no pillars to compare with."),
    "added_least": ("Số bậc được tính", "Places that count"),
    "added_r": ("Tương quan với chỉ số", "Correlation with the index"),
    "added_share": ("Tỷ lệ tỉnh khác hạng", "Share of units apart"),
    "added_null": ("Riêng tương quan ấy cho", "That correlation alone gives"),
    "added_value_title": ("Chỉ số nói thêm gì so với từng trụ cột?", "What does the index add to each pillar?"),
    "added_value_note": (
        "Tỷ lệ tỉnh có hạng chỉ số và hạng trụ cột cách nhau từ {least} bậc (tỷ lệ của số tỉnh, n = {n}). Hình thoi và dải "
        "xám: riêng mức tương quan ấy cho bao nhiêu, theo mô phỏng. Gần hình thoi nghĩa là không nói gì hơn tương quan.",
        "Share of units whose rank in the index is at least {least} places from that in the pillar (a share of the units, "
        "n = {n}). Diamond and grey band: what a correlation of that size gives by itself, simulated. Near the diamond the "
        "share says no more than the correlation.",
    ),
    "added_value_axis": ("Tỷ lệ tỉnh khác hạng đáng kể", "Share of units apart by places that count"),
    "legend_observed": ("Quan sát", "Observed"),
    "legend_null": ("Riêng tương quan ấy", "That correlation alone"),
    "legend_null_range": ("khoảng của các lần mô phỏng", "range over simulations"),
    "empty_added_value": ("Không có trụ cột nào để so.", "There are no pillars to compare with."),
    # efficiency
    "table_efficiency": ("Hiệu quả: kết quả trên điều kiện", "Efficiency: outcomes on conditions"),
    "table_efficiency_empty": (
        "Ấn bản không có chỉ báo kết quả đứng ngoài chỉ số: không tính hiệu quả.",
        "The edition has no outcomes beside the index: efficiency is not computed.",
    ),
    "efficiency": ("Hiệu quả", "Efficiency"),
    "efficiency_other": ("Khi đổi mức thấp nhất", "Under the other floor"),
    "efficiency_rank": ("Hạng", "Rank"),
    "efficiency_rank_other": ("Hạng khi đổi", "Rank then"),
    "efficiency_note_table": (
        "Mỗi tỉnh có trọng số có lợi nhất cho mình, trong giới hạn. Điểm min-max không có số 0 thật: cột bên phải chỉ đổi mức "
        "của tỉnh thấp nhất. Tỉnh ít điều kiện dễ có hiệu quả cao; chỉ để tham khảo, không phải bảng xếp hạng.",
        "Every unit has the weights that suit it, within limits. Min-max scores have no true zero: the columns on the right "
        "change nothing but where the worst unit is put. Few conditions make efficiency easy; for orientation, not a league "
        "table.",
    ),
    "table_efficiency_variables": ("Biến của phép đo hiệu quả", "Variables of the efficiency"),
    "table_efficiency_variables_empty": ("Không tính hiệu quả.", "Efficiency is not computed."),
    "efficiency_variable": ("Biến", "Variable"),
    "efficiency_side": ("Vai trò", "Side"),
    "efficiency_side_input": ("điều kiện (đầu vào)", "condition (input)"),
    "efficiency_side_output": ("kết quả (đầu ra)", "outcome (output)"),
    "efficiency_side_left_out": (
        "bỏ khỏi trụ cột: chung bảng nguồn với một kết quả",
        "left out of its pillar: shares a raw table with an outcome",
    ),
    "efficiency_limits": ("Giới hạn tỷ phần", "Limits of its share"),
    "efficiency_mean_share": ("Tỷ phần trung bình", "Mean share"),
    "efficiency_title": (
        "Kết quả trên điều kiện: ai làm được nhiều hơn?",
        "Outcomes on conditions: who makes more of them?",
    ),
    "efficiency_note": (
        "Mỗi tỉnh có trọng số có lợi nhất cho mình trong giới hạn; n = {n}. Hai chấm chỉ khác nhau ở mức đặt cho tỉnh thấp "
        "nhất trên thang min-max ({first} hay {other}): khoảng cách giữa chúng là phần do lựa chọn tùy ý quyết định.",
        "Every unit has the weights that suit it, within limits; n = {n}. The two dots differ only in where the worst unit "
        "is put on the min-max scale ({first} or {other}): the distance between them is what that arbitrary choice decides.",
    ),
    "legend_floor": ("tỉnh thấp nhất ở {floor}", "worst unit at {floor}"),
    "empty_efficiency": (
        "Ấn bản không có chỉ báo kết quả đứng ngoài chỉ số.",
        "The edition has no outcomes beside the index.",
    ),
    # compensation
    "table_compensation": ("Ai nhờ bù trừ", "Who lives by compensation"),
    "table_compensation_empty": ("Không có tỉnh nào được xếp hạng.", "No units are ranked."),
    "mean_arithmetic": ("Trung bình cộng", "Arithmetic mean"),
    "mean_geometric": ("Trung bình nhân", "Geometric mean"),
    "mean_harmonic": ("Trung bình điều hòa", "Harmonic mean"),
    "lost_geometric": ("Mất khi lấy trung bình nhân", "Lost under the geometric mean"),
    "rank_under_mean": ("Hạng: {name}", "Rank: {name}"),
    "compensation_note_table": (
        "Trung bình của các trụ cột với trọng số hiệu dụng. Tô màu: tỉnh tụt hạng đáng kể khi điểm mạnh bớt bù cho điểm yếu. "
        "Trên thang min-max, phần mất đi còn tùy nơi đặt điểm 0.",
        "Means of the pillars with their effective weights. Shaded: units that fall by places that count once strengths make "
        "up less for weaknesses. On min-max scores what is lost also depends on where zero was put.",
    ),
    "compensation_inadmissible": (
        "Có trụ cột không dương và phương pháp không đặt mức sàn: trung bình nhân và điều hòa không áp dụng được.",
        "A pillar has scores that are not positive and the method has no floor: geometric and harmonic means are not "
        "admissible.",
    ),
    "compensation_title": ("Ai nhờ bù trừ giữa các trụ cột?", "Who lives by compensation between pillars?"),
    "compensation_note": (
        "Trung bình cộng trừ trung bình nhân của các trụ cột, n = {n}. Cam: tỉnh tụt hạng đáng kể khi lấy trung bình nhân.",
        "Arithmetic less geometric mean of the pillars, n = {n}. Orange: units that fall by places that count under the "
        "geometric mean.",
    ),
    "compensation_axis": ("Điểm nhờ bù trừ", "Points owed to compensation"),
    "compensation_across": ("Trung bình cộng của các trụ cột", "Arithmetic mean of the pillars"),
    "falls_True": ("tụt hạng đáng kể", "falls by places that count"),
    "falls_False": ("còn lại", "the others"),
    "empty_compensation": (
        "Trung bình nhân không áp dụng được, hoặc không có tỉnh nào.",
        "The geometric mean is not admissible, or there are no units.",
    ),
}
