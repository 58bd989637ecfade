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
    "section_audit_findings": ("Mọi phát hiện", "All findings"),
    "page_one_sentence": (
        "Mỗi câu hỏi một dòng; nếu có nhiều đối tượng thì là đối tượng có kết luận xấu nhất.",
        "A row for each question; of several subjects, the one with the worst verdict.",
    ),
    "missing_sentence": (
        "Mỗi ô không có số công bố của năm ấn bản là một dòng: loại, giá trị được dùng, giá trị mà để trống sẽ ngầm gán "
        "(shadow), và hạng của đơn vị theo mỗi cách.",
        "Every cell without a figure published for its year is a row: its class, the value used, the value that leaving it "
        "blank would imply (shadow), and the unit's rank under each.",
    ),
    "worked_sentence": (
        "{unit}, đơn vị ở giữa bảng xếp hạng. Điểm của một chỉ tiêu = (giá trị sau xử lý - mốc thấp) / (mốc cao - mốc thấp) "
        "trên thang điểm; điểm của một nút là tổng các đóng góp (tỷ trọng × điểm) của các nút con, khi dùng trung bình cộng. "
        "Ai có giấy bút đều có thể tính lại.",
        "{unit}, the unit in the middle of the ranking. The score of an indicator is (treated value - low goalpost) / (high - "
        "low) on the scale of scores; the score of a node is the sum of its children's contributions (share x score), under an "
        "arithmetic mean. Anyone with pen and paper can follow.",
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
