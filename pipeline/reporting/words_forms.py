"""What stands on a form and on its sheet of instructions: Vietnamese, since those who fill it in read that."""

from __future__ import annotations

SHEET_GUIDE, SHEET_VALUES, SHEET_CONTACT, SHEET_FORM = "Hướng dẫn", "Số liệu", "Liên hệ", "_form"

TITLE = "Biểu thu thập số liệu · {edition}"
SUBTITLE = "{unit} · đợt {round} · hạn gửi {due}"

COLUMNS = {
    "code": "Mã",
    "name": "Chỉ tiêu",
    "measure": "Đơn vị tính",
    "period": "Kỳ số liệu",
    "last": "Số kỳ trước",
    "last_year": "Năm",
    "value": "Số liệu kỳ này",
    "used_measure": "Đơn vị đã dùng",
    "state": "Tình trạng",
    "evidence": "Tệp minh chứng",
    "note": "Ghi chú",
    "comment": "Góp ý về chỉ tiêu",
}
"""Header of every column of the sheet of values; a reader finds columns by these texts, wherever they were moved."""

STATES = {"figure": "Có số liệu", "zero": "Bằng 0 (không phát sinh)", "none": "Không có số liệu"}
OTHER_MEASURE = "Khác (ghi ở cột Ghi chú)"
NO_MEASURE = "Không có đơn vị"

CONTACT = ("Đơn vị đầu mối", "Người lập biểu", "Điện thoại", "Thư điện tử", "Người phê duyệt", "Ngày gửi")
CONTACT_NOTE = "Thông tin liên hệ chỉ dùng để trao đổi về biểu này, không được lưu vào kho dữ liệu."

GUIDE = (
    "Cảm ơn đơn vị đã cung cấp số liệu. Xin đọc kỹ trước khi điền; mỗi chỉ tiêu một dòng ở trang “Số liệu”.",
    "1. Chỉ điền vào các ô màu vàng. Các ô khác được khóa để biểu đọc được tự động; không thêm, xóa hay đổi tên cột.",
    "2. Cột “Số liệu kỳ này”: chỉ ghi con số, đúng đơn vị tính của dòng, dấu phẩy là dấu thập phân (12,5). Không ghi chữ, "
    "đơn vị, dấu “khoảng”, hay hai số trong một ô.",
    "3. Bằng 0 và không có số liệu là hai việc khác nhau. Nếu bằng 0, ghi 0 hoặc chọn “Bằng 0 (không phát sinh)” ở cột "
    "“Tình trạng”. Nếu không có số liệu, để trống ô số liệu và chọn “Không có số liệu”.",
    "4. Tỷ lệ phần trăm ghi theo thang 0 đến 100: mười hai phẩy năm phần trăm ghi là 12,5.",
    "5. Cột “Đơn vị đã dùng”: chọn đúng đơn vị của dòng. Nếu số liệu của đơn vị theo đơn vị tính khác, hãy đổi trước khi ghi.",
    "6. Cột “Tệp minh chứng”: tên các tệp gửi kèm, cách nhau bằng dấu chấm phẩy; gửi các tệp cùng biểu này.",
    "7. Số ngoài khoảng thường gặp vẫn ghi được, chương trình chỉ nhắc; xin giải thích ở cột “Ghi chú”.",
    "8. Cột “Góp ý về chỉ tiêu”: ý kiến về định nghĩa, cách tính, nguồn số liệu; được tổng hợp vào báo cáo tham vấn.",
    "9. Lưu tệp ở dạng .xlsx, không đặt mật khẩu, không dùng macro, không liên kết sang tệp khác.",
    "Gửi lại biểu khi cần sửa: bản gửi sau thay cho bản gửi trước ở những ô được chấp nhận; không ô nào bị ghi đè mà không "
    "lưu lại.",
)

INPUT_HINT = "Chỉ ghi con số, theo {measure}. Dấu phẩy là dấu thập phân."
RANGE_HINT = "Thường nằm trong khoảng {low} đến {high}. Nếu đúng, chọn Có và giải thích ở cột Ghi chú."
NO_RANGE_HINT = "Cần một con số. Nếu đúng, chọn Có và giải thích ở cột Ghi chú."
INPUT_TITLE, RANGE_TITLE = "Số liệu", "Xin kiểm tra lại"
