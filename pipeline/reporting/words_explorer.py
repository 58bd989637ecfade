"""Words of the explorer: other weights and another mean, and what they do to ranks."""

_PAGE = {
    "explorer_heading": ("Thử trọng số khác", "Try other weights"),
    "explorer_lead": (
        "Trọng số là tỷ lệ đánh đổi do người lập khung quyết định. Ở đây bạn có thể quyết định khác: kéo trọng số của từng trụ "
        "cột, đổi cách tính trung bình, và xem hạng thay đổi ngay bên cạnh hạng đã công bố. Mọi con số đúng bằng phần mềm của bộ "
        "chỉ số tính ra với cùng trọng số.",
        "Weights are rates of exchange that the authors decided on. Here you may decide otherwise: move the weight of each "
        "pillar, change the mean, and see ranks move beside the published ones. The numbers are those that the index's own "
        "program computes with the same weights.",
    ),
    "explorer_controls": ("Trọng số và cách tổng hợp", "Weights and aggregation"),
    "explorer_weight": ("{name} (% của trọng số công bố)", "{name} (% of its published weight)"),
    "explorer_weight_note": (
        "100 là trọng số đã công bố, 0 là bỏ trụ cột, 200 là gấp đôi. Các trọng số được chia lại để cộng bằng 100%: xem biểu đồ "
        "tỷ trọng. Tải lại trang để trở về trọng số đã công bố.",
        "100 is the published weight, 0 leaves the pillar out, 200 doubles it. Weights are rescaled to add up to 100%: see the "
        "chart of shares. Reload the page to return to the published weights.",
    ),
    "explorer_aggregation": ("Tổng hợp các trụ cột", "Aggregation of the pillars"),
    "explorer_arithmetic": ("trung bình cộng", "arithmetic mean"),
    "explorer_geometric": ("trung bình nhân", "geometric mean"),
    "explorer_sum": ("tổng", "sum"),
    "explorer_floor": (
        "Trung bình nhân không tính được với điểm 0: điểm trụ cột dưới {floor} được tính là {floor}, như trong phân tích độ bất "
        "định. {who}",
        "A geometric mean is not defined for a score of 0: pillar scores below {floor} count as {floor}, as in the analysis of "
        "uncertainty. {who}",
    ),
    "explorer_floor_who": ("Điều này chạm đến: {names}.", "It touches: {names}."),
    "explorer_floor_nobody": (
        "Không tỉnh nào có điểm trụ cột thấp như vậy.",
        "No province has a pillar score as low as that.",
    ),
    "explorer_no_geometric": (
        "Không có lựa chọn trung bình nhân: {reason}",
        "There is no choice of a geometric mean: {reason}",
    ),
    "explorer_no_geometric_scores": (
        "với cách chuẩn hóa của ấn bản này, điểm có thể âm hoặc bằng 0 và không có mức sàn nào được khai báo.",
        "under the normalisation of this edition scores may be zero or below, and no floor is declared.",
    ),
    "explorer_no_geometric_tree": (
        "phương pháp của ấn bản không dùng trung bình ở cấp trụ cột.",
        "the method of this edition uses no mean at the level of pillars.",
    ),
    "explorer_not_live": (
        "Phương pháp của ấn bản này tổng hợp theo cách mà trang không tính được trong trình duyệt ({function}); dưới đây là kết "
        "quả đã công bố.",
        "The method of this edition aggregates in a way that this page cannot compute in a browser ({function}); below are the "
        "published results.",
    ),
    "explorer_chart": ("Hạng thay đổi ra sao", "How ranks change"),
    "explorer_chart_alt": (
        "Biểu đồ thanh: điểm của từng tỉnh với trọng số đang chọn, vạch đứng là điểm đã công bố; bảng bên dưới có cùng số liệu.",
        "Bar chart: the score of every province under the chosen weights, with a tick at the published score; the table below "
        "has the same figures.",
    ),
    "explorer_chart_note": (
        "Xếp theo hạng với trọng số đang chọn. Thanh: điểm; vạch đứng: điểm đã công bố. Bên phải: điểm, rồi hạng đã công bố với "
        "số bậc thay đổi (▲ lên, ▼ xuống, = không đổi).",
        "Ordered by rank under the chosen weights. Bar: score; tick: published score. On the right: score, then the published "
        "rank and how many places it moves (▲ up, ▼ down, = unchanged).",
    ),
    "explorer_shares": ("Tỷ trọng đang chọn trong chỉ số", "Chosen shares of the index"),
    "explorer_shares_alt": (
        "Biểu đồ thanh: tỷ trọng của từng trụ cột sau khi chia lại.",
        "Bar chart: the share of each pillar after rescaling.",
    ),
    "explorer_status": (
        "{n} tỉnh, thành phố đổi hạng; nhiều nhất {most} bậc.",
        "Provinces whose rank moves: {n}; farthest, in places: {most}.",
    ),
    "explorer_undefined": (
        "Mọi trọng số đều bằng 0 nên không có điểm nào. Hãy tăng ít nhất một trọng số.",
        "All weights are 0, so there is no score. Raise at least one of them.",
    ),
    "explorer_table": ("Bảng xếp hạng", "Table of ranks"),
    "explorer_table_note": (
        "Hai cột giữa là kết quả đã công bố, với khoảng hạng qua các phương án tính hợp lệ; hai cột cuối thay đổi theo trọng số "
        "đang chọn.",
        "The columns in the middle are the published results, with the range of ranks over the admissible methods; the last two "
        "follow the chosen weights.",
    ),
    "explorer_rank_published": ("Hạng công bố", "Published rank"),
    "explorer_range": ("Khoảng hạng", "Range of ranks"),
    "explorer_score_published": ("Điểm công bố", "Published score"),
    "explorer_rank_live": ("Hạng đang thử", "Rank on trial"),
    "explorer_score_live": ("Điểm đang thử", "Score on trial"),
    "explorer_no_script": (
        "Trình duyệt này không chạy JavaScript nên không thử được trọng số; bảng dưới đây có kết quả đã công bố.",
        "This browser runs no JavaScript, so weights cannot be tried; the table below has the published results.",
    ),
    "explorer_caution": (
        "Đây là phép thử, không phải kết quả: hạng công bố là hạng duy nhất của ấn bản, và khoảng hạng bên cạnh cho biết hạng ấy "
        "chắc đến đâu.",
        "This is a trial, not a result: the published rank is the only one of the edition, and the range beside it says how firm "
        "it is.",
    ),
}

