"""Words of targets: what is wanted, the pace, the lights, growth accounting."""

WORDS: dict[str, tuple[str, str]] = {
    # sentences
    "targets_none": ("Ấn bản này không đặt mục tiêu nào.", "This edition has no targets."),
    "targets_named": (
        "**{name}.** {n} mục tiêu: {measured} có chuỗi số liệu đo được, {awaits} chờ thu thập, {refused} là phần đóng góp vào tăng trưởng mà hạch "
        "toán tăng trưởng không xác định được. {note}",
        "**{name}.** {n} targets: {measured} measured by a series, {awaits} awaiting collection, {refused} shares of growth that growth "
        "accounting does not identify. {note}",
    ),
    "targets_nothing_measured": (
        "Chưa có chuỗi số liệu mở cấp tỉnh nào đo các mục tiêu này, nên không có gì được tính. Chờ thu thập: {names}. Không xác định được bằng hạch toán tăng trưởng: {refused}.",
        "No open provincial series measures these targets yet, so nothing is computed. Awaiting collection: {names}. Not identified by growth accounting: {refused}.",
    ),
    "targets_no_other": ("không có", "none"),
    "targets_counted": (
        "{name}: trong {n} tỉnh, {parts}.",
        "{name}: of {n} provinces, {parts}.",
    ),
    "lights_rule": (
        "Quy tắc đèn: tốc độ quan sát được (trung vị của độ dốc giữa mọi cặp năm) chia cho tốc độ cần có. Từ {on_track} trở lên: đúng tiến độ; từ {moderate}: vừa "
        "phải; từ 0%: chưa đủ; dưới 0%: đi xa mục tiêu. Dưới {least_years} năm quan sát: không ước lượng được. Khi hai đầu của khoảng tốc độ cho đèn "
        "khác nhau, cả hai được ghi trong ngoặc. Nguồn ngưỡng: {source}.",
        "Rule of the lights: the observed pace (the median of the slopes between all pairs of years) over the required one. From {on_track}: on "
        "track; from {moderate}: moderate; from 0%: insufficient; below 0%: moving away. Fewer than {least_years} observed years: not estimable. Where "
        "the two ends of the range of the pace give different lights, both stand in brackets. Source of the thresholds: {source}.",
    ),
    "growth_formula": (
        "Phần dư tăng trưởng là tăng trưởng sản lượng trừ {alpha} lần tăng trưởng vốn và {beta} lần tăng trưởng lao động: g_A = g_Y − α·g_K − (1 − α)·g_L (Solow "
        "1957, doi:10.2307/1926047), với α = {alpha}: {source}. Trung vị của {n} phần dư: {median}. Phần dư chứa mọi thứ ngoài vốn và lao động, kể cả sai số đo "
        "lường.",
        "The residual is growth of output less {alpha} times that of capital and {beta} times that of labour: g_A = g_Y − α·g_K − (1 − α)·g_L (Solow 1957, "
        "doi:10.2307/1926047), with α = {alpha}: {source}. Median of the {n} residuals: {median}. The residual holds everything but capital and labour, "
        "errors of measurement included.",
    ),
    "growth_no_inputs": (
        "Chưa có GRDP, vốn và lao động theo giá so sánh của từng tỉnh, nên cả phần dư tăng trưởng cũng không được tính.",
        "GRDP, capital and labour of each province at constant prices are not there, so not even the residual of growth is computed.",
    ),
    "growth_split_refused": (
        "**Không chia phần dư** cho khoa học, đổi mới sáng tạo và chuyển đổi số: chỉ có một phương trình cho ba phần chưa biết, nên mọi cách chia đều khớp với "
        "số liệu như nhau. Muốn có từng phần thì phải hỏi nơi công bố chúng về ước lượng và phương pháp.",
        "The residual is **not split** into science, innovation and digital transformation: there is one equation for three unknown parts, so every division "
        "fits the figures equally well. Whoever states the parts has to be asked for the estimate and its method.",
    ),
    # section of the report
    "section_targets": ("Mục tiêu", "Targets"),
    # tables
    "table_targets": ("Mục tiêu: muốn gì, đo bằng gì, chờ gì", "Targets: what is wanted, what measures it, what it awaits"),
    "table_targets_empty": ("Ấn bản này không đặt mục tiêu nào.", "This edition has no targets."),
    "table_target_lights": ("Đèn của từng tỉnh, theo mục tiêu", "Lights of every province, by target"),
    "table_target_lights_empty": (
        "Không mục tiêu nào có số liệu đo, nên không có đèn.",
        "Nothing measures a target, so there are no lights.",
    ),
    "table_target_units": ("Khoảng cách, tốc độ và năm đạt", "Distance, pace and year of arrival"),
    "table_target_units_empty": ("Không có giá trị nào.", "There is no value."),
    "table_growth_residual": ("Phần dư tăng trưởng, %/năm", "Residual of growth, % a year"),
    "table_growth_residual_empty": (
        "Không có chuỗi sản lượng, vốn và lao động.",
        "There are no series of output, capital and labour.",
    ),
    "target": ("Mục tiêu", "Target"),
    "target_wanted": ("Muốn có", "Wanted"),
    "target_at_least": ("ít nhất {value}, năm {year}", "at least {value}, in {year}"),
    "target_at_most": ("nhiều nhất {value}, năm {year}", "at most {value}, in {year}"),
    "target_between": ("{low} đến {value}, năm {year}", "{low} to {value}, in {year}"),
    "target_status": ("Tình trạng", "Status"),
    "target_status_measured": ("đo được", "measured"),
    "target_status_awaits": ("chờ thu thập", "awaits collection"),
    "target_status_refused": ("không xác định được", "not identified"),
    "target_basis": ("Đo bằng, hoặc chờ gì", "Measured by, or awaits"),
    "target_asked_of": ("Hỏi ai (đề xuất)", "To be asked of (proposed)"),
    "target_statement": ("Nêu ở đâu", "Where it is stated"),
    "target_by_series": ("chuỗi số liệu riêng", "a series of its own"),
    "target_baseline": ("điểm 0 ở {value}: {note}", "score 0 at {value}: {note}"),
    "target_value": ("Giá trị cuối (năm)", "Last value (year)"),
    "target_gap": ("Còn thiếu", "Still to go"),
    "target_score": ("Điểm khoảng cách", "Distance score"),
    "target_required": ("Cần có mỗi năm", "Required a year"),
    "target_pace": ("Quan sát mỗi năm", "Observed a year"),
    "target_reached": ("Năm đạt, nếu giữ tốc độ", "Year reached, at that pace"),
    "reached_met": ("đã đạt", "met"),
    "reached_range": ("{first}–{last}", "{first}–{last}"),
    "reached_once": ("{first}", "{first}"),
    "reached_from": ("sớm nhất {first}, hoặc không bao giờ", "{first} at the earliest, or never"),
    "reached_never": ("không bao giờ", "never"),
    "reached_not_estimable": ("không ước lượng được", "not estimable"),
    "reached_no_value": ("không có số liệu", "no value"),
    "light": ("Đèn", "Light"),
    "light_met": ("✔ đã đạt", "✔ met"),
    "light_on_track": ("▲ đúng tiến độ", "▲ on track"),
    "light_moderate": ("◆ vừa phải", "◆ moderate"),
    "light_insufficient": ("▼ chưa đủ", "▼ insufficient"),
    "light_away": ("✖ đi xa mục tiêu", "✖ moving away"),
    "light_missed": ("✖ lỡ hạn", "✖ missed"),
    "light_not_estimable": ("○ không ước lượng được", "○ not estimable"),
    "light_no_value": ("– không có số liệu", "– no value"),
    "light_between": ("{light} (từ {low} đến {high})", "{light} (from {low} to {high})"),
    "growth_output": ("Sản lượng", "Output"),
    "growth_capital": ("Vốn", "Capital"),
    "growth_labour": ("Lao động", "Labour"),
    "growth_residual": ("Phần dư", "Residual"),
    "growth_year": ("Năm", "Year"),
    # figure
    "target_paths_title": (
        "Đã đi đến đâu, và đường đến mục tiêu",
        "How far it has come, and the path to the target",
    ),
    "target_paths_empty": (
        "Chưa có số liệu đo mục tiêu nào, nên không có đường nào để vẽ.",
        "Nothing measures a target yet, so there is no path to draw.",
    ),
    "target_paths_note": (
        "Mỗi hàng một mục tiêu; tỉnh được chọn theo điểm khoảng cách: thấp nhất, hai mức giữa, cao nhất. Vùng mờ: tốc độ chậm nhất đến nhanh nhất trong các năm "
        "quan sát, giữ nguyên và vẽ đến mục tiêu; là phép tính số học, không phải dự báo.",
        "A row a target; provinces are chosen by their distance score: the lowest, two between, the highest. Shaded: the slowest to the fastest pace of the "
        "observed years, held fixed and drawn as far as the target; arithmetic, not a forecast.",
    ),
    "target_observed": ("quan sát", "observed"),
    "target_path_required": ("đường cần đi", "required path"),
    "target_path_pace": ("khoảng tốc độ quan sát", "range of the observed pace"),
    "target_line": ("mục tiêu", "target"),
}  # fmt: skip
