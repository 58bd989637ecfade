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
    "perhaps_a_day": (
        "{found} có thể là ngày {day} bị chương trình đổi thành số: đề nghị kiểm tra.",
        "{found} may be the day {day}, turned into a number by the program: please check.",
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
    "scaled_format": (
        "Ô lưu số {found} nhưng định dạng hiển thị đã chia cho nghìn hoặc triệu. Hãy bỏ định dạng và ghi lại con số.",
        "The cell holds {found}, and its format shows it divided by thousands. Take the format off and enter the number.",
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

LINE_REMARKS: dict[str, tuple[str, str]] = {
    "zero_by_state": ("Ô để trống và tình trạng là “Bằng 0”: lấy là 0.", "Blank, with the state “zero”: taken as 0."),
    "none_by_state": ("Đơn vị cho biết không có số liệu.", "The unit says that there is no figure."),
    "unknown_state": (
        "Không hiểu tình trạng “{found}”; chỉ xét con số.",
        "The state “{found}” is not known; only the number counts.",
    ),
    "evidence_missing": ("Có ghi tên tệp minh chứng nhưng không nhận được tệp.", "Evidence is named but was not sent."),
    "state_contradicts": (
        "Con số trái với tình trạng “{found}” ở cùng dòng. Hãy sửa một trong hai.",
        "The number contradicts the state “{found}” of its line. Mend one of the two.",
    ),
    "figure_announced": (
        "Tình trạng là “Có số liệu” nhưng ô số liệu trống. Hãy ghi con số hoặc sửa tình trạng.",
        "The state says that there is a figure, and the cell is blank. Enter it, or mend the state.",
    ),
    "linked_elsewhere": (
        "Cần một số; ô lấy giá trị từ một tệp khác, không kiểm tra được. Hãy ghi thẳng con số.",
        "A number is expected; the cell takes it from another file, which cannot be checked. Enter the number.",
    ),
    "line_missing": (
        "Không còn dòng của chỉ tiêu này trong biểu. Hãy dùng lại biểu gốc.",
        "The line of this indicator is gone from the form. Use the original form.",
    ),
    "line_twice": (
        "Chỉ tiêu có hơn một dòng ({found}); không rõ dòng nào đúng. Hãy để lại một dòng.",
        "The indicator has more than one line ({found}); which one counts cannot be told. Leave one.",
    ),
    "line_merged": (
        "Ô {found} bị gộp với ô khác; không rõ con số thuộc chỉ tiêu nào. Hãy bỏ gộp ô.",
        "Cell {found} is merged with others; whose number it is cannot be told. Unmerge it.",
    ),
    "two_versions": (
        "Các biểu gửi cùng đợt ghi khác nhau ({found}). Hãy gửi lại một biểu duy nhất.",
        "Forms sent together say different things ({found}). Send one form.",
    ),
}

FILE_REMARKS: dict[str, tuple[str, str]] = {
    "file_empty": ("Tệp rỗng. Hãy gửi lại biểu đã điền.", "The file is empty. Send the filled form again."),
    "file_too_large": (
        "Tệp {found}, lớn hơn {most}. Hãy gửi biểu riêng, minh chứng riêng.",
        "The file has {found}, more than {most}. Send form and evidence apart.",
    ),
    "file_no_workbook": (
        "Cần một tệp bảng tính (.xlsx, .xls, .ods); tệp này thuộc loại khác. Hãy gửi biểu gốc đã điền.",
        "A workbook (.xlsx, .xls, .ods) is expected; this is another kind of file. Send the original form.",
    ),
    "file_damaged": (
        "Không mở được tệp: tệp hỏng ({found}). Hãy mở, lưu lại dạng .xlsx rồi gửi.",
        "The file cannot be opened: it is damaged ({found}). Open it, save it as .xlsx and send it again.",
    ),
    "file_password": (
        "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
        "The file has a password. Take it off and send it again.",
    ),
    "file_bomb": (
        "Nội dung tệp lớn bất thường; tệp không được mở. Hãy dùng lại biểu gốc.",
        "The file's content is unusually large; it was not opened. Use the original form.",
    ),
    "file_too_slow": (
        "Đọc tệp quá lâu; tệp không được nhận. Hãy dùng lại biểu gốc.",
        "Reading the file took too long; it is not taken. Use the original form.",
    ),
    "file_too_heavy": (
        "Đọc tệp cần quá nhiều bộ nhớ; tệp không được nhận. Hãy dùng lại biểu gốc.",
        "Reading the file needs too much memory; it is not taken. Use the original form.",
    ),
    "file_not_understood": (
        "Không đọc được tệp ({found}). Hãy mở, lưu lại dạng .xlsx rồi gửi.",
        "The file could not be read ({found}). Open it, save it as .xlsx and send it again.",
    ),
    "file_unreadable": (
        "Không mở được tệp lúc này ({found}); sẽ đọc ở lần nhận sau.",
        "The file cannot be opened now ({found}); the next intake takes it up.",
    ),
    "file_is_evidence": ("Tệp minh chứng được nêu trong biểu.", "A document that a form names as evidence."),
    "file_macros": ("Tệp có macro; macro không được chạy.", "The file has macros; none was run."),
    "file_external_links": (
        "Tệp có liên kết sang tệp khác; không liên kết nào được mở.",
        "The file links to others; none was followed.",
    ),
    "form_no_identity": (
        "Không thấy mã nhận dạng của biểu (trang ẩn). Hãy dùng biểu gốc được gửi cho đơn vị.",
        "The form's identity (a hidden sheet) is not there. Use the form that was sent to you.",
    ),
    "form_no_table": (
        "Không thấy bảng số liệu có cột “{expected}”. Hãy dùng lại biểu gốc.",
        "A table with the column “{expected}” is not there. Use the original form.",
    ),
    "form_two_tables": (
        "Có hơn một trang chứa bảng số liệu ({found}). Hãy để lại một trang.",
        "More than one sheet has the table ({found}). Leave one.",
    ),
    "form_column_twice": (
        "Cột xuất hiện hơn một lần: {found}. Hãy dùng lại biểu gốc.",
        "A column stands more than once: {found}. Use the original form.",
    ),
    "form_sheet_renamed": ("Trang số liệu đã đổi tên thành “{found}”.", "The sheet of values was renamed “{found}”."),
    "form_sent_twice": (
        "Đơn vị gửi nhiều biểu cùng đợt nhận: còn có {found}.",
        "The unit sent more than one form at the same time: also {found}.",
    ),
    "form_column_gone": (
        "Biểu không còn cột: {found}.",
        "Columns of the form are gone: {found}.",
    ),
    "form_unknown_line": (
        "Có dòng với mã không thuộc biểu: {found}.",
        "There are lines whose codes are not the form's: {found}.",
    ),
    "form_other_edition": (
        "Biểu thuộc ấn bản {found}, cần {expected}. Hãy dùng biểu của đợt này.",
        "The form is of edition {found}, expected {expected}. Use the form of this round.",
    ),
    "form_other_framework": (
        "Biểu theo khung chỉ tiêu khác (có thể của năm trước). Hãy dùng biểu của đợt này.",
        "The form is of another framework (perhaps last year's). Use the form of this round.",
    ),
    "form_other_round": (
        "Biểu thuộc đợt {found}, cần {expected}. Hãy dùng biểu của đợt này.",
        "The form is of round {found}, expected {expected}. Use the form of this round.",
    ),
    "form_other_version": (
        "Biểu thuộc mẫu {found}, cần mẫu {expected}. Hãy dùng biểu của đợt này.",
        "The form has layout {found}, expected {expected}. Use the form of this round.",
    ),
    "form_other_unit": (
        "Mã đơn vị “{found}” không thuộc đợt này. Hãy dùng biểu được gửi cho đơn vị.",
        "The unit “{found}” is none of this round. Use the form that was sent to you.",
    ),
    "form_identity_changed": (
        "Mã nhận dạng của biểu đã bị sửa ({found}, cần {expected}). Hãy dùng biểu gốc.",
        "The form's identity was changed ({found}, expected {expected}). Use the original form.",
    ),
}

REMARKS: dict[str, tuple[str, str]] = {**NOTES, **REFUSALS, **LINE_REMARKS, **FILE_REMARKS}
