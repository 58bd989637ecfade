"""Words of what gaps are worth: which figures to ask for first, and how bad missing values would have to be."""

WORDS: dict[str, tuple[str, str]] = {
    "table_information_value": (
        "Nên hỏi số liệu nào trước: khoảng hạng sẽ hẹp lại bao nhiêu",
        "Which figures to ask for first: how much narrower rank ranges would be",
    ),
    "table_information_value_empty": (
        "Không có ô nào còn trống hoặc mang giá trị của năm trước.",
        "No cell is blank or holds a value of an earlier year.",
    ),
    "gap_table": ("Bảng nguồn", "Raw table"),
    "gap_codes": ("Chỉ tiêu", "Indicators"),
    "gap_model": ("Mô hình", "Model"),
    "gap_model_earlier_round": ("kỳ trước của chính đơn vị", "the unit's own earlier round"),
    "gap_model_predictive_mean_matching": ("ghép theo trung bình dự đoán", "predictive mean matching"),
    "gap_width": ("Độ rộng khoảng hạng", "Width of the rank range"),
    "gap_width_known": ("nếu có số liệu", "if it were known"),
    "gap_narrowing": ("Hẹp lại", "Narrower by"),
    "gap_narrowing_all": ("cộng mọi đơn vị", "all units together"),
    "information_value_note": (
        "Theo mô hình đã nêu, bình quân trên {answers} câu trả lời có thể có, mỗi câu với {draws} lần rút. Số 0 cấu trúc không "
        "bao giờ có trong danh sách này: đó là số đã biết.",
        "Under the stated model, a mean over {answers} possible answers with {draws} draws each. A structural zero is never on "
        "this list: it is known.",
    ),
    "table_delta_shift": (
        "Số liệu thiếu phải khác đi bao nhiêu thì hạng mới đổi",
        "How different missing figures would have to be to change a rank",
    ),
    "table_delta_shift_empty": (
        "Không có ô nào còn trống hoặc mang giá trị của năm trước.",
        "No cell is blank or holds a value of an earlier year.",
    ),
    "gap_cells": ("Số ô", "Cells"),
    "gap_shifted_by": ("{shift} SD", "{shift} SD"),
    "delta_shift_note": (
        "Hạng của đơn vị khi mọi ô trống của nó cùng dịch đi chừng ấy độ lệch chuẩn (dương: tốt lên). Nếu số liệu thiếu không "
        "phải ngẫu nhiên, bảng này cho thấy điều đó có thể làm đổi kết luận đến đâu.",
        "Rank of the unit if all its open cells were moved together by so many standard deviations (positive: better). Were "
        "figures not missing at random, this is how far a conclusion could change.",
    ),
}
