"""Sentences of the audit's findings on sensitivity, and the sources of their thresholds, in Vietnamese and English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "no_choice_alone": (
        "Không có lựa chọn nào khác phương án chính để thay từng cái một.",
        "There is no choice other than the nominal one to be made alone.",
    ),
    "choice_mean": (
        "Thay một lựa chọn mà hạng đổi nhiều nhất: {subject}, trung bình {value:1} bậc ({n} đơn vị).",
        "The single choice that moves the ranks most: {subject}, by {value:1} places on average ({n} units).",
    ),
    "choice_largest": (
        "Khi thay một lựa chọn, đơn vị đổi hạng nhiều nhất là {unit}: {value:places}.",
        "Under one choice alone the unit that moves furthest is {unit}: {value:places}.",
    ),
    "choices_idle": (
        "{value} trong {n} lựa chọn không làm hạng nào thay đổi: trên số liệu này chúng không có gì để tác động; đó không "
        "phải là bằng chứng về độ vững.",
        "{value} of {n} choices change no rank: on these data they have nothing to act on, which is no evidence of "
        "robustness.",
    ),
    "no_shares": (
        "Có ít hơn hai nhân tố thay đổi, nên phương sai không được chia cho các nhân tố.",
        "Fewer than two factors vary, so no variance is divided among factors.",
    ),
    "shift_undefined": (
        "Mức đổi hạng trung bình không thay đổi qua các lần tính, nên chỉ số Sobol của nó không xác định.",
        "The mean shift of rank does not vary over the design, so that its Sobol indices are undefined.",
    ),
    "share_most": (
        "Nhân tố chi phối mức đổi hạng trung bình nhiều nhất: {subject}, chỉ số Sobol toàn phần {value} {interval}.",
        "The factor that decides most of the mean shift of rank: {subject}, total Sobol index {value} {interval}.",
    ),
    "share_together": (
        "{value:percent} phương sai của mức đổi hạng trung bình chỉ xuất hiện khi các lựa chọn thay đổi cùng nhau.",
        "{value:percent} of the variance of the mean shift of rank comes only from choices that change together.",
    ),
    "ranks_constant": (
        "{value} trong {n} đơn vị giữ nguyên hạng trong mọi lần tính của thiết kế; chỉ số Sobol của chúng không xác định.",
        "{value} of {n} units keep one rank throughout the design; their Sobol indices are undefined.",
    ),
    "top_factor": (
        "Nhân tố quyết định nhiều nhất việc nằm trong {threshold} vị trí đầu: {subject}; chỉ số toàn phần trung bình {value} qua {n} đơn "
        "vị mà điều đó còn tùy lựa chọn.",
        "What decides most about being among the first {threshold}: {subject}; mean total index {value} over the {n} units for which it "
        "depends on the choices.",
    ),
    "indicator_out": (
        "Bảng xếp hạng dựa nhiều nhất vào chỉ tiêu {subject}: bỏ nó đi, hạng đổi trung bình {value:1} bậc.",
        "The ranking leans most on the indicator {subject}: without it ranks move by {value:1} places on average.",
    ),
    "pillar_out": (
        "Bảng xếp hạng dựa nhiều nhất vào trụ cột {subject}: bỏ nó đi, hạng đổi trung bình {value:1} bậc.",
        "The ranking leans most on the pillar {subject}: without it ranks move by {value:1} places on average.",
    ),
    "unit_out": (
        "Nếu {unit} không tham gia, {value} trong {n} cặp đơn vị còn lại đổi thứ tự, dù số liệu của chúng không đổi.",
        "Were {unit} not there, {value} of {n} pairs of the other units would change their order, with the same data.",
    ),
    "units_reversing": (
        "Với {value} trong {n} đơn vị, việc đơn vị ấy vắng mặt làm ít nhất một cặp khác đổi thứ tự.",
        "For {value} of {n} units, their absence would reverse at least one pair of others.",
    ),
    "order_not_linear": (
        "Chỉ số không phải là trung bình cộng của các trụ cột, nên không có thứ tự nào được xét trên mọi bộ trọng số.",
        "The index is no arithmetic mean of its components, so no order is held against all weights.",
    ),
    "order_within": (
        "{value:percent} trong {n} cặp giữ một thứ tự với mọi bộ trọng số trụ cột cách trọng số chính không quá "
        "{threshold:percent}.",
        "{value:percent} of {n} pairs keep their order under all weights of the pillars within {threshold:percent} of the "
        "nominal ones.",
    ),
    "order_any": (
        "{value:percent} trong {n} cặp giữ một thứ tự với bất kỳ bộ trọng số nào: đơn vị đứng trước không thua ở trụ cột nào.",
        "{value:percent} of {n} pairs keep their order under any weights: the one ahead is behind on no pillar.",
    ),
    "weight_tightest": (
        "Trọng số nhạy nhất là của {subject}: chính thức {value:percent}; bảng xếp hạng chỉ giữ nguyên khi trọng số này nằm "
        "trong khoảng {low:percent2} đến {high:percent2}.",
        "The most sensitive weight is that of {subject}: {value:percent} nominally; the ranking stays as it is only while the "
        "weight lies between {low:percent2} and {high:percent2}.",
    ),
    "close_neighbours": (
        "{value} trong {n} cặp đứng liền nhau sẽ bằng điểm nếu chuyển không quá {threshold:percent} trọng số từ trụ cột này "
        "sang trụ cột khác.",
        "{value} of {n} neighbours in the ranking would be level if no more than {threshold:percent} of the weight moved from "
        "one pillar to another.",
    ),
    "leader_safe": (
        "Không bộ trọng số nào làm đơn vị thứ hai đuổi kịp {unit}.",
        "No weights let the second unit draw level with {unit}.",
    ),
    "leader_shift": (
        "Phải chuyển {value:percent} trọng số giữa các trụ cột để đơn vị thứ hai đuổi kịp {unit}.",
        "It takes a shift of {value:percent} of the weight between pillars for the second unit to draw level with {unit}.",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {
    "small_shift_rule": (
        "quy ước của dự án này (small_shift)",
        "this project's own rule (small_shift)",
    ),
}
