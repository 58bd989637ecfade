"""Words of editions whose units are made from others: rules, approximations, checks of totals."""

WORDS: dict[str, tuple[str, str]] = {
    "rebuilt_nothing": (
        "Các đơn vị được xếp hạng là các đơn vị của bảng gốc: không có giá trị nào phải tính lại.",
        "The units ranked are those of the raw tables: no value had to be rebuilt.",
    ),
    "rebuilt_units": (
        "{after} đơn vị được tính lại từ {before} đơn vị của bảng gốc (bảng đối ứng {concordance}): {same} đơn vị giữ nguyên, "
        "với đúng giá trị của mình; {changed} đơn vị được lập từ {parts} đơn vị cũ. Trong {cells} ô của các đơn vị đó có {approximate} ô xấp xỉ (trạng "
        "thái E); số ô để trống vì thiếu một phần: {blank}. {refused}",
        "{after} units are made from the {before} of the raw tables (concordance {concordance}): {same} are taken over as they "
        "are, with exactly their values; {changed} are made of {parts} old ones. Of the {cells} cells of these, {approximate} "
        "are approximations (status E); blank because a part is missing: {blank}. {refused}",
    ),
    "rebuilt_refused": (
        "Không thể tính lại, nên không tham gia ấn bản: {names}.",
        "Cannot be rebuilt and takes no part in the edition: {names}.",
    ),
    "rebuilt_none_refused": ("Không chỉ tiêu nào bị từ chối.", "Nothing is refused."),
    "rebuilt_sums": (
        "Cộng lại {n} cột: tổng các đơn vị mới {outcome}.",
        "{n} columns were added up: the sum over the new units {outcome}.",
    ),
    "rebuilt_sums_exact": (
        "bằng đúng tổng các đơn vị cũ đến từng chữ số được in ({exact} cột; {rounded} cột là tích của hai số, bằng nhau đến độ chính xác của máy)",
        "equals that over the old ones in every printed digit ({exact} columns; {rounded} hold products of two figures and agree to the precision of the machine)",
    ),
    "rebuilt_sums_differ": (
        "KHÁC tổng các đơn vị cũ ở {n_differ} cột: xem bảng",
        "DIFFERS from that over the old ones in {n_differ} columns: see the table",
    ),
    "rebuilt_held": (
        "So với {n} số đã công bố cho các đơn vị mới ({names}): {within} số khớp trong dung sai, chênh lệch lớn nhất {largest} ({unit}).",
        "Against {n} figures that were published for the new units ({names}): {within} agree within tolerance, the largest difference is {largest} ({unit}).",
    ),
    # tables
    "table_rebuild_rules": (
        "Quy tắc tính lại của từng chỉ tiêu, kết quả và quy mô",
        "The rule by which each indicator, outcome and size is rebuilt",
    ),
    "table_rebuild_rules_empty": ("Không có gì phải tính lại.", "Nothing had to be rebuilt."),
    "table_rebuilt_approximations": (
        "Các giá trị xấp xỉ, và các phần của chúng khác nhau bao nhiêu",
        "Values that are approximations, and how far their parts lie apart",
    ),
    "table_rebuilt_approximations_empty": ("Không có giá trị xấp xỉ.", "No value is an approximation."),
    "table_rebuilt_checks": (
        "Tổng trước và sau khi tính lại",
        "Totals before and after the units were rebuilt",
    ),
    "table_rebuilt_checks_empty": ("Không có gì được cộng lại.", "Nothing was added up."),
    "rebuild_rule": ("Quy tắc", "Rule"),
    "rebuild_rule_sum": ("cộng", "sum"),
    "rebuild_rule_ratio": ("tử số và mẫu số cộng riêng, rồi chia", "numerator and denominator added up, then divided"),
    "rebuild_rule_average": ("trung bình có trọng số (xấp xỉ)", "weighted average (approximation)"),
    "rebuild_rule_maximum": ("giá trị lớn nhất", "maximum"),
    "rebuild_rule_refused": ("từ chối", "refused"),
    "rebuild_weight": ("Mẫu số hoặc trọng số", "Denominator or weight"),
    "rebuild_own_denominator": ("mẫu số của chính nó", "its own denominator"),
    "n_rebuilt": ("Số ô", "Cells"),
    "parts_apart": ("Khoảng cách các phần, trung vị", "Distance of the parts, median"),
    "parts_furthest": ("Xa nhau nhất: các phần → giá trị", "Furthest apart: parts → value"),
    "summed_column": ("Cột được cộng", "Column added up"),
    "rebuilt_part_value": ("giá trị", "value"),
    "rebuilt_part_numerator": ("tử số", "numerator"),
    "rebuilt_part_denominator": ("mẫu số", "denominator"),
    "rebuilt_part_published": ("đã công bố cho đơn vị mới", "published for the new unit"),
    "sum_before": ("Đơn vị cũ, hoặc đã công bố", "Old units, or published"),
    "sum_after": ("Đơn vị mới", "New units"),
    "sum_missing": ("Nằm trong đơn vị để trống", "In units left blank"),
    "legend_approximate": ("xấp xỉ: tính lại cho đơn vị mới", "approximate: rebuilt for the new unit"),
}
