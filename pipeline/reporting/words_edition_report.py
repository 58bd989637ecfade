"""Words of the edition report: headings, and the sentences between tables and figures."""

WORDS: dict[str, tuple[str, str]] = {
    "edition_report_kind": ("Báo cáo ấn bản", "Edition report"),
    "edition_report_year": ("Năm {year}", "Year {year}"),
    "edition_report_ranked": (
        "{n} trong {of} tỉnh, thành phố được xếp hạng theo {indicators} chỉ tiêu",
        "{n} of {of} provinces ranked on {indicators} indicators",
    ),
    "edition_report_made": ("Kết quả có hiệu lực từ ngày {day}", "Results in force since {day}"),
    "edition_report_released": ("Phát hành ngày {day}", "Released on {day}"),
    # foreword
    "report_foreword": ("Lời nói đầu", "Foreword"),
    "report_foreword_open": ("[Phần dành cho cơ quan công bố]", "[To be written by the publisher]"),
    "report_foreword_how": (
        "Lời nói đầu do cơ quan công bố viết. Đặt văn bản vào params/editions/{edition}/foreword.{language}.md, các đoạn cách "
        "nhau bằng một dòng trống, rồi công bố lại.",
        "The publisher writes the foreword. Put the text into params/editions/{edition}/foreword.{language}.md, paragraphs parted "
        "by an empty line, and publish again.",
    ),
    # how to read
    "report_how_to_read": ("Cách đọc báo cáo", "How to read this report"),
    "report_read_rank": (
        "Hạng luôn đi cùng khoảng hạng. “12 (8–17)” nghĩa là: hạng 12 theo phương án chính, và từ 8 đến 17 trong 90% số lần tính "
        "lại với các lựa chọn phương pháp hợp lý khác. Hai tỉnh có khoảng chồng lên nhau thường không phân định được chắc chắn.",
        "A rank always comes with its range. “12 (8–17)” means: rank 12 by the nominal method, and from 8 to 17 in 90% of the "
        "recomputations with other admissible choices of method. Provinces whose ranges overlap can often not be told apart.",
    ),
    "report_read_score": (
        "Điểm từ 0 đến 100 so sánh các tỉnh trong ấn bản này: 0 và 100 là tỉnh thấp nhất và cao nhất của từng chỉ tiêu, không phải "
        "mức lý tưởng. Điểm của hai ấn bản không so trực tiếp được.",
        "Scores from 0 to 100 compare the provinces of this edition: 0 and 100 are the lowest and the highest province of each "
        "indicator, not an ideal. Scores of two editions are not comparable as they stand.",
    ),
    "report_signs": (
        "Chữ cái cạnh một ô: {signs}; “…” là không có số liệu, † là không xếp hạng.",
        "Letters beside a cell: {signs}; “…” is no figure, † is not ranked.",
    ),
    "report_read_numbers": (
        "Mọi con số lấy từ các bảng của lần chạy đã ghi sổ; không số nào được gõ tay. Chân mỗi trang ghi ấn bản, phương pháp, lần "
        "chạy và mã băm của sổ ghi.",
        "Every number comes from the tables of the recorded run; none is typed by hand. The foot of each page names edition, "
        "method, run and the ledger's digest.",
    ),
    "report_read_cause": (
        "Tương quan và khoảng cách trong báo cáo này không chứng minh quan hệ nhân quả và không phải lời khuyên chính sách.",
        "Correlations and gaps in this report prove no cause and are no advice on policy.",
    ),
    # method
    "report_method": ("Phương pháp tóm tắt", "Method in brief"),
    "report_chain": ("Từ số liệu gốc đến thứ hạng", "From raw figures to ranks"),
    "report_chain_data": (
        "Số liệu: lấy giá trị từ các bảng đã công bố theo công thức khai báo, theo quy tắc năm; lỗi đã biết được sửa có ghi lý do.",
        "Data: values come from published tables by declared formulas and a year rule; known faults are corrected with a reason.",
    ),
    "report_chain_screening": (
        "Điều kiện xếp hạng: tỉnh phải có đủ số liệu theo ngưỡng của ấn bản.",
        "Screening: a province needs enough figures by the edition's thresholds.",
    ),
    "report_chain_imputation": (
        "Bù số liệu thiếu: {imputation}; mọi ô được bù đều được đánh dấu.",
        "Imputation: {imputation}; every imputed cell is marked.",
    ),
    "report_chain_treatment": (
        "Xử lý phân phối: phép biến đổi đã khai báo của từng chỉ tiêu, rồi {outlier_rule} nơi độ lệch và độ nhọn vượt ngưỡng.",
        "Treatment: each indicator's declared transformation, then {outlier_rule} where skewness and kurtosis pass their limits.",
    ),
    "report_chain_normalisation": (
        "Chuẩn hóa: {normalisation}, thang từ {scale_low} đến {scale_high}.",
        "Normalisation: {normalisation}, on a scale from {scale_low} to {scale_high}.",
    ),
    "report_chain_aggregation": (
        "Tổng hợp: {aggregation} có trọng số ({weighting}), từng cấp một, từ chỉ tiêu lên chỉ số.",
        "Aggregation: {aggregation} with weights ({weighting}), level by level from the indicator up to the index.",
    ),
    "report_chain_robustness": (
        "Độ vững: {n_draws} lần tính lại với các lựa chọn hợp lý khác cho mỗi tỉnh một khoảng hạng.",
        "Robustness: {n_draws} recomputations with other admissible choices give every province a range of ranks.",
    ),
    "report_framework": ("Khung chỉ số và trọng số", "Framework and weights"),
    "report_framework_says": (
        "Trọng số trong nhóm cộng lại thành 100%; trọng số trong chỉ số là phần của chỉ tiêu trong toàn chỉ số.",
        "Weights within a group add up to 100%; the weight in the index is the indicator's part of the whole.",
    ),
    "report_weight_within": ("Trọng số trong nhóm", "Weight within group"),
    "report_weight_in_index": ("Trọng số trong chỉ số", "Weight in the index"),
    "report_options": ("Các lựa chọn quyết định thứ hạng", "The choices that make the ranking"),
    "report_options_note": (
        "Chỉ những lựa chọn có tác dụng với phương pháp này. Bảng đầy đủ: phụ lục {annex}.",
        "Only the choices that act under this method. All of them: annex {annex}.",
    ),
    # results
    "report_results": ("Kết quả", "Results"),
    "report_map": ("Bản đồ thứ hạng", "The map of ranks"),
    "report_league": ("Bảng xếp hạng", "League table"),
    "report_pillars": ("Theo trụ cột", "By pillar"),
    "report_pillars_says": (
        "Năm tỉnh đứng đầu của từng trụ cột, kèm hạng chung và khoảng hạng chung.",
        "The first five provinces of every pillar, with their rank in the index and its range.",
    ),
    "report_top_of_pillar": ("Năm tỉnh đứng đầu từng trụ cột", "The first five of every pillar"),
    "report_overall_rank": ("Hạng chung (khoảng)", "Rank in the index (range)"),
    "report_development": ("So với mức dự kiến theo trình độ phát triển", "Against what development lets expect"),
    # robustness
    "report_robustness": ("Độ vững của kết quả", "How firm the results are"),
    "report_uncertainty": ("Bất định: khoảng hạng", "Uncertainty: ranges of ranks"),
    "report_pairs": ("Cặp nào phân định được", "Which pairs can be told apart"),
    "report_neighbours": ("Thứ tự giữa hai tỉnh liền kề", "The order of neighbours in the ranking"),
    "report_neighbours_says": (
        "{firm} trong {n} cặp tỉnh liền kề trong bảng xếp hạng có thứ tự vững: tỉnh trên đứng trước trong ít nhất {share} số lần "
        "tính chung.",
        "The order of {firm} of the {n} pairs of neighbours in the ranking is robust: the upper one is ahead in at least {share} "
        "of common draws.",
    ),
    "report_table_neighbours": ("Tỉnh liền kề có thứ tự vững", "Neighbours whose order is robust"),
    "report_ahead_of": ("Đứng trước", "Ahead of"),
    "report_share_ahead": ("Tỷ lệ đứng trước", "Share ahead"),
    "report_sensitivity": ("Độ nhạy: lựa chọn nào quyết định", "Sensitivity: which choice decides"),
    "report_importance": ("Trọng số có đúng nghĩa không", "Do weights mean what they say"),
    "report_coherence": ("Chỉ tiêu có đi cùng nhóm không", "Do indicators belong together"),
    "report_audit": ("Kiểm định thống kê: trang một", "Statistical audit: page one"),
    "report_audit_says": (
        "Trang đầu của bản kiểm định theo bộ lựa chọn {preset}; mã băm sổ ghi {head}….",
        "The first page of the audit over the choices {preset}; ledger {head}….",
    ),
    "report_no_audit": (
        "Chưa có bản kiểm định cho ấn bản này; lệnh tạo ra nó: pii audit {edition}.",
        "There is no audit of this edition yet; the command that makes one: pii audit {edition}.",
    ),
    # comparison
    "report_comparison": ("So với ấn bản trước", "Against the edition before"),
    "report_comparison_says": (
        "Ấn bản {before} đặt cạnh ấn bản {after}. Mỗi thay đổi về hạng được chia theo nguyên nhân; phần chia cộng lại đúng bằng thay "
        "đổi.",
        "Edition {before} beside edition {after}. Every change of rank is divided by cause, and the parts add up to it exactly.",
    ),
    # worked unit
    "report_worked": ("Một tỉnh từ số liệu gốc đến thứ hạng", "One province from raw cells to its rank"),
    "report_worked_says": (
        "{unit} đứng giữa bảng xếp hạng. Bảng dưới đây đi từ từng ô số liệu đến hạng {rank}: giá trị, giá trị sau xử lý, hai mốc của "
        "thang, điểm, trọng số trong nhóm, phần đóng góp (điểm nhân trọng số), và hạng ở từng cấp. Ai cũng có thể tính lại bằng tay.",
        "{unit} stands in the middle of the ranking. The table goes from every cell to rank {rank}: value, value after treatment, the "
        "two ends of the scale, score, weight within the group, contribution (score times weight), and the rank at every level. "
        "Anybody can work it out by hand.",
    ),
    "report_worked_example": (
        "Ví dụ: “{name}”, {value} {measure}; sau xử lý {treated}, trên thang từ {low} đến {high}: điểm {score}.",
        "For example “{name}”, {value} {measure}; after treatment {treated}, on the scale from {low} to {high}: score {score}.",
    ),
    # annexes
    "report_annex": ("Phụ lục {letter}. {title}", "Annex {letter}. {title}"),
    "report_annex_scores": ("Điểm và hạng của mọi tỉnh", "Scores and ranks of every province"),
    "report_annex_scores_says": (
        "Mỗi ô: điểm, rồi hạng trong ngoặc. Khoảng hạng chung 90% ở cột thứ hai.",
        "Each cell: the score, then the rank in brackets. The 90% range of the rank in the index is in the second column.",
    ),
    "report_annex_indicators": ("Định nghĩa chỉ tiêu", "Definitions of indicators"),
    "report_annex_sources": ("Nguồn số liệu và điều kiện sử dụng", "Data sources and terms"),
    "report_annex_sources_says": (
        "Tên nhà cung cấp, điều kiện sử dụng và tên bảng được giữ nguyên văn tiếng Anh như trong hồ sơ nguồn.",
        "Producers, terms and titles of tables are quoted as the records of the sources have them.",
    ),
    "report_table_producers": ("Nhà cung cấp và điều kiện sử dụng", "Producers and terms of use"),
    "report_table_raw_tables": ("Các bảng nguồn", "The raw tables"),
    "report_verbatim": ("{name} (nguyên văn)", "{name}"),
    "report_data_years": ("Năm số liệu", "Data years"),
    "report_annex_gaps": ("Khoảng trống và ước tính", "Gaps and estimates"),
    "report_table_imputed_list": ("Ô được bù khi tính", "Imputed cells"),
    "report_table_treated_list": ("Giá trị ngoại lai được thu hẹp", "Outliers that were drawn in"),
    "report_table_earlier_list": ("Giá trị của năm trước", "Values of an earlier year"),
    "report_table_zero_list": ("Số 0 cấu trúc", "Structural zeros"),
    "report_none_of_them": ("Không có.", "None."),
    "report_annex_unranked": ("Đơn vị không được xếp hạng", "Units that are not ranked"),
    "report_annex_method": ("Mọi tham số của phương pháp", "Every parameter of the method"),
    "report_annex_provenance": ("Nguồn gốc và cách kiểm tra", "Provenance and how to verify"),
    "report_provenance_edition": ("Ấn bản", "Edition"),
    "report_provenance_method": ("Phương pháp", "Method"),
    "report_provenance_run": ("Lần chạy", "Run"),
    "report_provenance_head": ("Mã băm của sổ ghi", "Digest of the ledger"),
    "report_provenance_made": ("Có hiệu lực từ", "In force since"),
    "report_provenance_commit": ("Phiên bản mã nguồn", "Commit of the code"),
    "report_provenance_dirty": ("có tệp khác với phiên bản ấy", "some files differed from it"),
    "report_provenance_released": ("Ngày phát hành", "Released"),
    "report_provenance_seed": ("Hạt giống ngẫu nhiên", "Seed"),
    "report_provenance_audit": ("Sổ ghi của bản kiểm định", "Ledger of the audit"),
    "report_provenance_none": ("không có", "none"),
    "report_provenance_item": ("Mục", "Item"),
    "report_table_provenance": ("Lần chạy đứng sau báo cáo này", "The run behind this report"),
    "report_provenance_verify": (
        "Kiểm tra mọi tệp của lần chạy còn đúng như sổ ghi: pii verify {edition}",
        "Check that every file of the run is still as recorded: pii verify {edition}",
    ),
    "report_provenance_rerun": (
        "Tính lại từ đầu bên cạnh và so sánh: pii verify {edition} --rerun",
        "Make it again beside and compare: pii verify {edition} --rerun",
    ),
    "report_provenance_why": ("Xem lý do của từng bước: pii why {edition}", "See why each step ran: pii why {edition}"),
    "report_provenance_bundle": (
        "Một tệp lưu trữ có thể kiểm tra ở nơi khác: pii bundle {edition}",
        "One archive that can be verified elsewhere: pii bundle {edition}",
    ),
    "report_annex_certificate": ("Chứng nhận đối chiếu", "Parity certificate"),
    "report_annex_certificate_says": (
        "Các bước tính được so với con số do người khác tính: COINr, PCI, PAPI, HDI và tài liệu đã in.",
        "The steps are held against numbers that others computed: COINr, PCI, PAPI, the HDI and printed sources.",
    ),
    "report_annex_no_certificate": (
        "Chưa có chứng nhận; lệnh tạo ra nó: pii certify.",
        "There is no certificate yet; the command that makes one: pii certify.",
    ),
}
