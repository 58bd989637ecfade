"""Sentences of the audit's findings on regression and validity, and the sources of their thresholds, in both languages."""

SENTENCES: dict[str, tuple[str, str]] = {
    # regression
    "no_regression_no_outcome": (
        "Không có hồi quy: ấn bản không khai báo kết quả nào ngoài chỉ số.",
        "There is no regression: the edition declares no outcome beside the index.",
    ),
    "no_regression_too_few": (
        "Không hồi quy được “{subject}”: quá ít tỉnh có đủ kết quả và mọi trụ cột.",
        "“{subject}” cannot be regressed: too few provinces have the outcome and every pillar.",
    ),
    "development_gradient": (
        "Riêng chỉ số đã đi cùng “{subject}” với R² = {value} {interval}: phần đó của chỉ số là chênh lệch trình độ phát triển (n = {n}).",
        "The index alone goes with “{subject}” at R² = {value} {interval}: that much of it is a development gradient "
        "(n = {n}).",
    ),
    "outcome_explained": (
        "Các trụ cột cùng nhau giải thích {value:percent} phương sai của “{subject}” trên chính {n} tỉnh này.",
        "Together the pillars explain {value:percent} of the variance of “{subject}” among these very {n} provinces.",
    ),
    "outcome_predicted": (
        "Ở những tỉnh chưa thấy, các trụ cột dự báo được {value:percent} phương sai của “{subject}” (từ {low:percent} đến {high:percent} tùy cách "
        "chia; n = {n}).",
        "Among provinces not seen, the pillars predict {value:percent} of the variance of “{subject}” ({low:percent} to "
        "{high:percent} over the divisions; n = {n}).",
    ),
    "no_implied_weight": (
        "Kết quả không cho “{subject}” trọng số nào khi đã có các trụ cột khác; nó được chọn trong {value:percent} số mẫu lặp (n = {n}). Đó không "
        "phải là lý do để bỏ nó.",
        "The outcome gives “{subject}” no weight beside the other pillars; it is selected in {value:percent} of the resamples "
        "(n = {n}). That is no reason to drop it.",
    ),
    "inflation": (
        "Hệ số phóng đại phương sai lớn nhất là {value:1}, của “{subject}” (n = {n}).",
        "The largest variance inflation is {value:1}, of “{subject}” (n = {n}).",
    ),
    "dominant_pillar": (
        "“{subject}” nói nhiều hơn mọi trụ cột khác về kết quả trong mọi mô hình: {value:percent} {interval:percent} của phương sai (n = {n}). Liên quan "
        "không phải là nguyên nhân.",
        "“{subject}” says more about the outcome than every other pillar in every model: {value:percent} {interval:percent} of the "
        "variance (n = {n}). Going along is not causing.",
    ),
    "leading_pillar": (
        "“{subject}” có phần R² lớn nhất, {value:percent} {interval:percent}, nhưng không hơn mọi trụ cột khác trong mọi mô hình (n = {n}).",
        "“{subject}” has the largest part of R², {value:percent} {interval:percent}, but does not say more than every other pillar in "
        "every model (n = {n}).",
    ),
    "influential_unit": (
        "Tỉnh mà hồi quy dựa vào nhiều nhất là {unit}: khoảng cách Cook {value}, ngưỡng {threshold} (n = {n}).",
        "The province that the regression leans on most is {unit}: Cook's distance {value}, limit {threshold} (n = {n}).",
    ),
    "influential_units": (
        "{value} trong {n} tỉnh có khoảng cách Cook vượt ngưỡng.",
        "{value} of {n} provinces have a Cook's distance beyond the limit.",
    ),
    "signs_hang_on_one": (
        "Số trụ cột mà hệ số đổi dấu khi bỏ chỉ một tỉnh nào đó: {value} (n = {n}).",
        "Pillars whose coefficient changes its sign when some single province is left out: {value} (n = {n}).",
    ),
    "quantiles_apart": (
        "Số trụ cột có hệ số khác hẳn nhau giữa các phân vị của kết quả: {value} (n = {n}).",
        "Pillars whose coefficients at different quantiles of the outcome lie wholly apart: {value} (n = {n}).",
    ),
    "panel_no_outcome": (
        "Không ước lượng được hồi quy trong từng tỉnh qua các năm: không có kết quả nào.",
        "A regression within provinces over the years is not estimable: there is no outcome.",
    ),
    "panel_one_round": (
        "Không ước lượng được hồi quy trong từng tỉnh qua các năm: các trụ cột có {value} năm, cần ít nhất {threshold}.",
        "A regression within provinces over the years is not estimable: the pillars have {value} year, at least {threshold} "
        "are needed.",
    ),
    "panel_too_few": (
        "Không ước lượng được hồi quy trong từng tỉnh qua các năm: quá ít tỉnh có đủ {threshold} năm.",
        "A regression within provinces over the years is not estimable: too few provinces have {threshold} years.",
    ),
    "panel_slope": (
        "Trong từng tỉnh, một điểm thêm của “{subject}” đi cùng {value:4} {interval} của kết quả ({n} tỉnh).",
        "Within provinces, a point more of “{subject}” goes with {value:4} {interval} of the outcome ({n} provinces).",
    ),
    "implied_mean_shift": (
        "Với trọng số mà kết quả hàm ý, hạng thay đổi trung bình {value:1} bậc (n = {n}).",
        "Under the weights that the outcome implies, ranks move by {value:1} places on average (n = {n}).",
    ),
    "implied_largest_shift": (
        "Khi ấy hạng của {unit} thay đổi nhiều nhất: {value:places} (n = {n}).",
        "The rank of {unit} would then move most: by {value:places} (n = {n}).",
    ),
    "outside_band": (
        "{value:percent} {interval:percent} số tỉnh nằm ngoài khoảng dự kiến ở trình độ phát triển của mình; theo cách dựng khoảng, con "
        "số chờ đợi là {threshold:percent} (n = {n}).",
        "{value:percent} {interval:percent} of the provinces lie outside the band expected at their level of development; the way "
        "the band is made, {threshold:percent} are expected to (n = {n}).",
    ),
    "furthest_above": (
        "{unit} vượt xa mức dự kiến nhất: {value:1} điểm, khoảng dự kiến từ {low:1} đến {high:1} (n = {n}).",
        "{unit} is furthest above expectation: {value:1} points, expected {low:1} to {high:1} (n = {n}).",
    ),
    "furthest_below": (
        "{unit} thấp xa mức dự kiến nhất: {value:1} điểm, khoảng dự kiến từ {low:1} đến {high:1} (n = {n}).",
        "{unit} is furthest below expectation: {value:1} points, expected {low:1} to {high:1} (n = {n}).",
    ),
    # rankings from outside
    "no_external": (
        "Ấn bản không khai báo bảng xếp hạng bên ngoài nào để so.",
        "The edition declares no ranking from outside to compare with.",
    ),
    "external_agreement": (
        "Tương quan hạng với {subject}: {value} {interval}, trên {n} tỉnh có điểm công khai.",
        "Rank correlation with {subject}: {value} {interval}, among the {n} provinces with a public score.",
    ),
    "external_development": (
        "Riêng trình độ phát triển đã đạt tương quan hạng {value} {interval} với {subject} (n = {n}).",
        "Development alone reaches a rank correlation of {value} {interval} with {subject} (n = {n}).",
    ),
    "external_beyond": (
        "So với {subject}, chỉ số hơn riêng trình độ phát triển {value} {interval} về tương quan hạng (n = {n}).",
        "With {subject}, the index exceeds development alone by {value} {interval} in rank correlation (n = {n}).",
    ),
    "external_selection": (
        "Các tỉnh có điểm trong {subject} không phải mẫu ngẫu nhiên: {value:percent} thuộc nửa trên của chỉ số, mẫu cân đối có {threshold:percent} "
        "(n = {n}).",
        "The provinces with a score in {subject} are no random sample: {value:percent} are in the upper half of the index, a "
        "fair sample has {threshold:percent} (n = {n}).",
    ),
    "external_conflict": (
        "Với {subject}, {value} trong {n} tỉnh được các trang nêu những con số khác nhau; con số được nêu nhiều nhất được dùng, nếu bằng nhau thì "
        "con số thấp nhất.",
        "Of {subject}, pages state differing figures for {value} of {n} provinces; the one stated most often is used, of "
        "equally frequent ones the lowest.",
    ),
    # content
    "measurement_declared": (
        "{value:percent} trong {n} nhóm chỉ tiêu đã được khai báo là phản ánh hay cấu thành; phần còn lại cần tác giả của khung trả lời.",
        "{value:percent} of the {n} groups of indicators are declared reflective or formative; the rest is for the "
        "framework's authors to answer.",
    ),
    "indicators_defined": (
        "{value:percent} trong {n} chỉ tiêu có định nghĩa bằng cả hai thứ tiếng.",
        "{value:percent} of the {n} indicators have a definition in both languages.",
    ),
    "purpose_stated": (
        "{value:percent} trong {n} chỉ tiêu nói rõ mình đại diện cho điều gì, ngoài định nghĩa cách đo.",
        "{value:percent} of the {n} indicators say what they stand for, beyond how they are measured.",
    ),
    "relevance_not_rated": (
        "Chưa hỏi chuyên gia nào về mức phù hợp của các chỉ tiêu: giá trị nội dung chưa được kiểm tra.",
        "No expert has been asked how relevant the indicators are: content validity is not examined.",
    ),
    "relevance_average": (
        "Trung bình {value:percent} số chuyên gia cho một chỉ tiêu là phù hợp (S-CVI/Ave; nhiều nhất {n} chuyên gia).",
        "On average {value:percent} of the experts find an indicator relevant (S-CVI/Ave; up to {n} experts).",
    ),
    "relevance_low": (
        "Chỉ {value:percent} {interval:percent} trong {n} chuyên gia cho “{subject}” là phù hợp.",
        "Only {value:percent} {interval:percent} of {n} experts find “{subject}” relevant.",
    ),
    "no_official_framework": (
        "Ấn bản không khai báo khung chính thức nào để đối chiếu.",
        "The edition declares no official framework to compare with.",
    ),
    "official_covered": (
        "Số liệu mở có {value:percent} trong {n} chỉ tiêu của PII {subject} được nêu tên công khai, so theo tên.",
        "Open data cover {value:percent} of the {n} indicators of the PII {subject} that are named in public, by name.",
    ),
}

SOURCES: dict[str, tuple[str, str]] = {
    "vif": (
        "Marquardt (1970), doi:10.1080/00401706.1970.10488699; 10 là mức thường dùng",
        "Marquardt (1970), doi:10.1080/00401706.1970.10488699; 10 is usual",
    ),
    "influence": (
        "Bollen và Jackman (1985), doi:10.1177/0049124185013004004: 4/n",
        "Bollen and Jackman (1985), doi:10.1177/0049124185013004004: 4/n",
    ),
    "band": ("cách dựng khoảng: một trừ độ tin cậy", "the band's construction: one minus the confidence"),
    "selection": ("một nửa, nếu mẫu cân đối", "one half, of a fair sample"),
    "item_validity": (
        "Polit, Beck và Owen (2007), doi:10.1002/nur.20199",
        "Polit, Beck and Owen (2007), doi:10.1002/nur.20199",
    ),
    "scale_validity": (
        "Polit và Beck (2006), doi:10.1002/nur.20147",
        "Polit and Beck (2006), doi:10.1002/nur.20147",
    ),
}
