"""What is said of a cell of a returned form, in Vietnamese and English: notes, and refusals with what to do."""

from __future__ import annotations

NOTES: dict[str, tuple[str, str]] = {
    "blank": ("Ô để trống: coi là thiếu số liệu, không phải bằng 0.", "The cell is blank: missing, not zero."),
    "missing_mark": (
        "“{found}” được hiểu là thiếu số liệu, không phải bằng 0.",
        "“{found}” is taken as missing, not as zero.",
    ),
    "hidden": ("Ô nằm ở dòng, cột hoặc trang bị ẩn.", "The cell is in a hidden row, column or sheet."),
    "formula": (
        "Ô là công thức: lấy giá trị đã tính trong tệp.",
        "The cell is a formula: the value computed in the file is taken.",
    ),
    "percent_format": (
        "Ô định dạng phần trăm, hiển thị {found}: lấy đúng số hiển thị.",
        "The cell has the format of a percentage and shows {found}: the number shown is taken.",
    ),
    "number_as_text": ("Số được nhập dưới dạng chữ: “{found}”.", "The number was entered as text: “{found}”."),
    "unit_in_cell": (
        "Ô ghi cả đơn vị tính: “{found}”; đơn vị đúng với biểu.",
        "The cell has the unit of measure as well: “{found}”; it is the form's.",
    ),
    "english_notation": ("Viết theo kiểu tiếng Anh; được đọc là {value}.", "Written the English way; read as {value}."),
    "decimal_point": (
        "Dấu chấm được hiểu là dấu thập phân: {value}.",
        "The point is taken as a decimal mark: {value}.",
    ),
    "blanks": (
        "Nhóm chữ số cách nhau bằng dấu cách; được đọc là {value}.",
        "Digits are grouped by blanks; read as {value}.",
    ),
    "scientific": ("Viết dạng lũy thừa; được đọc là {value}.", "In scientific notation; read as {value}."),
    "implausible": (
        "{found} nằm ngoài khoảng thường gặp ({low} đến {high}): đề nghị xác nhận lại.",
        "{found} is beyond the plausible range ({low} to {high}): please confirm.",
    ),
}

REFUSALS: dict[str, tuple[str, str]] = {
    "formula_not_computed": (
        "Cần một số; ô là công thức chưa được tính. Hãy mở tệp, tính lại, lưu rồi gửi, hoặc ghi thẳng con số.",
        "A number is expected; the cell is a formula that was not computed. Open, recalculate and save the file, or enter the number.",
    ),
    "truth_value": (
        "Cần một số; ô chứa giá trị đúng/sai ({found}). Hãy ghi con số.",
        "A number is expected; the cell has a truth value ({found}). Enter the number.",
    ),
    "date": (
        "Cần một số; ô chứa ngày tháng ({found}), có thể do chương trình tự đổi. Hãy định dạng ô là số rồi ghi lại.",
        "A number is expected; the cell has a date ({found}), perhaps changed by the program. Format the cell as a number and enter it again.",
    ),
    "error_value": (
        "Cần một số; ô báo lỗi {found}. Hãy sửa công thức hoặc ghi thẳng con số.",
        "A number is expected; the cell shows the error {found}. Mend the formula or enter the number.",
    ),
    "percent_elsewhere": (
        "Cần số theo đơn vị “{expected}”; ô định dạng phần trăm và hiển thị {found}. Hãy ghi lại theo đúng đơn vị.",
        "A number in “{expected}” is expected; the cell is a percentage and shows {found}. Enter it in that unit.",
    ),
    "zero_or_missing": (
        "“{found}” có thể là bằng 0 hoặc không có số liệu. Nếu bằng 0 hãy ghi 0; nếu không có số liệu hãy để trống.",
        "“{found}” may be zero or missing. Enter 0 if it is zero; leave the cell blank if there is no figure.",
    ),
    "not_exact": (
        "Cần một con số xác định; tìm thấy “{found}”. Hãy ghi đúng con số.",
        "An exact number is expected; found “{found}”. Enter the figure itself.",
    ),
    "fraction_or_date": (
        "Cần một số; “{found}” có thể là phân số hoặc ngày tháng. Hãy ghi số thập phân.",
        "A number is expected; “{found}” may be a fraction or a date. Enter a decimal number.",
    ),
    "range": (
        "Cần một con số; “{found}” là một khoảng. Hãy ghi một số.",
        "One number is expected; “{found}” is a range. Enter one number.",
    ),
    "brackets": (
        "“{found}” trong ngoặc có thể là số âm. Hãy ghi dấu trừ, hoặc bỏ ngoặc.",
        "“{found}” in brackets may be negative. Write a minus, or drop the brackets.",
    ),
    "not_a_number": (
        "Cần một số theo đơn vị “{expected}”; tìm thấy “{found}”. Hãy ghi con số, phần giải thích ghi ở cột ghi chú.",
        "A number in “{expected}” is expected; found “{found}”. Enter the number, and explanations in the column of notes.",
    ),
    "other_unit": (
        "Cần đơn vị “{expected}”; tìm thấy “{found}”. Hãy đổi về đúng đơn vị và chỉ ghi con số.",
        "The unit “{expected}” is expected; found “{found}”. Convert, and enter the number only.",
    ),
    "ambiguous": (
        "“{found}” có thể đọc là {one} hoặc {other}. Hãy ghi lại cho rõ, ví dụ không dùng dấu phân nhóm.",
        "“{found}” may be read as {one} or {other}. Write it so that it is clear, for instance without grouping.",
    ),
    "too_large": (
        "Số {found} quá lớn để là một con số được nhập. Hãy kiểm tra và ghi lại.",
        "The number {found} is too large to be one that was typed. Check it and enter it again.",
    ),
    "not_whole": (
        "Cần số nguyên; tìm thấy {found}. Hãy kiểm tra đơn vị tính.",
        "A whole number is expected; found {found}. Check the unit of measure.",
    ),
    "negative": (
        "Chỉ tiêu này không thể âm; tìm thấy {found}. Hãy kiểm tra lại.",
        "This cannot be negative; found {found}. Check it.",
    ),
    "above_hundred": (
        "Tỷ lệ này không thể vượt 100 %; tìm thấy {found}. Hãy kiểm tra tử số và mẫu số.",
        "This share cannot exceed 100 %; found {found}. Check numerator and denominator.",
    ),
}

REMARKS: dict[str, tuple[str, str]] = {**NOTES, **REFUSALS}
