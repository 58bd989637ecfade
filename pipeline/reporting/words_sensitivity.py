"""Words of the chapter on sensitivity: what the ranking leans on, and which order no weights can change."""

WORDS: dict[str, tuple[str, str]] = {
    "table_sobol_top": (
        "Nhân tố nào quyết định việc nằm trong nhóm đầu (chỉ số Sobol toàn phần trung bình)",
        "Which factor decides who is among the first (mean total Sobol index)",
    ),
    "table_sobol_top_empty": (
        "Nhóm đầu gồm cùng những đơn vị trong mọi lần tính: chỉ số không xác định.",
        "The same units are among the first in every run of the design: the indices are undefined.",
    ),
    "first_places": ("Số vị trí đầu", "First places"),
    "table_leave_pillar_out": ("Bỏ từng trụ cột", "One pillar left out"),
    "table_leave_pillar_out_empty": ("Chỉ số chỉ có một thành phần.", "The index has one component only."),
    "table_leave_unit_out": (
        "Các đơn vị mà sự vắng mặt làm nhiều cặp khác đổi thứ tự nhất",
        "The units whose absence would reverse most pairs of others",
    ),
    "table_leave_unit_out_empty": ("Không có đơn vị nào được xếp hạng.", "No unit is ranked."),
    "unit_left_out": ("Đơn vị vắng mặt", "Unit left out"),
    "n_reversed": ("Số cặp đổi thứ tự", "Pairs reversed"),
    "most_moved": ("Đơn vị đổi hạng nhiều nhất", "Unit that moves most"),
    "table_weight_stability": (
        "Khoảng trọng số mà bảng xếp hạng giữ nguyên",
        "Between which values of each weight the ranking stays as it is",
    ),
    "table_weight_stability_empty": (
        "Chỉ số không phải là trung bình cộng của các trụ cột.",
        "The index is no arithmetic mean of its components.",
    ),
    "stable_from": ("Giữ nguyên từ", "Stable from"),
    "stable_to": ("đến", "to"),
    "pair_below": ("Cặp đổi chỗ bên dưới", "Pair that changes places below"),
    "pair_above": ("Cặp đổi chỗ bên trên", "Pair that changes places above"),
    "table_swaps": (
        "Phải chuyển bao nhiêu trọng số để đơn vị đứng sau đuổi kịp",
        "How much weight must move for the next unit to draw level",
    ),
    "table_swaps_empty": (
        "Chỉ số không phải là trung bình cộng của các trụ cột.",
        "The index is no arithmetic mean of its components.",
    ),
    "next_unit": ("Đơn vị đứng sau", "Next unit"),
    "score_difference": ("Chênh lệch điểm", "Difference of score"),
    "weight_shift": ("Trọng số phải chuyển", "Weight that must move"),
    "taken_from": ("Lấy từ", "Taken from"),
    "given_to": ("Chuyển cho", "Given to"),
    "never": ("không bao giờ", "never"),
    "weight_dominance_title": (
        "Thứ tự nào không phụ thuộc trọng số của các trụ cột",
        "Which order does not depend on the weights of the pillars",
    ),
    "weight_dominance_note": (
        "Hàng đứng trước cột. Không rút ngẫu nhiên: chênh lệch nhỏ nhất trên mọi bộ trọng số được tính chính xác.",
        "The row is ahead of the column. Without draws: the least lead over all weights is computed exactly.",
    ),
    "empty_weight_order": (
        "Chỉ số không phải là trung bình cộng của các trụ cột, nên không có thứ tự nào được xét trên mọi bộ trọng số.",
        "The index is no arithmetic mean of its components, so no order is held against all weights.",
    ),
    "weight_dominance_behind": ("đứng sau", "behind"),
    "weight_dominance_ahead": ("đứng trước", "ahead"),
    "order_open": ("tùy trọng số", "depends on the weights"),
    "order_within": ("với mọi trọng số trong khoảng cho phép", "under all weights within bounds"),
    "order_any": ("với bất kỳ trọng số nào", "under any weights"),
    "weight_stability_title": (
        "Trọng số được phép thay đổi bao nhiêu trước khi hai đơn vị đổi chỗ",
        "How far a weight may go before two units change places",
    ),
    "weight_stability_note": (
        "Các trọng số khác giữ nguyên tỷ lệ với nhau. Khoảng hẹp: bảng xếp hạng có những đơn vị rất sát nhau.",
        "The other weights keep their proportions. A narrow range: the ranking holds units that are very close.",
    ),
    "weight_axis": ("Tỷ trọng trong chỉ số", "Share of the index"),
    "stable_range": ("bảng xếp hạng giữ nguyên", "the ranking stays as it is"),
}
