"""Words of a comparison of two editions or runs: its tables, its figures, and the causes of a change of rank."""

WORDS: dict[str, tuple[str, str]] = {
    # tables
    "table_compare_sides": ("Hai bên được so sánh", "The two sides"),
    "table_compare_sides_empty": ("Không có gì để so sánh.", "There is nothing to compare."),
    "table_compare_overview": ("Có bao nhiêu điểm khác nhau", "How much differs"),
    "table_compare_overview_empty": ("Hai bên giống hệt nhau.", "The two sides are the same."),
    "table_compare_differences": ("Từng điểm khác nhau", "Difference by difference"),
    "table_compare_differences_empty": ("Không có gì khác nhau ở phần này.", "Nothing differs here."),
    "table_compare_data": ("Số liệu khác nhau, theo chỉ tiêu", "Data that differ, by indicator"),
    "table_compare_data_empty": ("Số liệu hai bên giống hệt nhau.", "The data of both sides are the same."),
    "table_compare_changes": ("Điểm và hạng của hai bên", "Score and rank on both sides"),
    "table_compare_changes_empty": (
        "Không tỉnh nào được xếp hạng ở cả hai bên.",
        "No province is ranked on both sides.",
    ),
    "table_compare_pillars": ("Thay đổi hạng theo trụ cột", "Change of rank by pillar"),
    "table_compare_pillars_empty": ("Hai bên không có trụ cột nào chung.", "The sides have no pillar in common."),
    "table_compare_not_ranked": ("Các tỉnh không so được trực tiếp", "Provinces that do not compare directly"),
    "table_compare_not_ranked_empty": (
        "Mọi tỉnh đều được xếp hạng ở cả hai bên.",
        "Every province is ranked on both sides.",
    ),
    "table_compare_players": ("Nguyên nhân thay đổi hạng", "Causes of the changes of rank"),
    "table_compare_players_empty": ("Không có nguyên nhân nào.", "There are no causes."),
    "table_compare_attribution": ("Thay đổi hạng chia theo nguyên nhân", "Change of rank, divided by cause"),
    "table_compare_attribution_empty": (
        "Không chia được thay đổi hạng theo nguyên nhân.",
        "The changes of rank could not be divided by cause.",
    ),
    "compare_changes_note": (
        "Số dương là lên hạng. Vị trí là (hạng − 1) / (n − 1): 0 % là đứng đầu, 100 % là đứng cuối. Điểm chỉ có nghĩa trong "
        "từng bên nên không lấy hiệu.",
        "A positive change is upwards. A position is (rank − 1) / (n − 1): 0% is first, 100% last. A score means something "
        "within its own side only, so no difference is formed.",
    ),
    "compare_merged_note": (
        "Tỉnh sáp nhập đứng cạnh một giá trị gộp của các tỉnh cũ, không phải một hạng.",
        "A merged province stands beside a composite of its parts, which is no rank.",
    ),
    "compare_attribution_note": (
        "Tính bằng bậc; số dương là lên hạng. Tổng các nguyên nhân bằng đúng thay đổi quan sát được: các phân số chính xác nằm "
        "trong compare_attribution.csv.",
        "In places; positive is upwards. The causes add up to the observed change exactly: the exact fractions stand in "
        "compare_attribution.csv.",
    ),
    "compare_attribution_positions_note": (
        "Tính bằng phần trăm của vị trí, vì số tỉnh được xếp hạng khác nhau; số dương là lên hạng. Tổng các nguyên nhân bằng đúng "
        "thay đổi quan sát được.",
        "In per cent of position, as the numbers of ranked provinces differ; positive is upwards. The causes add up to the "
        "observed change exactly.",
    ),
    "compare_unscored_note": (
        "Ở {n} tỉnh có trạng thái trung gian không tính được điểm; ở trạng thái ấy tỉnh được coi là đứng cuối.",
        "{n} provinces have no score in some state between the two sides, and count as last there.",
    ),
    # headers
    "compare_side": ("Bên", "Side"),
    "compare_edition": ("Ấn bản", "Edition"),
    "compare_run": ("Lần chạy", "Run"),
    "compare_tables": ("Số liệu lấy từ", "Tables"),
    "compare_n_units": ("Số tỉnh", "Provinces"),
    "compare_n_ranked": ("Được xếp hạng", "Ranked"),
    "compare_n_indicators": ("Số chỉ tiêu", "Indicators"),
    "compare_part": ("Phần", "Part"),
    "compare_kind": ("Khác ở", "What differs"),
    "compare_count": ("Số lượng", "Count"),
    "compare_what": ("Mã hoặc tham số", "Code or parameter"),
    "compare_n_changed": ("Giá trị đổi", "Changed"),
    "compare_n_new": ("Mới có", "New"),
    "compare_n_gone": ("Không còn", "Gone"),
    "compare_n_origin": ("Đổi nguồn gốc", "Other origin"),
    "compare_years_before": ("Năm số liệu trước", "Data years before"),
    "compare_years_after": ("Năm số liệu sau", "Data years after"),
    "compare_score_before": ("Điểm trước", "Score before"),
    "compare_score_after": ("Điểm sau", "Score after"),
    "compare_rank_before": ("Hạng trước", "Rank before"),
    "compare_rank_after": ("Hạng sau", "Rank after"),
    "compare_position_before": ("Vị trí trước", "Position before"),
    "compare_position_after": ("Vị trí sau", "Position after"),
    "compare_places": ("Thay đổi, bậc", "Change, places"),
    "compare_position": ("Thay đổi vị trí", "Change of position"),
    "compare_up": ("Lên hạng", "Up"),
    "compare_down": ("Xuống hạng", "Down"),
    "compare_still": ("Giữ hạng", "Unmoved"),
    "compare_mean_places": ("Bậc trung bình", "Mean places"),
    "compare_largest": ("Nhiều nhất", "Largest"),
    "compare_share": ("Phần", "Share"),
    "compare_differs": ("Có khác nhau", "Differs"),
    "compare_sum": ("Tổng", "Sum"),
    "compare_player": ("Nguyên nhân", "Cause"),
    # coded values
    "compare_tables_run": ("lần chạy đang có hiệu lực", "the run in force"),
    "compare_tables_gathered": ("tính lại từ số liệu gốc", "gathered from the raw files"),
    "compare_reason_not_on_record": ("lần chạy này chưa có trong sổ ghi chép", "the run is not on record"),
    "compare_reason_not_as_recorded": ("khác với sổ ghi chép", "not as recorded"),
    "compare_reason_other_scores": ("nay thư viện cho điểm khác", "the library gives other scores now"),
    "compare_reason_not_computable": ("nay không tính được nữa", "can be computed no more"),
    "compare_side_before": ("trước", "before"),
    "compare_side_after": ("sau", "after"),
    "compare_detail": ("Cụ thể", "In detail"),
    "compare_yes_True": ("có", "yes"),
    "compare_yes_False": ("không", "no"),
    "player_own_data": ("Số liệu của tỉnh", "Own data"),
    "player_others_data": ("Số liệu của các tỉnh khác", "Others' data"),
    "player_framework": ("Khung chỉ số", "Framework"),
    "player_method": ("Phương pháp", "Method"),
    "player_units": ("Các tỉnh được xếp hạng", "Ranked provinces"),
    "player_sum": ("Tổng", "Sum"),
    "change_kind_unranked": ("không được xếp hạng ở cả hai bên", "not ranked on both sides"),
    "change_kind_gone": ("không còn", "gone"),
    "change_kind_new": ("mới", "new"),
    "change_kind_merged": ("sáp nhập", "merged"),
    "change_kind_part": ("phần của tỉnh sáp nhập", "part of a merged one"),
    "change_kind_other": ("mã mang nghĩa khác", "the code means another"),
    "difference_part_edition": ("ấn bản", "edition"),
    "difference_part_units": ("các tỉnh", "provinces"),
    "difference_part_framework": ("khung chỉ số", "framework"),
    "difference_part_method": ("phương pháp", "method"),
    "difference_part_data": ("số liệu", "data"),
    "difference_part_screening": ("điều kiện xếp hạng", "screening"),
    "difference_part_alternatives": ("phương án khác", "alternatives"),
    "difference_kind_field": ("thông tin chung", "field"),
    "difference_kind_new": ("mới có", "new"),
    "difference_kind_gone": ("không còn", "gone"),
    "difference_kind_changed": ("giá trị đổi", "value changed"),
    "difference_kind_origin": ("nguồn gốc của giá trị", "origin of a value"),
    "difference_kind_data_year": ("năm số liệu", "data years"),
    "difference_kind_source": ("cách lấy số liệu", "source"),
    "difference_kind_structural_zeros": ("quy tắc số 0 cấu trúc", "rule of structural zeros"),
    "difference_kind_moved": ("chuyển nhóm", "moved to another parent"),
    "difference_kind_level": ("cấp", "level"),
    "difference_kind_role": ("vai trò", "role"),
    "difference_kind_weight": ("trọng số", "weight"),
    "difference_kind_direction": ("chiều", "direction"),
    "difference_kind_transformation": ("phép biến đổi", "transformation"),
    "difference_kind_goalpost_low": ("mốc thấp", "low goalpost"),
    "difference_kind_goalpost_high": ("mốc cao", "high goalpost"),
    "difference_kind_target": ("mục tiêu", "target"),
    "difference_kind_unit_of_measure": ("đơn vị đo (Anh)", "unit of measure"),
    "difference_kind_unit_of_measure_vi": ("đơn vị đo (Việt)", "unit of measure (Vietnamese)"),
    "difference_kind_name_vi": ("tên tiếng Việt", "Vietnamese name"),
    "difference_kind_name_en": ("tên tiếng Anh", "English name"),
    "difference_kind_definition_vi": ("định nghĩa tiếng Việt", "Vietnamese definition"),
    "difference_kind_definition_en": ("định nghĩa tiếng Anh", "English definition"),
    "difference_kind_plausible_low": ("giới hạn hợp lý, thấp", "plausible, low"),
    "difference_kind_plausible_high": ("giới hạn hợp lý, cao", "plausible, high"),
    "difference_kind_experts": ("đánh giá của chuyên gia", "judgements of experts"),
    "difference_kind_stored_goalposts": ("mốc đã lưu", "stored goalposts"),
    "difference_kind_option": ("tùy chọn", "option"),
    "difference_kind_inert": ("tùy chọn không có tác dụng ở cả hai bên", "option without effect on both sides"),
    "difference_kind_rule": ("quy tắc", "rule"),
    "difference_kind_choice": ("lựa chọn", "choice"),
    "difference_kind_ranked": ("được xếp hạng", "ranked"),
    "difference_kind_merged": ("sáp nhập", "merged"),
    "difference_kind_other": ("mã mang nghĩa khác", "the code means another province"),
    "difference_kind_region_code": ("vùng", "region"),
    # figures
    "compare_ranks_title": ("Hạng trước và sau", "Rank before and after"),
    "compare_ranks_note": (
        "Chấm nhạt: trước ({before}); chấm đậm: sau ({after}). Bên phải: hạng trước → sau. Xếp theo hạng sau.",
        "Pale dot: before ({before}); dark dot: after ({after}). On the right: rank before → after. In the order of the rank after.",
    ),
    "compare_ranks_empty": ("Không tỉnh nào được xếp hạng ở cả hai bên.", "No province is ranked on both sides."),
    "compare_composite": ("giá trị gộp của các tỉnh cũ", "composite of the parts"),
    "compare_position_axis": ("Vị trí (0 % là đứng đầu)", "Position (0% is first)"),
    "compare_attribution_title": ("Vì sao hạng thay đổi", "Why ranks changed"),
    "compare_attribution_figure_note": (
        "Sang phải là lên hạng. Mỗi thanh là phần của một nguyên nhân (giá trị Shapley: trung bình trên mọi thứ tự thay đổi); dấu "
        "thoi là thay đổi quan sát được, bằng đúng tổng các phần. Xếp theo thay đổi.",
        "To the right is upwards. Each bar is the part of one cause (Shapley's value: the mean over all orders of the changes); "
        "the diamond is the observed change, exactly the sum of the parts. In the order of the change.",
    ),
    "compare_observed": ("thay đổi quan sát được", "observed change"),
    "compare_places_axis": ("Bậc (số dương: lên hạng)", "Places (positive: upwards)"),
    "compare_percent_axis": ("Thay đổi vị trí, % (số dương: lên hạng)", "Change of position, % (positive: upwards)"),
    # sentences
    "compare_moved": (
        "{n} tỉnh được xếp hạng ở cả hai bên: {up} tỉnh lên hạng, {down} tỉnh xuống, {still} tỉnh giữ hạng. Trung bình mỗi tỉnh đổi {mean} "
        "bậc; nhiều nhất là {unit}, từ hạng {before} đến hạng {after}.",
        "{n} provinces are ranked on both sides: {up} moved up, {down} down, {still} kept their rank. The mean move is {mean} "
        "places; the largest is that of {unit}, from {before} to {after}.",
    ),
    "compare_moved_positions": (
        "{n} tỉnh là một và được xếp hạng ở cả hai bên, giữa {n_before} rồi {n_after} tỉnh: {up} tỉnh lên vị trí, {down} tỉnh xuống, "
        "{still} tỉnh giữ nguyên. Trung bình mỗi tỉnh đổi {mean} vị trí; nhiều nhất là {unit}, từ hạng {before}/{n_before} đến "
        "hạng {after}/{n_after}.",
        "{n} provinces are the same and ranked on both sides, among {n_before} and then {n_after}: {up} moved up in position, "
        "{down} down, {still} kept theirs. The mean move is {mean} of all positions; the largest is that of {unit}, from "
        "{before} of {n_before} to {after} of {n_after}.",
    ),
    "compare_merged": (
        " {merged} đơn vị mới đứng cạnh giá trị gộp của các phần của chúng: {up} cao hơn, {down} thấp hơn; xa nhất là {unit} "
        "({before} → {after}).",
        " {merged} new units stand beside the composite of their parts: {up} higher, {down} lower; the furthest is {unit} "
        "({before} → {after}).",
    ),
    "compare_only_units": (
        "**Chỉ các đơn vị khác nhau**: khung chỉ số, phương pháp, quy tắc và mọi số liệu gốc đều như nhau; số liệu của bên trước, khi "
        "tính lại cho các đơn vị mới, bằng đúng số liệu của bên sau. Mọi thay đổi dưới đây là do thay các đơn vị{refused}.",
        "**Only the units differ**: framework, method, rules and all raw data are the same; the data of the earlier side, made for "
        "the new units, are exactly those of the later one. Every change below comes from the change of units{refused}.",
    ),
    "compare_only_units_refused": (
        ", kể cả những gì không tính lại được: {names}",
        ", which also takes away what cannot be rebuilt: {names}",
    ),
    "compare_parts_differ": ("Khác nhau ở: {parts}.", "What differs: {parts}."),
    "compare_nothing_differs": ("Hai bên không khác nhau ở điểm nào.", "The two sides do not differ in anything."),
    "compare_mean_positions": ("Đổi vị trí, trung bình", "Mean change of position"),
    "compare_unmoved": (
        "{n} tỉnh được xếp hạng ở cả hai bên, và không tỉnh nào đổi hạng.",
        "{n} provinces are ranked on both sides and none has moved.",
    ),
    "compare_others": (
        " {others} đơn vị khác không so được trực tiếp; lý do ở bảng dưới.",
        " {others} other units do not compare directly; the table below says why.",
    ),
    "compare_causes": (
        "Phần lớn nhất của các thay đổi là do “{first}” ({share} tổng số bậc tính theo giá trị tuyệt đối){rest}. Một nguyên nhân giống "
        "nhau ở hai bên có phần bằng 0.",
        "The largest part of the changes is due to “{first}” ({share} of all places, in absolute terms){rest}. A cause that is "
        "the same on both sides has no part.",
    ),
    "compare_no_causes": (
        "Không có nguyên nhân nào làm thay đổi hạng.",
        "No cause moves any rank.",
    ),
    "compare_impossible": (
        "Không chia được thay đổi theo nguyên nhân, vì không thể áp dụng phương pháp của bên này cho khung hoặc số liệu của bên kia: "
        "{reason}",
        "The changes cannot be divided by cause: the method of one side does not suit the framework or the values of the other: "
        "{reason}",
    ),
}
