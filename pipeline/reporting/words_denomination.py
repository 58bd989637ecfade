"""Words of denominators and sizes: what an indicator is divided by, and whether it still grows with a size."""

WORDS: dict[str, tuple[str, str]] = {
    # denominators
    "table_denominators": (
        "Cách tính từng giá trị: tử số, mẫu số, hệ số và quy tắc năm",
        "How each value is made: numerator, denominator, factor and year rule",
    ),
    "table_denominators_empty": ("Chưa khai báo nguồn của chỉ tiêu nào.", "No indicator has a declared source yet."),
    "numerator": ("Tử số, hoặc chính giá trị", "Numerator, or the value itself"),
    "denominator": ("Mẫu số", "Denominator"),
    "scale_factor": ("Hệ số nhân", "Factor"),
    "year_rule": ("Quy tắc năm", "Year rule"),
    "year_rule_own": ("chỉ năm của ấn bản", "the edition's year only"),
    "year_rule_age": ("mới nhất, không cũ hơn {years} năm", "latest, not older than {years} years"),
    "same_year_True": ("tử số và mẫu số cùng năm", "numerator and denominator of one year"),
    "same_year_False": ("một số đứng cho mọi năm", "one figure stands for every year"),
    "source_note": ("Ghi chú", "Note"),
    # sizes
    "table_sizes": (
        "Chỉ tiêu đi theo một quy mô mà nó không được chia cho",
        "Indicators that go with a size that they are not divided by",
    ),
    "table_sizes_empty": (
        "Không chỉ tiêu nào đi theo một quy mô mà nó không được chia cho.",
        "No indicator goes with a size that it is not divided by.",
    ),
    "size": ("Quy mô", "Size"),
    "pairs_examined": ("Số cặp đã xét: {n}.", "Pairs examined: {n}."),
    "sizes_title": ("Tương quan của từng chỉ tiêu với quy mô của tỉnh", "Correlation of each indicator with size"),
    "sizes_note": (
        "Pearson trên giá trị chưa xử lý; n = {n}. Dấu rỗng: đã chia cho quy mô ấy (theo sources.yaml). Nền màu: |r| > {limit}. "
        "Vài tỉnh rất lớn có thể quyết định r.",
        "Pearson on untreated values; n = {n}. Hollow: divided by that size (sources.yaml). Shaded: |r| > {limit}. "
        "A few very large provinces may decide r.",
    ),
    "size_axis": ("Tương quan r với quy mô", "Correlation r with the size"),
    "size_flagged": ("vượt ngưỡng mà không được chia", "beyond the limit and not divided"),
    "empty_sizes": (
        "Ấn bản này không khai báo biến quy mô nào (dân số, diện tích).",
        "This edition declares no variable of size (population, area).",
    ),
}
