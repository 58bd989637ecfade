"""Words of the figures: title, axes, legend, note, and the sentence that stands where a figure has nothing to show."""

WORDS: dict[str, tuple[str, str]] = {
    # data
    "availability_title": (
        "Tình trạng số liệu theo tỉnh, thành phố và chỉ tiêu",
        "Availability of data by province and indicator",
    ),
    "availability_note": (
        "Gồm cả các kết quả và quy mô đặt cạnh chỉ số. † không xếp hạng. Năm trước: cũ hơn năm mới nhất của chính chỉ tiêu ấy.",
        "With the outcomes and sizes beside the index. † not ranked. Earlier year: older than the newest year of that indicator.",
    ),
    "empty_values": ("Không có giá trị nào để trình bày.", "There are no values to show."),
    "crosscheck_title": (
        "Đối chiếu số vùng và cả nước đã công bố với số tính từ các tỉnh",
        "Published region and country figures against those computed from provinces",
    ),
    "crosscheck_note": (
        "Vượt dung sai: {out} trong {n} lần đối chiếu. Nhãn: nhóm và cột lệch nhiều nhất của mỗi bảng.",
        "Beyond tolerance: {out} of {n} comparisons. Labels: the group and column furthest off in each table.",
    ),
    "crosscheck_axis": (
        "Chênh lệch, % số công bố (thang symlog, tuyến tính trong ±0,01)",
        "Difference, % of the published figure (symlog, linear within ±0.01)",
    ),
    "empty_crosschecks": (
        "Các bảng nguồn không in dòng vùng hay cả nước nên không có gì để đối chiếu.",
        "The source tables print no region or country rows, so there is nothing to compare.",
    ),
    "within_tolerance": ("trong dung sai", "within tolerance"),
    "beyond_tolerance": ("vượt dung sai", "beyond tolerance"),
    # treatment
    "skewness_kurtosis_title": (
        "Độ lệch và độ nhọn trước và sau xử lý",
        "Skewness and kurtosis before and after treatment",
    ),
    "skewness_kurtosis_note": (
        "{n} chỉ tiêu; đã hiệu chỉnh chệch. Trục độ nhọn tuyến tính đến 10, sau đó theo thang log. Nhãn: mã chỉ tiêu xa tâm nhất.",
        "{n} indicators; bias-corrected. The kurtosis axis is linear up to 10 and logarithmic beyond. Labels: codes furthest out.",
    ),
    "skewness": ("Độ lệch", "Skewness"),
    "excess_kurtosis": ("Độ nhọn vượt chuẩn", "Excess kurtosis"),
    "trigger_region": ("vùng phải xử lý giá trị ngoại lai", "where the outlier rule applies"),
    "stage_raw": ("Trước xử lý", "Before treatment"),
    "stage_transformed": ("Sau biến đổi", "After transformation"),
    "stage_treated": ("Sau xử lý", "After treatment"),
    "empty_treatment": ("Không có chỉ tiêu nào được xét xử lý.", "No indicator was examined for treatment."),
    "distributions_title": ("Phân phối của các chỉ tiêu được xử lý", "Distributions of the treated indicators"),
    "distributions_note": (
        "Trái: giá trị theo đơn vị đo gốc. Phải: giá trị đi vào chuẩn hóa.",
        "Left: values in their unit of measure. Right: values as they enter normalisation.",
    ),
    "empty_distributions": (
        "Không có chỉ tiêu nào phải biến đổi hay thu hẹp: số liệu được dùng nguyên trạng.",
        "No indicator was transformed or winsorised: the values are used as they are.",
    ),
    "n_drawn_in": ("thu hẹp {n} giá trị", "values winsorised: {n}"),
    "transformation_none": ("không biến đổi", "none"),
    "transformation_log": ("lôgarit", "log"),
    "transformation_log1p": ("lôgarit của 1 + x", "log(1 + x)"),
    "transformation_reflected_log": ("lôgarit phản chiếu", "reflected log"),
    "transformation_log_ct": ("lôgarit COIN Tool", "COIN Tool log"),
    # index
    "score": ("Điểm", "Score"),
    "rank": ("Hạng", "Rank"),
    "index_score": ("Điểm chỉ số", "Index score"),
    "index_score_used": (
        "Điểm chỉ số, không có chỉ tiêu chung nguồn với kết quả",
        "Index score, without indicators that share a source with the outcome",
    ),
    "score_distribution_title": ("Phân bố điểm theo trụ cột và vùng", "Scores by pillar and region"),
    "score_distribution_note": (
        "Mỗi điểm là một tỉnh, thành phố; vạch đứng là trung vị của vùng.",
        "Each dot is a province; the upright mark is the median of the region.",
    ),
    "empty_scores": ("Không có đơn vị nào được tính điểm.", "No unit has a score."),
    "league_title": ("Bảng xếp hạng", "League table"),
    "league_note": (
        "Thanh: điểm chỉ số; chấm: điểm từng trụ cột; vạch xám: trung bình các tỉnh. † không xếp hạng.",
        "Bar: index score; dots: score of each pillar; grey line: mean of the provinces. † not ranked.",
    ),
    "positions_title": ("Vị trí của {unit} trong từng chỉ tiêu", "Where {unit} stands in each indicator"),
    "positions_note": (
        "Điểm sau chuẩn hóa, càng cao càng tốt. Bên phải: điểm và hạng trên số tỉnh có số liệu.",
        "Normalised scores, higher is better. On the right: score, and rank among the provinces with data.",
    ),
    "empty_profile": ("{unit} không được tính điểm trong ấn bản này.", "{unit} has no score in this edition."),
    "no_value": ("không có số liệu", "no data"),
    "region_mean": ("Trung bình vùng", "Mean of region"),
    "other_units": ("các tỉnh, thành phố khác", "other provinces"),
    # map
    "tile_map_title": ("{name}: bản đồ ô vuông", "{name}: tile map"),
    "tile_map_note": (
        "Mỗi ô là một tỉnh, thành phố, không theo diện tích; số là hạng, màu theo năm nhóm hạng. Sơ đồ không dùng để xác định địa giới.",
        "A tile a province, not to scale; the number is the rank, the colour its fifth of the ranking. The sketch does not define any boundary.",
    ),
    "empty_tile_map": (
        "Danh sách đơn vị không khai báo vị trí trên bản đồ ô vuông.",
        "The list of units declares no places on a tile map.",
    ),
    "hoang_sa": ("Quần đảo\nHoàng Sa", "Hoang Sa\n(Paracel Is.)"),
    "truong_sa": ("Quần đảo\nTrường Sa", "Truong Sa\n(Spratly Is.)"),
    "ranks_from_to": ("hạng {first}–{last}", "rank {first}–{last}"),
    "not_ranked": ("không xếp hạng", "not ranked"),
    # coherence
    "rest_correlations_title": (
        "Tương quan của từng thành phần với phần còn lại của nhóm",
        "Correlation of each component with the rest of its group",
    ),
    "rest_correlations_note": (
        "Nhóm được tính lại khi bỏ chính thành phần đó. Ngưỡng {limit}; n = {n}. Kết luận dựa trên cả khoảng tin cậy.",
        "The group is computed again without the component itself. Threshold {limit}; n = {n}. Verdicts look at the whole interval.",
    ),
    "rest_correlation": ("Tương quan với phần còn lại", "Rest-correlation"),
    "empty_correlations": (
        "Không nhóm nào có từ hai thành phần trở lên nên không có tương quan với phần còn lại.",
        "No group has two components or more, so there are no rest-correlations.",
    ),
    "scree_title": (
        "Trị riêng của từng nhóm và phân tích song song",
        "Eigenvalues of each group with parallel analysis",
    ),
    "scree_note": (
        "Chấm đặc: thành phần được giữ theo ngưỡng Kaiser. Đường đứt: trị riêng của dữ liệu ngẫu nhiên cùng cỡ; chấm đặc nằm dưới đường ấy là đáng ngờ.",
        "Filled dots: kept by the Kaiser limit. Dashed: eigenvalues of random data of the same size; a filled dot below it is doubtful.",
    ),
    "component": ("Thành phần chính", "Component"),
    "eigenvalue": ("trị riêng", "eigenvalue"),
    "parallel": ("dữ liệu ngẫu nhiên", "random data"),
    "kaiser": ("ngưỡng Kaiser {limit}", "Kaiser limit {limit}"),
    "empty_components": (
        "Không nhóm nào đủ thành phần và đơn vị để phân tích thành phần chính.",
        "No group has enough components and units for a principal component analysis.",
    ),
    "pca_weights_title": (
        "Trọng số theo thành phần chính bên cạnh trọng số danh nghĩa",
        "Weights from components beside the nominal weights",
    ),
    "pca_weights_note": (
        "Màu xám: không phải mức độ quan trọng. Trọng số theo thành phần chính thưởng cho sự trùng lặp giữa các chỉ tiêu. "
        "Vạch ngang: khoảng bootstrap qua các tỉnh, rất rộng.",
        "In grey: not importance. Weights from components reward redundancy among indicators. Lines: bootstrap interval over "
        "the provinces, which is wide.",
    ),
    "weight_in_group": ("Trọng số trong nhóm", "Weight within the group"),
    "nominal_weight": ("Trọng số danh nghĩa", "Nominal weight"),
    "variant_first_vector": ("vectơ riêng thứ nhất (bình phương)", "first eigenvector, squared"),
    "variant_rotated": ("hệ số tải sau xoay (Cẩm nang OECD/JRC)", "rotated loadings (Handbook)"),
    "verdict_clear": ("rõ ràng", "clear"),
    "verdict_borderline": ("giáp ngưỡng", "borderline"),
    "verdict_fail": ("không đạt", "fail"),
    "verdict_undefined": ("không xác định", "undefined"),
    # regression
    "coefficients_title": ("Hệ số hồi quy của kết quả theo các trụ cột", "Coefficients of the outcome on the pillars"),
    "coefficients_note": (
        "Khoảng tin cậy với sai số chuẩn vững. Xám: khoảng chứa số 0. Quan hệ thống kê, không phải nhân quả.",
        "Intervals with robust standard errors. Grey: the interval holds zero. Association, not cause.",
    ),
    "coefficient_axis": ("Hệ số trên một điểm của trụ cột", "Coefficient per point of the pillar"),
    "empty_regression": (
        "Ấn bản này không có hồi quy: không khai báo kết quả, hoặc không đủ đơn vị.",
        "This edition has no regression: no outcome is declared, or there are too few units.",
    ),
    "implied_weights_title": (
        "Trọng số hàm ý từ hồi quy bên cạnh trọng số danh nghĩa",
        "Weights implied by regression beside the nominal ones",
    ),
    "implied_weights_note": (
        "Màu nhạt: mô tả, không phải đề xuất. Tần suất chọn: tỷ lệ mẫu lặp trong đó trọng số không âm khác 0.",
        "Pale: a description, no recommendation. Selection frequency: share of resamples with a weight above zero.",
    ),
    "implied_weight": ("Trọng số hàm ý", "Implied weight"),
    "lmg": ("Phần R² (LMG)", "Share of R² (LMG)"),
    "selected_in": ("được chọn {share}", "selected {share}"),
    "performance_title": ("Kết quả so với trình độ phát triển", "Performance given the level of development"),
    "performance_note": (
        "n = {n}. Vùng màu: khoảng dự kiến cho một tỉnh ở mỗi trình độ phát triển. Ngoài khoảng là khác thường; trong khoảng không phải là yếu kém.",
        "n = {n}. Band: what is expected of a province at each level. Outside is unusual; inside is no reproach.",
    ),
    "development_level": ("Trình độ phát triển", "Level of development"),
    "level_axis": ("{name}, thang lôgarit", "{name}, log scale"),
    "expected_band": ("khoảng dự kiến", "expected band"),
    "standing_above": ("cao hơn dự kiến", "above expectation"),
    "standing_within": ("như dự kiến", "as expected"),
    "standing_below": ("thấp hơn dự kiến", "below expectation"),
    "standing_undefined": ("không xác định", "undefined"),
    "empty_performance": (
        "Ấn bản này không khai báo thước đo trình độ phát triển nên không so sánh được.",
        "This edition declares no measure of development, so there is no such comparison.",
    ),
    # uncertainty
    "rank_ranges_title": ("Khoảng hạng qua các phương án tính hợp lệ", "Rank ranges over the admissible methods"),
    "rank_ranges_note": (
        "Khoảng chứa 90% số lần tính qua các phương án đã khai báo; không phải khoảng tin cậy thống kê.",
        "The range holds 90% of draws over declared choices; it is not a statistical confidence interval.",
    ),
    "n_draws": ("Số lần tính", "Draws"),
    "nominal_rank": ("Hạng theo phương án chính", "Nominal rank"),
    "median_rank": ("Hạng trung vị", "Median rank"),
    "range_90": ("Khoảng 90%", "90% range"),
    "rank_outside_range": ("Hạng theo phương án chính nằm ngoài khoảng", "Nominal rank outside its range"),
    "acceptability_title": (
        "Tần suất đạt từng hạng của mỗi tỉnh, thành phố",
        "How often each province takes each rank",
    ),
    "acceptability_note": (
        "Thứ tự theo hạng của phương án chính; màu càng đậm càng thường gặp.",
        "In the order of nominal ranks; the darker, the more often.",
    ),
    "share_of_draws": ("Tỷ lệ số lần tính", "Share of draws"),
    "pairs_title": (
        "Tỉnh ở hàng đứng trước tỉnh ở cột thường xuyên đến đâu",
        "How often the row's province is ahead of the column's",
    ),
    "pairs_note": (
        "Chấm trắng: đứng trước trong ít nhất {share} số lần tính chung. {robust} trong {n} cặp có thứ tự vững.",
        "White dot: ahead in at least {share} of common draws. {robust} of {n} pairs have a robust order.",
    ),
    "share_ahead": ("Tỷ lệ số lần đứng trước", "Share of draws ahead"),
    "empty_uncertainty": (
        "Chưa phân tích bất định cho ấn bản này: không khai báo phương án thay thế.",
        "There is no uncertainty analysis for this edition: no alternatives are declared.",
    ),
    # sensitivity
    "one_at_a_time_title": ("Thay từng lựa chọn: hạng thay đổi bao nhiêu", "One choice at a time: how far ranks move"),
    "one_at_a_time_note": (
        "So với phương án chính. Hình thoi: thay đổi lớn nhất và tỉnh tương ứng.",
        "Against the nominal method. Diamond: the largest shift and its province.",
    ),
    "leave_one_out_title": ("Bỏ từng chỉ tiêu: hạng thay đổi bao nhiêu", "One indicator left out: how far ranks move"),
    "leave_one_out_note": (
        "Trọng số của chỉ tiêu bị bỏ chia cho các chỉ tiêu cùng nhóm. Hình thoi: thay đổi lớn nhất và tỉnh tương ứng.",
        "The weight of what is left out goes to its group. Diamond: the largest shift and its province.",
    ),
    "shift_axis": ("Số bậc thay đổi", "Places moved"),
    "mean_shift": ("Trung bình", "Mean shift"),
    "largest_shift": ("Lớn nhất", "Largest shift"),
    "empty_one_at_a_time": (
        "Không khai báo lựa chọn thay thế nào khác với phương án chính.",
        "No declared alternative differs from the nominal method.",
    ),
    "empty_leave_one_out": ("Không bỏ được chỉ tiêu nào.", "No indicator can be left out."),
    "sobol_title": ("Lựa chọn nào làm thay đổi hạng (chỉ số Sobol)", "Which choice moves the ranks (Sobol indices)"),
    "sobol_note": (
        "Các nhân tố độc lập. Vạch ngang: khoảng tin cậy; vạch đứng: trung vị các tỉnh; tên: tỉnh chịu tác động nhiều nhất.",
        "Independent factors. Lines across: intervals; upright marks: median of the provinces; name: the province moved most.",
    ),
    "sobol_overall": ("Thay đổi hạng trung bình của cả bảng", "Mean shift of rank of the whole table"),
    "sobol_by_unit": ("Hạng của từng tỉnh: chỉ số toàn phần", "Rank of each province: total index"),
    "first_index": ("Bậc một", "First order"),
    "total_index": ("Toàn phần", "Total"),
    "undefined": ("không xác định", "undefined"),
    "empty_sobol": (
        "Có ít hơn hai nhân tố được thay đổi nên không tính chỉ số Sobol.",
        "Fewer than two factors are varied, so there are no Sobol indices.",
    ),
    "factor_weights": ("Trọng số", "Weights"),
    "factor_indicators": ("Bỏ một chỉ tiêu", "An indicator left out"),
    "factor_survey_error": ("Sai số điều tra", "Survey error"),
    "factor_one_at_a_time": ("So sánh riêng", "Compared alone"),
    "output_mean_rank_shift": ("Thay đổi hạng trung bình", "Mean shift of rank"),
    "country": ("Cả nước", "Country"),
    # shared codes
    "origin_published": ("công bố", "published"),
    "origin_earlier_year": ("năm trước", "earlier year"),
    "origin_structural_zero": ("số 0 cấu trúc", "structural zero"),
    "origin_not_published": ("không công bố", "not published"),
    "origin_source_fault": ("lỗi ở nguồn", "fault at the source"),
}
