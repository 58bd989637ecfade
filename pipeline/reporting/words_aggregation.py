"""Words of aggregation at the nodes and of classes."""

WORDS: dict[str, tuple[str, str]] = {
    # functions at the nodes
    "table_node_functions": ("Hàm tổng hợp ở từng thành phần", "The function at every node"),
    "table_node_functions_empty": (
        "Mọi thành phần dùng cùng một hàm và cùng một mức số liệu tối thiểu.",
        "Every node uses the same function and the same minimum availability.",
    ),
    "function": ("Hàm tổng hợp", "Function"),
    "function_options": ("Tham số", "Options"),
    "least_children": ("Số thành phần con cần có", "Children needed"),
    "option_floor": ("sàn {floor}", "floor {floor}"),
    "option_power": ("lũy thừa {power}", "power {power}"),
    "option_mean_min": ("mức phạt {penalty}, độ trơn {smoothness}", "penalty {penalty}, smoothness {smoothness}"),
    "option_ordered": ("độ lạc quan {orness} (đạt được {reached})", "orness {orness} (reached {reached})"),
    "option_share": ("tỷ phần lệch tối đa {share}", "shares within {share} of the nominal"),
    "functions_uniform": (
        "Mọi thành phần dùng một hàm: {functions}.",
        "Every node has the same function: {functions}.",
    ),
    "functions_mixed": (
        "Các thành phần dùng những hàm khác nhau: {functions}.",
        "Nodes have different functions: {functions}.",
    ),
    "function_note_arithmetic": (
        "Trung bình cộng cho phép một điểm cao bù trọn một điểm thấp.",
        "Under an arithmetic mean a strong score makes up for a weak one in full.",
    ),
    "function_note_sum": (
        "Tổng cộng điểm nhân trọng số; thiếu một thành phần con thì không có điểm.",
        "A sum adds scores times weights; with one child missing there is no score.",
    ),
    "function_note_geometric": (
        "Trung bình nhân chỉ cho bù một phần: thành phần yếu kéo điểm xuống nhiều hơn.",
        "Under a geometric mean a weak score is made up for only in part.",
    ),
    "function_note_harmonic": (
        "Trung bình điều hòa hầu như không cho bù: thành phần yếu nhất quyết định nhiều nhất.",
        "Under a harmonic mean a weak score is hardly made up for.",
    ),
    "function_note_power": (
        "Trung bình tổng quát có lũy thừa càng nhỏ thì điểm yếu càng nặng.",
        "The lower the power of a generalised mean, the more a weak score counts.",
    ),
    "function_note_mazziotta_pareto": (
        "Chỉ số Mazziotta-Pareto trừ vào trung bình một mức phạt cho sự không đồng đều.",
        "A Mazziotta-Pareto index takes a penalty for unevenness off the mean.",
    ),
    "function_note_mean_min": (
        "Trung bình - nhỏ nhất kéo trung bình về phía điểm thấp nhất của chính tỉnh ấy.",
        "Mean-min draws the mean towards the unit's own lowest score.",
    ),
    "function_note_ordered": (
        "Trung bình theo thứ tự đặt trọng số theo vị trí của điểm (cao nhất, thấp nhất) trong chính tỉnh ấy.",
        "An ordered average weighs scores by their place among the unit's own, best to worst.",
    ),
    "function_note_copeland": (
        "Điểm Copeland là số tỉnh mà tỉnh ấy thắng trừ số tỉnh thắng nó, từ −(n − 1) đến n − 1: chỉ xét thứ tự, không "
        "xét khoảng cách, và thay đổi khi một tỉnh khác rời đi.",
        "A Copeland score is the units beaten less those that beat it, from −(n − 1) to n − 1: it looks at the order "
        "and not at distances, and may change when another unit leaves.",
    ),
    "function_note_benefit_of_the_doubt": (
        "Lợi thế của sự nghi ngờ chấm mỗi tỉnh bằng bộ trọng số có lợi nhất cho nó trong phạm vi tỷ phần, từ 0 đến 1: "
        "hai điểm không so sánh dưới cùng một bộ trọng số.",
        "Benefit of the doubt scores each unit, 0 to 1, with the weights that favour it most within the shares: two "
        "scores are no comparison under common weights.",
    ),
    "floor_note": (
        "Điểm dưới {floor} được tính là {floor} ở các hàm cần điểm dương; mức sàn làm thay đổi hạng, nên hãy thử các mức "
        "khác.",
        "Scores below {floor} count as {floor} under functions that need positive ones; a floor moves ranks, so vary it.",
    ),
    "all_scored": (
        "Mọi tỉnh được xếp hạng đều có điểm ở mọi thành phần.",
        "Every ranked unit has a score at every node.",
    ),
    "not_scored": (
        "Không có điểm vì thiếu thành phần con: {parts}.",
        "Without a score, because children are missing: {parts}.",
    ),
    "weight_in_use": ("Trọng số sử dụng", "Weight in use"),
    # classes
    "table_classes": ("Nhóm điểm của chỉ số và các trụ cột", "Classes of the index and its pillars"),
    "table_classes_empty": (
        "Phương pháp không xếp nhóm điểm: chỉ có điểm và hạng.",
        "The method forms no classes: there are scores and ranks only.",
    ),
    "classes_note": (
        "Nhóm 1 là thấp nhất. Điểm đúng bằng ngưỡng thuộc nhóm trên.",
        "Class 1 is the lowest. A score equal to a threshold belongs to the class above it.",
    ),
    "score_class": ("Nhóm điểm", "Class"),
    "class_units": ("Các tỉnh, thành phố", "Provinces"),
    "class_low": ("Từ", "From"),
    "class_high": ("Đến dưới", "To below"),
    "classes_thresholds": (
        "{of} nhóm điểm theo các ngưỡng đã nêu: {thresholds}. Điểm đúng bằng ngưỡng thuộc nhóm trên.",
        "{of} classes by stated thresholds: {thresholds}. A score equal to a threshold belongs to the class above it.",
    ),
    "classes_natural_breaks": (
        "{of} nhóm điểm theo ngắt tự nhiên (tối ưu Fisher, còn gọi là Jenks). Độ khớp: {fit}, là phần phương sai nằm giữa "
        "các nhóm. Ranh giới thuộc về chính các điểm này: ấn bản khác có ranh giới khác, và điểm trải đều vẫn bị chia.",
        "{of} classes by natural breaks (Fisher's optimum, known as Jenks). Goodness of fit: {fit}, the share of the "
        "variance between classes. The bounds belong to these scores: another edition has others, and evenly spread "
        "scores are divided all the same.",
    ),
    "classes_relative_to_mean": (
        "{of} nhóm điểm theo phần trăm của điểm trung bình các tỉnh được xếp hạng: {thresholds} %. Cách này cần một điểm 0 "
        "có nghĩa, do người chịu trách nhiệm về phương pháp khẳng định.",
        "{of} classes by percentages of the mean score of the ranked units: {thresholds} %. That needs a meaningful zero, "
        "which whoever answers for the method has stated.",
    ),
    "tile_map_note_classes": (
        "Mỗi ô là một tỉnh, thành phố, không theo diện tích; số là hạng, màu theo nhóm điểm. Sơ đồ không dùng để xác định địa giới.",
        "A tile a province, not to scale; the number is the rank, the colour the class. The sketch does not define any boundary.",
    ),
    "class_lowest": ("nhóm {place}: dưới {high}", "class {place}: below {high}"),
    "class_between": ("nhóm {place}: {low} đến dưới {high}", "class {place}: {low} to below {high}"),
    "class_highest": ("nhóm {place}: từ {low}", "class {place}: from {low}"),
}
