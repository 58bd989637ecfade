"""Words of typeset documents: what stands on every page, and the edition report."""

WORDS: dict[str, tuple[str, str]] = {
    # on every page
    "document_not_official": ("Không phải PII chính thức", "Not the official PII"),
    "document_page_of": ("trang {page} / {pages}", "page {page} of {pages}"),
    "document_figure": ("Hình", "Figure"),
    "document_table": ("Bảng", "Table"),
    "document_provenance": (
        "Ấn bản {edition} · Phương pháp {method} · Lần chạy {run} · Sổ ghi {head}…",
        "Edition {edition} · Method {method} · Run {run} · Ledger {head}…",
    ),
    # maps within boundaries, distributions
    "boundary_map_title": ("{name}: bản đồ", "{name}: map"),
    "boundary_map_note": (
        "Số là hạng, màu theo năm nhóm hạng. Địa giới theo tệp do người dùng cung cấp, không có giá trị pháp lý. Dấu chấm ngoài "
        "khơi là ký hiệu của các quần đảo mà tệp địa giới không có.",
        "The number is the rank, the colour its fifth of the ranking. Boundaries are those of a file given by the user and "
        "without legal force. Dots off the coast stand for archipelagos that the file lacks.",
    ),
    "indicator_distributions_title": ("Phân phối của từng chỉ tiêu", "Distribution of each indicator"),
    "indicator_distributions_note": (
        "Số liệu gốc theo đơn vị đo của chỉ tiêu, {n} tỉnh; vạch cam: trung vị.",
        "Values as published, in the indicator's unit of measure, {n} provinces; orange mark: the median.",
    ),
    "indicator_distributions_missing": ("thiếu {n}", "{n} missing"),
    # what a figure says, for those who do not see it
    "figure_alt": ("Hình: {title}. {said}", "Figure: {title}. {said}"),
    "says_nothing": ("Không có gì để vẽ.", "There is nothing to draw."),
    "says_unit_score": ("{unit} {points} điểm, hạng {rank}", "{unit} {points} points, rank {rank}"),
    "says_positions": (
        "Đứng đầu: {first}. Đứng cuối: {last}. Trung vị của {n} đơn vị được xếp hạng: {median} điểm.",
        "First: {first}. Last: {last}. Median of the {n} units ranked: {median} points.",
    ),
    "says_acceptability": (
        "Trung bình, một tỉnh giữ hạng hay gặp nhất của mình trong {mean} số lần tính; chắc nhất là {unit}: hạng {rank} trong "
        "{share} số lần tính.",
        "On average a province takes its likeliest place in {mean} of the draws; the firmest is {unit}, at rank {rank} in "
        "{share} of them.",
    ),
    "says_order": (
        "Thứ tự vững chia {n} đơn vị thành {layers} lớp; lớp đông nhất có {largest} đơn vị mà số liệu và phương pháp không phân "
        "định được chắc chắn.",
        "The robust order divides the {n} units into {layers} layers; the largest holds {largest} units that data and method do "
        "not tell apart for certain.",
    ),
    "says_correlation_map": (
        "Cặp tương quan mạnh nhất: “{one}” và “{other}” (r = {r}). {n} chỉ tiêu tạo thành {clusters} cụm.",
        "Strongest pair: “{one}” and “{other}” (r = {r}). The {n} indicators form {clusters} clusters.",
    ),
    "says_loadings": (
        "{groups} nhóm được phân tích; hệ số tải mạnh nhất: “{item}” trong “{group}”, {loading} (khoảng 95% {low} đến {high}).",
        "{groups} groups are analysed; the strongest loading is that of “{item}” within “{group}”, {loading} (95% interval "
        "{low} to {high}).",
    ),
    "says_sobol": (
        "Lựa chọn có chỉ số Sobol toàn phần lớn nhất đối với mức đổi hạng trung bình: “{factor}”, {total} (khoảng 95% {low} đến "
        "{high}); riêng phần bậc nhất {first}.",
        "The choice with the greatest total Sobol index for the mean shift of rank is “{factor}”, {total} (95% interval {low} to "
        "{high}); first-order {first}.",
    ),
    "says_distributions": (
        "{n} chỉ tiêu; lệch nhất là “{name}” (độ lệch {skewness}), từ {low} đến {high} {measure}.",
        "{n} indicators; the most skewed is “{name}” (skewness {skewness}), from {low} to {high} {measure}.",
    ),
    "says_compensation": (
        "Trung bình nhân lấy đi nhiều nhất của {unit}: {lost} điểm, từ hạng {before} sang hạng {after}. {n} đơn vị được đánh dấu.",
        "A geometric mean takes most from {unit}: {lost} points, from rank {before} to rank {after}. Units marked: {n}.",
    ),
}
