"""Words of the chapter on imputation: its tables and figures, and the sentences that carry the run's own numbers."""

_CODES = {
    "imputation_none": ("không bù", "none"),
    "imputation_mean": ("trung bình", "mean"),
    "imputation_median": ("trung vị", "median"),
    "imputation_mean_by_region": ("trung bình vùng", "mean of the region"),
    "imputation_median_by_region": ("trung vị vùng", "median of the region"),
    "imputation_by_row": ("điểm khác cùng nhóm của tỉnh", "the unit's other scores in the sub-pillar"),
    "imputation_earlier_round": ("kỳ trước của chính tỉnh, cả khối", "the unit's own earlier round, whole block"),
    "imputation_last_value": ("giá trị gần nhất của chính tỉnh", "the unit's own last value"),
    "imputation_linear": ("nội suy giữa hai kỳ", "line between two rounds"),
    "imputation_hot_deck": ("hot deck", "hot deck"),
    "imputation_regression": ("hồi quy ridge", "ridge regression"),
    "imputation_em": ("EM", "EM"),
    "imputation_predictive_mean_matching": ("ghép theo giá trị dự đoán", "predictive mean matching"),
    "imputation_iterative": ("lặp (scikit-learn)", "iterative (scikit-learn)"),
    "imputation_k_nearest": ("k láng giềng (scikit-learn)", "k nearest (scikit-learn)"),
    "hidden_cell": ("từng ô", "single cells"),
    "hidden_block": ("cả khối", "whole blocks"),
    "beyond_observed": ("ngoài khoảng quan sát", "outside the observed range"),
    "beyond_plausible": ("ngoài khoảng hợp lý", "outside the plausible bounds"),
    "shadow_not_arithmetic": ("phía trên không phải trung bình cộng", "not arithmetic above"),
    "shadow_weights_from_scores": ("trọng số tính từ điểm", "weights come from the scores"),
    "shadow_least_available": ("có mức tối thiểu về số liệu", "a minimum availability is asked for"),
    "shadow_nothing_else": ("tỉnh không còn giá trị nào khác", "the unit has nothing else"),
    "shadow_not_linear": ("điểm không tuyến tính theo giá trị", "scores are no line in the values"),
    "shadow_no_inverse": ("phép biến đổi không có giá trị ngược", "the transformation has no inverse there"),
}

_TABLES = {
    "table_imputed_cells": ("Các ô được bù số liệu", "Imputed cells"),
    "table_imputed_cells_empty": ("Không ô nào phải bù.", "No cell had to be imputed."),
    "table_imputation_models": ("Các mô hình lặp", "Models that iterate"),
    "table_imputation_models_empty": (
        "Cách bù đang dùng không lặp, hoặc không có gì để bù.",
        "The imputation in use does not iterate, or there was nothing to impute.",
    ),
    "table_stand_ins": ("Giá trị của kỳ trước theo quy tắc năm", "Values of an earlier round by the year rule"),
    "table_stand_ins_empty": (
        "Không có giá trị nào của kỳ trước dùng thay.",
        "No value of an earlier round stands in.",
    ),
    "table_imputation_errors": ("Sai số khi che đi rồi dự đoán", "Hide-and-predict errors"),
    "table_imputation_errors_empty": ("Không có số liệu nào để che.", "There was nothing to hide."),
    "table_refused_imputations": ("Cách bù không áp dụng được", "Imputations that cannot be applied"),
    "table_refused_imputations_empty": (
        "Mọi cách bù đều áp dụng được cho ấn bản này.",
        "Every imputation can be applied to this edition.",
    ),
    "table_imputation_ranks": ("Khoảng hạng khi bù nhiều lần", "Rank ranges over multiple imputation"),
    "table_imputation_ranks_empty": (
        "Không có ô nào để rút, nên không tỉnh nào có khoảng hạng do bù số liệu.",
        "There is no cell to draw, so no province has a range from imputation.",
    ),
    "table_shadow": ("Bù ẩn: nếu để trống thì ngầm định giá trị nào", "Shadow imputation: what a blank would imply"),
    "table_shadow_empty": (
        "Mọi ô đều có giá trị công bố của kỳ mình.",
        "Every cell has a published value of its own round.",
    ),
    "lag_years": ("Cũ (năm)", "Age (years)"),
    "expected_error": ("Sai số dự kiến", "Expected error"),
    "expected_error_sd": ("Sai số dự kiến (ĐLC)", "Expected error (SD)"),
    "n_behind": ("Dựa trên", "Based on"),
    "beyond_range": ("Lưu ý", "Note"),
    "n_indicators": ("Số chỉ tiêu", "Indicators"),
    "n_blank": ("Ô trống", "Blanks"),
    "iterations": ("Số vòng lặp", "Iterations"),
    "converged": ("Hội tụ", "Converged"),
    "hidden": ("Che", "Hidden"),
    "source_block": ("Nguồn", "Source"),
    "hidden_of": ("Đã che", "Hidden"),
    "of_total": ("{n} trong {of}", "{n} of {of}"),
    "range_of_ranks": ("Khoảng", "Range"),
    "n_cells_drawn": ("Số ô được rút", "Cells drawn"),
    "n_tables": ("Số bảng", "Tables"),
    "in_use": ("Giá trị đang dùng", "Value in use"),
    "shadow_score": ("Điểm ngầm định", "Implied score"),
    "shadow_value": ("Giá trị ngầm định", "Implied value"),
    "rank_explicit": ("Hạng hiện tại", "Rank in use"),
    "rank_shadow": ("Hạng nếu để trống", "Rank if left blank"),
}

