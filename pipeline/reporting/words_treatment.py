"""Words of the chapter on treatment: its two tables, and the sentences that carry the run's own numbers."""

_TABLES = {
    "table_transformations": ("Phép biến đổi và hằng số đã dùng", "Transformations and the constants that they took"),
    "table_transformations_empty": ("Không chỉ tiêu nào được biến đổi.", "No indicator was transformed."),
    "reflected": ("Tính từ đầu kia", "From the other end"),
    "constant_low": ("Giá trị nhỏ nhất", "Minimum"),
    "constant_high": ("Giá trị lớn nhất", "Maximum"),
    "constant_power": ("Lũy thừa λ", "Power λ"),
    "constant_factor": ("Nhân trước với", "Multiplied first by"),
    "n_beyond": ("Ngoài mốc đã lưu", "Beyond stored bounds"),
    "n_tied": ("Trong đó đồng giá trị", "Of these tied"),
    "margin_kurtosis_alone": ("Cách ngưỡng độ nhọn riêng", "Margin, kurtosis alone"),
    "transformation_square_root": ("căn bậc hai", "square root"),
    "transformation_reflected_square_root": ("căn bậc hai phản chiếu", "reflected square root"),
    "transformation_box_cox": ("Box-Cox", "Box-Cox"),
    "transformation_reflected_box_cox": ("Box-Cox phản chiếu", "reflected Box-Cox"),
    "transformation_yeo_johnson": ("Yeo-Johnson", "Yeo-Johnson"),
    "transformation_gii_log": ("lôgarit của GII", "the GII's log"),
    "fallback_reflected": ("{name}, tính từ đầu kia", "{name}, from the other end"),
    "fallback_was": ("thêm {name}", "then {name}"),
}

