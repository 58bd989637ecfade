"""Words of a unit's profile: its page on the site and its two printed pages."""

WORDS: dict[str, tuple[str, str]] = {
    "profile_title": ("{unit}: hồ sơ {year}", "{unit}: profile {year}"),
    "profile_kind": ("Hồ sơ tỉnh, thành phố", "Province profile"),
    "profile_pdf": ("Hồ sơ hai trang (PDF)", "Profile of two pages (PDF)"),
    "profile_all": ("Tất cả các tỉnh, thành phố", "All provinces"),
    # standing
    "profile_range": ("Khoảng hạng", "Rank range"),
    "profile_range_said": (
        "{low}–{high} % số lần tính qua các lựa chọn phương pháp đã khai báo; không phải khoảng tin cậy",
        "from the {low}th to the {high}th percentile over declared choices of method; not a confidence interval",
    ),
    "profile_no_range": ("chưa phân tích bất định", "no uncertainty analysis yet"),
    "profile_top": ("Thuộc {k} tỉnh đứng đầu", "Among the first {k}"),
    "profile_top_draws": ("tỷ lệ số lần tính", "share of the draws"),
    "profile_not_ranked": ("Không xếp hạng", "Not ranked"),
    "profile_reason": ("Lý do: {reason}.", "The reason: {reason}."),
    "profile_known": (
        "Những gì đã biết về tỉnh này: {n} trong {of} chỉ tiêu có giá trị; xem bảng chỉ tiêu.",
        "What is known of it: {n} of {of} indicators have a value; see the table of indicators.",
    ),
    # bars
    "profile_bars": ("Điểm theo trụ cột và nhóm chỉ tiêu", "Scores by pillar and sub-pillar"),
    "profile_bars_said": (
        "Thanh: điểm của tỉnh. Các vạch: trung bình giản đơn của các tỉnh được xếp hạng.",
        "Bar: the province's score. Marks: simple means of the ranked provinces.",
    ),
    "profile_region_mean": ("Vùng", "Region"),
    "profile_group_mean": ("Nhóm thu nhập", "Income group"),
    "profile_country_mean": ("Cả nước", "Country"),
    "profile_bar_alt": ("{name}: {score} điểm, hạng {rank}", "{name}: score {score}, rank {rank}"),
    "profile_bar_alt_unknown": ("{name}: không có điểm", "{name}: no score"),
    "profile_bar_alt_mean": ("trung bình {what}: {mean}", "mean of {what}: {mean}"),
    "profile_what_region": ("vùng", "the region"),
    "profile_what_group": ("nhóm thu nhập", "the income group"),
    "profile_what_country": ("cả nước", "the country"),
    # strengths
    "profile_strengths_said": (
        "Theo vị trí trong phân bố của từng chỉ tiêu; giá trị bù không được tính là điểm mạnh hay điểm yếu.",
        "By place in the distribution of each indicator; an imputed value is neither a strength nor a weakness.",
    ),
    "profile_no_strengths": (
        "Không nêu điểm mạnh và điểm yếu: {reason}.",
        "No strengths and weaknesses are named: {reason}.",
    ),
    "profile_too_few": ("số liệu không đủ", "too few figures"),
    # order among neighbours
    "profile_order": ("So với các tỉnh lân cận trong bảng", "Beside its neighbours in the table"),
    "profile_order_said": (
        "Vững: đứng trước trong ít nhất {share} số lần tính chung. Đứng trước một cách vững {ahead} tỉnh, đứng sau một cách "
        "vững {behind} tỉnh; với {open} tỉnh còn lại thứ tự không vững.",
        "Firm: ahead in at least {share} of common draws. Firmly ahead of {ahead} provinces and firmly behind {behind}; with the "
        "other {open} the order is not firm.",
    ),
    "profile_order_none": (
        "Thứ tự với các tỉnh khác chưa được phân tích.",
        "Its order against other provinces has not been analysed.",
    ),
    "profile_order_unranked": (
        "Tỉnh không được xếp hạng nên không có thứ tự với các tỉnh khác.",
        "It is not ranked, so it has no order against other provinces.",
    ),
    "profile_share_ahead": ("Tỷ lệ đứng trước", "Share ahead"),
    "profile_relation": ("Thứ tự", "Order"),
    "profile_relation_ahead": ("vững: đứng trước", "firm: ahead"),
    "profile_relation_behind": ("vững: đứng sau", "firm: behind"),
    "profile_relation_open": ("không vững", "not firm"),
    # performance
    "profile_performance_said": (
        "Ở trình độ ấy dự kiến {expected} điểm, trong khoảng {low} đến {high}; tỉnh có {score} điểm: {verdict}.",
        "At that level {expected} points are expected, between {low} and {high}; the province has {score}: {verdict}.",
    ),
    "profile_performance_without": (
        "Điểm ở đây không gồm chỉ tiêu dùng chung bảng nguồn với thước đo ấy: {codes}.",
        "The score here leaves out indicators made from the same table as that measure: {codes}.",
    ),
    "profile_performance_reads": (
        "Ngoài khoảng là khác thường; trong khoảng không phải là yếu kém. Mối liên hệ, không phải nguyên nhân.",
        "Outside is unusual; inside is no reproach. An association, not a cause.",
    ),
    "profile_performance_none": (
        "Không có so sánh theo trình độ phát triển cho tỉnh này.",
        "There is no comparison by level of development for this province.",
    ),
    "profile_performance_alt": (
        "Dự kiến {expected} điểm, khoảng {low} đến {high}; tỉnh có {score} điểm",
        "{expected} points expected, between {low} and {high}; the province has {score}",
    ),
    # change
    "profile_change": ("Thay đổi so với ấn bản trước", "Change since the edition before"),
    "profile_change_said": (
        "Từ hạng {before} trong {n_before} ({edition}) đến hạng {after} trong {n_after}: {change}.",
        "From rank {before} of {n_before} ({edition}) to rank {after} of {n_after}: {change}.",
    ),
    "profile_change_up": ("lên {n} bậc", "up {n}"),
    "profile_change_down": ("xuống {n} bậc", "down {n}"),
    "profile_change_still": ("giữ nguyên", "unchanged"),
    "profile_change_causes": (
        "Chia theo nguyên nhân (giá trị Shapley), tính bằng bậc, làm tròn; số dương là lên hạng. Tổng bằng đúng thay đổi.",
        "Divided by cause (Shapley's value), in places, rounded; positive is upwards. They add up to the change exactly.",
    ),
    "profile_change_causes_positions": (
        "Chia theo nguyên nhân (giá trị Shapley), tính bằng phần trăm của vị trí, vì số tỉnh được xếp hạng khác nhau, làm tròn; số "
        "dương là lên hạng. Tổng bằng đúng thay đổi.",
        "Divided by cause (Shapley's value), in per cent of position as the numbers of ranked provinces differ, rounded; positive "
        "is upwards. They add up to the change exactly.",
    ),
    "profile_change_no_causes": (
        "Không chia được thay đổi này theo nguyên nhân.",
        "The change could not be divided by cause.",
    ),
    "profile_change_none": (
        "Chưa so ấn bản này với ấn bản nào trước nó. Lệnh để so:",
        "This edition has not been compared with an earlier one. The command that does it:",
    ),
    "profile_change_apart": (
        "Không so trực tiếp được với {edition}: {reason}.",
        "It does not compare directly with {edition}: {reason}.",
    ),
    "profile_change_no_score": (
        "Điểm của hai ấn bản không so với nhau: mỗi ấn bản được chuẩn hóa trên số liệu của chính nó.",
        "The scores of two editions do not compare: each is normalised on its own figures.",
    ),
    "profile_cause": ("Nguyên nhân", "Cause"),
    "profile_places": ("Bậc", "Places"),
    "profile_positions": ("Vị trí", "Position"),
    # gaps in the arithmetic
    "profile_gaps": ("Khoảng cách nào nặng nhất trong phép tính", "Which gaps weigh most in the arithmetic"),
    "profile_gaps_said": (
        "Khoảng cách đến điểm cao nhất × trọng số hiệu dụng = điểm chỉ số. Các chỉ tiêu khác giữ nguyên; không phải lời khuyên.",
        "Distance to the best score × effective weight = points of the index. Others held fixed; not advice.",
    ),
    "profile_gaps_ordinal": (
        "Khoảng cách đến điểm cao nhất × trọng số hiệu dụng. Các chỉ tiêu khác giữ nguyên; không phải lời khuyên. Phương pháp này "
        "không lấy trung bình cộng nên các con số chỉ để xếp thứ tự.",
        "Distance to the best score × effective weight. Others held fixed; not advice. This method does not take arithmetic means, "
        "so the figures only put the gaps in order.",
    ),
    "profile_gaps_sum": (
        "{n} chỉ tiêu này chiếm {shown} trong {total} điểm từ chỉ số của tỉnh đến mức cao nhất.",
        "These {n} make {shown} of the {total} points between the province's index and the top.",
    ),
    "profile_gaps_none": ("Không có điểm để tính khoảng cách.", "There are no scores to take distances from."),
    "profile_distance": ("Khoảng cách", "Distance"),
    "profile_effective": ("Trọng số", "Weight"),
    "profile_points": ("Điểm chỉ số", "Index points"),
    # figures
    "profile_indicators": ("Các chỉ tiêu", "The indicators"),
    "profile_beside": ("Đặt cạnh chỉ số, không có trọng số", "Beside the index, unweighted"),
    "profile_data": ("Số liệu còn thiếu và ước tính", "Gaps and estimates in the data"),
    "profile_data_said": (
        "{published} trong {of} chỉ tiêu có giá trị công bố của năm mới nhất.",
        "{published} of {of} indicators have a published value of the latest year.",
    ),
    "profile_data_others": ("Còn lại: {parts}.", "The others: {parts}."),
    "profile_data_worth": (
        "Nếu có số liệu cho {codes}, khoảng hạng dự kiến hẹp lại từ {width} xuống {known} bậc.",
        "With figures for {codes} the rank range would be expected to narrow from {width} to {known} places.",
    ),
    "profile_missing": ("không có số liệu", "no figure"),
    "profile_unit_short": ("Đơn vị đo", "Measured in"),
    "profile_year_short": ("Năm", "Year"),
    "mark_earlier_year": ("t", "y"),
    "mark_treated": ("h", "w"),
    "mark_not_published": ("k", "n"),
    "mark_provisional": ("P", "P"),
    "mark_estimated": ("E", "E"),
}