_FIGURES = {
    "imputation_errors_title": (
        "Che đi rồi dự đoán: sai số của từng cách bù số liệu",
        "Hide and predict: the error of each imputation",
    ),
    "imputation_errors_note": (
        "Ký hiệu rỗng: có ô không dự đoán được, nên sai số chỉ của những ô còn lại. Xếp theo thay đổi hạng trung bình. {refused}",
        "Hollow: some cells were not predicted, so the error is of the others only. Ordered by mean shift of rank. {refused}",
    ),
    "imputation_errors_refused": ("Không áp dụng được: {names}.", "Cannot be applied: {names}."),
    "rmse_axis": ("Căn sai số bình phương trung bình (độ lệch chuẩn)", "Root mean square error (standard deviations)"),
    "rank_shift_axis": ("Thay đổi hạng trung bình của tỉnh bị che", "Mean shift of rank of the unit hidden"),
    "empty_imputation_errors": (
        "Không có số liệu nào để che nên không có sai số dự đoán.",
        "There was nothing to hide, so there is no error of prediction.",
    ),
    "imputation_ranks_title": (
        "Hạng thay đổi bao nhiêu nếu những ô không chắc chắn được rút lại",
        "How far ranks move when uncertain cells are drawn again",
    ),
    "imputation_ranks_note": (
        "Các tỉnh có ô được rút (in đậm) hoặc có hạng thay đổi. Chấm: hạng hiện tại; vạch: trung vị; dải: khoảng 90 %. "
        "{n} bảng hoàn chỉnh.",
        "Provinces with a cell that is drawn (bold), and those whose rank moves. Dot: rank in use; mark: median; band: 90 % "
        "range. {n} completed tables.",
    ),
    "empty_imputation_ranks": (
        "Không có ô nào để rút: mọi giá trị đều được công bố cho kỳ của mình.",
        "There is no cell to draw: every value is published for its own round.",
    ),
}

_SENTENCES = {
    "imputed_sentence": (
        "{n} trong {total} ô ({share} %) được bù bằng “{method}”; mỗi ô được liệt kê và đánh dấu trong mọi bảng về sau. "
        "{left} ô vẫn trống.",
        "{n} of {total} cells ({share} %) are imputed (“{method}”); each is listed and marked in every later table. {left} "
        "cells stay blank.",
    ),
    "imputed_beyond": (
        "{observed} giá trị bù nằm ngoài khoảng đã quan sát, trong đó {plausible} ngoài khoảng hợp lý; không giá trị nào bị "
        "cắt về giới hạn.",
        "{observed} fillings lie outside the observed range, {plausible} of them outside the plausible bounds; none is "
        "clipped.",
    ),
    "imputed_not_converged": (
        "**Chú ý:** mô hình ở {nodes} chưa hội tụ trong số vòng lặp cho phép.",
        "**Note:** the model at {nodes} did not converge within the iterations allowed.",
    ),
    "stand_ins_sentence": (
        "{n} ô của {units} tỉnh mang giá trị kỳ trước theo quy tắc năm. Chúng không phải giá trị bù, nhưng cũng cũ như một "
        "giá trị bù từ kỳ trước: qua {lag} năm, chỉ tiêu thay đổi nhiều nhất là {code}, trung bình {error} độ lệch chuẩn "
        "(tính cả mức thay đổi chung của mọi tỉnh).",
        "Cells that carry the value of an earlier round by the year rule: {n}, in this number of provinces: {units}. They are no "
        "imputed values, but as old as one that was imputed from an earlier round. Over an age of {lag} (years), {code} moves "
        "most, by {error} standard deviations (a change that all provinces share included).",
    ),
    "no_stand_ins": (
        "Không ô nào mang giá trị của kỳ trước.",
        "No cell carries the value of an earlier round.",
    ),
    "errors_sentence": (
        "Khi che {hidden} của nguồn {source}, “{method}” làm hạng của tỉnh bị che thay đổi ít nhất: trung bình {shift} bậc "
        "(không bù: {none} bậc), lớn nhất {largest} bậc.",
        "When {hidden} of the source {source} are hidden, “{method}” moves the province least: {shift} places on average "
        "(none: {none}), {largest} at most.",
    ),
    "ranks_sentence": (
        "Với “{method}”, số tỉnh có ô được rút là {n}. Khoảng hạng rộng nhất là của {unit}: từ {low} đến {high}.",
        "With “{method}”, cells are drawn in this number of provinces: {n}. The widest range is that of {unit}: from {low} to {high}.",
    ),
    "no_ranks": (
        "Không có ô nào để rút, nên bù số liệu không làm hạng nào bất định.",
        "There is no cell to draw, so imputation makes no rank uncertain.",
    ),
    "shadow_sentence": (
        "{n} ô không đơn thuần là giá trị công bố của kỳ mình. Để trống chúng, {moved} trong {units} tỉnh đổi hạng; nhiều nhất "
        "là {unit} ({kind}): từ hạng {explicit} sang hạng {shadow}.",
        "{n} cells are not simply a published value of their own round. Left blank, they move {moved} of {units} provinces; "
        "the farthest is {unit} ({kind}): from rank {explicit} to rank {shadow}.",
    ),
    "shadow_nobody": (
        "{n} ô không đơn thuần là giá trị công bố của kỳ mình; để trống chúng không làm tỉnh nào đổi hạng.",
        "{n} cells are not simply a published value of their own round; left blank, they move no province.",
    ),
    "no_shadow": (
        "Mọi ô đều có giá trị công bố của kỳ mình, nên không có gì được ngầm định.",
        "Every cell has a published value of its own round, so nothing is implied.",
    ),
}

WORDS = _CODES | _TABLES | _FIGURES | _SENTENCES