_SENTENCES = {
    "treated_sentence": (
        "{before} chỉ tiêu vượt ngưỡng ở số liệu gốc, {after} sau biến đổi đã khai báo, {end} sau xử lý; {cells} ô được thu "
        "hẹp, {fallback} chỉ tiêu phải lấy phép biến đổi dự phòng vì thu hẹp chưa đủ.",
        "{before} indicators are beyond the trigger as published, {after} after their declared transformation, {end} after "
        "treatment; {cells} cells were drawn in, and {fallback} indicators took the fallback because drawing in was not enough.",
    ),
    "treated_by_nothing": (
        "Phương pháp này không áp dụng ngưỡng nào: {before} chỉ tiêu vượt ngưỡng ở số liệu gốc, {after} sau biến đổi đã khai báo.",
        "This method applies no trigger: {before} indicators would be beyond it as published, {after} after their declared "
        "transformation.",
    ),
    "left_tails": (
        "{left} chỉ tiêu vượt ngưỡng ở số liệu gốc lệch về bên trái ({codes}): lôgarit làm đuôi ấy dài thêm, nên phép biến đổi "
        "phải tính từ đầu kia. {reflected} chỉ tiêu được biến đổi như vậy; chiều của chỉ tiêu không đổi.",
        "{left} of the indicators beyond the trigger as published have their tail to the left ({codes}): a logarithm makes "
        "that tail longer, so a transformation has to count from the other end. {reflected} indicators are transformed so; "
        "their direction stays.",
    ),
    "no_left_tails": (
        "Không chỉ tiêu nào vượt ngưỡng ở số liệu gốc lệch về bên trái; {reflected} chỉ tiêu được biến đổi từ đầu kia.",
        "None of the indicators beyond the trigger as published has its tail to the left; {reflected} are transformed from "
        "the other end.",
    ),
    "left_tails_made_worse": (
        "**Chú ý:** phép biến đổi dự phòng của {codes} không tính từ đầu kia dù đuôi ở bên trái (reflect_left_skew tắt), "
        "nên đuôi ấy dài thêm.",
        "**Note:** the fallback of {codes} does not count from the other end although the tail is to the left "
        "(reflect_left_skew is off), so that tail becomes longer.",
    ),
    "ties_moved": (
        "{n} giá trị cực trị là giá trị chung của nhiều tỉnh ({codes}): các tỉnh ấy được thu hẹp cùng nhau, mỗi tỉnh tính một "
        "điểm, hoặc không tỉnh nào; thu hẹp riêng một tỉnh sẽ xếp khác hạng hai tỉnh bằng nhau.",
        "{n} extreme values are shared by several provinces ({codes}): these are drawn in together, each counting, or none of "
        "them is; drawing in one alone would set equal provinces apart.",
    ),
    "no_ties": (
        "Không giá trị cực trị nào phải thu hẹp là giá trị chung của nhiều tỉnh.",
        "No extreme value that had to be drawn in is shared by several provinces.",
    ),
    "small_sample": (
        "**n nhỏ:** ngưỡng độ lệch {skewness} và độ nhọn {kurtosis} thuộc loại quy tắc lập cho khoảng 133 nền kinh tế; ở đây "
        "n = {n}, dưới {small_n}. Với ngưỡng của GII (2,25 và 3,5), một mẫu lôgarit-chuẩn (σ = 1, tức lệch mạnh) vượt ngưỡng "
        "khoảng 83 % số lần ở n = 133, 65 % ở n = 63 và 48 % ở n = 34; một mẫu chuẩn hầu như không bao giờ. Vậy một chỉ tiêu "
        "không vượt ngưỡng chưa phải là không có ngoại lai: hãy xem khoảng cách đến ngưỡng. Tối đa {points} tỉnh "
        "({share} %) được thu hẹp ở mỗi chỉ tiêu.",
        "**Small n:** the limits of skewness {skewness} and kurtosis {kurtosis} are of a kind made for about 133 economies; "
        "here n = {n}, below {small_n}. With the GII's limits (2.25 and 3.5) a log-normal sample (σ = 1, strongly skewed) trips "
        "in about 83 % of cases at n = 133, 65 % at n = 63 and 48 % at n = 34; a normal one hardly ever. So an indicator that "
        "does not trip is not shown to be free of outliers: read the margins. At most {points} provinces ({share} %) may be "
        "drawn in per indicator.",
    ),
    "large_sample": (
        "n = {n}, không dưới {small_n}: ngưỡng được dùng gần với cỡ mẫu mà nó được lập cho. Tối đa {points} tỉnh ({share} %) "
        "được thu hẹp ở mỗi chỉ tiêu.",
        "n = {n}, not below {small_n}: the trigger is used near the sample size that it was made for. At most {points} "
        "provinces ({share} %) may be drawn in per indicator.",
    ),
    "no_trigger": (
        "Không có ngưỡng nào nên không có gì để dè dặt về n = {n}.",
        "There is no trigger, so nothing to reserve about n = {n}.",
    ),
    "gii_log_used": (
        "**Cảnh báo:** lôgarit của GII được dùng cho {codes}. Kết quả của nó phụ thuộc đơn vị đo: cùng một chỉ tiêu tính bằng "
        "triệu hay tỷ đồng cho điểm khác nhau. Chỉ dùng để đối chiếu; hãy chọn lôgarit không phụ thuộc thang đo (log_ct).",
        "**Warning:** the GII's logarithm is used for {codes}. Its result depends on the unit of measure: the same indicator in "
        "million or in billion VND gives different scores. Use it for parity only; prefer a scale-free logarithm (log_ct).",
    ),
    "gii_log_unused": (
        "Lôgarit của GII, vốn phụ thuộc đơn vị đo, không được dùng.",
        "The GII's logarithm, which depends on the unit of measure, is not used.",
    ),
    "one_added": (
        "Phụ thuộc đơn vị đo ở mức nhẹ hơn, vì cộng 1 vào giá trị: {codes}.",
        "To a lesser degree the unit of measure also matters where 1 is added to the value: {codes}.",
    ),
    "held_at_bounds": (
        "{n} giá trị nằm ngoài mốc đã lưu đến mức phép biến đổi không nhận được ({codes}); chúng được giữ ở mốc, và điểm không "
        "đổi vì điểm bị chặn ở hai đầu.",
        "{n} values lie so far beyond the stored bounds that the transformation does not admit them ({codes}); they are held at "
        "the bound, and their scores stay the same because scores are truncated.",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_TABLES, **_SENTENCES}
