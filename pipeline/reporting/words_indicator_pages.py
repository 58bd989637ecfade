"""Words of the site's pages of indicators: what it is, where it comes from, how it was treated, who has which value."""

_SIGNS = {
    "mark_approximate": ("x", "x"),
    "signs_earlier_year": ("giá trị của năm trước, theo quy tắc năm", "value of an earlier year, by the year rule"),
    "signs_structural_zero": (
        "số 0 cấu trúc: bảng in cộng đủ, tỉnh không có dòng là không có",
        "structural zero: the printed rows add up, who has no row has none",
    ),
    "signs_not_published": ("không được công bố", "not published"),
    "signs_source_fault": ("để trống vì sai ở nguồn", "left blank: wrong at the source"),
    "signs_imputed": ("giá trị bù, không phải số công bố", "imputed, not a published figure"),
    "signs_treated": (
        "ngoại lai, được thu hẹp trước khi cho điểm; ở đây là giá trị gốc",
        "outlier, drawn in before it was scored; the value shown is as published",
    ),
    "signs_provisional": ("số liệu sơ bộ theo nguồn", "provisional, by its source"),
    "signs_estimated": ("số ước tính theo nguồn", "estimated, by its source"),
    "signs_approximate": ("xấp xỉ: tính lại cho đơn vị mới", "approximate: rebuilt for the new unit"),
}

_HEADINGS = {
    "indicators_heading": ("Các chỉ tiêu", "Indicators"),
    "indicators_lead": (
        "Mỗi chỉ tiêu, nhóm chỉ tiêu và trụ cột có một trang: định nghĩa, nguồn, cách xử lý, phân bố, bản đồ và số liệu của "
        "mọi tỉnh.",
        "Every indicator, sub-pillar and pillar has a page: definition, source, treatment, distribution, map, and the figures "
        "of all provinces.",
    ),
    "indicator_what": ("Chỉ tiêu này là gì", "What it is"),
    "aggregate_what": ("Thành phần này là gì", "What it is made of"),
    "indicator_how": ("Từ giá trị đến điểm", "From value to score"),
    "indicator_from": ("Số liệu từ đâu", "Where the figures come from"),
    "indicator_spread": ("Phân bố", "Distribution"),
    "indicator_map": ("Bản đồ", "Map"),
    "indicator_agrees": ("Có đi cùng các chỉ tiêu khác không", "Does it go with the others"),
    "indicator_everyone": ("Số liệu của mọi tỉnh, thành phố", "Figures of all provinces"),
    "indicator_read_more": ("Đọc thêm trong sách phương pháp", "More in the book of the method"),
    "indicator_place": ("Vị trí trong khung chỉ số", "Place in the framework"),
    "indicator_why": ("Vì sao có trong khung", "Why it belongs"),
    "indicator_official": ("Trong khung PII chính thức", "In the official framework of the PII"),
    "official_same": ("cùng khái niệm: {name}", "the same concept: {name}"),
    "official_near": ("gần với: {name}", "near to: {name}"),
    "official_absent": (
        "chưa đối chiếu được với khái niệm nào được công khai",
        "matched with no concept that is public",
    ),
    "indicator_stands_for": ("Đại diện cho", "Stands for"),
    "indicator_belongs_to": (
        "là một phần của {parent}; khung chỉ số không ghi lý do riêng",
        "a part of {parent}; the framework states no reason of its own",
    ),
    "outcome_beside": (
        "Đặt cạnh chỉ số để đối chiếu: không có trọng số, không vào điểm của ai.",
        "Stands beside the index to hold it against: it has no weight and enters nobody's score.",
    ),
    "not_defined_yet": ("chưa có định nghĩa trong khung chỉ số", "the framework does not define it yet"),
    "indicator_made": ("Cách tính", "How it is made"),
    "indicator_note": ("Ghi chú", "Note"),
    "indicator_table": ("Bảng nguồn", "Raw table"),
    "weight_in_parent": ("Tỷ trọng trong {parent}", "Share of {parent}"),
    "weight_of_index": ("Trọng số hiệu dụng trong chỉ số", "Effective weight in the index"),
    "realised_of_index": (
        "Phần đóng góp thực vào phương sai của chỉ số",
        "Share of the index's variance that it really makes",
    ),
    "indicator_goalposts": ("Mốc chuẩn hóa", "Goalposts"),
    "goalposts_between": ("{low} đến {high}", "{low} to {high}"),
    "goalposts_transformed": ("trên thang đã biến đổi", "on the transformed scale"),
    "indicator_skewness": ("Độ lệch: gốc → sau xử lý", "Skewness: raw → treated"),
    "indicator_treated_n": ("Số giá trị được thu hẹp", "Values drawn in"),
    "statistic_n": ("Số tỉnh có giá trị", "Provinces with a value"),
    "statistic_missing": ("Số tỉnh thiếu giá trị", "Provinces without one"),
    "statistic_lowest": ("Thấp nhất", "Lowest"),
    "statistic_median": ("Trung vị", "Median"),
    "statistic_highest": ("Cao nhất", "Highest"),
    "indicator_children": ("Gồm có", "Made of"),
    "indicator_part": ("Thành phần", "Part"),
    "rank_by_value": ("Hạng theo giá trị", "Rank by value"),
    "signs_heading": ("Ký hiệu", "Signs"),
    "signs_column": ("Ký hiệu", "Sign"),
}

