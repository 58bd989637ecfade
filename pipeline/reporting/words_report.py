"""Words of the report and the workbook: headings, sentences, sheet titles and legends."""

WORDS: dict[str, tuple[str, str]] = {
    "language_name": ("Tiếng Việt", "English"),
    "report_kind": ("Báo cáo chỉ số tổng hợp", "Composite index report"),
    "contents": ("Nội dung", "Contents"),
    "fact_edition": ("Ấn bản", "Edition"),
    "fact_run": ("Lần chạy (biến thể)", "Run (variant)"),
    "fact_year": ("Năm", "Year"),
    "fact_units": ("Số đơn vị được xếp hạng / tổng số", "Units ranked / in all"),
    "fact_indicators": ("Số chỉ tiêu", "Indicators"),
    "fact_method": ("Phương pháp", "Method"),
    "fact_ledger": ("Mã băm của sổ ghi lần chạy", "Digest of the ledger"),
    "no_ledger": ("chưa ghi sổ (chạy thủ công)", "not recorded (run by hand)"),
    "section_method": ("Phương pháp tóm tắt", "Method in brief"),
    "section_data": ("Số liệu và mức độ đầy đủ", "Data and coverage"),
    "section_league": ("Xếp hạng", "Ranking"),
    "section_ranges": ("Độ vững của thứ hạng", "How firm the ranks are"),
    "section_robustness": ("Lựa chọn nào làm thay đổi hạng", "Which choices move the ranks"),
    "section_coherence": ("Tính nhất quán của khung chỉ số", "Coherence of the framework"),
    "section_development": ("Chỉ số và trình độ phát triển", "The index and the level of development"),
    "section_replication": ("Đối chiếu với kết quả đã công bố", "Against the published results"),
    "section_profiles": ("Hồ sơ từng tỉnh, thành phố", "Profile of each province"),
    "section_annex": ("Phụ lục số liệu", "Data annex"),
    "coverage_sentence": (
        "Khung chỉ số có {total} ô (đơn vị × chỉ tiêu). Theo nguồn gốc giá trị: {parts}.",
        "The framework has {total} cells (units × indicators). By origin of the value: {parts}.",
    ),
    "league_sentence": (
        "Hạng phải đọc cùng khoảng hạng: thứ tự của các tỉnh có khoảng chồng lên nhau thường không vững trước các lựa chọn đã khai báo.",
        "Read a rank with its range: where ranges overlap, the order of the provinces is often not robust to the declared choices.",
    ),
    "tile_map_alt": (
        "Bản đồ ô vuông các tỉnh, thành phố, tô màu theo nhóm hạng",
        "Tile map of the provinces, coloured by fifth of the ranking",
    ),
    "ranges_sentence": (
        "Khoảng hạng là phạm vi trên các lựa chọn phương pháp đã khai báo, không phải khoảng tin cậy của số liệu.",
        "Rank ranges are over declared choices of method; they are not confidence intervals of the data.",
    ),
    "robust_sentence": (
        "{firm} trong {n} cặp tỉnh có thứ tự vững (đứng trước trong ít nhất {share} số lần tính chung).",
        "{firm} of {n} pairs of provinces have a robust order (ahead in at least {share} of common draws).",
    ),
    "robustness_sentence": (
        "Mỗi lựa chọn được thay riêng so với phương án chính, rồi tất cả được thay cùng lúc để tách phần của từng nhân tố.",
        "Each choice is replaced alone against the nominal method, then all together, to tell the share of each factor.",
    ),
    "coherence_sentence": (
        "Tương quan được tính với nhóm đã bỏ chính thành phần đang xét, kèm khoảng tin cậy; các con số khác chỉ để mô tả.",
        "Correlations are with the group without the component itself, with intervals; the other figures are descriptive.",
    ),
    "verdicts_sentence": (
        "Kết luận về tương quan Pearson của mọi chỉ tiêu, nhóm chỉ tiêu và trụ cột với nhóm ngay trên nó: {parts}.",
        "Verdicts on the Pearson correlations of every indicator, sub-pillar and pillar with the group right above it: {parts}.",
    ),
    "development_sentence": (
        "Một chỉ số như thế này phần lớn phản ánh trình độ phát triển; vì vậy điểm được so với mức dự kiến ở cùng trình độ. "
        "Với số tỉnh ít, hồi quy chỉ cho thấy mối liên hệ, không chứng minh quan hệ nhân quả.",
        "Much of such an index is a development gradient, so scores are compared with what is expected at that level. "
        "With so few provinces a regression shows association; it proves no cause.",
    ),
    "replication_sentence": (
        "Chênh lệch tuyệt đối lớn nhất giữa điểm tính lại và điểm đã công bố: {largest}.",
        "Largest absolute difference between recomputed and published scores: {largest}.",
    ),
    "profiles_sentence": (
        "Thanh: điểm của tỉnh; vạch vàng: trung bình vùng; vạch đứt: trung bình cả nước. Trong dải nhỏ, mỗi vạch là một "
        "tỉnh, bên phải là tốt hơn, chấm là tỉnh đang xét.",
        "Bar: the province's score; yellow mark: mean of its region; dashed mark: mean of all. In the small strips a "
        "tick is a province, right is better, the dot is the province itself.",
    ),
    "bars_caption": ("Điểm từng trụ cột so với vùng và cả nước", "Pillar scores against region and country"),
    "position": ("Vị trí trong phân bố", "Position in the distribution"),
    "best": ("Tốt nhất", "Best"),
    "worst": ("Kém nhất", "Worst"),
    "strengths": ("Điểm mạnh", "Strengths"),
    "weaknesses": ("Điểm yếu", "Weaknesses"),
    "rank_of": ("hạng {rank}", "rank {rank}"),
    "indicator_sheet": ("Các chỉ tiêu", "The indicators"),
    "definition": ("Định nghĩa", "Definition"),
    "source": ("Nguồn", "Source"),
    "outcomes": ("Kết quả đặt cạnh chỉ số, không có trọng số", "Outcomes beside the index, unweighted"),
    "sizes": ("Quy mô, không thuộc chỉ số", "Size, no part of the index"),
    "year_in_name": ("[năm]", "[year]"),
    "annex_sentence": (
        "Năm ghi ở đầu cột là năm của phần lớn giá trị; giá trị của năm khác mang chỉ số trên. “…” là không có số liệu. "
        "Chữ cái: P sơ bộ, E ước tính (mã SDMX), s số 0 cấu trúc, l lỗi ở nguồn, b đã bù khi tính.",
        "The year in a header is that of most values; a value of another year carries it. “…” is missing. "
        "Letters: P provisional, E estimated (SDMX codes), s structural zero, f fault at the source, b imputed in the index.",
    ),
    "mark_imputed": ("b", "b"),
    "mark_structural_zero": ("s", "s"),
    "mark_source_fault": ("l", "f"),
    "origin_imputed": ("đã bù khi tính chỉ số", "imputed in the index"),
    # workbook
    "sheet_cover": ("Giới thiệu", "Cover"),
    "sheet_scores": ("Điểm và hạng", "Scores and ranks"),
    "sheet_indicators": ("Điểm chỉ tiêu", "Indicator scores"),
    "sheet_values": ("Số liệu gốc", "Values"),
    "sheet_years": ("Năm số liệu", "Data years"),
    "sheet_weights": ("Trọng số", "Weights"),
    "sheet_metadata": ("Chỉ tiêu", "Indicators"),
    "sheet_uncertainty": ("Khoảng hạng", "Rank ranges"),
    "sheet_blanks": ("Ô trống theo loại", "Blank cells"),
    "legend": ("Chú giải màu", "Colours"),
    "legend_treated": ("giá trị ngoại lai được thu hẹp khi tính", "outlier winsorised in the index"),
    "code": ("Mã", "Code"),
    "parent": ("Thuộc nhóm", "Parent"),
    "name_vi": ("Tên tiếng Việt", "Vietnamese name"),
    "name_en": ("Tên tiếng Anh", "English name"),
    "weight": ("Trọng số", "Weight"),
    "rank_of_node": ("Hạng", "Rank"),
    "rank_low": ("Hạng, đầu dưới", "Rank, lower end"),
    "rank_high": ("Hạng, đầu trên", "Rank, upper end"),
    "status": ("Cờ trạng thái (SDMX)", "Status (SDMX)"),
}
