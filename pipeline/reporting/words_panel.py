"""Words of the panel of editions: its tables, its figure, and what normalisation is placed between."""

WORDS: dict[str, tuple[str, str]] = {
    # tables of the panel
    "table_panel_changes": ("Điểm và hạng ở ấn bản đầu và cuối", "Score and rank in the first and the last edition"),
    "table_panel_changes_empty": ("Không tỉnh nào có điểm.", "No unit has a score."),
    "table_panel_nodes": ("Thay đổi theo trụ cột", "Change by pillar"),
    "table_panel_nodes_empty": (
        "Không tỉnh nào có điểm ở hai ấn bản.",
        "No unit has a score in two editions.",
    ),
    "table_panel_goalposts": ("Mốc chung của các ấn bản", "Goalposts of the panel"),
    "table_panel_goalposts_empty": (
        "Cách chuẩn hóa này không có mốc để lưu.",
        "This normalisation has no goalposts to store.",
    ),
    "table_panel_left_out": ("Chỉ tiêu không dùng chung được", "Indicators that are not shared"),
    "table_panel_left_out_empty": ("Mọi chỉ tiêu đều dùng chung.", "Every indicator is shared."),
    "panel_changes_note": (
        "Thay đổi tính bằng điểm, không bằng phần trăm: điểm giữa hai mốc không có số 0 có nghĩa. Hạng là hạng trong từng "
        "ấn bản; số dương là lên hạng.",
        "Changes are in points, not in per cent: scores between goalposts have no meaningful zero. Ranks are within each "
        "edition; a positive change is upwards.",
    ),
    "panel_growth_note": (
        "Thang điểm có số 0 có nghĩa, nên có tốc độ tăng bình quân năm. Hạng là hạng trong từng ấn bản; số dương là lên hạng.",
        "The scale has a meaningful zero, so there is a compound rate per year. Ranks are within each edition; a positive "
        "change is upwards.",
    ),
    "first_score": ("Điểm đầu", "First score"),
    "last_score": ("Điểm cuối", "Last score"),
    "score_change": ("Thay đổi, điểm", "Change, points"),
    "growth_share": ("Tăng bình quân năm", "Growth per year"),
    "first_rank": ("Hạng đầu", "First rank"),
    "last_rank": ("Hạng cuối", "Last rank"),
    "rank_change": ("Thay đổi hạng", "Change of rank"),
    "n_editions": ("Số ấn bản", "Editions"),
    "mean_change": ("Thay đổi trung bình", "Mean change"),
    "largest_rise": ("Tăng nhiều nhất", "Largest rise"),
    "largest_fall": ("Giảm nhiều nhất", "Largest fall"),
    "value_low": ("Giá trị nhỏ nhất", "Least value"),
    "value_high": ("Giá trị lớn nhất", "Greatest value"),
    # figure of the panel
    "panel_paths_title": ("Điểm chỉ số qua các ấn bản", "Index scores over the editions"),
    "panel_paths_note": (
        "Mọi ấn bản được chuẩn hóa cùng nhau nên điểm so được theo thời gian. Bên phải: hạng ở ấn bản đầu và cuối của mỗi tỉnh.",
        "All editions are normalised together, so scores compare over time. On the right: rank in the first and the last "
        "edition of each province.",
    ),
    # goalposts of an edition
    "table_truncated": ("Các ô nằm ngoài mốc chuẩn hóa", "Cells beyond their goalposts"),
    "table_truncated_empty": ("Không ô nào nằm ngoài mốc cố định.", "No cell lies beyond fixed goalposts."),
    "basis": ("Mốc lấy từ", "Taken from"),
    "basis_edition": ("số liệu của ấn bản", "values of the edition"),
    "basis_framework": ("khung chỉ số", "the framework"),
    "basis_stored": ("mốc đã lưu", "stored goalposts"),
    "near_ceiling": ("Gần như không đổi", "Hardly varies"),
    "goalposts_note": (
        "Dòng tô màu: hệ số biến thiên dưới ngưỡng; chuẩn hóa kéo giãn khác biệt rất nhỏ ra cả thang điểm.",
        "Marked rows: the coefficient of variation is below the limit; normalisation stretches next to nothing to the whole scale.",
    ),
}
