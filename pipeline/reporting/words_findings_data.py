"""Sentences of the audit's findings on the data, and the sources of their thresholds, in Vietnamese and English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "units_ranked": (
        "{value} trong {n} đơn vị có đủ số liệu để được xếp hạng.",
        "{value} of {n} units have enough figures to be ranked.",
    ),
    "cells_present": (
        "{value:percent} trong {n} ô số liệu của chỉ số có giá trị của chính đơn vị (công bố, của năm trước trong hạn, hoặc "
        "số 0 cấu trúc).",
        "{value:percent} of the {n} cells of the index hold a value of the unit's own (published, of an earlier year within "
        "the rule, or a structural zero).",
    ),
    "unit_least_present": (
        "Đơn vị thiếu nhiều nhất là {unit}: có {value:percent} trong {n} chỉ tiêu; ngưỡng của ấn bản {threshold:percent}.",
        "The unit that lacks most is {unit}: {value:percent} of {n} indicators are there; the edition asks for "
        "{threshold:percent}.",
    ),
    "structural_zeros": (
        "{value} trong {n} ô là số 0 cấu trúc: nguồn để trống, và tổng cả nước chứng minh là không.",
        "{value} of {n} cells are structural zeros: blank at the source, and zero by the sum of the country.",
    ),
    "earlier_years": (
        "{value} trong {n} ô dùng giá trị của chính đơn vị từ một năm trước.",
        "{value} of {n} cells hold the unit's own value of an earlier year.",
    ),
    "cells_imputed": (
        "{value} trong {n} ô được bù bằng mô hình hoặc bằng giá trị của đơn vị khác.",
        "{value} of {n} cells are imputed by a model or from other units.",
    ),
    "stand_in_worst": (
        "Giá trị năm trước kém tin cậy nhất là ở chỉ tiêu {subject}; sai số dự kiến {value:1} độ lệch chuẩn, suy từ thay đổi của {n} đơn "
        "vị.",
        "The least reliable value of an earlier year is one of {subject}; expected error {value:1} standard deviations, from the "
        "changes of {n} units.",
    ),
    "no_gaps": (
        "Không có ô nào còn trống hoặc mang giá trị của năm trước.",
        "No cell is blank or holds a value of an earlier year.",
    ),
    "gap_worth_most": (
        "Số liệu đáng hỏi nhất là của {unit}: nếu có, khoảng hạng của mọi đơn vị hẹp lại tổng cộng {value:1} bậc ({n} lần rút).",
        "The figures most worth asking for are those of {unit}: with them the rank ranges of all units would be {value:1} "
        "places narrower altogether ({n} draws).",
    ),
    "gap_shift": (
        "Nếu {n} ô trống của {unit} khác đi {threshold} độ lệch chuẩn, đơn vị này đổi {value:places}: mức đổi lớn nhất "
        "trong phạm vi ấy.",
        "Were the {n} open cells of {unit} off by {threshold} SD, it would move by {value:places}, the "
        "furthest of all within that reach.",
    ),
    "outliers_left": (
        "Sau xử lý còn {value} trong {n} chỉ tiêu lệch quá ngưỡng.",
        "After treatment {value} of {n} indicators still exceed the limits of skewness and kurtosis.",
    ),
    "cells_winsorised": (
        "{value} trong {n} ô được thu hẹp về giá trị kế tiếp.",
        "{value} of {n} cells are drawn in to the next value.",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {}
