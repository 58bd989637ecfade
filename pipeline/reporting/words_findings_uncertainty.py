"""Sentences of the audit's findings on uncertainty, and the sources of their thresholds, in Vietnamese and English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing_varies": (
        "Không có nhân tố nào của bộ lựa chọn này áp dụng được cho ấn bản: mọi lần tính đều cho đúng hạng công bố. Vì vậy mẫu "
        "kiểm toán này không nói gì về độ vững của hạng; hãy dùng một mẫu khác.",
        "No factor of this set of choices applies to the edition: every draw gives the published ranks. So this preset says "
        "nothing about how firm the ranks are; use another one.",
    ),
    "draws_enough": (
        "Sau {n} lần tính, ở bước cuối không đầu khoảng hay trung vị nào đổi quá {value} bậc; cho phép {threshold}.",
        "After {n} draws, the most that the last step moved an end or median of a range is, in places, {value}; {threshold} "
        "allowed.",
    ),
    "mean_shift": (
        "Qua {n} lần tính, hạng của một đơn vị lệch hạng công bố trung bình {value:1} bậc (R_S; từ {low:1} đến {high:1} trong "
        "khoảng chứa 90% số lần tính).",
        "Over {n} draws a unit is {value:1} places from its published rank on average (R_S; {low:1} to {high:1} in the middle "
        "90% of the draws).",
    ),
    "range_width": (
        "Khoảng hạng 90% của {n} đơn vị rộng trung bình {value:1} bậc. Đó là khoảng trên các lựa chọn đã khai báo, không "
        "phải khoảng tin cậy.",
        "The 90% rank ranges of {n} units are {value:1} places wide on average. They are ranges over declared choices, not "
        "confidence intervals.",
    ),
    "widest_range": (
        "Khoảng hạng rộng nhất là của {unit}: từ {low:rank} đến {high:rank}, {value:places}.",
        "The widest range is that of {unit}: from {low:rank} to {high:rank}, {value:places}.",
    ),
    "nominal_outside": (
        "{value} trong {n} đơn vị có hạng công bố nằm ngoài khoảng của chính mình.",
        "{value} of {n} units have a published rank outside their own range.",
    ),
    "unit_outside": (
        "Hạng công bố của {unit} là {value:rank}, ngoài khoảng của đơn vị này (từ {low:rank} đến {high:rank}): các lựa chọn "
        "của phương pháp chính là khác thường với đơn vị này.",
        "{unit} is ranked {value:rank}, outside its own range ({low:rank} to {high:rank}): the published choices are unusual "
        "ones for this unit.",
    ),
    "robust_pairs": (
        "{value:percent} trong {n} cặp đơn vị có thứ tự vững: cùng một thứ tự ở ít nhất {threshold:percent} số lần tính.",
        "The order of {value:percent} of {n} pairs is robust: the same in at least {threshold:percent} of the draws.",
    ),
    "order_layers": (
        "Các cặp có thứ tự vững xếp {n} đơn vị thành {value} tầng. Quan hệ này không bắc cầu, nên đó là thứ tự bộ phận, "
        "không phải các nhóm đồng hạng.",
        "The robust pairs put {n} units into {value} layers. The relation is not transitive, so this is a partial order, not "
        "groups of equals.",
    ),
    "order_implied": (
        "{value} trong {n} cặp chỉ được xếp trước sau qua một đơn vị thứ ba; bản thân chúng không vững.",
        "{value} of {n} pairs are ordered by way of a third unit only; they are not robust themselves.",
    ),
    "order_in_circles": (
        "Các cặp có thứ tự vững của {n} đơn vị tạo thành vòng, nên không có thứ tự bộ phận nào chứa chúng.",
        "The robust pairs of {n} units run in circles, so there is no partial order that holds them.",
    ),
    "top_contested": (
        "Với {value} trong {n} đơn vị, việc có nằm trong {threshold} vị trí đầu hay không tùy thuộc lựa chọn phương pháp: "
        "không vững theo hướng nào.",
        "For {value} of {n} units, being among the first {threshold} depends on the choices of method: robust neither way.",
    ),
    "imputation_share": (
        "Việc bù số liệu thiếu giải thích {value:percent} phương sai của hạng, tính chung các đơn vị ({n} lần tính).",
        "What is imputed explains {value:percent} of the variance of the ranks, all units together ({n} draws).",
    ),
    "imputation_not_drawn": (
        "Không có phương án nào bù số liệu bằng cách rút ngẫu nhiên, nên phương sai của hạng không được chia cho việc bù số "
        "liệu.",
        "No alternative imputes by draws, so no part of the variance of the ranks is ascribed to what is imputed.",
    ),
    "imputation_most": (
        "Phần do bù số liệu lớn nhất ở {unit}: {value:percent} phương sai của hạng.",
        "The part of what is imputed is greatest for {unit}: {value:percent} of the variance of its rank.",
    ),
    "same_choices": (
        "{subject}: {value} trong {n} lựa chọn cho cùng điểm số như một lựa chọn khác trên số liệu này, nên chỉ được tính một "
        "lần.",
        "{subject}: {value} of {n} choices give the same scores as another one on these data, and count once.",
    ),
    "survey_error_not_drawn": (
        "Sai số điều tra không được mô phỏng: không có nguồn nào, hoặc không có lựa chọn nào, nêu sai số chuẩn.",
        "Survey error is not drawn: no source states a standard error, or the set of choices does not ask for it.",
    ),
    "dropped_no_effect": (
        "Không áp dụng: {subject}. Trên số liệu này mọi lựa chọn của nhân tố cho cùng điểm số.",
        "Not applicable: {subject}. On these data all choices of this factor give the same scores.",
    ),
    "dropped_inadmissible": (
        "Không áp dụng: {subject}. Một lựa chọn của nhân tố không được phép cùng với phương pháp của ấn bản.",
        "Not applicable: {subject}. A choice of this factor is inadmissible with the method of the edition.",
    ),
    "dropped_no_step": (
        "Không áp dụng: {subject}. Phương pháp của ấn bản không có bước này.",
        "Not applicable: {subject}. The method of the edition has no such step.",
    ),
    "dropped_not_gathered": (
        "Không áp dụng: {subject}. Tham số của lần chạy này đã loại những giá trị đó khi thu thập số liệu.",
        "Not applicable: {subject}. The parameters of this run leave such values out when data are gathered.",
    ),
    "dropped_no_siblings": (
        "Không áp dụng: {subject}. Ở cấp đó không có thành phần nào có anh em để chia trọng số.",
        "Not applicable: {subject}. At that level no component has a sibling to share weights with.",
    ),
    "dropped_outside_range": (
        "Không áp dụng: {subject}. Không có nhóm trọng số nào của ấn bản nằm trong khoảng đó.",
        "Not applicable: {subject}. No group of weights of this edition lies in that range.",
    ),
    "dropped_drawn_already": (
        "Không áp dụng: {subject}. Một khai báo khác đã rút ngẫu nhiên các trọng số này.",
        "Not applicable: {subject}. Another declaration draws these weights already.",
    ),
    "dropped_no_standard_error": (
        "Không áp dụng: {subject}. Không có nguồn nào của ấn bản nêu sai số chuẩn.",
        "Not applicable: {subject}. No source of this edition states a standard error.",
    ),
    "rank_sets_none": (
        "Không xét kịch bản sai số nào: tham số score_error bằng 0.",
        "No error scenario is looked at: score_error is 0.",
    ),
    "rank_sets_width": (
        "Nếu mỗi điểm chỉ tiêu có sai số chuẩn {threshold:1} điểm (một kịch bản, không phải ước lượng), tập hạng tin cậy của một "
        "đơn vị rộng trung bình {value:1} bậc (n = {n}).",
        "If every indicator score had a standard error of {threshold:1} points (a scenario, no estimate), the confidence set "
        "of a unit's rank would be {value:1} places wide on average (n = {n}).",
    ),
    "rank_sets_widest": (
        "Trong kịch bản ấy (sai số {threshold:1} điểm), đơn vị kém chắc chắn nhất là {unit}, hạng {value:rank}: có thể từ "
        "{low:rank} đến {high:rank} (n = {n}).",
        "Under that scenario (an error of {threshold:1} points) the least certain is {unit}, ranked {value:rank}: anywhere from "
        "{low:rank} to {high:rank} (n = {n}).",
    ),
    "rank_sets_sure": (
        "Trong kịch bản ấy (sai số {threshold:1} điểm), {value} trong {n} đơn vị có hạng chắc chắn, xét đồng thời cho mọi đơn vị.",
        "Under that scenario (an error of {threshold:1} points) {value} of {n} units have a certain rank, all units taken "
        "together.",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {
    "draws_rule": (
        "quy tắc của dự án: gấp đôi số lần tính không làm đầu khoảng hay trung vị nào đổi quá mức cho phép",
        "this project's rule: doubling the draws moves no end or median of a range by more than is allowed",
    ),
    "error_scenario": (
        "kịch bản giả định (score_error); phương pháp: Mogstad và cộng sự (2024), doi:10.1093/restud/rdad006",
        "an assumed scenario (score_error); method: Mogstad et al. (2024), doi:10.1093/restud/rdad006",
    ),
}
