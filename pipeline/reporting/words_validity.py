"""Words of validity: rankings from outside, concept sheets, experts' ratings, coverage of the official framework."""

WORDS: dict[str, tuple[str, str]] = {
    # rankings from outside
    "external_title": ("Chỉ số này và các bảng xếp hạng bên ngoài", "This index and rankings from outside"),
    "external_note": (
        "Mỗi điểm là một tỉnh có điểm được công bố. {selection}",
        "A dot is a province with a published score. {selection}",
    ),
    "external_panel": (
        "Hạng Spearman r = {r} {interval}; n = {n} trong {n_all}",
        "Spearman r = {r} {interval}; n = {n} of {n_all}",
    ),
    "external_alone": (
        "Riêng {outcome}: r = {r}",
        "{outcome} alone: r = {r}",
    ),
    "external_index_axis": ("Điểm của chỉ số này", "Score of this index"),
    "empty_external": (
        "Ấn bản này không khai báo bảng xếp hạng bên ngoài nào.",
        "This edition declares no ranking from outside.",
    ),
    "table_external": (
        "Tương quan với các bảng xếp hạng bên ngoài, bên cạnh riêng trình độ phát triển",
        "Correlation with rankings from outside, beside development alone",
    ),
    "table_external_empty": (
        "Ấn bản này không khai báo bảng xếp hạng bên ngoài nào.",
        "This edition declares no ranking from outside.",
    ),
    "external_ranking": ("Bảng xếp hạng bên ngoài", "Ranking from outside"),
    "kind_of_r": ("Loại", "Kind"),
    "external_kind_pearson": ("Pearson (điểm)", "Pearson (scores)"),
    "external_kind_spearman": ("Spearman (hạng)", "Spearman (ranks)"),
    "index_r": ("r của chỉ số", "r of the index"),
    "alone_r": ("r của riêng trình độ phát triển", "r of development alone"),
    "difference_of_r": ("Chênh lệch", "Difference"),
    "of_units": ("trong", "of"),
    "spread_ratio": ("Độ tản của mẫu so với tất cả", "Spread in the sample over all"),
    "upper_half": ("Thuộc nửa trên của chỉ số", "In the upper half of the index"),
    "external_selection_note": (
        "Nửa trên chiếm nhiều hơn 50% hoặc độ tản lớn hơn 1 nghĩa là mẫu gồm nhiều tỉnh đứng đầu hay ở hai đầu: cả hai tương quan khi ấy cao "
        "hơn trên toàn bộ các tỉnh; chênh lệch giữa chúng chịu ảnh hưởng ít hơn.",
        "More than 50% in the upper half, or a spread above 1, mean a sample of leaders or of extremes: both correlations are "
        "then higher than among all provinces; their difference suffers less.",
    ),
    "table_external_scores": (
        "Tỉnh mà các trang nêu những con số khác nhau",
        "Provinces of which pages state differing figures",
    ),
    "table_external_scores_empty": (
        "Mỗi tỉnh chỉ có một con số, dù có thể được nhiều trang nêu.",
        "Each province has one figure, though several pages may state it.",
    ),
    "figure_used": ("Con số được dùng", "Figure used"),
    "figures_printed": ("Đã nêu", "Stated"),
    "n_pages": ("Số dòng", "Rows"),
    "external_scores_note": (
        "Quy tắc: con số được nêu nhiều nhất; nếu bằng nhau, con số thấp nhất.",
        "Rule: the figure stated most often; of equally frequent ones the lowest.",
    ),
    # concept sheets
    "table_concept_sheets": ("Phiếu khái niệm của từng chỉ tiêu", "Concept sheet of each indicator"),
    "table_concept_sheets_empty": ("Ấn bản này không có chỉ tiêu nào.", "This edition has no indicator."),
    "stands_for": ("Đại diện cho; cách đo", "Stands for; how it is measured"),
    "group_and_measurement": ("Nhóm, và quan hệ với nhóm", "Group, and how it belongs"),
    "measurement_reflective": ("phản ánh", "reflective"),
    "measurement_formative": ("cấu thành", "formative"),
    "measurement_": ("chưa khai báo", "not declared"),
    "official_named": ("Trong khung chính thức (theo tên)", "In the official framework (by name)"),
    "match_same": ("cùng khái niệm", "same concept"),
    "match_near": ("gần (mẫu số hoặc phạm vi khác)", "near (another denominator or scope)"),
    "match_": ("không có tên tương ứng trong phần công khai", "no such name in the public part"),
    "relevance_share": ("Chuyên gia cho là phù hợp (I-CVI)", "Experts who find it relevant (I-CVI)"),
    "modified_kappa": ("Kappa hiệu chỉnh", "Modified kappa"),
    "n_experts": ("Số chuyên gia", "Experts"),
    "no_definition": ("(chưa có định nghĩa)", "(no definition)"),
    "concept_sheets_note": (
        "Phản ánh: các chỉ tiêu là biểu hiện của cùng một điều, phải đi cùng nhau. Cấu thành: chúng cùng tạo nên nó, không nhất thiết phải đi cùng nhau.",
        "Reflective: indicators are effects of one thing and must go together. Formative: they make it up and need not.",
    ),
    "experts_asked": (
        "Trung bình trên các chỉ tiêu (S-CVI/Ave): {average}; mọi chuyên gia đồng ý ở {universal} số chỉ tiêu (S-CVI/UA).",
        "Mean over the indicators (S-CVI/Ave): {average}; all experts agree on {universal} of them (S-CVI/UA).",
    ),
    "experts_not_asked": (
        "Chưa hỏi chuyên gia nào về mức phù hợp của các chỉ tiêu.",
        "No expert has been asked how relevant the indicators are.",
    ),
    # coverage
    "coverage_title": (
        "Phần công khai của khung chính thức, và phần mà số liệu mở có",
        "The public part of the official framework, and what open data cover of it",
    ),
    "coverage_note": (
        "Các chỉ tiêu của PII mà trang công khai nêu tên, theo năm; không năm nào đủ 52. So theo tên, như framework.csv khai báo. Chữ "
        "nghiêng: tên được suy ra, không phải trích nguyên văn.",
        "Indicators of the PII that public pages name, by year; no year has all 52. Compared by name, as framework.csv declares. "
        "Italics: a name that was inferred, not quoted.",
    ),
    "coverage_same": ("cùng khái niệm", "same concept"),
    "coverage_near": ("gần", "near"),
    "coverage_none": ("số liệu mở không có", "not covered by open data"),
    "coverage_absent": ("không thấy nêu tên trong năm ấy", "not named in that year"),
    "empty_coverage": (
        "Ấn bản này không khai báo khung chính thức nào để so.",
        "This edition declares no official framework to compare with.",
    ),
}
