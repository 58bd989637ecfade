"""What a round's pages say: return sheets (Vietnamese, since units read them), status and consultation in both languages."""

from __future__ import annotations

RETURN_SHEET: dict[str, str] = {
    "title": "Phiếu trả lại: những điểm cần bổ sung, chỉnh sửa",
    "greeting": "Kính gửi {unit},",
    "thanks": "Cảm ơn đơn vị đã gửi số liệu cho đợt {round}. Sau khi đọc biểu, còn những điểm dưới đây cần đơn vị xem lại. "
    "Hạn gửi: {due}.",
    "silent": "Chúng tôi chưa nhận được biểu của đơn vị cho đợt {round}. Hạn gửi: {due}.",
    "nothing": "Không còn điểm nào cần chỉnh sửa. Xin cảm ơn.",
    "files": "Tệp không đọc được",
    "refused": "Ô không được nhận: cần sửa",
    "refused_hint": "Sửa ngay trong biểu gốc rồi gửi lại cả biểu; những ô đã nhận không cần điền lại.",
    "noted": "Ô đã nhận nhưng cần xác nhận",
    "noted_hint": "Nếu đúng, không cần gửi lại; nếu sai, sửa rồi gửi lại biểu.",
    "open": "Chỉ tiêu chưa có số liệu",
    "open_hint": "Nếu không có số liệu, chọn “Không có số liệu” ở cột Tình trạng; nếu bằng 0, ghi 0.",
    "column_file": "Tệp",
    "column_code": "Mã",
    "column_name": "Chỉ tiêu",
    "column_cell": "Ô",
    "column_found": "Đã ghi",
    "column_todo": "Cần làm",
    "column_value": "Được đọc là",
    "column_why": "Vì sao hỏi lại",
    "foot": "Lập tự động từ lần nhận số {intake}; không chứa thông tin liên hệ.",
}

STATES: dict[str, tuple[str, str]] = {
    "accepted": ("đã nhận", "accepted"),
    "noted": ("đã nhận, có ghi chú", "accepted with a note"),
    "none": ("không có số liệu", "no figure"),
    "refused": ("cần sửa", "refused"),
    "blank": ("còn trống", "blank"),
    "not_received": ("chưa gửi", "not received"),
}

MARKS: dict[str, str] = {"accepted": "✓", "noted": "✓*", "none": "–", "refused": "✗", "blank": "", "not_received": "·"}
"""How a state is shown in the table of all cells; a legend says what each means."""

STATUS: dict[str, tuple[str, str]] = {
    "status_title": ("Tình hình đợt thu thập {round}", "Status of round {round}"),
    "status_lead": (
        "Ấn bản {edition}. Mở {opened}, hạn {due}; tình hình ngày {today}. {n_intakes} lần nhận, {n_files} tệp.",
        "Edition {edition}. Opened {opened}, due {due}; as of {today}. {n_intakes} intakes, {n_files} files.",
    ),
    "status_overdue": ("quá hạn", "overdue"),
    "status_frozen": (
        "Đã chốt thành nguồn {source}, mã băm {digest}.",
        "Frozen as the source {source}, digest {digest}.",
    ),
    "status_by_unit": ("Theo đơn vị", "By unit"),
    "status_by_indicator": ("Theo chỉ tiêu", "By indicator"),
    "status_matrix": ("Từng ô: {legend}", "Cell by cell: {legend}"),
    "status_unit": ("Đơn vị", "Unit"),
    "status_indicator": ("Chỉ tiêu", "Indicator"),
    "status_received": ("Đã nhận biểu", "Form received"),
    "status_open": ("Còn mở", "Open"),
    "status_refused": ("Tệp không nhận", "Files that were refused"),
    "status_intake": ("Lần nhận", "Intake"),
    "status_file": ("Tệp", "File"),
    "status_why": ("Vì sao", "Why"),
    "status_yes": ("có", "yes"),
    "status_no": ("chưa", "no"),
    "consultation_title": ("Tổng hợp góp ý về chỉ tiêu, đợt {round}", "Comments on indicators, round {round}"),
    "consultation_none": ("Chưa có góp ý nào.", "There are no comments yet."),
    "consultation_n": ("{n} đơn vị góp ý", "units that commented: {n}"),
}

CHECKS: dict[str, tuple[str, str]] = {
    "part_above_whole": (
        "{value} lớn hơn tổng thể mà nó là một phần ({compared}).",
        "{value} is more than the whole that it is a part of ({compared}).",
    ),
    "unit_of_measure": (
        "{value} gấp hay kém kỳ trước ({compared}) đúng khoảng 10, 100 hoặc 1.000 lần: có thể sai đơn vị tính.",
        "{value} is about 10, 100 or 1,000 times, or a fraction of, the last value ({compared}): perhaps another unit.",
    ),
    "total": (
        "Cộng các đơn vị được {value}, nguồn công bố {compared}.",
        "The units add up to {value}, the source prints {compared}.",
    ),
    "bounds": (
        "{value} vượt giới hạn thường gặp {compared}.",
        "{value} is beyond the plausible bound {compared}.",
    ),
    "change": (
        "Từ {compared} kỳ trước thành {value}: thay đổi khác hẳn các đơn vị khác.",
        "From {compared} last time to {value}: a change unlike that of the other units.",
    ),
    "from_zero": ("Kỳ trước bằng 0, nay là {value}.", "Zero last time, now {value}."),
    "to_zero": ("Kỳ trước là {compared}, nay bằng 0.", "{compared} last time, now zero."),
    "far_from_others": (
        "{value} khác xa các đơn vị khác (trung vị {compared}).",
        "{value} is far from the other units (median {compared}).",
    ),
}
"""Why a value is asked about; none of these changes a value."""

QUESTIONS: dict[str, tuple[str, str]] = {
    "questions_title": ("Những con số nên hỏi lại, đợt {round}", "Figures to ask about, round {round}"),
    "questions_lead": (
        "Xếp theo mức khẩn; không con số nào bị tự động sửa. Cột “lạ” là điểm của rừng cô lập, chỉ để sắp xếp.",
        "The most urgent first; no figure is changed. “Strange” is the score of an isolation forest, which only sorts.",
    ),
    "questions_none": ("Không có con số nào cần hỏi.", "There is nothing to ask about."),
    "questions_place": ("Thứ tự", "Place"),
    "questions_why": ("Vì sao", "Why"),
    "questions_strange": ("Lạ", "Strange"),
    "questions_all": ("Tất cả các đơn vị", "All units"),
}
