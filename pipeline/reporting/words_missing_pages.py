"""Words of the site's pages of missing data and of the unranked."""

_MISSING = {
    "missing_heading": ("Số liệu thiếu và cách xử lý", "Missing data, and what was done"),
    "missing_lead": (
        "Ô thiếu không bao giờ là số 0. Trang này liệt kê mọi ô không đơn thuần là số công bố của đúng năm: vì sao thiếu, quy "
        "tắc nào áp dụng, giá trị nào được dùng, và nếu cứ để trống thì tổng hợp sẽ ngầm định giá trị nào và hạng ra sao.",
        "A missing cell is never zero. This page lists every cell that is not simply a published figure of its own year: why it "
        "is missing, by which rule it was filled, which value is used, and which value and rank would be implied had it been "
        "left blank.",
    ),
    "missing_counts_heading": ("Có bao nhiêu", "How many"),
    "missing_counts": ("Số ô theo nguồn gốc của giá trị", "Cells by the origin of their value"),
    "missing_counts_column": ("Số ô", "Cells"),
    "missing_kind": ("Loại", "Kind"),
    "missing_cells_heading": ("Từng ô", "Cell by cell"),
    "missing_cells_none": (
        "Mọi ô đều là số công bố của đúng năm.",
        "Every cell is a published figure of its own year.",
    ),
    "missing_cells_note": (
        "Giá trị ngầm định: giá trị mà cách tổng hợp sẽ gán cho ô nếu để trống (bù ẩn). Hai cột hạng là hạng của tỉnh trong chỉ "
        "số khi dùng giá trị ở đây và khi để trống ô ấy; dấu – nghĩa là không tính được hoặc ô không vào chỉ số.",
        "Implied value: what aggregation would give the cell were it left blank (shadow imputation). The two ranks are those of "
        "the province in the index, with the value used here and with that cell blank; – means that it cannot be computed, or "
        "that the cell is no part of the index.",
    ),
    "missing_rule": ("Quy tắc", "Rule"),
    "missing_value": ("Giá trị dùng", "Value used"),
    "missing_rank_moves": ("Hạng: dùng → để trống", "Rank: used → blank"),
    "missing_reason": ("Ghi chú", "Note"),
    "missing_rule_earlier_year": (
        "quy tắc năm: giá trị mới nhất không quá {k} năm, ở đây là năm {year}",
        "year rule: the latest value, with a greatest age in years of {k}; here that of {year}",
    ),
    "missing_rule_imputed": ("bù số liệu: {method}", "imputed: {method}"),
    "missing_rule_blank": (
        "để trống: tổng hợp trên những gì có, nên ngầm định giá trị bên cạnh",
        "left blank: aggregation goes over what is there, which implies the value beside",
    ),
    "missing_rule_outside": (
        "để trống; không phải chỉ tiêu của chỉ số",
        "left blank; no indicator of the index",
    ),
    "missing_rule_unranked": (
        "để trống; tỉnh không được xếp hạng",
        "left blank; the province is not ranked",
    ),
    "missing_worth_heading": ("Hỏi số liệu nào trước", "Which figures to ask for first"),
    "missing_shift_heading": (
        "Số liệu thiếu phải khác bao nhiêu mới đổi hạng",
        "How different the missing would have to be",
    ),
    "missing_no_chapter": (
        "Lần chạy này không có chương về số liệu thiếu.",
        "This run has no chapter on missing data.",
    ),
}

_UNRANKED = {
    "unranked_page_heading": ("Tỉnh, thành phố không được xếp hạng", "Provinces that are not ranked"),
    "unranked_page_nobody": (
        "Không có: cả {n} tỉnh, thành phố đều đủ số liệu và được xếp hạng.",
        "None: there are enough figures for every province ({n}), and all are ranked.",
    ),
    "unranked_page_lead": (
        "Thiếu số liệu không phải là kết quả kém: tỉnh không đủ số liệu theo quy tắc dưới đây thì không có hạng, thay vì có một "
        "hạng đoán. Được xếp hạng: {ranked} trong {n}.",
        "Missing figures are no poor result: a province that falls short of the rules below has no rank rather than a guessed "
        "one. Ranked: {ranked} of {n}.",
    ),
    "unranked_page_rules": ("Quy tắc của ấn bản này", "The rules of this edition"),
    "unranked_page_rule_share": (
        "Có ít nhất {share} số chỉ tiêu của chỉ số và của từng chỉ số phụ.",
        "At least {share} of the indicators of the index and of each sub-index.",
    ),
    "unranked_page_rule_sub_pillars": (
        "Trong mỗi trụ cột, có ít nhất {n} nhóm chỉ tiêu tính được (hoặc tất cả, nếu trụ cột có ít nhóm hơn).",
        "In each pillar, this number of sub-pillars that can be computed: {n} (or all, where the pillar has fewer).",
    ),
    "unranked_page_rule_floor": (
        "{name}: có ít nhất {n} chỉ tiêu.",
        "{name}: indicators needed: {n}.",
    ),
    "unranked_page_rule_zeros": (
        "Số 0 công bố được tính là thiếu, trừ số 0 đã được chứng minh.",
        "A published zero counts as missing, unless it has been proven.",
    ),
    "unranked_page_who": ("Ai, và thiếu ở đâu", "Who, and what is missing"),
    "unranked_page_fails_share": (
        "{name}: có {present} trong {of} chỉ tiêu, cần {required}.",
        "{name}: {present} of {of} indicators are there, {required} needed.",
    ),
    "unranked_page_fails_floor": (
        "{name}: có {present} trong {of} chỉ tiêu, cần {required}.",
        "{name}: {present} of {of} indicators are there, {required} needed.",
    ),
    "unranked_page_fails_sub_pillars": (
        "{name}: tính được {present} trong {of} nhóm chỉ tiêu, cần {required}.",
        "{name}: {present} of {of} sub-pillars can be computed, {required} needed.",
    ),
    "unranked_page_zeros": (
        "Trong đó có số 0 không được tính: {n}.",
        "Zeros that were not counted: {n}.",
    ),
    "unranked_page_blank_cells": ("Các ô thiếu", "What is blank"),
}

WORDS: dict[str, tuple[str, str]] = _MISSING | _UNRANKED