_SENTENCES = {
    "distribution_alt": (
        "Biểu đồ tần số của {n} giá trị, từ {low} đến {high} ({measure}), trung vị {median}; nhiều nhất là {most} tỉnh trong "
        "khoảng {from_} đến {to}.",
        "Histogram of {n} values, from {low} to {high} ({measure}), median {median}; most provinces, {most}, lie between "
        "{from_} and {to}.",
    ),
    "distribution_none": ("Không có giá trị nào để vẽ.", "There is no value to draw."),
    "distribution_caption": (
        "Cột: số tỉnh trong từng khoảng. Vạch dưới: từng tỉnh. Vạch đậm: trung vị.",
        "Bars: provinces in each interval. Marks below: each province. Thick mark: the median.",
    ),
    "tiles_alt": (
        "Bản đồ ô vuông theo hạng của {name}. Hạng cao nhất: {best}; hạng thấp nhất: {worst}. Mọi số nằm ở bảng bên dưới.",
        "Tile map by rank in {name}. Best: {best}; last: {worst}. Every figure stands in the table below.",
    ),
    "tiles_caption": (
        "Mỗi ô là một tỉnh, thành phố, không theo diện tích; số trong ô là hạng, màu theo năm nhóm hạng. Sơ đồ, không thể "
        "hiện địa giới.",
        "A tile a province, not to scale; the number is the rank, the colour its fifth of the ranking. A diagram: it shows no "
        "boundaries.",
    ),
    "tiles_none": (
        "Các đơn vị của ấn bản này chưa có chỗ trên bản đồ ô.",
        "The units of this edition have no place on a tile map.",
    ),
    "coherence_rest": (
        "Tương quan với phần còn lại của {parent}: r = {r}, khoảng tin cậy từ {low} đến {high}, n = {n}. Kết luận: {verdict}.",
        "Correlation with the rest of {parent}: r = {r}, confidence interval from {low} to {high}, n = {n}. Verdict: {verdict}.",
    ),
    "coherence_outside": (
        "Ngoài trụ cột của mình, nó đi cùng nhiều nhất với {name} (r = {r}).",
        "Outside its own pillar it goes most with {name} (r = {r}).",
    ),
    "coherence_twin": (
        "Chỉ tiêu giống nó nhất là {name} (r = {r}).",
        "The indicator most like it is {name} (r = {r}).",
    ),
    "coherence_round": (
        "Thứ tự các tỉnh năm trước nói trước thứ tự năm nay: Spearman {r}, từ {low} đến {high}, n = {n}.",
        "Last year's order foretells this year's: Spearman {r}, from {low} to {high}, n = {n}.",
    ),
    "coherence_flags": ("Dấu hiệu cần xem lại: {flags}.", "Signs that ask for a second look: {flags}."),
    "coherence_proposal": (
        "Đề nghị của quy tắc, để con người xem xét chứ không phải quyết định: {proposal}. {reason}",
        "What the rule proposes, for people to judge and no decision: {proposal}. {reason}",
    ),
    "coherence_none": (
        "Không tính được tương quan với nhóm: nhóm không có thành phần nào khác.",
        "There is no correlation with its group: the group has no other part.",
    ),
    "coherence_of_outcome": (
        "Kết quả không nằm trong chỉ số nên không có tương quan với nhóm; chương hồi quy cho biết chỉ số giải thích nó đến đâu.",
        "An outcome is no part of the index and has no group; the chapter on regression says how far the index explains it.",
    ),
    "rows_unranked": (
        "Tỉnh không xếp hạng đứng cuối bảng; hạng chỉ tính giữa các tỉnh được xếp hạng.",
        "Unranked provinces stand last; ranks are among ranked provinces only.",
    ),
}

_CHAPTERS = {
    "chapter_01_data": ("Số liệu", "Data"),
    "chapter_02_imputation": ("Bù số liệu", "Imputation"),
    "chapter_03_treatment": ("Xử lý phân phối", "Treatment"),
    "chapter_04_index": ("Chỉ số", "The index"),
    "chapter_05_coherence": ("Tính nhất quán", "Coherence"),
    "chapter_06_regression": ("Hồi quy", "Regression"),
    "chapter_07_uncertainty": ("Độ bất định", "Uncertainty"),
    "chapter_08_sensitivity": ("Độ nhạy", "Sensitivity"),
    "chapter_12_missing_data": ("Số liệu thiếu", "Missing data"),
}

WORDS: dict[str, tuple[str, str]] = _SIGNS | _HEADINGS | _SENTENCES | _CHAPTERS
