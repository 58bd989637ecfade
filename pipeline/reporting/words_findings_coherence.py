"""Sentences of the audit's findings on coherence, and the sources of their thresholds, in Vietnamese and English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "rest_lowest": (
        "Chỉ tiêu ít đi cùng nhóm của mình nhất là {subject}: tương quan với phần còn lại của nhóm là {value} {interval} "
        "(n = {n}; ngưỡng {threshold}).",
        "The indicator that goes least with its group is {subject}: its correlation with the rest of the group is {value} "
        "{interval} (n = {n}; threshold {threshold}).",
    ),
    "rest_clear": (
        "{value:percent} của {n} chỉ tiêu có cả khoảng tin cậy nằm trên ngưỡng {threshold}: chắc chắn đi cùng nhóm của mình.",
        "{value:percent} of {n} indicators have their whole interval above {threshold}: they surely go with their group.",
    ),
    "flag_low": (
        "{subject}: tương quan với phần còn lại chỉ là {value} {interval}, dưới ngưỡng {threshold} (n = {n}).",
        "{subject}: the correlation with the rest is only {value} {interval}, below {threshold} (n = {n}).",
    ),
    "flag_opposed": (
        "{subject}: đi ngược chiều nhau, tương quan {value} {interval} (n = {n}; ngưỡng {threshold}). Hướng của chỉ tiêu có "
        "đúng không?",
        "{subject}: they work against each other, correlation {value} {interval} (n = {n}; threshold {threshold}). Is the "
        "indicator's direction right?",
    ),
    "flag_elsewhere": (
        "{subject}: chỉ tiêu đi cùng trụ cột khác này ({value} {interval}) hơn phần còn lại của trụ cột mình ({threshold}); "
        "n = {n}.",
        "{subject}: the indicator goes with this other pillar ({value} {interval}) more than with the rest of its own "
        "({threshold}); n = {n}.",
    ),
    "flag_redundant": (
        "{subject}: gần như nói cùng một điều, tương quan {value} {interval} (n = {n}; ngưỡng {threshold}).",
        "{subject}: they say nearly the same, correlation {value} {interval} (n = {n}; threshold {threshold}).",
    ),
    "flag_identical": (
        "{subject}: nói cùng một điều và được tính hai lần, tương quan {value} {interval} (n = {n}; ngưỡng {threshold}).",
        "{subject}: they say the same and count twice, correlation {value} {interval} (n = {n}; threshold {threshold}).",
    ),
    "flag_size": (
        "{subject}: chỉ tiêu lớn lên cùng quy mô này mà không được chia cho nó, tương quan {value} {interval} (n = {n}; "
        "ngưỡng {threshold}).",
        "{subject}: the indicator grows with this size without being divided by it, correlation {value} {interval} "
        "(n = {n}; threshold {threshold}).",
    ),
    "flag_low_within": (
        "{subject}: giữa các tỉnh cùng một vùng, tương quan chỉ là {value} {interval} (n = {n}; ngưỡng {threshold}).",
        "{subject}: among provinces of one region the correlation is only {value} {interval} (n = {n}; threshold "
        "{threshold}).",
    ),
    "flag_forgetful": (
        "{subject}: thứ hạng năm trước nói ít về năm nay, tương quan hạng {value} {interval} (n = {n}; ngưỡng {threshold}). "
        "Khác biệt nhỏ giữa các tỉnh có thể chỉ là nhiễu.",
        "{subject}: last year's order says little about this year's, rank correlation {value} {interval} (n = {n}; "
        "threshold {threshold}). Small differences between provinces may be mere noise.",
    ),
    "pair_strongest": (
        "Hai chỉ tiêu giống nhau nhất: {subject}, tương quan {value} {interval} (n = {n}; ngưỡng trùng lặp {threshold}).",
        "The two indicators most alike: {subject}, correlation {value} {interval} (n = {n}; redundant from {threshold}).",
    ),
    "cluster": (
        "Một cụm chỉ tiêu nói gần giống nhau: {subject}. Cặp yếu nhất trong cụm có |r| = {value} (n = {n}; ngưỡng cụm "
        "{threshold}).",
        "A cluster of indicators that say much the same: {subject}. Its weakest pair has |r| = {value} (n = {n}; clusters "
        "from {threshold}).",
    ),
    "no_sizes": (
        "Ấn bản không khai báo biến quy mô nào, nên không thể xét thiên lệch theo quy mô.",
        "The edition declares no variable of size, so bias by size cannot be looked at.",
    ),
    "rounds_below": (
        "{value} trong {n} chỉ tiêu và kết quả xếp hạng các tỉnh khác hẳn năm trước: cả khoảng của tương quan hạng dưới "
        "{threshold}.",
        "{value} of {n} indicators and outcomes rank the provinces quite otherwise than a year before: the whole interval "
        "of the rank correlation is below {threshold}.",
    ),
    "round_lowest": (
        "Chỉ tiêu biến động nhất giữa hai năm là {subject}: tương quan hạng {value} {interval} (n = {n}; ngưỡng {threshold}).",
        "The indicator least stable from year to year is {subject}: rank correlation {value} {interval} (n = {n}; "
        "threshold {threshold}).",
    ),
    "one_round": (
        "{value} chỉ tiêu không có hai kỳ liền nhau, nên chưa biết mức nhiễu: {subject}.",
        "{value} indicators do not have two neighbouring rounds, so that their noise is not known: {subject}.",
    ),
    "region_share": (
        "{value:percent} khác biệt của {subject} nằm giữa các vùng (khoảng từ {low:percent} đến {high:percent}; nếu vùng "
        "không quan trọng: {threshold:percent}; n = {n}).",
        "{value:percent} of the variance of {subject} lies between regions (interval {low:percent} to {high:percent}; "
        "{threshold:percent} if regions did not matter; n = {n}).",
    ),
    "moran_region": (
        "Các tỉnh cùng vùng giống nhau về {subject}: Moran I = {value}; ngẫu nhiên sẽ cho {interval}, kỳ vọng {threshold} "
        "(n = {n}).",
        "How alike provinces of one region are in {subject}: Moran's I = {value}; chance gives {interval}, expected "
        "{threshold} (n = {n}).",
    ),
    "moran_rook": (
        "Các tỉnh kề cạnh trên bản đồ ô (gần đúng) giống nhau về {subject}: Moran I = {value}; ngẫu nhiên sẽ cho "
        "{interval}, kỳ vọng {threshold} (n = {n}).",
        "How alike provinces side by side on the tile map (an approximation) are in {subject}: Moran's I = {value}; chance "
        "gives {interval}, expected {threshold} (n = {n}).",
    ),
    "moran_queen": (
        "Các tỉnh kề cạnh hoặc kề góc trên bản đồ ô (gần đúng) giống nhau về {subject}: Moran I = {value}; ngẫu nhiên sẽ "
        "cho {interval}, kỳ vọng {threshold} (n = {n}).",
        "How alike provinces side by side or corner to corner on the tile map (an approximation) are in {subject}: Moran's "
        "I = {value}; chance gives {interval}, expected {threshold} (n = {n}).",
    ),
    "alpha": (
        "{subject}: alpha của Cronbach là {value} {interval} (n = {n}); chỉ để mô tả, {threshold} là mức thường được nhắc đến.",
        "{subject}: Cronbach's alpha is {value} {interval} (n = {n}); descriptive only, {threshold} is the figure usually "
        "named.",
    ),
    "components": (
        "{subject}: {value} thành phần có trị riêng trên {threshold} (n = {n}); nhóm đo cùng một điều thì chỉ có một.",
        "{subject}: components with an eigenvalue above {threshold}: {value} (n = {n}); a group that measures one thing has one.",
    ),
    "components_noise": (
        "{subject}: {value} thành phần nằm trên dữ liệu ngẫu nhiên cùng cỡ (n = {n}); nhóm đo cùng một điều thì có đúng một.",
        "{subject}: components that stand above random data of the same size: {value} (n = {n}); a group that measures one "
        "thing has exactly one.",
    ),
    "components_whole": (
        "Mọi chỉ tiêu của {subject} cùng nhau: {value} thành phần có trị riêng trên {threshold} (n = {n}).",
        "All indicators of {subject} together: components with an eigenvalue above {threshold}: {value} (n = {n}).",
    ),
    "components_whole_noise": (
        "Mọi chỉ tiêu của {subject} cùng nhau: {value} thành phần nằm trên dữ liệu ngẫu nhiên cùng cỡ (n = {n}).",
        "All indicators of {subject} together: components that stand above random data of the same size: {value} (n = {n}).",
    ),
    "kmo": (
        "{subject}: mức phù hợp để phân tích thành phần (KMO) là {value}, ngưỡng {threshold} (n = {n}).",
        "{subject}: sampling adequacy for component analysis (KMO) is {value}, threshold {threshold} (n = {n}).",
    ),
    "kmo_two": (
        "{subject}: chỉ có hai thành phần con, KMO luôn là {value} và không nói gì (n = {n}).",
        "{subject}: with two items KMO is always {value} and says nothing (n = {n}).",
    ),
    "kmo_whole": (
        "Mọi chỉ tiêu của {subject} cùng nhau: KMO là {value}, ngưỡng {threshold} (n = {n}).",
        "All indicators of {subject} together: KMO is {value}, threshold {threshold} (n = {n}).",
    ),
    "congruence": (
        "{subject}: thành phần thứ nhất của kỳ này và của kỳ trước giống nhau với hệ số Tucker {value} {interval} (n = {n}; "
        "ngưỡng {threshold}).",
        "{subject}: the first component of this round and of the one before are alike by Tucker's {value} {interval} "
        "(n = {n}; threshold {threshold}).",
    ),
    "congruence_none": (
        "{subject}: chỉ {value} chỉ tiêu có cả hai kỳ (n = {n}), chưa đủ ba nên không so sánh thành phần giữa hai kỳ.",
        "{subject}: {value} indicators have both rounds (n = {n}), too few to compare components between rounds.",
    ),
    "pca_weight_first_vector": (
        "Trọng số theo thành phần chính rất không chắc chắn. Rộng nhất (vectơ thứ nhất): {subject}, {value:percent} trong "
        "nhóm, từ {low:percent} đến {high:percent} qua {n} mẫu lặp.",
        "Weights from components are very uncertain. The widest (first vector): {subject}, {value:percent} of its group, "
        "from {low:percent} to {high:percent} over {n} resamples.",
    ),
    "pca_weight_rotated": (
        "Trọng số theo thành phần chính rất không chắc chắn. Rộng nhất (xoay varimax): {subject}, {value:percent} trong "
        "nhóm, từ {low:percent} đến {high:percent} qua {n} mẫu lặp.",
        "Weights from components are very uncertain. The widest (rotated): {subject}, {value:percent} of its group, from "
        "{low:percent} to {high:percent} over {n} resamples.",
    ),
    "pca_shift_first_vector": (
        "Với trọng số theo vectơ thứ nhất, {n} tỉnh đổi hạng trung bình {value:1} bậc.",
        "Under weights from the first vector the {n} provinces move {value:1} places on average.",
    ),
    "pca_shift_rotated": (
        "Với trọng số theo thành phần đã xoay, {n} tỉnh đổi hạng trung bình {value:1} bậc.",
        "Under weights from rotated components the {n} provinces move {value:1} places on average.",
    ),
    "pca_rank_first_vector": (
        "Hạng kém chắc chắn nhất khi dùng trọng số theo vectơ thứ nhất: {unit}, hạng {value:rank}, từ {low:rank} đến "
        "{high:rank} qua {n} mẫu lặp.",
        "The least certain rank under weights from the first vector: {unit}, rank {value:rank}, from {low:rank} to "
        "{high:rank} over {n} resamples.",
    ),
    "pca_rank_rotated": (
        "Hạng kém chắc chắn nhất khi dùng trọng số theo thành phần đã xoay: {unit}, hạng {value:rank}, từ {low:rank} đến "
        "{high:rank} qua {n} mẫu lặp.",
        "The least certain rank under weights from rotated components: {unit}, rank {value:rank}, from {low:rank} to "
        "{high:rank} over {n} resamples.",
    ),
    "proposal_keep": (
        "Đề nghị giữ {value} trong {n} chỉ tiêu; lý do của từng chỉ tiêu có trong phiếu chỉ tiêu.",
        "Proposed to keep: {value} of {n} indicators; the indicator sheet gives each reason.",
    ),
    "proposal_query": (
        "Đề nghị xem lại {value} trong {n} chỉ tiêu: {subject}.",
        "Proposed to query: {value} of {n} indicators: {subject}.",
    ),
    "proposal_drop": (
        "Đề nghị bỏ {value} trong {n} chỉ tiêu. {subject}",
        "Proposed to drop: {value} of {n} indicators. {subject}",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {
    "jrc_guide": ("hướng dẫn mười bước của JRC (COIN)", "JRC (COIN) ten-step guide"),
    "nunnally": (
        "Nunnally và Bernstein (1994), Psychometric Theory, ấn bản 3",
        "Nunnally and Bernstein (1994), Psychometric Theory, 3rd ed.",
    ),
    "horn": (
        "phân tích song song: Horn (1965), Psychometrika 30(2), doi:10.1007/BF02289447",
        "parallel analysis: Horn (1965), Psychometrika 30(2), doi:10.1007/BF02289447",
    ),
    "dormann": (
        "Dormann và cộng sự (2013), Ecography 36(1), doi:10.1111/j.1600-0587.2012.07348.x",
        "Dormann et al. (2013), Ecography 36(1), doi:10.1111/j.1600-0587.2012.07348.x",
    ),
    "lorenzo_seva": (
        "Lorenzo-Seva và ten Berge (2006), Methodology 2(2), doi:10.1027/1614-2241.2.2.57",
        "Lorenzo-Seva and ten Berge (2006), Methodology 2(2), doi:10.1027/1614-2241.2.2.57",
    ),
}
