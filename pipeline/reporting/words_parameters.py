"""What every parameter of method and every threshold of screening means, and the words of the choices.

The English of a meaning is the description of the field itself (``framework/method.py``, ``framework/edition.py``); it is repeated here so that
the catalogue is whole, and a test holds the two together.
"""

from __future__ import annotations

from pipeline.framework import method
from pipeline.framework.edition import Screening

_MEANINGS_VI = {
    "use_structural_zeros": "áp dụng các quy tắc số 0 cấu trúc mà ấn bản đã khai báo",
    "use_earlier_years": "dùng giá trị năm trước của chính đơn vị, trong thời hạn cho phép, thay cho ô trống của năm mới nhất",
    "imputation": "cách bù số liệu thiếu; GII: không bù (ngầm định là trung bình của nhóm)",
    "transformations": "áp dụng phép biến đổi đã khai báo của từng chỉ tiêu",
    "outlier_rule": "cách xử lý khi một chỉ tiêu rơi vào vùng phải xử lý giá trị ngoại lai",
    "skewness_limit": "ngưỡng của |độ lệch|, đã hiệu chỉnh chệch; GII 2,25, JRC 2,0",
    "kurtosis_limit": "ngưỡng của độ nhọn vượt chuẩn, xét cùng độ lệch; GII và JRC 3,5",
    "kurtosis_alone_limit": "ngưỡng mà riêng độ nhọn cũng đủ để xử lý; JRC 10, GII không có",
    "winsorise_max_share": "tỷ lệ đơn vị tối đa được thu hẹp giá trị; GII: 5 trên khoảng 133 đơn vị = 0,0376",
    "outlier_fallback": "khi thu hẹp chưa đủ: không làm gì thêm, hoặc lôgarit của COIN Tool",
    "normalisation": "cách đưa về cùng một thang; PII, GII: min-max",
    "scale_low": "điểm thấp nhất; PII, GII: 0",
    "scale_high": "điểm cao nhất; PII, GII: 100",
    "z_mean": "trung bình của điểm chuẩn z, khi dùng; COINr: 0",
    "z_sd": "độ lệch chuẩn của điểm chuẩn z, khi dùng; COINr: 1",
    "weighting": "trọng số của khung chỉ số, hoặc bằng nhau trong mỗi nhóm",
    "aggregation": "cách tổng hợp; PII, GII: trung bình cộng; PAPI: tổng",
    "geometric_floor": "điểm thấp nhất được đưa vào trung bình nhân; không có thì không chấp nhận điểm 0",
    "ties": "hạng của các điểm bằng nhau; xếp hạng thể thao: hạng nhỏ nhất",
    "confidence": "độ tin cậy của mọi khoảng; thường dùng: 0,95",
    "low_correlation": "dưới ngưỡng này chỉ tiêu chưa được phản ánh đủ; JRC 0,3",
    "redundant_correlation": "trên ngưỡng này hai chỉ tiêu gần như trùng nhau; JRC 0,95, kiểm toán GII 0,92",
    "alpha_limit": "ngưỡng alpha của Cronbach, chỉ mô tả; JRC 0,70",
    "kmo_limit": "ngưỡng phù hợp của mẫu (KMO); Cẩm nang OECD/JRC 0,6",
    "eigenvalue_limit": "trị riêng tối thiểu của thành phần được giữ; Kaiser, Cẩm nang OECD/JRC: 1",
    "component_share": "phần phương sai tối thiểu của mỗi thành phần được giữ; Cẩm nang OECD/JRC 0,10",
    "cumulative_share": "phần phương sai tối thiểu của các thành phần được giữ cộng lại; Cẩm nang OECD/JRC 0,60",
    "n_resamples": "số mẫu lặp bootstrap của các khoảng mô tả",
    "max_regressors": "số biến giải thích tối đa, nhiều hơn là quá khớp khi n = 63; rà soát phương pháp: 15",
    "log_outcome": "hồi quy trên lôgarit của kết quả (GRDP bình quân đầu người bị lệch); thường dùng: có",
    "vif_limit": "hệ số phóng đại phương sai được lưu ý; thường dùng 10, chặt chẽ 5",
    "n_draws": "số lần tính chung qua các phương án; kiểm toán GII 4.000",
    "rank_low": "đầu dưới của khoảng hạng; GII 0,05",
    "rank_high": "đầu trên của khoảng hạng; GII 0,95",
    "robust_share": "tỷ lệ số lần tính chung mà một đơn vị phải đứng trước; 0,95",
    "sobol_base": "cỡ mẫu gốc của thiết kế Sobol, là lũy thừa của hai",
    "n_strengths": "số điểm mạnh, và bấy nhiêu điểm yếu, của mỗi đơn vị; PII 5, GII 10",
}

_THRESHOLDS_VI = {
    "share": "tỷ lệ chỉ tiêu của mỗi chỉ số thành phần phải có số liệu; GII: 0,66",
    "sub_pillars": "số nhóm chỉ tiêu tính được mà một trụ cột cần có, hoặc tất cả; GII: 2",
    "pillar_floor": "số chỉ tiêu tối thiểu phải có của một thành phần, theo mã",
}

_SETTINGS = {
    "setting_none": ("không", "none"),
    "setting_median_by_region": ("trung vị vùng", "median of the region"),
    "setting_earlier_round": ("kỳ trước", "earlier round"),
    "setting_declared": ("đã khai báo", "as declared"),
    "setting_winsorise": ("thu hẹp (winsorise)", "winsorise"),
    "setting_log_ct": ("lôgarit COIN Tool", "COIN Tool log"),
    "setting_min_max": ("min-max", "min-max"),
    "setting_percentile_rank": ("hạng phần trăm", "percentile rank"),
    "setting_z_score": ("điểm chuẩn z", "z-scores"),
    "setting_nominal": ("trọng số danh nghĩa", "nominal weights"),
    "setting_equal": ("bằng nhau", "equal"),
    "setting_arithmetic": ("trung bình cộng", "arithmetic mean"),
    "setting_geometric": ("trung bình nhân", "geometric mean"),
    "setting_sum": ("tổng", "sum"),
    "setting_min": ("hạng nhỏ nhất", "lowest rank"),
    "setting_average": ("hạng trung bình", "average rank"),
    "setting_dense": ("hạng liền nhau", "dense"),
}

WORDS: dict[str, tuple[str, str]] = {
    **{
        f"parameter_{name}": (meaning, method.field(name).description or "")
        for name, meaning in _MEANINGS_VI.items()
        if name in method.group_of()
    },
    **{
        f"threshold_{name}": (meaning, Screening.model_fields[name].description or "")
        for name, meaning in _THRESHOLDS_VI.items()
    },
    **_SETTINGS,
}
