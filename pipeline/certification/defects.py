"""Where an oracle is wrong, what ours does instead, and the check that does not need the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TESTS = "tests/statistics/"


@dataclass(frozen=True)
class Defect:
    """One fault of an oracle, in both languages: what it does, and what ours does and why that is right.

    `items` are those on the certificate that show it (none where no golden table does); `checks` are independent of
    the oracle: a test as ``file::name``, or an item that is compared.
    """

    code: str
    oracle: str
    theirs: tuple[str, str]  # Vietnamese, English
    ours: tuple[str, str]
    items: tuple[str, ...]
    checks: tuple[str, ...]


DEFECTS: Sequence[Defect] = (
    Defect(
        "log_gii",
        "coinr-asem",
        ("log_GII trả lại đúng số liệu đầu vào, không biến đổi.", "log_GII returns its input unchanged."),
        (
            "Tính công thức của GII; tay cho thấy 0, 50, 100 thành logarit của 1; 50,5; 100.",
            "Computes the GII's formula; by hand 0, 50, 100 become the logarithms of 1, 50.5, 100.",
        ),
        ("log_GII_BUG",),
        (
            f"{TESTS}test_skew_transformations.py::test_the_logarithm_of_the_gii_runs_from_zero_to_the_logarithm_of_the_maximum",
        ),
    ),
    Defect(
        "global_log",
        "coinr-asem",
        (
            "Treat với log_CT cho mọi chỉ tiêu: tham số mặc định của winsorise lẫn vào lời gọi, log_CT dừng, và các chỉ tiêu "
            "lệch bị trả lại nguyên trạng.",
            "Treat with log_CT for every indicator: default arguments of winsorise are merged into the call, log_CT stops, "
            "and skewed indicators come back untreated.",
        ),
        (
            "Biến đổi mọi chỉ tiêu lệch; cùng lời gọi ấy, không có tham số lẫn vào, khớp đến chữ số cuối.",
            "Transforms every skewed indicator; the same call without the merged arguments agrees to the last digit.",
        ),
        ("treat_BUG_global_f1_log_CT_data", "treat_BUG_global_f1_log_CT_dets", "treat_BUG_global_f1_log_CT_points"),
        ("treat_log_CT_only_data",),
    ),
    Defect(
        "rank_first",
        "coinr-asem",
        (
            "n_rank với ties.method = first: giá trị bằng nhau nhận hạng khác nhau theo thứ tự dòng.",
            "n_rank with ties.method = first: equal values get different ranks by the order of the rows.",
        ),
        (
            "Giá trị bằng nhau luôn có hạng bằng nhau (nhỏ nhất, trung bình hoặc dày).",
            "Equal values have equal ranks (least, average or dense).",
        ),
        ("norm_n_rank_first",),
        (
            f"{TESTS}test_rank_scores.py::test_ranks_in_the_order_of_rows_are_those_of_coinr_where_nothing_is_tied",
            "norm_n_rank_min",
        ),
    ),
    Defect(
        "copeland_missing",
        "coinr-asem",
        (
            "Copeland khi thiếu số liệu: trọng số của chỉ tiêu thiếu được cộng cho dòng đứng sau, nên điểm phụ thuộc thứ tự "
            "các đơn vị.",
            "Copeland with missing values: the weight of an indicator that either unit lacks goes to the later row, so that "
            "scores depend on the order of the units.",
        ),
        (
            "So mỗi cặp trên những chỉ tiêu cả hai đều có; đảo thứ tự không đổi điểm.",
            "Compares a pair on what both have; another order changes no score.",
        ),
        ("agg_NA_copeland",),
        (
            f"{TESTS}test_outranking.py::test_with_scores_missing_coinr_depends_on_the_order_of_the_units_and_is_not_followed",
        ),
    ),
    Defect(
        "copeland_aggregate",
        "coinr-asem",
        (
            "Aggregate với a_copeland dừng vì truyền sai tên tham số.",
            "Aggregate with a_copeland stops: it hands its function a wrongly named argument.",
        ),
        (
            "Tính ở mọi nút; bảng do COINr tính bằng hàm bọc ngoài khớp chính xác.",
            "Computes at every node; the tables that COINr makes through a wrapper agree exactly.",
        ),
        ("agg_copeland_BUG",),
        ("copeland_tennessee", "copeland", f"{TESTS}test_outranking.py::test_copeland_counts_wins_less_losses"),
    ),
    Defect(
        "report_level",
        "coinr-asem",
        (
            "get_str_weak không nhận cấp báo cáo trên 2: các cấp được lấy từ riêng các chỉ tiêu.",
            "get_str_weak refuses a report level above 2: it takes the levels from the indicators only.",
        ),
        (
            "Hồ sơ chứa mọi nút của cây, kèm hạng, điểm và giá trị.",
            "A profile shows every node of the tree with its rank, score and value.",
        ),
        ("str_weak_report_level3_BUG",),
        ("tests/construction/test_profile.py::test_a_profile_shows_every_node_beside_region_median_best_and_worst",),
    ),
    Defect(
        "negative_weights",
        "coinr-asem",
        (
            "get_opt_weights đạt mục tiêu bằng một trọng số âm; cột Obtained là của lần thử cuối chứ không của nghiệm.",
            "get_opt_weights reaches a target with a negative weight; its column Obtained is of the last trial, not of the "
            "optimum.",
        ),
        (
            "Tìm điểm gần nhất trên đơn hình và nói rõ khi không đạt mục tiêu; trọng số được so qua giá trị mục tiêu.",
            "Finds the closest point of the simplex and says when the target is not reached; weights are compared by their "
            "objective.",
        ),
        ("opt_balance_equal_L2_tight_result", "opt_balance_1_2_L3_tight_result"),
        (
            f"{TESTS}test_optimised_weights.py::test_a_target_that_coinr_reaches_with_a_negative_weight_is_not_reached",
            f"{TESTS}test_optimised_weights.py::test_a_target_out_of_reach_is_said_to_be_and_no_weight_goes_negative",
        ),
    ),
    Defect(
        "trend_years",
        "coinr-asem",
        (
            "get_trends(Time =) lấy giá trị 2018–2020 dưới tên 2019–2021.",
            "get_trends(Time =) takes the values of 2018-2020 under the years 2019-2021.",
        ),
        (
            "Mỗi năm giữ giá trị của chính nó; lấy sai năm thì ra đúng bảng của COINr.",
            "Every year has its own values; taking the wrong years reproduces COINr's table.",
        ),
        ("trends_CAGR_Time19_21", "trends_prc_change_Time19_21"),
        (f"{TESTS}test_trends.py::test_a_choice_of_years_takes_their_own_values_where_coinr_takes_those_of_others",),
    ),
    Defect(
        "unsorted_panel",
        "coinr-asem",
        (
            'impute_panel("latest") trên bảng chưa sắp xếp làm xáo trộn các cột.',
            'impute_panel("latest") on an unsorted panel scrambles columns.',
        ),
        (
            "Năm là một trục riêng; thứ tự đơn vị không ảnh hưởng (kiểm tra bằng tính chất).",
            "Years are an axis of their own; the order of units does not matter (a property test).",
        ),
        (),
        (
            f"{TESTS}test_panel_imputation.py::test_observed_cells_stay_the_mask_is_exact_and_the_order_of_units_does_not_matter",
            "impute_panel_latest",
        ),
    ),
    Defect(
        "linear_one_value",
        "coinr-asem",
        (
            'impute_panel("linear") dừng khi một chuỗi chỉ có một giá trị.',
            'impute_panel("linear") stops where a series has one observation.',
        ),
        (
            "Để chuỗi ấy như cũ và điền các chuỗi khác.",
            "Leaves that series as it is and fills the others.",
        ),
        ("impute_panel_linear_error",),
        (f"{TESTS}test_panel_imputation.py::test_linear_is_that_of_coinr",),
    ),
    Defect(
        "no_imputation",
        "coinr-asem",
        ("Impute với “none” dừng.", 'Impute with "none" stops.'),
        ("Không bù là một lựa chọn như mọi lựa chọn khác.", "Doing nothing is a choice like any other."),
        ("impute_none",),
        (f"{TESTS}test_imputation.py::test_none_fills_nothing_and_returns_a_copy",),
    ),
    Defect(
        "failed_run",
        "coinr-asem",
        (
            "Một lần chạy hỏng làm mọi chỉ số độ nhạy thành NaN và bị bỏ khỏi khoảng hạng, không báo.",
            "One failed run makes every sensitivity index NaN and is dropped from the intervals, without a word.",
        ),
        (
            "Từ chối tính chỉ số khi có lần chạy hỏng và nêu số lần; hạng của các lần chạy tốt được lặp lại chính xác.",
            "Refuses indices over failed runs and says how many; the ranks of the runs that did not fail are replayed exactly.",
        ),
        ("sa_SA6_N100_Sensitivity",),
        ("sa_SA6_N100_Ranks", f"{TESTS}test_sensitivity.py::test_what_does_not_fit_the_design_is_refused_by_name"),
    ),
    Defect(
        "pci_2011",
        "pci",
        (
            "Tổng điểm PCI 2011 in ra không suy được từ chín chỉ số thành phần với trọng số 2009–2012: lệch đến 0,55 điểm.",
            "The printed totals of PCI 2011 do not follow from the nine sub-indices by the weights of 2009-12: they are up to "
            "0.55 off.",
        ),
        (
            "Các năm 2009, 2010, 2012 khớp với cùng trọng số và cùng hàm.",
            "2009, 2010 and 2012 follow by the same weights and the same function.",
        ),
        ("PCI 2011",),
        ("PCI 2009", "PCI 2010", "PCI 2012"),
    ),
)