_NOTEBOOK = {
    "trial_title": ("Hạng với lựa chọn đang thử, bên cạnh hạng đã công bố", "Ranks on trial beside those published"),
    "trial_note": (
        "Chấm rỗng: hạng công bố; chấm đặc: hạng đang thử; xanh: lên, cam: xuống. {n} tỉnh đổi hạng.",
        "Hollow: published rank; filled: rank on trial; blue: up, orange: down. Provinces that move: {n}.",
    ),
    "table_trial": ("Hạng đang thử và hạng công bố", "Rank on trial and rank published"),
    "table_trial_empty": ("Không có tỉnh nào được xếp hạng.", "No province is ranked."),
    "trial_change": ("Thay đổi", "Change"),
    "trial_from_run": (
        "Đọc lần chạy {run} của ấn bản {edition}.",
        "Read from the run {run} of edition {edition}.",
    ),
    "trial_from_raw": (
        "Ấn bản {edition} chưa có lần chạy nào, nên mọi thứ được tính từ số liệu gốc trong bộ nhớ; không có gì được ghi ra.",
        "There is no run of edition {edition} yet, so everything was computed from the raw data in memory; nothing is written.",
    ),
    "trial_time": ("Tính lại trong {ms} mili giây.", "Recomputed in {ms} milliseconds."),
    "trial_refused": ("Lựa chọn này không hợp lệ: {reason}", "This choice is inadmissible: {reason}"),
    "trial_aggregation": ("Tổng hợp (mọi cấp)", "Aggregation (every level)"),
    "trial_normalisation": ("Chuẩn hóa", "Normalisation"),
    "trial_weighting": ("Trọng số gốc", "Weights to start from"),
    "trial_transformations": ("Biến đổi", "Transformations"),
    "trial_outlier_rule": ("Giá trị ngoại lai", "Outliers"),
    "trial_ties": ("Đồng hạng", "Ties"),
    "trial_score": ("Điểm đang thử", "Score on trial"),
    "trial_rank": ("Hạng đang thử", "Rank on trial"),
    "trial_alt": (
        "Hạng công bố và hạng đang thử của từng tỉnh; cùng số liệu với bảng bên cạnh.",
        "Published rank and rank on trial of every province; the figures are those of the table beside it.",
    ),
    "trial_reset": ("Trở về bản công bố", "Back to what is published"),
    "trial_pillars": ("Trọng số các trụ cột (% của trọng số công bố)", "Weights of the pillars (% of those published)"),
    "trial_options": ("Phương pháp", "Method"),
}

WORDS: dict[str, tuple[str, str]] = _PAGE | _NOTEBOOK
