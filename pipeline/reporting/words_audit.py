"""Words of the audit's page."""

WORDS: dict[str, tuple[str, str]] = {
    "audit_kind": ("Báo cáo kiểm toán thống kê", "Statistical audit"),
    "fact_preset": ("Mẫu kiểm toán", "Preset"),
    "fact_alternatives": ("Tập phương án", "Set of choices"),
    "fact_draws": ("Số lần tính", "Draws"),
    "audit_intro": (
        "Câu hỏi của một cuộc kiểm toán: số liệu có đủ không, mỗi chỉ tiêu có thuộc về nhóm của nó không, trọng số có nói đúng "
        "điều chúng muốn nói không, và bảng xếp hạng có đứng vững trước các lựa chọn khác không. Mỗi phát hiện là một câu, kèm "
        "con số, khoảng, số đơn vị, ngưỡng và nguồn của ngưỡng; kết luận là rõ ràng, giáp ngưỡng hoặc không đạt.",
        "The questions of an audit: are the figures there, does each indicator belong, do the weights mean what they say, and "
        "would the ranking survive other choices? Each finding is a sentence with its number, interval, n, threshold and the "
        "threshold's source; the verdict is clear, borderline or fail.",
    ),
    "audit_order": (
        "Thứ tự các phần theo các báo cáo kiểm toán của JRC về Chỉ số đổi mới sáng tạo toàn cầu. Đây là phân tích bằng công cụ; "
        "nó không thay thế kiểm toán độc lập.",
        "The parts follow the order of the JRC's audits of the Global Innovation Index. This is an analysis by a tool; it does "
        "not replace independent auditors.",
    ),
    "section_page_one": ("Trang một", "Page one"),
    "section_audit_data": ("Số liệu: có gì, thiếu gì", "Data: what is there, what is missing"),
    "section_audit_coherence": ("Mỗi chỉ tiêu có thuộc về nhóm của nó không", "Does each indicator belong"),
    "section_audit_components": ("Thành phần chính và độ tin cậy", "Components and reliability"),
    "section_audit_weights": ("Trọng số và mức độ quan trọng thực tế", "Weights and what became of them"),
    "section_audit_added": ("Giá trị gia tăng và bù trừ", "Added value and compensation"),
    "section_audit_regression": (
        "Hồi quy, trình độ phát triển, đối chiếu bên ngoài",
        "Regression, level of development, rankings from outside",
    ),
    "section_audit_validity": ("Giá trị nội dung", "Content validity"),
    "section_audit_uncertainty": ("Bất định: khoảng hạng", "Uncertainty: rank ranges"),
    "section_audit_sensitivity": ("Độ nhạy: lựa chọn nào làm đổi hạng", "Sensitivity: which choice moves the ranks"),
    "section_audit_efficiency": ("Hiệu quả của kết quả so với đầu vào", "Efficiency of outcomes"),
    "section_audit_worked": ("Một đơn vị, từ số liệu gốc đến thứ hạng", "One unit, from raw cell to rank"),
    "section_audit_findings": ("Có bao nhiêu phát hiện", "Findings counted"),
    "findings_sentence": (
        "Mỗi phát hiện đứng ở phần của nó, cùng con số, khoảng, n, ngưỡng và nguồn; tất cả có trong findings.csv, bằng cả hai "
        "thứ tiếng. Không có điểm số chung: một chỉ số không “đạt” hay “trượt”.",
        "Each finding stands in its part with its number, interval, n, threshold and source; all of them are in findings.csv, "
        "in both languages. There is no overall mark: an index does not pass or fail.",
    ),
    "components_sentence": (
        "Một nhóm đo cùng một điều thì có một thành phần nằm trên đường của dữ liệu ngẫu nhiên. Khung này chủ yếu mang tính cấu "
        "thành, nên alpha chỉ để mô tả và trọng số theo thành phần không phải là mức quan trọng. Hệ số Tucker ở đây so kỳ này "
        "với kỳ trước của cùng ấn bản; hai ấn bản được so bằng pii compare.",
        "A group that measures one thing has one component above the line of random data. The framework is largely formative, "
        "so alpha is descriptive only, and weights from components are no importance. Tucker's coefficient here compares this "
        "round with the one before; two editions are compared by pii compare.",
    ),
    "uncertainty_sentence": (
        "Khoảng hạng là khoảng trên các lựa chọn đã khai báo, không phải khoảng tin cậy. Kịch bản sai số, nếu có, được nêu riêng "
        "trong các bảng chi tiết.",
        "Rank ranges are over the declared choices; they are no confidence intervals. A scenario of error, where there is one, "
        "stands apart among the tables of detail.",
    ),
    "tables_of_detail": ("Các bảng chi tiết", "Tables of detail"),
    "table_found": ("Các phát hiện", "Findings"),
    "table_verdicts": ("Số phát hiện theo chương và kết luận", "Findings by chapter and verdict"),
    "table_verdicts_empty": ("Không có phát hiện nào.", "There are no findings."),
    "audit_chapter": ("Chương", "Chapter"),
    "audit_chapter_01_data": ("Số liệu", "Data"),
    "audit_chapter_05_coherence": ("Tính nhất quán", "Coherence"),
    "audit_chapter_06_regression": ("Hồi quy, trọng số, nội dung", "Regression, weights, content"),
    "audit_chapter_07_uncertainty": ("Bất định", "Uncertainty"),
    "audit_chapter_08_sensitivity": ("Độ nhạy", "Sensitivity"),
    "audit_chapter_all": ("Tất cả", "All"),
    "audit_total": ("Tổng", "Total"),
    "treated_by": ("Cách xử lý", "How it is treated"),
    "page_one_sentence": (
        "Mỗi câu hỏi một dòng; nếu có nhiều đối tượng thì là đối tượng có kết luận xấu nhất. Số đếm trên toàn bộ các ô hay các "
        "đơn vị không có khoảng: không có mẫu nào được rút.",
        "A row for each question; of several subjects, the one with the worst verdict. Counts over all cells or units have no "
        "interval: no sample was drawn.",
    ),
    "missing_sentence": (
        "Mỗi ô không có số công bố của năm ấn bản là một dòng: loại, giá trị được dùng, giá trị mà để trống sẽ ngầm gán "
        "(shadow), và hạng của đơn vị theo mỗi cách.",
        "Every cell without a figure published for its year is a row: its class, the value used, the value that leaving it "
        "blank would imply (shadow), and the unit's rank under each.",
    ),
    "worked_sentence": (
        "{unit}, đơn vị ở giữa bảng xếp hạng. Giá trị gốc được xử lý theo công thức ghi ở cột “Cách xử lý”, nếu có. Điểm của "
        "một chỉ tiêu = (giá trị sau xử lý − mốc thấp) / (mốc cao − mốc thấp) trên thang điểm, đảo lại nếu càng thấp càng tốt; "
        "điểm của một nút là tổng các đóng góp (tỷ trọng × điểm) của các nút con, khi dùng trung bình cộng. Ai có giấy bút đều "
        "có thể tính lại.",
        "{unit}, the unit in the middle of the ranking. A raw value is treated by the formula of its row, where there is one. "
        "The score of an indicator is (treated value − low goalpost) / (high − low) on the scale of scores, turned round where "
        "less is better; the score of a node is the sum of its children's contributions (share × score), under an arithmetic "
        "mean. Anyone with pen and paper can follow.",
    ),
    "no_unit_ranked": ("Không có đơn vị nào được xếp hạng.", "No unit is ranked."),
    "table_worked": ("Từ số liệu gốc đến thứ hạng", "From raw cell to rank"),
    "table_worked_empty": ("Không có đơn vị nào được xếp hạng.", "No unit is ranked."),
    "table_page_one": ("Trang một", "Page one"),
    "treated_value": ("Sau xử lý", "Treated"),
    "weight_share": ("Tỷ trọng trong nhóm", "Share of its parent"),
    "contribution": ("Đóng góp", "Contribution"),
    "code_node": ("Nút", "Node"),
}
