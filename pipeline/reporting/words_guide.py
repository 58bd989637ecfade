"""What the data collection guide says around the framework's own texts, in Vietnamese and English."""

from __future__ import annotations

GUIDE: dict[str, tuple[str, str]] = {
    "title": ("Hướng dẫn thu thập số liệu", "Data collection guide"),
    "lead": (
        "Với từng chỉ tiêu: ý nghĩa, định nghĩa, cách tính, đơn vị tính, kỳ số liệu, nơi cung cấp, minh chứng, ví dụ và "
        "những lỗi thường gặp. Mọi nội dung lấy từ khung chỉ tiêu; nơi chưa có được ghi rõ là chưa khai báo.",
        "For every indicator: purpose, definition, formula, unit of measure, reference period, supplier, evidence, a worked "
        "example and common mistakes. Everything is taken from the framework; what is not there is said to be missing.",
    ),
    "incomplete": (
        "Khung này chưa đầy đủ: các mục “chưa khai báo” cần được cơ quan chủ trì bổ sung trước khi thu thập.",
        "The framework is incomplete: what is “not declared” has to be added before anything is collected.",
    ),
    "contents": ("Các chỉ tiêu", "Indicators"),
    "writing": ("Cách ghi con số", "How to write a number"),
    "purpose": ("Ý nghĩa", "Purpose"),
    "definition": ("Định nghĩa", "Definition"),
    "formula": ("Cách tính", "Formula"),
    "measure": ("Đơn vị tính", "Unit of measure"),
    "period": ("Kỳ số liệu", "Reference period"),
    "supplier": ("Nơi cung cấp", "Supplier"),
    "evidence": ("Minh chứng", "Evidence"),
    "example": ("Ví dụ", "Worked example"),
    "mistakes": ("Lỗi thường gặp", "Common mistakes"),
    "range": ("Khoảng thường gặp", "Plausible range"),
    "direction": ("Chiều", "Direction"),
    "more": ("càng cao càng tốt", "more is better"),
    "less": ("càng thấp càng tốt", "less is better"),
    "undeclared": ("chưa khai báo", "not declared"),
    "units_supply": ("Tỉnh, thành phố (biểu thu thập)", "The provinces (by form)"),
    "supplier_undeclared": (
        "chưa khai báo; tạm hỏi các tỉnh, thành phố",
        "not declared; for the time being the provinces are asked",
    ),
    "from_to": ("từ {low} đến {high}", "from {low} to {high}"),
    "at_least": ("từ {low}", "from {low}"),
    "at_most": ("đến {high}", "up to {high}"),
    "whole_numbers": ("số nguyên", "whole numbers"),
    "mistake_percent": (
        "Ghi 0,125 hay 12,5% thay cho 12,5: tỷ lệ được ghi theo thang 0 đến 100, chỉ ghi con số.",
        "0.125 or 12.5% instead of 12.5: shares are written from 0 to 100, the number alone.",
    ),
    "mistake_integer": (
        "Ghi số lẻ (thường là đã chia cho nghìn): chỉ tiêu này là số đếm.",
        "Decimals (often a count divided by a thousand): this is a count.",
    ),
    "mistake_per": (
        "Ghi tổng số thay cho số tính trên mẫu số của chỉ tiêu.",
        "The total instead of the number in relation to the indicator's denominator.",
    ),
    "mistake_zero": (
        "Để trống khi bằng 0, hoặc ghi 0 khi không có số liệu.",
        "A blank where it is zero, or 0 where there is no figure.",
    ),
    "foot": (
        "Ấn bản {edition}; mã băm của khung {digest}.",
        "Edition {edition}; digest of the framework {digest}.",
    ),
}
